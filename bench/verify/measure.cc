// SPDX-License-Identifier: Apache-2.0
// Our side of bench/verify, from a folder or a book, each verb with lines of JSON:
//   bench_verify tiles PATH AS_OF [THREADS [ROUNDS [FINDINGS.csv]]]   the ten-check set, each twin
//   bench_verify rules PATH AS_OF [THREADS [ROUNDS]]                  all rules, in brief
//   bench_verify load PATH AS_OF [THREADS [ROUNDS]]                   reading a folder, or a book
//   bench_verify incremental PATH AS_OF [TILE_EVENTS [ROW_EVENTS]]    one change after the other
//   bench_verify bandwidth THREADS ROUNDS                             how fast memory is read
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/check.h"
#include "book/book_file.h"
#include "book/build_book.h"
#include "book/tiles.h"
#include "feeds/folder.h"
#include "incremental.h"
#include "law/law.h"
#include "rules/catalogue.h"
#include "verify/fold_tiles.h"
#include "verify/judge_tiles.h"
#include "verify/verify_brief.h"

namespace {

using namespace qingxin;  // NOLINT: a program of its own

constexpr std::array<std::string_view, 9> kTenChecks{"W01", "W02", "W06", "W11", "W16",
                                                     "W17", "X04", "F05", "F06"};

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

void write_findings(const book::Book& facts, const std::vector<verify::TileFinding>& findings,
                    const std::string& file) {
  std::ofstream out(file, std::ios::binary);
  out << "rule,severity,project_id,id_number,month,subject,amount_fen\n";
  for (const verify::TileFinding& finding : findings) {
    const rules::Rule& rule = rules::kCatalogue[finding.rule];
    out << fmt::format(
        "{},{},{},{},{},{},{}\n", rule.id, verify::to_string(finding.severity),
        facts.texts[facts.projects[finding.project].project_id], facts.identities[finding.worker],
        finding.month.index < 0 ? "" : to_string(finding.month), facts.texts[finding.subject],
        finding.has_fen ? std::to_string(finding.fen) : "");
  }
}

// A folder is read and summed up; a book brings its tiles.
struct Loaded {
  book::Book facts;
  law::Law law;
  book::Tiles tiles;
  double fold_seconds = 0;
};

Result<Loaded> load_from(const std::string& path, Date as_of, int threads, const law::Law& law) {
  if (std::filesystem::is_regular_file(path)) {
    Result<book::Book> file = book::open(path);
    if (!file) return tl::unexpected(file.error());
    Result<law::Law> own_law = law::law_with(law, file->parameters);
    if (!own_law) return tl::unexpected(own_law.error());
    std::optional<book::Tiles> tiles = book::tiles_of(*file);
    return Loaded{*std::move(file), *std::move(own_law), tiles ? *std::move(tiles) : book::Tiles{},
                  0};
  }
  const Result<std::optional<std::string>> parameters = feeds::read_parameters_file(path);
  if (!parameters) return tl::unexpected(parameters.error());
  Result<law::Law> own_law = law::law_with(law, parameters->value_or(""));
  if (!own_law) return tl::unexpected(own_law.error());
  Result<book::Facts> read = feeds::read_folder(path, threads, {});
  if (!read) return tl::unexpected(read.error());
  book::Book facts = book::build(*std::move(read), as_of, threads);
  facts.parameters = parameters->value_or("");
  const auto began = Clock::now();
  book::Tiles tiles = verify::fold_tiles(facts, *own_law, threads);
  return Loaded{std::move(facts), *std::move(own_law), std::move(tiles), seconds_since(began)};
}

struct Job {
  Date as_of;
  law::Law law;
  Loaded loaded;
  double load = 0;  // seconds, without the fold
};

Result<Job> job_of(const std::string& path, const std::string& day, int threads) {
  const Result<Date> as_of = parse_iso_date(day);
  if (!as_of) return tl::unexpected(as_of.error());
  Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const auto began = Clock::now();
  Result<Loaded> loaded = load_from(path, *as_of, threads, *law);
  if (!loaded) return tl::unexpected(loaded.error());
  const double load = seconds_since(began) - loaded->fold_seconds;
  return Job{*as_of, std::move(*law), std::move(*loaded), load};
}

int complain(const Error& error) {
  std::cerr << error.message << '\n';
  return 3;
}

int number_at(const std::vector<std::string>& words, std::size_t at, int otherwise) {
  return words.size() > at ? std::stoi(words[at]) : otherwise;
}

// Calls judge() for as many rounds, and gives the seconds of each, ascending.
template <typename Judge>
std::vector<double> times_of(int rounds, Judge judge) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    const auto start = Clock::now();
    judge();
    times.push_back(seconds_since(start));
  }
  std::ranges::sort(times);
  return times;
}

