// SPDX-License-Identifier: Apache-2.0
#include "feeds/folder_parts.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "book/plain_texts.h"
#include "feeds/doubles.h"
#include "feeds/row_code.h"
#include "feeds/row_drain.h"
#include "feeds/spool.h"

namespace qingxin::feeds {

using namespace book;  // NOLINT: its rows are all that is spoken of here

namespace {

// Neighbouring projects share a shelf where there are more of them.
constexpr std::size_t kShelvesMost = 512;
constexpr std::size_t kKeyShelves = 64;

template <typename Row>
constexpr bool may_be_doubled =
    requires(const Facts& facts, const Row& row) { doubles_key(facts, row); };

// Sums of amounts, in a form that no number of rows overflows; those below 0 do not make up for it.
class Sums {
 public:
  template <typename Row>
  void add(const Row& row, int sign) {
    if constexpr (std::is_same_v<Row, PayrollLine>) {
      add(0, row.net, sign);
      add(1, row.gross.value_or(Money{}), sign);
    }
    if constexpr (std::is_same_v<Row, Payment>) add(2, row.amount, sign);
    if constexpr (std::is_same_v<Row, Movement>) add(3, row.amount, sign);
    if constexpr (std::is_same_v<Row, LabourFee>) add(4, row.amount, sign);
  }
  Result<void> check() const {
    constexpr std::array kTables{Table::payroll, Table::payroll, Table::payments, Table::movements,
                                 Table::labour_fees};
    for (std::size_t i = 0; i < sums_.size(); ++i)
      if (sums_[i] > kFenMax) return sum_is_too_large(kTables[i]);
    return {};
  }

 private:
  __extension__ using Wide = __int128;
  void add(std::size_t sum, Money amount, int sign) {
    if (amount.fen > 0) sums_[sum] += Wide{amount.fen} * sign;
  }
  std::array<Wide, 5> sums_{};
};

// Which projects stand on which shelf. Shelf 0 holds what belongs to none.
class Shelving {
 public:
  explicit Shelving(std::size_t projects)
      : projects_(projects), shelves_(std::min(projects, kShelvesMost)) {}

  std::size_t count() const { return shelves_ + 1; }
  std::size_t of(ProjectIndex project) const {
    return project == kNone ? 0 : 1 + std::size_t{project} * shelves_ / projects_;
  }
  // The first project of a shelf, or of those behind the last one.
  std::size_t first_of(std::size_t shelf) const {
    return shelf < 2 ? 0 : ((shelf - 1) * projects_ + shelves_ - 1) / shelves_;
  }

 private:
  std::size_t projects_, shelves_;
};

class FolderParts final : public PartedFacts, public RowDrain {
 public:
  explicit FolderParts(const PartsOrder& order)
      : aside_(order.aside),
        rows_in_part_(order.rows_in_part),
        shelving_(0),
        keys_(aside_, kKeyShelves) {}

  const std::filesystem::path& aside() const override { return aside_; }

  void begin(Facts& head) override {
    head_ = &head;
    shelving_ = Shelving(head.projects.size());
    rows_ = std::make_unique<Spool>(aside_, shelving_.count());
    before_.resize(shelving_.count());
    rows_on_.resize(shelving_.count());
    is_named_.resize(head.projects.size());
  }

  void take(Facts& rows, std::uint32_t lines_before) override {
    note(check_texts(rows));
    for (const TableShape& shape : all_tables())
      visit_rows(rows, shape.table, [&](auto& of_table) {
        if constexpr (has_project<RowOf<decltype(of_table)>>)
          for (auto& row : of_table) {
            row.source.row += lines_before;
            put_aside(rows, row);
          }
      });
    for (RejectedRow& row : rows.rejected) {
      row.source.row += lines_before;
      row.worker = head_->identities.add(rows.identities[row.worker]);
      head_->rejected.push_back(std::move(row));
    }
  }

  // All is read: `head` is what is left of the facts.
  Result<void> finish(Facts head, const Known& known, const std::vector<std::string>& left_out);

  const Facts& head() const override { return whole_; }
  Result<std::optional<FactsPart>> next() override;

