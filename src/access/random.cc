// SPDX-License-Identifier: Apache-2.0
#include "access/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <cstdint>

#include "base/check.h"

namespace qingxin::access {

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  check(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1);
  return bytes;
}

unsigned random_below(unsigned below) {
  check(below >= 1 && below <= 256);
  const unsigned fair = 256 - 256 % below;  // bytes from here on would favour the small numbers
  while (true) {
    const auto drawn = static_cast<unsigned char>(random_bytes(1)[0]);
    if (drawn < fair) return drawn % below;
  }
}

std::string base64url(std::string_view bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char each : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(each);
    for (count += 8; count >= 6; count -= 6) text += kLetters[bits >> (count - 6) & 63];
  }
  if (count > 0) text += kLetters[bits << (6 - count) & 63];
  return text;
}

bool are_equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace qingxin::access
