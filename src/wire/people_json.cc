// SPDX-License-Identifier: Apache-2.0
#include "wire/people_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "access/permissions.h"
#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

constexpr int kMostInScope = 100;

json::object to_json(const access::Scope& scope) {
  json::object object;
  object["districts"] = json::value_from(scope.districts);
  object["industries"] =
      scope.has_any_industry ? json::value(nullptr) : json::value_from(scope.industries);
  json::array units;
  for (const access::UnitId unit : scope.units) units.push_back(id_text(number(unit)));
  object["units"] = scope.has_any_unit ? json::value(nullptr) : json::value(std::move(units));
  return object;
}

json::object to_json(const store::User& user) {
  json::object object;
  object["id"] = id_text(number(user.id));
  object["login"] = user.login;
  object["name"] = user.name;
  object["role"] = text(access::name_of(user.role));
  object["role_name"] = text(access::in_chinese(user.role));
  object["unit"] = id_text(number(user.unit));
  object["scope"] = to_json(user.scope);
  object["state"] = user.state == store::UserState::active ? "active" : "disabled";
  object["must_change_password"] = user.must_change_password;
  object["created"] = moment(user.created);
  return object;
}

json::object to_json(const store::Session& session, access::SessionId current) {
  json::object object;
  object["id"] = id_text(number(session.id));
  object["began"] = moment(session.began);
  object["seen"] = moment(session.seen);
  object["ended"] = moment(session.ended);
  object["is_this"] = session.id == current;
  return object;
}

json::object to_json(const store::ApiKey& key) {
  json::object object;
  object["id"] = id_text(number(key.id));
  object["user"] = id_text(number(key.user));
  object["label"] = key.label;
  object["scope"] = to_json(key.scope);
  object["created"] = moment(key.created);
  object["expires"] = moment(key.expires);
  object["revoked"] = moment(key.revoked);
  return object;
}

json::object to_json(const store::Unit& unit) {
  const app::UnitKindName& kind = app::row_of(unit.kind);
  json::object object;
  object["id"] = id_text(number(unit.id));
  object["name"] = unit.name;
  object["kind"] = text_or_null(kind.name);
  object["kind_name"] = text(kind.chinese);
  object["credit_code"] = text_or_null(unit.credit_code);
  object["region"] = unit.region_code;
  object["industry"] = text_or_null(unit.industry);
  object["parent"] = id_text(number(unit.parent));
  return object;
}

// An id as it is written in JSON: a text of digits.
access::UnitId unit_id(JsonObject& object, std::string_view name,
                       const std::optional<std::string>& words) {
  if (!words) return {};
  std::int64_t id = 0;
  const char* last = words->data() + words->size();
  const auto [end, error] = std::from_chars(words->data(), last, id);
  if (error == std::errc{} && end == last && id > 0) return access::UnitId{id};
  object.refuse(ProblemCode::invalid_input, name, "应为单位编号：登记时给的那串数字，写成文字");
  return {};
}

// What is not narrowed by industry or unit says so by leaving it out.
access::Scope scope_in(JsonObject& body) {
  access::Scope scope;
  std::optional<JsonObject> object = body.object("scope");
  if (!object) {
    body.refuse(ProblemCode::missing_field, "scope", "缺少范围：至少写 districts");
    return scope;
  }
  scope.districts = object->texts("districts", kMostInScope, {.least = 0, .most = 12});
  scope.industries = object->texts("industries", kMostInScope, {});
  scope.has_any_industry = !object->has("industries");
  for (const std::string& words : object->texts("units", kMostInScope, {.least = 1, .most = 19}))
    scope.units.push_back(unit_id(*object, "units", words));
  scope.has_any_unit = !object->has("units");
  return scope;
}

constexpr TextBounds kPassword{.least = 1, .most = 200};

}  // namespace

Outcome<SignInOrder> read_sign_in(std::string_view body) {
  return read_body<SignInOrder>(body, [](JsonObject& object) {
    return SignInOrder{object.text("login", {}), object.text("password", kPassword)};
  });
}

