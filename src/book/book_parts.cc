// SPDX-License-Identifier: Apache-2.0
#include "book/book_parts.h"

#include <algorithm>

#include "base/text.h"
#include "book/row_fields.h"

namespace qingxin::book {

namespace {

constexpr std::int64_t kNoDay = INT32_MIN;

void pack_months(const std::vector<Month>& months, BlockWriter& block) {
  block.number(std::ssize(months));
  for (const Month month : months) block.number(month.index);
}

void pack_texts(const std::vector<std::string>& texts, BlockWriter& block) {
  block.number(std::ssize(texts));
  for (const std::string& text : texts) block.text(text);
}

void pack_file(const FileRead& file, BlockWriter& block) {
  block.text(file.name);
  block.number(static_cast<std::int64_t>(file.table));
  block.number(file.rows);
  block.number(file.used);
  pack_texts(file.ignored_columns, block);
  block.number(file.is_monthly ? 1 : 0);
}

void pack_row(const RejectedRow& row, BlockWriter& block) {
  block.number(static_cast<std::int64_t>(row.table));
  block.number(row.source.row);
  block.number(row.source.file);
  block.text(row.column);
  block.text(row.value);
  block.text(row.reason);
  block.number(row.project == kNone ? 0 : std::int64_t{row.project} + 1);
  block.number(CellNumber<std::optional<Month>>::of(row.month));
  block.number(row.worker);
  block.number(CellNumber<std::optional<Date>>::of(row.date));
  block.number(row.names_unknown_project ? 1 : 0);
  block.number(row.is_exact_duplicate ? 1 : 0);
}

// Takes the parts of a book out of a block, each within what it may be.
class PartReader {
 public:
  PartReader(BlockReader& block, const Limits& limits) : block_(&block), limits_(limits) {}

  std::int64_t number(Range range) { return block_->number(range); }
  std::string text() {
    std::string text = block_->text();
    has_only_printable_ = has_only_printable_ && is_utf8(text) && is_printable(text);
    return text;
  }
  bool flag() { return number(below(2)) == 1; }
  bool is_sound() const { return block_->is_sound() && has_only_printable_; }
  // Each of so many things takes a byte at least.
  std::size_t count() { return block_->count(block_->left()); }

  template <typename Thing, typename Read>
  void list(std::vector<Thing>& things, Read read) {
    const std::size_t count = this->count();
    for (std::size_t i = 0; i < count && block_->is_sound(); ++i) things.push_back(read());
  }

  std::vector<Month> months() {
    std::vector<Month> months;
    Range range = kMonths;
    list(months, [&] {
      const auto month = static_cast<std::int32_t>(number(range));
      range.least = month + 1;
      return Month{month};
    });
    return months;
  }

  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    list(texts, [&] { return text(); });
    return texts;
  }

  FileRead file() {
    FileRead file;
    file.name = text();
    file.table = static_cast<Table>(number(below(kTableCount)));
    file.rows = static_cast<int>(number({0, INT32_MAX}));
    file.used = static_cast<int>(number({0, INT32_MAX}));
    file.ignored_columns = texts();
    file.is_monthly = flag();
    return file;
  }

  RejectedRow rejected() {
    RejectedRow row{};
    row.table = static_cast<Table>(number(below(kTableCount)));
    row.source.row = static_cast<std::uint32_t>(number({0, UINT32_MAX}));
    row.source.file = static_cast<std::uint16_t>(number(below(limits_.files)));
    row.column = text();
    row.value = text();
    row.reason = text();
    const std::int64_t project = number({0, static_cast<std::int64_t>(limits_.projects)});
    row.project = project == 0 ? kNone : static_cast<ProjectIndex>(project - 1);
    row.month = CellNumber<std::optional<Month>>::back(number(or_empty(kMonths)));
    row.worker = static_cast<WorkerIndex>(number(below(limits_.workers)));
    row.date = CellNumber<std::optional<Date>>::back(number(or_empty(kDates)));
    row.names_unknown_project = flag();
    row.is_exact_duplicate = flag();
    return row;
  }

 private:
  BlockReader* block_;
  Limits limits_;
  bool has_only_printable_ = true;
};

}  // namespace

void pack_about(const Book& book, BlockWriter& block) {
  block.number(std::ssize(book.files));
  for (const FileRead& file : book.files) pack_file(file, block);
  for (std::size_t table = 0; table < kTableCount; ++table) {
    block.number(book.present.tables[table] ? 1 : 0);
    block.number(static_cast<std::int64_t>(book.present.columns[table].to_ullong()));
  }
  pack_texts(book.unrecognised_files, block);
  pack_months(book.months, block);
  pack_months(book.reported, block);
  block.number(book.newest.days);
  block.number(static_cast<std::int64_t>(book.rows));
  block.number(static_cast<std::int64_t>(book.worker_months));
}

bool unpack_about(BlockReader& block, Book& book) {
  PartReader about(block, book.limits());
  about.list(book.files, [&] { return about.file(); });
  for (std::size_t table = 0; table < kTableCount; ++table) {
    book.present.tables[table] = about.flag();
    book.present.columns[table] = static_cast<unsigned long long>(block.number());
  }
  book.unrecognised_files = about.texts();
  book.months = about.months();
  book.reported = about.months();
  book.newest = {static_cast<std::int32_t>(about.number({kNoDay, kDates.most}))};
  book.rows = static_cast<std::uint64_t>(about.number({0, INT64_MAX}));
  book.worker_months = static_cast<std::uint64_t>(about.number({0, INT64_MAX}));
  return about.is_sound() && block.is_at_end() && std::ranges::includes(book.months, book.reported);
}

void pack_rejected(const Book& book, BlockWriter& block) {
  block.number(std::ssize(book.rejected));
  for (const RejectedRow& row : book.rejected) pack_row(row, block);
}

bool unpack_rejected(BlockReader& block, Book& book) {
  PartReader reader(block, book.limits());
  reader.list(book.rejected, [&] { return reader.rejected(); });
  return reader.is_sound() && block.is_at_end();
}

}  // namespace qingxin::book
