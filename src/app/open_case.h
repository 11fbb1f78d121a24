// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/case_desk.h"

namespace qingxin::app {

// How a case begins: somebody complained, or the authority found it by itself.
enum class CaseBegins : unsigned char { complaint, found };

// Of what a case is made: of clues, of a warning, or of what an officer found. What is empty is
// taken from them.
struct CaseOrder {
  DossierId id{};             // made by the client, so that a repeat is one case; 0: made here
  std::vector<ClueId> clues;  // all of them join it; none loses its people or its origin
  std::optional<store::WarningKey> warning;
  std::string reason;                // what was found; with clues and warnings it may be empty
  std::optional<CaseBegins> begins;  // empty: with clues a complaint, else found
  std::string project_code, region_code, industry, project_name, employer, employer_code;
  std::optional<casework::Funding> funding;
  std::optional<casework::MatterClass> matter_class;  // as confirmed by whoever opens it
};

struct CaseOpened {
  DossierId id{};
  store::Kept kept = store::Kept::now;
  std::vector<ClueId> joined;  // clues that joined it now
};

// Opens it together with the clues that join it: all of it is kept or nothing. Responsible is who
// was asked first for the first clue, else the body of whoever opens it. What was complained of
// counts from the day of the first complaint, not from when somebody opened the case. Errors:
// not_permitted, not_found, invalid_input (nothing that it could be made of), conflict (a clue or
// the warning has a case already: says which).
Result<CaseOpened> open_case(const access::Principal& who, Moment moment, const CaseDesk& desk,
                             const CaseOrder& order);

// A further clue of a case that there is: as its step, with what its people claim. Errors: as of
// record_step(), conflict (it is in a case; this one is concluded or cleared).
Result<store::Kept> join_clue(const access::Principal& who, Moment moment, const CaseDesk& desk,
                              ClueId clue, DossierId into);

}  // namespace qingxin::app
