// SPDX-License-Identifier: Apache-2.0
#include "law/calendar.h"

namespace qingxin::law {

namespace {

const YearNotice* notice_for(const std::map<int, YearNotice>& years, Date day) {
  const auto found = years.find(year_of(day));
  return found == years.end() ? nullptr : &found->second;
}

}  // namespace

DayAnswer Calendar::answer(Date day) const {
  const YearNotice* notice = notice_for(years_, day);
  const Certainty certainty = notice ? notice->certainty : Certainty::provisional;
  if (notice) {
    if (notice->make_up_days.contains(day)) return {DayKind::working, certainty, "调休上班"};
    const auto festival = notice->statutory.find(day);
    if (festival != notice->statutory.end()) return {DayKind::rest, certainty, festival->second};
    if (notice->days_off.contains(day)) return {DayKind::rest, certainty, "放假"};
  }
  if (iso_weekday(day) == 6) return {DayKind::rest, certainty, "周六"};
  if (iso_weekday(day) == 7) return {DayKind::rest, certainty, "周日"};
  return {DayKind::working, certainty, "工作日"};
}

bool Calendar::is_published_holiday(Date day) const {
  const YearNotice* notice = notice_for(years_, day);
  return notice && (notice->days_off.contains(day) || notice->statutory.contains(day));
}

bool Calendar::is_statutory(Date day) const {
  const YearNotice* notice = notice_for(years_, day);
  return notice && notice->statutory.contains(day);
}

bool Calendar::is_published(int year) const {
  const auto found = years_.find(year);
  return found != years_.end() && found->second.certainty == Certainty::firm;
}

}  // namespace qingxin::law
