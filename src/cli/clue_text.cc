// SPDX-License-Identifier: Apache-2.0
#include "cli/clue_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"

namespace qingxin::cli {

namespace {

constexpr std::size_t kRowsShown = 20;

std::string money(const std::optional<Money>& amount) {
  return amount ? to_string(*amount) : "-";
}

std::string count(const std::optional<int>& number) {
  return number ? grouped(*number) : "-";
}

std::string class_cell(const app::KeptClue& clue) {
  if (clue.confirmed) return std::string{app::in_chinese(*clue.confirmed)};
  if (clue.suggested) return std::string{app::in_chinese(*clue.suggested)} + "？";
  return "-";
}

std::string about(const app::KeptClue& clue) {
  const store::ClueFigures& figures = clue.figures;
  for (const std::string* const text :
       {&figures.project_name, &figures.employer, &figures.place, &clue.excerpt})
    if (!text->empty()) return *text;
  return "-";
}

std::string months_in(const std::vector<Month>& months) {
  std::string words;
  for (const Month month : months) words.append(words.empty() ? "" : "、").append(to_string(month));
  return words;
}

void line(std::string_view what, std::string_view words, std::ostream& out) {
  if (words.empty()) return;
  print_wrapped("  " + padded_right(what, 16), printable(words), out);
}

void print_figures(const store::ClueFigures& figures, std::ostream& out) {
  line("用人单位", figures.employer, out);
  line("信用代码", figures.employer_code, out);
  line("项目", figures.project_name, out);
  line("地点", figures.place, out);
  line("区划", figures.region_code, out);
  line("行业", figures.industry, out);
  line("月份", months_in(figures.months), out);
  line("金额(元)", figures.amount ? to_string(*figures.amount) : "没有说", out);
  line("人数", figures.head_count ? grouped(*figures.head_count) : "没有说", out);
}

void print_people(const store::WholeClue& whole, Colour colour, std::ostream& out) {
  if (whole.people.empty()) return;
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::right}, 0);
  table.add({{"姓名", Ink::strong}, {"证件号"}, {"电话"}, {""}, {"金额(元)"}});
  for (std::size_t i = 0; i < std::min(kRowsShown, whole.people.size()); ++i) {
    const store::CluePerson& person = whole.people[i];
    table.add({{printable(person.name)},
               {printable(person.id_number)},
               {printable(person.phone)},
               {person.is_reporter ? "反映人" : ""},
               {money(person.amount)}});
  }
  out << fmt::format("\n{} 人\n", grouped(std::ssize(whole.people)));
  table.print(colour, out);
  if (whole.people.size() > kRowsShown) out << "  …… 全部见 --json\n";
}

void print_suggested(const intake::Reading& reading, std::ostream& out) {
  out << "\n从原话读出（建议，由人核定；数字是第几个字）\n";
  if (reading.clue_class.suggested)
    line("分类", app::in_chinese(static_cast<casework::MatterClass>(*reading.clue_class.suggested)),
         out);
  const auto places = [](const auto& things) {
    std::string words;
    for (const auto& one : things)
      words += fmt::format("{}{}–{}", words.empty() ? "" : "、", one.span.character_from + 1,
                           one.span.character_to);
    return words;
  };
  if (!reading.amounts.empty())
    line("金额",
         (reading.amount.value ? to_string(*reading.amount.value) + " 元" : "说法不一或不确切") +
             "  " + places(reading.amounts),
         out);
  if (!reading.people.empty())
    line("人数",
         (reading.head_count.value ? grouped(*reading.head_count.value) : "说法不一或不确切") +
             "  " + places(reading.people),
         out);
  if (!reading.months.empty())
    line("月份", months_in(reading.wage_months) + "  " + places(reading.months), out);
  for (const intake::NameSaid& unit : reading.units) line("单位", unit.name, out);
  for (const intake::NameSaid& project : reading.projects) line("项目", project.name, out);
}

void print_like(const std::vector<store::LikeClue>& like, std::ostream& out) {
  if (like.empty()) return;
  out << fmt::format("\n可能是同一事项的 {} 件\n", like.size());
  for (std::size_t i = 0; i < std::min(kRowsShown, like.size()); ++i) {
    const store::LikeClue& one = like[i];
    print_wrapped(fmt::format("  {}  ", number(one.clue.id)), intake::explained(one.likeness), out);
  }
  if (like.size() > kRowsShown) out << "  …… 全部见 --json\n";
}

