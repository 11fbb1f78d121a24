// SPDX-License-Identifier: Apache-2.0
#include "rules/identity_number.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(IdentityNumber, AgreesWithTheCasesOfTheStandard) {
  test::hold_to_table("law/examples/gb-11643/L02.md", [](const test::CaseRow& row) {
    const bool is_resident_card = test::cell_is(row, "证件", "居民身份证", "其他");
    return identity_number(
        {.number = row["号码"],
         .paper = is_resident_card ? IdentityPaper::resident_card : IdentityPaper::other,
         .as_of = test::cell_day(row, "截至日").value()});
  });
}

std::string sentence(const std::string& number) {
  const IdentityNumber identity{.number = number, .as_of = date(2026, 11, 22)};
  return identity_number_because(identity, identity_number(identity));
}

// The sentence tells where to look and never repeats the number.
TEST(IdentityNumber, SaysWhereTheFaultIs) {
  EXPECT_EQ(sentence("110105199003071230"), "末位校验码与前 17 位不符，可能录错一位");
  EXPECT_EQ(sentence("110105900307123"), "证件号码 15 位，居民身份证号应为 18 位");
  EXPECT_EQ(sentence("110105199002301231"), "第 7 至 14 位不是存在的出生日期");
  EXPECT_EQ(sentence("110105202611231237"), "出生日期在核查日之后");
}

}  // namespace
}  // namespace qingxin::rules
