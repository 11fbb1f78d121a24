// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/case_desk.h"

// Something happened to a clue or a case: written down once, by whoever may.
namespace qingxin::app {

// A step as somebody tells it. Who he is, for whom he acts and when he wrote it down are not his to
// say.
struct StepOrder {
  Subject subject = Subject::case_file;
  std::int64_t dossier = 0;
  // Its step, number (0: the only strand that it can mean), moment (Instant{}: now), key (made by
  // the client: a repeat is harmless; empty: none) and details. Of 没收到 the link is the number of
  // the worker who says so, as the case counts him.
  Event event;
  std::optional<casework::Actor> by;  // as whose act; empty: the only one that he may
};

struct StepRecorded {
  Dossier dossier;
  std::vector<Step> followed;  // what the program did by itself after it
  store::Kept kept = store::Kept::now;
};

// An order and a penalty have the number of the paper that was written of the step; served is what
// has one. Errors: not_permitted (the role, another body's step, a call-back by who handled it, a
// query without a city's authority), usage (several actors could be meant), not_found,
// invalid_input (a detail is missing or wrong: says all that are missing; a key that the program
// keeps to itself; one of the team who cannot handle it), conflict (not from this state: says what
// can be done now; earlier than the last step; the key stood for something else; something open
// before an end; somebody else recorded a step meanwhile).
Result<StepRecorded> record_step(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 const StepOrder& order);

// What can be done next, as far as the tables say and whoever asks may write it down.
struct PossibleStep {
  Step step{};
  int number = 0;  // of the strand; 0: it would begin
  std::vector<casework::Actor> by;
  std::vector<casework::Detail> needs;
};
std::vector<PossibleStep> possible_steps(const StepWriter& writer, const Dossier& dossier);

// A step by its name ("order_served"), by the Chinese words where only one of the subject's steps
// has them ("立案"), or with its strand ("移送公安·立案"). Error: usage, with what could be meant.
Result<Step> step_named(Subject subject, std::string_view name);

}  // namespace qingxin::app
