// SPDX-License-Identifier: Apache-2.0
#include "book/build_book.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "book/columns.h"
#include "book/order.h"

namespace qingxin::book {

namespace {

// Rows of one table, project by project: rows[begin[p] … begin[p+1]) are the positions of the
// project's facts in its table.
struct ByProject {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> rows;
};

template <typename Row>
ByProject by_project(const std::vector<Row>& rows, std::size_t projects) {
  ByProject by;
  by.begin.assign(projects + 1, 0);
  for (const Row& row : rows)
    if (row.project != kNone) ++by.begin[row.project + 1];
  for (std::size_t p = 0; p < projects; ++p) by.begin[p + 1] += by.begin[p];
  by.rows.resize(by.begin[projects]);
  std::vector<std::uint32_t> next(by.begin.begin(), by.begin.end() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].project != kNone) by.rows[next[rows[i].project]++] = static_cast<std::uint32_t>(i);
  return by;
}

// The day of a row; one with a later day than as_of does not exist. Empty: it always does.
std::optional<Date> day_of(const RosterEntry& row) {
  return row.entered;
}
std::optional<Date> day_of(const Account& row) {
  return row.opened;
}
std::optional<Date> day_of(const PayrollLine& row) {
  return std::max(first_day(row.month), row.prepared.value_or(first_day(row.month)));
}
std::optional<Date> day_of(const Payment& row) {
  return row.date;
}
std::optional<Date> day_of(const AttendanceRow& row) {
  return first_day(row.month);
}
std::optional<Date> day_of(const Movement& row) {
  return row.date;
}
// A unit that comes later is not there yet.
std::optional<Date> day_of(const Unit& row) {
  return row.entered ? row.entered : row.contract_date;
}
std::optional<Date> day_of(const Dispute& row) {
  return row.opened;
}
std::optional<Date> day_of(const Deposit& row) {
  return row.stored;
}
std::optional<Date> day_of(const Board& row) {
  return row.posted;
}

template <typename Do>
void each_dated_table(Rows& rows, Do act) {
  act(rows.roster);
  act(rows.accounts);
  act(rows.payroll);
  act(rows.payments);
  act(rows.attendance);
  act(rows.movements);
  act(rows.units);
  act(rows.disputes);
  act(rows.deposits);
  act(rows.boards);
}

void cut(Rows& rows, Date as_of) {
  each_dated_table(rows, [&](auto& table) {
    std::erase_if(table, [&](const auto& row) {
      const std::optional<Date> day = day_of(row);
      return day && *day > as_of;
    });
  });
}

Date newest_of(Rows& rows) {
  Date newest{INT32_MIN};
  each_dated_table(rows, [&](const auto& table) {
    for (const auto& row : table)
      if (const std::optional<Date> day = day_of(row)) newest = std::max(newest, *day);
  });
  return newest;
}

// Projects by their id, everywhere.
void sort_projects(Facts& facts) {
  const std::size_t count = facts.projects.size();
  std::vector<ProjectIndex> order(count);
  for (std::size_t p = 0; p < count; ++p) order[p] = static_cast<ProjectIndex>(p);
  const auto id_of = [&](ProjectIndex p) { return facts.texts[facts.projects[p].project_id]; };
  if (std::ranges::is_sorted(order, {}, id_of)) return;
  std::ranges::stable_sort(order, {}, id_of);
  std::vector<Project> sorted;
  std::vector<ProjectIndex> now(count);
  for (const ProjectIndex p : order) {
    now[p] = static_cast<ProjectIndex>(sorted.size());
    sorted.push_back(facts.projects[p]);
  }
  facts.projects = std::move(sorted);
  const auto follow = [&](auto& rows) {
    for (auto& row : rows)
      if (row.project != kNone) row.project = now[row.project];
  };
  each_dated_table(facts, follow);
  follow(facts.labour_fees);
  follow(facts.guarantees);
  follow(facts.rejected);
}

struct Buckets {
  ByProject units, roster, accounts, payroll, payments, attendance, movements, labour_fees;
  ByProject disputes, deposits, guarantees, boards;

