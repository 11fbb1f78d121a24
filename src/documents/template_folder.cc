// SPDX-License-Identifier: Apache-2.0
#include "documents/template_folder.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <fstream>
#include <string>
#include <string_view>

#include "base/text.h"
#include "book/schema.h"

namespace qingxin::documents {

namespace {

namespace fs = std::filesystem;
using book::CellKind;

// How a cell of a kind is written, for the notes.
std::string_view way_of_writing(CellKind kind) {
  switch (kind) {
    case CellKind::text: return "文字";
    case CellKind::code: return "编号，按文本填写，不丢前导零和末几位";
    case CellKind::identity: return "证件号码，按文本填写；末位 X 大小写均可";
    case CellKind::secret: return "号码，按文本填写；报告中只显示首一位和末两位";
    case CellKind::date: return "日期，如 2026-10-05 或 2026年10月5日";
    case CellKind::month: return "月份，如 2026-10 或 2026年10月";
    case CellKind::money: return "金额（元），如 1800 或 1,800.00，最多两位小数，不写 ¥ 和“元”";
    case CellKind::count: return "整数";
    case CellKind::decimal: return "数，最多两位小数；出勤天数只用整天或半天";
    case CellKind::yes_no: return "是 / 否（或 有 / 无、Y / N、1 / 0、√）";
    case CellKind::choice: return "填规定的词";
  }
  return "";
}

// The words that a choice column takes.
std::string_view words_of(std::string_view table, std::string_view column) {
  struct Words {
    std::string_view table, column, words;
  };
  constexpr Words kWords[] = {
      {"projects", "kind", "工程项目 / 用人单位；空白＝工程项目"},
      {"projects", "status", "筹备 / 在建 / 停工 / 完工"},
      {"units", "kind", "建设单位 / 总承包 / 专业分包 / 劳务分包 / 监理 / 个人"},
      {"units", "licence_state", "存续 / 注销 / 吊销 / 其他"},
      {"roster", "role", "工人 / 管理人员 / 项目经理 / 总监；空白＝工人"},
      {"roster", "pay_basis", "日 / 月 / 时 / 件"},
      {"roster", "contract_kind", "劳动合同 / 用工书面协议"},
      {"payroll", "deduction_kind", "赔偿 / 其他"},
      {"payments", "status", "成功 / 失败 / 退回"},
      {"payments", "form", "专户代发 / 银行转账 / 现金 / 实物 / 白条"},
      {"movements", "direction", "收入 / 支出"},
      {"movements", "kind", "人工费 / 工资 / 保证金 / 手续费 / 利息 / 提现 / 冻结 / 扣划 / 其他"},
      {"deposits", "form", "现金 / 银行保函 / 担保公司保函 / 保险 / 免存"},
  };
  for (const Words& entry : kWords)
    if (entry.table == table && entry.column == column) return entry.words;
  return "";
}

bool is_in_form(book::Table table, std::size_t column, bool is_monthly) {
  if (table != book::Table::attendance) return true;
  const bool is_of_monthly =
      column == book::attendance::month || column >= book::attendance::first_of_days;
  const bool is_of_both =
      column == book::attendance::project_id || column == book::attendance::id_number;
  return is_of_both || is_of_monthly == is_monthly;
}

// One of the two forms needs its date or its month although neither is marked for the table.
bool is_needed(book::Table table, std::size_t column, const book::Column& shape) {
  return shape.is_required ||
         (table == book::Table::attendance &&
          (column == book::attendance::date || column == book::attendance::month));
}

struct Formats {
  lxw_format* heading;
  lxw_format* needed;
  lxw_format* text;
  lxw_format* date;
  lxw_format* money;
  lxw_format* note;
};

Formats formats_of(lxw_workbook* workbook) {
  const auto make = [&](const char* number_format) {
    lxw_format* format = workbook_add_format(workbook);
    format_set_font_name(format, "Microsoft YaHei");
    if (number_format != nullptr) format_set_num_format(format, number_format);
    return format;
  };
  Formats formats{make(nullptr),      make(nullptr), make("@"),
                  make("yyyy-mm-dd"), make("0.00"),  make(nullptr)};
  for (lxw_format* head : {formats.heading, formats.needed}) {
    format_set_bold(head);
    format_set_border(head, LXW_BORDER_THIN);
    format_set_bg_color(head, head == formats.needed ? 0xFBF3D3 : 0xFAF9F5);
  }
  format_set_text_wrap(formats.note);
  return formats;
}

lxw_format* format_of(CellKind kind, const Formats& formats) {
  switch (kind) {
    case CellKind::date: return formats.date;
    case CellKind::money: return formats.money;
    case CellKind::count:
    case CellKind::decimal: return nullptr;
    case CellKind::text:
    case CellKind::code:
    case CellKind::identity:
    case CellKind::secret:
    case CellKind::month:
    case CellKind::yes_no:
    case CellKind::choice: return formats.text;
  }
  return nullptr;
}

void write_columns(const book::TableShape& shape, bool is_monthly, const Formats& formats,
                   lxw_worksheet* table, lxw_worksheet* notes) {
  lxw_col_t column = 0;
  lxw_row_t note = 1;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const book::Column& entry = shape.columns[i];
    if (!is_in_form(shape.table, i, is_monthly)) continue;
    const bool needed = is_needed(shape.table, i, entry);
    const std::string name(entry.chinese);
    worksheet_write_string(table, 0, column, name.c_str(),
                           needed ? formats.needed : formats.heading);
    const bool is_day =
        shape.table == book::Table::attendance && i >= book::attendance::first_of_days;
    const int width = is_day ? 5 : std::max(12, display_width(entry.chinese) + 4);
    worksheet_set_column(table, column, column, width, format_of(entry.kind, formats));
    ++column;
    if (is_day && i > book::attendance::first_of_days) continue;
    const std::string words(words_of(shape.english, entry.english));
    const std::string way = is_day
                                ? "√、✓ 或工时＝出勤；空白、×、0、休、假、事、病、旷＝未出勤"
                                : (words.empty() ? std::string(way_of_writing(entry.kind)) : words);
    worksheet_write_string(notes, note, 0, is_day ? "1日 … 31日" : name.c_str(), formats.note);
    worksheet_write_string(notes, note, 1, std::string(entry.english).c_str(), formats.note);
    worksheet_write_string(notes, note, 2, needed ? "表头必须有" : "可以没有", formats.note);
    worksheet_write_string(notes, note++, 3, way.c_str(), formats.note);
  }
}

Result<int> write_table(const book::TableShape& shape, bool is_monthly, const fs::path& folder) {
  const std::string name = std::string(shape.chinese[0]) + (is_monthly ? "-月表.xlsx" : ".xlsx");
  lxw_workbook* workbook = workbook_new((folder / name).c_str());
  const Formats formats = formats_of(workbook);
  lxw_worksheet* table = workbook_add_worksheet(workbook, std::string(shape.chinese[0]).c_str());
  lxw_worksheet* notes = workbook_add_worksheet(workbook, "填写说明");
  worksheet_freeze_panes(table, 1, 0);
  worksheet_set_landscape(table);
  worksheet_set_paper(table, 9);
  worksheet_fit_to_pages(table, 1, 0);
  worksheet_repeat_rows(table, 0, 0);
  const char* const heads[] = {"列名", "英文列名", "是否必须", "怎样填写"};
  for (lxw_col_t i = 0; i < 4; ++i) worksheet_write_string(notes, 0, i, heads[i], formats.heading);
  worksheet_set_column(notes, 0, 1, 22, nullptr);
  worksheet_set_column(notes, 2, 2, 12, nullptr);
  worksheet_set_column(notes, 3, 3, 60, nullptr);
  write_columns(shape, is_monthly, formats, table, notes);
  const lxw_error failure = workbook_close(workbook);
  if (failure != LXW_NO_ERROR)
    return fail(ErrorCode::unavailable,
                fmt::format("写不出 {}：{}；请检查磁盘空间和写入权限", (folder / name).string(),
                            lxw_strerror(failure)));
  return 1;
}

constexpr std::string_view kReadMe =
    R"(清薪 账套目录：填表说明

1. 每张表一个文件（.xlsx 或 .csv）。文件名以表名开头即可，如「工资表-2026年10月.xlsx」；一张表可以
   分成几个文件。没有的表不要放空文件：删掉它，报告会写明缺哪张表、哪些检查因此不能判定。
2. 黄底的列名必须保留，其他列可以不要；列的次序不限，表头上方可以有标题行。
3. 空白不等于 0。不知道就留空。
4. 身份证号、卡号、账号按文本填写；以数字存放会丢掉 15 位以后的数字，该行会被拒收。
5. 本地标准（最低工资、发薪日、保证金比例等）写在 参数.toml，每项注明来源 source。
6. 自己的列名和这里不同，可以在 列名.toml 里对应，不必改表。
7. 填好以后：qingxin verify 本目录 --xlsx 结果.xlsx
)";

