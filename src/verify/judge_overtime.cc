// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "rules/catalogue.h"
#include "verify/payroll_month.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

constexpr std::size_t kDaysOfMonth = 31;
constexpr int kDayMax = 2'400;  // no day is longer, however many rows it has

}  // namespace

std::span<const int> day_hours(const PayrollMonth& visit, DayHours& hours) {
  hours.fill(-1);
  const Range& range = visit.month->attendance;
  const AttendanceColumns& rows = visit.book->attendance();
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const int worked = rows.hours_hundredths[i];
    if (worked < 0 || (rows.days[i] & visit.month->attended) == 0) continue;
    int& day = hours[static_cast<std::size_t>(std::countr_zero(rows.days[i]))];
    day = std::min(kDayMax, std::max(day, 0) + worked);
  }
  return std::span(hours).first(kDaysOfMonth);
}

namespace {

std::optional<rules::RateBasis> basis_of(const RosterEntry& stay) {
  switch (stay.pay_basis) {
    case PayBasis::by_day: return rules::RateBasis::by_day;
    case PayBasis::by_month: return rules::RateBasis::by_month;
    case PayBasis::by_hour: return rules::RateBasis::by_hour;
    case PayBasis::by_piece: return rules::RateBasis::by_piece;
    case PayBasis::none: break;
  }
  return std::nullopt;
}

// The rate of his stays of the month; of several the lowest by the hour, which is due for certain.
void set_rate(const PayrollMonth& visit, rules::OvertimePay& pay) {
  pay.has_roster_table = visit.has(Table::roster);
  bool is_first = true;
  visit.each_stay([&](const RosterEntry& stay) {
    rules::OvertimePay other = pay;
    other.basis = basis_of(stay);
    other.rate = stay.rate;
    if (!is_first && !rules::is_rate_known(pay)) return;
    if (is_first || !rules::is_rate_known(other) ||
        rules::overtime_due(other) < rules::overtime_due(pay))
      pay = other;
    is_first = false;
  });
}

void show_days(const PayrollMonth& visit, EvidenceList& evidence) {
  for (const AttendanceRow* row : visit.book->attendance_rows(*visit.worker, visit.month->month))
    evidence.add(*row, attendance::hours);
}

void judge_pay(const PayrollMonth& visit, const rules::OvertimeHours& hours) {
  const rules::Rule& rule = rules::kOvertimePay;
  rules::OvertimePay pay{.hours = hours, .paid = visit.totals.overtime};
  if (rules::weighted_hours(hours) > 0) set_rate(visit, pay);
  const rules::Judgement judgement = rules::overtime_pay(pay);
  if (visit.would_accuse_silenced(rule, judgement)) return;
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::overtime_pay_because(pay, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) { evidence.add(line, payroll::overtime); });
        visit.each_stay([&](const RosterEntry& stay) { evidence.add(stay, roster::rate); });
        show_days(visit, evidence);
      });
}

void judge_limit(const PayrollMonth& visit, const rules::OvertimeHours& hours) {
  const rules::Rule& rule = rules::kOvertimeLimit;
  const rules::Judgement judgement = rules::overtime_limit(hours);
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::overtime_limit_because(hours, judgement); },
      [&](EvidenceList& evidence) { show_days(visit, evidence); });
}

}  // namespace

void judge_overtime(const PayrollMonth& visit, const PayrollRules& on, std::span<const int> days,
                    int run_before) {
  if (visit.month->attended == 0) return;
  rules::OvertimeHours hours =
      rules::overtime_hours(visit.month->attended, days, visit.terms->kinds, run_before);
  hours.has_hours_column = visit.has(Table::attendance, attendance::hours);
  if (on.overtime_pay && visit.totals.lines > 0) judge_pay(visit, hours);
  if (on.overtime_limit) judge_limit(visit, hours);
}

}  // namespace qingxin::verify
