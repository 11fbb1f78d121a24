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
#include "sample/people.h"
#include "sample/places.h"
#include "sample/random.h"

namespace {

using namespace qingxin;          // NOLINT: a program of its own
using namespace qingxin::intake;  // NOLINT

constexpr std::uint64_t kSeed = 20261123;
constexpr int kQuestions = 5000;
constexpr double kMicro = 1e6;
const SketchSecret kSecret{"bench, not a key"};

// How a matter comes in again.
enum class Again : int { same_words, edited, own_words, other_phone, colleague, no_site };
constexpr std::array<std::string_view, 6> kAgain{"same_words",  "edited",    "own_words",
                                                 "other_phone", "colleague", "no_site"};

constexpr std::array<std::string_view, 8> kBeginnings{"您好，我要反映拖欠工资的事。",
                                                      "我是外地来的农民工。",
                                                      "尊敬的领导，请帮帮我们。",
                                                      "市民来电反映：",
                                                      "诉求：讨要工资。",
                                                      "本人实名投诉。",
                                                      "我们一帮工友实在没办法了。",
                                                      ""};
constexpr std::array<std::string_view, 12> kWork{
    "砌墙抹灰",   "支模板",   "绑钢筋", "贴外墙砖",   "铺管子",   "开挖掘机",
    "刷防火涂料", "焊钢结构", "装门窗", "做外墙保温", "浇混凝土", "搭脚手架"};
constexpr std::array<std::string_view, 12> kStories{
    "班组长说总包没拨钱，总包说钱早给了劳务公司，两边互相推",
    "说好干完一层结一层，干到封顶也没见到钱",
    "中间只发过一次生活费，打欠条的人电话已经关机",
    "工地停工以后门卫不让进，我们的被褥工具都在里面",
    "每次去要都说过几天，过了几天又说甲方没有批款",
    "老板换了三个，前面的账后面的不认",
    "签字按手印的工资表被收走了，说要拿去报账",
    "孩子开学等着交学费，家里老人也在住院",
    "项目经理让我们找班组长，班组长回了老家再不接电话",
    "工资卡一直在他们手里，密码也是统一设的",
    "监理签过字的工程量单我手机里有照片",
    "让我们先写收条再给钱，写了收条又说要等审计"};
constexpr std::array<std::string_view, 6> kEndings{"请求尽快解决。",   "希望政府帮我们要回血汗钱。",
                                                   "等着钱回家过年。", "谢谢领导。",
                                                   "请查处。",         ""};

template <typename List>
std::string_view pick(const List& list, sample::Random& random) {
  return list[static_cast<std::size_t>(random.below(static_cast<int>(list.size())))];
}

struct Made {
  ClueFacts facts;
  std::string project;
  std::string unit;
};

std::string told(const Made& made, sample::Random& random) {
  std::string text(pick(kBeginnings, random));
  if (!made.project.empty()) text += fmt::format("我在{}", made.project);
  text += fmt::format("{}，", pick(kWork, random));
  if (!made.unit.empty()) text += fmt::format("用工的是{}，", made.unit);
  text += fmt::format("{}，{}。", pick(kStories, random), pick(kStories, random));
  text += fmt::format("一共欠{}元，干了{}天。{}", random.between(20, 900) * 100,
                      random.between(20, 200), pick(kEndings, random));
  return text;
}

// A project for every thirty clues or so, so that sites have several workers who complain.
Made made_clue(int number, int count) {
  sample::Random random(kSeed, static_cast<std::uint64_t>(number));
  const int projects = std::max(count / 30, 60);
  const int project = random.below(projects);
  Made made;
  made.project = sample::project_name(project);
  made.unit = sample::subcontractor_of(project, random.below(4)).name;
  const sample::Person person =
      sample::make_person(kSeed, static_cast<std::uint64_t>(number), 2004);
  made.facts.people.push_back({person.name, person.phone, person.id});
  made.facts.projects = {made.project};
  made.facts.units = {made.unit};
  const Month first = month(2025, 1) + random.below(18);
  for (int i = random.between(1, 4); i > 0; --i) made.facts.months.push_back(first + i);
  made.facts.text = told(made, random);
  return made;
}

// The matter of `earlier` once more. `stranger` is a person who has not been named.
ClueFacts again(const Made& earlier, Again how, int stranger, sample::Random& random) {
  ClueFacts facts = earlier.facts;
  const sample::Person other =
      sample::make_person(kSeed, static_cast<std::uint64_t>(stranger), 2004);
  switch (how) {
    case Again::same_words: return {.text = "　" + facts.text};
    case Again::edited: {
      const std::string more = fmt::format("已经打过{}次电话了。", random.between(2, 9));
      return {.text = facts.text + more};
    }
    case Again::own_words: facts.text = told(earlier, random); return facts;
    case Again::other_phone:
      facts.people[0].phone_token = other.phone;
      facts.people[0].identity_token.clear();
      facts.text = told(earlier, random);
      return facts;
    case Again::colleague:
      facts.people = {{other.name, other.phone, other.id}};
      facts.text = told(earlier, random);
      return facts;
    case Again::no_site:
      facts.projects.clear();
      facts.units.clear();
      facts.months.clear();
      facts.text = told({}, random);
      return facts;
  }
  return facts;
}

template <typename T>
T value_of(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "bench_intake：%s\n", result.error().message.c_str());
  std::exit(1);
}

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
