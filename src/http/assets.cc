// SPDX-License-Identifier: Apache-2.0
#include "http/assets.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "http/negotiation.h"

// The assembler puts the files into the program: of any size, and at once.
__asm__(R"(
  .section .rodata
  .global qingxin_contract_begin
  .global qingxin_contract_end
qingxin_contract_begin:
  .incbin "api/openapi.yaml"
qingxin_contract_end:
  .byte 0
  .global qingxin_front_page_begin
  .global qingxin_front_page_end
qingxin_front_page_begin:
  .incbin "src/http/front_page.html"
qingxin_front_page_end:
  .byte 0
  .text
)");

extern "C" {
extern const char qingxin_contract_begin[];
extern const char qingxin_contract_end[];
extern const char qingxin_front_page_begin[];
extern const char qingxin_front_page_end[];
}

namespace qingxin::http {

namespace {

constexpr int kSmallest = 9;

Asset asset(const char* begin, const char* end, std::string_view content_type) {
  const std::string_view bytes(begin, static_cast<std::size_t>(end - begin));
  return {.bytes = bytes,
          .content_type = content_type,
          .zipped = gzip(bytes, kSmallest),
          .etag = fmt::format("\"{}\"", hex(sm3(bytes), 8))};
}

}  // namespace

const Asset& contract() {
  static const Asset kAsset =
      asset(qingxin_contract_begin, qingxin_contract_end, "application/yaml; charset=utf-8");
  return kAsset;
}

const Asset& front_page() {
  static const Asset kAsset =
      asset(qingxin_front_page_begin, qingxin_front_page_end, "text/html; charset=utf-8");
  return kAsset;
}

Response response_of(const Asset& asset, const Request& request) {
  Response response;
  const bool is_zipped = accepts_gzip(request.head.field("accept-encoding"));
  // Two forms of one file are two entities.
  std::string etag = asset.etag;
  if (is_zipped) etag.insert(etag.size() - 1, "-gz");
  response.content_type = std::string(asset.content_type);
  response.set("ETag", etag);
  response.set("Vary", "Accept-Encoding");
  response.set("Cache-Control", "no-cache");
  if (is_zipped) response.set("Content-Encoding", "gzip");
  response.body = is_zipped ? asset.zipped : std::string(asset.bytes);
  return response;
}

}  // namespace qingxin::http
