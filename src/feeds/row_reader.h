// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/money.h"
#include "book/facts.h"
#include "feeds/cells.h"
#include "feeds/header.h"

namespace qingxin::feeds {

// Why a row cannot be used. The first fault found is the one reported.
struct Fault {
  book::ColumnIndex column = kWholeRow;
  std::string reason;

  static constexpr book::ColumnIndex kWholeRow = 0xFF;
};

template <typename Choice>
struct Word {
  std::string_view text;
  Choice choice;
};

// What the answers of one yes/no column in one file look like: in a column of ticks without a
// written no, a blank is a no.
struct AnswerStyle {
  bool has_tick = false;
  bool has_no = false;
};
using AnswerStyles = std::array<AnswerStyle, 64>;

// Typed cells of one row. A cell that cannot be read leaves its fault here and gives a neutral
// value back, so that a table's reader stays a flat list; ask fault() at the end.
class RowReader {
 public:
  RowReader(const Layout& layout, const SheetRow& row, bool is_1904, AnswerStyles& styles)
      : layout_(&layout),
        columns_(book::shape_of(layout.table).columns),
        row_(&row),
        styles_(&styles),
        is_1904_(is_1904) {}

  // The row has other cells now.
  void start_row() {
    if (fault_) fault_.reset();
  }

  std::string_view text(book::ColumnIndex column) {
    const Cell found = cell(column);
    return is_unreadable(column, found) ? std::string_view{} : found.text;
  }
  std::string_view required_text(book::ColumnIndex column) { return required(column); }
  std::optional<Date> date(book::ColumnIndex column);
  Date required_date(book::ColumnIndex column);
  Month required_month(book::ColumnIndex column);
  std::optional<Money> money(book::ColumnIndex column);
  Money required_money(book::ColumnIndex column);
  std::optional<int> count(book::ColumnIndex column, int least, int most);
  std::optional<std::int32_t> hundredths(book::ColumnIndex column);
  book::Answer yes_no(book::ColumnIndex column);

  // The document number as the worker's key: as written, x in capitals. Refuses lost digits. Valid
  // as long as the row.
  std::string_view identity(book::ColumnIndex column);

  template <typename Choice>
  Choice choice(book::ColumnIndex column, std::span<const Word<Choice>> words, Choice if_empty) {
    const std::string_view written = text(column);
    if (written.empty()) return if_empty;
    return one_of(column, written, words, if_empty);
  }
  template <typename Choice>
  Choice required_choice(book::ColumnIndex column, std::span<const Word<Choice>> words) {
    const std::string_view written = required_text(column);
    if (written.empty()) return words.front().choice;
    return one_of(column, written, words, words.front().choice);
  }

  // The cell as it stands, without judging it: blank when the sheet has no such column.
  Cell cell(book::ColumnIndex column) const {
    const auto at = static_cast<std::size_t>(layout_->cell_of[column]);  // -1 is beyond any row
    return at < row_->cells.size() ? row_->cells[at] : Cell{};
  }
  bool is_1904() const { return is_1904_; }
  const Layout& layout() const { return *layout_; }

  void refuse(book::ColumnIndex column, std::string reason);
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  template <typename Choice>
  Choice one_of(book::ColumnIndex column, std::string_view written,
                std::span<const Word<Choice>> words, Choice otherwise) {
    for (const Word<Choice>& word : words)
      if (written == word.text) return word.choice;
    std::string allowed;
    for (const Word<Choice>& word : words)
      allowed += (allowed.empty() ? "" : "、") + std::string(word.text);
    refuse(column, "只能是 " + allowed);
    return otherwise;
  }
  // The cell of a column that may not be blank: refused where it is.
  std::string_view required(book::ColumnIndex column) {
    const std::string_view found = text(column);
    if (found.empty()) refuse_blank(column);
    return found;
  }
  void refuse_blank(book::ColumnIndex column);
  // Most cells are plain texts and nothing is wrong with them.
  bool is_unreadable(book::ColumnIndex column, const Cell& cell) {
    const bool is_plain =
        cell.form == CellForm::text && cell.text.size() < kPlainBytes &&
        (cell.text.empty() || (cell.text.front() != '#' && (!digits_matter(columns_[column].kind) ||
                                                            has_only_digits(cell.text))));
    return !is_plain && is_unreadable_form(column, cell);
  }
  bool is_unreadable_form(book::ColumnIndex column, const Cell& cell);
  static constexpr bool digits_matter(book::CellKind kind) {
    return kind == book::CellKind::code || kind == book::CellKind::identity ||
           kind == book::CellKind::secret;
  }

  static constexpr std::size_t kPlainBytes = 1024;

  const Layout* layout_;
  std::span<const book::Column> columns_;
  const SheetRow* row_;
  AnswerStyles* styles_;
  bool is_1904_;
  DateMemory dates_;
  std::optional<Fault> fault_;
  std::string identity_;
};

}  // namespace qingxin::feeds
