// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "store/delivery.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

// Whole projects are written in one transaction until they have so many rows: a commit is dear, and
// a small project does not pay for one of its own.
constexpr std::size_t kRowsAtOnce = 200'000;

constexpr std::string_view kKeyColumns[] = {"project_id", "batch_id", "file_no", "row_no", "part"};

std::string fact_table(book::Table table) {
  return std::string{"fact_"}.append(book::shape_of(table).english);
}

std::vector<std::string_view> columns_of(book::Table table) {
  std::vector<std::string_view> columns(std::begin(kKeyColumns), std::end(kKeyColumns));
  if (book::names_worker(table)) columns.push_back("person_id");
  for (const book::FactColumn& column : book::fact_columns(table)) columns.push_back(column.name);
  return columns;
}

SqlValue value_of(const book::FactCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string_view>(&cell)) return *text;
  return std::monostate{};
}

// One transaction: some projects' part of a delivery.
class Chunk {
 public:
  Chunk(Connection& connection, const Delivery& delivery, const NewBatch& batch, const Vault& vault,
        Tokens& tokens)
      : statements_(connection),
        delivery_(&delivery),
        batch_(batch.id),
        vault_(&vault),
        sealing_(statements_, vault, tokens, batch.received) {}

  SqlResult<void> put(std::span<const std::size_t> slots) {
    for (const std::size_t slot : slots) {
      const bool is_empty =
          slot == 0 && delivery_->fact_count(slot) + delivery_->rejects(slot).size() == 0;
      if (!is_empty && is_new(slot)) new_slots_.push_back(slot);
    }
    for (const book::TableShape& shape : book::all_tables()) put_rows(shape.table);
    put_rejects();
    for (const std::size_t slot : new_slots_) finish(slot);
    sealing_.put();
    return statements_.outcome();
  }

 private:
  // What is gathered of a project while its rows are written.
  struct Gathered {
    std::uint64_t digest = 0;
    std::vector<book::WorkerIndex> workers;
  };

  // Puts down that the project's part is here; its digest is known when it is written. False: it
  // was, and is the same, or all has failed.
  bool is_new(std::size_t slot) {
    const std::int64_t project = number(delivery_->project(slot));
    statements_.run(
        "INSERT INTO project (project_id, code, findings_version) VALUES ($1, $2, 0)"
        " ON CONFLICT (project_id) DO NOTHING",
        {project, delivery_->code(slot)});
    const std::int64_t put = statements_.run(
        "INSERT INTO fact_chunk (project_id, batch_id, fact_count, reject_count, digest)"
        " VALUES ($1, $2, $3, $4, 0) ON CONFLICT (project_id, batch_id) DO NOTHING",
        {project, number(batch_), static_cast<std::int64_t>(delivery_->fact_count(slot)),
         static_cast<std::int64_t>(delivery_->rejects(slot).size())});
    if (put == 1 || statements_.have_failed()) return put == 1;
    const auto digest = static_cast<std::int64_t>(delivery_->digest(slot));
    std::int64_t known = digest;
    statements_.run("SELECT digest FROM fact_chunk WHERE project_id = $1 AND batch_id = $2",
                    {project, number(batch_)}, [&](const SqlRow& row) { known = row.number(0); });
    if (known != digest) refuse_difference(slot, known);
    return false;
  }

  // What is known of a project when all its rows are written.
  void finish(std::size_t slot) {
    Gathered& gathered = gathered_[slot];
    for (const std::uint32_t place : delivery_->rejects(slot))
      gathered.workers.push_back(delivery_->facts().rejected[place].worker);
    std::vector<book::WorkerIndex>& workers = gathered.workers;
    std::ranges::sort(workers);
    workers.erase(std::ranges::unique(workers).begin(), workers.end());
    if (!workers.empty() && workers.front() == 0) workers.erase(workers.begin());
    put_people(slot, workers);
    const std::uint64_t digest = gathered.digest + delivery_->digest_of_rejects(slot);
    statements_.run(
        "UPDATE fact_chunk SET digest = $3 WHERE project_id = $1 AND batch_id = $2",
        {number(delivery_->project(slot)), number(batch_), static_cast<std::int64_t>(digest)});
  }

