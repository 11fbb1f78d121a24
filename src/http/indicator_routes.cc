// SPDX-License-Identifier: Apache-2.0
#include "http/indicator_routes.h"

#include <fmt/format.h>

#include "app/register_query.h"
#include "app/show_coverage.h"
#include "app/show_indicators.h"
#include "app/show_priority.h"
#include "http/record_request.h"
#include "http/routes.h"
#include "wire/indicator_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

// Of the month of its end, up to today, where nothing else is said.
Outcome<app::IndicatorOrder> order_of(const Request& request) {
  app::IndicatorOrder order;
  const Outcome<Date> until = day_of(request, "until", moment_of(request).today);
  if (!until) return tl::unexpected(until.error());
  const Outcome<Date> from = day_of(request, "from", first_day(month_of(*until)));
  if (!from) return tl::unexpected(from.error());
  order.from = *from;
  order.until = *until;
  order.region = request.query_value("region");
  const Result<oversight::By> by = app::by_in(request.query_value("by"));
  if (!by) return problem(ProblemCode::invalid_input, by.error().message, "by");
  order.by = *by;
  if (const std::string_view digits = request.query_value("digits"); !digits.empty()) {
    const std::optional<std::int64_t> number = id_in(digits);
    if (!number || *number > 9)
      return problem(ProblemCode::invalid_input, "digits 应为 2、4、6 或 9", "digits");
    order.digits_most = static_cast<int>(*number);
  }
  const Result<std::vector<app::IndicatorId>> only =
      app::indicators_in(request.query_value("indicator"));
  if (!only) return problem(ProblemCode::invalid_input, only.error().message, "indicator");
  order.indicators = *only;
  if (const std::string_view known = request.query_value("known_before"); !known.empty()) {
    const Result<Instant> moment = app::instant_in(known);
    if (!moment) return problem(ProblemCode::invalid_input, moment.error().message, "known_before");
    order.known_before = *moment;
  }
  return order;
}

}  // namespace

Outcome<Response> answer_indicator_formulas(const Request&, Api&) {
  return json_response(wire::indicators_json());
}

Outcome<Response> answer_indicators(const Request& request, Api& api) {
  const Outcome<app::IndicatorOrder> order = order_of(request);
  if (!order) return tl::unexpected(order.error());
  return answered(
      app::show_indicators(request.who, moment_of(request), desk_of_records(api), *order),
      wire::indicator_table_json);
}

Outcome<Response> answer_indicator_rows(const Request& request, Api& api) {
  Outcome<app::IndicatorOrder> order = order_of(request);
  if (!order) return tl::unexpected(order.error());
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  const std::string_view place = request.query_value("place");
  if (order->indicators.size() != 1)
    return problem(ProblemCode::invalid_input, "indicator 应为一个指标的名字", "indicator");
  const app::IndicatorId id = order->indicators.front();
  return answered(
      app::indicator_rows(request.who, moment_of(request), desk_of_records(api),
                          {.order = *order,
                           .place = std::string(place),
                           .is_whole = place.empty(),
                           .after = static_cast<std::size_t>(*cursor),
                           .limit = *limit}),
      [&](const app::IndicatorRows& rows) { return wire::indicator_rows_json(rows, id); });
}

Outcome<Response> answer_indicator_corrections(const Request& request, Api& api) {
  const Outcome<app::IndicatorOrder> order = order_of(request);
  if (!order) return tl::unexpected(order.error());
  if (!order->known_before)
    return problem(ProblemCode::invalid_input, "请写明和什么时候知道的比", "known_before");
  return answered(
      app::show_corrections(request.who, moment_of(request), desk_of_records(api), *order),
      wire::corrections_json);
}

Outcome<Response> answer_priorities(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  const Result<oversight::Ranked> of = app::ranked_in(request.query_value("of"));
  if (!of) return problem(ProblemCode::invalid_input, of.error().message, "of");
  return answered(app::show_priority(request.who, moment_of(request), desk_of_records(api),
                                     {.of = *of,
                                      .region = std::string(request.query_value("region")),
                                      .after = static_cast<std::size_t>(*cursor),
                                      .limit = *limit}),
                  wire::priority_json);
}

Outcome<Response> answer_coverage(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  const Outcome<Date> day = day_of(request, "as_of", moment_of(request).today);
  if (!day) return tl::unexpected(day.error());
  const std::string_view all = request.query_value("all");
  if (!all.empty() && all != "true" && all != "false")
    return problem(ProblemCode::invalid_input, "all 应为 true 或 false", "all");
  return answered(app::show_coverage(request.who, moment_of(request), desk_of_records(api),
                                     {.region = std::string(request.query_value("region")),
                                      .as_of = *day,
                                      .is_all = all == "true",
                                      .after = static_cast<std::size_t>(*cursor),
                                      .limit = *limit}),
                  wire::coverage_json);
}

}  // namespace qingxin::http
