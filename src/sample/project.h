// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "law/calendar.h"
#include "sample/facts.h"

namespace qingxin::sample {

// A day on which sites work: a working day, or the month's one paid Saturday.
struct SiteDay {
  Date day;
  bool is_overtime;
};

// The months that a county tells of, and what the calendar makes of them.
struct Season {
  std::uint64_t seed = 1;
  Month first = {};
  Month last = {};
  int youngest_year = 0;  // of birth
  Date last_pay = {};  // whatever falls due later is paid by then: the folder is written after it
  std::vector<SiteDay> days = {};
};

Season make_season(std::uint64_t seed, Month first, Month last, const law::Calendar& calendar);

// Somebody who left one site and begins on the next one.
struct Mover {
  Person person;
  Date left;
};

struct Neighbour {
  std::uint64_t first_person;  // serials of this project's people begin here
  std::optional<Mover> mover;  // from the project before
};

// A project that keeps the law, except for what its story decides before the first day (a late
// account, a gang boss's card). Its movements are still to be drawn from its payments.
Project make_project(const Season& season, int number, const Neighbour& neighbour,
                     const law::Calendar& calendar);

// Who goes from this project to the next one, if anybody does.
std::optional<Mover> mover_of(const Project& project);

Story story_of(int number);

// The lawful last day for the wages of a month: the last working day on or before the pay day.
Date last_lawful_pay_day(const Project& project, Month month, const law::Calendar& calendar);

Date working_day_from(Date day, const law::Calendar& calendar);

Money rounded_up(Money amount, Money step);

// The movements that follow from the fees received and the payments made.
void draw_movements(Project& project, const Season& season);

}  // namespace qingxin::sample
