// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verify/report.h"

namespace qingxin::verify {

// What is lost (or too much) from one link of a project-month to the next. Empty: the two agree,
// or one of them is not known.
struct Breaks {
  std::optional<int> attendance;  // people against the roster
  std::optional<int> payroll;     // people against those who attended
  std::optional<Money> funds;     // what the account lacks for wages that are still unpaid
  std::optional<int> receipt;     // people against the payroll
  std::optional<Money> paid;      // against what is due

  friend bool operator==(const Breaks&, const Breaks&) = default;
};

template <typename Amount>
std::optional<Amount> difference(const std::optional<Amount>& link,
                                 const std::optional<Amount>& before) {
  if (!link || !before || *link == *before) return std::nullopt;
  return *link - *before;
}

// Money to spare is no break; nor is an account that is low because the wages of the month have
// left it.
inline std::optional<Money> shortage(const ChainMonth& chain) {
  const std::optional<Money> rest = difference(chain.account_balance, chain.payroll_due);
  const bool is_paid =
      chain.receipt_paid && chain.payroll_due && *chain.receipt_paid >= *chain.payroll_due;
  return rest && *rest < Money{} && !is_paid ? rest : std::nullopt;
}

inline Breaks breaks_of(const ChainMonth& chain) {
  return {.attendance = difference(chain.attendance_people, chain.roster_people),
          .payroll = difference(chain.payroll_people, chain.attendance_people),
          .funds = shortage(chain),
          .receipt = difference(chain.receipt_people, chain.payroll_people),
          .paid = difference(chain.receipt_paid, chain.payroll_due)};
}

}  // namespace qingxin::verify
