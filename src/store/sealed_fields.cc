// SPDX-License-Identifier: Apache-2.0
#include "store/sealed_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/permissions.h"
#include "base/text.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

using access::audit_entry;

constexpr int kAtOnce = 500;

// What a person's row of the roster says, of those in force the one that came last; empty: no row.
std::string token_in_roster(Statements& statements, ProjectId project, PersonId person,
                            std::string_view column) {
  std::string token;
  // Names of our own columns, not what somebody sent.
  statements.run(
      fmt::format("SELECT r.{0} FROM fact_roster r JOIN batch b ON b.batch_id = r.batch_id"
                  " JOIN batch_file f ON f.batch_id = r.batch_id AND f.file_no = r.file_no"
                  " WHERE r.project_id = $1 AND r.person_id = $2 AND b.state = $3"
                  " AND f.corrected_by_batch_id IS NULL AND r.{0} <> ''"
                  " ORDER BY b.used_ms DESC, r.batch_id DESC, r.file_no DESC, r.row_no DESC"
                  " LIMIT 1",
                  column == "phone" ? "phone" : "card"),
      {number(project), number(person), static_cast<std::int64_t>(BatchState::in_force)},
      [&](const SqlRow& row) { token = row.text(0); });
  return token;
}

// The token that stands in the field; empty: there is no such field.
std::string token_in(Statements& statements, const FieldAt& at) {
  std::string token;
  const EachRow take = [&](const SqlRow& row) { token = row.text(0); };
  if (at.person != PersonId{}) {
    if (at.column == "phone" || at.column == "card")
      return token_in_roster(statements, at.project, at.person, at.column);
    if (at.column == "id_number")
      statements.run("SELECT id_number FROM person WHERE project_id = $1 AND person_id = $2",
                     {number(at.project), number(at.person)}, take);
    return token;
  }
  const std::span<const book::FactColumn> columns = book::fact_columns(at.table);
  const auto column = std::ranges::find(columns, at.column, &book::FactColumn::name);
  if (column == columns.end() || !column->is_text) return {};
  // Names of our own tables, not what somebody sent.
  statements.run(fmt::format("SELECT {} FROM fact_{} WHERE project_id = $1 AND batch_id = $2"
                             " AND file_no = $3 AND row_no = $4 AND part = $5",
                             column->name, book::shape_of(at.table).english),
                 {number(at.project), number(at.batch), std::int64_t{at.file}, std::int64_t{at.row},
                  std::int64_t{at.part}},
                 take);
  return token;
}

tl::unexpected<Error> no_reason() {
  return fail(ErrorCode::invalid_input, "看全文要写理由；请写明为什么要看");
}

}  // namespace

Result<std::string> SqlStore::reveal(const Reveal& reveal, Instant now) {
  if (trim(reveal.reason).empty()) return no_reason();
  std::string plain;
  FieldAt field = reveal.field;
  if (!field.id_number.empty()) field.person = person(field.id_number);
  // The reason is somebody's words: numbers of people in it are masked, too.
  const std::string reason = without_numbers_of_people(trim(reveal.reason));
  access::AuditEntry entry =
      audit_entry("reveal_field", {{"project", number(reveal.field.project)},
                                   {"reveal", reveal.id},
                                   {"purpose", static_cast<std::int64_t>(reveal.purpose)}});
  entry.subjects.append(" field=").append(field.column);
  const Result<void> done = change(entry, now, "看全文", [&](Statements& statements) {
    require_covered(statements, reveal.field.project);
    const std::string token = token_in(statements, field);
    if (!token.starts_with(access::kTokenMark))
      return statements.refuse(ErrorCode::not_found,
                               "这里没有密封的内容；请核对项目、批次、文件、行和列");
    OpenedValues opened(statements, core_->vault);
    opened.load(reveal.field.project, token);
    plain = opened.shown(reveal.field.project, token);
    if (plain == token)
      return statements.refuse(
          ErrorCode::not_found,
          fmt::format("项目 {} 的密钥已按期销毁，内容看不到了", number(reveal.field.project)));
    std::int64_t kind = 0;
    statements.run("SELECT kind FROM sealed_value WHERE project_id = $1 AND token = $2",
                   {number(reveal.field.project), std::string_view{token}},
                   [&](const SqlRow& row) { kind = row.number(0); });
    const RevealRow fresh{reveal.field.project, reveal.id, token, kind, reveal.purpose, reason};
    if (put_reveal(statements, fresh, now) == 1) return;
    // A repeat is one look: of the same person at the same thing for the same reason.
    bool is_repeat = false;
    statements.run(
        "SELECT token, user_id, purpose, reason FROM reveal WHERE project_id = $1"
        " AND reveal_id = $2",
        {number(reveal.field.project), reveal.id}, [&](const SqlRow& row) {
          is_repeat = row.text(0) == token && row.number(1) == number(who_.user) &&
                      row.number(2) == static_cast<std::int64_t>(reveal.purpose) &&
                      row.text(3) == reason;
        });
    if (!is_repeat)
      statements.refuse(ErrorCode::conflict,
                        fmt::format("编号 {} 已经用来看过：看的人、内容、目的或理由不同；请换一个"
                                    "编号",
                                    reveal.id));
  });
  if (!done) return tl::unexpected(done.error());
  return plain;
}

