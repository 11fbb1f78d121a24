// SPDX-License-Identifier: Apache-2.0
#include "http/routes.h"

#include <fmt/format.h>

#include <charconv>

#include "http/law_routes.h"
#include "http/status_routes.h"

namespace qingxin::http {

namespace {

using enum Method;
constexpr auto kPool = Plan::Where::pool;
constexpr auto kLoop = Plan::Where::loop;
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kText = "text/plain";

constexpr std::array kRoutes{
    Route{get, "/", Entry::everyone, kLoop, Body::none, "text/html", {}, answer_front_page},
    Route{get, "/healthz", Entry::everyone, kLoop, Body::none, kText, {}, answer_health},
    Route{get, "/readyz", Entry::everyone, kPool, Body::none, kText, {}, answer_readiness},
    Route{get, "/metrics", Entry::metrics_readers, kLoop, Body::none, kText, {}, answer_metrics},
    Route{get,
          "/api/v1/openapi.yaml",
          Entry::everyone,
          kLoop,
          Body::none,
          "application/yaml",
          {},
          answer_contract},
    Route{get, "/api/v1/version", Entry::everyone, kLoop, Body::none, kJson, {}, answer_version},
    Route{get,
          "/api/v1/rules",
          Entry::everyone,
          kPool,
          Body::none,
          kJson,
          {"cursor", "limit"},
          answer_rules},
    Route{get,
          "/api/v1/rules/{rule}",
          Entry::everyone,
          kPool,
          Body::none,
          kJson,
          {"region", "as_of"},
          answer_rule},
    Route{
        post, "/api/v1/deadlines", Entry::everyone, kPool, Body::json, kJson, {}, answer_deadline},
};

std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t slash = std::min(path.find('/'), path.size());
  const std::string_view part = path.substr(0, slash);
  path.remove_prefix(slash);
  return part;
}

// Whether a path is like a template; what its names matched.
std::optional<Pairs> captures_of(std::string_view pattern, std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;  // "*"
  Pairs captures;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = next_part(pattern);
    const std::string_view part = next_part(path);
    if (wanted.starts_with('{'))
      captures.emplace_back(wanted.substr(1, wanted.size() - 2), part);
    else if (wanted != part)
      return std::nullopt;
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return captures;
}

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

std::string_view label_of(int route) {
  static const std::vector<std::string> kLabels = [] {
    std::vector<std::string> labels;
    for (const Route& each : kRoutes)
      labels.push_back(fmt::format("{} {}", to_string(each.method), each.path));
    return labels;
  }();
  return route < 0 ? "none" : std::string_view(kLabels[static_cast<std::size_t>(route)]);
}

Match find_route(Method method, std::string_view path) {
  const Method wanted = method == head ? get : method;
  Match match;
  for (std::size_t i = 0; i < kRoutes.size(); ++i) {
    std::optional<Pairs> captures = captures_of(kRoutes[i].path, path);
    if (!captures) continue;
    match.allowed.push_back(kRoutes[i].method);
    if (kRoutes[i].method != wanted) continue;
    match.route = static_cast<int>(i);
    match.captures = *std::move(captures);
  }
  return match;
}

wire::Outcome<int> limit_of(const Request& request) {
  constexpr int kUsual = 50;
  constexpr int kMost = 200;
  const std::string_view text = request.query_value("limit");
  if (text.empty()) return kUsual;
  int limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > kMost)
    return wire::problem(wire::ProblemCode::out_of_range,
                         fmt::format("limit 应为 1 至 {} 的整数", kMost), "limit");
  return limit;
}

Response json_response(std::string body) {
  return {.content_type = "application/json; charset=utf-8", .body = std::move(body)};
}

}  // namespace qingxin::http
