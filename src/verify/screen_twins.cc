// SPDX-License-Identifier: Apache-2.0
// The rules over sixteen worker-months at a time: what screen_by_rules says, as fast as memory.
// Every sum of a tile is under 2^31, so that signed and unsigned comparisons agree; gross is at
// least what is taken off it.
#include <algorithm>
#include <array>
#include <bit>

#include "rules/suspicious_wages.h"
#include "verify/screen_tiles.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// GCC 12's own intrinsics begin with a register that nothing was put into.
#pragma GCC diagnostic ignored "-Wuninitialized"

namespace qingxin::verify {

using namespace book;  // NOLINT: its tiles are what is looked at

namespace {

constexpr auto kGrossMax = static_cast<std::uint32_t>(rules::kMonthGrossMax.fen);
constexpr std::size_t kPrefetched = 4096;  // bytes ahead of what is looked at

// What the terms come to for a tile: whole masks, and numbers to compare with.
struct Limits {
  std::uint16_t unpaid, late, short_paid, elsewhere, minimum, sums, days, suspicious;
  std::uint16_t no_line;  // W17 for those without a line
  std::uint32_t month_half_days, tolerance, minimum_hour;

  explicit Limits(const TileTerms& terms) {
    const auto mask = [](bool is_so) { return static_cast<std::uint16_t>(is_so ? 0xFFFF : 0); };
    const bool is_overdue = terms.as_of > terms.pay_date.day;
    unpaid = mask(is_overdue && terms.is_asked(TileCheck::unpaid));
    late = mask(is_overdue && terms.is_asked(TileCheck::late));
    short_paid = mask(is_overdue && terms.is_asked(TileCheck::short_paid));
    elsewhere = mask(terms.has_account && terms.is_asked(TileCheck::elsewhere));
    minimum = mask(terms.is_asked(TileCheck::minimum));
    sums = mask(terms.is_asked(TileCheck::sums));
    days = mask(terms.is_asked(TileCheck::days));
    suspicious = mask(terms.is_asked(TileCheck::suspicious));
    no_line = mask(is_overdue);
    month_half_days = static_cast<std::uint32_t>(2 * days_in(terms.month));
    tolerance = static_cast<std::uint32_t>(terms.tolerance_half_days);
    minimum_hour = static_cast<std::uint32_t>(terms.minimum_hour.value_or(Money{}).fen);
  }
};

// A hundred times a wage against hundredths of hours times the minimum; a wage that is larger than
// this has passed any minimum.
constexpr std::uint32_t kHundred = 100;
constexpr std::uint32_t kWageCompared = UINT32_MAX / kHundred;

void mark(TileMasks& masks, TileCheck check, std::uint16_t allowed, std::size_t at, bool is_so) {
  auto& mask = masks.of[static_cast<std::size_t>(check)];
  mask = static_cast<std::uint16_t>(mask | (static_cast<unsigned>(is_so) << at & allowed));
}

void screen_slot(const Tile& tile, std::size_t at, const TileTerms& terms, const Limits& limits,
                 TileMasks& masks) {
  const std::uint32_t net = tile.net[at];
  const std::uint32_t paid = tile.paid[at];
  const std::uint32_t gross = tile.gross[at];
  const std::uint32_t half_days = tile.half_days[at];
  const auto attended = static_cast<std::uint32_t>(std::popcount(tile.attended[at]));
  const bool has_line = (tile.flags[at] & kHasLine) != 0;
  const bool is_quiet = (tile.flags[at] & kQuiet) != 0;
  const bool are_days_given = (tile.flags[at] & kDaysGiven) != 0;
  const bool is_due = net != 0;
  const std::uint32_t more =
      half_days > 2 * attended ? half_days - 2 * attended : 2 * attended - half_days;
  const std::uint32_t threshold =
      (*terms.thresholds)[std::min<std::size_t>(half_days, kThresholds - 1)];
  const std::uint32_t counted = gross - tile.extra[at];
  const bool is_below =
      (tile.flags[at] & kHourly) != 0
          ? std::min(counted, kWageCompared) * kHundred < tile.hours[at] * limits.minimum_hour
          : counted < threshold;
  mark(masks, TileCheck::unpaid, limits.unpaid, at, is_due && paid == 0);
  mark(masks, TileCheck::late, limits.late, at,
       is_due && paid >= net && paid - tile.late[at] < net);
  mark(masks, TileCheck::short_paid, limits.short_paid, at, paid != 0 && paid < net);
  mark(masks, TileCheck::elsewhere, limits.elsewhere, at, tile.elsewhere[at] != 0);
  mark(masks, TileCheck::minimum, limits.minimum, at, has_line && is_below);
  mark(masks, TileCheck::sums, limits.sums, at, has_line && gross - tile.held[at] != net);
  mark(masks, TileCheck::days, limits.days, at,
       attended != 0 && !is_quiet &&
           ((tile.flags[at] & kAfterLeft) != 0 || (!has_line && limits.no_line != 0) ||
            (has_line && are_days_given &&
             (half_days > limits.month_half_days || more > limits.tolerance))));
  mark(masks, TileCheck::suspicious, limits.suspicious, at,
       has_line && (attended == 0 || gross > kGrossMax));
}

}  // namespace

std::int64_t screen_plain(std::span<const Tile> tiles, const TileTerms& terms, TileMasks* masks) {
  const Limits limits(terms);
  std::int64_t net = 0;
  for (const Tile& tile : tiles) {
    TileMasks& found = *masks++;
    found = {};
    for (std::size_t at = 0; at < kTileSlots; ++at) {
      net += tile.net[at];
      screen_slot(tile, at, terms, limits, found);
    }
  }
  return net;
}

#if defined(__x86_64__)

namespace {

void prefetch(const Tile& tile) {
  const auto* ahead = reinterpret_cast<const char*>(&tile) + kPrefetched;  // NOLINT: bytes
  for (std::size_t line = 0; line < sizeof(Tile); line += 64)
    _mm_prefetch(ahead + line, _MM_HINT_T0);
}

using Column = std::array<std::uint32_t, kTileSlots>;
using Bytes = std::array<std::uint8_t, kTileSlots>;

__attribute__((target("avx512f"))) __m512i load(const Column& column) {
  return _mm512_load_si512(column.data());
}
__attribute__((target("avx512f"))) __m512i widened(const Bytes& column) {
  return _mm512_cvtepu8_epi32(
      _mm_load_si128(reinterpret_cast<const __m128i*>(column.data())));  // NOLINT: its sixteen
}
__attribute__((target("avx512f"))) __m512i every(std::uint32_t number) {
  return _mm512_set1_epi32(static_cast<int>(number));
}

// Adds the sixteen to eight sums.
__attribute__((target("avx512f"))) __m512i added(__m512i sum, __m512i sixteen) {
  const __m512i low = _mm512_and_si512(sixteen, _mm512_set1_epi64(UINT32_MAX));
  return _mm512_add_epi64(_mm512_add_epi64(sum, low), _mm512_srli_epi64(sixteen, 32));
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq"))) __mmask16 below_minimum(
    const Tile& tile, const TileTerms& terms, const Limits& limits, __mmask16 has_line) {
  const __m512i counted = _mm512_sub_epi32(load(tile.gross), load(tile.extra));
  const __m512i half_days = _mm512_min_epu32(widened(tile.half_days), every(kThresholds - 1));
  const __m512i threshold = _mm512_i32gather_epi32(half_days, terms.thresholds->data(), 4);
  const __m512i hours = _mm512_cvtepu16_epi32(
      _mm256_load_si256(reinterpret_cast<const __m256i*>(tile.hours.data())));  // NOLINT
  const __m512i hundredfold =
      _mm512_mullo_epi32(_mm512_min_epu32(counted, every(kWageCompared)), every(kHundred));
  const __m512i required = _mm512_mullo_epi32(hours, every(limits.minimum_hour));
  const __mmask16 is_hourly =
      _mm512_mask_test_epi32_mask(has_line, widened(tile.flags), every(kHourly));
  return static_cast<__mmask16>(
      _mm512_mask_cmplt_epu32_mask(has_line & ~is_hourly, counted, threshold) |
      _mm512_mask_cmplt_epu32_mask(is_hourly, hundredfold, required));
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq"))) __mmask16 wrong_days(
    const Tile& tile, const Limits& limits, __m512i attended, __mmask16 has_line) {
  const __m512i flags = widened(tile.flags);
  const __m512i half_days = widened(tile.half_days);
  const __m512i days = _mm512_slli_epi32(_mm512_popcnt_epi32(attended), 1);
  const __m512i more = _mm512_abs_epi32(_mm512_sub_epi32(half_days, days));
  const __mmask16 differs = _mm512_mask_test_epi32_mask(has_line, flags, every(kDaysGiven)) &
                            (_mm512_cmpgt_epu32_mask(half_days, every(limits.month_half_days)) |
                             _mm512_cmpgt_epu32_mask(more, every(limits.tolerance)));
  const __mmask16 is_wrong = _mm512_test_epi32_mask(flags, every(kAfterLeft)) | differs |
                             (static_cast<__mmask16>(~has_line) & limits.no_line);
  return static_cast<__mmask16>(is_wrong & ~_mm512_test_epi32_mask(flags, every(kQuiet)));
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq"))) void screen_sixteen(
    const Tile& tile, const TileTerms& terms, const Limits& limits, TileMasks& masks) {
  const __m512i net = load(tile.net);
  const __m512i gross = load(tile.gross);
  const __m512i paid = load(tile.paid);
  const __m512i elsewhere = load(tile.elsewhere);
  const __m512i attended = load(tile.attended);
  const __m512i in_time = _mm512_sub_epi32(paid, load(tile.late));
  const __m512i left_over = _mm512_sub_epi32(gross, load(tile.held));
  const __mmask16 is_due = _mm512_test_epi32_mask(net, net);
  const __mmask16 is_paid = _mm512_test_epi32_mask(paid, paid);
  const __mmask16 is_full = _mm512_cmpge_epu32_mask(paid, net);
  const __mmask16 has_line = _mm512_test_epi32_mask(widened(tile.flags), every(kHasLine));
  const __mmask16 seen = _mm512_test_epi32_mask(attended, attended);
  const __mmask16 is_late = _mm512_mask_cmplt_epu32_mask(is_due & is_full, in_time, net);
  const __mmask16 is_off = _mm512_mask_cmpneq_epu32_mask(has_line, left_over, net);
  const __mmask16 is_much = _mm512_cmpgt_epu32_mask(gross, every(kGrossMax));
  const auto tell = [&](TileCheck check, __mmask16 found, std::uint16_t allowed) {
    masks.of[static_cast<std::size_t>(check)] = static_cast<std::uint16_t>(found & allowed);
  };
  tell(TileCheck::unpaid, is_due & ~is_paid, limits.unpaid);
  tell(TileCheck::late, is_late, limits.late);
  tell(TileCheck::short_paid, is_paid & ~is_full, limits.short_paid);
  tell(TileCheck::elsewhere, _mm512_test_epi32_mask(elsewhere, elsewhere), limits.elsewhere);
  tell(TileCheck::minimum, below_minimum(tile, terms, limits, has_line), limits.minimum);
  tell(TileCheck::sums, is_off, limits.sums);
  tell(TileCheck::days, seen & wrong_days(tile, limits, attended, has_line), limits.days);
  tell(TileCheck::suspicious, has_line & (~seen | is_much), limits.suspicious);
}

}  // namespace

__attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq"))) std::int64_t screen_avx512(
    std::span<const Tile> tiles, const TileTerms& terms, TileMasks* masks) {
  const Limits limits(terms);
  __m512i sum = _mm512_setzero_si512();
  for (const Tile& tile : tiles) {
    prefetch(tile);
    sum = added(sum, load(tile.net));
    screen_sixteen(tile, terms, limits, *masks++);
  }
  return _mm512_reduce_add_epi64(sum);
}

