// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qingxin::documents {

// 二维码 (ISO/IEC 18004), a square of dark and light cells without its quiet border.
struct SquareCode {
  int width = 0;
  std::vector<bool> is_dark;  // row by row
};

// Of plain ASCII, which every reader takes alike; about a seventh of it may be unreadable. Error:
// invalid_input (other characters, or more than a sheet can show).
Result<SquareCode> square_code(std::string_view text);

// Both with the quiet border of four cells.
std::string svg_of(const SquareCode& code);
std::string png_of(const SquareCode& code);

}  // namespace qingxin::documents
