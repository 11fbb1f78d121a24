// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace qingxin::access {

// From the operating system's generator, for keys and tokens.
std::string random_bytes(std::size_t count);

// A number that is drawn evenly from 0 … below - 1; below is at most 256.
unsigned random_below(unsigned below);

// Without padding, for the letters of a URL (RFC 4648, 5).
std::string base64url(std::string_view bytes);

// Of equal length and content, in a time that does not tell where they differ.
bool are_equal_secrets(std::string_view a, std::string_view b);

}  // namespace qingxin::access
