// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace qingxin::http {

// 8 to 64 letters, digits, '-', '_' and '.': what may go into a log as it is.
bool is_request_id(std::string_view text);

// Ids that no other run of the program makes. For any number of threads.
class RequestIds {
 public:
  RequestIds();
  std::string next();  // "5f0c2a9e1b7d3344-1"

 private:
  std::uint64_t run_;
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace qingxin::http
