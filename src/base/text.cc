// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace qingxin {

namespace {

constexpr std::array<std::string_view, 5> kSpaces{" ", "\t", "\xC2\xA0", "\xE3\x80\x80",
                                                  "\xEF\xBB\xBF"};

// Calls visit(code point, bytes of it) for each character; false when the text is not UTF-8.
template <typename Visit>
bool for_each_character(std::string_view text, Visit visit) {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (size <= 0) return false;
    visit(point, text.substr(0, static_cast<std::size_t>(size)));
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool is_white_space(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC ||
         category == UTF8PROC_CATEGORY_CF;
}

bool is_bracket_or_dot(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  constexpr std::array<utf8proc_int32_t, 6> kDots{0xB7, 0x2022, 0x30FB, 0x2E, 0x2027, 0x3002};
  for (const utf8proc_int32_t dot : kDots)
    if (point == dot) return true;
  return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PE;
}

// Moves the cursor, changes colours, or turns the order in which a line is read.
bool steers(utf8proc_int32_t point) {
  const bool is_control = point < 0x20 || (point >= 0x7F && point < 0xA0);
  const bool turns = point == 0x061C || point == 0x200E || point == 0x200F ||
                     (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  return is_control || turns;
}

// True for text of which folding would only lower the capitals: ASCII without spaces, and the
// characters U+4E00 to U+9FFF, which nothing is folded to or composed with.
bool is_plain(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto follows = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = byte(at);
    if (first > 0x20 && first < 0x7F) {
      ++at;
      continue;
    }
    const bool is_chinese = first >= 0xE4 && first <= 0xE9 && text.size() - at > 2 &&
                            follows(at + 1) && follows(at + 2) &&
                            (first > 0xE4 || byte(at + 1) >= 0xB8);
    if (!is_chinese) return false;
    at += 3;
  }
  return true;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

}  // namespace

std::string_view trim(std::string_view text) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view space : kSpaces) {
      if (text.starts_with(space)) text.remove_prefix(space.size()), changed = true;
      if (text.ends_with(space)) text.remove_suffix(space.size()), changed = true;
    }
  }
  return text;
}

std::string folded(std::string_view text) {
  if (is_plain(text)) return lowered(text);
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                     UTF8PROC_IGNORE | UTF8PROC_CASEFOLD));
  if (size < 0) return std::string(text);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  std::string result;
  for_each_character({reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)},
                     [&](utf8proc_int32_t point, std::string_view bytes) {
                       if (!is_white_space(point)) result += bytes;
                     });
  return result;
}

std::string folded_name(std::string_view text) {
  if (is_plain(text) && text.find_first_of("()[]{}.") == std::string_view::npos)
    return lowered(text);
  std::string result;
  for_each_character(folded(text), [&](utf8proc_int32_t point, std::string_view bytes) {
    if (!is_bracket_or_dot(point)) result += bytes;
  });
  return result;
}

int display_width(std::string_view text) {
  int width = 0;
  for_each_character(
      text, [&](utf8proc_int32_t point, std::string_view) { width += utf8proc_charwidth(point); });
  return width;
}

std::string shortened(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  std::string kept;
  int used = 0;
  bool full = false;
  for_each_character(text, [&](utf8proc_int32_t point, std::string_view bytes) {
    const int columns = utf8proc_charwidth(point);
    full = full || used + columns > width - 2;
    if (full) return;
    kept += bytes;
    used += columns;
  });
  return kept + "..";
}

std::string padded_right(std::string_view text, int width) {
  const int missing = width - display_width(text);
  return std::string(text) + std::string(missing > 0 ? static_cast<std::size_t>(missing) : 0, ' ');
}

std::string padded_left(std::string_view text, int width) {
  const int missing = width - display_width(text);
  return std::string(missing > 0 ? static_cast<std::size_t>(missing) : 0, ' ') + std::string(text);
}

std::string masked(std::string_view text) {
  const int count = character_count(text);
  std::string result;
  int at = 0;
  for_each_character(text, [&](utf8proc_int32_t, std::string_view bytes) {
    const bool is_shown = count > 3 && (at == 0 || at >= count - 2);
    result += is_shown ? bytes : std::string_view("*");
    ++at;
  });
  return result;
}

namespace {

constexpr std::size_t kLongNumber = 15;

bool is_long(std::string_view digits) {
  return digits.size() >= kLongNumber;
}

bool is_long_or_mobile(std::string_view digits) {
  return is_long(digits) ||
         (digits.size() == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9');
}

// Masks the runs of digits for which that holds, those of a document number with their last X.
std::string with_runs_masked(std::string_view text, bool (*is_hidden)(std::string_view)) {
  std::string result;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find_first_of("0123456789"), text.size());
    result += text.substr(0, start);
    text.remove_prefix(start);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool has_x = digits >= kLongNumber && digits < text.size() &&
                       (text[digits] == 'X' || text[digits] == 'x');
    const std::string_view run = text.substr(0, digits + has_x);
    result += is_hidden(text.substr(0, digits)) ? masked(run) : std::string(run);
    text.remove_prefix(run.size());
  }
  return result;
}

}  // namespace

std::string without_long_numbers(std::string_view text) {
  return with_runs_masked(text, is_long);
}

std::string without_numbers_of_people(std::string_view text) {
  return with_runs_masked(text, is_long_or_mobile);
}

std::string printable(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string result;
  while (!text.empty()) {
    const bool is_valid =
        for_each_character(text, [&](utf8proc_int32_t point, std::string_view bytes) {
          result += steers(point) ? std::string_view(" ") : bytes;
          text.remove_prefix(bytes.size());
        });
    if (is_valid) break;
    result += "\uFFFD";
    text.remove_prefix(1);
  }
  return result;
}

bool is_printable(std::string_view text) {
  // Only characters that begin with these bytes can steer; most texts have none of them.
  static constexpr std::array<bool, 256> kSuspects = [] {
    std::array<bool, 256> bytes{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) bytes[byte] = true;
    for (const std::size_t byte : {0x7FU, 0xC2U, 0xD8U, 0xE2U}) bytes[byte] = true;
    return bytes;
  }();
  bool is_suspect = false;
  for (const char c : text) is_suspect |= kSuspects[static_cast<unsigned char>(c)];
  bool is_harmless = true;
  if (is_suspect)
    for_each_character(text, [&](utf8proc_int32_t point, std::string_view) {
      is_harmless = is_harmless && !steers(point);
    });
  return is_harmless;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

int character_count(std::string_view text) {
  int count = 0;
  for_each_character(text, [&](utf8proc_int32_t, std::string_view) { ++count; });
  return count;
}

}  // namespace qingxin
