// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "access/audit.h"
#include "access/principal.h"
#include "store/clues.h"
#include "store/dossiers.h"
#include "store/ids.h"
#include "store/outbox.h"
#include "store/papers.h"
#include "store/records.h"
#include "store/registers.h"
#include "store/statements.h"
#include "store/store.h"
#include "store/transaction.h"
#include "store/vault.h"
#include "store/warnings.h"

namespace qingxin::store {

struct StoreSettings {
  // Turns a document number into the number of a person, the same wherever he works. A new database
  // keeps it, under the master key; an old one has its own and does not look at this.
  std::string person_key;
  unsigned node = 0;
  // Kept apart from the database; all its keys are under the last one. Empty: one that is made of
  // the person key.
  std::vector<access::Key> masters = {};
};

class Delivery;
class MonthsTold;
class Tokens;
struct PlacedLink;
struct ReadyPart;

// What all handles on a store have in common.
struct SqlCore {
  SqlCore(Database& database, const StoreSettings& settings);

  Sessions sessions;
  IdMaker ids;
  Vault vault;
};

// The store over either engine.
class SqlStore : public Store,
                 public Accounts,
                 public AuditTrail,
                 public SealedFields,
                 public WarningStore,
                 public OutboxStore,
                 public ClueStore,
                 public DossierStore,
                 public PaperStore,
                 public RegisterStore,
                 public RecordStore {
 public:
  // Brings the schema forward, and seals what an earlier version kept in clear. Refused: a key that
  // is not the one the database began with. `database` must outlive the store, which acts for the
  // local operator until it is asked to act for somebody.
  static Result<std::unique_ptr<SqlStore>> open(Database& database, StoreSettings settings,
                                                Instant now);

  std::unique_ptr<Store> acting_for(const access::Principal& who, Instant now) override;
  Accounts& accounts() override { return *this; }
  AuditTrail& audit_trail() override { return *this; }
  SealedFields& sealed_fields() override { return *this; }
  WarningStore& warnings() override { return *this; }
  OutboxStore& outbox() override { return *this; }
  ClueStore& clues() override { return *this; }
  DossierStore& dossiers() override { return *this; }
  PaperStore& papers() override { return *this; }
  RegisterStore& registers() override { return *this; }
  RecordStore& records() override { return *this; }

  Result<Kept> add_unit(const Unit& unit) override;
  Result<void> add_units(std::span<const Unit> units) override;
  Result<Unit> unit(UnitId id) override;
  Result<std::vector<Unit>> units_after(UnitId id, int limit) override;
  Result<Kept> add_batch(const NewBatch& batch, const book::Facts& facts) override;
  Result<Kept> add_batch(const NewBatch& batch, book::PartedFacts& facts) override;
  Result<std::vector<FileInForce>> files_in_force(UnitId unit,
                                                  std::span<const std::string> names) override;
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
  Result<std::vector<ProjectLine>> project_lines_after(const ProjectFilter& filter,
                                                       ProjectId project, int limit) override;
  Result<std::vector<ProjectFirm>> project_firms(std::string_view region) override;
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
  Result<std::vector<FindingLine>> findings_after(const FindingFilter& filter, ProjectId project,
                                                  std::string_view finding_id, int limit) override;

  Result<void> add_unit_member(UnitId group, UnitId member) override;
  Result<std::vector<UnitId>> units_of_group(UnitId group) override;
  Result<void> add_user(const User& user, std::string_view password_hash) override;
  Result<User> user(access::UserId id) override;
  Result<std::optional<User>> user_named(std::string_view login) override;
  Result<std::vector<User>> users_after(access::UserId id, int limit) override;
  Result<std::string> password_hash_of(access::UserId id) override;
  Result<void> set_password(access::UserId id, std::string_view hash, bool must_change,
                            access::SessionId kept, Instant now) override;
  Result<void> set_user_state(access::UserId id, UserState state, Instant now) override;
  Result<void> begin_session(const Session& session, std::string_view token_hash) override;
  Result<std::optional<Session>> session_of(std::string_view token_hash) override;
  Result<std::vector<Session>> sessions_of(access::UserId user) override;
  Result<void> note_seen(access::SessionId id, Instant now) override;
  Result<void> end_session(access::SessionId id, Instant now) override;
  Result<void> add_api_key(const ApiKey& key, std::string_view key_hash) override;
  Result<std::optional<ApiKey>> api_key_of(std::string_view key_hash) override;
  Result<std::vector<ApiKey>> api_keys_of(access::UserId user) override;
  Result<void> revoke_api_key(access::ApiKeyId id, Instant now) override;
  Result<access::Failures> failures_of(access::PaceOf pace, std::string_view subject) override;
  Result<access::Failures> note_failure(access::PaceOf pace, std::string_view subject,
                                        Instant now) override;
  Result<void> forgive_failure(access::PaceOf pace, std::string_view subject) override;
  Result<void> forgive_all(access::PaceOf pace, std::string_view subject) override;
  Result<void> note_usual_place(std::string_view subject, Instant now) override;
  Result<std::int64_t> forget_failures(Instant before) override;
  Result<void> record_failed_sign_in(access::UserId user, Instant now) override;

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

  Result<ClueAdded> add_clue(const NewClue& clue) override;
  Result<Kept> add_clue_origin(ClueId clue, const ClueOrigin& origin) override;
  Result<WholeClue> whole_clue(ClueId clue) override;
  Result<std::vector<CluePerson>> people_of_clue(ClueId clue) override;
  Result<void> note_clue_reveal(ClueId clue, std::int64_t reveal_id, RevealPurpose purpose,
                                std::string_view reason) override;
  Result<std::vector<KeptClue>> clues_before(const ClueFilter& filter, ClueId before,
                                             int limit) override;
  Result<std::vector<KeptClue>> clues_saying(std::string_view query, const ClueFilter& filter,
                                             ClueId before, int limit) override;
  Result<std::vector<LikeClue>> clues_like(ClueId clue) override;
  Result<Kept> merge_clues(ClueId into, ClueId clue, std::string_view why) override;
  Result<Kept> take_clue_apart(ClueId clue, std::string_view why) override;
  Result<Kept> confirm_clue(ClueId clue, casework::MatterClass matter_class,
                            const ChangeClue& change_clue) override;
  Result<void> set_receipt(ClueId clue, std::string_view code, std::string_view hash) override;
  Result<std::vector<ReceiptFound>> receipts_like(std::string_view code) override;

  Result<Kept> keep_dossiers(std::span<const DossierChange> changes) override;
  Result<WholeDossier> whole_dossier(DossierId id) override;
  Result<std::optional<WholeDossier>> find_dossier(DossierId id) override;
  Result<std::vector<FoldedDossier>> folded(std::span<const DossierId> ids) override;
  Result<std::vector<ClueId>> clues_without_dossier(ClueId after, int limit) override;
  Result<std::vector<KeptDossier>> dossiers_before(const DossierFilter& filter, DossierId before,
                                                   int limit) override;
  Result<std::vector<KeptDossier>> dossiers_after(const DossierFilter& filter, DossierId after,
                                                  int limit) override;
  Result<std::int64_t> count_dossiers(const DossierFilter& filter) override;
  Result<Satisfaction> satisfaction(const DossierFilter& filter) override;
  Result<std::vector<KeptDossier>> joined_to(DossierId id) override;
  Result<std::optional<WholeDossier>> case_of(DossierId clue) override;
  Result<std::vector<casework::CaseRow>> case_rows(const DossierFilter& filter,
                                                   Date as_of) override;
  Result<std::vector<casework::ClueRow>> clue_rows(const DossierFilter& filter) override;
  Result<int> count_open_findings(ProjectId project, std::string_view rules, int verdict) override;
  Result<std::vector<DossierMark>> dossier_marks(const DossierFilter& filter) override;
  Result<std::vector<ProofUse>> uses_of_proof(std::string_view proof) override;
  Result<void> note_dossier_reveal(DossierId id, std::int64_t reveal_id, RevealPurpose purpose,
                                   std::string_view reason) override;
  Result<std::vector<ReminderNote>> reminders_of(DossierId id) override;
  Result<Kept> note_reminder(DossierId id, const casework::Reminder& reminder) override;
  Result<std::vector<EscalationNote>> escalations_of(DossierId id) override;
  Result<Kept> note_escalation(DossierId id, std::string_view rule, casework::Rung rung) override;
  Result<std::vector<RedatingNote>> redatings_of(DossierId id) override;
  Result<Kept> note_redatings(DossierId id, std::span<const casework::Redating> redatings,
                              std::string_view calendar_before, std::string_view calendar) override;
  Result<std::vector<casework::EscalationRule>> escalation_rules() override;
  Result<Kept> set_escalation_rules(std::span<const casework::EscalationRule> rules) override;
  Result<std::string> calendar_counted_by() override;
  Result<void> note_calendar(std::string_view version) override;

  Result<Kept> add_notice(const NewNotice& notice) override;
  Result<std::optional<ClaimedNotice>> claim_notice(std::int64_t claim, Instant now,
                                                    Instant lease_end) override;
  Result<Kept> note_delivery(NoticeId id, std::int64_t claim, const outbox::NextStep& step,
                             const outbox::Delivery& delivery) override;
  Result<KeptNotice> notice(NoticeId id) override;
  Result<std::vector<KeptNotice>> notices_after(const NoticeFilter& filter, NoticeId after,
                                                int limit) override;
  Result<void> retry_notice(NoticeId id, Instant first) override;
  Result<Kept> call_off(NoticeId id) override;
  Result<Kept> stop_receiver(outbox::ChannelKind kind, std::string_view to,
                             std::string_view why) override;
  Result<Kept> allow_receiver(outbox::ChannelKind kind, std::string_view to) override;
  Result<std::vector<StoppedReceiver>> stopped_receivers(std::string_view after_mark,
                                                         int limit) override;
  Result<Kept> add_contact(const Contact& contact) override;
  Result<Kept> end_contact(ContactId id) override;
  Result<std::vector<Contact>> contacts_of(UnitId unit) override;
  Result<std::vector<BodyContact>> contacts_of_bodies() override;
  Result<std::vector<UnitId>> parties_of(ProjectId project) override;
  Result<std::vector<NotedReminder>> reminders_since(Instant noted) override;
  Result<std::vector<NotedEscalation>> escalations_since(Instant fired) override;

  Result<PaperIssued> issue_paper(const NewPaper& paper) override;
  Result<KeptPaper> paper(PaperId id) override;
  Result<PaperForms> paper_forms(PaperId id) override;
  Result<std::vector<KeptPaper>> papers_of(DossierId dossier) override;
  Result<std::vector<KeptPaper>> papers_before(UnitId unit, PaperId before, int limit) override;
  Result<Kept> add_service(PaperId id, std::string_view client_key,
                           const casework::Service& service) override;
  Result<Kept> void_paper(PaperId id, std::string_view reason) override;
  Result<Kept> save_view(const SavedView& view) override;
  Result<std::vector<SavedView>> views(Register of) override;
  Result<SavedView> view(ViewId id) override;
  Result<void> delete_view(ViewId id) override;
  Result<Export> begin_export(const NewExport& asked) override;
  Result<void> end_export(ExportId id, std::int64_t rows, std::string_view sm3) override;
  Result<std::vector<Export>> exports_before(const ExportFilter& filter, ExportId before,
                                             int limit) override;

  Result<Kept> keep_records(std::span<const RecordChange> changes) override;
  Result<WholeRecord> whole_record(RecordId id) override;
  Result<std::vector<KeptRecord>> records_before(const RecordFilter& filter, RecordId before,
                                                 int limit) override;
  Result<std::int64_t> count_records(const RecordFilter& filter) override;
  Result<std::vector<KeptRecord>> public_records(oversight::RecordKind kind,
                                                 std::string_view region, Date today,
                                                 int limit) override;
  Result<Kept> freeze_text(RecordId id, std::string_view text) override;
  Result<FrozenText> frozen_text(RecordId id) override;
  Result<Kept> keep_file(RecordId id, const RecordFile& file) override;
  Result<RecordFile> file_of(RecordId id, std::string_view form) override;
  Result<Kept> record_figures(const ProjectFigures& figures) override;
  Result<std::vector<ProjectFigures>> figures_after(Date as_of,
                                                    std::optional<Instant> recorded_before,
                                                    std::span<const Month> months,
                                                    std::string_view region, ProjectId after,
                                                    int limit) override;

  Result<void> note(const access::AuditEntry& entry) override;
  Result<std::vector<access::AuditRecord>> audit_after(std::int64_t number, int limit) override;
  Result<std::vector<std::string>> reveal_reasons(
      std::span<const access::AuditRecord> records) override;
  Result<access::AuditReport> verify_audit(const std::function<void(std::int64_t)>& seen) override;

  Result<std::string> reveal(const Reveal& reveal, Instant now) override;
  Result<void> note_report_reveal(const ReportReveal& reveal, Instant now) override;
  Result<std::int64_t> rewrap_keys(Instant now) override;
  Result<std::vector<KeyEnd>> key_ends_after(ProjectId project, int limit) override;
  Result<void> tell_key_end(ProjectId project, Instant now) override;
  Result<void> agree_to_key_end(ProjectId project, Instant now) override;
  Result<void> end_keys(ProjectId project, Instant now) override;

 private:
  SqlStore(std::shared_ptr<SqlCore> core, access::Principal who, Instant now)
      : core_(std::move(core)), who_(std::move(who)), now_(now), ids_(core_->ids) {}

  // Runs the work in a transaction; an error says what could not be done. What is written is
  // recorded in the audit trail, in these words if nothing better is said.
  Result<void> transact(Intent intent, std::string_view what, const Work& work);
  Result<void> transact(const access::AuditEntry& entry, Instant at, std::string_view what,
                        const Work& work);
  using Steps = std::function<void(Statements&)>;
  Result<void> look(std::string_view what, const Steps& steps);
  Result<void> change(const access::AuditEntry& entry, Instant at, std::string_view what,
                      const Steps& steps);
  // For counters and times that say nothing of what people do.
  Result<void> change_unrecorded(std::string_view what, const Steps& steps);

  // A row of the table `reveal`. Says whether it was not there yet.
  struct RevealRow {
    ProjectId place{};  // the project, or the clue whose keys stand there
    std::int64_t id = 0;
    std::string_view token;
    std::int64_t kind = 0;
    RevealPurpose purpose{};
    std::string_view reason;
  };
  std::int64_t put_reveal(Statements& statements, const RevealRow& row, Instant now);

  bool covers(Statements& statements, ProjectId project) const;
  void require_whole(Statements& statements) const;
  // A project of which only units of the scope have told anything so far.
  bool is_new(Statements& statements, ProjectId project) const;
  bool is_own(UnitId unit) const;
  bool is_own(Statements& statements, BatchId batch) const;
  // Refuses, as if it was not there, what the scope does not cover.
  void require_covered(Statements& statements, ProjectId project);
  // With `preview` also one of which nothing is known but what units of the scope delivered.
  void require_readable(Statements& statements, ProjectId project, std::optional<BatchId> preview);
  void require_batch(Statements& statements, BatchId batch);
  // That he may change what is in force of all of whom the batch speaks.
  void require_writable(Statements& statements, BatchId batch);
  // Where projects lie and who their parties are, for whoever may not change it: enterprises. A
  // project that was moved would be gone from the eyes of those who watch over it.
  struct Standing {
    std::string place;  // empty: it has none yet
    std::set<std::string> parties;
  };
  using Standings = std::map<ProjectId, Standing>;
  Standings standings_of(Statements& statements, std::span<const ProjectId> projects);
  // After it came into force: that these projects are his, still, and stand where they stood.
  void require_kept_covered(Statements& statements, std::span<const ProjectId> projects,
                            const Standings& before);
  void require_unit(Statements& statements, UnitId unit);
  // Refuses a clue that he may not see; as not_found, as if it was not there.
  void require_clue(Statements& statements, ClueId clue, ErrorCode otherwise);
  // The same of a dossier.
  void require_dossier(Statements& statements, DossierId id);
  // After clues joined cases or left those in which they were.
  void follow_joining(Statements& statements,
                      const std::map<DossierId, std::set<DossierId>>& joining,
                      const std::set<DossierId>& written, std::string& subjects);
  // The same of a record.
  void require_record(Statements& statements, RecordId id);
  bool sees(Statements& statements, RecordId id) const;
  // Refuses a view that is neither his nor of his unit.
  void require_view(Statements& statements, ViewId id);
  std::string pace_subject(std::string_view subject) const;
  PersonId person(std::string_view id_number) const;
  // Those that versions before 0010 kept in clear.
  Result<void> seal_words_of_queries(Connection& connection);
  // What versions before 0004 said of deliveries otherwise, or not yet.
  Result<void> tell_deliveries_anew();
  // The ids of facts.projects, which are made where there are none.
  Result<std::vector<ProjectId>> know_projects(const book::Facts& facts, Instant now);
  // Writes the parts one after the other, while the next one is made ready.
  Result<void> put_parts(const NewBatch& batch, book::PartedFacts& facts,
                         std::span<const ProjectId> projects, MonthsTold& told);
  Result<std::unique_ptr<ReadyPart>> ready_part(book::PartedFacts& facts,
                                                std::span<const ProjectId> projects) const;
  // The last step: from now on the batch waits.
  Result<Kept> complete(const NewBatch& batch, const MonthsTold& told);
  Result<void> put_links(const book::Facts& facts, std::span<const ProjectId> projects);
  Result<void> put_links(std::span<const PlacedLink> placed);
  Result<void> put_facts(const NewBatch& batch, const Delivery& delivery, Tokens& tokens);

  std::shared_ptr<SqlCore> core_;
  access::Principal who_;
  Instant now_;
  IdMaker& ids_;
};

}  // namespace qingxin::store
