// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/text.h"
#include "oversight/record_life.h"
#include "store/record_rows.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using access::audit_entry;
using oversight::Record;
using oversight::RecordEvent;
using oversight::RecordFace;

// What anybody may know of a body in the directory, of a firm that is exposed.
constexpr oversight::Fields kPublicFields = [] {
  using enum oversight::Field;
  return oversight::Fields{name, subject, content, firm, firm_code, address, phone, hours, duty,
                           code, industry, place, number, day, from, until, take_down, basis,
                           people, amount,
                           // Of an exposure: whom the firm's head is and what was decided.
                           leader_name, result};
}();

std::string text_place(RecordId id) {
  return fmt::format("record_text content {}", number(id));
}
std::string file_place(RecordId id, std::string_view form) {
  return fmt::format("record_file content {} {}", number(id), form);
}

std::span<const RecordEvent> new_events(const RecordChange& change) {
  return std::span{change.after.events}.subspan(static_cast<std::size_t>(change.before));
}

std::optional<Error> fault_of(const RecordChange& change) {
  check(change.before >= 0 && std::cmp_greater_equal(change.after.events.size(), change.before) &&
        !change.after.events.empty());
  for (const RecordEvent& event : new_events(change))
    if (event.key.empty())
      return Error{ErrorCode::invalid_input, "每一步要有编号，重复交才认得出；请给它一个编号"};
  return std::nullopt;
}

bool is_same_event(RecordEvent sent, const RecordEvent& kept) {
  sent.entered_at = kept.entered_at;
  return sent == kept;
}

enum class Lock : unsigned char { none, writer };

