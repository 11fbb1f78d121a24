// SPDX-License-Identifier: Apache-2.0
#include "http/negotiation.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "http/metrics.h"
#include "http/response_head.h"

namespace qingxin::http {
namespace {

TEST(Negotiation, AcceptsByRange) {
  for (const char* accept :
       {"", "*/*", "application/json", "text/html, application/*;q=0.5", "Application/JSON;q=1"})
    EXPECT_TRUE(accepts(accept, "application/json")) << accept;
  for (const char* accept : {"text/html", "application/json;q=0", "application/xml, text/*"})
    EXPECT_FALSE(accepts(accept, "application/json")) << accept;
}

TEST(Negotiation, ZipsWhenGzipIsNamedAndWanted) {
  EXPECT_TRUE(accepts_gzip("deflate, gzip;q=0.5"));
  for (const char* coding : {"", "identity", "gzip;q=0", "gzip; q=0.00", "*"})
    EXPECT_FALSE(accepts_gzip(coding)) << coding;
}

TEST(Negotiation, ReadsParameters) {
  EXPECT_EQ(media_type_of(" Text/HTML ; charset=utf-8"), "text/html");
  EXPECT_EQ(parameter_of("a/b; x=1; Name=\"a;\\\"b\"", "name"), "a;\"b");
  EXPECT_EQ(parameter_of("a/b; name", "name"), "");
}

TEST(Negotiation, ComparesTags) {
  EXPECT_TRUE(matches("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(matches("*", "\"b\""));
  EXPECT_FALSE(matches("\"a\"", "\"b\""));
  EXPECT_FALSE(matches("", "\"b\""));
}

TEST(Negotiation, WhatIsZippedComesBack) {
  const std::string text(100'000, 'x');
  const std::string zipped = gzip(text, 6);
  EXPECT_LT(zipped.size(), 1000U);
  std::string back(text.size() + 1, '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zipped.data()));
  stream.avail_in = static_cast<uInt>(zipped.size());
  stream.next_out = reinterpret_cast<Bytef*>(back.data());
  stream.avail_out = static_cast<uInt>(back.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  back.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(back, text);
}

TEST(ResponseHead, CannotBeSplitByAValue) {
  Response response{.content_type = "text/plain", .body = "hi"};
  response.set("X-A", "a\r\nX-B: b");
  const std::string head =
      response_head(response, {}, {.now = {0}, .length = Length::known, .ending = Keep::closes});
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-A: a??X-B: b\r\n"
            "Content-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
}

TEST(ResponseHead, HasADateAsHttpWantsIt) {
  EXPECT_EQ(http_date({1'795'400'700'999}), "Mon, 23 Nov 2026 02:25:00 GMT");
}

TEST(Metrics, CountsByRouteAndStatus) {
  Metrics metrics;
  metrics.count("GET /a", {.status = 200, .duration = std::chrono::microseconds{1'000}});
  metrics.count("GET /a", {.status = 200, .duration = std::chrono::microseconds{30'000'000}});
  metrics.count("GET /a", {.status = 404, .duration = std::chrono::microseconds{1'001}});
  const std::string text = metrics.text({.connections = 7}, 2);
  const auto has = [&](std::string_view line) {
    return text.find("\n" + std::string(line) + "\n") != std::string::npos;
  };
  EXPECT_TRUE(has("qingxin_http_requests_total{route=\"GET /a\",status=\"200\"} 2"));
  EXPECT_TRUE(has("qingxin_http_requests_total{route=\"GET /a\",status=\"404\"} 1"));
  EXPECT_TRUE(
      has("qingxin_http_request_duration_seconds_bucket{route=\"GET /a\",le=\"0.001000\"} 1"));
  EXPECT_TRUE(
      has("qingxin_http_request_duration_seconds_bucket{route=\"GET /a\",le=\"0.002500\"} 2"));
  EXPECT_TRUE(has("qingxin_http_request_duration_seconds_bucket{route=\"GET /a\",le=\"+Inf\"} 3"));
  EXPECT_TRUE(has("qingxin_http_request_duration_seconds_sum{route=\"GET /a\"} 30.002001"));
  EXPECT_TRUE(has("qingxin_http_connections 7"));
  EXPECT_TRUE(has("qingxin_log_lines_lost_total 2"));
}

}  // namespace
}  // namespace qingxin::http
