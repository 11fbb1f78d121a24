// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "app/batches.h"
#include "app/import_folder.h"
#include "app/import_office_registers.h"
#include "app/recheck.h"
#include "app/show_coverage.h"
#include "app/show_indicators.h"
#include "app/show_priority.h"
#include "app/units.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "tests/support/temporary_folder.h"

// Figures from delivered tables to a cell and back to its rows, on the embedded engine.
namespace qingxin::app {
namespace {

using access::Role;
using oversight::By;
using oversight::Field;
using oversight::RecordKind;
using oversight::RecordStep;

constexpr Date kDay = date(2026, 11, 20);

Moment on(Date day, int hour = 10) {
  return {china_instant(day, hour * 60), day};
}

constexpr std::string_view kProjects =
    "项目编号,项目名称,行政区划代码,行业,资金性质,总包单位,总包信用代码,合同签订日期,开工日期,状态,"
    "工资支付日,门禁\n"
    "P1,平川大道,990123101,公路工程,政府投资,平川建工,91990123MA0000001T,2026-09-01,2026-10-01,"
    "在建,15,是\n"
    "P2,平川医院,990123,房屋建筑,,平川建工,91990123MA0000001T,2026-09-01,2026-10-01,在建,15,否\n";
constexpr std::string_view kRoster =
    "项目编号,用工单位,姓名,身份证号,岗位,进场日期\n"
    "P1,平川建工,张一,990123199001010033,工人,2026-10-01\n"
    "P2,平川建工,张二,99012319900101005X,工人,2026-10-01\n";
constexpr std::string_view kAttendance =
    "项目编号,身份证号,日期\n"
    "P1,990123199001010033,2026-10-08\n";
constexpr std::string_view kLateAttendance =
    "项目编号,身份证号,日期\n"
    "P2,99012319900101005X,2026-10-31\n";

class Indicators : public testing::Test {
 protected:
  void SetUp() override {
    law_ = law::load(std::nullopt, std::nullopt).value();
    data_.database = std::make_shared<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                              sqlite::SqliteDatabase::kPatienceMs);
    data_.store =
        store::SqlStore::open(*data_.database, {.person_key = "k", .node = 1}, Instant{1}).value();
    data_.ids = std::make_shared<store::IdMaker>(1);
    data_.master_key = std::string(32, 'k');
    data_.folder = folder_.path();
    desk_ = {data_.store.get(), &law_, data_.ids.get()};
    ASSERT_TRUE(local_unit(*data_.store));
    unit(office_, "平川县治欠办", "990123", store::UnitKind::office);
    clerk_ = user(11, Role::office, "990123");
    assessor_ = user(12, Role::assessor, "990123");
    other_ = user(13, Role::office, "990224");
    builder_ = user(14, Role::general_contractor, "990123");
  }

  void unit(access::UnitId id, std::string name, std::string region, store::UnitKind kind) {
    ASSERT_TRUE(data_.store->add_unit({id, std::move(name), "", std::move(region), kind}));
  }
  access::Principal user(std::int64_t id, Role role, std::string district) {
    store::User user{.id = access::UserId{id},
                     .login = "u" + std::to_string(id),
                     .name = "人" + std::to_string(id),
                     .role = role,
                     .unit = office_,
                     .scope = access::district_scope(std::move(district))};
    EXPECT_TRUE(data_.store->accounts().add_user(user, "hash"));
    return {.user = user.id, .role = role, .unit = office_, .scope = user.scope};
  }

