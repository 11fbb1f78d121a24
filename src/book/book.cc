// SPDX-License-Identifier: Apache-2.0
#include "book/book.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

#include "book/columns.h"
#include "book/packed_rows.h"
#include "book/row_fields.h"

namespace qingxin::book {

namespace {

template <typename Row, typename Cell>
Cell cell_type(Cell Row::*);

// Writes the tables of a project, one column after the other.
class Packer {
 public:
  explicit Packer(BlockWriter& block) : block_(&block) {}

  template <typename Row>
  void rows(std::span<const Row> rows) {
    block_->number(static_cast<std::int64_t>(rows.size()));
    if (rows.empty()) return;
    std::apply([&](auto... cell) { (cells(rows, cell), ...); }, kCells<Row>);
    numbers(rows, [](const Row& row) { return std::int64_t{row.source.row}; });
    numbers(rows, [](const Row& row) { return std::int64_t{row.source.file}; });
    if constexpr (std::is_same_v<Row, AttendanceRow>)
      numbers(rows, [](const Row& row) { return DayBits::of(row.days); });
    if constexpr (std::is_same_v<Row, Board>) fields(rows);
  }

  template <typename Row, typename NumberOf>
  void numbers(std::span<const Row> rows, NumberOf number_of) {
    values_.clear();
    for (const Row& row : rows) values_.push_back(number_of(row));
    if (is_in_place_) return block_->column_in_place(values_);
    block_->column(values_);
  }

 private:
  template <typename Row, typename Cell>
  void cells(std::span<const Row> rows, Cell Row::*cell) {
    if constexpr (std::is_same_v<Row, AttendanceRow> && std::is_same_v<Cell, std::int16_t>)
      is_in_place_ = cell == &AttendanceRow::hours_hundredths;
    numbers(rows, [cell](const Row& row) { return CellNumber<Cell>::of(row.*cell); });
    is_in_place_ = false;
  }

  void fields(std::span<const Board> boards) {
    for (const Board& board : boards) {
      block_->number(static_cast<std::int64_t>(board.fields.size()));
      numbers(std::span(board.fields), [](TextId field) { return std::int64_t{field}; });
    }
  }

  BlockWriter* block_;
  std::vector<std::int64_t> values_;
  bool is_in_place_ = false;  // the next column
};

// A table of more rows than this has a bit for each in one column at least: a folder's rows differ
// in where they were read, but for the attendance of a person's month, of 31 rows at most.
constexpr std::size_t kRowsForNothing = 64;

std::size_t most_rows(std::size_t bytes) {
  constexpr std::size_t kBits = 8;
  return std::max(kRowsForNothing, kBits * bytes);
}

std::size_t count_of_rows(BlockReader& block) {
  return block.count(most_rows(block.left()));
}

class Unpacker {
 public:
  Unpacker(BlockReader& block, const Limits& limits, Look look = Look::shown)
      : block_(&block), limits_(limits), look_(look) {}

  template <typename Row>
  void rows(std::vector<Row>& rows) {
    // Kept where they were: a row that is written anew needs no memory of its own.
    rows.resize(count_of_rows(*block_));
    if (rows.empty()) return;
    std::apply([&](auto... cell) { (cells(rows, cell), ...); }, kCells<Row>);
    sources(rows);
    if constexpr (std::is_same_v<Row, AttendanceRow>)
      numbers(rows, DayBits::kRange,
              [](Row& row, std::int64_t number) { row.days = DayBits::back(number); });
    if constexpr (std::is_same_v<Row, Board>) fields(rows);
    if constexpr (has_month<Row>)
      if (!has_known_months(rows, &Row::month)) block_->refuse();
    if (!block_->is_sound()) rows.clear();
  }

  // The sums of the attendance, which stand before its rows.
  void attendance_months(AttendanceMonths& months, std::size_t workers) {
    const std::size_t count = count_of_rows(*block_);
    fill(months.place, count, below(workers));
    fill(months.month, count, range_of(&AttendanceRow::month, limits_));
    fill(months.end, count, below(std::size_t{UINT32_MAX} + 1));
    fill(months.days, count, below(std::size_t{DayBits::kAllDays} + 1));
    fill(months.least_hours_hundredths, count, range_of(&AttendanceRow::hours_hundredths, limits_));
    fill(months.least_passes, count, range_of(&AttendanceRow::passes, limits_));
    fill(months.longest_hundredths, count, {-1, kDayMaxHundredths});
    months.rows = block_->bytes(block_->count(block_->left()));
    if (!std::ranges::is_sorted(months.end) || !has_known_months(months.month, std::identity{}) ||
        months.count_of_rows() > most_rows(months.rows.size()))
      block_->refuse();
  }
  void skip_attendance_months() {
    const std::size_t count = count_of_rows(*block_);
    for (int column = 0; column < 7; ++column) block_->skip(count);
    block_->number();
  }

