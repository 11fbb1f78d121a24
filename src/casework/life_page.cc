// SPDX-License-Identifier: Apache-2.0
#include "casework/life_page.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "casework/clock_table.h"
#include "casework/dossier.h"

namespace qingxin::casework {

namespace {

std::vector<Move> moves_of(Strand strand) {
  std::vector<Move> moves;
  const auto add = [&](std::span<const Move> life) {
    for (const Move& move : life)
      if (strand_of(move.step) == strand) moves.push_back(move);
  };
  add(kSharedLife);
  add(kClueLife);
  add(kCaseLife);
  return moves;
}

std::string actors_of(const Move& move) {
  std::string words;
  for (const ActorWords& row : kActorWords)
    if (move.by.has(row.actor)) words += (words.empty() ? "" : "、") + std::string{row.chinese};
  return words;
}

std::string id_of(std::optional<State> state) {
  if (!state) return "[*]";
  return fmt::format("s{}", static_cast<unsigned>(*state));
}

void draw(Strand strand, std::string& page) {
  const std::vector<Move> moves = moves_of(strand);
  page += "```mermaid\nstateDiagram-v2\n";
  for (const StateWords& row : kStateWords)
    if (strand_of(row.state) == strand)
      page += fmt::format("  state \"{}\" as {}\n", row.chinese, id_of(row.state));
  std::set<std::pair<std::optional<State>, State>> drawn;
  for (const Move& move : moves) {
    if (!drawn.insert({move.from, move.to}).second) continue;
    std::string label;
    for (const Move& other : moves)
      if (other.from == move.from && other.to == move.to)
        label += (label.empty() ? "" : "；") + std::string{words_of(other.step).chinese};
    page += fmt::format("  {} --> {}: {}\n", id_of(move.from), id_of(move.to), label);
  }
  page += "```\n\n";
}

std::string details_of(Step step) {
  std::string words;
  for (std::size_t i = 1; i <= kDetails; ++i)
    if (words_of(step).needs.has(static_cast<Detail>(i)))
      words += (words.empty() ? "" : "、") + std::string{words_of(static_cast<Detail>(i))};
  return words;
}

void tabulate(Strand strand, std::string& page) {
  page += "| 从 | 步骤 | 到 | 谁 | 要写明 |\n| --- | --- | --- | --- | --- |\n";
  for (const Move& move : moves_of(strand))
    page += fmt::format("| {} | {} `{}` | {} | {} | {} |\n",
                        move.from ? words_of(*move.from).chinese : "（开始）",
                        words_of(move.step).chinese, words_of(move.step).name,
                        words_of(move.to).chinese, actors_of(move), details_of(move.step));
  page += "\n";
}

std::string steps_in_words(const Steps& steps) {
  std::string words;
  for (const Step step : steps) {
    const std::string_view chinese = words_of(step).chinese;
    if (words.find(chinese) != words.npos) continue;
    words += (words.empty() ? "" : "、") + std::string{chinese};
  }
  return words;
}

std::string term_in_words(const Clock& clock) {
  static constexpr std::array<std::string_view, 3> kUnits{"日", "个工作日", "小时"};
  const std::string_view unit = kUnits[static_cast<std::size_t>(clock.term.unit)];
  switch (clock.term.kind) {
    case TermKind::by_document: return "文书写明";
    case TermKind::local: return fmt::format("当地定（{}）", unit);
    case TermKind::fixed:
      return clock.term.length == 0 ? "当日" : fmt::format("{} {}", clock.term.length, unit);
  }
  return "";
}

std::string basis_in_words(const law::Citation& basis, std::string_view parameter,
                           const law::Instruments& instruments) {
  if (!parameter.empty()) return fmt::format("当地参数 `{}`", parameter);
  if (basis.instrument.empty()) return "文书";
  return law::in_chinese(basis, instruments) +
         (basis.mark == law::Mark::text ? "" : "（条号待核）");
}

std::string changes_in_words(const Clock& clock, const law::Instruments& instruments) {
  std::string words;
  if (clock.extension)
    words += fmt::format("延长 {}：{}，期限内批准，一次", clock.extension->length,
                         words_of(clock.extension->step).chinese);
  if (clock.pause)
    words += fmt::format("{}暂停：{}（{}）", words.empty() ? "" : "；",
                         words_of(clock.pause->begin).chinese,
                         basis_in_words(clock.pause->basis, clock.pause->parameter, instruments));
  return words;
}

void tabulate_clocks(const law::Instruments& instruments, std::string& page) {
  page +=
      "## 期限\n\n| 期限 | 起 | 止 | 多长 | 谁的 | 依据 | 延长与暂停 |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const Clock& clock : kClocks)
    page +=
        fmt::format("| {} `{}` | {} | {} | {} | {}{} | {} | {} |\n", clock.chinese, clock.name,
                    steps_in_words(clock.starts), steps_in_words(clock.stops), term_in_words(clock),
                    words_of(clock.duty).chinese, clock.is_right ? "（权利）" : "",
                    basis_in_words(clock.basis, clock.term.parameter, instruments),
                    changes_in_words(clock, instruments));
  page += "\n";
}

}  // namespace

std::string life_in_markdown(const law::Instruments& instruments) {
  std::string page = "\n";
  tabulate_clocks(instruments, page);
  page += "## 各条线\n\n";
  for (const StrandWords& row : kStrandWords) {
    const std::string_view of = row.is_of_clue && row.is_of_case ? "线索和案件"
                                : row.is_of_clue                 ? "线索"
                                                                 : "案件";
    page += fmt::format("### {} `{}`\n\n{}；{}。\n\n", row.chinese, row.name, of,
                        row.is_single ? "只有一条" : "可以有几条，从 1 编号");
    draw(row.strand, page);
    tabulate(row.strand, page);
  }
  return page;
}

Result<std::string> page_with(std::string_view page, std::string_view tables) {
  const std::size_t begin = page.find(kPageBegin);
  const std::size_t end = page.find(kPageEnd);
  const bool is_once = begin != page.npos && end != page.npos && begin < end &&
                       page.rfind(kPageBegin) == begin && page.rfind(kPageEnd) == end;
  if (!is_once)
    return fail(ErrorCode::invalid_input,
                fmt::format("页中要有一处「{}」和其后一处「{}」", kPageBegin, kPageEnd));
  std::string drawn{page.substr(0, begin + kPageBegin.size())};
  drawn += tables;
  drawn += page.substr(end);
  return drawn;
}

Result<std::string> page_with_tables(std::string_view page, const law::Instruments& instruments) {
  return page_with(page, life_in_markdown(instruments));
}

}  // namespace qingxin::casework
