// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace qingxin::store {

// What each engine reads instead of the common text. Literals and comments stay as they are.
//
// SQLite takes $1 for a name that it numbers by appearance, so it is given ?1; it knows BIGINT only
// as a wish, so a table is STRICT with INTEGER; it keeps a table in the order of its key; and its
// writers come one after the other, so that the FOR UPDATE of a query is left out.
std::string for_sqlite(std::string_view sql);
// PostgreSQL calls a BLOB a BYTEA.
std::string for_postgres(std::string_view sql);

}  // namespace qingxin::store
