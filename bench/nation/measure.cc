// SPDX-License-Identifier: Apache-2.0
// `bench_nation WORKER_MONTHS [THREADS [ROUNDS [FILE.book]]]` makes a nation's months straight into
// a book, judges the ten checks from its tiles, and fails unless each finds what was planted, no
// more and no less. `bench_nation FILE.book …` judges one that was written before. One line of
// JSON.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "book/book_file.h"
#include "law/law.h"
#include "nation/nation.h"
#include "rules/catalogue.h"
#include "verify/fold_tiles.h"
#include "verify/judge_tiles.h"
#include "verify/verify_brief.h"

namespace {

using namespace qingxin;  // NOLINT: a program of its own

constexpr double kMega = 1e6;

// Seconds since it was made, or asked before.
class Watch {
 public:
  double seconds() {
    const auto before = std::exchange(at_, std::chrono::steady_clock::now());
    return std::chrono::duration<double>(at_ - before).count();
  }

 private:
  std::chrono::steady_clock::time_point at_ = std::chrono::steady_clock::now();
};

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  constexpr double kKilo = 1024;
  return static_cast<double>(usage.ru_maxrss) * kKilo / kMega;
}

// How many findings each rule has, a late payment apart from none at all.
using Counts = std::map<std::string, std::uint64_t, std::less<>>;

std::string late_apart(std::string_view rule, bool is_late) {
  return std::string(rule) + (is_late ? " late" : "");
}

Counts counts_of(const std::array<std::uint64_t, nation::kFaults>& planted) {
  Counts counts;
  for (std::size_t i = 1; i < nation::kFaults; ++i) {
    const auto fault = static_cast<nation::Fault>(i);
    if (planted[i] == 0) continue;
    counts[late_apart(nation::rule_of(fault), fault == nation::Fault::late)] += planted[i];
  }
  return counts;
}

Counts counts_of(const std::vector<verify::TileFinding>& findings) {
  Counts counts;
  for (const verify::TileFinding& finding : findings) {
    const rules::Rule& rule = rules::kCatalogue[finding.rule];
    ++counts[late_apart(rule.id, rule.id == "W01" && finding.severity == rules::Severity::orange)];
  }
  return counts;
}

std::string json_of(const Counts& counts) {
  std::string json;
  for (const auto& [rule, count] : counts)
    json += fmt::format("{}\"{}\": {}", json.empty() ? "" : ", ", rule, count);
  return "{" + json + "}";
}

std::vector<double> judge(const book::Book& facts, const book::Tiles& tiles, const law::Law& law,
                          int threads, int rounds, verify::TileVerdicts& verdicts) {
  verify::Settings settings;
  settings.as_of = nation::kAsOf;
  settings.rules = {"W01", "W02", "W06", "W11", "W16", "W17", "X04", "F05", "F06"};
  settings.threads = threads;
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    Watch watch;
    const verify::TileJudge tile_judge(facts, tiles, law, settings);
    verdicts = tile_judge.judge_all(verify::screens().front().screen);
    times.push_back(watch.seconds());
  }
  std::ranges::sort(times);
  return times;
}

// All rules, from the rows.
Result<std::string> judge_in_brief(const book::Book& facts, const law::Law& law, int threads) {
  verify::Settings settings;
  settings.as_of = nation::kAsOf;
  settings.run_all_rules = true;
  settings.threads = threads;
  Watch watch;
  const auto findings = verify::verify_brief(facts, law, settings);
  if (!findings) return tl::unexpected(findings.error());
  return fmt::format("\"all_rules\": {:.2f}, \"all_findings\": {}, ", watch.seconds(),
                     findings->size());
}

Result<law::Law> law_of_nation() {
  Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return law;
  auto local = law::read_parameters(nation::kParameters, "参数.toml", true);
  if (!local) return tl::unexpected(local.error());
  law->parameters = law->parameters.with(*std::move(local));
  return law;
}

int fail_with(const Error& error) {
  std::cerr << error.message << '\n';
  return 3;
}

// Judges a book of a nation and tells what that took; the counts are for the caller to compare.
Counts measure(const book::Book& facts, const book::Tiles& tiles, const law::Law& law, int threads,
               int rounds) {
  verify::TileVerdicts verdicts;
  const std::vector<double> times = judge(facts, tiles, law, threads, rounds, verdicts);
  const auto worker_months = static_cast<double>(facts.worker_months);
  Counts found = counts_of(verdicts.findings);
  std::cout << fmt::format(
      "\"worker_months\": {}, \"projects\": {}, \"workers\": {}, \"rows\": {}, "
      "\"hot_bytes\": {:.1f}, \"cold_bytes\": {:.1f}, \"text_bytes\": {:.1f}, "
      "\"verify_ms\": {:.1f}, \"best_ms\": {:.1f}, \"needs_rows\": {}, \"findings\": {}, ",
      facts.worker_months, facts.projects.size(), facts.identities.size() - 1, facts.rows,
      static_cast<double>(tiles.blocks.size_bytes() + tiles.workers.size_bytes()) / worker_months,
      static_cast<double>(facts.bytes.size()) / worker_months,
      static_cast<double>(facts.texts.bytes().size() + facts.texts.offsets().size_bytes() +
                          facts.identities.bytes().size() +
                          facts.identities.offsets().size_bytes()) /
          worker_months,
      times[times.size() / 2] * 1e3, times.front() * 1e3, verdicts.needs_rows.size(),
      json_of(found));
  if (!verdicts.needs_rows.empty()) found["needs rows"] = verdicts.needs_rows.size();
  return found;
}

