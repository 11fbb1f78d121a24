// SPDX-License-Identifier: Apache-2.0
#include "store/record_rows.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "access/scope.h"
#include "base/text.h"
#include "oversight/record_life.h"
#include "store/dossier_rows.h"
#include "store/scope_sql.h"

namespace qingxin::store {

namespace {

using oversight::BodyId;
using oversight::Field;
using oversight::Line;
using oversight::Record;
using oversight::RecordEvent;
using oversight::RecordFace;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::Values;

constexpr int kTitleColumns = 80;

constexpr std::array kColumns = std::to_array<std::string_view>(
    {"record_id", "kind", "version", "parent_id", "region_code", "industry", "owner_unit_id",
     "begun_addressee_id", "project_id", "dossier_id", "begun_ms", "addressee_unit_id", "state",
     "is_open", "due_day", "changed_ms", "title", "content", "key_year"});
// What is said of it once; the version is raised by each event.
constexpr std::size_t kVersion = 2, kFirstThatChanges = 11;
static_assert(kColumns[kVersion] == "version" &&
              kColumns[kFirstThatChanges] == "addressee_unit_id");

std::string values_place(RecordId id, std::int64_t version) {
  return fmt::format("record content {} {}", number(id), version);
}
std::string event_place(RecordId id, int event_no) {
  return fmt::format("record_event content {} {}", number(id), event_no);
}

// The kinds and states that `is_told` says yes to, as a condition of "record r".
template <typename Told>
std::string kinds_where(const Told& is_told) {
  std::string words;
  for (std::size_t kind = 1; kind <= oversight::kRecordKinds; ++kind) {
    std::string states;
    for (std::size_t state = 1; state <= oversight::kRecordStates; ++state)
      if (is_told(static_cast<RecordKind>(kind), static_cast<RecordState>(state)))
        states += fmt::format("{}{}", states.empty() ? "" : ", ", state);
    if (!states.empty())
      words += fmt::format("{}(r.kind = {} AND r.state IN ({}))", words.empty() ? "" : " OR ", kind,
                           states);
  }
  return words.empty() ? "1 = 0" : words;
}

const std::string& told_to_addressee() {
  static const std::string kWords = kinds_where(oversight::is_told_to_addressee);
  return kWords;
}
const std::string& told_to_all() {
  static const std::string kWords = kinds_where(oversight::is_told_to_all);
  return kWords;
}

// A record that names no industry is of all of them.
access::Scope with_all_industries(access::Scope scope) {
  if (!scope.industries.empty()) scope.industries.emplace_back();
  return scope;
}

std::string bytes_of(const Values& values) {
  std::vector<std::string> texts;
  for (const auto& [field, text] : values) {
    texts.push_back(std::to_string(static_cast<int>(field)));
    texts.push_back(text);
  }
  return packed(texts);
}

bool take_values(std::string_view bytes, Values& values) {
  const auto texts = unpacked(bytes);
  if (!texts || texts->size() % 2 != 0) return false;
  for (std::size_t i = 0; i < texts->size(); i += 2) {
    const std::string& digits = (*texts)[i];
    int field = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), field);
    if (field < 1 || field > static_cast<int>(oversight::kFields)) return false;
    values[static_cast<Field>(field)] = (*texts)[i + 1];
  }
  return true;
}

std::string bytes_of(const std::vector<Line>& lines) {
  std::vector<std::string> texts;
  for (const Line& line : lines)
    texts.insert(texts.end(), {line.item, line.answer, line.told, line.note, packed(line.photos)});
  return packed(texts);
}

bool take_lines(std::string_view bytes, std::vector<Line>& lines) {
  const auto texts = unpacked(bytes);
  if (!texts || texts->size() % 5 != 0) return false;
  for (std::size_t i = 0; i < texts->size(); i += 5) {
    const auto photos = unpacked((*texts)[i + 4]);
    if (!photos) return false;
    lines.push_back({(*texts)[i], (*texts)[i + 1], (*texts)[i + 2], (*texts)[i + 3], *photos});
  }
  return true;
}

