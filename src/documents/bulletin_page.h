// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "oversight/bulletin.h"

namespace qingxin::documents {

// A bulletin as an HTML page that needs nothing else, has no script and prints on A4: how it will
// look, and of each figure what bound it (in data-figure) and by which formula (in its title).
std::string bulletin_page(const oversight::BulletinText& text);

}  // namespace qingxin::documents
