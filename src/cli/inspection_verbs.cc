// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/draws.h"
#include "app/inspections.h"
#include "base/text.h"
#include "cli/campaign_options.h"
#include "cli/campaign_verbs.h"
#include "cli/record_text.h"
#include "cli/step_options.h"
#include "wire/campaign_json.h"

// Inspections with their checklists, and the draws that plan them.
namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kDiffers = 3;

Result<std::int64_t> parent_in(const RecordAsked& asked) {
  const std::string text = named(asked, "--parent");
  if (text.empty()) return 0;
  return number_in("--parent", text);
}

void print_projects(const oversight::Drawn& drawn, std::ostream& out) {
  for (const oversight::DrawnProject& project : drawn.projects) {
    out << fmt::format("  {}  检查人员", printable(project.code));
    for (const std::int64_t officer : project.officers) out << fmt::format(" {}", officer);
    out << '\n';
  }
}

void print_difference(const oversight::SiteDifference& difference, std::ostream& out) {
  const oversight::CheckItem* item = oversight::find_item(difference.line.item);
  out << fmt::format("\n{}  {}\n", item == nullptr ? difference.line.item : item->name,
                     oversight::in_chinese(difference.difference));
  const std::size_t rules = difference.line.told.find('\n');
  if (rules != std::string::npos)
    print_wrapped("  数据：", printable(difference.line.told.substr(rules + 1)), out);
  if (!difference.line.note.empty())
    print_wrapped("  现场：", printable(difference.line.note), out);
}

Result<app::DrawOrder> draw_order(const RecordAsked& asked) {
  app::DrawOrder order{.seed = named(asked, "--seed"),
                       .region = named(asked, "--region"),
                       .industry = named(asked, "--industry"),
                       .officers = listed(asked, "--officer"),
                       .declared = {},
                       .day = asked.moment.today};
  const Result<app::Strata> strata = app::strata_in(named(asked, "--strata"));
  if (!strata) return tl::unexpected(strata.error());
  order.strata = *strata;
  for (const auto& [option, usual, place] :
       {std::tuple{"--projects", 0, &order.projects},
        {"--each", order.officers_each, &order.officers_each}}) {
    const Result<int> count = whole_in(asked, option, usual);
    if (!count) return tl::unexpected(count.error());
    *place = *count;
  }
  for (const std::string& text : listed(asked, "--declared")) {
    const Result<NameAndValue> said = name_and_value("--declared", text);
    if (!said) return tl::unexpected(said.error());
    order.declared.push_back({said->name, said->value});
  }
  if (const std::string day = named(asked, "--day"); !day.empty()) {
    const Result<Date> read = day_in("--day", day);
    if (!read) return tl::unexpected(read.error());
    order.day = *read;
  }
  const Result<std::int64_t> parent = parent_in(asked);
  if (!parent) return tl::unexpected(parent.error());
  order.parent = *parent;
  return order;
}

}  // namespace

Result<int> checklist_list(const RecordAsked& asked) {
  return told(
      asked, [&] { return wire::checklists_json(asked.law); },
      [&] {
        for (const oversight::Checklist& list : oversight::all_checklists()) {
          asked.out() << fmt::format("{}  {}  核对于 {}\n", list.name, list.title,
                                     to_string(list.checked_on));
          for (const oversight::CheckItem& item : list.items)
            asked.out() << fmt::format("  {}  {}\n    {}  {}\n", padded_right(item.id, 26),
                                       item.name, item.question,
                                       oversight::basis_of(item, asked.law));
        }
      });
}

void declare_inspection_draw(CLI::App& command, TypedRecord& typed) {
  declare_named(command, typed,
                {"--seed", "--projects", "--strata", "--each", "--day", "--region", "--industry",
                 "--parent"});
  command.add_option("--officer", typed.lists["--officer"]);
  command.add_option("--declared", typed.lists["--declared"]);
}

Result<int> inspection_draw(const RecordAsked& asked) {
  const Result<app::DrawOrder> order = draw_order(asked);
  if (!order) return tl::unexpected(order.error());
  const Result<app::DrawMade> made =
      app::draw_inspections(asked.who, asked.moment, asked.desk, *order);
  if (!made) return tl::unexpected(made.error());
  return told(
      asked, [&] { return wire::draw_made_json(*made); },
      [&] {
        print_kept(made->draw, asked.out());
        asked.out() << fmt::format("抽中 {} 个项目，各安排了一次检查\n",
                                   made->drawn.projects.size());
        print_projects(made->drawn, asked.out());
        print_notes(made->notes, asked.out());
      });
}

