// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "oversight/record_words.h"

// The lives of the office's records, and what each kind says. Nothing else moves one.
namespace qingxin::oversight {

class Fields {
 public:
  constexpr Fields(std::initializer_list<Field> fields) {
    for (const Field field : fields) bits_ |= std::uint64_t{1} << static_cast<unsigned>(field);
  }
  constexpr bool has(Field field) const {
    return ((bits_ >> static_cast<unsigned>(field)) & 1U) != 0;
  }
  friend constexpr Fields operator|(Fields a, Fields b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  std::uint64_t bits_ = 0;
};

struct RecordMove {
  RecordKind kind;
  std::optional<RecordState> from;  // empty: there is no record yet
  RecordStep step;
  RecordState to;
  RecordActor by;
  Fields needs;  // that the event itself has to say
};

// Every move that there is, in the order in which a person would look for them.
std::span<const RecordMove> record_life();
// Nothing: refused.
const RecordMove* move_of(RecordKind kind, std::optional<RecordState> from, RecordStep step);

struct KindWords {
  RecordKind kind;
  std::string_view name;     // as commands and the interface write it: "self_inspection"
  std::string_view chinese;  // 企业自查
  Fields needs;              // that a record of it has from the beginning on
  Fields may_have;
  bool has_parent = false;  // it stands under another record
  bool has_lines = false;
  bool is_seen_by_addressee = false;  // also an enterprise, of its own
  bool is_public = false;             // the directory, what was published
};
struct StateWords {
  RecordState state;
  std::string_view name, chinese;
  bool is_open;
};
struct StepWords {
  RecordStep step;
  std::string_view name, chinese;
};
struct FieldWords {
  Field field;
  std::string_view name, chinese;
  FieldForm form;
};

const KindWords& words_of(RecordKind kind);
const StateWords& words_of(RecordState state);
const StepWords& words_of(RecordStep step);
const FieldWords& words_of(Field field);
std::string_view in_chinese(RecordActor actor);
// The names that a choice may have in this kind; empty: the field is no choice there.
std::span<const std::string_view> choices_of(RecordKind kind, Field field);
// "每周"; empty: no choice of the field has that name.
std::string_view choice_in_chinese(Field field, std::string_view name);

std::optional<RecordKind> kind_named(std::string_view name);
std::optional<RecordState> state_named(std::string_view name);
// By its name or its Chinese word.
std::optional<RecordStep> step_named(std::string_view name);
std::optional<Field> field_named(std::string_view name);

}  // namespace qingxin::oversight
