// SPDX-License-Identifier: Apache-2.0
#include "feeds/charset.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <future>
#include <memory>
#include <mutex>
#include <vector>

#include "base/text.h"
#include "feeds/nameless_file.h"

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

// `all` is the file that the bytes are a part of.
Result<std::string> from_gb18030(std::string_view bytes, std::string_view all,
                                 std::string_view file) {
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
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} 第 {} 行既不是 UTF-8 也不是 GB18030；请另存为 UTF-8 编码的 CSV", file,
                    line_of(all, static_cast<std::size_t>(bytes.data() - all.data()) +
                                     bytes.size() - in_left)));
  text.resize(text.size() - out_left);
  return text;
}

}  // namespace

namespace {

constexpr char kQuote = '"';

Decoded owned(std::string text) {
  auto converted = std::make_unique<std::string>(std::move(text));
  const std::string_view view = *converted;
  return {std::move(converted), view, view.find(kQuote) != std::string_view::npos};
}

// What one look at the bytes of a file tells.
struct Seen {
  bool has_zeros = false;
  bool has_quotes = false;
  bool is_utf8 = true;

  Seen& operator+=(const Seen& other) {
    has_zeros = has_zeros || other.has_zeros;
    has_quotes = has_quotes || other.has_quotes;
    is_utf8 = is_utf8 && other.is_utf8;
    return *this;
  }
};

// So many bytes stay in the nearest cache while they are looked at three times.
constexpr std::size_t kBytesLookedAt = 1 << 14;

// Where to cut within a character is not: before the character that stands at `at`.
std::size_t before_character(std::string_view bytes, std::size_t at) {
  constexpr std::size_t kContinuationsMax = 3;
  for (std::size_t back = 0; back < kContinuationsMax && at < bytes.size(); ++back, --at)
    if ((static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80) return at;
  return at;
}

Seen look_at(std::string_view bytes) {
  Seen seen;
  while (!bytes.empty()) {
    const std::string_view next = bytes.substr(0, before_character(bytes, kBytesLookedAt));
    bytes.remove_prefix(next.size());
    seen += {.has_zeros = next.find('\0') != std::string_view::npos,
             .has_quotes = next.find(kQuote) != std::string_view::npos,
             .is_utf8 = is_utf8(next)};
  }
  return seen;
}

// look_at() of a large file by several threads, part by part; a part ends with a line.
Seen look_at_parts(std::string_view bytes, int threads, const PartSeen& on_part_seen) {
  constexpr std::size_t kPartBytes = std::size_t{4} << 20;
  std::mutex cutting;
  const auto work = [&] {
    Seen seen;
    while (true) {
      std::string_view part;
      {
        const std::lock_guard lock(cutting);
        const std::size_t end = bytes.find('\n', kPartBytes);
        part = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
        bytes.remove_prefix(part.size());
      }
      if (part.empty()) return seen;
      seen += look_at(part);
      on_part_seen(part);
    }
  };
  std::vector<std::future<Seen>> others;
  for (int i = 1; i < threads && bytes.size() > kPartBytes; ++i)
    others.push_back(std::async(std::launch::async, work));
  Seen seen = work();
  for (std::future<Seen>& other : others) seen += other.get();
  return seen;
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
  return decode(bytes, file, threads, [](std::string_view) {});
}

namespace {

// Bytes that are no UTF-8, or the answer.
struct Looked {
  std::optional<Decoded> decoded;
  std::string_view foreign = {};
};

Result<Looked> look(std::string_view bytes, std::string_view file, int threads,
                    const PartSeen& on_part_seen) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 是 UTF-16 编码；请另存为 UTF-8 编码的 CSV", file));
  const bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
  if (has_mark) bytes.remove_prefix(3);
  const Seen seen = look_at_parts(bytes, threads, on_part_seen);
  if (seen.has_zeros)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("{} 第 {} 行有 NUL 字节，不是文本文件，或是 UTF-16 编码；请重新导出，另存为 "
                    "UTF-8 编码的 CSV",
                    file, line_of(bytes, bytes.find('\0'))));
  if (seen.is_utf8) return Looked{with_line_feeds(Decoded{{}, bytes, seen.has_quotes, {}})};

  const int utf8_line = has_mark ? 1 : first_utf8_line(bytes);
  if (utf8_line != 0)
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 混用了两种编码：第 {} 行是 UTF-8，第 {} 行不是；"
                            "请把各部分分别另存为 UTF-8 后再合并",
                            file, utf8_line, first_line_that_is_not_utf8(bytes)));
  return Looked{std::nullopt, bytes};
}

Result<Decoded> converted(std::string_view bytes, std::string_view file) {
  Result<std::string> text = from_gb18030(bytes, bytes, file);
  if (!text) return tl::unexpected(text.error());
  return with_line_feeds(owned(std::move(*text)));
}

// Part by part; a part ends with a line, and no byte of a character looks like the end of one.
Result<Decoded> converted_aside(std::string_view bytes, std::string_view file,
                                const PartSeen& on_part_seen, const std::filesystem::path& folder) {
  constexpr std::size_t kPartBytes = std::size_t{1} << 16;
  NamelessFile aside(folder);
  Decoded decoded;
  for (std::string_view left = bytes; !left.empty();) {
    const std::size_t end = left.find('\n', kPartBytes);
    const std::string_view part = left.substr(0, end == std::string_view::npos ? end : end + 1);
    left.remove_prefix(part.size());
    const Result<std::string> text = from_gb18030(part, bytes, file);
    if (!text) return tl::unexpected(text.error());
    decoded.has_quotes = decoded.has_quotes || text->find(kQuote) != std::string::npos;
    if (const Result<void> kept = aside.append(*text); !kept) return tl::unexpected(kept.error());
    on_part_seen(part);
  }
  Result<FileBytes> mapped = FileBytes::of(aside.descriptor());
  if (!mapped) return tl::unexpected(mapped.error());
  decoded.aside.emplace(*std::move(mapped));
  decoded.text = decoded.aside->view();
  return decoded;
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view file, int threads,
                       const PartSeen& on_part_seen) {
  Result<Looked> looked = look(bytes, file, threads, on_part_seen);
  if (!looked) return tl::unexpected(looked.error());
  if (looked->decoded) return *std::move(looked->decoded);
  return converted(looked->foreign, file);
}

Result<Decoded> decode_aside(std::string_view bytes, std::string_view file, int threads,
                             const PartSeen& on_part_seen, const std::filesystem::path& folder) {
  Result<Looked> looked = look(bytes, file, threads, on_part_seen);
  if (!looked) return tl::unexpected(looked.error());
  if (looked->decoded) return *std::move(looked->decoded);
  if (looked->foreign.find('\n') == std::string_view::npos) return converted(looked->foreign, file);
  return converted_aside(looked->foreign, file, on_part_seen, folder);
}

}  // namespace qingxin::feeds
