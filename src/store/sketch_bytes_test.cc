// SPDX-License-Identifier: Apache-2.0
#include "store/sketch_bytes.h"

#include <gtest/gtest.h>

namespace qingxin::store {
namespace {

intake::Sketch sketch() {
  intake::ClueFacts facts;
  facts.text = "我们在医院工地干活，从九月起没有拿到一分钱，项目经理说等验收";
  facts.people = {{"周建国", "a", "b"}, {"吴大勇", "", ""}};
  facts.units = {"平川县建工集团有限公司"};
  facts.projects = {"平川县人民医院迁建工程", "医院"};
  facts.months = {month(2026, 9), month(1, 1)};
  return intake::sketch_of(facts, {std::string(16, 'k')}).value();
}

TEST(SketchBytes, GiveTheSketchBack) {
  for (const intake::Sketch& one : {sketch(), intake::Sketch{}}) {
    const std::string bytes = bytes_of(one);
    EXPECT_EQ(sketch_in(bytes), one);
    EXPECT_EQ(bytes_of(*sketch_in(bytes)), bytes);
  }
}

TEST(SketchBytes, AreRefusedCutShortOrLongOrOfAnotherVersion) {
  const std::string bytes = bytes_of(sketch());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_EQ(sketch_in(bytes.substr(0, length)), std::nullopt) << length;
  EXPECT_EQ(sketch_in(bytes + "x"), std::nullopt);
  std::string other = bytes;
  other[0] = 2;
  EXPECT_EQ(sketch_in(other), std::nullopt);
}

// A list that says it has four thousand million members is not made room for.
TEST(SketchBytes, DoNotBelieveALength) {
  const std::string bytes = bytes_of(intake::Sketch{});
  for (std::size_t at = 1; at + 4 <= bytes.size(); ++at) {
    std::string wrong = bytes;
    wrong.replace(at, 4, 4, '\xFF');
    const std::optional<intake::Sketch> read = sketch_in(wrong);
    EXPECT_TRUE(!read || bytes_of(*read) == wrong) << at;
  }
}

}  // namespace
}  // namespace qingxin::store
