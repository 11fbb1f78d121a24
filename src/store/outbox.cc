// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "store/scope_sql.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

using access::audit_entry;
using outbox::NoticeState;

// Each part with its length before it, so that none runs into the next.
void append(std::string& bytes, std::string_view part) {
  bytes += fmt::format("{}:{}", part.size(), part);
}

// Who gets it and the values, as they are sealed.
std::string packed(const outbox::Notice& notice) {
  std::string bytes;
  append(bytes, notice.to);
  for (const auto& [name, value] : notice.values) {
    append(bytes, name);
    append(bytes, value);
  }
  return bytes;
}

std::string_view take_part(std::string_view& bytes) {
  std::size_t size = 0, at = 0;
  for (; at < bytes.size() && bytes[at] != ':'; ++at)
    size = size * 10 + static_cast<std::size_t>(bytes[at] - '0');
  check(at < bytes.size() && size < bytes.size() - at);
  const std::string_view part = bytes.substr(at + 1, size);
  bytes.remove_prefix(at + 1 + size);
  return part;
}

void unpack(std::string_view bytes, outbox::Notice& notice) {
  notice.to = take_part(bytes);
  while (!bytes.empty()) {
    std::string name{take_part(bytes)};
    notice.values.emplace(std::move(name), take_part(bytes));
  }
}

// Not the hash by which clues and rosters know a phone: nobody may see in the database that two of
// them are one person.
std::string mark_of(const access::Key& index, outbox::ChannelKind kind, std::string_view to) {
  if (to.empty()) return {};
  return access::token_of(index, access::FieldKind::words,
                          fmt::format("notice {} {}", static_cast<int>(kind), to));
}

std::string digest_of(const access::Key& index, const NewNotice& notice) {
  std::string bytes = "qingxin notice 1\n";
  append(bytes, notice.notice.channel);
  append(bytes, notice.notice.template_id);
  append(bytes, packed(notice.notice));
  return hex(hmac_sm3(index.bytes, bytes));
}

constexpr std::string_view kPlace = "notice content", kContactPlace = "notice_contact content";

std::string place_of(std::string_view what, std::int64_t id) {
  return fmt::format("{} {}", what, id);
}

// What is sealed under the keys of one row.
class RowSeal {
 public:
  RowSeal(Statements& statements, const Vault& vault, std::int64_t id, int year)
      : statements_(&statements), vault_(&vault), id_(id), year_(year) {}

  std::string seal(std::string_view place, std::string_view plain, Instant now) const {
    const ProjectId keys{id_};
    vault_->make_data_keys(*statements_, std::span{&keys, 1}, year_, now);
    const std::optional<access::Key> key = vault_->data_key(*statements_, keys, year_);
    if (!key) {
      statements_->refuse(ErrorCode::conflict,
                          fmt::format("通知 {} 的密钥已销毁，不能再存它的内容", id_));
      return {};
    }
    return access::Sealer(*key).seal(place_of(place, id_), plain);
  }
  // Nothing: the key was destroyed.
  std::optional<std::string> open(std::string_view place, std::string_view sealed) const {
    const std::optional<access::Key> key = vault_->data_key(*statements_, ProjectId{id_}, year_);
    if (!key) return std::nullopt;
    std::optional<std::string> plain = access::Sealer(*key).open(place_of(place, id_), sealed);
    if (!plain)
      statements_->refuse(ErrorCode::conflict,
                          fmt::format("通知 {} 的内容被改动过，打不开；请从备份恢复", id_));
    return plain;
  }
  // Whether it was changed, or is under another key than it says.
  bool is_broken(std::string_view place, std::string_view sealed) const {
    const std::optional<access::Key> key = vault_->data_key(*statements_, ProjectId{id_}, year_);
    return key && !access::Sealer(*key).open(place_of(place, id_), sealed);
  }

 private:
  Statements* statements_;
  const Vault* vault_;
  std::int64_t id_;
  int year_;
};

// A row as it stands, still sealed.
struct NoticeRow {
  KeptNotice kept;
  std::string content, mark, digest;
  int key_year = 0;
  std::int64_t claim = 0;
};

