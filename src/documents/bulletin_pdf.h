// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "oversight/bulletin.h"

namespace qingxin::documents {

// A bulletin as the bytes of a PDF in the form of GB/T 9704, with its letters in it: Noto CJK,
// which every machine with fonts-noto-cjk has, for 仿宋 and 小标宋 are not free. The same text and
// letters give the same bytes: it says of no other day than that of its snapshot when it was made.
// Error (unavailable): the letters are not there; memory.
Result<std::string> bulletin_pdf(const oversight::BulletinText& text);

}  // namespace qingxin::documents
