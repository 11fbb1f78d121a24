// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/principal.h"
#include "app/stored_data.h"
#include "store/store.h"

namespace qingxin::app {

struct RevealAsked {
  store::FieldAt field;
  store::RevealPurpose purpose{};
  std::string reason;   // at least five characters, at most 500
  std::int64_t id = 0;  // the client's, so that a repeat is one look; 0: made here
};

// A document number, phone or card in full. Who saw it, when and why is recorded before it is
// given. Errors: not_permitted, invalid_input (purpose, reason), not_found (also beyond his scope,
// and once the keys are destroyed).
Result<std::string> reveal_field(const access::Principal& who, Instant now, store::Store& store,
                                 store::IdMaker& ids, const RevealAsked& asked);

// Without blanks around it. Error: invalid_input (fewer than five characters, more than 500).
Result<std::string> checked_reason(std::string_view reason);

// What a report over stored facts shows in full, all at once.
struct RevealedAtOnce {
  std::string_view action;  // "reveal_report", "reveal_finding"
  std::int64_t projects = 0, findings = 0, people = 0;
  std::string reason;  // as checked_reason wants it
};

// Records it, once and before anything is shown: who, how much of it and why, and no number of a
// person. Errors: not_permitted, invalid_input (the reason), unavailable.
Result<void> note_revealed(const access::Principal& who, Instant now, const StoredData& data,
                           const RevealedAtOnce& shown);

}  // namespace qingxin::app