// Empty: it sets nothing.
std::string bytes_of(const RecordEvent& event) {
  if (event.values.empty() && event.lines.empty()) return {};
  const std::array<std::string, 2> texts{bytes_of(event.values), bytes_of(event.lines)};
  return packed(texts);
}

bool take_texts(std::string_view bytes, RecordEvent& event) {
  const auto texts = unpacked(bytes);
  return texts && texts->size() == 2 && take_values((*texts)[0], event.values) &&
         take_lines((*texts)[1], event.lines);
}

// How it is found by words: what the office, or the register, calls a thing or a firm. Prose, which
// may name anybody, never stands in clear.
std::string clear_title(const Values& values) {
  for (const Field field : {Field::name, Field::subject, Field::firm, Field::scheme})
    if (const std::string_view text = oversight::text_of(values, field); !text.empty())
      return without_numbers_of_people(text);
  return {};
}

std::string number_words(const SqlRow& row, int first) {
  if (row.is_null(first)) return {};
  return fmt::format("〔{}〕{}号", row.number(first), row.number(first + 1));
}

RawRecord raw_record(const SqlRow& row) {
  RawRecord raw;
  KeptRecord& kept = raw.kept;
  kept.id = RecordId{row.number(0)};
  raw.begun = {.kind = static_cast<RecordKind>(row.number(1)),
               .parent = row.number(3),
               .region_code = std::string{row.text(4)},
               .industry = std::string{row.text(5)},
               .owner = BodyId{row.number(6)},
               .addressee = BodyId{row.number(7)},
               .project = row.number(8),
               .dossier = row.number(9)};
  kept.version = static_cast<int>(row.number(2));
  kept.face = raw.begun;
  kept.begun = Instant{row.number(10)};
  kept.face.addressee = BodyId{row.number(11)};
  kept.state = static_cast<RecordState>(row.number(12));
  kept.due = day_in(row, 14);
  kept.changed = Instant{row.number(15)};
  kept.title = row.text(16);
  raw.content = row.text(17);
  raw.key_year = static_cast<int>(row.number(18));
  kept.number = number_words(row, 19);
  return raw;
}

// In the order of kColumns; texts live as long as these.
std::vector<SqlValue> values_of(RecordId id, const Record& after, const RecordFace& begun,
                                const std::string& title, const std::string& content, int year) {
  return {number(id),
          static_cast<std::int64_t>(begun.kind),
          std::ssize(after.events),
          begun.parent,
          std::string_view{begun.region_code},
          std::string_view{begun.industry},
          static_cast<std::int64_t>(begun.owner),
          static_cast<std::int64_t>(begun.addressee),
          begun.project,
          begun.dossier,
          after.events.front().at.utc_ms,
          static_cast<std::int64_t>(after.face.addressee),
          static_cast<std::int64_t>(after.state),
          std::int64_t{oversight::is_open(after) ? 1 : 0},
          number_or_null(oversight::due_of(after)),
          after.events.back().entered_at.utc_ms,
          std::string_view{title},
          content.empty() ? SqlValue{std::monostate{}} : SqlValue{Blob{content}},
          std::int64_t{year}};
}

}  // namespace

RecordCondition::RecordCondition(const access::Principal& who)
    : is_bound_(!who.scope.has_any_unit), text_("1 = 1") {
  if (reaches_everything(who.scope)) return;
  if (is_bound_) {
    text_ = "1 = 0";
    if (who.unit != UnitId{})
      text_ = fmt::format("r.addressee_unit_id = {} AND ({})", place(access::number(who.unit)),
                          told_to_addressee());
    return;
  }
  constexpr std::array<std::string_view, 1> kRegion{"r.region_code"};
  text_ = "((" + in_places(with_all_industries(who.scope), kRegion, "r.industry",
                           [this](std::string words) { return text(std::move(words)); });
  text_ += ")";
  if (who.unit != UnitId{})
    text_ += fmt::format(" OR r.owner_unit_id = {0} OR r.addressee_unit_id = {0}",
                         place(access::number(who.unit)));
  text_ += ")";
}

RecordCondition::RecordCondition(RecordKind kind, std::string_view region)
    : text_("(" + told_to_all() + ")") {
  equal("kind", static_cast<std::int64_t>(kind));
  narrow_region(region);
}

