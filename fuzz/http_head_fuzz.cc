// SPDX-License-Identifier: Apache-2.0
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdlib>

#include "base/check.h"
#include "fuzz/fuzz_input.h"
#include "http/head.h"
#include "http/target.h"

namespace {

namespace beast = boost::beast;

std::size_t fields_of(const beast::http::request_parser<beast::http::buffer_body>& parser) {
  std::size_t count = 0;
  for (const auto& field : parser.get()) count += field.name_string().empty() ? 0 : 1;
  return count;
}

// Whoever reads the body has to see the same request as we do.
void compare(const qingxin::http::Head& head, std::string_view bytes) {
  beast::http::request_parser<beast::http::buffer_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(bytes.size() + 1));
  parser.body_limit(boost::none);
  boost::system::error_code error;
  const std::size_t read = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error) return;  // refused all the same
  qingxin::check(parser.is_header_done() && read == bytes.size());
  qingxin::check(parser.get().target() == head.target);
  qingxin::check(parser.get().method_string() == head.method_name);
  qingxin::check(fields_of(parser) == head.fields.size());
  qingxin::check(parser.chunked() == head.is_chunked);
  if (!head.is_chunked && head.content_length.value_or(0) > 0)
    qingxin::check(parser.content_length() == *head.content_length);
  if (!head.has_body() && !head.content_length) qingxin::check(parser.is_done());
}

}  // namespace

// The head of a request, then its address.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all = qingxin::fuzz::text_of(data, size);
  const std::size_t end = all.find("\r\n\r\n");
  const std::string_view bytes = end == std::string_view::npos ? all : all.substr(0, end + 4);
  const auto head = qingxin::http::parse_head(bytes, {.fields = 100, .target = 8192});
  if (!head) {
    qingxin::check(!head.error().message.empty());
    return 0;
  }
  qingxin::check(qingxin::http::check_beginning(bytes).has_value());
  compare(*head, bytes);
  const auto target = qingxin::http::parse_target(head->target);
  qingxin::check(target || !target.error().message.empty());
  return 0;
}