constexpr std::string_view kColumns =
    "n.notice_id, n.notice_key, n.channel, n.kind, n.template, n.about, n.about_id,"
    " n.receiver_mark, n.content, n.key_year, n.digest, n.state, n.attempts, n.made_ms,"
    " n.next_ms, n.changed_ms, n.claim_id, n.said, n.receipt";

NoticeRow row_in(const SqlRow& row) {
  NoticeRow one;
  KeptNotice& kept = one.kept;
  kept.id = NoticeId{row.number(0)};
  kept.key = row.text(1);
  kept.channel = row.text(2);
  kept.kind = static_cast<outbox::ChannelKind>(row.number(3));
  kept.template_id = row.text(4);
  kept.about = static_cast<NoticeAbout>(row.number(5));
  kept.about_id = row.number(6);
  one.mark = row.text(7);
  one.content = row.text(8);
  one.key_year = static_cast<int>(row.number(9));
  one.digest = row.text(10);
  kept.state = static_cast<NoticeState>(row.number(11));
  kept.attempts = static_cast<int>(row.number(12));
  kept.made = Instant{row.number(13)};
  kept.next = Instant{row.number(14)};
  kept.changed = Instant{row.number(15)};
  one.claim = row.number(16);
  kept.said = row.text(17);
  kept.receipt = row.text(18);
  return one;
}

std::vector<NoticeRow> rows_of(Statements& statements, std::string_view where,
                               std::span<const SqlValue> values) {
  std::vector<NoticeRow> rows;
  statements.run(fmt::format("SELECT {} FROM notice n WHERE {}", kColumns, where), values,
                 [&](const SqlRow& row) { rows.push_back(row_in(row)); });
  return rows;
}

std::optional<NoticeRow> row_of(Statements& statements, NoticeId id) {
  const SqlValue value = number(id);
  std::vector<NoticeRow> rows = rows_of(statements, "n.notice_id = $1", std::span{&value, 1});
  if (rows.empty()) return std::nullopt;
  return std::move(rows[0]);
}

outbox::Notice opened(Statements& statements, const Vault& vault, const NoticeRow& row) {
  outbox::Notice notice{
      .key = row.kept.key, .channel = row.kept.channel, .template_id = row.kept.template_id};
  const std::optional<std::string> plain =
      RowSeal(statements, vault, number(row.kept.id), row.key_year).open(kPlace, row.content);
  if (plain) unpack(*plain, notice);
  return notice;
}

void fill_receiver(Statements& statements, const Vault& vault, NoticeRow& row) {
  if (row.mark.empty()) return;
  // The list is there to find it by.
  const RowSeal seal(statements, vault, number(row.kept.id), row.key_year);
  row.kept.receiver =
      seal.is_broken(kPlace, row.content) ? "打不开" : masked(opened(statements, vault, row).to);
}

bool is_stopped(Statements& statements, std::string_view mark) {
  return !mark.empty() &&
         statements.run("SELECT 1 FROM notice_stop WHERE receiver_mark = $1", {mark}) > 0;
}

void refuse_unknown(Statements& statements, NoticeId id) {
  statements.refuse(ErrorCode::not_found, fmt::format("没有通知 {}；请核对编号，见 qingxin notice"
                                                      " list",
                                                      number(id)));
}

// Of those that a person may send again or call off.
bool is_in_nobodys_hand(const NoticeRow& row) {
  return row.kept.state != NoticeState::delivered && row.kept.state != NoticeState::sending;
}

void refuse_in_hand(Statements& statements, const NoticeRow& row) {
  statements.refuse(ErrorCode::conflict,
                    fmt::format("通知 {} {}，不能再改", number(row.kept.id),
                                row.kept.state == NoticeState::sending ? "正在发" : "已经送出"));
}

