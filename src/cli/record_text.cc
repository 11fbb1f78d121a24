// SPDX-License-Identifier: Apache-2.0
#include "cli/record_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"

namespace qingxin::cli {

namespace {

using oversight::Field;
using oversight::words_of;

constexpr std::size_t kLinesShown = 100;
constexpr int kLabelWidth = 18;

std::string day_words(const std::optional<Date>& day) {
  return day ? to_string(*day) : "-";
}

std::string name_in(const std::map<std::int64_t, std::string>& names, std::int64_t id) {
  const auto found = names.find(id);
  return found == names.end() ? std::string{} : printable(found->second);
}

std::string name_in(const std::map<std::int64_t, std::string>& names, oversight::BodyId body) {
  return name_in(names, static_cast<std::int64_t>(body));
}

// Officers are kept by their ids.
std::string value_words(const app::RecordShown& shown, Field field, const std::string& value) {
  if (field != Field::officers) return printable(app::value_in_words(field, value));
  std::string words;
  for (const std::string& one : oversight::lines_of({{field, value}}, field)) {
    const Result<app::RecordId> id = app::record_id_in(one);
    const std::string name = id ? name_in(shown.users, number(*id)) : std::string{};
    words.append(words.empty() ? "" : "、").append(name.empty() ? one : name);
  }
  return words;
}

void print_head(const app::RecordShown& shown, Colour colour, std::ostream& out) {
  const oversight::Record& record = shown.whole.record;
  out << painted(fmt::format("{} {}", words_of(record.face.kind).chinese, number(shown.whole.id)),
                 Ink::strong, colour)
      << fmt::format("  {}{}{}\n", words_of(record.state).chinese,
                     shown.whole.number.empty() ? "" : "  ", printable(shown.whole.number));
  const auto line = [&](std::string_view what, std::string_view words) {
    if (!words.empty())
      print_wrapped("  " + padded_right(what, kLabelWidth), printable(words), out);
  };
  line("主办单位", name_in(shown.units, record.face.owner));
  line("交给", name_in(shown.units, record.face.addressee));
  line("区划", record.face.region_code);
  line("行业", record.face.industry);
  line("项目", shown.project_code);
  if (record.face.parent != 0) line("属于", fmt::format("{}", record.face.parent));
  if (record.face.dossier != 0) line("案件", fmt::format("{}", record.face.dossier));
  if (shown.due)
    line("期限", fmt::format("{}{}", to_string(*shown.due), shown.is_overdue ? "，已经超期" : ""));
}

void print_values(const app::RecordShown& shown, std::ostream& out) {
  if (shown.whole.record.values.empty()) return;
  out << "\n内容\n";
  for (const auto& [field, value] : shown.whole.record.values)
    print_wrapped("  " + padded_right(words_of(field).chinese, kLabelWidth),
                  value_words(shown, field, value), out);
}

void print_lines(const app::RecordShown& shown, Colour colour, std::ostream& out) {
  const std::vector<oversight::Line>& lines = shown.whole.record.lines;
  if (lines.empty()) return;
  out << fmt::format("\n逐项 {} 项\n", lines.size());
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::right}, 3);
  table.add({{"项", Ink::strong}, {"答"}, {"数据所示"}, {"说明"}, {"照片"}});
  constexpr int kColumn = 24;
  const auto cell = [](const std::string& text) { return shortened(printable(text), kColumn); };
  for (std::size_t i = 0; i < std::min(kLinesShown, lines.size()); ++i)
    table.add({{cell(lines[i].item)},
               {cell(lines[i].answer)},
               {cell(lines[i].told)},
               {printable(lines[i].note)},
               {lines[i].photos.empty() ? "" : fmt::format("{}", lines[i].photos.size())}});
  table.print(colour, out);
  if (lines.size() > kLinesShown) out << "  …… 全部见 --json\n";
}

void print_events(const app::RecordShown& shown, std::ostream& out) {
  out << "\n经过\n";
  for (const oversight::RecordEvent& event : shown.whole.record.events) {
    const std::string who = name_in(shown.users, static_cast<std::int64_t>(event.person));
    const std::string body = name_in(shown.units, event.for_body);
    std::string words = fmt::format("{}（{}{}{}{}{}）", words_of(event.step).chinese,
                                    oversight::in_chinese(event.by), body.empty() ? "" : " ", body,
                                    who.empty() ? "" : " ", who);
    if (event.to) words += " → " + name_in(shown.units, *event.to);
    if (const std::string_view reason = oversight::text_of(event.values, Field::reason);
        !reason.empty())
      words += "：" + printable(reason);
    if (!event.lines.empty()) words += fmt::format("，{} 项", event.lines.size());
    print_wrapped(fmt::format("  {}  ", china_minute(event.at)), words, out);
  }
}

void print_possible(const app::RecordShown& shown, std::ostream& out) {
  if (shown.possible.empty()) return;
  out << "\n现在可以\n";
  for (const oversight::RecordMove& move : shown.possible) {
    std::string needs;
    for (std::size_t i = 1; i <= oversight::kFields; ++i) {
      const auto field = static_cast<Field>(i);
      if (move.needs.has(field))
        needs.append(needs.empty() ? "，要写明" : "、").append(words_of(field).chinese);
    }
    print_wrapped(
        "  ",
        fmt::format("{}（{}）{}", words_of(move.step).chinese, words_of(move.step).name, needs),
        out);
  }
}

}  // namespace

void print_records(oversight::RecordKind kind, const app::RecordPage& page, Date today,
                   const std::map<std::int64_t, std::string>& units, Colour colour,
                   std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::left},
                  1);
  table.add({{std::string{words_of(kind).chinese}, Ink::strong},
             {"标题"},
             {"状态"},
             {"交给"},
             {"区划"},
             {"期限"}});
  for (const store::KeptRecord& kept : page.records) {
    const bool is_overdue = app::is_overdue(kept, today);
    const std::string to = name_in(units, kept.face.addressee);
    table.add({{fmt::format("{}", number(kept.id))},
               {printable(kept.title)},
               {std::string{words_of(kept.state).chinese}},
               {to.empty() ? "-" : shortened(to, 20)},
               {printable(kept.face.region_code)},
               {fmt::format("{}{}", day_words(kept.due), is_overdue ? " 超期" : ""),
                is_overdue ? Ink::red : Ink::plain}});
  }
  table.print(colour, out);
  out << fmt::format("\n{} 条{}\n", page.records.size(),
                     page.next ? fmt::format("；接着看：--after {}", number(*page.next)) : "");
}

void print_record(const app::RecordShown& shown, Colour colour, std::ostream& out) {
  print_head(shown, colour, out);
  print_values(shown, out);
  print_lines(shown, colour, out);
  print_events(shown, out);
  print_possible(shown, out);
}

void print_kept(const app::RecordKept& kept, std::ostream& out) {
  const oversight::Record& record = kept.whole.record;
  out << fmt::format("{}：{} {}  {}{}{}\n", kept.kept == store::Kept::now ? "已记下" : "以前已记下",
                     words_of(record.face.kind).chinese, number(kept.whole.id),
                     words_of(record.state).chinese, kept.whole.number.empty() ? "" : "  ",
                     printable(kept.whole.number));
}

}  // namespace qingxin::cli
