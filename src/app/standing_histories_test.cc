// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/standing_county.h"

namespace qingxin::app {

namespace {

using tests::StandingCounty;

TEST_F(StandingCounty, StandsAfterEveryChangeAsIfReadAnew) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    expect_same_after_changes({.seed = seed, .projects = 4, .months = 3}, 200);
    if (HasFatalFailure()) return;
  }
}

TEST_F(StandingCounty, ChangesItsVerdictsOnlyOnDaysOnWhichSomethingIsDue) {
  EXPECT_GT(expect_same_on_days({.seed = 7, .projects = 4, .months = 3}, date(2026, 7, 25), 400),
            100);
}

}  // namespace

}  // namespace qingxin::app
