// SPDX-License-Identifier: Apache-2.0
#include "oversight/priority.h"

#include <gtest/gtest.h>

#include <set>

namespace qingxin::oversight {
namespace {

using enum PriorityPart;

Candidate project(std::string code, std::vector<Count> counts) {
  Candidate one;
  one.code = std::move(code);
  one.name = one.code + "的工程";
  one.counts = std::move(counts);
  return one;
}

TEST(Weights, HaveADefaultForEachPart) {
  const Weights weights = default_weights();
  ASSERT_EQ(weights.weights.size(), kPriorityParts);
  EXPECT_EQ(weights.source, "产品默认");
  std::set<std::string_view> names;
  for (const PartWords& part : priority_parts()) EXPECT_TRUE(names.insert(part.name).second);
}

TEST(Weights, AreReadFromTheLinesOfARecord) {
  const std::vector<Line> lines{{.item = "红色疑点", .answer = "50", .told = {}, .note = "最多 3"},
                                {.item = "tax", .answer = "0", .told = {}, .note = {}}};
  const Result<Weights> weights = weights_of(lines, "2026 年权重", 9);
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_EQ(weights->weights[0], (Weight{red, 50, 3}));
  EXPECT_EQ(weights->weights[static_cast<std::size_t>(tax) - 1].weight, 0);
  EXPECT_EQ(weights->weights[1], default_weights().weights[1]);  // what is not named stays
  EXPECT_EQ(weights->record, 9);
}

TEST(Weights, RefuseWhatIsNoPartAndNoNumber) {
  for (const Line& line : {Line{.item = "工人年龄", .answer = "1", .told = {}, .note = {}},
                           Line{.item = "红色疑点", .answer = "很多", .told = {}, .note = {}},
                           Line{.item = "红色疑点", .answer = "-1", .told = {}, .note = {}},
                           Line{.item = "红色疑点", .answer = "1001", .told = {}, .note = {}},
                           Line{.item = "红色疑点", .answer = "1", .told = {}, .note = "不少"}})
    EXPECT_FALSE(weights_of(std::vector<Line>{line}, "", 1)) << line.item << line.answer;
}

TEST(Order, ShowsEachPartWithItsWeight) {
  const std::vector<Priority> order =
      in_order({project("A", {{red, 2}, {tax, 1}, {red, 1}})}, default_weights());
  ASSERT_EQ(order.size(), 1U);
  EXPECT_EQ(order[0].points, 3 * 10 + 10);
  ASSERT_EQ(order[0].parts.size(), 2U);
  EXPECT_EQ(order[0].parts[0], (PartPoints{red, 3, 3, 10, 30}));
  EXPECT_EQ(order[0].parts[1], (PartPoints{tax, 1, 1, 10, 10}));
}

TEST(Order, CountsNoMoreOfAPartThanItsMost) {
  const std::vector<Priority> order =
      in_order({project("A", {{red, 500}}), project("B", {{open_cases, 11}})}, default_weights());
  ASSERT_EQ(order.size(), 2U);
  EXPECT_EQ(order[0].of.code, "B");  // 220; of open cases all count
  EXPECT_EQ(order[1].parts[0], (PartPoints{red, 500, 20, 10, 200}));
}

TEST(Order, IsTheSameForEqualsWhateverTheOrderOfTheRows) {
  const std::vector<Candidate> one{project("B", {{red, 1}}), project("A", {{tax, 1}})};
  const std::vector<Candidate> other{one[1], one[0]};
  EXPECT_EQ(in_order(one, default_weights())[0].of.code, "A");
  EXPECT_EQ(in_order(other, default_weights())[0].of.code, "A");
}

TEST(Order, LeavesOutWhatHasNothing) {
  EXPECT_TRUE(in_order({project("A", {}), project("B", {{red, 0}})}, default_weights()).empty());
}

}  // namespace
}  // namespace qingxin::oversight
