// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/stored_data.h"
#include "base/date.h"
#include "base/instant.h"
#include "law/law.h"

// What an administrator is asked when something is wrong, asked beforehand.
namespace qingxin::app {

enum class Health : std::uint8_t { good, worth_a_look, bad };

struct Symptom {
  Health health;
  std::string what;    // "数据文件夹的权限"
  std::string found;   // "700，只有自己能看"
  std::string remedy;  // empty: nothing to do
};

// Looks at the folder, the key, the database, its schema, room on the disk, the clock, what waits,
// the checks, the audit trail and the calendar; changes nothing. In the order in which they would
// be mended. Error: not_permitted.
Result<std::vector<Symptom>> examine(const access::Principal& who, const StoredData& data,
                                     const DataPlace& place, const law::Law& law, Instant now,
                                     Date today);

// The same of data that cannot be opened, and why: what can be seen of them from outside.
Result<std::vector<Symptom>> examine_unopened(const access::Principal& who, const DataPlace& place,
                                              const Error& why, const law::Law& law, Date today);

}  // namespace qingxin::app
