// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/check.h"
#include "base/text.h"
#include "book/fact_cells.h"
#include "feeds/csv.h"
#include "feeds/doubles.h"
#include "feeds/header.h"
#include "feeds/rows.h"

namespace qingxin::fuzz {

// A projects table, and the account of one project, for the rows of other tables to belong to.
inline feeds::Intake county() {
  feeds::Intake intake;
  intake.facts.files = {{"项目.csv", book::Table::projects, 0, 0, {}},
                        {"专户.csv", book::Table::accounts, 0, 0, {}},
                        {"表.csv", book::Table::projects, 0, 0, {}}};
  const auto read = [&](book::Table table, std::string_view text, std::uint16_t file) {
    feeds::CsvReader rows(text, "county.csv");
    feeds::Layout best;
    const auto header = feeds::find_header(rows, table, {}, best);
    check(header && *header);
    feeds::AnswerStyles styles{};
    check(feeds::read_rows(rows, **header, intake, styles, file).has_value());
  };
  read(book::Table::projects,
       "项目编号,项目名称,行政区划代码,总包单位\nP1,桥,990123,甲\nP2,路,990123,乙\n", 0);
  intake.index_projects();
  read(book::Table::accounts, "项目编号,账号\nP1,9900001\n", 1);
  intake.index_accounts();
  return intake;
}

// What the rest of the program relies on: rows are used or rejected, and say why in few words; no
// text can steer a terminal.
inline void check_facts(const book::Facts& facts, const feeds::RowsRead& read) {
  check(read.used <= read.rows);
  for (const book::RejectedRow& row : facts.rejected) {
    check(!row.reason.empty() && row.source.row > 0);
    check(is_utf8(row.value) && is_printable(row.value) && display_width(row.value) <= 60);
  }
  for (const book::Strings* strings : {&facts.texts, &facts.identities})
    for (std::size_t i = 0; i < strings->size(); ++i) {
      const std::string_view text = (*strings)[static_cast<book::TextId>(i)];
      check(is_utf8(text) && is_printable(text) && text.size() <= feeds::kCellBytesMax);
    }
}

// Reads a whole table as the folder does: header, rows, blank answers, doubles.
inline void read_table(feeds::RowSource& rows, book::Table table) {
  feeds::Layout best;
  const auto header = feeds::find_header(rows, table, {}, best);
  if (!header || !*header) return;
  feeds::Intake intake = county();
  const std::size_t first = book::row_count(intake.facts, table);
  feeds::AnswerStyles styles{};
  const auto read = feeds::read_rows(rows, **header, intake, styles, 2);
  if (!read) {
    check(!read.error().message.empty());
    return;
  }
  feeds::fill_blank_answers(intake, table, styles, first);
  feeds::reject_doubles(intake.facts, table);
  feeds::cancel_returned(intake.facts);
  check_facts(intake.facts, *read);
}

}  // namespace qingxin::fuzz
