// SPDX-License-Identifier: Apache-2.0
#include "documents/register_table.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/check.h"
#include "base/text.h"
#include "documents/sheet.h"

namespace qingxin::documents {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSheetRowsMost = 1'048'575;  // without the headings

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

tl::unexpected<Error> cannot_write(const fs::path& file, int number) {
  return cannot_write(file, std::generic_category().message(number));
}

// It is its owner's alone before its first row is there. One that cannot be made is told of by
// whoever writes it.
void begin_private(const fs::path& file) {
  std::error_code code;
  fs::remove(file, code);
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
}

// The rows one after the other; nothing is kept of those before.
Result<std::int64_t> each_row(
    const RegisterTable& table, const NextRow& next,
    const std::function<Result<void>(const std::vector<std::string>&)>& put) {
  std::vector<std::string> row;
  for (std::int64_t rows = 0;; ++rows) {
    const Result<MoreRows> more = next(row);
    if (!more) return tl::unexpected(more.error());
    if (*more == MoreRows::end) return rows;
    check(row.size() == table.headings.size());
    if (const Result<void> done = put(row); !done) return tl::unexpected(done.error());
  }
}

Result<std::int64_t> write_csv(const RegisterTable& table, const NextRow& next,
                               const fs::path& file) {
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  std::string line = "\xEF\xBB\xBF";
  append_line(line, table.headings);
  out << line;
  Result<std::int64_t> rows =
      each_row(table, next, [&](const std::vector<std::string>& row) -> Result<void> {
        line.clear();
        append_line(line, row);
        if (out << line) return {};
        return cannot_write(file, errno);
      });
  if (!rows) return rows;
  out.close();
  if (!out) return cannot_write(file, errno);
  return rows;
}

// "&" begins a code of the page.
std::string page_text(std::string_view side, std::string_view words) {
  constexpr int kMost = 80;
  std::string text{side};
  for (const char letter : shortened(printable(words), kMost))
    text.append(letter == '&' ? "&&" : std::string{letter});
  return text;
}

void set_page(lxw_worksheet* sheet, const RegisterTable& table) {
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_landscape(sheet);
  worksheet_set_header(sheet, page_text("&C", table.page_head).c_str());
  worksheet_set_footer(sheet, (page_text("&L", table.page_foot) + "&R&P / &N").c_str());
}

Result<std::int64_t> write_xlsx(const RegisterTable& table, const NextRow& next,
                                const fs::path& file) {
  errno = 0;
  if (std::ofstream probe(file); !probe) return cannot_write(file, errno);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* workbook = workbook_new_opt(file.c_str(), &options);
  if (workbook == nullptr) return cannot_write(file, std::string{"内存不足"});
  Looks looks(workbook);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, table.name.c_str());
  constexpr int kWidth = 18;
  const auto columns = static_cast<lxw_col_t>(table.headings.size());
  if (columns > 0)
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(columns - 1), kWidth, nullptr);
  set_page(sheet, table);
  for (lxw_col_t i = 0; i < columns; ++i)
    worksheet_write_string(sheet, 0, i, cell_text(table.headings[i]).c_str(), looks[Look::heading]);
  std::int64_t at = 0;
  const Result<std::int64_t> rows =
      each_row(table, next, [&](const std::vector<std::string>& row) -> Result<void> {
        if (++at > kSheetRowsMost)
          return fail(ErrorCode::invalid_input,
                      fmt::format("超过 {} 行，一张工作表放不下；请写成 .csv", kSheetRowsMost));
        for (lxw_col_t i = 0; i < columns; ++i)
          if (!row[i].empty())
            worksheet_write_string(sheet, static_cast<lxw_row_t>(at), i, cell_text(row[i]).c_str(),
                                   looks[Look::text]);
        return {};
      });
  const lxw_error error = workbook_close(workbook);
  if (rows && error != LXW_NO_ERROR) return cannot_write(file, std::string{lxw_strerror(error)});
  return rows;
}

}  // namespace

Result<void> check_register_name(const fs::path& file) {
  const std::string extension = folded(file.extension().string());
  if (extension == ".csv" || extension == ".xlsx") return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」不是 .xlsx 或 .csv；请写成这两种之一", file.string()));
}

Result<std::int64_t> write_register(const RegisterTable& table, const NextRow& next,
                                    const fs::path& file) {
  if (const Result<void> named = check_register_name(file); !named)
    return tl::unexpected(named.error());
  fs::path unfinished = file;
  unfinished += ".part";
  begin_private(unfinished);
  Result<std::int64_t> rows = folded(file.extension().string()) == ".csv"
                                  ? write_csv(table, next, unfinished)
                                  : write_xlsx(table, next, unfinished);
  std::error_code code;
  if (rows) fs::rename(unfinished, file, code);
  if (rows && !code) return rows;
  if (rows) rows = cannot_write(file, code.message());
  fs::remove(unfinished, code);
  return rows;
}

}  // namespace qingxin::documents