namespace {

// Half a tile, looked at eight by eight.
struct Eight {
  const Tile* tile;
  std::size_t first;

  template <typename Column>
  __attribute__((target("avx2"))) __m256i load(const Column& column) const {
    return _mm256_load_si256(
        reinterpret_cast<const __m256i*>(column.data() + first));  // NOLINT: its eight
  }
  __attribute__((target("avx2"))) __m256i widened(
      const std::array<std::uint8_t, kTileSlots>& column) const {
    return _mm256_cvtepu8_epi32(
        _mm_loadl_epi64(reinterpret_cast<const __m128i*>(column.data() + first)));  // NOLINT
  }
  __attribute__((target("avx2"))) __m256i hours() const {
    return _mm256_cvtepu16_epi32(
        _mm_load_si128(reinterpret_cast<const __m128i*>(tile->hours.data() + first)));  // NOLINT
  }
};

__attribute__((target("avx2"))) unsigned answers(__m256i eight) {
  return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(eight)));
}

__attribute__((target("avx2"))) unsigned are_zero(__m256i numbers) {
  return answers(_mm256_cmpeq_epi32(numbers, _mm256_setzero_si256()));
}

__attribute__((target("avx2"))) unsigned have(__m256i flags, int flag) {
  return ~are_zero(_mm256_and_si256(flags, _mm256_set1_epi32(flag)));
}

