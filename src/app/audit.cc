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

Result<std::vector<AuditLine>> read_audit(const access::Principal& who, store::Store& store,
                                          std::int64_t after, int limit) {
  if (const auto may = permit(who, access::Action::see_audit); !may)
    return tl::unexpected(may.error());
  Result<std::vector<access::AuditRecord>> records = store.audit_trail().audit_after(after, limit);
  if (!records) return tl::unexpected(records.error());
  Result<std::vector<std::string>> reasons = store.audit_trail().reveal_reasons(*records);
  if (!reasons) return tl::unexpected(reasons.error());
  std::vector<AuditLine> lines;
  for (std::size_t i = 0; i < records->size(); ++i)
    lines.push_back({std::move((*records)[i]), std::move((*reasons)[i])});
  return lines;
}

}  // namespace qingxin::app
