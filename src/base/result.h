// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace qingxin {

// Stable, documented, never renumbered: clients and inspectors see these names.
enum class ErrorCode : unsigned char {
  invalid_input = 1,
  not_found = 2,
  conflict = 3,
  not_published = 4,  // the law or calendar for that date is not loaded
  unavailable = 5,    // a file, a folder or the machine
  usage = 6,          // the command line
  not_signed_in = 7,  // nobody, or somebody whose session has ended
  not_permitted = 8,  // somebody who may not
  too_many_requests = 9,
};

struct Error {
  ErrorCode code;
  std::string message;  // what happened, to what, and what to do about it
};

// The value, or the reason there is none. The caller must look. A two-valued answer is an enum:
// with Result<bool>, `if (result)` would not mean what it says.
template <typename T>
  requires(!std::same_as<T, bool>)
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace qingxin
