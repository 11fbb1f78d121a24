// SPDX-License-Identifier: Apache-2.0
#include "verify/draw_warnings.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <random>

#include "rules/catalogue.h"
#include "tests/support/case_table.h"
#include "verify/report.h"

namespace qingxin::verify {
namespace {

using rules::Severity;

constexpr Date kToday = date(2026, 11, 23);

int number_in(const std::string& cell) {
  int number = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return number;
}

Severity colour_in(const std::string& cell) {
  for (const Severity one : {Severity::red, Severity::orange, Severity::yellow, Severity::blue})
    if (in_chinese(one) == cell) return one;
  ADD_FAILURE() << "no colour: " << cell;
  return Severity::red;
}

std::uint8_t position(std::string_view rule) {
  return static_cast<std::uint8_t>(rules::position_of(rule));
}

// The findings that a line of the table tells of.
std::vector<PackFinding> findings_of(const test::CaseRow& row) {
  std::vector<PackFinding> findings;
  const int people = number_in(row["人数"]);
  const int months = std::max(number_in(row["月数"]), 1);
  for (int worker = 1; worker <= std::max(people, 1); ++worker)
    for (int m = 0; m < months; ++m) {
      PackFinding& one = findings.emplace_back();
      one.rule = position(row["规则"]);
      one.severity = colour_in(row["颜色"]);
      one.worker = people == 0 ? 0 : worker;
      if (!row["月数"].empty()) one.month = month(2026, 10) - m;
      if (!row["每人每月"].empty()) one.amount = parse_money(row["每人每月"]).value();
      if (row.cells.contains("已逾期天数") && !row["已逾期天数"].empty()) {
        one.days = number_in(row["已逾期天数"]);
        one.since = kToday - (*one.days - 1);
      }
    }
  std::string_view others = row["一并有"];
  for (; others.size() >= 3; others.remove_prefix(std::min<std::size_t>(others.size(), 4))) {
    PackFinding& one = findings.emplace_back();
    one.rule = position(others.substr(0, 3));
    one.severity = rules::kCatalogue[one.rule].severity;
    one.month = month(2026, 10);
  }
  return findings;
}

std::string told(const Pack& pack, const std::vector<DrawnWarning>& drawn) {
  std::string words;
  for (const DrawnWarning& warning : drawn) {
    const Matter& matter = pack.matters[warning.matter];
    const auto level = static_cast<std::size_t>(warning.level);
    words += fmt::format("{}{}:{}:{}", words.empty() ? "" : " ", matter.id, pack.level_names[level],
                         pack.rungs[matter.first[level]].id);
  }
  return words.empty() ? "无" : words;
}

class PackExamples : public testing::TestWithParam<std::string> {};

TEST_P(PackExamples, AgreeWithTheTable) {
  const Result<Pack> pack = find_pack(GetParam());
  ASSERT_TRUE(pack) << pack.error().message;
  const std::string path = "law/examples/packs/" + GetParam() + ".md";
  const std::vector<test::CaseRow> rows = test::read_cases(path);
  for (const test::CaseRow& row : rows) {
    ProjectFigures project{.region_code = "990123", .status = row["项目状态"]};
    if (row.cells.contains("项目人数") && !row["项目人数"].empty())
      project.people = number_in(row["项目人数"]);
    std::vector<law::ParameterValue> values;
    if (!row["十人标准"].empty())
      values.push_back({.name = "crime.ten_workers",
                        .region = "",
                        .from = {},
                        .to = {},
                        .value = parse_money(row["十人标准"]).value().fen,
                        .written = row["十人标准"],
                        .source = "试"});
    const std::vector<DrawnWarning> drawn =
        draw_warnings(*pack, project, law::Parameters{values}, {kToday, kToday}, findings_of(row));
    EXPECT_EQ(told(*pack, drawn), row["预警"]) << path << ":" << row.line << " " << row["案例"];
  }
}

INSTANTIATE_TEST_SUITE_P(EveryPack, PackExamples, testing::ValuesIn(built_in_packs()),
                         [](const testing::TestParamInfo<std::string>& pack) {
                           std::string name = pack.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(DrawWarnings, CountsEachWageOnce) {
  const Result<Pack> pack = find_pack("default");
  ASSERT_TRUE(pack);
  const auto one = [](std::string_view rule, std::int64_t worker, std::optional<Month> month,
                      std::int64_t fen) {
    return PackFinding{.id = "",
                       .rule = position(rule),
                       .severity = Severity::red,
                       .worker = worker,
                       .month = month,
                       .amount = Money{fen},
                       .since = {},
                       .days = {}};
  };
  const Month october = month(2026, 10);
  const std::vector<PackFinding> findings{
      one("W01", 1, october, 600), one("W18", 1, october, 600), one("W01", 1, october - 1, 500),
      one("W15", 1, {}, 1'100),    one("W02", 2, october, 300), one("W19", 0, {}, 1'400)};
  const std::vector<DrawnWarning> drawn = draw_warnings(*pack,
                                                        {.region_code = "",
                                                         .industry = {},
                                                         .programme = {},
                                                         .funding = {},
                                                         .status = {},
                                                         .contract_amount = {},
                                                         .contract_date = {},
                                                         .start_date = {},
                                                         .completed = {},
                                                         .people = {}},
                                                        {}, {kToday, kToday}, findings);
  ASSERT_EQ(drawn.size(), 1U);
  EXPECT_EQ(drawn[0].amount, Money{1'400});
  EXPECT_EQ(drawn[0].people, 2);
  EXPECT_EQ(drawn[0].months, 2);
  ASSERT_EQ(drawn[0].parts.size(), 5U);
}

// What the account lacks is the firm's money: it stands in its part, and not beside the people.
TEST(DrawWarnings, DoesNotTakeTheGapOfAnAccountForWages) {
  const Result<Pack> pack = find_pack("default");
  ASSERT_TRUE(pack);
  const ProjectFigures project{.region_code = "990123"};
  std::vector<PackFinding> findings(2);
  findings[0].rule = position("W01");
  findings[0].severity = Severity::red;
  findings[0].worker = 1;
  findings[0].month = month(2026, 10);
  findings[0].amount = Money{600};
  findings[1].rule = position("F05");
  findings[1].severity = Severity::orange;
  findings[1].amount = Money{39'425'900};
  auto drawn = draw_warnings(*pack, project, {}, {kToday, kToday}, findings);
  ASSERT_EQ(drawn.size(), 1U);
  EXPECT_EQ(drawn[0].amount, Money{600});
  EXPECT_EQ(drawn[0].parts[0].amount, Money{39'425'900});
  // Nobody says how much the people are owed: then it is not known.
  findings[0].amount.reset();
  drawn = draw_warnings(*pack, project, {}, {kToday, kToday}, findings);
  EXPECT_EQ(drawn[0].amount, std::nullopt);
  // About no people at all: the gap is all that there is.
  findings.erase(findings.begin());
  drawn = draw_warnings(*pack, project, {}, {kToday, kToday}, findings);
  ASSERT_EQ(drawn.size(), 1U);
  EXPECT_EQ(drawn[0].amount, Money{39'425'900});
}

TEST(DrawWarnings, SaysTheSameInAnyOrder) {
  const Result<Pack> pack = find_pack("default");
  ASSERT_TRUE(pack);
  std::mt19937 random(11);
  std::vector<PackFinding> findings;
  std::vector<std::string> ids;
  for (int i = 0; i < 60; ++i) ids.push_back(fmt::format("{:032x}", i));
  for (const std::string& id : ids) {
    PackFinding& one = findings.emplace_back();
    one.id = id;
    one.rule = static_cast<std::uint8_t>(random() % rules::kCatalogue.size());
    one.severity = static_cast<Severity>(random() % 4);
    one.worker = static_cast<std::int64_t>(random() % 9);
    if (random() % 2 != 0) one.month = month(2026, 1) + static_cast<int>(random() % 5);
    if (random() % 2 != 0) one.amount = Money{static_cast<std::int64_t>(random() % 9'999)};
  }
  const ProjectFigures project{.region_code = "990123"};
  const auto drawn = draw_warnings(*pack, project, {}, {kToday, kToday}, findings);
  EXPECT_GE(drawn.size(), 3U);
  for (int i = 0; i < 5; ++i) {
    std::ranges::shuffle(findings, random);
    EXPECT_EQ(draw_warnings(*pack, project, {}, {kToday, kToday}, findings), drawn);
  }
}

// A fault that lasts goes on with the days; one that is over does not.
TEST(DrawWarnings, LetsTheDaysRunOnlyWhileTheFaultLasts) {
  const Result<Pack> pack = find_pack("gulf-15-days");
  ASSERT_TRUE(pack);
  const auto level = [&](int days, Date judged) -> std::optional<Severity> {
    const std::vector<PackFinding> findings{{.id = "",
                                             .rule = position("W01"),
                                             .severity = Severity::red,
                                             .worker = 1,
                                             .month = {},
                                             .amount = {},
                                             .since = date(2026, 10, 16),
                                             .days = days}};
    const auto drawn =
        draw_warnings(*pack, {.region_code = "990123"}, {}, {kToday, judged}, findings);
    return drawn.empty() ? std::nullopt : std::optional{drawn[0].level};
  };
  EXPECT_EQ(level(16, date(2026, 10, 31)), Severity::orange);  // 39 days by now
  EXPECT_EQ(level(5, date(2026, 10, 31)), Severity::blue);     // paid on the fifth day
}

}  // namespace
}  // namespace qingxin::verify
