// SPDX-License-Identifier: Apache-2.0
#include "feeds/plain_attendance.h"

#include <array>
#include <span>

namespace qingxin::feeds {

using namespace book::attendance;  // NOLINT: its columns are all that is spoken of here
using book::ColumnIndex;

namespace {

constexpr int kUnreadable = -2;
constexpr int kNotGiven = -1;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "8", "10", "7.5" in hundredths.
int plain_hours(std::string_view text) {
  constexpr int kDayHundredths = 2'400;
  if (text.empty()) return kNotGiven;
  if (text.size() == 1 && is_digit(text[0])) return (text[0] - '0') * 100;
  const std::optional<std::int32_t> hundredths = read_hundredths(text);
  return hundredths && *hundredths <= kDayHundredths ? *hundredths : kUnreadable;
}

int plain_count(std::string_view text) {
  constexpr std::size_t kDigitsMax = 4;
  if (text.empty()) return kNotGiven;
  if (text.size() > kDigitsMax) return kUnreadable;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return kUnreadable;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "07:30" in minutes.
int plain_minutes(std::string_view text) {
  if (text.empty()) return kNotGiven;
  if (text.size() != 5 || text[2] != ':') return kUnreadable;
  const std::optional<int> minutes = read_minutes(text);
  return minutes ? *minutes : kUnreadable;
}

constexpr int kMarked = 0;

// Hours in hundredths, kMarked for a mark of who was there, kNotGiven for one of who was not.
int plain_day(std::string_view text) {
  if (text.empty()) return kNotGiven;
  if (!is_digit(text.front())) {
    const DayCell mark = read_day_cell(text);
    if (mark == DayCell::unreadable) return kUnreadable;
    return mark == DayCell::there ? kMarked : kNotGiven;
  }
  const int worked = plain_hours(text);
  return worked == 0 ? kNotGiven : worked;
}

}  // namespace

const Cell& PlainAttendance::cell(const SheetRow& row, ColumnIndex column) const {
  static constexpr Cell kBlank{};
  const auto at = static_cast<std::size_t>(layout_->cell_of[column]);  // -1 is beyond any row
  return at < row.cells.size() ? row.cells[at] : kBlank;
}

bool PlainAttendance::take(const SheetRow& row, book::Source source) {
  if (!row.fault.empty()) return false;
  const Cell& number = cell(row, id_number);
  if (number.form != CellForm::text || !is_plain_identity(number.text)) return false;
  const Cell& project = cell(row, project_id);
  const book::ProjectIndex named = intake_->project_above(project.text);
  if (named == book::kNone || project.form != CellForm::text) return false;
  const book::AttendanceRow seen{.project = named,
                                 .hours_hundredths = kNotGiven,
                                 .passes = kNotGiven,
                                 .first_minute = kNotGiven,
                                 .last_minute = kNotGiven,
                                 .source = source};
  return layout_->is_monthly ? take_month(row, seen, number.text)
                             : take_day(row, seen, number.text);
}

bool PlainAttendance::take_day(const SheetRow& row, book::AttendanceRow seen,
                               std::string_view number) {
  const std::optional<Date> day = dates_.read(cell(row, book::attendance::date));
  const std::array<const Cell*, 4> others{&cell(row, hours), &cell(row, passes),
                                          &cell(row, first_in), &cell(row, last_out)};
  for (const Cell* other : others)
    if (other->form != CellForm::text) return false;
  const int worked = plain_hours(others[0]->text);
  const int passed = plain_count(others[1]->text);
  const int first = plain_minutes(others[2]->text);
  const int last = plain_minutes(others[3]->text);
  if (!day || worked == kUnreadable || passed == kUnreadable || first == kUnreadable ||
      last == kUnreadable)
    return false;
  seen.month = dates_.month();
  seen.hours_hundredths = static_cast<std::int16_t>(worked);
  seen.passes = static_cast<std::int16_t>(passed);
  seen.first_minute = static_cast<std::int16_t>(first);
  seen.last_minute = static_cast<std::int16_t>(last);
  const bool shows_nobody =
      worked == 0 && passed == kNotGiven && first == kNotGiven && last == kNotGiven;
  seen.days = shows_nobody ? 0 : 1U << (*day - dates_.first_day());
  seen.worker = intake_->worker(number);
  intake_->facts.attendance.push_back(seen);
  return true;
}

bool PlainAttendance::take_month(const SheetRow& row, book::AttendanceRow seen,
                                 std::string_view number) {
  const std::optional<Month> month = dates_.read_month(cell(row, book::attendance::month));
  if (!month) return false;
  struct Hours {
    std::uint32_t day;  // its bit
    std::int16_t hundredths;
  };
  std::array<Hours, kDays> worked;
  std::size_t count = 0;
  for (int day = 1; day <= kDays; ++day) {
    const Cell& there = cell(row, static_cast<ColumnIndex>(first_of_days + day - 1));
    const int mark = there.form == CellForm::text ? plain_day(there.text) : kUnreadable;
    if (mark == kNotGiven) continue;
    if (mark == kUnreadable || day > dates_.days()) return false;
    const std::uint32_t bit = 1U << (day - 1);
    if (mark == kMarked) {
      seen.days |= bit;
    } else {
      worked[count++] = {bit, static_cast<std::int16_t>(mark)};
    }
  }
  seen.month = *month;
  seen.worker = intake_->worker(number);
  std::vector<book::AttendanceRow>& rows = intake_->facts.attendance;
  // A day with hours is a row of its own, before the one of the marks.
  book::AttendanceRow one = seen;
  for (const Hours& hours : std::span(worked).first(count)) {
    one.days = hours.day;
    one.hours_hundredths = hours.hundredths;
    rows.push_back(one);
  }
  if (seen.days != 0 || count == 0) rows.push_back(seen);
  return true;
}

}  // namespace qingxin::feeds
