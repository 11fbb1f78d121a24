// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "book/tiles.h"
#include "law/period.h"
#include "rules/finding.h"

namespace qingxin::verify {

// The checks over sums, by their place in TileMasks.
enum class TileCheck : std::uint8_t {
  unpaid,      // W01, nothing arrived
  late,        // W01, all of it, some too late
  short_paid,  // W02
  elsewhere,   // W06
  minimum,     // W11
  sums,        // W16
  days,        // W17
  suspicious,  // X04, the month's half
};
inline constexpr std::size_t kTileChecks = 8;

inline constexpr std::size_t kThresholds = 64;
// Above this an hourly minimum of a whole month would not fit where the screens look.
inline constexpr Money kHourMax = yuan(600);

// What holds for everybody of a project in one month.
struct TileTerms {
  law::Deadline pay_date;
  Date as_of;
  Month month;
  bool is_construction = false;
  bool has_account = false;
  int tolerance_half_days = 0;
  std::optional<Money> minimum_month, minimum_hour;
  // What the monthly minimum comes to for that many half days; from 44 on it is whole.
  const std::array<std::uint32_t, kThresholds>* thresholds = nullptr;
  std::uint8_t asked = 0;  // bit of each TileCheck

  bool is_asked(TileCheck check) const { return (asked >> static_cast<unsigned>(check) & 1) != 0; }
};

// What a check says about one worker-month, by the rules themselves. Only what the sums can tell:
// verdict, severity and amount.
rules::Judgement judge_slot(TileCheck check, const book::WideSlot& slot, const TileTerms& terms);

// One position of a tile as a slot of its own. Worker and month are not in a tile.
book::WideSlot slot_of(const book::Tile& tile, std::size_t at);

// Which of the sixteen violate, check by check.
struct TileMasks {
  std::array<std::uint16_t, kTileChecks> of;

  friend bool operator==(const TileMasks&, const TileMasks&) = default;
};

// Looks at some tiles of one month and gives Σ net, in fen.
using Screen = std::int64_t (*)(std::span<const book::Tile> tiles, const TileTerms& terms,
                                TileMasks* masks);

std::int64_t screen_by_rules(std::span<const book::Tile> tiles, const TileTerms& terms,
                             TileMasks* masks);  // judge_slot on each: what the others must equal
std::int64_t screen_plain(std::span<const book::Tile> tiles, const TileTerms& terms,
                          TileMasks* masks);
std::int64_t screen_avx2(std::span<const book::Tile> tiles, const TileTerms& terms,
                         TileMasks* masks);
std::int64_t screen_avx512(std::span<const book::Tile> tiles, const TileTerms& terms,
                           TileMasks* masks);

// The twins that this machine can run, the fastest first; `name` for people.
struct NamedScreen {
  const char* name;
  Screen screen;
};
std::span<const NamedScreen> screens();

}  // namespace qingxin::verify
