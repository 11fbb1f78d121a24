// SPDX-License-Identifier: Apache-2.0
// `bench_intake CLUES` makes so many clues as they come in, some of them said again in one of six
// ways, puts them into the index one after the other, and asks for the candidates of the last
// arrivals. Prints one line of JSON: how many of those planted were found and proposed, how many
// were proposed that were not planted, and how long a question took.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "intake/clue_index.h"
#include "intake/clue_keys.h"
#include "intake/likeness.h"
#include "intake/made_clues.h"
#include "stop.h"

namespace {

using namespace qingxin;          // NOLINT: a program of its own
using namespace qingxin::intake;  // NOLINT
using namespace qingxin::bench;   // NOLINT

constexpr int kQuestions = 5000;
constexpr double kMicro = 1e6;
const SketchSecret kSecret{"bench, not a key"};

struct Counts {
  int planted = 0;
  int candidate = 0;  // among the candidates
  int proposed = 0;   // likely or a repeat
};

double at_share(std::vector<double> sorted, double share) {
  std::ranges::sort(sorted);
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

class Bench {
 public:
  explicit Bench(int count) : count_(count) {}

  void fill() {
    const auto began = std::chrono::steady_clock::now();
    sketches_.reserve(static_cast<std::size_t>(count_));
    for (int number = 0; number < count_; ++number) {
      sketches_.push_back(value_of(sketch_of(made_clue(number, count_).facts, kSecret)));
      index_.add(keys_of(sketches_.back(), kSecret), ClueId{number + 1});
      sketches_.back().bands = {};  // they are in the keys
    }
    fill_seconds_ = seconds_since(began);
  }

  // Each question is a matter that has come in before, in one of the ways, or a new one.
  void ask() {
    for (int question = 0; question < kQuestions; ++question) {
      sample::Random random(kSeed + 1, static_cast<std::uint64_t>(question));
      const int earlier = random.below(count_);
      const int kind = question % (static_cast<int>(kAgain.size()) + 1);
      const bool is_new = kind == static_cast<int>(kAgain.size());
      const int stranger = count_ + question;
      const Made made = made_clue(is_new ? stranger : earlier, count_);
      const Sketch asked = value_of(sketch_of(
          is_new ? made.facts : again(made, static_cast<Again>(kind), stranger, random), kSecret));
      judge(asked, is_new ? nullptr : &counts_[static_cast<std::size_t>(kind)], earlier, made);
    }
  }

  void print() const {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print(R"({{"clues":{},"rows":{},"fill_s":{:.1f},"questions":{},)", count_, index_.rows(),
               fill_seconds_, kQuestions);
    fmt::print(R"("median_us":{:.0f},"p99_us":{:.0f},"most_us":{:.0f},)", at_share(took_us_, 0.5),
               at_share(took_us_, 0.99), at_share(took_us_, 1.0));
    fmt::print(R"("candidates":{:.1f},"proposed_of_other_matters":{},"peak_mib":{},"again":{{)",
               static_cast<double>(candidates_) / kQuestions, strangers_, usage.ru_maxrss / 1024);
    for (std::size_t i = 0; i < kAgain.size(); ++i)
      fmt::print(R"({}"{}":{{"planted":{},"candidate":{},"proposed":{}}})", i == 0 ? "" : ",",
                 kAgain[i], counts_[i].planted, counts_[i].candidate, counts_[i].proposed);
    fmt::print("}}}}\n");
  }

 private:
  static double seconds_since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }

  // The time is of the keys, the look-ups and the comparisons: all that a new clue waits for.
  void judge(const Sketch& asked, Counts* counts, int earlier, const Made& made) {
    const auto began = std::chrono::steady_clock::now();
    const std::vector<Candidate> found = candidates(
        keys_of(asked, kSecret), [&](std::int64_t key, int most, const VisitClue& visit) {
          index_.newest(key, most, visit);
        });
    std::vector<std::pair<int, Verdict>> compared;
    for (const Candidate& one : found) {
      const int place = static_cast<int>(one.clue) - 1;
      compared.emplace_back(place,
                            compare(asked, sketches_[static_cast<std::size_t>(place)]).verdict);
    }
    took_us_.push_back(seconds_since(began) * kMicro);
    candidates_ += found.size();
    const std::string project = core_name(made.project);
    if (counts != nullptr) ++counts->planted;
    for (const auto& [place, verdict] : compared) {
      const bool is_planted = counts != nullptr && place == earlier;
      const Sketch& other = sketches_[static_cast<std::size_t>(place)];
      const bool is_site = std::ranges::find(other.projects, project) != other.projects.end();
      if (is_planted) ++counts->candidate;
      if (verdict < Verdict::likely) continue;
      if (is_planted) ++counts->proposed;
      if (!is_planted && !is_site) ++strangers_;
    }
  }

  int count_;
  double fill_seconds_ = 0;
  ClueIndex index_;
  std::vector<Sketch> sketches_;
  std::vector<double> took_us_;
  std::array<Counts, kAgain.size()> counts_{};
  std::size_t candidates_ = 0;
  int strangers_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const int count = argc == 2 ? std::atoi(argv[1]) : 0;
  if (count < 100 || count > 5'000'000) {
    std::fprintf(stderr, "用法：bench_intake 线索数（100 至 5000000）\n");
    return 2;
  }
  Bench bench(count);
  bench.fill();
  bench.ask();
  bench.print();
  return 0;
}