  void put_people(std::size_t slot, std::span<const book::WorkerIndex> workers) {
    const std::int64_t project = number(delivery_->project(slot));
    constexpr std::size_t kAtOnce = 50;
    for (std::size_t first = 0; first < workers.size();) {
      const std::size_t count = workers.size() - first >= kAtOnce ? kAtOnce : 1;
      std::string places;
      std::vector<SqlValue> values;
      for (const book::WorkerIndex worker : workers.subspan(first, count)) {
        const std::size_t at = values.size();
        places += fmt::format("{}(${}, ${}, ${})", at == 0 ? "" : ", ", at + 1, at + 2, at + 3);
        values.insert(values.end(),
                      {project, number(delivery_->person(worker)),
                       sealing_.kept(delivery_->project(slot),
                                     delivery_->facts().identities[worker], kSealedIdNumber)});
      }
      statements_.run("INSERT INTO person (project_id, person_id, id_number) VALUES " + places +
                          " ON CONFLICT (project_id, person_id) DO NOTHING",
                      values);
      first += count;
    }
  }

  void put_rows(book::Table table) {
    const std::string name = fact_table(table);
    const std::vector<std::string_view> columns = columns_of(table);
    sealings_.clear();
    for (const book::FactColumn& column : book::fact_columns(table))
      sealings_.push_back(sealing_of(column));
    DeliveryWalk walk(*delivery_, table, new_slots_);
    const DeliveryRow* next = walk.next();
    if (next == nullptr) return;
    statements_.insert({name, columns, [&](std::span<SqlValue> values) {
                          if (next == nullptr) return More::end;
                          write(table, *next, values);
                          next = walk.next();
                          return More::row;
                        }});
  }

  void write(book::Table table, const DeliveryRow& row, std::span<SqlValue> values) {
    std::size_t place = 0;
    for (const std::int64_t part :
         {number(delivery_->project(row.slot)), number(batch_), std::int64_t{row.row.source.file},
          std::int64_t{row.row.source.row}, std::int64_t{row.part}})
      values[place++] = part;
    if (book::names_worker(table)) values[place++] = number(delivery_->person(row.row.worker));
    for (std::size_t i = 0; i < sealings_.size(); ++i) {
      const auto* text = std::get_if<std::string_view>(&row.row.cells[i]);
      values[place++] =
          text == nullptr
              ? value_of(row.row.cells[i])
              : SqlValue{sealing_.kept(delivery_->project(row.slot), *text, sealings_[i])};
    }
    Gathered& gathered = gathered_[row.slot];
    gathered.digest += digest_of(table, row, delivery_->person(row.row.worker),
                                 values.subspan(values.size() - sealings_.size()), scratch_);
    if (gathered.workers.empty() || gathered.workers.back() != row.row.worker)
      gathered.workers.push_back(row.row.worker);
  }

  void put_rejects() {
    constexpr std::string_view kColumns[] = {"project_id",
                                             "batch_id",
                                             "file_no",
                                             "row_no",
                                             "part",
                                             "person_id",
                                             "table_no",
                                             "column_name",
                                             "content",
                                             "reason",
                                             "wage_month",
                                             "fact_day",
                                             "names_unknown_project",
                                             "is_exact_duplicate"};
    std::size_t slot = 0;
    std::size_t place = 0;
    std::map<std::pair<std::size_t, book::Source>, int> parts;
    const auto next = [&](std::span<SqlValue> values) {
      while (slot < new_slots_.size() && place == delivery_->rejects(new_slots_[slot]).size()) {
        ++slot;
        place = 0;
      }
      if (slot == new_slots_.size()) return More::end;
      const book::RejectedRow& reject =
          delivery_->facts().rejected[delivery_->rejects(new_slots_[slot])[place++]];
      write(reject, new_slots_[slot], parts[{slot, reject.source}]++, values);
      return More::row;
    };
    const bool are_there = std::ranges::any_of(
        new_slots_, [&](std::size_t each) { return !delivery_->rejects(each).empty(); });
    if (are_there) statements_.insert({"reject", kColumns, next});
  }

