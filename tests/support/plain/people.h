// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/catalogue.h"
#include "tests/support/plain/plain.h"

// The rules about persons and about their months together.
namespace qingxin::rules {

inline MonthOnPayroll plain_line(Date, int attended_days) {
  return {.payroll_lines = 1, .attended_days = attended_days, .gross = yuan(6'000)};
}

inline std::vector<Plain> plain_of_histories() {
  return {plain("X04", suspicious_month, suspicious_month_because, plain_line, always(20),
                always(0), false)};
}

}  // namespace qingxin::rules
