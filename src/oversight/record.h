// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "oversight/record_life.h"
#include "oversight/record_words.h"

namespace qingxin::oversight {

// As access::UserId and access::UnitId number them; 0 is nobody.
enum class PersonId : std::int64_t {};
enum class BodyId : std::int64_t {};

// What a record says, by field; a field that is not there is not known. Days are "2026-11-23",
// numbers and money whole numbers (money in fen), lines are joined by "\n".
using Values = std::map<Field, std::string>;

// One line of a table inside of a record: an item of a checklist, a figure of a return, a prose
// block of a bulletin, an item of an assessment, one that was drawn.
struct Line {
  std::string item;    // what it is about: "gate", "answered_clues", "一、总体情况"
  std::string answer;  // what a person says: yes, no, not_applicable, a number, a text
  std::string told;    // what the data say of the same; empty: nothing
  std::string note;
  std::vector<std::string> photos;  // names and SM3 of stored files: "IMG_1.jpg 0123…"

  friend bool operator==(const Line&, const Line&) = default;
};

// Something that happened. Recorded once and never changed.
struct RecordEvent {
  std::string key;  // made by the client: the same again is harmless, another one is refused
  RecordStep step{};
  Instant at;          // when it happened
  Instant entered_at;  // when it was written down; by the server's clock
  RecordActor by{};
  PersonId person{};  // 0: the machine, the local operator
  BodyId for_body{};
  Values values;             // what it sets; an empty value takes a field away
  std::vector<Line> lines;   // what it sets, by item; the others stay
  std::optional<BodyId> to;  // addressed to from now on

  friend bool operator==(const RecordEvent&, const RecordEvent&) = default;
};

// Where a record belongs. Said when it is made; region and industry decide who sees it.
struct RecordFace {
  RecordKind kind{};
  std::int64_t parent = 0;   // of another record: a campaign, an inspection; 0: none
  std::string region_code;   // empty: of all that the installation is there for
  std::string industry;      // empty: of all
  BodyId owner{};            // whose record it is
  BodyId addressee{};        // 0: nobody
  std::int64_t project = 0;  // 0: of none
  std::int64_t dossier = 0;  // a case; 0: of none. Never told to an enterprise

  friend bool operator==(const RecordFace&, const RecordFace&) = default;
};

// A record as it stands, folded from its events by apply(), which alone changes it.
struct Record {
  RecordFace face;
  RecordState state{};
  Values values;
  std::vector<Line> lines;  // in the order in which they came
  std::vector<RecordEvent> events;

  friend bool operator==(const Record&, const Record&) = default;
};

// One step on; `before` empty: the record begins with the face; otherwise its own face holds.
// Errors: invalid_input (a field that the kind or the step does not have, one that is needed and
// missing, one that is not written as it must be: names the field, the value and how to write it;
// nobody is addressed where only he could go on; a moment in the future), not_permitted (not this
// actor's act, another body's, the same person where another is asked for), conflict (not from this
// state, earlier than the last step, the same key with other content). The same event again changes
// nothing.
Result<Record> apply(const std::optional<Record>& before, const RecordFace& face,
                     const RecordEvent& event, Instant now);

// The same record from its events alone, as they were kept. Error (conflict): no life has these
// steps; what was kept has been changed.
Result<Record> replay(const RecordFace& face, std::vector<RecordEvent> events);

// What a person could do next, in the order of the table.
std::vector<RecordMove> moves_from(RecordKind kind, std::optional<RecordState> from);

// Readings of a value. Nothing: the field is not there.
std::optional<Date> day_of(const Values& values, Field field);
std::optional<std::int64_t> number_of(const Values& values, Field field);
std::optional<Money> money_of(const Values& values, Field field);
std::string_view text_of(const Values& values, Field field);  // empty: it is not there
std::vector<std::string> lines_of(const Values& values, Field field);
// How a list names it: its name, heading, the first line of what it says, its firm, its scheme;
// empty: nothing of that is there.
std::string_view title_of(const Values& values);
const Line* find_line(const Record& record, std::string_view item);

// By when the record must have gone on; nothing: it has no deadline, or is past needing it.
std::optional<Date> due_of(const Record& record);
// The last moment at which it is in time: the hour of that day where one is set, else its end.
std::optional<Instant> due_at(const Record& record);
bool is_overdue(const Record& record, Date today);
// It is neither ended nor closed in whichever way.
bool is_open(const Record& record);

bool is_proposed_by_rule(const Record& record);  // an order that the program proposed
// Takes away what an enterprise is not told (kNeverToldToEnterprises). Of an order that a rule
// proposed its grounds too, with all that was said before it was issued: they count cases, and a
// case may betray who reported.
void withhold_from_enterprise(Record& record);
// The same of what a list says of a record, of which it is not known who proposed it: of no order
// its grounds.
void withhold_from_enterprise(RecordKind kind, Values& values);

// Whether the fields hold what the kind asks for; what is wrong, by name.
Result<void> check_values(RecordKind kind, const Values& values);

}  // namespace qingxin::oversight
