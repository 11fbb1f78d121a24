// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "book/schema.h"
#include "law/law.h"
#include "law/period.h"
#include "rules/finding.h"
#include "tests/support/case_table.h"

// Holds a rule to the table of examples that an inspector reads and extends.
namespace qingxin::test {

// The law as it stands in law/, read once.
inline const law::Law& shipped_law() {
  static const Result<law::Law> law = law::load(".", std::nullopt);
  if (!law) throw std::runtime_error(law.error().message);
  return *law;
}

inline const law::Calendar& shipped_calendar() {
  return shipped_law().calendar;
}

// A cell that cannot be read stops the test with the file's own words: value() throws.
inline std::optional<Money> cell_money(const CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell.empty()) return std::nullopt;
  return parse_money(cell).value();
}

inline std::optional<Date> cell_day(const CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell.empty()) return std::nullopt;
  return parse_iso_date(cell).value();
}

// Days separated by 、.
inline std::vector<Date> cell_days(const CaseRow& row, std::string_view column) {
  constexpr std::string_view kSeparator = "、";
  std::vector<Date> days;
  std::string_view rest = row[column];
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(kSeparator), rest.size());
    days.push_back(parse_iso_date(rest.substr(0, end)).value());
    rest.remove_prefix(std::min(end + kSeparator.size(), rest.size()));
  }
  return days;
}

inline std::optional<int> cell_count(const CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell.empty()) return std::nullopt;
  return std::stoi(cell);
}

// 26.5 is 53 halves.
inline std::optional<int> cell_half_days(const CaseRow& row, std::string_view column) {
  const std::optional<int> whole = cell_count(row, column);
  if (!whole) return std::nullopt;
  return *whole * 2 + (row[column].ends_with(".5") ? 1 : 0);
}

// The cell says one of two words; a third is a mistake in the table.
inline bool cell_is(const CaseRow& row, std::string_view column, std::string_view yes,
                    std::string_view no) {
  const std::string& cell = row[column];
  if (cell != yes && cell != no) throw std::runtime_error(cell + " is neither of two words");
  return cell == yes;
}

// The agreed day, moved back to a working day.
inline std::optional<law::Deadline> cell_pay_date(const CaseRow& row) {
  const std::optional<Date> agreed = cell_day(row, "约定发薪日");
  if (!agreed) return std::nullopt;
  return law::previous_working_day(*agreed, shipped_calendar());
}

// The name of a missing fact as the tables write it: 工资表, 项目·工资支付日, 参数·deposit.rate.
inline std::string in_words(const std::optional<rules::MissingFact>& missing) {
  if (!missing) return "";
  if (missing->table == "parameter") return "参数·" + std::string{missing->column};
  const std::string table{book::table_in_chinese(missing->table)};
  if (missing->column.empty()) return table;
  return table + "·" + std::string{book::column_in_chinese(missing->table, missing->column)};
}

// The other way round, by asking each table and column for its name.
inline std::optional<rules::MissingFact> cell_fact(const CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell.empty()) return std::nullopt;
  for (const book::TableShape& table : book::all_tables()) {
    if (in_words(rules::MissingFact{table.english, ""}) == cell) return {{table.english, ""}};
    for (const book::Column& shape : table.columns)
      if (in_words(rules::MissingFact{table.english, shape.english}) == cell)
        return {{table.english, shape.english}};
  }
  throw std::runtime_error("no fact is called " + cell);
}

inline std::string_view in_words(rules::Verdict verdict) {
  switch (verdict) {
    case rules::Verdict::complies: return "符合";
    case rules::Verdict::violates: return "违反";
    case rules::Verdict::not_applicable: return "不适用";
    case rules::Verdict::missing_fact: return "缺数据";
  }
  return "?";
}

inline std::string_view in_words(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::red: return "红";
    case rules::Severity::orange: return "橙";
    case rules::Severity::yellow: return "黄";
    case rules::Severity::blue: return "蓝";
  }
  return "?";
}

inline std::string_view in_words(law::Certainty certainty) {
  return certainty == law::Certainty::firm ? "确定" : "暂定";
}

// What the table says in that column; a column it does not have is empty in every row.
inline std::string expected(const CaseRow& row, std::string_view column) {
  const auto cell = row.cells.find(column);
  return cell == row.cells.end() ? "" : cell->second;
}

// The verdict, and with a violation its colour, amount, first day, days and certainty. Colour and
// certainty mean nothing with the other verdicts.
inline void expect_as_in_row(const rules::Judgement& judgement, const CaseRow& row) {
  EXPECT_EQ(in_words(judgement.verdict), row["结论"]);
  EXPECT_EQ(in_words(judgement.missing), expected(row, "缺什么"));
  EXPECT_EQ(judgement.amount ? to_string(*judgement.amount) : "", expected(row, "金额"));
  EXPECT_EQ(judgement.since ? to_string(*judgement.since) : "", expected(row, "起算日"));
  EXPECT_EQ(judgement.days ? std::to_string(*judgement.days) : "", expected(row, "天数"));
  if (judgement.verdict != rules::Verdict::violates) return;
  EXPECT_EQ(in_words(judgement.severity), row["颜色"]);
  const std::string certainty = row.cells.contains("把握") ? row["把握"] : "确定";
  EXPECT_EQ(in_words(judgement.certainty), certainty);
}

// Judges every row of the file that has a 结论 and compares.
template <typename Judge>
void hold_to_table(const std::string& path, Judge judge) {
  for (const CaseRow& row : read_cases(path)) {
    if (!row.cells.contains("结论")) continue;
    SCOPED_TRACE(path + ":" + std::to_string(row.line) + " " + row["案例"]);
    expect_as_in_row(judge(row), row);
  }
}

}  // namespace qingxin::test
