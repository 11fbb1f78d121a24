// SPDX-License-Identifier: Apache-2.0
#include "cli/deadline_text.h"

#include <fmt/format.h>

#include <ostream>
#include <set>

#include "base/text.h"

namespace qingxin::cli {

namespace {

law::Period period_of(const DeadlineCommand& command) {
  return app::period_of(command.term, command.length);
}

std::string term_in_words(const DeadlineCommand& command) {
  switch (command.term) {
    case Term::working_days: return fmt::format("{} 个工作日", command.length);
    case Term::days: return fmt::format("{} 日", command.length);
    case Term::months: return fmt::format("{} 个月", command.length);
    case Term::pay_date: return "";
  }
  return "";
}

std::string day_in_words(Date day) {
  return fmt::format("{}（{}）", to_string(day), weekday_in_chinese(day));
}

bool is_weekend(std::string_view reason) {
  return reason == "周六" || reason == "周日";
}

// Neighbouring days that are told in one line.
struct Stretch {
  Date first, last;
  bool is_counted;
  std::string_view reason;
};

std::vector<Stretch> stretches_of(const std::vector<law::CountedDay>& days) {
  std::vector<Stretch> stretches;
  for (const law::CountedDay& day : days) {
    const std::string_view reason = is_weekend(day.answer.reason) ? "周末" : day.answer.reason;
    if (!stretches.empty() && stretches.back().is_counted == day.is_counted &&
        stretches.back().reason == reason) {
      stretches.back().last = day.day;
      continue;
    }
    stretches.push_back({day.day, day.day, day.is_counted, reason});
  }
  return stretches;
}

// For a wage day, the days that were skipped on the way back, from the agreed day.
std::vector<law::CountedDay> days_told(const DeadlineCommand& command,
                                       const law::Deadline& deadline,
                                       const law::Calendar& calendar) {
  if (command.term != Term::pay_date)
    return law::days_counted(command.from, period_of(command), calendar);
  std::vector<law::CountedDay> days;
  for (Date day = deadline.day + 1; day <= deadline.nominal; day = day + 1)
    days.push_back({day, false, calendar.answer(day)});
  return days;
}

// A period in calendar days counts rest days too, so they make one stretch; the working day to
// which the end was moved says so.
std::vector<law::CountedDay> in_calendar_words(std::vector<law::CountedDay> days) {
  for (law::CountedDay& day : days) {
    if (day.is_counted)
      day.answer.reason = "日历日，休息日也计";
    else if (day.answer.kind == law::DayKind::working)
      day.answer.reason = "顺延到此日";
  }
  return days;
}

void print_days(const DeadlineCommand& command, const std::vector<law::CountedDay>& days,
                std::ostream& out) {
  const bool counts_all = command.term == Term::days || command.term == Term::months;
  for (const Stretch& stretch : stretches_of(counts_all ? in_calendar_words(days) : days)) {
    const int count = stretch.last - stretch.first + 1;
    const std::string range =
        count == 1 ? day_in_words(stretch.first)
                   : fmt::format("{} 至 {}", to_string(stretch.first), to_string(stretch.last));
    out << fmt::format("  {} {:3} 日  {}  {}\n", padded_right(range, 24), count,
                       stretch.is_counted ? "计入" : "不计", stretch.reason);
  }
}

void print_certainty(const law::Deadline& deadline, const std::vector<law::CountedDay>& days,
                     std::ostream& out) {
  if (deadline.certainty == law::Certainty::firm) return;
  std::set<int> years;
  for (const law::CountedDay& day : days)
    if (day.answer.certainty == law::Certainty::provisional) years.insert(year_of(day.day));
  if (years.empty()) years.insert(year_of(deadline.day));
  out << fmt::format("暂定：{} 年的放假安排没有公布或没有载入，按周末和法定节日推算\n",
                     fmt::join(years, "、"));
}

}  // namespace

void print_deadline(const DeadlineCommand& command, const law::Calendar& calendar,
                    std::ostream& out) {
  const law::Deadline deadline = law::deadline(command.from, period_of(command), calendar);
  const bool is_firm = deadline.certainty == law::Certainty::firm;
  out << to_string(deadline.day) << (is_firm ? " firm\n" : " provisional\n");
  if (command.term == Term::pay_date)
    out << fmt::format("约定 {} 发薪，最迟 {}\n", day_in_words(command.from),
                       day_in_words(deadline.day));
  else
    out << fmt::format("{} 起（当日不计），{}，到 {}\n", to_string(command.from),
                       term_in_words(command), day_in_words(deadline.day));
  if (deadline.nominal != deadline.day && command.term != Term::pay_date)
    out << fmt::format("名义期限 {} 是休息日，顺延\n", day_in_words(deadline.nominal));
  const std::vector<law::CountedDay> days = days_told(command, deadline, calendar);
  print_days(command, days, out);
  print_certainty(deadline, days, out);
}

}  // namespace qingxin::cli
