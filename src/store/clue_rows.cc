// SPDX-License-Identifier: Apache-2.0
#include "store/clue_rows.h"

#include <fmt/format.h>

#include <array>

#include "access/scope.h"
#include "base/hash.h"
#include "store/scope_sql.h"

namespace qingxin::store {

namespace {

std::int64_t first_bytes(const Digest& digest) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof bits; ++i) bits = bits << 8 | digest[i];
  return static_cast<std::int64_t>(bits & INT64_MAX);
}

std::string key_for(const Vault& vault, std::string_view purpose) {
  return access::derived_key(vault.index(), purpose).bytes;
}

// Named one by one, they lead into the index of origins, which begins with the channel.
const std::string& all_channels() {
  static const std::string kAll = [] {
    std::string all = "1";
    for (std::size_t i = 2; i <= casework::kChannelWords.size(); ++i) all += fmt::format(", {}", i);
    return all;
  }();
  return kAll;
}

template <typename Enum>
std::optional<Enum> enum_in(const SqlRow& row, int column) {
  if (const auto value = row.number_or_none(column)) return static_cast<Enum>(*value);
  return std::nullopt;
}

}  // namespace

ClueCondition::ClueCondition(const access::Principal& who) : text_("1 = 1") {
  if (reaches_everything(who.scope)) return;
  if (!who.scope.has_any_unit) {
    text_ = "1 = 0";
    return;
  }
  text_ = "((" + places_of(who.scope) + ")";
  if (who.unit != UnitId{})
    text_ += fmt::format(
        " OR c.asked_unit_id = {0} OR EXISTS (SELECT 1 FROM dossier_body b"
        " WHERE b.dossier_id = c.clue_id AND b.unit_id = {0})",
        place(access::number(who.unit)));
  text_ += ")";
}

std::string ClueCondition::places_of(const access::Scope& scope) {
  constexpr std::array<std::string_view, 2> kRegions{"c.region_code", "c.asked_region_code"};
  return in_places(scope, kRegions, "c.industry",
                   [this](std::string place) { return text(std::move(place)); });
}

void ClueCondition::narrow(const ClueFilter& filter, ClueId before) {
  if (before != ClueId{}) also("c.clue_id < " + place(number(before)));
  if (filter.channel) also("c.channel = " + place(static_cast<std::int64_t>(*filter.channel)));
  if (filter.confirmed) also("c.class = " + place(static_cast<std::int64_t>(*filter.confirmed)));
  if (filter.is_confirmed) also("c.is_confirmed = " + place(std::int64_t{*filter.is_confirmed}));
  if (!filter.region.empty()) {
    also("c.region_code >= " + text(filter.region));
    also("c.region_code < " + text(access::end_of_prefix(filter.region)));
  }
  if (!filter.foreign_number.empty())
    also("c.clue_id IN (SELECT n.clue_id FROM clue_origin n WHERE n.channel IN (" + all_channels() +
         ") AND n.foreign_number = " + text(filter.foreign_number) + ")");
  if (filter.project) also("c.project_id = " + place(number(*filter.project)));
  if (filter.matter) also("c.matter_id = " + place(number(*filter.matter)));
  if (filter.arrived_from) also("c.arrived_ms >= " + place(filter.arrived_from->utc_ms));
  if (filter.arrived_before) also("c.arrived_ms < " + place(filter.arrived_before->utc_ms));
}

ClueMarks::ClueMarks(const Vault& vault)
    : sketch_{key_for(vault, "clue sketch")},
      word_(key_for(vault, "clue word")),
      receipt_(key_for(vault, "clue receipt")),
      said_(key_for(vault, "clue said")) {}

std::int64_t ClueMarks::word(std::string_view token) const {
  return first_bytes(hmac_sm3(word_, token));
}

std::int64_t ClueMarks::receipt_bucket(std::string_view code) const {
  constexpr std::int64_t kBuckets = 1 << 20;
  return first_bytes(hmac_sm3(receipt_, code)) % kBuckets;
}

std::string ClueMarks::said(const Digest& digest) const {
  return hex(hmac_sm3(said_, {reinterpret_cast<const char*>(digest.data()), digest.size()}));
}

// Those of an import are made of what a row says.
std::string ClueMarks::client_key(std::string_view key) const {
  return key.empty() ? std::string{} : hex(hmac_sm3(said_, key));
}

std::string excerpt_place(ClueId clue) {
  return fmt::format("clue excerpt {}", number(clue));
}

std::string said_place(ClueId clue, int said_no) {
  return fmt::format("clue_said content {} {}", number(clue), said_no);
}

