// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/permissions.h"
#include "base/result.h"

namespace qingxin::app {

// The first line of every use case. Error: not_permitted, says who may not do what.
Result<void> permit(const access::Principal& who, access::Action action);

}  // namespace qingxin::app