  explicit Buckets(const Facts& facts) {
    const std::size_t count = facts.projects.size();
    units = by_project(facts.units, count);
    roster = by_project(facts.roster, count);
    accounts = by_project(facts.accounts, count);
    payroll = by_project(facts.payroll, count);
    payments = by_project(facts.payments, count);
    attendance = by_project(facts.attendance, count);
    movements = by_project(facts.movements, count);
    labour_fees = by_project(facts.labour_fees, count);
    disputes = by_project(facts.disputes, count);
    deposits = by_project(facts.deposits, count);
    guarantees = by_project(facts.guarantees, count);
    boards = by_project(facts.boards, count);
  }

  void gather(const Facts& facts, ProjectIndex project, Rows& into) const {
    const auto take = [&](const ByProject& by, const auto& table, auto& rows) {
      rows.clear();
      for (std::uint32_t i = by.begin[project]; i < by.begin[project + 1]; ++i)
        rows.push_back(table[by.rows[i]]);
    };
    take(units, facts.units, into.units);
    take(roster, facts.roster, into.roster);
    take(accounts, facts.accounts, into.accounts);
    take(payroll, facts.payroll, into.payroll);
    take(payments, facts.payments, into.payments);
    take(attendance, facts.attendance, into.attendance);
    take(movements, facts.movements, into.movements);
    take(labour_fees, facts.labour_fees, into.labour_fees);
    take(disputes, facts.disputes, into.disputes);
    take(deposits, facts.deposits, into.deposits);
    take(guarantees, facts.guarantees, into.guarantees);
    take(boards, facts.boards, into.boards);
  }
};

// What a built book's spans point to.
struct Memory {
  TextColumns texts, identities;
  AcrossColumns across;
  std::vector<std::uint64_t> places;
  std::vector<std::byte> bytes;
  std::uint64_t worker_months = 0;
};

constexpr std::size_t kProjectsOfPiece = 64;

// The packed projects of one piece of the county, and where each begins in it.
struct Piece {
  std::vector<std::byte> bytes;
  std::vector<std::uint64_t> places;
  std::uint64_t worker_months = 0;
};

// Of rows that are sorted by worker and month.
std::uint64_t worker_months_of(const std::vector<PayrollLine>& payroll) {
  std::uint64_t count = 0;
  const PayrollLine* last = nullptr;
  for (const PayrollLine& line : payroll) {
    if (last == nullptr || last->worker != line.worker || last->month != line.month) ++count;
    last = &line;
  }
  return count;
}

Piece pack_piece(const Facts& facts, const Memory& memory, const Buckets& buckets,
                 std::size_t piece, PlaceOf& place) {
  Piece packed;
  BlockWriter block;
  ProjectRows rows;
  const std::size_t last = std::min((piece + 1) * kProjectsOfPiece, facts.projects.size());
  for (std::size_t p = piece * kProjectsOfPiece; p < last; ++p) {
    packed.places.push_back(block.size());
    buckets.gather(facts, static_cast<ProjectIndex>(p), rows);
    rows.workers = workers_of(rows, memory.identities.table(), place);
    sort_rows(rows, place, memory.texts.table());
    pack(rows, place, block);
    packed.worker_months += worker_months_of(rows.payroll);
  }
  packed.bytes = block.bytes();
  return packed;
}

void pack_projects(const Facts& facts, const Buckets& buckets, int threads, Memory& memory) {
  std::vector<Piece> pieces((facts.projects.size() + kProjectsOfPiece - 1) / kProjectsOfPiece);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    PlaceOf place(facts.identities.size());
    for (std::size_t i = next++; i < pieces.size(); i = next++)
      pieces[i] = pack_piece(facts, memory, buckets, i, place);
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  std::size_t bytes = 0;
  for (const Piece& piece : pieces) bytes += piece.bytes.size();
  memory.bytes.reserve(bytes);
  for (Piece& piece : pieces) {
    for (const std::uint64_t place : piece.places)
      memory.places.push_back(memory.bytes.size() + place);
    memory.bytes.insert(memory.bytes.end(), piece.bytes.begin(), piece.bytes.end());
    memory.worker_months += piece.worker_months;
    piece = {};
  }
  memory.places.push_back(memory.bytes.size());
}

void find_months(const Facts& facts, Book& book) {
  std::set<Month> reported;
  std::set<Month> all;
  const auto add = [&](std::set<Month>& months, const auto& rows) {
    Month last{INT32_MIN};
    for (const auto& row : rows) {
      if (row.project == kNone || row.month == last) continue;
      last = row.month;
      months.insert(last);
    }
  };
  add(reported, facts.payroll);
  add(reported, facts.attendance);
  all = reported;
  add(all, facts.payments);
  book.reported.assign(reported.begin(), reported.end());
  book.months.assign(all.begin(), all.end());
}

std::uint64_t rows_in(const Rows& rows) {
  return rows.units.size() + rows.roster.size() + rows.accounts.size() + rows.payroll.size() +
         rows.payments.size() + rows.attendance.size() + rows.movements.size() +
         rows.labour_fees.size() + rows.disputes.size() + rows.deposits.size() +
         rows.guarantees.size() + rows.boards.size();
}

// False: the same text stands there twice, which no build() writes.
bool is_unfolded(const TextTable& table, Strings& texts) {
  for (TextId id = 0; id < table.size(); ++id)
    if (texts.add(table[id]) != id) return false;
  return true;
}

void append(const Rows& rows, Facts& facts) {
  const auto add = [](const auto& from, auto& to) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(rows.units, facts.units);
  add(rows.roster, facts.roster);
  add(rows.accounts, facts.accounts);
  add(rows.payroll, facts.payroll);
  add(rows.payments, facts.payments);
  add(rows.attendance, facts.attendance);
  add(rows.movements, facts.movements);
  add(rows.labour_fees, facts.labour_fees);
  add(rows.disputes, facts.disputes);
  add(rows.deposits, facts.deposits);
  add(rows.guarantees, facts.guarantees);
  add(rows.boards, facts.boards);
}

}  // namespace

