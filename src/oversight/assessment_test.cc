// SPDX-License-Identifier: Apache-2.0
#include "oversight/assessment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace qingxin::oversight {
namespace {

bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

const std::string kHead =
    "title = \"试\"\nsource = \"试\"\nchecked_on = \"2026-11-23\"\n"
    "[[part]]\nid = \"a\"\nname = \"甲\"\npoints = \"10\"\n";
const std::string kGrades =
    "[[grade]]\ngrade = \"C\"\nfrom = \"0\"\nto = \"6\"\n"
    "[[grade]]\ngrade = \"B\"\nfrom = \"6\"\nto = \"9\"\n"
    "[[grade]]\ngrade = \"A\"\nfrom = \"9\"\n";
// A scheme of one item, with these bands.
std::string scheme_of(const std::string& bands, const std::string& grades = kGrades) {
  return kHead +
         "[[item]]\nid = \"answered\"\npart = \"a\"\nname = \"办结率\"\npoints = \"10\"\n"
         "indicator = \"answered\"\nbasis = \"local\"\nbands = [" +
         bands + "]\n" + grades;
}
const std::string kBands =
    "{ from = \"0%\", to = \"90%\", points = \"0\" }, "
    "{ from = \"90%\", to = \"98%\", points = \"6\" }, { from = \"98%\", points = \"10\" }";

std::string fault_of(const std::string& toml) {
  const Result<Scheme> scheme = read_scheme(toml, "方案.toml", "试");
  return scheme ? std::string{} : scheme.error().message;
}
Scheme one_item() {
  return read_scheme(scheme_of(kBands), "方案.toml", "试").value();
}
Scheme shipped() {
  Result<Scheme> scheme = find_scheme("default");
  EXPECT_TRUE(scheme) << scheme.error().message;
  return *std::move(scheme);
}
std::vector<ItemFacts> answered(std::int64_t part, std::int64_t whole, std::int64_t unknown = 0) {
  return {{.item = "answered",
           .cell = Cell{part, whole, unknown, whole},
           .self = {},
           .judged = {},
           .evidence = {}}};
}

TEST(Scheme, ShipsWithFourPartsOfAHundredPoints) {
  const Scheme scheme = shipped();
  EXPECT_EQ(scheme.parts.size(), 4U);
  EXPECT_EQ(scheme.points(), 10'000);
  // No number of it is a national one.
  for (const SchemeItem& item : scheme.items) EXPECT_EQ(item.basis, SchemeBasis::local) << item.id;
  for (const DirectC& direct : scheme.direct)
    EXPECT_EQ(direct.basis, SchemeBasis::unverified) << direct.id;
  EXPECT_FALSE(find_scheme("defualt"));
}

TEST(Scheme, RefusesGapsAndOverlaps) {
  EXPECT_EQ(fault_of(scheme_of(kBands)), "");
  const std::string low = "{ from = \"0%\", to = \"90%\", points = \"0\" }, ";
  EXPECT_TRUE(says(fault_of(scheme_of(low + "{ from = \"91%\", points = \"10\" }")), "空档"));
  EXPECT_TRUE(says(fault_of(scheme_of(low + "{ from = \"89%\", points = \"10\" }")), "重叠"));
  EXPECT_TRUE(says(fault_of(scheme_of("{ from = \"1%\", points = \"10\" }")), "从 0 起"));
  EXPECT_TRUE(says(fault_of(scheme_of(low + "{ from = \"90%\", to = \"100%\", points = \"10\" }")),
                   "不写 to"));
  EXPECT_TRUE(says(fault_of(scheme_of("{ from = \"0%\", points = \"9\" }")), "没有一档给满分"));
  EXPECT_TRUE(says(fault_of(scheme_of("{ from = \"0%\", points = \"11\" }")), "多于本项的 10 分"));
}

TEST(Scheme, RefusesGradesThatDoNotFollowEachOther) {
  const std::string gap =
      "[[grade]]\ngrade = \"C\"\nfrom = \"0\"\nto = \"6\"\n"
      "[[grade]]\ngrade = \"B\"\nfrom = \"7\"\nto = \"9\"\n"
      "[[grade]]\ngrade = \"A\"\nfrom = \"9\"\n";
  EXPECT_TRUE(says(fault_of(scheme_of(kBands, gap)), "空档"));
  EXPECT_TRUE(says(fault_of(scheme_of(kBands, "")), "C、B、A 三档"));
}

TEST(Scheme, RefusesWhatItDoesNotKnow) {
  std::string toml = scheme_of(kBands);
  toml.replace(toml.find("indicator = \"answered\""), 22, "indicator = \"anwsered\"");
  EXPECT_TRUE(says(fault_of(toml), "是不是 answered？"));
  toml = scheme_of(kBands);
  toml.replace(toml.find("part = \"a\""), 10, "part = \"b\"");
  EXPECT_TRUE(says(fault_of(toml), "没有部分「b」"));
  toml = scheme_of(kBands);
  toml.replace(toml.find("points = \"10\""), 13, "points = \"20\"");
  EXPECT_TRUE(says(fault_of(toml), "加起来是 10 分"));
}

TEST(Assessment, FollowsTheBandsToTheHundredthOfAPercent) {
  const Scheme scheme = one_item();
  EXPECT_EQ(score_of(scheme, answered(98, 100)).points, 1'000);
  EXPECT_EQ(score_of(scheme, answered(9'799, 10'000)).points, 600);
  EXPECT_EQ(score_of(scheme, answered(90, 100)).points, 600);
  EXPECT_EQ(score_of(scheme, answered(8'999, 10'000)).points, 0);
  EXPECT_EQ(score_of(scheme, answered(98, 100)).grade, "A");
  EXPECT_EQ(score_of(scheme, answered(95, 100)).grade, "B");
  EXPECT_EQ(score_of(scheme, answered(1, 100)).grade, "C");
}

TEST(Assessment, GivesNothingForWhatIsNotKnownAndSaysSo) {
  const AssessmentScore none = score_of(one_item(), {});
  EXPECT_EQ(none.points, 0);
  EXPECT_EQ(none.items[0].value, "—");
  ASSERT_EQ(none.missing.size(), 1U);
  EXPECT_TRUE(says(none.missing[0], "不给分"));
  const AssessmentScore empty = score_of(one_item(), answered(0, 0));
  EXPECT_EQ(empty.points, 0);
  EXPECT_EQ(empty.items[0].value, "—");
  EXPECT_FALSE(empty.missing.empty());
  const AssessmentScore part = score_of(one_item(), answered(98, 100, 3));
  EXPECT_EQ(part.points, 1'000);
  EXPECT_TRUE(says(part.missing.at(0), "有 3 件不明"));
}

TEST(Assessment, PrintsTheFormulaOfEachItem) {
  for (const ItemScore& item : score_of(shipped(), {}).items) EXPECT_FALSE(item.formula.empty());
  const ItemScore one = score_of(one_item(), answered(97, 100)).items[0];
  EXPECT_TRUE(says(one.formula, "90.00% 至不到 98.00% 6 分")) << one.formula;
  EXPECT_EQ(one.value, "97.00%（97 ÷ 100）");
}

ItemFacts counted(std::string item, std::int64_t number) {
  return {.item = std::move(item),
          .cell = Cell{number, 0, 0, number},
          .self = {},
          .judged = {},
          .evidence = {}};
}
const ItemScore& item_of(const AssessmentScore& score, std::string_view id) {
  return *std::ranges::find(score.items, id, &ItemScore::item);
}

TEST(Assessment, TakesOffForEachUntilNothingIsLeft) {
  const Scheme scheme = shipped();  // three points for each, of fifteen
  for (const auto& [cases, points] : {std::pair{0, 1'500}, {1, 1'200}, {5, 0}, {9, 0}}) {
    const std::vector<ItemFacts> facts{counted("cleared", cases)};
    EXPECT_EQ(item_of(score_of(scheme, facts), "cleared").points, points) << cases;
  }
}

ItemFacts judged(std::string item, std::optional<std::int64_t> points,
                 std::vector<std::string> evidence) {
  return {.item = std::move(item),
          .cell = {},
          .self = 1'000,
          .judged = points,
          .evidence = std::move(evidence)};
}

TEST(Assessment, BelievesNoPersonWithoutEvidence) {
  const Scheme scheme = shipped();
  const auto of = [&](const ItemFacts& facts) {
    return item_of(score_of(scheme, {&facts, 1}), "leadership");
  };
  const std::vector<std::string> both{"文件.pdf", "纪要.pdf"};
  EXPECT_EQ(of(judged("leadership", 800, both)).points, 800);
  EXPECT_TRUE(of(judged("leadership", 800, both)).missing.empty());
  EXPECT_EQ(of(judged("leadership", 5'000, both)).points, 1'000);  // no more than there are
  EXPECT_EQ(of(judged("leadership", 800, {})).points, 0);
  EXPECT_EQ(of(judged("leadership", {}, both)).points, 0);  // what it gives itself counts nothing
  EXPECT_EQ(of(judged("leadership", {}, both)).self, 1'000);
}

TEST(Assessment, IsACWhereATriggerIsHitAndOpenWhereNobodyKnows) {
  const Scheme scheme = shipped();
  EXPECT_EQ(score_of(scheme, {}).grade, "");
  std::vector<ItemFacts> facts;
  for (const DirectC& direct : scheme.direct) facts.push_back(judged(direct.id, 0, {}));
  EXPECT_EQ(score_of(scheme, facts).grade, "C");  // by its points: it has none
  facts[0].judged = 1;
  EXPECT_FALSE(score_of(scheme, facts).triggers[0].is_hit);
  facts[0].judged = 2;
  EXPECT_TRUE(score_of(scheme, facts).triggers[0].is_hit);
}

TEST(Assessment, ReadsTheLinesOfARecord) {
  const Scheme scheme = shipped();
  const std::vector<Line> lines{
      {.item = "leadership", .answer = "9.5", .told = "8", .note = {}, .photos = {"文件.pdf"}},
      {.item = "answered", .answer = "15", .told = "0 分", .note = {}, .photos = {}},
      {.item = "mass_events", .answer = {}, .told = "2", .note = {}, .photos = {}}};
  const std::vector<IndicatorCell> cells{{IndicatorId::answered, {98, 100, 0, 100}}};
  const auto facts = facts_of_lines(scheme, lines, cells);
  ASSERT_TRUE(facts) << facts.error().message;
  const AssessmentScore score = score_of(scheme, *facts);
  EXPECT_EQ(item_of(score, "leadership").points, 800);
  EXPECT_EQ(item_of(score, "leadership").self, 950);
  EXPECT_EQ(item_of(score, "answered").points, 1'500);
  EXPECT_EQ(item_of(score, "answered").self, 1'500);
  EXPECT_EQ(score.grade, "C");
  const std::vector<Line> told = told_lines(scheme, score, lines);
  const auto one = std::ranges::find(told, "answered", &Line::item);
  ASSERT_NE(one, told.end());
  EXPECT_EQ(one->answer, "15");  // what the district says stays
  EXPECT_TRUE(says(one->told, "15 分（满分 15）"));
  EXPECT_EQ(std::ranges::find(told, "leadership", &Line::item), told.end());
  std::vector<Line> wrong = lines;
  wrong[0].answer = "很好";
  EXPECT_FALSE(facts_of_lines(scheme, wrong, cells));
}

TEST(Assessment, AsksInATargetLetterForWhatGivesAllThePoints) {
  const std::vector<Target> targets = targets_of(shipped());
  const auto of = [&](std::string_view name) {
    return std::ranges::find(targets, name, &Target::name)->goal;
  };
  EXPECT_EQ(of("线索办结率"), "98.00% 以上");
  EXPECT_EQ(of("案件不超期"), "0");
}

TEST(Assessment, WritesPointsAsPeopleDo) {
  EXPECT_EQ(points_text(1'000), "10");
  EXPECT_EQ(points_text(1'250), "12.50");
  EXPECT_EQ(points_in("12.5").value(), 1'250);
  EXPECT_FALSE(points_in("-1"));
  EXPECT_FALSE(points_in(""));
}

}  // namespace
}  // namespace qingxin::oversight
