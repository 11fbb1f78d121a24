// SPDX-License-Identifier: Apache-2.0
#include "store/ids.h"

#include <gtest/gtest.h>

#include <set>

namespace qingxin::store {

TEST(IdMaker, MakesLaterIdsGreater) {
  IdMaker maker(3);
  const std::int64_t first = maker.next(Instant{1'790'000'000'000});
  const std::int64_t second = maker.next(Instant{1'790'000'000'000});
  const std::int64_t after_setback = maker.next(Instant{1'700'000'000'000});
  const std::int64_t next_day = maker.next(Instant{1'790'086'400'000});
  EXPECT_LT(0, first);
  EXPECT_LT(first, second);
  EXPECT_LT(second, after_setback);
  EXPECT_LT(after_setback, next_day);
}

TEST(IdMaker, MakesNoIdTwiceOnAnyNode) {
  std::set<std::int64_t> made;
  IdMaker first(0), last(IdMaker::kNodes - 1);
  for (int i = 0; i < 10'000; ++i) {
    made.insert(first.next(Instant{1'790'000'000'000}));
    made.insert(last.next(Instant{1'790'000'000'000}));
  }
  EXPECT_EQ(made.size(), 20'000U);
}

// Ids of the year 2100 are still positive.
TEST(IdMaker, LastsBeyondTheCentury) {
  EXPECT_GT(IdMaker(511).next(Instant{4'102'444'800'000}), 0);
}

}  // namespace qingxin::store
