// SPDX-License-Identifier: Apache-2.0
#include "app/case_figures.h"

#include <fmt/format.h>

#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kYearLeast = 2000, kYearMost = 2200;

Result<std::int64_t> count_in(store::Store& held, store::DossierFilter filter,
                              std::initializer_list<casework::State> states) {
  std::int64_t count = 0;
  for (const casework::State state : states) {
    filter.state = state;
    const Result<std::int64_t> some = held.dossiers().count_dossiers(filter);
    if (!some) return some;
    count += *some;
  }
  return count;
}

// The first moment of a day in China.
Instant begin_of(Date day) {
  constexpr std::int64_t kHourMs = 3'600'000;
  return {(std::int64_t{day.days} * 24 - 8) * kHourMs};
}

}  // namespace

Result<CaseFigures> case_figures(const access::Principal& who, const CaseDesk& desk,
                                 const FiguresOrder& order) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  if (order.year < kYearLeast || order.year > kYearMost)
    return fail(ErrorCode::usage, fmt::format("年份 {} 不对，请写像 2026 这样的年份", order.year));
  if (const Result<void> sound = check_region(order.region); !sound)
    return tl::unexpected(sound.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, Instant{});
  store::DossierFilter filter;
  filter.region = order.region;
  filter.subject = Subject::case_file;
  const Result<std::vector<casework::CaseRow>> cases =
      held->dossiers().case_rows(filter, order.day);
  if (!cases) return tl::unexpected(cases.error());
  const Date first = date(order.year, 1, 1);
  filter.opened_from = begin_of(first);
  filter.opened_before = begin_of(order.day + 1);
  using casework::State;
  const Result<std::int64_t> withdrawals =
      count_in(*held, filter,
               {State::withdrawal_asked, State::withdrawal_confirmed, State::withdrawal_denied});
  if (!withdrawals) return tl::unexpected(withdrawals.error());
  const Result<std::int64_t> denied = count_in(*held, filter, {State::withdrawal_denied});
  if (!denied) return tl::unexpected(denied.error());
  // Cases are counted however old they are; of the clues those that came in the time.
  store::DossierFilter of_clues = filter;
  of_clues.subject = Subject::clue;
  const Result<std::vector<casework::ClueRow>> clues = held->dossiers().clue_rows(of_clues);
  if (!clues) return tl::unexpected(clues.error());
  const Result<store::Satisfaction> satisfaction = held->dossiers().satisfaction(of_clues);
  if (!satisfaction) return tl::unexpected(satisfaction.error());
  return CaseFigures{
      .order = order,
      .zeros = {casework::zero_of_public_money(*cases, order.year, order.day),
                casework::zero_of_others(*cases, order.year, order.day, desk.law->calendar)},
      .flow = casework::stock_and_flow(*cases, first, order.day),
      .answered = casework::answered_clues(*clues, first, order.day),
      .in_time = casework::in_time(*cases, first, order.day),
      .investigated = casework::investigated(*cases, first, order.day),
      .repeated = casework::repeated(*cases, first, order.day, order.repeat_days),
      .withdrawals = *withdrawals,
      .withdrawals_denied = *denied,
      .satisfaction = *satisfaction};
}

}  // namespace qingxin::app
