// SPDX-License-Identifier: Apache-2.0
#include "http/warning_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "http/routes.h"
#include "wire/warnings_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

app::WarningDesk desk_of(Api& api) {
  return {api.data.store.get(), &api.law, &api.pack};
}

Outcome<app::WarningKey> key_in(const Request& request) {
  const std::string_view text = request.capture("warning");
  Result<app::WarningKey> key = app::warning_key_in(text);
  if (key) return *std::move(key);
  return problem(
      ProblemCode::not_found,
      fmt::format("没有预警「{}」；编号见 GET /api/v1/warnings", shortened(printable(text), 60)),
      "warning");
}

constexpr std::array<std::string_view, 4> kLevels{"red", "orange", "yellow", "blue"};

// What narrows the list; a wrong word is told, not taken for none.
std::optional<wire::Problem> read_filter(const Request& request, store::WarningFilter& filter) {
  const auto wrong = [](std::string_view name, std::string message) {
    return wire::Problem{ProblemCode::invalid_input, std::move(message), std::string(name)};
  };
  const std::string_view state = request.query_value("state");
  filter.leaves_out_cleared = state.empty();
  if (!state.empty() && state != "all") {
    filter.phase = casework::phase_named(state);
    if (!filter.phase)
      return wrong("state", "state 应为 waiting、answered、accepted、vanished、cleared 或 all");
  }
  if (const std::string_view level = request.query_value("level"); !level.empty()) {
    const auto found = std::ranges::find(kLevels, level);
    if (found == kLevels.end()) return wrong("level", "level 应为 red、orange、yellow 或 blue");
    filter.level = static_cast<int>(found - kLevels.begin());
  }
  filter.matter = request.query_value("matter");
  if (const std::string_view project = request.query_value("project"); !project.empty()) {
    const std::optional<std::int64_t> id = id_in(project);
    if (!id) return wrong("project", "project 应为项目编号：GET /api/v1/projects 给的 id");
    filter.project = store::ProjectId{*id};
  }
  if (!request.query_value("due_before").empty()) {
    const Outcome<Date> day = day_of(request, "due_before", {});
    if (!day) return day.error();
    filter.due_before = *day;
  }
  return std::nullopt;
}

// One step on a warning: read what was sent, take it, tell what the warning is then.
template <typename Read, typename Take>
Outcome<Response> step(const Request& request, Api& api, Read read, Take take) {
  const Outcome<app::WarningKey> key = key_in(request);
  if (!key) return tl::unexpected(key.error());
  const auto asked = read(request.body, *key);
  if (!asked) return tl::unexpected(asked.error());
  return answered(take(request.who, moment_of(request), desk_of(api), *asked),
                  wire::kept_warning_json);
}

}  // namespace

Outcome<Response> answer_warnings(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  app::WarningQuery query{
      .filter = {}, .after = std::string(request.query_value("cursor")), .limit = *limit};
  if (const std::optional<wire::Problem> fault = read_filter(request, query.filter))
    return tl::unexpected(*fault);
  return answered(app::list_warnings(request.who, desk_of(api), std::move(query)),
                  wire::warnings_json);
}

Outcome<Response> answer_warning(const Request& request, Api& api) {
  const Outcome<app::WarningKey> key = key_in(request);
  if (!key) return tl::unexpected(key.error());
  return answered(app::show_warning(request.who, desk_of(api), *key), wire::warning_json);
}

Outcome<Response> answer_answer_warning(const Request& request, Api& api) {
  return step(request, api, wire::read_warning_answer, app::answer_warning);
}

Outcome<Response> answer_review_warning(const Request& request, Api& api) {
  return step(request, api, wire::read_warning_review, app::review_warning);
}

Outcome<Response> answer_clear_warning(const Request& request, Api& api) {
  return step(request, api, wire::read_warning_clearing, app::clear_warning);
}

}  // namespace qingxin::http