int measure_file(const std::string& file, const law::Law& law, int threads, int rounds) {
  Watch watch;
  const Result<book::Book> facts = book::open(file);
  if (!facts) return fail_with(facts.error());
  const std::optional<book::Tiles> tiles = book::tiles_of(*facts);
  if (!tiles) return fail_with({ErrorCode::invalid_input, "账册里没有合计"});
  std::cout << fmt::format("{{\"open\": {:.3f}, \"open_peak_mb\": {:.0f}, ", watch.seconds(),
                           peak_mb());
  measure(*facts, *tiles, law, threads, rounds);
  std::cout << fmt::format("\"peak_mb\": {:.0f}, ", peak_mb());
  const Result<std::string> brief = judge_in_brief(*facts, law, threads);
  if (!brief) return fail_with(brief.error());
  std::cout << *brief;
  std::cout << fmt::format("\"peak_mb_of_all\": {:.0f}}}\n", peak_mb());
  return 0;
}

// Whether one thread alone makes the same.
bool is_made_alike(const book::Book& facts, std::uint64_t worker_months, std::uint64_t seed) {
  const nation::Nation alone = nation::make(worker_months, seed, 1);
  const book::Book& other = alone.book;
  return std::ranges::equal(facts.bytes, other.bytes) &&
         std::ranges::equal(facts.places, other.places) &&
         facts.texts.bytes() == other.texts.bytes() &&
         facts.identities.bytes() == other.identities.bytes() &&
         std::ranges::equal(facts.across.cards, other.across.cards);
}

int measure_new(std::uint64_t worker_months, const law::Law& law, int threads, int rounds,
                const std::string& file) {
  constexpr std::uint64_t kSeed = 20261122;
  constexpr std::uint64_t kFewEnoughToMakeTwice = 100'000;
  Watch watch;
  nation::Nation made = nation::make(worker_months, kSeed, threads);
  const double make_seconds = watch.seconds();
  const double make_peak = peak_mb();
  if (worker_months <= kFewEnoughToMakeTwice && !is_made_alike(made.book, worker_months, kSeed)) {
    std::cerr << "one thread makes another book\n";
    return 1;
  }
  watch.seconds();
  book::Tiles tiles = verify::fold_tiles(made.book, law, threads);
  std::cout << fmt::format(
      "{{\"threads\": {}, \"make\": {:.1f}, \"make_peak_mb\": {:.0f}, "
      "\"fold\": {:.1f}, ",
      threads, make_seconds, make_peak, watch.seconds());
  const Counts found = measure(made.book, tiles, law, threads, rounds);
  const Counts planted = counts_of(made.planted);
  const Result<std::string> brief = judge_in_brief(made.book, law, threads);
  if (!brief) return fail_with(brief.error());
  std::cout << *brief;
  if (!file.empty()) {
    book::attach(std::move(tiles), made.book);
    watch.seconds();
    const Result<std::uint64_t> bytes = book::write(made.book, file);
    if (!bytes) return fail_with(bytes.error());
    std::cout << fmt::format("\"file_bytes\": {}, \"write\": {:.1f}, ", *bytes, watch.seconds());
  }
  std::cout << fmt::format("\"as_planted\": {}, \"peak_mb\": {:.0f}}}\n", found == planted,
                           peak_mb());
  if (found == planted) return 0;
  std::cerr << "planted " << json_of(planted) << "\nfound   " << json_of(found) << '\n';
  return 1;
}

int run(const std::vector<std::string>& words) {
  const Result<law::Law> law = law_of_nation();
  if (!law) return fail_with(law.error());
  const int threads = words.size() > 1 ? std::stoi(words[1]) : 2;
  const int rounds = words.size() > 2 ? std::stoi(words[2]) : 5;
  if (words[0].find_first_not_of("0123456789") != std::string::npos)
    return measure_file(words[0], *law, threads, rounds);
  return measure_new(std::stoull(words[0]), *law, threads, rounds,
                     words.size() > 3 ? words[3] : "");
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  return run({arguments + 1, arguments + count});
}
