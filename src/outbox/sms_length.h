// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace qingxin::outbox {

enum class SmsAlphabet : unsigned char {
  gsm = 1,   // 3GPP TS 23.038, default alphabet: 160 septets, 153 in each of several parts
  ucs2 = 2,  // 70 units of UTF-16, 67 in each of several parts
};

struct SmsLength {
  SmsAlphabet alphabet = SmsAlphabet::gsm;
  int units = 0;
  int parts = 1;

  friend bool operator==(const SmsLength&, const SmsLength&) = default;
};

// What a text costs as short messages. No part cuts a character in two.
SmsLength sms_length(std::string_view text);

}  // namespace qingxin::outbox
