// SPDX-License-Identifier: Apache-2.0
#include "oversight/proposals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace qingxin::oversight {
namespace {

using M = ProposalMatter;

constexpr Date kDay = date(2026, 11, 25);  // a Wednesday

// A rules file with one rule.
std::string file_of(const std::string& rule) {
  return "title = \"试\"\nsource = \"试\"\nchecked_on = \"2026-11-23\"\n[[proposal]]\n" + rule;
}
const std::string kRule =
    "id = \"late\"\nname = \"报表逾期\"\nmatter = \"late_return\"\nway = \"supervise\"\n"
    "at_least = 2\nanswer_days = 3\nperiod = \"week\"\nbasis = \"local\"\n";

std::string fault_of(const std::string& rule) {
  const Result<ProposalRules> rules = read_proposals(file_of(rule), "建议.toml");
  return rules ? std::string{} : rules.error().message;
}
bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

ProposalAddressee body(M matter, std::vector<ProposalRow> rows) {
  return {.unit = 12,
          .name = "平川县住建局",
          .firm_code = {},
          .region_code = "990123",
          .facts = {{.matter = matter, .rows = std::move(rows), .answered = {}}}};
}
ProposalRow row(std::int64_t id, std::string way = "") {
  return {.of = Of::record,
          .id = id,
          .label = "周报 " + std::to_string(id),
          .due = date(2026, 11, 20),
          .way = std::move(way)};
}
ProposalRules built_in() {
  Result<ProposalRules> rules = built_in_proposals();
  EXPECT_TRUE(rules) << rules.error().message;
  return *std::move(rules);
}
std::vector<Proposal> of_rule(std::vector<Proposal> all, std::string_view rule) {
  std::erase_if(all, [&](const Proposal& one) { return one.rule != rule; });
  return all;
}

TEST(Proposals, ShipWithARuleForEachMatter) {
  const ProposalRules rules = built_in();
  for (std::size_t i = 1; i <= kProposalMatters; ++i) {
    const auto matter = static_cast<M>(i);
    EXPECT_EQ(std::count_if(rules.rules.begin(), rules.rules.end(),
                            [&](const ProposalRule& rule) { return rule.matter == matter; }),
              1)
        << name_of(matter);
  }
}

TEST(Proposals, AreReadStrictly) {
  EXPECT_EQ(fault_of(kRule), "");
  EXPECT_TRUE(says(fault_of(kRule + "colour = \"red\"\n"), "没有这一项"));
  EXPECT_TRUE(says(fault_of(kRule + "below = \"98%\"\n"), "请删去，写 at_least"));
  EXPECT_TRUE(says(fault_of("id = \"x\"\nname = \"x\"\nmatter = \"late_retrun\"\n"
                            "period = \"week\"\nanswer_days = 3\nbasis = \"local\"\n"
                            "at_least = 1\nway = \"supervise\"\n"),
                   "是不是 late_return？"));
  EXPECT_TRUE(says(fault_of(kRule + "[[proposal]]\n" + kRule), "已有同名规则"));
  const std::string raised =
      "id = \"up\"\nname = \"升级\"\nmatter = \"unanswered_order\"\nway = \"notice\"\n"
      "at_least = 1\nanswer_days = 3\nperiod = \"month\"\nbasis = \"local\"\n";
  EXPECT_TRUE(says(fault_of(raised), "升到下一种方式"));
}

TEST(Proposals, SayWhoWhyAndFromWhichRows) {
  const std::vector<ProposalAddressee> late{body(M::late_return, {row(1), row(2)})};
  const std::vector<Proposal> made = propose(built_in().rules, late, kDay);
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].way, "supervise");
  EXPECT_EQ(made[0].unit, 12);
  EXPECT_EQ(made[0].value, 2);
  EXPECT_EQ(made[0].mark, "late_return 周 2026-11-23 单位 12");
  EXPECT_EQ(made[0].answer_by, date(2026, 11, 28));
  for (const char* part : {"平川县住建局", "截至 2026-11-25", "2 件，达到 1 件", "算法：",
                           "1. 周报 1（截止 2026-11-20）", "2. 周报 2"})
    EXPECT_TRUE(says(made[0].reason, part)) << part << "\n" << made[0].reason;
}