  void write(const book::RejectedRow& reject, std::size_t slot, int part,
             std::span<SqlValue> values) {
    const SqlValue none = std::monostate{};
    const SqlValue row[] = {
        number(delivery_->project(slot)),
        number(batch_),
        std::int64_t{reject.source.file},
        std::int64_t{reject.source.row},
        std::int64_t{part},
        reject.worker == 0 ? none : SqlValue{number(delivery_->person(reject.worker))},
        static_cast<std::int64_t>(reject.table),
        std::string_view{reject.column},
        sealing_.kept(delivery_->project(slot), reject.value, kSealedWhenSecret),
        sealing_.kept(delivery_->project(slot), reject.reason, kSealedWhenSecret),
        reject.month ? SqlValue{month_digits(*reject.month)} : none,
        reject.date ? SqlValue{day_digits(*reject.date)} : none,
        std::int64_t{reject.names_unknown_project},
        std::int64_t{reject.is_exact_duplicate}};
    std::ranges::copy(row, values.begin());
  }

  // The first cell that is not what it was; else how many rows there were and are. `digest` is of
  // what is kept; 0: of a version that made it otherwise, so that only the content can tell.
  void refuse_difference(std::size_t slot, std::int64_t digest) {
    const std::size_t slots[] = {slot};
    OpenedValues opened(statements_, *vault_);
    opened.load(delivery_->project(slot));
    for (const book::TableShape& shape : book::all_tables()) {
      DeliveryWalk walk(*delivery_, shape.table, slots);
      while (const DeliveryRow* next = walk.next()) {
        refuse_difference(shape.table, *next, opened);
        if (statements_.have_failed()) return;
      }
    }
    statements_.run(
        "SELECT fact_count, reject_count FROM fact_chunk WHERE project_id = $1 AND batch_id = $2",
        {number(delivery_->project(slot)), number(batch_)}, [&](const SqlRow& row) {
          was_ = {row.number(0), row.number(1)};
        });
    const std::pair<std::int64_t, std::int64_t> is{
        static_cast<std::int64_t>(delivery_->fact_count(slot)),
        static_cast<std::int64_t>(delivery_->rejects(slot).size())};
    if (digest == 0 && was_ == is) return;
    statements_.refuse(ErrorCode::conflict,
                       fmt::format("同一个键（key）已经收过批次 {}，内容不同：项目 {} 原来有 {} "
                                   "条事实、{} 行拒收，这次有 {} 条、"
                                   "{} 行；是另一批的，请换一个键再交",
                                   number(batch_), delivery_->code(slot), was_.first, was_.second,
                                   is.first, is.second));
  }

  void refuse_difference(book::Table table, const DeliveryRow& row, OpenedValues& opened) {
    const std::span<const book::FactColumn> columns = book::fact_columns(table);
    std::string names;
    for (const book::FactColumn& column : columns)
      names.append(names.empty() ? "" : ", ").append(column.name);
    std::optional<std::string> words;
    statements_.run(
        fmt::format("SELECT {} FROM {} WHERE project_id = $1 AND batch_id = $2 AND file_no = $3"
                    " AND row_no = $4 AND part = $5",
                    names, fact_table(table)),
        {number(delivery_->project(row.slot)), number(batch_), std::int64_t{row.row.source.file},
         std::int64_t{row.row.source.row}, std::int64_t{row.part}},
        [&](const SqlRow& known) {
          for (std::size_t i = 0; i < columns.size() && !words; ++i) {
            const std::string before{opened.shown(delivery_->project(row.slot),
                                                  shown(known, static_cast<int>(i), columns[i]))};
            const std::string now = shown(row.row.cells[i]);
            if (before == now) continue;
            const auto written = [&](const std::string& text) {
              return columns[i].is_masked ? masked(text) : without_long_numbers(text);
            };
            words = fmt::format(
                "同一个键（key）已经收过批次 {}，内容不同：{} 第 {} 行{}原来是 “{}”，这次是 “{}”；"
                "是另一批的，请换一个键再交",
                number(batch_), delivery_->facts().files[row.row.source.file].name,
                row.row.source.row, column_as_written(table, columns[i].name),
                written(as_written(columns[i].name, before)),
                written(as_written(columns[i].name, now)));
          }
        });
    if (words) statements_.refuse(ErrorCode::conflict, *words);
  }

