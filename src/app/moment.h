// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "base/instant.h"

namespace qingxin::app {

// At which moment, which is on which day in China: whoever calls says both.
struct Moment {
  Instant now;
  Date today;
};

}  // namespace qingxin::app
