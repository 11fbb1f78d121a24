// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qingxin::access {

// What one guess costs: passes over so much memory (RFC 9106). 64 MiB twice takes some 60 ms.
struct HashCost {
  unsigned passes = 2;
  std::size_t memory_bytes = std::size_t{64} << 20;
};

// Argon2id with a salt of its own, and the cost written beside it: "$argon2id$v=19$m=65536,t=2,…".
// Slow on purpose, as is looking it up: on a pool with few threads. Error: unavailable, when there
// is no such memory.
Result<std::string> hashed_password(std::string_view password, HashCost cost);

enum class PasswordMatch : unsigned char { no, yes };
PasswordMatch match_password(std::string_view hash, std::string_view password);
// Whether it was made at another cost than would be paid now.
bool is_outdated(std::string_view hash, HashCost cost);

// What a person may choose: 10 to 128 characters of three of the four kinds (capitals, small
// letters, digits, others), or 16 of any; not the login name, no run of four equal or of six in
// order. Error: invalid_input, says which.
Result<void> check_password(std::string_view password, std::string_view login);

// 20 letters and digits in groups, none of which looks like another: some 100 bits. It passes
// check_password.
std::string one_time_password();

// A login name as it is kept and compared: 2 to 40 letters, digits, '.', '-', '_', or Chinese
// characters, in lower case. Error: invalid_input.
Result<std::string> checked_login(std::string_view login);

}  // namespace qingxin::access
