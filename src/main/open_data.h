// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/stored_data.h"

namespace qingxin {

// Opens stored data (app::OpenData). Where they may be made, a folder that is not there is made for
// its owner's eyes only; one that others can look into is refused, unless it is empty: then it is
// closed to them.
Result<std::shared_ptr<app::StoredData>> open_data(const app::DataPlace& place,
                                                   app::DataIntent intent, Instant now);

// Puts stored data under a new master key and says how many keys that were. The key file has both
// until all is done; broken off, it goes on the next time. A program that runs meanwhile has to be
// started anew.
Result<std::int64_t> rotate_keys(const app::DataPlace& place, Instant now);

// A database alone, be it empty (app::OpenDatabase).
Result<std::unique_ptr<store::Database>> open_database(const app::DataPlace& place);

// The same database for somebody who waits no longer than `patience_ms`.
std::unique_ptr<store::Database> database_of(const app::DataPlace& place, int patience_ms);

}  // namespace qingxin
