// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "store/sql_store.h"
#include "tests/support/faulty_database.h"
#include "tests/support/fresh_database.h"
#include "tests/support/made_facts.h"
#include "tests/support/split_facts.h"

// What the store promises, on every engine: INSTANTIATE_TEST_SUITE_P(…, StoreContract, …).
namespace qingxin::store {

using book::MadeFacts;
using book::Table;
using book::told;

class StoreContract : public testing::TestWithParam<FreshDatabase> {
 protected:
  static constexpr UnitId kUnit{7};
  static constexpr std::string_view kWorker = "990123199001011239";
  static constexpr Instant kNow{1'790'000'000'000};

  void SetUp() override {
    database_ = GetParam().make();
    store_ = opened(*database_);
    ASSERT_EQ(store_->add_unit({kUnit, "清河建设有限公司", "91990123MA0000000X", "990123"}),
              Kept::now);
  }

  std::unique_ptr<SqlStore> opened(Database& database) {
    Result<std::unique_ptr<SqlStore>> store =
        SqlStore::open(database, {.person_key = "a key", .node = 1}, kNow);
    EXPECT_TRUE(store) << store.error().message;
    return std::move(*store);
  }

  static NewBatch batch(std::int64_t id, std::vector<Correction> corrections = {}) {
    return {BatchId{id}, kUnit, kNow, "十月", std::move(corrections)};
  }

  // One payroll line of each of two projects.
  static MadeFacts payroll(std::string_view first, std::string_view second, std::int64_t net_fen) {
    MadeFacts made;
    const std::uint16_t file = made.file("工资表.csv", Table::payroll);
    std::uint32_t line = 2;
    for (const std::string_view code : {first, second}) {
      const book::ProjectIndex project = made.project(code);
      made.row(Table::payroll, project, {line++, file}, kWorker,
               {{"net_fen", net_fen}, {"card", std::string_view{"6299000000000000001"}}});
    }
    return made;
  }

  std::vector<ProjectId> ids(std::initializer_list<std::string_view> codes) {
    std::vector<ProjectId> found;
    for (const std::string_view code : codes) {
      const Result<ProjectId> id = store_->project_named(code);
      EXPECT_TRUE(id) << id.error().message;
      found.push_back(id.value_or(ProjectId{-1}));
    }
    return found;
  }

  std::vector<std::string> told_of(std::initializer_list<std::string_view> codes,
                                   std::optional<BatchId> preview = std::nullopt) {
    const Result<book::Facts> facts = store_->facts_of(ids(codes), preview);
    EXPECT_TRUE(facts) << facts.error().message;
    return facts ? told(*facts) : std::vector<std::string>{};
  }

  void put_in_force(const NewBatch& batch, const book::Facts& facts) {
    put_in_force_at(batch, facts, kNow);
  }
  void put_in_force_at(const NewBatch& batch, const book::Facts& facts, Instant now) {
    const Result<Kept> added = store_->add_batch(batch, facts);
    ASSERT_TRUE(added) << added.error().message;
    const Result<Kept> used = store_->use_batch(batch.id, now);
    ASSERT_TRUE(used) << used.error().message;
  }
  static Instant later(std::int64_t ms) { return {kNow.utc_ms + ms}; }

  static bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  }

  std::unique_ptr<Database> database_;
  std::unique_ptr<SqlStore> store_;
};

TEST_P(StoreContract, KeepsEveryFactWithItsFileAndLine) {
  MadeFacts made;
  const book::ProjectIndex first = made.project("P1");
  const book::ProjectIndex second = made.project("项目二");
  for (const book::TableShape& shape : book::all_tables()) {
    const std::uint16_t file = made.file(shape.chinese[0], shape.table);
    const std::string_view worker = book::names_worker(shape.table) ? kWorker : "";
    made.row(shape.table, first, {2, file}, worker);
    made.sparse_row(shape.table, second, {3, file}, worker);
    if (shape.table == Table::attendance) made.row(shape.table, second, {3, file}, worker);
    made.facts.rejected.push_back({.table = shape.table,
                                   .source = {9, file},
                                   .column = "金额",
                                   .value = "壹仟",
                                   .reason = "不像 1,800.00",
                                   .project = first,
                                   .month = month(2026, 10),
                                   .worker = made.facts.identities.add(worker),
                                   .date = date(2026, 10, 5)});
  }
  made.facts.rejected.push_back({.table = Table::payroll,
                                 .source = {10, 4},
                                 .column = "",
                                 .value = "",
                                 .reason = "没有项目",
                                 .names_unknown_project = true});
  made.facts.rejected.push_back({.table = Table::payroll,
                                 .source = {10, 4},
                                 .column = "",
                                 .value = "",
                                 .reason = "重复",
                                 .project = second,
                                 .is_exact_duplicate = true});
  put_in_force(batch(1), made.facts);
  EXPECT_EQ(told_of({"P1", "项目二"}), told(made.facts));

  const Result<std::vector<Reject>> rejects = store_->rejects_of(BatchId{1});
  ASSERT_TRUE(rejects);
  EXPECT_EQ(rejects->size(), made.facts.rejected.size());
  EXPECT_TRUE(std::ranges::any_of(*rejects, [](const Reject& reject) {
    return reject.project == "P1" && reject.file == 4 && reject.row == 9 &&
           reject.column == "金额" && reject.value == "壹仟";
  }));
}

