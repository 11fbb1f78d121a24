// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qingxin::law {

// One file of law/, by its path from the folder that holds law/: "law/calendar/2026.toml".
struct LawFile {
  std::string path;
  std::string text;
};

// law/ as it was when the program was built, with its tables of examples, sorted by path.
const std::vector<LawFile>& built_in_files();

// Of them, those that are law data.
std::vector<LawFile> built_in_law();

// The table of examples of a rule ("W02"); nothing when there is none.
const LawFile* built_in_examples(std::string_view rule_id);

}  // namespace qingxin::law