  // "net_fen" is 实发工资 to whoever wrote it, and "400000" 4000.00; what has no such name stays.
  static std::string column_as_written(book::Table table, std::string_view name) {
    const std::string_view english = book::shape_of(table).english;
    std::string_view stem = name;
    for (const std::string_view suffix : {"_fen", "_day"})
      if (stem.ends_with(suffix)) stem.remove_suffix(suffix.size());
    if (name == "wage_month" || name == "attended_month") stem = "month";
    const std::string candidates[] = {std::string(name), std::string(stem),
                                      std::string(stem) + "_date"};
    for (const std::string& known : candidates)
      if (const std::string_view chinese = book::column_in_chinese(english, known);
          chinese != known)
        return fmt::format("「{}」", chinese);
    return fmt::format(" {} ", name);
  }
  static std::string as_written(std::string_view name, const std::string& kept) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(kept.data(), kept.data() + kept.size(), number);
    if (kept.empty() || error != std::errc{} || end != kept.data() + kept.size()) return kept;
    if (name.ends_with("_fen")) return to_string(Money{number});
    if (name.ends_with("_month") && number >= 1900'01)
      return fmt::format("{}-{:02}", number / 100, number % 100);
    if (name.ends_with("_day") && number >= 1900'01'01)
      return fmt::format("{}-{:02}-{:02}", number / 10'000, number / 100 % 100, number % 100);
    return kept;
  }

  static std::string shown(const SqlRow& row, int place, const book::FactColumn& column) {
    if (row.is_null(place)) return {};
    return column.is_text ? std::string{row.text(place)} : std::to_string(row.number(place));
  }
  static std::string shown(const book::FactCell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string{*text};
    return {};
  }

  Statements statements_;
  const Delivery* delivery_;
  BatchId batch_;
  const Vault* vault_;
  SealingRows sealing_;
  std::vector<ColumnSealing> sealings_;  // of the columns of the table that is being written
  std::vector<std::size_t> new_slots_;
  std::unordered_map<std::size_t, Gathered> gathered_;  // by slot
  std::string scratch_;
  std::pair<std::int64_t, std::int64_t> was_{0, 0};
};

}  // namespace

Result<void> SqlStore::put_facts(const NewBatch& batch, const Delivery& delivery, Tokens& tokens) {
  std::vector<std::size_t> slots;
  std::size_t rows = 0;
  for (std::size_t slot = 0; slot < delivery.slots(); ++slot) {
    slots.push_back(slot);
    rows += delivery.fact_count(slot) + delivery.rejects(slot).size();
    if (rows < kRowsAtOnce && slot + 1 < delivery.slots()) continue;
    const access::AuditEntry entry = access::audit_entry(
        "put_facts", {{"batch", number(batch.id)}, {"projects", std::ssize(slots)}});
    const Result<void> put =
        transact(entry, batch.received, "存入事实", [&](Connection& connection) {
          return Chunk(connection, delivery, batch, core_->vault, tokens).put(slots);
        });
    if (!put) return put;
    slots.clear();
    rows = 0;
  }
  return {};
}

}  // namespace qingxin::store