Result<void> SqlStore::note_report_reveal(const ReportReveal& reveal, Instant now) {
  if (trim(reveal.reason).empty()) return no_reason();
  const std::string reason = without_numbers_of_people(trim(reveal.reason));
  const access::AuditEntry entry = audit_entry(reveal.action, {{"projects", reveal.projects},
                                                               {"findings", reveal.findings},
                                                               {"people", reveal.people},
                                                               {"reveal", reveal.id}});
  return change(entry, now, "看全文", [&](Statements& statements) {
    put_reveal(statements,
               {kNoProject, reveal.id, "", static_cast<std::int64_t>(access::FieldKind::id_number),
                RevealPurpose::check_finding, reason},
               now);
  });
}

// Of many projects at once it is kept under none of them.
std::int64_t SqlStore::put_reveal(Statements& statements, const RevealRow& row, Instant now) {
  return statements.run(
      "INSERT INTO reveal (project_id, reveal_id, user_id, at_ms, token, kind, purpose, reason)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (project_id, reveal_id) DO NOTHING",
      {number(row.place), row.id, number(who_.user), now.utc_ms, row.token, row.kind,
       static_cast<std::int64_t>(row.purpose), row.reason});
}

Result<std::int64_t> SqlStore::rewrap_keys(Instant now) {
  std::int64_t rewrapped = 0;
  const Result<void> done =
      change(audit_entry("rotate_keys", {}), now, "更换主密钥",
             [&](Statements& statements) { rewrapped = core_->vault.rewrap(statements, kAtOnce); });
  if (!done) return tl::unexpected(done.error());
  return rewrapped;
}

Result<std::vector<KeyEnd>> SqlStore::key_ends_after(ProjectId project, int limit) {
  std::vector<KeyEnd> ends;
  const Result<void> done = look("列密钥的期限", [&](Statements& statements) {
    ends.clear();
    statements.run(
        "SELECT project_id, told_ms, agreed_ms, done_ms FROM key_end WHERE project_id > $1"
        " ORDER BY project_id LIMIT $2",
        {number(project), std::int64_t{limit}}, [&](const SqlRow& row) {
          KeyEnd end{ProjectId{row.number(0)}, Instant{row.number(1)}, {}, {}};
          if (const auto agreed = row.number_or_none(2)) end.agreed = Instant{*agreed};
          if (const auto ended = row.number_or_none(3)) end.done = Instant{*ended};
          ends.push_back(end);
        });
  });
  if (!done) return tl::unexpected(done.error());
  return ends;
}

Result<void> SqlStore::tell_key_end(ProjectId project, Instant now) {
  return change(audit_entry("tell_key_end", {{"project", number(project)}}), now, "告知密钥到期",
                [&](Statements& statements) {
                  require_covered(statements, project);
                  statements.run(
                      "INSERT INTO key_end (project_id, told_ms, told_user_id) VALUES ($1, $2, $3)"
                      " ON CONFLICT (project_id) DO NOTHING",
                      {number(project), now.utc_ms, number(who_.user)});
                });
}

Result<void> SqlStore::agree_to_key_end(ProjectId project, Instant now) {
  return change(
      audit_entry("agree_to_key_end", {{"project", number(project)}}), now, "同意销毁密钥",
      [&](Statements& statements) {
        require_covered(statements, project);
        if (statements.run("SELECT 1 FROM key_end WHERE project_id = $1", {number(project)}) == 0)
          statements.refuse(
              ErrorCode::conflict,
              fmt::format("项目 {} 的密钥到期还没有告知过任何人；请先告知", number(project)));
        statements.run(
            "UPDATE key_end SET agreed_ms = $2, agreed_user_id = $3 WHERE project_id = $1"
            " AND agreed_ms IS NULL",
            {number(project), now.utc_ms, number(who_.user)});
      });
}

Result<void> SqlStore::end_keys(ProjectId project, Instant now) {
  return change(audit_entry("end_keys", {{"project", number(project)}}), now, "销毁密钥",
                [&](Statements& statements) {
                  require_covered(statements, project);
                  if (statements.run("SELECT 1 FROM key_end WHERE project_id = $1"
                                     " AND agreed_ms IS NOT NULL",
                                     {number(project)}) == 0)
                    statements.refuse(
                        ErrorCode::conflict,
                        fmt::format("项目 {} 的密钥不能销毁：还没有人被告知并同意；请先告知，再由"
                                    "一个人同意",
                                    number(project)));
                  statements.run(
                      "UPDATE data_key SET content = NULL, destroyed_ms = $2 WHERE project_id = $1"
                      " AND content IS NOT NULL",
                      {number(project), now.utc_ms});
                  statements.run(
                      "UPDATE key_end SET done_ms = $2 WHERE project_id = $1 AND done_ms IS NULL",
                      {number(project), now.utc_ms});
                });
}

}  // namespace qingxin::store
