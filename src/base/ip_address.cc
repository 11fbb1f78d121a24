// SPDX-License-Identifier: Apache-2.0
#include "base/ip_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace qingxin {

namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool is_mapped(const Address& address) {
  return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.empty() || text.size() > 45) return std::nullopt;
  const std::string written(text);
  Address address{};
  if (inet_pton(AF_INET6, written.c_str(), address.data()) == 1) return address;
  std::copy(kMapped.begin(), kMapped.end(), address.begin());
  if (inet_pton(AF_INET, written.c_str(), address.data() + kMapped.size()) == 1) return address;
  return std::nullopt;
}

std::string to_string(const Address& address) {
  char text[INET6_ADDRSTRLEN];
  if (is_mapped(address))
    inet_ntop(AF_INET, address.data() + kMapped.size(), text, sizeof text);
  else
    inet_ntop(AF_INET6, address.data(), text, sizeof text);
  return text;
}

bool Network::contains(const Address& other) const {
  for (int bit = 0; bit < prefix_bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const unsigned mask = 0x80U >> (bit % 8);
    if (((address[byte] ^ other[byte]) & mask) != 0) return false;
  }
  return true;
}

Result<Network> parse_network(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::optional<Address> address = parse_address(text.substr(0, slash));
  const auto refused = [&] {
    return fail(ErrorCode::invalid_input,
                fmt::format("「{}」不是网络地址，请写成 192.0.2.0/24 或 2001:db8::/32",
                            shortened(printable(text), 60)));
  };
  if (!address) return refused();
  if (slash == text.size()) return Network{*address, 128};
  const int most = is_mapped(*address) ? 32 : 128;
  const std::string_view bits = text.substr(slash + 1);
  int prefix = 0;
  const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), prefix);
  if (bits.empty() || error != std::errc{} || end != bits.data() + bits.size() || prefix < 0 ||
      prefix > most)
    return refused();
  return Network{*address, 128 - most + prefix};
}

Result<Networks> Networks::parse(const std::vector<std::string>& texts) {
  Networks networks;
  for (const std::string& text : texts) {
    const Result<Network> network = parse_network(text);
    if (!network) return tl::unexpected(network.error());
    networks.networks_.push_back(*network);
  }
  return networks;
}

bool Networks::contains(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const Network& network) { return network.contains(address); });
}

bool Networks::contains(std::string_view address) const {
  const std::optional<Address> parsed = parse_address(address);
  return parsed && contains(*parsed);
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::string_view host = text.substr(0, std::min(colon, text.size()));
  const bool has_brackets = host.size() > 1 && host.front() == '[' && host.back() == ']';
  if (has_brackets) host = host.substr(1, host.size() - 2);
  const std::optional<Address> address = parse_address(host);
  std::uint16_t port = 0;
  const std::string_view digits = colon < text.size() ? text.substr(colon + 1) : "";
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, port);
  const bool is_read = !digits.empty() && error == std::errc{} && stop == end && address &&
                       has_brackets == !is_mapped(*address);
  if (is_read) return Endpoint{*address, port};
  return fail(
      ErrorCode::invalid_input,
      fmt::format("「{}」不是监听地址，请写成 127.0.0.1:8080 或 [::1]:8080；端口 0 由系统选",
                  shortened(printable(text), 60)));
}

}  // namespace qingxin