TEST(Proposals, BeginAtTheirThreshold) {
  const Result<ProposalRules> rules = read_proposals(file_of(kRule), "建议.toml");
  ASSERT_TRUE(rules);
  const std::vector<ProposalAddressee> one{body(M::late_return, {row(1)})};
  const std::vector<ProposalAddressee> two{body(M::late_return, {row(1), row(2)})};
  EXPECT_TRUE(propose(rules->rules, one, kDay).empty());
  EXPECT_EQ(propose(rules->rules, two, kDay).size(), 1U);
}

TEST(Proposals, HoldTheClosingRateOnlyAtTheEndOfTheYear) {
  ProposalAddressee to = body(M::low_closing_rate, {});
  to.facts[0].answered = {.part = 97, .whole = 100, .unknown = 0, .rows = 100};
  const std::vector<ProposalRule> rules = built_in().rules;
  EXPECT_TRUE(propose(rules, {&to, 1}, kDay).empty());  // November
  const std::vector<Proposal> made = propose(rules, {&to, 1}, date(2026, 12, 1));
  ASSERT_EQ(made.size(), 1U);
  EXPECT_TRUE(says(made[0].reason, "97.00%（97 ÷ 100），低于 98.00%"));
  to.facts[0].answered.part = 98;
  EXPECT_TRUE(propose(rules, {&to, 1}, date(2026, 12, 1)).empty());
  to.facts[0].answered = {};  // nothing to take a share of is no bad share
  EXPECT_TRUE(propose(rules, {&to, 1}, date(2026, 12, 1)).empty());
}

TEST(Proposals, RaiseEachUnansweredOrderByItself) {
  const std::vector<ProposalAddressee> to{
      body(M::unanswered_order, {row(7, "supervise"), row(8, "accountability")})};
  const std::vector<Proposal> made = propose(built_in().rules, to, kDay);
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].way, "interview");
  EXPECT_EQ(made[0].earlier, 7);
  EXPECT_EQ(made[0].mark, "unanswered_order 督办 7");
  EXPECT_EQ(made[1].way, "accountability");  // there is none after it
}

TEST(Proposals, AreTheSameMarkWithinTheirPeriodAlone) {
  const std::vector<ProposalAddressee> late{body(M::late_return, {row(1)})};
  const std::vector<ProposalRule> rules = built_in().rules;
  const std::string monday = propose(rules, late, date(2026, 11, 23)).at(0).mark;
  EXPECT_EQ(propose(rules, late, date(2026, 11, 29)).at(0).mark, monday);
  EXPECT_NE(propose(rules, late, date(2026, 11, 30)).at(0).mark, monday);
}

TEST(Proposals, GoToFirmsNeverToWhoTradesUnderHisOwnName) {
  EXPECT_FALSE(is_code_of_a_firm(""));
  EXPECT_FALSE(is_code_of_a_firm("91990123MA0000000"));
  ProposalAddressee firm = body(M::repeat_arrears, {row(1), row(2)});
  firm.unit = 0;
  firm.name = "平川建工";
  firm.firm_code = "某代码";
  const std::vector<Proposal> made =
      of_rule(propose(built_in().rules, {&firm, 1}, kDay), "repeat_arrears");
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].mark, "repeat_arrears 2026 企业 某代码");
  EXPECT_TRUE(says(made[0].reason, "没有登记为单位"));
}

TEST(Proposals, GoUpInOrder) {
  EXPECT_EQ(next_way("supervise"), "interview");
  EXPECT_EQ(next_way("interview"), "notice");
  EXPECT_EQ(next_way("notice"), "accountability");
  EXPECT_EQ(next_way("accountability"), "accountability");
}

}  // namespace
}  // namespace qingxin::oversight
