// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/period.h"

namespace qingxin::app {

// The terms that people count. `pay_date`: a wage day, which moves back from a rest day.
enum class Term : unsigned char { working_days, days, months, pay_date };

// The most that is counted of each.
inline constexpr int kMostWorkingDays = 5000;
inline constexpr int kMostDays = 10'000;
inline constexpr int kMostMonths = 300;

constexpr law::Period period_of(Term term, int length) {
  switch (term) {
    case Term::working_days: return {length, law::Unit::working_days, law::Roll::none};
    case Term::days: return {length, law::Unit::calendar_days, law::Roll::forward};
    case Term::months: return {length, law::Unit::months, law::Roll::forward};
    case Term::pay_date: return {0, law::Unit::calendar_days, law::Roll::backward};
  }
  return {};
}

}  // namespace qingxin::app
