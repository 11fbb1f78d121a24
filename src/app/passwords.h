// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "access/password.h"
#include "access/principal.h"
#include "store/store.h"

namespace qingxin::app {

// Ends his other sessions. Who has got hold of a session guesses the old one as slowly as if he
// signed in. Errors: not_signed_in (the old one is wrong), too_many_requests, invalid_input (the
// new one breaks a rule, or is the old one).
Result<void> change_password(const access::Principal& who, Instant now, store::Store& store,
                             std::string_view old_password, std::string_view new_password,
                             access::HashCost cost);

// A password for once, which is shown now and never again; his sessions end.
Result<std::string> reset_password(const access::Principal& who, Instant now, store::Store& store,
                                   access::UserId user, access::HashCost cost);

struct FirstAdministrator {
  std::string login, password;
};
// In a store that has no users: makes one that must change his password at his first sign-in. To be
// printed once. Nothing: there are users.
Result<std::optional<FirstAdministrator>> first_administrator(Instant now, store::Store& store,
                                                              store::IdMaker& ids,
                                                              access::HashCost cost);

}  // namespace qingxin::app
