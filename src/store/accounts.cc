// SPDX-License-Identifier: Apache-2.0
#include "store/accounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "access/scope.h"
#include "base/hash.h"
#include "store/audit_append.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

using access::audit_entry;

enum class Reach : unsigned char { district = 1, industry = 2, unit = 3 };

void put_reach(Statements& statements, std::int64_t holder, const access::Scope& scope) {
  const auto put = [&](Reach kind, std::string_view content) {
    statements.run(
        "INSERT INTO reach (holder_id, kind, content) VALUES ($1, $2, $3)"
        " ON CONFLICT (holder_id, kind, content) DO NOTHING",
        {holder, static_cast<std::int64_t>(kind), content});
  };
  for (const std::string& district : scope.districts) put(Reach::district, district);
  for (const std::string& industry : scope.industries) put(Reach::industry, industry);
  for (const UnitId unit : scope.units) put(Reach::unit, std::to_string(number(unit)));
}

void read_reach(Statements& statements, std::int64_t holder, access::Scope& scope) {
  statements.run("SELECT kind, content FROM reach WHERE holder_id = $1 ORDER BY kind, content",
                 {holder}, [&](const SqlRow& row) {
                   const std::string content{row.text(1)};
                   switch (static_cast<Reach>(row.number(0))) {
                     case Reach::district: scope.districts.push_back(content); break;
                     case Reach::industry: scope.industries.push_back(content); break;
                     case Reach::unit: scope.units.push_back(UnitId{std::stoll(content)}); break;
                   }
                 });
}

constexpr std::string_view kUserColumns =
    "SELECT user_id, login, name, role, unit_id, has_any_industry, has_any_unit, state,"
    " must_change_password, created_ms FROM user_account";

User user_of(const SqlRow& row) {
  User user{.id = access::UserId{row.number(0)},
            .login = std::string{row.text(1)},
            .name = std::string{row.text(2)},
            .role = static_cast<access::Role>(row.number(3)),
            .unit = UnitId{row.number(4)},
            .scope = {},
            .state = static_cast<UserState>(row.number(7)),
            .must_change_password = row.number(8) == 1,
            .created = Instant{row.number(9)}};
  user.scope.has_any_industry = row.number(5) == 1;
  user.scope.has_any_unit = row.number(6) == 1;
  return user;
}

std::vector<User> users(Statements& statements, std::string_view condition,
                        std::initializer_list<SqlValue> values) {
  std::vector<User> found;
  statements.run(std::string{kUserColumns}.append(condition), values,
                 [&](const SqlRow& row) { found.push_back(user_of(row)); });
  for (User& user : found) read_reach(statements, number(user.id), user.scope);
  return found;
}

std::string unknown(access::UserId id) {
  return fmt::format("没有用户 {}；请核对编号", number(id));
}

Session session_of_row(const SqlRow& row) {
  Session session{.id = access::SessionId{row.number(0)},
                  .user = access::UserId{row.number(1)},
                  .began = Instant{row.number(2)},
                  .seen = Instant{row.number(3)},
                  .ended = {}};
  if (const auto ended = row.number_or_none(4)) session.ended = Instant{*ended};
  return session;
}

constexpr std::string_view kSessionColumns =
    "SELECT session_id, user_id, began_ms, seen_ms, ended_ms FROM user_session";

ApiKey api_key_of_row(const SqlRow& row) {
  ApiKey key{.id = access::ApiKeyId{row.number(0)},
             .user = access::UserId{row.number(1)},
             .label = std::string{row.text(2)},
             .scope = {},
             .created = Instant{row.number(5)},
             .expires = Instant{row.number(6)},
             .revoked = {}};
  key.scope.has_any_industry = row.number(3) == 1;
  key.scope.has_any_unit = row.number(4) == 1;
  if (const auto revoked = row.number_or_none(7)) key.revoked = Instant{*revoked};
  return key;
}

