// SPDX-License-Identifier: Apache-2.0
// Our side of bench/verify: `bench_verify FOLDER|BOOK AS_OF [THREADS [ROUNDS [FINDINGS.csv]]]`
// judges the ten-check set from tiles, round after round, and prints one line of JSON for each
// twin.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "app/book_file.h"
#include "app/read_folder.h"
#include "app/rule_book.h"
#include "incremental.h"
#include "law/law.h"
#include "rules/catalogue.h"
#include "verify/fold_tiles.h"
#include "verify/judge_tiles.h"

namespace {

using namespace qingxin;  // NOLINT: a program of its own

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
    Result<app::BookFile> file = app::open_book_file(path);
    if (!file) return tl::unexpected(file.error());
    Result<law::Law> own_law = app::law_with(law, file->book.parameters);
    if (!own_law) return tl::unexpected(own_law.error());
    std::optional<book::Tiles> tiles = book::tiles_of(file->book);
    return Loaded{std::move(file->book), *std::move(own_law),
                  tiles ? *std::move(tiles) : book::Tiles{}, 0};
  }
  Result<app::FolderRead> read = app::read_folder(path, as_of, threads, law, {});
  if (!read) return tl::unexpected(read.error());
  const auto began = Clock::now();
  book::Tiles tiles = verify::fold_tiles(read->facts, read->law, threads);
  return Loaded{std::move(read->facts), std::move(read->law), std::move(tiles),
                seconds_since(began)};
}

int run(const std::vector<std::string>& words) {
  const Result<Date> as_of = parse_iso_date(words.at(1));
  const int threads = words.size() > 2 ? std::stoi(words[2]) : 1;
  const int rounds = words.size() > 3 ? std::stoi(words[3]) : 5;
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law || !as_of) return 3;
  const auto began = Clock::now();
  const Result<Loaded> read = load_from(words[0], *as_of, threads, *law);
  if (!read) {
    std::cerr << read.error().message << '\n';
    return 3;
  }
  const double load = seconds_since(began) - read->fold_seconds;
  const double fold = read->fold_seconds;
  const book::Tiles& tiles = read->tiles;
  const verify::Settings settings{
      .as_of = *as_of,
      .rules = {"W01", "W02", "W06", "W11", "W16", "W17", "X04", "F05", "F06"},
      .threads = threads};
  for (const verify::NamedScreen& twin : verify::screens()) {
    std::vector<double> times;
    verify::TileVerdicts verdicts;
    for (int round = 0; round < rounds; ++round) {
      const auto start = Clock::now();
      const verify::TileJudge judge(read->facts, tiles, read->law, settings);
      verdicts = judge.judge_all(twin.screen);
      times.push_back(seconds_since(start));
    }
    std::ranges::sort(times);
    std::cout << fmt::format(
        "{{\"twin\": \"{}\", \"load\": {:.3f}, \"fold\": {:.3f}, \"verify_ms\": {:.3f}, "
        "\"best_ms\": {:.3f}, \"slots\": {}, \"hot_bytes\": {}, \"cold_bytes\": {}, "
        "\"findings\": {}, \"needs_rows\": {}}}\n",
        twin.name, load, fold, times[times.size() / 2] * 1e3, times[0] * 1e3, tiles.workers.size(),
        tiles.blocks.size_bytes(), read->facts.bytes.size(), verdicts.findings.size(),
        verdicts.needs_rows.size());
    if (words.size() > 4) write_findings(read->facts, verdicts.findings, words[4]);
  }
  return 0;
}

int run_incremental(const std::vector<std::string>& words) {
  const Result<Date> as_of = parse_iso_date(words.at(1));
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law || !as_of) return 3;
  Result<Loaded> loaded = load_from(words[0], *as_of, 1, *law);
  if (!loaded) {
    std::cerr << loaded.error().message << '\n';
    return 3;
  }
  const int tile_events = words.size() > 2 ? std::stoi(words[2]) : 100'000;
  const int row_events = words.size() > 3 ? std::stoi(words[3]) : 10'000;
  bench::measure_incremental(std::move(loaded->facts), loaded->tiles, loaded->law, *as_of,
                             tile_events, row_events);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() > 2 && words[0] == "incremental")
    return run_incremental({words.begin() + 1, words.end()});
  return words.size() < 2 ? 2 : run(words);
}
