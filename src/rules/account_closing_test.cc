// SPDX-License-Identifier: Apache-2.0
#include "rules/account_closing.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

AccountClosing closing_of(const test::CaseRow& row) {
  AccountClosing closing{.has_accounts_table = test::cell_is(row, "专户表", "有", "无"),
                         .has_request_column = test::cell_is(row, "申请列", "有", "无"),
                         .notice_posted = test::cell_day(row, "销户公示日期"),
                         .requested = test::cell_day(row, "销户申请日期"),
                         .closed = test::cell_day(row, "销户日期"),
                         .arrears = test::cell_money(row, "欠薪"),
                         .open_cases = row["未结案件"],
                         .open_suits = row["仲裁诉讼"]};
  if (test::cell_is(row, "代发明细", "无", "有")) closing.arrears_lack = {"payments", ""};
  return closing;
}

TEST(AccountClosing, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/027-A07.md", [](const test::CaseRow& row) {
    return account_closing(closing_of(row), test::shipped_calendar());
  });
}

AccountClosing closing(std::string open_cases) {
  return {.has_accounts_table = true,
          .has_request_column = true,
          .notice_posted = date(2026, 9, 1),
          .requested = date(2026, 10, 2),
          .closed = {},
          .arrears = Money{},
          .open_cases = std::move(open_cases),
          .open_suits = "0"};
}

TEST(AccountClosing, UnderstandsHowPeopleWriteNone) {
  for (const char* none : {"0", "０", "无", "否", " 没有 ", "-"})
    EXPECT_EQ(account_closing(closing(none), test::shipped_calendar()).verdict, Verdict::complies)
        << none;
  for (const char* some : {"1", "有", "是", "平劳人仲案〔2026〕12号"})
    EXPECT_EQ(account_closing(closing(some), test::shipped_calendar()).verdict, Verdict::violates)
        << some;
}

std::string sentence(const AccountClosing& facts) {
  return account_closing_because(facts, account_closing(facts, test::shipped_calendar()));
}

TEST(AccountClosing, SaysWhatStandsInItsWay) {
  AccountClosing facts = closing("2");
  EXPECT_EQ(sentence(facts), "2026-10-02 申请销户，还有未结欠薪案件 2 件");
  facts.requested = date(2026, 10, 1);
  facts.arrears = yuan(6'120);
  facts.open_suits = "有";
  EXPECT_EQ(sentence(facts),
            "2026-10-01 申请销户，公示 2026-09-01 开始，满 30 日后最早 2026-10-02 才可申请"
            "，项目还有到期未付工资 6,120.00 元，还有未结欠薪案件 2 件，还有未结的仲裁、诉讼");
  facts.requested = {};
  facts.closed = date(2026, 9, 30);
  EXPECT_TRUE(sentence(facts).starts_with("2026-09-30 已经销户，公示 2026-09-01 开始"));
}

}  // namespace
}  // namespace qingxin::rules
