// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstring>
#include <map>
#include <set>
#include <string>

#include "base/hash.h"
#include "store/scope_sql.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

struct Known {
  bool is_open;
  int version;
  FindingState state;
};

constexpr std::string_view kStateColumns =
    "f.finding_id, f.is_open, f.version, f.rule, f.employer, f.subject, f.verdict, f.severity,"
    " f.wage_month, f.amount_fen, f.since_day, f.days, f.is_provisional, f.because, p.id_number";

Known known_of(const SqlRow& row, ProjectId project, OpenedValues& opened) {
  Known known{
      .is_open = row.number(1) == 1, .version = static_cast<int>(row.number(2)), .state = {}};
  FindingState& state = known.state;
  state.id = row.text(0);
  state.rule = row.text(3);
  state.employer = row.text(4);
  state.subject = opened.shown(project, row.text(5));
  state.verdict = static_cast<int>(row.number(6));
  state.severity = static_cast<int>(row.number(7));
  if (const auto month = row.number_or_none(8)) state.month = month_of_digits(*month);
  if (const auto fen = row.number_or_none(9)) state.amount = Money{*fen};
  if (const auto since = row.number_or_none(10)) state.since = day_of_digits(*since);
  if (const auto days = row.number_or_none(11)) state.days = static_cast<int>(*days);
  state.is_provisional = row.number(12) == 1;
  state.because = opened.shown(project, row.text(13));
  state.worker = opened.shown(project, row.text(14));
  return known;
}

SqlValue fen_or_null(const std::optional<Money>& sum) {
  if (!sum) return std::monostate{};
  return sum->fen;
}
SqlValue day_or_null(const std::optional<Date>& day) {
  if (!day) return std::monostate{};
  return day_digits(*day);
}

// What is worth a line of history. Days go by, and the words with them: since when says it all.
bool differs(const FindingState& a, const FindingState& b) {
  return a.verdict != b.verdict || a.severity != b.severity || a.amount != b.amount ||
         a.since != b.since;
}

// A person by his number: from his document number somebody could find it again.
std::string content_of(const FindingState& state, PersonId person) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", state.id, state.rule, state.employer,
                     state.worker.empty() ? 0 : number(person), state.subject, state.verdict,
                     state.severity, state.month ? to_string(*state.month) : "",
                     state.amount ? std::to_string(state.amount->fen) : "",
                     state.since ? to_string(*state.since) : "",
                     state.days ? std::to_string(*state.days) : "", state.is_provisional,
                     state.because);
}

// Equal for the same findings in any order.
std::int64_t digest_of(std::span<const FindingState> found, std::span<const PersonId> persons) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Digest digest = sm3(content_of(found[i], persons[i]));
    std::uint64_t bits = 0;
    std::memcpy(&bits, digest.data(), sizeof bits);
    sum += bits;
  }
  return static_cast<std::int64_t>(sum);
}

// One run over one project, in one transaction.
class Recording {
 public:
  Recording(Connection& connection, ProjectId project, const FindingRun& run, const Vault& vault)
      : statements_(connection),
        project_(number(project)),
        run_(&run),
        opened_(statements_, vault),
        tokens_(vault.index()),
        sealing_(statements_, vault, tokens_, run.at) {}

  // False: the run was kept before, or has failed.
  bool begin(std::span<const FindingState> found, std::span<const PersonId> persons) {
    know_project();
    const std::int64_t digest = digest_of(found, persons);
    const std::int64_t added = statements_.run(
        "INSERT INTO finding_run (project_id, run_id, as_of_day, at_ms, found_count, digest)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (project_id, run_id) DO NOTHING",
        {project_, number(run_->id), day_digits(run_->as_of), run_->at.utc_ms,
         static_cast<std::int64_t>(found.size()), digest});
    if (added == 1) return true;
    refuse_difference(static_cast<std::int64_t>(found.size()), digest);
    return false;
  }

