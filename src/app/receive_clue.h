// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/clue_desk.h"

namespace qingxin::app {

// What somebody brings, by any channel. Nothing of it has to be there but something.
struct ClueBrought {
  std::string client_key;  // made by whoever sends it: a repeat is harmless; empty: none
  store::ClueOrigin origin;
  store::Reporting reporting = store::Reporting::named;
  access::UnitId asked{};  // the body that was asked; 0: the principal's
  store::ClueSaid said;
  std::string project_code;  // empty: not known
  bool wants_receipt = false;
  bool wants_notice = false;  // he agreed to be told by a short message that it was filed
  bool is_own = false;  // by whoever reports it himself: nothing of projects and others is told him
};

// What the printable proof of filing says. `sm3` is the hash of `lines`, each as "name\tvalue\n":
// it can be worked out again from the sheet; one of the lines is the SM3 of the text as it came.
struct ProofOfFiling {
  std::string code;  // "1234 5678 9012 3428": shown this once
  ClueId clue{};
  std::string body;  // who was asked
  std::vector<std::pair<std::string, std::string>> lines;
  std::string sm3;
};

struct ClueReceived {
  store::ClueAdded added;
  // What a person should look at: figures that cannot be what was meant, numbers that are wrong.
  // Nothing of it was refused.
  std::vector<std::string> remarks;
  std::vector<store::LikeClue> like;  // possibly the same matter, the likeliest first
  std::optional<ProofOfFiling> proof;
};

// Keeps what was said to the byte, and says what it may belong to. What a field cannot hold stands
// behind the text (settle_clue.h). Refused (invalid_input) is only what says nothing at
// all, text that is no UTF-8 or longer than store::kClueTextBytesMost, and more people than
// store::kCluePeopleMost; a project that is not known becomes a remark. Other errors:
// not_permitted, conflict (a key or number that stands for something else).
Result<ClueReceived> receive_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                                  ClueBrought brought);

// What the sheet says of a stored clue to whoever has the code of 16 digits.
ProofOfFiling proof_of(const store::WholeClue& whole, const std::string& digits,
                       const std::string& body);

// A new code for whoever lost his; the old one is of no more use. Errors: not_permitted, not_found.
Result<ProofOfFiling> new_receipt(const access::Principal& who, Moment moment, const ClueDesk& desk,
                                  ClueId clue);

}  // namespace qingxin::app
