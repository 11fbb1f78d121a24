// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "store/ids.h"
#include "store/store.h"
#include "store/transaction.h"

namespace qingxin::store {

struct StoreSettings {
  // Turns a document number into the number of a person, the same wherever he works. Kept apart
  // from the database, and for as long as it: with another key everybody would be somebody else.
  std::string person_key;
  unsigned node = 0;
};

// The store over either engine.
class SqlStore : public Store {
 public:
  // Brings the schema forward. Refused: a key that is not the one the database began with.
  // `database` must outlive the store.
  static Result<std::unique_ptr<SqlStore>> open(Database& database, StoreSettings settings,
                                                Instant now);

  Result<Kept> add_unit(const Unit& unit) override;
  Result<Kept> add_batch(const NewBatch& batch, const book::Facts& facts) override;
  Result<BatchId> batch_of_key(UnitId unit, std::string_view client_key, BatchId fresh) override;
  Result<Kept> use_batch(BatchId batch, Instant now) override;
  Result<Kept> withdraw_batch(BatchId batch, Instant now) override;
  Result<Batch> batch(BatchId batch) override;
  Result<std::vector<BatchId>> batches_after(BatchId batch, int limit) override;
  Result<std::vector<Reject>> rejects_of(BatchId batch) override;
  Result<std::vector<ProjectId>> projects_of(BatchId batch) override;
  Result<ProjectId> project_named(std::string_view code) override;
  Result<std::string> code_of(ProjectId project) override;
  Result<std::vector<ProjectId>> projects_after(ProjectId project, int limit) override;
  Result<std::vector<ProjectId>> neighbours_of(std::span<const ProjectId> projects) override;
  Result<std::vector<KnownAccount>> accounts_in_force() override;
  Result<std::vector<std::string>> project_codes() override;
  Result<World> world(Date as_of, std::optional<BatchId> preview) override;
  Result<book::Facts> facts_of(std::span<const ProjectId> projects,
                               std::optional<BatchId> preview) override;
  Result<std::vector<BatchId>> unchecked_batches() override;
  Result<Kept> mark_checked(BatchId batch, RunId run, Instant now) override;
  Result<std::vector<ProjectId>> projects_due(Date as_of, std::string_view world) override;
  Result<std::optional<Date>> judged_until() override;
  Result<std::vector<FindingChange>> record_findings(ProjectId project, const FindingRun& run,
                                                     std::span<const FindingState> found) override;
  Result<std::vector<FindingState>> open_findings(ProjectId project) override;
  Result<std::vector<FindingEvent>> history_of(ProjectId project,
                                               std::string_view finding_id) override;

 private:
  SqlStore(Database& database, StoreSettings settings)
      : sessions_(database), person_key_(std::move(settings.person_key)), ids_(settings.node) {}

  // Runs the work in a transaction; an error says what could not be done.
  Result<void> transact(Intent intent, std::string_view what, const Work& work);
  PersonId person(std::string_view id_number) const;
  // The ids of facts.projects, which are made where there are none.
  Result<std::vector<ProjectId>> know_projects(const book::Facts& facts, Instant now);
  Result<void> put_links(const book::Facts& facts, std::span<const ProjectId> projects);
  Result<void> put_facts(const NewBatch& batch, const book::Facts& facts,
                         std::span<const ProjectId> projects);

  Sessions sessions_;
  std::string person_key_;
  IdMaker ids_;
};

}  // namespace qingxin::store
