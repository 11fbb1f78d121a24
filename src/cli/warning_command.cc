// SPDX-License-Identifier: Apache-2.0
#include "cli/warning_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ostream>

#include "app/answer_warning.h"
#include "app/clear_warning.h"
#include "app/list_warnings.h"
#include "app/permit.h"
#include "app/review_warning.h"
#include "app/tick_warnings.h"
#include "base/text.h"
#include "cli/known_command.h"
#include "cli/report_text.h"
#include "cli/text_table.h"
#include "app/rule_catalogue.h"
#include "wire/warnings_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kAtOnce = 500;

const access::Principal& who() {
  static const access::Principal kWho = access::the_local_operator();
  return kWho;
}

// What every command of warnings works with.
struct Asked {
  const TypedWarning& typed;
  const Machine& machine;
  app::WarningDesk desk;
  app::Moment moment;
};

std::string money(const std::optional<Money>& amount) {
  return amount ? to_string(*amount) : "-";
}

std::string due_in_words(const casework::WarningDue& due) {
  return to_string(due.day) + (due.certainty == law::Certainty::provisional ? "（暂定）" : "");
}

Cell level_cell(int level, const verify::Pack& pack) {
  const auto severity = static_cast<rules::Severity>(level);
  return {pack.level_names[static_cast<std::size_t>(level)], ink_of(severity)};
}

std::string_view receiver_of(const app::KeptWarning& kept) {
  return verify::in_chinese(static_cast<verify::Receiver>(kept.receiver));
}

Result<int> list(const Asked& asked) {
  app::WarningQuery query{.filter = {}, .after = asked.typed.after, .limit = kAtOnce};
  query.filter.leaves_out_cleared = !asked.typed.is_everything && asked.typed.state.empty();
  if (!asked.typed.state.empty()) {
    query.filter.phase = casework::phase_named(asked.typed.state);
    if (!query.filter.phase)
      return fail(ErrorCode::usage,
                  fmt::format("--state 的值「{}」不对，请写 waiting、answered、accepted、vanished "
                              "或 cleared",
                              asked.typed.state));
  }
  const Result<app::WarningPage> page = app::list_warnings(who(), asked.desk, query);
  if (!page) return tl::unexpected(page.error());
  std::ostream& out = asked.machine.out;
  if (asked.typed.wants_json) {
    wire::write_warnings_json(*page, out);
    return kDone;
  }
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::left,
                   Align::right, Align::right},
                  2);
  table.add({{"预警", Ink::strong},
             {"级别"},
             {"项目"},
             {"状态"},
             {"梯级"},
             {"期限"},
             {"人"},
             {"金额(元)"}});
  for (const app::KeptWarning& kept : page->warnings)
    table.add({{app::to_string(kept.key)},
               level_cell(kept.warning.bulk.level, *asked.desk.pack),
               {printable(kept.project_name.empty() ? kept.project_code : kept.project_name)},
               {std::string(casework::row_of(kept.warning.phase).chinese)},
               {kept.rung_name + (kept.warning.has_run_out ? "（逾期）" : "")},
               {due_in_words(kept.warning.due)},
               {grouped(kept.warning.bulk.people)},
               {money(kept.warning.bulk.amount)}});
  table.print(colour_of(asked.machine), out);
  out << fmt::format("\n{} 条{}\n", page->warnings.size(),
                     page->next.empty() ? "" : "；接着看：--after " + page->next);
  return kDone;
}

void print_parts(const app::KeptWarning& kept, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right}, 1);
  table.add({{"组成", Ink::strong}, {""}, {"疑点"}, {"人"}, {"金额(元)"}});
  for (const store::WarningRulePart& part : kept.parts) {
    const rules::Rule* rule = rules::find_rule(part.rule);
    table.add({{part.rule},
               {rule == nullptr ? "" : std::string(rule->name)},
               {grouped(part.findings)},
               {grouped(part.people)},
               {money(part.amount)}});
  }
  table.print(colour, out);
}

