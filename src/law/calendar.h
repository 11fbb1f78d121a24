// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace qingxin::law {

enum class DayKind : unsigned char { working, rest };

// Whether a date rests on published notices alone.
enum class Certainty : unsigned char {
  firm,
  provisional,  // it leans on a year whose notice is not out, or not loaded: weekends and the
                // statutory days are taken as rest, everything else as working
};

// What the State Council's notice says about one year.
struct YearNotice {
  Certainty certainty = Certainty::firm;
  std::string source;                     // 文号 or "按法定节日推算"
  std::optional<Date> published;          // empty: provisional
  std::set<Date> days_off;                // 放假: weekdays and weekends alike
  std::set<Date> make_up_days;            // 调休上班: Saturdays and Sundays that are worked
  std::map<Date, std::string> statutory;  // 法定节假日 (300 %), with the name of the festival
};

// Why one day is a working day or not.
struct DayAnswer {
  DayKind kind;
  Certainty certainty;
  std::string_view reason;  // "工作日", "周六", "周日", "调休上班", "放假", the festival's name
};

// Working days by the State Council's notices, never guessed in silence: a day of a year that is
// not loaded is provisional and says so.
class Calendar {
 public:
  explicit Calendar(std::map<int, YearNotice> years) : years_(std::move(years)) {}

  DayAnswer answer(Date day) const;
  bool is_working(Date day) const { return answer(day).kind == DayKind::working; }

  // 放假 in a published notice (a weekend outside the holiday is not one), or a statutory day.
  bool is_published_holiday(Date day) const;
  bool is_statutory(Date day) const;
  bool is_published(int year) const;

 private:
  std::map<int, YearNotice> years_;
};

}  // namespace qingxin::law
