// SPDX-License-Identifier: Apache-2.0
#include "app/stored_data.h"

namespace qingxin::app {

std::shared_ptr<StoredData> held_by(const access::Principal& who, Instant now,
                                    const StoredData& data) {
  auto held = std::make_shared<StoredData>();
  held->database = data.database;
  held->store = data.store->acting_for(who, now);
  held->ids = data.ids;
  held->master_key = data.master_key;
  held->folder = data.folder;
  return held;
}

std::shared_ptr<StoredData> seen_by(const access::Principal& who, const StoredData& data) {
  return held_by(who, Instant{}, data);
}

}  // namespace qingxin::app
