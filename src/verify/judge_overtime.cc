// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <utility>

#include "rules/catalogue.h"
#include "verify/payroll_month.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

constexpr std::size_t kDaysOfMonth = 31;

}  // namespace

namespace {

// Of a month in which each day has one row, in the order of days.
void read_rows(const PayrollMonth& visit, std::uint32_t asked, DayHours& hours) {
  const ColumnInPlace& rows = visit.book->attendance_hours();
  const std::uint32_t attended = visit.month->attended;
  for (std::uint32_t days = attended & asked; days != 0; days &= days - 1) {
    const auto day = static_cast<std::size_t>(std::countr_zero(days));
    const auto before = std::popcount(attended & ((std::uint32_t{1} << day) - 1));
    const std::int64_t given =
        rows[visit.month->attendance.begin + static_cast<std::size_t>(before)];
    hours[day] = static_cast<std::int16_t>(given);
  }
}

void add_up_rows(const PayrollMonth& visit, DayHours& hours) {
  const Range& range = visit.month->attendance;
  const AttendanceDays& rows = visit.book->attendance_days();
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const int worked = rows.hours_hundredths[i];
    if (worked < 0 || (rows.days[i] & visit.month->attended) == 0) continue;
    int& day = hours[static_cast<std::size_t>(std::countr_zero(rows.days[i]))];
    day = std::min(kDayMaxHundredths, std::max(day, 0) + worked);
  }
}

}  // namespace

std::span<const int> day_hours(const PayrollMonth& visit, std::uint32_t asked, DayHours& hours) {
  hours.fill(-1);
  if (visit.month->has_one_row_a_day())
    read_rows(visit, asked, hours);
  else
    add_up_rows(visit, hours);
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
    if (std::exchange(is_first, false)) {
      pay.basis = basis_of(stay);
      pay.rate = stay.rate;
      return;
    }
    if (!rules::is_rate_known(pay)) return;
    rules::OvertimePay other = pay;
    other.basis = basis_of(stay);
    other.rate = stay.rate;
    if (!rules::is_rate_known(other) || rules::overtime_due(other) < rules::overtime_due(pay))
      pay = other;
  });
}

void show_days(const PayrollMonth& visit, EvidenceList& evidence) {
  for (const AttendanceRow* row : visit.book->attendance_rows(*visit.worker, visit.month->month))
    evidence.add(*row, attendance::hours);
}

void judge_pay(const PayrollMonth& visit, const rules::OvertimeHours& hours) {
  const rules::Rule& rule = rules::kOvertimePay;
  if (rules::has_no_overtime(hours)) return;
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

namespace {

// Mostly no day was longer than eight hours, and only the days off are asked for.
rules::OvertimeHours hours_of(const PayrollMonth& visit, int run_before) {
  const WorkerMonth& month = *visit.month;
  const rules::DayKinds& kinds = visit.terms->kinds;
  const bool has_hours = visit.has(Table::attendance, attendance::hours);
  std::uint32_t asked = month.attended;
  if (has_hours && month.longest_hundredths >= 0 &&
      month.longest_hundredths <= rules::kDayHundredths)
    asked &= kinds.rest | kinds.statutory;
  DayHours hours;
  const std::span<const int> given =
      has_hours && asked != 0 ? day_hours(visit, asked, hours) : std::span<const int>{};
  rules::OvertimeHours overtime =
      rules::overtime_hours(month.attended, given, kinds, run_before, asked);
  overtime.has_hours_column = has_hours;
  return overtime;
}

}  // namespace

void judge_overtime(const PayrollMonth& visit, const PayrollRules& on, int run_before) {
  if (visit.month->attended == 0) return;
  const rules::OvertimeHours hours = hours_of(visit, run_before);
  if (on.overtime_pay && visit.totals.lines > 0) judge_pay(visit, hours);
  if (on.overtime_limit) judge_limit(visit, hours);
}

}  // namespace qingxin::verify
