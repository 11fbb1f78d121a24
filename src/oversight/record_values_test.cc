// SPDX-License-Identifier: Apache-2.0
#include "oversight/record_values.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/record_story.h"

namespace qingxin::oversight {
namespace {

using test::samples;
using K = RecordKind;
using F = Field;

// Empty: it is let in.
std::string refusal(RecordKind kind, Field field, std::string value) {
  Values values = samples(kind, words_of(kind).needs);
  values[field] = std::move(value);
  const Result<void> fine = check_values(kind, values);
  if (fine) return {};
  EXPECT_EQ(fine.error().code, ErrorCode::invalid_input);
  return fine.error().message;
}

std::string times(int count, std::string_view text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

struct Example {
  RecordKind kind;
  Field field;
  std::string value;
  bool is_let_in;
};

const std::vector<Example> kExamples = {
    // text: one line of at most 200 characters
    {K::task, F::name, times(200, "字"), true},
    {K::task, F::name, times(201, "字"), false},
    {K::task, F::name, "两\n行", false},
    {K::task, F::name, "   ", false},
    {K::task, F::name, "\x1b[31m红", false},
    {K::task, F::name, "\xff\xfe", false},
    // prose: lines, at most 20,000 characters
    {K::task, F::content, "两\n行", true},
    {K::task, F::content, times(20'000, "字"), true},
    {K::task, F::content, times(20'001, "字"), false},
    {K::task, F::content, "\n \n", false},
    {K::task, F::content, "甲\r\n乙", false},
    // day
    {K::task, F::until, "2027-02-28", true},
    {K::task, F::until, "2027-02-29", false},
    {K::task, F::until, "2027-2-1", false},
    {K::task, F::until, "明天", false},
    // number
    {K::task, F::people, "0", true},
    {K::task, F::people, "1000000000", true},
    {K::task, F::people, "1000000001", false},
    {K::task, F::people, "-1", false},
    {K::task, F::people, "012", false},
    {K::task, F::people, "1.5", false},
    {K::task, F::people, "12 人", false},
    {K::task, F::people, "99999999999999999999", false},
    {K::task, F::due_hour, "24", true},
    {K::task, F::due_hour, "0", false},
    {K::task, F::due_hour, "25", false},
    {K::contact, F::satisfaction, "1", true},
    {K::contact, F::satisfaction, "5", true},
    {K::contact, F::satisfaction, "6", false},
    {K::assessment, F::year, "2026", true},
    {K::assessment, F::year, "26", false},
    {K::assessment, F::score, "9850", true},
    // money: fen
    {K::task, F::amount, "99999999999999", true},
    {K::task, F::amount, "100000000000000", false},
    {K::task, F::amount, "1,800.00", false},
    // choice
    {K::order, F::way, "interview", true},
    {K::order, F::way, "announced", false},
    {K::order, F::way, "约谈", false},
    {K::campaign, F::festival_rhythm, "daily", true},
    {K::campaign, F::festival_rhythm, "hourly", false},
    {K::assessment, F::grade, "A", true},
    {K::assessment, F::grade, "D", false},
    // lines
    {K::team, F::team_names, "甲\n乙", true},
    {K::team, F::team_names, "甲\n\n乙", false},
    {K::team, F::team_names, "甲\n" + times(201, "字"), false},
    // phone
    {K::directory, F::phone, "12333", true},
    {K::directory, F::phone, "0990-1234567 转 8001", true},
    {K::directory, F::phone, "12", false},
    {K::directory, F::phone, "请打 12333", false},
    // code
    {K::district, F::code, "990123", true},
    {K::violation, F::firm_code, "91990123MA00000000", true},
    {K::violation, F::firm_code, "91990123ma00000000", false},
    {K::district, F::code, "99-01", false},
};

TEST(Values, AreWrittenAsTheirFormSays) {
  for (const Example& example : kExamples)
    EXPECT_EQ(refusal(example.kind, example.field, example.value).empty(), example.is_let_in)
        << words_of(example.field).name << " " << example.value.substr(0, 40);
}

TEST(Values, SayWhichFieldWhatStandsThereAndHowItIsWritten) {
  EXPECT_EQ(refusal(K::task, F::until, "2027-02-29"),
            "「截止日」写的是「2027-02-29」，应写成 2026-11-23");
  EXPECT_EQ(refusal(K::contact, F::satisfaction, "6"),
            "「满意度」写的是「6」，应写成 1 至 5 的整数");
  EXPECT_EQ(refusal(K::task, F::name, times(201, "字")), "「名称」有 201 个字，最多 200 个");
  EXPECT_EQ(refusal(K::team, F::team_names, "甲\n\n乙"), "「成员」第 2 行是空白");
  EXPECT_EQ(
      refusal(K::violation, F::way, "x"),
      "「方式」写的是「x」，应是其中之一：unlawful_award（违法发包）、subcontract_all（转包）、"
      "unlawful_subcontract（违法分包）、affiliation（挂靠）");
  // What may be somebody's number is not repeated: messages go to logs.
  const std::string phone = refusal(K::directory, F::phone, "电话13912345678");
  EXPECT_FALSE(phone.empty());
  EXPECT_EQ(phone.find("13912345678"), phone.npos);
}

TEST(Values, AreAllThereThatTheKindNeeds) {
  for (std::size_t i = 1; i <= kRecordKinds; ++i) {
    const auto kind = static_cast<RecordKind>(i);
    EXPECT_TRUE(check_values(kind, samples(kind, words_of(kind).needs))) << words_of(kind).name;
    EXPECT_TRUE(check_values(kind, samples(kind, words_of(kind).needs | words_of(kind).may_have)))
        << words_of(kind).name;
    for (std::size_t f = 1; f <= kFields; ++f) {
      const auto field = static_cast<Field>(f);
      Values values = samples(kind, words_of(kind).needs);
      if (values.erase(field) == 0) continue;
      const Result<void> fine = check_values(kind, values);
      ASSERT_FALSE(fine) << words_of(kind).name << " " << words_of(field).name;
      EXPECT_NE(fine.error().message.find(words_of(field).chinese), std::string::npos)
          << fine.error().message;
    }
  }
  EXPECT_EQ(check_values(K::task, {}).error().message, "「任务」还要写明：截止日、内容");
  EXPECT_EQ(check_values(K::task, {{F::seed, "1"}}).error().message,
            "「任务」没有「随机种子」（seed）这一项");
}

TEST(Values, FitTogether) {
  EXPECT_EQ(refusal(K::campaign, F::until, "2026-10-31"),
            "「截止日」2026-10-31 早于「起始日」2026-11-01");
  EXPECT_EQ(refusal(K::campaign, F::until, "2026-11-01"), "");
  EXPECT_EQ(refusal(K::inspection, F::way, "joint"), "联合检查还要写明：联合单位");
  Values joint = samples(K::inspection, words_of(K::inspection).needs);
  joint[F::way] = "joint";
  joint[F::joint_bodies] = "住建局\n公安局";
  EXPECT_TRUE(check_values(K::inspection, joint));
}

TEST(Officers, AreTwoAndEachIsOneUser) {
  EXPECT_EQ(refusal(K::inspection, F::officers, "11\n12"), "");
  EXPECT_EQ(refusal(K::inspection, F::officers, "11"), "「检查人员」不少于两人");
  EXPECT_EQ(refusal(K::inspection, F::officers, "11\n11"), "「检查人员」11 写了两遍");
  EXPECT_EQ(refusal(K::inspection, F::officers, "11\n0"),
            "「检查人员」写的是「0」，应写用户编号，一行一个");
  EXPECT_NE(refusal(K::inspection, F::officers, "11\nlisi"), "");
  EXPECT_EQ(refusal(K::draw, F::officers, "11"), "");  // one may be drawn
}

TEST(Lines, AreNamedOnceAndWrittenLikeProse) {
  test::RecordStory inspection{K::inspection};
  inspection.step(RecordStep::planned, RecordActor::organiser)
      .step(RecordStep::begun, RecordActor::organiser);
  const auto refused = [&](std::vector<Line> lines) {
    RecordEvent event = inspection.next(RecordStep::noted, RecordActor::organiser);
    event.lines = std::move(lines);
    return inspection.refused(event, ErrorCode::invalid_input);
  };
  EXPECT_EQ(refused({{.item = "gate", .answer = "no"}, {.item = "board", .answer = "yes"}}), "");
  EXPECT_EQ(refused({{.item = "gate"}, {.item = "gate"}}), "项目「gate」写了两遍");
  EXPECT_NE(refused({{.item = ""}}), "");
  EXPECT_NE(refused({{.item = "两\n行"}}), "");
  EXPECT_EQ(refused({{.item = "gate", .note = "两\n行"}}), "");
  EXPECT_NE(refused({{.item = "gate", .answer = times(20'001, "字")}}), "");
  EXPECT_NE(refused({{.item = "gate", .photos = {""}}}), "");
  EXPECT_NE(refused({{.item = "gate", .photos = std::vector<std::string>(101, "IMG.jpg")}}), "");
  EXPECT_NE(refused(std::vector<Line>(10'001, Line{.item = "gate"})), "");
}

TEST(Deadline, ThatAStepSetsIsNotOverAlready) {
  test::RecordStory hazard{K::hazard};
  hazard.step(RecordStep::recorded, RecordActor::organiser);
  RecordEvent event = hazard.next(RecordStep::assigned, RecordActor::organiser);
  event.values[F::until] = "2026-11-22";
  EXPECT_EQ(hazard.refused(event, ErrorCode::invalid_input),
            "「截止日」2026-11-22 早于「交办」当日");
  event.values.erase(F::measure);
  event.values.erase(F::until);
  EXPECT_EQ(hazard.refused(event, ErrorCode::invalid_input), "「交办」还要写明：截止日、整改措施");
}

}  // namespace
}  // namespace qingxin::oversight
