// SPDX-License-Identifier: Apache-2.0
#include "rules/notice_board.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

constexpr std::array<std::string_view, 12> kColumns{"owner",
                                                    "general_contractor",
                                                    "subcontractors",
                                                    "industry_authority",
                                                    "labour_officer",
                                                    "minimum_wage",
                                                    "pay_day",
                                                    "authority_phone",
                                                    "inspection_phone",
                                                    "arbitration",
                                                    "legal_aid",
                                                    "legal_service_hotline"};

NoticeBoard plain_board() {
  NoticeBoard board{.has_boards_table = true,
                    .is_running = true,
                    .is_there = true,
                    .fields = {},
                    .labour_officer = "周某",
                    .minimum_wage = yuan(2'200),
                    .minimum_hour = yuan(22),
                    .pay_day = 15};
  for (const std::string_view column : kColumns)
    board.fields.push_back({.column = column,
                            .name = book::column_in_chinese("boards", column),
                            .has_column = true,
                            .text = "写了"});
  return board;
}

void write(NoticeBoard& board, std::string_view column, std::string text) {
  std::ranges::find(board.fields, column, &BoardField::column)->text = std::move(text);
}

NoticeBoard facts_of(const test::CaseRow& row) {
  NoticeBoard board = plain_board();
  board.has_boards_table = test::cell_is(row, "告示牌表", "有", "无");
  board.is_running = row["状态"] == "在建";
  board.is_there = test::cell_is(row, "立牌", "是", "否");
  for (BoardField& field : board.fields) {
    field.has_column = field.name != row["没有的列"];
    if (row["空着的栏"].find(field.name) != std::string::npos) field.text.clear();
    if (!field.has_column) field.text.clear();
  }
  const auto copy = [&](std::string_view column, std::string_view cell) {
    write(board, column, row[cell]);
  };
  copy("labour_officer", "牌上专管员");
  copy("minimum_wage", "牌上最低工资");
  copy("pay_day", "牌上支付日");
  board.labour_officer = row["项目专管员"];
  board.minimum_wage = test::cell_money(row, "当地最低工资");
  board.pay_day = test::cell_count(row, "项目支付日");
  return board;
}

TEST(NoticeBoard, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/034-B01.md",
                      [](const test::CaseRow& row) { return notice_board(facts_of(row)); });
}

// Boards are written for people, not for columns.
TEST(NoticeBoard, ReadsWhatPeopleWriteOnBoards) {
  NoticeBoard board = plain_board();
  write(board, "labour_officer", "周 某（项目部，0990-1234567）");
  write(board, "minimum_wage", "月 ２２００ 元，小时 22.00 元。");
  write(board, "pay_day", "每月15日前");
  EXPECT_EQ(notice_board(board).verdict, Verdict::complies);
  write(board, "minimum_wage", "按当地现行标准执行");
  write(board, "pay_day", "按合同");
  EXPECT_EQ(notice_board(board).verdict, Verdict::complies);
  board.labour_officer = "吴某、周某";
  EXPECT_EQ(notice_board(board).verdict, Verdict::complies);
  write(board, "pay_day", "每月10日前");
  EXPECT_EQ(notice_board(board).verdict, Verdict::violates);
}

TEST(NoticeBoard, JudgesNoBoardOfASiteThatMayNotBeRunning) {
  NoticeBoard board = plain_board();
  board.is_running.reset();
  EXPECT_EQ(notice_board(board).missing, (MissingFact{"projects", "start_date"}));
}

TEST(NoticeBoard, SaysWhatIsBlankAndWhatIsOutOfDate) {
  NoticeBoard board = plain_board();
  board.is_there = false;
  EXPECT_EQ(notice_board_because(board, notice_board(board)), "没有设置维权信息告示牌的记录");
  board.is_there = true;
  write(board, "labour_officer", "吴某");
  write(board, "minimum_wage", "2080.00");
  write(board, "pay_day", "10");
  write(board, "legal_aid", " ");
  EXPECT_EQ(
      notice_board_because(board, notice_board(board)),
      "告示牌没有写明法律援助渠道；劳资专管员写的是 吴某，项目登记的是 周某；最低工资标准写的是 "
      "2080.00，当地现为每月 2,200.00 元；工资支付日写的是 10，项目约定的是 15 日");
  board = plain_board();
  write(board, "labour_officer", "周某");
  write(board, "pay_day", "10");
  EXPECT_EQ(notice_board_because(board, notice_board(board)),
            "告示牌上工资支付日写的是 10，项目约定的是 15 日");
}

}  // namespace
}  // namespace qingxin::rules
