// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"
#include "wire/problem.h"

// The address of a request, taken apart (RFC 3986).
namespace qingxin::http {

struct Target {
  std::string path;  // decoded, UTF-8, "/api/v1/rules"
  Pairs query;       // decoded, UTF-8; '+' is a space
};

// Refused: a '%' that is not followed by two hexadecimal digits, what is not UTF-8 or a control
// character when decoded, an encoded '/' or '\', an empty, "." or ".." part of the path, and a name
// that the query has twice.
wire::Outcome<Target> parse_target(std::string_view target);

}  // namespace qingxin::http
