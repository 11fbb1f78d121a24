// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/warning_desk.h"

namespace qingxin::app {

// A person takes a warning away, and says why.
struct WarningClearing {
  WarningKey key;
  std::string client_key;
  std::string why;
};

// It comes back by itself when a finding is there that it did not have, when a finding that was
// gone returns, or when it grows graver. Errors as of answer_warning().
Result<KeptWarning> clear_warning(const access::Principal& who, Moment moment,
                                  const WarningDesk& desk, const WarningClearing& clearing);

}  // namespace qingxin::app
