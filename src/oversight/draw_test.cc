// SPDX-License-Identifier: Apache-2.0
#include "oversight/draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace qingxin::oversight {
namespace {

// All numbers below were worked out by another program, in another language, from what draw.h says.

TEST(Lots, AreThoseThatAnybodyWorksOut) {
  Lots lots("2026-12-01", "projects ");
  EXPECT_EQ(lots.next(), 448'685'386'746'251'480U);
  EXPECT_EQ(lots.next(), 5'893'422'995'923'406'192U);
  EXPECT_EQ(lots.next(), 14'513'669'229'171'130'894U);
}

TEST(Lots, FallEvenlyBelowACount) {
  Lots lots("2026-12-01", "projects ");
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < 8; ++i) numbers.push_back(lots.below(10));
  EXPECT_EQ(numbers, (std::vector<std::uint64_t>{0, 2, 4, 6, 8, 7, 5, 0}));
  Lots chinese("种子", "officers P-1");
  EXPECT_EQ(chinese.below(1000), 215U);
  EXPECT_EQ(chinese.below(1000), 781U);
  EXPECT_EQ(chinese.below(1), 0U);
}

// Of a count that fits only once into 64 bits, numbers above it are left out, not folded back.
TEST(Lots, LeaveOutWhatWouldMakeSomeLikelier) {
  constexpr std::uint64_t kCount = (std::uint64_t{1} << 63U) + 1;
  Lots lots("left out", "x");
  EXPECT_EQ(lots.below(kCount), 8'443'704'776'851'681'124U);
  EXPECT_EQ(lots.below(kCount), 2'670'252'480'031'334'043U);
  EXPECT_EQ(lots.below(kCount), 5'816'617'678'766'942'083U);
}

TEST(DrawNames, DoesNotDependOnTheOrderInWhichTheyCame) {
  std::vector<std::string> names{"P10", "P9", "P8", "P7", "P6", "P5", "P4", "P3", "P2", "P1"};
  const std::vector<std::string> drawn{"P1", "P3", "P8", "P5"};
  EXPECT_EQ(draw_names(Lots{"2026-12-01", "projects "}, names, 4), drawn);
  std::swap(names[0], names[7]);
  EXPECT_EQ(draw_names(Lots{"2026-12-01", "projects "}, names, 4), drawn);
  EXPECT_EQ(draw_names(Lots{"2026-12-01", "projects "}, {"P1"}, 4).size(), 1U);
}

DrawProject project(std::string code, std::string stratum, std::string firm,
                    std::string excluded = "") {
  return {.code = std::move(code),
          .stratum = std::move(stratum),
          .firm = std::move(firm),
          .firm_code = {},
          .excluded = std::move(excluded)};
}

DrawOfficer officer(std::int64_t id, std::vector<std::string> with = {},
                    std::string excluded = "") {
  DrawOfficer one{.id = id, .interests = {}, .excluded = std::move(excluded)};
  for (std::string& what : with) one.interests.push_back({std::move(what), "本人申报"});
  return one;
}

struct County {
  DrawPlan plan{
      .seed = "2026-12-01 三六九", .wanted = {{"住建", 3}, {"水利", 2}}, .officers_each = 2};
  std::vector<DrawProject> projects{
      project("H1", "住建", "平川建工"), project("H2", "住建", "平川建工"),
      project("H3", "住建", "青源路桥"), project("H4", "住建", "青源路桥"),
      project("H5", "住建", ""),         project("H6", "住建", "平川建工", "不在建"),
      project("W1", "水利", "河工"),     project("W2", "水利", "河工"),
      project("W3", "水利", "平川建工")};
  std::vector<DrawOfficer> officers{
      officer(11, {"平川建工"}), officer(12, {"H5"}), officer(13),
      officer(14, {"河工"}),     officer(15),         officer(16, {}, "已经停用")};
};

TEST(Draw, ExcludesWhoHasToDoWithAProject) {
  const County county;
  const Result<Drawn> drawn = draw(county.plan, county.projects, county.officers);
  ASSERT_TRUE(drawn) << drawn.error().message;
  EXPECT_EQ(drawn->projects, (std::vector<DrawnProject>{{"H1", {14, 13}},
                                                        {"H2", {15, 14}},
                                                        {"H4", {13, 12}},
                                                        {"W1", {11, 13}},
                                                        {"W2", {11, 15}}}));
  EXPECT_EQ(drawn->conflicts, (std::vector<Conflict>{{"H1", 11, "本人申报"},
                                                     {"H2", 11, "本人申报"},
                                                     {"W1", 14, "本人申报"},
                                                     {"W2", 14, "本人申报"}}));
}

std::string refusal(const County& county) {
  const Result<Drawn> drawn = draw(county.plan, county.projects, county.officers);
  return drawn ? std::string{} : drawn.error().message;
}

TEST(Draw, RefusesWhatCannotBeDrawn) {
  County county;
  county.plan.seed = " ";
  EXPECT_NE(refusal(county).find("种子"), std::string::npos);
  county = {};
  county.plan.wanted["住建"] = 6;  // one of the six is not in progress
  EXPECT_NE(refusal(county).find("能抽的项目有 5 个，要抽 6 个"), std::string::npos);
  county = {};
  county.officers.resize(2);  // 11 may not go to a project of his firm
  EXPECT_NE(refusal(county).find("没有利害关系"), std::string::npos);
  county = {};
  county.projects.push_back(county.projects.front());
  EXPECT_NE(refusal(county).find("写了两遍"), std::string::npos);
}

Record record_of(const County& county) {
  const Drawn drawn = draw(county.plan, county.projects, county.officers).value();
  Record record;
  record.face.kind = RecordKind::draw;
  record.lines = lines_of_draw(county.plan, county.projects, county.officers, drawn);
  record.values = {{Field::seed, county.plan.seed}, {Field::digest, digest_of_draw(record.lines)}};
  return record;
}

TEST(CheckDraw, DrawsTheSameAgainFromTheRecordAlone) {
  const Record record = record_of(County{});
  const Result<DrawCheck> check = check_draw(record);
  ASSERT_TRUE(check) << check.error().message;
  EXPECT_TRUE(check->is_sound());
  EXPECT_EQ(check->kept.projects.size(), 5U);
  EXPECT_EQ(check->kept, check->again);
}

TEST(CheckDraw, NeedsOneLineOfEachProject) {
  County county;
  county.projects[0].firm_code = "91990123MA0000001T";
  const Record record = record_of(county);
  const auto is_of_project = [](const Line& line) {
    return line.item.starts_with("project ") || line.item.starts_with("firm");
  };
  EXPECT_EQ(std::ranges::count_if(record.lines, is_of_project), std::ssize(county.projects));
  EXPECT_TRUE(check_draw(record)->is_sound());
}

TEST(CheckDraw, FindsWhatWasChangedAfterwards) {
  Record record = record_of(County{});
  record.values[Field::seed] = "2026-12-01 三六八";
  EXPECT_FALSE(check_draw(record)->is_sound());

  record = record_of(County{});
  for (Line& line : record.lines)
    if (line.item == "pair 1 14 H1") line.item = "pair 1 15 H1";
  record.values[Field::digest] = digest_of_draw(record.lines);
  const Result<DrawCheck> check = check_draw(record);
  ASSERT_TRUE(check) << check.error().message;
  EXPECT_TRUE(check->is_digest_same);
  EXPECT_FALSE(check->is_sound());

  record = record_of(County{});
  record.lines.front().item = "officers";
  EXPECT_FALSE(check_draw(record));
}

}  // namespace
}  // namespace qingxin::oversight
