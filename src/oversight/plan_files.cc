// SPDX-License-Identifier: Apache-2.0
#include "oversight/plan_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "law/built_in.h"

namespace qingxin::oversight {

namespace {

constexpr std::string_view kEnding = ".toml";

std::string folder_path(std::string_view folder) {
  return fmt::format("law/{}/", folder);
}

}  // namespace

std::vector<std::string> built_in_plans(std::string_view folder) {
  const std::string path = folder_path(folder);
  std::vector<std::string> names;
  for (const law::LawFile& file : law::built_in_files())
    if (file.path.starts_with(path) && file.path.ends_with(kEnding))
      names.push_back(
          file.path.substr(path.size(), file.path.size() - path.size() - kEnding.size()));
  return names;
}

Result<PlanFile> find_plan_file(std::string_view folder, std::string_view name) {
  const std::string path = fmt::format("{}{}{}", folder_path(folder), name, kEnding);
  for (const law::LawFile& file : law::built_in_files())
    if (file.path == path) return PlanFile{file.path, file.text};
  return fail(ErrorCode::not_found,
              fmt::format("没有「{}」，自带的有 {}", shortened(printable(name), 60),
                          fmt::join(built_in_plans(folder), "、")));
}

Result<PlanFile> read_plan_file(std::string_view path) {
  std::ifstream in{std::filesystem::path{path}, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in)
    return fail(ErrorCode::unavailable,
                fmt::format("「{}」读不出来，请检查路径和权限", printable(path)));
  return PlanFile{std::string{path}, text.str()};
}

}  // namespace qingxin::oversight
