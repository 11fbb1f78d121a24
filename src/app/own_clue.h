// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/receive_clue.h"
#include "casework/clock_table.h"
#include "casework/words.h"

namespace qingxin::app {

// What somebody reports by himself, without having signed in: by the code on the notice board of a
// site, which names the body that is asked. He gets a receipt. What others said is not told to him.
// Paced by address, as look_up_clue() is. Errors: those of receive_clue(), not_found (a body that
// takes no clues), too_many_requests.
Result<ClueReceived> report_own_clue(Moment moment, const ClueDesk& desk, ClueBrought brought,
                                     std::string_view address);

// What whoever reported is told by his code: his own clue, how far it is, until when the office has
// to do something and what it answered, and of nobody else's anything. No name, no number and no
// word of what was reported is in it: a code that was found tells nothing about a person.
struct OwnClue {
  ClueId clue{};
  std::string body;  // who was asked
  Instant arrived, entered;
  casework::Channel channel{};
  std::optional<casework::MatterClass> confirmed;
  int clues_of_matter = 0;                 // how many say the same
  std::optional<casework::State> state;    // nothing: nobody has begun
  std::optional<casework::ClockId> clock;  // the next deadline of the office, and its day
  std::optional<Date> due;
  std::optional<Date> answered;
  std::string answer;               // of the office, once it was sent
  std::optional<int> satisfaction;  // what he said of it, 1 to 5
};

// By the code of the receipt, as people type it. Guesses are slowed by address as sign-in is
// (access/sign_in_pace.h): a whole site may look from one address in one evening. Errors:
// invalid_input (no code, by its check digits; costs nothing), not_found, too_many_requests.
Result<OwnClue> look_up_clue(Moment moment, const ClueDesk& desk, std::string_view code,
                             std::string_view address);

// One question, once, after the answer: how satisfied he is, 1 to 5. The same again changes
// nothing. Paced and refused as look_up_clue() is; conflict: there is no answer yet, or he said
// otherwise.
Result<OwnClue> rate_own_clue(Moment moment, const ClueDesk& desk, std::string_view code, int stars,
                              std::string_view address);

// The proof of filing of his own clue, for him to print again; the code stays as it is. Paced and
// refused as look_up_clue() is.
Result<ProofOfFiling> own_proof(Moment moment, const ClueDesk& desk, std::string_view code,
                                std::string_view address);

}  // namespace qingxin::app
