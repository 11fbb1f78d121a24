// SPDX-License-Identifier: Apache-2.0
#include "wire/record_json.h"

#include <gtest/gtest.h>

namespace qingxin::wire {
namespace {

using oversight::Field;
using oversight::RecordKind;
using oversight::RecordStep;

// "code field" of what is wrong with a new record of a kind.
std::string fault(RecordKind kind, std::string_view body) {
  const Outcome<app::RecordOrder> order = read_new_record(body, kind);
  if (order) return "";
  return std::string(kind_of(order.error().code).name) + " " + order.error().field;
}

TEST(RecordJson, ReadsWhatTheKindHas) {
  const Outcome<app::RecordOrder> order = read_new_record(
      R"({"id": "11", "key": "任务-1", "parent_id": "12", "addressee_id": "13", "project_id": "P1",
          "region_code": "990123",
          "values": {"content": "核查\n报送", "until": "2026-12-01", "amount": 1250, "people": 3},
          "removed": ["名称"]})",
      RecordKind::task);
  ASSERT_TRUE(order) << order.error().message;
  EXPECT_EQ(order->fresh, app::RecordId{11});
  EXPECT_EQ(order->face.kind, RecordKind::task);
  EXPECT_EQ(order->face.parent, 12);
  EXPECT_EQ(order->face.addressee, oversight::BodyId{13});
  EXPECT_EQ(order->project_code, "P1");
  EXPECT_EQ(order->event.step, RecordStep::assigned);  // the only one with which a task begins
  EXPECT_EQ(order->event.values, (oversight::Values{{Field::name, ""},
                                                    {Field::until, "2026-12-01"},
                                                    {Field::content, "核查\n报送"},
                                                    {Field::people, "3"},
                                                    {Field::amount, "1250"}}));
}

TEST(RecordJson, ReadsChoicesListsAndLines) {
  const Outcome<app::RecordOrder> order = read_new_record(
      R"({"values": {"way": "joint", "day": "2026-12-01", "officers": ["lisi", "zhao"]},
          "lines": [{"item": "门禁", "answer": "no", "photos": ["门.jpg 00"]}]})",
      RecordKind::inspection);
  ASSERT_TRUE(order) << order.error().message;
  EXPECT_EQ(order->event.values.at(Field::way), "joint");
  EXPECT_EQ(order->event.values.at(Field::officers), "lisi\nzhao");
  ASSERT_EQ(order->event.lines.size(), 1U);
  EXPECT_EQ(order->event.lines.front(),
            (oversight::Line{
                .item = "门禁", .answer = "no", .told = "", .note = "", .photos = {"门.jpg 00"}}));
}

TEST(RecordJson, SaysWhereABodyIsWrong) {
  EXPECT_EQ(fault(RecordKind::task, R"({"values": {"seed": "1"}})"), "unknown_field /values/seed");
  EXPECT_EQ(fault(RecordKind::task, R"({"values": {"until": "明天"}})"),
            "invalid_input /values/until");
  EXPECT_EQ(fault(RecordKind::task, R"({"values": {"people": "3"}})"), "wrong_type /values/people");
  EXPECT_EQ(fault(RecordKind::task, R"({"values": {"amount": -1}})"),
            "out_of_range /values/amount");
  EXPECT_EQ(fault(RecordKind::order, R"({"values": {"way": "joint"}})"),
            "invalid_input /values/way");
  EXPECT_EQ(fault(RecordKind::task, R"({"step": "pledged"})"), "invalid_input /step");
  EXPECT_EQ(fault(RecordKind::task, R"({"key": "~1"})"), "invalid_input /key");
  EXPECT_EQ(fault(RecordKind::task, R"({"removed": ["seed"]})"), "invalid_input /removed");
  // What the data say of an item is nobody's to write.
  EXPECT_EQ(fault(RecordKind::inspection, R"({"lines": [{"item": "门禁", "told": "yes"}]})"),
            "unknown_field /lines/0/told");
  EXPECT_EQ(fault(RecordKind::inspection, R"({"lines": [{"answer": "yes"}]})"),
            "missing_field /lines/0/item");
  const Outcome<app::RecordOrder> step =
      read_record_step(R"({"key": "k"})", RecordKind::task, app::RecordId{1});
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().field, "/step");
}

TEST(RecordJson, TellsOfAKindWhatAFormIsMadeOf) {
  const std::string task = record_kind_json(RecordKind::task);
  for (const char* words :
       {R"("kind":"task","words":"任务")",
        R"({"field":"until","words":"截止日","form":"day","is_needed":true,"choices":[]})",
        R"("step":"reported","words":"报告完成","to":"reported","by":["addressee"],)"
        R"("needs":["result"])"})
    EXPECT_NE(task.find(words), std::string::npos) << words << "\n" << task;
  EXPECT_EQ(task.find("seed"), std::string::npos);
  EXPECT_NE(record_kinds_json().find(R"({"kind":"hazard","words":"隐患"})"), std::string::npos);
}

}  // namespace
}  // namespace qingxin::wire
