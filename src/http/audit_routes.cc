// SPDX-License-Identifier: Apache-2.0
#include "http/audit_routes.h"

#include "app/audit.h"
#include "http/routes.h"
#include "wire/audit_json.h"

namespace qingxin::http {

using wire::Outcome;

Outcome<Response> answer_audit(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> after = id_cursor_of(request);
  if (!after) return tl::unexpected(after.error());
  return answered(app::read_audit(request.who, *api.data.store, *after, *limit + 1),
                  [&](const std::vector<app::AuditLine>& records) {
                    return wire::audit_json(records, *limit);
                  });
}

Outcome<Response> answer_audit_verification(const Request& request, Api& api) {
  return answered(app::verify_audit(request.who, *api.data.store, {}), wire::audit_report_json);
}

}  // namespace qingxin::http
