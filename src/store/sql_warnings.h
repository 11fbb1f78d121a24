// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/transaction.h"
#include "store/warnings.h"

namespace qingxin::store {

// Over either engine. The schema must be there: SqlStore::open() brings it forward.
class SqlWarningStore : public WarningStore {
 public:
  // `database` must outlive this.
  explicit SqlWarningStore(Database& database) : sessions_(database) {}

  Result<Kept> keep_warning(const KeptWarning& after, int before,
                            std::span<const WarningRecord> steps) override;
  Result<std::optional<KeptWarning>> warning(const WarningKey& key) override;
  Result<std::vector<KeptWarning>> warnings_of(ProjectId project) override;
  Result<std::vector<WarningRecord>> steps_of(const WarningKey& key) override;
  Result<std::optional<WarningRecord>> step_of_key(const WarningKey& key,
                                                   std::string_view client_key) override;
  Result<std::vector<KeptWarning>> warnings_after(const WarningFilter& filter,
                                                  const WarningKey& after, int limit) override;
  Result<std::vector<ProjectId>> projects_to_warn(ProjectId after, int limit) override;
  Result<std::optional<Date>> judged_on(ProjectId project) override;

 private:
  Result<void> transact(Intent intent, std::string_view what, const Work& work);

  Sessions sessions_;
};

}  // namespace qingxin::store
