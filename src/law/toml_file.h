// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

// What the readers of law files share: a table with its name, and messages that say where.
namespace qingxin::law {

Result<toml::table> parse_toml(std::string_view text, std::string_view file);

// A table, and what messages call it: "[pay]", "[[notice]]".
struct TomlTable {
  const toml::table& table;
  std::string_view file;
  std::string name;

  // "law/calendar/2026.toml 第 5 行 [[notice]]" and, with a key that is there, " off = …".
  std::string place() const;
  std::string place(std::string_view key) const;

  Error error(std::string_view key, std::string_view reason) const;

  // A text that is not empty; a day, written "2026-10-05" or as a TOML date; a whole number.
  Result<std::string> text(std::string_view key) const;
  Result<Date> day(std::string_view key) const;
  Result<int> number(std::string_view key, int least, int most) const;

  // The first key that is not in `known`.
  std::optional<Error> unknown_key(const std::vector<std::string_view>& known) const;
};

std::optional<Date> day_in(const toml::node& node);

// The node as it would be written, for messages.
std::string shown(const toml::node& node);

// "是不是 day？" when a known name is near; always "可用：…".
std::string remedy_for(std::string_view wrong, const std::vector<std::string_view>& known);

}  // namespace qingxin::law
