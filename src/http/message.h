// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/principal.h"
#include "base/instant.h"

// Requests and responses as plain values; nothing here knows how they travel.
namespace qingxin::http {

// What routes are made of. Any other token of a request is `other`: no route has it.
enum class Method : unsigned char { get, head, post, put, patch, remove, options, other };
std::string_view to_string(Method method);  // "GET", "DELETE" …

// A header field. Names of requests are in lower case.
struct Field {
  std::string name, value;

  friend bool operator==(const Field&, const Field&) = default;
};

// What stands before the body (RFC 9112).
struct Head {
  Method method = Method::other;
  std::string method_name;  // as sent
  std::string target;       // origin form as sent, "/api/v1/rules?cursor=…"; or "*"
  int minor_version = 1;    // of HTTP/1
  std::vector<Field> fields;
  std::optional<std::uint64_t> content_length;
  bool is_chunked = false;
  bool keeps_alive = true;
  bool expects_continue = false;

  bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
  // The only field of that name in lower case; empty when there is none or several.
  std::string_view field(std::string_view name) const;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Head head;
  std::string path;        // decoded, without the query
  Pairs query;             // decoded, in the order sent, each name once
  Pairs captures;          // what the {names} of the route's path matched
  std::string body;        // of a route that takes it whole
  std::string client;      // IP address of whoever asks, by a trusted proxy's word or its own
  bool is_secure = false;  // came over TLS, by a trusted proxy's word
  std::string id;          // of the request, for logs and support
  Instant received;
  int route = -1;         // its place in the route table; -1: none
  access::Principal who;  // once known; until then nobody, who may do nothing

  std::string_view query_value(std::string_view name) const;
  std::string_view capture(std::string_view name) const;
};

// Bytes that are made while they are sent. Each call is made on the pool when the ones before
// have gone out, so a slow reader holds no thread. An empty piece ends it; nullopt: it failed, and
// the connection is cut so that the client sees that something is missing.
using BodySource = std::function<std::optional<std::string>()>;

struct Response {
  int status = 200;
  std::vector<Field> fields = {};
  std::string content_type = {};  // empty: there is no body
  std::string body = {};
  BodySource source = {};  // in place of `body`

  void set(std::string name, std::string value) {
    fields.push_back({std::move(name), std::move(value)});
  }
};

}  // namespace qingxin::http
