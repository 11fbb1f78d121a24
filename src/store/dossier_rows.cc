// SPDX-License-Identifier: Apache-2.0
#include "store/dossier_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "access/scope.h"
#include "store/scope_sql.h"

namespace qingxin::store {

namespace {

using casework::State;
using casework::Step;
using casework::Strand;

// dossier_body.part. Stored: never renumbered.
enum class Part : unsigned char {
  asked_first = 1,
  responsible = 2,
  offered_to = 3,
  handles_with = 4,
  referred_to = 5,
};

using Bodies = std::set<std::pair<std::int64_t, Part>>;

// Who has to do with it: what was referred and given back is nobody's but the owner's again.
Bodies bodies_of(const casework::Dossier& dossier) {
  Bodies bodies;
  const auto add = [&](casework::BodyId body, Part part) {
    if (body != casework::BodyId{}) bodies.emplace(static_cast<std::int64_t>(body), part);
  };
  add(dossier.first_asked, Part::asked_first);
  add(dossier.owner, Part::responsible);
  if (dossier.offered_to) add(*dossier.offered_to, Part::offered_to);
  for (const casework::BodyId body : dossier.co_handlers) add(body, Part::handles_with);
  for (const casework::Event& event : dossier.events) {
    if ((event.step != Step::referred && event.step != Step::raised) || !event.body) continue;
    const casework::StrandState* strand = find_strand(dossier, strand_of(event.step), event.number);
    if (strand != nullptr && strand->state != State::given_back)
      add(*event.body, Part::referred_to);
  }
  return bodies;
}

bool changes_bodies(const casework::Event& event) {
  const Strand strand = strand_of(event.step);
  return strand == Strand::responsibility || strand == Strand::referral ||
         strand == Strand::raising;
}

bool changes_links(const casework::Event& event) {
  return event.step == Step::clue_joined || event.step == Step::clue_merged ||
         event.step == Step::clue_split;
}

std::span<const casework::Event> new_events(const DossierChange& change) {
  return std::span{change.after.events}.subspan(static_cast<std::size_t>(change.before.events));
}

// The day of the last such step, while the dossier stands so.
std::optional<Date> last_day(const casework::Dossier& dossier, Step step,
                             std::optional<State> while_in) {
  if (while_in && !has_any_in(dossier, *while_in)) return std::nullopt;
  for (auto event = dossier.events.rbegin(); event != dossier.events.rend(); ++event)
    if (event->step == step) return china_day(event->at);
  return std::nullopt;
}

constexpr std::array kColumns =
    std::to_array<std::string_view>({"dossier_id",       "subject",
                                     "version",          "facts_no",
                                     "begun_clue_id",    "begun_project_id",
                                     "begun_matter",     "opened_ms",
                                     "changed_ms",       "asked_unit_id",
                                     "owner_unit_id",    "offered_unit_id",
                                     "assignee_id",      "class",
                                     "channel",          "responsibility_state",
                                     "clue_state",       "handling_state",
                                     "conclusion_state", "clearing_state",
                                     "answered_day",     "filed_day",
                                     "concluded_day",    "cleared_day",
                                     "region_code",      "industry",
                                     "project_id",       "project_name",
                                     "employer",         "employer_code",
                                     "funding",          "incident",
                                     "people",           "people_paid",
                                     "people_unknown",   "established_fen",
                                     "settled_fen",      "owed_fen",
                                     "claimed_people",   "claimed_fen",
                                     "is_open",          "due_day",
                                     "timeliness"});

// An origin is said once.
constexpr std::size_t kVersion = 2, kFactsNo = 3, kFirstThatChanges = 7;
static_assert(kColumns[kVersion] == "version" && kColumns[kFactsNo] == "facts_no" &&
              kColumns[kFirstThatChanges] == "opened_ms");

// The values of a row in the order of kColumns; texts live as long as the change.
std::vector<SqlValue> values_of(const DossierChange& change, int facts_no) {
  const casework::Dossier& dossier = change.after;
  const DossierFace& face = change.face;
  const DossierReadings& readings = change.readings;
  const std::optional<WarningKey>& warning = change.origin.warning;
  const SqlValue none{std::monostate{}};
  const auto begun = [&](SqlValue value) { return warning ? value : none; };
  std::vector<SqlValue> values{number(change.id),
                               static_cast<std::int64_t>(dossier.subject),
                               std::ssize(dossier.events),
                               std::int64_t{facts_no},
                               number_or_null(change.origin.clue),
                               begun(warning ? number(warning->project) : 0),
                               warning ? std::string_view{warning->matter} : std::string_view{},
                               dossier.events.front().at.utc_ms,
                               dossier.events.back().entered_at.utc_ms,
                               static_cast<std::int64_t>(dossier.first_asked),
                               static_cast<std::int64_t>(dossier.owner),
                               number_or_null(dossier.offered_to),
                               number_or_null(dossier.assignee),
                               number_or_null(dossier.matter_class),
                               number_or_null(dossier.channel)};
  for (const Strand strand : {Strand::responsibility, Strand::clue, Strand::handling,
                              Strand::conclusion, Strand::clearing})
    values.push_back(number_or_null(state_of(dossier, strand)));
  values.insert(values.end(),
                {number_or_null(last_day(dossier, Step::reply_sent, State::clue_answered)),
                 number_or_null(last_day(dossier, Step::filed, {})),
                 number_or_null(last_day(dossier, Step::concluded, State::concluded)),
                 number_or_null(last_day(dossier, Step::cleared, State::cleared)),
                 std::string_view{face.region_code}, std::string_view{face.industry},
                 number_or_null(face.project), std::string_view{face.project_name},
                 std::string_view{face.employer}, std::string_view{face.employer_code},
                 number_or_null(face.funding), static_cast<std::int64_t>(face.incident)});
  const std::optional<casework::CaseSums>& sums = readings.sums;
  const auto counted = [&](int count) { return sums ? SqlValue{std::int64_t{count}} : none; };
  const auto summed = [&](const std::optional<Money>& money) {
    return sums ? number_or_null(money) : none;
  };
  const casework::CaseSums shown = sums.value_or(casework::CaseSums{});
  values.insert(
      values.end(),
      {counted(shown.people), counted(shown.people_paid), counted(shown.people_unknown),
       summed(shown.established), summed(shown.settled), summed(shown.owed),
       number_or_null(change.facts.claimed_people), number_or_null(change.facts.claimed_amount),
       std::int64_t{readings.is_open ? 1 : 0}, number_or_null(readings.due),
       static_cast<std::int64_t>(readings.timeliness)});
  return values;
}

void take_readings(const SqlRow& row, int first, DossierReadings& readings) {
  if (!row.is_null(first)) {
    casework::CaseSums sums;
    sums.people = static_cast<int>(row.number(first));
    sums.people_paid = static_cast<int>(row.number(first + 1));
    sums.people_unknown = static_cast<int>(row.number(first + 2));
    sums.established = fen_in(row, first + 3);
    sums.settled = fen_in(row, first + 4);
    sums.owed = fen_in(row, first + 5);
    readings.sums = sums;
  }
  readings.is_open = row.number(first + 8) == 1;
  readings.due = day_in(row, first + 9);
  readings.timeliness = static_cast<casework::Timeliness>(row.number(first + 10));
}

DossierFace face_in(const SqlRow& row, int first) {
  DossierFace face;
  face.region_code = row.text(first);
  face.industry = row.text(first + 1);
  face.project = number_in<ProjectId>(row, first + 2);
  face.project_name = row.text(first + 3);
  face.employer = row.text(first + 4);
  face.employer_code = row.text(first + 5);
  face.funding = number_in<casework::Funding>(row, first + 6);
  face.incident = static_cast<casework::Incident>(row.number(first + 7));
  return face;
}

}  // namespace

SqlValue number_or_null(const std::optional<Date>& day) {
  if (!day) return std::monostate{};
  return day_digits(*day);
}
SqlValue number_or_null(const std::optional<Money>& amount) {
  if (!amount) return std::monostate{};
  return amount->fen;
}
SqlValue number_or_null(const std::optional<int>& count) {
  if (!count) return std::monostate{};
  return std::int64_t{*count};
}
std::optional<Date> day_in(const SqlRow& row, int column) {
  if (const auto digits = row.number_or_none(column)) return day_of_digits(*digits);
  return std::nullopt;
}
std::optional<Money> fen_in(const SqlRow& row, int column) {
  if (const auto fen = row.number_or_none(column)) return Money{*fen};
  return std::nullopt;
}

DossierCondition::DossierCondition(const access::Principal& who) : text_("1 = 1") {
  if (reaches_everything(who.scope)) return;
  if (!who.scope.has_any_unit) {
    text_ = "1 = 0";
    return;
  }
  constexpr std::array<std::string_view, 1> kRegion{"d.region_code"};
  text_ = "((" + in_places(who.scope, kRegion, "d.industry",
                           [this](std::string words) { return text(std::move(words)); });
  text_ += ")";
  if (who.unit != UnitId{})
    text_ += fmt::format(
        " OR EXISTS (SELECT 1 FROM dossier_body b WHERE b.dossier_id = d.dossier_id"
        " AND b.unit_id = {})",
        place(access::number(who.unit)));
  text_ += ")";
}

void DossierCondition::equal(std::string_view column, SqlValue value) {
  if (std::holds_alternative<std::monostate>(value)) return;
  also(fmt::format("d.{} = {}", column, place(value)));
}

void DossierCondition::narrow(const DossierFilter& filter) {
  equal("subject", number_or_null(filter.subject));
  equal("is_open", number_or_null(filter.is_open));
  equal("owner_unit_id", number_or_null(filter.owner));
  equal("offered_unit_id", number_or_null(filter.offered_to));
  equal("asked_unit_id", number_or_null(filter.first_asked));
  equal("assignee_id", number_or_null(filter.assignee));
  equal("class", number_or_null(filter.matter_class));
  equal("channel", number_or_null(filter.channel));
  const auto stands = [&](State state) {
    return fmt::format(
        "EXISTS (SELECT 1 FROM dossier_strand s WHERE s.state = {} AND s.dossier_id ="
        " d.dossier_id)",
        place(static_cast<std::int64_t>(state)));
  };
  if (filter.state) also(stands(*filter.state));
  if (filter.not_state) also("NOT " + stands(*filter.not_state));
  if (filter.lacks_plan)
    for (const State state : {State::cleared, State::planned}) also("NOT " + stands(state));
  if (filter.opened_from) also("d.opened_ms >= " + place(filter.opened_from->utc_ms));
  if (filter.opened_before) also("d.opened_ms < " + place(filter.opened_before->utc_ms));
  if (filter.due_before) also("d.due_day < " + place(day_digits(*filter.due_before)));
  narrow_face(filter);
}

void DossierCondition::narrow_face(const DossierFilter& filter) {
  equal("funding", number_or_null(filter.funding));
  equal("incident", number_or_null(filter.incident));
  equal("project_id", number_or_null(filter.project));
  if (!filter.region.empty()) {
    also("d.region_code >= " + text(filter.region));
    also("d.region_code < " + text(access::end_of_prefix(filter.region)));
  }
  if (!filter.industry.empty()) also("d.industry = " + text(filter.industry));
  if (!filter.employer_code.empty()) also("d.employer_code = " + text(filter.employer_code));
  if (filter.words.empty()) return;
  const std::string pattern = text(containing(filter.words));
  also(
      fmt::format("(LOWER(d.project_name) LIKE LOWER({0}) ESCAPE '!' OR LOWER(d.employer) LIKE"
                  " LOWER({0}) ESCAPE '!')",
                  pattern));
}

void DossierCondition::one_of(std::span<const DossierId> ids) {
  also("d.dossier_id IN (" + places_of(ids, values_) + ")");
}

std::string places_of(std::span<const DossierId> ids, std::vector<SqlValue>& values) {
  std::string places;
  for (std::size_t i = 0; i < kFoldedAtOnce; ++i) {
    values.emplace_back(number(ids[std::min(i, ids.size() - 1)]));
    places += fmt::format("{}${}", i == 0 ? "" : ", ", values.size());
  }
  return places;
}

const std::string& select_dossiers() {
  static const std::string kSelect = [] {
    std::string names;
    for (const std::string_view column : kColumns)
      names.append(names.empty() ? "d." : ", d.").append(column);
    return "SELECT " + names + " FROM dossier d";
  }();
  return kSelect;
}

KeptDossier kept_dossier(const SqlRow& row) {
  KeptDossier kept;
  kept.id = DossierId{row.number(0)};
  kept.subject = static_cast<casework::Subject>(row.number(1));
  kept.stamp = {static_cast<int>(row.number(2)), static_cast<int>(row.number(3))};
  kept.origin.clue = number_in<ClueId>(row, 4);
  if (!row.is_null(5))
    kept.origin.warning = WarningKey{ProjectId{row.number(5)}, std::string{row.text(6)}};
  kept.opened = Instant{row.number(7)};
  kept.changed = Instant{row.number(8)};
  kept.first_asked = UnitId{row.number(9)};
  kept.owner = UnitId{row.number(10)};
  kept.offered_to = number_in<UnitId>(row, 11);
  kept.assignee = number_in<access::UserId>(row, 12);
  kept.matter_class = number_in<casework::MatterClass>(row, 13);
  kept.channel = number_in<casework::Channel>(row, 14);
  kept.responsibility = number_in<State>(row, 15);
  kept.clue = number_in<State>(row, 16);
  kept.handling = number_in<State>(row, 17);
  kept.conclusion = number_in<State>(row, 18);
  kept.clearing = number_in<State>(row, 19);
  kept.answered = day_in(row, 20);
  kept.filed = day_in(row, 21);
  kept.concluded = day_in(row, 22);
  kept.cleared = day_in(row, 23);
  kept.face = face_in(row, 24);
  take_readings(row, 32, kept.readings);
  kept.claimed_people = number_in<int>(row, 38);
  kept.claimed_amount = fen_in(row, 39);
  return kept;
}

bool put_dossier(Statements& statements, const DossierChange& change, int facts_no) {
  const std::vector<SqlValue> values = values_of(change, facts_no);
  const bool is_new = change.before.events == 0;
  std::vector<SqlValue> bound;
  std::string names, places, sets;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const bool is_for_ever = i < kFirstThatChanges && i != kVersion && i != kFactsNo;
    if (!is_new && is_for_ever) continue;
    bound.push_back(values[i]);
    const std::string_view comma = names.empty() ? "" : ", ";
    names += fmt::format("{}{}", comma, kColumns[i]);
    places += fmt::format("{}${}", comma, bound.size());
    sets += fmt::format("{}{} = ${}", comma, kColumns[i], bound.size());
  }
  if (is_new)
    return statements.run(fmt::format("INSERT INTO dossier ({}) VALUES ({})"
                                      " ON CONFLICT (dossier_id) DO NOTHING",
                                      names, places),
                          std::span<const SqlValue>{bound}) == 1;
  const std::size_t at = bound.size();
  bound.insert(bound.end(), {number(change.id), std::int64_t{change.before.events},
                             std::int64_t{change.before.facts}});
  return statements.run(fmt::format("UPDATE dossier SET {} WHERE dossier_id = ${}"
                                    " AND version = ${} AND facts_no = ${}",
                                    sets, at + 1, at + 2, at + 3),
                        std::span<const SqlValue>{bound}) == 1;
}

