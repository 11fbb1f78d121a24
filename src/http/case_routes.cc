// SPDX-License-Identifier: Apache-2.0
#include "http/case_routes.h"

#include <fmt/format.h>

#include "app/case_query.h"
#include "http/register_routes.h"
#include "http/routes.h"
#include "wire/assign_json.h"
#include "wire/case_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

app::CaseDesk desk_of(Api& api) {
  return {api.data.store.get(), &api.law, api.data.ids.get()};
}

Outcome<app::DossierId> case_in(const Request& request) {
  return id_in_path(request, "case").map([](std::int64_t id) { return app::DossierId{id}; });
}
Outcome<app::ClueId> clue_in(const Request& request) {
  return id_in_path(request, "clue").map([](std::int64_t id) { return app::ClueId{id}; });
}

// What narrows the list; a wrong word is told, not taken for none.
Outcome<app::CaseQuery> query_of(const Request& request, Api& api) {
  const Outcome<app::QueryParts> parts = query_parts_of(request, api, app::Register::cases);
  if (!parts) return tl::unexpected(parts.error());
  app::CaseQuery query;
  for (const auto& [name, value] : *parts)
    if (const Result<void> read = app::narrow(query, name, value); !read)
      return problem(ProblemCode::invalid_input, read.error().message, name);
  return query;
}

// What is asked of one case, what is done with it, what became of it.
template <typename Asked, typename Do, typename ToJson>
Outcome<Response> on_case(const Request& request, Api& api, const Outcome<Asked>& asked, Do act,
                          ToJson to_json) {
  const Outcome<app::DossierId> id = case_in(request);
  if (!id) return tl::unexpected(id.error());
  if (!asked) return tl::unexpected(asked.error());
  return answered(act(desk_of(api), *id, *asked), to_json);
}

Outcome<Response> recorded(app::DossierId id, const Result<app::StepRecorded>& step) {
  return answered(
      step, [&](const app::StepRecorded& done) { return wire::step_recorded_json(id, done); });
}

// A step of a clue or a case.
Outcome<Response> record(const Request& request, Api& api, app::Subject subject,
                         const Outcome<std::int64_t>& id) {
  if (!id) return tl::unexpected(id.error());
  const Outcome<app::StepOrder> order = wire::read_step_order(request.body, subject, *id);
  if (!order) return tl::unexpected(order.error());
  return recorded(app::DossierId{*id},
                  app::record_step(request.who, moment_of(request), desk_of(api), *order));
}

}  // namespace

Outcome<Response> answer_cases(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  Outcome<app::CaseQuery> query = query_of(request, api);
  if (!query) return tl::unexpected(query.error());
  query->before = app::DossierId{*cursor};
  query->limit = *limit;
  return answered(app::list_cases(request.who, moment_of(request), desk_of(api), *query),
                  wire::cases_json);
}

Outcome<Response> answer_open_case(const Request& request, Api& api) {
  const Outcome<app::CaseOrder> order = wire::read_case_order(request.body);
  if (!order) return tl::unexpected(order.error());
  return answered(app::open_case(request.who, moment_of(request), desk_of(api), *order),
                  wire::case_opened_json);
}

Outcome<Response> answer_case(const Request& request, Api& api) {
  const Outcome<app::DossierId> id = case_in(request);
  if (!id) return tl::unexpected(id.error());
  return answered(app::show_dossier(request.who, moment_of(request), desk_of(api), *id),
                  wire::dossier_json);
}

Outcome<Response> answer_reveal_case(const Request& request, Api& api) {
  const Outcome<app::DossierId> id = case_in(request);
  if (!id) return tl::unexpected(id.error());
  const Outcome<app::DossierReveal> asked = wire::read_dossier_reveal(request.body, *id);
  if (!asked) return tl::unexpected(asked.error());
  return answered(app::reveal_dossier(request.who, moment_of(request), desk_of(api), *asked),
                  wire::dossier_json);
}

Outcome<Response> answer_case_step(const Request& request, Api& api) {
  return record(request, api, app::Subject::case_file, id_in_path(request, "case"));
}

Outcome<Response> answer_join_clue(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_clue_to_join(request.body),
      [&](const app::CaseDesk& desk, app::DossierId id, app::ClueId clue) {
        return app::join_clue(request.who, moment_of(request), desk, clue, id);
      },
      wire::kept_json);
}

Outcome<Response> answer_arrears(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_arrears(request.body),
      [&](const app::CaseDesk& desk, app::DossierId id,
          const std::vector<app::ArrearsEntered>& entered) {
        return app::enter_arrears(request.who, moment_of(request), desk, id, entered);
      },
      wire::arrears_changed_json);
}