Book build(Facts&& facts, std::optional<Date> as_of, int threads) {
  if (as_of) cut(facts, *as_of);
  sort_projects(facts);
  auto memory = std::make_shared<Memory>();
  memory->texts = laid_out(facts.texts);
  memory->identities = laid_out(facts.identities);
  const Buckets buckets(facts);
  memory->across = joined_across(facts, buckets.attendance.rows);
  pack_projects(facts, buckets, threads, *memory);

  Book book{.texts = memory->texts.table(),
            .identities = memory->identities.table(),
            .files = std::move(facts.files),
            .rejected = std::move(facts.rejected),
            .unrecognised_files = std::move(facts.unrecognised_files),
            .present = facts.present,
            .projects = std::move(facts.projects),
            .newest = newest_of(facts),
            .rows = rows_in(facts),
            .worker_months = memory->worker_months,
            .places = memory->places,
            .bytes = memory->bytes,
            .memory = memory};
  book.across = {memory->across.cards,
                 memory->across.phones,
                 memory->across.accounts,
                 memory->across.strayed,
                 memory->across.alike,
                 std::move(memory->across.renamed),
                 std::move(memory->across.sightings)};
  for (const Movement& movement : facts.movements)
    if (movement.project == kNone) book.unassigned.push_back(movement);
  find_months(facts, book);
  return book;
}

Result<Facts> unfold(const Book& book) {
  Facts facts;
  bool is_sound = is_unfolded(book.texts, facts.texts);
  is_sound = is_sound && is_unfolded(book.identities, facts.identities);
  facts.files = book.files;
  facts.rejected = book.rejected;
  facts.unrecognised_files = book.unrecognised_files;
  facts.present = book.present;
  facts.projects = book.projects;
  facts.movements = book.unassigned;
  ProjectRows rows;
  for (ProjectIndex project = 0; is_sound && project < book.projects.size(); ++project) {
    is_sound = book.read(project, rows);
    if (is_sound) append(rows, facts);
  }
  if (!is_sound)
    return fail(ErrorCode::invalid_input,
                "账册的数据已损坏；请由账套重新建册（qingxin book build）");
  return facts;
}

}  // namespace qingxin::book