// Where `a` is more than `b`.
__attribute__((target("avx2"))) unsigned more(__m256i a, __m256i b) {
  return answers(_mm256_cmpgt_epi32(a, b));
}

__attribute__((target("avx2"))) __m256i number(std::uint32_t one) {
  return _mm256_set1_epi32(static_cast<int>(one));
}

// How many bits each number has, nibble by nibble.
__attribute__((target("avx2"))) __m256i bits_of(__m256i numbers) {
  const __m256i of_nibble =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  const __m256i low = _mm256_shuffle_epi8(of_nibble, _mm256_and_si256(numbers, nibble));
  const __m256i high =
      _mm256_shuffle_epi8(of_nibble, _mm256_and_si256(_mm256_srli_epi32(numbers, 4), nibble));
  const __m256i pairs = _mm256_maddubs_epi16(_mm256_add_epi8(low, high), _mm256_set1_epi8(1));
  return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

__attribute__((target("avx2"))) __m256i screen_eight(const Eight& eight, const TileTerms& terms,
                                                     const Limits& limits, TileMasks& masks) {
  const Tile& tile = *eight.tile;
  const __m256i net = eight.load(tile.net);
  const __m256i gross = eight.load(tile.gross);
  const __m256i paid = eight.load(tile.paid);
  const __m256i attended = eight.load(tile.attended);
  const __m256i half_days = eight.widened(tile.half_days);
  const __m256i flags = eight.widened(tile.flags);
  const unsigned is_due = ~are_zero(net);
  const unsigned is_paid = ~are_zero(paid);
  const unsigned is_short = more(net, paid);
  const unsigned has_line = have(flags, kHasLine);
  const unsigned seen = ~are_zero(attended);
  const __m256i in_time = _mm256_sub_epi32(paid, eight.load(tile.late));
  const __m256i counted = _mm256_sub_epi32(gross, eight.load(tile.extra));
  const __m256i left_over = _mm256_sub_epi32(gross, eight.load(tile.held));
  const __m256i threshold = _mm256_i32gather_epi32(
      reinterpret_cast<const int*>(terms.thresholds->data()),  // NOLINT: each is under 2^31
      _mm256_min_epu32(half_days, number(kThresholds - 1)), 4);
  const __m256i difference =
      _mm256_abs_epi32(_mm256_sub_epi32(half_days, _mm256_slli_epi32(bits_of(attended), 1)));
  const unsigned differs = has_line & have(flags, kDaysGiven) &
                           (more(half_days, number(limits.month_half_days)) |
                            more(difference, number(limits.tolerance)));
  // As unsigned numbers: what is less is where the greater of both is the other.
  const __m256i hundredfold =
      _mm256_mullo_epi32(_mm256_min_epu32(counted, number(kWageCompared)), number(kHundred));
  const __m256i required = _mm256_mullo_epi32(eight.hours(), number(limits.minimum_hour));
  const unsigned is_hour_short =
      ~answers(_mm256_cmpeq_epi32(_mm256_max_epu32(hundredfold, required), hundredfold));
  const unsigned is_hourly = have(flags, kHourly);
  const unsigned is_below = (is_hourly & is_hour_short) | (~is_hourly & more(threshold, counted));
  const unsigned wrong_days = have(flags, kAfterLeft) | differs | (~has_line & limits.no_line);
  constexpr unsigned kEight = 0xFF;
  const auto tell = [&](TileCheck check, unsigned found, unsigned allowed) {
    auto& mask = masks.of[static_cast<std::size_t>(check)];
    mask = static_cast<std::uint16_t>(mask | (found & allowed & kEight) << eight.first);
  };
  tell(TileCheck::unpaid, is_due & ~is_paid, limits.unpaid);
  tell(TileCheck::late, is_due & ~is_short & more(net, in_time), limits.late);
  tell(TileCheck::short_paid, is_paid & is_short, limits.short_paid);
  tell(TileCheck::elsewhere, ~are_zero(eight.load(tile.elsewhere)), limits.elsewhere);
  tell(TileCheck::minimum, has_line & is_below, limits.minimum);
  tell(TileCheck::sums, has_line & ~answers(_mm256_cmpeq_epi32(left_over, net)), limits.sums);
  tell(TileCheck::days, seen & ~have(flags, kQuiet) & wrong_days, limits.days);
  tell(TileCheck::suspicious, has_line & (~seen | more(gross, number(kGrossMax))),
       limits.suspicious);
  return _mm256_add_epi64(_mm256_and_si256(net, _mm256_set1_epi64x(UINT32_MAX)),
                          _mm256_srli_epi64(net, 32));
}

}  // namespace

__attribute__((target("avx2"))) std::int64_t screen_avx2(std::span<const Tile> tiles,
                                                         const TileTerms& terms, TileMasks* masks) {
  const Limits limits(terms);
  __m256i sum = _mm256_setzero_si256();
  for (const Tile& tile : tiles) {
    prefetch(tile);
    *masks = {};
    for (const std::size_t first : {std::size_t{0}, kTileSlots / 2})
      sum = _mm256_add_epi64(sum, screen_eight({&tile, first}, terms, limits, *masks));
    ++masks;
  }
  alignas(32) std::array<std::int64_t, 4> sums{};
  _mm256_store_si256(reinterpret_cast<__m256i*>(sums.data()), sum);  // NOLINT: to add them up
  return sums[0] + sums[1] + sums[2] + sums[3];
}

#else

// Other machines have the plain one only; screens() never offers these.
std::int64_t screen_avx2(std::span<const Tile> tiles, const TileTerms& terms, TileMasks* masks) {
  return screen_plain(tiles, terms, masks);
}
std::int64_t screen_avx512(std::span<const Tile> tiles, const TileTerms& terms, TileMasks* masks) {
  return screen_plain(tiles, terms, masks);
}

#endif

}  // namespace qingxin::verify
