// SPDX-License-Identifier: Apache-2.0
#include "book/build_book.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "book/book_builder.h"
#include "book/row_days.h"

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

void cut(Rows& rows, Date as_of) {
  each_dated_table(rows, [&](auto& table) {
    std::erase_if(table, [&](const auto& row) {
      const std::optional<Date> day = day_of(row);
      return day && *day > as_of;
    });
  });
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
  if (!facts.voice_of.empty()) {
    std::vector<std::uint32_t> voices;
    for (const ProjectIndex p : order) voices.push_back(facts.voice_of[p]);
    facts.voice_of = std::move(voices);
  }
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

constexpr std::size_t kProjectsOfPiece = 64;

void pack_projects(const Facts& facts, const TextColumns& texts, const TextColumns& identities,
                   int threads, BookBuilder& builder) {
  const Buckets buckets(facts);
  std::vector<BookPiece> pieces((facts.projects.size() + kProjectsOfPiece - 1) / kProjectsOfPiece);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    PiecePacker packer;
    ProjectRows rows;
    for (std::size_t i = next++; i < pieces.size(); i = next++) {
      const std::size_t last = std::min((i + 1) * kProjectsOfPiece, facts.projects.size());
      for (std::size_t p = i * kProjectsOfPiece; p < last; ++p) {
        buckets.gather(facts, static_cast<ProjectIndex>(p), rows);
        packer.add(static_cast<ProjectIndex>(p), rows, texts.table(), identities.table());
      }
      pieces[i] = packer.finish();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  std::size_t bytes = 0;
  for (const BookPiece& piece : pieces) bytes += piece.bytes.size();
  builder.reserve(bytes);
  for (BookPiece& piece : pieces) builder.add(std::exchange(piece, {}));
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
  TextColumns texts = laid_out(facts.texts);
  TextColumns identities = laid_out(facts.identities);
  BookBuilder builder;
  pack_projects(facts, texts, identities, threads, builder);
  Book about;
  about.files = std::move(facts.files);
  about.rejected = std::move(facts.rejected);
  about.unrecognised_files = std::move(facts.unrecognised_files);
  about.present = facts.present;
  about.voices = std::move(facts.voices);
  about.voice_of = std::move(facts.voice_of);
  about.projects = std::move(facts.projects);
  for (const Movement& movement : facts.movements)
    if (movement.project == kNone) about.unassigned.push_back(movement);
  return builder.finish(std::move(about), std::move(texts), std::move(identities));
}

Result<Facts> unfold(const Book& book) {
  Facts facts;
  bool is_sound = is_unfolded(book.texts, facts.texts);
  is_sound = is_sound && is_unfolded(book.identities, facts.identities);
  facts.files = book.files;
  facts.rejected = book.rejected;
  facts.unrecognised_files = book.unrecognised_files;
  facts.present = book.present;
  facts.voices = book.voices;
  facts.voice_of = book.voice_of;
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
