// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "oversight/figure.h"
#include "oversight/record.h"
#include "store/ids.h"
#include "store/store.h"

namespace qingxin::store {

enum class RecordId : std::int64_t {};
constexpr std::int64_t number(RecordId id) {
  return static_cast<std::int64_t>(id);
}

// All that is kept of a record of the leading-group office.
struct WholeRecord {
  RecordId id{};
  std::string number;  // 〔2026〕3号 of its kind, unit and year; empty: the kind has no number
  oversight::Record record;
};

struct RecordChange {
  RecordId id{};
  int before = 0;  // how many events it had when it was read; 0: a new one
  oversight::Record after;
};

// A record as lists tell it.
struct KeptRecord {
  RecordId id{};
  oversight::RecordFace face;
  oversight::RecordState state{};
  std::string number;
  std::string title;  // oversight::title_of(), with numbers of people masked
  oversight::Values values;
  std::optional<Date> due;
  Instant begun, changed;
  int version = 0;
};

// Which records are asked for. What is empty does not narrow.
struct RecordFilter {
  std::optional<oversight::RecordKind> kind;
  std::optional<oversight::RecordState> state;
  std::optional<int> is_open;  // 1 or 0
  std::optional<RecordId> parent;
  std::optional<UnitId> owner, addressee;
  std::optional<ProjectId> project;
  std::optional<std::int64_t> dossier;
  std::string region;  // a prefix
  std::string industry;
  std::string words;  // that the name, subject or firm contains; prose is not searched
  std::optional<Date> due_before;
  std::optional<Instant> begun_from, begun_before;
};

// A text that a record froze: the snapshot of a bulletin, the figures that were submitted.
struct FrozenText {
  std::string text, sm3;
  Instant at;
};
// A file of it as it left the house, to the byte.
struct RecordFile {
  std::string form;  // "docx", "xlsx", "pdf", "html"
  std::string bytes, sm3;
};

// Figures of one project as they were read on a day: what indicators are summed from. Every
// recording stays, so that a later correction is seen as a difference.
struct ProjectFigures {
  ProjectId project{};
  std::string region_code, industry;
  Date as_of;  // of the reading of the facts
  Instant recorded;
  std::vector<oversight::Figure> figures;  // by indicator and month
};

// What the leading-group office keeps: a part of Store (Store::records), with its promises. Client
// keys, a repeat is harmless, a differing repeat is refused, each write in the audit trail with ids
// and steps. Texts are sealed. Seen is a record by those in whose districts and industries it lies
// (one that names no industry lies in all of them), by its owner and by whom it is addressed to; an
// enterprise or a bank sees only what is addressed to its own unit, once it is told to it
// (oversight::is_told_to_addressee), and never whose case it is about. For any number of threads.
class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // All of them or none. Of `after` the new events count, of a new record its face too; what it
  // becomes is folded anew from what is kept and these. A record whose kind has a number gets it
  // with the step that issues it (oversight::numbered_by). Refused: conflict, somebody else wrote
  // meanwhile, or a key stands for another event; not_found; not_permitted, a new one that whoever
  // writes would not see; invalid_input, an event without a key; what oversight::replay() says.
  virtual Result<Kept> keep_records(std::span<const RecordChange> changes) = 0;
  // not_found; conflict: it was tampered with. Where its key was destroyed it says nothing any
  // more.
  virtual Result<WholeRecord> whole_record(RecordId id) = 0;
  // At most `limit`, the newest first, before that one (RecordId{}: from the newest on).
  virtual Result<std::vector<KeptRecord>> records_before(const RecordFilter& filter,
                                                         RecordId before, int limit) = 0;
  virtual Result<std::int64_t> count_records(const RecordFilter& filter) = 0;
  // What anybody may see without signing in (oversight::is_told_to_all), of a district, the newest
  // first: only values that anybody may know, and of its face whose record it is and where it lies.
  // Nothing whose day to be taken down has come, whether somebody took it down or not.
  virtual Result<std::vector<KeptRecord>> public_records(oversight::RecordKind kind,
                                                         std::string_view region, Date today,
                                                         int limit) = 0;

  // Once per record; refused (conflict): it has another one.
  virtual Result<Kept> freeze_text(RecordId id, std::string_view text) = 0;
  // not_found; conflict: the text is not that of its SM3, or its key was destroyed.
  virtual Result<FrozenText> frozen_text(RecordId id) = 0;
  // Kept with its bytes; refused (conflict): the form is there with other bytes; invalid_input: its
  // SM3 is said and is another one.
  virtual Result<Kept> keep_file(RecordId id, const RecordFile& file) = 0;
  virtual Result<RecordFile> file_of(RecordId id, std::string_view form) = 0;  // as frozen_text()

  // What a check of the project found, added to what was recorded before; harmless where the last
  // recording of that day says the same. Refused: not_found; invalid_input, an indicator twice of
  // one month.
  virtual Result<Kept> record_figures(const ProjectFigures& figures) = 0;
  // Of each project seen the last recording that speaks of `as_of` or a day before (of that day the
  // one that was recorded last) and was recorded before `recorded_before` (nothing: ever), with its
  // figures of these months and of no month; `region`: a prefix of where it lay by then. In the
  // order of the projects' ids, after that one.
  virtual Result<std::vector<ProjectFigures>> figures_after(Date as_of,
                                                            std::optional<Instant> recorded_before,
                                                            std::span<const Month> months,
                                                            std::string_view region,
                                                            ProjectId after, int limit) = 0;
};

}  // namespace qingxin::store
