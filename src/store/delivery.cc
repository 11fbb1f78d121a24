// SPDX-License-Identifier: Apache-2.0
#include "store/delivery.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "base/check.h"

namespace qingxin::store {

namespace {

constexpr std::uint32_t kNotKept = UINT32_MAX;

void append(std::string& bytes, std::int64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append(std::string& bytes, const SqlValue& cell) {
  bytes += static_cast<char>(cell.index());
  if (const auto* number = std::get_if<std::int64_t>(&cell)) append(bytes, *number);
  if (const auto* text = std::get_if<std::string_view>(&cell)) {
    append(bytes, static_cast<std::int64_t>(text->size()));
    bytes += *text;
  }
}

std::uint64_t digest_of(const std::string& bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string_view kept(Tokens& tokens, std::string_view text, ColumnSealing sealing) {
  if (sealing.kept == KeptAs::itself) return text;
  const Tokens::Token& token = tokens.of(text, sealing);
  return token.text.empty() ? text : std::string_view{token.text};
}

std::string content_of(const book::RejectedRow& reject, PersonId person, Tokens& tokens) {
  std::string bytes{"reject"};
  for (const std::int64_t part :
       {std::int64_t{reject.source.file}, std::int64_t{reject.source.row}, number(person),
        static_cast<std::int64_t>(reject.table), std::int64_t{reject.names_unknown_project},
        std::int64_t{reject.is_exact_duplicate}})
    append(bytes, part);
  for (const std::string* text : {&reject.column, &reject.value, &reject.reason})
    append(bytes, SqlValue{kept(tokens, *text, kSealedWhenSecret)});
  return bytes;
}

SqlValue value_of(const book::FactCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  return std::monostate{};
}

// How the columns of a table are kept.
std::vector<ColumnSealing> sealings_of(book::Table table) {
  std::vector<ColumnSealing> sealings;
  for (const book::FactColumn& column : book::fact_columns(table))
    sealings.push_back(sealing_of(column));
  return sealings;
}

// The slots of a table's rows.
std::vector<std::uint32_t> slots_of(const book::Facts& facts, book::Table table) {
  std::vector<std::uint32_t> slots(book::row_count(facts, table));
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const book::RowPlace row = book::place_of_row(facts, table, i);
    const bool is_only_named = table == book::Table::projects && row.source.row == 0;
    slots[i] = row.project == book::kNone ? 0 : row.project + 1;
    if (is_only_named) slots[i] = kNotKept;
  }
  return slots;
}

}  // namespace

Delivery::Delivery(const book::Facts& facts, std::span<const ProjectId> projects,
                   const std::function<PersonId(std::string_view)>& person, Tokens& tokens)
    : facts_(&facts), projects_(projects), tokens_(&tokens) {
  check(projects.size() == facts.projects.size());
  for (std::uint32_t worker = 0; worker < facts.identities.size(); ++worker)
    persons_.push_back(worker == 0 ? PersonId{0} : person(facts.identities[worker]));
  for (const book::TableShape& shape : book::all_tables())
    tables_[static_cast<std::size_t>(shape.table)] = sorted(slots(), slots_of(facts, shape.table));
  std::vector<std::uint32_t> slot_of_reject;
  for (const book::RejectedRow& reject : facts.rejected)
    slot_of_reject.push_back(reject.project == book::kNone ? 0 : reject.project + 1);
  rejects_ = sorted(slots(), slot_of_reject);
}

Delivery::Places Delivery::sorted(std::size_t slots, std::span<const std::uint32_t> slot_of_row) {
  Places places{std::vector<std::uint32_t>(slots + 1), {}};
  for (const std::uint32_t slot : slot_of_row)
    if (slot != kNotKept) ++places.starts[slot + 1];
  for (std::size_t slot = 0; slot < slots; ++slot) places.starts[slot + 1] += places.starts[slot];
  places.rows.resize(places.starts.back());
  std::vector<std::uint32_t> next(places.starts.begin(), places.starts.end());
  for (std::size_t row = 0; row < slot_of_row.size(); ++row)
    if (slot_of_row[row] != kNotKept)
      places.rows[next[slot_of_row[row]]++] = static_cast<std::uint32_t>(row);
  return places;
}

std::string_view Delivery::code(std::size_t slot) const {
  if (slot == 0) return {};
  return facts_->texts[facts_->projects[slot - 1].project_id];
}

std::size_t Delivery::fact_count(std::size_t slot) const {
  std::size_t count = 0;
  for (const Places& places : tables_) count += places.of(slot).size();
  return count;
}

std::uint64_t digest_of(book::Table table, const DeliveryRow& row, PersonId person,
                        std::span<const SqlValue> cells, std::string& scratch) {
  scratch.clear();
  for (const std::int64_t part :
       {static_cast<std::int64_t>(table), std::int64_t{row.row.source.file},
        std::int64_t{row.row.source.row}, std::int64_t{row.part}, number(person)})
    append(scratch, part);
  for (const SqlValue& cell : cells) append(scratch, cell);
  return digest_of(scratch);
}

std::uint64_t Delivery::digest_of_rejects(std::size_t slot) const {
  std::uint64_t sum = 0;
  for (const std::uint32_t place : rejects(slot)) {
    const book::RejectedRow& reject = facts_->rejected[place];
    sum += digest_of(content_of(reject, person(reject.worker), *tokens_));
  }
  return sum;
}

std::uint64_t Delivery::digest(std::size_t slot) const {
  std::uint64_t sum = digest_of_rejects(slot);
  std::vector<SqlValue> cells;
  std::string scratch;
  const std::size_t slots[] = {slot};
  for (const book::TableShape& shape : book::all_tables()) {
    const std::vector<ColumnSealing> sealings = sealings_of(shape.table);
    DeliveryWalk walk(*this, shape.table, slots);
    while (const DeliveryRow* next = walk.next()) {
      cells.clear();
      for (std::size_t i = 0; i < sealings.size(); ++i) {
        const auto* text = std::get_if<std::string_view>(&next->row.cells[i]);
        cells.push_back(text == nullptr ? value_of(next->row.cells[i])
                                        : SqlValue{kept(*tokens_, *text, sealings[i])});
      }
      sum += store::digest_of(shape.table, *next, person(next->row.worker), cells, scratch);
    }
  }
  return sum;
}

void Delivery::make_tokens() const {
  for (std::uint32_t worker = 1; worker < facts_->identities.size(); ++worker)
    tokens_->of(facts_->identities[worker], kSealedIdNumber);
  for (const book::TableShape& shape : book::all_tables()) {
    const std::vector<ColumnSealing> sealings = sealings_of(shape.table);
    const auto is_sealed = [](const ColumnSealing& each) { return each.kept != KeptAs::itself; };
    if (std::ranges::none_of(sealings, is_sealed)) continue;
    book::FactRow row;
    for (std::size_t i = 0; i < book::row_count(*facts_, shape.table); ++i) {
      book::read_row(*facts_, shape.table, i, row);
      for (std::size_t c = 0; c < sealings.size(); ++c)
        if (const auto* text = std::get_if<std::string_view>(&row.cells[c]);
            text != nullptr && is_sealed(sealings[c]))
          tokens_->of(*text, sealings[c]);
    }
  }
}

const DeliveryRow* DeliveryWalk::next() {
  const Delivery::Places& places = delivery_->tables_[static_cast<std::size_t>(table_)];
  while (slot_ < slots_.size() && place_ == places.of(slots_[slot_]).size()) {
    ++slot_;
    place_ = 0;
  }
  if (slot_ == slots_.size()) return nullptr;
  const bool is_first = place_ == 0;
  const book::Source before = row_.row.source;
  row_.slot = slots_[slot_];
  book::read_row(delivery_->facts(), table_, places.of(row_.slot)[place_++], row_.row);
  row_.part = !is_first && row_.row.source == before ? row_.part + 1 : 0;
  return &row_;
}

}  // namespace qingxin::store