 private:
  void note(const Result<void>& done) {
    if (!done && !failure_) failure_ = done.error();
  }
  template <typename Row>
  void put_aside(const Facts& facts, const Row& row);
  template <typename Row>
  void note_row(const Facts& facts, const Row& row);
  Result<std::unordered_set<std::uint64_t>> doubled_keys() const;
  Result<void> settle_doubles();
  Result<void> fetch_doubles(const std::unordered_set<std::uint64_t>& keys);
  void drop_unnamed_projects(const Known& known);
  void keep_named();
  void sort_by_project();
  Result<void> add_rows(std::size_t shelf, Facts& facts);
  void add_projects(std::size_t first, std::size_t end, Facts& facts) const;
  void add_rejected(std::size_t first, std::size_t end, Facts& facts) const;
  template <typename Rows>
  void settle_rows(Rows& rows, ProjectIndex first_project) const;

  std::filesystem::path aside_;
  std::size_t rows_in_part_;
  Shelving shelving_;
  std::unique_ptr<Spool> rows_;
  Spool keys_;  // of rows that may be doubled
  RowWriter writer_;
  std::string bytes_;
  std::vector<RowsBefore> before_;    // by shelf
  std::vector<std::size_t> rows_on_;  // by shelf
  Sums sums_;
  std::optional<Error> failure_;
  std::vector<bool> is_named_;                   // by project: whether any row names it
  std::set<std::string, std::less<>> accounts_;  // of movements that are of no project

