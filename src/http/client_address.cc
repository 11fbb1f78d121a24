// SPDX-License-Identifier: Apache-2.0
#include "http/client_address.h"

#include <optional>

#include "base/text.h"

namespace qingxin::http {

std::string client_address(const Address& peer, std::string_view forwarded_for,
                           const Networks& trusted) {
  Address client = peer;
  while (trusted.contains(client) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t from = comma == std::string_view::npos ? 0 : comma + 1;
    const std::optional<Address> next = parse_address(trim(forwarded_for.substr(from)));
    if (!next) break;
    client = *next;
    forwarded_for = forwarded_for.substr(0, from == 0 ? 0 : from - 1);
  }
  return to_string(client);
}

}  // namespace qingxin::http
