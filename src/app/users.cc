// SPDX-License-Identifier: Apache-2.0
#include "app/users.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/scope.h"
#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

Result<void> check_new_user(const access::Principal& who, const NewUser& asked) {
  if (const FieldFault fault = fault_of(asked); !fault.field.empty())
    return tl::unexpected(fault.error);
  if (!access::contains(who.scope, asked.scope))
    return fail(ErrorCode::not_permitted, "不能给别人比自己更大的范围；请缩小区划、行业或单位");
  return {};
}

// For whom somebody acts is what he sees the batches of: it must be within the districts of whoever
// adds him. One that is not is as one that is not there.
Result<void> check_units(const access::Principal& who, store::Store& store, const NewUser& asked) {
  std::vector<access::UnitId> units = asked.scope.units;
  if (asked.unit != access::UnitId{}) units.push_back(asked.unit);
  for (const access::UnitId id : units) {
    const Result<store::Unit> unit = store.unit(id);
    if (!unit) return tl::unexpected(unit.error());
    const bool is_within = std::ranges::any_of(
        who.scope.districts,
        [&](const std::string& district) { return unit->region_code.starts_with(district); });
    if (!is_within)
      return fail(ErrorCode::not_found, fmt::format("没有单位 {}；请核对编号", access::number(id)));
  }
  return {};
}

Result<store::User> within_scope(const access::Principal& who, Instant now, store::Store& store,
                                 access::UserId id) {
  Result<store::User> user = store.acting_for(who, now)->accounts().user(id);
  if (user && !access::contains(who.scope, user->scope))
    return fail(ErrorCode::not_found, fmt::format("没有用户 {}；请核对编号", access::number(id)));
  return user;
}

Result<void> set_state(const access::Principal& who, Instant now, store::Store& store,
                       access::UserId id, store::UserState state) {
  const Result<store::User> user = user_in_scope(who, now, store, id);
  if (!user) return tl::unexpected(user.error());
  if (id == who.user) return fail(ErrorCode::conflict, "不能停用或启用自己；请由另一位管理员来做");
  return store.acting_for(who, now)->accounts().set_user_state(id, state, now);
}

}  // namespace

FieldFault fault_of(const NewUser& asked) {
  const auto wrong = [](std::string_view field, std::string message) {
    return FieldFault{field, {ErrorCode::invalid_input, std::move(message)}};
  };
  if (const auto login = access::checked_login(asked.login); !login)
    return {"login", login.error()};
  if (!access::signs_in(asked.role))
    return wrong("role", "没有这个角色，或它不是给人登录用的；请另选角色");
  if (trim(asked.name).empty() || !is_printable(asked.name))
    return wrong("name", "用户没有姓名；请写上平时怎样称呼他");
  if (FieldFault fault = scope_fault(asked.scope); !fault.field.empty()) return fault;
  if (asked.scope.districts.empty())
    return wrong("scope/districts", "范围里没有区划，什么也看不到；请至少写一个");
  if (asked.role == access::Role::industry_authority && asked.scope.has_any_industry)
    return wrong("scope/industries", "行业主管部门只看本行业的项目；请写明行业");
  if (access::is_bound_to_units(asked.role) &&
      (asked.scope.has_any_unit || asked.scope.units.empty()))
    return wrong("scope/units",
                 fmt::format("{}只能看自己单位参与的项目；请在范围（scope.units，命令里是 --unit）"
                             "里写明单位，只写他代谁办事的 unit 不够",
                             in_chinese(asked.role)));
  return {};
}

Result<AddedUser> add_user(const access::Principal& who, Instant now, store::Store& store,
                           store::IdMaker& ids, const NewUser& asked, access::HashCost cost) {
  if (const auto may = permit(who, access::Action::add_user); !may)
    return tl::unexpected(may.error());
  const Result<std::string> login = access::checked_login(asked.login);
  if (!login) return tl::unexpected(login.error());
  if (const auto sound = check_new_user(who, asked); !sound) return tl::unexpected(sound.error());
  if (const auto known = check_units(who, store, asked); !known)
    return tl::unexpected(known.error());
  AddedUser added{.user = {.id = access::UserId{ids.next(now)},
                           .login = *login,
                           .name = std::string{trim(asked.name)},
                           .role = asked.role,
                           .unit = asked.unit,
                           .scope = asked.scope,
                           .must_change_password = true,
                           .created = now},
                  .password = access::one_time_password()};
  const Result<std::string> hash = access::hashed_password(added.password, cost);
  if (!hash) return tl::unexpected(hash.error());
  const Result<void> done = store.acting_for(who, now)->accounts().add_user(added.user, *hash);
  if (!done) return tl::unexpected(done.error());
  return added;
}

Result<std::vector<store::User>> list_users(const access::Principal& who, Instant now,
                                            store::Store& store, access::UserId after, int limit) {
  if (const auto may = permit(who, access::Action::see_users); !may)
    return tl::unexpected(may.error());
  return store.acting_for(who, now)->accounts().users_after(after, limit);
}

Result<store::User> show_user(const access::Principal& who, Instant now, store::Store& store,
                              access::UserId id) {
  if (const auto may = permit(who, access::Action::see_users); !may)
    return tl::unexpected(may.error());
  return within_scope(who, now, store, id);
}

Result<store::User> user_in_scope(const access::Principal& who, Instant now, store::Store& store,
                                  access::UserId id) {
  if (const auto may = permit(who, access::Action::change_user); !may)
    return tl::unexpected(may.error());
  return within_scope(who, now, store, id);
}

Result<void> disable_user(const access::Principal& who, Instant now, store::Store& store,
                          access::UserId user) {
  return set_state(who, now, store, user, store::UserState::disabled);
}

Result<void> enable_user(const access::Principal& who, Instant now, store::Store& store,
                         access::UserId user) {
  return set_state(who, now, store, user, store::UserState::active);
}

}  // namespace qingxin::app
