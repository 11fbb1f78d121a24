// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "store/scope_sql.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

using casework::WarningPhase;
using casework::WarningStep;

SqlValue fen_or_null(const std::optional<Money>& sum) {
  if (!sum) return std::monostate{};
  return sum->fen;
}
SqlValue month_or_null(const std::optional<Month>& month) {
  if (!month) return std::monostate{};
  return month_digits(*month);
}
std::optional<Money> fen_in(const SqlRow& row, int column) {
  if (const auto fen = row.number_or_none(column)) return Money{*fen};
  return std::nullopt;
}
std::optional<Month> month_in(const SqlRow& row, int column) {
  if (const auto digits = row.number_or_none(column)) return month_of_digits(*digits);
  return std::nullopt;
}
law::Certainty certainty_in(const SqlRow& row, int column) {
  return row.number(column) == 1 ? law::Certainty::provisional : law::Certainty::firm;
}
std::int64_t is_provisional(const casework::WarningDue& due) {
  return due.certainty == law::Certainty::provisional ? 1 : 0;
}

constexpr std::string_view kColumns =
    "project_id, matter, matter_name, phase, level, people, months, amount_fen, rung, rung_name,"
    " receiver, asks, next_rung, due_day, is_provisional, calendar, has_run_out, left_days,"
    " version, pack, project_code, project_name, region_code, industry, raised_ms, changed_ms";

KeptWarning kept_in(const SqlRow& row) {
  KeptWarning kept;
  kept.key = {ProjectId{row.number(0)}, std::string{row.text(1)}};
  kept.matter_name = row.text(2);
  casework::Warning& warning = kept.warning;
  warning.phase = static_cast<WarningPhase>(row.number(3));
  warning.bulk.level = static_cast<int>(row.number(4));
  warning.bulk.people = static_cast<int>(row.number(5));
  warning.bulk.months = static_cast<int>(row.number(6));
  warning.bulk.amount = fen_in(row, 7);
  warning.rung = row.text(8);
  kept.rung_name = row.text(9);
  kept.receiver = static_cast<int>(row.number(10));
  kept.asks = row.text(11);
  kept.next_rung = row.text(12);
  warning.due = {day_of_digits(row.number(13)), certainty_in(row, 14), std::string{row.text(15)}};
  warning.has_run_out = row.number(16) == 1;
  if (const auto left = row.number_or_none(17)) warning.left = static_cast<int>(*left);
  warning.version = static_cast<int>(row.number(18));
  kept.pack = row.text(19);
  kept.project_code = row.text(20);
  kept.project_name = row.text(21);
  kept.region_code = row.text(22);
  kept.industry = row.text(23);
  kept.raised = Instant{row.number(24)};
  kept.changed = Instant{row.number(25)};
  return kept;
}

// The parts and the findings of a warning that was read.
void read_rest(Statements& statements, KeptWarning& kept) {
  kept.parts.clear();
  kept.warning.bulk.findings.clear();
  statements.run(
      "SELECT rule, level, findings, people, amount_fen, first_month, last_month"
      " FROM warning_part WHERE project_id = $1 AND matter = $2 ORDER BY rule",
      {number(kept.key.project), std::string_view{kept.key.matter}}, [&](const SqlRow& row) {
        kept.parts.push_back({std::string{row.text(0)}, static_cast<int>(row.number(1)),
                              static_cast<int>(row.number(2)), static_cast<int>(row.number(3)),
                              fen_in(row, 4), month_in(row, 5), month_in(row, 6)});
      });
  statements.run(
      "SELECT finding_id FROM warning_finding WHERE project_id = $1 AND matter = $2"
      " ORDER BY finding_id",
      {number(kept.key.project), std::string_view{kept.key.matter}},
      [&](const SqlRow& row) { kept.warning.bulk.findings.emplace_back(row.text(0)); });
}

