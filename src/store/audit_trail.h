// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "access/audit.h"
#include "base/result.h"

namespace qingxin::store {

// The records of who did what, to be read and to be held against the key. They are written by
// every other call of the store, in its transaction.
class AuditTrail {
 public:
  virtual ~AuditTrail() = default;

  // Something that was done and writes nothing itself, as a backup.
  virtual Result<void> note(const access::AuditEntry& entry) = 0;
  // At most `limit`, after that number.
  virtual Result<std::vector<access::AuditRecord>> audit_after(std::int64_t number, int limit) = 0;
  // Why those of them that are a look at what is sealed were done, one for each; empty: the record
  // is of something else. The trail itself holds nobody's words.
  virtual Result<std::vector<std::string>> reveal_reasons(
      std::span<const access::AuditRecord> records) = 0;
  // All of them, in one state of the database and little memory. `seen` is told from time to time
  // how many that were.
  virtual Result<access::AuditReport> verify_audit(
      const std::function<void(std::int64_t)>& seen) = 0;
};

}  // namespace qingxin::store
