// SPDX-License-Identifier: Apache-2.0
#include "app/tick_warnings.h"

namespace qingxin::app {

Result<std::vector<WarningChange>> tick_warnings(const access::Principal& who, Moment moment,
                                                 const WarningDesk& desk) {
  // Climbing is what bringing a warning up to date begins with.
  return raise_all_warnings(who, moment, desk);
}

}  // namespace qingxin::app
