// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "rules/finding.h"

namespace qingxin::rules {

// One thing that a board has to show.
struct BoardField {
  std::string_view column;  // of the boards table
  std::string_view name;    // in Chinese
  bool has_column = false;
  std::string text;
};

// What one site's board shows, and what it is held against.
struct NoticeBoard {
  bool has_boards_table = false;
  std::optional<bool> is_running;  // 在建; empty: neither a status nor a day of starting
  bool is_there = false;
  std::vector<BoardField> fields;     // those that are required
  std::string labour_officer;         // of the project; empty: not given
  std::optional<Money> minimum_wage;  // a month, in force at as_of; empty: not set
  std::optional<Money> minimum_hour;  // an hour
  std::optional<int> pay_day;         // of the project
};

// 保障农民工工资支付条例 34: what the board at the site tells the workers.
//
// Cases: law/examples/gwy-724/034-B01.md
inline constexpr Rule kNoticeBoard{
    .id = "B01",
    .name = "维权告示牌缺失或要素不全",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 34}, {"gwy-724", 56, 0, 4}}},
    .next = "到现场核实告示牌；属实的，由人社、行业主管部门责令限期设置、更正",
    .formula =
        "在建项目没有维权信息告示牌，或者应当明示的内容有空缺，或者劳资专管员、最低工资标准、工资支"
        "付日"
        "与项目的实际不一致",
    .parameters = {{"minimum_wage.month", "minimum_wage.hour"}}};

// The amounts in a text such as "2,200.00 元/月、22元/小时"; what is no amount is passed over.
inline std::vector<Money> amounts_in(std::string_view written) {
  const std::string text = folded(written);
  std::vector<Money> amounts;
  std::string digits;
  const auto finish = [&] {
    while (digits.ends_with('.') || digits.ends_with(',')) digits.pop_back();
    if (const Result<Money> amount = parse_money(digits); amount) amounts.push_back(*amount);
    digits.clear();
  };
  for (const char c : text)
    if ((c >= '0' && c <= '9') || (!digits.empty() && (c == '.' || c == ',')))
      digits += c;
    else if (!digits.empty())
      finish();
  if (!digits.empty()) finish();
  return amounts;
}

// A name on the board may stand beside a telephone, and a project may name several officers: one
// of them must be on it.
inline bool names_officer(std::string_view board, std::string_view officers) {
  const std::string shown = folded_name(board);
  std::string rest{officers};
  for (const std::string_view mark : {"，", ",", "；", ";", "/", "和"})
    for (std::size_t at = rest.find(mark); at != rest.npos; at = rest.find(mark))
      rest.replace(at, mark.size(), "、");
  for (std::size_t begin = 0; begin <= rest.size();) {
    const std::size_t end = std::min(rest.find("、", begin), rest.size());
    const std::string name = folded_name(rest.substr(begin, end - begin));
    if (!name.empty() && (shown.find(name) != shown.npos || name.find(shown) != name.npos))
      return true;
    begin = end + std::string_view("、").size();
  }
  return false;
}

inline std::string_view text_of(const NoticeBoard& board, std::string_view column) {
  const auto field = std::ranges::find(board.fields, column, &BoardField::column);
  return field == board.fields.end() ? std::string_view{} : std::string_view{field->text};
}

inline bool has_stale_officer(const NoticeBoard& board) {
  const std::string_view shown = text_of(board, "labour_officer");
  return !shown.empty() && !board.labour_officer.empty() &&
         !names_officer(shown, board.labour_officer);
}

// Words without an amount ("按当地标准") differ from nothing.
inline bool has_stale_wage(const NoticeBoard& board) {
  if (!board.minimum_wage) return false;
  const std::vector<Money> shown = amounts_in(text_of(board, "minimum_wage"));
  return !shown.empty() && std::ranges::none_of(shown, [&](Money amount) {
    return amount == *board.minimum_wage || amount == board.minimum_hour;
  });
}

inline bool has_stale_pay_day(const NoticeBoard& board) {
  if (!board.pay_day) return false;
  const std::vector<Money> shown = amounts_in(text_of(board, "pay_day"));
  return !shown.empty() && std::ranges::find(shown, yuan(*board.pay_day)) == shown.end();
}

inline bool is_blank(const BoardField& field) {
  return field.has_column && trim(field.text).empty();
}

inline Judgement notice_board(const NoticeBoard& board) {
  if (board.is_running == false) return not_applicable();
  if (!board.has_boards_table) return missing_fact({"boards", ""});
  if (!board.is_running) return missing_fact({"projects", "start_date"});
  const Judgement wanting{.verdict = Verdict::violates, .severity = Severity::orange};
  if (!board.is_there || std::ranges::any_of(board.fields, is_blank) || has_stale_officer(board) ||
      has_stale_wage(board) || has_stale_pay_day(board))
    return wanting;
  const auto unknown = std::ranges::find(board.fields, false, &BoardField::has_column);
  if (unknown != board.fields.end()) return missing_fact({"boards", unknown->column});
  return complies();
}

inline std::string notice_board_because(const NoticeBoard& board, const Judgement&) {
  if (!board.is_there) return "没有设置维权信息告示牌的记录";
  std::string blank;
  for (const BoardField& field : board.fields)
    if (is_blank(field)) blank += (blank.empty() ? "" : "、") + std::string(field.name);
  std::string text = blank.empty() ? "" : "告示牌没有写明" + blank;
  const auto add = [&](bool is_stale, const std::string& words) {
    if (is_stale) text += (text.empty() ? "告示牌上" : "；") + words;
  };
  add(has_stale_officer(board),
      fmt::format("劳资专管员写的是 {}，项目登记的是 {}", text_of(board, "labour_officer"),
                  board.labour_officer));
  if (has_stale_wage(board))
    add(true, fmt::format("最低工资标准写的是 {}，当地现为每月 {} 元",
                          text_of(board, "minimum_wage"), to_string(*board.minimum_wage)));
  if (has_stale_pay_day(board))
    add(true, fmt::format("工资支付日写的是 {}，项目约定的是 {} 日", text_of(board, "pay_day"),
                          *board.pay_day));
  return text;
}

}  // namespace qingxin::rules
