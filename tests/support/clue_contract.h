// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <barrier>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "store/clues.h"
#include "tests/support/access_contract.h"

// What the store of clues promises, on every engine: INSTANTIATE_TEST_SUITE_P(…, ClueContract, …).
namespace qingxin::store {

class ClueContract : public AccessContract {
 protected:
  using Channel = casework::Channel;

  void SetUp() override {
    AccessContract::SetUp();
    clues_ = &store_->clues();
  }

  static NewClue clue(std::int64_t id, std::string text, std::string foreign_number = "") {
    NewClue one;
    one.id = ClueId{id};
    one.origin = {.channel = Channel::hotline,
                  .foreign_number = std::move(foreign_number),
                  .arrived = Instant{kNow.utc_ms - 60'000},
                  .file = "工单.csv",
                  .row = 2};
    one.asked = kUnit;
    one.asked_region = "990123";
    one.said.text = std::move(text);
    one.said.figures.region_code = "990123";
    one.shown = one.said.text;
    return one;
  }

  static CluePerson person(std::string name, std::string phone = "", std::string id_number = "") {
    return {std::move(name), std::move(id_number), std::move(phone), true, {}};
  }

  // A clue of a worker of a site, as a form has it.
  static NewClue of_site(std::int64_t id, std::string text, std::string phone = "") {
    NewClue one = clue(id, std::move(text));
    one.said.people = {person("周建国", std::move(phone))};
    one.said.figures.employer = "平川县建工集团有限公司";
    one.said.figures.project_name = "平川县人民医院迁建工程";
    one.said.figures.months = {month(2026, 9)};
    return one;
  }

  static NewClue brought(NewClue one) {
    one.digest = digest_of(one.said, "");
    return one;
  }

  ClueKept add(NewClue one, std::string foreign_number) {
    one.origin.foreign_number = std::move(foreign_number);
    return add(one);
  }
  // So many threads, each with its number.
  template <typename Act>
  static void at_once(int threads, Act act) {
    std::barrier begin(threads);
    std::vector<std::jthread> all;
    for (int thread = 0; thread < threads; ++thread)
      all.emplace_back([&begin, &act, thread] {
        begin.arrive_and_wait();
        act(thread);
      });
  }

  ClueKept add(const NewClue& one) {
    const Result<ClueAdded> added = clues_->add_clue(brought(one));
    EXPECT_TRUE(added) << added.error().message;
    return added ? added->kept : ClueKept{};
  }
  WholeClue whole(std::int64_t id) {
    Result<WholeClue> found = clues_->whole_clue(ClueId{id});
    EXPECT_TRUE(found) << found.error().message;
    return std::move(found).value_or(WholeClue{});
  }

  using Ids = std::vector<std::int64_t>;
  static Ids ids_of(const Result<std::vector<KeptClue>>& found) {
    EXPECT_TRUE(found) << found.error().message;
    Ids ids;
    if (found)
      for (const KeptClue& one : *found) ids.push_back(number(one.id));
    return ids;
  }
  Ids listed(const ClueFilter& filter) { return ids_of(clues_->clues_before(filter, {}, 100)); }
  static Ids listed_by(Store& store) { return ids_of(store.clues().clues_before({}, {}, 100)); }
  Ids saying(std::string_view query) { return ids_of(clues_->clues_saying(query, {}, {}, 100)); }

  ClueStore* clues_ = nullptr;
};

TEST_P(ClueContract, KeepsWhatWasSaidToTheByte) {
  std::string text = "欠薪💰𠮷𪚥 <script>alert('1')</script>\r\n\t";
  text += '\0';
  text += "最后\xE2\x80\xAE一句";
  NewClue one = clue(10, text, "GD-1");
  one.said.people = {person("𠮷野", "13912345678", std::string{kWorker}),
                     person(""),
                     {"", "", "", false, Money{120'000}}};
  one.said.people[1].phone = "没有电话";
  ClueFigures& figures = one.said.figures;
  figures.employer = "老王饭店";
  figures.employer_code = "91990123MA0000000X";
  figures.place = "青石巷";
  figures.industry = "餐饮";
  figures.field = WorkField::other;
  figures.months = {month(2026, 8), month(2026, 9)};
  figures.amount = Money{0};
  figures.head_count = 3;
  one.suggested = casework::MatterClass::unpaid_wages;
  one.reporting = Reporting::confidential;
  ASSERT_EQ(add(one), ClueKept::fresh);
  const WholeClue found = whole(10);
  ASSERT_EQ(found.versions.size(), 1U);
  EXPECT_EQ(found.versions[0].text, text);
  EXPECT_EQ(found.versions[0].figures, figures);
  EXPECT_EQ(found.versions[0].sm3, hex(sm3(text)));
  EXPECT_EQ(found.people, one.said.people);
  EXPECT_EQ(found.origins, std::vector{one.origin});
  EXPECT_EQ(found.clue.figures, figures);
  EXPECT_TRUE(found.clue.excerpt.starts_with("欠薪💰")) << found.clue.excerpt;
  EXPECT_EQ(found.clue.reporting, Reporting::confidential);
  EXPECT_EQ(found.clue.suggested, casework::MatterClass::unpaid_wages);
  EXPECT_EQ(found.clue.confirmed, std::nullopt);
  EXPECT_EQ(found.clue.named_people, 3);
  EXPECT_EQ(found.clue.text_bytes, std::ssize(text));
  EXPECT_EQ(found.matter, std::vector{ClueId{10}});
  EXPECT_EQ(clues_->whole_clue(ClueId{11}).error().code, ErrorCode::not_found);
}

TEST_P(ClueContract, KnowsNoAmountFromAnAmountOfNothing) {
  ASSERT_EQ(add(clue(10, "欠我工钱")), ClueKept::fresh);
  EXPECT_EQ(whole(10).clue.figures.amount, std::nullopt);
  EXPECT_EQ(whole(10).clue.figures.head_count, std::nullopt);
  EXPECT_TRUE(whole(10).people.empty());
}

TEST_P(ClueContract, KeepsALongTextAndManyPeople) {
  std::string text;
  while (text.size() + 30 < kClueTextBytesMost)
    text += "第" + std::to_string(text.size()) + "天没有发工资。";
  NewClue one = clue(10, text, "GD-1");
  for (int i = 0; i < 300; ++i) one.said.people.push_back(person("工人" + std::to_string(i)));
  ASSERT_EQ(add(one), ClueKept::fresh);
  EXPECT_EQ(whole(10).versions[0].text, text);
  EXPECT_EQ(whole(10).people, one.said.people);
}

TEST_P(ClueContract, KeepsNoWordNameOrNumberInClear) {
  NewClue one = of_site(10, "我叫周建国，包工头欠我血汗钱，电话13912345678", std::string{kPhone});
  one.said.people[0].id_number = kWorker;
  one.shown = "我叫周建国，包工头欠我血汗钱，电话";
  ASSERT_EQ(add(one), ClueKept::fresh);
  const std::string dumped = dump();
  for (const std::string_view secret : {"周建国", "血汗钱", "13912345678"})
    EXPECT_EQ(dumped.find(secret), std::string::npos) << secret;
  EXPECT_EQ(dumped.find(kWorker), std::string::npos);
  EXPECT_NE(dumped.find("平川县建工集团有限公司"), std::string::npos);
}

TEST_P(ClueContract, TakesTheSameNumberForTheSameClue) {
  NewClue first = clue(10, "欠三个月工资", "GD-1");
  first.said.people = {person("周建国", "13912345678")};
  ASSERT_EQ(add(first), ClueKept::fresh);
  NewClue again = first;
  again.id = ClueId{11};
  EXPECT_EQ(add(again), ClueKept::repeat);
  NewClue other = clue(12, "欠四个月工资，共二十人", "GD-1");
  other.said.people = {person("周建国", "13912345678"), person("吴大勇")};
  other.said.figures.head_count = 20;
  const Result<ClueAdded> changed = clues_->add_clue(brought(other));
  EXPECT_EQ(changed, (ClueAdded{ClueId{10}, ClueKept::changed, 2}));
  EXPECT_EQ(add(other), ClueKept::repeat);
  NewClue old = first;
  old.id = ClueId{14};
  EXPECT_EQ(add(old), ClueKept::repeat);  // an old file, read again
  const WholeClue found = whole(10);
  ASSERT_EQ(found.versions.size(), 2U);
  EXPECT_EQ(found.versions[0].text, "欠三个月工资");
  EXPECT_EQ(found.versions[1].text, "欠四个月工资，共二十人");
  EXPECT_EQ(found.people, other.said.people);  // nobody twice, nobody lost
  EXPECT_EQ(found.clue.figures.head_count, 20);
  EXPECT_EQ(found.clue.said_count, 2);
  EXPECT_EQ(saying("四个月"), Ids{10});
  EXPECT_EQ(saying("三个月"), Ids{10});
  // The same number of another channel is another clue.
  NewClue elsewhere = clue(13, "欠三个月工资", "GD-1");
  elsewhere.origin.channel = Channel::petition;
  EXPECT_EQ(add(elsewhere), ClueKept::fresh);
}

TEST_P(ClueContract, FindsNobodyByANameThatWasEnteredAtAnyTime) {
  NewClue first = clue(10, "周建国和吴大勇在周建国路工地干活", "GD-1");
  first.said.people = {person("周建国")};
  first.said.figures.place = "吴大勇家门口";
  ASSERT_EQ(add(first), ClueKept::fresh);
  EXPECT_EQ(whole(10).clue.excerpt, "***和吴大勇在***路工地干活");
  EXPECT_EQ(saying("建国"), Ids{});
  EXPECT_EQ(saying("大勇"), Ids{10});
  NewClue more = clue(11, "周建国、郑小满也在工地", "GD-1");
  more.said.people = {person("吴大勇"), person("郑小满")};
  ASSERT_EQ(add(more), ClueKept::changed);
  for (const char* name : {"建国", "大勇", "吴大", "小满", "勇在"})
    EXPECT_EQ(saying(name), Ids{}) << name;
  for (const char* word : {"工地", "干活", "门口", "也在", "路工"})
    EXPECT_EQ(saying(word), Ids{10}) << word;
  EXPECT_EQ(whole(10).clue.excerpt, "***、***也在工地");
}

TEST_P(ClueContract, NamesNobodyWhoOnceAskedNotToBeNamed) {
  const NewClue first = clue(10, "欠三个月工资", "GD-1");
  ASSERT_EQ(add(first), ClueKept::fresh);
  NewClue again = first;
  again.id = ClueId{11};
  again.reporting = Reporting::confidential;
  EXPECT_EQ(add(again), ClueKept::repeat);
  EXPECT_EQ(whole(10).clue.reporting, Reporting::confidential);
  NewClue more = clue(12, "欠四个月工资", "GD-1");
  EXPECT_EQ(add(more), ClueKept::changed);
  EXPECT_EQ(whole(10).clue.reporting, Reporting::confidential);
}

TEST_P(ClueContract, LeavesWhatAPersonConfirmedWhenTheChannelSaysOtherwise) {
  ASSERT_EQ(add(clue(10, "欠工资", "GD-1")), ClueKept::fresh);
  ClueFigures figures;
  figures.employer = "平川建工";
  figures.amount = Money{500'000};
  const auto change = [&](ClueFigures& stored, std::optional<ProjectId>& project) {
    stored = figures;
    project = ProjectId{77};
  };
  const auto kDispute = casework::MatterClass::contract_dispute;
  ASSERT_EQ(clues_->confirm_clue(ClueId{10}, kDispute, change), Kept::now);
  EXPECT_EQ(clues_->confirm_clue(ClueId{10}, kDispute, change), Kept::already);
  NewClue other = clue(11, "欠工资，改了", "GD-1");
  other.said.figures.amount = Money{100};
  ASSERT_EQ(add(other), ClueKept::changed);
  const WholeClue found = whole(10);
  EXPECT_EQ(found.clue.figures, figures);
  EXPECT_EQ(found.clue.project, ProjectId{77});
  EXPECT_EQ(found.clue.confirmed, casework::MatterClass::contract_dispute);
  EXPECT_EQ(found.versions[1].figures.amount, Money{100});
}

TEST_P(ClueContract, TakesAKeyForWhatItStoodFor) {
  NewClue first = clue(10, "欠工资");
  first.client_key = "k1";
  ASSERT_EQ(add(first), ClueKept::fresh);
  NewClue again = first;
  again.id = ClueId{11};
  EXPECT_EQ(add(again), ClueKept::repeat);
  again.said.text = "欠别的";
  const Result<ClueAdded> refused = clues_->add_clue(brought(again));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(refused.error().message, "已经用过")) << refused.error().message;
  EXPECT_EQ(listed({}), Ids{10});
}

TEST_P(ClueContract, FindsTheSameMatterAgainAndSaysWhy) {
  const std::string text = "我们在医院工地干活，从九月起没有拿到一分钱，项目经理说等验收";
  ASSERT_EQ(add(of_site(10, text, "13912345678")), ClueKept::fresh);
  ASSERT_EQ(add(of_site(11, text, "13912345678")), ClueKept::fresh);
  NewClue other = of_site(12, "工钱一直拖着，求帮忙", "13800138000");
  other.said.people[0].name = "吴大勇";
  ASSERT_EQ(add(other), ClueKept::fresh);
  NewClue far = clue(13, "饭店老板跑了，押金不退");
  far.said.figures.employer = "老王饭店";
  ASSERT_EQ(add(far), ClueKept::fresh);
  const Result<std::vector<LikeClue>> like = clues_->clues_like(ClueId{11});
  ASSERT_TRUE(like) << like.error().message;
  ASSERT_EQ(like->size(), 2U);
  EXPECT_EQ((*like)[0].clue.id, ClueId{10});
  EXPECT_EQ((*like)[0].likeness.verdict, intake::Verdict::repeat);
  EXPECT_EQ((*like)[1].clue.id, ClueId{12});
  EXPECT_EQ((*like)[1].likeness.verdict, intake::Verdict::likely);
  EXPECT_EQ((*like)[1].likeness.of(intake::Aspect::project).agreement, intake::Agreement::agrees);
  // Those of its own matter are not proposed again.
  ASSERT_EQ(clues_->merge_clues(ClueId{11}, ClueId{10}, "同一人"), Kept::now);
  EXPECT_EQ(clues_->clues_like(ClueId{11})->size(), 1U);
}

TEST_P(ClueContract, MergesAndTakesApartWithoutLosingAnybody) {
  for (std::int64_t id = 10; id < 14; ++id)
    ASSERT_EQ(add(of_site(id, "第" + std::to_string(id) + "次反映")), ClueKept::fresh);
  EXPECT_EQ(clues_->merge_clues(ClueId{13}, ClueId{12}, ""), Kept::now);
  EXPECT_EQ(clues_->merge_clues(ClueId{11}, ClueId{10}, ""), Kept::now);
  EXPECT_EQ(clues_->merge_clues(ClueId{12}, ClueId{11}, "都是医院工地"), Kept::now);
  EXPECT_EQ(clues_->merge_clues(ClueId{10}, ClueId{13}, ""), Kept::already);
  const std::vector<ClueId> all{ClueId{10}, ClueId{11}, ClueId{12}, ClueId{13}};
  for (std::int64_t id = 10; id < 14; ++id) {
    EXPECT_EQ(whole(id).matter, all);
    EXPECT_EQ(whole(id).clue.clues_of_matter, 4);
    EXPECT_EQ(whole(id).people.size(), 1U);
    EXPECT_EQ(whole(id).origins.size(), 1U);
    EXPECT_EQ(whole(id).merges.size(), 3U);
  }
  // The one that gave the matter its place leaves: the next one does.
  EXPECT_EQ(clues_->take_clue_apart(ClueId{10}, "另一个工地"), Kept::now);
  EXPECT_EQ(clues_->take_clue_apart(ClueId{10}, "另一个工地"), Kept::already);
  EXPECT_EQ(whole(10).matter, std::vector{ClueId{10}});
  EXPECT_EQ(whole(13).matter, (std::vector{ClueId{11}, ClueId{12}, ClueId{13}}));
  EXPECT_EQ(whole(13).clue.matter, ClueId{11});
  EXPECT_EQ(whole(10).merges.back().why, "另一个工地");
  EXPECT_FALSE(whole(10).merges.back().is_merged);
  EXPECT_EQ(clues_->merge_clues(ClueId{10}, ClueId{99}, "").error().code, ErrorCode::not_found);
}

TEST_P(ClueContract, FindsWordsOfTwoCharactersAndMoreOfOneTextAlone) {
  ASSERT_EQ(add(clue(10, "医院工地的塔吊司机，工资没发")), ClueKept::fresh);
  ASSERT_EQ(add(clue(11, "学校工地的𠮷野工长 ABC12 号楼")), ClueKept::fresh);
  EXPECT_EQ(saying("工地"), (Ids{11, 10}));
  EXPECT_EQ(saying("塔吊"), Ids{10});
  EXPECT_EQ(saying("工地 学校"), Ids{11});
  EXPECT_EQ(saying("塔吊 学校"), Ids{});
  EXPECT_EQ(saying("𠮷野"), Ids{11});
  EXPECT_EQ(saying("abc12"), Ids{11});
  EXPECT_EQ(clues_->clues_saying("塔", {}, {}, 10).error().code, ErrorCode::invalid_input);
  ClueFilter filter;
  filter.region = "9902";
  EXPECT_EQ(ids_of(clues_->clues_saying("工地", filter, {}, 10)), Ids{});
}

TEST_P(ClueContract, ListsWhatTheFilterLeavesTheNewestFirst) {
  ASSERT_EQ(add(clue(10, "一", "GD-1")), ClueKept::fresh);
  NewClue second = clue(11, "二");
  second.origin.channel = Channel::walk_in;
  second.origin.arrived = kNow;
  ASSERT_EQ(add(second), ClueKept::fresh);
  NewClue third = clue(12, "三");
  third.said.figures.region_code = "990456";
  third.project = ProjectId{77};
  ASSERT_EQ(add(third), ClueKept::fresh);
  ASSERT_TRUE(clues_->confirm_clue(ClueId{11}, casework::MatterClass::not_labour,
                                   [](ClueFigures&, std::optional<ProjectId>&) {}));
  EXPECT_EQ(listed({}), (Ids{12, 11, 10}));
  const auto by = [&](auto set) {
    ClueFilter filter;
    set(filter);
    return listed(filter);
  };
  EXPECT_EQ(by([](ClueFilter& f) { f.channel = Channel::hotline; }), (Ids{12, 10}));
  EXPECT_EQ(by([](ClueFilter& f) { f.region = "9904"; }), Ids{12});
  EXPECT_EQ(by([](ClueFilter& f) { f.project = ProjectId{77}; }), Ids{12});
  EXPECT_EQ(by([](ClueFilter& f) { f.confirmed = casework::MatterClass::not_labour; }), Ids{11});
  EXPECT_EQ(by([](ClueFilter& f) { f.is_confirmed = 0; }), (Ids{12, 10}));
  EXPECT_EQ(by([](ClueFilter& f) { f.foreign_number = "GD-1"; }), Ids{10});
  EXPECT_EQ(by([](ClueFilter& f) { f.matter = ClueId{10}; }), Ids{10});
  EXPECT_EQ(by([](ClueFilter& f) { f.arrived_from = kNow; }), Ids{11});
  EXPECT_EQ(by([](ClueFilter& f) { f.arrived_before = kNow; }), (Ids{12, 10}));
  EXPECT_EQ(ids_of(clues_->clues_before({}, ClueId{12}, 1)), Ids{11});
}

TEST_P(ClueContract, ShowsAClueToThoseWhomItConcernsAndToNoEnterprise) {
  NewClue one = clue(10, "欠工资", "GD-1");
  one.said.figures.region_code = "990456";  // asked in 990123, happened in 990456
  one.said.figures.industry = "水利";
  ASSERT_EQ(add(one), ClueKept::fresh);
  const auto sees = [&](const Principal& who) {
    const std::unique_ptr<Store> his = as(who);
    const bool is_listed = listed_by(*his) == Ids{10};
    const bool is_found = ids_of(his->clues().clues_saying("工资", {}, {}, 10)) == Ids{10};
    const Result<WholeClue> shown = his->clues().whole_clue(ClueId{10});
    if (!shown) {
      EXPECT_EQ(shown.error().code, ErrorCode::not_found);
    }
    EXPECT_EQ(is_listed, shown.has_value());
    EXPECT_EQ(is_found, shown.has_value());
    const Result<std::vector<LikeClue>> like = his->clues().clues_like(ClueId{10});
    EXPECT_EQ(like.has_value(), shown.has_value());
    EXPECT_EQ(his->clues().merge_clues(ClueId{10}, ClueId{10}, "").has_value(), is_listed);
    return is_listed;
  };
  const auto officer = [](std::string district) {
    return with(Role::inspector, access::district_scope(std::move(district)));
  };
  EXPECT_TRUE(sees(officer("9904")));
  EXPECT_TRUE(sees(officer("990123")));
  EXPECT_FALSE(sees(officer("990789")));
  EXPECT_FALSE(sees(with(Role::inspector, {})));
  Principal housing = officer("990456");
  housing.scope.has_any_industry = false;
  housing.scope.industries = {"房屋建筑"};
  EXPECT_FALSE(sees(housing));
  housing.scope.industries = {"水利"};
  EXPECT_TRUE(sees(housing));
  Principal asked = officer("990789");
  asked.unit = kUnit;
  EXPECT_TRUE(sees(asked));
  // Another body, once something was offered to it.
  Principal offered = officer("990789");
  offered.unit = UnitId{99};
  EXPECT_FALSE(sees(offered));
  EXPECT_EQ(tamper("INSERT INTO dossier_body (dossier_id, unit_id, part) VALUES (10, 99, 3)"), 1);
  EXPECT_TRUE(sees(offered));
  // Bound to units: whatever its reach, and were it the unit that was asked.
  Scope firm = access::whole_scope();
  firm.has_any_unit = false;
  firm.units = {kUnit};
  EXPECT_FALSE(sees(with(Role::general_contractor, firm, kUnit)));
  EXPECT_FALSE(sees(with(Role::bank, firm, kUnit)));
  // A number of somebody else's clue is refused, and nothing of it said.
  const std::unique_ptr<Store> other = as(officer("990789"));
  NewClue same = clue(11, "欠工资两个月", "GD-1");
  const Result<ClueAdded> refused = other->clues().add_clue(brought(same));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(refused.error().message.find("10"), std::string::npos) << refused.error().message;
}

TEST_P(ClueContract, FindsAReceiptByItsCodeAlone) {
  NewClue one = clue(10, "欠工资");
  one.receipt_code = "1234567890123428";
  one.receipt_hash = "$argon2id$…";
  ASSERT_EQ(add(one), ClueKept::fresh);
  const Result<std::vector<ReceiptFound>> found = clues_->receipts_like("1234567890123428");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ((*found)[0].hash, "$argon2id$…");
  EXPECT_TRUE(clues_->receipts_like("9876543210987654")->empty());
  ASSERT_TRUE(clues_->set_receipt(ClueId{10}, "9876543210987654", "$other"));
  EXPECT_TRUE(clues_->receipts_like("1234567890123428")->empty());
  EXPECT_EQ(clues_->receipts_like("9876543210987654")->size(), 1U);
  EXPECT_EQ(dump().find("9876543210987654"), std::string::npos);
}

TEST_P(ClueContract, RecordsWhatIsDoneAndWhoLooks) {
  ASSERT_EQ(add(clue(10, "欠工资", "GD-1")), ClueKept::fresh);
  ASSERT_EQ(add(clue(11, "欠工资", "GD-1")), ClueKept::repeat);  // leaves no trace
  ASSERT_TRUE(
      clues_->note_clue_reveal(ClueId{10}, 5, RevealPurpose::call_back, "回访 13912345678"));
  EXPECT_EQ(clues_->note_clue_reveal(ClueId{12}, 6, RevealPurpose::call_back, "回访").error().code,
            ErrorCode::not_found);
  std::vector<std::string> actions;
  const Result<std::vector<access::AuditRecord>> records =
      store_->audit_trail().audit_after(0, 1'000);
  ASSERT_TRUE(records);
  for (const access::AuditRecord& one : *records)
    if (one.entry.action.ends_with("_clue")) actions.push_back(one.entry.action);
  EXPECT_EQ(actions, (std::vector<std::string>{"receive_clue", "reveal_clue"}));
  // What a known number says otherwise is recorded of the clue that is known.
  ASSERT_EQ(add(clue(13, "欠三个月工资", "GD-1")), ClueKept::changed);
  EXPECT_EQ(store_->audit_trail().audit_after(0, 1'000)->back().entry,
            (access::AuditEntry{"receive_clue", "clue=10"}));
  EXPECT_EQ(records->back().entry.subjects, "clue=10 reveal=5 purpose=3");
  EXPECT_EQ(store_->audit_trail().reveal_reasons(*records)->back(),
            "回访 " + masked("13912345678"));
  EXPECT_EQ(dump().find("13912345678"), std::string::npos);
  EXPECT_TRUE(store_->audit_trail().verify_audit({})->is_sound());
}

TEST_P(ClueContract, KeepsAnotherWayByWhichItCame) {
  ASSERT_EQ(add(clue(10, "欠工资", "GD-1")), ClueKept::fresh);
  ASSERT_EQ(add(clue(11, "欠别的", "GD-2")), ClueKept::fresh);
  ClueOrigin origin{.channel = Channel::national_platform,
                    .foreign_number = "QG-7",
                    .arrived = kNow,
                    .file = {},
                    .row = 0};
  EXPECT_EQ(clues_->add_clue_origin(ClueId{10}, origin), Kept::now);
  EXPECT_EQ(clues_->add_clue_origin(ClueId{10}, origin), Kept::already);
  EXPECT_EQ(clues_->add_clue_origin(ClueId{11}, origin).error().code, ErrorCode::conflict);
  EXPECT_EQ(whole(10).origins.size(), 2U);
  EXPECT_EQ(whole(10).origins[1], origin);
}

TEST_P(ClueContract, TakesTheSameFromSeveralAtOnceForOne) {
  constexpr int kThreads = 4, kRounds = 12;
  for (int round = 0; round < kRounds; ++round) {
    std::array<ClueKept, kThreads> kept{};
    at_once(kThreads, [&](int thread) {
      const std::int64_t id = 100 + round * kThreads + thread;
      kept[static_cast<std::size_t>(thread)] =
          add(of_site(id, "欠工资", "13912345678"), "GD-" + std::to_string(round));
    });
    EXPECT_EQ(std::ranges::count(kept, ClueKept::fresh), 1);
    EXPECT_EQ(std::ranges::count(kept, ClueKept::repeat), kThreads - 1);
  }
  EXPECT_EQ(listed({}).size(), static_cast<std::size_t>(kRounds));
}

TEST_P(ClueContract, MakesOneMatterOfAllThatAreMergedAtOnce) {
  constexpr int kClues = 9;
  for (std::int64_t id = 10; id < 10 + kClues; ++id)
    ASSERT_EQ(add(clue(id, "第" + std::to_string(id) + "次反映")), ClueKept::fresh);
  at_once(kClues - 1, [&](int thread) {
    const Result<Kept> merged =
        clues_->merge_clues(ClueId{10 + thread}, ClueId{11 + thread}, "一件事");
    EXPECT_TRUE(merged) << merged.error().message;
  });
  for (std::int64_t id = 10; id < 10 + kClues; ++id) {
    EXPECT_EQ(whole(id).clue.matter, ClueId{10}) << id;
    EXPECT_EQ(whole(id).merges.size(), static_cast<std::size_t>(kClues) - 1);
  }
}

TEST_P(ClueContract, LosesNothingOfWhatTwoConfirmAtOnce) {
  ASSERT_EQ(add(clue(10, "欠工资")), ClueKept::fresh);
  constexpr int kMonths = 8;
  at_once(kMonths, [&](int thread) {
    const Result<Kept> kept =
        clues_->confirm_clue(ClueId{10}, casework::MatterClass::unpaid_wages,
                             [&](ClueFigures& figures, std::optional<ProjectId>&) {
                               figures.months.push_back(month(2026, 1) + thread);
                             });
    EXPECT_EQ(kept, Kept::now);
  });
  EXPECT_EQ(whole(10).clue.figures.months.size(), static_cast<std::size_t>(kMonths));
}

TEST_P(ClueContract, LeavesNothingHalfWrittenWhateverBreaks) {
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      const std::int64_t id = 1'000 * (static_cast<int>(fault) + 1) + at;
      NewClue one = of_site(id, "第" + std::to_string(id) + "件", "13912345678");
      one.origin.foreign_number = "GD-" + std::to_string(id);
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<ClueAdded> done = store->clues().add_clue(brought(one));
      has_happened = plan.has_happened();
      EXPECT_EQ(done.has_value(), !has_happened || fault != Fault::refuses) << at;
      if (done) {
        EXPECT_EQ(done->kept, ClueKept::fresh) << at;
      }
      const Result<WholeClue> found = clues_->whole_clue(ClueId{id});
      if (found) {
        EXPECT_EQ(found->people, one.said.people) << at;
        EXPECT_EQ(found->versions.size(), 1U) << at;
      } else {
        EXPECT_EQ(found.error().code, ErrorCode::not_found) << at;
        EXPECT_TRUE(clues_->clues_saying(std::to_string(id), {}, {}, 1)->empty()) << at;
      }
      EXPECT_TRUE(clues_->add_clue(brought(one))) << at;
      EXPECT_EQ(whole(id).versions.size(), 1U) << at;
      EXPECT_EQ(whole(id).people, one.said.people) << at;
      EXPECT_EQ(saying("第" + std::to_string(id)), Ids{id}) << at;
    }
    EXPECT_GT(at, 8);
  }
}

}  // namespace qingxin::store
