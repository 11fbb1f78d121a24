// SPDX-License-Identifier: Apache-2.0
#include "http/head.h"

#include <gtest/gtest.h>

#include "http/client_address.h"
#include "http/routes.h"
#include "http/target.h"

namespace qingxin::http {
namespace {

constexpr HeadLimits kLimits{.fields = 5, .target = 50};

wire::Outcome<Head> read(std::string_view lines) {
  return parse_head(std::string(lines) + "\r\n", kLimits);
}

// The code of the problem with "GET / HTTP/1.1", a Host, and these lines.
std::string fault(std::string_view lines) {
  const wire::Outcome<Head> head = read("POST / HTTP/1.1\r\nHost: a\r\n" + std::string(lines));
  return head ? "" : std::string(wire::kind_of(head.error().code).name);
}

std::string fault_of(std::string_view bytes) {
  const wire::Outcome<Head> head = parse_head(bytes, kLimits);
  return head ? "" : std::string(wire::kind_of(head.error().code).name);
}

TEST(Head, HasItsParts) {
  const Head head =
      read("POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-A:  1 \r\n").value();
  EXPECT_EQ(head.method, Method::post);
  EXPECT_EQ(head.target, "/a?b=c");
  EXPECT_EQ(head.content_length, 5U);
  EXPECT_EQ(head.field("x-a"), "1");
  EXPECT_TRUE(head.keeps_alive);
  EXPECT_TRUE(head.has_body());
}

TEST(Head, KeepsTheConnectionAsItsVersionHasIt) {
  EXPECT_FALSE(read("GET / HTTP/1.0\r\n")->keeps_alive);
  EXPECT_TRUE(read("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n")->keeps_alive);
  EXPECT_FALSE(read("GET / HTTP/1.1\r\nHost: a\r\nConnection: te, Close\r\n")->keeps_alive);
}

TEST(Head, RefusesWhatCouldBeTwoBodies) {
  EXPECT_EQ(fault("Content-Length: 5\r\n"), "");
  EXPECT_EQ(fault("Transfer-Encoding: Chunked\r\n"), "");
  for (const char* lines : {"Content-Length: 5\r\nContent-Length: 5\r\n",
                            "Content-Length: 5, 5\r\n",
                            "Content-Length: +5\r\n",
                            "Content-Length: -1\r\n",
                            "Content-Length: 0x5\r\n",
                            "Content-Length: 5 \x01\r\n",
                            "Content-Length:\r\n",
                            "Content-Length: 1e3\r\n",
                            "Content-Length: 99999999999999999999\r\n",
                            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                            "Transfer-Encoding: gzip, chunked\r\n",
                            "Transfer-Encoding: identity\r\n",
                            "Transfer-Encoding: chunked, chunked\r\n",
                            "Transfer-Encoding:\r\n",
                            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                            "Transfer-Encoding : chunked\r\n",
                            "Transfer-Encoding\r\n",
                            "X: a\r\n b\r\n",
                            "X: a\nContent-Length: 3\r\n",
                            "X: a\rContent-Length: 3\r\n",
                            "Content Length: 5\r\n",
                            "Host: b\r\n",
                            ": a\r\n",
                            "X\xC3\xA4: a\r\n"})
    EXPECT_EQ(fault(lines), "malformed_head") << lines;
  EXPECT_EQ(fault(std::string_view("X: a\0b\r\n", 8)), "malformed_head");
}

TEST(Head, RefusesRequestLinesThatAreNone) {
  for (const char* line :
       {"GET /", "GET / HTTP/2.0", "GET / HTTP/1.2", "GET / http/1.1", "GET /  HTTP/1.1 ", "",
        "GET  HTTP/1.1", "GET http://a/ HTTP/1.1", "GET a HTTP/1.1", "GET * HTTP/1.1",
        "G(T / HTTP/1.1", "GET /a b HTTP/1.1", "GET /\xE6\xB8\x85 HTTP/1.1", "GET /#a HTTP/1.1",
        "PRI * HTTP/2.0"})
    EXPECT_EQ(fault_of(std::string(line) + "\r\nHost: a\r\n\r\n"), "malformed_head") << line;
  EXPECT_EQ(fault_of("GET / HTTP/1.1\r\n\r\n"), "malformed_head");  // no Host
  EXPECT_EQ(fault_of("GET / HTTP/1.0\r\n\r\n"), "");
  EXPECT_EQ(fault_of("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), "malformed_head");
}

TEST(Head, HasLimits) {
  EXPECT_EQ(fault("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n"), "");
  EXPECT_EQ(fault("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n"), "head_too_large");
  EXPECT_EQ(fault_of("GET /" + std::string(49, 'a') + " HTTP/1.0\r\n\r\n"), "");
  EXPECT_EQ(fault_of("GET /" + std::string(50, 'a') + " HTTP/1.0\r\n\r\n"), "target_too_long");
  EXPECT_EQ(fault("Expect: 200-ok\r\n"), "expectation_failed");
}

TEST(Head, SaysSoonThatABeginningCanBecomeNothing) {
  EXPECT_TRUE(check_beginning("GET / HT"));
  EXPECT_TRUE(check_beginning("GET / HTTP/1.1\r"));
  EXPECT_FALSE(check_beginning("GET / HTTP/1.1\n"));
  EXPECT_FALSE(check_beginning("GET / HTTP/1.1\r\nA: \x07"));
  EXPECT_FALSE(check_beginning("\x16\x03\x01"));  // TLS
}

std::string path_of(std::string_view target) {
  const wire::Outcome<Target> parsed = parse_target(target);
  return parsed ? parsed->path : "! " + std::string(wire::kind_of(parsed.error().code).name);
}

TEST(Target, IsDecodedOnce) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/a/%E6%B8%85?x=1"), "/a/清");
  EXPECT_EQ(path_of("/%2541"), "/%41");
  const Target target = parse_target("/a?x=%E6%B8%85+1&y=").value();
  EXPECT_EQ(target.query, (Pairs{{"x", "清 1"}, {"y", ""}}));
}

TEST(Target, RefusesOtherWaysToTheSamePlace) {
  for (const char* target : {"/a//b", "/a/", "/./a", "/a/../b", "/%2e%2e/a", "/a%2Fb", "/a%5Cb",
                             "/%", "/%4", "/%zz", "/%00", "/a?x", "/a?=1", "/a?x=%0a"})
    EXPECT_EQ(path_of(target), "! malformed_path") << target;
  EXPECT_EQ(path_of("/%FF"), "! not_utf8");
  EXPECT_EQ(path_of("/a?x=%C0%AF"), "! not_utf8");
  EXPECT_EQ(path_of("/a?x=1&x=2"), "! duplicate_field");
  EXPECT_EQ(path_of("/a?x=1&%78=2"), "! duplicate_field");
}

TEST(ClientAddress, IsWhatATrustedProxySays) {
  const Networks trusted = Networks::parse({"10.0.0.0/8"}).value();
  const Address proxy = parse_address("10.0.0.1").value();
  const Address other = parse_address("192.0.2.1").value();
  EXPECT_EQ(client_address(other, "198.51.100.1", trusted), "192.0.2.1");
  EXPECT_EQ(client_address(proxy, "", trusted), "10.0.0.1");
  EXPECT_EQ(client_address(proxy, "198.51.100.1", trusted), "198.51.100.1");
  EXPECT_EQ(client_address(proxy, "203.0.113.7, 198.51.100.1, 10.0.0.2", trusted), "198.51.100.1");
  EXPECT_EQ(client_address(proxy, "198.51.100.1, nonsense", trusted), "10.0.0.1");
}

TEST(Routes, AreFoundByMethodAndPath) {
  const Match rule = find_route(Method::head, "/api/v1/rules/W01");
  EXPECT_EQ(label_of(rule.route), "GET /api/v1/rules/{rule}");
  EXPECT_EQ(rule.captures, (Pairs{{"rule", "W01"}}));
  const Match wrong = find_route(Method::post, "/api/v1/rules/W01");
  EXPECT_EQ(wrong.route, -1);
  EXPECT_EQ(wrong.allowed, std::vector{Method::get});
  for (const char* path : {"/api", "/api/v1/rules/W01/x", "/nothing", "*"})
    EXPECT_TRUE(find_route(Method::get, path).allowed.empty()) << path;
}

TEST(Routes, NoTwoAnswerTheSame) {
  for (std::size_t i = 0; i < routes().size(); ++i) {
    EXPECT_EQ(find_route(routes()[i].method, routes()[i].path).route, static_cast<int>(i));
    const bool is_form = routes()[i].body == Body::multipart;
    EXPECT_EQ(routes()[i].answer == nullptr, is_form);
    EXPECT_EQ(routes()[i].receive != nullptr, is_form);
  }
}

}  // namespace
}  // namespace qingxin::http
