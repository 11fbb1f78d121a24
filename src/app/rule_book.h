// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/law.h"
#include "rules/finding.h"

namespace qingxin::app {

// A parameter that a rule leans on, and what holds for it; `value` empty: nobody has set it.
struct RuleParameter {
  std::string_view name;
  std::string_view meaning;
  std::string_view unset;                      // what follows where nobody has set it
  const law::ParameterValue* value = nullptr;  // of `law`
};

// What the rule's parameters are in a region (GB/T 2260 prefix, "" is the nation) on a day.
std::vector<RuleParameter> parameters_of(const rules::Rule& rule, const law::Law& law,
                                         std::string_view region, Date day);

// The rule's table of examples as it is kept, Markdown; empty when there is none.
std::string_view examples_of(const rules::Rule& rule);

// The rules that cite an article, by id.
std::vector<const rules::Rule*> rules_citing(std::string_view instrument, int article);

// docs/rules.md.
std::string rules_page(const law::Law& law);

// The law with a folder's own parameters (参数.toml) before those that ship. Errors: invalid_input
// with file, table, key, value and remedy.
Result<law::Law> law_of_folder(const law::Law& law, const std::filesystem::path& folder);

}  // namespace qingxin::app
