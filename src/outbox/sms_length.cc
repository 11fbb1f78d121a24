// SPDX-License-Identifier: Apache-2.0
#include "outbox/sms_length.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace qingxin::outbox {

namespace {

// One septet each, beside the letters and digits.
constexpr std::u32string_view kGsm =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
// Two: an escape comes first.
constexpr std::u32string_view kGsmExtended = U"\f^{}\\[~]|€";

char32_t take_character(std::string_view& text) {
  const auto byte = static_cast<unsigned char>(text[0]);
  const int more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
  char32_t character = more == 0 ? byte : byte & (0x3FU >> more);
  text.remove_prefix(1);
  for (int i = 0; i < more && !text.empty(); ++i) {
    character = character << 6 | (static_cast<unsigned char>(text[0]) & 0x3FU);
    text.remove_prefix(1);
  }
  return character;
}

// Septets; nothing: it is not in the alphabet.
std::optional<int> septets(char32_t character) {
  const bool is_plain = (character >= U'a' && character <= U'z') ||
                        (character >= U'A' && character <= U'Z') ||
                        (character >= U'0' && character <= U'9');
  if (is_plain || kGsm.find(character) != std::u32string_view::npos) return 1;
  if (kGsmExtended.find(character) != std::u32string_view::npos) return 2;
  return std::nullopt;
}

SmsLength measured(SmsAlphabet alphabet, const std::vector<int>& sizes, int one, int each) {
  SmsLength length{.alphabet = alphabet};
  int filled = 0;
  int parts = 1;
  for (const int size : sizes) {
    length.units += size;
    if (filled + size > each) {
      ++parts;
      filled = 0;
    }
    filled += size;
  }
  length.parts = length.units <= one ? 1 : parts;
  return length;
}

}  // namespace

SmsLength sms_length(std::string_view text) {
  std::vector<int> gsm, ucs2;
  bool is_gsm = true;
  while (!text.empty()) {
    const char32_t character = take_character(text);
    ucs2.push_back(character > 0xFFFF ? 2 : 1);
    const std::optional<int> size = septets(character);
    is_gsm = is_gsm && size.has_value();
    gsm.push_back(size.value_or(0));
  }
  if (is_gsm) return measured(SmsAlphabet::gsm, gsm, 160, 153);
  return measured(SmsAlphabet::ucs2, ucs2, 70, 67);
}

}  // namespace qingxin::outbox
