// SPDX-License-Identifier: Apache-2.0
#include "app/permit.h"

#include <fmt/format.h>

namespace qingxin::app {

Result<void> permit(const access::Principal& who, access::Action action) {
  if (access::may(who, action)) return {};
  if (who.must_change_password)
    return fail(ErrorCode::not_permitted, "现在的口令是别人给的，只能先改口令；改了再做别的");
  // Who gives roles has nobody to ask for another one.
  if (who.role == access::Role::administrator)
    return fail(ErrorCode::not_permitted,
                fmt::format("系统管理员不能{}；请由有这项权限的人来做", in_chinese(action)));
  return fail(ErrorCode::not_permitted,
              fmt::format("{}不能{}；需要的话请找系统管理员换一个角色",
                          who.role == access::Role{} ? "没有角色的人" : in_chinese(who.role),
                          in_chinese(action)));
}

}  // namespace qingxin::app