void print_history(const store::WholeClue& whole, std::ostream& out) {
  out << "\n来源\n";
  for (const store::ClueOrigin& origin : whole.origins)
    out << fmt::format("  {}  {} {}{}\n", china_minute(origin.arrived),
                       app::in_chinese(origin.channel), printable(origin.foreign_number),
                       origin.file.empty()
                           ? std::string{}
                           : fmt::format("  {} 第 {} 行", printable(origin.file), origin.row));
  if (whole.matter.size() > 1) {
    out << fmt::format("\n同一事项 {} 件\n", whole.matter.size());
    for (const app::ClueId clue : whole.matter) out << fmt::format("  {}\n", number(clue));
  }
  for (const store::ClueMerge& merge : whole.merges)
    print_wrapped(fmt::format("  {}  {} {} {}  ", china_minute(merge.at), number(merge.clue),
                              merge.is_merged ? "并入" : "分出", number(merge.other)),
                  printable(merge.why), out);
}

}  // namespace

void print_clues(const app::CluePage& page, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::right,
                   Align::right, Align::right},
                  4);
  table.add({{"线索", Ink::strong},
             {"来件时间"},
             {"来源"},
             {"分类"},
             {"项目、单位或内容"},
             {"人"},
             {"金额(元)"},
             {"并案"}});
  for (const app::KeptClue& clue : page.clues)
    table.add({{fmt::format("{}", number(clue.id))},
               {china_minute(clue.origin.arrived)},
               {std::string{app::in_chinese(clue.origin.channel)}},
               {class_cell(clue)},
               {printable(about(clue))},
               {count(clue.figures.head_count)},
               {money(clue.figures.amount)},
               {clue.clues_of_matter > 1 ? grouped(clue.clues_of_matter) : ""}});
  table.print(colour, out);
  out << fmt::format("\n{} 件{}\n", page.clues.size(),
                     page.next ? fmt::format("；接着看：--after {}", number(*page.next)) : "");
}

void print_clue(const app::ClueShown& shown, Colour colour, std::ostream& out) {
  const store::WholeClue& whole = shown.whole;
  const app::KeptClue& clue = whole.clue;
  out << painted(fmt::format("线索 {}", number(clue.id)), Ink::strong, colour)
      << fmt::format("  {}  {}  {}\n", app::in_chinese(clue.origin.channel),
                     app::in_chinese(clue.reporting), class_cell(clue));
  out << fmt::format("  {}到，{}登记{}\n", china_minute(clue.origin.arrived),
                     china_minute(clue.entered), clue.is_confirmed ? "，已核定" : "，待核定");
  print_figures(clue.figures, out);
  print_people(whole, colour, out);
  for (const store::ClueVersion& version : whole.versions) {
    out << fmt::format(
        "\n反映内容{}  {}  {} 字节\n",
        whole.versions.size() > 1 ? fmt::format("（第 {} 次）", version.said_no) : std::string{},
        china_minute(version.at), grouped(std::ssize(version.text)));
    constexpr std::size_t kBytesShown = 4'000;
    print_wrapped("  ", printable(std::string_view{version.text}.substr(0, kBytesShown)), out);
    if (version.text.size() > kBytesShown) out << "  …… 全文见 --json\n";
  }
  print_suggested(shown.reading, out);
  print_like(shown.like, out);
  print_history(whole, out);
  if (shown.is_masked) out << "\n姓名、号码已遮盖；要看全文，加 --reveal --reason 理由\n";
}

void print_proof(const app::ProofOfFiling& proof, std::ostream& out) {
  out << fmt::format("\n查询码  {}   只显示这一次，请抄给反映人\n", proof.code);
  for (const auto& [name, value] : proof.lines) line(name, value, out);
  line("回执 SM3", proof.sm3, out);
}

void print_received(const app::ClueReceived& received, Colour, std::ostream& out) {
  switch (received.added.kept) {
    case store::ClueKept::fresh:
      out << fmt::format("已登记：线索 {}\n", number(received.added.id));
      break;
    case store::ClueKept::repeat:
      out << fmt::format("以前登记过：线索 {}，内容相同，没有再记一遍\n",
                         number(received.added.id));
      break;
    case store::ClueKept::changed:
      out << fmt::format("线索 {} 的来件内容有变，记为第 {} 次，原来的留着\n",
                         number(received.added.id), received.added.said_no);
      break;
  }
  for (const std::string& remark : received.remarks) print_wrapped("  请看：", remark, out);
  print_like(received.like, out);
  if (received.proof) print_proof(*received.proof, out);
}

