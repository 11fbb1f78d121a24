// SPDX-License-Identifier: Apache-2.0
#include "oversight/record_page.h"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "oversight/record_life.h"

namespace qingxin::oversight {

namespace {

constexpr std::array<std::string_view, 9> kForms{"一行文字，不超过 200 个字",
                                                 "文字，可以换行，不超过 20,000 个字",
                                                 "日期，2026-11-23",
                                                 "整数，不小于零",
                                                 "以分为单位的整数",
                                                 "几样里选一样",
                                                 "一行一个",
                                                 "数字、空格、短横，分机写在「转」后",
                                                 "数字、大写字母"};

std::vector<RecordMove> moves_of(RecordKind kind) {
  std::vector<RecordMove> moves;
  for (const RecordMove& move : record_life())
    if (move.kind == kind) moves.push_back(move);
  return moves;
}

void join(std::string& words, std::string_view next) {
  words += words.empty() ? "" : "、";
  words += next;
}

std::string fields_in_words(const Fields& fields) {
  std::string words;
  for (std::size_t i = 1; i <= kFields; ++i)
    if (fields.has(static_cast<Field>(i))) join(words, words_of(static_cast<Field>(i)).chinese);
  return words;
}

std::string actors_in_words(const RecordActors& actors) {
  std::string words;
  for (std::size_t i = 1; i <= kRecordActors; ++i)
    if (actors.has(static_cast<RecordActor>(i)))
      join(words, in_chinese(static_cast<RecordActor>(i)));
  return words;
}

std::string id_of(std::optional<RecordState> state) {
  return state ? fmt::format("s{}", static_cast<unsigned>(*state)) : "[*]";
}

void draw(RecordKind kind, std::string& page) {
  const std::vector<RecordMove> moves = moves_of(kind);
  page += "```mermaid\nstateDiagram-v2\n";
  std::set<RecordState> named;
  for (const RecordMove& move : moves)
    if (named.insert(move.to).second)
      page += fmt::format("  state \"{}\" as {}\n", words_of(move.to).chinese, id_of(move.to));
  std::set<std::pair<std::optional<RecordState>, RecordState>> drawn;
  for (const RecordMove& move : moves) {
    if (!drawn.insert({move.from, move.to}).second) continue;
    std::string label;
    for (const RecordMove& other : moves)
      if (other.from == move.from && other.to == move.to)
        label += (label.empty() ? "" : "；") + std::string{words_of(other.step).chinese};
    page += fmt::format("  {} --> {}: {}\n", id_of(move.from), id_of(move.to), label);
  }
  page += "```\n\n";
}

// Of the fields that the kind has, besides those that the step has to say.
std::string may_say_in_words(const RecordMove& move) {
  const KindWords& kind = words_of(move.kind);
  std::string words;
  if (move.may_say == kEveryField) words = "各项";
  for (std::size_t i = 1; i <= kFields && words != "各项"; ++i) {
    const auto field = static_cast<Field>(i);
    const bool has_field = kind.needs.has(field) || kind.may_have.has(field);
    if (has_field && move.may_say.has(field) && !move.needs.has(field))
      join(words, words_of(field).chinese);
  }
  if (move.lines == LineAct::write) join(words, "逐项");
  if (move.lines == LineAct::add) join(words, "添新的逐项");
  return words;
}

void tabulate(RecordKind kind, std::string& page) {
  page += "| 从 | 步骤 | 到 | 谁 | 要写明 | 还可以写 |\n| --- | --- | --- | --- | --- | --- |\n";
  for (const RecordMove& move : moves_of(kind))
    page += fmt::format("| {} | {} `{}` | {} | {} | {} | {} |\n",
                        move.from ? words_of(*move.from).chinese : "（开始）",
                        words_of(move.step).chinese, words_of(move.step).name,
                        words_of(move.to).chinese, actors_in_words(move.by),
                        fields_in_words(move.needs), may_say_in_words(move));
  page += "\n";
}

// The states of a kind in which it is, or is not, told to whom it is addressed.
std::string told_in_words(const KindWords& words) {
  std::string told;
  std::set<RecordState> seen;
  for (const RecordMove& move : moves_of(words.kind)) {
    if (!seen.insert(move.to).second) continue;
    if (is_told_to_addressee(words.kind, move.to)) join(told, words_of(move.to).chinese);
  }
  return told;
}

void describe(const KindWords& words, std::string& page) {
  page += fmt::format("要有：{}。还可以有：{}。", fields_in_words(words.needs),
                      fields_in_words(words.may_have));
  if (words.has_lines) page += "有逐项的内容。";
  if (words.has_parent) page += "属于一个专项行动。";
  if (const std::optional<RecordStep> step = numbered_by(words.kind))
    page += fmt::format("「{}」时编号。", words_of(*step).chinese);
  if (words.is_seen_by_addressee)
    page += fmt::format("企业看得见发给自己的，在这些时候：{}。", told_in_words(words));
  if (words.is_public) page += "在用或者已发布时，任何人都看得见。";
  page += "\n\n";
  for (std::size_t i = 1; i <= kFields; ++i) {
    const auto field = static_cast<Field>(i);
    std::string choices;
    for (const std::string_view name : choices_of(words.kind, field))
      join(choices, fmt::format("{} `{}`", choice_in_chinese(field, name), name));
    if (!choices.empty()) page += fmt::format("{}：{}。\n\n", words_of(field).chinese, choices);
  }
}

void tabulate_fields(std::string& page) {
  page += "## 各项怎样写\n\n| 项 | 标识 | 写法 |\n| --- | --- | --- |\n";
  for (std::size_t i = 1; i <= kFields; ++i) {
    const FieldWords& words = words_of(static_cast<Field>(i));
    page += fmt::format("| {} | `{}` | {} |\n", words.chinese, words.name,
                        kForms[static_cast<std::size_t>(words.form) - 1]);
  }
}

}  // namespace

std::string records_in_markdown() {
  std::string page = "\n## 各种记录\n\n";
  for (std::size_t i = 1; i <= kRecordKinds; ++i) {
    const KindWords& words = words_of(static_cast<RecordKind>(i));
    page += fmt::format("### {} `{}`\n\n", words.chinese, words.name);
    describe(words, page);
    // What is only written down, changed and ended needs no picture.
    constexpr std::size_t kPlain = 3;
    if (moves_of(words.kind).size() > kPlain) draw(words.kind, page);
    tabulate(words.kind, page);
  }
  tabulate_fields(page);
  page += "\n";
  return page;
}

}  // namespace qingxin::oversight
