// SPDX-License-Identifier: Apache-2.0
#include "cli/report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "app/report_words.h"
#include "base/text.h"

namespace qingxin::cli {

namespace {

constexpr int kFilesShown = 16;
constexpr int kRejectsShown = 3;
constexpr int kUnrecognisedShown = 4;
constexpr int kPayersShown = 8;
constexpr std::array kGrades{verify::Grade::red,  verify::Grade::orange, verify::Grade::yellow,
                             verify::Grade::blue, verify::Grade::green,  verify::Grade::grey};

void print_header(const verify::Report& report, const law::Law& law, const TextOrder& order,
                  std::ostream& out) {
  std::string months = "没有任何工资月";
  if (!report.months.empty())
    months = report.months.front() == report.months.back()
                 ? fmt::format("工资月 {}", to_string(report.months.front()))
                 : fmt::format("工资月 {} 至 {}", to_string(report.months.front()),
                               to_string(report.months.back()));
  if (report.reporting_month)
    months += fmt::format("，报告月 {}", to_string(*report.reporting_month));
  out << painted(fmt::format("清薪 {}", order.version), Ink::strong, order.colour)
      << fmt::format("   法规数据 {}   截至 {}   {}\n\n", law.version, to_string(report.as_of),
                     months);
}

std::string arrears_in_words(const verify::Totals& totals) {
  if (!totals.arrears || !totals.arrears_workers)
    return "不详：缺工资表或代发明细，判定不了谁没有领到";
  std::string words =
      fmt::format("{} 人  {} 元", grouped(*totals.arrears_workers), to_string(*totals.arrears));
  const bool is_all_known =
      totals.workers_with_unknown_arrears == 0 && totals.projects_with_unknown_arrears == 0;
  if (*totals.arrears_workers == 0)
    words = is_all_known ? "0 人（已核对，没有到期未付的工资）" : "已知的 0 人";
  std::vector<std::string> remarks;
  if (totals.arrears_workers_of_several_months > 0)
    remarks.push_back(fmt::format("其中 {} 人不止一个月，人数已去重",
                                  grouped(totals.arrears_workers_of_several_months)));
  if (totals.workers_with_unknown_arrears > 0)
    remarks.push_back(
        fmt::format("{} 人金额不详，不在内", grouped(totals.workers_with_unknown_arrears)));
  if (*totals.arrears_workers == 0 && totals.projects_with_unknown_arrears > 0)
    remarks.push_back(fmt::format("{} 个项目判定不了，不等于没有欠薪",
                                  grouped(totals.projects_with_unknown_arrears)));
  if (!remarks.empty()) words += fmt::format("（{}）", fmt::join(remarks, "；"));
  return words;
}

// What a busy person reads: who is owed what, how many projects are red, what cannot be judged.
void print_conclusion(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  out << painted("结论", Ink::strong, order.colour) << "  欠薪 " << arrears_in_words(report.totals)
      << '\n';
  if (report.totals.underassessed > Money{})
    out << fmt::format("      少算工资 {} 元（工资表本身算少了的，不计入欠薪）\n",
                       to_string(report.totals.underassessed));
  out << "      项目 " << grouped(report.totals.projects) << " 个：";
  std::string separator;
  for (const verify::Grade grade : kGrades) {
    const auto count =
        std::count_if(report.projects.begin(), report.projects.end(),
                      [&](const verify::ProjectReport& project) { return project.grade == grade; });
    const std::string words =
        fmt::format("{} {}", verify::in_chinese(grade), grouped(std::int64_t{count}));
    out << separator << (count > 0 ? painted(words, ink_of(grade), order.colour) : words);
    separator = "  ";
  }
  out << "（灰：缺资料，判定不了）\n";
  out << fmt::format("      疑点 {} 条", grouped(report.totals.violations));
  if (report.totals.missing > 0)
    out << fmt::format("，判定不了的 {} 项", grouped(report.totals.missing));
  out << fmt::format("；工人 {} 人\n\n", grouped(report.totals.workers));
}

std::string count_or_dash(std::int64_t count) {
  return count == 0 ? "-" : grouped(count);
}

void print_rejects(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  int shown = 0;
  for (const book::RejectedRow& row : report.rejected) {
    if (shown == kRejectsShown) break;
    const std::string& file = report.files[row.source.file].name;
    const std::string column = row.column.empty() ? "整行" : row.column;
    const std::string value = row.value.empty() ? "" : fmt::format("「{}」", row.value);
    print_wrapped(
        shown == 0 ? "  拒收  " : "        ",
        fmt::format("{} 第 {} 行 {}{}：{}", file, row.source.row, column, value, row.reason), out);
    ++shown;
  }
  if (std::ssize(report.rejected) > shown)
    out << fmt::format("        （共 {} 行，全部列在 {}）\n", grouped(std::ssize(report.rejected)),
                       where_all_is(order, "拒收明细"));
}

void print_inputs(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right}, 0);
  table.add({{"读入", Ink::strong}, {"行"}, {"采用"}, {"拒收"}, {"忽略列"}});
  int shown = 0;
  for (const book::FileRead& file : report.files) {
    if (shown++ == kFilesShown) break;
    const int rejected = file.rows - file.used;
    table.add({{"  " + file.name},
               {grouped(file.rows)},
               {grouped(file.used)},
               {count_or_dash(rejected), rejected > 0 ? Ink::orange : Ink::plain},
               {count_or_dash(std::ssize(file.ignored_columns))}});
  }
  table.print(order.colour, out);
  if (std::ssize(report.files) > kFilesShown)
    out << fmt::format("  另 {} 个文件\n", std::ssize(report.files) - kFilesShown);
  print_rejects(report, order, out);
  if (!report.unrecognised_files.empty()) {
    const std::ptrdiff_t count = std::ssize(report.unrecognised_files);
    const auto first = report.unrecognised_files.begin();
    const std::string names = fmt::format(
        "{}", fmt::join(first, first + std::min<std::ptrdiff_t>(count, kUnrecognisedShown), "、"));
    const std::string more = count > kUnrecognisedShown ? fmt::format(" 等 {} 个文件", count) : "";
    print_wrapped("  未读  ", fmt::format("{}{}（文件名不是表名）", names, more), out);
  }
  out << '\n';
}

