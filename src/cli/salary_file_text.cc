// SPDX-License-Identifier: Apache-2.0
#include "cli/salary_file_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"

namespace qingxin::cli {

namespace {

using rules::Verdict;
using verify::SalaryCheck;

constexpr std::size_t kLinesShown = 4;
constexpr std::size_t kFaultsShown = 10;
constexpr int kFigureWidth = 25;  // a file name of full length; a field may be as long as its line

std::string_view in_chinese(Verdict verdict) {
  switch (verdict) {
    case Verdict::complies: return "相符";
    case Verdict::violates: return "不符";
    case Verdict::not_applicable: return "不适用";
    case Verdict::missing_fact: return "无法判定";
  }
  return "";
}

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::complies: return Ink::green;
    case Verdict::violates: return Ink::red;
    case Verdict::not_applicable: return Ink::faint;
    case Verdict::missing_fact: return Ink::plain;
  }
  return Ink::plain;
}

std::string_view in_chinese(verify::SalaryUnit unit) {
  switch (unit) {
    case verify::SalaryUnit::fils: return "迪拉姆";
    case verify::SalaryUnit::records: return "行";
    case verify::SalaryUnit::employees: return "人";
    case verify::SalaryUnit::accounts: return "个";
    case verify::SalaryUnit::text: return "";
  }
  return "";
}

struct FigureInWords {
  std::string operator()(std::monostate) const { return "-"; }
  std::string operator()(Money amount) const { return to_string(amount); }
  std::string operator()(std::int64_t number) const { return grouped(number); }
  std::string operator()(const std::string& words) const { return shortened(words, kFigureWidth); }
};

std::string in_words(const verify::SalaryFigure& figure) {
  return std::visit(FigureInWords{}, figure);
}

std::string in_words(const verify::SalaryFigure& figure, verify::SalaryUnit unit) {
  const std::string_view words = in_chinese(unit);
  const bool is_counted = !words.empty() && !std::holds_alternative<std::monostate>(figure);
  return is_counted ? fmt::format("{} {}", in_words(figure), words) : in_words(figure);
}

// "3", "1 3 7", "1 3 7 9 等 52 行".
std::string lines_in_words(const std::vector<std::uint32_t>& lines) {
  if (lines.empty()) return "-";
  std::string words = fmt::format(
      "{}",
      fmt::join(lines.begin(),
                lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kLinesShown)),
                " "));
  if (lines.size() > kLinesShown) words += fmt::format(" 等 {} 行", grouped(std::ssize(lines)));
  return words;
}

void print_checks(const verify::SalaryFileReport& report, const SalaryFileOrder& order,
                  std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::right, Align::right, Align::left}, 4);
  table.add({{"核对", Ink::strong}, {"结果"}, {"应为"}, {"文件中"}, {"行"}});
  for (const verify::SalaryAnswer& answer : report.answers) {
    const verify::SalaryCheckCard& card = verify::card_of(answer.check);
    table.add({{std::string(card.name)},
               {std::string(in_chinese(answer.verdict)), ink_of(answer.verdict)},
               {in_words(answer.expected, card.unit)},
               {in_words(answer.found, card.unit)},
               {lines_in_words(answer.lines)}});
  }
  table.print(order.colour, out);
}

// What is wrong with one line.
std::string fault_in_words(SalaryCheck check, const verify::SalaryFault& fault, bool is_revealed) {
  const std::string expected = in_words(fault.expected);
  const std::string found = in_words(fault.found);
  switch (check) {
    case SalaryCheck::salary_month: return fmt::format("起止日 {}，应都在 {} 内", found, expected);
    case SalaryCheck::pay_period: return fmt::format("起始日 {} 晚于截止日 {}", found, expected);
    case SalaryCheck::one_record_per_employee:
      return fmt::format("是同一雇员的第 {} 行 EDR，应只有 {} 行", found, expected);
    case SalaryCheck::variable_pay:
      return fmt::format("EVP 七项合计 {} 迪拉姆，EDR 浮动工资 {} 迪拉姆", found, expected);
    case SalaryCheck::iban: {
      const std::string account = is_revealed ? fault.account : masked(fault.account);
      if (std::holds_alternative<std::monostate>(fault.found))
        return fmt::format("账号 {} 以字母开头，却不是 IBAN 的样子", account);
      return fmt::format("账号 {} 对 97 取余得 {}，应为 {}", account, found, expected);
    }
    case SalaryCheck::scr_total:
    case SalaryCheck::scr_record_count:
    case SalaryCheck::currency:
    case SalaryCheck::file_name: return fmt::format("为 {}，应为 {}", found, expected);
  }
  return "";
}

