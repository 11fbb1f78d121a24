// SPDX-License-Identifier: Apache-2.0
#include "cli/backup_command.h"

#include <fmt/format.h>

#include <ostream>

#include "app/back_up.h"
#include "base/text.h"
#include "cli/progress_bar.h"
#include "wire/backup_json.h"

namespace qingxin::cli {

namespace {

void print(const app::Backup& backup, const std::filesystem::path& folder, std::string_view did,
           std::ostream& out) {
  out << fmt::format("{}  {}\n", did, printable(folder.string()));
  out << fmt::format("{} 张表，{} 行；写好以后从头读过一遍，逐表相同\n", backup.tables.size(),
                     backup.rows());
}

}  // namespace

Result<int> run_back_up(const BackUpCommand& command, const Machine& machine) {
  const auto data = machine.open_data(command.data, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  Result<app::Backup> backup = [&] {
    ProgressBar bar(machine);
    return app::back_up(
        access::the_local_operator(), machine.now(), **data,
        {.folder = command.folder, .with_key = command.with_key, .program = machine.version},
        machine.open_database, [&](auto... told) { bar.show(told...); });
  }();
  if (!backup) return tl::unexpected(backup.error());
  if (command.wants_json) {
    wire::write_backup_json(*backup, machine.out);
    return 0;
  }
  print(*backup, command.folder, "备份到", machine.out);
  machine.out << (backup->has_key
                      ? "密钥也在里面：谁拿到这个文件夹，谁就看得到身份证号和银行卡号，请妥善保管\n"
                      : "密钥不在里面：恢复时要另给 master.key，没有它，遮蔽的内容打不开\n");
  return 0;
}

Result<int> run_restore(const RestoreCommand& command, const Machine& machine) {
  Result<app::Backup> backup = [&] {
    ProgressBar bar(machine);
    return app::restore({command.backup, command.data, command.key}, machine.open_database,
                        machine.now(), [&](auto... told) { bar.show(told...); });
  }();
  if (!backup) return tl::unexpected(backup.error());
  // Takes the newer migrations, and finds out whether the key is the one.
  const auto data = machine.open_data(command.data, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  if (const Result<void> noted =
          app::note_restored(access::the_local_operator(), machine.now(), **data, *backup);
      !noted)
    return tl::unexpected(noted.error());
  if (command.wants_json) {
    wire::write_backup_json(*backup, machine.out);
    return 0;
  }
  print(*backup, command.data.folder, "恢复到", machine.out);
  return 0;
}

}  // namespace qingxin::cli
