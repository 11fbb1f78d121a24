// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "oversight/bulletin.h"

namespace qingxin::documents {

// What a bulletin was made of, as the bytes of an .xlsx: every figure of every place with its parts
// and its formula, the rankings, the rows behind the figures. The same snapshot gives the same
// bytes. Error: unavailable.
Result<std::string> bulletin_sheet(oversight::BulletinKind kind,
                                   const oversight::BulletinText& text,
                                   const oversight::Snapshot& snapshot);

}  // namespace qingxin::documents
