// SPDX-License-Identifier: Apache-2.0
#include "base/ip_address.h"

#include <gtest/gtest.h>

namespace qingxin {
namespace {

Address address(std::string_view text) {
  return parse_address(text).value();
}

TEST(IpAddress, ComesBackAsItIsWritten) {
  for (const char* text : {"127.0.0.1", "192.0.2.255", "2001:db8::1", "::1", "::"})
    EXPECT_EQ(to_string(address(text)), text);
  EXPECT_EQ(to_string(address("::ffff:192.0.2.1")), "192.0.2.1");
  for (const char* text : {"", "1", "1.2.3", "256.1.1.1", "1.2.3.4 ", "::g", "localhost", "[::1]"})
    EXPECT_FALSE(parse_address(text)) << text;
}

TEST(IpAddress, ANetworkHasTheAddressesOfItsPrefix) {
  const Network home = parse_network("192.0.2.128/25").value();
  EXPECT_TRUE(home.contains(address("192.0.2.128")));
  EXPECT_TRUE(home.contains(address("192.0.2.255")));
  EXPECT_FALSE(home.contains(address("192.0.2.127")));
  EXPECT_FALSE(home.contains(address("::1")));
  EXPECT_TRUE(parse_network("0.0.0.0/0").value().contains(address("203.0.113.9")));
  EXPECT_FALSE(parse_network("0.0.0.0/0").value().contains(address("2001:db8::1")));
  EXPECT_TRUE(parse_network("2001:db8::/32").value().contains(address("2001:db8:1::1")));
  EXPECT_TRUE(parse_network("::1").value().contains(address("::1")));
  EXPECT_FALSE(parse_network("::1").value().contains(address("::2")));
  for (const char* text :
       {"", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "::1/129"})
    EXPECT_FALSE(parse_network(text)) << text;
}

TEST(IpAddress, AnEndpointHasAnAddressAndAPort) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8080").value().port, 8080);
  EXPECT_EQ(parse_endpoint("[::1]:0").value().address, address("::1"));
  for (const char* text : {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                           "::1:80", "[127.0.0.1]:80", "localhost:80", "127.0.0.1:80 "})
    EXPECT_FALSE(parse_endpoint(text)) << text;
}

}  // namespace
}  // namespace qingxin
