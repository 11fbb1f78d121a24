// SPDX-License-Identifier: Apache-2.0
#include "http/session_routes.h"

#include "access/session.h"
#include "app/passwords.h"
#include "app/sign_in.h"
#include "app/users.h"
#include "http/caller.h"
#include "http/hashing_turn.h"
#include "http/routes.h"
#include "wire/people_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

Outcome<std::monostate> done(const Result<void>& result) {
  if (!result) return tl::unexpected(wire::problem_of(result.error()));
  return std::monostate{};
}

// Who guesses too fast is told for how long.
wire::Problem refused(const Error& error, const Request& request, Api& api,
                      const wire::SignInOrder& order) {
  wire::Problem told = wire::problem_of(error);
  if (error.code != ErrorCode::too_many_requests) return told;
  const Result<std::int64_t> wait = app::sign_in_wait_s(
      request.received, *api.data.store, {order.login, order.password, request.client});
  if (wait) told.retry_after_s = static_cast<int>(std::max<std::int64_t>(*wait, 1));
  return told;
}

}  // namespace

Outcome<Response> answer_sign_in(const Request& request, Api& api) {
  const Outcome<wire::SignInOrder> order = wire::read_sign_in(request.body);
  if (!order) return tl::unexpected(order.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  const Result<app::SignedIn> in =
      app::sign_in(request.received, *api.data.store, *api.data.ids,
                   {order->login, order->password, request.client}, access::HashCost{});
  if (!in) return tl::unexpected(refused(in.error(), request, api, *order));
  // The browser forgets the session that it came with: nobody else is to go on with it.
  if (const std::string old = session_token_of(request); !old.empty())
    if (const auto who = app::who_of_session(request.received, *api.data.store, old, {}))
      if (const auto out = app::sign_out(*who, request.received, *api.data.store); !out)
        return tl::unexpected(wire::problem_of(out.error()));
  Response response = json_response(wire::self_json(in->user, in->csrf_token));
  response.fields.push_back(session_cookie(request, in->token));
  return response;
}

Outcome<Response> answer_self(const Request& request, Api& api) {
  const Result<store::User> user = app::my_user(request.who, request.received, *api.data.store);
  const std::string token =
      request.who.via == access::Via::session ? session_token_of(request) : "";
  return answered(user, [&](const store::User& found) {
    return wire::self_json(found, token.empty() ? "" : access::csrf_token_of(token));
  });
}

Outcome<Response> answer_sign_out(const Request& request, Api& api) {
  const Outcome<std::monostate> out =
      done(app::sign_out(request.who, request.received, *api.data.store));
  if (!out) return tl::unexpected(out.error());
  Response response = json_response("{}");
  response.fields.push_back(session_cookie(request, ""));
  return response;
}

Outcome<Response> answer_own_sessions(const Request& request, Api& api) {
  return answered(app::my_sessions(request.who, request.received, *api.data.store),
                  [&](const std::vector<store::Session>& sessions) {
                    return wire::sessions_json(sessions, request.who.session);
                  });
}

Outcome<Response> answer_end_own_session(const Request& request, Api& api) {
  const Outcome<std::int64_t> session = id_in_path(request, "session");
  if (!session) return tl::unexpected(session.error());
  const Outcome<std::monostate> ended = done(app::end_my_session(
      request.who, request.received, *api.data.store, access::SessionId{*session}));
  if (!ended) return tl::unexpected(ended.error());
  return json_response("{}");
}

Outcome<Response> answer_change_password(const Request& request, Api& api) {
  const Outcome<wire::PasswordOrder> order = wire::read_password_change(request.body);
  if (!order) return tl::unexpected(order.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  const Result<void> changed =
      app::change_password(request.who, request.received, *api.data.store, order->old_password,
                           order->new_password, access::HashCost{});
  if (changed) return json_response("{}");
  // He is signed in; what is wrong is what he wrote.
  if (changed.error().code == ErrorCode::not_signed_in)
    return problem(ProblemCode::invalid_input, changed.error().message, "/old_password");
  if (changed.error().code == ErrorCode::invalid_input)
    return problem(ProblemCode::invalid_input, changed.error().message, "/new_password");
  return tl::unexpected(wire::problem_of(changed.error()));
}

}  // namespace qingxin::http
