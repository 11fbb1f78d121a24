// SPDX-License-Identifier: Apache-2.0
#include "wire/json_reader.h"

#include <gtest/gtest.h>

#include "wire/law_json.h"

namespace qingxin::wire {
namespace {

// "code field" of what is wrong with a body that is no object of anything.
std::string fault(std::string_view text) {
  const Outcome<JsonDocument> document = JsonDocument::parse(text);
  if (document) return "";
  return std::string(kind_of(document.error().code).name) + " " + document.error().field;
}

std::string words(std::string_view text) {
  const Outcome<JsonDocument> document = JsonDocument::parse(text);
  return document ? "" : document.error().message;
}

std::string order_fault(std::string_view text) {
  const Outcome<DeadlineOrder> order = read_deadline_order(text);
  if (order) return "";
  return std::string(kind_of(order.error().code).name) + " " + order.error().field;
}

TEST(JsonReader, TakesWhatIsJson) {
  for (const char* text : {"{}", " [1, -2, \"\\u6e05\\ud83d\\ude00\", null, true, {\"a\": []}]\r\n",
                           "9223372036854775807", "-9223372036854775808", "\"\""})
    EXPECT_EQ(fault(text), "") << text;
}

TEST(JsonReader, SaysWhereABodyIsNoJson) {
  EXPECT_TRUE(words("{\n  \"a\": 1,\n}").starts_with("请求体第 3 行第 1 字节不是"));
  for (const char* text : {"{", "{\"a\"}", "[1,]", "{\"a\":1}x", "{} {}", "'a'", "nul", "01", "+1",
                           "\"\\ud83d\"", "\"\\x\"", "\"\n\"", "\xEF\xBB\xBF{}", "// a\n{}"})
    EXPECT_EQ(fault(text), "malformed_json ") << text;
  EXPECT_EQ(fault(""), "malformed_json ");
  EXPECT_EQ(fault(" \n"), "malformed_json ");
}

TEST(JsonReader, RefusesWhatTwoReadersCouldTakeForTwoThings) {
  EXPECT_EQ(fault(R"({"a": 1, "b": {"c": 1, "c": 2}})"), "duplicate_field /b/c");
  EXPECT_EQ(fault(R"([{"a/b~": 1, "a/b~": 1}])"), "duplicate_field /0/a~1b~0");
  EXPECT_EQ(fault(R"({"a": [1, 1.5]})"), "out_of_range /a/1");
  EXPECT_EQ(fault(R"({"a": 9223372036854775808})"), "out_of_range /a");
  EXPECT_EQ(fault(R"({"a": 1e400})"), "out_of_range /a");
  EXPECT_EQ(fault("{\"a\": \"\xFF\"}"), "not_utf8 ");
  EXPECT_NE(words("{\n\"a\": \"\xC0\xAF\"}").find("第 2 行"), std::string::npos);
}

TEST(JsonReader, GoesThirtyTwoLevelsDeepAndNoFurther) {
  EXPECT_EQ(fault(std::string(kJsonDepth, '[') + std::string(kJsonDepth, ']')), "");
  EXPECT_EQ(fault(std::string(kJsonDepth + 1, '[')), "too_deep ");
  EXPECT_EQ(fault(std::string(1'000'000, '[')), "too_deep ");
}

TEST(JsonReader, AnObjectIsReadInOneFlowAndJudgedOnce) {
  const Outcome<DeadlineOrder> order =
      read_deadline_order(R"({"from": "2026-09-24", "working_days": 10, "days": null})");
  ASSERT_TRUE(order);
  EXPECT_EQ(order->from, date(2026, 9, 24));
  EXPECT_EQ(order->term, app::Term::working_days);
  EXPECT_EQ(order->length, 10);
}

TEST(JsonReader, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(order_fault("[]"), "wrong_type ");
  EXPECT_EQ(order_fault("{}"), "missing_field /from");
  EXPECT_EQ(order_fault(R"({"from": null, "days": 1})"), "missing_field /from");
  EXPECT_EQ(order_fault(R"({"from": 20260924, "days": 1})"), "wrong_type /from");
  EXPECT_EQ(order_fault(R"({"from": "2026-02-30", "days": 1})"), "invalid_input /from");
  EXPECT_EQ(order_fault(R"({"from": "1949-09-30", "days": 1})"), "out_of_range /from");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24", "days": "1"})"), "wrong_type /days");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24", "days": 10001})"), "out_of_range /days");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24", "days": -1})"), "out_of_range /days");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24", "pay_date": 1})"), "wrong_type /pay_date");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24", "days": 1, "dasy": 1})"), "unknown_field /dasy");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24"})"), "invalid_input ");
  EXPECT_EQ(order_fault(R"({"from": "2026-09-24", "days": 1, "months": 1})"), "invalid_input ");
}

