// SPDX-License-Identifier: Apache-2.0
#include "book/across.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "base/text.h"

namespace qingxin::book {

namespace {

void sort_without_repeats(std::vector<NumberPair>& pairs) {
  std::ranges::sort(pairs);
  pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
}

// In which months each worker was seen on one project, and on more than one.
class Sightings {
 public:
  Sightings(std::size_t workers, Month base) : of_(workers), base_(base) {}

  void add(const AttendanceRow& row) {
    One& one = of_[row.worker];
    if (one.project != row.project) {
      one.before |= one.here;
      one.here = 0;
      one.project = row.project;
    }
    one.here |= bit(row.month);
    one.several |= one.before & bit(row.month);
  }
  bool is_of_several(const AttendanceRow& row) const {
    return (of_[row.worker].several & bit(row.month)) != 0;
  }

 private:
  struct One {
    std::uint64_t before = 0;   // on the projects that were counted before
    std::uint64_t here = 0;     // on `project`
    std::uint64_t several = 0;  // on more than one
    ProjectIndex project = kNone;
  };

  // Months 64 apart share a bit: rows too many are kept then, never too few.
  std::uint64_t bit(Month month) const {
    return std::uint64_t{1} << static_cast<unsigned>((month.index - base_.index) & 63);
  }

  std::vector<One> of_;
  Month base_;
};

std::vector<RosterEntry> renamed_in(const Facts& facts) {
  std::vector<TextId> first_name(facts.identities.size(), 0);
  std::vector<bool> is_renamed(facts.identities.size(), false);
  bool has_any = false;
  for (const RosterEntry& entry : facts.roster) {
    TextId& first = first_name[entry.worker];
    if (first == 0) first = entry.name;
    if (entry.name == 0 || entry.name == first || is_renamed[entry.worker]) continue;
    if (folded_name(facts.texts[entry.name]) == folded_name(facts.texts[first])) continue;
    has_any = is_renamed[entry.worker] = true;
  }
  std::vector<RosterEntry> renamed;
  if (!has_any) return renamed;
  for (const RosterEntry& entry : facts.roster)
    if (is_renamed[entry.worker]) renamed.push_back(entry);
  std::ranges::sort(renamed, {}, [&](const RosterEntry& entry) {
    return std::tuple(entry.worker, facts.texts[entry.name],
                      facts.texts[facts.projects[entry.project].project_id], entry.entered,
                      facts.texts[entry.employer], entry.source);
  });
  return renamed;
}

std::vector<AttendanceRow> sightings_in(const Facts& facts,
                                        std::span<const std::uint32_t> attendance) {
  std::vector<AttendanceRow> several;
  if (facts.projects.size() < 2 || attendance.empty()) return several;
  Sightings sightings(facts.identities.size(), facts.attendance[attendance.front()].month);
  for (const std::uint32_t i : attendance) sightings.add(facts.attendance[i]);
  for (const std::uint32_t i : attendance)
    if (sightings.is_of_several(facts.attendance[i])) several.push_back(facts.attendance[i]);
  std::ranges::sort(several, {}, [&](const AttendanceRow& row) {
    return std::tuple(row.worker, row.month, facts.texts[facts.projects[row.project].project_id],
                      row.days & (~row.days + 1), row.days, row.first_minute, row.last_minute,
                      row.source);
  });
  return several;
}

std::vector<NumberPair> names_written_alike(const Facts& facts) {
  std::vector<bool> is_known(facts.texts.size(), false);
  std::vector<std::pair<TextId, std::string>> names;
  std::unordered_map<std::string, TextId> least_written;
  const auto add = [&](TextId name) {
    if (name == 0 || is_known[name]) return;
    is_known[name] = true;
    names.emplace_back(name, folded_name(facts.texts[name]));
    const auto [entry, is_new] = least_written.try_emplace(names.back().second, name);
    if (!is_new && facts.texts[name] < facts.texts[entry->second]) entry->second = name;
  };
  for (const Project& project : facts.projects) {
    add(project.general_contractor);
    add(project.owner);
  }
  for (const Unit& unit : facts.units) add(unit.name);
  for (const RosterEntry& entry : facts.roster) add(entry.employer);
  for (const PayrollLine& line : facts.payroll) add(line.employer);
  std::vector<NumberPair> alike;
  for (const auto& [name, folded] : names)
    if (const TextId stands = least_written.at(folded); stands != name)
      alike.push_back({name, stands});
  std::ranges::sort(alike);
  return alike;
}

// Where the workers are seen of whom a row names a project that the projects table does not have:
// the row may be one of these projects', misspelt.
std::vector<NumberPair> projects_of_strayed_rows(const Facts& facts) {
  std::vector<bool> is_strayed(facts.identities.size(), false);
  bool has_any = false;
  for (const RejectedRow& row : facts.rejected)
    if (row.names_unknown_project && row.worker != 0) has_any = is_strayed[row.worker] = true;
  std::vector<NumberPair> found;
  if (!has_any) return found;
  const auto look = [&](const auto& rows) {
    for (const auto& row : rows)
      if (is_strayed[row.worker]) found.push_back({row.worker, row.project});
  };
  look(facts.roster);
  look(facts.payroll);
  look(facts.payments);
  look(facts.attendance);
  sort_without_repeats(found);
  return found;
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

AcrossColumns joined_across(const Facts& facts, std::span<const std::uint32_t> attendance) {
  AcrossColumns columns;
  for (const RosterEntry& entry : facts.roster) {
    if (entry.card != 0) columns.cards.push_back({entry.card, entry.worker});
    if (entry.phone != 0 && entry.role == Role::worker)
      columns.phones.push_back({entry.phone, entry.worker});
  }
  for (const Account& account : facts.accounts)
    columns.accounts.push_back({account.account, account.project});
  sort_without_repeats(columns.cards);
  sort_without_repeats(columns.phones);
  sort_without_repeats(columns.accounts);
  columns.strayed = projects_of_strayed_rows(facts);
  columns.alike = names_written_alike(facts);
  columns.renamed = renamed_in(facts);
  columns.sightings = sightings_in(facts, attendance);
  return columns;
}

}  // namespace qingxin::book