void put_notice(Statements& statements, const Vault& vault, const NewNotice& notice, Instant now) {
  const int year = key_year(now);
  const std::string content =
      RowSeal(statements, vault, number(notice.id), year).seal(kPlace, packed(notice.notice), now);
  const std::string mark = mark_of(vault.index(), notice.kind, notice.notice.to);
  const std::string digest = digest_of(vault.index(), notice);
  const NoticeState state =
      is_stopped(statements, mark) ? NoticeState::stopped : NoticeState::waiting;
  const std::string_view said = state == NoticeState::stopped ? "收件人不要通知" : "";
  statements.run(
      "INSERT INTO notice (notice_id, notice_key, channel, kind, template, about, about_id,"
      " receiver_mark, content, key_year, digest, state, attempts, made_ms, next_ms, changed_ms,"
      " claim_id, said, receipt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0,"
      " $13, $14, $13, 0, $15, '')",
      {number(notice.id), std::string_view{notice.notice.key},
       std::string_view{notice.notice.channel}, static_cast<std::int64_t>(notice.kind),
       std::string_view{notice.notice.template_id}, static_cast<std::int64_t>(notice.about),
       notice.about_id, std::string_view{mark}, Blob{content}, std::int64_t{year},
       std::string_view{digest}, static_cast<std::int64_t>(state), now.utc_ms, notice.first.utc_ms,
       said});
}

// Stops it and says whether there was nobody else who had it.
void stop_row(Statements& statements, NoticeId id, std::string_view said, Instant now) {
  statements.run("UPDATE notice SET state = $2, said = $3, changed_ms = $4 WHERE notice_id = $1",
                 {number(id), static_cast<std::int64_t>(NoticeState::stopped), said, now.utc_ms});
}

ClaimedNotice claimed_of(Statements& statements, const Vault& vault, const NoticeRow& row) {
  return {.id = row.kept.id,
          .claim = row.claim,
          .notice = opened(statements, vault, row),
          .kind = row.kept.kind,
          .about = row.kept.about,
          .about_id = row.kept.about_id,
          .attempts = row.kept.attempts};
}

// One that does not open holds up none of the others. Whether it arrived is not known of one that
// somebody had in hand.
void set_aside(Statements& statements, const NoticeRow& row, Instant now) {
  const NoticeState state =
      row.kept.state == NoticeState::waiting ? NoticeState::refused : NoticeState::unknown;
  statements.run(
      "UPDATE notice SET state = $2, said = $3, changed_ms = $4"
      " WHERE notice_id = $1 AND state = $5 AND claim_id = $6",
      {number(row.kept.id), static_cast<std::int64_t>(state),
       std::string_view{"内容被改动过，打不开，没有发；请从备份恢复，或另发一件"}, now.utc_ms,
       static_cast<std::int64_t>(row.kept.state), row.claim});
}

// Its claim stands on the row; a repeat after a lost answer finds it there.
struct Claiming {
  std::int64_t claim;
  Instant now, lease_end;
};

// Of each state the first one is the first of the index: a backlog is neither read nor sorted.
constexpr std::string_view kFirstDue =
    "n.notice_id IN ((SELECT w.notice_id FROM notice w WHERE w.state = 1 AND w.next_ms <= $1"
    " ORDER BY w.next_ms, w.notice_id LIMIT 1), (SELECT s.notice_id FROM notice s"
    " WHERE s.state = 2 AND s.next_ms <= $1 ORDER BY s.next_ms, s.notice_id LIMIT 1))"
    " ORDER BY n.next_ms, n.notice_id LIMIT 1";

// The next one, as it stood before it was taken in hand; nothing: none is due.
std::optional<NoticeRow> take_next(Statements& statements, const Vault& vault,
                                   const Claiming& claiming) {
  while (!statements.have_failed()) {
    const std::vector<SqlValue> due{claiming.now.utc_ms};
    std::vector<NoticeRow> next = rows_of(statements, kFirstDue, due);
    if (next.empty()) return std::nullopt;
    NoticeRow& row = next[0];
    const bool is_fresh = row.kept.state == NoticeState::waiting;
    if (is_fresh && is_stopped(statements, row.mark)) {
      stop_row(statements, row.kept.id, "收件人不要通知", claiming.now);
      continue;
    }
    if (RowSeal(statements, vault, number(row.kept.id), row.key_year)
            .is_broken(kPlace, row.content)) {
      set_aside(statements, row, claiming.now);
      continue;
    }
    // It was due by day and nobody sent it: people are not woken for that.
    if (const Instant first = outbox::first_allowed(row.kept.kind, claiming.now);
        is_fresh && first > claiming.now) {
      statements.run(
          "UPDATE notice SET next_ms = $2 WHERE notice_id = $1 AND state = 1 AND claim_id = $3",
          {number(row.kept.id), first.utc_ms, row.claim});
      continue;
    }
    const std::int64_t taken = statements.run(
        "UPDATE notice SET state = 2, claim_id = $2, next_ms = $3, changed_ms = $4,"
        " attempts = attempts + $5 WHERE notice_id = $1 AND state = $6 AND claim_id = $7",
        {number(row.kept.id), claiming.claim, claiming.lease_end.utc_ms, claiming.now.utc_ms,
         std::int64_t{is_fresh ? 1 : 0}, static_cast<std::int64_t>(row.kept.state), row.claim});
    if (taken > 0) return std::move(row);
  }
  return std::nullopt;
}

