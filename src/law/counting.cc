// SPDX-License-Identifier: Apache-2.0
#include "law/counting.h"

#include <fmt/format.h>

namespace qingxin::law {

namespace {

constexpr int kLongest = 366;

std::string in_words(Date day) {
  return fmt::format("{}（{}）", to_string(day), weekday_in_chinese(day));
}

std::string_view roll_in_words(Roll roll) {
  switch (roll) {
    case Roll::none: return "";
    case Roll::forward: return "，末日遇休息日顺延";
    case Roll::backward: return "，遇休息日或节假日提前";
  }
  return "";
}

std::string start_in_words(const Deadline& deadline) {
  const Period& period = deadline.period;
  if (period.length == 0)
    return fmt::format("约定 {}{}", in_words(deadline.nominal), roll_in_words(period.roll));
  const std::string_view unit = period.unit == Unit::working_days    ? "个工作日"
                                : period.unit == Unit::calendar_days ? "日"
                                                                     : "个月";
  return fmt::format("自 {}起算，当日不计，{} {}{}", in_words(deadline.start), period.length, unit,
                     roll_in_words(period.roll));
}

CountedLine line_of(Date day, const Calendar& calendar) {
  const DayAnswer answer = calendar.answer(day);
  return {.day = day,
          .number = "",
          .reason = std::string(answer.reason),
          .is_certain = answer.certainty == Certainty::firm};
}

void count_period(const Deadline& deadline, const Calendar& calendar, Counting& counting) {
  const bool counts_working_days = deadline.period.unit == Unit::working_days;
  int counted = 0;
  for (Date day = deadline.start + 1; day <= deadline.nominal; day = day + 1) {
    CountedLine line = line_of(day, calendar);
    const bool counts = !counts_working_days || calendar.is_working(day);
    if (counts)
      line.number = fmt::format("第 {} {}", ++counted, counts_working_days ? "个工作日" : "日");
    counting.days.push_back(std::move(line));
  }
}

// The days that were passed over on the way to a working day, and that day itself.
void roll(const Deadline& deadline, const Calendar& calendar, Counting& counting) {
  const int step = deadline.period.roll == Roll::backward ? -1 : 1;
  const bool is_counted_already = deadline.period.length > 0 && !counting.days.empty();
  Date day = is_counted_already ? deadline.nominal + step : deadline.nominal;
  if (is_counted_already && deadline.nominal == deadline.day) return;
  while (true) {
    CountedLine line = line_of(day, calendar);
    const bool is_last = day == deadline.day;
    line.reason += is_last ? "" : step < 0 ? "，往前一天" : "，往后一天";
    if (is_last) line.number = step < 0 ? "提前到此日" : "顺延到此日";
    if (is_last && day == deadline.nominal) line.number = "就是此日";
    counting.days.push_back(std::move(line));
    if (is_last) return;
    day = day + step;
  }
}

}  // namespace

Counting counting_of(const Deadline& deadline, const Calendar& calendar) {
  Counting counting{.start = start_in_words(deadline), .days = {}, .result = ""};
  if (deadline.nominal - deadline.start <= kLongest) count_period(deadline, calendar, counting);
  if (deadline.period.roll != Roll::none) roll(deadline, calendar, counting);
  counting.result = in_words(deadline.day);
  return counting;
}

}  // namespace qingxin::law
