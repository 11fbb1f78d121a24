// SPDX-License-Identifier: Apache-2.0
#include "verify/screen_tiles.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "rules/catalogue.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its tiles are what is looked at

namespace {

bool has(const WideSlot& slot, std::uint8_t flag) {
  return (slot.flags & flag) != 0;
}

rules::WageMonth wages_of(const WideSlot& slot, const TileTerms& terms) {
  rules::WageMonth wages{.net = Money{slot.net},
                         .pay_date = terms.pay_date,
                         .paid = Money{slot.paid},
                         .paid_in_time = Money{slot.paid - slot.late},
                         .settled = {},
                         .as_of = terms.as_of};
  // The day itself is not among the sums; whether it was in time is.
  if (slot.paid >= slot.net)
    wages.settled = terms.pay_date.day + (wages.paid_in_time >= *wages.net ? 0 : 1);
  return wages;
}

rules::Judgement judge_sums(const WideSlot& slot) {
  if (has(slot, kByLine)) {
    if (slot.sums_gap == 0 && !has(slot, kPartsOverGross)) return rules::complies();
    return {.verdict = rules::Verdict::violates,
            .severity = rules::kPayrollSums.severity,
            .amount = Money{slot.sums_gap}};
  }
  const rules::LineSums line{.gross = Money{slot.gross},
                             .net = Money{slot.net},
                             .overtime = Money{slot.extra},
                             .allowances = {},
                             .withheld = Money{slot.held},
                             .deducted = {}};
  return rules::payroll_sums(std::span(&line, 1), {});
}

rules::Judgement judge_minimum(const WideSlot& slot, const TileTerms& terms) {
  rules::ComparedWage wage{.is_hourly = has(slot, kHourly),
                           .gross = Money{slot.gross},
                           .overtime = Money{slot.extra},
                           .allowances = Money{},
                           .half_days = slot.half_days,
                           .hours_hundredths = slot.hours_hundredths};
  wage.minimum = *wage.is_hourly ? terms.minimum_hour : terms.minimum_month;
  return rules::minimum_wage(wage);
}

rules::Judgement judge_days(const WideSlot& slot, const TileTerms& terms) {
  rules::DaysCompared days{.attended_days = std::popcount(slot.attended),
                           .payroll_lines = has(slot, kHasLine) ? 1 : 0,
                           .payroll_half_days = {},
                           .days_in_month = days_in(terms.month),
                           .tolerance_half_days = terms.tolerance_half_days,
                           .days_after_left = has(slot, kAfterLeft) ? 1 : 0,
                           .employer_has_payroll = !has(slot, kQuiet),
                           .pay_date = terms.pay_date,
                           .as_of = terms.as_of};
  if (has(slot, kDaysGiven)) days.payroll_half_days = slot.half_days;
  return rules::attendance_on_payroll(days);
}

}  // namespace

rules::Judgement judge_slot(TileCheck check, const WideSlot& slot, const TileTerms& terms) {
  const auto with_severity = [](rules::Judgement judgement, rules::Severity severity) {
    if (judgement.severity != severity) judgement.verdict = rules::Verdict::complies;
    return judgement;
  };
  const bool has_line = has(slot, kHasLine);
  switch (check) {
    case TileCheck::unpaid:
      return with_severity(rules::timely_payment(wages_of(slot, terms)), rules::Severity::red);
    case TileCheck::late:
      return with_severity(rules::timely_payment(wages_of(slot, terms)), rules::Severity::orange);
    case TileCheck::short_paid: return rules::full_payment(wages_of(slot, terms));
    case TileCheck::elsewhere:
      return rules::payment_from_wage_account(
          {.wage_accounts = terms.has_account ? 1 : 0, .from_elsewhere = Money{slot.elsewhere}});
    case TileCheck::minimum: return has_line ? judge_minimum(slot, terms) : rules::not_applicable();
    case TileCheck::sums: return has_line ? judge_sums(slot) : rules::not_applicable();
    case TileCheck::days: return judge_days(slot, terms);
    case TileCheck::suspicious:
      return rules::suspicious_month({.payroll_lines = has_line ? 1 : 0,
                                      .attended_days = std::popcount(slot.attended),
                                      .gross = Money{slot.gross}});
  }
  return rules::not_applicable();
}

WideSlot slot_of(const Tile& tile, std::size_t at) {
  return {.net = tile.net[at],
          .gross = tile.gross[at],
          .held = tile.held[at],
          .extra = tile.extra[at],
          .paid = tile.paid[at],
          .late = tile.late[at],
          .elsewhere = tile.elsewhere[at],
          .attended = tile.attended[at],
          .half_days = tile.half_days[at],
          .hours_hundredths = tile.hours[at],
          .flags = tile.flags[at]};
}

std::int64_t screen_by_rules(std::span<const Tile> tiles, const TileTerms& terms,
                             TileMasks* masks) {
  std::int64_t net = 0;
  for (const Tile& tile : tiles) {
    TileMasks& found = *masks++;
    found = {};
    for (std::size_t at = 0; at < kTileSlots; ++at) {
      const WideSlot slot = slot_of(tile, at);
      net += slot.net;
      for (std::size_t check = 0; check < kTileChecks; ++check) {
        const auto one = static_cast<TileCheck>(check);
        if (terms.is_asked(one) && judge_slot(one, slot, terms).verdict == rules::Verdict::violates)
          found.of[check] = static_cast<std::uint16_t>(found.of[check] | 1U << at);
      }
    }
  }
  return net;
}

std::span<const NamedScreen> screens() {
  static const std::vector<NamedScreen> kScreens = [] {
    std::vector<NamedScreen> can_run;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq"))
      can_run.push_back({"AVX-512", screen_avx512});
    if (__builtin_cpu_supports("avx2")) can_run.push_back({"AVX2", screen_avx2});
#endif
    can_run.push_back({"标量", screen_plain});
    return can_run;
  }();
  return kScreens;
}

}  // namespace qingxin::verify
