// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "access/audit.h"

namespace qingxin::wire {

// The outcome of holding the audit trail against its key.
void write_audit_json(const access::AuditReport& report, std::ostream& out);

}  // namespace qingxin::wire
