// SPDX-License-Identifier: Apache-2.0
#include "oversight/contacts.h"

#include <gtest/gtest.h>

#include "tests/support/record_story.h"

namespace qingxin::oversight {
namespace {

using test::china;
using test::RecordStory;
using A = RecordActor;
using T = RecordStep;

RecordStory contact(std::string name, std::string code = "") {
  RecordStory story{RecordKind::contact};
  RecordEvent begun = story.next(T::recorded, A::organiser);
  begun.values[Field::name] = std::move(name);
  if (!code.empty()) begun.values[Field::firm_code] = std::move(code);
  story.step(begun);
  return story;
}

TEST(Pairing, TakesTurnsInTheOrderOfTheList) {
  const std::vector<ContactFirm> firms{
      {"平川建工", "", 90}, {"青源路桥", "", 70}, {"河工", "", 50}, {"城投", "", 20}};
  const std::vector<std::string> persons{"张三", "李四"};
  const std::vector<Record> standing{*contact("青源路桥").record};
  const std::vector<ContactPair> pairs = pair_contacts(firms, persons, standing);
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[0].firm.name + pairs[0].person, "平川建工张三");
  EXPECT_EQ(pairs[1].firm.name + pairs[1].person, "河工李四");
  EXPECT_EQ(pairs[2].firm.name + pairs[2].person, "城投张三");
  EXPECT_TRUE(pair_contacts(firms, {}, standing).empty());
}

TEST(Pairing, KnowsAFirmByItsCodeBeforeItsName) {
  const std::vector<std::string> persons{"张三"};
  const std::vector<ContactFirm> firms{{"平川建工集团", "91990123MA00000011", 9}};
  const std::vector<Record> renamed{*contact("平川建工", "91990123MA00000011").record};
  EXPECT_TRUE(pair_contacts(firms, persons, renamed).empty());
  const std::vector<Record> other{*contact("平川建工集团", "91990123MA00000022").record};
  EXPECT_EQ(pair_contacts(firms, persons, other).size(), 1U);
}

TEST(Visits, CountFromTheLastOneOrTheBeginning) {
  RecordStory story = contact("平川建工");  // on 23 November
  EXPECT_FALSE(last_visit(*story.record));
  EXPECT_EQ(days_without_visit(*story.record, date(2026, 12, 3)), 10);
  story.step(T::called, A::organiser, china(date(2026, 12, 1)));
  EXPECT_EQ(days_without_visit(*story.record, date(2026, 12, 3)), 10);  // a call is no visit
  RecordEvent visit = story.next(T::visited, A::organiser, china(date(2026, 12, 2)));
  visit.values[Field::day] = "2026-11-30";  // written down two days later
  story.step(visit);
  EXPECT_EQ(last_visit(*story.record), date(2026, 11, 30));
  EXPECT_EQ(days_without_visit(*story.record, date(2026, 12, 3)), 3);
}

TEST(Grid, IsTheNarrowestThatHasThePlace) {
  const std::vector<GridArea> areas{
      {.id = 1, .region_prefix = "990123", .name = "全县", .person = "甲"},
      {.id = 2, .region_prefix = "990123101", .name = "城关", .person = "乙"},
      {.id = 3, .region_prefix = "990123101", .industry = "水利", .name = "水利", .person = "丙"}};
  EXPECT_EQ(area_for(areas, "990123101", "住建")->id, 2);
  EXPECT_EQ(area_for(areas, "990123101", "水利")->id, 3);
  EXPECT_EQ(area_for(areas, "990123102", "水利")->id, 1);
  EXPECT_EQ(area_for(areas, "990124", "住建"), nullptr);
  EXPECT_EQ(area_for(areas, "", ""), nullptr);
}

}  // namespace
}  // namespace qingxin::oversight