  void put(std::span<const FindingState> found, std::span<const PersonId> persons) {
    statements_.run(
        "INSERT INTO project_check (project_id, run_id, as_of_day, due_day, world)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (project_id) DO UPDATE SET"
        " run_id = EXCLUDED.run_id, as_of_day = EXCLUDED.as_of_day, due_day = EXCLUDED.due_day,"
        " world = EXCLUDED.world",
        {project_, number(run_->id), day_digits(run_->as_of), day_or_null(run_->due),
         std::string_view{run_->world}});
    std::map<std::string, Known> known = all();
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto at = known.find(found[i].id);
      if (at == known.end()) {
        put_step(found[i], persons[i], FindingEventKind::opened, 1);
      } else {
        put_again(found[i], persons[i], at->second);
        known.erase(at);
      }
    }
    for (const auto& [id, gone] : known)
      if (gone.is_open) clear(gone);
    sealing_.put();
  }

  std::vector<FindingChange> changes() {
    std::vector<FindingChange> changes;
    statements_.run(
        "SELECT finding_id, event FROM finding_history WHERE project_id = $1 AND run_id = $2"
        " ORDER BY finding_id",
        {project_, number(run_->id)}, [&](const SqlRow& row) {
          changes.push_back(
              {std::string{row.text(0)}, static_cast<FindingEventKind>(row.number(1))});
        });
    return changes;
  }

  SqlResult<void> outcome() const { return statements_.outcome(); }

 private:
  // Two runs over one project come one after the other: the second waits here.
  void know_project() {
    std::string code;
    const std::int64_t found =
        statements_.run("SELECT code FROM project_code WHERE project_id = $1", {project_},
                        [&](const SqlRow& row) { code = row.text(0); });
    if (found == 0)
      statements_.refuse(ErrorCode::not_found, fmt::format("没有项目 {}；请核对编号", project_));
    statements_.run(
        "INSERT INTO project (project_id, code, findings_version) VALUES ($1, $2, 0)"
        " ON CONFLICT (project_id) DO NOTHING",
        {project_, std::string_view{code}});
    statements_.run(
        "UPDATE project SET findings_version = findings_version + 1 WHERE project_id = $1",
        {project_});
  }

  void refuse_difference(std::int64_t count, std::int64_t digest) {
    statements_.run(
        "SELECT as_of_day, found_count, digest FROM finding_run WHERE project_id = $1"
        " AND run_id = $2",
        {project_, number(run_->id)}, [&](const SqlRow& row) {
          before_ = {row.number(0), row.number(1), row.number(2)};
        });
    const Run now{day_digits(run_->as_of), count, digest};
    if (now == before_) return;
    statements_.refuse(
        ErrorCode::conflict,
        fmt::format("项目 {} 的第 {} 次核查已经记过，内容不同：原来截至 {}，{} 条疑点（{:x}），"
                    "这次截至 {}，{} 条（{:x}）；请换一个核查编号",
                    project_, number(run_->id), before_.as_of, before_.count,
                    static_cast<std::uint64_t>(before_.digest), now.as_of, now.count,
                    static_cast<std::uint64_t>(now.digest)));
  }

  std::map<std::string, Known> all() {
    std::map<std::string, Known> known;
    opened_.load(ProjectId{project_});
    statements_.run(fmt::format("SELECT {} FROM finding f LEFT JOIN person p"
                                " ON p.project_id = f.project_id AND p.person_id = f.person_id"
                                " WHERE f.project_id = $1",
                                kStateColumns),
                    {project_}, [&](const SqlRow& row) {
                      Known one = known_of(row, ProjectId{project_}, opened_);
                      known.emplace(one.state.id, std::move(one));
                    });
    return known;
  }

  void put_again(const FindingState& now, PersonId person, const Known& before) {
    if (!before.is_open)
      put_step(now, person, FindingEventKind::reopened, before.version + 1);
    else if (differs(now, before.state))
      put_step(now, person, FindingEventKind::changed, before.version + 1);
    else if (now != before.state)
      put_state(now, person, before.version);
  }

  void put_step(const FindingState& now, PersonId person, FindingEventKind kind, int version) {
    put_state(now, person, version);
    put_history(now, kind, version);
  }

  void put_history(const FindingState& state, FindingEventKind kind, int version) {
    statements_.run(
        "INSERT INTO finding_history (project_id, finding_id, version, event, run_id, as_of_day,"
        " at_ms, verdict, severity, amount_fen, since_day)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {project_, std::string_view{state.id}, std::int64_t{version},
         static_cast<std::int64_t>(kind), number(run_->id), day_digits(run_->as_of),
         run_->at.utc_ms, std::int64_t{state.verdict}, std::int64_t{state.severity},
         fen_or_null(state.amount), day_or_null(state.since)});
  }

  void put_state(const FindingState& state, PersonId person, int version) {
    const SqlValue none = std::monostate{};
    if (!state.worker.empty())
      statements_.run(
          "INSERT INTO person (project_id, person_id, id_number) VALUES ($1, $2, $3)"
          " ON CONFLICT (project_id, person_id) DO NOTHING",
          {project_, number(person), kept(state.worker, kSealedIdNumber)});
    statements_.run(
        "INSERT INTO finding (project_id, finding_id, rule, employer, person_id, wage_month,"
        " subject, verdict, severity, amount_fen, since_day, days, is_provisional, because,"
        " is_open, version)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15)"
        " ON CONFLICT (project_id, finding_id) DO UPDATE SET rule = excluded.rule,"
        " employer = excluded.employer, person_id = excluded.person_id,"
        " wage_month = excluded.wage_month, subject = excluded.subject,"
        " verdict = excluded.verdict, severity = excluded.severity,"
        " amount_fen = excluded.amount_fen, since_day = excluded.since_day,"
        " days = excluded.days, is_provisional = excluded.is_provisional,"
        " because = excluded.because, is_open = 1, version = excluded.version",
        {project_, std::string_view{state.id}, std::string_view{state.rule},
         std::string_view{state.employer}, state.worker.empty() ? none : SqlValue{number(person)},
         state.month ? SqlValue{month_digits(*state.month)} : none,
         kept(state.subject, kSealedWhenSecret), std::int64_t{state.verdict},
         std::int64_t{state.severity}, fen_or_null(state.amount), day_or_null(state.since),
         state.days ? SqlValue{std::int64_t{*state.days}} : none,
         std::int64_t{state.is_provisional}, kept(state.because, kSealedWhenSecret),
         std::int64_t{version}});
  }

  void clear(const Known& gone) {
    statements_.run(
        "UPDATE finding SET is_open = 0, version = $3 WHERE project_id = $1 AND finding_id = $2",
        {project_, std::string_view{gone.state.id}, std::int64_t{gone.version + 1}});
    put_history(gone.state, FindingEventKind::cleared, gone.version + 1);
  }

  struct Run {
    std::int64_t as_of = 0, count = 0, digest = 0;
    friend bool operator==(const Run&, const Run&) = default;
  };

  std::string_view kept(std::string_view text, ColumnSealing sealing) {
    return sealing_.kept(ProjectId{project_}, text, sealing);
  }

  Statements statements_;
  std::int64_t project_;
  const FindingRun* run_;
  OpenedValues opened_;
  Tokens tokens_;
  SealingRows sealing_;
  Run before_;
};

