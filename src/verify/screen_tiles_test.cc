// SPDX-License-Identifier: Apache-2.0
#include "verify/screen_tiles.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "rules/minimum_wage.h"

namespace qingxin::verify {
namespace {

using book::kTileSlots;
using book::Tile;

// Amounts that meet each other often: at the limits, one fen beside them, and anywhere.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  std::uint32_t below(std::uint32_t end) {
    return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(engine_);
  }
  std::uint32_t amount() {
    constexpr std::uint32_t kMost = (std::uint32_t{1} << 31) - 1;
    switch (below(6)) {
      case 0: return 0;
      case 1: return below(3);
      case 2: return 230'000 + below(3);  // beside a minimum wage
      case 3: return 4'999'999 + below(3);
      case 4: return kMost - below(2);
      default: return below(1'000'000);
    }
  }
  std::uint32_t amount_up_to(std::uint32_t most) {
    return below(3) == 0 ? most : std::min(amount(), most);
  }

 private:
  std::mt19937 engine_;
};

Tile random_tile(Random& random) {
  Tile tile{};
  for (std::size_t at = 0; at < kTileSlots; ++at) {
    if (random.below(10) == 0) continue;  // an empty position
    tile.flags[at] = static_cast<std::uint8_t>(random.below(32));
    const bool has_line = (tile.flags[at] & book::kHasLine) != 0;
    if (has_line) {
      tile.gross[at] = random.amount();
      tile.extra[at] = random.amount_up_to(tile.gross[at]);
      tile.held[at] = random.below(4) == 0 ? random.amount() : random.amount_up_to(tile.gross[at]);
      const bool adds_up = random.below(2) == 0 && tile.held[at] <= tile.gross[at];
      tile.net[at] = adds_up ? tile.gross[at] - tile.held[at] : random.amount();
      tile.half_days[at] = static_cast<std::uint8_t>(random.below(random.below(2) == 0 ? 256 : 64));
      tile.hours[at] = static_cast<std::uint16_t>(random.below(65'536));
    } else {
      // Without a line nothing was given, and nothing has to be paid.
      tile.flags[at] =
          static_cast<std::uint8_t>(tile.flags[at] & (book::kQuiet | book::kAfterLeft));
    }
    tile.paid[at] = random.below(3) == 0 ? tile.net[at] : random.amount();
    tile.late[at] = random.amount_up_to(tile.paid[at]);
    if (random.below(4) == 0) tile.elsewhere[at] = random.amount();
    if (random.below(4) != 0) tile.attended[at] = random.below(std::uint32_t{1} << 31);
  }
  return tile;
}

TileTerms random_terms(Random& random) {
  TileTerms terms;
  terms.month = month(2026, 1 + random.below(12));
  terms.pay_date.day = day_in(terms.month + 1, 15);
  terms.as_of = terms.pay_date.day + static_cast<int>(random.below(3)) - 1;
  terms.has_account = random.below(4) != 0;
  terms.tolerance_half_days = static_cast<int>(random.below(4));
  terms.minimum_month = Money{230'000};
  terms.minimum_hour = random.below(3) == 0 ? kHourMax : Money{2'300};
  static const std::array<std::uint32_t, kThresholds> kRequired = [&] {
    std::array<std::uint32_t, kThresholds> required{};
    for (std::size_t half_days = 0; half_days < kThresholds; ++half_days)
      required[half_days] =
          static_cast<std::uint32_t>(rules::required_wage({.is_hourly = false,
                                                           .half_days = static_cast<int>(half_days),
                                                           .minimum = terms.minimum_month})
                                         .fen);
    return required;
  }();
  terms.thresholds = &kRequired;
  terms.asked = static_cast<std::uint8_t>(random.below(4) == 0 ? random.below(256) : 255);
  return terms;
}

// The twins say of every worker-month what the rules themselves say, check by check.
TEST(ScreenTiles, EveryTwinEqualsTheRules) {
  Random random(20261122);
  std::array<int, kTileChecks> violations{};
  for (int round = 0; round < 3'000; ++round) {
    std::vector<Tile> tiles;
    for (std::uint32_t i = random.below(4) + 1; i > 0; --i) tiles.push_back(random_tile(random));
    const TileTerms terms = random_terms(random);
    std::vector<TileMasks> expected(tiles.size());
    const std::int64_t net = screen_by_rules(tiles, terms, expected.data());
    for (const NamedScreen& twin : screens()) {
      std::vector<TileMasks> found(tiles.size());
      ASSERT_EQ(twin.screen(tiles, terms, found.data()), net) << twin.name;
      for (std::size_t t = 0; t < tiles.size(); ++t)
        for (std::size_t check = 0; check < kTileChecks; ++check)
          ASSERT_EQ(found[t].of[check], expected[t].of[check])
              << twin.name << ", check " << check << ", round " << round;
    }
    for (const TileMasks& masks : expected)
      for (std::size_t check = 0; check < kTileChecks; ++check)
        violations[check] += masks.of[check] != 0;
  }
  for (const int count : violations) EXPECT_GT(count, 100);
}

TEST(ScreenTiles, HasAPlainTwinOnEveryMachine) {
  ASSERT_FALSE(screens().empty());
  EXPECT_EQ(screens().back().screen, &screen_plain);
}

}  // namespace
}  // namespace qingxin::verify
