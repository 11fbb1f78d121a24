// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "law/period.h"
#include "rules/identity_number.h"

namespace qingxin::rules {

// How old one worker was when he first worked on one project.
struct FirstDayAge {
  IdentityPaper paper = IdentityPaper::resident_card;  // only its number tells the birthday
  std::optional<Date> born;                            // as the number says; empty: it says no day
  bool is_number_sound = true;  // false: its check digit does not fit, so the day may be wrong
  std::optional<Date> first_attended;  // empty: never attended, or no attendance table
  std::optional<Date> entered;         // of the first stay; empty: not on the roster
};

inline constexpr int kWorkingAge = 16;
inline constexpr int kAdultAge = 18;
inline constexpr int kRetirementAge = 60;

// 劳动法 15, 58: nobody under sixteen works; whoever is under eighteen is protected. From sixty on
// it is only worth knowing.
//
// Cases: law/examples/ldf/015-L04.md
inline constexpr Rule kWorkingAgeReached{
    .id = "L04",
    .name = "年龄异常",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"ldf", 15, 1}, {"ldf", 58, 2}}},
    .next = "核对证件原件和本人；不满十六周岁属实的，由人社部门责令改正",
    .formula =
        "第一次考勤那天（没有考勤的，进场那天）不满十六周岁为红，不满十八周岁为橙；满六十周岁只作提"
        "示",
    .parameters = {{"attendance.valid_passes", "attendance.valid_hours"}}};

constexpr std::optional<Date> first_day_of_work(const FirstDayAge& age) {
  return age.first_attended ? age.first_attended : age.entered;
}

// Whole years on a day: one more with each birthday; who was born on a 29 February has it on the
// 28th of other years.
inline int age_on(Date day, Date born) {
  int years = year_of(day) - year_of(born);
  if (day < law::same_day_after(born, years * 12)) --years;
  return years;
}

inline Judgement working_age(const FirstDayAge& age) {
  const std::optional<Date> first = first_day_of_work(age);
  if (!first || age.paper == IdentityPaper::other) return not_applicable();
  // A number that says a day after the first one says no birthday.
  if (!age.born || *age.born > *first) return missing_fact({"roster", "id_number"});
  const int years = age_on(*first, *age.born);
  Judgement judgement{.verdict = Verdict::violates, .severity = Severity::red};
  if (years < kWorkingAge) return judgement;
  judgement.severity = Severity::orange;
  if (years < kAdultAge) return judgement;
  judgement.severity = Severity::blue;
  return years >= kRetirementAge ? judgement : complies();
}

inline std::string working_age_because(const FirstDayAge& age, const Judgement&) {
  const Date first = *first_day_of_work(age);
  const int years = age_on(first, *age.born);
  std::string text = fmt::format("身份证号所示生日 {}，{} {}时 {} 周岁", to_string(*age.born),
                                 to_string(first), age.first_attended ? "首次考勤" : "进场", years);
  if (years < kAdultAge)
    text += fmt::format("，不满 {} 周岁", years < kWorkingAge ? kWorkingAge : kAdultAge);
  if (!age.is_number_sound) text += "（号码末位校验不符，生日可能录错）";
  return text;
}

}  // namespace qingxin::rules
