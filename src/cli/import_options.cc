// SPDX-License-Identifier: Apache-2.0
#include "cli/import_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

#include "base/text.h"

namespace qingxin::cli {

namespace {

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

struct NamedView {
  std::string_view name;
  BatchView view;
};
constexpr NamedView kViews[] = {{"list", BatchView::list},       {"show", BatchView::show},
                                {"preview", BatchView::preview}, {"rejects", BatchView::rejects},
                                {"use", BatchView::use},         {"withdraw", BatchView::withdraw}};

void declare_checking(CLI::App& command, TypedImport& typed) {
  declare_data(command, typed.data);
  command.add_option("--as-of", typed.as_of);
  command.add_option("--law", typed.law_folder);
  command.add_option("--threads", typed.threads);
  command.add_flag("--json", typed.wants_json);
}

Result<Date> day_of(const TypedImport& typed, const Machine& machine) {
  if (typed.as_of.empty()) return machine.today;
  const Result<Date> day = parse_iso_date(typed.as_of);
  if (day) return *day;
  return usage(
      fmt::format("--as-of 的值「{}」不是日期，请写成 2026-11-22", printable(typed.as_of)));
}

Result<int> threads_of(const TypedImport& typed, const Machine& machine) {
  if (typed.threads.empty()) return machine.processors;
  const std::string& text = typed.threads;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 1024)
    return value;
  return usage(fmt::format("--threads 的值「{}」不对，请写 1 到 1024 的整数", printable(text)));
}

std::optional<std::filesystem::path> law_folder_of(const TypedImport& typed) {
  if (typed.law_folder.empty()) return std::nullopt;
  return typed.law_folder;
}

// What every command here has.
struct Checking {
  app::DataPlace data;
  Date as_of;
  int threads = 1;
};

Result<Checking> checking_of(std::string_view command, const TypedImport& typed,
                             const Machine& machine) {
  const Result<app::DataPlace> data = data_place(typed.data, std::string(command));
  if (!data) return tl::unexpected(data.error());
  const Result<Date> as_of = day_of(typed, machine);
  if (!as_of) return tl::unexpected(as_of.error());
  const Result<int> threads = threads_of(typed, machine);
  if (!threads) return tl::unexpected(threads.error());
  return Checking{*data, *as_of, *threads};
}

// "花名册.csv=731234567890123/4", or without the name.
Result<app::NamedCorrection> correction_in(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  const bool has_name = equals != std::string::npos;
  const Result<store::FileKey> key =
      app::file_key_in(std::string_view{text}.substr(has_name ? equals + 1 : 0));
  if (!key) return tl::unexpected(key.error());
  return app::NamedCorrection{has_name ? text.substr(0, equals) : "", *key};
}

Result<Command> folder_command(const TypedImport& typed, const Checking& checking) {
  if (typed.replaces && typed.is_beside)
    return usage("--replace 和 --beside 只能写一个：同名的文件要么顶替旧的，要么两份都算");
  ImportCommand command{.data = checking.data,
                        .order = {},
                        .is_preview = typed.is_preview,
                        .waits = typed.waits || typed.is_preview,
                        .as_of = checking.as_of,
                        .pack = typed.pack,
                        .law_folder = law_folder_of(typed),
                        .wants_json = typed.wants_json};
  command.order.folder = typed.folder;
  command.order.note = typed.note;
  command.order.key = typed.key;
  command.order.threads = checking.threads;
  if (typed.replaces) command.order.same_name = app::SameName::replace;
  if (typed.is_beside) command.order.same_name = app::SameName::beside;
  if (!typed.unit.empty()) {
    const Result<app::BatchId> unit = app::batch_id_in(typed.unit);
    if (!unit)
      return usage(
          fmt::format("--unit 的值「{}」不是单位编号，编号是一串数字", printable(typed.unit)));
    command.names_unit = true;
    command.order.unit = store::UnitId{store::number(*unit)};
  }
  for (const std::string& text : typed.corrects) {
    const Result<app::NamedCorrection> correction = correction_in(text);
    if (!correction) return tl::unexpected(correction.error());
    command.order.corrections.push_back(*correction);
  }
  return command;
}

}  // namespace

void declare_import(CLI::App& app, TypedImport& typed) {
  CLI::App* import = app.add_subcommand("import");
  import->add_option("DIR", typed.folder)->required();
  declare_checking(*import, typed);
  import->add_option("--unit", typed.unit);
  import->add_option("--note", typed.note);
  import->add_option("--key", typed.key);
  import->add_option("--corrects", typed.corrects)->allow_extra_args(false);
  import->add_flag("--replace", typed.replaces);
  import->add_flag("--beside", typed.is_beside);
  import->add_flag("--preview", typed.is_preview);
  import->add_flag("--wait", typed.waits);
  import->add_option("--pack", typed.pack);

  CLI::App* batch = app.add_subcommand("batch");
  for (const NamedView& view : kViews) {
    CLI::App* command = batch->add_subcommand(std::string(view.name));
    declare_checking(*command, typed);
    if (view.view == BatchView::list)
      command->add_option("--after", typed.batch);
    else
      command->add_option("ID", typed.batch)->required();
    if (view.view == BatchView::use) command->add_option("--pack", typed.pack);
  }

  CLI::App* recheck = app.add_subcommand("recheck");
  declare_checking(*recheck, typed);
  recheck->add_flag("--all", typed.is_everything);
  recheck->add_option("--pack", typed.pack);
}

bool is_import_command(std::string_view command) {
  return command == "import" || command == "recheck" || command == "batch" ||
         command.starts_with("batch ");
}

Result<Command> import_command(std::string_view command, const TypedImport& typed,
                               const Machine& machine) {
  if (command == "batch")
    return usage("batch 后面缺少要做的事：list、show、preview、rejects、use 或 withdraw");
  const Result<Checking> checking = checking_of(command, typed, machine);
  if (!checking) return tl::unexpected(checking.error());
  if (command == "import") return folder_command(typed, *checking);
  if (command == "recheck")
    return RecheckCommand{.data = checking->data,
                          .order = {.as_of = checking->as_of,
                                    .is_everything = typed.is_everything,
                                    .program = machine.version,
                                    .threads = checking->threads},
                          .pack = typed.pack,
                          .law_folder = law_folder_of(typed),
                          .wants_json = typed.wants_json};
  BatchCommand batch{.data = checking->data,
                     .view = BatchView::list,
                     .as_of = checking->as_of,
                     .threads = checking->threads,
                     .pack = typed.pack,
                     .law_folder = law_folder_of(typed),
                     .wants_json = typed.wants_json};
  for (const NamedView& view : kViews)
    if (command == fmt::format("batch {}", view.name)) batch.view = view.view;
  if (!typed.batch.empty()) {
    const Result<app::BatchId> id = app::batch_id_in(typed.batch);
    if (!id) return tl::unexpected(id.error());
    batch.batch = *id;
  }
  return batch;
}

}  // namespace qingxin::cli
