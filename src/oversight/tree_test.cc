// SPDX-License-Identifier: Apache-2.0
#include "oversight/tree.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/instant.h"

namespace qingxin::oversight {
namespace {

constexpr Date kDay = date(2026, 11, 30);

FigureRow row(std::string region, std::int64_t part = 1, std::int64_t whole = 1) {
  FigureRow row{.figure = {IndicatorId::answered, {}, part, whole, 0},
                .of = Of::dossier,
                .id = 7,
                .region_code = std::move(region),
                .industry = {},
                .unit = 0,
                .funding = {},
                .label = {}};
  return row;
}

Cell cell_of(const CellTable& table, std::string_view code) {
  const SnapshotCell* found = find_cell(table, IndicatorId::answered, code);
  return found == nullptr ? Cell{} : found->cell;
}

TEST(Tree, PutsARowUnderEachDigitOfItsCode) {
  const TreeOrder order{.by = By::district, .region = "9901", .digits_most = 9, .day = kDay};
  EXPECT_EQ(path_of(row("990123101"), order),
            (std::vector<std::string>{"9901", "990123", "990123101"}));
  EXPECT_EQ(path_of(row("990123"), order), (std::vector<std::string>{"9901", "990123", "990123?"}));
  EXPECT_EQ(path_of(row(""), order), (std::vector<std::string>{"9901", "9901?"}));
  EXPECT_EQ(path_of(row("9901"), order), (std::vector<std::string>{"9901", "9901?"}));
  EXPECT_TRUE(path_of(row("990223"), order).empty());
  const TreeOrder counties{.by = By::district, .region = "9901", .digits_most = 6, .day = kDay};
  EXPECT_EQ(path_of(row("990123101"), counties), (std::vector<std::string>{"9901", "990123"}));
}

TEST(Tree, KeepsWhatNobodyNamedBesideTheOthers) {
  const TreeOrder order{.by = By::district, .region = "990123", .digits_most = 9, .day = kDay};
  const std::vector<FigureRow> rows{row("990123101", 1, 2), row("990123102", 3, 4),
                                    row("990123", 5, 6), row("", 7, 8)};
  const CellTable table = table_of(rows, order);
  EXPECT_EQ(cell_of(table, "990123"), (Cell{16, 20, 0, 4}));
  EXPECT_EQ(cell_of(table, "990123101"), (Cell{1, 2, 0, 1}));
  EXPECT_EQ(cell_of(table, "990123?"), (Cell{12, 14, 0, 2}));
  ASSERT_EQ(table.places.size(), 4U);
  EXPECT_EQ(table.places.back().name, "不详");  // and stands last
  EXPECT_EQ(table.places.back().parent, "990123");
  // Alone it would only say what its parent says.
  const CellTable alone = table_of(std::vector<FigureRow>{row("990123")}, order);
  EXPECT_EQ(alone.places.size(), 1U);
  EXPECT_EQ(finest_place(row("990123"), alone, order), "990123");
  EXPECT_EQ(finest_place(row("990123"), table, order), "990123?");
}

TEST(Tree, TellsTheWholeEvenWhereNothingIs) {
  const CellTable table =
      table_of({}, {.by = By::district, .region = "990123", .digits_most = 9, .day = kDay});
  ASSERT_EQ(table.places.size(), 1U);
  EXPECT_EQ(table.places.front().code, "990123");
  EXPECT_TRUE(table.cells.empty());
}

TEST(Tree, HasThePeriodBeforeBesideIt) {
  const TreeOrder order{.by = By::district, .region = "9901", .digits_most = 6, .day = kDay};
  const std::vector<FigureRow> now{row("990123", 1, 2)}, before{row("990124", 3, 4)};
  const CellTable table = table_of(now, before, order);
  EXPECT_EQ(find_cell(table, IndicatorId::answered, "9901")->before, (Cell{3, 4, 0, 1}));
  EXPECT_EQ(cell_of(table, "990124"), Cell{});
  EXPECT_EQ(find_cell(table, IndicatorId::answered, "990124")->before, (Cell{3, 4, 0, 1}));
}

Districts renamed_and_merged() {
  return {{{"990123", "平川县", date(2020, 1, 1)},
           {"990123", "平川市", date(2026, 7, 1)},
           {"990124", "临河县", std::nullopt}},
          {{"990124", "990123", date(2026, 9, 1)}}};
}

TEST(Districts, AreCalledAsTheyWereOnTheDay) {
  const Districts districts = renamed_and_merged();
  EXPECT_EQ(districts.name_of("990123", date(2026, 6, 30)), "平川县");
  EXPECT_EQ(districts.name_of("990123", date(2026, 7, 1)), "平川市");
  EXPECT_EQ(districts.name_of("990123", date(2019, 1, 1)), "平川县");  // its first name
  EXPECT_EQ(districts.name_of("990199", kDay), "");
  const TreeOrder june{.by = By::district,
                       .region = "990123",
                       .digits_most = 6,
                       .day = date(2026, 6, 30),
                       .districts = &districts};
  EXPECT_EQ(table_of({}, june).places.front().name, "平川县");
}

TEST(Districts, CountInWhatTheyBecame) {
  const Districts districts = renamed_and_merged();
  EXPECT_EQ(districts.code_on("990124101", date(2026, 8, 31)), "990124101");
  EXPECT_EQ(districts.code_on("990124101", date(2026, 9, 1)), "990123");
  EXPECT_EQ(districts.merged_into("990123", date(2026, 9, 1)),
            (std::vector<std::string>{"990124"}));
  EXPECT_TRUE(districts.merged_into("990123", date(2026, 8, 31)).empty());
  EXPECT_TRUE(districts.merged_into("9901", date(2026, 9, 1)).empty());  // it was in there before
  TreeOrder order{.by = By::district,
                  .region = "9901",
                  .digits_most = 6,
                  .day = date(2026, 9, 30),
                  .districts = &districts};
  const std::vector<FigureRow> rows{row("990123", 1, 1), row("990124", 0, 1)};
  EXPECT_EQ(cell_of(table_of(rows, order), "990123"), (Cell{1, 2, 0, 2}));
  order.day = date(2026, 8, 31);
  EXPECT_EQ(cell_of(table_of(rows, order), "990124"), (Cell{0, 1, 0, 1}));
}

TEST(Tree, HaveNoPeriodBeforeOfWhatIsReadToday) {
  FigureRow unpaid = row("990123", 5, 0), open = unpaid;
  unpaid.figure.indicator = IndicatorId::people_unpaid;
  open.figure.indicator = IndicatorId::cases_open;
  const std::vector<FigureRow> rows{unpaid, open};
  const Districts none;
  const TreeOrder order{.by = By::district,
                        .region = "9901",
                        .digits_most = 6,
                        .day = date(2026, 9, 30),
                        .districts = &none,
                        .names = {}};
  const CellTable table = table_of(rows, rows, order);
  EXPECT_FALSE(find_cell(table, IndicatorId::people_unpaid, "9901")->before);
  EXPECT_TRUE(find_cell(table, IndicatorId::cases_open, "9901")->before);
}

TEST(Districts, NameWhatLiesBelowAnotherOnlyOnce) {
  const Date day = date(2026, 9, 1);
  const Districts districts(
      {}, {{"990124101", "990123", day}, {"990124", "990123", day}, {"990125", "990123", day}});
  EXPECT_EQ(districts.merged_into("990123", day), (std::vector<std::string>{"990124", "990125"}));
}

TEST(Districts, DoNotGoRoundInARing) {
  const Districts ring({}, {{"990123", "990124", kDay}, {"990124", "990123", kDay}});
  EXPECT_EQ(ring.code_on("990123", kDay), "990123");
}

TEST(Districts, AreReadFromTheirRecords) {
  Record record;
  record.face.kind = RecordKind::district;
  record.values = {{Field::code, "990124"}, {Field::name, "临河区"}};
  RecordEvent first, renamed, merged;
  first.at = renamed.at = merged.at = china_instant(date(2026, 12, 1), 600);
  first.values = {{Field::code, "990124"}, {Field::name, "临河县"}, {Field::from, "2020-01-01"}};
  renamed.values = {{Field::name, "临河区"}, {Field::from, "2026-07-01"}};
  merged.values = {{Field::successor, "990123"}, {Field::until, "2026-09-01"}};
  record.events = {first, renamed, merged};
  const Districts districts = districts_of(std::vector<Record>{record});
  EXPECT_EQ(districts.name_of("990124", date(2026, 6, 30)), "临河县");
  EXPECT_EQ(districts.name_of("990124", date(2026, 7, 1)), "临河区");
  EXPECT_EQ(districts.code_on("990124", date(2026, 8, 31)), "990124");
  EXPECT_EQ(districts.code_on("990124", date(2026, 9, 1)), "990123");
}

TEST(Tree, TellsIndustriesUnitsAndFundingApart) {
  FigureRow road = row("990123"), house = row("990123"), nobody = row("990123");
  road.industry = "公路工程";
  road.unit = 5;
  road.funding = kPublicMoney;
  house.industry = "房屋建筑";
  house.unit = 6;
  house.funding = kOtherMoney;
  const std::vector<FigureRow> rows{road, house, nobody};
  EXPECT_EQ(cell_of(table_of(rows, {.by = By::industry, .day = kDay}), "公路工程").rows, 1);
  const CellTable units =
      table_of(rows, {.by = By::unit, .day = kDay, .names = {{"5", "平川县交通局"}}});
  EXPECT_EQ(cell_of(units, "5").rows, 1);
  EXPECT_EQ(cell_of(units, "?").rows, 1);
  EXPECT_EQ(units.places[1].name, "平川县交通局");
  EXPECT_EQ(units.places[2].name, "6");  // a unit that the list does not name
  const CellTable funding = table_of(rows, {.by = By::funding, .day = kDay});
  EXPECT_EQ(cell_of(funding, kPublicMoney).rows, 1);
  EXPECT_EQ(cell_of(funding, "").rows, 3);
}

// Of a thousand tables of random rows every parent is the sum of its children.
TEST(Tree, ChildrenSumToTheirParent) {
  const std::string_view codes[] = {"",        "99",        "9901",      "990123", "990123101",
                                    "990124",  "990124102", "990224",    "9902",   "990123102",
                                    "9901231", "88",        "880101001", "99012"};
  const std::string_view regions[] = {"", "99", "9901", "990123"};
  for (unsigned seed = 0; seed < 1'000; ++seed) {
    std::mt19937 dice(seed);
    const auto throw_of = [&](int most) {
      return static_cast<std::int64_t>(dice() % static_cast<unsigned>(most + 1));
    };
    std::vector<FigureRow> rows;
    for (std::int64_t i = throw_of(40); i > 0; --i) {
      FigureRow one =
          row(std::string(codes[static_cast<std::size_t>(throw_of(13))]), throw_of(9), throw_of(9));
      one.figure.unknown = throw_of(2);
      one.figure.indicator = throw_of(1) == 0 ? IndicatorId::answered : IndicatorId::cases_open;
      one.industry = throw_of(2) == 0 ? "" : "水利";
      one.unit = throw_of(3);
      rows.push_back(std::move(one));
    }
    const Districts districts({}, {{"990124", "990123", date(2026, 1, 1)}});
    const TreeOrder order{.by = static_cast<By>(1 + throw_of(3)),
                          .region = std::string(regions[static_cast<std::size_t>(throw_of(3))]),
                          .digits_most = static_cast<int>(throw_of(9)),
                          .day = kDay,
                          .districts = throw_of(1) == 0 ? nullptr : &districts};
    const CellTable table = table_of(rows, order);
    for (const IndicatorId id : {IndicatorId::answered, IndicatorId::cases_open}) {
      std::map<std::string, Cell> of_children;
      for (std::size_t i = 1; i < table.places.size(); ++i) {
        const SnapshotCell* child = find_cell(table, id, table.places[i].code);
        Cell& sum = of_children[table.places[i].parent];
        if (child == nullptr) continue;
        sum.part += child->cell.part;
        sum.whole += child->cell.whole;
        sum.unknown += child->cell.unknown;
        sum.rows += child->cell.rows;
      }
      for (const auto& [parent, sum] : of_children) {
        const SnapshotCell* cell = find_cell(table, id, parent);
        ASSERT_EQ(cell == nullptr ? Cell{} : cell->cell, sum) << "seed " << seed << " " << parent;
      }
    }
  }
}

}  // namespace
}  // namespace qingxin::oversight