  std::filesystem::path write(const std::string& folder, std::string_view file,
                              std::string_view rows) const {
    const std::filesystem::path place = folder_.path() / folder;
    std::filesystem::create_directories(place);
    std::ofstream{place / file, std::ios::binary} << rows;
    return place;
  }
  void deliver(const std::filesystem::path& folder, Moment moment) {
    const access::Principal who = access::the_local_operator();
    const auto imported = import_folder(who, moment.now, data_,
                                        {.folder = folder,
                                         .unit = kLocalUnit,
                                         .note = {},
                                         .key = {},
                                         .corrections = {},
                                         .same_name = SameName::beside},
                                        law_, {});
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_TRUE(imported->rejects.empty());
    const auto used = use_batch(who, moment.now, data_, imported->batch.id);
    ASSERT_TRUE(used) << used.error().message;
    check_all(moment);
  }
  void check_all(Moment moment) {
    const auto checked =
        recheck(access::the_machine(), moment.now, data_,
                {.as_of = moment.today, .is_everything = true, .program = "1"}, law_, {});
    ASSERT_TRUE(checked) << checked.error().message;
  }
  void deliver_first(Moment moment = on(kDay)) {
    const auto folder = write("一", "项目.csv", kProjects);
    write("一", "花名册.csv", kRoster);
    write("一", "考勤.csv", kAttendance);
    deliver(folder, moment);
  }

  static IndicatorOrder october(std::vector<IndicatorId> ids) {
    return {.from = date(2026, 10, 1),
            .until = date(2026, 10, 31),
            .region = "990123",
            .by = By::district,
            .digits_most = 0,
            .indicators = std::move(ids),
            .known_before = {}};
  }
  IndicatorTable show(const access::Principal& who, Moment moment, const IndicatorOrder& order) {
    Result<IndicatorTable> table = show_indicators(who, moment, desk_, order);
    EXPECT_TRUE(table) << table.error().message;
    return table.value_or(IndicatorTable{});
  }
  static oversight::Cell cell(const IndicatorTable& table, IndicatorId id, std::string_view code) {
    const auto* found = oversight::find_cell(table.table, id, code);
    return found == nullptr ? oversight::Cell{} : found->cell;
  }

  TemporaryFolder folder_;
  law::Law law_;
  StoredData data_;
  RecordDesk desk_{};
  access::UnitId office_{100};
  access::Principal clerk_, assessor_, other_, builder_;
};

TEST_F(Indicators, OpenEachCellIntoItsRows) {
  deliver_first();
  IndicatorOrder order = october({IndicatorId::projects, IndicatorId::gate_coverage});
  order.from = date(2026, 11, 1);
  order.until = kDay;
  const IndicatorTable table = show(clerk_, on(kDay, 20), order);
  EXPECT_EQ(cell(table, IndicatorId::projects, "990123"), (oversight::Cell{2, 0, 0, 2}));
  EXPECT_EQ(cell(table, IndicatorId::projects, "990123101"), (oversight::Cell{1, 0, 0, 1}));
  EXPECT_EQ(cell(table, IndicatorId::projects, "990123?"), (oversight::Cell{1, 0, 0, 1}));
  EXPECT_EQ(cell(table, IndicatorId::gate_coverage, "990123"), (oversight::Cell{1, 2, 0, 2}));
  EXPECT_EQ(table.before_from, date(2026, 10, 12));  // as many days
  EXPECT_EQ(table.before_until, date(2026, 10, 31));

  order.indicators = {IndicatorId::gate_coverage};
  const auto rows = indicator_rows(clerk_, on(kDay, 20), desk_,
                                   {.order = order, .place = "990123101", .is_whole = false});
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->rows.size(), 1U);
  EXPECT_EQ(rows->rows[0].label, "平川大道");
  EXPECT_EQ(rows->cell, (oversight::Cell{1, 1, 0, 1}));
  const auto page = indicator_rows(clerk_, on(kDay, 20), desk_, {.order = order, .limit = 1});
  ASSERT_TRUE(page && page->next);
  EXPECT_EQ(page->cell.rows, 2);  // of all pages

  order.by = By::funding;
  const IndicatorTable funding = show(clerk_, on(kDay, 20), order);
  EXPECT_EQ(cell(funding, IndicatorId::gate_coverage, oversight::kPublicMoney).rows, 1);
  EXPECT_EQ(cell(funding, IndicatorId::gate_coverage, "?").rows, 1);  // nobody wrote it down
}

