// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// IP addresses, as text and as bits.
namespace qingxin {

// IPv6; an IPv4 address is the mapped one (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2).
using Address = std::array<std::uint8_t, 16>;

std::optional<Address> parse_address(std::string_view text);
std::string to_string(const Address& address);  // "192.0.2.1", "2001:db8::1"

struct Network {
  Address address;
  int prefix_bits = 128;

  bool contains(const Address& other) const;
};

// "192.0.2.0/24", "2001:db8::/32", or one address.
Result<Network> parse_network(std::string_view text);

class Networks {
 public:
  static Result<Networks> parse(const std::vector<std::string>& texts);
  bool contains(const Address& address) const;
  bool contains(std::string_view address) const;

 private:
  std::vector<Network> networks_;
};

struct Endpoint {
  Address address{};
  std::uint16_t port = 0;  // 0: any that is free
};

// "127.0.0.1:8080", "[::1]:8080".
Result<Endpoint> parse_endpoint(std::string_view text);

}  // namespace qingxin
