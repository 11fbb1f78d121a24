// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/negotiation.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

tl::unexpected<wire::Problem> malformed(std::string message, std::string field = {}) {
  return problem(ProblemCode::malformed_multipart, std::move(message), std::move(field));
}

// RFC 2046 section 5.1.1, without the space.
bool is_boundary_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c != '\0' && std::string_view{"'()+_,-./:=?"}.find(c) != std::string_view::npos);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

Outcome<void> read_disposition(std::string_view value, int part, PartHead& head) {
  if (media_type_of(value) != "form-data")
    return malformed(fmt::format("第 {} 个部分的 Content-Disposition 应为 form-data", part));
  head.name = parameter_of(value, "name");
  head.filename = parameter_of(value, "filename");
  if (head.name.empty()) return malformed(fmt::format("第 {} 个部分没有 name", part));
  if (!is_utf8(value))
    return problem(ProblemCode::not_utf8, fmt::format("第 {} 个部分的名字不是 UTF-8", part));
  if (head.name.size() > 100)
    return malformed(fmt::format("第 {} 个部分的 name 长于 100 字节", part));
  const bool has_path = head.filename.find_first_of("/\\") != std::string::npos ||
                        head.filename == "." || head.filename == "..";
  if (has_path || head.filename.size() > 255 || has_control(head.filename))
    return malformed(fmt::format("文件名「{}」不得带路径或控制字符，最长 255 字节",
                                 shortened(printable(head.filename), 60)),
                     head.name);
  return {};
}

// "Content-Disposition: form-data; name=…" and so on, each line with its end.
Outcome<PartHead> read_part_head(std::string_view lines, int part) {
  PartHead head;
  bool has_disposition = false;
  bool has_type = false;
  while (!lines.empty()) {
    const std::size_t end = lines.find("\r\n");
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end + 2);
    const std::size_t colon = line.find(':');
    if (has_control(line) || colon == std::string_view::npos || colon == 0)
      return malformed(fmt::format("第 {} 个部分的标头不是「名: 值」", part));
    const std::string name = in_lower_case(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "content-disposition") {
      if (std::exchange(has_disposition, true))
        return malformed(fmt::format("第 {} 个部分有两个 Content-Disposition", part));
      if (const Outcome<void> read = read_disposition(value, part, head); !read)
        return tl::unexpected(read.error());
    } else if (name == "content-type") {
      if (std::exchange(has_type, true))
        return malformed(fmt::format("第 {} 个部分有两个 Content-Type", part));
      head.content_type = media_type_of(value);
    } else if (name == "content-transfer-encoding" && in_lower_case(value) != "binary" &&
               in_lower_case(value) != "8bit" && in_lower_case(value) != "7bit") {
      return malformed(fmt::format("第 {} 个部分不得再编码（Content-Transfer-Encoding）", part));
    }
  }
  if (!has_disposition) return malformed(fmt::format("第 {} 个部分没有 Content-Disposition", part));
  return head;
}

}  // namespace

Outcome<std::string> MultipartReader::boundary_of(std::string_view content_type) {
  const std::string boundary = parameter_of(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70 ||
      !std::all_of(boundary.begin(), boundary.end(), is_boundary_byte))
    return malformed("Content-Type 里的 boundary 应有 1 至 70 个字母、数字或 '()+_,-./:=? ",
                     "content-type");
  return boundary;
}

// The first boundary stands at the very beginning: as if a line had ended before it.
MultipartReader::MultipartReader(std::string_view boundary, const MultipartLimits& limits,
                                 PartSink& sink)
    : delimiter_("\r\n--" + std::string(boundary)), limits_(limits), sink_(sink), held_("\r\n") {}

Outcome<void> MultipartReader::take(std::string_view piece) {
  held_.erase(0, at_);
  at_ = 0;
  held_.append(piece);
  for (;;) {
    const Outcome<Step> done = step();
    if (!done) return tl::unexpected(done.error());
    if (*done == Step::wants_more) return {};
  }
}

Outcome<void> MultipartReader::end() {
  if (state_ == State::closed) return {};
  return malformed("没有结束的分界行，内容不完整");
}

Outcome<MultipartReader::Step> MultipartReader::step() {
  switch (state_) {
    case State::start: return step_start();
    case State::after_boundary: return step_after_boundary();
    case State::head: return step_head();
    case State::body: return step_body();
    case State::closed: return step_closed();
  }
  return Step::wants_more;
}

Outcome<MultipartReader::Step> MultipartReader::step_start() {
  const std::size_t there = std::min(held_.size(), delimiter_.size());
  if (held_.compare(0, there, delimiter_, 0, there) != 0)
    return malformed("应以 Content-Type 里写的分界行开头");
  if (there < delimiter_.size()) return Step::wants_more;
  at_ = delimiter_.size();
  state_ = State::after_boundary;
  return Step::on;
}

Outcome<MultipartReader::Step> MultipartReader::step_after_boundary() {
  const std::string_view rest = std::string_view(held_).substr(at_);
  if (rest.size() < 2) return Step::wants_more;
  at_ += 2;
  if (rest.starts_with("--")) {
    state_ = State::closed;
    return Step::on;
  }
  if (!rest.starts_with("\r\n")) return malformed("分界行后面多了内容");
  if (++parts_ > limits_.parts)
    return malformed(fmt::format("多于 {} 个部分，请分开报送", limits_.parts));
  state_ = State::head;
  return Step::on;
}

Outcome<MultipartReader::Step> MultipartReader::step_head() {
  const std::string_view rest = std::string_view(held_).substr(at_);
  const std::size_t end = rest.find("\r\n\r\n");
  // The last three bytes may be the beginning of the end.
  const bool is_too_long = end == std::string_view::npos ? rest.size() > limits_.head_bytes + 3
                                                         : end > limits_.head_bytes;
  if (is_too_long)
    return malformed(fmt::format("第 {} 个部分的标头长于 {} 字节", parts_, limits_.head_bytes));
  if (rest.starts_with("\r\n"))
    return malformed(fmt::format("第 {} 个部分没有 Content-Disposition", parts_));
  if (end == std::string_view::npos) return Step::wants_more;
  const Outcome<PartHead> head = read_part_head(rest.substr(0, end + 2), parts_);
  if (!head) return tl::unexpected(head.error());
  if (const Outcome<void> begun = sink_.begin(*head); !begun) return tl::unexpected(begun.error());
  at_ += end + 4;
  state_ = State::body;
  return Step::on;
}

Outcome<MultipartReader::Step> MultipartReader::step_body() {
  const std::string_view rest = std::string_view(held_).substr(at_);
  const std::size_t end = rest.find(delimiter_);
  // What could be the beginning of a boundary waits for what comes next.
  const std::size_t sure = end != std::string_view::npos     ? end
                           : rest.size() < delimiter_.size() ? 0
                                                             : rest.size() - delimiter_.size() + 1;
  if (sure > 0)
    if (const Outcome<void> written = sink_.write(rest.substr(0, sure)); !written)
      return tl::unexpected(written.error());
  at_ += sure;
  if (end == std::string_view::npos) return Step::wants_more;
  at_ += delimiter_.size();
  if (const Outcome<void> ended = sink_.end(); !ended) return tl::unexpected(ended.error());
  state_ = State::after_boundary;
  return Step::on;
}

// One line end may follow.
Outcome<MultipartReader::Step> MultipartReader::step_closed() {
  const std::string_view rest = std::string_view(held_).substr(at_);
  if (!std::string_view("\r\n").starts_with(rest)) return malformed("结束的分界行后面多了内容");
  return Step::wants_more;
}

}  // namespace qingxin::http
