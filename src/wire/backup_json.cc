// SPDX-License-Identifier: Apache-2.0
#include "wire/backup_json.h"

#include <boost/json.hpp>
#include <ostream>

namespace qingxin::wire {

namespace json = boost::json;

void write_backup_json(const app::Backup& backup, std::ostream& out) {
  json::array tables;
  for (const store::TableContent& table : backup.tables)
    tables.emplace_back(
        json::object{{"name", table.name}, {"rows", table.rows}, {"digest", table.digest}});
  out << json::serialize(json::object{{"program", backup.program},
                                      {"made_ms", backup.made.utc_ms},
                                      {"has_key", backup.has_key},
                                      {"rows", backup.rows()},
                                      {"tables", std::move(tables)}})
      << '\n';
}

}  // namespace qingxin::wire
