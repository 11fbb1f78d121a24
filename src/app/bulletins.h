// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/record_desk.h"
#include "oversight/bulletin.h"

// 通报: records of the office with a snapshot that was frozen, prose that a person writes, and the
// files that left the house. A bulletin is drafted by a person or by the daily work, and issued by
// nobody but who signs it.
namespace qingxin::app {

using oversight::BulletinKind;

// As its files are called: "docx", "xlsx", "pdf", "html".
enum class BulletinForm : unsigned char { docx = 1, xlsx = 2, pdf = 3, html = 4 };
inline constexpr std::size_t kBulletinForms = 4;
std::string_view name_of(BulletinForm form);
// Errors: usage, with all that there are.
Result<BulletinForm> bulletin_form_named(std::string_view name);
Result<BulletinForm> bulletin_form_of(const std::filesystem::path& file);  // by its extension
Result<BulletinKind> bulletin_kind_in(std::string_view name);

struct FreezeOrder {
  BulletinKind kind{};
  std::optional<Date> from, until;  // nothing: the last period of the kind that is over
  std::string region;               // empty: the district of the body
  access::UnitId unit{};            // whose it is; 0: his own
  std::string subject;              // empty: the program's
  std::vector<std::string> send_to, copy_to;
  std::string key;   // made by the client
  RecordId fresh{};  // the same: a repeat is one bulletin
};

// A file that was kept when it was signed.
struct BulletinFile {
  BulletinForm form{};
  std::string sm3;
};

struct BulletinShown {
  store::WholeRecord whole;
  oversight::BulletinDraft draft;  // with the program's own sentences where nobody wrote any
  oversight::Snapshot snapshot;
  std::string sm3;  // of the snapshot
  oversight::BulletinText text;
  std::optional<RecordId> earlier;  // the issue before
  std::vector<oversight::CheckDone> checks;
  std::vector<BulletinFile> files;  // of one that is signed
};

// Freezes the figures and drafts what they say. Errors: not_permitted, usage (a kind whose period
// has to be said), those of snapshot_of() and step_records().
Result<BulletinShown> freeze_bulletin(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk, const FreezeOrder& order);

// Errors of all: not_permitted, not_found (no bulletin, or one without a snapshot), conflict (what
// was frozen is not what its SM3 says).
Result<BulletinShown> show_bulletin(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, RecordId id);

// What a person writes; what is not said stays. An empty prose gives a block back to the program.
struct ProseOrder {
  RecordId id{};
  std::string key;
  std::optional<std::string> subject;
  std::optional<std::vector<std::string>> send_to, copy_to;
  std::vector<std::pair<std::string, std::string>> blocks;  // by their headings
};
// Errors: invalid_input, a reference to nothing, with all that there are; a heading that it has
// not.
Result<BulletinShown> write_bulletin(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, const ProseOrder& order);

// Neither goes on where a check but the signature failed (conflict, says which and why); that it
// cannot be compared with the issue before is told, and holds nobody up.
Result<BulletinShown> submit_bulletin(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk, RecordId id, const std::string& key);
// Its number, the number of its issue within kind and year, its day; and keeps its four files.
// Signing again what is signed keeps what was not kept yet.
Result<BulletinShown> sign_bulletin(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, RecordId id, const std::string& key);

// The bytes: of one that is signed as they were kept, else as they would be now.
Result<std::string> bulletin_bytes(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, RecordId id, BulletinForm form);

// Whether its files made again are those that were kept.
struct FileCompared {
  BulletinForm form{};
  std::string kept, again;  // SM3; of one that was never kept empty
};
struct BulletinChecked {
  BulletinShown shown;
  std::vector<FileCompared> files;  // of one that is signed
};
Result<BulletinChecked> check_bulletin(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, RecordId id);

// What differs from the issue before, cell by cell of the whole.
struct BulletinChange {
  oversight::IndicatorId indicator{};
  std::string code;
  oversight::Cell now;
  std::optional<oversight::Cell> earlier;  // as that issue said it
};
struct BulletinsCompared {
  RecordId earlier{};
  std::vector<std::string> faults;  // why they cannot be compared
  std::vector<BulletinChange> changes;
  std::vector<std::string> corrections;
};
// Error: not_found, there is no issue before.
Result<BulletinsCompared> compare_bulletin(const access::Principal& who, Moment moment,
                                           const RecordDesk& desk, RecordId id);

// What the daily work drafts by itself: of each kind the last period that is over, once.
struct BulletinPlan {
  std::vector<BulletinKind> kinds;
  access::UnitId unit{};
};
// By the machine. The bulletins that it drafted. Errors: those of freeze_bulletin().
Result<std::vector<RecordId>> draft_due_bulletins(Moment moment, const RecordDesk& desk,
                                                  const BulletinPlan& plan);
// Of settings: names of kinds and the id of a unit; empty: nothing is drafted. Error:
// invalid_input.
Result<BulletinPlan> bulletin_plan(const std::vector<std::string>& kinds, std::string_view unit);

}  // namespace qingxin::app
