// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/text.h"

namespace qingxin {
namespace {

constexpr unsigned kSeed = 20261122;

// One of a few bytes that matter, often enough, else any.
char some_byte(std::mt19937& random) {
  constexpr std::string_view kThose = "00,,\n\"\t9:/-A \x80\xFF";
  const unsigned drawn = static_cast<unsigned>(random());
  return drawn % 4 == 0 ? static_cast<char>(drawn >> 8) : kThose[(drawn >> 8) % kThose.size()];
}

std::string some_bytes(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& byte : text) byte = some_byte(random);
  return text;
}

TEST(Bytes, ABlockSaysWhatALoopSays) {
  std::mt19937 random(kSeed);
  for (int round = 0; round < 2000; ++round) {
    const std::string bytes = some_bytes(random, kBlockBytes);
    const char byte = some_byte(random);
    std::uint64_t equal = 0;
    std::uint64_t beyond = 0;
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
      equal |= std::uint64_t{bytes[i] == byte} << i;
      beyond |= std::uint64_t{static_cast<unsigned char>(bytes[i]) >= 0x80} << i;
    }
    ASSERT_EQ(Block(bytes.data()).equal(byte), equal) << round;
    ASSERT_EQ(Block(bytes.data()).beyond_ascii(), beyond) << round;
    ASSERT_EQ(PortableBlock(bytes.data()).equal(byte), equal) << round;
    ASSERT_EQ(PortableBlock(bytes.data()).beyond_ascii(), beyond) << round;
  }
}

TEST(Bytes, OnlyDigitsAreDigits) {
  std::mt19937 random(kSeed);
  for (std::size_t size = 0; size < 40; ++size) {
    std::string digits(size, '0');
    for (char& digit : digits) digit = static_cast<char>('0' + random() % 10);
    EXPECT_EQ(has_only_digits(digits), size != 0);
    for (std::size_t at = 0; at < size; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string other = digits;
        other[at] = static_cast<char>(byte);
        ASSERT_EQ(has_only_digits(other), byte >= '0' && byte <= '9') << other;
      }
  }
}

TEST(Bytes, EqualTextsAreEqual) {
  std::mt19937 random(kSeed);
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string text = some_bytes(random, size);
    EXPECT_TRUE(are_equal(text, std::string(text)));
    EXPECT_FALSE(are_equal(text, text + "x"));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = static_cast<char>(other[at] ^ (1 << (random() % 8)));
      ASSERT_FALSE(are_equal(text, other)) << size << " " << at;
    }
  }
}

bool is_utf8_by_the_library(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (size <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

// Every beginning of up to three bytes and the bounds of what may be the fourth, at the end of a
// text and before more of it.
TEST(Utf8, IsWhatTheLibrarySays) {
  constexpr std::array<int, 10> kEdges{0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0};
  const auto check = [](const std::string& text) {
    ASSERT_EQ(is_utf8(text), is_utf8_by_the_library(text)) << testing::PrintToString(text);
  };
  for (int first = 0x70; first < 256; ++first) {
    check({static_cast<char>(first)});
    for (int second = 0; second < 256; ++second) {
      const std::string two{static_cast<char>(first), static_cast<char>(second)};
      check(two);
      check(two + "abcdefghij");
      check("abcdefghijklmnopq" + two + "abcdefghijklmnopq");
      for (const int third : kEdges) {
        const std::string three = two + static_cast<char>(third);
        check(three);
        for (const int fourth : kEdges) check(three + static_cast<char>(fourth));
      }
    }
  }
}

// Characters and broken ones of every kind, at every place of texts of every length.
TEST(Utf8, InStepsIsWhatItIsByCharacters) {
  constexpr std::string_view kPieces[] = {"a",
                                          "0,",
                                          "é",
                                          "工",
                                          "人人",
                                          "𠮷",
                                          "\xED\x9F\xBF",
                                          "\xEE\x80\x80",
                                          "\xF4\x8F\xBF\xBF",
                                          "\xF0\x90\x80\x80"};
  constexpr std::string_view kBroken[] = {
      "\x80",         "\xC2",         "\xE5\xB7",         "\xF0\x90\x80",     "\xC1\x80",
      "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
      "\xFF"};
  std::mt19937 random(kSeed);
  int valid = 0;
  for (int round = 0; round < 100000; ++round) {
    std::string text;
    const std::size_t pieces = random() % 60;
    const std::size_t broken = random() % 120;
    for (std::size_t i = 0; i < pieces; ++i)
      text += i == broken ? kBroken[random() % std::size(kBroken)]
                          : kPieces[random() % std::size(kPieces)];
    const std::vector<char> bytes(text.begin(), text.end());  // a sanitizer sees its end
    const std::string_view exactly(bytes.data(), bytes.size());
    ASSERT_EQ(is_utf8(exactly), is_utf8_by_the_library(text)) << testing::PrintToString(text);
    ASSERT_EQ(is_utf8_by_characters(exactly), is_utf8(exactly));
    valid += is_utf8(exactly);
  }
  EXPECT_GT(valid, 50000);
  EXPECT_LT(valid, 90000);
}

TEST(Utf8, EveryCharacterIsUtf8) {
  for (utf8proc_int32_t point = 1; point < 0x110000; ++point) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size = utf8proc_encode_char(point, bytes.data());
    const std::string text(reinterpret_cast<const char*>(bytes.data()),
                           static_cast<std::size_t>(size));
    const bool is_half_of_a_pair = point >= 0xD800 && point < 0xE000;
    ASSERT_EQ(is_utf8(text), !is_half_of_a_pair) << point;
    ASSERT_EQ(is_utf8("----------------" + text + "----------------"), !is_half_of_a_pair) << point;
  }
}

// "1800.5" has a way of its own; with a comma before its last three digits the general one is
// taken, with zeros before it too.
TEST(Money, PlainAmountsAreWhatGroupedOnesAre) {
  std::mt19937 random(kSeed);
  constexpr std::string_view kBytes = "0123456789012345678901234567890..,-";
  const auto grouped_whole = [](std::string_view text) {
    const std::size_t whole = std::min(text.find('.'), text.size());
    std::string grouped(text.substr(0, whole));
    for (std::size_t at = grouped.size(); at > 3; at -= 3) grouped.insert(at - 3, 1, ',');
    return grouped.append(text.substr(whole));
  };
  for (int round = 0; round < 200000; ++round) {
    std::string text(random() % 16, ' ');
    for (char& byte : text) byte = kBytes[random() % kBytes.size()];
    text.insert(0, 1, static_cast<char>('0' + random() % 10));
    const bool is_grouped = text.find(',') != std::string::npos;
    const Result<Money> plain = parse_money(text);
    const Result<Money> general =
        is_grouped ? parse_money(text) : parse_money(grouped_whole("000" + text));
    ASSERT_EQ(plain.has_value(), general.has_value()) << text;
    if (plain) {
      ASSERT_EQ(*plain, *general) << text;
    }
  }
}

}  // namespace
}  // namespace qingxin
