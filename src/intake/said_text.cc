// SPDX-License-Identifier: Apache-2.0
#include "intake/said_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <array>

#include "base/check.h"
#include "base/utf8.h"

namespace qingxin::intake {

namespace {

constexpr std::size_t kFoldedMost = 32;  // of one character; U+FDFA has 18

// The character at the beginning and the bytes it takes; no bytes where there is none.
struct Step {
  utf8proc_int32_t point = 0;
  std::size_t bytes = 0;
};

Step step_of(std::string_view text) {
  Step step;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &step.point);
  if (bytes > 0) step.bytes = static_cast<std::size_t>(bytes);
  return step;
}

// What folding leaves as it is: most of what is said in Chinese.
bool is_plain(utf8proc_int32_t point) {
  const bool is_ascii = point > 0x20 && point < 0x7F && !(point >= 'A' && point <= 'Z');
  return is_ascii || (point >= 0x4E00 && point <= 0x9FFF);
}

bool is_space(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CC ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

std::size_t first_fault(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Step step = step_of(text.substr(at));
    if (step.bytes == 0 || !is_utf8(text.substr(at, step.bytes))) return at;
    at += step.bytes;
  }
  return at;
}

}  // namespace

void SaidText::add(std::int32_t point, Origin origin) {
  if (is_plain(point)) {
    origin.is_as_written = true;
    plain_ += static_cast<char32_t>(point);
    origins_.push_back(origin);
    return;
  }
  if (is_space(point)) {
    plain_ += point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029 ? U'\n' : U' ';
    origins_.push_back(origin);
    return;
  }
  const bool is_numeral_sign = utf8proc_category(point) == UTF8PROC_CATEGORY_NO;
  std::array<utf8proc_int32_t, kFoldedMost> folded{point};
  int boundary = 0;
  utf8proc_ssize_t count = 1;
  if (!is_numeral_sign)
    count = utf8proc_decompose_char(
        point, folded.data(), kFoldedMost,
        static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_IGNORE | UTF8PROC_CASEFOLD |
                                       UTF8PROC_DECOMPOSE),
        &boundary);
  check(count >= 0 && count <= static_cast<utf8proc_ssize_t>(kFoldedMost));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const utf8proc_int32_t one = folded[i];
    if (utf8proc_category(one) == UTF8PROC_CATEGORY_CF) continue;
    origin.is_as_written = one == point;
    plain_ += is_space(one) ? U' ' : static_cast<char32_t>(one);
    origins_.push_back(origin);
  }
}

Result<SaidText> SaidText::read(std::string_view text) {
  if (text.size() > kTextBytesMost)
    return fail(ErrorCode::invalid_input,
                fmt::format("文字有 {} 字节，最多读 {} 字节；原文照样保存，请由人阅读，或分成几段",
                            text.size(), kTextBytesMost));
  if (!is_utf8(text))
    return fail(ErrorCode::invalid_input,
                fmt::format("文字第 {} 字节起不是 UTF-8；原文照样保存，请改用 UTF-8 编码再交",
                            first_fault(text) + 1));
  SaidText said;
  said.plain_.reserve(text.size() / 3);
  said.origins_.reserve(text.size() / 3);
  Origin origin;
  std::uint32_t character = 0;
  while (origin.byte_from < text.size()) {
    const Step step = step_of(text.substr(origin.byte_from));
    check(step.bytes > 0);
    origin.byte_to = origin.byte_from + static_cast<std::uint32_t>(step.bytes);
    origin.character = character++;
    said.add(step.point, origin);
    origin.byte_from = origin.byte_to;
  }
  return said;
}

Span SaidText::span(std::size_t from, std::size_t to) const {
  check(from < to && to <= origins_.size());
  const Origin& first = origins_[from];
  const Origin& last = origins_[to - 1];
  return {first.byte_from, last.byte_to, first.character, last.character + 1};
}

bool is_letter_or_digit(char32_t point) {
  if (point < 0x80) return is_ascii_digit(point) || is_ascii_letter(point | 0x20);
  if (point >= 0x4E00 && point <= 0x9FFF) return true;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL;
}

bool is_han(char32_t point) {
  return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) ||
         (point >= 0xF900 && point <= 0xFAFF) || (point >= 0x20000 && point <= 0x323AF) ||
         point == 0x3005 || point == 0x3007;
}

std::u32string letters_of(std::u32string_view plain) {
  std::u32string letters;
  letters.reserve(plain.size());
  for (const char32_t point : plain)
    if (is_letter_or_digit(point)) letters += point;
  return letters;
}

std::string utf8_of(std::u32string_view points) {
  std::string text;
  std::array<utf8proc_uint8_t, 4> bytes{};
  for (const char32_t point : points) {
    const utf8proc_ssize_t size =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes.data());
    text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
  }
  return text;
}

std::u32string points_of(std::string_view utf8) {
  std::u32string points;
  while (!utf8.empty()) {
    const Step step = step_of(utf8);
    check(step.bytes > 0);
    points += static_cast<char32_t>(step.point);
    utf8.remove_prefix(step.bytes);
  }
  return points;
}

}  // namespace qingxin::intake
