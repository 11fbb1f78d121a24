// SPDX-License-Identifier: Apache-2.0
#include "http/campaign_routes.h"

#include "http/record_request.h"
#include "http/routes.h"
#include "wire/campaign_json.h"
#include "wire/record_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

// What is done with the record that the address names.
template <typename Do, typename ToJson>
Outcome<Response> on_record(const Request& request, Api& api, Do act, ToJson to_json) {
  const Outcome<app::RecordId> id = record_in(request);
  if (!id) return tl::unexpected(id.error());
  return answered(act(request.who, moment_of(request), desk_of_records(api), *id), to_json);
}

// What is done as a body orders.
template <typename Order, typename Do, typename ToJson>
Outcome<Response> as_ordered(const Request& request, Api& api, const Outcome<Order>& order, Do act,
                             ToJson to_json) {
  if (!order) return tl::unexpected(order.error());
  return answered(act(request.who, moment_of(request), desk_of_records(api), *order), to_json);
}

}  // namespace

Outcome<Response> answer_new_campaign(const Request& request, Api& api) {
  return as_ordered(request, api, wire::read_campaign_order(request.body), app::make_campaign,
                    wire::campaign_made_json);
}

Outcome<Response> answer_next_campaign(const Request& request, Api& api) {
  return on_record(request, api, app::make_next_campaign, wire::campaign_made_json);
}

Outcome<Response> answer_campaign_progress(const Request& request, Api& api) {
  return on_record(request, api, app::campaign_progress, wire::campaign_progress_json);
}

Outcome<Response> answer_campaign_summary(const Request& request, Api& api) {
  return on_record(request, api, app::campaign_summary, wire::campaign_summary_json);
}

Outcome<Response> answer_open_returns(const Request& request, Api& api) {
  return on_record(request, api, app::open_returns, wire::returns_opened_json);
}

Outcome<Response> answer_return_board(const Request& request, Api& api) {
  return on_record(request, api, app::return_board, wire::return_board_json);
}

Outcome<Response> answer_file_return(const Request& request, Api& api) {
  const Outcome<app::RecordId> id = record_in(request);
  if (!id) return tl::unexpected(id.error());
  return as_ordered(request, api, wire::read_return_filing(request.body, *id), app::file_return,
                    wire::record_kept_json);
}

Outcome<Response> answer_checklists(const Request& /*request*/, Api& api) {
  return json_response(wire::checklists_json(api.law));
}

Outcome<Response> answer_prefill(const Request& request, Api& api) {
  const Outcome<std::vector<std::string>> lists = wire::read_checklists(request.body);
  if (!lists) return tl::unexpected(lists.error());
  return on_record(
      request, api,
      [&](const access::Principal& who, app::Moment moment, const app::RecordDesk& desk,
          app::RecordId id) { return app::prefill_inspection(who, moment, desk, id, *lists); },
      wire::record_kept_json);
}

Outcome<Response> answer_self_inspection(const Request& request, Api& api) {
  return as_ordered(request, api, wire::read_self_inspection(request.body),
                    app::ask_self_inspection, wire::record_kept_json);
}

Outcome<Response> answer_site_comparison(const Request& request, Api& api) {
  return on_record(request, api, app::compare_inspection, wire::site_comparison_json);
}

Outcome<Response> answer_make_hazards(const Request& request, Api& api) {
  const Outcome<app::RecordId> id = record_in(request);
  if (!id) return tl::unexpected(id.error());
  return as_ordered(request, api, wire::read_hazard_order(request.body, *id),
                    app::hazards_of_inspection, wire::records_kept_json);
}

Outcome<Response> answer_draw(const Request& request, Api& api) {
  return as_ordered(request, api, wire::read_draw_order(request.body), app::draw_inspections,
                    wire::draw_made_json);
}

Outcome<Response> answer_check_draw(const Request& request, Api& api) {
  return on_record(request, api, app::check_draw, wire::draw_checked_json);
}

Outcome<Response> answer_pair_contacts(const Request& request, Api& api) {
  return as_ordered(request, api, wire::read_pair_order(request.body), app::pair_contacts,
                    wire::records_kept_json);
}

Outcome<Response> answer_unvisited(const Request& request, Api& api) {
  constexpr int kUsual = 30, kMost = 3'660;
  const std::string_view text = request.query_value("days");
  const std::optional<std::int64_t> days = text.empty() ? kUsual : id_in(text);
  if (!days || *days > kMost)
    return problem(ProblemCode::invalid_input, "days 应为 1 至 3660 的整数", "days");
  return answered(app::unvisited_contacts(request.who, moment_of(request), desk_of_records(api),
                                          static_cast<int>(*days)),
                  wire::unvisited_json);
}

Outcome<Response> answer_grid_coverage(const Request& request, Api& api) {
  return answered(app::grid_coverage(request.who, moment_of(request), desk_of_records(api),
                                     request.query_value("region")),
                  wire::grid_coverage_json);
}

}  // namespace qingxin::http
