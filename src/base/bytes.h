// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Looking at many bytes at once. Everything here says the same on any processor.
namespace qingxin {

inline constexpr std::size_t kBlockBytes = 64;

inline std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The bits that are not 0 of eight bytes, as bit i for byte i, where each byte is 0x80 or 0.
constexpr std::uint64_t bit_for_each_byte(std::uint64_t high_bits) {
  return ((high_bits >> 7) * 0x0102040810204080U) >> 56;
}

// 64 bytes that are looked at together, on any processor.
class PortableBlock {
 public:
  explicit PortableBlock(const char* at) { std::memcpy(words_, at, sizeof words_); }

  // Bit i: byte i is `byte`.
  std::uint64_t equal(char byte) const {
    constexpr std::uint64_t kLow = 0x7F7F7F7F7F7F7F7FU;
    const std::uint64_t all = 0x0101010101010101U * static_cast<unsigned char>(byte);
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) {
      const std::uint64_t other = words_[i] ^ all;
      bits |= bit_for_each_byte(~(((other & kLow) + kLow) | other | kLow)) << (8 * i);
    }
    return bits;
  }

  // Bit i: byte i is not ASCII.
  std::uint64_t beyond_ascii() const {
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i)
      bits |= bit_for_each_byte(words_[i] & 0x8080808080808080U) << (8 * i);
    return bits;
  }

 private:
  std::uint64_t words_[8];
};

#if defined(__SSE2__)

// The same in four registers of 16 bytes, which every x86-64 has.
class Block {
 public:
  explicit Block(const char* at) {
    for (int i = 0; i < 4; ++i)
      parts_[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
  }

  std::uint64_t equal(char byte) const {
    const __m128i all = _mm_set1_epi8(byte);
    return bits(_mm_cmpeq_epi8(parts_[0], all)) | bits(_mm_cmpeq_epi8(parts_[1], all)) << 16 |
           bits(_mm_cmpeq_epi8(parts_[2], all)) << 32 | bits(_mm_cmpeq_epi8(parts_[3], all)) << 48;
  }

  std::uint64_t beyond_ascii() const {
    return bits(parts_[0]) | bits(parts_[1]) << 16 | bits(parts_[2]) << 32 | bits(parts_[3]) << 48;
  }

 private:
  static std::uint64_t bits(__m128i bytes) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
  }

  __m128i parts_[4];
};

#else

using Block = PortableBlock;

#endif

// Up to eight bytes as a number; the parts of it may overlap. Texts of one size have one number
// only if they are equal.
inline std::uint64_t short_word(std::string_view text) {
  const auto byte = [&](std::size_t i) -> std::uint64_t {
    return static_cast<unsigned char>(text[i]);
  };
  if (text.size() >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
    return first | std::uint64_t{last} << 32;
  }
  if (text.empty()) return 0;
  return byte(0) | byte(text.size() / 2) << 8 | byte(text.size() - 1) << 16;
}

// a == b for short texts that are mostly equal once their sizes are.
inline bool are_equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() < 8) return short_word(a) == short_word(b);
  const std::size_t last = a.size() - 8;
  for (std::size_t at = 0; at < last; at += 8)
    if (word_at(a.data() + at) != word_at(b.data() + at)) return false;
  return word_at(a.data() + last) == word_at(b.data() + last);
}

// Eight bytes, each 0 to 9.
constexpr bool are_eight_digits(std::uint64_t word) {
  constexpr std::uint64_t kHigh = 0xF0F0F0F0F0F0F0F0U;
  constexpr std::uint64_t kZeros = 0x3030303030303030U;
  return (word & kHigh) == kZeros && ((word + 0x0606060606060606U) & kHigh) == kZeros;
}

// Whether a text is one digit or more and nothing else.
inline bool has_only_digits(std::string_view text) {
  const char* at = text.data();
  std::size_t left = text.size();
  if (left >= 8) {
    for (; left > 8; at += 8, left -= 8)
      if (!are_eight_digits(word_at(at))) return false;
    return are_eight_digits(word_at(text.data() + text.size() - 8));
  }
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return !text.empty();
}

}  // namespace qingxin
