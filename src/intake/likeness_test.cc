// SPDX-License-Identifier: Apache-2.0
#include "intake/likeness.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "intake/clue_index.h"
#include "intake/clue_keys.h"

namespace qingxin::intake {
namespace {

const SketchSecret kSecret{"0123456789abcdef"};

constexpr std::string_view kStory =
    "我们十二个人从今年三月到五月在平川县南湖路雨污分流改造工程铺管子，班组长赵建军说等总包拨钱，"
    "到现在一分没给，联系总包的劳资专管员也不接电话，请求帮我们要回五万六千元";

Sketch sketch(const ClueFacts& facts) {
  const Result<Sketch> made = sketch_of(facts, kSecret);
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made.value_or(Sketch{});
}

Likeness like(const ClueFacts& a, const ClueFacts& b) {
  const Likeness one = compare(sketch(a), sketch(b));
  EXPECT_EQ(one, compare(sketch(b), sketch(a))) << explained(one);
  return one;
}

ClueFacts worker(std::string name, std::string phone = {}, std::string identity = {}) {
  return {.people = {{std::move(name), std::move(phone), std::move(identity)}}};
}

ClueFacts with(ClueFacts facts, std::string project, std::string unit = {},
               std::vector<Month> months = {}) {
  if (!project.empty()) facts.projects = {std::move(project)};
  if (!unit.empty()) facts.units = {std::move(unit)};
  facts.months = std::move(months);
  return facts;
}

TEST(Sketch, DoesNotDependOnOrderOrTyping) {
  const ClueFacts one{.text = "欠薪５万元！",
                      .people = {{"张三", "p1", ""}, {"李四", "", "i2"}},
                      .units = {"平川广厦建筑工程有限公司", "云泽公司"},
                      .projects = {"南湖路（一期）工程"},
                      .months = {month(2026, 4), month(2026, 3), month(2026, 3)}};
  const ClueFacts other{.text = "欠薪 5万元",
                        .people = {{"李 四", "", "i2"}, {"张三", "p1", ""}, {"张三", "p1", ""}},
                        .units = {"云泽公司", "平川广厦建筑工程有限责任公司"},
                        .projects = {"南湖路(一期)"},
                        .months = {month(2026, 3), month(2026, 4)}};
  EXPECT_EQ(sketch(one), sketch(other));
  EXPECT_EQ(keys_of(sketch(one), kSecret), keys_of(sketch(other), kSecret));
}

TEST(Sketch, SaysNothingOfWhatWasNotSaid) {
  EXPECT_EQ(sketch({}), Sketch{});
  EXPECT_TRUE(keys_of(Sketch{}, kSecret).empty());
  EXPECT_EQ(compare(Sketch{}, Sketch{}).verdict, Verdict::unlike);
  EXPECT_EQ(compare(Sketch{}, Sketch{}).thousandths, 0);
}

TEST(Sketch, DependsOnTheSecret) {
  const ClueFacts facts{.text = std::string(kStory), .people = {{"张三", "p", "i"}}};
  const Sketch other = *sketch_of(facts, {"fedcba9876543210"});
  EXPECT_NE(sketch(facts).people, other.people);
  EXPECT_NE(sketch(facts).text, other.text);
  EXPECT_NE(sketch(facts).text_mark, other.text_mark);
  EXPECT_FALSE(sketch_of(facts, {"short"}));
}

TEST(Sketch, OfACrowdHasNoMoreKeysThanItCanBeFoundBy) {
  ClueFacts facts;
  for (int i = 0; i < 500; ++i) {
    facts.units.push_back(fmt::format("平川第{}建筑公司", i));
    facts.projects.push_back(fmt::format("第{}号楼工地", i));
    facts.people.push_back({fmt::format("工人{}", i), "", ""});
  }
  const Sketch crowd = sketch(facts);
  EXPECT_EQ(crowd.units.size(), kNamesMost);
  const std::vector<std::int64_t> keys = keys_of(crowd, kSecret);
  EXPECT_LE(keys.size(), 500 * 2 * kPlacesOfNameMost + kNamesMost);
  std::size_t asked = 0;
  candidates(keys, [&](std::int64_t, int, const VisitClue&) { ++asked; });
  EXPECT_EQ(asked, kKeysAskedMost);
}

TEST(Sketch, RefusesTextThatIsNone) {
  EXPECT_FALSE(sketch_of({.text = "\xFF"}, kSecret));
  EXPECT_FALSE(sketch_of({.text = std::string(3 << 20, 'a')}, kSecret));
}

TEST(Names, AreComparedWithoutTheirEndings) {
  EXPECT_EQ(core_name("平川广厦建筑工程有限公司"), core_name("平川广厦建筑"));
  EXPECT_EQ(core_name("南湖路雨污分流改造工程项目部"), "南湖路雨污分流改造");
  EXPECT_EQ(core_name("工程公司"), "工程");
  EXPECT_EQ(core_name(""), "");
  struct Row {
    std::string_view a, b;
    int likeness;
  };
  for (const Row& row :
       {Row{"河东物流园冷库", "河东物流园冷库", 1000},
        Row{"河东物流园冷库", "平川县河东物流园冷库", 800}, Row{"锦园小区二期", "锦园小区三期", 0},
        Row{"高新产业园厂房一标段", "高新产业园厂房二标段", 0},
        Row{"南湖路雨污分流改造", "南湖路雨污水分流改造", 800}, Row{"南湖", "南湖公园", 0},
        Row{"锦园小区", "锦园小区二期", 400}, Row{"", "南湖公园", 0},
        Row{"平川县第五幼儿园", "平川县体育馆维修", 0}}) {
    EXPECT_EQ(name_likeness(row.a, row.b), row.likeness) << row.a << " " << row.b;
    EXPECT_EQ(name_likeness(row.b, row.a), row.likeness) << row.a << " " << row.b;
  }
}

TEST(Likeness, SaysWhatTwoCluesHaveInCommon) {
  const std::vector<Month> spring{month(2026, 3), month(2026, 4), month(2026, 5)};
  const std::vector<Month> autumn{month(2026, 9)};
  const std::string road = "南湖路雨污分流改造工程", park = "南湖公园改造工程";
  const std::string firm = "平川广厦建筑工程有限公司", other_firm = "云泽砺川建设集团有限公司";
  struct Row {
    std::string_view about;
    ClueFacts a, b;
    Verdict verdict;
  };
  const Row rows[] = {
      {"the same phone", worker("", "p"), worker("", "p"), Verdict::likely},
      {"the same phone, two sites", with(worker("", "p"), road), with(worker("", "p"), park),
       Verdict::possible},
      {"the same phone, months apart", with(worker("", "p"), "", "", spring),
       with(worker("", "p"), "", "", autumn), Verdict::likely},
      {"another document, the same phone", worker("甲", "p", "i1"), worker("乙", "p", "i2"),
       Verdict::unlike},
      {"the same name alone", worker("张三"), worker("张三"), Verdict::unlike},
      {"the same name at one site", with(worker("张三"), road), with(worker("张三"), road),
       Verdict::likely},
      {"the same name in one firm", with(worker("张三"), "", firm), with(worker("张三"), "", firm),
       Verdict::likely},
      {"the same name, two phones, one site", with(worker("张三", "p1"), road),
       with(worker("张三", "p2"), road), Verdict::likely},
      {"workers of one site and firm", with(worker("张三", "p1"), road, firm),
       with(worker("李四", "p2"), road, firm), Verdict::likely},
      {"workers of one site, months apart", with(worker("张三"), road, "", spring),
       with(worker("李四"), road, "", autumn), Verdict::possible},
      {"workers of one site", with(worker("张三"), road), with(worker("李四"), road),
       Verdict::possible},
      {"one firm, two sites", with({}, road, firm, spring), with({}, park, firm, spring),
       Verdict::unlike},
      {"one firm", with({}, "", firm), with({}, "", firm), Verdict::unlike},
      {"one firm, the same months", with({}, "", firm, spring), with({}, "", firm, spring),
       Verdict::possible},
      {"nothing in common", with(worker("张三"), road, firm),
       with(worker("李四"), park, other_firm), Verdict::unlike},
      {"the same words",
       {.text = std::string(kStory)},
       {.text = std::string(kStory) + "。"},
       Verdict::repeat},
      {"what anybody says",
       {.text = "老板拖欠工资不给"},
       {.text = "老板拖欠工资不给"},
       Verdict::unlike},
      {"what anybody says, one phone",
       {.text = "不给钱", .people = {{"", "p", ""}}},
       {.text = "不给钱", .people = {{"", "p", ""}}},
       Verdict::repeat},
  };
  for (const Row& row : rows) {
    const Likeness likeness = like(row.a, row.b);
    EXPECT_EQ(likeness.verdict, row.verdict) << row.about << ": " << explained(likeness);
  }
}

TEST(Likeness, SaysWhy) {
  const Likeness likeness =
      like(with(worker("张三", "p"), "南湖路", "平川广厦"), with(worker("张三", "p"), "南湖公园"));
  EXPECT_EQ(
      explained(likeness),
      "可能是同一事项（571‰）：工人相同（1000‰）、单位没有说、项目不同、月份没有说、文字没有说");
  EXPECT_EQ(likeness.of(Aspect::unit).agreement, Agreement::not_said);
  EXPECT_EQ(likeness.of(Aspect::project).agreement, Agreement::differs);
}

TEST(Likeness, OneOfThreeHundredIsFoundAmongThem) {
  ClueFacts all;
  for (int i = 0; i < 300; ++i)
    all.people.push_back({"工人" + std::to_string(i), "p" + std::to_string(i), ""});
  EXPECT_EQ(like(all, worker("工人299", "p299")).verdict, Verdict::likely);
  EXPECT_EQ(like(all, worker("工人300", "p300")).verdict, Verdict::unlike);
}

TEST(Likeness, TextThatWasEditedIsStillAlike) {
  std::string edited(kStory);
  edited.replace(edited.find("五万六千元"), std::string_view("五万六千元").size(), "六万元");
  const int alike = *text_likeness(sketch({.text = std::string(kStory)}), sketch({.text = edited}));
  EXPECT_GT(alike, 800);
  EXPECT_LT(alike, 1000);
  const int apart = *text_likeness(
      sketch({.text = std::string(kStory)}),
      sketch({.text = "饭店关门了，老板电话打不通，我端盘子两个多月，说好一个月三千二"}));
  EXPECT_LT(apart, 150);
  EXPECT_EQ(text_likeness(sketch({.text = "拖欠工资"}), sketch({.text = std::string(kStory)})),
            std::nullopt);
}

TEST(ClueKeys, AreNumbersThatAnyDatabaseHolds) {
  const ClueFacts facts{.text = std::string(kStory),
                        .people = {{"张三", "p", "i"}},
                        .units = {"平川广厦建筑工程有限公司"},
                        .projects = {"南湖路雨污分流改造工程"},
                        .months = {month(2026, 3), month(2026, 4)}};
  const std::vector<std::int64_t> keys = keys_of(sketch(facts), kSecret);
  EXPECT_EQ(keys.size(), 1U + 16 + 2 + 2 + 1 + 2 + 2);
  EXPECT_TRUE(std::ranges::is_sorted(keys));
  for (const std::int64_t key : keys) EXPECT_GE(key, 0);
  EXPECT_EQ(kind_of(keys.front()), KeyKind::same_text);
  EXPECT_EQ(kind_of(keys.back()), KeyKind::unit_month);
}

TEST(ClueIndex, HoldsWhatAPlainListHolds) {
  ClueIndex index;
  std::vector<std::pair<std::int64_t, std::int64_t>> rows;
  std::uint64_t state = 7;
  for (std::int64_t clue = 1; clue <= 6000; ++clue) {
    std::vector<std::int64_t> keys;
    for (int i = 0; i < 5; ++i) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      keys.push_back(static_cast<std::int64_t>(state >> 33) % 700);
      rows.emplace_back(keys.back(), clue);
    }
    index.add(keys, ClueId{clue});
  }
  EXPECT_EQ(index.rows(), 30000U);
  for (std::int64_t key = 0; key < 700; ++key) {
    std::vector<std::int64_t> expected;
    for (const auto& [stored, clue] : rows)
      if (stored == key) expected.push_back(clue);
    std::ranges::sort(expected, std::ranges::greater{});
    expected.erase(std::ranges::unique(expected).begin(), expected.end());
    if (expected.size() > 10) expected.resize(10);
    std::vector<std::int64_t> found;
    index.newest(key, 10, [&](ClueId clue) { found.push_back(static_cast<std::int64_t>(clue)); });
    EXPECT_EQ(found, expected) << key;
  }
}

TEST(Candidates, TheHeaviestFirstThenTheNewest) {
  ClueIndex index;
  const auto keys = [](const ClueFacts& facts) { return keys_of(sketch(facts), kSecret); };
  index.add(keys(with(worker("张三"), "南湖路")), ClueId{1});
  index.add(keys(worker("", "p")), ClueId{2});
  index.add(keys(with(worker("李四", "p"), "南湖路")), ClueId{3});
  index.add(keys(with(worker("王五"), "南湖路")), ClueId{4});
  index.add(keys(with(worker("赵六"), "南湖公园")), ClueId{5});
  const std::vector<Candidate> found = candidates(
      keys(with(worker("张三", "p"), "南湖路")),
      [&](std::int64_t key, int most, const VisitClue& visit) { index.newest(key, most, visit); });
  EXPECT_EQ(found, (std::vector<Candidate>{
                       {ClueId{3}, 500}, {ClueId{2}, 400}, {ClueId{1}, 400}, {ClueId{4}, 100}}));
}

TEST(Candidates, AreBoundedHoweverManySayTheSame) {
  ClueIndex index;
  const std::vector<std::int64_t> keys = keys_of(sketch({.text = std::string(kStory)}), kSecret);
  for (std::int64_t clue = 1; clue <= 1000; ++clue) index.add(keys, ClueId{clue});
  const std::vector<Candidate> found = candidates(
      keys,
      [&](std::int64_t key, int most, const VisitClue& visit) { index.newest(key, most, visit); });
  ASSERT_EQ(found.size(), static_cast<std::size_t>(kCandidatesMost));
  EXPECT_EQ(found.front().clue, ClueId{1000});
  EXPECT_EQ(found.front().weight, 300 + 16 * 40);
}

}  // namespace
}  // namespace qingxin::intake
