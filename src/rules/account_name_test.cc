// SPDX-License-Identifier: Apache-2.0
#include "rules/account_name.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

AccountName account_of(const test::CaseRow& row) {
  AccountName account{.has_accounts_table = test::cell_is(row, "专户表", "有", "无"),
                      .name = row["户名"],
                      .kind = row["账户性质"],
                      .bank_city = row["开户行所在地"],
                      .general_contractor = row["总包单位"],
                      .projects = {row["项目名称"]},
                      .city = {}};
  if (!row["项目所在市"].empty()) account.city = row["项目所在市"];
  return account;
}

TEST(AccountName, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-53/002-A02.md",
                      [](const test::CaseRow& row) { return account_name(account_of(row)); });
}

AccountName wrong_account() {
  return {.has_accounts_table = true,
          .name = "平川建工",
          .kind = "一般存款账户",
          .bank_city = "邻川市",
          .general_contractor = "平川建工",
          .projects = {"青石桥加固工程"},
          .city = "平川市"};
}

TEST(AccountName, SaysWhatStandsThereAndWhatShould) {
  EXPECT_EQ(
      account_name_because(wrong_account(), account_name(wrong_account())),
      "户名是“平川建工”，应是“平川建工青石桥加固工程农民工工资专用账户”；账户性质是“一般存款账"
      "户”，应是“专用存款账户”；开户行在 邻川市，项目在 平川市");
}

TEST(AccountName, OfASharedAccountNamesOneOfItsProjects) {
  AccountName account = wrong_account();
  account.kind = "专用存款账户";
  account.city = {};
  account.name = "平川建工南河桥工程农民工工资专用账户";
  EXPECT_EQ(account_name(account).verdict, Verdict::violates);
  account.projects.emplace_back("南河桥工程");
  EXPECT_EQ(account_name(account).verdict, Verdict::complies);
}

// Both may write the province, or leave it out.
TEST(AccountName, TakesAPlaceWithItsProvinceForTheSame) {
  AccountName account = wrong_account();
  account.name = "平川建工青石桥加固工程农民工工资专用账户";
  account.kind = "专用存款账户";
  account.bank_city = "中原省平川市";
  EXPECT_EQ(account_name(account).verdict, Verdict::complies);
}

TEST(AccountName, CannotBeToldWithoutTheContractor) {
  AccountName account = wrong_account();
  account.kind = "专用存款账户";
  account.city = {};
  account.general_contractor = "";
  EXPECT_EQ(test::in_words(account_name(account).missing), "项目·总包单位");
}

}  // namespace
}  // namespace qingxin::rules
