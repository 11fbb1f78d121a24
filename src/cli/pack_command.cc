// SPDX-License-Identifier: Apache-2.0
#include "cli/pack_command.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"
#include "cli/progress_bar.h"
#include "cli/report_text.h"
#include "cli/text_table.h"
#include "app/rule_catalogue.h"
#include "wire/pack_json.h"

namespace qingxin::cli {

namespace {

constexpr std::size_t kProjectsShown = 40;

Cell level_cell(const std::optional<rules::Severity>& level, const verify::Pack& pack) {
  if (!level) return {"-"};
  return {pack.level_names[static_cast<std::size_t>(*level)], ink_of(*level)};
}

std::string money(const std::optional<Money>& amount) {
  return amount ? to_string(*amount) : "-";
}

std::string people(int count) {
  return count == 0 ? "-" : grouped(count);
}

std::string levels_in_words(const app::DrawnCount& count, const verify::Pack& pack) {
  std::string words = fmt::format("{} 条", grouped(count.warnings));
  for (std::size_t i = 0; i < verify::kLevels; ++i)
    if (count.by_level[i] > 0)
      words += fmt::format("  {} {}", pack.level_names[i], grouped(count.by_level[i]));
  return words;
}

void print_totals(const app::PackTrial& trial, const verify::Pack& present,
                  const verify::Pack& tried, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::right,
                   Align::right, Align::right, Align::right},
                  1);
  table.add({{"规则", Ink::strong},
             {""},
             {"现用"},
             {"试用"},
             {"变化"},
             {"项目"},
             {"疑点"},
             {"人"},
             {"金额(元)"}});
  for (const app::TriedTotal& total : trial.totals)
    table.add({{std::string(rules::kCatalogue[total.rule].id)},
               {std::string(rules::kCatalogue[total.rule].name)},
               level_cell(total.before, present),
               level_cell(total.after, tried),
               {std::string(app::in_chinese(total.trial))},
               {grouped(total.projects)},
               {grouped(total.findings)},
               {people(total.people)},
               {money(total.amount)}});
  table.print(colour, out);
}

void print_projects(const app::PackTrial& trial, const verify::Pack& present,
                    const verify::Pack& tried, Colour colour, std::ostream& out) {
  if (trial.rules.empty()) {
    out << "\n没有一个项目的预警会变\n";
    return;
  }
  out << '\n';
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::right,
                   Align::right, Align::right},
                  0);
  table.add({{"会变的项目", Ink::strong},
             {"规则"},
             {"现用"},
             {"试用"},
             {"变化"},
             {"疑点"},
             {"人"},
             {"金额(元)"}});
  for (std::size_t i = 0; i < trial.rules.size() && i < kProjectsShown; ++i) {
    const app::TriedRule& one = trial.rules[i];
    table.add({{printable(one.project_name.empty() ? one.project_id : one.project_name)},
               {std::string(rules::kCatalogue[one.rule].id)},
               level_cell(one.before, present),
               level_cell(one.after, tried),
               {std::string(app::in_chinese(one.trial))},
               {grouped(one.findings)},
               {people(one.people)},
               {money(one.amount)}});
  }
  table.print(colour, out);
  if (trial.rules.size() > kProjectsShown)
    out << fmt::format("  另 {} 行见 --json\n",
                       grouped(static_cast<std::int64_t>(trial.rules.size() - kProjectsShown)));
}

}  // namespace

Result<int> run_try_pack(const TryPackCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<verify::Pack> present = verify::find_pack(command.present);
  if (!present) return tl::unexpected(present.error());
  const Result<verify::Pack> tried = verify::find_pack(command.pack);
  if (!tried) return tl::unexpected(tried.error());
  app::FactsPlace facts = command.facts;
  if (command.data) {
    Result<std::shared_ptr<app::StoredData>> data =
        machine.open_data(*command.data, app::DataIntent::existing);
    if (!data) return tl::unexpected(data.error());
    facts.stored = *std::move(data);
    facts.who = access::the_local_operator();
  }
  const Result<app::PackTrial> trial = [&]() -> Result<app::PackTrial> {
    ProgressBar bar(machine);
    const auto progress = [&bar](std::string_view what, std::int64_t done, std::int64_t total) {
      bar.show(what, done, total);
    };
    return app::try_pack_on(facts, command.order, *law, *present, *tried, progress);
  }();
  if (!trial) return tl::unexpected(trial.error());
  if (command.wants_json) {
    wire::write_trial_json(*trial, *present, *tried, command.order, machine.version, machine.out);
    return 0;
  }
  machine.out << fmt::format("清薪 {}   截至 {}   项目 {} 个\n", machine.version,
                             to_string(command.order.as_of), grouped(trial->projects));
  if (const std::ptrdiff_t empty = std::ssize(trial->empty_months); empty > 0)
    machine.out << fmt::format("注意：{} 至 {} 里有 {} 个月没有工资、考勤、代发的资料{}\n",
                               to_string(trial->empty_months.front()),
                               to_string(trial->empty_months.back()), empty,
                               "；这些月的预警只来自不分月的规则");
  machine.out << fmt::format("现用 {}（{}）  预警 {}\n", present->name, present->title,
                             levels_in_words(trial->present, *present));
  machine.out << fmt::format("试用 {}（{}）  预警 {}\n\n", tried->name, tried->title,
                             levels_in_words(trial->tried, *tried));
  const Colour colour = colour_of(machine);
  print_totals(*trial, *present, *tried, colour, machine.out);
  print_projects(*trial, *present, *tried, colour, machine.out);
  const std::int64_t hundredths = machine.elapsed().count() / 10;
  machine.out << fmt::format("\n只是试算，什么也没有改   用时 {}.{:02} 秒\n", hundredths / 100,
                             hundredths % 100);
  return 0;
}

}  // namespace qingxin::cli
