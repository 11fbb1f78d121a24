// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "casework/warning_life.h"
#include "law/calendar.h"
#include "law/period.h"

namespace qingxin::casework {

// By when an answer is due, and by which calendar that was counted: it stays as it was written.
struct WarningDue {
  Date day;
  law::Certainty certainty = law::Certainty::firm;
  std::string calendar;  // the version of the law data

  friend bool operator==(const WarningDue&, const WarningDue&) = default;
};

// What is wrong, as the pack drew it on a day.
struct WarningBulk {
  int level = 0;  // as rules::Severity: 0 is the gravest
  int people = 0;
  int months = 0;
  std::optional<Money> amount;
  std::vector<std::string> findings;  // ids, ascending

  friend bool operator==(const WarningBulk&, const WarningBulk&) = default;
};

// A warning as it stands. Changed by apply() alone.
struct Warning {
  WarningPhase phase = WarningPhase::waiting;
  WarningBulk bulk;
  std::string rung;  // of the pack's ladder
  WarningDue due;
  bool has_run_out = false;  // the last rung's deadline passed
  // While it stands still: what was left of the term, in the unit of the rung.
  std::optional<int> left;
  int version = 0;  // how many steps it has made

  friend bool operator==(const Warning&, const Warning&) = default;
};

// The ladder, as far as a warning asks: what the pack says about rungs.
struct LadderRung {
  std::string id;
  law::Period term;
  std::string next;  // empty: the last
  int height = 0;    // the longer the way to it, the higher
};

struct WarningClock {
  const law::Calendar* calendar;
  std::string version;  // of the law data
};

// What happened. Which of these are used is said by the step.
struct WarningEvent {
  WarningStep step = WarningStep::raised;
  Date today;
  WarningBulk bulk = {};  // with steps that facts make
  std::string rung = {};  // with raised, graver, reopened, climbed: where it stands from now on
  WarningActor by = WarningActor::receiver;  // with answered: the receiver, or a party
};

// How long a reviewer may look at an answer: set by the program, after it the warning climbs.
inline constexpr law::Period kReviewTerm{5, law::Unit::working_days, law::Roll::none};

// One step on. Error: conflict, for a step that the life does not have, with what there is instead.
Result<Warning> apply(const std::optional<Warning>& before, const WarningEvent& event,
                      std::span<const LadderRung> ladder, const WarningClock& clock);

// When facts or the day have something to say about a warning, the next step; nothing: none. To be
// asked until it has none. `drawn` is what the pack draws now (empty: nothing), `first` the rung on
// which such a warning begins.
struct Drawn {
  std::optional<WarningBulk> bulk;
  std::string first;
  bool needs_person = false;  // the matter is cleared by a person
};
std::optional<WarningEvent> next_step(const std::optional<Warning>& warning, const Drawn& drawn,
                                      Date today, std::span<const LadderRung> ladder);
// The rung after one whose deadline has passed; nothing: it has not.
std::optional<WarningEvent> climb(const Warning& warning, Date today,
                                  std::span<const LadderRung> ladder);

}  // namespace qingxin::casework
