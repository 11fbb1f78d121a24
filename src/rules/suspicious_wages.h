// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One worker's month on one project's payroll, beside what the gate saw.
struct MonthOnPayroll {
  std::optional<int> payroll_lines;  // of the month; empty: no payroll table
  std::optional<int> attended_days;  // empty: no attendance table
  std::optional<Money> gross;        // of the lines that count; empty: not given on every line
};

struct YearOnPayroll {
  int year = 0;
  Money gross;  // of the calendar year's wage months
};

// One worker of one project over all months of the folder.
struct PersonOnPayroll {
  bool has_roster_table = false;
  bool has_phone_column = false;
  bool has_payroll_table = false;
  bool is_on_roster = false;  // of this project; his phone stands there
  bool has_phone = false;
  int phone_workers = 0;             // distinct workers of the folder with his phone, himself too
  bool is_every_gross_given = true;  // on each line of the worker that counts
  std::vector<YearOnPayroll> years;  // ascending
};

inline constexpr Money kMonthGrossMax = yuan(50'000);
inline constexpr Money kYearGrossMax = yuan(300'000);
inline constexpr int kPhoneWorkersMax = 3;

// 保障农民工工资支付条例 28, 31: who is paid has been there, is himself, and for what he did. The
// three amounts are no figures of the regulation: they say where to look first.
//
// Cases: law/examples/gwy-724/028-X04.md
inline constexpr Rule kSuspiciousWages{
    .id = "X04",
    .name = "疑似虚列工资",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 28, 2}, {"gwy-724", 31, 2}}},
    .next = "请总包、分包核对此人的考勤、实名信息和工资表，当面或电话向本人核实",
    .formula =
        "工资表上有此人而当月没有一天考勤，或者一个月应发超过 50,000 元；一个日历年应发超过 "
        "300,000 "
        "元，或者一个手机号登记给三名以上（不含三名）工人",
    .parameters = {{"attendance.valid_passes", "attendance.valid_hours"}}};

// A month is seen even when one half cannot be judged: what is known to be wrong is said first.
constexpr Judgement suspicious_month(const MonthOnPayroll& month) {
  if (!month.payroll_lines) return missing_fact(kNoPayroll);
  if (*month.payroll_lines == 0) return not_applicable();
  if (month.attended_days == 0 || (month.gross && *month.gross > kMonthGrossMax))
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (!month.attended_days) return missing_fact({"attendance", ""});
  if (!month.gross) return missing_fact({"payroll", "gross"});
  return complies();
}

inline std::string suspicious_month_because(const MonthOnPayroll& month, const Judgement&) {
  std::string text;
  if (month.attended_days == 0) text = "工资表上有此人，当月考勤一天也没有";
  if (month.gross && *month.gross > kMonthGrossMax)
    text += fmt::format("{}当月应发 {} 元，超过 {} 元", text.empty() ? "" : "，",
                        to_string(*month.gross), to_string(kMonthGrossMax));
  return text;
}

inline Judgement suspicious_person(const PersonOnPayroll& person) {
  bool is_suspicious = person.phone_workers > kPhoneWorkersMax;
  for (const YearOnPayroll& year : person.years)
    is_suspicious = is_suspicious || year.gross > kYearGrossMax;
  if (is_suspicious) return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (!person.has_roster_table) return missing_fact({"roster", ""});
  if (!person.has_phone_column) return missing_fact({"roster", "phone"});
  if (person.is_on_roster && !person.has_phone) return missing_fact({"roster", "phone"});
  if (!person.has_payroll_table) return missing_fact(kNoPayroll);
  if (!person.is_every_gross_given) return missing_fact({"payroll", "gross"});
  return complies();
}

inline std::string suspicious_person_because(const PersonOnPayroll& person, const Judgement&) {
  std::string text;
  if (person.phone_workers > kPhoneWorkersMax)
    text = fmt::format("手机号同时登记给 {} 名工人", person.phone_workers);
  for (const YearOnPayroll& year : person.years)
    if (year.gross > kYearGrossMax)
      text += fmt::format("{}{} 年各月应发合计 {} 元，超过 {} 元", text.empty() ? "" : "，",
                          year.year, to_string(year.gross), to_string(kYearGrossMax));
  return text;
}

}  // namespace qingxin::rules
