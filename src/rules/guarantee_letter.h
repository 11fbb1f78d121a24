// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// The letter of guarantee of one project that runs longest.
struct GuaranteeLetter {
  bool has_deposits_table = false;
  bool has_guarantee = false;        // a row that is a guarantee or an insurance
  bool has_row_without_end = false;  // one whose last day is not given
  std::optional<Date> stored;        // of the row that expires last
  std::optional<Date> expires;       // empty: of no row
  std::optional<Date> planned_end;   // of the project
  std::optional<bool> is_completed;  // empty: not knowable
  Date as_of;
};

// 工程建设领域农民工工资保证金规定 ≈15–17: a month's warning, in days.
inline constexpr int kGuaranteeWarningDays = 30;

// 工程建设领域农民工工资保证金规定 ≈15–17: a guarantee runs a year at least and to the end of the
// works; it is renewed before it ends.
//
// Cases: law/examples/rsb-2021-65/015-D03.md
inline constexpr Rule kGuaranteeLetter{
    .id = "D03",
    .name = "保函不合规或将到期",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-65", 15, 0, 0, law::Mark::approximate},
               {"rsb-2021-65", 17, 0, 0, law::Mark::recalled}}},
    .next = "核对保函期限；属实的，由总包延长或者更换保函",
    .formula =
        "到期最晚的保函（保险）有效期不满一年，或者早于计划完工日期，或者没有完工而三十日内到期、"
        "已经到期"};

namespace guarantee_letter_parts {

inline std::optional<Date> end_of_first_year(const GuaranteeLetter& term) {
  if (!term.stored) return std::nullopt;
  return law::same_day_after(*term.stored, 12);
}

inline bool is_shorter_than_a_year(const GuaranteeLetter& term) {
  return term.stored && *term.expires < *end_of_first_year(term);
}

inline bool ends_before_the_works(const GuaranteeLetter& term) {
  return term.planned_end && *term.expires < *term.planned_end;
}

inline bool ends_within_a_month(const GuaranteeLetter& term) {
  return *term.expires - kGuaranteeWarningDays <= term.as_of;
}

inline bool is_running_out(const GuaranteeLetter& term) {
  return term.is_completed == false && ends_within_a_month(term);
}

}  // namespace guarantee_letter_parts

inline Judgement guarantee_letter(const GuaranteeLetter& term) {
  using namespace guarantee_letter_parts;
  if (!term.has_deposits_table) return missing_fact({"deposits", ""});
  if (!term.has_guarantee) return not_applicable();
  if (!term.expires) return missing_fact({"deposits", "expires"});
  const bool is_short = is_shorter_than_a_year(term) || ends_before_the_works(term);
  if (is_short || is_running_out(term)) {
    if (term.has_row_without_end) return missing_fact({"deposits", "expires"});
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  }
  if (!term.stored) return missing_fact({"deposits", "stored"});
  if (!term.planned_end) return missing_fact({"projects", "planned_end"});
  if (!term.is_completed && ends_within_a_month(term))
    return missing_fact({"projects", "completed"});
  return complies();
}

inline std::string guarantee_letter_because(const GuaranteeLetter& term, const Judgement&) {
  using namespace guarantee_letter_parts;
  std::string text = fmt::format("到期最晚的保函 {} 到期", to_string(*term.expires));
  if (is_shorter_than_a_year(term))
    text += fmt::format("，{} 存储，不满一年（到 {}）", to_string(*term.stored),
                        to_string(*end_of_first_year(term)));
  if (ends_before_the_works(term))
    text += fmt::format("，早于计划完工日期 {}", to_string(*term.planned_end));
  if (!is_running_out(term)) return text;
  const int left = *term.expires - term.as_of;
  text += left >= 0 ? fmt::format("，距 {} 只有 {} 日", to_string(term.as_of), left)
                    : fmt::format("，截至 {} 已过期 {} 日", to_string(term.as_of), -left);
  return text + "，工程还没有完工";
}

}  // namespace qingxin::rules
