// SPDX-License-Identifier: Apache-2.0
#include "intake/receipt_code.h"

#include <gtest/gtest.h>

#include <set>

namespace qingxin::intake {
namespace {

// Bytes that differ for each `n`: what the operating system's generator hands in.
std::string bytes_of(int n) {
  std::string bytes;
  unsigned state = static_cast<unsigned>(n) * 2654435761U + 12345;
  while (bytes.size() < kReceiptRandomBytes) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

TEST(ReceiptCode, HasSixteenDigitsOfWhichTwoCheckTheOthers) {
  const ReceiptCode least = receipt_code(std::string(kReceiptRandomBytes, '\0'));
  EXPECT_EQ(digits_of(least), "1000000000000053");
  EXPECT_EQ(to_string(least), "1000 0000 0000 0053");
  for (int n = 0; n < 1000; ++n) {
    const ReceiptCode code = receipt_code(bytes_of(n));
    EXPECT_EQ(digits_of(code).size(), 16U);
    EXPECT_NE(digits_of(code)[0], '0');
    EXPECT_EQ(code.number % 97, 1U);
    ASSERT_TRUE(parse_receipt_code(to_string(code)));
    EXPECT_EQ(*parse_receipt_code(to_string(code)), code);
  }
}

TEST(ReceiptCode, EveryByteOfChanceCounts) {
  std::set<std::uint64_t> codes;
  for (std::size_t i = 0; i < kReceiptRandomBytes; ++i) {
    std::string bytes(kReceiptRandomBytes, '\0');
    bytes[i] = '\1';
    codes.insert(receipt_code(bytes).number);
  }
  EXPECT_EQ(codes.size(), kReceiptRandomBytes);
}

TEST(ReceiptCode, NoticesEveryWrongDigit) {
  for (int n = 0; n < 50; ++n) {
    const std::string digits = digits_of(receipt_code(bytes_of(n)));
    for (std::size_t at = 0; at < digits.size(); ++at)
      for (char other = '0'; other <= '9'; ++other) {
        std::string wrong = digits;
        wrong[at] = other;
        EXPECT_EQ(parse_receipt_code(wrong).has_value(), other == digits[at]) << digits << wrong;
      }
  }
}

TEST(ReceiptCode, NoticesEveryTwoDigitsThatChangedPlaces) {
  for (int n = 0; n < 200; ++n) {
    const std::string digits = digits_of(receipt_code(bytes_of(n)));
    for (std::size_t a = 0; a < digits.size(); ++a)
      for (std::size_t b = a + 1; b < digits.size(); ++b) {
        if (digits[a] == digits[b]) continue;
        std::string wrong = digits;
        std::swap(wrong[a], wrong[b]);
        EXPECT_FALSE(parse_receipt_code(wrong)) << digits << " " << wrong;
      }
  }
}

TEST(ReceiptCode, IsReadAsPeopleTypeIt) {
  for (const std::string_view text :
       {"1000000000000053", "1000 0000 0000 0053", "1000-0000-0000-0053", "+1000 000000000053",
        "１０００ ００００ ００００ ００５３", " 1000.0000.0000.0053\n",
        "(1000) 0000\u20140000 0053"}) {
    const Result<ReceiptCode> code = parse_receipt_code(text);
    ASSERT_TRUE(code) << text << code.error().message;
    EXPECT_EQ(digits_of(*code), "1000000000000053");
  }
}

TEST(ReceiptCode, SaysWhatIsWrongWithoutRepeatingIt) {
  struct Row {
    std::string text;
    std::string_view says;
  };
  for (const Row& row :
       {Row{"100000000000005", "现有 15 位"}, Row{"10000000000000538", "现有 17 位"},
        Row{"", "现有 0 位"}, Row{"1000000000000054", "一位或几位不对"},
        Row{"0000000000000001", "一位或几位不对"}, Row{"100000000000005x", "不是数字"},
        Row{"1000\xFF", "UTF-8"}, Row{std::string(5000, '1'), "太长"}}) {
    const Result<ReceiptCode> code = parse_receipt_code(row.text);
    ASSERT_FALSE(code) << row.text;
    EXPECT_NE(code.error().message.find(row.says), std::string::npos) << code.error().message;
    EXPECT_EQ(code.error().message.find("10000"), std::string::npos) << code.error().message;
  }
}

}  // namespace
}  // namespace qingxin::intake
