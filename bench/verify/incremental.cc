// SPDX-License-Identifier: Apache-2.0
#include "incremental.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>

#include "base/check.h"
#include "rules/catalogue.h"
#include "verify/hot_standing.h"
#include "verify/standing.h"

namespace qingxin::bench {

namespace {

using namespace book;  // NOLINT: its rows are what comes and goes

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

// Of one event, in µs.
struct Times {
  std::vector<double> all;

  double at(double share) {
    std::ranges::sort(all);
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
  }
};

template <typename Act>
void measure(Times& times, Act act) {
  constexpr double kMicrosecond = 1e6;
  const auto began = Clock::now();
  act();
  times.all.push_back(seconds_since(began) * kMicrosecond);
}

// So many events are measured with nothing of the facts left in the processor's caches, as after a
// quiet hour: what a place costs in memory is then the same in a village and in a province.
constexpr int kColdEvents = 300;

// Drives everything else out of the caches, by more than they hold.
class Caches {
 public:
  void drive_out() {
    for (std::size_t at = 0; at < bytes_.size(); at += 64) sum_ += bytes_[at]++;
    check(sum_ != 1);  // or the loop might be left out
  }

 private:
  std::vector<unsigned char> bytes_ = std::vector<unsigned char>(std::size_t{1} << 28);
  std::size_t sum_ = 0;
};

// Any worker-month of any project that stands in a tile.
verify::HotStanding::Place any_place(const Tiles& tiles, std::mt19937& random) {
  while (true) {
    const std::size_t project = random() % (tiles.places.size() - 1);
    const std::uint64_t begin = tiles.places[project];
    const TileBlock block(tiles.blocks.subspan(begin, tiles.places[project + 1] - begin));
    if (block.tiles.empty()) continue;
    const std::size_t slot = random() % (block.tiles.size() * kTileSlots);
    const WorkerIndex worker = tiles.workers[block.head->first_slot + slot];
    std::size_t tile = slot / kTileSlots;
    std::size_t month = 0;
    for (; tile >= block.months[month].tiles; ++month) tile -= block.months[month].tiles;
    if (worker != 0) return {static_cast<ProjectIndex>(project), worker, block.months[month].month};
  }
}

void measure_tiles(const Book& facts, const Tiles& tiles, const law::Law& law,
                   const verify::Settings& settings, int events) {
  const auto began = Clock::now();
  verify::HotStanding standing(facts, tiles, law, settings, verify::screens().front().screen);
  const double load = seconds_since(began);
  std::mt19937 random(1);
  Times times;
  std::size_t found = 0;
  std::size_t left = 0;
  const auto attend = [&](Times& taken, const verify::HotStanding::Place& place,
                          std::uint32_t days) {
    measure(taken, [&] {
      check(standing.attend(place, days));
      const auto* findings = standing.judge(place.project);
      if (findings == nullptr)
        ++left;
      else
        found += findings->size();
    });
  };
  // Each day that changes changes back, so that the last event meets what the first one met.
  for (int i = 0; i < events; i += 2) {
    const verify::HotStanding::Place place = any_place(tiles, random);
    const std::uint32_t before = standing.days_of(place);
    attend(times, place, before ^ (1U << random() % 28));
    attend(times, place, before);
  }
  Times cold;
  Times not_counted;
  Caches caches;
  for (int i = 0; i < kColdEvents; ++i) {
    const verify::HotStanding::Place place = any_place(tiles, random);
    const std::uint32_t before = standing.days_of(place);
    caches.drive_out();
    attend(cold, place, before ^ (1U << random() % 28));
    attend(not_counted, place, before);
  }
  std::cout << fmt::format(
      "{{\"way\": \"tiles\", \"worker_months\": {}, \"load\": {:.3f}, \"events\": {}, "
      "\"median_us\": {:.3f}, \"p99_us\": {:.3f}, \"cold_us\": {:.3f}, \"findings\": {}, "
      "\"left_to_rows\": {}}}\n",
      facts.worker_months, load, events, times.at(0.5), times.at(0.99), cold.at(0.5), found, left);
}

// Any project that pays wages.
ProjectIndex any_project(const Book& facts, std::mt19937& random) {
  ProjectRows rows;
  while (true) {
    const auto project = static_cast<ProjectIndex>(random() % facts.projects.size());
    check(facts.read(project, rows));
    if (!rows.payroll.empty() || !rows.payments.empty() || !rows.attendance.empty()) return project;
  }
}

// A row of the month that changes a little, or a day that comes.
verify::Change any_change(const Book& facts, ProjectIndex project, std::mt19937& random) {
  ProjectRows rows;
  check(facts.read(project, rows));
  while (true) {
    const std::size_t kind = random() % 3;
    if (kind == 0 && !rows.attendance.empty()) {
      AttendanceRow row = rows.attendance[random() % rows.attendance.size()];
      row.days = std::uint32_t{1} << random() % 28;
      return {std::nullopt, row};
    }
    if (kind == 1 && !rows.payments.empty()) {
      const Payment& row = rows.payments[random() % rows.payments.size()];
      Payment after = row;
      after.amount += Money{100};
      return {row, after};
    }
    if (kind == 2 && !rows.payroll.empty()) {
      const PayrollLine& row = rows.payroll[random() % rows.payroll.size()];
      PayrollLine after = row;
      after.net += Money{100};
      return {row, after};
    }
  }
}

void measure_rows(Book&& facts, const law::Law& law, const verify::Settings& settings, int events) {
  const std::uint64_t worker_months = facts.worker_months;
  const auto began = Clock::now();
  verify::Standing standing(std::move(facts), law, settings);
  const double load = seconds_since(began);
  std::mt19937 random(2);
  // The first event of a project finds its rows as they were loaded, a further one as the last has
  // left them.
  std::vector<bool> is_touched(standing.facts().projects.size());
  Times first;
  Times times;
  const std::uint64_t judged = standing.judged();
  for (int i = 0; i < events; ++i) {
    const ProjectIndex project = any_project(standing.facts(), random);
    for (int turn = 0; turn < 2; ++turn) {
      const verify::Change change = any_change(standing.facts(), project, random);
      measure(is_touched[project] ? times : first, [&] { check(standing.apply(change)); });
      is_touched[project] = true;
    }
  }
  const std::uint64_t judged_by_events = standing.judged() - judged;
  Times cold;
  Caches caches;
  for (int i = 0; i < kColdEvents; ++i) {
    const ProjectIndex project = any_project(standing.facts(), random);
    if (!is_touched[project]) continue;
    const verify::Change change = any_change(standing.facts(), project, random);
    caches.drive_out();
    measure(cold, [&] { check(standing.apply(change)); });
  }
  std::cout << fmt::format(
      "{{\"way\": \"rows\", \"worker_months\": {}, \"load\": {:.3f}, \"events\": {}, "
      "\"first_us\": {:.3f}, \"median_us\": {:.3f}, \"p99_us\": {:.3f}, "
      "\"cold_us\": {:.3f}, \"projects_judged\": {}}}\n",
      worker_months, load, 2 * events, first.at(0.5), times.at(0.5), times.at(0.99), cold.at(0.5),
      judged_by_events);
}

}  // namespace

void measure_incremental(Book&& facts, const Tiles& tiles, const law::Law& law, Date as_of,
                         int tile_events, int row_events) {
  const verify::Settings ten_checks{
      .as_of = as_of,
      .rules = {"W01", "W02", "W06", "W11", "W16", "W17", "X04", "F05", "F06"},
      .threads = 1};
  const verify::Settings all_rules{.as_of = as_of, .run_all_rules = true, .threads = 1};
  if (tile_events > 0) measure_tiles(facts, tiles, law, ten_checks, tile_events);
  if (row_events > 0) measure_rows(std::move(facts), law, all_rules, row_events);
}

}  // namespace qingxin::bench
