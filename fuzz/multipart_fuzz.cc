// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "base/check.h"
#include "fuzz/fuzz_input.h"
#include "http/multipart.h"

namespace {

using qingxin::http::MultipartReader;
using qingxin::wire::Outcome;

// All that came, written down.
class Notes : public qingxin::http::PartSink {
 public:
  std::string text;

  Outcome<void> begin(const qingxin::http::PartHead& head) override {
    qingxin::check(!head.name.empty() && head.filename.find('/') == std::string::npos);
    text += "[" + head.name + "|" + head.filename + "|" + head.content_type + "|";
    return {};
  }
  Outcome<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Outcome<void> end() override {
    text += "]";
    return {};
  }
};

// What came of it, and the problem, if there was one.
std::string read(std::string_view body, std::size_t step) {
  Notes notes;
  MultipartReader reader("X", {.parts = 5, .head_bytes = 300}, notes);
  for (std::size_t at = 0; at < body.size(); at += step)
    if (const Outcome<void> taken = reader.take(body.substr(at, step)); !taken) {
      qingxin::check(!taken.error().message.empty());
      return "refused";
    }
  if (!reader.end()) return "not ended: " + notes.text;
  return notes.text;
}

}  // namespace

// The body of a form with the boundary X: the same however it is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = qingxin::fuzz::text_of(data, size);
  const std::string whole = read(body, body.size() + 1);
  // A body that is cut off holds back what may be a boundary, one byte at a time or at once.
  qingxin::check(read(body, 1) == whole);
  qingxin::check(read(body, 7) == whole);
  static_cast<void>(MultipartReader::boundary_of(body));
  return 0;
}
