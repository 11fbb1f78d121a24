// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace qingxin::law {

// One file of law/, by its path from the folder that holds law/: "law/calendar/2026.toml".
struct LawFile {
  std::string path;
  std::string text;
};

// law/ as it was when the program was built, sorted by path.
const std::vector<LawFile>& built_in_files();

}  // namespace qingxin::law
