// SPDX-License-Identifier: Apache-2.0
#include "http/head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

tl::unexpected<wire::Problem> malformed(std::string message, std::string field = {}) {
  return problem(ProblemCode::malformed_head, std::move(message), std::move(field));
}

// RFC 9110 section 5.6.2.
bool is_token_byte(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
  return c != '\0' && std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_byte);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// Blanks as HTTP has them: the space and the tab.
std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Method method_named(std::string_view name) {
  for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                              Method::remove, Method::options})
    if (name == to_string(method)) return method;
  return Method::other;
}

bool is_target_byte(char c) {
  return c > ' ' && c < 0x7F && std::string_view{"\"<>\\^`{|}#"}.find(c) == std::string_view::npos;
}

Outcome<void> read_target(std::string_view target, const HeadLimits& limits, Head& head) {
  if (target.size() > limits.target)
    return problem(ProblemCode::target_too_long,
                   fmt::format("地址长 {} 字节，最多 {}", target.size(), limits.target));
  const bool is_star = target == "*" && head.method == Method::options;
  if (!is_star && (target.empty() || target.front() != '/'))
    return malformed(fmt::format("请求行的地址「{}」应以 / 开头，不写协议和主机",
                                 shortened(printable(target), 60)));
  if (!std::all_of(target.begin(), target.end(), is_target_byte))
    return malformed("请求行的地址里有不允许的字节；中文和特殊符号请写成百分号编码");
  head.target = std::string(target);
  return {};
}

Outcome<void> read_request_line(std::string_view line, const HeadLimits& limits, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return malformed("第 1 行应为「方法 地址 HTTP/1.1」，各隔一个空格");
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || method.size() > 32)
    return malformed("第 1 行的方法不对，应为 GET、POST 等");
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return malformed(fmt::format("只支持 HTTP/1.1 和 HTTP/1.0，不支持「{}」",
                                 shortened(printable(version), 20)));
  head.method = method_named(method);
  head.method_name = std::string(method);
  head.minor_version = version.back() - '0';
  return read_target(line.substr(first + 1, last - first - 1), limits, head);
}

Outcome<void> read_field(std::string_view line, int number, Head& head) {
  if (line.front() == ' ' || line.front() == '\t')
    return malformed(fmt::format("第 {} 行以空格开头：标头不得折行", number));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return malformed(fmt::format("第 {} 行不是「名: 值」；名里和冒号前不得有空格", number));
  head.fields.push_back(
      {lower(line.substr(0, colon)), std::string(without_blanks(line.substr(colon + 1)))});
  return {};
}

int count_of(const Head& head, std::string_view name) {
  return static_cast<int>(std::count_if(head.fields.begin(), head.fields.end(),
                                        [&](const Field& field) { return field.name == name; }));
}

// Those of which two would be two answers to one question.
constexpr std::array<std::string_view, 12> kOnce{
    "host",   "content-length",   "transfer-encoding", "content-type",  "content-encoding",
    "expect", "authorization",    "x-csrf-token",      "if-none-match", "x-request-id",
    "cookie", "x-forwarded-proto"};

Outcome<void> check_counts(const Head& head) {
  for (const std::string_view name : kOnce)
    if (count_of(head, name) > 1)
      return malformed(fmt::format("标头 {} 写了两次以上，只能写一次", name), std::string(name));
  if (head.minor_version == 1 && count_of(head, "host") == 0)
    return malformed("缺少标头 Host", "host");
  return {};
}

Outcome<void> read_content_length(Head& head) {
  if (count_of(head, "content-length") == 0) return {};
  const std::string_view text = head.field("content-length");
  std::uint64_t length = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, length);
  if (text.empty() || error != std::errc{} || stop != end || length > INT64_MAX)
    return malformed(
        fmt::format("Content-Length「{}」应为一个整数", shortened(printable(text), 40)),
        "content-length");
  head.content_length = length;
  return {};
}

Outcome<void> read_framing(Head& head) {
  const Outcome<void> length = read_content_length(head);
  if (!length) return length;
  if (count_of(head, "transfer-encoding") > 0) {
    if (head.content_length)
      return malformed("Content-Length 和 Transfer-Encoding 只能写一个", "transfer-encoding");
    if (head.minor_version == 0)
      return malformed("HTTP/1.0 没有 Transfer-Encoding", "transfer-encoding");
    if (lower(head.field("transfer-encoding")) != "chunked")
      return malformed("Transfer-Encoding 只支持 chunked", "transfer-encoding");
    head.is_chunked = true;
  }
  if (count_of(head, "expect") > 0) {
    if (lower(head.field("expect")) != "100-continue")
      return problem(ProblemCode::expectation_failed, "Expect 只支持 100-continue", "expect");
    head.expects_continue = head.minor_version == 1;
  }
  return {};
}

// Connection is a list: "keep-alive, te".
void read_connection(Head& head) {
  head.keeps_alive = head.minor_version == 1;
  for (const Field& field : head.fields) {
    if (field.name != "connection") continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string option = lower(without_blanks(rest.substr(0, comma)));
      if (option == "close") {
        head.keeps_alive = false;
        return;
      }
      if (option == "keep-alive") head.keeps_alive = true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
}

}  // namespace

Outcome<void> check_beginning(std::string_view bytes) {
  int line = 1;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] != '\n')
      return malformed(fmt::format("第 {} 行里有单独的回车符", line));
    if (c == '\n') {
      if (i == 0 || bytes[i - 1] != '\r')
        return malformed(fmt::format("第 {} 行只以换行符结尾，应以回车换行结尾", line));
      ++line;
    } else if ((c >= 0 && c < ' ' && c != '\t' && c != '\r') || c == 0x7F) {
      return malformed(
          fmt::format("第 {} 行里有控制字符（0x{:02x}）", line, static_cast<unsigned char>(c)));
    }
  }
  return {};
}

Outcome<Head> parse_head(std::string_view bytes, const HeadLimits& limits) {
  const Outcome<void> beginning = check_beginning(bytes);
  if (!beginning) return tl::unexpected(beginning.error());
  if (!bytes.ends_with("\r\n\r\n") || bytes.find("\r\n\r\n") + 4 != bytes.size())
    return malformed("请求头没有完整地以空行结束");
  bytes.remove_suffix(2);
  Head head;
  for (int number = 1; !bytes.empty(); ++number) {
    const std::size_t end = bytes.find("\r\n");
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    if (head.fields.size() == limits.fields)
      return problem(ProblemCode::head_too_large,
                     fmt::format("标头多于 {} 个，请减少", limits.fields));
    const Outcome<void> read =
        number == 1 ? read_request_line(line, limits, head) : read_field(line, number, head);
    if (!read) return tl::unexpected(read.error());
  }
  for (const auto& step : {check_counts(head), read_framing(head)})
    if (!step) return tl::unexpected(step.error());
  read_connection(head);
  return head;
}

}  // namespace qingxin::http