Result<void> check_distinct(std::span<const FindingState> found) {
  std::set<std::string_view> ids;
  for (const FindingState& state : found)
    if (!ids.insert(state.id).second)
      return fail(ErrorCode::invalid_input,
                  fmt::format("疑点 {} 在同一次核查里出现两次；请合成一条再交", state.id));
  return {};
}

}  // namespace

Result<std::vector<FindingChange>> SqlStore::record_findings(ProjectId project,
                                                             const FindingRun& run,
                                                             std::span<const FindingState> found) {
  if (const Result<void> distinct = check_distinct(found); !distinct)
    return tl::unexpected(distinct.error());
  std::vector<PersonId> persons;
  for (const FindingState& state : found) persons.push_back(person(state.worker));
  std::vector<FindingChange> changes;
  const access::AuditEntry entry = access::audit_entry(
      "record_findings", {{"project", number(project)}, {"run", number(run.id)}});
  const auto work = [&](Connection& connection) -> SqlResult<void> {
    Statements statements(connection);
    require_covered(statements, project);
    if (statements.have_failed()) return statements.outcome();
    Recording recording(connection, project, run, core_->vault);
    if (recording.begin(found, persons)) recording.put(found, persons);
    changes = recording.changes();
    return recording.outcome();
  };
  const Result<void> done = transact(entry, run.at, "记下疑点", work);
  if (!done) return tl::unexpected(done.error());
  return changes;
}

