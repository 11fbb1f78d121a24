// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "casework/clocks.h"

namespace qingxin::casework {

namespace {

constexpr int kLongest = 366;

std::string in_words(Date day) {
  return fmt::format("{}（{}）", to_string(day), weekday_in_chinese(day));
}

std::string length_in_words(const Reading& reading, const Clock& clock) {
  if (clock.term.kind == TermKind::by_document) return "以文书写明的日期为准";
  if (reading.status == ClockStatus::no_term) return "当地没有设定期限";
  switch (reading.unit) {
    case ClockUnit::calendar_days: return fmt::format("{} 日", reading.length);
    case ClockUnit::working_days: return fmt::format("{} 个工作日", reading.length);
    case ClockUnit::hours: return fmt::format("{} 小时", reading.length);
  }
  return "";
}

std::string event_in_words(const Event& event, bool with_time) {
  std::string words =
      fmt::format("{}，{}", words_of(event.step).chinese,
                  with_time ? china_minute(event.at) : in_words(china_day(event.at)));
  if (!event.document.empty()) words += fmt::format("，{}", event.document);
  return words;
}

const PauseSpan* pause_over(Date day, const Reading& reading) {
  for (const PauseSpan& pause : reading.pauses)
    if (china_day(pause.from) < day && (!pause.to || day <= china_day(*pause.to))) return &pause;
  return nullptr;
}

void tell_days(const Reading& reading, const law::Calendar& calendar, ClockExplanation& told) {
  const Date start = china_day(reading.start);
  if (!reading.nominal || *reading.nominal - start > kLongest) return;
  int counted = 0;
  const bool is_working = reading.unit == ClockUnit::working_days;
  for (Date day = start + 1; day <= *reading.counted; day = day + 1) {
    const law::DayAnswer answer = calendar.answer(day);
    law::CountedLine line{.day = day,
                          .number = "",
                          .reason = std::string(answer.reason),
                          .is_certain = answer.certainty == law::Certainty::firm};
    if (pause_over(day, reading) != nullptr)
      line.reason = "暂停";
    else if (day <= *reading.nominal && (!is_working || answer.kind == law::DayKind::working))
      line.number = fmt::format("第 {} {}", ++counted, is_working ? "个工作日" : "日");
    else if (day > *reading.nominal)
      line.number = day == *reading.counted ? "顺延到此日" : "";
    told.days.push_back(std::move(line));
  }
}

void tell_pauses(const Reading& reading, ClockExplanation& told) {
  for (const PauseSpan& pause : reading.pauses)
    told.notes.push_back(
        pause.to ? fmt::format("暂停：{} 的次日起，至 {}，不计入", in_words(china_day(pause.from)),
                               in_words(china_day(*pause.to)))
                 : fmt::format("暂停：{} 的次日起，尚未恢复", in_words(china_day(pause.from))));
}

void tell_extension(const Reading& reading, const Clock& clock, const Dossier& dossier,
                    ClockExplanation& told) {
  if (!reading.extension_event) return;
  const Event& event = dossier.events[*reading.extension_event];
  told.notes.push_back(fmt::format("延长 {}：{}；理由：{}", clock.extension->length,
                                   event_in_words(event, false), event.reason));
}

void tell_frozen(const Reading& reading, ClockExplanation& told) {
  if (!reading.frozen) return;
  told.notes.push_back(fmt::format("文书写明 {}，依日历 {}，不再变动",
                                   in_words(reading.frozen->day), reading.frozen->calendar));
  if (reading.counted && *reading.counted != reading.frozen->day)
    told.notes.push_back(fmt::format("按现在的日历会是 {}", in_words(*reading.counted)));
}

// 行政处罚法 72: what a fine that was not paid in time has grown by.
void tell_surcharge(const Reading& reading, const Dossier& dossier, const World& world,
                    const law::Instruments& instruments, ClockExplanation& told) {
  if (reading.clock != ClockId::fine_payment || !reading.due) return;
  std::optional<Money> fine;
  for (const Event& event : dossier.events)
    if (event.step == Step::penalty_decided && event.number == reading.number) fine = event.amount;
  constexpr Money kMost = yuan(10'000'000'000);  // more is a slip of the pen
  if (!fine || fine->fen < 0 || *fine >= kMost) return;
  const Date until =
      china_day(reading.stop_event ? dossier.events[*reading.stop_event].at : world.now);
  const Money surcharge = late_surcharge(*fine, *reading.due, until);
  if (surcharge.fen == 0) return;
  told.notes.push_back(fmt::format(
      "罚款 {} 元逾期，每日加处 3%，至 {} 可加处 {} 元，不超过罚款本数（{}）", to_string(*fine),
      in_words(until), to_string(surcharge), law::in_chinese({"cfa", 72}, instruments)));
}

// Until when whoever got a decision may turn against it, by the numbers that the place has set.
void tell_remedies(const Reading& reading, const Dossier& dossier, const World& world,
                   ClockExplanation& told) {
  const bool is_service =
      reading.clock == ClockId::service || reading.clock == ClockId::penalty_service;
  if (!is_service || !reading.stop_event || world.parameters == nullptr) return;
  const Event& served = dossier.events[*reading.stop_event];
  if (served.step != Step::served && served.step != Step::penalty_served) return;
  const Date day = china_day(served.at);
  const auto number = [&](std::string_view name) {
    const law::ParameterValue* value = world.parameters->find(name, world.region, day);
    return value == nullptr ? 0 : static_cast<int>(value->value);
  };
  const int days = number("remedy.reconsideration_days"), months = number("remedy.suit_months");
  if (days > 0)
    told.notes.push_back(
        fmt::format("不服的，自送达起 {} 日，{} 前可以申请行政复议", days,
                    in_words(law::add_calendar_days(day, days, *world.calendar).day)));
  if (months > 0)
    told.notes.push_back(
        fmt::format("不服的，自送达起 {} 个月，{} "
                    "前可以起诉；不复议、不起诉又不履行的，以后可以申请法院强制执行",
                    months, in_words(law::add_months(day, months, *world.calendar).day)));
}

std::string result_in_words(const Reading& reading) {
  if (reading.status == ClockStatus::no_term) return "没有期限";
  if (!reading.due) return fmt::format("暂停中，还剩 {}", reading.left.value_or(0));
  if (reading.due_at) return fmt::format("应于 {} 前", china_minute(*reading.due_at));
  return fmt::format("应于 {} 前", in_words(*reading.due));
}

std::string basis_in_words(const Clock& clock, const law::Instruments& instruments) {
  if (clock.term.kind == TermKind::local)
    return fmt::format("当地参数 {}，没有全国统一的数", clock.term.parameter);
  if (clock.basis.instrument.empty()) return "挂牌、方案的文书";
  const std::string article = law::in_chinese(clock.basis, instruments);
  return clock.basis.mark == law::Mark::text ? article : article + "（条号待核）";
}

}  // namespace

ClockExplanation explain(const Reading& reading, const Dossier& dossier, const World& world,
                         const law::Instruments& instruments) {
  const Clock& clock = *clock_of(reading.clock);
  ClockExplanation told;
  told.title = fmt::format("{}，{}", clock.chinese, length_in_words(reading, clock));
  told.start =
      "自 " + event_in_words(dossier.events[reading.start_event], reading.unit == ClockUnit::hours);
  if (clock.term.kind != TermKind::by_document && reading.unit != ClockUnit::hours) {
    told.start += reading.length == 0 ? "" : "起算，当日不计";
    tell_days(reading, *world.calendar, told);
  }
  tell_pauses(reading, told);
  tell_extension(reading, clock, dossier, told);
  tell_frozen(reading, told);
  if (reading.stop_event)
    told.notes.push_back("停于 " + event_in_words(dossier.events[*reading.stop_event],
                                                  reading.unit == ClockUnit::hours));
  tell_surcharge(reading, dossier, world, instruments, told);
  tell_remedies(reading, dossier, world, told);
  told.result = result_in_words(reading);
  told.certainty = reading.certainty == law::Certainty::firm
                       ? "确定"
                       : "暂定：所跨年份的放假通知还没有公布，公布后会重算";
  told.basis = basis_in_words(clock, instruments);
  return told;
}

}  // namespace qingxin::casework