TEST_F(Indicators, ReachNoFurtherThanTheScope) {
  deliver_first();
  IndicatorOrder order = october({IndicatorId::projects});
  order.until = kDay;
  order.region = "";
  EXPECT_EQ(cell(show(other_, on(kDay, 20), order), IndicatorId::projects, "").rows, 0);
  EXPECT_EQ(cell(show(assessor_, on(kDay, 20), order), IndicatorId::projects, "").rows, 2);
  const auto refused = show_indicators(builder_, on(kDay, 20), desk_, order);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_permitted);
}

TEST_F(Indicators, SayThatAPastStateWasReadOnItsDay) {
  deliver_first();
  IndicatorOrder order = october({IndicatorId::arrears_people, IndicatorId::open_findings});
  order.until = kDay;
  EXPECT_TRUE(show(clerk_, on(kDay, 20), order).notes.empty());
  EXPECT_EQ(show(clerk_, on(kDay + 1), order).notes.size(), 1U);
}

TEST_F(Indicators, TellProjectsByTheUnitThatBuildsThem) {
  deliver_first();
  ASSERT_TRUE(data_.store->add_unit({access::UnitId{200}, "平川建工", "91990123MA0000001T",
                                     "990123", store::UnitKind::enterprise}));
  IndicatorOrder order = october({IndicatorId::gate_coverage});
  order.until = kDay;
  order.by = By::unit;
  const IndicatorTable table = show(clerk_, on(kDay, 20), order);
  EXPECT_EQ(cell(table, IndicatorId::gate_coverage, "200"), (oversight::Cell{1, 2, 0, 2}));
}

TEST_F(Indicators, ReadADistrictByItsWholeCodeToo) {
  deliver_first();
  IndicatorOrder order = october({IndicatorId::gate_coverage});
  order.until = kDay;
  order.region = "9901";
  const IndicatorTable by_prefix = show(clerk_, on(kDay, 20), order);
  EXPECT_EQ(cell(by_prefix, IndicatorId::gate_coverage, "9901").rows, 2);
  order.region = "990100";
  const IndicatorTable table = show(clerk_, on(kDay, 20), order);
  EXPECT_EQ(table.table.places, by_prefix.table.places);
  EXPECT_EQ(table.table.cells, by_prefix.table.cells);
  const auto rows = indicator_rows(clerk_, on(kDay, 20), desk_,
                                   {.order = order, .place = "990100", .is_whole = false});
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ(rows->rows.size(), 2U);
  const auto firms = [&](std::string region) {
    PriorityOrder asked;
    asked.region = std::move(region);
    return show_priority(clerk_, on(kDay, 20), desk_, asked).value().all;
  };
  EXPECT_EQ(firms("990100"), firms("9901"));
}

TEST_F(Indicators, RefuseAPeriodThatIsNone) {
  IndicatorOrder order = october({});
  order.until = kDay + 1;
  EXPECT_EQ(show_indicators(clerk_, on(kDay), desk_, order).error().code, ErrorCode::usage);
  order.until = order.from - 1;
  EXPECT_EQ(show_indicators(clerk_, on(kDay), desk_, order).error().code, ErrorCode::usage);
}

// What is delivered late changes the month that it speaks of, and is told as a difference.
TEST_F(Indicators, TellALateDeliveryAsADifference) {
  deliver_first();
  IndicatorOrder order =
      october({IndicatorId::real_name_update_people, IndicatorId::manager_presence});
  const IndicatorTable before = show(clerk_, on(kDay, 20), order);
  EXPECT_EQ(cell(before, IndicatorId::real_name_update_people, "990123"),
            (oversight::Cell{1, 2, 0, 2}));
  deliver(write("二", "考勤.csv", kLateAttendance), on(kDay + 5));
  const IndicatorTable after = show(clerk_, on(kDay + 5, 20), order);
  EXPECT_EQ(cell(after, IndicatorId::real_name_update_people, "990123"),
            (oversight::Cell{2, 2, 0, 2}));
  order.known_before = on(kDay, 20).now;
  EXPECT_EQ(show(clerk_, on(kDay + 5, 20), order).table.cells, before.table.cells);

  const auto found = show_corrections(clerk_, on(kDay + 5, 20), desk_, order);
  ASSERT_TRUE(found) << found.error().message;
  const auto row = std::ranges::find_if(found->rows, [](const CorrectedRow& one) {
    return one.indicator == IndicatorId::real_name_update_people;
  });
  ASSERT_NE(row, found->rows.end());
  EXPECT_EQ(row->label, "平川医院");
  EXPECT_EQ(row->then, (oversight::Cell{0, 1, 0, 1}));
  EXPECT_EQ(row->now, (oversight::Cell{1, 1, 0, 1}));
  // The other project says what it said.
  EXPECT_EQ(std::ranges::count_if(found->rows,
                                  [](const CorrectedRow& one) {
                                    return one.indicator == IndicatorId::real_name_update_people;
                                  }),
            1);
}

