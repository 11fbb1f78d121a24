// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/money.h"

namespace qingxin::documents {

// 大写: 1,800.05 → "壹仟捌佰元零伍分", as banks ask for it on bills (支付结算办法, annex on how
// bills are written): 整 after 元 and 角, 零 where a place between was left out, 壹 before 拾. An
// amount below nothing begins with 负.
std::string capital_amount(Money amount);

}  // namespace qingxin::documents