// Only what the place itself set: the defaults are in the documents.
void print_parameters(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  std::string head = painted("参数", Ink::strong, order.colour) + "  ";
  for (const verify::ParameterUsed& parameter : report.parameters) {
    if (!parameter.is_local) continue;
    const std::string source =
        parameter.source.empty() ? "没有写明出处" : "出处：" + parameter.source;
    const std::string region = parameter.region.empty() ? "" : parameter.region + "，";
    out << head
        << fmt::format("{} = {}（{}{}）\n", parameter.name, parameter.value, region, source);
    head = "      ";
  }
  for (const std::string& warning : report.warnings) {
    out << painted("注意", Ink::orange, order.colour);
    print_wrapped("  ", warning, out);
  }
}

void print_reservations(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  const bool has_local =
      std::any_of(report.parameters.begin(), report.parameters.end(),
                  [](const verify::ParameterUsed& parameter) { return parameter.is_local; });
  if (!report.rules_off.empty())
    out << painted("依据待核", Ink::strong, order.colour)
        << fmt::format("，未运行  {}（--all-rules 可运行）\n", fmt::join(report.rules_off, " "));
  if (report.provisional_deadlines > 0)
    out << painted("暂定", Ink::strong, order.colour)
        << fmt::format("  {} 个期限跨入放假安排尚未公布的年份，按周末和法定节日推算\n",
                       grouped(report.provisional_deadlines));
  print_parameters(report, order, out);
  const bool is_silent = report.rules_off.empty() && report.provisional_deadlines == 0 &&
                         !has_local && report.warnings.empty();
  if (!is_silent) out << '\n';
}

std::string payer_in_words(const verify::Payer& payer, const law::Law& law) {
  return fmt::format("{}：{}（{}）", payer.who, payer.why,
                     verify::bases_in_words(payer.bases, law.instruments));
}

