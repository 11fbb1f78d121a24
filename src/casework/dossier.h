// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "casework/case_life.h"
#include "casework/clock_table.h"
#include "casework/clue_life.h"
#include "casework/shared_life.h"
#include "casework/words.h"
#include "law/calendar.h"
#include "law/parameters.h"

namespace qingxin::casework {

// As access::UserId and access::UnitId number them; 0 is nobody.
enum class PersonId : std::int64_t {};
enum class BodyId : std::int64_t {};

// A date as a paper wrote it down: it stays so whatever calendars say later.
struct Frozen {
  ClockId clock{};
  Date day;
  law::Certainty certainty = law::Certainty::firm;
  std::string calendar;  // the version of the law data

  friend bool operator==(const Frozen&, const Frozen&) = default;
};

struct AttachedPaper {
  PolicePaper kind{};
  std::string document;      // or, when there is none:
  std::string none_because;  // why

  friend bool operator==(const AttachedPaper&, const AttachedPaper&) = default;
};

// Something that happened. Recorded once and never changed. Which details a step needs is said by
// kStepWords; others may be given too and are kept.
struct Event {
  std::string key;  // made by the client: the same event again is harmless, another one refused
  Step step{};
  int number = 0;      // which one of its strand: 1, 2 …; of a strand that begins, 0
  Instant at;          // when it happened
  Instant entered_at;  // when it was written down; by the server's clock
  Actor by{};
  PersonId person{};  // who did it, or wrote down what somebody without an account did
  BodyId for_body{};  // for whom that person acts

  std::string reason, document, route, legal_aid, heard;
  std::optional<Date> day;
  std::optional<BodyId> body;
  std::optional<Money> amount, base;
  std::optional<int> people, satisfaction;
  std::optional<PersonId> assignee;
  std::vector<PersonId> team;
  std::vector<std::string> photos;  // ids of stored files
  std::vector<AttachedPaper> papers;
  std::optional<std::int64_t> link;  // id of a clue or case
  std::optional<Venue> venue;
  std::optional<Channel> channel;
  std::optional<MatterClass> matter_class;
  std::optional<Outcome> outcome;
  std::optional<ConclusionGround> ground;
  std::optional<Measure> measure;
  std::vector<Frozen> frozen;  // filled in by apply()

  friend bool operator==(const Event&, const Event&) = default;
};

struct StrandState {
  Strand strand{};
  int number = 1;
  State state{};
  Instant since;  // of the last step

  friend bool operator==(const StrandState&, const StrandState&) = default;
};

// 卷: a clue or a case as it stands, folded from its events by apply(), which alone changes it.
struct Dossier {
  Subject subject = Subject::clue;
  std::vector<StrandState> strands;  // in the order in which they began
  BodyId first_asked{}, owner{};
  std::optional<BodyId> offered_to;
  std::vector<BodyId> co_handlers;
  std::optional<PersonId> assignee;
  std::optional<MatterClass> matter_class;
  std::optional<Channel> channel;
  std::vector<std::int64_t> links;  // the cases a clue was joined to, the clue it was merged into
  std::vector<PersonId> handlers;   // who handled it: none of them calls back or approves
  std::vector<Event> events;        // all of them; their count is the version

  friend bool operator==(const Dossier&, const Dossier&) = default;
};

// What the world says, for a step and for a reading.
struct World {
  Instant now;
  const law::Calendar* calendar = nullptr;
  std::string calendar_version;  // of the law data
  const law::Parameters* parameters = nullptr;
  std::string region;  // code of the district of the dossier
};

struct EndFacts;

// One step on. Errors: invalid_input (a detail is missing, a moment in the future, another
// subject's step, outside what the law allows), not_permitted (not this actor's step, not the
// responsible body, a call-back by who handled it), conflict (not from this state, earlier than the
// last step of its strand, the same key with other content, something open before an end). The
// same event again changes nothing. `facts`: what an answer and the two ends are held against.
Result<Dossier> apply(const std::optional<Dossier>& before, Subject subject, const Event& event,
                      const World& world, const EndFacts& facts);

// The same dossier from its events alone, as they were kept, with their frozen dates: nothing is
// judged again. Error (conflict): no life has these steps; what was kept has been changed.
Result<Dossier> replay(Subject subject, std::vector<Event> events);

// Keys that the program makes for steps of its own: no client may take one before it does.
bool is_program_key(std::string_view key);

// What the machine does next by itself, to be applied until there is nothing: "没收到" opens both
// ends again.
std::optional<Event> follow_up(const Dossier& dossier, Instant now);

// The tables: the move of a subject; nothing: refused.
const Move* move_of(Subject subject, std::optional<State> from, Step step);
// Every move of a subject, for pages and tests.
std::vector<Move> life_of(Subject subject);

const StrandState* find_strand(const Dossier& dossier, Strand strand, int number);
// Of a strand of which there is only one; nothing: it has not begun.
std::optional<State> state_of(const Dossier& dossier, Strand strand);
bool has_any_in(const Dossier& dossier, State state);

// The details that the step of an event lacks.
std::vector<Detail> missing_details(const Event& event);

// 劳动保障监察条例 26: of `base`, half (a broken fen counts as a whole one) to the whole.
struct ExtraRange {
  Money least, most;
};
ExtraRange extra_compensation(Money base);

}  // namespace qingxin::casework