  // Of the rows of an attendance, those of AttendanceDays.
  void attendance_days(std::size_t count, AttendanceDays& days) {
    if (count_of_rows(*block_) != count) block_->refuse();
    fill(days.hours_hundredths, count, range_of(&AttendanceRow::hours_hundredths, limits_));
    block_->skip(count);  // their months
    fill(days.passes, count, range_of(&AttendanceRow::passes, limits_));
    // When they came and went, and where that was read.
    for (int column = 0; column < 4; ++column) block_->skip(count);
    days.days.resize(count);
    block_->column(count, DayBits::kRange,
                   [to = days.days.data()](std::size_t i, std::int64_t number) {
                     to[i] = DayBits::back(number);
                   });
  }

  template <typename Cell>
  void fill(std::vector<Cell>& cells, std::size_t count, Range range) {
    cells.resize(count);
    block_->column(count, range, [to = cells.data()](std::size_t i, std::int64_t number) {
      to[i] = CellNumber<Cell>::back(number);
    });
  }

  template <typename Row, typename Set>
  void numbers(std::vector<Row>& rows, Range range, Set set) {
    block_->column(rows.size(), range,
                   [&](std::size_t i, std::int64_t number) { set(rows[i], number); });
  }

 private:
  template <typename Row>
  void sources(std::vector<Row>& rows) {
    if (look_ == Look::judged) {
      block_->skip(rows.size());
      block_->skip(rows.size());
      return;
    }
    numbers(rows, Range{0, UINT32_MAX}, [](Row& row, std::int64_t number) {
      row.source.row = static_cast<std::uint32_t>(number);
    });
    numbers(rows, below(limits_.files), [](Row& row, std::int64_t number) {
      row.source.file = static_cast<std::uint16_t>(number);
    });
  }

  template <typename Row, typename Cell>
  void cells(std::vector<Row>& rows, Cell Row::*cell) {
    if (look_ == Look::judged && is_shown_only(cell)) return block_->skip(rows.size());
    numbers(rows, range_of(cell, limits_),
            [cell](Row& row, std::int64_t number) { row.*cell = CellNumber<Cell>::back(number); });
  }

  // The range of the column says all where the folder leaves no month out.
  template <typename Row, typename MonthOf>
  bool has_known_months(const std::vector<Row>& rows, MonthOf month_of) const {
    const std::span<const Month> months = limits_.months;
    if (months.empty() || std::ssize(months) == months.back() - months.front() + 1) return true;
    return std::ranges::all_of(
        rows, [&](Month month) { return std::ranges::binary_search(months, month); }, month_of);
  }

  void fields(std::vector<Board>& boards) {
    const std::size_t columns = shape_of(Table::boards).columns.size();
    for (Board& board : boards) {
      board.fields.assign(block_->count(columns), 0);
      numbers(board.fields, below(limits_.texts),
              [](TextId& field, std::int64_t number) { field = static_cast<TextId>(number); });
      board.fields.resize(columns - static_cast<std::size_t>(boards::place));
    }
  }