void print_shown(const app::WarningShown& shown, const Asked& asked) {
  const app::KeptWarning& kept = shown.warning;
  std::ostream& out = asked.machine.out;
  const Colour colour = colour_of(asked.machine);
  const Cell level = level_cell(kept.warning.bulk.level, *asked.desk.pack);
  out << painted(level.text, level.ink, colour) << ' '
      << painted(kept.matter_name, Ink::strong, colour)
      << fmt::format("  {}  {}\n", printable(kept.project_name), app::to_string(kept.key));
  out << fmt::format("{} 人  {} 元  {} 个月   {}\n", grouped(kept.warning.bulk.people),
                     money(kept.warning.bulk.amount), kept.warning.bulk.months,
                     casework::row_of(kept.warning.phase).chinese);
  const bool is_answered = kept.warning.phase == casework::WarningPhase::answered;
  out << fmt::format("{}：请{}于 {} 前{}\n", kept.rung_name,
                     is_answered ? "审核的人" : receiver_of(kept), due_in_words(kept.warning.due),
                     is_answered ? "审核答复" : "答复");
  print_wrapped("  ", kept.asks, out);
  if (!kept.next_rung.empty()) out << fmt::format("  过期的，转{}\n", kept.next_rung);
  out << '\n';
  print_parts(kept, colour, out);
  out << "\n经过\n";
  for (const app::WarningRecord& record : shown.history) {
    out << fmt::format("  {}  {}  {}  {}，期限 {}\n", to_string(record.day),
                       padded_right(casework::row_of(record.step).chinese, 10),
                       padded_right(access::in_chinese(record.role), 14), record.rung_name,
                       due_in_words(record.due));
    if (!record.why.empty()) print_wrapped("      ", record.why, out);
    for (const store::WarningEvidence& file : record.evidence)
      out << fmt::format("      附件 {}  SM3 {}\n", printable(file.name), file.sm3);
  }
}

Result<int> show(const Asked& asked) {
  const Result<app::WarningKey> key = app::warning_key_in(asked.typed.id);
  if (!key) return tl::unexpected(key.error());
  const Result<app::WarningShown> shown = app::show_warning(who(), asked.desk, *key);
  if (!shown) return tl::unexpected(shown.error());
  if (asked.typed.wants_json)
    wire::write_warning_json(*shown, asked.machine.out);
  else
    print_shown(*shown, asked);
  return kDone;
}

// What a step has made of it.
Result<int> told(const Result<app::KeptWarning>& kept, const Asked& asked) {
  if (!kept) return tl::unexpected(kept.error());
  return show(asked);
}

Result<int> answer(const Asked& asked) {
  const Result<app::WarningKey> key = app::warning_key_in(asked.typed.id);
  if (!key) return tl::unexpected(key.error());
  app::WarningAnswer answer{*key, asked.typed.key, asked.typed.text, {}};
  for (const std::string& file : asked.typed.files) {
    Result<store::WarningEvidence> evidence = app::evidence_of(file);
    if (!evidence) return tl::unexpected(evidence.error());
    answer.evidence.push_back(*std::move(evidence));
  }
  return told(app::answer_warning(who(), asked.moment, asked.desk, answer), asked);
}

Result<int> review(const Asked& asked) {
  const Result<app::WarningKey> key = app::warning_key_in(asked.typed.id);
  if (!key) return tl::unexpected(key.error());
  if (asked.typed.is_accepted == asked.typed.is_sent_back)
    return fail(ErrorCode::usage, "--accept（采纳）和 --send-back（退回）要写且只写一个");
  const app::WarningReview review{
      *key, asked.typed.key,
      asked.typed.is_accepted ? app::Verdict::accepted : app::Verdict::sent_back, asked.typed.why};
  return told(app::review_warning(who(), asked.moment, asked.desk, review), asked);
}

