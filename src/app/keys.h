// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "access/principal.h"
#include "app/stored_data.h"
#include "app/warning_desk.h"
#include "store/store.h"

namespace qingxin::app {

// Puts every key under the newest master key of the store and says how many they were. May be
// broken off and repeated; after it the older master keys open nothing.
Result<std::int64_t> rewrap_keys(const access::Principal& who, Instant now, store::Store& store);

// The end of a project's keys, in three steps by name: a person is told, a person agrees, it is
// done. Told and done only when its record term is over (app/record_term.h). After it nobody reads
// its document numbers, phones and cards again. Errors: not_permitted, not_found, conflict (the
// step before is missing; the term is not over).
Result<std::vector<store::KeyEnd>> list_key_ends(const access::Principal& who, Instant now,
                                                 store::Store& store, store::ProjectId after,
                                                 int limit);
Result<void> tell_key_end(const access::Principal& who, Moment moment, StoredData& data,
                          store::ProjectId project);
Result<void> agree_to_key_end(const access::Principal& who, Moment moment, StoredData& data,
                              store::ProjectId project);
Result<void> end_keys(const access::Principal& who, Moment moment, StoredData& data,
                      store::ProjectId project);

}  // namespace qingxin::app
