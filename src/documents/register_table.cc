// SPDX-License-Identifier: Apache-2.0
#include "documents/register_table.h"

#include <fmt/format.h>

#include <xlsxwriter.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "documents/sheet.h"

namespace qingxin::documents {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSheetRowsMost = 1'048'575;  // without the headings

tl::unexpected<Error> cannot_write(const fs::path& file, const std::string& why) {
  return fail(
      ErrorCode::unavailable,
      fmt::format("「{}」写不了：{}。请换一个可写的文件夹，或腾出磁盘空间", file.string(), why));
}

bool looks_like_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

void append_cell(std::string& line, std::string_view text) {
  const bool is_quoted =
      text.find_first_of(",\"\r\n") != std::string_view::npos || looks_like_formula(text);
  if (!is_quoted) {
    line += text;
    return;
  }
  line += '"';
  if (looks_like_formula(text)) line += '\'';
  for (const char letter : text) {
    if (letter == '"') line += '"';
    line += letter;
  }
  line += '"';
}

void append_line(std::string& bytes, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) bytes += ',';
    append_cell(bytes, cells[i]);
  }
  bytes += "\r\n";
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A file that is being written: so many rows at a time.
class RegisterFile {
 public:
  virtual ~RegisterFile() = default;
  virtual void put(const std::vector<std::string>& row) = 0;
  // Why it could not be written; empty: it is.
  virtual std::string close() = 0;
};

class CsvFile final : public RegisterFile {
 public:
  CsvFile(const RegisterTable& table, const fs::path& file) : out_(file, std::ios::binary) {
    if (!out_) fault_ = std::generic_category().message(errno);
    out_ << kByteOrderMark;
    put(table.headings);
  }
  void put(const std::vector<std::string>& row) override {
    std::string line;
    append_line(line, row);
    errno = 0;
    out_ << line;
    if (!out_ && fault_.empty()) fault_ = std::generic_category().message(errno);
  }
  std::string close() override {
    errno = 0;
    out_.close();
    if (!out_ && fault_.empty()) fault_ = std::generic_category().message(errno);
    return fault_;
  }

 private:
  std::ofstream out_;
  std::string fault_;
};

class XlsxFile final : public RegisterFile {
 public:
  XlsxFile(const RegisterTable& table, const fs::path& file) {
    if (std::ofstream probe(file); !probe) {
      fault_ = std::generic_category().message(errno);
      return;
    }
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    workbook_ = workbook_new_opt(file.c_str(), &options);
    if (workbook_ == nullptr) {
      fault_ = "内存不足";
      return;
    }
    looks_.emplace(workbook_);
    sheet_ = workbook_add_worksheet(workbook_, table.name.c_str());
    constexpr int kWidth = 18;
    const auto columns = static_cast<lxw_col_t>(table.headings.size());
    if (columns > 0)
      worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(columns - 1), kWidth, nullptr);
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    put_row(table.headings, Look::heading);
  }
  ~XlsxFile() override {
    if (workbook_ != nullptr) workbook_close(workbook_);
  }
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;

  void put(const std::vector<std::string>& row) override { put_row(row, Look::text); }
  std::string close() override {
    if (!fault_.empty()) return fault_;
    const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
    return error == LXW_NO_ERROR ? std::string{} : std::string{lxw_strerror(error)};
  }

 private:
  void put_row(const std::vector<std::string>& row, Look look) {
    if (!fault_.empty()) return;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!row[i].empty())
        worksheet_write_string(sheet_, at_, static_cast<lxw_col_t>(i), cell_text(row[i]).c_str(),
                               (*looks_)[look]);
    ++at_;
  }

  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::optional<Looks> looks_;
  lxw_row_t at_ = 0;
  std::string fault_;
};

}  // namespace

std::string csv_of(const RegisterTable& table) {
  std::string bytes{kByteOrderMark};
  append_line(bytes, table.headings);
  for (const std::vector<std::string>& row : table.rows) append_line(bytes, row);
  return bytes;
}

Result<void> write_register(const RegisterTable& table, const fs::path& file) {
  return write_register(
      table,
      [&](const TakeRow& take) -> Result<void> {
        for (const std::vector<std::string>& row : table.rows) take(row);
        return {};
      },
      file);
}

Result<void> write_register(const RegisterTable& table, const GiveRows& give,
                            const fs::path& file) {
  const std::string extension = folded(file.extension().string());
  if (extension != ".csv" && extension != ".xlsx")
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」不是 .xlsx 或 .csv；请写成这两种之一", file.string()));
  fs::path unfinished = file;
  unfinished += ".part";
  std::unique_ptr<RegisterFile> out;
  if (extension == ".csv")
    out = std::make_unique<CsvFile>(table, unfinished);
  else
    out = std::make_unique<XlsxFile>(table, unfinished);
  std::size_t rows = 0;
  const bool is_sheet = extension == ".xlsx";
  const Result<void> given = give([&](const std::vector<std::string>& row) {
    check(row.size() == table.headings.size());
    if (++rows <= kSheetRowsMost || !is_sheet) out->put(row);
  });
  const std::string fault = out->close();
  const bool fits = !is_sheet || rows <= kSheetRowsMost;
  std::error_code code;
  if (given && fits && fault.empty()) fs::rename(unfinished, file, code);
  if (given && fits && fault.empty() && !code) return {};
  const std::string why = fault.empty() ? code.message() : fault;
  fs::remove(unfinished, code);
  if (!given) return given;
  if (!fits)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 行，一张工作表放不下；请写成 .csv", rows));
  return cannot_write(file, why);
}

}  // namespace qingxin::documents
