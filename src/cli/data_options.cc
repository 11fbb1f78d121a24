// SPDX-License-Identifier: Apache-2.0
#include "cli/data_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace qingxin::cli {

void declare_data(CLI::App& command, TypedData& typed) {
  command.add_option("--data", typed.folder);
  command.add_option("--database", typed.database);
}

Result<app::DataPlace> data_place(const TypedData& typed, const std::string& command) {
  if (typed.folder.empty())
    return fail(
        ErrorCode::usage,
        fmt::format("缺少 --data 数据文件夹{}。写 qingxin {} --help 看可用的选项",
                    typed.database.empty() ? "" : "（密钥放在里面，用 PostgreSQL 也要）", command));
  const bool is_server =
      typed.database.starts_with("postgresql://") || typed.database.starts_with("postgres://");
  if (!typed.database.empty() && !is_server)
    return fail(ErrorCode::usage,
                "--database 的值不是 PostgreSQL 的连接字符串，请写成 "
                "postgresql://用户@主机/库名；不写则用数据文件夹里的 SQLite");
  return app::DataPlace{typed.folder, typed.database};
}

}  // namespace qingxin::cli
