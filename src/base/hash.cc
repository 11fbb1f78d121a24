// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.h"

namespace qingxin {

Digest sm3(std::string_view bytes) {
  Digest digest;
  unsigned size = 0;
  check(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sm3(), nullptr) == 1);
  check(size == digest.size());
  return digest;
}

Digest hmac_sm3(std::string_view key, std::string_view bytes) {
  Digest digest;
  unsigned size = 0;
  check(HMAC(EVP_sm3(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data(),
             &size) != nullptr);
  check(size == digest.size());
  return digest;
}

std::string hex(const Digest& digest, std::size_t bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < bytes && i < digest.size(); ++i) {
    text += kDigits[digest[i] >> 4];
    text += kDigits[digest[i] & 15];
  }
  return text;
}

}  // namespace qingxin
