// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>

#include "store/dossier_rows.h"

namespace qingxin::store {

namespace {

using casework::Event;

constexpr std::string_view kColumns =
    "client_key, step, strand_no, at_ms, entered_ms, actor, person_id, for_unit_id, day, unit_id,"
    " amount_fen, base_fen, people, satisfaction, assignee_id, team, link_id, venue, channel,"
    " class, outcome, ground, measure";

constexpr std::string_view kFrozenColumns = "clock, day, is_provisional, calendar";

std::string content_place(DossierId id, int event_no) {
  return fmt::format("dossier_event content {} {}", number(id), event_no);
}

// Every text of an event; empty: it has none. The kind of a paper is no text, but goes with it.
std::string texts_of(const Event& event) {
  const bool has_any = !event.reason.empty() || !event.document.empty() || !event.route.empty() ||
                       !event.legal_aid.empty() || !event.heard.empty() || !event.photos.empty() ||
                       !event.papers.empty();
  if (!has_any) return {};
  std::vector<std::string> papers;
  for (const casework::AttachedPaper& paper : event.papers)
    papers.insert(papers.end(), {std::to_string(static_cast<int>(paper.kind)), paper.document,
                                 paper.none_because});
  const std::vector<std::string> texts{event.reason,    event.document, event.route,
                                       event.legal_aid, event.heard,    packed(event.photos),
                                       packed(papers)};
  return packed(texts);
}

int number_of(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// False: these bytes are not ours.
bool take_texts(std::string_view bytes, Event& event) {
  const auto texts = unpacked(bytes);
  if (!texts || texts->size() != 7) return false;
  const auto photos = unpacked((*texts)[5]), papers = unpacked((*texts)[6]);
  if (!photos || !papers || papers->size() % 3 != 0) return false;
  event.reason = (*texts)[0];
  event.document = (*texts)[1];
  event.route = (*texts)[2];
  event.legal_aid = (*texts)[3];
  event.heard = (*texts)[4];
  event.photos = *photos;
  for (std::size_t i = 0; i < papers->size(); i += 3)
    event.papers.push_back({static_cast<casework::PolicePaper>(number_of((*papers)[i])),
                            (*papers)[i + 1], (*papers)[i + 2]});
  return true;
}

std::string team_of(const Event& event) {
  std::vector<std::string> lines;
  for (const casework::PersonId person : event.team)
    lines.push_back(std::to_string(static_cast<std::int64_t>(person)));
  return joined_lines(lines);
}

std::vector<casework::PersonId> team_in(std::string_view text) {
  std::vector<casework::PersonId> team;
  for (const std::string& line : lines_of(text)) {
    std::int64_t person = 0;
    std::from_chars(line.data(), line.data() + line.size(), person);
    team.push_back(casework::PersonId{person});
  }
  return team;
}

Event event_in(const SqlRow& row) {
  Event event;
  event.key = row.text(0);
  event.step = static_cast<casework::Step>(row.number(1));
  event.number = static_cast<int>(row.number(2));
  event.at = Instant{row.number(3)};
  event.entered_at = Instant{row.number(4)};
  event.by = static_cast<casework::Actor>(row.number(5));
  event.person = casework::PersonId{row.number(6)};
  event.for_body = casework::BodyId{row.number(7)};
  event.day = day_in(row, 8);
  event.body = number_in<casework::BodyId>(row, 9);
  event.amount = fen_in(row, 10);
  event.base = fen_in(row, 11);
  event.people = number_in<int>(row, 12);
  event.satisfaction = number_in<int>(row, 13);
  event.assignee = number_in<casework::PersonId>(row, 14);
  event.team = team_in(row.text(15));
  event.link = row.number_or_none(16);
  event.venue = number_in<casework::Venue>(row, 17);
  event.channel = number_in<casework::Channel>(row, 18);
  event.matter_class = number_in<casework::MatterClass>(row, 19);
  event.outcome = number_in<casework::Outcome>(row, 20);
  event.ground = number_in<casework::ConclusionGround>(row, 21);
  event.measure = number_in<casework::Measure>(row, 22);
  return event;
}

casework::Frozen frozen_in(const SqlRow& row, int first) {
  const bool is_provisional = row.number(first + 2) == 1;
  return {.clock = static_cast<casework::ClockId>(row.number(first)),
          .day = day_of_digits(row.number(first + 1)),
          .certainty = is_provisional ? law::Certainty::provisional : law::Certainty::firm,
          .calendar = std::string{row.text(first + 3)}};
}

}  // namespace

const std::optional<access::Sealer>& DossierEvents::sealer_of(int year) {
  const auto [at, is_new] = sealers_.try_emplace(year);
  if (!is_new) return at->second;
  if (const std::optional<access::Key> key = vault_->data_key(*statements_, keys_of(id_), year))
    at->second.emplace(*key);
  return at->second;
}

void DossierEvents::put(int event_no, const Event& event, Instant now) {
  const int year = key_year(now);
  const std::string texts = texts_of(event), team = team_of(event);
  std::string sealed;
  if (!texts.empty()) {
    const ProjectId keys = keys_of(id_);
    vault_->make_data_keys(*statements_, std::span{&keys, 1}, year, now);
    const std::optional<access::Sealer>& sealer = sealer_of(year);
    if (!sealer)
      return statements_->refuse(ErrorCode::conflict,
                                 fmt::format("卷 {} 的密钥已销毁，不能再记它的经过", number(id_)));
    sealed = sealer->seal(content_place(id_, event_no), texts);
  }
  statements_->run(
      fmt::format("INSERT INTO dossier_event (dossier_id, event_no, {}, content, key_year) VALUES"
                  " ($1, $2, $3, $4, $5,"
                  " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"
                  " $22, $23, $24, $25, $26, $27)",
                  kColumns),
      {number(id_),
       std::int64_t{event_no},
       std::string_view{event.key},
       static_cast<std::int64_t>(event.step),
       std::int64_t{event.number},
       event.at.utc_ms,
       event.entered_at.utc_ms,
       static_cast<std::int64_t>(event.by),
       static_cast<std::int64_t>(event.person),
       static_cast<std::int64_t>(event.for_body),
       number_or_null(event.day),
       number_or_null(event.body),
       number_or_null(event.amount),
       number_or_null(event.base),
       number_or_null(event.people),
       number_or_null(event.satisfaction),
       number_or_null(event.assignee),
       std::string_view{team},
       number_or_null(event.link),
       number_or_null(event.venue),
       number_or_null(event.channel),
       number_or_null(event.matter_class),
       number_or_null(event.outcome),
       number_or_null(event.ground),
       number_or_null(event.measure),
       sealed.empty() ? SqlValue{std::monostate{}} : SqlValue{Blob{sealed}},
       std::int64_t{year}});
  for (const casework::Frozen& frozen : event.frozen)
    statements_->run(
        "INSERT INTO dossier_frozen (dossier_id, event_no, clock, day, is_provisional, calendar)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {number(id_), std::int64_t{event_no}, static_cast<std::int64_t>(frozen.clock),
         day_digits(frozen.day),
         std::int64_t{frozen.certainty == law::Certainty::provisional ? 1 : 0},
         std::string_view{frozen.calendar}});
}

void DossierEvents::read_frozen(std::vector<Raw>& rows) {
  statements_->run(fmt::format("SELECT event_no, {} FROM dossier_frozen WHERE dossier_id = $1"
                               " ORDER BY event_no, clock",
                               kFrozenColumns),
                   {number(id_)}, [&](const SqlRow& row) {
                     const auto at = static_cast<std::size_t>(row.number(0)) - 1;
                     if (at < rows.size()) rows[at].event.frozen.push_back(frozen_in(row, 1));
                   });
}

void DossierEvents::open(int event_no, Raw& raw) {
  if (raw.content.empty()) return;
  const std::optional<access::Sealer>& sealer = sealer_of(raw.year);
  if (!sealer) return;
  const auto plain = sealer->open(content_place(id_, event_no), raw.content);
  if (!plain || !take_texts(*plain, raw.event))
    statements_->refuse(
        ErrorCode::conflict,
        fmt::format("卷 {} 第 {} 步的原文被改动过，打不开；请从备份恢复", number(id_), event_no));
}

std::vector<Event> DossierEvents::read() {
  std::vector<Raw> rows;
  statements_->run(
      fmt::format("SELECT {}, content, key_year FROM dossier_event WHERE dossier_id = $1"
                  " ORDER BY event_no",
                  kColumns),
      {number(id_)}, [&](const SqlRow& row) {
        rows.push_back(
            {event_in(row), std::string{row.text(23)}, static_cast<int>(row.number(24))});
      });
  read_frozen(rows);
  std::vector<Event> events;
  for (Raw& raw : rows) {
    open(static_cast<int>(events.size()) + 1, raw);
    events.push_back(std::move(raw.event));
  }
  return events;
}

EventsById events_without_words(Statements& statements, std::span<const DossierId> ids) {
  EventsById events;
  std::vector<SqlValue> values;
  const std::string places = places_of(ids, values);
  statements.run(fmt::format("SELECT {}, dossier_id FROM dossier_event WHERE dossier_id IN ({})"
                             " ORDER BY dossier_id, event_no",
                             kColumns, places),
                 std::span<const SqlValue>{values}, [&](const SqlRow& row) {
                   events[DossierId{row.number(23)}].push_back(event_in(row));
                 });
  statements.run(fmt::format("SELECT dossier_id, event_no, {} FROM dossier_frozen"
                             " WHERE dossier_id IN ({}) ORDER BY dossier_id, event_no, clock",
                             kFrozenColumns, places),
                 std::span<const SqlValue>{values}, [&](const SqlRow& row) {
                   std::vector<Event>& of_one = events[DossierId{row.number(0)}];
                   const auto at = static_cast<std::size_t>(row.number(1)) - 1;
                   if (at < of_one.size()) of_one[at].frozen.push_back(frozen_in(row, 2));
                 });
  return events;
}

}  // namespace qingxin::store
