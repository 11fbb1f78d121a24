// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace qingxin::intake {

// How exactly a number was said. Stored and sent by number and name.
enum class Exactness : unsigned char {
  exact = 1,
  about = 2,     // 约、左右、近；"三四"、"十几" 也给出两头
  range = 3,     // 3000至5000
  at_least = 4,  // 3000多、至少、上百
  at_most = 5,   // 不到、不足、最多
  vague = 6,     // 几万、若干：没有数
};

std::string_view name_of(Exactness one);

// A number as it is said: 5.6万, 五万六, 1万2千, 三四十, 十几, 几万, 二〇二五, 3000多.
struct SaidNumber {
  std::size_t to = 0;      // behind its last character
  std::int64_t least = 0;  // in millionths; 0 where vague
  std::int64_t most = 0;   // the same unless said in two ends
  Exactness exactness = Exactness::exact;
  bool has_unit = false;         // 十 百 千 万 亿 or w, k stand in it
  int unit_power = 0;            // of ten, of its last unit: 4 for 万
  bool is_plain_digits = false;  // only 0-9, no comma, no point
  int digits = 0;                // how many 0-9 or single Chinese digits stand in it
};

inline constexpr std::int64_t kMillionths = 1'000'000;

// The number that begins there, as long as it goes. Nothing where none does, where it is none
// that anybody says (10十, 12.3.4, 1,23), and from a trillion on; `to` of a failed one is given by
// behind_number().
std::optional<SaidNumber> number_at(std::u32string_view text, std::size_t from);

// Behind all characters from there on that may stand in a number; `from` itself when it is none.
std::size_t behind_number(std::u32string_view text, std::size_t from);

// The whole number that a SaidNumber is, when it is one and exact.
std::optional<std::int64_t> whole(const SaidNumber& number);

}  // namespace qingxin::intake
