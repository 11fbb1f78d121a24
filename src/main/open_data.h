// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/stored_data.h"

namespace qingxin {

// Opens stored data (app::OpenData). A folder that is not there is made for its owner's eyes only;
// one that others can look into is refused, unless it is empty: then it is closed to them.
Result<std::shared_ptr<app::StoredData>> open_data(const app::DataPlace& place, Instant now);

// The same database for somebody who waits no longer than `patience_ms`.
std::unique_ptr<store::Database> database_of(const app::DataPlace& place, int patience_ms);

}  // namespace qingxin
