// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "rules/wage_month.h"

namespace qingxin::rules {

// When somebody was there on one day, in minutes from its midnight. A night shift ends on the next
// day, past 1440.
struct Presence {
  bool has_times = false;
  int from = 0;
  int to = 0;
};

// -1: not given. Without both ends there are no times.
constexpr Presence presence(int first, int last) {
  constexpr int kMinutesOfDay = 24 * 60;
  if (first < 0 || last < 0) return {};
  return {.has_times = true, .from = first, .to = last < first ? last + kMinutesOfDay : last};
}

// Two presences of the same day. That one begins when the other ends is no overlap; where a time is
// not known, the same day is enough.
constexpr bool collide(const Presence& one, const Presence& other) {
  if (!one.has_times || !other.has_times) return true;
  return one.from < other.to && other.from < one.to;
}

// The days of one stay: the first and the last, both included.
struct StayDays {
  Date entered;
  std::optional<Date> left;  // empty: still there
};

constexpr std::optional<StayDays> overlap(const StayDays& one, const StayDays& other) {
  StayDays both{.entered = std::max(one.entered, other.entered), .left = one.left};
  if (!both.left || (other.left && *other.left < *both.left)) both.left = other.left;
  if (both.left && *both.left < both.entered) return std::nullopt;
  return both;
}

// Days on which one number was at the gate of two projects at the same time.
struct SeenTwice {
  int days = 0;
  Date first;
  bool has_times = false;  // on the first day: false when a time was not given there
  std::string elsewhere;   // the other project of the first day
};

// Two stays with two employers of one project, as far as they overlap.
struct EmployedTwice {
  std::string one, other;
  Date from;
  std::optional<Date> to;  // empty: still
};

// One document number, in all projects of the folder.
struct PersonOnRecord {
  bool has_roster_table = false;
  // False: no attendance table, and more than one project that he could have been seen on.
  bool is_attendance_known = false;
  std::vector<std::string> names;  // as written, without those that mean the same; sorted
  std::optional<SeenTwice> seen;
  std::optional<EmployedTwice> employed;
  bool is_left_known = true;  // false: two employers, and the roster has no column of leaving
};

// 保障农民工工资支付条例 15, 28: ledger and registration name one worker by one number.
// Cases: law/examples/gwy-724/015-L03.md
inline constexpr Rule kSingleIdentity{
    .id = "L03",
    .name = "人员重复或冲突",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 15, 2}, {"gwy-724", 28, 1}}},
    .next = "请有关单位核对证件、花名册和考勤，更正录错的一方",
    .formula =
        "一个证件号码登记了两个姓名，或者同一天在两个项目都有考勤而时间重叠（没有时间的，同一天即是"
        "），或者在一个项目的两个用工单位同时在册",
    .parameters = {{"attendance.valid_passes", "attendance.valid_hours"}}};

inline Judgement single_identity(const PersonOnRecord& person) {
  if (person.names.size() > 1 || person.seen || person.employed)
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (!person.has_roster_table) return missing_fact({"roster", ""});
  if (!person.is_left_known) return missing_fact({"roster", "left"});
  if (!person.is_attendance_known) return missing_fact({"attendance", ""});
  return complies();
}

inline std::string single_identity_because(const PersonOnRecord& person, const Judgement&) {
  std::string text;
  if (person.names.size() > 1)
    text = fmt::format("同一证件号码登记了 {} 个姓名：{}", person.names.size(),
                       fmt::join(person.names, "、"));
  const auto begin_next = [&] { text += text.empty() ? "" : "；"; };
  if (person.seen) {
    begin_next();
    text += fmt::format("{} 在本项目和「{}」都有考勤{}", to_string(person.seen->first),
                        person.seen->elsewhere,
                        person.seen->has_times ? "，进出时间重叠" : "（没有进出时间）");
    if (person.seen->days > 1) text += fmt::format("，这样的日子共 {} 天", person.seen->days);
  }
  if (person.employed) {
    begin_next();
    text += fmt::format("{} {}同时在「{}」和「{}」的花名册上", to_string(person.employed->from),
                        person.employed->to ? "至 " + to_string(*person.employed->to) + " " : "起",
                        person.employed->one, person.employed->other);
  }
  return text;
}

}  // namespace qingxin::rules
