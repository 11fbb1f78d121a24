// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "documents/paper_text.h"

namespace qingxin::documents {

// A paper as the bytes of a .docx (ECMA-376): A4, opens in Word, WPS and LibreOffice. The same
// passages give the same bytes. Errors: a square code that cannot be drawn, unavailable.
Result<std::string> paper_docx(std::string_view title, std::span<const Passage> passages);

}  // namespace qingxin::documents
