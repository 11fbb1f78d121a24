// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "app/moment.h"
#include "http/api.h"
#include "http/message.h"
#include "http/server.h"
#include "wire/problem.h"

// The one table of what is served. api/openapi.yaml says the same in full; a test compares both.
namespace qingxin::http {

// Who gets in. Closed to everybody unless it says otherwise.
enum class Entry : unsigned char {
  nobody,
  permitted,  // who has signed in or has a key, and may do the route's action
  everyone,
  metrics_readers,  // the addresses of [metrics] from
};

enum class Body : unsigned char { none, json, multipart };

using Answer = wire::Outcome<Response> (*)(const Request&, Api&);
// For a body that is not kept in memory.
using Receive = wire::Outcome<std::unique_ptr<Upload>> (*)(const Request&, Api&);

struct Route {
  Method method;          // GET also answers HEAD
  std::string_view path;  // "/api/v1/rules/{rule}"
  Entry entry = Entry::nobody;
  access::Action action{};  // of Entry::permitted
  Plan::Where where = Plan::Where::pool;
  Body body = Body::none;
  std::string_view media_type = "application/json";  // of what it answers
  std::array<std::string_view, 24> query{};          // names of parameters; unused are empty
  Answer answer = nullptr;
  Receive receive = nullptr;  // in its place, of Body::multipart
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

// Digits alone, from 1; nothing: it is no id.
std::optional<std::int64_t> id_in(std::string_view text);
// The number in a path or a query, as ids are written. Problem: not_found in a path, where nothing
// else can be meant; invalid_input in a query.
wire::Outcome<std::int64_t> id_in_path(const Request& request, std::string_view name);
// "cursor" of a list in the order of its ids; 0 when it is not given.
wire::Outcome<std::int64_t> id_cursor_of(const Request& request);
// A day in a query; `usual` when it is not given.
wire::Outcome<Date> day_of(const Request& request, std::string_view name, Date usual);

// When it came.
app::Moment moment_of(const Request& request);

// Content-Disposition of a file with that name.
std::string attachment(std::string_view name);

// A body in JSON.
Response json_response(std::string body);
Response problem_response(const wire::Problem& problem);

// What a use case gave, as a response.
template <typename T, typename ToJson>
wire::Outcome<Response> answered(const Result<T>& result, ToJson to_json) {
  if (!result) return tl::unexpected(wire::problem_of(result.error()));
  return json_response(to_json(*result));
}

}  // namespace qingxin::http
