// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/send_notices.h"
#include "wire/problem.h"

namespace qingxin::wire {

// Receivers masked, as they are in the page.
std::string notices_json(const app::NoticePage& page);
std::string notice_json(const app::KeptNotice& notice);

// Who wants none, and why; nobody by his number.
std::string stops_json(const app::StopPage& page);
std::string stop_kept_json(store::Kept kept);

struct StopOrder {
  std::string channel, to;
  std::string why;  // empty where he is allowed again
};
Outcome<StopOrder> read_stop_order(std::string_view body);
Outcome<StopOrder> read_stop_removal(std::string_view body);

}  // namespace qingxin::wire