TEST_F(Indicators, KnowOfADayWhatCameInLater) {
  deliver_first(on(date(2026, 10, 31)));
  IndicatorOrder order = october({IndicatorId::real_name_update_today});
  EXPECT_EQ(cell(show(clerk_, on(date(2026, 10, 31), 20), order),
                 IndicatorId::real_name_update_today, "990123"),
            (oversight::Cell{0, 2, 0, 2}));
  deliver(write("二", "考勤.csv", kLateAttendance), on(date(2026, 11, 2)));
  EXPECT_EQ(cell(show(clerk_, on(date(2026, 11, 2), 20), order),
                 IndicatorId::real_name_update_today, "990123"),
            (oversight::Cell{1, 2, 0, 2}));
}

TEST_F(Indicators, KeepTheOldNameOfADistrictBeforeItWasRenamed) {
  RecordOrder order;
  order.face.kind = RecordKind::district;
  order.face.region_code = "990123";
  order.event.step = RecordStep::recorded;
  order.event.key = "区划-1";
  order.event.values = {
      {Field::code, "990123"}, {Field::name, "平川县"}, {Field::from, "2020-01-01"}};
  const auto made = step_record(clerk_, on(kDay), desk_, order);
  ASSERT_TRUE(made) << made.error().message;
  RecordOrder renamed;
  renamed.id = made->whole.id;
  renamed.event.step = RecordStep::changed;
  renamed.event.key = "区划-2";
  renamed.event.values = {{Field::name, "平川市"}, {Field::from, "2026-11-01"}};
  ASSERT_TRUE(step_record(clerk_, on(kDay, 11), desk_, renamed));
  IndicatorOrder asked = october({IndicatorId::clues_received});
  EXPECT_EQ(show(clerk_, on(kDay, 20), asked).table.places.front().name, "平川县");
  asked.from = date(2026, 11, 1);
  asked.until = kDay;
  EXPECT_EQ(show(clerk_, on(kDay, 20), asked).table.places.front().name, "平川市");
}