ClueFigures figures_in(const SqlRow& row, int first) {
  ClueFigures figures;
  figures.region_code = row.text(first);
  figures.industry = row.text(first + 1);
  figures.field = static_cast<WorkField>(row.number(first + 2));
  figures.project_name = row.text(first + 3);
  figures.place = row.text(first + 4);
  figures.employer = row.text(first + 5);
  figures.employer_code = row.text(first + 6);
  for (const std::string& line : lines_of(row.text(first + 7)))
    if (const Result<Month> month = parse_iso_month(line)) figures.months.push_back(*month);
  if (const auto fen = row.number_or_none(first + 8)) figures.amount = Money{*fen};
  if (const auto count = row.number_or_none(first + 9))
    figures.head_count = static_cast<int>(*count);
  return figures;
}

void append_figures(const ClueFigures& figures, std::string& months,
                    std::vector<SqlValue>& values) {
  std::vector<std::string> lines;
  for (const Month month : figures.months) lines.push_back(to_string(month));
  months = joined_lines(lines);
  const SqlValue none{std::monostate{}};
  values.insert(values.end(),
                {std::string_view{figures.region_code}, std::string_view{figures.industry},
                 static_cast<std::int64_t>(figures.field), std::string_view{figures.project_name},
                 std::string_view{figures.place}, std::string_view{figures.employer},
                 std::string_view{figures.employer_code}, std::string_view{months},
                 figures.amount ? SqlValue{figures.amount->fen} : none,
                 figures.head_count ? SqlValue{std::int64_t{*figures.head_count}} : none});
}

const std::string& ClueRows::select() {
  static const std::string kSelect =
      "SELECT c.clue_id, c.matter_id, c.said_count, c.channel, c.reporting, c.arrived_ms,"
      " c.entered_ms, c.asked_unit_id, c.region_code, c.industry, c.field, c.project_name,"
      " c.place, c.employer, c.employer_code, c.months, c.amount_fen, c.head_count, c.project_id,"
      " c.named_people, c.suggested_class, c.class, c.is_confirmed, c.excerpt, c.key_year,"
      " o.foreign_number, o.file, o.row_no,"
      " (SELECT COUNT(*) FROM clue m WHERE m.matter_id = c.matter_id),"
      " (SELECT s.text_bytes FROM clue_said s WHERE s.clue_id = c.clue_id"
      " AND s.said_no = c.said_count)"
      " FROM clue c JOIN clue_origin o ON o.clue_id = c.clue_id AND o.origin_no = 1";
  return kSelect;
}

void ClueRows::take(const SqlRow& row) {
  Raw raw;
  KeptClue& clue = raw.clue;
  clue.id = ClueId{row.number(0)};
  clue.matter = ClueId{row.number(1)};
  clue.said_count = static_cast<int>(row.number(2));
  clue.origin.channel = static_cast<casework::Channel>(row.number(3));
  clue.reporting = static_cast<Reporting>(row.number(4));
  clue.origin.arrived = Instant{row.number(5)};
  clue.entered = Instant{row.number(6)};
  clue.asked = UnitId{row.number(7)};
  clue.figures = figures_in(row, 8);
  if (const auto project = row.number_or_none(18)) clue.project = ProjectId{*project};
  clue.named_people = static_cast<int>(row.number(19));
  clue.suggested = enum_in<casework::MatterClass>(row, 20);
  clue.confirmed = enum_in<casework::MatterClass>(row, 21);
  clue.is_confirmed = row.number(22) == 1;
  raw.excerpt = row.text(23);
  raw.year = static_cast<int>(row.number(24));
  clue.origin.foreign_number = row.text(25);
  clue.origin.file = row.text(26);
  clue.origin.row = static_cast<std::uint32_t>(row.number(27));
  clue.clues_of_matter = static_cast<int>(row.number(28));
  clue.text_bytes = row.number_or_none(29).value_or(0);
  raw_.push_back(std::move(raw));
}

std::string ClueRows::open(ClueId clue, int year, std::string_view place, std::string_view sealed) {
  const std::optional<access::Key> key = vault_->data_key(*statements_, keys_of_clue(clue), year);
  if (!key) return {};
  std::optional<std::string> plain = access::Sealer(*key).open(place, sealed);
  if (!plain)
    statements_->refuse(ErrorCode::conflict,
                        fmt::format("线索 {} 的原文被改动过，打不开；请从备份恢复", number(clue)));
  return std::move(plain).value_or("");
}

std::vector<KeptClue> ClueRows::opened() {
  for (Raw& raw : raw_)
    raw.clue.excerpt = open(raw.clue.id, raw.year, excerpt_place(raw.clue.id), raw.excerpt);
  return unopened();
}

std::vector<KeptClue> ClueRows::unopened() {
  std::vector<KeptClue> clues;
  for (Raw& raw : raw_) clues.push_back(std::move(raw.clue));
  raw_.clear();
  return clues;
}

}  // namespace qingxin::store
