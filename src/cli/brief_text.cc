// SPDX-License-Identifier: Apache-2.0
#include "cli/brief_text.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"
#include "cli/text_table.h"

namespace qingxin::cli {

namespace {

std::string count(int number) {
  return number == 0 ? "-" : grouped(number);
}

Cell coloured(int number, Ink ink) {
  return {count(number), number == 0 ? Ink::plain : ink};
}

}  // namespace

void print_tally(const app::Tally& tally, Date as_of, const std::string& list,
                 const Machine& machine) {
  const Colour colour = colour_of(machine);
  machine.out << fmt::format("清薪 {}   截至 {}   项目 {} 个，疑点 {} 条，判定不了的 {} 项\n\n",
                             machine.version, to_string(as_of), grouped(tally.projects),
                             grouped(tally.violations), grouped(tally.missing));
  TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right,
                   Align::right, Align::right, Align::right},
                  1);
  table.add({{"规则", Ink::strong},
             {""},
             {"红"},
             {"橙"},
             {"黄"},
             {"蓝"},
             {"人"},
             {"金额(元)"},
             {"缺资料的项目"}});
  for (const app::RuleTally& rule : tally.rules) {
    const auto& [red, orange, yellow, blue] = rule.violations;
    table.add({{std::string(rule.rule->id)},
               {std::string(rule.rule->name)},
               coloured(red, Ink::red),
               coloured(orange, Ink::orange),
               coloured(yellow, Ink::yellow),
               coloured(blue, Ink::blue),
               {count(rule.people)},
               {rule.amount == Money{} ? "-" : to_string(rule.amount)},
               {count(rule.missing)}});
  }
  table.print(colour, machine.out);
  machine.out << '\n';
  if (!list.empty()) machine.out << fmt::format("写出 {}   ", list);
  const std::int64_t hundredths = machine.elapsed().count() / 10;
  machine.out << fmt::format("用时 {}.{:02} 秒   退出 {}\n", hundredths / 100, hundredths % 100,
                             tally.exit_status);
}

}  // namespace qingxin::cli