constexpr std::string_view kStepColumns =
    "version, step, day, at_ms, actor_role, actor_user, actor_unit, why, client_key, phase, level,"
    " rung_name, due_day, is_provisional, calendar, people, amount_fen, pack";

WarningRecord step_in(const SqlRow& row) {
  WarningRecord step;
  step.version = static_cast<int>(row.number(0));
  step.step = static_cast<WarningStep>(row.number(1));
  step.day = day_of_digits(row.number(2));
  step.at = Instant{row.number(3)};
  step.role = static_cast<access::Role>(row.number(4));
  step.user = access::UserId{row.number(5)};
  step.unit = access::UnitId{row.number(6)};
  step.why = row.text(7);
  step.client_key = row.text(8);
  step.phase = static_cast<WarningPhase>(row.number(9));
  step.level = static_cast<int>(row.number(10));
  step.rung_name = row.text(11);
  step.due = {day_of_digits(row.number(12)), certainty_in(row, 13), std::string{row.text(14)}};
  step.people = static_cast<int>(row.number(15));
  step.amount = fen_in(row, 16);
  step.pack = row.text(17);
  return step;
}

void read_evidence(Statements& statements, const WarningKey& key, WarningRecord& step) {
  step.evidence.clear();
  statements.run(
      "SELECT name, sm3, bytes FROM warning_evidence WHERE project_id = $1 AND matter = $2"
      " AND version = $3 ORDER BY evidence_no",
      {number(key.project), std::string_view{key.matter}, std::int64_t{step.version}},
      [&](const SqlRow& row) {
        step.evidence.push_back(
            {std::string{row.text(0)}, std::string{row.text(1)}, row.number(2)});
      });
}

// Keeping what one warning has become, in one transaction.
class Keeping {
 public:
  Keeping(Connection& connection, const KeptWarning& after)
      : statements_(connection), after_(&after) {}

  // True: these very steps stand there.
  bool have_kept(std::span<const WarningRecord> steps) {
    std::size_t same = 0;
    for (const WarningRecord& step : steps) {
      std::optional<WarningRecord> known;
      statements_.run(fmt::format("SELECT {} FROM warning_event WHERE project_id = $1"
                                  " AND matter = $2 AND version = $3",
                                  kStepColumns),
                      {project(), matter(), std::int64_t{step.version}},
                      [&](const SqlRow& row) { known = step_in(row); });
      if (!known) continue;
      read_evidence(statements_, after_->key, *known);
      same += *known == step ? 1U : 0U;
    }
    return same == steps.size();
  }

  // False: another step came between.
  bool put_state(int before) {
    const casework::Warning& warning = after_->warning;
    const std::vector<SqlValue> values{
        project(),
        matter(),
        std::string_view{after_->matter_name},
        static_cast<std::int64_t>(warning.phase),
        std::int64_t{warning.bulk.level},
        std::int64_t{warning.bulk.people},
        std::int64_t{warning.bulk.months},
        fen_or_null(warning.bulk.amount),
        std::string_view{warning.rung},
        std::string_view{after_->rung_name},
        std::int64_t{after_->receiver},
        std::string_view{after_->asks},
        std::string_view{after_->next_rung},
        day_digits(warning.due.day),
        is_provisional(warning.due),
        std::string_view{warning.due.calendar},
        std::int64_t{warning.has_run_out ? 1 : 0},
        warning.left ? SqlValue{std::int64_t{*warning.left}} : SqlValue{std::monostate{}},
        std::int64_t{warning.version},
        std::string_view{after_->pack},
        std::string_view{after_->project_code},
        std::string_view{after_->project_name},
        std::string_view{after_->region_code},
        std::string_view{after_->industry},
        after_->raised.utc_ms,
        after_->changed.utc_ms};
    if (before == 0)
      return statements_.run(
                 fmt::format("INSERT INTO warning ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
                             " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"
                             " $22, $23, $24, $25, $26)"
                             " ON CONFLICT (project_id, matter) DO NOTHING",
                             kColumns),
                 values) == 1;
    std::vector<SqlValue> more = values;
    more.emplace_back(std::int64_t{before});
    return statements_.run(
               "UPDATE warning SET matter_name = $3, phase = $4, level = $5, people = $6,"
               " months = $7, amount_fen = $8, rung = $9, rung_name = $10, receiver = $11,"
               " asks = $12, next_rung = $13, due_day = $14, is_provisional = $15,"
               " calendar = $16, has_run_out = $17, left_days = $18, version = $19, pack = $20,"
               " project_code = $21, project_name = $22, region_code = $23, industry = $24,"
               " raised_ms = $25, changed_ms = $26"
               " WHERE project_id = $1 AND matter = $2 AND version = $27",
               more) == 1;
  }