std::vector<ApiKey> api_keys(Statements& statements, std::string_view condition, SqlValue value) {
  std::vector<ApiKey> found;
  statements.run(std::string{"SELECT key_id, user_id, label, has_any_industry, has_any_unit,"
                             " created_ms, expires_ms, revoked_ms FROM api_key"}
                     .append(condition),
                 {value}, [&](const SqlRow& row) { found.push_back(api_key_of_row(row)); });
  for (ApiKey& key : found) read_reach(statements, number(key.id), key.scope);
  return found;
}

void end_sessions(Statements& statements, access::UserId user, access::SessionId kept,
                  Instant now) {
  statements.run(
      "UPDATE user_session SET ended_ms = $3 WHERE user_id = $1 AND session_id <> $2"
      " AND ended_ms IS NULL",
      {number(user), number(kept), now.utc_ms});
}

}  // namespace

Result<void> SqlStore::add_unit_member(UnitId group, UnitId member) {
  return change(
      audit_entry("add_unit_member", {{"unit", number(group)}, {"unit", number(member)}}), now_,
      "登记集团成员", [&](Statements& statements) {
        for (const UnitId unit : {group, member})
          if (statements.run("SELECT 1 FROM unit WHERE unit_id = $1", {number(unit)}) == 0)
            statements.refuse(ErrorCode::not_found,
                              fmt::format("没有单位 {}；请先登记它", number(unit)));
        if (group == member)
          statements.refuse(ErrorCode::invalid_input,
                            fmt::format("单位 {} 不能是自己的成员", number(group)));
        statements.run(
            "INSERT INTO unit_member (group_unit_id, unit_id) VALUES ($1, $2)"
            " ON CONFLICT (group_unit_id, unit_id) DO NOTHING",
            {number(group), number(member)});
      });
}

Result<std::vector<UnitId>> SqlStore::units_of_group(UnitId group) {
  std::set<UnitId> found;
  const Result<void> done = look("查集团成员", [&](Statements& statements) {
    found = {group};
    std::vector<UnitId> next{group};
    while (!next.empty() && !statements.have_failed()) {
      const UnitId unit = next.back();
      next.pop_back();
      statements.run("SELECT unit_id FROM unit_member WHERE group_unit_id = $1", {number(unit)},
                     [&](const SqlRow& row) {
                       if (found.insert(UnitId{row.number(0)}).second)
                         next.push_back(UnitId{row.number(0)});
                     });
    }
  });
  if (!done) return tl::unexpected(done.error());
  return std::vector<UnitId>(found.begin(), found.end());
}

Result<void> SqlStore::add_user(const User& user, std::string_view password_hash) {
  return change(
      audit_entry("add_user", {{"user", number(user.id)},
                               {"role", static_cast<std::int64_t>(user.role)},
                               {"unit", number(user.unit)}}),
      user.created, "添加用户", [&](Statements& statements) {
        const std::int64_t added = statements.run(
            "INSERT INTO user_account (user_id, login, name, role, unit_id,"
            " has_any_industry, has_any_unit, state, password_hash,"
            " must_change_password, created_ms, password_ms)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)"
            " ON CONFLICT (login) DO NOTHING",
            {number(user.id), std::string_view{user.login}, std::string_view{user.name},
             static_cast<std::int64_t>(user.role), number(user.unit),
             std::int64_t{user.scope.has_any_industry}, std::int64_t{user.scope.has_any_unit},
             static_cast<std::int64_t>(user.state), password_hash,
             std::int64_t{user.must_change_password}, user.created.utc_ms});
        if (added == 1) return put_reach(statements, number(user.id), user.scope);
        const std::vector<User> known =
            users(statements, " WHERE login = $1", {std::string_view{user.login}});
        if (!known.empty() && known[0].id != user.id)
          statements.refuse(ErrorCode::conflict,
                            fmt::format("登录名 “{}” 已经有人用（用户 {}）；请换一个", user.login,
                                        number(known[0].id)));
      });
}

Result<User> SqlStore::user(access::UserId id) {
  std::vector<User> found;
  const Result<void> done = look("查用户", [&](Statements& statements) {
    found = users(statements, " WHERE user_id = $1", {number(id)});
  });
  if (!done) return tl::unexpected(done.error());
  if (found.empty()) return fail(ErrorCode::not_found, unknown(id));
  return found[0];
}

