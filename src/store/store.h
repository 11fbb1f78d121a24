// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/principal.h"
#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "book/facts.h"
#include "book/parted_facts.h"
#include "store/accounts.h"
#include "store/audit_trail.h"
#include "store/finding_state.h"
#include "store/ids.h"
#include "store/sealed_fields.h"

namespace qingxin::store {

class ClueStore;
class DossierStore;
class PaperStore;
class OutboxStore;
class RecordStore;
class RegisterStore;
class WarningStore;

// Whether something was kept now, or had been already: a repeat is harmless.
enum class Kept : unsigned char { now, already };

// Stored: never renumbered.
enum class UnitKind : unsigned char {
  not_said = 0,
  office = 1,      // 治欠办
  authority = 2,   // 人社、住建、交通、水利、街道 …
  enterprise = 3,  // 建设单位、总包、分包
  bank = 4,
  group = 5,  // 集团公司
};

// Who delivers or supervises: a contractor, a bank, an office.
struct Unit {
  UnitId id;
  std::string name, credit_code, region_code;
  UnitKind kind = UnitKind::not_said;
  std::string industry = {};  // of an industry authority
  UnitId parent = {};         // the one above it; 0: none

  friend bool operator==(const Unit&, const Unit&) = default;
};

// The n-th file of a batch, from 0: Facts::files.
struct FileKey {
  BatchId batch;
  int file = 0;

  friend bool operator==(const FileKey&, const FileKey&) = default;
};

// A file of the batch that takes the place of one that is in force.
struct Correction {
  int file = 0;
  FileKey corrects;
};

struct NewBatch {
  BatchId id;
  UnitId unit;
  Instant received;
  std::string note;
  std::vector<Correction> corrections;
  std::string parameters = {};  // the text of the folder's 参数.toml; empty: it has none
};

enum class BatchState : unsigned char {
  receiving = 1,  // its facts are not all here
  waiting = 2,    // all here; can be looked at, used or withdrawn
  in_force = 3,
  withdrawn = 4,
};

struct BatchFile {
  book::FileRead read;
  std::optional<FileKey> corrects;
  std::optional<BatchId> corrected_by;
};

struct Batch {
  BatchId id;
  UnitId unit;
  std::string note;
  BatchState state;
  Instant received;
  std::optional<Instant> used, withdrawn;
  std::vector<BatchFile> files;
};

// How the name of a file ends that another unit delivered, to somebody who is not told its name.
inline constexpr std::string_view kOfOthers = "（其他单位报送）";

// A file whose facts count, for whoever delivers another one of its name.
struct FileInForce {
  FileKey key;
  std::string name;
  book::Table table;

  friend bool operator==(const FileInForce&, const FileInForce&) = default;
};

// An account and a project that registered it, as far as the facts in force say.
struct KnownAccount {
  std::string account, project;  // the project's code
};

// What counts for every project when any is judged.
struct World {
  std::vector<Month> months;    // of payroll, attendance and payments in force, ascending
  std::vector<Month> reported;  // of payroll and attendance
  std::string parameters;       // of the batch that came into force last and has any; empty: none

  friend bool operator==(const World&, const World&) = default;
};

// A row of a batch that could not be used.
struct Reject {
  int file = 0;
  std::uint32_t row = 0;
  std::string project;  // its code; empty: of no project or any
  std::string column, value, reason;
};

// Open findings of a project that have this verdict and severity: numbers as in FindingState.
struct OpenCount {
  int verdict = 0;
  int severity = 0;
  int count = 0;

  friend bool operator==(const OpenCount&, const OpenCount&) = default;
};

// A project as a list tells it.
struct ProjectLine {
  ProjectId id{};
  std::string code, name, region_code, industry;  // but for the code empty: no row of it in force
  std::optional<Date> as_of;                      // the day as of which it was judged last
  std::vector<OpenCount> open;

