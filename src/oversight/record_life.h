// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
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
  friend constexpr bool operator==(const Fields&, const Fields&) = default;

 private:
  std::uint64_t bits_ = 0;
};
// Whatever the kind has.
inline constexpr Fields kEveryField = [] {
  Fields every{};
  for (std::size_t i = 1; i <= kFields; ++i) every = every | Fields{static_cast<Field>(i)};
  return every;
}();
// Who reported is read from nothing that leaves the office: of no record does an enterprise see
// these.
inline constexpr Fields kNeverToldToEnterprises{Field::source, Field::case_number};

class RecordActors {
 public:
  constexpr RecordActors(std::initializer_list<RecordActor> actors) {
    for (const RecordActor actor : actors) bits_ |= 1U << static_cast<unsigned>(actor);
  }
  constexpr bool has(RecordActor actor) const {
    return ((bits_ >> static_cast<unsigned>(actor)) & 1U) != 0;
  }
  friend constexpr bool operator==(const RecordActors&, const RecordActors&) = default;

 private:
  std::uint32_t bits_ = 0;
};

// What a step may do with the lines of a record.
enum class LineAct : unsigned char { none, add, write };

struct RecordMove {
  RecordKind kind;
  std::optional<RecordState> from;  // empty: there is no record yet
  RecordStep step;
  RecordState to;
  RecordActors by;
  Fields needs;                   // that the event itself has to say
  Fields may_say = {};            // and may say besides; of these those that the kind has
  LineAct lines = LineAct::none;  // whoever answers for a record does not rewrite what it asked
};

// Every move that there is, in the order in which a person would look for them.
std::span<const RecordMove> record_life();
// Nothing: refused.
const RecordMove* move_of(RecordKind kind, std::optional<RecordState> from, RecordStep step);
// Whether it can go on only by an act of the unit to which it is addressed.
bool waits_for_addressee(RecordKind kind, RecordState state);
// The step that gives a record its number; nothing: records of this kind have none.
std::optional<RecordStep> numbered_by(RecordKind kind);
// Whether an enterprise sees a record that is addressed to it: not before it is told. An
// unannounced inspection, a proposal, a hazard that nobody was given yet are the office's own.
bool is_told_to_addressee(RecordKind kind, RecordState state);
// Whether anybody sees it: the directory as it stands, what is exposed as long as it is.
bool is_told_to_all(RecordKind kind, RecordState state);

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
