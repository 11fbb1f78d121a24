// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// A value inside of another language, such that it stays one value there.
namespace qingxin::outbox {

enum class Inside : unsigned char {
  text,    // as it is
  json,    // within the quotes of a JSON text
  url,     // a part of a query or of a form: all but letters, digits and -._~ as %XX
  header,  // as it is; is_header_value() is asked of the whole
};
std::string escaped(std::string_view value, Inside inside);

// No line end, no NUL or other control character: nothing begins another header. UTF-8 may stand in
// it.
bool is_header_value(std::string_view value);

std::string base64(std::string_view bytes);                             // RFC 4648, 4, with padding
std::string hmac_sha256(std::string_view key, std::string_view bytes);  // 32 bytes
std::string hex_of(std::string_view bytes);                             // lower case

// RFC 2047: ASCII as it is; else encoded words of at most 75 columns, none of which cuts a
// character, with a folded line between them.
std::string header_words(std::string_view text);

}  // namespace qingxin::outbox