TEST(JsonReader, ReadsWhatIsNested) {
  const auto document = JsonDocument::parse(
      R"({"list": [{"name": "甲"}, {"name": ""}], "more": {"at": "2026-10", "of": "b"}})");
  JsonObject body = document->object();
  auto more = body.object("more");
  EXPECT_EQ(more->month("at"), month(2026, 10));
  EXPECT_EQ(more->choice("of", {"a", "b"}), 1U);
  std::vector<JsonObject> list = body.objects("list", 2);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].text("name", {}), "甲");
  list[1].text("name", {});
  const std::optional<Problem> problem = body.end();
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->code, ProblemCode::out_of_range);
  EXPECT_EQ(problem->field, "/list/1/name");
}

TEST(JsonReader, SeesWhatNobodyAskedForAtAnyDepth) {
  const auto document = JsonDocument::parse(R"({"list": [{"name": "甲", "naem": 1}]})");
  JsonObject body = document->object();
  for (JsonObject& each : body.objects("list", 2)) each.text("name", {});
  EXPECT_EQ(body.end()->field, "/list/0/naem");
  EXPECT_NE(body.end()->message.find("可用：name"), std::string::npos);
}

TEST(JsonReader, ReadsIdsAndMoments) {
  const auto read = [](std::string_view text) {
    return read_body<std::pair<std::int64_t, std::int64_t>>(text, [](JsonObject& object) {
      return std::pair{id_or_none(object, "id").value_or(0), moment_or_now(object, "at").utc_ms};
    });
  };
  EXPECT_EQ(read(R"({})"), std::pair(std::int64_t{0}, std::int64_t{0}));
  EXPECT_EQ(read(R"({"id": "7300000000000000001", "at": "1970-01-02T00:00:01.000Z"})"),
            std::pair(std::int64_t{7'300'000'000'000'000'001}, std::int64_t{86'401'000}));
  // A day begins in China.
  EXPECT_EQ(read(R"({"at": "1970-01-02"})")->second, std::int64_t{16 * 3'600'000});
  for (const char* text : {R"({"id": "x1"})", R"({"id": "0"})", R"({"id": 1})", R"({"at": "昨天"})",
                           R"({"at": "2026-11-23T25:00:00Z"})", R"({"at": "2026-11-23 10:00"})"})
    EXPECT_FALSE(read(text)) << text;
}

TEST(Problem, IsSentWithoutWhatSteersATerminal) {
  EXPECT_EQ(to_json({ProblemCode::not_found, "没有\x1b[2J"}),
            "{\"code\":\"not_found\",\"message\":\"没有 [2J\",\"field\":null,\"basis\":null}");
}

TEST(Problem, SendsNoClientToACommand) {
  for (const char* advised :
       {"没有预警 1；请核对编号，见 qingxin warning list", "编号见 qingxin rules list",
        "里没有一张认得的表；表名见 qingxin template 生成的空表",
        "表头应写各列的名称，见 qingxin template 生成的空表",
        "不能更正；请用 qingxin batch show 7 看各份文件"})
    EXPECT_EQ(problem_of({ErrorCode::not_found, advised}).message.find("qingxin"),
              std::string::npos)
        << advised;
}

}  // namespace
}  // namespace qingxin::wire
