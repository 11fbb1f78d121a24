// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>

#include "store/dossiers.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using casework::EscalationRule;

constexpr std::string_view kRules = "case_rules";  // settings
constexpr std::string_view kCalendar = "case_calendar";

std::string read_setting(Statements& statements, std::string_view name) {
  std::string content;
  statements.run("SELECT content FROM setting WHERE name = $1", {name},
                 [&](const SqlRow& row) { content = row.text(0); });
  return content;
}

void write_setting(Statements& statements, std::string_view name, std::string_view content) {
  statements.run(
      "INSERT INTO setting (name, content) VALUES ($1, $2)"
      " ON CONFLICT (name) DO UPDATE SET content = $2",
      {name, content});
}

template <typename T>
std::string number_words(const std::optional<T>& number) {
  return number ? fmt::format("{}", *number) : std::string{};
}

// A line: texts between tabs, which no text of a rule has.
std::string line_of(const EscalationRule& rule) {
  std::string fundings;
  for (const casework::Funding funding : rule.fundings)
    fundings += fmt::format("{}", static_cast<int>(funding));
  const std::optional<std::int64_t> fen =
      rule.amount ? std::optional{rule.amount->fen} : std::nullopt;
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", rule.id, static_cast<int>(rule.rung),
                     number_words(rule.open_days), number_words(rule.overdue_days),
                     number_words(rule.people), number_words(fen), fundings,
                     static_cast<int>(rule.incident), rule.source);
}

std::string_view cut(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view first = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return first;
}

template <typename T>
std::optional<T> number_in(std::string_view text) {
  T number{};
  if (text.empty()) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

EscalationRule rule_in(std::string_view line) {
  EscalationRule rule;
  rule.id = cut(line, '\t');
  rule.rung = static_cast<casework::Rung>(number_in<int>(cut(line, '\t')).value_or(1));
  rule.open_days = number_in<int>(cut(line, '\t'));
  rule.overdue_days = number_in<int>(cut(line, '\t'));
  rule.people = number_in<int>(cut(line, '\t'));
  if (const auto fen = number_in<std::int64_t>(cut(line, '\t'))) rule.amount = Money{*fen};
  for (const char digit : cut(line, '\t'))
    rule.fundings.push_back(static_cast<casework::Funding>(digit - '0'));
  rule.incident = static_cast<casework::Incident>(number_in<int>(cut(line, '\t')).value_or(0));
  rule.source = line;
  return rule;
}

}  // namespace

Result<std::vector<EscalationRule>> SqlStore::escalation_rules() {
  std::vector<EscalationRule> rules;
  const Result<void> done = look("查升级规则", [&](Statements& statements) {
    rules.clear();
    const std::string content = read_setting(statements, kRules);
    for (std::string_view rest = content; !rest.empty();) rules.push_back(rule_in(cut(rest, '\n')));
  });
  if (!done) return tl::unexpected(done.error());
  return rules;
}

Result<Kept> SqlStore::set_escalation_rules(std::span<const EscalationRule> rules) {
  std::string content;
  for (const EscalationRule& rule : rules) content += line_of(rule);
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = read_setting(statements, kRules) == content ? Kept::already : Kept::now;
    if (kept == Kept::now) write_setting(statements, kRules, content);
  };
  const Result<void> done =
      change(access::audit_entry("set_escalation_rules", {{"rules", std::ssize(rules)}}), now_,
             "改升级规则", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::string> SqlStore::calendar_counted_by() {
  std::string version;
  const Result<void> done = look(
      "查放假日历", [&](Statements& statements) { version = read_setting(statements, kCalendar); });
  if (!done) return tl::unexpected(done.error());
  return version;
}

Result<void> SqlStore::note_calendar(std::string_view version) {
  return change(access::audit_entry("note_calendar", {}), now_, "记放假日历",
                [&](Statements& statements) {
                  if (read_setting(statements, kCalendar) != version)
                    write_setting(statements, kCalendar, version);
                });
}

}  // namespace qingxin::store
