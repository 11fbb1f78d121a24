// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/result.h"

// What a client of the HTTP interface is told when he gets nothing else.
namespace qingxin::wire {

// Stable: clients compare these names. Documented in api/openapi.yaml, which a test compares.
enum class ProblemCode : unsigned char {
  malformed_head,
  malformed_body,
  malformed_json,
  malformed_multipart,
  malformed_path,
  invalid_input,
  unknown_parameter,
  unknown_field,
  missing_field,
  duplicate_field,
  wrong_type,
  out_of_range,
  too_deep,
  not_utf8,
  not_signed_in,
  not_permitted,
  bad_csrf_token,
  not_found,
  method_not_allowed,
  not_acceptable,
  timed_out,
  conflict,
  not_published,
  length_required,
  body_too_large,
  target_too_long,
  unsupported_media_type,
  expectation_failed,
  too_many_requests,
  head_too_large,
  internal,
  busy,
  unavailable,
};

// The name that is sent, and the status of HTTP it goes with (RFC 9110, RFC 6585).
struct ProblemKind {
  ProblemCode code;
  std::string_view name;
  int status;
};

inline constexpr std::array kProblemKinds{
    ProblemKind{ProblemCode::malformed_head, "malformed_head", 400},
    ProblemKind{ProblemCode::malformed_body, "malformed_body", 400},
    ProblemKind{ProblemCode::malformed_json, "malformed_json", 400},
    ProblemKind{ProblemCode::malformed_multipart, "malformed_multipart", 400},
    ProblemKind{ProblemCode::malformed_path, "malformed_path", 400},
    ProblemKind{ProblemCode::invalid_input, "invalid_input", 400},
    ProblemKind{ProblemCode::unknown_parameter, "unknown_parameter", 400},
    ProblemKind{ProblemCode::unknown_field, "unknown_field", 400},
    ProblemKind{ProblemCode::missing_field, "missing_field", 400},
    ProblemKind{ProblemCode::duplicate_field, "duplicate_field", 400},
    ProblemKind{ProblemCode::wrong_type, "wrong_type", 400},
    ProblemKind{ProblemCode::out_of_range, "out_of_range", 400},
    ProblemKind{ProblemCode::too_deep, "too_deep", 400},
    ProblemKind{ProblemCode::not_utf8, "not_utf8", 400},
    ProblemKind{ProblemCode::not_signed_in, "not_signed_in", 401},
    ProblemKind{ProblemCode::not_permitted, "not_permitted", 403},
    ProblemKind{ProblemCode::bad_csrf_token, "bad_csrf_token", 403},
    ProblemKind{ProblemCode::not_found, "not_found", 404},
    ProblemKind{ProblemCode::method_not_allowed, "method_not_allowed", 405},
    ProblemKind{ProblemCode::not_acceptable, "not_acceptable", 406},
    ProblemKind{ProblemCode::timed_out, "timed_out", 408},
    ProblemKind{ProblemCode::conflict, "conflict", 409},
    ProblemKind{ProblemCode::not_published, "not_published", 409},
    ProblemKind{ProblemCode::length_required, "length_required", 411},
    ProblemKind{ProblemCode::body_too_large, "body_too_large", 413},
    ProblemKind{ProblemCode::target_too_long, "target_too_long", 414},
    ProblemKind{ProblemCode::unsupported_media_type, "unsupported_media_type", 415},
    ProblemKind{ProblemCode::expectation_failed, "expectation_failed", 417},
    ProblemKind{ProblemCode::too_many_requests, "too_many_requests", 429},
    ProblemKind{ProblemCode::head_too_large, "head_too_large", 431},
    ProblemKind{ProblemCode::internal, "internal", 500},
    ProblemKind{ProblemCode::busy, "busy", 503},
    ProblemKind{ProblemCode::unavailable, "unavailable", 503},
};

constexpr const ProblemKind& kind_of(ProblemCode code) {
  return kProblemKinds[static_cast<std::size_t>(code)];
}

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kProblemKinds.size(); ++i)
    if (static_cast<std::size_t>(kProblemKinds[i].code) != i) return false;
  return true;
}
static_assert(is_in_order());

struct Problem {
  ProblemCode code;
  std::string message;     // Chinese: what, with what, and what to do
  std::string field = {};  // where: "/projects/3/name" in JSON (RFC 6901), a header, a parameter
  std::string basis = {};  // the law or contract that asks for it, where one does
  // What the machine said, with its paths and names of servers: for the log, never sent.
  std::string detail = {};
  int retry_after_s = 1;  // of too_many_requests: when it may be worth another try

  friend bool operator==(const Problem&, const Problem&) = default;
};

template <typename T>
using Outcome = tl::expected<T, Problem>;

inline tl::unexpected<Problem> problem(ProblemCode code, std::string message,
                                       std::string field = {}) {
  return tl::unexpected(Problem{code, std::move(message), std::move(field)});
}

// An error of a use case as a client sees it.
Problem problem_of(const Error& error);

// {"code", "message", "field", "basis"}; the last two are null when there is none.
std::string to_json(const Problem& problem);

}  // namespace qingxin::wire
