// SPDX-License-Identifier: Apache-2.0
#include "app/write_marked_copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <system_error>

#include "documents/marked_copy.h"
#include "feeds/raw_sheet.h"
#include "verify/words.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

using documents::CopiedForm;
using documents::Mark;
using documents::MarkedCopy;

CopiedForm copied(feeds::RawForm form) {
  switch (form) {
    case feeds::RawForm::text: return CopiedForm::text;
    case feeds::RawForm::yes: return CopiedForm::yes;
    case feeds::RawForm::no: return CopiedForm::no;
    case feeds::RawForm::formula_without_value: return CopiedForm::formula_without_value;
  }
  return CopiedForm::text;
}

std::optional<std::size_t> place_of(const feeds::Layout& layout, std::string_view column) {
  const std::span<const book::Column> columns = book::shape_of(layout.table).columns;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].chinese == column && layout.cell_of[i] >= 0)
      return static_cast<std::size_t>(layout.cell_of[i]);
  return std::nullopt;
}

// The cell of a malformed row that must not pass as it is: one whose content is checked.
std::size_t checked_cell(const feeds::Layout& layout) {
  const std::span<const book::Column> columns = book::shape_of(layout.table).columns;
  std::size_t first = 0;
  for (std::size_t i = columns.size(); i-- > 0;) {
    if (layout.cell_of[i] < 0 || !columns[i].is_required) continue;
    first = static_cast<std::size_t>(layout.cell_of[i]);
    const book::CellKind kind = columns[i].kind;
    if (kind == book::CellKind::date || kind == book::CellKind::month ||
        kind == book::CellKind::money || kind == book::CellKind::identity)
      break;
  }
  return first;
}

// The marks of one file, taken row by row.
class Marks {
 public:
  Marks(const verify::Report& report, std::size_t file) {
    for (const book::RejectedRow& row : report.rejected)
      if (row.source.file == file) rows_.push_back(&row);
  }

  std::optional<Mark> take(std::uint32_t number, const feeds::Layout& layout) {
    std::optional<Mark> mark;
    for (; at_ < rows_.size() && rows_[at_]->source.row == number; ++at_) {
      const book::RejectedRow& row = *rows_[at_];
      if (!mark) mark.emplace();
      if (const std::optional<std::size_t> place = place_of(layout, row.column))
        mark->columns.push_back(*place);
      const verify::Rejection rejection = verify::rejection_in_words(row);
      mark->words += fmt::format("{}{}：{}。{}", mark->words.empty() ? "" : "　",
                                 row.column.empty() ? "整行" : "「" + row.column + "」",
                                 rejection.reason, rejection.remedy);
    }
    return mark;
  }

  bool are_all_taken() const { return at_ == rows_.size(); }

 private:
  std::vector<const book::RejectedRow*> rows_;  // by row
  std::size_t at_ = 0;
};

// Copies one file; a table longer than a sheet goes on in a further file.
class Copier {
 public:
  Copier(const verify::Report& report, const MarkedOrder& order) : report_(report), order_(order) {}

  Result<int> copy(std::size_t file) {
    const std::string& name = report_.files[file].name;
    const Result<feeds::RawSheet> sheet = feeds::find_raw_sheet(order_.folder, name);
    if (!sheet) return tl::unexpected(sheet.error());
    if (const Result<int> measured = measure(*sheet); !measured) return measured;
    Marks marks(report_, file);
    open(name, sheet->layout.row);
    const Result<int> rows = feeds::each_raw_row(
        *sheet, [&](const feeds::RawRow& row) { return write(row, *sheet, name, marks); });
    if (!rows) return rows;
    if (!marks.are_all_taken())
      return fail(ErrorCode::invalid_input,
                  fmt::format("{} 在核查期间改动过，标记副本对不上行；请重新核查", name));
    return copy_->close();
  }

  int copies() const { return static_cast<int>(taken_.size()); }

 private:
  // How wide the rows are, and whether the sheet has our column already.
  Result<int> measure(const feeds::RawSheet& sheet) {
    header_.clear();
    std::size_t widest = 0;
    std::optional<std::size_t> reason;
    const Result<int> rows = feeds::each_raw_row(sheet, [&](const feeds::RawRow& row) {
      widest = std::max(widest, row.cells.size());
      if (row.number != sheet.layout.row) return Result<int>(0);
      for (std::size_t at = 0; at < row.cells.size(); ++at) {
        header_.push_back(row.cells[at].text);
        if (row.cells[at].text == documents::kReasonColumn) reason = at;
      }
      return Result<int>(0);
    });
    form_ = {.sheet = std::string(book::shape_of(sheet.layout.table).chinese[0]),
             .header_row = sheet.layout.row,
             .reason_column = reason.value_or(std::min(widest, kLastColumn))};
    return rows;
  }

