// SPDX-License-Identifier: Apache-2.0
#include "http/routes.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "http/audit_routes.h"
#include "http/batch_routes.h"
#include "http/batch_upload.h"
#include "http/bulletin_routes.h"
#include "http/campaign_routes.h"
#include "http/case_routes.h"
#include "http/clue_routes.h"
#include "http/fact_routes.h"
#include "http/indicator_routes.h"
#include "http/law_routes.h"
#include "http/notice_routes.h"
#include "http/paper_routes.h"
#include "http/people_routes.h"
#include "http/record_routes.h"
#include "http/register_routes.h"
#include "http/session_routes.h"
#include "http/status_routes.h"
#include "http/supervision_routes.h"
#include "http/warning_routes.h"

namespace qingxin::http {

namespace {

using enum Method;
using access::Action;
using Query = std::array<std::string_view, 24>;

constexpr Route open(Method method, std::string_view path, Answer answer, Query query = {}) {
  return {.method = method,
          .path = path,
          .entry = Entry::everyone,
          .body = method == post ? Body::json : Body::none,
          .query = query,
          .answer = answer};
}

// What answers a page, to be seen and printed.
constexpr Route page(Route route) {
  route.media_type = "text/html";
  return route;
}

// What answers a file.
constexpr Route file(Route route) {
  route.media_type = "application/octet-stream";
  return route;
}

// What is in the program and never waits.
constexpr Route built_in(std::string_view path, std::string_view media_type, Answer answer,
                         Entry entry) {
  return {.method = get,
          .path = path,
          .entry = entry,
          .where = Plan::Where::loop,
          .media_type = media_type,
          .answer = answer};
}

constexpr Route look(Action action, std::string_view path, Answer answer, Query query = {}) {
  return {.method = get,
          .path = path,
          .entry = Entry::permitted,
          .action = action,
          .query = query,
          .answer = answer};
}

// `body`: what is done is said in it; else the path says it all.
constexpr Route act(Action action, Method method, std::string_view path, Body body, Answer answer) {
  return {.method = method,
          .path = path,
          .entry = Entry::permitted,
          .action = action,
          .body = body,
          .answer = answer};
}

constexpr Route take_in(Action action, std::string_view path, Receive receive) {
  return {.method = post,
          .path = path,
          .entry = Entry::permitted,
          .action = action,
          .body = Body::multipart,
          .receive = receive};
}

// What is done is said in a body; the answer is a file.
constexpr Route file_route(Action action, std::string_view path, Answer answer) {
  return file(act(action, post, path, Body::json, answer));
}

constexpr Route ready_route() {
  Route route = open(get, "/readyz", answer_readiness);
  route.media_type = "text/plain";
  return route;
}

constexpr std::array kRoutes{
    built_in("/", "text/html", answer_front_page, Entry::everyone),
    built_in("/healthz", "text/plain", answer_health, Entry::everyone),
    ready_route(),
    built_in("/metrics", "text/plain", answer_metrics, Entry::metrics_readers),
    built_in("/api/v1/openapi.yaml", "application/yaml", answer_contract, Entry::everyone),
    built_in("/api/v1/version", "application/json", answer_version, Entry::everyone),
    open(get, "/api/v1/rules", answer_rules, {"cursor", "limit"}),
    open(get, "/api/v1/rules/{rule}", answer_rule, {"region", "as_of"}),
    open(post, "/api/v1/deadlines", answer_deadline),

    open(post, "/api/v1/session", answer_sign_in),
    look(Action::see_self, "/api/v1/session", answer_self),
    act(Action::see_self, remove, "/api/v1/session", Body::none, answer_sign_out),
    look(Action::see_self, "/api/v1/session/others", answer_own_sessions),
    act(Action::see_self, remove, "/api/v1/session/others/{session}", Body::none,
        answer_end_own_session),
    act(Action::change_own_password, post, "/api/v1/session/password", Body::json,
        answer_change_password),

    look(Action::see_users, "/api/v1/users", answer_users, {"cursor", "limit"}),
    act(Action::add_user, post, "/api/v1/users", Body::json, answer_add_user),
    look(Action::see_users, "/api/v1/users/{user}", answer_user),
    act(Action::change_user, post, "/api/v1/users/{user}/disable", Body::none, answer_disable_user),
    act(Action::change_user, post, "/api/v1/users/{user}/enable", Body::none, answer_enable_user),
    act(Action::change_user, post, "/api/v1/users/{user}/password", Body::none,
        answer_reset_password),
    look(Action::see_api_keys, "/api/v1/users/{user}/keys", answer_api_keys),
    act(Action::add_api_key, post, "/api/v1/users/{user}/keys", Body::json, answer_add_api_key),
    act(Action::revoke_api_key, remove, "/api/v1/users/{user}/keys/{key}", Body::none,
        answer_revoke_api_key),

    look(Action::see_units, "/api/v1/units", answer_units, {"cursor", "limit"}),
    act(Action::add_unit, post, "/api/v1/units", Body::json, answer_add_unit),
    act(Action::add_unit, put, "/api/v1/units/{unit}/members/{member}", Body::none,
        answer_add_unit_member),

    look(Action::see_batches, "/api/v1/batches", answer_batches, {"cursor", "limit"}),
    take_in(Action::deliver_batch, "/api/v1/batches", receive_batch),
    look(Action::see_batches, "/api/v1/batches/{batch}", answer_batch),
    look(Action::see_batches, "/api/v1/batches/{batch}/rejects", answer_rejects,
         {"cursor", "limit"}),
    look(Action::preview_batch, "/api/v1/batches/{batch}/preview", answer_preview, {"as_of"}),
    act(Action::use_batch, post, "/api/v1/batches/{batch}/use", Body::none, answer_use_batch),
    act(Action::withdraw_batch, post, "/api/v1/batches/{batch}/withdraw", Body::none,
        answer_withdraw_batch),

    look(Action::see_projects, "/api/v1/projects", answer_projects,
         {"cursor", "limit", "region", "words"}),
    look(Action::see_projects, "/api/v1/projects/{project}", answer_project),
    look(Action::see_findings, "/api/v1/findings", answer_findings,
         {"cursor", "limit", "project", "rule", "severity", "verdict", "state", "rows"}),
    look(Action::see_findings, "/api/v1/findings/{finding}", answer_finding),
    act(Action::run_checks, post, "/api/v1/rechecks", Body::none, answer_recheck),
    act(Action::reveal_field, post, "/api/v1/reveals", Body::json, answer_reveal),

    look(Action::see_warnings, "/api/v1/warnings", answer_warnings,
         {"cursor", "limit", "state", "level", "matter", "project", "due_before"}),
    look(Action::see_warnings, "/api/v1/warnings/{warning}", answer_warning),
    act(Action::answer_warning, post, "/api/v1/warnings/{warning}/answers", Body::json,
        answer_answer_warning),
    act(Action::review_warning, post, "/api/v1/warnings/{warning}/reviews", Body::json,
        answer_review_warning),
    act(Action::clear_warning, post, "/api/v1/warnings/{warning}/clearing", Body::json,
        answer_clear_warning),

    look(Action::see_clues, "/api/v1/clues", answer_clues,
         {"cursor", "limit", "words", "channel", "class", "confirmed", "number", "matter", "region",
          "project", "since", "until", "view"}),
    act(Action::receive_clue, post, "/api/v1/clues", Body::json, answer_receive_clue),
    look(Action::see_clues, "/api/v1/clues/{clue}", answer_clue),
    act(Action::reveal_field, post, "/api/v1/clues/{clue}/reveals", Body::json, answer_reveal_clue),
    act(Action::handle_clue, post, "/api/v1/clues/{clue}/merges", Body::json, answer_merge_clues),
    act(Action::handle_clue, post, "/api/v1/clues/{clue}/taking-apart", Body::json,
        answer_take_clue_apart),
    act(Action::handle_clue, post, "/api/v1/clues/{clue}/confirmation", Body::json,
        answer_confirm_clue),
    look(Action::handle_clue, "/api/v1/clues/{clue}/comparison", answer_compare_clue),
    act(Action::receive_clue, post, "/api/v1/clues/{clue}/receipt", Body::none, answer_new_receipt),
    open(post, "/api/v1/own-clues", answer_report_own_clue),
    open(post, "/api/v1/own-clues/look-up", answer_look_up_clue),
    open(post, "/api/v1/own-clues/satisfaction", answer_rate_own_clue),
    page(open(post, "/api/v1/own-clues/proof", answer_own_proof)),

    look(Action::see_cases, "/api/v1/cases", answer_cases,
         {"cursor",        "limit",        "state",   "not_state",   "open",       "overdue",
          "backlog",       "backlog_days", "owner",   "first_asked", "assignee",   "region",
          "industry",      "class",        "channel", "funding",     "incident",   "project",
          "employer_code", "words",        "since",   "until",       "due_before", "view"}),
    act(Action::open_case, post, "/api/v1/cases", Body::json, answer_open_case),
    look(Action::see_cases, "/api/v1/cases/{case}", answer_case),
    act(Action::reveal_field, post, "/api/v1/cases/{case}/reveals", Body::json, answer_reveal_case),
    act(Action::record_step, post, "/api/v1/cases/{case}/steps", Body::json, answer_case_step),
    act(Action::record_step, post, "/api/v1/cases/{case}/clues", Body::json, answer_join_clue),
    act(Action::settle_case, post, "/api/v1/cases/{case}/arrears", Body::json, answer_arrears),
    act(Action::settle_case, post, "/api/v1/cases/{case}/arrears/from-facts", Body::json,
        answer_establish_arrears),
    act(Action::settle_case, post, "/api/v1/cases/{case}/settlements", Body::json,
        answer_settlement),
    act(Action::settle_case, post, "/api/v1/cases/{case}/settlements/from-facts", Body::none,
        answer_settle_from_facts),
    act(Action::settle_case, post, "/api/v1/cases/{case}/calls", Body::json, answer_call),
    act(Action::record_step, post, "/api/v1/cases/{case}/delays", Body::json, answer_delay),
    act(Action::settle_case, post, "/api/v1/cases/{case}/notes", Body::json, answer_case_notes),
    look(Action::see_cases, "/api/v1/clues/{clue}/life", answer_clue_life),
    act(Action::record_step, post, "/api/v1/clues/{clue}/steps", Body::json, answer_clue_step),
    act(Action::record_step, post, "/api/v1/clues/{clue}/answers", Body::json, answer_clue_answer),
    act(Action::record_step, post, "/api/v1/clues/{clue}/answers/sending", Body::json,
        answer_send_answer),
    act(Action::record_step, post, "/api/v1/assignments", Body::json, answer_assignments),
    act(Action::look_back, post, "/api/v1/look-backs", Body::json, answer_look_back),
    look(Action::see_cases, "/api/v1/case-figures", answer_case_figures, {"year", "day", "region"}),

    look(Action::see_cases, "/api/v1/cases/{case}/papers", answer_case_papers),
    act(Action::record_step, post, "/api/v1/cases/{case}/papers", Body::json,
        answer_write_case_paper),
    look(Action::see_cases, "/api/v1/clues/{clue}/papers", answer_clue_papers),
    act(Action::record_step, post, "/api/v1/clues/{clue}/papers", Body::json,
        answer_write_clue_paper),
    look(Action::see_cases, "/api/v1/papers/{paper}", answer_paper),
    file_route(Action::record_step, "/api/v1/papers/{paper}/files", answer_paper_file),
    file_route(Action::reveal_field, "/api/v1/papers/{paper}/reveals", answer_reveal_annex),
    act(Action::record_step, post, "/api/v1/papers/{paper}/services", Body::json,
        answer_serve_paper),
    act(Action::record_step, post, "/api/v1/papers/{paper}/voiding", Body::json, answer_void_paper),

    look(Action::see_notices, "/api/v1/notices", answer_notices,
         {"cursor", "limit", "state", "channel", "ended"}),
    act(Action::send_notices, post, "/api/v1/notices/{notice}/retry", Body::none,
        answer_retry_notice),
    act(Action::send_notices, post, "/api/v1/notices/{notice}/calling-off", Body::none,
        answer_call_off_notice),
    look(Action::see_notices, "/api/v1/notice-stops", answer_notice_stops, {"cursor", "limit"}),
    act(Action::send_notices, post, "/api/v1/notice-stops", Body::json, answer_stop_receiver),
    act(Action::send_notices, post, "/api/v1/notice-stops/removals", Body::json,
        answer_allow_receiver),
    look(Action::see_indicators, "/api/v1/indicators", answer_indicators,
         {"from", "until", "region", "by", "digits", "indicator", "known_before"}),
    look(Action::see_indicators, "/api/v1/indicators/formulas", answer_indicator_formulas),
    look(Action::see_indicators, "/api/v1/indicators/rows", answer_indicator_rows,
         {"from", "until", "region", "by", "digits", "indicator", "known_before", "place", "cursor",
          "limit"}),
    look(Action::see_indicators, "/api/v1/indicators/corrections", answer_indicator_corrections,
         {"from", "until", "region", "indicator", "known_before"}),
    look(Action::see_indicators, "/api/v1/priorities", answer_priorities,
         {"of", "region", "cursor", "limit"}),
    look(Action::see_indicators, "/api/v1/coverage", answer_coverage,
         {"region", "as_of", "all", "cursor", "limit"}),

    look(Action::see_records, "/api/v1/record-kinds", answer_record_kinds),
    look(Action::see_records, "/api/v1/record-kinds/{kind}", answer_record_kind),
    look(Action::see_records, "/api/v1/records/{kind}", answer_records,
         {"cursor", "limit", "state", "open", "overdue", "parent", "owner", "addressee", "project",
          "dossier", "region", "industry", "words", "due_before", "since", "until", "view"}),
    act(Action::write_records, post, "/api/v1/records/{kind}", Body::json, answer_new_record),
    look(Action::see_records, "/api/v1/records/{kind}/{record}", answer_record),
    act(Action::write_records, post, "/api/v1/records/{kind}/{record}/steps", Body::json,
        answer_record_step),

    look(Action::see_indicators, "/api/v1/bulletin-kinds", answer_bulletin_kinds),
    act(Action::freeze_figures, post, "/api/v1/bulletins", Body::json, answer_freeze_bulletin),
    look(Action::see_indicators, "/api/v1/bulletins/{bulletin}", answer_bulletin),
    act(Action::write_records, post, "/api/v1/bulletins/{bulletin}/prose", Body::json,
        answer_write_bulletin),
    act(Action::write_records, post, "/api/v1/bulletins/{bulletin}/submission", Body::json,
        answer_submit_bulletin),
    act(Action::sign_records, post, "/api/v1/bulletins/{bulletin}/signature", Body::json,
        answer_sign_bulletin),
    look(Action::see_indicators, "/api/v1/bulletins/{bulletin}/check", answer_check_bulletin),
    look(Action::see_indicators, "/api/v1/bulletins/{bulletin}/comparison",
         answer_compare_bulletin),
    page(look(Action::see_indicators, "/api/v1/bulletins/{bulletin}/page", answer_bulletin_page)),
    file(look(Action::see_indicators, "/api/v1/bulletins/{bulletin}/files/{form}",
              answer_bulletin_file)),
    act(Action::write_records, post, "/api/v1/campaigns", Body::json, answer_new_campaign),
    act(Action::write_records, post, "/api/v1/campaigns/{record}/next", Body::none,
        answer_next_campaign),
    look(Action::see_indicators, "/api/v1/campaigns/{record}/progress", answer_campaign_progress),
    look(Action::see_indicators, "/api/v1/campaigns/{record}/summary", answer_campaign_summary),
    act(Action::write_records, post, "/api/v1/campaigns/{record}/returns", Body::none,
        answer_open_returns),
    look(Action::see_indicators, "/api/v1/campaigns/{record}/returns", answer_return_board),
    act(Action::write_records, post, "/api/v1/returns/{record}/filing", Body::json,
        answer_file_return),
    look(Action::see_records, "/api/v1/checklists", answer_checklists),
    act(Action::write_records, post, "/api/v1/inspections/{record}/checklists", Body::json,
        answer_prefill),
    act(Action::write_records, post, "/api/v1/self-inspections", Body::json,
        answer_self_inspection),
    look(Action::see_indicators, "/api/v1/inspections/{record}/comparison", answer_site_comparison),
    act(Action::write_records, post, "/api/v1/inspections/{record}/hazards", Body::json,
        answer_make_hazards),
    act(Action::write_records, post, "/api/v1/draws", Body::json, answer_draw),
    look(Action::see_indicators, "/api/v1/draws/{record}/check", answer_check_draw),
    act(Action::write_records, post, "/api/v1/contacts/pairs", Body::json, answer_pair_contacts),
    look(Action::see_indicators, "/api/v1/contacts/unvisited", answer_unvisited, {"days"}),
    look(Action::see_indicators, "/api/v1/grids/coverage", answer_grid_coverage, {"region"}),

    look(Action::see_records, "/api/v1/order-proposals", answer_proposal_rules),
    act(Action::freeze_figures, post, "/api/v1/order-proposals", Body::none, answer_propose_orders),
    open(get, "/api/v1/directory", answer_directory, {"region"}),
    open(get, "/api/v1/exposures", answer_exposures, {"region"}),
    page(open(get, "/api/v1/exposures/page", answer_exposures_page, {"region"})),
    look(Action::see_records, "/api/v1/exposure-board", answer_exposure_board, {"region"}),
    look(Action::see_records, "/api/v1/violation-board", answer_violation_board, {"region"}),
    look(Action::see_indicators, "/api/v1/assessment-schemes/{scheme}", answer_assessment_scheme),
    act(Action::see_indicators, post, "/api/v1/assessments/scores", Body::json,
        answer_assessment_score),
    file_route(Action::see_indicators, "/api/v1/assessments/letters", answer_target_letter),
    act(Action::freeze_figures, post, "/api/v1/submissions", Body::json, answer_take_submission),
    look(Action::see_indicators, "/api/v1/submission-board", answer_submission_board,
         {"from", "until", "region"}),

    look(Action::keep_views, "/api/v1/views", answer_views, {"register"}),
    act(Action::keep_views, post, "/api/v1/views", Body::json, answer_save_view),
    act(Action::keep_views, remove, "/api/v1/views/{view}", Body::none, answer_delete_view),
    file_route(Action::export_clues, "/api/v1/exports", answer_export),
    look(Action::see_exports, "/api/v1/exports", answer_exports,
         {"cursor", "limit", "register", "year"}),

    look(Action::see_audit, "/api/v1/audit", answer_audit, {"cursor", "limit"}),
    look(Action::verify_audit, "/api/v1/audit/verification", answer_audit_verification),
};

// A route that nobody can enter is a mistake.
constexpr bool are_open_to_somebody() {
  for (const Route& route : kRoutes)
    if (route.entry == Entry::nobody) return false;
  return true;
}
static_assert(are_open_to_somebody());

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

std::optional<std::int64_t> id_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || id < 1) return std::nullopt;
  return id;
}

