// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace qingxin {

using Digest = std::array<std::uint8_t, 32>;

Digest sm3(std::string_view bytes);                             // GB/T 32905
Digest hmac_sm3(std::string_view key, std::string_view bytes);  // RFC 2104 over SM3
std::string hex(const Digest& digest, std::size_t bytes = 32);  // lower case, first `bytes`

}  // namespace qingxin