// What is wrong with the whole file.
std::string answer_in_words(const verify::SalaryAnswer& answer) {
  const std::string expected = in_words(answer.expected);
  const std::string found = in_words(answer.found);
  switch (answer.check) {
    case SalaryCheck::scr_total: {
      const Money total = std::get<Money>(answer.expected);
      const Money stated = std::get<Money>(answer.found);
      return fmt::format("各行合计 {} 迪拉姆，SCR 写 {} 迪拉姆，{} {} 迪拉姆", expected, found,
                         stated > total ? "多" : "少",
                         to_string(stated > total ? stated - total : total - stated));
    }
    case SalaryCheck::scr_record_count:
      return fmt::format("有 {} 行 EDR，SCR 写 {} 行", expected, found);
    case SalaryCheck::currency: return fmt::format("SCR 写 {}，应为 {}", found, expected);
    case SalaryCheck::file_name: return fmt::format("名为 {}，按 SCR 应为 {}", found, expected);
    case SalaryCheck::salary_month:
    case SalaryCheck::pay_period:
    case SalaryCheck::one_record_per_employee:
    case SalaryCheck::variable_pay:
    case SalaryCheck::iban: return "";
  }
  return "";
}

void print_violation(const verify::SalaryAnswer& answer, const SalaryFileOrder& order,
                     std::ostream& out) {
  const verify::SalaryCheckCard& card = verify::card_of(answer.check);
  out << ' ' << painted(card.name, Ink::red, order.colour) << '\n';
  if (answer.faults.empty()) {
    const std::string head = fmt::format("    第 {} 行  ", answer.lines.front());
    print_wrapped(head, answer_in_words(answer), out);
  }
  const std::size_t shown = std::min(answer.faults.size(), kFaultsShown);
  for (std::size_t at = 0; at < shown; ++at)
    print_wrapped(fmt::format("    第 {} 行  ", answer.faults[at].line),
                  fault_in_words(answer.check, answer.faults[at], order.is_revealed), out);
  if (answer.faults.size() > shown)
    out << fmt::format("    .. 另 {} 行（--json 全部给出）\n",
                       grouped(std::ssize(answer.faults) - static_cast<std::int64_t>(shown)));
  print_wrapped("    下一步：", card.next, out);
}

void print_conclusion(const verify::SalaryFileReport& report, const SalaryFileOrder& order,
                      std::ostream& out) {
  const auto count = [&](Verdict verdict) {
    return std::ranges::count(report.answers, verdict, &verify::SalaryAnswer::verdict);
  };
  const std::string violations = fmt::format("{} 项不符", report.violations);
  const Ink ink = report.violations > 0 ? Ink::red : Ink::green;
  out << painted("结论", Ink::strong, order.colour) << "  "
      << painted(violations, ink, order.colour)
      << fmt::format("，{} 项相符，{} 项不适用\n\n", count(Verdict::complies),
                     count(Verdict::not_applicable));
}

}  // namespace

void print_salary_file(const verify::SalaryFileReport& report, const SalaryFileOrder& order,
                       std::ostream& out) {
  out << painted(fmt::format("清薪 {}", order.version), Ink::strong, order.colour)
      << fmt::format("   阿联酋工资文件 {}\n", report.file)
      << fmt::format("雇主 {}   工资月 {}   EDR {} 行   固定＋浮动 {} 迪拉姆\n\n",
                     report.employer_id, to_string(report.salary_month), grouped(report.records),
                     to_string(report.total));
  print_conclusion(report, order, out);
  print_checks(report, order, out);
  if (report.violations > 0) out << '\n' << painted("不符", Ink::strong, order.colour) << '\n';
  for (const verify::SalaryAnswer& answer : report.answers)
    if (answer.verdict == Verdict::violates) print_violation(answer, order, out);
  out << '\n';
  if (!order.json_file.empty()) out << fmt::format("写出 {}   ", order.json_file);
  out << fmt::format("退出 {}\n", verify::exit_status(report));
}

}  // namespace qingxin::cli
