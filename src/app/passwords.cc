// SPDX-License-Identifier: Apache-2.0
#include "app/passwords.h"

#include <fmt/format.h>

#include "app/permit.h"
#include "app/users.h"

namespace qingxin::app {

namespace {

// Each guess counts as a failure from its beginning, as at the sign-in.
Result<void> match_at_pace(Instant now, store::Accounts& accounts, access::UserId user,
                           const std::string& hash, std::string_view password) {
  constexpr auto kPace = access::PaceOf::account_at_address;
  const std::string subject = fmt::format("password of user {}", access::number(user));
  Result<access::Failures> failures = accounts.failures_of(kPace, subject);
  if (!failures) return tl::unexpected(failures.error());
  failures->count = access::failures_left(kPace, *failures, now);
  if (const Instant at = access::may_try_at(kPace, *failures); at > now)
    return fail(ErrorCode::too_many_requests,
                fmt::format("原来的口令错的次数太多，请过 {} 秒再试",
                            (at.utc_ms - now.utc_ms + kSecondMs - 1) / kSecondMs));
  const Result<access::Failures> noted = accounts.note_failure(kPace, subject, now);
  if (!noted) return tl::unexpected(noted.error());
  if (access::match_password(hash, password) == access::PasswordMatch::no)
    return fail(ErrorCode::not_signed_in, "原来的口令不对；请核对");
  return accounts.forgive_all(kPace, subject);
}

}  // namespace

Result<void> change_password(const access::Principal& who, Instant now, store::Store& store,
                             std::string_view old_password, std::string_view new_password,
                             access::HashCost cost) {
  if (const auto may = permit(who, access::Action::change_own_password); !may) return may;
  const std::unique_ptr<store::Store> mine = store.acting_for(who, now);
  const Result<store::User> user = mine->accounts().user(who.user);
  if (!user) return tl::unexpected(user.error());
  const Result<std::string> hash = mine->accounts().password_hash_of(who.user);
  if (!hash) return tl::unexpected(hash.error());
  if (const auto matched = match_at_pace(now, mine->accounts(), who.user, *hash, old_password);
      !matched)
    return matched;
  if (const auto sound = access::check_password(new_password, user->login); !sound) return sound;
  if (access::match_password(*hash, new_password) == access::PasswordMatch::yes)
    return fail(ErrorCode::invalid_input, "新口令和原来的一样；请换一个");
  const Result<std::string> fresh = access::hashed_password(new_password, cost);
  if (!fresh) return tl::unexpected(fresh.error());
  return mine->accounts().set_password(who.user, *fresh, false, who.session, now);
}

Result<std::string> reset_password(const access::Principal& who, Instant now, store::Store& store,
                                   access::UserId id, access::HashCost cost) {
  const Result<store::User> user = user_in_scope(who, now, store, id);
  if (!user) return tl::unexpected(user.error());
  std::string password = access::one_time_password();
  const Result<std::string> hash = access::hashed_password(password, cost);
  if (!hash) return tl::unexpected(hash.error());
  const Result<void> done = store.acting_for(who, now)->accounts().set_password(
      id, *hash, true, access::SessionId{}, now);
  if (!done) return tl::unexpected(done.error());
  return password;
}

Result<std::optional<FirstAdministrator>> first_administrator(Instant now, store::Store& store,
                                                              store::IdMaker& ids,
                                                              access::HashCost cost) {
  const access::Principal who = access::the_local_operator();
  const std::unique_ptr<store::Store> mine = store.acting_for(who, now);
  const Result<std::vector<store::User>> users = mine->accounts().users_after(access::UserId{}, 1);
  if (!users) return tl::unexpected(users.error());
  if (!users->empty()) return std::nullopt;
  const Result<AddedUser> added = add_user(who, now, store, ids,
                                           {.login = "admin",
                                            .name = "系统管理员",
                                            .role = access::Role::administrator,
                                            .scope = access::whole_scope()},
                                           cost);
  if (!added) return tl::unexpected(added.error());
  return FirstAdministrator{added->user.login, added->password};
}

}  // namespace qingxin::app
