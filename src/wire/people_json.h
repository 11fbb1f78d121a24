// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/api_keys.h"
#include "app/sign_in.h"
#include "app/units.h"
#include "app/users.h"
#include "wire/problem.h"

// Users, units, sessions and keys, as api/openapi.yaml has them. A list has at most `limit` items;
// what is behind them tells that there are more.
namespace qingxin::wire {

struct SignInOrder {
  std::string login, password;
};
Outcome<SignInOrder> read_sign_in(std::string_view body);
// Who has signed in, and what his browser shows when it changes something.
std::string self_json(const store::User& user, std::string_view csrf_token);
std::string sessions_json(const std::vector<store::Session>& sessions, access::SessionId current);

struct PasswordOrder {
  std::string old_password, new_password;
};
Outcome<PasswordOrder> read_password_change(std::string_view body);
// A password for once.
std::string password_json(std::string_view password);

Outcome<app::NewUser> read_new_user(std::string_view body);
std::string user_json(const store::User& user);
std::string added_user_json(const app::AddedUser& added);
std::string users_json(const std::vector<store::User>& users, int limit);

Outcome<app::NewApiKey> read_new_api_key(std::string_view body, access::UserId user);
std::string api_keys_json(const std::vector<store::ApiKey>& keys);
std::string added_api_key_json(const app::AddedApiKey& added);

Outcome<store::Unit> read_new_unit(std::string_view body);
std::string unit_json(const store::Unit& unit);
std::string units_json(const std::vector<store::Unit>& units, int limit);

}  // namespace qingxin::wire
