// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "casework/clocks.h"
#include "casework/figures.h"
#include "law/law.h"
#include "postgres/postgres_database.h"
#include "sqlite/sqlite_database.h"
#include "tests/sim/office.h"
#include "tests/sim/stored_desk.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temporary_folder.h"

// Two years of a city in a moment: simulate FIRST COUNT [HOW [PROJECTS]]
//   memory: a line for each seed: what happened, and a digest that is the same wherever it ran
//   tell: every history with what its clocks read, for the oracle in sim_test.py
//   sqlite, postgres: the same in stored data
// A city has twelve projects, if nothing else is said.
namespace qingxin::sim {
namespace {

constexpr Date kFirstDay = date(2025, 1, 1), kLastDay = date(2026, 12, 31);

// What a place sets for clues; the law gives no number.
law::Parameters local(const law::Parameters& law) {
  const auto value = [](std::string name, std::int64_t number) {
    law::ParameterValue given;
    given.name = std::move(name);
    given.value = number;
    given.source = "模拟";
    return given;
  };
  return law.with({value("clue.receipt_working_days", 1), value("clue.answer_days", 60),
                   value("clue.taking_over_working_days", 3), value("case.suspension", 1)});
}

std::string text_of(const casework::Reading& reading) {
  static constexpr std::string_view kStatus[] = {"",     "running", "paused", "met",
                                                 "late", "overdue", "no_term"};
  return fmt::format("{} {} {} {} {} {} {}", casework::clock_of(reading.clock)->name,
                     reading.number, reading.start_event,
                     kStatus[static_cast<std::size_t>(reading.status)],
                     reading.due_at ? fmt::format("@{}", reading.due_at->utc_ms)
                     : reading.due  ? to_string(*reading.due)
                                    : "-",
                     reading.certainty == law::Certainty::firm ? "firm" : "provisional",
                     reading.left ? std::to_string(*reading.left) : "-");
}

void tell(const Matter& matter, const casework::Dossier& dossier, const casework::World& world) {
  std::cout << "history " << (matter.subject == Subject::clue ? "clue" : "case") << " "
            << (dossier.channel ? static_cast<int>(*dossier.channel) : 0) << "\n";
  for (const Event& event : dossier.events)
    std::cout << fmt::format("step {} {} {} {}\n", casework::words_of(event.step).name,
                             event.number, event.at.utc_ms,
                             event.day ? std::to_string(event.day->days) : "-");
  std::cout << "read " << world.now.utc_ms << "\n";
  for (const casework::Reading& reading : read_clocks(dossier, world))
    std::cout << text_of(reading) << "\n";
  std::cout << ".\n";
}

// A clue that nobody answered in time is on somebody's list.
std::string forgotten(const Matter& matter, const casework::Dossier& dossier,
                      const casework::World& world) {
  if (dossier.owner == casework::BodyId{}) return fmt::format("{} 没有人负责", matter.id);
  if (matter.subject != Subject::clue) return {};
  if (has_any_in(dossier, casework::State::clue_answered) || kLastDay - matter.began <= 60)
    return {};
  const auto reading = read_clock(dossier, casework::ClockId::clue_answer, 1, world);
  const bool is_listed = reading && (reading->status == casework::ClockStatus::overdue ||
                                     reading->status == casework::ClockStatus::running);
  return is_listed ? "" : fmt::format("线索 {} 没有答复，也没有人看见它超期", matter.id);
}

struct Children {
  std::map<std::string, std::vector<casework::CaseRow>> rows;  // by district
  std::vector<casework::CaseRow> all;
};

std::optional<Date> last_day_of(const casework::Dossier& dossier, Step step,
                                casework::State state) {
  if (!has_any_in(dossier, state)) return std::nullopt;
  std::optional<Date> day;
  for (const Event& event : dossier.events)
    if (event.step == step) day = china_day(event.at);
  return day;
}

// The parent's figures are the sum of the children's, and the stock adds up.
std::string wrong_sums(const Children& children) {
  for (const int year : {2025, 2026}) {
    const auto of = [&](std::span<const casework::CaseRow> rows) {
      return stock_and_flow(rows, date(year, 1, 1), date(year, 12, 31));
    };
    casework::StockAndFlow sum;
    std::int64_t open = 0;
    for (const auto& [district, rows] : children.rows) {
      const casework::StockAndFlow part = of(rows);
      sum.opening += part.opening;
      sum.added += part.added;
      sum.cleared += part.cleared;
      sum.closing += part.closing;
      open += casework::zero_of_public_money(rows, year, date(year, 12, 31)).open;
    }
    const casework::StockAndFlow all = of(children.all);
    const bool is_sum = sum.opening == all.opening && sum.added == all.added &&
                        sum.cleared == all.cleared && sum.closing == all.closing &&
                        open == zero_of_public_money(children.all, year, date(year, 12, 31)).open;
    if (!is_sum) return fmt::format("{} 年各区县之和不是全市的数", year);
    if (all.opening + all.added - all.cleared != all.closing)
      return fmt::format("{} 年存量不平", year);
  }
  return {};
}

// Which city, and how it is told.
struct City {
  std::uint64_t seed = 1;
  std::string how = "memory";
  int projects = 12;
};

std::string simulate(const City& city, const law::Law& law, Desk& desk) {
  const bool is_told = city.how == "tell";
  World world(city.seed, city.projects);
  const law::Parameters parameters = local(law.parameters);
  desk.world = {.now = {},
                .calendar = &law.calendar,
                .calendar_version = law.version,
                .parameters = &parameters,
                .region = "990123"};
  Office office(world, desk);
  for (Date day = kFirstDay; day <= kLastDay && office.fault().empty(); day = day + 1) {
    world.live(day);
    office.work(day);
  }
  std::string fault = office.fault(), text;
  desk.world.now = china(kLastDay, 23);
  Children children;
  for (const Matter& matter : office.matters()) {
    const casework::Dossier dossier = desk.dossier(matter.id);
    if (is_told) tell(matter, dossier, desk.world);
    if (fault.empty()) fault = forgotten(matter, dossier, desk.world);
    for (const Event& event : dossier.events)
      text +=
          fmt::format("{} {} {} {} {} {}\n", matter.id, static_cast<int>(event.step), event.number,
                      event.at.utc_ms, static_cast<std::int64_t>(event.person), event.document);
    for (const casework::Reading& reading : read_clocks(dossier, desk.world))
      text += text_of(reading) + "\n";
    if (matter.subject != Subject::case_file) continue;
    casework::CaseRow row;
    row.id = matter.id;
    row.opened = matter.began;
    row.funding = static_cast<casework::Funding>(1 + matter.project % 4);
    row.cleared = last_day_of(dossier, Step::cleared, casework::State::cleared);
    row.concluded = last_day_of(dossier, Step::concluded, casework::State::concluded);
    children.rows[world.project(matter.project).district].push_back(row);
    children.all.push_back(row);
  }
  if (fault.empty()) fault = wrong_sums(children);
  const Tally& tally = office.tally();
  if (!is_told) {
    fmt::print("{} {} clues={} answered={} cases={} cleared={} reopened={} refused={}", city.seed,
               hex(sm3(text), 8), tally.clues, tally.answered, tally.cases, tally.cleared,
               tally.reopened, tally.refused);
    for (std::size_t i = 0; i < kSlips; ++i) fmt::print(" slip{}={}", i + 1, tally.slips[i]);
    for (const auto& [step, count] : tally.steps)
      fmt::print(" {}={}", casework::words_of(step).name, count);
    fmt::print("\n");
  }
  return fault;
}

// A database of its own for each city.
std::string simulate_stored(const City& city, const law::Law& law) {
  std::optional<TemporaryFolder> folder;
  std::unique_ptr<store::Database> database;
  if (city.how == "sqlite") {
    folder.emplace();
    database = std::make_unique<sqlite::SqliteDatabase>(folder->path() / "a.db",
                                                        sqlite::SqliteDatabase::kPatienceMs);
  } else {
    database = std::make_unique<postgres::PostgresDatabase>(
        postgres::the_server().fresh(), postgres::PostgresDatabase::kPatienceMs);
  }
  StoredDesk desk(*database, china(kFirstDay, 0));
  const std::string fault = simulate(city, law, desk);
  if (fault.empty() && !desk.is_sound()) return "审计链对不上";
  return fault;
}

std::string simulate_as_told(const City& city, const law::Law& law) {
  if (city.how == "sqlite" || city.how == "postgres") return simulate_stored(city, law);
  MemoryDesk desk;
  return simulate(city, law, desk);
}

int run(const std::vector<std::string>& arguments) {
  City city;
  if (arguments.size() > 2) city.how = arguments[2];
  if (arguments.size() > 3) city.projects = std::stoi(arguments[3]);
  const bool is_known =
      city.how == "memory" || city.how == "tell" || city.how == "sqlite" || city.how == "postgres";
  if (arguments.size() < 2 || arguments.size() > 4 || !is_known || city.projects < 1) {
    std::cerr << "simulate FIRST COUNT [memory | tell | sqlite | postgres [PROJECTS]]\n";
    return 2;
  }
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) {
    std::cerr << law.error().message << "\n";
    return 1;
  }
  const std::uint64_t first = std::stoull(arguments[0]), count = std::stoull(arguments[1]);
  for (city.seed = first; city.seed < first + count; ++city.seed)
    if (const std::string fault = simulate_as_told(city, *law); !fault.empty()) {
      std::cerr << "种子 " << city.seed << "：" << fault << "\n";
      return 1;
    }
  return 0;
}

}  // namespace
}  // namespace qingxin::sim

int main(int argc, char** argv) {
  return qingxin::sim::run({argv + 1, argv + argc});
}
