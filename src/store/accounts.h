// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "access/sign_in_pace.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/ids.h"

namespace qingxin::store {

enum class UserState : unsigned char { active = 1, disabled = 2 };

struct User {
  access::UserId id{};
  std::string login;  // as access::checked_login has it
  std::string name;   // as people call him
  access::Role role{};
  UnitId unit{};
  access::Scope scope;
  UserState state = UserState::active;
  bool must_change_password = false;
  Instant created;

  friend bool operator==(const User&, const User&) = default;
};

struct Session {
  access::SessionId id{};
  access::UserId user{};
  Instant began, seen;
  std::optional<Instant> ended;

  friend bool operator==(const Session&, const Session&) = default;
};

struct ApiKey {
  access::ApiKeyId id{};
  access::UserId user{};
  std::string label;
  access::Scope scope;  // what it reaches is what both it and its user reach
  Instant created, expires;
  std::optional<Instant> revoked;

  friend bool operator==(const ApiKey&, const ApiKey&) = default;
};

inline constexpr int kSessionsTold = 200;

// Units in groups, users, and what they sign in with. Passwords, tokens and keys come here only as
// hashes. As with Store, ids are the caller's: a repeat is harmless, a differing one is refused.
class Accounts {
 public:
  virtual ~Accounts() = default;

  // A company of a group; groups may be in groups.
  virtual Result<void> add_unit_member(UnitId group, UnitId member) = 0;
  // The unit itself and all below it, each once, in the order of their ids.
  virtual Result<std::vector<UnitId>> units_of_group(UnitId group) = 0;

  // Refused: a login that another one has.
  virtual Result<void> add_user(const User& user, std::string_view password_hash) = 0;
  virtual Result<User> user(access::UserId id) = 0;
  virtual Result<std::optional<User>> user_named(std::string_view login) = 0;
  // At most `limit`, in the order of their ids, after that one; of those whose scope lies in
  // that of who asks.
  virtual Result<std::vector<User>> users_after(access::UserId id, int limit) = 0;
  virtual Result<std::string> password_hash_of(access::UserId id) = 0;
  // Ends all his sessions but `kept`.
  virtual Result<void> set_password(access::UserId id, std::string_view hash, bool must_change,
                                    access::SessionId kept, Instant now) = 0;
  // Disabling ends his sessions and keys.
  virtual Result<void> set_user_state(access::UserId id, UserState state, Instant now) = 0;

  virtual Result<void> begin_session(const Session& session, std::string_view token_hash) = 0;
  virtual Result<std::optional<Session>> session_of(std::string_view token_hash) = 0;
  // The newest kSessionsTold, newest last.
  virtual Result<std::vector<Session>> sessions_of(access::UserId user) = 0;
  // Not recorded in the audit trail.
  virtual Result<void> note_seen(access::SessionId id, Instant now) = 0;
  virtual Result<void> end_session(access::SessionId id, Instant now) = 0;

  virtual Result<void> add_api_key(const ApiKey& key, std::string_view key_hash) = 0;
  virtual Result<std::optional<ApiKey>> api_key_of(std::string_view key_hash) = 0;
  virtual Result<std::vector<ApiKey>> api_keys_of(access::UserId user) = 0;
  virtual Result<void> revoke_api_key(access::ApiKeyId id, Instant now) = 0;

  // What is remembered of failures to sign in; the subject is kept as a hash. Not recorded in the
  // audit trail.
  virtual Result<access::Failures> failures_of(access::PaceOf pace, std::string_view subject) = 0;
  virtual Result<access::Failures> note_failure(access::PaceOf pace, std::string_view subject,
                                                Instant now) = 0;
  // It was none: one less; all: there never was one.
  virtual Result<void> forgive_failure(access::PaceOf pace, std::string_view subject) = 0;
  virtual Result<void> forgive_all(access::PaceOf pace, std::string_view subject) = 0;
  // An account signed in at an address: failures_of(usual_place, subject).last tells it again.
  virtual Result<void> note_usual_place(std::string_view subject, Instant now) = 0;
  // All that was noted before that moment, by anybody. Returns how many rows.
  virtual Result<std::int64_t> forget_failures(Instant before) = 0;
  // A sign-in that failed, of a user that there is: goes into the audit trail.
  virtual Result<void> record_failed_sign_in(access::UserId user, Instant now) = 0;
};

}  // namespace qingxin::store