  Facts* head_ = nullptr;
  Facts whole_;
  std::set<Source> gone_;              // doubled rows
  std::map<Source, Date> taken_back_;  // payments
  // Of the projects that were known while the folder was read, those that stay, before each.
  std::vector<ProjectIndex> place_;
  std::size_t next_shelf_ = 0;
};

template <typename Row>
void FolderParts::note_row(const Facts& facts, const Row& row) {
  if (row.project != kNone) is_named_[row.project] = true;
  if constexpr (std::is_same_v<Row, Movement>)
    if (row.project == kNone) accounts_.emplace(facts.texts[row.account]);
  if constexpr (std::is_same_v<Row, AttendanceRow>)
    // Hours written in the day cells of a monthly sheet are the hours of these days.
    if (row.hours_hundredths >= 0 && head_->files[row.source.file].is_monthly)
      head_->present.columns[static_cast<std::size_t>(Table::attendance)].set(attendance::hours);
  sums_.add(row, 1);
}

template <typename Row>
void FolderParts::put_aside(const Facts& facts, const Row& row) {
  note_row(facts, row);
  const std::size_t shelf = shelving_.of(row.project);
  bytes_.clear();
  writer_.write(facts, row, before_[shelf], bytes_);
  note(rows_->put(shelf, bytes_));
  ++rows_on_[shelf];
  if constexpr (may_be_doubled<Row>) {
    const std::uint64_t key = doubles_key(facts, row);
    if (key == 0) return;
    std::array<char, sizeof key> bytes;
    std::memcpy(bytes.data(), &key, sizeof key);
    note(keys_.put(key >> 58, {bytes.data(), bytes.size()}));
  }
}

// Keys that more than one row has.
Result<std::unordered_set<std::uint64_t>> FolderParts::doubled_keys() const {
  std::unordered_set<std::uint64_t> doubled;
  for (std::size_t shelf = 0; shelf < keys_.shelves(); ++shelf) {
    const Result<std::string> bytes = keys_.all_of(shelf);
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<std::uint64_t> keys(bytes->size() / sizeof(std::uint64_t));
    if (!keys.empty()) std::memcpy(keys.data(), bytes->data(), bytes->size());
    std::ranges::sort(keys);
    for (auto at = std::ranges::adjacent_find(keys); at != keys.end();
         at = std::adjacent_find(std::next(at), keys.end()))
      doubled.insert(*at);
  }
  return doubled;
}

// Brings the rows with these keys back into the whole.
Result<void> FolderParts::fetch_doubles(const std::unordered_set<std::uint64_t>& keys) {
  for (std::size_t shelf = 0; shelf < shelving_.count(); ++shelf) {
    const Result<std::string> bytes = rows_->all_of(shelf);
    if (!bytes) return tl::unexpected(bytes.error());
    Facts back;
    RowsBack rows(*bytes);
    while (rows.next())
      visit_rows(back, rows.table(), [&](auto& of_table) {
        if constexpr (may_be_doubled<RowOf<decltype(of_table)>>) {
          rows.add_to(back);
          if (keys.contains(doubles_key(back, of_table.back())))
            visit_rows(whole_, rows.table(), [&](auto& to) {
              if constexpr (std::is_same_v<decltype(to), decltype(of_table)>)
                to.push_back(row_in(back, of_table.back(), whole_));
            });
          of_table.clear();
        }
      });
  }
  return {};
}

// Rejects doubled rows and takes returned payments back, looking only at the rows that can be
// concerned.
Result<void> FolderParts::settle_doubles() {
  const Result<std::unordered_set<std::uint64_t>> keys = doubled_keys();
  if (!keys) return tl::unexpected(keys.error());
  if (keys->empty()) return {};
  if (const Result<void> fetched = fetch_doubles(*keys); !fetched) return fetched;
  for (const TableShape& shape : all_tables())
    visit_rows(whole_, shape.table, [&](auto& rows) {
      if constexpr (may_be_doubled<RowOf<decltype(rows)>>) {
        for (const auto& row : rows) {
          gone_.insert(row.source);
          sums_.add(row, -1);
        }
        reject_doubles(whole_, shape.table);
        for (const auto& row : rows) {
          gone_.erase(row.source);
          sums_.add(row, 1);
        }
      }
    });
  cancel_returned(whole_);
  for (const Payment& payment : whole_.payments)
    if (payment.cancelled_on) taken_back_.emplace(payment.source, *payment.cancelled_on);
  for (const TableShape& shape : all_tables())
    visit_rows(whole_, shape.table, [&](auto& rows) {
      if constexpr (may_be_doubled<RowOf<decltype(rows)>>) rows = {};
    });
  return {};
}

// Takes out the known projects that no row names, neither by an account of theirs.
void FolderParts::drop_unnamed_projects(const Known& known) {
  for (std::size_t p = 0; p < is_named_.size(); ++p)
    if (whole_.projects[p].source.row != 0) is_named_[p] = true;
  for (const Account& account : whole_.accounts) is_named_[account.project] = true;
  for (const RejectedRow& row : whole_.rejected)
    if (row.project != kNone) is_named_[row.project] = true;
  std::map<std::string_view, std::size_t> places;
  for (std::size_t p = 0; p < is_named_.size(); ++p)
    places[whole_.texts[whole_.projects[p].project_id]] = p;
  for (const KnownAccount& one : known.accounts)
    if (accounts_.contains(one.account)) is_named_[places[one.project_id]] = true;
}

// What is left of the projects, and the numbers of those that stay.
void FolderParts::keep_named() {
  std::vector<Project> kept;
  for (std::size_t p = 0; p < is_named_.size(); ++p) {
    place_.push_back(static_cast<ProjectIndex>(kept.size()));
    if (is_named_[p]) kept.push_back(whole_.projects[p]);
  }
  place_.push_back(static_cast<ProjectIndex>(kept.size()));
  whole_.projects = std::move(kept);
  for (Account& account : whole_.accounts) account.project = place_[account.project];
  for (RejectedRow& row : whole_.rejected)
    if (row.project != kNone) row.project = place_[row.project];
}

// So that those of a part stand together; what is of no project comes last.
void FolderParts::sort_by_project() {
  std::ranges::stable_sort(whole_.accounts, {}, &Account::project);
  std::ranges::stable_sort(whole_.rejected, {}, &RejectedRow::project);
}

Result<void> FolderParts::finish(Facts head, const Known& known,
                                 const std::vector<std::string>& left_out) {
  whole_ = std::move(head);
  head_ = &whole_;
  if (failure_) return tl::unexpected(*failure_);
  if (const Result<void> settled = settle_doubles(); !settled) return settled;
  if (const Result<void> checked = sums_.check(); !checked) return checked;
  std::vector<std::string>& unrecognised = whole_.unrecognised_files;
  unrecognised.insert(unrecognised.end(), left_out.begin(), left_out.end());
  if (!left_out.empty()) std::ranges::sort(unrecognised);
  sort_rejected(whole_);
  if (known.project_ids.empty())
    is_named_.assign(is_named_.size(), true);
  else
    drop_unnamed_projects(known);
  keep_named();
  sort_by_project();
  before_ = {};
  return check_texts(whole_);
}

template <typename Rows>
void FolderParts::settle_rows(Rows& rows, ProjectIndex first_project) const {
  using Row = RowOf<Rows>;
  if constexpr (may_be_doubled<Row>)
    if (!gone_.empty())
      std::erase_if(rows, [&](const Row& row) { return gone_.contains(row.source); });
  for (Row& row : rows) {
    if (row.project != kNone) row.project = place_[row.project] - first_project;
    if constexpr (std::is_same_v<Row, Payment>)
      if (const auto back = taken_back_.find(row.source); back != taken_back_.end())
        row.cancelled_on = back->second;
  }
}

Result<void> FolderParts::add_rows(std::size_t shelf, Facts& facts) {
  const Result<std::string> bytes = rows_->all_of(shelf);
  if (!bytes) return tl::unexpected(bytes.error());
  RowsBack rows(*bytes);
  while (rows.next()) rows.add_to(facts);
  return {};
}

void FolderParts::add_projects(std::size_t first, std::size_t end, Facts& facts) const {
  for (std::size_t p = first; p < end; ++p)
    facts.projects.push_back(row_in(whole_, whole_.projects[p], facts));
  const auto is_before = [](const Account& account, std::size_t p) { return account.project < p; };
  for (auto account =
           std::lower_bound(whole_.accounts.begin(), whole_.accounts.end(), first, is_before);
       account != whole_.accounts.end() && account->project < end; ++account) {
    facts.accounts.push_back(row_in(whole_, *account, facts));
    facts.accounts.back().project -= static_cast<ProjectIndex>(first);
  }
}

void FolderParts::add_rejected(std::size_t first, std::size_t end, Facts& facts) const {
  const bool is_first = next_shelf_ == 0;
  const auto is_before = [](const RejectedRow& row, std::size_t p) { return row.project < p; };
  const auto add_all = [&](std::size_t from, std::size_t to) {
    for (auto row =
             std::lower_bound(whole_.rejected.begin(), whole_.rejected.end(), from, is_before);
         row != whole_.rejected.end() && row->project < to; ++row) {
      facts.rejected.push_back(*row);
      facts.rejected.back().worker = facts.identities.add(whole_.identities[row->worker]);
      if (row->project != kNone) facts.rejected.back().project -= static_cast<ProjectIndex>(first);
    }
  };
  add_all(first, end);
  if (is_first) add_all(kNone, std::size_t{kNone} + 1);
}

Result<std::optional<FactsPart>> FolderParts::next() {
  if (next_shelf_ == shelving_.count()) return std::optional<FactsPart>{};
  const auto facts = std::make_shared<Facts>();
  facts->files = whole_.files;
  facts->present = whole_.present;
  const ProjectIndex first = place_[shelving_.first_of(next_shelf_)];
  std::size_t end_shelf = next_shelf_;
  for (std::size_t count = 0; end_shelf < shelving_.count() && count < rows_in_part_; ++end_shelf) {
    if (const Result<void> added = add_rows(end_shelf, *facts); !added)
      return tl::unexpected(added.error());
    count += rows_on_[end_shelf];
  }
  const ProjectIndex end = place_[shelving_.first_of(end_shelf)];
  for (const TableShape& shape : all_tables())
    visit_rows(*facts, shape.table, [&](auto& rows) {
      if constexpr (has_project<RowOf<decltype(rows)>>) settle_rows(rows, first);
    });
  add_projects(first, end, *facts);
  add_rejected(first, end, *facts);
  next_shelf_ = end_shelf;
  return FactsPart{facts, first};
}

}  // namespace

Result<std::unique_ptr<PartedFacts>> read_folder_in_parts(const PartsOrder& order,
                                                          const Known& known,
                                                          const ReadProgress& progress) {
  auto parts = std::make_unique<FolderParts>(order);
  Result<Facts> head =
      read_folder_through(parts.get(), order.folder, known, order.threads, progress);
  if (!head) return tl::unexpected(head.error());
  if (const Result<void> done = parts->finish(*std::move(head), known, order.left_out); !done)
    return tl::unexpected(done.error());
  return parts;
}

}  // namespace qingxin::feeds