void RecordCondition::equal(std::string_view column, SqlValue value) {
  if (std::holds_alternative<std::monostate>(value)) return;
  also(fmt::format("r.{} = {}", column, place(value)));
}

void RecordCondition::narrow_region(std::string_view region) {
  if (region.empty()) return;
  also("r.region_code >= " + text(std::string{region}));
  also("r.region_code < " + text(access::end_of_prefix(region)));
}

void RecordCondition::narrow(const RecordFilter& filter) {
  equal("kind", number_or_null(filter.kind));
  equal("state", number_or_null(filter.state));
  equal("is_open", number_or_null(filter.is_open));
  equal("parent_id", number_or_null(filter.parent));
  equal("owner_unit_id", number_or_null(filter.owner));
  equal("addressee_unit_id", number_or_null(filter.addressee));
  equal("project_id", number_or_null(filter.project));
  if (filter.dossier && is_bound_) also("1 = 0");
  equal("dossier_id", number_or_null(filter.dossier));
  narrow_region(filter.region);
  if (!filter.industry.empty()) also("r.industry = " + text(filter.industry));
  if (!filter.words.empty())
    also(fmt::format("LOWER(r.title) LIKE LOWER({}) ESCAPE '!'", text(containing(filter.words))));
  if (filter.due_before) also("r.due_day < " + place(day_digits(*filter.due_before)));
  if (filter.begun_from) also("r.begun_ms >= " + place(filter.begun_from->utc_ms));
  if (filter.begun_before) also("r.begun_ms < " + place(filter.begun_before->utc_ms));
}

const std::optional<access::Sealer>& RecordSeal::sealer_of(int year) {
  const auto [at, is_new] = sealers_.try_emplace(year);
  if (!is_new) return at->second;
  if (const std::optional<access::Key> key = vault_->data_key(*statements_, keys_of(id_), year))
    at->second.emplace(*key);
  return at->second;
}

std::string RecordSeal::seal(const std::string& place, std::string_view plain, Instant now) {
  const int year = key_year(now);
  const ProjectId keys = keys_of(id_);
  vault_->make_data_keys(*statements_, std::span{&keys, 1}, year, now);
  const std::optional<access::Sealer>& sealer = sealer_of(year);
  if (sealer) return sealer->seal(place, plain);
  statements_->refuse(ErrorCode::conflict,
                      fmt::format("记录 {} 的密钥已销毁，不能再记", number(id_)));
  return {};
}

std::optional<std::string> RecordSeal::open(const std::string& place, std::string_view sealed,
                                            int year) {
  const std::optional<access::Sealer>& sealer = sealer_of(year);
  if (!sealer) return std::nullopt;
  std::optional<std::string> plain = sealer->open(place, sealed);
  if (!plain)
    statements_->refuse(ErrorCode::conflict,
                        fmt::format("记录 {} 的原文被改动过，打不开；请从备份恢复", number(id_)));
  return plain;
}

std::vector<RawRecord> read_records(Statements& statements, const std::string& ending,
                                    std::span<const SqlValue> values) {
  std::string names;
  for (const std::string_view column : kColumns) names.append("r.").append(column).append(", ");
  std::vector<RawRecord> rows;
  statements.run(fmt::format("SELECT {}r.number_year, r.number_no FROM record r {}", names, ending),
                 values, [&](const SqlRow& row) { rows.push_back(raw_record(row)); });
  return rows;
}

KeptRecord opened_record(Statements& statements, const Vault& vault, RawRecord raw) {
  KeptRecord& kept = raw.kept;
  if (raw.content.empty()) return std::move(kept);
  RecordSeal seal(statements, vault, kept.id);
  const auto plain = seal.open(values_place(kept.id, kept.version), raw.content, raw.key_year);
  if (plain && !take_values(*plain, kept.values))
    statements.refuse(ErrorCode::conflict,
                      fmt::format("记录 {} 被改动过，读不出来；请从备份恢复", number(kept.id)));
  if (const std::string_view title = oversight::title_of(kept.values); !title.empty())
    kept.title = shortened(without_numbers_of_people(title), kTitleColumns);
  return std::move(kept);
}