TEST_P(StoreContract, ReadsOneProjectWithoutTheOthers) {
  put_in_force(batch(1), payroll("P1", "P2", 180'000).facts);
  const std::vector<std::string> both = told_of({"P1", "P2"});
  const std::vector<std::string> one = told_of({"P2"});
  ASSERT_EQ(both.size(), 3U);  // two lines, one present table
  ASSERT_EQ(one.size(), 2U);
  EXPECT_TRUE(std::ranges::includes(both, one));
  EXPECT_EQ(store_->project_named("P3").error().code, ErrorCode::not_found);
}

TEST_P(StoreContract, ShowsABatchOnlyWhenItIsUsedOrPreviewed) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  const book::Facts& facts = made.facts;
  ASSERT_EQ(store_->add_batch(batch(1), facts), Kept::now);
  EXPECT_EQ(store_->batch(BatchId{1})->state, BatchState::waiting);
  EXPECT_TRUE(told_of({"P1", "P2"}).empty());
  EXPECT_EQ(told_of({"P1", "P2"}, BatchId{1}), told(facts));
  EXPECT_EQ(store_->use_batch(BatchId{1}, kNow), Kept::now);
  EXPECT_EQ(told_of({"P1", "P2"}), told(facts));
  EXPECT_EQ(store_->use_batch(BatchId{1}, kNow), Kept::already);
  EXPECT_EQ(store_->batch(BatchId{1})->used, kNow);
  const Result<Kept> late = store_->withdraw_batch(BatchId{1}, kNow);
  ASSERT_FALSE(late);
  EXPECT_TRUE(says(late.error().message, "批次 1 已启用，不能撤回")) << late.error().message;
}

TEST_P(StoreContract, ForgetsABatchThatIsWithdrawn) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  ASSERT_TRUE(store_->add_batch(batch(1), made.facts));
  EXPECT_EQ(store_->withdraw_batch(BatchId{1}, kNow), Kept::now);
  EXPECT_EQ(store_->withdraw_batch(BatchId{1}, kNow), Kept::already);
  EXPECT_TRUE(told_of({"P1", "P2"}).empty());
  const Result<book::Facts> preview = store_->facts_of(ids({"P1"}), BatchId{1});
  ASSERT_FALSE(preview);
  EXPECT_TRUE(says(preview.error().message, "批次 1 已撤回，不能预览")) << preview.error().message;
  EXPECT_EQ(store_->facts_of(ids({"P1"}), BatchId{2}).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->use_batch(BatchId{1}, kNow).error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->add_batch(batch(1), made.facts).error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->use_batch(BatchId{2}, kNow).error().code, ErrorCode::not_found);
}

TEST_P(StoreContract, TakesARepeatForWhatItIs) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  EXPECT_EQ(store_->add_batch(batch(1), made.facts), Kept::now);
  EXPECT_EQ(store_->add_batch(batch(1), made.facts), Kept::already);
  ASSERT_TRUE(store_->use_batch(BatchId{1}, kNow));
  EXPECT_EQ(store_->add_batch(batch(1), made.facts), Kept::already);
  EXPECT_EQ(told_of({"P1", "P2"}), told(made.facts));
  EXPECT_EQ(store_->batches_after(BatchId{0}, 10), std::vector{BatchId{1}});
}

TEST_P(StoreContract, LetsClientsSendTheSameBatchAtOnce) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 4; ++i)
      clients.emplace_back([&] {
        const Result<Kept> kept = store_->add_batch(batch(1), made.facts);
        EXPECT_TRUE(kept) << kept.error().message;
        const Result<Kept> used = store_->use_batch(BatchId{1}, kNow);
        EXPECT_TRUE(used) << used.error().message;
      });
  }
  EXPECT_EQ(told_of({"P1", "P2"}), told(made.facts));
}

TEST_P(StoreContract, KeepsADeliveryInPartsAsItKeepsItWhole) {
  MadeFacts made;
  const std::uint16_t roster = made.file("花名册.csv", Table::roster);
  const std::uint16_t lines = made.file("工资表.csv", Table::payroll);
  const std::uint16_t accounts = made.file("专户.csv", Table::accounts);
  const book::ProjectIndex first = made.project("P1");
  const book::ProjectIndex second = made.project("P2");
  constexpr std::string_view kCard = "6299000000000000001";
  made.row(Table::roster, first, {2, roster}, kWorker, {{"card", kCard}});
  made.row(Table::payroll, first, {2, lines}, kWorker);
  const std::uint16_t movements = made.file("专户流水.csv", Table::movements);
  made.row(Table::accounts, second, {2, accounts}, "", {{"account", std::string_view{"13000001"}}});
  made.row(Table::movements, book::kNone, {2, movements}, "",
           {{"account", std::string_view{"13000001"}}, {"counterparty_account", kCard}});
  made.facts.rejected.push_back({.table = Table::payroll,
                                 .source = {9, lines},
                                 .column = "实发工资",
                                 .value = "壹仟",
                                 .reason = "不像 1,800.00",
                                 .project = second,
                                 .worker = made.facts.identities.add(kWorker)});
  book::SplitFacts parts(made.facts);
  EXPECT_EQ(store_->add_batch(batch(1), parts), Kept::now);
  ASSERT_TRUE(store_->use_batch(BatchId{1}, kNow));
  EXPECT_EQ(told_of({"P1", "P2"}), told(made.facts));
  EXPECT_EQ(store_->rejects_of(BatchId{1})->size(), 1U);
  EXPECT_EQ(store_->world(date(2026, 12, 31), std::nullopt)->reported,
            std::vector{month(2026, 10)});
  // The same digests, by whichever way it comes again.
  EXPECT_EQ(store_->add_batch(batch(1), made.facts), Kept::already);
  book::SplitFacts again(made.facts);
  EXPECT_EQ(store_->add_batch(batch(1), again), Kept::already);
  // The movement of no project, which the first part tells, has the card of a worker of P1 and the
  // account of P2, which the second one tells.
  EXPECT_EQ(store_->neighbours_of(ids({"P1"})), ids({"P1", "P2"}));
}

