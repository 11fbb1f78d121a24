// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "law/articles.h"
#include "law/calendar.h"
#include "law/instruments.h"
#include "law/parameters.h"

namespace qingxin::law {

// The law as data, read from law/ at start.
struct Law {
  std::string version;  // date of the law data, "2026-11-22"
  Instruments instruments;
  Articles articles;
  Calendar calendar{{}};
  Parameters parameters;
};

// Reads law/ of `folder`, or the copy built into the program when there is none. `known_on` keeps
// the holiday notices published by that day (the 2020 spring festival was changed while it ran);
// empty: the newest of each year.
Result<Law> load(const std::optional<std::filesystem::path>& folder, std::optional<Date> known_on);

// The law with a place's own parameters, the text of a 参数.toml, before those that ship; empty:
// there are none. Errors: invalid_input with file, table, key, value and remedy.
Result<Law> law_with(const Law& law, const std::string& parameters);

}  // namespace qingxin::law
