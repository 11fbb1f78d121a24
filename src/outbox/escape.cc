// SPDX-License-Identifier: Apache-2.0
#include "outbox/escape.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "base/check.h"

namespace qingxin::outbox {

namespace {

bool is_control(char each) {
  const auto byte = static_cast<unsigned char>(each);
  return byte < 0x20 || byte == 0x7F;
}

std::string json_escaped(std::string_view value) {
  std::string out;
  for (const char each : value) {
    if (each == '"' || each == '\\')
      out.append(1, '\\').append(1, each);
    else if (is_control(each))
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(each));
    else
      out += each;
  }
  return out;
}

bool is_unreserved(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9') || each == '-' || each == '.' || each == '_' || each == '~';
}

std::string url_escaped(std::string_view value) {
  std::string out;
  for (const char each : value) {
    if (is_unreserved(each))
      out += each;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(each));
  }
  return out;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Bytes of the first character of UTF-8 text.
std::size_t character_bytes(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

}  // namespace

std::string escaped(std::string_view value, Inside inside) {
  switch (inside) {
    case Inside::text:
    case Inside::header: return std::string{value};
    case Inside::json: return json_escaped(value);
    case Inside::url: return url_escaped(value);
  }
  check(false);
  return {};
}

bool is_header_value(std::string_view value) {
  return std::ranges::none_of(value, is_control);
}

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes_of(bytes),
                                   static_cast<int>(bytes.size()));
  check(static_cast<std::size_t>(size) == out.size());
  return out;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::string out(32, '\0');
  unsigned size = 0;
  check(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(),
             reinterpret_cast<unsigned char*>(out.data()), &size) != nullptr);
  check(size == out.size());
  return out;
}

std::string hex_of(std::string_view bytes) {
  std::string out;
  for (const char each : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(each));
  return out;
}

std::string header_words(std::string_view text) {
  const bool is_plain =
      std::ranges::all_of(text, [](char each) { return each >= ' ' && each < 0x7F; }) &&
      text.find("=?") == std::string_view::npos && text.size() <= 60;
  if (is_plain) return std::string{text};
  // "=?UTF-8?B?" and "?=" take 12 of 75 columns; 63 letters hold 45 bytes.
  constexpr std::size_t kBytesMost = 45;
  std::string out;
  while (!text.empty()) {
    std::size_t taken = 0;
    while (taken < text.size()) {
      const std::size_t next = character_bytes(text.substr(taken));
      if (taken > 0 && taken + next > kBytesMost) break;
      taken += next;
    }
    if (!out.empty()) out += "\r\n ";
    out += fmt::format("=?UTF-8?B?{}?=", base64(text.substr(0, taken)));
    text.remove_prefix(taken);
  }
  return out;
}

}  // namespace qingxin::outbox
