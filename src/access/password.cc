// SPDX-License-Identifier: Apache-2.0
#include "access/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "access/random.h"
#include "base/check.h"
#include "base/text.h"
#include "base/utf8.h"

namespace qingxin::access {

namespace {

constexpr int kShortest = 10, kLongest = 128, kLongEnough = 16;
constexpr std::size_t kMostBytes = 512;

bool is_between(char each, char first, char last) {
  return each >= first && each <= last;
}
bool is_digit(char each) {
  return is_between(each, '0', '9');
}

int kinds_in(std::string_view password) {
  bool has_capital = false, has_small = false, has_digit = false, has_other = false;
  for (const char each : password) {
    if (is_between(each, 'A', 'Z')) {
      has_capital = true;
    } else if (is_between(each, 'a', 'z')) {
      has_small = true;
    } else if (is_digit(each)) {
      has_digit = true;
    } else {
      has_other = true;
    }
  }
  return int{has_capital} + int{has_small} + int{has_digit} + int{has_other};
}

// The longest run in which each byte follows from the one before it by `step`.
int longest_run(std::string_view text, int step) {
  int longest = 0, run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    run = i > 0 && text[i] - text[i - 1] == step ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

void make_ready() {
  check(sodium_init() >= 0);
}

tl::unexpected<Error> weak(std::string why) {
  return fail(ErrorCode::invalid_input, "口令" + std::move(why));
}

}  // namespace

Result<std::string> hashed_password(std::string_view password, HashCost cost) {
  make_ready();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes,
                            cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(ErrorCode::unavailable,
                fmt::format("算口令的散列要 {} MiB 内存，机器现在给不出；请稍后重试",
                            cost.memory_bytes >> 20));
  return std::string{text.data()};
}

PasswordMatch match_password(std::string_view hash, std::string_view password) {
  make_ready();
  const std::string text{hash};
  if (text.size() >= crypto_pwhash_STRBYTES) return PasswordMatch::no;
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0
             ? PasswordMatch::yes
             : PasswordMatch::no;
}

bool is_outdated(std::string_view hash, HashCost cost) {
  make_ready();
  const std::string text{hash};
  return crypto_pwhash_str_needs_rehash(text.c_str(), cost.passes, cost.memory_bytes) != 0;
}

Result<void> check_password(std::string_view password, std::string_view login) {
  if (password.size() > kMostBytes || !is_utf8(password)) return weak("太长，或不是文字；请换一个");
  const int length = character_count(password);
  if (length < kShortest) return weak(fmt::format("只有 {} 位，至少要 {} 位", length, kShortest));
  if (length > kLongest) return weak(fmt::format("有 {} 位，至多 {} 位", length, kLongest));
  if (length < kLongEnough && kinds_in(password) < 3)
    return weak(fmt::format("太简单：{} 位以下的要有大写字母、小写字母、数字、其他符号中的三种",
                            kLongEnough));
  const std::string small = folded(password), name = folded(login);
  if (!name.empty() && small.find(name) != std::string::npos) return weak("里有登录名；请换一个");
  constexpr int kEqual = 4, kInOrder = 6;
  if (longest_run(small, 0) >= kEqual)
    return weak(fmt::format("里有 {} 个相同的字符连在一起；请换一个", kEqual));
  if (longest_run(small, 1) >= kInOrder || longest_run(small, -1) >= kInOrder)
    return weak(fmt::format("里有 {} 个顺着排的字符，如 123456；请换一个", kInOrder));
  return {};
}

std::string one_time_password() {
  // No I, O, l, o, 0, 1: they are read aloud and copied by hand.
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
  constexpr int kGroups = 5, kInGroup = 4;
  while (true) {
    std::string password;
    for (int i = 0; i < kGroups * kInGroup; ++i) {
      if (i > 0 && i % kInGroup == 0) password += '-';
      password += kLetters[random_below(static_cast<unsigned>(kLetters.size()))];
    }
    if (check_password(password, "")) return password;
  }
}

Result<std::string> checked_login(std::string_view login) {
  const std::string name = is_utf8(login) && is_printable(login) ? folded(login) : std::string{};
  const int length = character_count(name);
  const bool is_written_right = std::ranges::all_of(name, [](char each) {
    return is_between(each, 'a', 'z') || is_digit(each) || each == '.' || each == '-' ||
           each == '_' || static_cast<unsigned char>(each) >= 0x80;
  });
  constexpr int kFewest = 2, kMost = 40;
  if (length < kFewest || length > kMost || !is_written_right)
    return fail(ErrorCode::invalid_input,
                fmt::format("登录名 “{}” 不行：要 {} 到 {} 个字母、数字、汉字或 . - _",
                            printable(login), kFewest, kMost));
  return name;
}

}  // namespace qingxin::access