// With Lock::writer whoever writes to it at the same time comes afterwards.
std::optional<RawRecord> find_record(Statements& statements, RecordId id, Lock lock) {
  const SqlValue values[] = {number(id)};
  const std::string ending =
      std::string{"WHERE r.record_id = $1"}.append(lock == Lock::writer ? " FOR UPDATE" : "");
  std::vector<RawRecord> rows = read_records(statements, ending, values);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

// The next number. Its row is written first, and so whoever else wants one waits until this
// transaction ends: no number is skipped by one that fails.
std::int64_t next_number(Statements& statements, const RecordFace& face, std::int64_t year) {
  const auto kind = static_cast<std::int64_t>(face.kind);
  const auto unit = static_cast<std::int64_t>(face.owner);
  statements.run(
      "INSERT INTO record_count (kind, unit_id, year, last_no) VALUES ($1, $2, $3, 1)"
      " ON CONFLICT (kind, unit_id, year) DO UPDATE SET last_no = record_count.last_no + 1",
      {kind, unit, year});
  std::int64_t next = 0;
  statements.run("SELECT last_no FROM record_count WHERE kind = $1 AND unit_id = $2 AND year = $3",
                 {kind, unit, year}, [&](const SqlRow& row) { next = row.number(0); });
  return next;
}

// Keeping what one record becomes, within a transaction.
class KeepingRecord {
 public:
  KeepingRecord(Statements& statements, const Vault& vault, Instant now, const RecordChange& change)
      : statements_(&statements),
        now_(now),
        change_(&change),
        seal_(statements, vault, change.id),
        events_(statements, seal_, change.id) {}

  // Kept::already: nothing of it is new. Else says in `subjects`, in ids and steps, what is.
  Kept keep(const std::optional<RawRecord>& stored, std::string& subjects) {
    const int version = stored ? stored->kept.version : 0;
    const std::vector<RecordEvent> known = stored ? events_.read() : std::vector<RecordEvent>{};
    if (statements_->have_failed()) return Kept::already;
    if (version != change_->before) {
      if (!stored || !was_kept(*stored, known)) refuse_second();
      return Kept::already;
    }
    if (new_events(*change_).empty()) return Kept::already;
    const RecordFace& begun = stored ? stored->begun : change_->after.face;
    const std::optional<Record> after = folded(begun, known);
    if (!after) return Kept::already;
    put_record(*statements_, seal_, change_->id, version, *after, begun, now_);
    put_events(known);
    if (!stored || stored->kept.number.empty()) put_number(begun);
    subjects += fmt::format("{}record={} kind={}", subjects.empty() ? "" : " ", number(change_->id),
                            oversight::words_of(begun.kind).name);
    for (const RecordEvent& event : new_events(*change_))
      subjects += fmt::format(" step={}", oversight::words_of(event.step).name);
    return Kept::now;
  }

 private:
  // Whether all that is new here stands there already, under the keys that it has; refuses a key
  // that stands for something else.
  bool was_kept(const RawRecord& stored, const std::vector<RecordEvent>& known) {
    for (const RecordEvent& sent : new_events(*change_)) {
      const auto kept = std::ranges::find(known, sent.key, &RecordEvent::key);
      if (kept == known.end()) return false;
      const bool is_same = is_same_event(sent, *kept) &&
                           (change_->before > 0 || stored.begun == change_->after.face);
      if (!is_same) refuse_key(sent.key);
    }
    return true;
  }

  std::optional<Record> folded(const RecordFace& begun, std::vector<RecordEvent> events) {
    const std::span<const RecordEvent> more = new_events(*change_);
    events.insert(events.end(), more.begin(), more.end());
    Result<Record> after = oversight::replay(begun, std::move(events));
    if (after) return *std::move(after);
    statements_->refuse(after.error().code,
                        fmt::format("记录 {}：{}", number(change_->id), after.error().message));
    return std::nullopt;
  }

  void put_events(const std::vector<RecordEvent>& known) {
    int event_no = change_->before;
    for (const RecordEvent& event : new_events(*change_)) {
      const auto is_key = [&](const RecordEvent& other) {
        return &other != &event && other.key == event.key;
      };
      if (std::ranges::any_of(known, is_key) || std::ranges::any_of(new_events(*change_), is_key))
        return refuse_key(event.key);
      events_.put(++event_no, event, now_);
    }
  }

  void put_number(const RecordFace& face) {
    for (const RecordEvent& event : new_events(*change_)) {
      if (oversight::numbered_by(face.kind) != event.step) continue;
      const std::int64_t year = year_of(china_day(event.at));
      const std::int64_t next = next_number(*statements_, face, year);
      statements_->run("UPDATE record SET number_year = $2, number_no = $3 WHERE record_id = $1",
                       {number(change_->id), year, next});
      return;
    }
  }

  void refuse_second() {
    statements_->refuse(
        ErrorCode::conflict,
        fmt::format("记录 {} 刚刚有人改过，这一步没有记；请重新打开再办", number(change_->id)));
  }
  void refuse_key(std::string_view key) {
    statements_->refuse(ErrorCode::conflict,
                        fmt::format("编号 {} 已经记过另一件事，请换一个编号", printable(key)));
  }

  Statements* statements_;
  Instant now_;
  const RecordChange* change_;
  RecordSeal seal_;
  RecordEvents events_;
};

// What leaves of a record to anybody.
KeptRecord made_public(KeptRecord kept) {
  kept.face = {.kind = kept.face.kind,
               .region_code = std::move(kept.face.region_code),
               .industry = std::move(kept.face.industry),
               .owner = kept.face.owner};
  std::erase_if(kept.values, [](const auto& one) { return !kPublicFields.has(one.first); });
  return kept;
}

// A text or a file as it is kept.
struct Bytes {
  Instant at;
  std::string sm3, content;
  int key_year = 0;
};
Bytes bytes_in(const SqlRow& row) {
  return {Instant{row.number(0)}, std::string{row.text(1)}, std::string{row.text(2)},
          static_cast<int>(row.number(3))};
}

std::optional<Bytes> find_text(Statements& statements, RecordId id) {
  std::optional<Bytes> known;
  statements.run("SELECT at_ms, sm3, content, key_year FROM record_text WHERE record_id = $1",
                 {number(id)}, [&](const SqlRow& row) { known = bytes_in(row); });
  return known;
}

std::optional<Bytes> find_file(Statements& statements, RecordId id, std::string_view form) {
  std::optional<Bytes> known;
  statements.run(
      "SELECT at_ms, sm3, content, key_year FROM record_file WHERE record_id = $1 AND form = $2",
      {number(id), form}, [&](const SqlRow& row) { known = bytes_in(row); });
  return known;
}

// The bytes themselves, held against their SM3.
std::string checked_bytes(Statements& statements, const Vault& vault, RecordId id,
                          const std::string& place, const Bytes& kept) {
  RecordSeal seal(statements, vault, id);
  const std::optional<std::string> plain = seal.open(place, kept.content, kept.key_year);
  if (!plain || hex(sm3(*plain)) != kept.sm3)
    statements.refuse(
        ErrorCode::conflict,
        fmt::format("记录 {} 留存的内容打不开：密钥已销毁，或与登记的校验值不符", number(id)));
  return plain.value_or("");
}

access::AuditEntry with_sm3(access::AuditEntry entry, std::string_view digest) {
  entry.subjects.append(" sm3=").append(digest);
  return entry;
}

}  // namespace