Outcome<Response> answer_establish_arrears(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_as_of(request.body, moment_of(request).today),
      [&](const app::CaseDesk&, app::DossierId id, Date as_of) {
        return app::establish_from_facts(request.who, moment_of(request), api.data, api.law,
                                         api.threads, id, as_of);
      },
      wire::arrears_changed_json);
}

Outcome<Response> answer_settlement(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_settlement(request.body),
      [&](const app::CaseDesk& desk, app::DossierId id, const app::SettlementEntered& entered) {
        return app::enter_settlement(request.who, moment_of(request), desk, id, entered);
      },
      wire::arrears_changed_json);
}

Outcome<Response> answer_settle_from_facts(const Request& request, Api& api) {
  const Outcome<app::DossierId> id = case_in(request);
  if (!id) return tl::unexpected(id.error());
  return answered(app::settle_from_facts(request.who, moment_of(request), api.data, api.law, *id),
                  wire::arrears_changed_json);
}

Outcome<Response> answer_call(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_call(request.body),
      [&](const app::CaseDesk& desk, app::DossierId id, const app::CallEntered& entered) {
        return app::enter_call(request.who, moment_of(request), desk, id, entered);
      },
      wire::arrears_changed_json);
}

Outcome<Response> answer_delay(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_delay(request.body),
      [&](const app::CaseDesk& desk, app::DossierId id, const wire::DelayOrder& order) {
        return app::accept_delay(request.who, moment_of(request), desk, id, order.named,
                                 order.account);
      },
      wire::kept_json);
}

Outcome<Response> answer_case_notes(const Request& request, Api& api) {
  return on_case(
      request, api, wire::read_dossier_notes(request.body),
      [&](const app::CaseDesk& desk, app::DossierId id, const app::DossierNotes& notes) {
        return app::note_dossier(request.who, moment_of(request), desk, id, notes);
      },
      wire::kept_json);
}

Outcome<Response> answer_clue_life(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  return answered(
      app::show_dossier(request.who, moment_of(request), desk_of(api), store::dossier_of(*clue)),
      wire::dossier_json);
}

Outcome<Response> answer_clue_step(const Request& request, Api& api) {
  return record(request, api, app::Subject::clue, id_in_path(request, "clue"));
}

Outcome<Response> answer_clue_answer(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  const Outcome<app::ClueAnswer> answer = wire::read_clue_answer(request.body, *clue);
  if (!answer) return tl::unexpected(answer.error());
  return recorded(store::dossier_of(*clue),
                  app::draft_answer(request.who, moment_of(request), desk_of(api), *answer));
}

Outcome<Response> answer_send_answer(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  const Outcome<app::AnswerSent> sent = wire::read_answer_sent(request.body, *clue);
  if (!sent) return tl::unexpected(sent.error());
  return recorded(store::dossier_of(*clue),
                  app::send_answer(request.who, moment_of(request), desk_of(api), *sent));
}

Outcome<Response> answer_assignments(const Request& request, Api& api) {
  const Outcome<app::AssignOrder> order = wire::read_assign_order(request.body);
  if (!order) return tl::unexpected(order.error());
  return answered(app::assign_dossiers(request.who, moment_of(request), desk_of(api), *order),
                  wire::assigned_json);
}

Outcome<Response> answer_look_back(const Request& request, Api& api) {
  const Outcome<app::LookBackOrder> order = wire::read_look_back_order(request.body);
  if (!order) return tl::unexpected(order.error());
  return answered(app::look_back(request.who, moment_of(request), desk_of(api), *order),
                  wire::look_back_json);
}

Outcome<Response> answer_case_figures(const Request& request, Api& api) {
  const Date today = moment_of(request).today;
  const Outcome<Date> day = day_of(request, "day", today);
  if (!day) return tl::unexpected(day.error());
  app::FiguresOrder order{.year = year_of(month_of(*day)),
                          .day = *day,
                          .region = std::string(request.query_value("region"))};
  if (const std::string_view year = request.query_value("year"); !year.empty()) {
    const std::optional<std::int64_t> number = id_in(year);
    if (!number || *number > 9'999)
      return problem(ProblemCode::invalid_input, "year 应为四位数的年，如 2026", "year");
    order.year = static_cast<int>(*number);
  }
  return answered(app::case_figures(request.who, desk_of(api), order), wire::case_figures_json);
}

}  // namespace qingxin::http
