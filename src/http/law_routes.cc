// SPDX-License-Identifier: Apache-2.0
#include "http/law_routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/routes.h"
#include "app/rule_catalogue.h"
#include "wire/law_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

// GB/T 2260, by its beginning: two to six digits; empty is the nation.
Outcome<std::string> region_of(const Request& request) {
  const std::string_view region = request.query_value("region");
  const bool has_digits =
      std::all_of(region.begin(), region.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!has_digits || region.size() % 2 != 0 || region.size() > 6)
    return problem(ProblemCode::invalid_input, "region 应为行政区划代码的前 2、4 或 6 位",
                   "region");
  return std::string(region);
}

}  // namespace

Outcome<Response> answer_version(const Request&, Api& api) {
  return json_response(wire::version_json(api.version, api.law.version));
}

Outcome<Response> answer_rules(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const std::string_view cursor = request.query_value("cursor");
  if (!cursor.empty() && rules::find_rule(cursor) == nullptr)
    return problem(ProblemCode::invalid_input, "cursor 应为上一页给出的 next，原样带回", "cursor");
  return json_response(wire::rules_json(api.law, cursor, *limit));
}

Outcome<Response> answer_rule(const Request& request, Api& api) {
  const std::string_view id = request.capture("rule");
  const rules::Rule* rule = rules::find_rule(id);
  if (rule == nullptr)
    return problem(
        ProblemCode::not_found,
        fmt::format("没有规则「{}」；GET /api/v1/rules 列出全部", shortened(printable(id), 40)),
        "rule");
  const Outcome<std::string> region = region_of(request);
  if (!region) return tl::unexpected(region.error());
  const Outcome<Date> day = day_of(request, "as_of", china_day(request.received));
  if (!day) return tl::unexpected(day.error());
  return json_response(wire::rule_json(*rule, api.law, *region, *day));
}

Outcome<Response> answer_deadline(const Request& request, Api& api) {
  const Outcome<wire::DeadlineOrder> order = wire::read_deadline_order(request.body);
  if (!order) return tl::unexpected(order.error());
  return json_response(wire::deadline_json(*order, api.law.calendar));
}

}  // namespace qingxin::http
