// SPDX-License-Identifier: Apache-2.0
#include "app/sign_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "access/scope.h"
#include "access/sign_in_pace.h"
#include "app/permit.h"

namespace qingxin::app {

namespace {

using access::PaceOf;

// What failures of a guess are counted for.
struct Counted {
  PaceOf of;
  std::string subject;
};

// A guess at the password of an account, from an address.
struct Guess {
  std::string place;  // the account at that address
  std::vector<Counted> counted;
};

Guess guess_of(std::string_view login, std::string_view address) {
  const std::string place = fmt::format("{}@{}", login, address);
  return {place,
          {{PaceOf::account_at_address, place},
           {PaceOf::account, std::string{login}},
           {PaceOf::address, std::string{address}}}};
}

std::int64_t seconds_between(Instant from, Instant to) {
  return (to.utc_ms - from.utc_ms + kSecondMs - 1) / kSecondMs;
}

tl::unexpected<Error> wrong() {
  return fail(ErrorCode::not_signed_in, "登录名或口令不对；请核对，忘了口令请找系统管理员重设");
}

// When the next guess is looked at; `now`, or before it: at once.
Result<Instant> may_guess_at(Instant now, store::Accounts& accounts, const Guess& guess) {
  const Result<access::Failures> place = accounts.failures_of(PaceOf::usual_place, guess.place);
  if (!place) return tl::unexpected(place.error());
  const bool is_usual_place = place->last.utc_ms > now.utc_ms - access::kUsualForMs;
  Instant earliest = now;
  for (const Counted& one : guess.counted) {
    // The failures of others do not slow an account where it usually is.
    if (one.of == PaceOf::account && is_usual_place) continue;
    const Result<access::Failures> failures = accounts.failures_of(one.of, one.subject);
    if (!failures) return tl::unexpected(failures.error());
    access::Failures left = *failures;
    left.count = access::failures_left(one.of, *failures, now);
    earliest = std::max(earliest, access::may_try_at(one.of, left));
  }
  return earliest;
}

// Each guess counts as a failure from its beginning, so that many at once are as slow as one after
// the other; what turns out to be right is forgiven.
Result<void> pace(Instant now, store::Accounts& accounts, const Guess& guess) {
  const Result<Instant> earliest = may_guess_at(now, accounts, guess);
  if (!earliest) return tl::unexpected(earliest.error());
  if (*earliest > now)
    return fail(ErrorCode::too_many_requests,
                fmt::format("试错的次数太多，请过 {} 秒再试", seconds_between(now, *earliest)));
  for (const Counted& one : guess.counted)
    if (const auto noted = accounts.note_failure(one.of, one.subject, now); !noted)
      return tl::unexpected(noted.error());
  return {};
}

// It was right.
Result<void> forgive(Instant now, store::Accounts& accounts, const Guess& guess) {
  for (const Counted& one : guess.counted) {
    const Result<void> done = one.of == PaceOf::account_at_address
                                  ? accounts.forgive_all(one.of, one.subject)
                                  : accounts.forgive_failure(one.of, one.subject);
    if (!done) return done;
  }
  return accounts.note_usual_place(guess.place, now);
}

Result<access::Principal> principal_of(store::Store& store, const store::User& user) {
  access::Principal who{.user = user.id,
                        .role = user.role,
                        .unit = user.unit,
                        .scope = user.scope,
                        .must_change_password = user.must_change_password};
  Result<access::Scope> scope = whole_reach(store, user.scope);
  if (!scope) return tl::unexpected(scope.error());
  who.scope = *std::move(scope);
  return who;
}

Result<store::User> active_user(store::Store& store, access::UserId id) {
  Result<store::User> user = store.accounts().user(id);
  if (user && user->state != store::UserState::active)
    return fail(ErrorCode::not_signed_in, "这个用户已停用；请找系统管理员");
  return user;
}

tl::unexpected<Error> ended() {
  return fail(ErrorCode::not_signed_in, "没有登录，或会话已经过期；请重新登录");
}

// Of a user that is not there: to look it up takes as long.
const Result<std::string>& nobodys_hash(access::HashCost cost) {
  static const Result<std::string> kHash = access::hashed_password("nobody's password", cost);
  return kHash;
}

Result<store::User> known_user(Instant now, store::Store& store, const SignIn& asked,
                               std::string_view login, access::HashCost cost) {
  store::Accounts& accounts = store.accounts();
  const Result<std::optional<store::User>> user = accounts.user_named(login);
  if (!user) return tl::unexpected(user.error());
  const Result<std::string> hash =
      *user ? accounts.password_hash_of((*user)->id) : nobodys_hash(cost);
  if (!hash) return tl::unexpected(hash.error());
  const bool matches = access::match_password(*hash, asked.password) == access::PasswordMatch::yes;
  if (*user && matches && (*user)->state == store::UserState::active) return **user;
  if (*user)
    if (const auto noted = accounts.record_failed_sign_in((*user)->id, now); !noted)
      return tl::unexpected(noted.error());
  return wrong();
}

}  // namespace

Result<SignedIn> sign_in(Instant now, store::Store& store, store::IdMaker& ids, const SignIn& asked,
                         access::HashCost cost) {
  const Result<std::string> login = access::checked_login(asked.login);
  if (!login) return wrong();
  const Guess guess = guess_of(*login, asked.address);
  if (const auto paced = pace(now, store.accounts(), guess); !paced)
    return tl::unexpected(paced.error());
  const Result<store::User> user = known_user(now, store, asked, *login, cost);
  if (!user) return tl::unexpected(user.error());
  if (const auto forgiven = forgive(now, store.accounts(), guess); !forgiven)
    return tl::unexpected(forgiven.error());
  Result<access::Principal> who = principal_of(store, *user);
  if (!who) return tl::unexpected(who.error());
  SignedIn signed_in{.token = access::new_session_token(),
                     .csrf_token = {},
                     .session = {.id = access::SessionId{ids.next(now)},
                                 .user = user->id,
                                 .began = now,
                                 .seen = now,
                                 .ended = {}},
                     .user = *user,
                     .who = *std::move(who)};
  signed_in.csrf_token = access::csrf_token_of(signed_in.token);
  signed_in.who.via = access::Via::session;
  signed_in.who.session = signed_in.session.id;
  const std::unique_ptr<store::Store> mine = store.acting_for(signed_in.who, now);
  const Result<void> begun =
      mine->accounts().begin_session(signed_in.session, access::kept_hash(signed_in.token));
  if (!begun) return tl::unexpected(begun.error());
  return signed_in;
}

Result<std::int64_t> sign_in_wait_s(Instant now, store::Store& store, const SignIn& asked) {
  const Result<std::string> login = access::checked_login(asked.login);
  if (!login) return 0;
  const Result<Instant> earliest =
      may_guess_at(now, store.accounts(), guess_of(*login, asked.address));
  if (!earliest) return tl::unexpected(earliest.error());
  return seconds_between(now, *earliest);
}

Result<access::Principal> who_of_session(Instant now, store::Store& store, std::string_view token,
                                         access::SessionTimes times) {
  const Result<std::optional<store::Session>> session =
      store.accounts().session_of(access::kept_hash(token));
  if (!session) return tl::unexpected(session.error());
  if (!*session || (*session)->ended) return ended();
  const std::int64_t unseen = now.utc_ms - (*session)->seen.utc_ms;
  if (unseen > times.idle_ms || now.utc_ms - (*session)->began.utc_ms > times.longest_ms)
    return ended();
  const Result<store::User> user = active_user(store, (*session)->user);
  if (!user) return tl::unexpected(user.error());
  if (unseen > times.note_every_ms)
    if (const auto noted = store.accounts().note_seen((*session)->id, now); !noted)
      return tl::unexpected(noted.error());
  Result<access::Principal> who = principal_of(store, *user);
  if (!who) return who;
  who->via = access::Via::session;
  who->session = (*session)->id;
  return who;
}

Result<access::Principal> who_of_api_key(Instant now, store::Store& store, std::string_view shown) {
  const Result<std::optional<store::ApiKey>> key =
      store.accounts().api_key_of(access::kept_hash(shown));
  if (!key) return tl::unexpected(key.error());
  if (!*key || (*key)->revoked || (*key)->expires <= now)
    return fail(ErrorCode::not_signed_in, "接口密钥不对、已收回或已过期；请找系统管理员换一把");
  const Result<store::User> user = active_user(store, (*key)->user);
  if (!user) return tl::unexpected(user.error());
  Result<access::Principal> who = principal_of(store, *user);
  if (!who) return who;
  const Result<access::Scope> scope = whole_reach(store, (*key)->scope);
  if (!scope) return tl::unexpected(scope.error());
  // It acts for his unit only if it reaches it.
  if (!scope->has_any_unit && std::ranges::find(scope->units, who->unit) == scope->units.end())
    who->unit = {};
  who->scope = access::narrowed(who->scope, *scope);
  who->must_change_password = false;  // it has nothing to do with his password
  who->via = access::Via::api_key;
  who->key = (*key)->id;
  return who;
}

Result<access::Scope> whole_reach(store::Store& store, access::Scope scope) {
  std::set<access::UnitId> units;
  for (const access::UnitId unit : scope.units) {
    const Result<std::vector<access::UnitId>> members = store.accounts().units_of_group(unit);
    if (!members) return tl::unexpected(members.error());
    units.insert(members->begin(), members->end());
  }
  scope.units.assign(units.begin(), units.end());
  return scope;
}

Result<void> sign_out(const access::Principal& who, Instant now, store::Store& store) {
  if (who.via != access::Via::session) return {};
  return store.acting_for(who, now)->accounts().end_session(who.session, now);
}

Result<store::User> my_user(const access::Principal& who, Instant now, store::Store& store) {
  if (const auto may = permit(who, access::Action::see_self); !may)
    return tl::unexpected(may.error());
  return store.acting_for(who, now)->accounts().user(who.user);
}

Result<std::vector<store::Session>> my_sessions(const access::Principal& who, Instant now,
                                                store::Store& store) {
  if (const auto may = permit(who, access::Action::see_self); !may)
    return tl::unexpected(may.error());
  return store.acting_for(who, now)->accounts().sessions_of(who.user);
}

Result<void> end_my_session(const access::Principal& who, Instant now, store::Store& store,
                            access::SessionId session) {
  const Result<std::vector<store::Session>> own = my_sessions(who, now, store);
  if (!own) return tl::unexpected(own.error());
  if (std::ranges::find(*own, session, &store::Session::id) == own->end())
    return fail(ErrorCode::not_found,
                fmt::format("没有会话 {}；请核对编号", access::number(session)));
  return store.acting_for(who, now)->accounts().end_session(session, now);
}

}  // namespace qingxin::app
