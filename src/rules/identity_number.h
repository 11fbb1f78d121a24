// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/check_digit.h"
#include "rules/wage_month.h"

namespace qingxin::rules {

enum class IdentityPaper : unsigned char { resident_card, other };

// A worker's number as written. Its digits are never corrected by us.
struct IdentityNumber {
  std::string_view number;
  IdentityPaper paper = IdentityPaper::resident_card;
  Date as_of;
};

// GB 11643-1999: 18 characters, a real birthday, a check digit. The ledger of
// 保障农民工工资支付条例 15 names the worker by it.
//
// Cases: law/examples/gb-11643/L02.md
inline constexpr Rule kIdentityNumber{
    .id = "L02",
    .name = "身份证号无效",
    .severity = Severity::yellow,
    .binds = Binds::every_employer,
    .bases = {{{"gb-11643", 0}, {"gwy-724", 15, 2}}},
    .next = "请用人单位核对证件原件后更正",
    .formula = "居民身份证号不是十八位，或者生日不存在、在截至日之后，或者末位与前十七位不符"};

inline Judgement identity_number(const IdentityNumber& identity) {
  if (identity.paper == IdentityPaper::other) return not_applicable();
  const Judgement wrong{.verdict = Verdict::violates, .severity = Severity::yellow};
  if (identity_fault(identity.number) != IdentityFault::none) return wrong;
  if (*birthday_in(identity.number) > identity.as_of) return wrong;
  return complies();
}

inline std::string identity_number_because(const IdentityNumber& identity, const Judgement&) {
  switch (identity_fault(identity.number)) {
    case IdentityFault::length:
      return fmt::format("证件号码 {} 位，居民身份证号应为 18 位", identity.number.size());
    case IdentityFault::character:
      return "号码中有不该出现的字符，前 17 位应为数字，末位为数字或 X";
    case IdentityFault::birthday: return "第 7 至 14 位不是存在的出生日期";
    case IdentityFault::check_digit: return "末位校验码与前 17 位不符，可能录错一位";
    case IdentityFault::none: return "出生日期在核查日之后";
  }
  return "";
}

}  // namespace qingxin::rules
