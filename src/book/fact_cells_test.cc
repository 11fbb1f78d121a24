// SPDX-License-Identifier: Apache-2.0
#include "book/fact_cells.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/made_facts.h"

namespace qingxin::book {

TEST(FactCells, GiveBackEveryRowOfEveryTable) {
  MadeFacts made;
  const ProjectIndex first = made.project("P1"), second = made.project("P2");
  for (const TableShape& shape : all_tables()) {
    const std::uint16_t file = made.file(shape.english, shape.table);
    made.row(shape.table, first, {2, file}, names_worker(shape.table) ? "x" : "");
    made.sparse_row(shape.table, second, {3, file}, names_worker(shape.table) ? "y" : "");
  }
  Facts copy;
  copy.files = made.facts.files;
  copy.present = made.facts.present;
  copy.projects.resize(2);
  for (const TableShape& shape : all_tables())
    for (std::size_t i = 0; i < row_count(made.facts, shape.table); ++i) {
      FactRow row;
      read_row(made.facts, shape.table, i, row);
      row.worker = copy.identities.add(made.facts.identities[row.worker]);
      ASSERT_TRUE(add_row(copy, shape.table, row));
    }
  EXPECT_EQ(told(copy), told(made.facts));
  EXPECT_EQ(copy.payments[0].amount, Money{180'000});
  EXPECT_EQ(copy.payments[0].date, date(2024, 2, 29));
  EXPECT_EQ(copy.payroll[1].half_days, -1);
  EXPECT_EQ(copy.attendance[0].days, 1U);
}

TEST(FactCells, SpellEachColumnOnceAndMaskWhatIsSecret) {
  for (const TableShape& shape : all_tables()) {
    std::set<std::string_view> names;
    for (const FactColumn& column : fact_columns(shape.table)) {
      EXPECT_TRUE(names.insert(column.name).second) << shape.english << " " << column.name;
      EXPECT_TRUE(column.is_text || !column.is_masked) << column.name;
    }
    for (const Column& column : shape.columns)
      EXPECT_TRUE(column.kind != CellKind::secret || names.contains(column.english))
          << shape.english << " " << column.english;
  }
}

TEST(FactCells, RefuseWhatNoSuchCellCanBe) {
  struct Case {
    std::string_view column;
    FactCell cell;
  };
  for (const Case& bad :
       {Case{"net_fen", std::string_view{"1800"}}, Case{"net_fen", {}},
        Case{"prepared_day", std::int64_t{2026'02'29}}, Case{"prepared_day", std::int64_t{-1}},
        Case{"wage_month", std::int64_t{2026'13}}, Case{"deduction_kind", std::int64_t{3}},
        Case{"deduction_kind", std::int64_t{-1}}, Case{"half_days", std::int64_t{1} << 40},
        Case{"employer", std::int64_t{1}}}) {
    MadeFacts made;
    made.row(Table::payroll, made.project("P1"), {2, made.file("a", Table::payroll)}, "x");
    FactRow row;
    read_row(made.facts, Table::payroll, 0, row);
    const std::span<const FactColumn> columns = fact_columns(Table::payroll);
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].name == bad.column) row.cells[i] = bad.cell;
    const Result<void> refused = add_row(made.facts, Table::payroll, row);
    ASSERT_FALSE(refused) << bad.column;
    EXPECT_NE(refused.error().message.find("工资表"), std::string::npos);
    EXPECT_NE(refused.error().message.find(bad.column), std::string::npos);
  }
}

}  // namespace qingxin::book
