// SPDX-License-Identifier: Apache-2.0
#include "feeds/charset.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <memory>
#include <vector>

#include "base/text.h"

namespace qingxin::feeds {

namespace {

constexpr int kChineseCharactersForProof = 3;

// Three-byte sequences as UTF-8 writes Chinese. GB18030 text almost never looks like three of them
// in a row without a fault in the rest of the line.
int chinese_characters(std::string_view line) {
  int count = 0;
  for (const char c : line) count += (static_cast<unsigned char>(c) & 0xF0) == 0xE0;
  return count;
}

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
}

// The first line that is UTF-8 beyond doubt, or 0.
int first_utf8_line(std::string_view bytes) {
  int number = 0;
  while (!bytes.empty()) {
    ++number;
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (chinese_characters(line) >= kChineseCharactersForProof && is_utf8(line)) return number;
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
  }
  return 0;
}

int first_line_that_is_not_utf8(std::string_view bytes) {
  int number = 0;
  while (!bytes.empty()) {
    ++number;
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (!is_utf8(line)) return number;
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
  }
  return number;
}

Result<std::string> from_gb18030(std::string_view bytes, std::string_view file) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1))
    return fail(ErrorCode::unavailable, "本机没有 GB18030 编码转换，请安装 glibc 的字符集支持");
  std::string text(bytes.size() * 2 + 16, '\0');
  char* in = const_cast<char*>(bytes.data());
  std::size_t in_left = bytes.size();
  char* out = text.data();
  std::size_t out_left = text.size();
  const std::size_t outcome = iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  if (outcome == static_cast<std::size_t>(-1))
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 第 {} 行既不是 UTF-8 也不是 GB18030；请另存为 UTF-8 编码的 CSV",
                            file, line_of(bytes, bytes.size() - in_left)));
  text.resize(text.size() - out_left);
  return text;
}

}  // namespace

namespace {

Decoded owned(std::string text) {
  auto converted = std::make_unique<std::string>(std::move(text));
  const std::string_view view = *converted;
  return {std::move(converted), view};
}

// is_utf8() of a large file, part by part; a part ends with a line.
bool is_utf8_in_parts(std::string_view bytes, int threads) {
  constexpr std::size_t kPartBytesMin = std::size_t{4} << 20;
  const std::size_t size =
      std::max(kPartBytesMin, bytes.size() / static_cast<std::size_t>(threads) + 1);
  std::vector<std::future<bool>> parts;
  while (bytes.size() > size) {
    const std::size_t end = bytes.find('\n', size);
    if (end == std::string_view::npos) break;
    parts.push_back(std::async(std::launch::async, is_utf8, bytes.substr(0, end + 1)));
    bytes.remove_prefix(end + 1);
  }
  bool is_valid = is_utf8(bytes);
  for (std::future<bool>& part : parts) is_valid = part.get() && is_valid;
  return is_valid;
}

// Lines that end with CR alone, as old spreadsheets on a Mac wrote them.
Decoded with_line_feeds(Decoded decoded) {
  const bool has_only_returns = decoded.text.find('\n') == std::string_view::npos &&
                                decoded.text.find('\r') != std::string_view::npos;
  if (!has_only_returns) return decoded;
  std::string lines(decoded.text);
  std::ranges::replace(lines, '\r', '\n');
  return owned(std::move(lines));
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view file, int threads) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 是 UTF-16 编码；请另存为 UTF-8 编码的 CSV", file));
  const void* nul = bytes.empty() ? nullptr : std::memchr(bytes.data(), '\0', bytes.size());
  if (nul != nullptr) {
    const auto at = static_cast<std::size_t>(static_cast<const char*>(nul) - bytes.data());
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} 第 {} 行有 NUL 字节，不是文本文件，或是 UTF-16 编码；请重新导出，另存为 "
                    "UTF-8 编码的 CSV",
                    file, line_of(bytes, at)));
  }
  const bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
  if (has_mark) bytes.remove_prefix(3);
  if (is_utf8_in_parts(bytes, threads)) return with_line_feeds(Decoded{{}, bytes});

  const int utf8_line = has_mark ? 1 : first_utf8_line(bytes);
  if (utf8_line != 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 混用了两种编码：第 {} 行是 UTF-8，第 {} 行不是；"
                            "请把各部分分别另存为 UTF-8 后再合并",
                            file, utf8_line, first_line_that_is_not_utf8(bytes)));
  Result<std::string> converted = from_gb18030(bytes, file);
  if (!converted) return tl::unexpected(converted.error());
  return with_line_feeds(owned(std::move(*converted)));
}

}  // namespace qingxin::feeds
