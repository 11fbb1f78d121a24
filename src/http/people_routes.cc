// SPDX-License-Identifier: Apache-2.0
#include "http/people_routes.h"

#include <fmt/format.h>

#include "app/passwords.h"
#include "http/routes.h"
#include "wire/people_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;

Outcome<access::UserId> user_in(const Request& request) {
  return id_in_path(request, "user").map([](std::int64_t id) { return access::UserId{id}; });
}

// Of a field of what was sent.
tl::unexpected<wire::Problem> problem_at(std::string_view field, const Error& error) {
  wire::Problem problem = wire::problem_of(error);
  problem.field = fmt::format("/{}", field);
  return tl::unexpected(std::move(problem));
}

using ChangeUser = Result<void> (*)(const access::Principal&, Instant, store::Store&,
                                    access::UserId);

// Does it, and tells what he is then.
Outcome<Response> change_user(const Request& request, Api& api, ChangeUser change) {
  const Outcome<access::UserId> user = user_in(request);
  if (!user) return tl::unexpected(user.error());
  if (const auto done = change(request.who, request.received, *api.data.store, *user); !done)
    return tl::unexpected(wire::problem_of(done.error()));
  return answered(app::show_user(request.who, request.received, *api.data.store, *user),
                  wire::user_json);
}

}  // namespace

Outcome<Response> answer_users(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> after = id_cursor_of(request);
  if (!after) return tl::unexpected(after.error());
  return answered(
      app::list_users(request.who, request.received, *api.data.store, access::UserId{*after},
                      *limit + 1),
      [&](const std::vector<store::User>& users) { return wire::users_json(users, *limit); });
}

Outcome<Response> answer_add_user(const Request& request, Api& api) {
  const Outcome<app::NewUser> user = wire::read_new_user(request.body);
  if (!user) return tl::unexpected(user.error());
  if (const app::FieldFault fault = app::fault_of(*user); !fault.field.empty())
    return problem_at(fault.field, fault.error);
  return answered(app::add_user(request.who, request.received, *api.data.store, *api.data.ids,
                                *user, access::HashCost{}),
                  wire::added_user_json);
}

Outcome<Response> answer_user(const Request& request, Api& api) {
  const Outcome<access::UserId> user = user_in(request);
  if (!user) return tl::unexpected(user.error());
  return answered(app::show_user(request.who, request.received, *api.data.store, *user),
                  wire::user_json);
}

Outcome<Response> answer_disable_user(const Request& request, Api& api) {
  return change_user(request, api, app::disable_user);
}

Outcome<Response> answer_enable_user(const Request& request, Api& api) {
  return change_user(request, api, app::enable_user);
}

Outcome<Response> answer_reset_password(const Request& request, Api& api) {
  const Outcome<access::UserId> user = user_in(request);
  if (!user) return tl::unexpected(user.error());
  return answered(app::reset_password(request.who, request.received, *api.data.store, *user,
                                      access::HashCost{}),
                  wire::password_json);
}

Outcome<Response> answer_api_keys(const Request& request, Api& api) {
  const Outcome<access::UserId> user = user_in(request);
  if (!user) return tl::unexpected(user.error());
  return answered(app::list_api_keys(request.who, request.received, *api.data.store, *user),
                  wire::api_keys_json);
}

Outcome<Response> answer_add_api_key(const Request& request, Api& api) {
  const Outcome<access::UserId> user = user_in(request);
  if (!user) return tl::unexpected(user.error());
  const Outcome<app::NewApiKey> key = wire::read_new_api_key(request.body, *user);
  if (!key) return tl::unexpected(key.error());
  if (const app::FieldFault fault = app::fault_of(*key); !fault.field.empty())
    return problem_at(fault.field, fault.error);
  const Result<app::AddedApiKey> added =
      app::add_api_key(request.who, request.received, *api.data.store, *api.data.ids, *key);
  // All that is left to be wrong is that it reaches beyond the user's.
  if (!added && added.error().code == ErrorCode::invalid_input)
    return problem_at("scope", added.error());
  return answered(added, wire::added_api_key_json);
}

Outcome<Response> answer_revoke_api_key(const Request& request, Api& api) {
  const Outcome<access::UserId> user = user_in(request);
  if (!user) return tl::unexpected(user.error());
  const Outcome<std::int64_t> key = id_in_path(request, "key");
  if (!key) return tl::unexpected(key.error());
  if (const auto done = app::revoke_api_key(request.who, request.received, *api.data.store, *user,
                                            access::ApiKeyId{*key});
      !done)
    return tl::unexpected(wire::problem_of(done.error()));
  return json_response("{}");
}

Outcome<Response> answer_units(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> after = id_cursor_of(request);
  if (!after) return tl::unexpected(after.error());
  return answered(
      app::list_units(request.who, request.received, *api.data.store, access::UnitId{*after},
                      *limit + 1),
      [&](const std::vector<store::Unit>& units) { return wire::units_json(units, *limit); });
}

Outcome<Response> answer_add_unit(const Request& request, Api& api) {
  const Outcome<store::Unit> unit = wire::read_new_unit(request.body);
  if (!unit) return tl::unexpected(unit.error());
  if (const app::FieldFault fault = app::fault_of(request.who, *unit); !fault.field.empty())
    return problem_at(fault.field, fault.error);
  const Result<store::Unit> added =
      app::add_unit(request.who, request.received, *api.data.store, *api.data.ids, *unit);
  // Of all that it names only the one above it can be missing.
  if (!added && added.error().code == ErrorCode::not_found)
    return problem_at("parent", added.error());
  return answered(added, wire::unit_json);
}

Outcome<Response> answer_add_unit_member(const Request& request, Api& api) {
  const Outcome<std::int64_t> unit = id_in_path(request, "unit");
  if (!unit) return tl::unexpected(unit.error());
  const Outcome<std::int64_t> member = id_in_path(request, "member");
  if (!member) return tl::unexpected(member.error());
  if (const auto done = app::add_unit_member(request.who, request.received, *api.data.store,
                                             access::UnitId{*unit}, access::UnitId{*member});
      !done)
    return tl::unexpected(wire::problem_of(done.error()));
  return json_response("{}");
}

}  // namespace qingxin::http