  friend bool operator==(const ProjectLine&, const ProjectLine&) = default;
};

// A project with its general contractor, as the row says that came into force last.
struct ProjectFirm {
  ProjectId project{};
  std::string code, name, region_code, industry;
  std::string firm, firm_code;  // empty: not known

  friend bool operator==(const ProjectFirm&, const ProjectFirm&) = default;
};

// Which projects are asked for. What is empty does not narrow.
struct ProjectFilter {
  std::optional<ProjectId> project;
  std::string region;  // a prefix
  std::string words;   // that the name or the code contains
};

// A finding as a list tells it.
struct FindingLine {
  ProjectId project{};
  std::string project_code, project_name;
  FindingState state;
  bool is_open = true;
  int version = 0;
};

// Which findings are asked for. What is empty does not narrow.
struct FindingFilter {
  std::optional<ProjectId> project;
  std::string id, rule;
  std::optional<int> verdict, severity;
  std::optional<int> is_open;  // 1 or 0
};

// What the product remembers, in its own words; what keeps it is an engine's affair. Every writing
// call takes the key that its client made: with the same content again it is harmless, with another
// one it is refused (conflict) and the message has both. After an error nothing is half-written
// that can be seen: the call may be repeated. Other errors: not_found, unavailable. For any number
// of threads.
class Store {
 public:
  virtual ~Store() = default;

  // The same store for one request: what is written is recorded as his, at that time; what lies
  // outside of his scope is not found, and in no list. It must not outlive this one. Only world()
  // and judged_until() tell of everything: months, parameters and a day, of no project.
  virtual std::unique_ptr<Store> acting_for(const access::Principal& who, Instant now) = 0;
  virtual Accounts& accounts() = 0;
  virtual AuditTrail& audit_trail() = 0;
  virtual SealedFields& sealed_fields() = 0;
  virtual WarningStore& warnings() = 0;
  virtual OutboxStore& outbox() = 0;
  virtual ClueStore& clues() = 0;
  virtual DossierStore& dossiers() = 0;
  virtual PaperStore& papers() = 0;
  virtual RegisterStore& registers() = 0;
  virtual RecordStore& records() = 0;

  virtual Result<Kept> add_unit(const Unit& unit) = 0;
  // All of them or none; harmless where some are there already.
  virtual Result<void> add_units(std::span<const Unit> units) = 0;
  virtual Result<Unit> unit(UnitId id) = 0;
  // At most `limit`, in the order of their ids, after that one; of those in the scope's districts.
  virtual Result<std::vector<Unit>> units_after(UnitId id, int limit) = 0;

  // Keeps all that was delivered, each row with its file and line. It waits: no check sees it until
  // it is used. The batch speaks for every project that facts.projects lists, also where a table
  // has no row of it; one that was not read from a file (source.row 0) is named and no fact.
  virtual Result<Kept> add_batch(const NewBatch& batch, const book::Facts& facts) = 0;
  // The same of facts that are not in memory all at once.
  virtual Result<Kept> add_batch(const NewBatch& batch, book::PartedFacts& facts) = 0;
  // This unit's files in force that have one of these names, in the order in which they came into
  // force.
  virtual Result<std::vector<FileInForce>> files_in_force(UnitId unit,
                                                          std::span<const std::string> names) = 0;
  // The batch that this unit's key stands for: `fresh`, unless the key stood for one before.
  virtual Result<BatchId> batch_of_key(UnitId unit, std::string_view client_key, BatchId fresh) = 0;
  // From now on its facts are in force, all at once, and those of the files that it corrects no
  // longer are; those stay as history. Refused: a batch that is not all here or was withdrawn, one
  // that corrects a file that is not in force, and one that speaks of a project that the scope does
  // not cover, before or afterwards; but a bank tells of accounts and payments of any project in
  // its districts.
  virtual Result<Kept> use_batch(BatchId batch, Instant now) = 0;
  // Refused when it is in force.
  virtual Result<Kept> withdraw_batch(BatchId batch, Instant now) = 0;

