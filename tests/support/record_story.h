// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "base/check.h"
#include "oversight/record.h"

// An office, a unit to which it addresses things, and what each step of a record says when nothing
// special is meant.
namespace qingxin::oversight::test {

inline constexpr BodyId kOffice{1}, kUnit{2}, kElsewhere{3};
inline constexpr PersonId kClerk{11}, kColleague{12}, kUnitClerk{21}, kLeader{31};
inline constexpr Date kDay = date(2026, 11, 23);  // a Monday

constexpr Instant china(Date day, int hour = 10) {
  return china_instant(day, hour * 60);
}
inline constexpr Instant kNow = china(date(2027, 12, 31));

// A value as the form of the field wants it.
inline std::string sample(RecordKind kind, Field field) {
  if (field == Field::year) return "2026";
  if (field == Field::from) return "2026-11-01";
  if (field == Field::until) return "2027-03-01";
  if (field == Field::take_down) return "2027-06-01";
  if (field == Field::officers) return "11\n12";
  switch (words_of(field).form) {
    case FieldForm::text: return "平川县";
    case FieldForm::prose: return "第一行\n第二行";
    case FieldForm::day: return "2026-11-23";
    case FieldForm::number: return "3";
    case FieldForm::money: return "180000";
    case FieldForm::choice: return std::string{choices_of(kind, field).front()};
    case FieldForm::lines: return "甲单位\n乙单位";
    case FieldForm::phone: return "0990-1234567 转 8001";
    case FieldForm::code: return "990123";
  }
  return {};
}

inline Values samples(RecordKind kind, const Fields& fields) {
  Values values;
  for (std::size_t i = 1; i <= kFields; ++i)
    if (fields.has(static_cast<Field>(i)))
      values[static_cast<Field>(i)] = sample(kind, static_cast<Field>(i));
  return values;
}

inline RecordFace face_of(RecordKind kind) {
  return {.kind = kind,
          .parent = words_of(kind).has_parent ? 7 : 0,
          .region_code = "990123",
          .owner = kOffice,
          .addressee = kUnit};
}

inline PersonId person_of(RecordActor by) {
  switch (by) {
    case RecordActor::organiser: return kClerk;
    case RecordActor::addressee: return kUnitClerk;
    case RecordActor::other: return kColleague;
    case RecordActor::leader: return kLeader;
    case RecordActor::machine: return PersonId{};
  }
  return {};
}

inline BodyId body_of(RecordActor by) {
  if (by == RecordActor::addressee) return kUnit;
  return by == RecordActor::machine ? BodyId{} : kOffice;
}

// A step with what it has to say; of one that begins a record, with what the record needs.
inline RecordEvent told(RecordKind kind, std::optional<RecordState> from, RecordStep step,
                        RecordActor by, Instant at = china(kDay)) {
  const RecordMove* move = move_of(kind, from, step);
  const Fields needs = move == nullptr ? Fields{} : move->needs;
  return {.step = step,
          .at = at,
          .entered_at = at,
          .by = by,
          .person = person_of(by),
          .for_body = body_of(by),
          .values = samples(kind, from ? needs : needs | words_of(kind).needs)};
}

// A record as it goes on; each step has to be one.
struct RecordStory {
  RecordKind kind;
  RecordFace face = face_of(kind);
  std::optional<Record> record;

  std::optional<RecordState> state() const {
    return record ? std::optional{record->state} : std::nullopt;
  }
  RecordEvent next(RecordStep step, RecordActor by, Instant at = china(kDay)) const {
    return told(kind, state(), step, by, at);
  }
  Result<Record> attempt(const RecordEvent& event) const {
    return apply(record, face, event, kNow);
  }
  // What was refused, and why; empty: nothing was.
  std::string refused(const RecordEvent& event, ErrorCode code) const {
    const Result<Record> after = attempt(event);
    if (after) return {};
    return after.error().code == code ? after.error().message
                                      : "另一种错误：" + after.error().message;
  }
  RecordStory& step(const RecordEvent& event) {
    Result<Record> after = attempt(event);
    check(after.has_value());
    record = *std::move(after);
    return *this;
  }
  RecordStory& step(RecordStep which, RecordActor by, Instant at = china(kDay)) {
    return step(next(which, by, at));
  }
};

}  // namespace qingxin::oversight::test
