// SPDX-License-Identifier: Apache-2.0
#include "oversight/snapshot.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/example_bulletin.h"

namespace qingxin::oversight {

namespace {

std::string refusal(std::string_view text) {
  const Result<Snapshot> snapshot = snapshot_in(text);
  return snapshot ? "read" : snapshot.error().message;
}

SnapshotCell& cell_of(Snapshot& snapshot, IndicatorId indicator, std::string_view code) {
  return *std::ranges::find_if(snapshot.cells, [&](const SnapshotCell& cell) {
    return cell.indicator == indicator && cell.code == code;
  });
}

}  // namespace

TEST(Snapshot, IsReadAsItWasWritten) {
  Snapshot snapshot = test::example_snapshot();
  snapshot.corrections = {{"990123002", "大河镇\t上期报 9 件\n现为 8 件，见 a\\b"}};
  snapshot.rows.front().month = month(2026, 10);
  snapshot.cells.front().before = {};
  const std::string text = snapshot_text(snapshot);
  const Result<Snapshot> read = snapshot_in(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(snapshot_text(*read), text);
  EXPECT_EQ(read->corrections, snapshot.corrections);
  EXPECT_EQ(read->frozen, snapshot.frozen);
  EXPECT_TRUE(text.starts_with("qingxin-figures 1\nbody\t平川县治欠办\t990123\n"));
}

TEST(Snapshot, GivesTheSameBytesInWhicheverOrderItsThingsCame) {
  Snapshot snapshot = test::example_snapshot();
  const std::string text = snapshot_text(snapshot);
  std::ranges::reverse(snapshot.cells);
  std::ranges::reverse(snapshot.rows);
  std::ranges::reverse(snapshot.places);
  EXPECT_EQ(snapshot_text(snapshot), text);
}

// Whatever is read is what was written: a change is refused, or is another text with another SM3.
TEST(Snapshot, HidesNoChangeOfAByte) {
  Snapshot snapshot = test::example_snapshot();
  const auto is_left_out = [](const auto& one) {
    return one.indicator != IndicatorId::answered_on_time || one.code == "990123002";
  };
  std::erase_if(snapshot.cells, is_left_out);
  std::erase_if(snapshot.rows, is_left_out);
  const std::string text = snapshot_text(snapshot);
  int refused = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    for (const char byte : {'0', '9', '\t', '\n', '\\', 'x', '-'}) {
      if (text[at] == byte) continue;
      std::string changed = text;
      changed[at] = byte;
      const Result<Snapshot> read = snapshot_in(changed);
      if (!read)
        ++refused;
      else
        ASSERT_EQ(snapshot_text(*read), changed) << at;
    }
  EXPECT_GT(refused, 0);
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(snapshot_in(std::string_view(text).substr(0, size))) << size;
  EXPECT_FALSE(snapshot_in(text + "\n"));
}

TEST(Snapshot, RefusesWhatItDoesNotWrite) {
  const std::string text = snapshot_text(test::example_snapshot());
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  EXPECT_NE(refusal("qingxin-figures 2\n").find("第 1 行应为"), std::string::npos);
  EXPECT_NE(refusal(with("cases_open\t", "no_such\t")).find("读不懂"), std::string::npos);
  // Its Chinese word names an indicator for people, and stands in no file.
  EXPECT_NE(refusal(with("\tcases_open\t", "\t未清零案件\t")).find("不是本程序的写法"),
            std::string::npos);
  EXPECT_NE(refusal(with("\t189703200\t", "\t0189703200\t")).find("不是本程序的写法"),
            std::string::npos);
  EXPECT_NE(refusal(with("2026-11-16", "2026-11-31")).find("读不懂"), std::string::npos);
  EXPECT_NE(refusal(with("平川县", "\xFF平川县")).find("UTF-8"), std::string::npos);
  Snapshot twice = test::example_snapshot();
  twice.cells.push_back(twice.cells.front());
  EXPECT_NE(refusal(snapshot_text(twice)).find("写了两次"), std::string::npos);
}

TEST(Snapshot, SaysWhereChildrenDoNotSumToTheirParent) {
  Snapshot snapshot = test::example_snapshot();
  EXPECT_EQ(faults_of_sums(snapshot), std::vector<std::string>{});
  cell_of(snapshot, IndicatorId::cases_open, "990123").cell.part += 1;
  ASSERT_EQ(faults_of_sums(snapshot).size(), 1U);
  EXPECT_EQ(faults_of_sums(snapshot).front(),
            "990123 cases_open：7/0，未知 0，5 行 与下级之和 6/0，未知 0，5 行 不等");
}

TEST(Snapshot, SaysWhereRowsDoNotSumToTheirCell) {
  Snapshot snapshot = test::example_snapshot();
  snapshot.rows.pop_back();
  ASSERT_EQ(faults_of_sums(snapshot).size(), 1U);
  EXPECT_NE(faults_of_sums(snapshot).front().find("990123005 people_proven_paid"),
            std::string::npos);
  // What was submitted without its rows is judged by its cells alone.
  snapshot.rows.clear();
  EXPECT_EQ(faults_of_sums(snapshot), std::vector<std::string>{});
}

TEST(Snapshot, FindsACellOfAPlaceOrNone) {
  const Snapshot snapshot = test::example_snapshot();
  const Cell* cell = find_cell(snapshot, IndicatorId::cases_open, By::district, "990123001");
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(cell->part, 3);
  EXPECT_EQ(find_cell(snapshot, IndicatorId::cases_open, By::industry, "990123001"), nullptr);
  EXPECT_EQ(find_cell(snapshot, IndicatorId::withdrawals, By::district, "990123"), nullptr);
}

}  // namespace qingxin::oversight