wire::Outcome<std::int64_t> id_in_path(const Request& request, std::string_view name) {
  const std::string_view text = request.capture(name);
  if (const std::optional<std::int64_t> id = id_in(text)) return *id;
  return wire::problem(
      wire::ProblemCode::not_found,
      fmt::format("「{}」不是编号；编号是列表里给的那串数字", shortened(printable(text), 40)),
      std::string(name));
}

wire::Outcome<std::int64_t> id_cursor_of(const Request& request) {
  const std::string_view text = request.query_value("cursor");
  if (text.empty()) return 0;
  if (const std::optional<std::int64_t> id = id_in(text)) return *id;
  return wire::problem(wire::ProblemCode::invalid_input, "cursor 应为上一页给出的 next，原样带回",
                       "cursor");
}

wire::Outcome<Date> day_of(const Request& request, std::string_view name, Date usual) {
  const std::string_view text = request.query_value(name);
  if (text.empty()) return usual;
  const Result<Date> day = parse_iso_date(text);
  if (day) return *day;
  return wire::problem(wire::ProblemCode::invalid_input,
                       fmt::format("{} 不是日期，请写成 2026-11-23", name), std::string(name));
}

Response json_response(std::string body) {
  return {.content_type = "application/json; charset=utf-8", .body = std::move(body)};
}

app::Moment moment_of(const Request& request) {
  return {request.received, china_day(request.received)};
}

// RFC 6266: a name that is not in ASCII is written with %.
std::string attachment(std::string_view name) {
  std::string encoded;
  for (const char c : name)
    encoded += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return "attachment; filename*=UTF-8''" + encoded;
}

Response problem_response(const wire::Problem& problem) {
  Response response = json_response(wire::to_json(problem));
  response.status = wire::kind_of(problem.code).status;
  if (problem.code == wire::ProblemCode::too_many_requests)
    response.set("Retry-After", std::to_string(problem.retry_after_s));
  return response;
}

}  // namespace qingxin::http
