// SPDX-License-Identifier: Apache-2.0
#include "verify/pack.h"

#include "rules/catalogue.h"
#include "verify/county.h"

#include <gtest/gtest.h>

namespace qingxin::verify {
namespace {

constexpr std::string_view kHead = R"(title = "试"
source = "试"
checked_on = "2026-11-22"
)";
constexpr std::string_view kRung = R"([rung.remind]
name = "提醒"
receiver = "general_contractor"
working_days = 5
asks = "核对"
)";
constexpr std::string_view kMatter = R"([[matter]]
id = "wages"
name = "工资支付"
rules = ["W01", "W02"]
first = "remind"
)";
constexpr std::string_view kScale = R"([[matter.scale]]
measure = "people"
bands = [
  { level = "yellow", from = 1, to = 10 },
  { level = "red", from = 10 },
]
)";

Result<Pack> read(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return read_pack(text, "甲县.toml", "甲县.toml");
}

// What a pack is told that has these parts; empty: it was read.
std::string refusal(std::initializer_list<std::string_view> parts) {
  const Result<Pack> pack = read(parts);
  return pack ? "" : pack.error().message;
}

void expect_says(const std::string& words, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    EXPECT_NE(words.find(part), std::string::npos) << part << " in: " << words;
}

TEST(Pack, ThoseThatShipAreRead) {
  const std::vector<std::string> names = built_in_packs();
  EXPECT_GE(names.size(), 6U);
  for (const std::string& name : names) {
    const Result<Pack> pack = find_pack(name);
    ASSERT_TRUE(pack) << name << ": " << pack.error().message;
    EXPECT_FALSE(pack->matters.empty());
    EXPECT_EQ(pack->digest.size(), 16U);
  }
}

TEST(Pack, TheDefaultRunsWhatRunsWithoutAPack) {
  const Result<Pack> pack = find_pack("default");
  ASSERT_TRUE(pack);
  RuleSet confirmed = 0, warned_of = 0;
  for (const rules::Rule& rule : rules::kCatalogue)
    if (rules::is_confirmed(rule)) confirmed |= bit_of(rule.id);
  for (const Matter& matter : pack->matters) warned_of |= matter.rules;
  EXPECT_EQ(pack->rules, confirmed);
  EXPECT_EQ(warned_of, confirmed);  // nothing is found of which nobody is told
  for (const auto& colour : pack->colours) EXPECT_FALSE(colour);
  EXPECT_EQ(pack->rung("remind")->next, "supervise");
  EXPECT_TRUE(pack->rung("interview")->is_proposal);
}

TEST(Pack, NamesThoseThatShipForAnUnknownName) {
  const Result<Pack> pack = find_pack("defualt");
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().code, ErrorCode::usage);
  expect_says(pack.error().message, {"defualt", "default", "gulf-mudad"});
}

TEST(Pack, IsReadWhole) {
  const Result<Pack> pack = read({kHead, kRung, kMatter, kScale});
  ASSERT_TRUE(pack) << pack.error().message;
  ASSERT_EQ(pack->matters.size(), 1U);
  ASSERT_EQ(pack->matters[0].scales[0].bands.size(), 2U);
  EXPECT_EQ(pack->matters[0].scales[0].bands[1].from, 10);
  EXPECT_FALSE(pack->matters[0].scales[0].bands[1].to);
}

TEST(Pack, RefusesAGapAndAnOverlapOfBands) {
  const auto bands = [](std::string_view second) {
    return refusal({kHead, kRung, kMatter, "[[matter.scale]]\nmeasure = \"people\"\nbands = [\n",
                    "  { level = \"yellow\", from = 1, to = 10 },\n  ", second, ",\n]\n"});
  };
  EXPECT_EQ(bands("{ level = \"red\", from = 10 }"), "");
  expect_says(bands("{ level = \"red\", from = 11 }"),
              {"甲县.toml 第 18 行", "from = 11", "空档", "请从 10 人 起"});
  expect_says(bands("{ level = \"red\", from = 9 }"), {"from = 9", "重叠", "请从 10 人 起"});
  expect_says(bands("{ level = \"red\", from = 10, to = 20 }"), {"20 人", "空档"});
  expect_says(bands("{ level = \"blue\", from = 10 }"), {"后一档应比前一档重"});
}

// As one province published them: each band lies in the next, and nothing is said from 30% on.
TEST(Pack, RefusesBandsThatLieInEachOther) {
  const std::string words =
      refusal({kHead, kRung, kMatter, "[[matter.scale]]\nmeasure = \"share\"\nbands = [\n",
               "  { level = \"yellow\", from = \"0%\", to = \"10%\" },\n",
               "  { level = \"orange\", from = \"0%\", to = \"20%\" },\n",
               "  { level = \"red\", from = \"0%\", to = \"30%\" },\n]\n"});
  expect_says(words, {"from = '0%'", "重叠", "10.00%"});
}

