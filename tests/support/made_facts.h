// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "book/fact_cells.h"
#include "book/facts.h"

namespace qingxin::book {

// Facts as a folder might hold them, one row after the other. Every cell has a value of its kind.
class MadeFacts {
 public:
  ProjectIndex project(std::string_view code) {
    Project project{};
    project.project_id = facts.texts.add(code);
    facts.projects.push_back(project);
    return static_cast<ProjectIndex>(facts.projects.size() - 1);
  }

  std::uint16_t file(std::string_view name, Table table) {
    facts.files.push_back({.name = std::string{name}, .table = table, .rows = 9, .used = 7});
    const auto place = static_cast<std::size_t>(table);
    facts.present.tables[place] = true;
    facts.present.columns[place] |= 0b1011;
    return static_cast<std::uint16_t>(facts.files.size() - 1);
  }

  // A row with every cell filled, but for those that are given.
  void row(Table table, ProjectIndex project, Source source, std::string_view worker = {},
           const std::vector<std::pair<std::string_view, FactCell>>& given = {}) {
    FactRow row{.project = project,
                .worker = facts.identities.add(worker),
                .source = source,
                .cells = filled(table)};
    if (table == Table::projects) row.cells[0] = facts.texts[facts.projects[project].project_id];
    for (const auto& [name, cell] : given) row.cells[place_of(table, name)] = cell;
    check(add_row(facts, table, row).has_value());
  }

  // The same with every cell empty that may be.
  void sparse_row(Table table, ProjectIndex project, Source source, std::string_view worker = {}) {
    std::vector<std::pair<std::string_view, FactCell>> none;
    for (const FactColumn& column : fact_columns(table))
      if (may_be_empty(table, column.name)) none.emplace_back(column.name, std::monostate{});
    row(table, project, source, worker, none);
  }

  Facts facts;

 private:
  static std::size_t place_of(Table table, std::string_view name) {
    const std::span<const FactColumn> columns = fact_columns(table);
    std::size_t place = 0;
    while (place < columns.size() && columns[place].name != name) ++place;
    check(place < columns.size());
    return place;
  }

  static FactCell value_of(const FactColumn& column) {
    if (column.is_text) return column.name;
    if (column.name == "pay_day" || column.name == "agreed_pay_day") return std::int64_t{15};
    if (column.name.ends_with("_day")) return std::int64_t{2024'02'29};
    if (column.name.ends_with("_month")) return std::int64_t{2026'10};
    if (column.name.ends_with("_fen")) return std::int64_t{180'000};
    return std::int64_t{1};
  }

  static std::vector<FactCell> filled(Table table) {
    std::vector<FactCell> cells;
    for (const FactColumn& column : fact_columns(table)) cells.push_back(value_of(column));
    return cells;
  }

  static bool may_be_empty(Table table, std::string_view name) {
    if (table == Table::projects && name == "code") return false;
    Facts trial;
    trial.projects.emplace_back();
    FactRow row{.project = 0, .worker = 0, .source = {}, .cells = filled(table)};
    row.cells[place_of(table, name)] = std::monostate{};
    return add_row(trial, table, row).has_value();
  }
};

// All that facts say, a line for each thing and the lines in order: equal for equal facts.
inline std::vector<std::string> told(const Facts& facts) {
  std::vector<std::string> lines;
  const auto place = [&](const Source& source) {
    return facts.files[source.file].name + ":" + std::to_string(source.row);
  };
  const auto code = [&](ProjectIndex project) {
    return project == kNone ? std::string{"-"}
                            : std::string{facts.texts[facts.projects[project].project_id]};
  };
  for (const TableShape& shape : all_tables()) {
    FactRow row;
    for (std::size_t i = 0; i < row_count(facts, shape.table); ++i) {
      read_row(facts, shape.table, i, row);
      if (shape.table == Table::projects && row.source.row == 0) continue;
      std::string line = std::string{shape.english} + " " + code(row.project) + " " +
                         place(row.source) + " " + std::string{facts.identities[row.worker]};
      for (const FactCell& cell : row.cells) {
        line += "|";
        if (const auto* number = std::get_if<std::int64_t>(&cell)) line += std::to_string(*number);
        if (const auto* text = std::get_if<std::string_view>(&cell)) line += *text;
      }
      lines.push_back(line);
    }
  }
  for (const RejectedRow& reject : facts.rejected)
    lines.push_back("reject " + code(reject.project) + " " + place(reject.source) + " " +
                    std::string{facts.identities[reject.worker]} + "|" + reject.column + "|" +
                    reject.value + "|" + reject.reason + "|" +
                    (reject.month ? to_string(*reject.month) : "") + "|" +
                    (reject.date ? to_string(*reject.date) : "") + "|" +
                    (reject.names_unknown_project ? "unknown" : "") + "|" +
                    (reject.is_exact_duplicate ? "copied" : ""));
  for (const TableShape& shape : all_tables()) {
    const auto table = static_cast<std::size_t>(shape.table);
    if (facts.present.tables[table])
      lines.push_back("present " + std::string{shape.english} + " " +
                      facts.present.columns[table].to_string());
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace qingxin::book
