// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "http/message.h"
#include "wire/problem.h"

// Reading the head of a request (RFC 9112), more strictly than the library that reads the body:
// what two readers could take for two things is refused, not mended.
namespace qingxin::http {

struct HeadLimits {
  std::size_t fields = 100;  // at most so many
  std::size_t target = 8192;
};

// The head with its empty line, from "GET / HTTP/1.1\r\n" to "\r\n\r\n". The problem names the line
// (from 1) or the field. Refused, among others: a line that ends in LF alone, CR, NUL and other
// controls, a folded line, space before a colon, no Host or two, a Content-Length that is written
// twice or not in digits, any Transfer-Encoding but "chunked", both of them, HTTP/1.0 with
// Transfer-Encoding, and a target that names a host.
wire::Outcome<Head> parse_head(std::string_view bytes, const HeadLimits& limits);

// The first fault that a head, as far as it is here, can no longer lose: so that somebody who sends
// nonsense is told at once. A complaint about the line is in parse_head().
wire::Outcome<void> check_beginning(std::string_view bytes);

}  // namespace qingxin::http