bool SqlStore::sees(Statements& statements, RecordId id) const {
  RecordCondition seen(who_);
  const std::string place = seen.place(number(id));
  return statements.run(fmt::format("SELECT 1 FROM record r WHERE r.record_id = {} AND {}", place,
                                    seen.words()),
                        seen.values()) > 0;
}

void SqlStore::require_record(Statements& statements, RecordId id) {
  if (!sees(statements, id))
    statements.refuse(ErrorCode::not_found, fmt::format("没有记录 {}；请核对编号", number(id)));
}

Result<Kept> SqlStore::keep_records(std::span<const RecordChange> changes) {
  for (const RecordChange& change : changes)
    if (std::optional<Error> fault = fault_of(change)) return tl::unexpected(*std::move(fault));
  Kept kept = Kept::already;
  access::AuditEntry entry = audit_entry("keep_record", {});
  const auto keep_one = [&](Statements& statements, const RecordChange& change) {
    const std::optional<RawRecord> stored = find_record(statements, change.id, Lock::writer);
    if (stored || change.before > 0) require_record(statements, change.id);
    if (statements.have_failed()) return;
    KeepingRecord keeping(statements, core_->vault, now_, change);
    if (keeping.keep(stored, entry.subjects) == Kept::already) return;
    kept = Kept::now;
    if (!stored && !sees(statements, change.id))
      statements.refuse(ErrorCode::not_permitted,
                        "这条记录不在你的范围里，不能由你登记；请核对区划、行业和单位");
  };
  const auto work = [&](Statements& statements) {
    kept = Kept::already;
    entry.subjects.clear();
    for (const RecordChange& change : changes) keep_one(statements, change);
  };
  const Result<void> done = change(entry, now_, "记督查记录", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<WholeRecord> SqlStore::whole_record(RecordId id) {
  WholeRecord whole;
  const auto read = [&](Statements& statements) {
    require_record(statements, id);
    const std::optional<RawRecord> raw = find_record(statements, id, Lock::none);
    if (!raw) return;
    RecordSeal seal(statements, core_->vault, id);
    std::vector<RecordEvent> events = RecordEvents(statements, seal, id).read();
    if (statements.have_failed()) return;
    Result<Record> folded = oversight::replay(raw->begun, std::move(events));
    if (!folded)
      return statements.refuse(folded.error().code,
                               fmt::format("记录 {}：{}", number(id), folded.error().message));
    whole = {.id = id, .number = raw->kept.number, .record = *std::move(folded)};
    if (!who_.scope.has_any_unit) hide_from_enterprise(whole.record);
  };
  const Result<void> done = look("查督查记录", read);
  if (!done) return tl::unexpected(done.error());
  return whole;
}

Result<std::vector<KeptRecord>> SqlStore::records_before(const RecordFilter& filter,
                                                         RecordId before, int limit) {
  RecordCondition seen(who_);
  seen.narrow(filter);
  if (before != RecordId{}) seen.also("r.record_id < " + seen.place(number(before)));
  const std::string at_most = seen.place(std::int64_t{limit});
  std::vector<KeptRecord> found;
  const Result<void> done = look("列督查记录", [&](Statements& statements) {
    found.clear();
    for (RawRecord& raw : read_records(
             statements, "WHERE " + seen.words() + " ORDER BY r.record_id DESC LIMIT " + at_most,
             seen.values())) {
      found.push_back(opened_record(statements, core_->vault, std::move(raw)));
      if (!who_.scope.has_any_unit) hide_from_enterprise(found.back());
    }
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::int64_t> SqlStore::count_records(const RecordFilter& filter) {
  RecordCondition seen(who_);
  seen.narrow(filter);
  std::int64_t count = 0;
  const Result<void> done = look("数督查记录", [&](Statements& statements) {
    statements.run("SELECT COUNT(*) FROM record r WHERE " + seen.words(), seen.values(),
                   [&](const SqlRow& row) { count = row.number(0); });
  });
  if (!done) return tl::unexpected(done.error());
  return count;
}

Result<std::vector<KeptRecord>> SqlStore::public_records(oversight::RecordKind kind,
                                                         std::string_view region, Date today,
                                                         int limit) {
  RecordCondition seen(kind, region);
  const std::string at_most = seen.place(std::int64_t{limit});
  std::vector<KeptRecord> found;
  const Result<void> done = look("列公开的记录", [&](Statements& statements) {
    found.clear();
    for (RawRecord& raw : read_records(
             statements, "WHERE " + seen.words() + " ORDER BY r.record_id DESC LIMIT " + at_most,
             seen.values())) {
      KeptRecord kept = made_public(opened_record(statements, core_->vault, std::move(raw)));
      const std::optional<Date> last = oversight::day_of(kept.values, oversight::Field::take_down);
      if (!last || *last > today) found.push_back(std::move(kept));
    }
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<Kept> SqlStore::freeze_text(RecordId id, std::string_view text) {
  const std::string digest = hex(sm3(text));
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_record(statements, id);
    if (statements.have_failed()) return;
    if (const std::optional<Bytes> known = find_text(statements, id)) {
      kept = Kept::already;
      if (known->sm3 != digest)
        statements.refuse(
            ErrorCode::conflict,
            fmt::format("记录 {} 的数字已经冻结，不能换成别的；要改请另起一份", number(id)));
      return;
    }
    RecordSeal seal(statements, core_->vault, id);
    const std::string content = seal.seal(text_place(id), text, now_);
    statements.run(
        "INSERT INTO record_text (record_id, at_ms, sm3, content, key_year)"
        " VALUES ($1, $2, $3, $4, $5)",
        {number(id), now_.utc_ms, std::string_view{digest}, Blob{content},
         std::int64_t{key_year(now_)}});
  };
  const access::AuditEntry entry =
      with_sm3(audit_entry("freeze_record", {{"record", number(id)}}), digest);
  const Result<void> done = change(entry, now_, "冻结数字", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<FrozenText> SqlStore::frozen_text(RecordId id) {
  FrozenText frozen;
  const Result<void> done = look("取冻结的数字", [&](Statements& statements) {
    require_record(statements, id);
    const std::optional<Bytes> known = find_text(statements, id);
    if (!known)
      return statements.refuse(ErrorCode::not_found,
                               fmt::format("记录 {} 没有冻结数字", number(id)));
    frozen = {checked_bytes(statements, core_->vault, id, text_place(id), *known), known->sm3,
              known->at};
  });
  if (!done) return tl::unexpected(done.error());
  return frozen;
}

Result<Kept> SqlStore::keep_file(RecordId id, const RecordFile& file) {
  const std::string digest = hex(sm3(file.bytes));
  if (!file.sm3.empty() && file.sm3 != digest)
    return fail(ErrorCode::invalid_input,
                fmt::format("文件的校验值是 {}，给的是 {}；请重新生成", digest, file.sm3));
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_record(statements, id);
    if (statements.have_failed()) return;
    if (const std::optional<Bytes> known = find_file(statements, id, file.form)) {
      kept = Kept::already;
      if (known->sm3 != digest)
        statements.refuse(ErrorCode::conflict,
                          fmt::format("记录 {} 已经留存了另一份 {} 文件，不能换", number(id),
                                      printable(file.form)));
      return;
    }
    RecordSeal seal(statements, core_->vault, id);
    const std::string content = seal.seal(file_place(id, file.form), file.bytes, now_);
    statements.run(
        "INSERT INTO record_file (record_id, form, at_ms, sm3, content, key_year)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {number(id), std::string_view{file.form}, now_.utc_ms, std::string_view{digest},
         Blob{content}, std::int64_t{key_year(now_)}});
  };
  const access::AuditEntry entry =
      with_sm3(audit_entry("keep_record_file", {{"record", number(id)}}), digest);
  const Result<void> done = change(entry, now_, "留存文件", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<RecordFile> SqlStore::file_of(RecordId id, std::string_view form) {
  RecordFile file;
  const Result<void> done = look("取留存的文件", [&](Statements& statements) {
    require_record(statements, id);
    const std::optional<Bytes> known = find_file(statements, id, form);
    if (!known)
      return statements.refuse(ErrorCode::not_found, fmt::format("记录 {} 没有留存 {} 文件",
                                                                 number(id), printable(form)));
    file = {std::string{form},
            checked_bytes(statements, core_->vault, id, file_place(id, form), *known), known->sm3};
  });
  if (!done) return tl::unexpected(done.error());
  return file;
}

}  // namespace qingxin::store
