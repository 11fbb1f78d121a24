// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/ip_address.h"

namespace qingxin::http {

// The address of the one who asks: the connection's own unless that is a trusted proxy; then, from
// the right, the first of X-Forwarded-For that is none. What cannot be read counts for nothing:
// the last address that could be read stands.
std::string client_address(const Address& peer, std::string_view forwarded_for,
                           const Networks& trusted);

}  // namespace qingxin::http
