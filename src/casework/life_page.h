// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "law/instruments.h"

// docs/casework.md is drawn from the tables: diagrams of the strands, what each step has to say,
// and the clocks.
namespace qingxin::casework {

inline constexpr std::string_view kPageBegin = "<!-- 由表生成：开始 -->\n";
inline constexpr std::string_view kPageEnd = "<!-- 由表生成：结束 -->\n";

// What stands between the markers.
std::string life_in_markdown(const law::Instruments& instruments);

// A page with `tables` between its markers. Error: invalid_input, where it has no markers or has
// them twice.
Result<std::string> page_with(std::string_view page, std::string_view tables);
// The same with what the tables of casework say.
Result<std::string> page_with_tables(std::string_view page, const law::Instruments& instruments);

}  // namespace qingxin::casework
