// SPDX-License-Identifier: Apache-2.0
#include "verify/pack.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "law/built_in.h"

namespace qingxin::verify {

namespace {

struct ReceiverName {
  Receiver receiver;
  std::string_view name, chinese;
};
constexpr std::array kReceivers = std::to_array<ReceiverName>({
    {Receiver::office, "office", "治欠办"},
    {Receiver::inspector, "inspector", "劳动监察"},
    {Receiver::industry_authority, "industry_authority", "行业主管部门"},
    {Receiver::leader, "leader", "领导"},
    {Receiver::street, "street", "街道、乡镇"},
    {Receiver::owner, "owner", "建设单位"},
    {Receiver::general_contractor, "general_contractor", "施工总承包单位"},
    {Receiver::subcontractor, "subcontractor", "分包单位"},
});

constexpr std::string_view kFolder = "law/packs/";
constexpr std::string_view kEnding = ".toml";

const ReceiverName& row_of(Receiver receiver) {
  const auto found = std::ranges::find(kReceivers, receiver, &ReceiverName::receiver);
  check(found != kReceivers.end());
  return *found;
}

}  // namespace

std::string_view name_of(Receiver receiver) {
  return row_of(receiver).name;
}

std::string_view in_chinese(Receiver receiver) {
  return row_of(receiver).chinese;
}

const Matter* Pack::matter(std::string_view id) const {
  const auto found = std::ranges::find(matters, id, &Matter::id);
  return found == matters.end() ? nullptr : &*found;
}

const Rung* Pack::rung(std::string_view id) const {
  const auto found = std::ranges::find(rungs, id, &Rung::id);
  return found == rungs.end() ? nullptr : &*found;
}

bool Pack::asks_for_people() const {
  return std::ranges::any_of(matters, [](const Matter& matter) {
    return (matter.except && matter.except->asks_for_people()) ||
           std::ranges::any_of(matter.levels,
                               [](const LevelWhen& one) { return one.when.asks_for_people(); }) ||
           std::ranges::any_of(matter.scales,
                               [](const Scale& one) { return one.measure == Measure::share; });
  });
}

bool Pack::asks_for_days() const {
  return std::ranges::any_of(matters, [](const Matter& matter) {
    return (matter.except && matter.except->asks_for_days()) ||
           std::ranges::any_of(matter.levels,
                               [](const LevelWhen& one) { return one.when.asks_for_days(); }) ||
           std::ranges::any_of(matter.scales,
                               [](const Scale& one) { return one.measure == Measure::days; });
  });
}

std::vector<std::string> built_in_packs() {
  std::vector<std::string> names;
  for (const law::LawFile& file : law::built_in_files())
    if (file.path.starts_with(kFolder) && file.path.ends_with(kEnding))
      names.push_back(
          file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kEnding.size()));
  return names;
}

Result<Pack> find_pack(std::string_view name_or_file) {
  const std::string path = std::string(kFolder).append(name_or_file).append(kEnding);
  for (const law::LawFile& file : law::built_in_files())
    if (file.path == path) return read_pack(file.text, file.path, name_or_file);
  const std::filesystem::path file{name_or_file};
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return fail(ErrorCode::usage,
                fmt::format("没有规则包「{}」：自带的有 {}；也可以写一个 .toml 文件的路径",
                            name_or_file, fmt::join(built_in_packs(), "、")));
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in)
    return fail(ErrorCode::unavailable,
                fmt::format("规则包「{}」读不出来，请检查权限", name_or_file));
  return read_pack(text.str(), name_or_file, name_or_file);
}

}  // namespace qingxin::verify