TEST_P(StoreContract, ShowsNothingOfADeliveryThatBrokeOffAndTakesItAgain) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  book::SplitFacts broken(made.facts, 1);
  const Result<Kept> lost = store_->add_batch(batch(1), broken);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().message, "the disk is gone");
  EXPECT_EQ(store_->batch(BatchId{1})->state, BatchState::receiving);
  EXPECT_EQ(store_->use_batch(BatchId{1}, kNow).error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->project_codes(), std::vector<std::string>{});
  book::SplitFacts whole(made.facts);
  EXPECT_EQ(store_->add_batch(batch(1), whole), Kept::now);
  ASSERT_TRUE(store_->use_batch(BatchId{1}, kNow));
  EXPECT_EQ(told_of({"P1", "P2"}), told(made.facts));
}

TEST_P(StoreContract, TellsWhichFilesOfAUnitAreInForceUnderTheirNames) {
  const std::vector<std::string> names{"工资表.csv", "没有.csv"};
  const auto in_force = [&](UnitId unit) { return *store_->files_in_force(unit, names); };
  const MadeFacts made = payroll("P1", "P2", 180'000);
  ASSERT_TRUE(store_->add_batch(batch(3), made.facts));
  EXPECT_TRUE(in_force(kUnit).empty());
  ASSERT_TRUE(store_->use_batch(BatchId{3}, later(1)));
  const FileInForce first{{BatchId{3}, 0}, "工资表.csv", Table::payroll};
  EXPECT_EQ(in_force(kUnit), std::vector{first});
  EXPECT_TRUE(in_force(UnitId{8}).empty());
  // One that came into force later, whatever its number, is the last.
  put_in_force_at(batch(2), made.facts, later(2));
  const FileInForce second{{BatchId{2}, 0}, "工资表.csv", Table::payroll};
  EXPECT_EQ(in_force(kUnit), (std::vector{first, second}));
  put_in_force_at(batch(4, {{.file = 0, .corrects = {BatchId{3}, 0}}}), made.facts, later(3));
  const FileInForce third{{BatchId{4}, 0}, "工资表.csv", Table::payroll};
  EXPECT_EQ(in_force(kUnit), (std::vector{second, third}));
  ASSERT_TRUE(store_->add_batch(batch(5), made.facts));
  ASSERT_TRUE(store_->withdraw_batch(BatchId{5}, kNow));
  EXPECT_EQ(in_force(kUnit), (std::vector{second, third}));
}

TEST_P(StoreContract, RefusesADifferingRepeatWithBothValues) {
  ASSERT_TRUE(store_->add_batch(batch(1), payroll("P1", "P2", 180'000).facts));
  const Result<Kept> refused = store_->add_batch(batch(1), payroll("P1", "P2", 190'000).facts);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(refused.error().message,
                   "工资表.csv 第 2 行「实发工资」原来是 “1,800.00”，这次是 “1,900.00”"))
      << refused.error().message;

  NewBatch other = batch(1);
  other.note = "九月";
  const Result<Kept> renamed = store_->add_batch(other, payroll("P1", "P2", 180'000).facts);
  ASSERT_FALSE(renamed);
  EXPECT_TRUE(says(renamed.error().message, "说明原来是 “十月”，这次是 “九月”"))
      << renamed.error().message;
}

TEST_P(StoreContract, MasksACardThatDiffers) {
  const auto with_card = [](std::string_view card) {
    MadeFacts made;
    const std::uint16_t file = made.file("工资表.csv", Table::payroll);
    made.row(Table::payroll, made.project("P1"), {2, file}, kWorker, {{"card", card}});
    return made;
  };
  ASSERT_TRUE(store_->add_batch(batch(1), with_card("6299000000000000001").facts));
  const Result<Kept> refused = store_->add_batch(batch(1), with_card("6299000000000000027").facts);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error().message, "「工资卡号」原来是 “6****************01”"))
      << refused.error().message;
  EXPECT_FALSE(says(refused.error().message, "629900"));
}

TEST_P(StoreContract, RefusesARepeatWithARowMoreByTheirNumber) {
  MadeFacts made = payroll("P1", "P2", 180'000);
  ASSERT_TRUE(store_->add_batch(batch(1), payroll("P1", "P2", 180'000).facts));
  made.row(Table::payroll, 0, {8, 0}, kWorker);
  const Result<Kept> refused = store_->add_batch(batch(1), made.facts);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error().message, "原来有 1 条事实、0 行拒收，这次有 2 条、0 行"))
      << refused.error().message;
}

// Only the digest tells it: there is no fact that differs, and as many rejects.
TEST_P(StoreContract, RefusesARepeatWithAnotherReject) {
  const auto with_reject = [](std::string_view value) {
    MadeFacts made = payroll("P1", "P2", 180'000);
    made.facts.rejected.push_back({.table = Table::payroll,
                                   .source = {9, 0},
                                   .column = "实发工资",
                                   .value = std::string{value},
                                   .reason = "不像 1,800.00",
                                   .project = 0});
    return made;
  };
  ASSERT_TRUE(store_->add_batch(batch(1), with_reject("壹仟").facts));
  EXPECT_EQ(store_->add_batch(batch(1), with_reject("壹仟").facts), Kept::already);
  const Result<Kept> refused = store_->add_batch(batch(1), with_reject("贰仟").facts);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
}

TEST_P(StoreContract, RefusesABatchOfAnUnknownUnit) {
  NewBatch stray = batch(1);
  stray.unit = UnitId{99};
  const Result<Kept> refused = store_->add_batch(stray, payroll("P1", "P2", 1).facts);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_found);
}

TEST_P(StoreContract, LetsACorrectedFileTakeThePlaceOfTheOldOne) {
  const MadeFacts old = payroll("P1", "P2", 180'000);
  const MadeFacts corrected = payroll("P1", "P2", 190'000);
  put_in_force(batch(1), old.facts);
  const NewBatch second = batch(2, {{.file = 0, .corrects = {BatchId{1}, 0}}});
  ASSERT_TRUE(store_->add_batch(second, corrected.facts));
  EXPECT_EQ(told_of({"P1", "P2"}), told(old.facts));
  EXPECT_EQ(told_of({"P1", "P2"}, BatchId{2}), told(corrected.facts));
  ASSERT_TRUE(store_->use_batch(BatchId{2}, kNow));
  EXPECT_EQ(told_of({"P1", "P2"}), told(corrected.facts));
  EXPECT_EQ(store_->batch(BatchId{1})->files[0].corrected_by, BatchId{2});
  EXPECT_EQ(store_->batch(BatchId{2})->files[0].corrects, (FileKey{BatchId{1}, 0}));

  const NewBatch third = batch(3, {{.file = 0, .corrects = {BatchId{1}, 0}}});
  ASSERT_TRUE(store_->add_batch(third, old.facts));
  const Result<Kept> refused = store_->use_batch(BatchId{3}, kNow);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error().message, "它已被批次 2 更正")) << refused.error().message;
  EXPECT_EQ(store_->batch(BatchId{3})->state, BatchState::waiting);
  EXPECT_EQ(told_of({"P1", "P2"}), told(corrected.facts));
}

TEST_P(StoreContract, RefusesACorrectionByAFileThatIsNotThere) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  for (const int file : {-1, 1}) {
    const NewBatch bad = batch(2, {{.file = file, .corrects = {BatchId{1}, 0}}});
    EXPECT_EQ(store_->add_batch(bad, made.facts).error().code, ErrorCode::invalid_input) << file;
  }
  const NewBatch twice = batch(
      2, {{.file = 0, .corrects = {BatchId{1}, 0}}, {.file = 0, .corrects = {BatchId{1}, 1}}});
  EXPECT_EQ(store_->add_batch(twice, made.facts).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(store_->batch(BatchId{2}).error().code, ErrorCode::not_found);
}

TEST_P(StoreContract, RefusesToCorrectAFileThatIsNotInForce) {
  const MadeFacts made = payroll("P1", "P2", 180'000);
  ASSERT_TRUE(store_->add_batch(batch(1), made.facts));
  ASSERT_TRUE(store_->add_batch(batch(2, {{.file = 0, .corrects = {BatchId{1}, 0}}}), made.facts));
  const Result<Kept> early = store_->use_batch(BatchId{2}, kNow);
  ASSERT_FALSE(early);
  EXPECT_TRUE(says(early.error().message, "那个批次待用")) << early.error().message;
  ASSERT_TRUE(store_->use_batch(BatchId{1}, kNow));
  EXPECT_EQ(store_->use_batch(BatchId{2}, kNow), Kept::now);
}

TEST_P(StoreContract, TellsWhatHasToBeCheckedAnew) {
  put_in_force(batch(1), payroll("P1", "P2", 180'000).facts);
  const NewBatch second = batch(2, {{.file = 0, .corrects = {BatchId{1}, 0}}});
  put_in_force(second, payroll("P2", "P3", 190'000).facts);
  Result<std::vector<ProjectId>> touched = store_->projects_of(BatchId{2});
  ASSERT_TRUE(touched);
  std::vector<ProjectId> expected = ids({"P1", "P2", "P3"});
  std::ranges::sort(expected);
  EXPECT_EQ(*touched, expected);
  EXPECT_TRUE(told_of({"P1"}).empty());  // its line is no longer there
}

TEST_P(StoreContract, FindsAMovementOfNoProjectByItsAccount) {
  MadeFacts made;
  const book::ProjectIndex project = made.project("P1");
  const std::uint16_t accounts = made.file("专户.csv", Table::accounts);
  const std::uint16_t movements = made.file("专户流水.csv", Table::movements);
  made.row(Table::accounts, project, {2, accounts}, "",
           {{"account", std::string_view{"13000001"}}});
  for (const std::string_view account : {"13000001", "13000002"})
    made.row(Table::movements, book::kNone, {account.back() - std::uint32_t{'0'}, movements}, "",
             {{"account", account}});
  put_in_force(batch(1), made.facts);
  const Result<book::Facts> facts = store_->facts_of(ids({"P1"}), std::nullopt);
  ASSERT_TRUE(facts);
  ASSERT_EQ(facts->movements.size(), 1U);
  EXPECT_EQ(facts->texts[facts->movements[0].account], "13000001");
  EXPECT_EQ(facts->movements[0].project, book::kNone);
}

TEST_P(StoreContract, NamesAProjectWithoutAFactOfIt) {
  MadeFacts register_of;
  const std::uint16_t file = register_of.file("项目.csv", Table::projects);
  register_of.row(Table::projects, register_of.project("P1"), {2, file});
  put_in_force(batch(1), register_of.facts);
  put_in_force(batch(2), payroll("P1", "P2", 180'000).facts);
  const Result<book::Facts> facts = store_->facts_of(ids({"P1"}), std::nullopt);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->texts[facts->projects[0].name], "name");
  EXPECT_EQ(facts->payroll.size(), 1U);
}

TEST_P(StoreContract, TakesManyRowsAtOnce) {
  MadeFacts made;
  const std::uint16_t file = made.file("考勤.csv", Table::attendance);
  for (const std::string_view code : {"P1", "P2", "P3"}) {
    const book::ProjectIndex project = made.project(code);
    for (std::uint32_t line = 2; line < 20'002; ++line)
      made.row(Table::attendance, project, {line, file}, std::to_string(990123000 + line % 70));
  }
  put_in_force(batch(1), made.facts);
  for (const std::string_view code : {"P1", "P3"}) {
    const Result<book::Facts> facts = store_->facts_of(ids({code}), std::nullopt);
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->attendance.size(), 20'000U);
    EXPECT_EQ(facts->identities.size(), 71U);
  }
}

TEST_P(StoreContract, RefusesAnotherUnitUnderTheSameNumber) {
  const Unit unit{kUnit, "清河建设有限公司", "91990123MA0000000X", "990123"};
  EXPECT_EQ(store_->add_unit(unit), Kept::already);
  Unit other = unit;
  other.name = "清源劳务有限公司";
  const Result<Kept> refused = store_->add_unit(other);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error().message, "清河建设有限公司") &&
              says(refused.error().message, "清源劳务有限公司"))
      << refused.error().message;
}

TEST_P(StoreContract, RefusesAnotherPersonKey) {
  const auto other = SqlStore::open(*database_, {.person_key = "another key"}, kNow);
  ASSERT_FALSE(other);
  EXPECT_TRUE(says(other.error().message, "人员密钥不是建库时的那一把")) << other.error().message;
  EXPECT_TRUE(SqlStore::open(*database_, {.person_key = "a key"}, kNow));
}

TEST_P(StoreContract, KeepsWhatStandsBesideTheTables) {
  MadeFacts made = payroll("P1", "P2", 180'000);
  made.facts.files[0].ignored_columns = {"这一列", "那一列"};
  made.facts.unrecognised_files = {"说明.docx"};
  NewBatch first = batch(1);
  first.parameters = "[pay]\nday = 15\n";
  put_in_force(first, made.facts);
  const Result<book::Facts> facts = store_->facts_of(ids({"P1"}), std::nullopt);
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_EQ(facts->files[0].ignored_columns, made.facts.files[0].ignored_columns);
  EXPECT_EQ(facts->unrecognised_files, made.facts.unrecognised_files);
  EXPECT_EQ(store_->world(date(2026, 11, 22), std::nullopt)->parameters, first.parameters);

  first.parameters = "[pay]\nday = 20\n";
  const Result<Kept> refused = store_->add_batch(first, made.facts);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error().message, "day = 15")) << refused.error().message;
  EXPECT_TRUE(says(refused.error().message, "day = 20")) << refused.error().message;
}

TEST_P(StoreContract, TellsWhichFilesSpeakForAProject) {
  put_in_force(batch(1), payroll("P1", "P2", 180'000).facts);
  const Result<book::Facts> one_voice = store_->facts_of(ids({"P1", "P2"}), std::nullopt);
  ASSERT_TRUE(one_voice);
  EXPECT_TRUE(one_voice->voices.empty());
  MadeFacts made;
  const std::uint16_t file = made.file("花名册.csv", Table::roster);
  made.row(Table::roster, made.project("P2"), {2, file}, kWorker);
  put_in_force(batch(2), made.facts);
  const Result<book::Facts> facts = store_->facts_of(ids({"P1", "P2"}), std::nullopt);
  ASSERT_TRUE(facts);
  ASSERT_EQ(facts->voice_of.size(), 2U);
  const auto& of_first = facts->voices[facts->voice_of[0]];
  const auto& of_second = facts->voices[facts->voice_of[1]];
  EXPECT_TRUE(of_first.present.has(Table::payroll));
  EXPECT_FALSE(of_first.present.has(Table::roster));
  EXPECT_TRUE(of_second.present.has(Table::payroll));
  EXPECT_TRUE(of_second.present.has(Table::roster));
  // Files stand in the order of their tables: the roster before the payroll.
  EXPECT_EQ(of_first.files, (std::vector{false, true}));
  EXPECT_NE(facts->files[0].delivery, facts->files[1].delivery);
}

TEST_P(StoreContract, TellsTheMonthsThatHaveBegunToBeToldOf) {
  put_in_force(batch(1), payroll("P1", "P2", 180'000).facts);  // October, told from its first day
  EXPECT_TRUE(store_->world(date(2026, 9, 30), std::nullopt)->months.empty());
  const Result<World> october = store_->world(date(2026, 10, 1), std::nullopt);
  ASSERT_TRUE(october);
  EXPECT_EQ(october->months, std::vector{month(2026, 10)});
  EXPECT_EQ(october->reported, october->months);
  MadeFacts paid;
  const std::uint16_t file = paid.file("代发明细.csv", Table::payments);
  paid.row(Table::payments, paid.project("P1"), {2, file}, kWorker,
           {{"wage_month", std::int64_t{2026'08}}, {"paid_day", std::int64_t{2026'11'03}}});
  ASSERT_TRUE(store_->add_batch(batch(2), paid.facts));
  EXPECT_EQ(store_->world(date(2026, 11, 22), std::nullopt)->months.size(), 1U);
  const Result<World> preview = store_->world(date(2026, 11, 22), BatchId{2});
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->months, (std::vector{month(2026, 8), month(2026, 10)}));
  EXPECT_EQ(preview->reported, std::vector{month(2026, 10)});
  EXPECT_EQ(store_->world(date(2026, 11, 2), BatchId{2})->months.size(), 1U);
}

TEST_P(StoreContract, KnowsWhoseFindingsMayTurnEachOther) {
  const auto roster = [](std::string_view code, std::string_view worker, std::string_view card,
                         std::string_view employer) {
    MadeFacts made;
    const std::uint16_t file = made.file("花名册.csv", Table::roster);
    const book::FactCell none;
    made.row(Table::roster, made.project(code), {2, file}, worker,
             {{"card", card}, {"phone", none}, {"employer", employer}});
    return made;
  };
  put_in_force(batch(1), roster("P1", kWorker, "1001", "平川建工").facts);
  put_in_force(batch(2), roster("P2", kWorker, "1002", "平川建工").facts);
  put_in_force(batch(3), roster("P3", "990123199001012020", "1001", "平川建工").facts);
  put_in_force(batch(4), roster("P4", "990123199001013030", "1004", "平川（建工）").facts);
  put_in_force(batch(5), roster("P5", "990123199001014040", "1005", "大山劳务").facts);
  const auto around = [&](std::string_view code) {
    Result<std::vector<ProjectId>> found = store_->neighbours_of(ids({code}));
    EXPECT_TRUE(found) << found.error().message;
    return *found;
  };
  EXPECT_EQ(around("P1"), ids({"P1", "P2", "P3", "P4"}));  // a worker, a card, another spelling
  EXPECT_EQ(around("P2"), ids({"P1", "P2", "P4"}));
  EXPECT_EQ(around("P5"), ids({"P5"}));
}

TEST_P(StoreContract, RemembersWhichBatchAKeyStandsFor) {
  EXPECT_EQ(store_->batch_of_key(kUnit, "十月", BatchId{11}), BatchId{11});
  EXPECT_EQ(store_->batch_of_key(kUnit, "十月", BatchId{12}), BatchId{11});
  EXPECT_EQ(store_->batch_of_key(UnitId{8}, "十月", BatchId{13}), BatchId{13});
}

TEST_P(StoreContract, SaysWhatHasToBeJudged) {
  put_in_force(batch(1), payroll("P1", "P2", 180'000).facts);
  EXPECT_EQ(store_->unchecked_batches(), std::vector{BatchId{1}});
  EXPECT_EQ(*store_->judged_until(), std::nullopt);
  const std::vector<ProjectId> both = ids({"P1", "P2"});
  EXPECT_EQ(store_->projects_due(date(2026, 11, 22), "w"), both);
  const FindingRun run{.id = RunId{1},
                       .as_of = date(2026, 11, 22),
                       .at = kNow,
                       .due = date(2026, 11, 25),
                       .world = "w"};
  ASSERT_TRUE(store_->record_findings(both[0], run, {}));
  EXPECT_EQ(**store_->judged_until(), date(2026, 11, 22));
  EXPECT_EQ(store_->projects_due(date(2026, 11, 24), "w"), std::vector{both[1]});
  EXPECT_EQ(store_->projects_due(date(2026, 11, 25), "w"), both);
  EXPECT_EQ(store_->projects_due(date(2026, 11, 24), "another"), both);
  EXPECT_EQ(store_->mark_checked(BatchId{1}, RunId{1}, kNow), Kept::now);
  EXPECT_EQ(store_->mark_checked(BatchId{1}, RunId{1}, kNow), Kept::already);
  EXPECT_EQ(store_->unchecked_batches(), std::vector<BatchId>{});
}

TEST_P(StoreContract, RefusesWhatAnEngineWouldRefuse) {
  const auto named = [](std::string_view card) {
    MadeFacts made;
    const std::uint16_t file = made.file("工资表.csv", Table::payroll);
    made.row(Table::payroll, made.project("P1"), {2, file}, kWorker, {{"card", card}});
    return made;
  };
  const Result<Kept> nul = store_->add_batch(batch(1), named({"62\0"
                                                              "3",
                                                              4})
                                                           .facts);
  ASSERT_FALSE(nul);
  EXPECT_EQ(nul.error().code, ErrorCode::invalid_input);
  EXPECT_TRUE(says(nul.error().message, "零字节")) << nul.error().message;
  const Result<Kept> torn = store_->add_batch(batch(1), named("62\xE5\xBC").facts);
  ASSERT_FALSE(torn);
  EXPECT_TRUE(says(torn.error().message, "不是有效的 UTF-8")) << torn.error().message;
  EXPECT_EQ(store_->batch(BatchId{1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->batch_of_key(kUnit, {"a\0b", 3}, BatchId{1}).error().code,
            ErrorCode::invalid_input);
}

class FindingContract : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    put_in_force(batch(1), payroll("P1", "P2", 180'000).facts);
    project_ = ids({"P1"})[0];
  }

  static FindingState finding(std::string_view id, std::int64_t fen) {
    FindingState state;
    state.id = id;
    state.rule = "W01";
    state.employer = "清源劳务有限公司";
    state.worker = kWorker;
    state.verdict = 1;
    state.month = month(2026, 10);
    state.amount = Money{fen};
    state.since = date(2026, 11, 16);
    state.days = 7;
    state.because = "到 11 月 15 日未付";
    return state;
  }
  Result<std::vector<FindingChange>> run(int id, std::vector<FindingState> found) {
    return store_->record_findings(
        project_, {RunId{id}, date(2026, 11, 20) + id, Instant{kNow.utc_ms + id}}, found);
  }

  ProjectId project_{};
};

TEST_P(FindingContract, OpensChangesClearsAndReopens) {
  using enum FindingEventKind;
  using Changes = std::vector<FindingChange>;
  const FindingState a = finding("a", 100), b = finding("b", 200);
  EXPECT_EQ(run(1, {b, a}), (Changes{{"a", opened}, {"b", opened}}));
  EXPECT_EQ(store_->open_findings(project_), (std::vector{a, b}));
  EXPECT_EQ(run(2, {a, b}), Changes{});
  EXPECT_EQ(run(3, {finding("a", 150), b}), (Changes{{"a", changed}}));
  EXPECT_EQ(run(4, {b}), (Changes{{"a", cleared}}));
  EXPECT_EQ(store_->open_findings(project_), std::vector{b});
  EXPECT_EQ(run(5, {a, b}), (Changes{{"a", reopened}}));
  EXPECT_EQ(store_->open_findings(project_), (std::vector{a, b}));

  const Result<std::vector<FindingEvent>> history = store_->history_of(project_, "a");
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 4U);
  const FindingEventKind kinds[] = {opened, changed, cleared, reopened};
  const std::int64_t amounts[] = {100, 150, 150, 100};
  const int runs[] = {1, 3, 4, 5};
  for (std::size_t i = 0; i < 4; ++i) {
    const FindingEvent& event = (*history)[i];
    EXPECT_EQ(event.version, static_cast<int>(i) + 1);
    EXPECT_EQ(event.kind, kinds[i]);
    EXPECT_EQ(event.amount, Money{amounts[i]});
    EXPECT_EQ(event.run, RunId{runs[i]});
    EXPECT_EQ(event.as_of, date(2026, 11, 20) + runs[i]);
    EXPECT_EQ(event.at, Instant{kNow.utc_ms + runs[i]});
    EXPECT_EQ(event.since, date(2026, 11, 16));
  }
}

TEST_P(FindingContract, KeepsADayMoreWithoutALineOfHistory) {
  FindingState later = finding("a", 100);
  ASSERT_TRUE(run(1, {later}));
  later.days = 8;
  later.because = "到 11 月 15 日未付，已 8 天";
  EXPECT_EQ(run(2, {later}), std::vector<FindingChange>{});
  EXPECT_EQ(store_->open_findings(project_), std::vector{later});
  EXPECT_EQ(store_->history_of(project_, "a")->size(), 1U);
}

TEST_P(FindingContract, KeepsARunOnce) {
  const std::vector<FindingChange> opened{{"a", FindingEventKind::opened}};
  EXPECT_EQ(run(1, {finding("a", 100)}), opened);
  EXPECT_EQ(run(1, {finding("a", 100)}), opened);
  EXPECT_EQ(store_->history_of(project_, "a")->size(), 1U);
  const Result<std::vector<FindingChange>> refused = run(1, {finding("a", 100), finding("b", 1)});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(says(refused.error().message, "1 条疑点") && says(refused.error().message, "2 条"))
      << refused.error().message;
  EXPECT_EQ(run(2, {finding("a", 1), finding("a", 2)}).error().code, ErrorCode::invalid_input);
}

TEST_P(FindingContract, KeepsProjectsApart) {
  ASSERT_TRUE(run(1, {finding("a", 100)}));
  const ProjectId other = ids({"P2"})[0];
  EXPECT_EQ(store_->open_findings(other), std::vector<FindingState>{});
  ASSERT_TRUE(store_->record_findings(other, {RunId{1}, date(2026, 11, 21), kNow}, {}));
  EXPECT_EQ(store_->open_findings(project_)->size(), 1U);
  EXPECT_EQ(
      store_->record_findings(ProjectId{5}, {RunId{1}, date(2026, 11, 21), kNow}, {}).error().code,
      ErrorCode::not_found);
}

// Everything that writes, with a fault at each thing it asks of the database in turn. Every round
// has a batch and projects of its own.
class StoreFaults : public FindingContract {
 protected:
  struct Round {
    std::string first, second;
    NewBatch old, next;
    MadeFacts old_facts, next_facts;
    std::vector<FindingState> found;
  };
  Round round_of(int number) {
    Round round{
        .first = "F" + std::to_string(2 * number),
        .second = "F" + std::to_string(2 * number + 1),
        .old = batch(10 * number),
        .next = batch(10 * number + 1, {{.file = 0, .corrects = {BatchId{10 * number}, 0}}}),
        .old_facts = {},
        .next_facts = {},
        .found = {finding("a", 100), finding("b", 200)}};
    round.old_facts = payroll(round.first, round.second, 180'000);
    round.next_facts = payroll(round.first, round.second, 190'000);
    return round;
  }

  Result<void> write(SqlStore& store, const Round& round) {
    if (const Result<Kept> done = store.add_batch(round.next, round.next_facts.facts); !done)
      return tl::unexpected(done.error());
    if (const Result<Kept> done = store.use_batch(round.next.id, kNow); !done)
      return tl::unexpected(done.error());
    const Result<ProjectId> project = store.project_named(round.first);
    if (!project) return tl::unexpected(project.error());
    const Result<std::vector<FindingChange>> changes =
        store.record_findings(*project, {RunId{1}, date(2026, 11, 21), kNow}, round.found);
    if (!changes) return tl::unexpected(changes.error());
    EXPECT_EQ(changes->size(), 2U);
    return {};
  }

  std::vector<std::string> told_of(const Round& round) {
    return StoreContract::told_of({round.first, round.second});
  }
  std::size_t open_in(const Round& round) {
    return store_->open_findings(ids({round.first})[0])->size();
  }

  // All of a step, or nothing of it.
  void expect_nothing_half_written(const Round& round) {
    const std::vector<std::string> facts = told_of(round);
    const bool is_new = facts == told(round.next_facts.facts);
    EXPECT_TRUE(is_new || facts == told(round.old_facts.facts));
    const Result<Batch> next = store_->batch(round.next.id);
    EXPECT_EQ(is_new, next && next->state == BatchState::in_force);
    if (next && next->state == BatchState::receiving) {
      EXPECT_EQ(store_->use_batch(round.next.id, kNow).error().code, ErrorCode::conflict);
    }
    if (next && next->state == BatchState::waiting) {
      EXPECT_EQ(StoreContract::told_of({round.first, round.second}, round.next.id),
                told(round.next_facts.facts));
    }
    EXPECT_EQ(store_->batch(round.old.id)->files[0].corrected_by.has_value(), is_new);
    const std::size_t open = open_in(round);
    EXPECT_TRUE(open == 0 || open == 2) << open;
  }

  // How many rounds it took until the fault came too late to happen.
  int rounds_of(Fault fault, int first_round) {
    int at = 0;
    while (true) {
      ++at;
      const Round round = round_of(first_round + at);
      put_in_force(round.old, round.old_facts.facts);
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<void> done = write(*store, round);
      if (!plan.has_happened()) return at;
      EXPECT_EQ(done.has_value(), fault != Fault::refuses) << at;
      expect_nothing_half_written(round);
      const Result<void> again = write(*store_, round);
      EXPECT_TRUE(again) << at << ": " << again.error().message;
      EXPECT_EQ(told_of(round), told(round.next_facts.facts)) << at;
      EXPECT_EQ(open_in(round), 2U) << at;
      EXPECT_EQ(store_->history_of(ids({round.first})[0], "a")->size(), 1U) << at;
    }
  }
};

TEST_P(StoreFaults, LeaveNothingHalfWrittenWhenAStatementFails) {
  EXPECT_GT(rounds_of(Fault::refuses, 1'000), 30);
}

TEST_P(StoreFaults, LeaveNothingHalfWrittenWhenTheConnectionBreaks) {
  EXPECT_GT(rounds_of(Fault::drops_before, 2'000), 30);
}

TEST_P(StoreFaults, LeaveNothingTwiceWhenAnAnswerIsLost) {
  EXPECT_GT(rounds_of(Fault::drops_after, 3'000), 30);
}

}  // namespace qingxin::store
