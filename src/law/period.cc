// SPDX-License-Identifier: Apache-2.0
#include "law/period.h"

#include "base/check.h"

namespace qingxin::law {

namespace {

// A day reached by asking the calendar, and whether every answer on the way was firm.
struct Walk {
  Date day;
  Certainty certainty = Certainty::firm;
};

// The first working day met from `walk.day` on; that day itself counts.
Walk to_working_day(Walk walk, int step, const Calendar& calendar) {
  while (true) {
    const DayAnswer answer = calendar.answer(walk.day);
    if (answer.certainty == Certainty::provisional) walk.certainty = Certainty::provisional;
    if (answer.kind == DayKind::working) return walk;
    walk.day = walk.day + step;
  }
}

Walk after_working_days(Date start, int count, const Calendar& calendar) {
  Walk walk{start};
  for (int counted = 0; counted < count; ++counted) {
    walk.day = walk.day + 1;
    walk = to_working_day(walk, 1, calendar);
  }
  return walk;
}

Walk unrolled(Date start, const Period& period, const Calendar& calendar) {
  switch (period.unit) {
    case Unit::calendar_days: return {start + period.length};
    case Unit::working_days: return after_working_days(start, period.length, calendar);
    case Unit::months: return {same_day_after(start, period.length)};
  }
  return {start};
}

}  // namespace

Deadline deadline(Date start, const Period& period, const Calendar& calendar) {
  check(period.length >= 0);
  const Walk nominal = unrolled(start, period, calendar);
  if (period.roll == Roll::none)
    return {nominal.day, nominal.day, nominal.certainty, start, period};
  const int step = period.roll == Roll::forward ? 1 : -1;
  const Walk rolled = to_working_day(nominal, step, calendar);
  return {nominal.day, rolled.day, rolled.certainty, start, period};
}

Deadline previous_working_day(Date day, const Calendar& calendar) {
  return deadline(day, {0, Unit::calendar_days, Roll::backward}, calendar);
}

Deadline next_working_day(Date day, const Calendar& calendar) {
  return deadline(day, {0, Unit::calendar_days, Roll::forward}, calendar);
}

Deadline add_working_days(Date start, int count, const Calendar& calendar) {
  return deadline(start, {count, Unit::working_days, Roll::none}, calendar);
}

Deadline add_calendar_days(Date start, int count, const Calendar& calendar) {
  return deadline(start, {count, Unit::calendar_days, Roll::forward}, calendar);
}

Deadline add_months(Date start, int count, const Calendar& calendar) {
  return deadline(start, {count, Unit::months, Roll::forward}, calendar);
}

Date same_day_after(Date start, int months) {
  return day_in(month_of(start) + months, static_cast<int>(day_of_month(start)));
}

std::vector<CountedDay> days_counted(Date start, const Period& period, const Calendar& calendar) {
  const Deadline end = deadline(start, period, calendar);
  std::vector<CountedDay> days;
  for (Date day = start + 1; day <= end.nominal || day <= end.day; day = day + 1) {
    const DayAnswer answer = calendar.answer(day);
    const bool is_in_period = day <= end.nominal;
    const bool is_kind_counted =
        period.unit != Unit::working_days || answer.kind == DayKind::working;
    days.push_back({day, is_in_period && is_kind_counted, answer});
  }
  return days;
}

}  // namespace qingxin::law
