// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/copy_database.h"
#include "tests/support/store_contract.h"

// What a backup promises, on every engine: INSTANTIATE_TEST_SUITE_P(…, CopyContract, …).
namespace qingxin::store {

class CopyContract : public StoreContract {
 protected:
  // More rows than are copied at once, and cells of every kind.
  void fill() {
    MadeFacts made = payroll("P1", "项目二", 180'000);
    const book::ProjectIndex first{0};
    const std::uint16_t file = made.file("考勤.csv", Table::attendance);
    for (std::uint32_t line = 2; line < 4'500; ++line)
      made.row(Table::attendance, first, {line, file}, std::to_string(line));
    made.sparse_row(Table::attendance, first, {4'600, file}, kWorker);
    put_in_force(batch(1), made.facts);
  }

  static std::vector<TableContent> content(Database& database) {
    const Result<std::vector<TableContent>> content = content_of(database, {});
    EXPECT_TRUE(content) << content.error().message;
    return content.value_or(std::vector<TableContent>{});
  }

  static std::int64_t rows_of(const std::vector<TableContent>& content, std::string_view table) {
    const auto found = std::ranges::find(content, table, &TableContent::name);
    return found == content.end() ? -1 : found->rows;
  }
};

TEST_P(CopyContract, MakesAStoreThatAnswersTheSame) {
  fill();
  const std::unique_ptr<Database> copy = GetParam().make();
  const auto copied = copy_database(*database_, *copy, kNow, {});
  ASSERT_TRUE(copied) << copied.error().message;
  EXPECT_EQ(rows_of(*copied, "unit"), 1);
  EXPECT_EQ(rows_of(*copied, "fact_payroll"), 2);
  EXPECT_EQ(*copied, content(*database_));
  EXPECT_EQ(*copied, content(*copy));
  const std::vector<std::string> before = told_of({"P1", "项目二"});
  store_ = opened(*copy);
  EXPECT_EQ(told_of({"P1", "项目二"}), before);
}

TEST_P(CopyContract, SeesOneCellThatDiffers) {
  fill();
  const std::vector<TableContent> before = content(*database_);
  const auto connection = database_->connect();
  ASSERT_TRUE(connection);
  ASSERT_TRUE((*connection)->begin(Intent::write));
  ASSERT_TRUE((*connection)->run("UPDATE unit SET region_code = '990124'", {}, {}));
  ASSERT_TRUE((*connection)->commit());
  const std::vector<TableContent> after = content(*database_);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(before[i] == after[i], before[i].name != "unit") << before[i].name;
}

TEST_P(CopyContract, TakesOneStateWhileOthersWrite) {
  fill();
  const std::vector<TableContent> before = content(*database_);
  const std::unique_ptr<Database> copy = GetParam().make();
  int told = 0;
  const auto copied = copy_database(*database_, *copy, kNow, [&](const TableContent&) {
    if (told++ == 0) put_in_force(batch(2), payroll("P3", "P4", 1).facts);
  });
  ASSERT_TRUE(copied) << copied.error().message;
  EXPECT_EQ(*copied, before);
  EXPECT_NE(content(*database_), before);
}

TEST_P(CopyContract, RefusesADatabaseThatIsNotEmptyAndLeavesItAsItIs) {
  fill();
  const std::unique_ptr<Database> other = GetParam().make();
  opened(*other);
  const std::vector<TableContent> before = content(*other);
  const auto copied = copy_database(*database_, *other, kNow, {});
  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(copied.error().message, "已经有数据")) << copied.error().message;
  EXPECT_EQ(content(*other), before);
}

TEST_P(CopyContract, RefusesAnEmptyOriginal) {
  const std::unique_ptr<Database> empty = GetParam().make();
  const std::unique_ptr<Database> other = GetParam().make();
  const auto copied = copy_database(*empty, *other, kNow, {});
  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().code, ErrorCode::conflict);
}

TEST_P(CopyContract, LeavesNoHalfWhenTheTargetFails) {
  fill();
  for (const Fault fault : {Fault::refuses, Fault::drops_before}) {
    for (int at = 1; at < 400; at += 7) {
      SCOPED_TRACE("fault at " + std::to_string(at));
      const std::unique_ptr<Database> target = GetParam().make();
      FaultPlan plan{fault, at};
      FaultyDatabase faulty(*target, plan);
      const auto copied = copy_database(*database_, faulty, kNow, {});
      if (!plan.has_happened()) {
        EXPECT_TRUE(copied);
        break;
      }
      EXPECT_FALSE(copied);
      for (const TableContent& table : content(*target)) EXPECT_EQ(table.rows, 0) << table.name;
    }
  }
}

}  // namespace qingxin::store