  // "工资表.csv" → "工资表.xlsx"; "工资表-2.xlsx" where that one is taken.
  fs::path free_name(const std::string& name) {
    const std::string stem = fs::path(name).stem().string();
    std::string found = stem + ".xlsx";
    for (int number = 2; taken_.contains(found) || is_input(found, name); ++number)
      found = fmt::format("{}-{}.xlsx", stem, number);
    taken_.insert(found);
    return order_.target / found;
  }

  // Another file of the folder has this name, and may get a copy of its own.
  bool is_input(const std::string& name, const std::string& original) const {
    return name != original && std::ranges::any_of(report_.files, [&](const book::FileRead& file) {
             return file.name == name;
           });
  }

  void open(const std::string& name, std::uint32_t header_row) {
    form_.header_row = header_row;
    copy_ = std::make_unique<MarkedCopy>(free_name(name), form_);
    rows_before_ = 0;
  }

  Result<int> write(const feeds::RawRow& row, const feeds::RawSheet& sheet, const std::string& name,
                    Marks& marks) {
    if (row.number - rows_before_ > order_.rows_per_file)
      if (const Result<int> begun = begin_next_file(row.number, name); !begun) return begun;
    const std::optional<Mark> mark = marks.take(row.number, sheet.layout);
    cells_.clear();
    for (const feeds::RawCell& cell : row.cells) cells_.push_back({cell.text, copied(cell.form)});
    std::string doubtful;
    if (const std::size_t at = checked_cell(sheet.layout); row.is_malformed && at < cells_.size()) {
      doubtful = fmt::format("？{}", cells_[at].text);
      cells_[at] = {doubtful, CopiedForm::text};
    }
    copy_->row(row.number - rows_before_, cells_, mark ? &*mark : nullptr);
    return 0;
  }

  // Whose first line is the header again.
  Result<int> begin_next_file(std::uint32_t next_row, const std::string& name) {
    if (const Result<int> closed = copy_->close(); !closed) return closed;
    open(name, 1);
    std::vector<documents::CopiedCell> header;
    for (const std::string& text : header_) header.push_back({text, CopiedForm::text});
    copy_->row(1, header, nullptr);
    rows_before_ = next_row - 2;
    return 0;
  }

  static constexpr std::size_t kLastColumn = 16'383;

  const verify::Report& report_;
  const MarkedOrder& order_;
  std::set<std::string> taken_;
  documents::CopyForm form_;
  std::vector<std::string> header_;
  std::unique_ptr<MarkedCopy> copy_;
  std::vector<documents::CopiedCell> cells_;
  std::uint32_t rows_before_ = 0;
};

tl::unexpected<Error> refuse(const fs::path& target, std::string_view why) {
  return fail(ErrorCode::unavailable,
              fmt::format("标记副本不能写到「{}」：{}", target.string(), why));
}

}  // namespace

Result<int> check_marked_target(const MarkedOrder& order) {
  std::error_code code;
  if (!fs::exists(order.target, code)) return 0;
  if (fs::equivalent(order.folder, order.target, code))
    return refuse(order.target, "它就是账套目录；请换一个新的文件夹");
  if (!fs::is_directory(order.target, code))
    return refuse(order.target, "它不是文件夹；请换一个新的文件夹");
  if (!fs::is_empty(order.target, code) || code)
    return refuse(order.target, "里面已有文件，不覆盖；请换一个新的或空的文件夹");
  return 0;
}

Result<int> write_marked_copies(const verify::Report& report, const MarkedOrder& order) {
  if (report.rejected.empty()) return 0;
  if (const Result<int> checked = check_marked_target(order); !checked) return checked;
  std::error_code code;
  fs::create_directories(order.target, code);
  if (code) return refuse(order.target, code.message() + "；请换一个可写的文件夹");
  std::set<std::size_t> files;
  for (const book::RejectedRow& row : report.rejected) files.insert(row.source.file);
  Copier copier(report, order);
  for (const std::size_t file : files)
    if (const Result<int> copied = copier.copy(file); !copied) return copied;
  return copier.copies();
}

}  // namespace qingxin::app
