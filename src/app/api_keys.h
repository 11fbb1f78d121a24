// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/principal.h"
#include "app/field_fault.h"
#include "store/store.h"

namespace qingxin::app {

struct NewApiKey {
  access::UserId user{};  // on whose behalf it acts, with his role
  std::string label;      // what it is for
  access::Scope scope;    // at most his
  int days = 365;         // until it expires; at most so many
};
inline constexpr int kLongestApiKeyDays = 3 * 365;

// "label", "days", "scope" and what is in it.
FieldFault fault_of(const NewApiKey& asked);

struct AddedApiKey {
  store::ApiKey key;
  std::string secret;  // shown now and never again
};

// Errors: not_permitted, not_found, invalid_input (no label, days, a scope beyond the user's).
Result<AddedApiKey> add_api_key(const access::Principal& who, Instant now, store::Store& store,
                                store::IdMaker& ids, const NewApiKey& asked);
Result<std::vector<store::ApiKey>> list_api_keys(const access::Principal& who, Instant now,
                                                 store::Store& store, access::UserId user);
// Errors: not_permitted, not_found.
Result<void> revoke_api_key(const access::Principal& who, Instant now, store::Store& store,
                            access::UserId user, access::ApiKeyId key);

}  // namespace qingxin::app