TEST(Pack, RefusesAFigureInAnotherUnit) {
  const auto scale = [](std::string_view measure, std::string_view from) {
    return refusal({kHead, kRung, kMatter, "[[matter.scale]]\nmeasure = \"", measure,
                    "\"\nbands = [{ level = \"red\", from = ", from, " }]\n"});
  };
  EXPECT_EQ(scale("yuan", "\"5000.00\""), "");
  EXPECT_EQ(scale("share", "\"12.5%\""), "");
  expect_says(scale("people", "\"5000.00\""), {"应为整数", "people 以人计"});
  expect_says(scale("yuan", "5000"), {"from = 5000", "yuan 以元计"});
  expect_says(scale("share", "\"0.1\""), {"share 以%计"});
  expect_says(scale("days", "\"10%\""), {"days 以天计"});
  expect_says(scale("peple", "1"), {"没有「peple」这种计量", "people（人）"});
}

TEST(Pack, RefusesNamesThatItDoesNotKnow) {
  expect_says(refusal({kHead, kRung,
                       "[[matter]]\nid = \"wages\"\nname = \"甲\"\n"
                       "rules = [\"W1\"]\nkeeps_colour = \"red\"\nfirst = "
                       "\"remind\"\n"}),
              {"没有规则「W1」", "是不是"});
  expect_says(
      refusal({kHead, kRung, "next = \"nowhere\"\n", kMatter, kScale}),
      {"甲县.toml 第 9 行 [rung.remind] next = 'nowhere'", "没有梯级「nowhere」", "可用：remind"});
  expect_says(refusal({kHead,
                       "[rung.remind]\nname = \"甲\"\nreceiver = \"boss\"\ndays = 1\n"
                       "asks = \"甲\"\n",
                       kMatter, kScale}),
              {"没有「boss」这种接收人", "general_contractor"});
  expect_says(refusal({kHead, kRung, kMatter, "keeps_colour = \"pink\"\n"}), {"没有「pink」"});
  expect_says(refusal({kHead, kRung, kMatter, "except = \"projects.statu = '停工'\"\n", kScale}),
              {"except", "是不是 projects.status"});
  expect_says(refusal({kHead, "threshold = 1\n", kRung, kMatter, kScale}), {"没有这一项"});
}

TEST(Pack, RefusesALadderThatLeadsBackToItself) {
  const std::string words =
      refusal({kHead, kRung, "next = \"press\"\n",
               "[rung.press]\nname = \"督办\"\nreceiver = \"inspector\"\ndays = 3\nasks = \"甲\"\n"
               "next = \"remind\"\n",
               kMatter, kScale});
  expect_says(words, {"梯级绕回自己", "press → remind → press"});
  expect_says(refusal({kHead, kRung, "next = \"remind\"\n", kMatter, kScale}), {"remind → remind"});
}

TEST(Pack, RefusesARungThatNothingLeadsTo) {
  expect_says(
      refusal({kHead, kRung,
               "[rung.press]\nname = \"督办\"\nreceiver = \"inspector\"\ndays = 3\nasks = \"甲\"\n",
               kMatter, kScale}),
      {"[rung.press]", "没有事项从这一级开始"});
}

TEST(Pack, RefusesARuleInTwoMattersAndOneThatDoesNotRun) {
  const std::string_view kOther =
      "[[matter]]\nid = \"other\"\nname = \"乙\"\nrules = [\"W02\"]\nkeeps_colour = \"red\"\n"
      "first = \"remind\"\n";
  expect_says(refusal({kHead, kRung, kMatter, kScale, kOther}), {"有规则已在事项「wages」里"});
  expect_says(refusal({kHead, "[rules]\noff = [\"W01\"]\n", kRung, kMatter, kScale}),
              {"在本包里不运行"});
}

TEST(Pack, RefusesATermThatIsNoneOrTwo) {
  const std::string_view kNone =
      "[rung.remind]\nname = \"甲\"\nreceiver = \"office\"\n"
      "asks = \"甲\"\n";
  expect_says(refusal({kHead, kNone, kMatter, kScale}), {"期限要写且只写一种"});
  expect_says(refusal({kHead, kNone, "days = 1\nmonths = 1\n", kMatter, kScale}),
              {"期限要写且只写一种"});
  expect_says(refusal({kHead, kNone, "days = 0\n", kMatter, kScale}), {"days = 0", "1 至 366"});
}

}  // namespace
}  // namespace qingxin::verify