  BlockReader* block_;
  Limits limits_;
  Look look_;
};

// The tables of a project in the order in which a block has them.
template <typename AnyRows, typename Do>
void each_table(AnyRows& rows, Do act) {
  act(rows.roster);
  act(rows.payroll);
  act(rows.payments);
  act(rows.attendance);
  act(rows.units);
  act(rows.accounts);
  act(rows.movements);
  act(rows.labour_fees);
  act(rows.disputes);
  act(rows.deposits);
  act(rows.guarantees);
  act(rows.boards);
}

template <typename Row>
void pack_with_place(std::span<const Row> rows, BlockWriter& block) {
  Packer packer(block);
  packer.rows(rows);
  if (rows.empty()) return;
  packer.numbers(rows, [](const Row& row) { return std::int64_t{row.project}; });
  if constexpr (has_worker<Row>)
    packer.numbers(rows, [](const Row& row) { return std::int64_t{row.worker}; });
}

template <typename Row>
void unpack_with_place(BlockReader& block, const Limits& limits, std::vector<Row>& rows) {
  Unpacker unpacker(block, limits);
  unpacker.rows(rows);
  // An account's movement that names no project is of none.
  const Range projects = has_worker<Row> ? below(limits.projects) : Range{kNone, kNone};
  unpacker.numbers(rows, projects, [](Row& row, std::int64_t number) {
    row.project = static_cast<ProjectIndex>(number);
  });
  if constexpr (has_worker<Row>)
    unpacker.numbers(rows, below(limits.workers), [](Row& row, std::int64_t number) {
      row.worker = static_cast<WorkerIndex>(number);
    });
  if (!block.is_sound()) rows.clear();
}

}  // namespace

namespace {

void pack_workers(const ProjectRows& rows, BlockWriter& block) {
  block.number(static_cast<std::int64_t>(rows.workers.size()));
  Packer(block).numbers(std::span(rows.workers),
                        [](WorkerIndex worker) { return std::int64_t{worker}; });
}

// The rows of one table of a project.
template <typename Row>
void pack_table(std::span<const Row> table, std::span<const WorkerIndex> workers,
                BlockWriter& block) {
  Packer packer(block);
  packer.rows(table);
  // By his place among the workers, in whose order the rows are.
  std::size_t place = 0;
  if constexpr (has_worker<Row>)
    packer.numbers(table, [&](const Row& row) {
      while (workers[place] != row.worker) ++place;
      return static_cast<std::int64_t>(place);
    });
}

// The sums first, then how many bytes the rows take, so that they can be passed over.
void pack_attendance(const ProjectRows& rows, BlockWriter& block) {
  const AttendanceMonths months = months_of(rows.attendance, rows.workers);
  block.number(static_cast<std::int64_t>(months.size()));
  std::vector<std::int64_t> values;
  const auto column = [&](const auto& cells) {
    values.clear();
    for (const auto& cell : cells)
      values.push_back(CellNumber<std::decay_t<decltype(cell)>>::of(cell));
    block.column(values);
  };
  column(months.place);
  column(months.month);
  column(months.end);
  column(months.days);
  column(months.least_hours_hundredths);
  column(months.least_passes);
  column(months.longest_hundredths);
  BlockWriter own;
  pack_table(std::span(rows.attendance), rows.workers, own);
  block.number(static_cast<std::int64_t>(own.size()));
  block.bytes(own.bytes());
}

// A table of a project, as its block has it.
template <typename Row>
void pack_table_of(const ProjectRows& rows, const std::vector<Row>& table, BlockWriter& block) {
  if constexpr (std::is_same_v<Row, AttendanceRow>)
    pack_attendance(rows, block);
  else
    pack_table(std::span(table), rows.workers, block);
}

}  // namespace

void pack(const ProjectRows& rows, BlockWriter& block) {
  pack_workers(rows, block);
  each_table(rows, [&](const auto& table) { pack_table_of(rows, table, block); });
}

void renew(const ProjectRows& rows, const ChangedParts& changed, std::vector<std::byte>& block,
           std::vector<std::size_t>& ends) {
  std::vector<std::byte> renewed;
  renewed.reserve(block.size());
  BlockWriter part;
  std::size_t begin = 0;
  std::size_t at = 0;
  const bool is_first = ends.empty();
  const auto add = [&](bool has_changed, auto pack_part) {
    if (is_first) ends.push_back(0);
    const std::size_t end = ends[at];
    std::span<const std::byte> bytes = std::span(block).subspan(begin, end - begin);
    if (is_first || has_changed) {
      part.clear();
      pack_part();
      bytes = part.bytes();
    }
    renewed.insert(renewed.end(), bytes.begin(), bytes.end());
    ends[at++] = renewed.size();
    begin = end;
  };
  add(changed.have_workers, [&] { pack_workers(rows, part); });
  each_table(rows, [&]<typename Row>(const std::vector<Row>& table) {
    const auto bit = static_cast<unsigned>(kTableOf<Row>);
    add((changed.tables >> bit & 1) != 0 || (has_worker<Row> && changed.have_workers),
        [&] { pack_table_of(rows, table, part); });
  });
  block = std::move(renewed);
}

namespace {

// Nothing where the places are damaged.
std::optional<std::span<const std::byte>> block_of(const Book& book, ProjectIndex project) {
  if (book.changed != nullptr)
    if (const auto changed = book.changed->find(project); changed != book.changed->end())
      return changed->second;
  const std::uint64_t begin = book.places[project];
  const std::uint64_t end = book.places[project + std::size_t{1}];
  if (begin > end || end > book.bytes.size()) return std::nullopt;
  return book.bytes.subspan(begin, end - begin);
}

// `months` empty: the attendance row by row.
bool read_block(const Book& book, ProjectIndex project, ProjectRows& into, AttendanceMonths* months,
                Look look) {
  const std::optional<std::span<const std::byte>> bytes = block_of(book, project);
  if (!bytes) return false;
  BlockReader block(*bytes);
  Unpacker unpacker(block, book.limits(), look);
  into.workers.resize(count_of_rows(block));
  unpacker.numbers(
      into.workers, below(book.identities.size()),
      [](WorkerIndex& worker, std::int64_t number) { worker = static_cast<WorkerIndex>(number); });
  each_table(into, [&]<typename Row>(std::vector<Row>& table) {
    if constexpr (std::is_same_v<Row, AttendanceRow>) {
      if (months != nullptr) {
        table.clear();
        return unpacker.attendance_months(*months, into.workers.size());
      }
      unpacker.skip_attendance_months();
    }
    unpacker.rows(table);
    for (Row& row : table) row.project = project;
    if constexpr (has_worker<Row>)
      unpacker.numbers(table, below(into.workers.size()), [&](Row& row, std::int64_t number) {
        row.worker = into.workers[static_cast<std::size_t>(number)];
      });
  });
  if (block.is_sound() && block.is_at_end()) return true;
  into = {};
  if (months != nullptr) *months = {};
  return false;
}

}  // namespace

bool Book::read(ProjectIndex project, ProjectRows& into) const {
  return read_block(*this, project, into, nullptr, Look::shown);
}

bool Book::read(ProjectIndex project, ProjectRows& into, AttendanceMonths& attendance,
                Look look) const {
  return read_block(*this, project, into, &attendance, look);
}

std::optional<ColumnInPlace> read_hours(const AttendanceMonths& attendance) {
  BlockReader block(attendance.rows);
  const std::size_t count = count_of_rows(block);
  const ColumnInPlace hours = block.column_in_place(count);
  if (block.is_sound() && count == attendance.count_of_rows()) return hours;
  return std::nullopt;
}

bool Book::read_days(const AttendanceMonths& attendance, AttendanceDays& days) const {
  BlockReader block(attendance.rows);
  const std::size_t count = attendance.count_of_rows();
  Unpacker(block, limits()).attendance_days(count, days);
  if (block.is_sound()) return true;
  days.days.assign(count, 0);
  days.hours_hundredths.assign(count, -1);
  days.passes.assign(count, -1);
  return false;
}

void Book::forget(std::span<const std::byte> part) const {
  if (!is_mapped) return;
  static const auto kPage = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(part.data());
  const std::uintptr_t first = (begin + kPage - 1) / kPage * kPage;
  const std::uintptr_t end = (begin + part.size()) / kPage * kPage;
  if (first < end) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED);
}

