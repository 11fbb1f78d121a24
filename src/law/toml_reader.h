// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.h"
#include "law/toml_file.h"

namespace qingxin::law {

// Reads the tables of one file in one flow: the first fault is remembered, what is read after it is
// empty, and whoever reads asks once at the end.
class TomlReader {
 public:
  explicit TomlReader(std::string_view file) : file_(file) {}

  const std::optional<Error>& fault() const { return fault_; }
  std::string_view file() const { return file_; }

  void refuse(Error error) {
    if (!fault_) fault_ = std::move(error);
  }
  void refuse(const TomlTable& table, std::string_view key, std::string_view why) {
    refuse(table.error(key, why));
  }
  void known(const TomlTable& table, const std::vector<std::string_view>& keys) {
    if (std::optional<Error> error = table.unknown_key(keys)) refuse(*std::move(error));
  }

  std::string text(const TomlTable& table, std::string_view key) {
    return taken(table.text(key), std::string{});
  }
  std::string text_or_none(const TomlTable& table, std::string_view key) {
    return table.table.contains(key) ? text(table, key) : std::string{};
  }
  Date day(const TomlTable& table, std::string_view key) { return taken(table.day(key), Date{}); }
  int number(const TomlTable& table, std::string_view key, int least, int most) {
    return taken(table.number(key, least, most), least);
  }
  // "12.5" is 1250, "98%" is 9800: hundredths, in quotation marks. `unit`: what ends it, or
  // nothing.
  std::int64_t hundredths(const TomlTable& table, std::string_view key, std::string_view unit) {
    const toml::node* node = table.table.get(key);
    std::string written =
        node == nullptr ? std::string{} : node->value_exact<std::string>().value_or("");
    if (written.ends_with(unit))
      written.resize(written.size() - unit.size());
    else
      written.clear();
    const Result<Money> read = parse_money(written);
    if (read && read->fen >= 0) return read->fen;
    refuse(table, key, fmt::format("应写成引号里的数，至多两位小数，如 \"12.5{}\"", unit));
    return 0;
  }
  // The texts of a list; nothing where the key is left out.
  std::vector<std::string> texts(const TomlTable& table, std::string_view key) {
    std::vector<std::string> texts;
    const toml::node* node = table.table.get(key);
    if (node == nullptr) return texts;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      refuse(table, key, "应为一列文字，如 [\"甲\", \"乙\"]");
      return texts;
    }
    for (const toml::node& one : *list) {
      const std::optional<std::string> text = one.value_exact<std::string>();
      if (!text || text->empty())
        refuse(table, key, "每一项都应为引号里的文字");
      else
        texts.push_back(*text);
    }
    return texts;
  }
  // The number of the name among these.
  std::size_t choice(const TomlTable& table, std::string_view key,
                     const std::vector<std::string_view>& names) {
    const std::string word = text(table, key);
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == word) return i;
    refuse(table, key, fmt::format("没有「{}」。{}", word, remedy_for(word, names)));
    return 0;
  }
  // Each table of [[key]]; `name`: what messages call it.
  template <typename Each>
  void each_table(const TomlTable& from, std::string_view key, std::string_view name, Each each) {
    const toml::node* node = from.table.get(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_array_of_tables())
      return refuse(from, key, fmt::format("应写成 [[{}]] 表", name));
    for (const toml::node& one : *list)
      each(TomlTable{*one.as_table(), file_, fmt::format("[[{}]]", name)});
  }

 private:
  template <typename T>
  T taken(Result<T> read, T otherwise) {
    if (read) return *std::move(read);
    refuse(read.error());
    return otherwise;
  }

  std::string file_;
  std::optional<Error> fault_;
};

}  // namespace qingxin::law
