// SPDX-License-Identifier: Apache-2.0
#include "cli/register_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <ostream>

#include "app/export_register.h"
#include "app/saved_views.h"
#include "base/text.h"
#include "cli/clue_text.h"
#include "cli/known_command.h"
#include "cli/step_options.h"
#include "wire/registers_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0, kAtOnce = 100;

const access::Principal& who() {
  static const access::Principal kWho = access::the_local_operator();
  return kWho;
}

struct Asked {
  const TypedRegister& typed;
  const Machine& machine;
  app::StoredData& data;
};

Result<app::Register> register_in(const TypedRegister& typed) {
  return typed.of.empty() ? Result<app::Register>(app::Register::clues)
                          : app::register_named(typed.of);
}

Result<int> list_views(const Asked& asked) {
  const Result<app::Register> of = register_in(asked.typed);
  if (!of) return tl::unexpected(of.error());
  const auto views = app::list_views(who(), *asked.data.store, *of);
  if (!views) return tl::unexpected(views.error());
  std::ostream& out = asked.machine.out;
  if (asked.typed.wants_json) {
    wire::write_views_json(*views, out);
    return kDone;
  }
  TextTable table({Align::left, Align::left, Align::left}, 2);
  table.add({{"筛选", Ink::strong}, {"存于"}, {"条件"}});
  for (const app::SavedView& view : *views)
    table.add({{printable(view.name)}, {china_minute(view.saved)}, {printable(view.query)}});
  table.print(colour_of(asked.machine), out);
  out << fmt::format("\n{} 个\n", views->size());
  return kDone;
}

Result<int> delete_view(const Asked& asked) {
  const Result<app::Register> of = register_in(asked.typed);
  if (!of) return tl::unexpected(of.error());
  store::Store& store = *asked.data.store;
  const Result<app::SavedView> view = app::view_named(who(), store, *of, asked.typed.name);
  if (!view) return tl::unexpected(view.error());
  const Result<void> done =
      app::delete_view(who(), {asked.machine.now(), asked.machine.today}, store, view->id);
  if (!done) return tl::unexpected(done.error());
  asked.machine.out << fmt::format("删去筛选「{}」\n", printable(view->name));
  return kDone;
}

void print_exports(const app::ExportPage& page, const Machine& machine) {
  TextTable table({Align::left, Align::left, Align::left, Align::right, Align::left}, 4);
  table.add({{"编号", Ink::strong}, {"时间"}, {"导出人"}, {"行"}, {"理由"}});
  for (const app::ExportLine& line : page.exports) {
    const app::Export& one = line.exported;
    table.add({{app::number_text(one)},
               {china_minute(one.at)},
               {printable(line.user)},
               {one.rows ? grouped(*one.rows) : "没有写成"},
               {printable(one.asked.why) + (one.asked.has_names ? "（含姓名）" : "")}});
  }
  table.print(colour_of(machine), machine.out);
  machine.out << fmt::format(
      "\n{} 次{}\n", page.exports.size(),
      page.next ? fmt::format("；接着看：--after {}", number(*page.next)) : "");
}

Result<int> list_exports(const Asked& asked) {
  app::ExportsAsked query{.of = {}, .year = {}, .before = {}, .limit = kAtOnce};
  if (!asked.typed.of.empty()) {
    const Result<app::Register> of = register_in(asked.typed);
    if (!of) return tl::unexpected(of.error());
    query.of = *of;
  }
  if (!asked.typed.year.empty()) {
    const Result<std::int64_t> year = number_in("--year", asked.typed.year);
    if (!year) return tl::unexpected(year.error());
    query.year = static_cast<int>(*year);
  }
  if (!asked.typed.after.empty()) {
    const Result<std::int64_t> after = number_in("--after", asked.typed.after);
    if (!after) return tl::unexpected(after.error());
    query.before = app::ExportId{*after};
  }
  const Result<app::ExportPage> page = app::list_exports(who(), *asked.data.store, query);
  if (!page) return tl::unexpected(page.error());
  if (asked.typed.wants_json)
    wire::write_exports_json(*page, asked.machine.out);
  else
    print_exports(*page, asked.machine);
  return kDone;
}

using Known = KnownCommand<Asked>;
constexpr std::array kKnown = std::to_array<Known>({
    {"view list", list_views},
    {"view delete", delete_view},
    {"export list", list_exports},
});

}  // namespace

void declare_registers(CLI::App& app, TypedRegister& typed) {
  CLI::App* view = app.add_subcommand("view");
  CLI::App* exported = app.add_subcommand("export");
  for (CLI::App* one : {view->add_subcommand("list"), view->add_subcommand("delete"),
                        exported->add_subcommand("list")}) {
    declare_data(*one, typed.data);
    one->add_option("--register", typed.of);
    one->add_flag("--json", typed.wants_json);
  }
  view->get_subcommand("delete")->add_option("NAME", typed.name)->required();
  exported->get_subcommand("list")->add_option("--year", typed.year);
  exported->get_subcommand("list")->add_option("--after", typed.after);
}

std::optional<Result<RegisterCommand>> register_command(const std::string& command,
                                                        const TypedRegister& typed) {
  if (command == "view") return fail(ErrorCode::usage, "view 后面缺少要做的事：list 或 delete");
  if (command == "export") return fail(ErrorCode::usage, "export 后面缺少要做的事：list");
  return command_among<RegisterCommand>(kKnown, command, typed);
}

Result<int> run_register(const RegisterCommand& command, const Machine& machine) {
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  return run_among(kKnown, command.command, Asked{command.typed, machine, **data});
}

}  // namespace qingxin::cli