void declare_inspection_prefill(CLI::App& command, TypedRecord& typed) {
  declare_record_id(command, typed);
  command.add_option("--checklist", typed.lists["--checklist"]);
}

Result<int> inspection_prefill(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::RecordKept> kept = app::prefill_inspection(asked.who, asked.moment, asked.desk,
                                                               *id, listed(asked, "--checklist"));
  if (!kept) return tl::unexpected(kept.error());
  return tell_kept(asked, *kept);
}

Result<int> inspection_compare(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::SiteComparison> comparison =
      app::compare_inspection(asked.who, asked.moment, asked.desk, *id);
  if (!comparison) return tl::unexpected(comparison.error());
  return told(
      asked, [&] { return wire::site_comparison_json(*comparison); },
      [&] {
        asked.out() << fmt::format("清单 {} 项，答了 {} 项，与数据对不上的 {} 项\n",
                                   comparison->items, comparison->answered,
                                   comparison->differences.size());
        for (const oversight::SiteDifference& one : comparison->differences)
          print_difference(one, asked.out());
      });
}

void declare_inspection_hazards(CLI::App& command, TypedRecord& typed) {
  declare_record_id(command, typed);
  declare_named(command, typed, {"--person", "--measure", "--until"});
}

Result<int> inspection_hazards(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  app::HazardOrder order{.inspection = *id,
                         .person_in_charge = named(asked, "--person"),
                         .measure = named(asked, "--measure"),
                         .until = {}};
  if (const std::string until = named(asked, "--until"); !until.empty()) {
    const Result<Date> day = day_in("--until", until);
    if (!day) return tl::unexpected(day.error());
    order.until = *day;
  }
  const Result<std::vector<app::RecordKept>> kept =
      app::hazards_of_inspection(asked.who, asked.moment, asked.desk, order);
  if (!kept) return tl::unexpected(kept.error());
  return tell_all(asked, *kept, "没有答「否」的，或者隐患都记过了");
}

void declare_self_inspection_ask(CLI::App& command, TypedRecord& typed) {
  declare_named(command, typed, {"--project", "--to", "--until", "--parent"});
  command.add_option("--checklist", typed.lists["--checklist"]);
}

Result<int> self_inspection_ask(const RecordAsked& asked) {
  app::SelfInspectionOrder order{.project_code = named(asked, "--project"),
                                 .until = {},
                                 .lists = listed(asked, "--checklist")};
  const Result<Date> until = day_in("--until", named(asked, "--until"));
  if (!until) return tl::unexpected(until.error());
  order.until = *until;
  const Result<std::optional<access::UnitId>> firm = unit_in(asked, "--to", named(asked, "--to"));
  if (!firm) return tl::unexpected(firm.error());
  if (*firm) order.firm = oversight::BodyId{access::number(**firm)};
  const Result<std::int64_t> parent = parent_in(asked);
  if (!parent) return tl::unexpected(parent.error());
  order.parent = *parent;
  const Result<app::RecordKept> kept =
      app::ask_self_inspection(asked.who, asked.moment, asked.desk, order);
  if (!kept) return tl::unexpected(kept.error());
  return tell_kept(asked, *kept);
}

Result<int> draw_check(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::DrawChecked> checked =
      app::check_draw(asked.who, asked.moment, asked.desk, *id);
  if (!checked) return tl::unexpected(checked.error());
  told(
      asked, [&] { return wire::draw_checked_json(*checked); },
      [&] {
        asked.out() << (checked->check.is_sound() ? "重抽一遍，与记录一致\n"
                                                  : "重抽一遍，与记录不一致\n");
        print_projects(checked->check.again, asked.out());
        if (!checked->check.is_sound()) {
          asked.out() << "记录里是\n";
          print_projects(checked->check.kept, asked.out());
        }
      });
  return checked->check.is_sound() ? kDone : kDiffers;
}

}  // namespace qingxin::cli
