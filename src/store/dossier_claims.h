// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "access/principal.h"
#include "base/instant.h"
#include "store/dossiers.h"
#include "store/statements.h"
#include "store/vault.h"

// What the clues of a case claim together: of one matter the most that any of them says, of several
// matters their sum; where one matter does not say it, nobody claims it. Counted over all clues of
// the case, whoever may see them, in the transaction that changes one.
namespace qingxin::store {

// Says in `subjects`, with the number of its facts, that the claim is another one now.
void claim_anew(Statements& statements, const Vault& vault, const access::Principal& who,
                Instant now, DossierId id, std::string& subjects);
// The same of every case that has a clue of the matter of that one.
void claim_anew_of(Statements& statements, const Vault& vault, const access::Principal& who,
                   Instant now, ClueId clue, std::string& subjects);

}  // namespace qingxin::store