Result<std::optional<User>> SqlStore::user_named(std::string_view login) {
  std::vector<User> found;
  const Result<void> done = look("查用户", [&](Statements& statements) {
    found = users(statements, " WHERE login = $1", {login});
  });
  if (!done) return tl::unexpected(done.error());
  if (found.empty()) return std::nullopt;
  return found[0];
}

Result<std::vector<User>> SqlStore::users_after(access::UserId id, int limit) {
  std::vector<User> found;
  const Result<void> done = look("列用户", [&](Statements& statements) {
    found.clear();
    access::UserId after = id;
    while (std::ssize(found) < limit && !statements.have_failed()) {
      const std::vector<User> more =
          users(statements, " WHERE user_id > $1 ORDER BY user_id LIMIT $2",
                {number(after), std::int64_t{limit}});
      if (more.empty()) break;
      after = more.back().id;
      for (const User& user : more)
        if (std::ssize(found) < limit && access::contains(who_.scope, user.scope))
          found.push_back(user);
    }
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::string> SqlStore::password_hash_of(access::UserId id) {
  std::optional<std::string> hash;
  const Result<void> done = look("查口令", [&](Statements& statements) {
    statements.run("SELECT password_hash FROM user_account WHERE user_id = $1", {number(id)},
                   [&](const SqlRow& row) { hash = row.text(0); });
  });
  if (!done) return tl::unexpected(done.error());
  if (!hash) return fail(ErrorCode::not_found, unknown(id));
  return *hash;
}

Result<void> SqlStore::set_password(access::UserId id, std::string_view hash, bool must_change,
                                    access::SessionId kept, Instant now) {
  return change(
      audit_entry(must_change ? "reset_password" : "change_password", {{"user", number(id)}}), now,
      "改口令", [&](Statements& statements) {
        const std::int64_t changed = statements.run(
            "UPDATE user_account SET password_hash = $2, must_change_password = $3,"
            " password_ms = $4 WHERE user_id = $1",
            {number(id), hash, std::int64_t{must_change}, now.utc_ms});
        if (changed == 0) statements.refuse(ErrorCode::not_found, unknown(id));
        end_sessions(statements, id, kept, now);
      });
}

Result<void> SqlStore::set_user_state(access::UserId id, UserState state, Instant now) {
  const bool disables = state == UserState::disabled;
  return change(
      audit_entry(disables ? "disable_user" : "enable_user", {{"user", number(id)}}), now,
      "停用或启用用户", [&](Statements& statements) {
        if (statements.run("SELECT 1 FROM user_account WHERE user_id = $1", {number(id)}) == 0)
          statements.refuse(ErrorCode::not_found, unknown(id));
        statements.run("UPDATE user_account SET state = $2 WHERE user_id = $1 AND state <> $2",
                       {number(id), static_cast<std::int64_t>(state)});
        if (!disables) return;
        end_sessions(statements, id, access::SessionId{}, now);
        statements.run(
            "UPDATE api_key SET revoked_ms = $2 WHERE user_id = $1 AND revoked_ms IS NULL",
            {number(id), now.utc_ms});
      });
}

Result<void> SqlStore::begin_session(const Session& session, std::string_view token_hash) {
  return change(
      audit_entry("sign_in", {{"user", number(session.user)}, {"session", number(session.id)}}),
      session.began, "登录", [&](Statements& statements) {
        statements.run(
            "INSERT INTO user_session (session_id, token_hash, user_id, began_ms,"
            " seen_ms) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (session_id) DO NOTHING",
            {number(session.id), token_hash, number(session.user), session.began.utc_ms,
             session.seen.utc_ms});
      });
}

Result<std::optional<Session>> SqlStore::session_of(std::string_view token_hash) {
  std::optional<Session> found;
  const Result<void> done = look("查会话", [&](Statements& statements) {
    statements.run(std::string{kSessionColumns}.append(" WHERE token_hash = $1"), {token_hash},
                   [&](const SqlRow& row) { found = session_of_row(row); });
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<Session>> SqlStore::sessions_of(access::UserId user) {
  std::vector<Session> found;
  const Result<void> done = look("列会话", [&](Statements& statements) {
    found.clear();
    statements.run(std::string{kSessionColumns}.append(
                       " WHERE user_id = $1 ORDER BY session_id DESC LIMIT $2"),
                   {number(user), std::int64_t{kSessionsTold}},
                   [&](const SqlRow& row) { found.push_back(session_of_row(row)); });
  });
  if (!done) return tl::unexpected(done.error());
  std::ranges::reverse(found);
  return found;
}

Result<void> SqlStore::note_seen(access::SessionId id, Instant now) {
  return change_unrecorded("记下会话的时间", [&](Statements& statements) {
    statements.run("UPDATE user_session SET seen_ms = $2 WHERE session_id = $1 AND seen_ms < $2",
                   {number(id), now.utc_ms});
  });
}

Result<void> SqlStore::end_session(access::SessionId id, Instant now) {
  return change(audit_entry("sign_out", {{"session", number(id)}}), now, "退出",
                [&](Statements& statements) {
                  statements.run(
                      "UPDATE user_session SET ended_ms = $2 WHERE session_id = $1"
                      " AND ended_ms IS NULL",
                      {number(id), now.utc_ms});
                });
}

Result<void> SqlStore::add_api_key(const ApiKey& key, std::string_view key_hash) {
  return change(
      audit_entry("add_api_key", {{"key", number(key.id)}, {"user", number(key.user)}}),
      key.created, "发接口密钥", [&](Statements& statements) {
        const std::int64_t added = statements.run(
            "INSERT INTO api_key (key_id, key_hash, user_id, label, has_any_industry, has_any_unit,"
            " created_ms, expires_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (key_id) DO NOTHING",
            {number(key.id), key_hash, number(key.user), std::string_view{key.label},
             std::int64_t{key.scope.has_any_industry}, std::int64_t{key.scope.has_any_unit},
             key.created.utc_ms, key.expires.utc_ms});
        if (added == 1) put_reach(statements, number(key.id), key.scope);
      });
}

Result<std::optional<ApiKey>> SqlStore::api_key_of(std::string_view key_hash) {
  std::vector<ApiKey> found;
  const Result<void> done = look("查接口密钥", [&](Statements& statements) {
    found = api_keys(statements, " WHERE key_hash = $1", key_hash);
  });
  if (!done) return tl::unexpected(done.error());
  if (found.empty()) return std::nullopt;
  return found[0];
}

Result<std::vector<ApiKey>> SqlStore::api_keys_of(access::UserId user) {
  std::vector<ApiKey> found;
  const Result<void> done = look("列接口密钥", [&](Statements& statements) {
    found = api_keys(statements, " WHERE user_id = $1 ORDER BY key_id", number(user));
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<void> SqlStore::revoke_api_key(access::ApiKeyId id, Instant now) {
  return change(audit_entry("revoke_api_key", {{"key", number(id)}}), now, "收回接口密钥",
                [&](Statements& statements) {
                  if (statements.run("SELECT 1 FROM api_key WHERE key_id = $1", {number(id)}) == 0)
                    statements.refuse(ErrorCode::not_found,
                                      fmt::format("没有接口密钥 {}；请核对编号", number(id)));
                  statements.run(
                      "UPDATE api_key SET revoked_ms = $2 WHERE key_id = $1 AND revoked_ms IS NULL",
                      {number(id), now.utc_ms});
                });
}

std::string SqlStore::pace_subject(std::string_view subject) const {
  return hex(hmac_sm3(core_->vault.index().bytes, std::string{"pace "}.append(subject)), 16);
}

Result<access::Failures> SqlStore::failures_of(access::PaceOf pace, std::string_view subject) {
  access::Failures failures;
  const std::string hash = pace_subject(subject);
  const Result<void> done = look("查登录失败的次数", [&](Statements& statements) {
    failures = {};
    statements.run("SELECT failures, last_ms FROM sign_in_failure WHERE pace = $1 AND subject = $2",
                   {static_cast<std::int64_t>(pace), std::string_view{hash}},
                   [&](const SqlRow& row) {
                     failures = {static_cast<int>(row.number(0)), Instant{row.number(1)}};
                   });
  });
  if (!done) return tl::unexpected(done.error());
  return failures;
}

Result<access::Failures> SqlStore::note_failure(access::PaceOf pace, std::string_view subject,
                                                Instant now) {
  access::Failures failures;
  const std::string hash = pace_subject(subject);
  const auto kind = static_cast<std::int64_t>(pace);
  const Result<void> done = change_unrecorded("记下登录失败", [&](Statements& statements) {
    statements.run(
        "INSERT INTO sign_in_failure (pace, subject, failures, last_ms) VALUES ($1, $2, 0, $3)"
        " ON CONFLICT (pace, subject) DO NOTHING",
        {kind, std::string_view{hash}, now.utc_ms});
    // Two at a time count as two: the second waits here.
    statements.run(
        "UPDATE sign_in_failure SET failures = failures WHERE pace = $1 AND subject = $2",
        {kind, std::string_view{hash}});
    statements.run("SELECT failures, last_ms FROM sign_in_failure WHERE pace = $1 AND subject = $2",
                   {kind, std::string_view{hash}}, [&](const SqlRow& row) {
                     failures = {static_cast<int>(row.number(0)), Instant{row.number(1)}};
                   });
    failures = access::one_more(pace, failures, now);
    statements.run(
        "UPDATE sign_in_failure SET failures = $3, last_ms = $4 WHERE pace = $1 AND subject = $2",
        {kind, std::string_view{hash}, std::int64_t{failures.count}, failures.last.utc_ms});
  });
  if (!done) return tl::unexpected(done.error());
  return failures;
}

Result<void> SqlStore::forgive_failure(access::PaceOf pace, std::string_view subject) {
  const std::string hash = pace_subject(subject);
  return change_unrecorded("登录成功", [&](Statements& statements) {
    statements.run(
        "UPDATE sign_in_failure SET failures = failures - 1 WHERE pace = $1 AND subject = $2"
        " AND failures > 0",
        {static_cast<std::int64_t>(pace), std::string_view{hash}});
  });
}

Result<void> SqlStore::forgive_all(access::PaceOf pace, std::string_view subject) {
  const std::string hash = pace_subject(subject);
  return change_unrecorded("登录成功", [&](Statements& statements) {
    statements.run("DELETE FROM sign_in_failure WHERE pace = $1 AND subject = $2",
                   {static_cast<std::int64_t>(pace), std::string_view{hash}});
  });
}

Result<void> SqlStore::note_usual_place(std::string_view subject, Instant now) {
  const std::string hash = pace_subject(subject);
  return change_unrecorded("登录成功", [&](Statements& statements) {
    statements.run(
        "INSERT INTO sign_in_failure (pace, subject, failures, last_ms) VALUES ($1, $2, 0, $3)"
        " ON CONFLICT (pace, subject) DO UPDATE SET last_ms = excluded.last_ms",
        {static_cast<std::int64_t>(access::PaceOf::usual_place), std::string_view{hash},
         now.utc_ms});
  });
}

Result<std::int64_t> SqlStore::forget_failures(Instant before) {
  std::int64_t forgotten = 0;
  const Result<void> done = change_unrecorded("忘掉旧的登录失败", [&](Statements& statements) {
    forgotten = statements.run("DELETE FROM sign_in_failure WHERE last_ms < $1", {before.utc_ms});
  });
  if (!done) return tl::unexpected(done.error());
  return forgotten;
}

Result<void> SqlStore::record_failed_sign_in(access::UserId user, Instant now) {
  const SqlResult<void> done = core_->sessions.transact(Intent::write, [&](Connection& connection) {
    return append_audit(connection, core_->vault.audit(), who_, now,
                        audit_entry("sign_in_failed", {{"user", number(user)}}));
  });
  if (!done) return tl::unexpected(in_words(done.error(), "记下登录失败"));
  return {};
}

}  // namespace qingxin::store