std::span<const std::byte> Book::extra(std::uint32_t kind) const {
  const auto found = std::ranges::find(extras, kind, &ExtraSection::kind);
  return found == extras.end() ? std::span<const std::byte>{} : found->bytes;
}

Limits Book::limits() const {
  return {texts.size(), identities.size(), projects.size(), files.size(), months};
}

void pack(std::span<const Project> projects, BlockWriter& block) {
  Packer(block).rows(projects);
}
void pack(std::span<const Movement> movements, BlockWriter& block) {
  pack_with_place(movements, block);
}
void pack(std::span<const RosterEntry> roster, BlockWriter& block) {
  pack_with_place(roster, block);
}
void pack(std::span<const AttendanceRow> attendance, BlockWriter& block) {
  pack_with_place(attendance, block);
}

void unpack(BlockReader& block, const Limits& limits, std::vector<Project>& projects) {
  Unpacker(block, limits).rows(projects);
}
void unpack(BlockReader& block, const Limits& limits, std::vector<Movement>& movements) {
  unpack_with_place(block, limits, movements);
}
void unpack(BlockReader& block, const Limits& limits, std::vector<RosterEntry>& roster) {
  unpack_with_place(block, limits, roster);
}
void unpack(BlockReader& block, const Limits& limits, std::vector<AttendanceRow>& attendance) {
  unpack_with_place(block, limits, attendance);
}

}  // namespace qingxin::book
