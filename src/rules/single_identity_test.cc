// SPDX-License-Identifier: Apache-2.0
#include "rules/single_identity.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

PersonOnRecord known() {
  return {.has_roster_table = true, .is_attendance_known = true};
}

PersonOnRecord named(const test::CaseRow& row) {
  PersonOnRecord person = known();
  person.has_roster_table = test::cell_is(row, "花名册", "有", "无");
  std::string_view rest = row["同号登记的姓名"];
  constexpr std::string_view kComma = "、";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(kComma), rest.size());
    person.names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + kComma.size(), rest.size()));
  }
  std::ranges::sort(person.names);
  const auto repeats = std::ranges::unique(person.names);
  person.names.erase(repeats.begin(), repeats.end());
  return person;
}

// "07:30" in minutes; -1 where there is none.
int minutes_in(const std::string& cell) {
  return cell.empty() ? -1 : std::stoi(cell.substr(0, 2)) * 60 + std::stoi(cell.substr(3));
}

Presence presence_in(const test::CaseRow& row, const std::string& who) {
  return presence(minutes_in(row[who + "首次"]), minutes_in(row[who + "末次"]));
}

PersonOnRecord seen(const test::CaseRow& row) {
  PersonOnRecord person = known();
  person.is_attendance_known = test::cell_is(row, "考勤", "有", "无");
  const std::optional<Date> day = test::cell_day(row, "甲日期");
  if (!day || day != test::cell_day(row, "乙日期")) return person;
  const Presence here = presence_in(row, "甲");
  const Presence there = presence_in(row, "乙");
  if (collide(here, there))
    person.seen = SeenTwice{.days = 1,
                            .first = *day,
                            .has_times = here.has_times && there.has_times,
                            .elsewhere = "乙"};
  return person;
}

PersonOnRecord employed(const test::CaseRow& row) {
  PersonOnRecord person = known();
  person.has_roster_table = test::cell_is(row, "花名册", "有", "无");
  if (test::cell_is(row, "同一家单位", "是", "否")) return person;
  const bool has_left = test::cell_is(row, "退场日期列", "有", "无");
  const StayDays one{test::cell_day(row, "甲进场").value(), test::cell_day(row, "甲退场")};
  const StayDays other{test::cell_day(row, "乙进场").value(), test::cell_day(row, "乙退场")};
  if (!has_left && one.entered != other.entered) {
    person.is_left_known = false;
  } else if (const std::optional<StayDays> both = overlap(one, other)) {
    person.employed = EmployedTwice{"甲", "乙", both->entered, both->left};
  }
  return person;
}

TEST(SingleIdentity, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/015-L03.md", [](const test::CaseRow& row) {
    if (row.cells.contains("同号登记的姓名")) return single_identity(named(row));
    if (row.cells.contains("甲日期")) return single_identity(seen(row));
    return single_identity(employed(row));
  });
}

std::string sentence(const PersonOnRecord& person) {
  return single_identity_because(person, single_identity(person));
}

TEST(SingleIdentity, SaysWhatDoesNotGoTogether) {
  PersonOnRecord person = known();
  person.names = {"张三", "李四"};
  EXPECT_EQ(sentence(person), "同一证件号码登记了 2 个姓名：张三、李四");
  person.names.pop_back();
  person.seen = SeenTwice{
      .days = 3, .first = date(2026, 10, 12), .has_times = true, .elsewhere = "白石桥加固工程"};
  EXPECT_EQ(sentence(person),
            "2026-10-12 在本项目和「白石桥加固工程」都有考勤，进出时间重叠，这样的日子共 3 天");
  person.seen->days = 1;
  person.seen->has_times = false;
  person.employed = EmployedTwice{"平川建工", "大山劳务", date(2026, 6, 30), date(2026, 7, 1)};
  EXPECT_EQ(sentence(person),
            "2026-10-12 在本项目和「白石桥加固工程」都有考勤（没有进出时间）；"
            "2026-06-30 至 2026-07-01 同时在「平川建工」和「大山劳务」的花名册上");
  person.seen.reset();
  person.employed->to.reset();
  EXPECT_EQ(sentence(person), "2026-06-30 起同时在「平川建工」和「大山劳务」的花名册上");
}

}  // namespace
}  // namespace qingxin::rules
