// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "http/message.h"

namespace qingxin::http {

enum class Length : unsigned char { known, chunked, until_close };
enum class Keep : unsigned char { alive, closes };

struct Framing {
  Instant now;
  Length length;
  Keep ending;
};

// Whether a response of that status has no body at all (RFC 9110 section 15).
bool is_bodyless(int status);

// "Mon, 23 Nov 2026 02:25:00 GMT" (RFC 9110 section 5.6.7).
std::string http_date(Instant at);

// From the status line to the empty line. Control characters in fields become '?'.
std::string response_head(const Response& response, const Head& request, const Framing& framing);

}  // namespace qingxin::http