Contact contact_in(const SqlRow& row) {
  return {.id = ContactId{row.number(0)},
          .unit = UnitId{row.number(1)},
          .channel = std::string{row.text(2)},
          .kind = static_cast<outbox::ChannelKind>(row.number(5)),
          .to = std::string{row.text(3)}};
}

// Its receiver in the clear, in place of what is sealed.
void open_contact(Statements& statements, const Vault& vault, Contact& contact, int year) {
  contact.to = RowSeal(statements, vault, number(contact.id), year)
                   .open(kContactPlace, contact.to)
                   .value_or("");
}

}  // namespace

// Refuses, as if nothing was there, whoever does not look after the whole.
void SqlStore::require_whole(Statements& statements) const {
  if (!reaches_everything(who_.scope))
    statements.refuse(ErrorCode::not_found, "没有通知；发件箱只有管全部的人能看");
}

Result<Kept> SqlStore::add_notice(const NewNotice& notice) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_whole(statements);
    const SqlValue key = std::string_view{notice.notice.key};
    const std::vector<NoticeRow> known =
        rows_of(statements, "n.notice_key = $1", std::span{&key, 1});
    if (known.empty()) {
      if (!statements.have_failed()) put_notice(statements, core_->vault, notice, now_);
      return;
    }
    kept = Kept::already;
    if (known[0].kept.id == notice.id) kept = Kept::now;
    if (known[0].digest != digest_of(core_->vault.index(), notice))
      statements.refuse(ErrorCode::conflict,
                        fmt::format("通知的键 {} 已经用过，是通知 {}，内容不同；请换一个键",
                                    notice.notice.key, number(known[0].kept.id)));
  };
  const Result<void> done =
      change(audit_entry("add_notice", {{"notice", number(notice.id)}}), now_, "存通知", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::optional<ClaimedNotice>> SqlStore::claim_notice(std::int64_t claim, Instant now,
                                                            Instant lease_end) {
  std::optional<ClaimedNotice> claimed;
  bool was_cut_off = false;
  const auto work = [&](Statements& statements) {
    claimed.reset();
    require_whole(statements);
    const SqlValue mine = claim;
    // Taken already, and only the answer was lost: what it was before is still known here.
    std::vector<NoticeRow> rows =
        rows_of(statements, "n.claim_id = $1 AND n.state = 2", std::span{&mine, 1});
    if (rows.empty()) {
      const std::optional<NoticeRow> before =
          take_next(statements, core_->vault, {claim, now, lease_end});
      if (!before) return;
      was_cut_off = before->kept.state == NoticeState::sending;
      rows = rows_of(statements, "n.claim_id = $1 AND n.state = 2", std::span{&mine, 1});
    }
    if (statements.have_failed() || rows.empty()) return;
    claimed = claimed_of(statements, core_->vault, rows[0]);
    claimed->was_cut_off = was_cut_off;
  };
  // That it was taken in hand says nothing of what people do; what became of it is recorded.
  const Result<void> done = change_unrecorded("取待发的通知", work);
  if (!done) return tl::unexpected(done.error());
  return claimed;
}

Result<Kept> SqlStore::note_delivery(NoticeId id, std::int64_t claim, const outbox::NextStep& step,
                                     const outbox::Delivery& delivery) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_whole(statements);
    const std::optional<NoticeRow> row = row_of(statements, id);
    if (statements.have_failed()) return;
    if (!row) return refuse_unknown(statements, id);
    if (row->claim == claim && row->kept.state == step.state && row->kept.said == delivery.said) {
      kept = Kept::already;
      return;
    }
    if (row->claim != claim || row->kept.state != NoticeState::sending)
      return statements.refuse(
          ErrorCode::conflict,
          fmt::format("通知 {} 已经由别的进程接着办了，这一次的结果不记", number(id)));
    statements.run(
        "UPDATE notice SET state = $2, next_ms = $3, changed_ms = $4, said = $5, receipt = $6"
        " WHERE notice_id = $1",
        {number(id), static_cast<std::int64_t>(step.state), step.next.utc_ms, now_.utc_ms,
         std::string_view{delivery.said}, std::string_view{delivery.receipt}});
  };
  const Result<void> done =
      change(audit_entry("send_notice", {{"notice", number(id)}}), now_, "记下通知的结果", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<KeptNotice> SqlStore::notice(NoticeId id) {
  KeptNotice kept;
  const Result<void> done = look("查通知", [&](Statements& statements) {
    require_whole(statements);
    std::optional<NoticeRow> row = row_of(statements, id);
    if (statements.have_failed()) return;
    if (!row) return refuse_unknown(statements, id);
    fill_receiver(statements, core_->vault, *row);
    kept = std::move(row->kept);
  });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<KeptNotice>> SqlStore::notices_after(const NoticeFilter& filter, NoticeId after,
                                                        int limit) {
  std::vector<KeptNotice> kept;
  if (!reaches_everything(who_.scope)) return kept;
  std::vector<SqlValue> values{number(after), std::int64_t{limit}};
  std::string where = "n.notice_id > $1";
  const auto also = [&](std::string_view condition, SqlValue value) {
    values.push_back(value);
    where += fmt::format(" AND {} ${}", condition, values.size());
  };
  if (filter.state) also("n.state =", static_cast<std::int64_t>(*filter.state));
  if (filter.leaves_out_ended) where += " AND n.state IN (1, 2, 5, 6)";
  if (!filter.channel.empty()) also("n.channel =", std::string_view{filter.channel});
  const Result<void> done = look("列通知", [&](Statements& statements) {
    kept.clear();
    for (NoticeRow& row : rows_of(statements, where + " ORDER BY n.notice_id LIMIT $2", values)) {
      fill_receiver(statements, core_->vault, row);
      kept.push_back(std::move(row.kept));
    }
  });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<void> SqlStore::retry_notice(NoticeId id, Instant first) {
  return change(audit_entry("retry_notice", {{"notice", number(id)}}), now_, "再发通知",
                [&](Statements& statements) {
                  require_whole(statements);
                  const std::optional<NoticeRow> row = row_of(statements, id);
                  if (statements.have_failed()) return;
                  if (!row) return refuse_unknown(statements, id);
                  if (!is_in_nobodys_hand(*row)) return refuse_in_hand(statements, *row);
                  if (is_stopped(statements, row->mark))
                    return statements.refuse(
                        ErrorCode::conflict,
                        fmt::format("通知 {} 的收件人不要通知，不能再发", number(id)));
                  statements.run(
                      "UPDATE notice SET state = 1, attempts = 0, next_ms = $2, changed_ms = $3"
                      " WHERE notice_id = $1",
                      {number(id), first.utc_ms, now_.utc_ms});
                });
}

Result<Kept> SqlStore::call_off(NoticeId id) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_whole(statements);
    const std::optional<NoticeRow> row = row_of(statements, id);
    if (statements.have_failed()) return;
    if (!row) return refuse_unknown(statements, id);
    if (!is_in_nobodys_hand(*row)) return refuse_in_hand(statements, *row);
    if (row->kept.state == NoticeState::stopped)
      kept = Kept::already;
    else
      stop_row(statements, id, "人工停发", now_);
  };
  const Result<void> done =
      change(audit_entry("call_off_notice", {{"notice", number(id)}}), now_, "停发通知", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::stop_receiver(outbox::ChannelKind kind, std::string_view to,
                                     std::string_view why) {
  Kept kept = Kept::now;
  const std::string mark = mark_of(core_->vault.index(), kind, to);
  check(!mark.empty());
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_whole(statements);
    const std::int64_t added = statements.run(
        "INSERT INTO notice_stop (receiver_mark, kind, why, user_id, at_ms)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (receiver_mark) DO NOTHING",
        {std::string_view{mark}, static_cast<std::int64_t>(kind), why, access::number(who_.user),
         now_.utc_ms});
    if (added == 0) kept = Kept::already;
    statements.run(
        "UPDATE notice SET state = $2, said = $3, changed_ms = $4"
        " WHERE receiver_mark = $1 AND state IN (1, 5, 6)",
        {std::string_view{mark}, static_cast<std::int64_t>(NoticeState::stopped),
         std::string_view{"收件人不要通知"}, now_.utc_ms});
  };
  const Result<void> done = change({"stop_receiver", {}}, now_, "记下不要通知的人", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::allow_receiver(outbox::ChannelKind kind, std::string_view to) {
  Kept kept = Kept::now;
  const std::string mark = mark_of(core_->vault.index(), kind, to);
  const auto work = [&](Statements& statements) {
    require_whole(statements);
    kept = statements.run("DELETE FROM notice_stop WHERE receiver_mark = $1",
                          {std::string_view{mark}}) > 0
               ? Kept::now
               : Kept::already;
  };
  const Result<void> done = change({"allow_receiver", {}}, now_, "从停发名单里去掉", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<StoppedReceiver>> SqlStore::stopped_receivers(std::string_view after_mark,
                                                                 int limit) {
  std::vector<StoppedReceiver> stopped;
  if (!reaches_everything(who_.scope)) return stopped;
  const Result<void> done = look("列停发名单", [&](Statements& statements) {
    stopped.clear();
    statements.run(
        "SELECT receiver_mark, kind, why, user_id, at_ms FROM notice_stop"
        " WHERE receiver_mark > $1 ORDER BY receiver_mark LIMIT $2",
        {after_mark, std::int64_t{limit}}, [&](const SqlRow& row) {
          stopped.push_back(
              {std::string{row.text(0)}, static_cast<outbox::ChannelKind>(row.number(1)),
               std::string{row.text(2)}, access::UserId{row.number(3)}, Instant{row.number(4)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return stopped;
}

Result<Kept> SqlStore::add_contact(const Contact& contact) {
  Kept kept = Kept::now;
  const std::string mark = mark_of(core_->vault.index(), contact.kind, contact.to);
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_whole(statements);
    if (statements.run("SELECT 1 FROM unit WHERE unit_id = $1", {access::number(contact.unit)}) ==
        0)
      return statements.refuse(ErrorCode::not_found,
                               fmt::format("没有单位 {}；请核对编号，见 qingxin unit list",
                                           access::number(contact.unit)));
    const int year = key_year(now_);
    const std::string content = RowSeal(statements, core_->vault, number(contact.id), year)
                                    .seal(kContactPlace, contact.to, now_);
    const std::int64_t added = statements.run(
        "INSERT INTO notice_contact (contact_id, unit_id, channel, kind, receiver_mark, content,"
        " key_year, made_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT (unit_id, channel, receiver_mark) DO NOTHING",
        {number(contact.id), access::number(contact.unit), std::string_view{contact.channel},
         static_cast<std::int64_t>(contact.kind), std::string_view{mark}, Blob{content},
         std::int64_t{year}, now_.utc_ms});
    if (added == 0) kept = Kept::already;
  };
  const Result<void> done =
      change(audit_entry("add_contact",
                         {{"contact", number(contact.id)}, {"unit", access::number(contact.unit)}}),
             now_, "登记联系方式", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::end_contact(ContactId id) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    require_whole(statements);
    kept = statements.run("DELETE FROM notice_contact WHERE contact_id = $1", {number(id)}) > 0
               ? Kept::now
               : Kept::already;
  };
  const Result<void> done =
      change(audit_entry("end_contact", {{"contact", number(id)}}), now_, "去掉联系方式", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<Contact>> SqlStore::contacts_of(UnitId unit) {
  std::vector<Contact> contacts;
  if (!reaches_everything(who_.scope)) return contacts;
  const Result<void> done = look("查联系方式", [&](Statements& statements) {
    contacts.clear();
    std::vector<int> years;
    statements.run(
        "SELECT contact_id, unit_id, channel, content, key_year, kind FROM notice_contact"
        " WHERE $1 = 0 OR unit_id = $1 ORDER BY contact_id",
        {access::number(unit)}, [&](const SqlRow& row) {
          contacts.push_back(contact_in(row));
          years.push_back(static_cast<int>(row.number(4)));
        });
    for (std::size_t i = 0; i < contacts.size(); ++i)
      open_contact(statements, core_->vault, contacts[i], years[i]);
  });
  if (!done) return tl::unexpected(done.error());
  return contacts;
}

Result<std::vector<BodyContact>> SqlStore::contacts_of_bodies() {
  std::vector<BodyContact> found;
  if (!reaches_everything(who_.scope)) return found;
  const Result<void> done = look("查联系方式", [&](Statements& statements) {
    found.clear();
    std::vector<int> years;
    statements.run(
        "SELECT c.contact_id, c.unit_id, c.channel, c.content, c.key_year, c.kind, u.region_code"
        " FROM notice_contact c JOIN unit u ON u.unit_id = c.unit_id WHERE u.kind IN ($1, $2)"
        " AND NOT EXISTS (SELECT 1 FROM project_party p"
        " WHERE p.credit_code = u.credit_code AND p.credit_code <> '') ORDER BY c.contact_id",
        {static_cast<std::int64_t>(UnitKind::office),
         static_cast<std::int64_t>(UnitKind::authority)},
        [&](const SqlRow& row) {
          found.push_back({contact_in(row), std::string{row.text(6)}});
          years.push_back(static_cast<int>(row.number(4)));
        });
    for (std::size_t i = 0; i < found.size(); ++i)
      open_contact(statements, core_->vault, found[i].contact, years[i]);
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<UnitId>> SqlStore::parties_of(ProjectId project) {
  std::vector<UnitId> units;
  const Result<void> done = look("查项目的单位", [&](Statements& statements) {
    units.clear();
    require_covered(statements, project);
    statements.run(
        "SELECT u.unit_id FROM project_party p JOIN unit u ON u.credit_code = p.credit_code"
        " WHERE p.project_id = $1 AND p.credit_code <> '' ORDER BY u.unit_id",
        {number(project)}, [&](const SqlRow& row) { units.push_back(UnitId{row.number(0)}); });
  });
  if (!done) return tl::unexpected(done.error());
  return units;
}

Result<std::vector<NotedReminder>> SqlStore::reminders_since(Instant noted) {
  std::vector<NotedReminder> reminders;
  if (!reaches_everything(who_.scope)) return reminders;
  const Result<void> done = look("查提醒", [&](Statements& statements) {
    reminders.clear();
    statements.run(
        "SELECT r.dossier_id, d.subject, r.reminder, r.clock, r.strand_no, r.rung, r.moment_ms,"
        " d.owner_unit_id, COALESCE(NULLIF(d.region_code, ''), u.region_code, '')"
        " FROM dossier_reminder r JOIN dossier d ON d.dossier_id = r.dossier_id"
        " LEFT JOIN unit u ON u.unit_id = d.owner_unit_id"
        " WHERE r.noted_ms >= $1 AND r.is_passed_over = 0 ORDER BY r.dossier_id, r.reminder",
        {noted.utc_ms}, [&](const SqlRow& row) {
          reminders.push_back({DossierId{row.number(0)},
                               static_cast<casework::Subject>(row.number(1)),
                               {.key = std::string{row.text(2)},
                                .clock = static_cast<casework::ClockId>(row.number(3)),
                                .number = static_cast<int>(row.number(4)),
                                .rung = std::string{row.text(5)},
                                .moment = Instant{row.number(6)}},
                               UnitId{row.number(7)},
                               std::string{row.text(8)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return reminders;
}

Result<std::vector<NotedEscalation>> SqlStore::escalations_since(Instant fired) {
  std::vector<NotedEscalation> escalations;
  if (!reaches_everything(who_.scope)) return escalations;
  const Result<void> done = look("查升级", [&](Statements& statements) {
    escalations.clear();
    statements.run(
        "SELECT DISTINCT e.dossier_id, d.subject, e.rung, d.owner_unit_id, d.region_code"
        " FROM dossier_escalation e JOIN dossier d ON d.dossier_id = e.dossier_id"
        " WHERE e.fired_ms >= $1 ORDER BY e.dossier_id, e.rung",
        {fired.utc_ms}, [&](const SqlRow& row) {
          escalations.push_back({DossierId{row.number(0)},
                                 static_cast<casework::Subject>(row.number(1)),
                                 static_cast<casework::Rung>(row.number(2)), UnitId{row.number(3)},
                                 std::string{row.text(4)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return escalations;
}

}  // namespace qingxin::store
