// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"

// What a browser or a program shows to be known again. Only a hash of it is kept.
namespace qingxin::access {

// 256 random bits as 43 letters.
std::string new_session_token();
// The same with "qx_" before it, so that one that was published by mistake is found.
std::string new_api_key();
// What is kept of either: SM3, in hex. They are random and long, so a fast hash is enough.
std::string kept_hash(std::string_view token);

// Every request that changes something shows it beside its session: another site, which makes the
// browser send the session, does not know it. It is made of the session's token and kept nowhere.
std::string csrf_token_of(std::string_view session_token);
bool is_csrf_token_of(std::string_view session_token, std::string_view shown);

struct SessionTimes {
  std::int64_t idle_ms = 30 * 60'000;          // without a request
  std::int64_t longest_ms = 12 * 60 * 60'000;  // whatever happens
  // Being seen is written down when it is so much later than the last time: a write for every
  // request would be dear.
  std::int64_t note_every_ms = 60'000;
};

}  // namespace qingxin::access
