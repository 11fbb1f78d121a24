// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qingxin::intake {

// The most that is read of one text. Longer texts are kept by whoever received them; reading says
// no and why.
inline constexpr std::size_t kTextBytesMost = 2 << 20;

// A part of the text as it was handed in: from the first to behind the last, in bytes of UTF-8 and
// in characters (code points).
struct Span {
  std::uint32_t byte_from = 0;
  std::uint32_t byte_to = 0;
  std::uint32_t character_from = 0;
  std::uint32_t character_to = 0;

  friend auto operator<=>(const Span&, const Span&) = default;
};

// What somebody said, in the form in which it is compared: compatibility forms undone (NFKD, of
// which two texts are equal exactly when their NFKC is), letters small, zero-width marks left out.
// Circled and raised digits stay what they are. Nothing else is changed: traditional characters
// stay, punctuation stays, every white space is one ' ', a line's end is '\n'. Each character knows
// where it stood.
class SaidText {
 public:
  // Refuses what is no UTF-8 (with the byte) and what is longer than kTextBytesMost. Empty text is
  // text.
  static Result<SaidText> read(std::string_view text);

  std::u32string_view plain() const { return plain_; }

  // Where plain()[from, to) stood; to > from.
  Span span(std::size_t from, std::size_t to) const;

  // Whether that character of plain() was written as it is there, e.g. a comma that is no '，'.
  bool is_as_written(std::size_t at) const { return origins_[at].is_as_written; }

 private:
  struct Origin {
    std::uint32_t byte_from = 0;
    std::uint32_t byte_to = 0;
    std::uint32_t character = 0;
    bool is_as_written = false;
  };

  void add(std::int32_t point, Origin origin);

  std::u32string plain_;
  std::vector<Origin> origins_;
};

// Letters and numbers of any script; no punctuation, sign, white space or picture.
bool is_letter_or_digit(char32_t point);

// A Chinese character, of the extensions too.
bool is_han(char32_t point);

constexpr bool is_ascii_digit(char32_t point) {
  return point >= U'0' && point <= U'9';
}

constexpr bool is_ascii_letter(char32_t point) {
  return point >= U'a' && point <= U'z';
}

// Only the letters and digits of a text: how texts are told to be the same.
std::u32string letters_of(std::u32string_view plain);

std::string utf8_of(std::u32string_view points);
std::u32string points_of(std::string_view utf8);  // the text must be UTF-8

}  // namespace qingxin::intake
