// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rules/wage_month.h"

namespace qingxin::rules {

// Whether a term was agreed, as far as the tables have a place for it.
enum class Term : unsigned char { no_column, not_given, given };

// What was agreed with one worker on one project about his pay.
struct PayTerms {
  bool has_roster_table = false;
  bool is_on_roster = false;
  Term rate = Term::no_column;
  Term own_pay_day = Term::no_column;      // of the roster
  Term project_pay_day = Term::no_column;  // stands for it
  Term method = Term::no_column;
};

// 保障农民工工资支付条例 6: standard, day and manner of payment are agreed in writing.
// Cases: law/examples/gwy-724/006-L06.md
inline constexpr Rule kPayTerms{
    .id = "L06",
    .name = "工资约定缺失",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 6}, {"ldhtf", 17, 1}}},
    .next = "请用人单位与工人书面补充约定",
    .formula = "工资标准、支付日（本人的或项目的）、支付方式有一样没有约定"};

// Either day will do. Where one has no column and the other is empty, it is not known.
constexpr Term pay_day_agreed(const PayTerms& terms) {
  if (terms.own_pay_day == Term::given || terms.project_pay_day == Term::given) return Term::given;
  if (terms.own_pay_day == Term::no_column || terms.project_pay_day == Term::no_column)
    return Term::no_column;
  return Term::not_given;
}

constexpr Judgement pay_terms(const PayTerms& terms) {
  if (!terms.has_roster_table) return missing_fact({"roster", ""});
  if (!terms.is_on_roster) return not_applicable();
  const Term pay_day = pay_day_agreed(terms);
  if (terms.rate == Term::not_given || pay_day == Term::not_given ||
      terms.method == Term::not_given)
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (terms.rate == Term::no_column) return missing_fact({"roster", "rate"});
  if (pay_day == Term::no_column)
    return terms.own_pay_day == Term::no_column ? missing_fact({"roster", "agreed_pay_day"})
                                                : missing_fact({"projects", "pay_day"});
  if (terms.method == Term::no_column) return missing_fact({"roster", "pay_method"});
  return complies();
}

inline std::string pay_terms_because(const PayTerms& terms, const Judgement&) {
  std::string lacks;
  const auto add = [&](Term term, std::string_view what) {
    if (term != Term::not_given) return;
    lacks += (lacks.empty() ? "" : "、");
    lacks += what;
  };
  add(terms.rate, "工资标准");
  add(pay_day_agreed(terms), "支付日");
  add(terms.method, "支付方式");
  return "没有约定" + lacks;
}

}  // namespace qingxin::rules
