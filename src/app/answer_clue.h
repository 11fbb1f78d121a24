// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "app/record_step.h"

// A clue's life is steps of its dossier: 接收, 并入案件, 拟答复, 答复, 退回重拟 … They are written
// down by record_step(); here is what follows from what somebody does with the clue itself.
namespace qingxin::app {

// Begins the dossier of a clue that was kept: who was asked first is responsible from that moment
// on. Harmless where it has begun; a clue that came again and says otherwise has been asked again,
// or more was given.
Result<void> begin_clue_dossier(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                const store::WholeClue& clue, store::ClueKept kept);

// What a person decided about a clue, as steps of its dossier: its class, that it is one matter
// with another, that it is none. Who has no name (the local operator) leaves no such step.
Result<void> note_class_in_dossier(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, const store::WholeClue& clue);
Result<void> note_merge_in_dossier(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, ClueId clue, ClueId into,
                                   std::string_view why);
Result<void> note_apart_in_dossier(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, ClueId clue, std::string_view why);

// An answer as it is drafted: what it says, to how many people and about how much money.
struct ClueAnswer {
  ClueId clue{};
  std::string key;
  std::string text;
  std::optional<int> people;
  std::optional<Money> amount;
};
// The clue is received first where nobody has. Errors: as of record_step().
Result<StepRecorded> draft_answer(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                  const ClueAnswer& answer);

struct AnswerSent {
  ClueId clue{};
  std::string key;
  std::string document;  // the number of the answer
  std::optional<Instant> at;
};
// Approved and sent by somebody who did not handle the clue. Refused (conflict) while one of the
// six defects stands: each is named.
Result<StepRecorded> send_answer(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 const AnswerSent& sent);

}  // namespace qingxin::app
