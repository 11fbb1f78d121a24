// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/register_query.h"

namespace qingxin::app {

using store::SavedView;
using store::ViewId;

struct ViewAsked {
  Register of{};
  std::string name;        // 1 to 40 characters
  std::string query;       // "channel=hotline&confirmed=false"
  bool is_shared = false;  // with his unit
};

// Keeps a filter under a name. The list itself says whether it takes the query. Errors:
// not_permitted, invalid_input (the name, the query, to share without a unit), conflict (the name
// stands for another query).
Result<SavedView> save_view(const access::Principal& who, Moment moment, store::Store& store,
                            store::IdMaker& ids, const ViewAsked& asked);

// His own and those of his unit, by name.
Result<std::vector<SavedView>> list_views(const access::Principal& who, store::Store& store,
                                          Register of);

// Of two that have the name his own is meant. Error: not_found, with the names that there are.
Result<SavedView> view_named(const access::Principal& who, store::Store& store, Register of,
                             std::string_view name);
// Error: not_found, also for one of another register.
Result<SavedView> view_of(const access::Principal& who, store::Store& store, Register of,
                          ViewId id);

// Errors: not_permitted (one that the unit shares, by who may not share), not_found.
Result<void> delete_view(const access::Principal& who, Moment moment, store::Store& store,
                         ViewId id);

}  // namespace qingxin::app
