// SPDX-License-Identifier: Apache-2.0
#include "access/permissions.h"

#include <algorithm>

namespace qingxin::access {

namespace {

const RoleName* row_of(Role role) {
  const auto found = std::ranges::find(kRoles, role, &RoleName::role);
  return found == kRoles.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Role role) {
  const RoleName* row = row_of(role);
  return row == nullptr ? std::string_view{} : row->name;
}

std::string_view in_chinese(Role role) {
  const RoleName* row = row_of(role);
  return row == nullptr ? std::string_view{} : row->chinese;
}

Role role_named(std::string_view name) {
  const auto found = std::ranges::find(kRoles, name, &RoleName::name);
  return found == kRoles.end() ? Role{} : found->role;
}

bool may(const Principal& principal, Action action) {
  if (principal.must_change_password && action != Action::change_own_password &&
      action != Action::see_self)
    return false;
  if (row_of(principal.role) == nullptr) return false;
  return kPermissions[static_cast<std::size_t>(action)].roles.has(principal.role);
}

bool signs_in(Role role) {
  return row_of(role) != nullptr && role != Role::machine && role != Role::local_operator;
}

bool is_bound_to_units(Role role) {
  return kEnterprises.has(role) || role == Role::bank;
}

}  // namespace qingxin::access
