// SPDX-License-Identifier: Apache-2.0
#include "http/request_id.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>

#include "base/check.h"

namespace qingxin::http {

bool is_request_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-' || c == '_' || c == '.';
         });
}

RequestIds::RequestIds() : run_(0) {
  check(getrandom(&run_, sizeof run_, 0) == sizeof run_);
}

std::string RequestIds::next() {
  return fmt::format("{:016x}-{}", run_, ++count_);
}

}  // namespace qingxin::http
