// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wire/problem.h"

// multipart/form-data (RFC 7578), read as it comes: the memory is the head of one part, or the
// length of a boundary.
namespace qingxin::http {

struct PartHead {
  std::string name;          // of the field, UTF-8
  std::string filename;      // UTF-8, without a path; empty: the part is a text
  std::string content_type;  // lower case, without parameters; empty: it does not say
};

struct MultipartLimits {
  int parts = 200;
  std::size_t head_bytes = 4096;  // of one part
};

// What the parts are handed to, one after the other.
class PartSink {
 public:
  virtual ~PartSink() = default;
  virtual wire::Outcome<void> begin(const PartHead& head) = 0;
  virtual wire::Outcome<void> write(std::string_view bytes) = 0;
  virtual wire::Outcome<void> end() = 0;
};

class MultipartReader {
 public:
  // The boundary of a Content-Type field. The problem says what is wrong with it.
  static wire::Outcome<std::string> boundary_of(std::string_view content_type);

  MultipartReader(std::string_view boundary, const MultipartLimits& limits, PartSink& sink);

  // The next bytes, cut anywhere. After a problem nothing more may be given. Refused, among others:
  // text before the first boundary or behind the last, a part without a name or with two heads of
  // one kind, a file name with a path, more parts or longer heads than the limits.
  wire::Outcome<void> take(std::string_view piece);
  // Whether the closing boundary was there.
  wire::Outcome<void> end();

 private:
  enum class State : unsigned char { start, after_boundary, head, body, closed };

  enum class Step : unsigned char { on, wants_more };
  wire::Outcome<Step> step();
  wire::Outcome<Step> step_start();
  wire::Outcome<Step> step_after_boundary();
  wire::Outcome<Step> step_head();
  wire::Outcome<Step> step_body();
  wire::Outcome<Step> step_closed();

  const std::string delimiter_;  // "\r\n--boundary"
  const MultipartLimits limits_;
  PartSink& sink_;
  State state_ = State::start;
  int parts_ = 0;
  std::string held_;    // not yet understood
  std::size_t at_ = 0;  // what of it is done with
};

}  // namespace qingxin::http
