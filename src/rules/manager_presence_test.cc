// SPDX-License-Identifier: Apache-2.0
#include "rules/manager_presence.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

ManagerMonth month_in(const test::CaseRow& row) {
  const bool is_judged = row["岗位"] == "项目经理" || row["岗位"] == "总监";
  ManagerMonth month{.is_stopped = test::cell_is(row, "状态", "停工", "在建"),
                     .is_on_roster = test::cell_is(row, "当月在册", "是", "否"),
                     .role = is_judged ? std::string_view{row["岗位"]} : std::string_view{},
                     .project_days = test::cell_count(row, "有人的天数").value_or(0),
                     .presence_hundredths = test::cell_count(row, "最低到岗比例").value() * 100};
  if (test::cell_is(row, "考勤表", "有", "无"))
    month.attended_days = test::cell_count(row, "到岗天数").value();
  return month;
}

TEST(ManagerPresence, AgreesWithTheCasesOfThePlace) {
  test::hold_to_table("law/examples/local/X06.md",
                      [](const test::CaseRow& row) { return manager_presence(month_in(row)); });
}

ManagerMonth rarely_there() {
  return {.is_on_roster = true,
          .role = "总监",
          .attended_days = 3,
          .project_days = 22,
          .presence_hundredths = 6'000};
}

TEST(ManagerPresence, AsksForTheShareThatThePlaceSet) {
  ManagerMonth month = rarely_there();
  month.presence_hundredths.reset();
  EXPECT_EQ(manager_presence(month).missing, (MissingFact{"parameter", "manager.min_presence"}));
}

TEST(ManagerPresence, SaysOfHowManyDays) {
  ManagerMonth month = rarely_there();
  EXPECT_EQ(manager_presence_because(month, manager_presence(month)),
            "总监当月考勤 3 天，项目有人考勤 22 天（只算其在册的日子），到岗不足 60%");
  month.presence_hundredths = 6'250;
  EXPECT_EQ(manager_presence_because(month, manager_presence(month)),
            "总监当月考勤 3 天，项目有人考勤 22 天（只算其在册的日子），到岗不足 62.5%");
}

}  // namespace
}  // namespace qingxin::rules