void put_record(Statements& statements, RecordSeal& seal, RecordId id, int before,
                const Record& after, const RecordFace& begun, Instant now) {
  const std::string title = clear_title(after.values);
  std::string content;
  if (!after.values.empty())
    content = seal.seal(values_place(id, std::ssize(after.events)), bytes_of(after.values), now);
  const std::vector<SqlValue> values = values_of(id, after, begun, title, content, key_year(now));
  const bool is_new = before == 0;
  std::vector<SqlValue> bound;
  std::string names, places, sets;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (!is_new && i < kFirstThatChanges && i != kVersion) continue;
    bound.push_back(values[i]);
    const std::string_view comma = names.empty() ? "" : ", ";
    names += fmt::format("{}{}", comma, kColumns[i]);
    places += fmt::format("{}${}", comma, bound.size());
    sets += fmt::format("{}{} = ${}", comma, kColumns[i], bound.size());
  }
  if (is_new) {
    statements.run(fmt::format("INSERT INTO record ({}) VALUES ({})", names, places),
                   std::span<const SqlValue>{bound});
    return;
  }
  bound.emplace_back(number(id));
  statements.run(fmt::format("UPDATE record SET {} WHERE record_id = ${}", sets, bound.size()),
                 std::span<const SqlValue>{bound});
}

std::vector<RecordEvent> RecordEvents::read() {
  struct Raw {
    RecordEvent event;
    std::string content;
    int year;
  };
  std::vector<Raw> rows;
  statements_->run(
      "SELECT client_key, step, at_ms, entered_ms, actor, person_id, for_unit_id, to_unit_id,"
      " content, key_year FROM record_event WHERE record_id = $1 ORDER BY event_no",
      {number(id_)}, [&](const SqlRow& row) {
        rows.push_back({{.key = std::string{row.text(0)},
                         .step = static_cast<oversight::RecordStep>(row.number(1)),
                         .at = Instant{row.number(2)},
                         .entered_at = Instant{row.number(3)},
                         .by = static_cast<oversight::RecordActor>(row.number(4)),
                         .person = oversight::PersonId{row.number(5)},
                         .for_body = BodyId{row.number(6)},
                         .values = {},
                         .lines = {},
                         .to = number_in<BodyId>(row, 7)},
                        std::string{row.text(8)},
                        static_cast<int>(row.number(9))});
      });
  std::vector<RecordEvent> events;
  for (Raw& raw : rows) {
    const int event_no = static_cast<int>(events.size()) + 1;
    if (!raw.content.empty()) {
      const auto plain = seal_->open(event_place(id_, event_no), raw.content, raw.year);
      if (plain && !take_texts(*plain, raw.event))
        statements_->refuse(
            ErrorCode::conflict,
            fmt::format("记录 {} 第 {} 步被改动过，读不出来；请从备份恢复", number(id_), event_no));
    }
    events.push_back(std::move(raw.event));
  }
  return events;
}

void RecordEvents::put(int event_no, const RecordEvent& event, Instant now) {
  const std::string texts = bytes_of(event);
  std::string sealed;
  if (!texts.empty()) sealed = seal_->seal(event_place(id_, event_no), texts, now);
  statements_->run(
      "INSERT INTO record_event (record_id, event_no, client_key, step, at_ms, entered_ms, actor,"
      " person_id, for_unit_id, to_unit_id, content, key_year)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {number(id_), std::int64_t{event_no}, std::string_view{event.key},
       static_cast<std::int64_t>(event.step), event.at.utc_ms, event.entered_at.utc_ms,
       static_cast<std::int64_t>(event.by), static_cast<std::int64_t>(event.person),
       static_cast<std::int64_t>(event.for_body), number_or_null(event.to),
       sealed.empty() ? SqlValue{std::monostate{}} : SqlValue{Blob{sealed}},
       std::int64_t{key_year(now)}});
}

void hide_from_enterprise(KeptRecord& kept) {
  kept.face.dossier = 0;
  oversight::withhold_from_enterprise(kept.face.kind, kept.values);
}

void hide_from_enterprise(Record& record) {
  record.face.dossier = 0;
  oversight::withhold_from_enterprise(record);
}

}  // namespace qingxin::store
