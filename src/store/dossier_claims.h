// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "access/principal.h"
#include "base/instant.h"
#include "store/dossiers.h"
#include "store/statements.h"
#include "store/vault.h"

// What the clues of a case claim together, at least: of one matter the most that any of them says,
// and no fewer than it names; of several matters their sum, as far as they say it. Counted over all
// clues of the case, whoever may see them, in the transaction that changes one.
namespace qingxin::store {

// Which dossiers are the clues of a case: those that were joined to it, those that were merged into
// these, and all of their matters that are in no other case. Of a clue: those merged into it.
// A condition for "IN"; `place` has the id of the case.
std::string clues_of(const std::string& place);

// The cases to which a clue was joined, or one into which it was merged.
std::set<DossierId> cases_over(Statements& statements, DossierId clue);

struct Claim {
  std::optional<int> people;  // nothing: nobody says it
  std::optional<Money> amount;
  int people_unsaid = 0, amounts_unsaid = 0;  // matters of which it is not said
};
Claim claim_of(Statements& statements, DossierId id);

// Whether a clue joins the case now: then whoever read it before comes second.
enum class Joins : unsigned char { no, now };

// Says in `subjects`, with the number of its facts, that the claim is another one now.
void claim_anew(Statements& statements, const Vault& vault, const access::Principal& who,
                Instant now, DossierId id, Joins joins, std::string& subjects);
// The same of every case that has a clue of the matter of that one.
void claim_anew_of(Statements& statements, const Vault& vault, const access::Principal& who,
                   Instant now, ClueId clue, std::string& subjects);

}  // namespace qingxin::store
