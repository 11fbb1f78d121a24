// SPDX-License-Identifier: Apache-2.0
#include "oversight/returns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "casework/figures.h"

namespace qingxin::oversight {

namespace {

struct RhythmName {
  Rhythm rhythm;
  std::string_view name;
};
constexpr std::array kRhythmNames = std::to_array<RhythmName>({{Rhythm::once, "once"},
                                                               {Rhythm::daily, "daily"},
                                                               {Rhythm::weekly, "weekly"},
                                                               {Rhythm::ten_days, "ten_days"},
                                                               {Rhythm::monthly, "monthly"}});

struct Words {
  std::string_view name, chinese;
};
constexpr std::array<Words, 7> kFilings{{{"", ""},
                                         {"not_due", "未到期"},
                                         {"missing", "未报"},
                                         {"filed", "按期"},
                                         {"filed_late", "迟报"},
                                         {"sent_back", "退回重报"},
                                         {"cancelled", "不用报"}}};

// The last day of the period in which a day lies.
Date end_of(Rhythm rhythm, Date day, Date last) {
  constexpr unsigned kDaysOfWeek = 7, kTen = 10, kTwenty = 20;
  switch (rhythm) {
    case Rhythm::once: return last;
    case Rhythm::daily: return day;
    case Rhythm::weekly: return day + static_cast<int>(kDaysOfWeek - iso_weekday(day));
    case Rhythm::ten_days: {
      const unsigned number = day_of_month(day);
      if (number > kTwenty) return last_day(month_of(day));
      return day_in(month_of(day), static_cast<int>(number > kTen ? kTwenty : kTen));
    }
    case Rhythm::monthly: return last_day(month_of(day));
  }
  return day;
}

struct DueDay {
  Date day;
  law::Certainty certainty;
};
DueDay working_day_after(Date day, const law::Calendar& calendar) {
  law::Certainty certainty = law::Certainty::firm;
  while (true) {
    day = day + 1;
    const law::DayAnswer answer = calendar.answer(day);
    if (answer.certainty == law::Certainty::provisional) certainty = answer.certainty;
    if (answer.kind == law::DayKind::working) return {day, certainty};
  }
}

DueDay due_day(Rhythm rhythm, Date until, const law::Calendar& calendar) {
  const bool is_same_day = rhythm == Rhythm::daily || rhythm == Rhythm::once;
  if (is_same_day) return {until, law::Certainty::firm};
  return working_day_after(until, calendar);
}

// Which rhythm holds on a day, and until when.
struct Stretch {
  Rhythm rhythm;
  Date until;
};
Stretch stretch_of(const ReturnPlan& plan, std::optional<Date> eve, Date day) {
  if (!plan.festival_rhythm || !plan.festival_from) return {plan.rhythm, plan.until};
  const Date begins = *plan.festival_from;
  const Date ends = std::min(eve && *eve >= begins ? *eve : plan.until, plan.until);
  if (day < begins) return {plan.rhythm, std::min(begins - 1, plan.until)};
  if (day <= ends) return {*plan.festival_rhythm, ends};
  return {plan.rhythm, plan.until};
}

// The first time it was filed: what a person of the unit does counts from the server's clock.
std::optional<Instant> first_filed(const Record& record, bool has_users) {
  for (const RecordEvent& event : record.events)
    if (event.step == RecordStep::filed) return has_users ? event.entered_at : event.at;
  return std::nullopt;
}

bool is_of(const Record& record, const ReturnUnit& unit, const DuePeriod& period) {
  return record.face.addressee == BodyId{unit.id} &&
         day_of(record.values, Field::from) == period.from &&
         day_of(record.values, Field::day) == period.until;
}

Filing filing_of(const Record& record, const BoardCell& cell, Instant late) {
  if (record.state == RecordState::cancelled) return Filing::cancelled;
  if (!cell.filed) return Filing::missing;
  if (record.state == RecordState::draft) return Filing::sent_back;
  return *cell.filed > late ? Filing::filed_late : Filing::filed;
}

BoardCell cell_of(const ReturnPlan& plan, const ReturnUnit& unit, const DuePeriod& period,
                  std::span<const KeptReturn> returns, Instant now) {
  BoardCell cell{.unit = unit.id, .period = period, .filed = {}};
  const Instant late = late_from(period, plan.due_hour);
  const auto kept = std::ranges::find_if(
      returns, [&](const KeptReturn& one) { return is_of(one.record, unit, period); });
  if (kept == returns.end()) {
    cell.filing = now > late ? Filing::missing : Filing::not_due;
    if (now > late) cell.minutes_late = (now.utc_ms - late.utc_ms) / kMinuteMs;
    return cell;
  }
  cell.record = kept->id;
  cell.filed = first_filed(kept->record, unit.has_users);
  cell.filing = filing_of(kept->record, cell, late);
  if (cell.filing == Filing::missing && now <= late) cell.filing = Filing::not_due;
  const bool is_late = cell.filing == Filing::filed_late || cell.filing == Filing::missing;
  if (is_late) cell.minutes_late = (cell.filed.value_or(now).utc_ms - late.utc_ms) / kMinuteMs;
  const bool is_filed = cell.filing == Filing::filed || cell.filing == Filing::filed_late;
  cell.is_zero = is_filed && is_zero_report(kept->record);
  cell.has_differences = std::ranges::any_of(kept->record.lines, differs_from_data);
  return cell;
}

void count(const BoardCell& cell, Instant late, Instant now, ReturnBoard& board) {
  if (cell.filing == Filing::cancelled) return;
  if (now <= late && cell.filing == Filing::not_due) return;
  ++board.due;
  if (cell.is_zero) ++board.zero;
  if (cell.filing == Filing::missing) ++board.missing;
  if (!cell.filed) return;
  ++(*cell.filed > late ? board.late : board.on_time);
}

// A whole number without zeros ahead of it; empty: it is none.
std::string_view figure_in(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return {};
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  return text;
}

}  // namespace

std::optional<Rhythm> rhythm_named(std::string_view name) {
  const auto found = std::ranges::find(kRhythmNames, name, &RhythmName::name);
  if (found == kRhythmNames.end()) return std::nullopt;
  return found->rhythm;
}
std::string_view name_of(Rhythm rhythm) {
  return kRhythmNames[static_cast<std::size_t>(rhythm) - 1].name;
}
std::string_view name_of(Filing filing) {
  return kFilings[static_cast<std::size_t>(filing)].name;
}
std::string_view in_chinese(Filing filing) {
  return kFilings[static_cast<std::size_t>(filing)].chinese;
}

std::optional<ReturnPlan> return_plan_of(const Record& campaign) {
  const std::optional<Rhythm> rhythm = rhythm_named(text_of(campaign.values, Field::rhythm));
  const std::optional<Date> from = day_of(campaign.values, Field::from);
  const std::optional<Date> until = day_of(campaign.values, Field::until);
  if (!rhythm || !from || !until) return std::nullopt;
  constexpr std::int64_t kEndOfDay = 24;
  return ReturnPlan{
      .from = *from,
      .until = *until,
      .rhythm = *rhythm,
      .festival_rhythm = rhythm_named(text_of(campaign.values, Field::festival_rhythm)),
      .festival_from = day_of(campaign.values, Field::festival_from),
      .due_hour = static_cast<int>(
          number_of(campaign.values, Field::due_hour).value_or(kEndOfDay))};
}

std::optional<Date> festival_eve_after(Date day, const law::Calendar& calendar) {
  for (const int year : {year_of(day), year_of(day) + 1}) {
    const std::optional<Date> eve = casework::day_before_spring_festival(year, calendar);
    if (!eve) return std::nullopt;
    if (*eve >= day) return eve;
  }
  return std::nullopt;
}

ReturnSchedule schedule_of(const ReturnPlan& plan, const law::Calendar& calendar) {
  ReturnSchedule schedule;
  schedule.festival_eve = festival_eve_after(plan.from, calendar);
  Date day = plan.from;
  while (day <= plan.until) {
    const Stretch stretch = stretch_of(plan, schedule.festival_eve, day);
    const Date until = std::min(end_of(stretch.rhythm, day, stretch.until), stretch.until);
    const DueDay due = due_day(stretch.rhythm, until, calendar);
    schedule.periods.push_back({day, until, due.day, stretch.rhythm, due.certainty});
    day = until + 1;
  }
  const auto unsure =
      std::ranges::count(schedule.periods, law::Certainty::provisional, &DuePeriod::certainty);
  if (unsure > 0)
    schedule.provisional.push_back(
        fmt::format("有 {} 期的截止日要看还没有公布的放假安排，是暂定的", unsure));
  if (plan.festival_rhythm && !schedule.festival_eve)
    schedule.provisional.emplace_back("春节的日子还没有，节前的报送频次按专项行动的截止日算");
  else if (plan.festival_rhythm && !calendar.is_published(year_of(*schedule.festival_eve)))
    schedule.provisional.push_back(
        fmt::format("{} 年的放假安排还没有公布，春节前最后一天暂定为 {}",
                    year_of(*schedule.festival_eve), to_string(*schedule.festival_eve)));
  return schedule;
}

Instant late_from(const DuePeriod& period, int due_hour) {
  constexpr int kMinutesOfHour = 60;
  return china_instant(period.due, due_hour * kMinutesOfHour);
}

std::string words_of(const DuePeriod& period) {
  if (period.from == period.until) return to_string(period.from);
  return fmt::format("{}—{}", to_string(period.from), to_string(period.until));
}

ReturnBoard board_of(const ReturnPlan& plan, const ReturnSchedule& schedule,
                     std::vector<ReturnUnit> units, std::span<const KeptReturn> returns,
                     Instant now) {
  ReturnBoard board;
  board.units = std::move(units);
  for (const ReturnUnit& unit : board.units)
    for (const DuePeriod& period : schedule.periods) {
      board.cells.push_back(cell_of(plan, unit, period, returns, now));
      count(board.cells.back(), late_from(period, plan.due_hour), now, board);
    }
  return board;
}

bool is_zero_report(const Record& filed) {
  return !filed.lines.empty() && std::ranges::all_of(filed.lines, [](const Line& line) {
           return figure_in(line.answer) == "0";
         });
}

bool differs_from_data(const Line& line) {
  const std::string_view told = figure_in(line.told), answer = figure_in(line.answer);
  return !told.empty() && !answer.empty() && told != answer;
}

Result<void> check_filing(const Record& filed) {
  std::string empty, other;
  for (const Line& line : filed.lines) {
    const std::string name = shortened(printable(line.item), 40);
    if (!line.note.empty()) continue;
    if (line.answer.empty()) empty += fmt::format("{}{}", empty.empty() ? "" : "、", name);
    if (differs_from_data(line))
      other += fmt::format("{}{}（填 {}，数据是 {}）", other.empty() ? "" : "、", name,
                           figure_in(line.answer), figure_in(line.told));
  }
  if (!empty.empty())
    return fail(ErrorCode::invalid_input,
                fmt::format("还没有填：{}；没有就填 0，报不出来的在说明里写为什么", empty));
  if (other.empty()) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("{}与数据不同：{}；请核对，确实不同的在说明里写为什么",
                          is_zero_report(filed) ? "零报告" : "", other));
}

}  // namespace qingxin::oversight
