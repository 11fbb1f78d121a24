// SPDX-License-Identifier: Apache-2.0
#include "documents/register_table.h"

#include <fmt/format.h>

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

std::string write_csv(const RegisterTable& table, const fs::path& file) {
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  out << csv_of(table);
  out.close();
  return out ? std::string{} : std::generic_category().message(errno);
}

std::string write_xlsx(const RegisterTable& table, const fs::path& file) {
  if (std::ofstream probe(file); !probe) return std::generic_category().message(errno);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* workbook = workbook_new_opt(file.c_str(), &options);
  if (workbook == nullptr) return "内存不足";
  Looks looks(workbook);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, table.name.c_str());
  constexpr int kWidth = 18;
  const auto columns = static_cast<lxw_col_t>(table.headings.size());
  if (columns > 0)
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(columns - 1), kWidth, nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  for (lxw_col_t i = 0; i < columns; ++i)
    worksheet_write_string(sheet, 0, i, cell_text(table.headings[i]).c_str(), looks[Look::heading]);
  lxw_row_t at = 0;
  for (const std::vector<std::string>& row : table.rows) {
    ++at;
    for (lxw_col_t i = 0; i < columns; ++i)
      if (!row[i].empty())
        worksheet_write_string(sheet, at, i, cell_text(row[i]).c_str(), looks[Look::text]);
  }
  const lxw_error error = workbook_close(workbook);
  return error == LXW_NO_ERROR ? std::string{} : std::string{lxw_strerror(error)};
}

}  // namespace

std::string csv_of(const RegisterTable& table) {
  std::string bytes = "\xEF\xBB\xBF";
  append_line(bytes, table.headings);
  for (const std::vector<std::string>& row : table.rows) append_line(bytes, row);
  return bytes;
}

Result<void> write_register(const RegisterTable& table, const fs::path& file) {
  for (const std::vector<std::string>& row : table.rows) check(row.size() == table.headings.size());
  const std::string extension = folded(file.extension().string());
  if (extension != ".csv" && extension != ".xlsx")
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」不是 .xlsx 或 .csv；请写成这两种之一", file.string()));
  if (extension == ".xlsx" && table.rows.size() > kSheetRowsMost)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 行，一张工作表放不下；请写成 .csv", table.rows.size()));
  fs::path unfinished = file;
  unfinished += ".part";
  const std::string fault =
      extension == ".csv" ? write_csv(table, unfinished) : write_xlsx(table, unfinished);
  std::error_code code;
  if (fault.empty()) fs::rename(unfinished, file, code);
  if (fault.empty() && !code) return {};
  const std::string why = fault.empty() ? code.message() : fault;
  fs::remove(unfinished, code);
  return cannot_write(file, why);
}

}  // namespace qingxin::documents