std::string self_json(const store::User& user, std::string_view csrf_token) {
  json::object object;
  object["user"] = to_json(user);
  object["csrf_token"] = text_or_null(csrf_token);
  return json::serialize(object);
}

std::string sessions_json(const std::vector<store::Session>& sessions, access::SessionId current) {
  return page_json(
      sessions, static_cast<int>(sessions.size()),
      [&](const store::Session& session) { return to_json(session, current); },
      [](const store::Session& session) { return id_text(number(session.id)); });
}

Outcome<PasswordOrder> read_password_change(std::string_view body) {
  return read_body<PasswordOrder>(body, [](JsonObject& object) {
    return PasswordOrder{object.text("old_password", kPassword),
                         object.text("new_password", kPassword)};
  });
}

std::string password_json(std::string_view password) {
  return json::serialize(json::object{{"password", text(password)}});
}

Outcome<app::NewUser> read_new_user(std::string_view body) {
  return read_body<app::NewUser>(body, [](JsonObject& object) {
    std::vector<std::string_view> names;
    std::vector<access::Role> roles;
    for (const access::RoleName& role : access::kRoles) {
      if (!access::signs_in(role.role)) continue;
      names.push_back(role.name);
      roles.push_back(role.role);
    }
    app::NewUser user{.login = object.text("login", {}), .name = object.text("name", {})};
    user.role = roles[object.choice("role", names)];
    user.unit = unit_id(object, "unit", object.text_or_none("unit", {.least = 1, .most = 19}));
    user.scope = scope_in(object);
    return user;
  });
}

std::string user_json(const store::User& user) {
  return json::serialize(to_json(user));
}

std::string added_user_json(const app::AddedUser& added) {
  json::object object;
  object["user"] = to_json(added.user);
  object["password"] = added.password;
  return json::serialize(object);
}

std::string users_json(const std::vector<store::User>& users, int limit) {
  return page_json(
      users, limit, [](const store::User& user) { return to_json(user); },
      [](const store::User& user) { return id_text(number(user.id)); });
}

Outcome<app::NewApiKey> read_new_api_key(std::string_view body, access::UserId user) {
  return read_body<app::NewApiKey>(body, [&](JsonObject& object) {
    app::NewApiKey key{.user = user, .label = object.text("label", {}), .scope = scope_in(object)};
    key.days = static_cast<int>(
        object.number_or_none("days", 1, app::kLongestApiKeyDays).value_or(key.days));
    return key;
  });
}

std::string api_keys_json(const std::vector<store::ApiKey>& keys) {
  return page_json(
      keys, static_cast<int>(keys.size()), [](const store::ApiKey& key) { return to_json(key); },
      [](const store::ApiKey& key) { return id_text(number(key.id)); });
}

std::string added_api_key_json(const app::AddedApiKey& added) {
  json::object object;
  object["key"] = to_json(added.key);
  object["secret"] = added.secret;
  return json::serialize(object);
}

Outcome<store::Unit> read_new_unit(std::string_view body) {
  return read_body<store::Unit>(body, [](JsonObject& object) {
    std::vector<std::string_view> names;
    std::vector<store::UnitKind> kinds;
    for (const app::UnitKindName& kind : app::kUnitKinds) {
      if (kind.name.empty()) continue;
      names.push_back(kind.name);
      kinds.push_back(kind.kind);
    }
    store::Unit unit{.id = {},
                     .name = object.text("name", {}),
                     .credit_code = object.text_or_none("credit_code", {}).value_or(""),
                     .region_code = object.text("region", {.least = 0, .most = 12})};
    unit.kind = kinds[object.choice("kind", names)];
    unit.industry = object.text_or_none("industry", {}).value_or("");
    unit.parent =
        unit_id(object, "parent", object.text_or_none("parent", {.least = 1, .most = 19}));
    return unit;
  });
}

std::string unit_json(const store::Unit& unit) {
  return json::serialize(to_json(unit));
}

std::string units_json(const std::vector<store::Unit>& units, int limit) {
  return page_json(
      units, limit, [](const store::Unit& unit) { return to_json(unit); },
      [](const store::Unit& unit) { return id_text(number(unit.id)); });
}

}  // namespace qingxin::wire
