// SPDX-License-Identifier: Apache-2.0
#include "cli/keeping_options.h"

#include <CLI/CLI.hpp>

namespace qingxin::cli {

void declare_keeping(CLI::App& app, TypedKeeping& typed) {
  CLI::App* backup = app.add_subcommand("backup");
  backup->add_option("FOLDER", typed.folder)->required();
  backup->add_flag("--without-key", typed.is_without_key);
  CLI::App* restore = app.add_subcommand("restore");
  restore->add_option("FOLDER", typed.folder)->required();
  restore->add_option("--key", typed.key);
  CLI::App* doctor = app.add_subcommand("doctor");
  for (CLI::App* command : {backup, restore, doctor}) {
    declare_data(*command, typed.data);
    command->add_flag("--json", typed.wants_json);
  }
}

bool is_keeping_command(std::string_view command) {
  return command == "backup" || command == "restore" || command == "doctor";
}

Result<Command> keeping_command(const std::string& command, const TypedKeeping& typed) {
  const Result<app::DataPlace> data = data_place(typed.data, command);
  if (!data) return tl::unexpected(data.error());
  if (command == "backup")
    return BackUpCommand{*data, typed.folder, !typed.is_without_key, typed.wants_json};
  if (command == "restore") return RestoreCommand{typed.folder, *data, typed.key, typed.wants_json};
  return DoctorCommand{*data, typed.wants_json};
}

}  // namespace qingxin::cli
