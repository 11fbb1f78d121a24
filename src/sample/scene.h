// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sample/project.h"
#include "sample/wages.h"

namespace qingxin::sample {

// What a fault leaves to be found. The severity is the rule's own unless it is said here.
struct Mark {
  std::string_view rule;
  std::optional<std::uint32_t> worker = {};
  std::optional<Month> month = {};
  std::string subject = {};
  std::optional<Money> amount = {};
  std::string_view severity = {};
  std::string project_id = {};  // empty: the project itself
};

// One project while its facts are changed. No rule is called: whoever changes a fact knows what
// follows from it, and notes it.
struct Scene {
  Project& project;
  const Season& season;
  const Neighbour& neighbour;
  const law::Calendar& calendar;
  int turn;                            // which form of each fault is told
  std::set<std::uint32_t> taken = {};  // workers to whom something happens already

  // One of `forms` ways, another one from turn to turn.
  int form(int forms) const { return turn % forms; }

  Month last() const { return season.last; }
  Month month_back(int months) const { return std::max(season.first, season.last - months); }
  bool has_months(int months) const { return season.last - season.first + 1 >= months; }

  void plant(const Mark& mark, std::string_view story);
  // Wages of a month that a story leaves unpaid; what else follows is noted by roll_up().
  void leave_unpaid(std::uint32_t worker, Month month, Money amount);

  // A worker whom nothing else happens to. He is made to be paid by the day, to have been there
  // from before the first month to the end, on every working day, and to be paid once a month.
  std::uint32_t take();
  Worker& worker(std::uint32_t number) { return project.workers[number]; }

  // The working days of a month on which the site was open.
  std::vector<Date> open_days(Month month) const;
  void attend(std::uint32_t worker, Date day, int hours, Shift shift = Shift::day);
  void stay_away(std::uint32_t worker, Date from, Date to);
  void settle(std::uint32_t worker) { settle_anew(project, worker, season, calendar); }

  PayrollLine& line_of(std::uint32_t worker, Month month);
  Payment& payment_of(std::uint32_t worker, Month month);
  // Another wage, worked into line, transfer and the owner's fee.
  void set_gross(std::uint32_t worker, Month month, Money gross);
  void deduct(std::uint32_t worker, Month month, Money amount, std::string_view kind);
  void set_net(std::uint32_t worker, Month month, Money net);
  // Pays a month in two transfers, the second one on the last lawful day or later.
  void pay_in_parts(std::uint32_t worker, Month month, Money first);
  void set_pay_day(int day);
};

// The severity that a rule has where a fault does not say another.
std::string_view severity_of(std::string_view rule);

// The wages that have fallen due, less all that has come into the account.
Money money_short(const Scene& scene);

// What follows from wages left unpaid: leavers, completed sites, and accounts closed over them.
void roll_up(Scene& scene);

}  // namespace qingxin::sample
