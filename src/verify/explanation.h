// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/counting.h"
#include "law/law.h"
#include "verify/report.h"

namespace qingxin::verify {

// A parameter that the finding's rule leans on, where and when it holds.
struct ParameterInForce {
  std::string_view name;
  std::string_view meaning;
  std::string value;   // empty: nobody has set it
  std::string source;  // empty: its file names none
};

// One finding with all that it rests on, for one sheet of paper.
struct Explanation {
  Finding finding;  // with every row that it used
  law::Law law;     // with the folder's own parameters
  Date as_of;
  std::optional<law::Counting> counting;  // how the missed day was reached; empty: none
  std::vector<ParameterInForce> parameters;
  std::vector<book::FileRead> files;  // what was read
};

}  // namespace qingxin::verify
