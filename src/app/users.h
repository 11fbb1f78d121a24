// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/password.h"
#include "access/principal.h"
#include "app/field_fault.h"
#include "store/store.h"

namespace qingxin::app {

struct NewUser {
  std::string login, name;
  access::Role role{};
  access::UnitId unit{};
  access::Scope scope;
};

struct AddedUser {
  store::User user;
  std::string password;  // for once; shown now and never again
};

FieldFault fault_of(const NewUser& asked);

// Errors: not_permitted (also for a scope that reaches beyond that of who asks), invalid_input (the
// login, the scope, a role that does not sign in, an enterprise without a unit), not_found (the
// unit), conflict (the login is another one's).
Result<AddedUser> add_user(const access::Principal& who, Instant now, store::Store& store,
                           store::IdMaker& ids, const NewUser& asked, access::HashCost cost);

// At most `limit`, after that one; those whose scope lies in his.
Result<std::vector<store::User>> list_users(const access::Principal& who, Instant now,
                                            store::Store& store, access::UserId after, int limit);

// Errors: not_permitted, not_found (also beyond his scope).
Result<store::User> show_user(const access::Principal& who, Instant now, store::Store& store,
                              access::UserId user);

// Refused: oneself.
Result<void> disable_user(const access::Principal& who, Instant now, store::Store& store,
                          access::UserId user);
Result<void> enable_user(const access::Principal& who, Instant now, store::Store& store,
                         access::UserId user);

// One whom he may change. Errors: not_permitted, not_found.
Result<store::User> user_in_scope(const access::Principal& who, Instant now, store::Store& store,
                                  access::UserId user);

}  // namespace qingxin::app