  virtual Result<Batch> batch(BatchId batch) = 0;
  // At most `limit`, in the order of their ids, after that one.
  virtual Result<std::vector<BatchId>> batches_after(BatchId batch, int limit) = 0;
  // Of a batch of another unit those of projects that the scope covers; what is of no project too
  // when it covers all of whom the batch speaks.
  virtual Result<std::vector<Reject>> rejects_of(BatchId batch) = 0;
  // Of whom the batch speaks, or spoke the files that it corrects: what has to be checked anew. Of
  // a batch of another unit those that the scope covers.
  virtual Result<std::vector<ProjectId>> projects_of(BatchId batch) = 0;
  virtual Result<ProjectId> project_named(std::string_view code) = 0;
  virtual Result<std::string> code_of(ProjectId project) = 0;
  // Those of which a batch in force speaks, at most `limit`, in the order of their ids, after that
  // one; and the codes of all of them, in order.
  virtual Result<std::vector<ProjectId>> projects_after(ProjectId project, int limit) = 0;
  virtual Result<std::vector<std::string>> project_codes() = 0;
  // The same as lists tell them, in the order of their ids, after that one.
  virtual Result<std::vector<ProjectLine>> project_lines_after(const ProjectFilter& filter,
                                                               ProjectId project, int limit) = 0;
  // Those that lie in a region (a prefix) with whom builds them, in the order of their ids.
  virtual Result<std::vector<ProjectFirm>> project_firms(std::string_view region) = 0;
  // With whom these have a person, a card, a phone, an account or a name in common, or had, so
  // that the rows of either can turn findings of the other; themselves are among them. Ascending.
  virtual Result<std::vector<ProjectId>> neighbours_of(std::span<const ProjectId> projects) = 0;
  // By account.
  virtual Result<std::vector<KnownAccount>> accounts_in_force() = 0;
  // As it is on a day; with `preview` as it would be if that batch was used.
  virtual Result<World> world(Date as_of, std::optional<BatchId> preview) = 0;

  // The facts in force of these projects, in this order, with what was rejected of them and where
  // each was read, as if one folder held them; with `preview` as they would be if that batch, which
  // waits, was used (refused: one that is not all here, or was withdrawn). What reading a folder
  // does last is left to the caller (feeds/doubles.h): rows that two batches have both, and which
  // payment was taken back. Of batches that the principal may not see neither the names of files
  // nor rejects of no project are there (kOfOthers).
  virtual Result<book::Facts> facts_of(std::span<const ProjectId> projects,
                                       std::optional<BatchId> preview) = 0;

  // Batches in force of which nobody has said yet that their projects were judged since, in the
  // order in which they came into force.
  virtual Result<std::vector<BatchId>> unchecked_batches() = 0;
  virtual Result<Kept> mark_checked(BatchId batch, RunId run, Instant now) = 0;
  // Of those that have facts: which were never judged, or in another world, or whose verdicts may
  // have changed by that day. Ascending.
  virtual Result<std::vector<ProjectId>> projects_due(Date as_of, std::string_view world) = 0;
  // The latest day as of which any project was judged; empty: none was.
  virtual Result<std::optional<Date>> judged_until() = 0;

  // What a run found of a project, all of it: opens, changes, clears and reopens what differs from
  // before, and says so. A run is kept once.
  virtual Result<std::vector<FindingChange>> record_findings(
      ProjectId project, const FindingRun& run, std::span<const FindingState> found) = 0;
  virtual Result<std::vector<FindingState>> open_findings(ProjectId project) = 0;
  virtual Result<std::vector<FindingEvent>> history_of(ProjectId project,
                                                       std::string_view finding_id) = 0;
  // At most `limit`, by project and id, after that one.
  virtual Result<std::vector<FindingLine>> findings_after(const FindingFilter& filter,
                                                          ProjectId project,
                                                          std::string_view finding_id,
                                                          int limit) = 0;
};

}  // namespace qingxin::store
