// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "access/principal.h"
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

}  // namespace qingxin::app
