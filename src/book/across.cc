// SPDX-License-Identifier: Apache-2.0
#include "book/across.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "base/check.h"
#include "base/text.h"
#include "book/book.h"

namespace qingxin::book {

namespace {

void sort_without_repeats(std::vector<NumberPair>& pairs) {
  std::ranges::sort(pairs);
  pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
}

// Months 64 apart share a bit: rows too many are kept then, never too few.
std::uint64_t month_bit(Month month) {
  constexpr std::int32_t kBits = 64;
  return std::uint64_t{1} << static_cast<unsigned>(month.index % kBits);
}

std::vector<NumberPair> names_written_alike(const Book& book,
                                            const std::vector<TextId>& employers) {
  std::vector<bool> is_known(book.texts.size(), false);
  std::vector<std::pair<TextId, std::string>> names;
  std::unordered_map<std::string, TextId> least_written;
  const auto add = [&](TextId name) {
    if (name == 0 || is_known[name]) return;
    is_known[name] = true;
    names.emplace_back(name, folded_name(book.texts[name]));
    const auto [entry, is_new] = least_written.try_emplace(names.back().second, name);
    if (!is_new && book.texts[name] < book.texts[entry->second]) entry->second = name;
  };
  for (const Project& project : book.projects) {
    add(project.general_contractor);
    add(project.owner);
  }
  for (const TextId name : employers) add(name);
  std::vector<NumberPair> alike;
  for (const auto& [name, folded] : names)
    if (const TextId stands = least_written.at(folded); stands != name)
      alike.push_back({name, stands});
  std::ranges::sort(alike);
  return alike;
}

// Where the workers are seen of whom a row names a project that the projects table does not have:
// the row may be one of these projects', misspelt.
std::vector<NumberPair> projects_of_strayed_rows(const Book& book,
                                                 const std::vector<AcrossPiece::Member>& members) {
  std::vector<WorkerIndex> strayed;
  for (const RejectedRow& row : book.rejected)
    if (row.names_unknown_project && row.worker != 0) strayed.push_back(row.worker);
  std::vector<NumberPair> found;
  if (strayed.empty()) return found;
  std::ranges::sort(strayed);
  for (const AcrossPiece::Member& member : members)
    if (std::ranges::binary_search(strayed, member.worker))
      found.push_back({member.worker, member.project});
  sort_without_repeats(found);
  return found;
}

void sort(const Book& book, AcrossColumns& columns) {
  const auto id_of = [&](ProjectIndex project) {
    return book.texts[book.projects[project].project_id];
  };
  std::ranges::sort(columns.renamed, {}, [&](const RosterEntry& entry) {
    return std::tuple(entry.worker, book.texts[entry.name], id_of(entry.project), entry.entered,
                      book.texts[entry.employer], entry.source);
  });
  std::ranges::sort(columns.sightings, {}, [&](const AttendanceRow& row) {
    return std::tuple(row.worker, row.month, id_of(row.project), row.days & (~row.days + 1),
                      row.days, row.first_minute, row.last_minute, row.source);
  });
}

template <typename Row>
std::span<const Row> rows_of(const std::vector<Row>& rows, WorkerIndex worker) {
  const auto found = std::ranges::equal_range(rows, worker, {}, &Row::worker);
  return {found.begin(), found.end()};
}

}  // namespace

std::span<const NumberPair> pairs_of(std::span<const NumberPair> sorted, std::uint32_t first) {
  const auto found = std::ranges::equal_range(sorted, first, {}, &NumberPair::first);
  return {found.begin(), found.end()};
}

std::span<const RosterEntry> Across::renamed_of(WorkerIndex worker) const {
  return rows_of(renamed, worker);
}

std::span<const AttendanceRow> Across::sightings_of(WorkerIndex worker) const {
  return rows_of(sightings, worker);
}

TextId Across::standing_for(TextId name) const {
  if (alike.empty()) return name;
  const std::span<const NumberPair> found = pairs_of(alike, name);
  return found.empty() ? name : found.front().second;
}

void add_across(ProjectIndex project, const ProjectRows& rows, AcrossPiece& piece) {
  for (const RosterEntry& entry : rows.roster) {
    if (entry.card != 0) piece.cards.push_back({entry.card, entry.worker});
    if (entry.phone != 0 && entry.role == Role::worker)
      piece.phones.push_back({entry.phone, entry.worker});
  }
  for (const Account& account : rows.accounts) piece.accounts.push_back({account.account, project});
  auto entry = rows.roster.begin();
  auto row = rows.attendance.begin();
  for (const WorkerIndex worker : rows.workers) {
    AcrossPiece::Member member{worker, project, 0, 0};
    for (; row != rows.attendance.end() && row->worker == worker; ++row)
      member.seen |= month_bit(row->month);
    for (; entry != rows.roster.end() && entry->worker == worker; ++entry) {
      if (member.name != 0 && entry->name != 0 && entry->name != member.name)
        piece.members.push_back({worker, project, entry->name, 0});
      if (member.name == 0) member.name = entry->name;
    }
    piece.members.push_back(member);
  }
  std::vector<TextId> employers;
  const auto add = [&](TextId name) {
    if (employers.empty() || employers.back() != name) employers.push_back(name);
  };
  for (const Unit& unit : rows.units) add(unit.name);
  for (const RosterEntry& one : rows.roster) add(one.employer);
  for (const PayrollLine& line : rows.payroll) add(line.employer);
  std::ranges::sort(employers);
  employers.erase(std::ranges::unique(employers).begin(), employers.end());
  piece.employers.insert(piece.employers.end(), employers.begin(), employers.end());
}

void AcrossBuilder::add(const AcrossPiece& piece) {
  const auto append = [](const auto& from, auto& to) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(piece.cards, cards_);
  append(piece.phones, phones_);
  append(piece.accounts, accounts_);
  append(piece.members, members_);
  append(piece.employers, employers_);
  for (const AcrossPiece::Member& member : piece.members) add(member);
}

void AcrossBuilder::add(const AcrossPiece::Member& member) {
  if (member.worker >= seen_.size()) seen_.resize(member.worker + std::size_t{1});
  Seen& seen = seen_[member.worker];
  if (seen.name == 0) seen.name = member.name;
  if (member.name != 0 && member.name != seen.name)
    renamed_.push_back({member.worker, member.name});
  if (seen.project != member.project) {
    seen.before |= seen.here;
    seen.here = 0;
    seen.project = member.project;
  }
  seen.here |= member.seen;
  seen.several |= seen.before & member.seen;
}

void AcrossBuilder::find_renamed(const Book& book) {
  for (const NumberPair& other : renamed_) {
    Seen& seen = seen_[other.first];
    seen.is_renamed = seen.is_renamed ||
                      folded_name(book.texts[other.second]) != folded_name(book.texts[seen.name]);
  }
}

void AcrossBuilder::find_rows(const Book& book, AcrossColumns& columns) const {
  const auto is_asked = [&](const AcrossPiece::Member& member) {
    const Seen& seen = seen_[member.worker];
    return seen.is_renamed || (seen.several & member.seen) != 0;
  };
  std::vector<ProjectIndex> asked;
  for (const AcrossPiece::Member& member : members_)
    if (is_asked(member) && (asked.empty() || asked.back() != member.project))
      asked.push_back(member.project);
  ProjectRows rows;
  for (const ProjectIndex project : asked) {
    check(book.read(project, rows));
    for (const RosterEntry& entry : rows.roster)
      if (seen_[entry.worker].is_renamed) columns.renamed.push_back(entry);
    for (const AttendanceRow& row : rows.attendance)
      if ((seen_[row.worker].several & month_bit(row.month)) != 0) columns.sightings.push_back(row);
  }
}

AcrossColumns AcrossBuilder::finish(const Book& book) {
  AcrossColumns columns;
  columns.cards = std::move(cards_);
  columns.phones = std::move(phones_);
  columns.accounts = std::move(accounts_);
  sort_without_repeats(columns.cards);
  sort_without_repeats(columns.phones);
  sort_without_repeats(columns.accounts);
  columns.strayed = projects_of_strayed_rows(book, members_);
  columns.alike = names_written_alike(book, employers_);
  find_renamed(book);
  find_rows(book, columns);
  sort(book, columns);
  return columns;
}

}  // namespace qingxin::book
