// SPDX-License-Identifier: Apache-2.0
#include "rules/working_age.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(WorkingAge, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/ldf/015-L04.md", [](const test::CaseRow& row) {
    const bool is_resident = test::cell_is(row, "证件", "居民身份证", "其他");
    return working_age({.paper = is_resident ? IdentityPaper::resident_card : IdentityPaper::other,
                        .born = test::cell_day(row, "出生日期"),
                        .first_attended = test::cell_day(row, "首日考勤"),
                        .entered = test::cell_day(row, "进场日期")});
  });
}

std::string sentence(const FirstDayAge& age) {
  return working_age_because(age, working_age(age));
}

TEST(WorkingAge, SaysHowOldAndOnWhichDay) {
  FirstDayAge age{.born = date(2010, 9, 1), .first_attended = date(2026, 3, 2), .entered = {}};
  EXPECT_EQ(sentence(age),
            "身份证号所示生日 2010-09-01，2026-03-02 首次考勤时 15 周岁，不满 16 周岁");
  age.born = date(2008, 6, 1);
  age.is_number_sound = false;
  EXPECT_EQ(sentence(age),
            "身份证号所示生日 2008-06-01，2026-03-02 首次考勤时 17 周岁，不满 18 周岁"
            "（号码末位校验不符，生日可能录错）");
  age = {.born = date(1956, 1, 15), .first_attended = {}, .entered = date(2026, 3, 2)};
  EXPECT_EQ(sentence(age), "身份证号所示生日 1956-01-15，2026-03-02 进场时 70 周岁");
}

}  // namespace
}  // namespace qingxin::rules
