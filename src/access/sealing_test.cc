// SPDX-License-Identifier: Apache-2.0
#include "access/sealing.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <array>
#include <set>

#include "access/random.h"
#include "base/hash.h"

namespace qingxin::access {
namespace {

const Key kKey{std::string(kKeyBytes, 'k')};

// GB/T 32907-2016, A.1: that this library's SM4 is the standard's.
TEST(Sealing, UsesTheCipherOfTheStandard) {
  const std::array<unsigned char, 16> key{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                          0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10};
  std::array<unsigned char, 32> out{};
  int size = 0;
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  ASSERT_EQ(EVP_EncryptInit_ex(context, EVP_sm4_ecb(), nullptr, key.data(), nullptr), 1);
  ASSERT_EQ(EVP_EncryptUpdate(context, out.data(), &size, key.data(), 16), 1);
  EVP_CIPHER_CTX_free(context);
  Digest shown{};
  std::copy_n(out.begin(), 16, shown.begin());
  EXPECT_EQ(hex(shown, 16), "681edf34d206965e86b3e94f536e4246");
}

TEST(Sealing, GivesBackWhatWasSealed) {
  const Sealer sealer(kKey);
  for (const std::string& plain :
       {std::string{}, std::string{"990123199001011239"}, std::string{"张三"},
        std::string(1000, 'x'), std::string{"\0\xFF", 2}})
    EXPECT_EQ(sealer.open("here", sealer.seal("here", plain)), plain);
}

TEST(Sealing, ShowsNothingOfItAndNeverTheSameTwice) {
  const Sealer sealer(kKey);
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    const std::string sealed = sealer.seal("here", "990123199001011239");
    EXPECT_EQ(sealed.size(), 1U + 12 + 18 + 16);
    EXPECT_EQ(sealed.find("9901"), std::string::npos);
    seen.insert(sealed);
  }
  EXPECT_EQ(seen.size(), 50U);
}

TEST(Sealing, OpensInNoOtherPlaceAndWithNoOtherKey) {
  const std::string sealed = Sealer(kKey).seal("project 1 phone", "13900000001");
  EXPECT_TRUE(Sealer(kKey).open("project 1 phone", sealed));
  EXPECT_FALSE(Sealer(kKey).open("project 2 phone", sealed));
  EXPECT_FALSE(Sealer(kKey).open("project 1 card", sealed));
  EXPECT_FALSE(Sealer(kKey).open("", sealed));
  EXPECT_FALSE(Sealer({std::string(kKeyBytes, 'l')}).open("project 1 phone", sealed));
}

TEST(Sealing, RefusesEveryChangedByteAndEveryCutEnd) {
  const Sealer sealer(kKey);
  const std::string sealed = sealer.seal("here", "13900000001");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(sealer.open("here", changed)) << i;
    EXPECT_FALSE(sealer.open("here", sealed.substr(0, i))) << i;
  }
  EXPECT_FALSE(sealer.open("here", sealed + "x"));
}

TEST(Wrapping, KeepsAKeyUnderAnotherByItsName) {
  const Key key = new_key();
  const std::string bytes = wrapped(kKey, "index", key);
  EXPECT_EQ(unwrapped(kKey, "index", bytes), key);
  EXPECT_EQ(unwrapped(kKey, "audit", bytes), std::nullopt);
  EXPECT_EQ(unwrapped(new_key(), "index", bytes), std::nullopt);
  EXPECT_EQ(bytes.find(key.bytes), std::string::npos);
}

TEST(Wrapping, MakesAKeyForEachPurpose) {
  EXPECT_NE(derived_key(kKey, "a"), derived_key(kKey, "b"));
  EXPECT_NE(new_key(), new_key());
  EXPECT_EQ(new_key().bytes.size(), kKeyBytes);
  EXPECT_EQ(mark_of(kKey).size(), 16U);
  EXPECT_NE(mark_of(kKey), mark_of(new_key()));
}

TEST(Token, IsEqualForEqualValuesOfOneKindOnly) {
  const std::string token = token_of(kKey, FieldKind::phone, "13900000001");
  EXPECT_EQ(token.size(), 17U);
  EXPECT_EQ(token[0], kTokenMark);
  EXPECT_EQ(token, token_of(kKey, FieldKind::phone, "13900000001"));
  EXPECT_NE(token, token_of(kKey, FieldKind::card, "13900000001"));
  EXPECT_NE(token, token_of(kKey, FieldKind::phone, "13900000002"));
  EXPECT_NE(token, token_of(new_key(), FieldKind::phone, "13900000001"));
}

TEST(Token, IsNeededForTextsThatHoldANumberOfAPerson) {
  for (const std::string_view text :
       {"付张三6299000000000000001", "990123199001011239", "99012319900101123X",
        "电话13900000001。", "13900000001", "~abc"})
    EXPECT_TRUE(holds_secret(text)) << text;
  for (const std::string_view text : {"", "张三", "十月工资", "0991-2345678", "12345678901",
                                      "2026-10-15", "91990123MA0000000X", "139000000012", "1.~"})
    EXPECT_FALSE(holds_secret(text)) << text;
}

TEST(Random, WritesBytesAsLettersOfAUrl) {
  EXPECT_EQ(base64url(""), "");  // RFC 4648, 10
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("fo"), "Zm8");
  EXPECT_EQ(base64url("foo"), "Zm9v");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xFB\xFF"), "-_8");
}

TEST(Random, DrawsEveryNumberBelowAndNoOther) {
  std::set<unsigned> drawn;
  for (int i = 0; i < 2'000; ++i) drawn.insert(random_below(7));
  EXPECT_EQ(drawn, (std::set<unsigned>{0, 1, 2, 3, 4, 5, 6}));
}

}  // namespace
}  // namespace qingxin::access
