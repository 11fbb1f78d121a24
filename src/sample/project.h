// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "law/calendar.h"
#include "sample/county.h"
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
  bool is_clean = false;  // nothing is planted anywhere
  Date last_pay = {};     // whatever falls due later is paid by then
  Date told_on = {};      // the day on which the folder is written, and judged
  std::vector<SiteDay> days = {};
};

Season make_season(const Order& order, const law::Calendar& calendar);

// Somebody who left one site and begins on the next one.
struct Mover {
  Person person;
  Date left;
};

// Somebody of the site before, who was there by day on the days named.
struct Guest {
  std::string project_id;
  Person person;
  Date contract;
  std::vector<Date> days;
};

struct Neighbour {
  std::uint64_t first_person;  // serials of this project's people begin here
  std::optional<Mover> mover;  // from the project before
  std::optional<Guest> guest;
  std::string account;  // of the project before; empty: it has none
  std::string project_id;
};

// A project that keeps the law, except for what its story decides before the first day (a late
// account, a gang boss's card). Its movements are still to be drawn from its payments.
Project make_project(const Season& season, int number, const Neighbour& neighbour,
                     const law::Calendar& calendar);

// Who goes from this project to the next one, if anybody does.
std::optional<Mover> mover_of(const Project& project);

// Somebody of this project whom the next one may see as well.
std::optional<Guest> guest_of(const Project& project, const Season& season);

Story story_of(int number);

// Besides the stories, which go through a whole site, there are chapters of smaller faults; which
// site has which chapter turns with the seed, and so does the form of each fault in it.
inline constexpr int kChapters = 7;
inline constexpr int kSettlingChapter = 6;  // its site is completed
std::optional<int> chapter_of(const Season& season, int number);
int turn_of(const Season& season, int number);
bool has_troubled_place(int number);

// The lawful last day for the wages of a month: the last working day on or before the pay day.
Date last_lawful_pay_day(const Project& project, Month month, const law::Calendar& calendar);

Date working_day_from(Date day, const law::Calendar& calendar);

Money rounded_up(Money amount, Money step);

// The movements that follow from the fees received and the payments made.
void draw_movements(Project& project, const Season& season);

}  // namespace qingxin::sample
