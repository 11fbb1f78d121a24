// SPDX-License-Identifier: Apache-2.0
#include "access/sealing.h"

#include <openssl/evp.h>

#include <memory>

#include "access/random.h"
#include "base/check.h"
#include "base/hash.h"

namespace qingxin::access {

namespace {

constexpr char kVersion = 1;
constexpr std::size_t kNonceBytes = 12, kMacBytes = 16, kBlockBytes = 16;

std::string bytes_of(const Digest& digest, std::size_t count) {
  return {reinterpret_cast<const char*>(digest.data()), count};
}

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// SM4 in counter mode: the same there and back.
std::string ciphered(const Key& key, std::string_view nonce, std::string_view bytes) {
  const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context{EVP_CIPHER_CTX_new()};
  check(context != nullptr);
  std::string counter{nonce};
  counter.resize(kBlockBytes, '\0');
  const auto* key_bytes = reinterpret_cast<const unsigned char*>(key.bytes.data());
  check(EVP_EncryptInit_ex(context.get(), EVP_sm4_ctr(), nullptr, key_bytes,
                           reinterpret_cast<const unsigned char*>(counter.data())) == 1);
  std::string result(bytes.size(), '\0');
  int size = 0;
  check(EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char*>(result.data()), &size,
                          reinterpret_cast<const unsigned char*>(bytes.data()),
                          static_cast<int>(bytes.size())) == 1);
  check(static_cast<std::size_t>(size) == bytes.size());
  return result;
}

bool is_digit(char each) {
  return each >= '0' && each <= '9';
}

bool is_mobile_number(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

}  // namespace

Key new_key() {
  return {random_bytes(kKeyBytes)};
}

Key derived_key(const Key& key, std::string_view purpose) {
  return {bytes_of(hmac_sm3(key.bytes, purpose), kKeyBytes)};
}

std::string mark_of(const Key& key) {
  return hex(hmac_sm3(key.bytes, "qingxin mark"), 8);
}

Sealer::Sealer(const Key& key)
    : cipher_{derived_key(key, "qingxin sm4-ctr")}, mac_{derived_key(key, "qingxin hmac-sm3")} {}

std::string Sealer::mac_of(std::string_view place, std::string_view bytes) const {
  // The length comes first, so that no byte moves from the place into the content.
  std::string text = std::to_string(place.size());
  text.append(1, ':').append(place).append(bytes);
  return bytes_of(hmac_sm3(mac_.bytes, text), kMacBytes);
}

std::string Sealer::seal(std::string_view place, std::string_view plain) const {
  std::string sealed{kVersion};
  const std::string nonce = random_bytes(kNonceBytes);
  sealed.append(nonce).append(ciphered(cipher_, nonce, plain));
  sealed += mac_of(place, sealed);
  return sealed;
}

std::optional<std::string> Sealer::open(std::string_view place, std::string_view sealed) const {
  if (sealed.size() < 1 + kNonceBytes + kMacBytes || sealed[0] != kVersion) return std::nullopt;
  const std::string_view content = sealed.substr(0, sealed.size() - kMacBytes);
  if (!are_equal_secrets(mac_of(place, content), sealed.substr(content.size())))
    return std::nullopt;
  return ciphered(cipher_, content.substr(1, kNonceBytes), content.substr(1 + kNonceBytes));
}

std::string wrapped(const Key& master, std::string_view name, const Key& key) {
  return Sealer(master).seal(std::string{"key "}.append(name), key.bytes);
}

std::optional<Key> unwrapped(const Key& master, std::string_view name, std::string_view bytes) {
  const auto key = Sealer(master).open(std::string{"key "}.append(name), bytes);
  if (!key) return std::nullopt;
  return Key{*key};
}

std::string token_of(const Key& index, FieldKind kind, std::string_view plain) {
  std::string text{static_cast<char>(kind)};
  text += plain;
  constexpr std::size_t kTokenBytes = 12;
  return kTokenMark + base64url(bytes_of(hmac_sm3(index.bytes, text), kTokenBytes));
}

bool holds_secret(std::string_view text) {
  if (text.starts_with(kTokenMark)) return true;
  constexpr std::size_t kLongNumber = 15;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at >= kLongNumber || is_mobile_number(text.substr(at, end - at))) return true;
    at = end == at ? at + 1 : end;
  }
  return false;
}

}  // namespace qingxin::access