Result<std::vector<FindingState>> SqlStore::open_findings(ProjectId project) {
  std::vector<FindingState> findings;
  const Result<void> done = transact(Intent::read, "读疑点", [&](Connection& connection) {
    Statements statements(connection);
    require_covered(statements, project);
    OpenedValues opened(statements, core_->vault);
    opened.load(project);
    findings.clear();
    statements.run(fmt::format("SELECT {} FROM finding f LEFT JOIN person p"
                               " ON p.project_id = f.project_id AND p.person_id = f.person_id"
                               " WHERE f.project_id = $1 AND f.is_open = 1 ORDER BY f.finding_id",
                               kStateColumns),
                   {number(project)}, [&](const SqlRow& row) {
                     findings.push_back(known_of(row, project, opened).state);
                   });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return findings;
}

Result<std::vector<FindingEvent>> SqlStore::history_of(ProjectId project,
                                                       std::string_view finding_id) {
  std::vector<FindingEvent> history;
  const Result<void> done = transact(Intent::read, "读疑点的经过", [&](Connection& connection) {
    Statements statements(connection);
    require_covered(statements, project);
    history.clear();
    statements.run(
        "SELECT version, event, run_id, as_of_day, at_ms, verdict, severity, amount_fen, since_day"
        " FROM finding_history WHERE project_id = $1 AND finding_id = $2 ORDER BY version",
        {number(project), finding_id}, [&](const SqlRow& row) {
          FindingEvent event{.version = static_cast<int>(row.number(0)),
                             .kind = static_cast<FindingEventKind>(row.number(1)),
                             .run = RunId{row.number(2)},
                             .as_of = day_of_digits(row.number(3)),
                             .at = Instant{row.number(4)},
                             .verdict = static_cast<int>(row.number(5)),
                             .severity = static_cast<int>(row.number(6)),
                             .amount = {},
                             .since = {}};
          if (const auto fen = row.number_or_none(7)) event.amount = Money{*fen};
          if (const auto since = row.number_or_none(8)) event.since = day_of_digits(*since);
          history.push_back(event);
        });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return history;
}

Result<std::vector<FindingLine>> SqlStore::findings_after(const FindingFilter& filter,
                                                          ProjectId project,
                                                          std::string_view finding_id, int limit) {
  std::vector<SqlValue> values{number(project), finding_id, std::int64_t{limit}};
  const ScopeSql scope(who_.scope, "f.project_id", values.size());
  scope.append_to(values);
  std::string conditions = scope.condition();
  const auto also = [&](std::string_view column, SqlValue value) {
    values.push_back(value);
    conditions += fmt::format(" AND f.{} = ${}", column, values.size());
  };
  if (filter.project) also("project_id", number(*filter.project));
  if (!filter.id.empty()) also("finding_id", std::string_view{filter.id});
  if (!filter.rule.empty()) also("rule", std::string_view{filter.rule});
  if (filter.verdict) also("verdict", std::int64_t{*filter.verdict});
  if (filter.severity) also("severity", std::int64_t{*filter.severity});
  if (filter.is_open) also("is_open", std::int64_t{*filter.is_open});
  std::vector<FindingLine> lines;
  const Result<void> done = look("列疑点", [&](Statements& statements) {
    lines.clear();
    statements.run(fmt::format("SELECT f.project_id, f.finding_id, c.code, s.name FROM finding f"
                               " JOIN project_code c ON c.project_id = f.project_id"
                               " LEFT JOIN project_place s ON s.project_id = f.project_id"
                               " WHERE (f.project_id, f.finding_id) > ($1, $2) AND {}"
                               " ORDER BY f.project_id, f.finding_id LIMIT $3",
                               conditions),
                   std::span<const SqlValue>{values}, [&](const SqlRow& row) {
                     FindingLine& line = lines.emplace_back();
                     line.project = ProjectId{row.number(0)};
                     line.state.id = row.text(1);
                     line.project_code = row.text(2);
                     if (!row.is_null(3)) line.project_name = row.text(3);
                   });
    OpenedValues opened(statements, core_->vault);
    for (FindingLine& line : lines) {
      opened.load(line.project);
      const std::string id = line.state.id;
      statements.run(fmt::format("SELECT {} FROM finding f LEFT JOIN person p"
                                 " ON p.project_id = f.project_id AND p.person_id = f.person_id"
                                 " WHERE f.project_id = $1 AND f.finding_id = $2",
                                 kStateColumns),
                     {number(line.project), std::string_view{id}}, [&](const SqlRow& row) {
                       Known known = known_of(row, line.project, opened);
                       line.is_open = known.is_open;
                       line.version = known.version;
                       line.state = std::move(known.state);
                     });
    }
  });
  if (!done) return tl::unexpected(done.error());
  return lines;
}

}  // namespace qingxin::store
