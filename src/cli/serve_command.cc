// SPDX-License-Identifier: Apache-2.0
#include "cli/serve_command.h"

#include <fmt/format.h>

#include <ostream>

#include "app/settings.h"
#include "cli/machine.h"

namespace qingxin::cli {

namespace {

std::string bounds_of(const app::Setting& setting) {
  if (!std::holds_alternative<std::int64_t app::Settings::*>(setting.member)) return "";
  return fmt::format("（{} 至 {}{}{}）", setting.least, setting.most,
                     setting.unit.empty() ? "" : " ", setting.unit);
}

void print_settings(const app::Settings& settings, std::ostream& out) {
  std::string_view table;
  for (const app::Setting& setting : app::settings()) {
    if (setting.table != table)
      out << fmt::format("{}[{}]\n", table.empty() ? "" : "\n", setting.table);
    table = setting.table;
    out << fmt::format("# {}{}\n{} = {}\n", setting.meaning, bounds_of(setting), setting.key,
                       app::written(settings, setting));
  }
}

}  // namespace

Result<int> run_config(const ConfigCommand& command, const Machine& machine) {
  const Result<app::Settings> settings =
      command.file.empty() ? app::Settings{} : app::read_settings(command.file);
  if (!settings) return tl::unexpected(settings.error());
  if (command.view == ConfigView::show)
    print_settings(*settings, machine.out);
  else
    machine.out << fmt::format("{} 没有问题\n", command.file.string());
  return 0;
}

}  // namespace qingxin::cli