void print_payers(const verify::Report& report, const law::Law& law, const TextOrder& order,
                  std::ostream& out) {
  std::vector<const verify::ProjectReport*> projects;
  for (const verify::ProjectReport& project : report.projects)
    if (!project.payers.empty()) projects.push_back(&project);
  std::stable_sort(projects.begin(), projects.end(),
                   [](const auto* a, const auto* b) { return a->arrears > b->arrears; });
  int shown = 0;
  for (const verify::ProjectReport* project : projects) {
    if (shown == kPayersShown) break;
    out << (shown == 0 ? painted("清偿", Ink::strong, order.colour) : "    ") << "  "
        << fmt::format("{}  欠 {} 元\n", project->name, to_string(project->arrears));
    for (const verify::Payer& payer : project->payers)
      print_wrapped("        ", payer_in_words(payer, law), out);
    ++shown;
  }
  if (std::ssize(projects) > shown)
    out << fmt::format("      另 {} 个项目在 {}\n", std::ssize(projects) - shown,
                       where_all_is(order, "总览"));
}

std::string_view meaning(int exit_status) {
  switch (exit_status) {
    case 0: return "没有疑点，都判定了";
    case 1: return "有疑点";
    case 4: return "没有疑点，有判定不了的";
  }
  return "出错";
}

}  // namespace

Ink ink_of(verify::Grade grade) {
  switch (grade) {
    case verify::Grade::red: return Ink::red;
    case verify::Grade::orange: return Ink::orange;
    case verify::Grade::yellow: return Ink::yellow;
    case verify::Grade::blue: return Ink::blue;
    case verify::Grade::green: return Ink::green;
    case verify::Grade::grey: return Ink::faint;
  }
  return Ink::plain;
}

Ink ink_of(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::red: return Ink::red;
    case rules::Severity::orange: return Ink::orange;
    case rules::Severity::yellow: return Ink::yellow;
    case rules::Severity::blue: return Ink::blue;
  }
  return Ink::plain;
}

std::string where_all_is(const TextOrder& order, std::string_view sheet) {
  if (!order.workbook.empty()) return fmt::format("{}「{}」", order.workbook, sheet);
  if (!order.json_file.empty()) return order.json_file;
  return fmt::format("工作簿「{}」，加 --xlsx 文件名 写出", sheet);
}

void print_report(const verify::Report& report, const law::Law& law, const TextOrder& order,
                  std::ostream& out) {
  print_header(report, law, order, out);
  print_conclusion(report, order, out);
  print_inputs(report, order, out);
  print_chain(report, order, out);
  print_findings(report, law, order, out);
  print_unjudged(report, order, out);
  print_reservations(report, order, out);
  out << painted("欠薪", Ink::strong, order.colour) << "  " << arrears_in_words(report.totals)
      << '\n';
  print_payers(report, law, order, out);
}

void print_closing(const TextOrder& order, std::chrono::milliseconds elapsed, int exit_status,
                   std::ostream& out) {
  std::vector<std::string> written;
  if (!order.workbook.empty())
    written.push_back(order.workbook + "（总览 五链 疑点清单 欠薪名册 无法判定 拒收明细）");
  if (!order.json_file.empty()) written.push_back(order.json_file);
  if (order.marked_copies > 0)
    written.push_back(fmt::format("{}（{} 份标记副本，改正后放回目录，替换原文件）",
                                  order.marked_folder, order.marked_copies));
  out << '\n';
  if (!order.marked_folder.empty() && order.marked_copies == 0)
    out << "没有被拒收的行，不必写标记副本\n";
  if (!written.empty()) out << fmt::format("写出 {}   ", fmt::join(written, "，"));
  const std::int64_t hundredths = elapsed.count() / 10;
  out << fmt::format("用时 {}.{:02} 秒   退出 {}（{}）\n", hundredths / 100, hundredths % 100,
                     exit_status, meaning(exit_status));
}

}  // namespace qingxin::cli
