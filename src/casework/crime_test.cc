// SPDX-License-Identifier: Apache-2.0
#include "casework/crime.h"

#include <gtest/gtest.h>

#include <vector>

namespace qingxin::casework {
namespace {

using enum CrimeAmount;

constexpr CrimeThresholds kSet{yuan(10'000), yuan(60'000)};

TEST(CrimeAmountOf, OneWorkerIsThreeMonthsAndTheAmountOfThePlace) {
  const auto of = [](OwedWorker one, const CrimeThresholds& set = kSet) {
    return crime_amount(std::vector{one}, set);
  };
  EXPECT_EQ(of({yuan(10'000), 3}), reached);
  EXPECT_EQ(of({yuan(10'000), 2}), not_reached);
  EXPECT_EQ(of({yuan(10'000) - Money{1}, 3}), not_reached);
  EXPECT_EQ(of({yuan(10'000), {}}), not_known);
  EXPECT_EQ(of({yuan(9'999), {}}), not_reached);
  EXPECT_EQ(of({{}, 3}), not_known);
  EXPECT_EQ(of({{}, 2}), not_reached);
  // Nothing was set: what lies between the bounds of the article nobody can tell.
  EXPECT_EQ(of({yuan(20'000), 3}, {}), reached);
  EXPECT_EQ(of({yuan(19'999), 3}, {}), not_known);
  EXPECT_EQ(of({yuan(4'999), 3}, {}), not_reached);
}

TEST(CrimeAmountOf, TenWorkersIsTheirSum) {
  std::vector<OwedWorker> ten(10, {yuan(6'000), 1});
  EXPECT_EQ(crime_amount(ten, kSet), reached);
  ten.front().owed = yuan(5'999);
  EXPECT_EQ(crime_amount(ten, kSet), not_reached);
  ten.front().owed.reset();
  EXPECT_EQ(crime_amount(ten, kSet), not_known);
  // Ten are known, and their sum is enough, whatever the eleventh is owed.
  ten.front().owed = yuan(6'000);
  ten.push_back({{}, 1});
  EXPECT_EQ(crime_amount(ten, kSet), reached);
  ten.resize(9);
  EXPECT_EQ(crime_amount(ten, kSet), not_reached);
  EXPECT_EQ(crime_amount({}, kSet), not_reached);
}

}  // namespace
}  // namespace qingxin::casework
