// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace qingxin::documents {

// One file inside of a .docx: "word/document.xml".
struct DocxPart {
  std::string name, bytes;
};

// The bytes of a .docx of these parts, in their order: the same parts give the same bytes. Error:
// unavailable.
Result<std::string> docx_file(const std::vector<DocxPart>& parts);

}  // namespace qingxin::documents