void print_imported(const app::CluesImported& imported, std::ostream& out) {
  out << fmt::format("读完 {}：{} 行，新登记 {} 件，以前登记过 {} 件，内容有变 {} 件，拒收 {} 行\n",
                     printable(imported.file), grouped(imported.rows), grouped(imported.fresh),
                     grouped(imported.repeated), grouped(imported.changed),
                     grouped(std::ssize(imported.rejected)));
  std::size_t shown = 0;
  for (const app::ImportedClue& clue : imported.clues) {
    if (clue.remarks.empty() || shown++ >= kRowsShown) continue;
    for (const std::string& remark : clue.remarks)
      print_wrapped(fmt::format("  请看 第 {} 行 线索 {}：", clue.row, number(clue.added.id)),
                    remark, out);
  }
  int likely = 0;
  for (const app::ImportedClue& clue : imported.clues) likely += clue.likely > 0 ? 1 : 0;
  if (likely > 0)
    out << fmt::format("{} 件很可能与已有的是同一事项，见 qingxin clue show\n", grouped(likely));
  for (std::size_t i = 0; i < std::min(kRowsShown, imported.rejected.size()); ++i) {
    const app::RejectedRow& row = imported.rejected[i];
    print_wrapped("  ",
                  fmt::format("{} 第 {} 行{}{}：{}", printable(imported.file), row.row,
                              row.column.empty() ? "" : "「" + row.column + "」",
                              row.value.empty() ? "" : "“" + row.value + "”", row.reason),
                  out);
  }
  if (imported.rejected.size() > kRowsShown) out << "  …… 全部见 --json\n";
  if (imported.ignored_columns.empty()) return;
  std::string names;
  for (const std::string& name : imported.ignored_columns)
    names.append(names.empty() ? "" : "、").append(name);
  print_wrapped("没有用到的列：", names, out);
}

void print_comparison(const app::ClueComparison& comparison, Colour colour, std::ostream& out) {
  out << fmt::format("线索 {} 与项目 {} 在用资料的对照。只是请核实的问题，不是结论，不影响办理\n",
                     number(comparison.clue), printable(comparison.project_code));
  for (const auto& [has, what] : {std::pair{comparison.has_roster, "花名册"},
                                  {comparison.has_attendance, "考勤"},
                                  {comparison.has_payroll, "工资表"},
                                  {comparison.has_payments, "代发明细"}})
    if (!has) out << fmt::format("  没有{}：没有资料不等于没有\n", what);
  const auto days = [](const std::optional<int>& count) {
    return count ? grouped(*count) : std::string{"-"};
  };
  for (const app::ComparedPerson& person : comparison.people) {
    out << fmt::format("\n第 {} 人\n", person.number);
    TextTable table({Align::left, Align::right, Align::right, Align::right}, 0);
    if (!person.months.empty())
      table.add({{"月份", Ink::strong}, {"考勤天数"}, {"工资表(元)"}, {"代发成功(元)"}});
    for (const app::ComparedMonth& month : person.months)
      table.add({{to_string(month.month)},
                 {days(month.attendance_days)},
                 {money(month.payroll)},
                 {money(month.paid)}});
    if (!person.months.empty()) table.print(colour, out);
    for (const std::string& question : person.questions) print_wrapped("  问：", question, out);
  }
}

void print_own_clue(const app::OwnClue& own, std::ostream& out) {
  out << fmt::format("线索 {}  {}  {}到，{}登记\n", number(own.clue), app::in_chinese(own.channel),
                     china_minute(own.arrived), china_minute(own.entered));
  line("接收单位", own.body, out);
  line("分类", own.confirmed ? app::in_chinese(*own.confirmed) : "还没有核定", out);
  if (own.clues_of_matter > 1)
    line("同一事项", fmt::format("共 {} 件，一起办", own.clues_of_matter), out);
  if (own.state) line("办理", casework::words_of(*own.state).chinese, out);
  if (own.clock)
    line("最近期限",
         fmt::format("{} {}", casework::clock_of(*own.clock)->chinese, to_string(*own.due)), out);
  if (own.answered)
    line("答复", fmt::format("{}  {}", to_string(*own.answered), printable(own.answer)), out);
  if (own.satisfaction) line("评价", fmt::format("{} 分（满分 5）", *own.satisfaction), out);
}

}  // namespace qingxin::cli
