// SPDX-License-Identifier: Apache-2.0
#include "app/audit.h"

#include "app/permit.h"

namespace qingxin::app {

Result<access::AuditReport> verify_audit(const access::Principal& who, store::Store& store,
                                         const std::function<void(std::int64_t)>& seen) {
  if (const auto may = permit(who, access::Action::verify_audit); !may)
    return tl::unexpected(may.error());
  return store.audit_trail().verify_audit(seen);
}

Result<std::vector<access::AuditRecord>> read_audit(const access::Principal& who,
                                                    store::Store& store, std::int64_t after,
                                                    int limit) {
  if (const auto may = permit(who, access::Action::see_audit); !may)
    return tl::unexpected(may.error());
  return store.audit_trail().audit_after(after, limit);
}

}  // namespace qingxin::app
