// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/api.h"
#include "http/message.h"
#include "http/server.h"
#include "wire/problem.h"

// The one table of what is served. api/openapi.yaml says the same in full; a test compares both.
namespace qingxin::http {

// Who gets in. Everything is closed but what says `everyone`.
enum class Entry : unsigned char {
  everyone,
  metrics_readers,  // the addresses of [metrics] from
};

enum class Body : unsigned char { none, json };

using Answer = wire::Outcome<Response> (*)(const Request&, Api&);

struct Route {
  Method method;          // GET also answers HEAD
  std::string_view path;  // "/api/v1/rules/{rule}"
  Entry entry;
  Plan::Where where;
  Body body;
  std::string_view media_type;            // of what it answers
  std::array<std::string_view, 6> query;  // names of parameters; unused are empty
  Answer answer;
};

std::span<const Route> routes();

// "GET /api/v1/rules/{rule}", as logs and figures name it; "none" for -1.
std::string_view label_of(int route);

struct Match {
  int route = -1;                    // -1: no route has this path and method
  std::vector<Method> allowed = {};  // of the path; empty: nothing has this path
  Pairs captures = {};
};
// HEAD is taken for GET.
Match find_route(Method method, std::string_view path);

// "limit" of a list: from 1 to 200, 50 when it is not given.
wire::Outcome<int> limit_of(const Request& request);

// A body in JSON.
Response json_response(std::string body);

}  // namespace qingxin::http
