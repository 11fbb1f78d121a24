// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <cstddef>

#include "base/bytes.h"

namespace qingxin {

namespace {

// The size of the character at the beginning; 0 where there is none.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned least, unsigned most) {
    return text.size() > i && byte(i) >= least && byte(i) <= most;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned least = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned most = first == 0xED ? 0x9F : 0xBF;
    return follows(1, least, most) && follows(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned least = first == 0xF0 ? 0x90 : 0x80;
    const unsigned most = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, least, most) && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

#if defined(__SSE2__)

constexpr std::size_t kStep = sizeof(__m128i);
constexpr std::size_t kBehind = 3;  // so many bytes before a byte say what it may be

__m128i bytes_at(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

__m128i all(int byte) {
  return _mm_set1_epi8(static_cast<char>(byte));
}

__m128i at_least(__m128i bytes, int least) {
  return _mm_cmpeq_epi8(_mm_max_epu8(bytes, all(least)), bytes);
}

__m128i is(__m128i bytes, int byte) {
  return _mm_cmpeq_epi8(bytes, all(byte));
}

// Not zero in each byte of the 16 at `at` that cannot stand behind the three before it.
__m128i faults_at(const char* at) {
  const __m128i bytes = bytes_at(at);
  const __m128i one_before = bytes_at(at - 1);
  const __m128i must_continue = _mm_or_si128(
      at_least(one_before, 0xC0),
      _mm_or_si128(at_least(bytes_at(at - 2), 0xE0), at_least(bytes_at(at - 3), 0xF0)));
  const __m128i continues = _mm_cmplt_epi8(bytes, all(0xC0));  // as signed: 0x80 to 0xBF
  const __m128i never = _mm_or_si128(at_least(bytes, 0xF5), is(_mm_or_si128(bytes, all(1)), 0xC1));
  // Too long a form, half of a pair, beyond the last character.
  const __m128i from_a0 = at_least(bytes, 0xA0);
  const __m128i from_90 = at_least(bytes, 0x90);
  const __m128i after_e0 = _mm_andnot_si128(from_a0, is(one_before, 0xE0));
  const __m128i after_ed = _mm_and_si128(from_a0, is(one_before, 0xED));
  const __m128i after_f0 = _mm_andnot_si128(from_90, is(one_before, 0xF0));
  const __m128i after_f4 = _mm_and_si128(from_90, is(one_before, 0xF4));
  return _mm_or_si128(
      _mm_or_si128(_mm_xor_si128(must_continue, continues), never),
      _mm_or_si128(_mm_or_si128(after_e0, after_ed), _mm_or_si128(after_f0, after_f4)));
}

// Behind the whole steps from `at` on, where characters of three bytes and more end, back where the
// last character begins; null where there is a fault.
const char* behind_steps(const char* at, const char* end) {
  __m128i faults = _mm_setzero_si128();
  for (; static_cast<std::size_t>(end - at) >= kStep; at += kStep)
    faults = _mm_or_si128(faults, faults_at(at));
  if (_mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) != 0xFFFF) return nullptr;
  do --at;
  while (is_continuation(*at));
  return at;
}

#endif

}  // namespace

bool is_utf8_by_characters(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

bool is_utf8(std::string_view text) {
#if defined(__SSE2__)
  // The first steps need three bytes before them.
  std::size_t before = 0;
  while (before < kBehind && before < text.size()) {
    const std::size_t size = character_size(text.substr(before));
    if (size == 0) return false;
    before += size;
  }
  if (text.size() >= before + kStep) {
    const char* const last = behind_steps(text.data() + before, text.data() + text.size());
    if (last == nullptr) return false;
    text.remove_prefix(static_cast<std::size_t>(last - text.data()));
  }
#endif
  return is_utf8_by_characters(text);
}

}  // namespace qingxin