TEST_F(Indicators, HoldTheRegisterAgainstThePermits) {
  deliver_first();
  const auto folder =
      write("许可", "许可.csv",
            "施工许可证号,项目名称,施工总承包单位,统一社会信用代码,区划代码,发证日期,竣工日期\n"
            "990123202603010101,平川大道,平川建工,91990123MA0000001T,990123,2026-09-01,\n"
            "990123202603010201,平川医院二期,平川建工,,,2026-09-01,\n"
            "990123202603010301,已经竣工的,平川建工,,990123,2025-09-01,2026-06-01\n"
            "990123202603010101,写了两遍,平川建工,,990123,2026-09-01,\n"
            "990123202603010401,代码不对,平川建工,91990123MA0000001X,990123,2026-09-01,\n"
            "990123202603010501,日期不对,平川建工,,990123,去年,\n"
            "990224202603010601,别处的,青源路桥,,990224,2026-09-01,\n");
  const OfficeRegisterOrder order{
      .file = folder / "许可.csv", .region_code = "990123", .source = "平川县住建局"};
  const auto imported = import_permits(clerk_, on(kDay), desk_, order);
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->rows, 7);
  EXPECT_EQ(imported->added, 3);
  ASSERT_EQ(imported->rejected.size(), 4U);
  EXPECT_EQ(imported->rejected[3].value, "990224");  // not his
  EXPECT_EQ(imported->rejected[0].row, 5U);
  EXPECT_EQ(imported->rejected[1].column, "统一社会信用代码");
  EXPECT_EQ(imported->rejected[2].column, "发证日期");
  EXPECT_EQ(imported->rejected[2].value, "去年");
  const auto again = import_permits(clerk_, on(kDay, 11), desk_, order);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->known, 3);
  EXPECT_EQ(again->added + again->changed, 0);

  const auto shown = show_coverage(clerk_, on(kDay, 20), desk_, {.region = "990123"});
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->coverage.matched, 1);
  EXPECT_EQ(shown->coverage.missing, 1);
  EXPECT_EQ(shown->coverage.ended, 1);
  ASSERT_EQ(shown->permits.size(), 1U);
  EXPECT_EQ(shown->permits[0].permit.name, "平川医院二期");
  EXPECT_EQ(shown->coverage.sources, (std::vector<std::string>{"平川县住建局"}));
  IndicatorOrder asked = october({IndicatorId::register_coverage});
  asked.until = kDay;
  EXPECT_EQ(cell(show(clerk_, on(kDay, 20), asked), IndicatorId::register_coverage, "990123").part,
            1);
}

TEST_F(Indicators, OrderVisitsByWhatIsKnownOfFirms) {
  deliver_first();
  const auto folder = write("迹象", "迹象.csv",
                            "企业名称,迹象,日期,统一社会信用代码,等级\n"
                            "平川建工,欠税,2026-11-01,91990123MA0000001T,\n"
                            "平川建工,信用等级,2026-01-01,91990123MA0000001T,A\n"
                            "平川建工,信用等级,2026-06-01,91990123MA0000001T,C\n"
                            "平川建工,看着不行,2026-11-01,,\n");
  const auto imported =
      import_signs(clerk_, on(kDay), desk_,
                   {.file = folder / "迹象.csv", .region_code = "990123", .source = "税务局"});
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->added, 3);
  ASSERT_EQ(imported->rejected.size(), 1U);
  EXPECT_EQ(imported->rejected[0].column, "迹象");
  const auto list = show_priority(clerk_, on(kDay, 20), desk_,
                                  {.of = oversight::Ranked::firm, .region = "990123"});
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->items.size(), 1U);
  EXPECT_EQ(list->items[0].of.name, "平川建工");
  const auto points = [&](oversight::PriorityPart part) {
    const auto& parts = list->items[0].parts;
    const auto found = std::ranges::find(parts, part, &oversight::PartPoints::part);
    return found == parts.end() ? std::int64_t{-1} : found->points;
  };
  EXPECT_EQ(points(oversight::PriorityPart::tax), 10);
  EXPECT_EQ(points(oversight::PriorityPart::credit_c), 20);  // the newest counts
  EXPECT_EQ(points(oversight::PriorityPart::credit_b), -1);
  EXPECT_EQ(list->weights.source, "产品默认");

  RecordOrder weights;
  weights.face.kind = RecordKind::weights;
  weights.event.step = RecordStep::recorded;
  weights.event.key = "权重-1";
  weights.event.values = {{Field::name, "2026 年权重"}};
  weights.event.lines = {{.item = "欠税", .answer = "30", .told = {}, .note = {}, .photos = {}}};
  ASSERT_TRUE(step_record(clerk_, on(kDay, 11), desk_, weights));
  const auto weighted = show_priority(clerk_, on(kDay, 20), desk_, {.of = oversight::Ranked::firm});
  ASSERT_TRUE(weighted) << weighted.error().message;
  EXPECT_EQ(weighted->weights.source, "2026 年权重");
  EXPECT_EQ(weighted->items[0].points, list->items[0].points + 20);
  EXPECT_FALSE(show_priority(builder_, on(kDay, 20), desk_, {}));
}

}  // namespace
}  // namespace qingxin::app
