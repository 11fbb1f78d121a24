// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "access/audit.h"
#include "store/store.h"

namespace qingxin::app {

// Holds the whole trail against its key. That it was done is no write and leaves no record.
Result<access::AuditReport> verify_audit(const access::Principal& who, store::Store& store,
                                         const std::function<void(std::int64_t)>& seen);

struct AuditLine {
  access::AuditRecord record;
  std::string reason;  // why somebody looked at what is sealed; empty: the record is of another act
};

// At most `limit`, after that number.
Result<std::vector<AuditLine>> read_audit(const access::Principal& who, store::Store& store,
                                          std::int64_t after, int limit);

}  // namespace qingxin::app
