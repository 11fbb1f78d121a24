// SPDX-License-Identifier: Apache-2.0
#include "access/password.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace qingxin::access {
namespace {

constexpr HashCost kCheap{.passes = 1, .memory_bytes = 8192};

TEST(PasswordHash, IsArgon2idWithItsCostBesideIt) {
  const Result<std::string> hash = hashed_password("正确的 horse 7", kCheap);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << *hash;
  EXPECT_EQ(match_password(*hash, "正确的 horse 7"), PasswordMatch::yes);
  EXPECT_EQ(match_password(*hash, "正确的 horse 8"), PasswordMatch::no);
  EXPECT_EQ(match_password(*hash, ""), PasswordMatch::no);
  EXPECT_NE(*hash, *hashed_password("正确的 horse 7", kCheap));  // a salt of its own
}

TEST(PasswordHash, MatchesNothingThatIsNoHash) {
  for (const std::string& hash : {std::string{}, std::string{"$argon2id$"}, std::string(500, '$')})
    EXPECT_EQ(match_password(hash, ""), PasswordMatch::no);
}

TEST(PasswordHash, IsOutdatedAtAnotherCost) {
  const Result<std::string> hash = hashed_password("x", kCheap);
  ASSERT_TRUE(hash);
  EXPECT_FALSE(is_outdated(*hash, kCheap));
  EXPECT_TRUE(is_outdated(*hash, HashCost{}));
}

TEST(PasswordRules, RefuseByName) {
  struct Case {
    std::string password;
    std::string_view why;  // empty: it is good
  };
  const Case cases[] = {
      {"Abcd1357x", "只有 9 位，至少要 10 位"},
      {"Abce1357xz", ""},
      {"abce1357xz", "太简单"},
      {"ABCE1357XZ", "太简单"},
      {"abce 1357 xz", ""},
      {"correct horse batt", ""},  // 16 of any kind
      {"正确的马和电池与书", "只有 9 位"},
      {"正确的马和电池与书钉一二三四五六", ""},
      {std::string(129, 'a'), "有 129 位，至多 128 位"},
      {"Zhang.San-77x", "里有登录名"},
      {"Aaaa-1357-xz", "里有 4 个相同的字符"},
      {"X-123456-yz", "顺着排"},
      {"X-987654-yz", "顺着排"},
      {std::string{"Abce1357\xFFzz"}, "不是文字"},
      {std::string(2000, 'x'), "太长"},
  };
  for (const Case& row : cases) {
    const Result<void> checked = check_password(row.password, "zhang.san");
    EXPECT_EQ(checked.has_value(), row.why.empty()) << row.password;
    if (!checked) {
      EXPECT_NE(checked.error().message.find(row.why), std::string::npos)
          << row.password << ": " << checked.error().message;
      EXPECT_EQ(checked.error().message.find(row.password), std::string::npos);
    }
  }
}

TEST(PasswordRules, LetTheOneTimePasswordPass) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string password = one_time_password();
    EXPECT_EQ(password.size(), 24U);
    EXPECT_EQ(password.find_first_of("IOlo01"), std::string::npos);
    EXPECT_TRUE(check_password(password, "admin"));
    seen.insert(password);
  }
  EXPECT_EQ(seen.size(), 200U);
}

TEST(Login, IsFoldedAndChecked) {
  EXPECT_EQ(checked_login("Zhang.San"), "zhang.san");
  EXPECT_EQ(checked_login("ＡＢ12"), "ab12");
  EXPECT_EQ(checked_login("张三"), "张三");
  for (const std::string_view login : {"", "a", "a b'--", "a;b", "a/b", "a\xFF", "x\x01y"})
    EXPECT_FALSE(checked_login(login)) << login;
  EXPECT_FALSE(checked_login(std::string(41, 'a')));
}

}  // namespace
}  // namespace qingxin::access
