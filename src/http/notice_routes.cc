// SPDX-License-Identifier: Apache-2.0
#include "http/notice_routes.h"

#include <algorithm>

#include "app/make_notices.h"
#include "app/send_notices.h"
#include "http/routes.h"
#include "wire/notice_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

app::NoticeDesk desk_of(Api& api) {
  return api.sending.desk(api.data);
}

// A wrong word is told, not taken for none.
Outcome<store::NoticeFilter> filter_of(const Request& request) {
  store::NoticeFilter filter;
  filter.channel = request.query_value("channel");
  const std::string_view state = request.query_value("state"), ended = request.query_value("ended");
  if (!ended.empty() && ended != "true" && ended != "false")
    return problem(ProblemCode::invalid_input, "ended 应为 true 或 false", "ended");
  filter.leaves_out_ended = state.empty() && ended != "true";
  if (state.empty()) return filter;
  const auto found = std::ranges::find(outbox::kNoticeStateNames, state);
  if (found == outbox::kNoticeStateNames.end())
    return problem(ProblemCode::invalid_input,
                   "state 应为 waiting、sending、delivered、refused、given_up、unknown 或 stopped",
                   "state");
  filter.state = static_cast<outbox::NoticeState>(found - outbox::kNoticeStateNames.begin() + 1);
  return filter;
}

template <typename Act>
Outcome<Response> on_notice(const Request& request, Act act) {
  const Outcome<std::int64_t> id = id_in_path(request, "notice");
  if (!id) return tl::unexpected(id.error());
  return answered(act(app::NoticeId{*id}), wire::notice_json);
}

}  // namespace

Outcome<Response> answer_notices(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  const Outcome<store::NoticeFilter> filter = filter_of(request);
  if (!filter) return tl::unexpected(filter.error());
  return answered(
      app::list_notices(request.who, request.received, desk_of(api),
                        {.filter = *filter, .after = app::NoticeId{*cursor}, .limit = *limit}),
      wire::notices_json);
}

Outcome<Response> answer_retry_notice(const Request& request, Api& api) {
  return on_notice(request, [&](app::NoticeId id) {
    return app::retry_notice(request.who, request.received, desk_of(api), id);
  });
}

Outcome<Response> answer_call_off_notice(const Request& request, Api& api) {
  return on_notice(request, [&](app::NoticeId id) {
    return app::call_off_notice(request.who, request.received, desk_of(api), id);
  });
}

Outcome<Response> answer_notice_stops(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  return answered(app::list_stops(request.who, request.received, desk_of(api),
                                  request.query_value("cursor"), *limit),
                  wire::stops_json);
}

Outcome<Response> answer_stop_receiver(const Request& request, Api& api) {
  const Outcome<wire::StopOrder> order = wire::read_stop_order(request.body);
  if (!order) return tl::unexpected(order.error());
  return answered(app::stop_receiver(request.who, request.received, desk_of(api), order->channel,
                                     order->to, order->why),
                  wire::stop_kept_json);
}

Outcome<Response> answer_allow_receiver(const Request& request, Api& api) {
  const Outcome<wire::StopOrder> order = wire::read_stop_removal(request.body);
  if (!order) return tl::unexpected(order.error());
  return answered(
      app::allow_receiver(request.who, request.received, desk_of(api), order->channel, order->to),
      wire::stop_kept_json);
}

void tell_filing(Api& api, Instant now, app::ClueId clue) {
  const Result<app::NoticesMade> made = app::notify_of_filing(now, desk_of(api), clue);
  if (made) return;
  LogLine line(now, "outbox");
  line.with("error", made.error().message);
  api.log.write(now, std::move(line).text());
}

}  // namespace qingxin::http