  void put_rest() {
    for (const std::string_view table : {"warning_part", "warning_finding"})
      statements_.run(fmt::format("DELETE FROM {} WHERE project_id = $1 AND matter = $2", table),
                      {project(), matter()});
    for (const WarningRulePart& part : after_->parts)
      statements_.run(
          "INSERT INTO warning_part (project_id, matter, rule, level, findings, people,"
          " amount_fen, first_month, last_month) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {project(), matter(), std::string_view{part.rule}, std::int64_t{part.level},
           std::int64_t{part.findings}, std::int64_t{part.people}, fen_or_null(part.amount),
           month_or_null(part.first_month), month_or_null(part.last_month)});
    std::size_t next = 0;
    const std::vector<std::string>& findings = after_->warning.bulk.findings;
    constexpr std::array<std::string_view, 3> kFindingColumns{"project_id", "matter", "finding_id"};
    if (findings.empty()) return;
    statements_.insert({"warning_finding", kFindingColumns, [&](std::span<SqlValue> values) {
                          if (next == findings.size()) return More::end;
                          values[0] = project();
                          values[1] = matter();
                          values[2] = std::string_view{findings[next++]};
                          return More::row;
                        }});
  }

  void put_step(const WarningRecord& step) {
    statements_.run(
        fmt::format("INSERT INTO warning_event (project_id, matter, {}) VALUES ($1, $2, $3, $4,"
                    " $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
                    kStepColumns),
        {project(),
         matter(),
         std::int64_t{step.version},
         static_cast<std::int64_t>(step.step),
         day_digits(step.day),
         step.at.utc_ms,
         static_cast<std::int64_t>(step.role),
         access::number(step.user),
         access::number(step.unit),
         std::string_view{step.why},
         step.client_key.empty() ? SqlValue{std::monostate{}}
                                 : SqlValue{std::string_view{step.client_key}},
         static_cast<std::int64_t>(step.phase),
         std::int64_t{step.level},
         std::string_view{step.rung_name},
         day_digits(step.due.day),
         is_provisional(step.due),
         std::string_view{step.due.calendar},
         std::int64_t{step.people},
         fen_or_null(step.amount),
         std::string_view{step.pack}});
    for (std::size_t i = 0; i < step.evidence.size(); ++i)
      statements_.run(
          "INSERT INTO warning_evidence (project_id, matter, version, evidence_no, name, sm3,"
          " bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          {project(), matter(), std::int64_t{step.version}, static_cast<std::int64_t>(i),
           std::string_view{step.evidence[i].name}, std::string_view{step.evidence[i].sm3},
           step.evidence[i].bytes});
  }

  void refuse_late(int before) {
    statements_.refuse(ErrorCode::conflict,
                       fmt::format("预警 {}-{} 已经变了（不再是第 {} 步）；请重新看过再办",
                                   number(after_->key.project), after_->key.matter, before));
  }

  SqlResult<void> outcome() const { return statements_.outcome(); }

 private:
  SqlValue project() const { return number(after_->key.project); }
  SqlValue matter() const { return std::string_view{after_->key.matter}; }

  Statements statements_;
  const KeptWarning* after_;
};

