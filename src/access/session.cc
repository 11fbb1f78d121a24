// SPDX-License-Identifier: Apache-2.0
#include "access/session.h"

#include "access/random.h"
#include "base/hash.h"

namespace qingxin::access {

namespace {

constexpr std::size_t kTokenBytes = 32;

}  // namespace

std::string new_session_token() {
  return base64url(random_bytes(kTokenBytes));
}

std::string new_api_key() {
  return "qx_" + new_session_token();
}

std::string kept_hash(std::string_view token) {
  return hex(sm3(token));
}

std::string csrf_token_of(std::string_view session_token) {
  return hex(hmac_sm3(session_token, "qingxin csrf"), 16);
}

bool is_csrf_token_of(std::string_view session_token, std::string_view shown) {
  return are_equal_secrets(csrf_token_of(session_token), shown);
}

}  // namespace qingxin::access
