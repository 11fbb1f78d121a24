// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace qingxin::store {

// Of a unit ($1), a state ($2) and so many names ($3, …). It goes once over the batches and looks
// up the files of those of the unit: milliseconds for ten thousands.
inline std::string files_in_force_sql(std::size_t names) {
  std::string places;
  for (std::size_t i = 0; i < names; ++i)
    places.append(i == 0 ? "$" : ", $").append(std::to_string(i + 3));
  return "SELECT f.batch_id, f.file_no, f.table_no, f.name, b.used_ms FROM batch b"
         " JOIN batch_file f ON f.batch_id = b.batch_id WHERE b.unit_id = $1 AND b.state = $2"
         " AND f.corrected_by_batch_id IS NULL AND f.name IN (" +
         places + ")";
}

}  // namespace qingxin::store
