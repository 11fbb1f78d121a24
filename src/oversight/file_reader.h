// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/toml_file.h"

// How campaign files and checklists are read: in one flow, the first fault is remembered and told
// at the end; what is read after it is empty.
namespace qingxin::oversight {

class FileReader {
 public:
  explicit FileReader(std::string_view file) : file_(file) {}

  void refuse(const law::TomlTable& table, std::string_view key, std::string_view why) {
    if (!fault_) fault_ = table.error(key, why);
  }
  void known(const law::TomlTable& table, const std::vector<std::string_view>& keys) {
    std::optional<Error> error = table.unknown_key(keys);
    if (error && !fault_) fault_ = *std::move(error);
  }
  std::string text_of(const law::TomlTable& table, std::string_view key);
  // Empty where the key is left out.
  std::string text_or_none(const law::TomlTable& table, std::string_view key);
  int number_of(const law::TomlTable& table, std::string_view key, int least, int most);
  Date day_of(const law::TomlTable& table, std::string_view key);
  // The texts of a list; nothing where the key is left out.
  std::vector<std::string> texts_of(const law::TomlTable& table, std::string_view key);
  // Each table of [[key]].
  template <typename Each>
  void each_table(const law::TomlTable& from, std::string_view key, Each each) {
    const toml::node* node = from.table.get(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_array_of_tables())
      return refuse(from, key, "应写成一个或多个 [[ ]] 表");
    for (const toml::node& one : *list)
      each(law::TomlTable{*one.as_table(), file_, "[[" + std::string(key) + "]]"});
  }

  const std::optional<Error>& fault() const { return fault_; }

 private:
  std::string_view file_;
  std::optional<Error> fault_;
};

struct PlanFile {
  std::string path, text;
};
// law/<folder>/<name>.toml as it was built in. Error: not_found, names those that ship.
Result<PlanFile> find_plan_file(std::string_view folder, std::string_view name);
std::vector<std::string> built_in_plans(std::string_view folder);
// A file of whoever stands before the machine; never one that was named from outside.
Result<PlanFile> read_plan_file(std::string_view path);

}  // namespace qingxin::oversight