// A condition that grows, with its values. Nothing that was asked is ever part of its text.
class Condition {
 public:
  explicit Condition(std::vector<SqlValue> first) : values_(std::move(first)) {}

  std::string next(SqlValue value) {
    values_.push_back(value);
    return fmt::format("${}", values_.size());
  }
  void also(std::string_view words) { text_ += fmt::format(" AND {}", words); }
  const std::string& text() const { return text_; }
  std::span<const SqlValue> values() const { return values_; }

 private:
  std::string text_;
  std::vector<SqlValue> values_;
};

}  // namespace

namespace {

// Who did what to which warning: what the first step says.
access::AuditEntry entry_of(const WarningKey& key, std::span<const WarningRecord> steps) {
  const std::string action =
      steps.empty() ? "keep_warning"
                    : fmt::format("warning_{}", casework::row_of(steps.front().step).name);
  access::AuditEntry entry = access::audit_entry(action, {{"project", number(key.project)}});
  entry.subjects += fmt::format(" matter={}", key.matter);
  return entry;
}

}  // namespace

Result<Kept> SqlStore::keep_warning(const KeptWarning& after, int before,
                                    std::span<const WarningRecord> steps) {
  Kept kept = Kept::now;
  const auto work = [&](Connection& connection) -> SqlResult<void> {
    Statements statements(connection);
    require_covered(statements, after.key.project);
    if (statements.have_failed()) return statements.outcome();
    Keeping keeping(connection, after);
    kept = Kept::now;
    if (keeping.put_state(before)) {
      keeping.put_rest();
      for (const WarningRecord& step : steps) keeping.put_step(step);
    } else if (keeping.have_kept(steps)) {
      kept = Kept::already;
    } else {
      keeping.refuse_late(before);
    }
    return keeping.outcome();
  };
  const Result<void> done = transact(entry_of(after.key, steps), after.changed, "记下预警", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::optional<KeptWarning>> SqlStore::warning(const WarningKey& key) {
  std::optional<KeptWarning> found;
  const Result<void> done = transact(Intent::read, "查预警", [&](Connection& connection) {
    Statements statements(connection);
    found.reset();
    if (!covers(statements, key.project)) return statements.outcome();
    statements.run(
        fmt::format("SELECT {} FROM warning WHERE project_id = $1 AND matter = $2", kColumns),
        {number(key.project), std::string_view{key.matter}},
        [&](const SqlRow& row) { found = kept_in(row); });
    if (found) read_rest(statements, *found);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<KeptWarning>> SqlStore::warnings_of(ProjectId project) {
  std::vector<KeptWarning> found;
  const Result<void> done = transact(Intent::read, "查项目的预警", [&](Connection& connection) {
    Statements statements(connection);
    found.clear();
    if (!covers(statements, project)) return statements.outcome();
    statements.run(
        fmt::format("SELECT {} FROM warning WHERE project_id = $1 ORDER BY matter", kColumns),
        {number(project)}, [&](const SqlRow& row) { found.push_back(kept_in(row)); });
    for (KeptWarning& one : found) read_rest(statements, one);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<WarningRecord>> SqlStore::steps_of(const WarningKey& key) {
  std::vector<WarningRecord> steps;
  const Result<void> done = transact(Intent::read, "查预警的经过", [&](Connection& connection) {
    Statements statements(connection);
    steps.clear();
    if (!covers(statements, key.project)) return statements.outcome();
    statements.run(fmt::format("SELECT {} FROM warning_event WHERE project_id = $1"
                               " AND matter = $2 ORDER BY version",
                               kStepColumns),
                   {number(key.project), std::string_view{key.matter}},
                   [&](const SqlRow& row) { steps.push_back(step_in(row)); });
    for (WarningRecord& step : steps) read_evidence(statements, key, step);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return steps;
}

Result<std::optional<WarningRecord>> SqlStore::step_of_key(const WarningKey& key,
                                                           std::string_view client_key) {
  std::optional<WarningRecord> step;
  const Result<void> done = transact(Intent::read, "查预警的一步", [&](Connection& connection) {
    Statements statements(connection);
    step.reset();
    if (!covers(statements, key.project)) return statements.outcome();
    statements.run(fmt::format("SELECT {} FROM warning_event WHERE project_id = $1"
                               " AND matter = $2 AND client_key = $3",
                               kStepColumns),
                   {number(key.project), std::string_view{key.matter}, client_key},
                   [&](const SqlRow& row) { step = step_in(row); });
    if (step) read_evidence(statements, key, *step);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return step;
}

Result<std::vector<KeptWarning>> SqlStore::warnings_after(const WarningFilter& filter,
                                                          const WarningKey& after, int limit) {
  Condition condition({number(after.project), std::string_view{after.matter}, std::int64_t{limit}});
  const ScopeSql scope(who_.scope, "w.project_id", condition.values().size());
  condition.also(scope.condition());
  for (const SqlValue& value : scope.values()) condition.next(value);
  if (filter.phase)
    condition.also("w.phase = " + condition.next(static_cast<std::int64_t>(*filter.phase)));
  if (filter.leaves_out_cleared)
    condition.also("w.phase <> " +
                   condition.next(static_cast<std::int64_t>(WarningPhase::cleared)));
  if (filter.level) condition.also("w.level <= " + condition.next(std::int64_t{*filter.level}));
  if (!filter.matter.empty())
    condition.also("w.matter = " + condition.next(std::string_view{filter.matter}));
  if (filter.receiver)
    condition.also("w.receiver = " + condition.next(std::int64_t{*filter.receiver}));
  if (filter.due_before)
    condition.also("w.due_day < " + condition.next(day_digits(*filter.due_before)));
  if (filter.project) condition.also("w.project_id = " + condition.next(number(*filter.project)));
  std::vector<KeptWarning> found;
  const Result<void> done = transact(Intent::read, "列预警", [&](Connection& connection) {
    Statements statements(connection);
    found.clear();
    statements.run(fmt::format("SELECT {} FROM warning w WHERE (w.project_id, w.matter) > ($1, $2)"
                               "{} ORDER BY w.project_id, w.matter LIMIT $3",
                               kColumns, condition.text()),
                   condition.values(), [&](const SqlRow& row) { found.push_back(kept_in(row)); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<ProjectId>> SqlStore::projects_to_warn(ProjectId after, int limit) {
  std::vector<ProjectId> projects;
  const Result<void> done = transact(Intent::read, "列要预警的项目", [&](Connection& connection) {
    Statements statements(connection);
    projects.clear();
    std::vector<SqlValue> values{number(after), std::int64_t{limit}};
    const ScopeSql found(who_.scope, "f.project_id", values.size());
    found.append_to(values);
    const ScopeSql warned(who_.scope, "w.project_id", values.size());
    warned.append_to(values);
    statements.run(
        "SELECT f.project_id FROM finding f WHERE f.is_open = 1 AND f.project_id > $1"
        " AND " +
            found.condition() +
            " UNION SELECT w.project_id FROM warning w WHERE w.project_id > $1 AND " +
            warned.condition() + " ORDER BY project_id LIMIT $2",
        std::span<const SqlValue>{values},
        [&](const SqlRow& row) { projects.push_back(ProjectId{row.number(0)}); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return projects;
}

Result<std::optional<Date>> SqlStore::judged_on(ProjectId project) {
  std::optional<Date> day;
  const Result<void> done = transact(Intent::read, "查何日核查", [&](Connection& connection) {
    Statements statements(connection);
    day.reset();
    if (!covers(statements, project)) return statements.outcome();
    statements.run(
        "SELECT as_of_day FROM finding_run WHERE project_id = $1 ORDER BY run_id DESC LIMIT 1",
        {number(project)}, [&](const SqlRow& row) { day = day_of_digits(row.number(0)); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return day;
}

}  // namespace qingxin::store