void put_strands(Statements& statements, const DossierChange& change) {
  for (const casework::Event& event : new_events(change)) {
    const casework::StrandState* strand =
        find_strand(change.after, strand_of(event.step), event.number);
    if (strand == nullptr) continue;
    statements.run(
        "INSERT INTO dossier_strand (dossier_id, strand, strand_no, state, since_ms)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dossier_id, strand, strand_no)"
        " DO UPDATE SET state = excluded.state, since_ms = excluded.since_ms",
        {number(change.id), static_cast<std::int64_t>(strand->strand), std::int64_t{strand->number},
         static_cast<std::int64_t>(strand->state), strand->since.utc_ms});
  }
}

void put_bodies(Statements& statements, const DossierChange& change) {
  if (std::ranges::none_of(new_events(change), changes_bodies)) return;
  statements.run("DELETE FROM dossier_body WHERE dossier_id = $1", {number(change.id)});
  for (const auto& [body, part] : bodies_of(change.after))
    statements.run("INSERT INTO dossier_body (dossier_id, unit_id, part) VALUES ($1, $2, $3)",
                   {number(change.id), body, static_cast<std::int64_t>(part)});
}

bool has_new_links(const DossierChange& change) {
  return std::ranges::any_of(new_events(change), changes_links);
}

void put_links(Statements& statements, const DossierChange& change) {
  if (!has_new_links(change)) return;
  statements.run("DELETE FROM dossier_link WHERE dossier_id = $1", {number(change.id)});
  std::int64_t link_no = 0;
  for (const std::int64_t link : change.after.links)
    statements.run("INSERT INTO dossier_link (dossier_id, link_no, link_id) VALUES ($1, $2, $3)",
                   {number(change.id), ++link_no, link});
}

}  // namespace qingxin::store
