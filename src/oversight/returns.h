// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "law/calendar.h"
#include "oversight/record.h"

// Returns 报表 and zero reports 零报告: which are due from whom and when, and which came.
namespace qingxin::oversight {

// As the choices of Field::rhythm.
enum class Rhythm : unsigned char { once = 1, daily = 2, weekly = 3, ten_days = 4, monthly = 5 };
std::optional<Rhythm> rhythm_named(std::string_view name);
std::string_view name_of(Rhythm rhythm);

struct ReturnPlan {
  Date from, until;  // of the campaign, both days in it
  Rhythm rhythm = Rhythm::weekly;
  // From that day on, until the eve of the spring festival; without one the usual rhythm stays.
  std::optional<Rhythm> festival_rhythm;
  std::optional<Date> festival_from;
  int due_hour = 24;  // of the day on which it is due, in China
};
// Of a campaign; nothing: it asks for no returns.
std::optional<ReturnPlan> return_plan_of(const Record& campaign);

// A period and when the return of it is due. A day's on the same day, one of the whole campaign on
// its last day; of a week (that ends on Sunday), ten days (that end on the 10th, the 20th and the
// last day) and a month on the first working day after it.
struct DuePeriod {
  Date from, until;
  Date due;
  Rhythm rhythm = Rhythm::once;
  law::Certainty certainty = law::Certainty::firm;  // of the day on which it is due

  friend bool operator==(const DuePeriod&, const DuePeriod&) = default;
};
struct ReturnSchedule {
  std::vector<DuePeriod> periods;        // one after the other, none left out
  std::optional<Date> festival_eve;      // the last day before the spring festival
  std::vector<std::string> provisional;  // what leans on a calendar that is not published
};
ReturnSchedule schedule_of(const ReturnPlan& plan, const law::Calendar& calendar);
// From this moment on it is late.
Instant late_from(const DuePeriod& period, int due_hour);
// 2026-11-23—2026-11-29
std::string words_of(const DuePeriod& period);

// The eve of the first spring festival that begins on that day or later; nothing: the year of it is
// not loaded.
std::optional<Date> festival_eve_after(Date day, const law::Calendar& calendar);

// A unit of which returns are asked.
struct ReturnUnit {
  std::int64_t id = 0;
  std::string name;
  bool has_users = true;  // nobody of it can sign in: the office asks it and writes it down
};
// A record of the kind `return` with its number.
struct KeptReturn {
  std::int64_t id = 0;
  Record record;
};

enum class Filing : unsigned char {
  not_due = 1,     // 未到期
  missing = 2,     // 未报
  filed = 3,       // 按期
  filed_late = 4,  // 迟报
  sent_back = 5,   // 退回重报
  cancelled = 6,   // 不用报
};
std::string_view name_of(Filing filing);
std::string_view in_chinese(Filing filing);

struct BoardCell {
  std::int64_t unit = 0;
  DuePeriod period;
  Filing filing = Filing::not_due;
  std::int64_t record = 0;       // 0: nobody has prepared it
  std::optional<Instant> filed;  // when it came first
  std::int64_t minutes_late = 0;
  bool is_zero = false;       // 零报告
  bool has_differences = false;  // figures other than the data say
};
struct ReturnBoard {
  std::vector<ReturnUnit> units;
  std::vector<BoardCell> cells;  // by unit as they stand, then by period
  int due = 0, on_time = 0, late = 0, missing = 0, zero = 0;  // of periods that are due
};
// As of a moment. What a unit with users files counts from when the server wrote it down, what the
// office writes down of one without from when it was told.
ReturnBoard board_of(const ReturnPlan& plan, const ReturnSchedule& schedule,
                     std::vector<ReturnUnit> units, std::span<const KeptReturn> returns,
                     Instant now);

// All figures are zero, and there is one.
bool is_zero_report(const Record& filed);
// A figure that is another one than the data say.
bool differs_from_data(const Line& line);
// Whether a return may be filed as it stands: every line has its figure or says why not; one that
// is not what the data say has a note that says why. Error: invalid_input, with the lines.
Result<void> check_filing(const Record& filed);

}  // namespace qingxin::oversight