int run_tiles(const std::vector<std::string>& words) {
  const int threads = number_at(words, 2, 1);
  const Result<Job> job = job_of(words.at(0), words.at(1), threads);
  if (!job) return complain(job.error());
  const auto& [facts, law, tiles, fold] = job->loaded;
  const verify::Settings settings{
      .as_of = job->as_of, .rules = {kTenChecks.begin(), kTenChecks.end()}, .threads = threads};
  std::optional<std::vector<verify::TileFinding>> first;
  for (const verify::NamedScreen& twin : verify::screens()) {
    verify::TileVerdicts verdicts;
    const std::vector<double> times = times_of(number_at(words, 3, 5), [&] {
      verdicts = verify::TileJudge(facts, tiles, law, settings).judge_all(twin.screen);
    });
    std::cout << fmt::format(
        "{{\"twin\": \"{}\", \"load\": {:.3f}, \"fold\": {:.3f}, \"verify_ms\": {:.3f}, "
        "\"best_ms\": {:.3f}, \"slots\": {}, \"hot_bytes\": {}, \"cold_bytes\": {}, "
        "\"worker_months\": {}, \"findings\": {}, \"needs_rows\": {}}}\n",
        twin.name, job->load, fold, times[times.size() / 2] * 1e3, times[0] * 1e3,
        tiles.workers.size(), tiles.blocks.size_bytes(), facts.bytes.size(), facts.worker_months,
        verdicts.findings.size(), verdicts.needs_rows.size());
    if (!first) first = verdicts.findings;
    check(verdicts.findings == *first);  // every twin finds the same
    if (words.size() > 4) write_findings(facts, verdicts.findings, words[4]);
  }
  return 0;
}

int run_rules(const std::vector<std::string>& words) {
  const int threads = number_at(words, 2, 1);
  const Result<Job> job = job_of(words.at(0), words.at(1), threads);
  if (!job) return complain(job.error());
  const verify::Settings settings{.as_of = job->as_of, .run_all_rules = true, .threads = threads};
  std::size_t found = 0;
  const std::clock_t worked = std::clock();
  const int rounds = number_at(words, 3, 5);
  const std::vector<double> times = times_of(rounds, [&] {
    found = verify::verify_brief(job->loaded.facts, job->loaded.law, settings).value().size();
  });
  const double cpu = static_cast<double>(std::clock() - worked) / CLOCKS_PER_SEC / rounds;
  std::cout << fmt::format(
      "{{\"load\": {:.3f}, \"verify\": {:.4f}, \"best\": {:.4f}, \"cpu\": {:.4f}, "
      "\"worker_months\": {}, \"findings\": {}}}\n",
      job->load, times[times.size() / 2], times[0], cpu, job->loaded.facts.worker_months, found);
  return 0;
}

int run_load(const std::vector<std::string>& words) {
  const Result<Date> as_of = parse_iso_date(words.at(1));
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!as_of || !law) return complain(as_of ? law.error() : as_of.error());
  std::uint64_t worker_months = 0;
  const std::vector<double> times = times_of(number_at(words, 3, 5), [&] {
    const Result<Loaded> loaded = load_from(words.at(0), *as_of, number_at(words, 2, 1), *law);
    check(loaded.has_value());
    worker_months = loaded->facts.worker_months;
  });
  std::cout << fmt::format("{{\"load\": {:.4f}, \"worker_months\": {}}}\n", times[times.size() / 2],
                           worker_months);
  return 0;
}

// As many numbers as a processor loads at once, at the most.
using Wide = std::uint64_t __attribute__((vector_size(64)));

// How fast memory is read when nothing else is done: sums over more than any cache holds.
double gigabytes_per_second(const std::vector<std::uint64_t>& memory, int threads) {
  constexpr double kGiga = 1e9;
  constexpr std::size_t kAtOnce = sizeof(Wide) / sizeof(std::uint64_t);
  std::atomic<std::uint64_t> kept{0};
  const auto began = Clock::now();
  {
    std::vector<std::jthread> readers;
    const std::size_t share = memory.size() / static_cast<std::size_t>(threads);
    for (std::size_t thread = 0; thread < static_cast<std::size_t>(threads); ++thread)
      readers.emplace_back([&, thread] {
        std::array<Wide, 4> sums{};
        const std::uint64_t* at = memory.data() + thread * share;
        for (std::size_t i = 0; i < share; i += kAtOnce * sums.size())
          for (std::size_t k = 0; k < sums.size(); ++k) {
            Wide loaded;
            std::memcpy(&loaded, at + i + k * kAtOnce, sizeof loaded);
            sums[k] += loaded;
          }
        for (const Wide& sum : sums)
          for (std::size_t k = 0; k < kAtOnce; ++k) kept += sum[k];
      });
  }
  const double seconds = seconds_since(began);
  check(kept <= memory.size());  // what each reader has left over is not read
  return static_cast<double>(memory.size() * sizeof(std::uint64_t)) / seconds / kGiga;
}

int run_bandwidth(const std::vector<std::string>& words) {
  const std::vector<std::uint64_t> memory(std::size_t{1} << 28, 1);  // 2 GiB
  const int threads = number_at(words, 0, 2);
  double best = 0;
  for (int round = 0; round < number_at(words, 1, 5); ++round)
    best = std::max(best, gigabytes_per_second(memory, threads));
  std::cout << fmt::format("{{\"threads\": {}, \"gigabytes_per_second\": {:.1f}}}\n", threads,
                           best);
  return 0;
}

int run_incremental(const std::vector<std::string>& words) {
  Result<Job> job = job_of(words.at(0), words.at(1), 1);
  if (!job) return complain(job.error());
  bench::measure_incremental(std::move(job->loaded.facts), job->loaded.tiles, job->loaded.law,
                             job->as_of, number_at(words, 2, 100'000), number_at(words, 3, 10'000));
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::map<std::string, int (*)(const std::vector<std::string>&)> verbs{
      {"bandwidth", run_bandwidth},
      {"incremental", run_incremental},
      {"load", run_load},
      {"rules", run_rules},
      {"tiles", run_tiles}};
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() < 3 || !verbs.contains(words[0])) return 2;
  return verbs.at(words[0])({words.begin() + 1, words.end()});
}
