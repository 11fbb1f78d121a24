// SPDX-License-Identifier: Apache-2.0
#include "http/fact_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/reveal_field.h"
#include "base/text.h"
#include "http/routes.h"
#include "app/rule_catalogue.h"
#include "wire/batch_json.h"
#include "wire/listing_json.h"
#include "wire/reveal_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

Outcome<app::FindingKey> finding_in(const Request& request) {
  const std::string_view text = request.capture("finding");
  Result<app::FindingKey> key = app::finding_key_in(text);
  if (key) return *std::move(key);
  return problem(
      ProblemCode::not_found,
      fmt::format("没有疑点「{}」；key 见 GET /api/v1/findings", shortened(printable(text), 60)),
      "finding");
}

constexpr std::array<std::string_view, 4> kColours{"red", "orange", "yellow", "blue"};

// What narrows the list; a wrong word is told, not taken for none.
std::optional<wire::Problem> read_filter(const Request& request, app::FindingQuery& query) {
  const auto wrong = [](std::string_view name, std::string message) {
    return wire::Problem{ProblemCode::invalid_input, std::move(message), std::string(name)};
  };
  if (const std::string_view project = request.query_value("project"); !project.empty()) {
    const std::optional<std::int64_t> id = id_in(project);
    if (!id) return wrong("project", "project 应为项目编号：GET /api/v1/projects 给的 id");
    query.project = store::ProjectId{*id};
  }
  query.rule = request.query_value("rule");
  if (!query.rule.empty() && rules::find_rule(query.rule) == nullptr)
    return wrong("rule", fmt::format("没有规则「{}」；GET /api/v1/rules 列出全部",
                                     shortened(printable(query.rule), 40)));
  if (const std::string_view colour = request.query_value("severity"); !colour.empty()) {
    const auto found = std::ranges::find(kColours, colour);
    if (found == kColours.end())
      return wrong("severity", "severity 应为 red、orange、yellow 或 blue");
    query.colour = static_cast<rules::Severity>(found - kColours.begin());
  }
  if (const std::string_view verdict = request.query_value("verdict"); !verdict.empty()) {
    if (verdict != "violates" && verdict != "missing_fact")
      return wrong("verdict", "verdict 应为 violates 或 missing_fact");
    query.verdict = verdict == "violates" ? rules::Verdict::violates : rules::Verdict::missing_fact;
  }
  if (const std::string_view state = request.query_value("state"); !state.empty()) {
    const Result<app::FindingState> found = app::finding_state_in(state);
    if (!found) return wrong("state", "state 应为 open、cleared 或 all");
    query.state = *found;
  }
  if (const std::string_view rows = request.query_value("rows"); !rows.empty()) {
    if (rows != "true" && rows != "false") return wrong("rows", "rows 应为 true 或 false");
    query.has_rows = rows == "true";
  }
  return std::nullopt;
}

}  // namespace

Outcome<Response> answer_projects(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const std::string_view region = request.query_value("region");
  if (region.size() > 12 || region.find_first_not_of("0123456789") != std::string_view::npos)
    return problem(ProblemCode::invalid_input, "region 应为区划代码的开头，最多 12 位数字",
                   "region");
  const app::ProjectQuery query{.region = std::string(request.query_value("region")),
                                .words = std::string(request.query_value("words")),
                                .after = std::string(request.query_value("cursor")),
                                .limit = *limit};
  return answered(app::list_projects(request.who, api.data, query), wire::projects_json);
}

Outcome<Response> answer_project(const Request& request, Api& api) {
  const Outcome<std::int64_t> id = id_in_path(request, "project");
  if (!id) return tl::unexpected(id.error());
  return answered(app::show_project(request.who, api.data, store::ProjectId{*id}),
                  wire::project_json);
}

Outcome<Response> answer_findings(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  app::FindingQuery query{
      .after = std::string(request.query_value("cursor")), .limit = *limit, .threads = api.threads};
  if (const std::optional<wire::Problem> fault = read_filter(request, query))
    return tl::unexpected(*fault);
  return answered(app::list_findings(request.who, api.data, query, api.law), wire::findings_json);
}

Outcome<Response> answer_finding(const Request& request, Api& api) {
  const Outcome<app::FindingKey> key = finding_in(request);
  if (!key) return tl::unexpected(key.error());
  return answered(app::show_finding(request.who, api.data, *key, api.law, api.threads),
                  wire::finding_json);
}

Outcome<Response> answer_reveal(const Request& request, Api& api) {
  const Outcome<wire::RevealOrder> order = wire::read_reveal(request.body);
  if (!order) return tl::unexpected(order.error());
  const Result<app::FindingShown> shown =
      app::show_finding(request.who, api.data, order->finding, api.law, api.threads);
  if (!shown) return tl::unexpected(wire::problem_of(shown.error()));
  const std::string& worker = shown->found.finding.worker;
  if (worker.empty())
    return problem(ProblemCode::not_found, "这个疑点说的不是一个人，没有可看的全文", "/finding");
  const app::RevealAsked asked{
      .field = {.project = order->finding.project, .id_number = worker, .column = order->field},
      .purpose = order->purpose,
      .reason = order->reason,
      .id = order->id};
  const Result<std::string> revealed =
      app::reveal_field(request.who, request.received, *api.data.store, *api.data.ids, asked);
  // The purpose was read already: what is left to be wrong is the reason.
  if (!revealed && revealed.error().code == ErrorCode::invalid_input)
    return problem(ProblemCode::invalid_input, revealed.error().message, "/reason");
  return answered(revealed, wire::revealed_json);
}

Outcome<Response> answer_recheck(const Request&, Api& api) {
  return answered(api.check_now(), wire::work_done_json);
}

}  // namespace qingxin::http