Result<int> clear(const Asked& asked) {
  const Result<app::WarningKey> key = app::warning_key_in(asked.typed.id);
  if (!key) return tl::unexpected(key.error());
  return told(
      app::clear_warning(who(), asked.moment, asked.desk, {*key, asked.typed.key, asked.typed.why}),
      asked);
}

Result<int> tick(const Asked& asked) {
  const Result<std::vector<app::WarningChange>> changes =
      app::tick_warnings(access::the_machine(), asked.moment, asked.desk);
  if (!changes) return tl::unexpected(changes.error());
  std::ostream& out = asked.machine.out;
  if (asked.typed.wants_json) {
    wire::write_warning_changes_json(*changes, out);
    return kDone;
  }
  for (const app::WarningChange& change : *changes) {
    out << app::to_string(change.key) << ' ';
    for (const casework::WarningStep step : change.steps)
      out << ' ' << casework::row_of(step).chinese;
    out << '\n';
  }
  out << fmt::format("截至 {}：{} 条预警有变化\n", to_string(asked.moment.today), changes->size());
  return kDone;
}

using Known = KnownCommand<Asked>;
constexpr std::array kKnown = std::to_array<Known>({
    {"warning list", list},
    {"warning show", show},
    {"warning answer", answer},
    {"warning review", review},
    {"warning clear", clear},
    {"warning tick", tick},
});

}  // namespace

void declare_warning(CLI::App& app, TypedWarning& typed) {
  CLI::App* warning = app.add_subcommand("warning");
  for (const Known& known : kKnown) {
    const std::string name(known.verb());
    CLI::App* one = warning->add_subcommand(name);
    declare_data(*one, typed.data);
    one->add_option("--pack", typed.pack);
    one->add_option("--as-of", typed.as_of);
    one->add_flag("--json", typed.wants_json);
    if (name != "list" && name != "tick") one->add_option("ID", typed.id)->required();
    if (name == "answer" || name == "review" || name == "clear")
      one->add_option("--key", typed.key);
    if (name == "review" || name == "clear") one->add_option("--why", typed.why);
  }
  CLI::App* list = warning->get_subcommand("list");
  list->add_option("--state", typed.state);
  list->add_option("--after", typed.after);
  list->add_flag("--all", typed.is_everything);
  CLI::App* answer = warning->get_subcommand("answer");
  answer->add_option("--text", typed.text)->required();
  answer->add_option("--file", typed.files);
  CLI::App* review = warning->get_subcommand("review");
  review->add_flag("--accept", typed.is_accepted);
  review->add_flag("--send-back", typed.is_sent_back);
}

std::optional<Result<WarningCommand>> warning_command(const std::string& command,
                                                      const TypedWarning& typed,
                                                      const Machine& machine) {
  if (command == "warning")
    return fail(ErrorCode::usage,
                "warning 后面缺少要做的事：list、show、answer、review、clear 或 tick");
  for (const Known& known : kKnown) {
    if (known.command != command) continue;
    Result<app::DataPlace> place = data_place(typed.data, command);
    if (!place) return tl::unexpected(place.error());
    Date today = machine.today;
    if (!typed.as_of.empty()) {
      const Result<Date> day = parse_iso_date(typed.as_of);
      if (!day)
        return fail(ErrorCode::usage,
                    fmt::format("--as-of 的值「{}」不是日期，请写成 2026-11-22", typed.as_of));
      today = *day;
    }
    return WarningCommand{command, *std::move(place), typed, today};
  }
  return std::nullopt;
}

Result<int> run_warning(const WarningCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<verify::Pack> pack =
      verify::find_pack(command.typed.pack.empty() ? "default" : command.typed.pack);
  if (!pack) return tl::unexpected(pack.error());
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const Asked asked{command.typed,
                    machine,
                    {(*data)->store.get(), &*law, &*pack},
                    {machine.now(), command.today}};
  return run_among(kKnown, command.command, asked);
}

}  // namespace qingxin::cli
