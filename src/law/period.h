// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "law/calendar.h"

namespace qingxin::law {

enum class Unit : unsigned char { calendar_days, working_days, months };

// Where the last day goes when it is not a working day. The rule says, not the calendar: a civil
// period moves forward (民法典 203), a wage day moves backward (保障农民工工资支付条例 14).
enum class Roll : unsigned char { none, forward, backward };

struct Period {
  int length;
  Unit unit;
  Roll roll;
};

// The day by which something is due, and how it was reached, so that anybody can count along.
struct Deadline {
  Date nominal;  // before rolling
  Date day;      // after rolling
  Certainty certainty = Certainty::firm;
  Date start = nominal;
  Period period = {0, Unit::calendar_days, Roll::none};

  // The same day, reached in whatever way.
  friend constexpr bool operator==(const Deadline& a, const Deadline& b) {
    return a.nominal == b.nominal && a.day == b.day && a.certainty == b.certainty;
  }
};

// The last day of a period that starts on `start`. The day of the start is not counted (民法典
// 201); a month without the corresponding day ends on its last day (民法典 202). Provisional as
// soon as one day that was looked at lies in a year without a notice.
Deadline deadline(Date start, const Period& period, const Calendar& calendar);

// The named functions of the day-count conventions.
Deadline previous_working_day(Date day, const Calendar& calendar);  // pay dates
Deadline next_working_day(Date day, const Calendar& calendar);
Deadline add_working_days(Date start, int count, const Calendar& calendar);
Deadline add_calendar_days(Date start, int count, const Calendar& calendar);  // rolled forward
Deadline add_months(Date start, int count, const Calendar& calendar);         // rolled forward
Date same_day_after(Date start, int months);                                  // not rolled

// Each day between the start and the deadline and what became of it, for people who count along.
struct CountedDay {
  Date day;
  bool is_counted;
  DayAnswer answer;
};
std::vector<CountedDay> days_counted(Date start, const Period& period, const Calendar& calendar);

}  // namespace qingxin::law
