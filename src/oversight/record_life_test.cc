// SPDX-License-Identifier: Apache-2.0
#include "oversight/record_life.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "tests/support/record_story.h"

namespace qingxin::oversight {
namespace {

using test::face_of;
using test::kNow;
using test::told;
using K = RecordKind;
using S = RecordState;
using T = RecordStep;
using A = RecordActor;

std::vector<RecordKind> all_kinds() {
  std::vector<RecordKind> kinds;
  for (std::size_t i = 1; i <= kRecordKinds; ++i) kinds.push_back(static_cast<RecordKind>(i));
  return kinds;
}

A first_of(const RecordActors& actors) {
  for (std::size_t i = 1; i <= kRecordActors; ++i)
    if (actors.has(static_cast<A>(i))) return static_cast<A>(i);
  return {};
}

// A record of that kind put into that state, whether or not its life leads there.
std::optional<Record> standing_in(RecordKind kind, std::optional<RecordState> state) {
  if (!state) return std::nullopt;
  const RecordMove begin = moves_from(kind, std::nullopt).front();
  Record record = *apply(std::nullopt, face_of(kind),
                         told(kind, std::nullopt, begin.step, first_of(begin.by)), kNow);
  record.state = *state;
  return record;
}

using Done = std::set<std::tuple<RecordKind, std::optional<RecordState>, RecordStep>>;

void walk(RecordKind kind, const std::optional<Record>& before, RecordStep step, Done& done) {
  const std::optional<RecordState> from = before ? std::optional{before->state} : std::nullopt;
  const RecordMove* move = move_of(kind, from, step);
  for (std::size_t i = 1; i <= kRecordActors; ++i) {
    const auto by = static_cast<A>(i);
    const Result<Record> after = apply(before, face_of(kind), told(kind, from, step, by), kNow);
    const std::string where = std::string{words_of(kind).name} + " " +
                              std::string{from ? words_of(*from).name : "-"} + " " +
                              std::string{words_of(step).name} + " " + std::string{in_chinese(by)};
    if (move == nullptr) {
      ASSERT_FALSE(after) << where;
      EXPECT_EQ(after.error().code, ErrorCode::conflict) << where;
      EXPECT_NE(after.error().message.find("现在可以"), std::string::npos) << where;
    } else if (!move->by.has(by)) {
      ASSERT_FALSE(after) << where;
      EXPECT_EQ(after.error().code, ErrorCode::not_permitted) << where;
    } else {
      ASSERT_TRUE(after) << where << " " << after.error().message;
      EXPECT_EQ(after->state, move->to) << where;
      EXPECT_EQ(after->events.size(), before ? before->events.size() + 1 : 1) << where;
      done.insert({kind, from, step});
    }
  }
}

// Every kind with every state, every step and every actor. Who is in no row is refused as not
// permitted, what is in no row as a conflict.
TEST(RecordLife, IsWhatTheTableSaysForEveryKindStateStepAndActor) {
  Done done;
  for (const RecordKind kind : all_kinds())
    for (std::size_t state = 0; state <= kRecordStates; ++state) {
      const bool is_begun = state != 0;
      const std::optional<Record> before =
          standing_in(kind, is_begun ? std::optional{static_cast<S>(state)} : std::nullopt);
      for (std::size_t step = 1; step <= kRecordSteps; ++step)
        walk(kind, before, static_cast<T>(step), done);
    }
  EXPECT_EQ(done.size(), record_life().size());
}

// What can be reached of a kind, and from which states it can end.
std::set<RecordState> reached_of(RecordKind kind) {
  std::set<RecordState> reached;
  for (std::size_t before = reached.size() + 1; before != reached.size();) {
    before = reached.size();
    for (const RecordMove& move : record_life())
      if (move.kind == kind && (!move.from || reached.contains(*move.from)))
        reached.insert(move.to);
  }
  return reached;
}

TEST(RecordLife, LeavesNoDeadEndNoOrphanAndNoStepUnused) {
  std::set<RecordStep> used;
  std::set<RecordState> all;
  Done once;
  for (const RecordMove& move : record_life()) {
    EXPECT_TRUE(once.insert({move.kind, move.from, move.step}).second)
        << words_of(move.kind).name << " " << words_of(move.step).name;
    used.insert(move.step);
  }
  for (const RecordKind kind : all_kinds()) {
    const std::set<RecordState> reached = reached_of(kind);
    all.insert(reached.begin(), reached.end());
    for (const RecordMove& move : record_life()) {
      const bool is_reached = move.kind != kind || !move.from || reached.contains(*move.from);
      EXPECT_TRUE(is_reached) << words_of(kind).name << " " << words_of(move.step).name;
    }
    for (const RecordState state : reached) {
      // What was used may still be corrected: by whoever reported it.
      const bool may_be_corrected = state == S::accepted && kind != K::self_inspection;
      EXPECT_EQ(!moves_from(kind, state).empty(), words_of(state).is_open || may_be_corrected)
          << words_of(kind).name << " " << words_of(state).name;
    }
    EXPECT_FALSE(moves_from(kind, std::nullopt).empty()) << words_of(kind).name;
  }
  EXPECT_EQ(used.size(), kRecordSteps);
  EXPECT_EQ(all.size(), kRecordStates);
}

TEST(RecordLife, AsksOnlyForFieldsThatTheKindHas) {
  for (const RecordMove& move : record_life()) {
    const KindWords& kind = words_of(move.kind);
    const std::string where = std::string{kind.name} + " " + std::string{words_of(move.step).name};
    for (std::size_t i = 1; i <= kFields; ++i) {
      const auto field = static_cast<Field>(i);
      const bool has_field = kind.needs.has(field) || kind.may_have.has(field);
      EXPECT_TRUE(has_field || !move.needs.has(field)) << where << " " << words_of(field).name;
      EXPECT_FALSE(kind.needs.has(field) && kind.may_have.has(field)) << words_of(field).name;
    }
    EXPECT_TRUE(kind.has_lines || move.lines == LineAct::none) << where;
  }
}

// Whoever answers for a record does not move its deadline nor say who looks at it.
TEST(RecordLife, LeavesTheQuestionToTheOrganiser) {
  for (const RecordMove& move : record_life()) {
    if (!move.by.has(A::addressee) || !move.from) continue;
    for (const Field field : {Field::until, Field::due_hour, Field::officers, Field::source,
                              Field::basis, Field::case_number, Field::way})
      EXPECT_FALSE(move.may_say.has(field) || move.needs.has(field))
          << words_of(move.kind).name << " " << words_of(move.step).name << " "
          << words_of(field).name;
  }
}

TEST(RecordLife, SignsAndApprovesWithoutChangingWhatIsSigned) {
  for (const RecordMove& move : record_life()) {
    if (move.step != T::signed_ && move.step != T::approved && move.step != T::published) continue;
    EXPECT_EQ(move.lines, LineAct::none) << words_of(move.kind).name;
    for (const Field field : {Field::content, Field::subject, Field::firm, Field::from})
      EXPECT_FALSE(move.may_say.has(field)) << words_of(move.kind).name;
  }
  EXPECT_TRUE(moves_from(K::bulletin, S::signed_).empty());
  EXPECT_TRUE(moves_from(K::draw, S::closed).empty());
}

TEST(RecordLife, HasNamesThatAreFoundAgain) {
  std::set<std::string_view> names, chinese;
  for (const RecordKind kind : all_kinds()) {
    EXPECT_EQ(words_of(kind).kind, kind);
    EXPECT_EQ(kind_named(words_of(kind).name), kind);
    EXPECT_TRUE(names.insert(words_of(kind).name).second);
    EXPECT_TRUE(chinese.insert(words_of(kind).chinese).second);
  }
  for (std::size_t i = 1; i <= kRecordStates; ++i) {
    const auto state = static_cast<RecordState>(i);
    EXPECT_EQ(words_of(state).state, state);
    EXPECT_EQ(state_named(words_of(state).name), state);
  }
  for (std::size_t i = 1; i <= kRecordSteps; ++i) {
    const auto step = static_cast<RecordStep>(i);
    EXPECT_EQ(words_of(step).step, step);
    EXPECT_EQ(step_named(words_of(step).name), step);
    EXPECT_EQ(step_named(words_of(step).chinese), step);
  }
  for (std::size_t i = 1; i <= kFields; ++i) {
    const auto field = static_cast<Field>(i);
    EXPECT_EQ(words_of(field).field, field);
    EXPECT_EQ(field_named(words_of(field).name), field);
  }
  EXPECT_FALSE(kind_named("nothing"));
  EXPECT_FALSE(state_named("nothing"));
  EXPECT_FALSE(step_named("nothing"));
  EXPECT_FALSE(field_named("nothing"));
}

TEST(RecordLife, HasChoicesForEveryFieldThatIsOne) {
  for (const RecordKind kind : all_kinds())
    for (std::size_t i = 1; i <= kFields; ++i) {
      const auto field = static_cast<Field>(i);
      const bool has_field = words_of(kind).needs.has(field) || words_of(kind).may_have.has(field);
      const bool is_choice = words_of(field).form == FieldForm::choice;
      EXPECT_EQ(!choices_of(kind, field).empty(), has_field && is_choice)
          << words_of(kind).name << " " << words_of(field).name;
      for (const std::string_view name : choices_of(kind, field))
        EXPECT_FALSE(choice_in_chinese(field, name).empty()) << name;
    }
  EXPECT_EQ(choice_in_chinese(Field::way, "interview"), "约谈");
  EXPECT_EQ(choice_in_chinese(Field::festival_rhythm, "daily"), "每日");
  EXPECT_EQ(choice_in_chinese(Field::way, "daily"), "");
  EXPECT_EQ(choice_in_chinese(Field::name, "weekly"), "");
}

TEST(RecordLife, NumbersWhatLeavesTheHouse) {
  EXPECT_EQ(numbered_by(K::order), T::issued);
  EXPECT_EQ(numbered_by(K::bulletin), T::signed_);
  EXPECT_EQ(numbered_by(K::inspection), T::planned);
  EXPECT_EQ(numbered_by(K::exposure), T::published);
  EXPECT_FALSE(numbered_by(K::task));
  for (const RecordKind kind : all_kinds()) {
    const std::optional<RecordStep> step = numbered_by(kind);
    if (!step) continue;
    const auto gives = std::ranges::count_if(record_life(), [&](const RecordMove& move) {
      return move.kind == kind && move.step == *step;
    });
    EXPECT_EQ(gives, 1) << words_of(kind).name;
    EXPECT_TRUE(words_of(kind).may_have.has(Field::number)) << words_of(kind).name;
  }
}

TEST(RecordLife, TellsAnEnterpriseNothingBeforeItIsTold) {
  EXPECT_FALSE(is_told_to_addressee(K::inspection, S::planned));
  EXPECT_FALSE(is_told_to_addressee(K::inspection, S::under_way));
  EXPECT_FALSE(is_told_to_addressee(K::inspection, S::cancelled));
  EXPECT_TRUE(is_told_to_addressee(K::inspection, S::rectifying));
  EXPECT_FALSE(is_told_to_addressee(K::order, S::proposed));
  EXPECT_FALSE(is_told_to_addressee(K::order, S::dropped));
  EXPECT_TRUE(is_told_to_addressee(K::order, S::issued));
  EXPECT_FALSE(is_told_to_addressee(K::hazard, S::open));
  EXPECT_TRUE(is_told_to_addressee(K::hazard, S::rectifying));
  EXPECT_TRUE(is_told_to_addressee(K::task, S::open));
  EXPECT_TRUE(is_told_to_addressee(K::self_inspection, S::draft));
  for (const RecordKind kind : {K::contact, K::violation, K::sign, K::exposure, K::bulletin,
                                K::assessment, K::draw, K::weights})
    for (std::size_t i = 1; i <= kRecordStates; ++i)
      EXPECT_FALSE(is_told_to_addressee(kind, static_cast<RecordState>(i))) << words_of(kind).name;
  EXPECT_TRUE(kNeverToldToEnterprises.has(Field::source));
  EXPECT_TRUE(kNeverToldToEnterprises.has(Field::case_number));
  EXPECT_FALSE(kNeverToldToEnterprises.has(Field::content));
}

TEST(RecordLife, TellsEverybodyTheDirectoryAndWhatIsExposedAsLongAsItIs) {
  for (const RecordKind kind : all_kinds())
    for (std::size_t i = 1; i <= kRecordStates; ++i) {
      const auto state = static_cast<RecordState>(i);
      const bool is_public = (kind == K::directory && state == S::standing) ||
                             (kind == K::exposure && state == S::published);
      EXPECT_EQ(is_told_to_all(kind, state), is_public)
          << words_of(kind).name << " " << words_of(state).name;
    }
}

TEST(RecordLife, KnowsWhenOnlyTheAddresseeCanGoOn) {
  EXPECT_TRUE(waits_for_addressee(K::task, S::open));
  EXPECT_TRUE(waits_for_addressee(K::order, S::issued));
  EXPECT_FALSE(waits_for_addressee(K::order, S::proposed));
  EXPECT_TRUE(waits_for_addressee(K::violation, S::handed_over));
  EXPECT_FALSE(waits_for_addressee(K::violation, S::open));
  EXPECT_FALSE(waits_for_addressee(K::hazard, S::rectifying));  // the office may say it for him
}

}  // namespace
}  // namespace qingxin::oversight
