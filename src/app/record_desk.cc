// SPDX-License-Identifier: Apache-2.0
#include "app/record_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::RecordKind;
using oversight::RecordMove;
using oversight::RecordState;
using oversight::RecordStep;

tl::unexpected<Error> unknown(std::string_view what, std::string_view name,
                              std::string_view remedy) {
  return fail(ErrorCode::usage,
              fmt::format("没有{}「{}」；{}", what, shortened(printable(name), 40), remedy));
}

void add_word(std::string& words, std::string_view word) {
  words.append(words.empty() ? "" : "、").append(word);
}

bool has_step(RecordKind kind, RecordStep step) {
  return std::ranges::any_of(oversight::record_life(), [&](const RecordMove& move) {
    return move.kind == kind && move.step == step;
  });
}

bool has_field(RecordKind kind, Field field) {
  const oversight::KindWords& words = oversight::words_of(kind);
  return words.needs.has(field) || words.may_have.has(field);
}

}  // namespace

bool is_overdue(const store::KeptRecord& kept, Date today) {
  return kept.due && *kept.due < today;
}

std::string value_in_words(Field field, std::string_view value) {
  switch (oversight::words_of(field).form) {
    case oversight::FieldForm::money: {
      std::int64_t fen = 0;
      std::from_chars(value.data(), value.data() + value.size(), fen);
      return to_string(Money{fen}) + " 元";
    }
    case oversight::FieldForm::choice: {
      const std::string_view words = oversight::choice_in_chinese(field, value);
      return std::string{words.empty() ? value : words};
    }
    case oversight::FieldForm::lines:
    case oversight::FieldForm::prose: {
      std::string words;
      for (const char c : value) words += c == '\n' ? std::string{"；"} : std::string(1, c);
      return words;
    }
    case oversight::FieldForm::text:
    case oversight::FieldForm::day:
    case oversight::FieldForm::number:
    case oversight::FieldForm::phone:
    case oversight::FieldForm::code: break;
  }
  return std::string{value};
}

RecordStep first_step(RecordKind kind) {
  const auto found = std::ranges::find_if(oversight::record_life(), [&](const RecordMove& move) {
    return move.kind == kind && !move.from;
  });
  return found == oversight::record_life().end() ? RecordStep::recorded : found->step;
}

Result<RecordId> record_id_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error == std::errc{} && end == text.data() + text.size() && id > 0) return RecordId{id};
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是记录的编号，应是登记时给的那串数字", printable(text)));
}

Result<RecordKind> record_kind_in(std::string_view name) {
  if (const auto kind = oversight::kind_named(name)) return *kind;
  std::string all;
  for (std::size_t i = 1; i <= oversight::kRecordKinds; ++i) {
    const oversight::KindWords& words = oversight::words_of(static_cast<RecordKind>(i));
    if (words.chinese == name) return words.kind;
    add_word(all, words.name);
  }
  return unknown("记录种类", name, "有的是：" + all);
}

Result<RecordState> record_state_in(std::string_view name) {
  if (const auto state = oversight::state_named(name)) return *state;
  std::string all;
  for (std::size_t i = 1; i <= oversight::kRecordStates; ++i) {
    const oversight::StateWords& words = oversight::words_of(static_cast<RecordState>(i));
    if (words.chinese == name) return words.state;
    add_word(all, words.chinese);
  }
  return unknown("状态", name, "有的是：" + all);
}

Result<RecordStep> record_step_in(RecordKind kind, std::string_view name) {
  std::string all;
  for (std::size_t i = 1; i <= oversight::kRecordSteps; ++i) {
    const auto step = static_cast<RecordStep>(i);
    if (!has_step(kind, step)) continue;
    const oversight::StepWords& words = oversight::words_of(step);
    if (words.name == name || words.chinese == name) return step;
    add_word(all, words.chinese);
  }
  return unknown(fmt::format("{}的步骤", oversight::words_of(kind).chinese), name,
                 "有的是：" + all);
}

Result<Field> record_field_in(RecordKind kind, std::string_view name) {
  std::string all;
  for (std::size_t i = 1; i <= oversight::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (!has_field(kind, field)) continue;
    const oversight::FieldWords& words = oversight::words_of(field);
    if (words.name == name || words.chinese == name) return field;
    add_word(all, words.chinese);
  }
  return unknown(fmt::format("{}的字段", oversight::words_of(kind).chinese), name,
                 "有的是：" + all);
}

}  // namespace qingxin::app
