// SPDX-License-Identifier: Apache-2.0
#include "oversight/checklist.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace qingxin::oversight {
namespace {

TEST(Checklists, ThatShipAreSixSystemsAndNineDefects) {
  const Result<Checklist> systems = find_checklist("six-systems");
  ASSERT_TRUE(systems) << systems.error().message;
  EXPECT_EQ(systems->items.size(), 6U);
  const Result<Checklist> defects = find_checklist("nine-defects");
  ASSERT_TRUE(defects) << defects.error().message;
  EXPECT_EQ(defects->items.size(), 9U);
  const law::Law law = law::load(std::nullopt, std::nullopt).value();
  for (const Checklist& list : all_checklists())
    for (const CheckItem& item : list.items) {
      EXPECT_FALSE(item.rules.empty()) << item.id;
      const auto instrument = law.instruments.find(item.instrument);
      ASSERT_NE(instrument, law.instruments.end()) << item.id;
      EXPECT_LE(item.article, instrument->second.articles) << item.id;
    }
  EXPECT_FALSE(find_checklist("none"));
  const CheckItem* account = find_item("six-systems/account");
  ASSERT_NE(account, nullptr);
  EXPECT_NE(basis_of(*account, law).find("第二十六条"), std::string::npos);
}

std::string refusal(std::string_view item) {
  const std::string text = R"(title = "试"
source = "试"
checked_on = "2026-11-23"
[[item]]
id = "a"
name = "甲"
question = "好吗"
instrument = "gwy-724"
article = 26
rules = ["A01"]
)" + std::string{item};
  const Result<Checklist> list = read_checklist(text, "试.toml", "试");
  return list ? std::string{} : list.error().message;
}

TEST(Checklists, RefuseWhatTheyWouldHaveToGuess) {
  EXPECT_EQ(refusal(""), "");
  EXPECT_NE(refusal("weight = 3\n").find("weight"), std::string::npos);
  EXPECT_NE(refusal(R"([[item]]
id = "a"
name = "乙"
question = "好吗"
instrument = "gwy-724"
article = 26
)")
                .find("前面已有"),
            std::string::npos);
  EXPECT_NE(refusal(R"([[item]]
id = "b"
name = "乙"
question = "好吗"
instrument = "gwy-724"
article = 26
rules = ["A99"]
)")
                .find("没有规则「A99」"),
            std::string::npos);
}

std::vector<Line> six(std::initializer_list<OpenFinding> open, std::optional<Date> judged) {
  const std::vector<OpenFinding> findings{open};
  return prefilled(*find_checklist("six-systems"), findings, judged);
}

Told told(const std::vector<Line>& lines, std::string_view item) {
  const auto found = std::ranges::find(lines, item, &Line::item);
  return found == lines.end() ? Told::nothing : told_of(*found);
}

TEST(Prefilling, SaysWhatTheOpenFindingsSay) {
  const std::vector<Line> lines = six(
      {{"A01"}, {"A01"}, {"A08", OpenKind::missing_fact}, {"D02", OpenKind::missing_fact}, {"W01"}},
      date(2026, 11, 22));
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(told(lines, "six-systems/account"), Told::fault);  // a fault outweighs what is missing
  EXPECT_EQ(told(lines, "six-systems/deposit"), Told::unknown);
  EXPECT_EQ(told(lines, "six-systems/board"), Told::fine);
  EXPECT_EQ(std::ranges::find(lines, "six-systems/account", &Line::item)->told,
            "no\nA01 专户逾期未开 2 条");
}

TEST(Prefilling, SaysNothingOfAProjectThatWasNeverJudged) {
  for (const Line& line : six({}, std::nullopt)) EXPECT_TRUE(line.told.empty());
}

Line line(std::string answer, std::string told) {
  Line one;
  one.item = "six-systems/account";
  one.answer = std::move(answer);
  one.told = std::move(told);
  return one;
}

TEST(SiteAgainstData, IsHeldInBothDirections) {
  struct Row {
    std::string answer, told;
    std::optional<Difference> difference;
  };
  const std::vector<Row> rows{{"no", "yes", Difference::site_worse},
                              {"否", "yes", Difference::site_worse},
                              {"yes", "no\nA01 专户逾期未开 1 条", Difference::data_worse},
                              {"not_applicable", "no", Difference::data_worse},
                              {"no", "unknown", Difference::data_silent},
                              {"no", "", Difference::data_silent},
                              {"", "no", Difference::not_asked},
                              {"no", "no", std::nullopt},
                              {"yes", "yes", std::nullopt},
                              {"yes", "unknown", std::nullopt},
                              {"", "yes", std::nullopt},
                              {"看不清", "no", std::nullopt}};
  for (const Row& row : rows) {
    const std::vector<Line> lines{line(row.answer, row.told)};
    const std::vector<SiteDifference> found = site_against_data(lines);
    ASSERT_EQ(found.size(), row.difference ? 1U : 0U) << row.answer << "/" << row.told;
    if (row.difference) {
      EXPECT_EQ(found[0].difference, *row.difference);
    }
  }
}

TEST(Hazard, IsMadeOfWhatWasAnsweredWithNo) {
  const law::Law law = law::load(std::nullopt, std::nullopt).value();
  Line seen = line("否", "yes");
  seen.note = "账户开了没有用";
  const std::vector<Line> lines{seen, line("yes", "")};
  ASSERT_EQ(faults_on_site(lines).size(), 1U);
  Record inspection;
  inspection.values = {{Field::firm, "平川建工"}, {Field::day, "2026-12-20"}};
  const Values values = hazard_of(seen, inspection, law);
  EXPECT_EQ(text_of(values, Field::content), "工资专用账户：账户开了没有用");
  EXPECT_EQ(text_of(values, Field::source), "six-systems/account");
  EXPECT_EQ(text_of(values, Field::firm), "平川建工");
  EXPECT_NE(text_of(values, Field::basis).find("第二十六条"), std::string_view::npos);
  EXPECT_TRUE(check_values(RecordKind::hazard, values));
}

}  // namespace
}  // namespace qingxin::oversight
