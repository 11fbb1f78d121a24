// SPDX-License-Identifier: Apache-2.0
#include "verify/people.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/text.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what this is made of

namespace {

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

}  // namespace

std::span<const std::uint32_t> People::Rows::of(WorkerIndex worker) const {
  const auto [first, last] = std::ranges::equal_range(workers, worker);
  const auto begin = static_cast<std::size_t>(first - workers.begin());
  return std::span(rows).subspan(begin, static_cast<std::size_t>(last - first));
}

std::span<const std::uint32_t> People::renamed(WorkerIndex worker) const {
  return renamed_.of(worker);
}

std::span<const std::uint32_t> People::seen_on_several(WorkerIndex worker) const {
  return several_.of(worker);
}

int People::workers_with_phone(TextId phone) const {
  const auto first = std::ranges::lower_bound(phones_, std::pair(phone, WorkerIndex{0}));
  const auto last = std::ranges::lower_bound(phones_, std::pair(phone + 1, WorkerIndex{0}));
  return static_cast<int>(last - first);
}

void People::index_names(const Facts& facts, const std::vector<std::uint32_t>& roster) {
  std::vector<TextId> first_name(facts.identities.size(), 0);
  std::vector<bool> is_renamed(facts.identities.size(), false);
  bool has_any = false;
  for (const std::uint32_t i : roster) {
    const RosterEntry& entry = facts.roster[i];
    TextId& first = first_name[entry.worker];
    if (first == 0) first = entry.name;
    if (entry.name == 0 || entry.name == first || is_renamed[entry.worker]) continue;
    if (folded_name(facts.texts[entry.name]) == folded_name(facts.texts[first])) continue;
    has_any = is_renamed[entry.worker] = true;
  }
  if (!has_any) return;
  for (const std::uint32_t i : roster)
    if (is_renamed[facts.roster[i].worker]) renamed_.rows.push_back(i);
  std::ranges::sort(renamed_.rows, {}, [&](std::uint32_t i) {
    const RosterEntry& entry = facts.roster[i];
    return std::tuple(entry.worker, facts.texts[entry.name],
                      facts.texts[facts.projects[entry.project].project_id], entry.entered,
                      facts.texts[entry.employer], entry.source);
  });
  for (const std::uint32_t i : renamed_.rows) renamed_.workers.push_back(facts.roster[i].worker);
}

void People::index_phones(const Facts& facts, const std::vector<std::uint32_t>& roster) {
  for (const std::uint32_t i : roster) {
    const RosterEntry& entry = facts.roster[i];
    if (entry.phone != 0 && entry.role == Role::worker)
      phones_.emplace_back(entry.phone, entry.worker);
  }
  std::ranges::sort(phones_);
  const auto repeats = std::ranges::unique(phones_);
  phones_.erase(repeats.begin(), repeats.end());
}

void People::index_sightings(const Facts& facts, const std::vector<std::uint32_t>& attendance) {
  if (facts.projects.size() < 2 || attendance.empty()) return;
  Sightings sightings(facts.identities.size(), facts.attendance[attendance.front()].month);
  for (const std::uint32_t i : attendance) sightings.add(facts.attendance[i]);
  for (const std::uint32_t i : attendance)
    if (sightings.is_of_several(facts.attendance[i])) several_.rows.push_back(i);
  std::ranges::sort(several_.rows, {}, [&](std::uint32_t i) {
    const AttendanceRow& row = facts.attendance[i];
    return std::tuple(row.worker, row.month, facts.texts[facts.projects[row.project].project_id],
                      row.days & (~row.days + 1), row.days, row.first_minute, row.last_minute,
                      row.source);
  });
  for (const std::uint32_t i : several_.rows)
    several_.workers.push_back(facts.attendance[i].worker);
}

}  // namespace qingxin::verify
