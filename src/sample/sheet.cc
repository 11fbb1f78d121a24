// SPDX-License-Identifier: Apache-2.0
#include "sample/sheet.h"

#include <fmt/format.h>
#include <iconv.h>
#include <xlsxwriter.h>

#include <cstdio>
#include <string>
#include <utility>

namespace qingxin::sample {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = 1 << 20;

Error cannot_write(const fs::path& file) {
  return {ErrorCode::unavailable,
          fmt::format("写不了文件 {}：请检查磁盘空间和文件夹权限", file.string())};
}

void append_two(std::string& out, unsigned number) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

void append_day(std::string& out, Date value, DateStyle style) {
  const auto when = civil(value);
  const auto year = static_cast<unsigned>(int{when.year()});
  switch (style) {
    case DateStyle::iso:
      append_two(out, year / 100);
      append_two(out, year % 100);
      out += '-';
      append_two(out, unsigned{when.month()});
      out += '-';
      append_two(out, unsigned{when.day()});
      return;
    case DateStyle::slashes:
      out += fmt::format("{}/{}/{}", year, unsigned{when.month()}, unsigned{when.day()});
      return;
    case DateStyle::chinese:
      out += fmt::format("{}年{}月{}日", year, unsigned{when.month()}, unsigned{when.day()});
      return;
  }
}

std::string gb18030(std::string_view text) {
  iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string out(text.size() * 2 + 16, '\0');
  std::string in(text);
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  const std::size_t failed = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (failed == static_cast<std::size_t>(-1)) return {};
  out.resize(out.size() - to_left);
  return out;
}

class CsvSheet final : public Sheet {
 public:
  CsvSheet(std::FILE* file, fs::path path, const CsvStyle& style)
      : file_(file), path_(std::move(path)), style_(style) {
    buffer_.reserve(kBuffer + 4096);
  }
  ~CsvSheet() override {
    if (file_ != nullptr) std::fclose(file_);
  }

  void text(std::string_view value) override {
    separate();
    const bool is_quoted = value.find_first_of("\",\n\r\t") != std::string_view::npos;
    if (!is_quoted) {
      buffer_ += value;
      return;
    }
    buffer_ += '"';
    for (const char c : value) {
      if (c == '"') buffer_ += '"';
      buffer_ += c;
    }
    buffer_ += '"';
  }

  void count(std::int64_t value) override {
    separate();
    fmt::format_to(std::back_inserter(buffer_), "{}", value);
  }

  void money(Money value) override {
    if (style_.groups_thousands) return text(to_string(value));
    separate();
    fmt::format_to(std::back_inserter(buffer_), "{}.{:02}", value.fen / 100, value.fen % 100);
  }

  void day(Date value) override {
    separate();
    append_day(buffer_, value, style_.dates);
  }

  void month(Month value) override {
    separate();
    fmt::format_to(std::back_inserter(buffer_), "{}-{:02}", year_of(value), month_of_year(value));
  }

  void end_row() override {
    buffer_ += '\n';
    is_at_start_ = true;
    if (buffer_.size() >= kBuffer) flush();
  }

  Result<fs::path> close() override {
    flush();
    const bool is_closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    if (has_failed_ || !is_closed) return tl::unexpected<Error>(cannot_write(path_));
    return path_;
  }

 private:
  void separate() {
    if (!std::exchange(is_at_start_, false)) buffer_ += style_.separator;
  }

  // Rows are whole here, so that no character is cut in two.
  void flush() {
    if (style_.encoding == Encoding::gb18030) {
      std::string converted = gb18030(buffer_);
      if (converted.empty() && !buffer_.empty()) has_failed_ = true;
      buffer_ = std::move(converted);
    }
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) has_failed_ = true;
    buffer_.clear();
  }

  std::FILE* file_;
  fs::path path_;
  CsvStyle style_;
  std::string buffer_;
  bool is_at_start_ = true;
  bool has_failed_ = false;
};

class XlsxSheet final : public Sheet {
 public:
  XlsxSheet(lxw_workbook* book, fs::path path) : book_(book), path_(std::move(path)) {
    sheet_ = workbook_add_worksheet(book_, "Sheet1");
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    money_ = workbook_add_format(book_);
    format_set_num_format(money_, "#,##0.00");
    // A workbook notes when it was made; the same county must be the same bytes.
    lxw_doc_properties properties{};
    properties.created = 1767225600;
    workbook_set_properties(book_, &properties);
  }
  ~XlsxSheet() override {
    if (book_ != nullptr) workbook_close(book_);
  }

  void text(std::string_view value) override {
    if (!value.empty())
      worksheet_write_string(sheet_, row_, column_, std::string(value).c_str(), nullptr);
    ++column_;
  }
  void count(std::int64_t value) override {
    worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value), nullptr);
  }
  // A workbook knows no other number than this; 15 digits hold every amount exactly.
  void money(Money value) override {
    worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value.fen) / 100, money_);
  }
  void day(Date value) override {
    constexpr int kDaysFrom1900 = 25569;
    worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value.days + kDaysFrom1900),
                           day_);
  }
  void month(Month value) override {
    text(fmt::format("{}年{}月", year_of(value), month_of_year(value)));
  }
  void end_row() override {
    ++row_;
    column_ = 0;
  }

  Result<fs::path> close() override {
    if (workbook_close(std::exchange(book_, nullptr)) != LXW_NO_ERROR)
      return tl::unexpected<Error>(cannot_write(path_));
    return path_;
  }

 private:
  lxw_workbook* book_;
  fs::path path_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

}  // namespace

Result<std::unique_ptr<Sheet>> open_csv(const fs::path& file, const CsvStyle& style) {
  std::FILE* opened = std::fopen(file.c_str(), "wb");
  if (opened == nullptr) return tl::unexpected<Error>(cannot_write(file));
  return std::make_unique<CsvSheet>(opened, file, style);
}

Result<std::unique_ptr<Sheet>> open_xlsx(const fs::path& file) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(file.c_str(), &options);
  if (book == nullptr) return tl::unexpected<Error>(cannot_write(file));
  return std::make_unique<XlsxSheet>(book, file);
}

void write_row(Sheet& sheet, std::span<const std::string_view> cells) {
  for (const std::string_view cell : cells) sheet.text(cell);
  sheet.end_row();
}

}  // namespace qingxin::sample
