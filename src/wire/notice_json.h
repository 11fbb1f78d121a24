// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/send_notices.h"

namespace qingxin::wire {

// Receivers masked, as they are in the page.
std::string notices_json(const app::NoticePage& page);

}  // namespace qingxin::wire
