// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "access/audit.h"
#include "app/audit.h"

namespace qingxin::wire {

// The outcome of holding the audit trail against its key.
void write_audit_json(const access::AuditReport& report, std::ostream& out);

// The same for api/openapi.yaml.
std::string audit_report_json(const access::AuditReport& report);
// At most `limit`; what is behind them tells that there are more.
std::string audit_json(const std::vector<app::AuditLine>& lines, int limit);

}  // namespace qingxin::wire
