// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "http/api.h"
#include "wire/problem.h"

namespace qingxin::http {

// Looking up a password or a code is slow on purpose: of all who do so at once only some are let
// in, so that guesses do not keep the others from their work.
class HashingTurn {
 public:
  explicit HashingTurn(Api& api) : api_(api), count_(++api.hashing) {}
  HashingTurn(const HashingTurn&) = delete;
  HashingTurn& operator=(const HashingTurn&) = delete;
  ~HashingTurn() { --api_.hashing; }
  std::optional<wire::Problem> fault() const {
    if (count_ <= std::max<std::int64_t>(1, api_.settings.workers / 2)) return std::nullopt;
    return wire::Problem{wire::ProblemCode::too_many_requests,
                         "同时登录、查询的人太多，请过几秒再试"};
  }

 private:
  Api& api_;
  int count_;
};

}  // namespace qingxin::http
