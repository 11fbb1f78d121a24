// SPDX-License-Identifier: Apache-2.0
#include "app/api_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/scope.h"
#include "access/session.h"
#include "app/permit.h"
#include "app/sign_in.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

Result<store::User> user_of_key(const access::Principal& who, Instant now, store::Store& store,
                                access::UserId id, access::Action action) {
  if (const auto may = permit(who, action); !may) return tl::unexpected(may.error());
  Result<store::User> user = store.acting_for(who, now)->accounts().user(id);
  if (user && !access::contains(who.scope, user->scope))
    return fail(ErrorCode::not_found, fmt::format("没有用户 {}；请核对编号", access::number(id)));
  return user;
}

}  // namespace

FieldFault fault_of(const NewApiKey& asked) {
  const auto wrong = [](std::string_view field, std::string message) {
    return FieldFault{field, {ErrorCode::invalid_input, std::move(message)}};
  };
  if (trim(asked.label).empty() || !is_printable(asked.label))
    return wrong("label", "接口密钥没有用途；请写明给哪个系统用");
  if (asked.days < 1 || asked.days > kLongestApiKeyDays)
    return wrong("days", fmt::format("接口密钥的期限 {} 天不行；请写 1 到 {} 天", asked.days,
                                     kLongestApiKeyDays));
  return scope_fault(asked.scope);
}

Result<AddedApiKey> add_api_key(const access::Principal& who, Instant now, store::Store& store,
                                store::IdMaker& ids, const NewApiKey& asked) {
  const Result<store::User> user =
      user_of_key(who, now, store, asked.user, access::Action::add_api_key);
  if (!user) return tl::unexpected(user.error());
  if (const FieldFault fault = fault_of(asked); !fault.field.empty())
    return tl::unexpected(fault.error);
  const Result<access::Scope> users = whole_reach(store, user->scope);
  if (!users) return tl::unexpected(users.error());
  const Result<access::Scope> keys = whole_reach(store, asked.scope);
  if (!keys) return tl::unexpected(keys.error());
  if (!access::contains(*users, *keys))
    return fail(ErrorCode::invalid_input, "接口密钥的范围超出了用户的范围；请缩小");
  AddedApiKey added{.key = {.id = access::ApiKeyId{ids.next(now)},
                            .user = asked.user,
                            .label = std::string{trim(asked.label)},
                            .scope = asked.scope,
                            .created = now,
                            .expires = Instant{now.utc_ms + asked.days * kDayMs},
                            .revoked = {}},
                    .secret = access::new_api_key()};
  const Result<void> done = store.acting_for(who, now)->accounts().add_api_key(
      added.key, access::kept_hash(added.secret));
  if (!done) return tl::unexpected(done.error());
  return added;
}

Result<std::vector<store::ApiKey>> list_api_keys(const access::Principal& who, Instant now,
                                                 store::Store& store, access::UserId id) {
  const Result<store::User> user = user_of_key(who, now, store, id, access::Action::see_api_keys);
  if (!user) return tl::unexpected(user.error());
  return store.accounts().api_keys_of(id);
}

Result<void> revoke_api_key(const access::Principal& who, Instant now, store::Store& store,
                            access::UserId id, access::ApiKeyId key) {
  const Result<store::User> user = user_of_key(who, now, store, id, access::Action::revoke_api_key);
  if (!user) return tl::unexpected(user.error());
  const Result<std::vector<store::ApiKey>> keys = store.accounts().api_keys_of(id);
  if (!keys) return tl::unexpected(keys.error());
  if (std::ranges::find(*keys, key, &store::ApiKey::id) == keys->end())
    return fail(ErrorCode::not_found, fmt::format("用户 {} 没有接口密钥 {}；请核对编号",
                                                  access::number(id), access::number(key)));
  return store.acting_for(who, now)->accounts().revoke_api_key(key, now);
}

}  // namespace qingxin::app