constexpr std::string_view kParameters =
    R"(# 本地参数。去掉行首的 # 并改成本地的数；每个表都要写明 source（文号或公告）。
#
# [[minimum_wage]]
# region = "990123"
# from = "2025-01-01"
# month = "2200.00"
# hour = "22.00"
# source = "……"
#
# [pay]              # 项目表没有写工资支付日时用
# day = 15
# month_offset = 1   # 0 当月，1 次月
# source = "……"
#
# [attendance]
# tolerance_days = 0
# source = "……"
)";

constexpr std::string_view kHeaders =
    R"(# 自己的列名 = 英文列名（各表「填写说明」里有）。
#
# [payroll]
# "应发合计" = "gross"
# "实发合计" = "net"
)";

Result<int> write_text(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    return fail(ErrorCode::unavailable,
                fmt::format("写不出 {}；请检查磁盘空间和写入权限", path.string()));
  return 1;
}

}  // namespace

Result<int> write_template_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure)
    return fail(ErrorCode::unavailable, fmt::format("建不了文件夹 {}：{}；请换一个位置",
                                                    folder.string(), failure.message()));
  if (!fs::is_empty(folder, failure) || failure)
    return fail(ErrorCode::conflict,
                fmt::format("{} 里已有文件，不覆盖；请给一个空的或新的文件夹", folder.string()));
  int files = 0;
  const auto count = [&](const Result<int>& written) {
    if (written) files += *written;
    return written;
  };
  for (const book::TableShape& shape : book::all_tables()) {
    if (const Result<int> written = count(write_table(shape, false, folder)); !written)
      return written;
    if (shape.table != book::Table::attendance) continue;
    if (const Result<int> written = count(write_table(shape, true, folder)); !written)
      return written;
  }
  for (const auto& [name, text] :
       {std::pair("填表说明.txt", kReadMe), std::pair("参数.toml", kParameters),
        std::pair("列名.toml", kHeaders)})
    if (const Result<int> written = count(write_text(folder / name, text)); !written)
      return written;
  return files;
}

}  // namespace qingxin::documents
