// SPDX-License-Identifier: Apache-2.0
#include "documents/square_code.h"

#include <fmt/format.h>
#include <qrencode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

#include "base/check.h"

namespace qingxin::documents {

namespace {

constexpr int kBorder = 4;          // cells, as the standard asks
constexpr int kCellDots = 8;        // of the picture, so that it stays sharp on paper
constexpr std::size_t kMost = 500;  // characters; more makes cells too small to read off paper

using CodePtr = std::unique_ptr<QRcode, decltype([](QRcode* code) { QRcode_free(code); })>;

bool is_dark_at(const SquareCode& code, int row, int column) {
  const auto is_inside = [&](int at) { return at >= 0 && at < code.width; };
  return is_inside(row) && is_inside(column) &&
         code.is_dark[static_cast<std::size_t>(row * code.width + column)];
}

void append_big_endian(std::string& bytes, std::uint32_t number) {
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 0xFFU);
}

// PNG (ISO/IEC 15948): length, kind, content, check sum.
void append_chunk(std::string& png, std::string_view kind, std::string_view content) {
  append_big_endian(png, static_cast<std::uint32_t>(content.size()));
  const std::string summed = std::string(kind) + std::string(content);
  png += summed;
  append_big_endian(
      png, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(summed.data()),
                                            static_cast<uInt>(summed.size()))));
}

// One bit a dot, light is 1; each line begins with the filter 0.
std::string dots_of(const SquareCode& code) {
  const int cells = code.width + 2 * kBorder;
  std::string dots;
  for (int row = 0; row < cells; ++row) {
    std::string line(1, '\0');
    // Eight dots a cell: one byte.
    for (int column = 0; column < cells; ++column)
      line += is_dark_at(code, row - kBorder, column - kBorder) ? '\x00' : '\xFF';
    for (int i = 0; i < kCellDots; ++i) dots += line;
  }
  return dots;
}

std::string packed(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  check(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                 reinterpret_cast<const Bytef*>(bytes.data()),
                 static_cast<uLong>(bytes.size())) == Z_OK);
  out.resize(size);
  return out;
}

}  // namespace

Result<SquareCode> square_code(std::string_view text) {
  const bool is_plain =
      std::ranges::all_of(text, [](char letter) { return letter >= 0x20 && letter < 0x7F; });
  if (!is_plain || text.empty() || text.size() > kMost)
    return fail(ErrorCode::invalid_input,
                fmt::format("二维码只写 1 到 {} 个 ASCII 字符，收到 {} 字节", kMost, text.size()));
  const CodePtr made(QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M));
  if (!made) return fail(ErrorCode::unavailable, "二维码画不出来：内存不足");
  SquareCode code{.width = made->width, .is_dark = {}};
  const int cells = made->width * made->width;
  for (int i = 0; i < cells; ++i) code.is_dark.push_back((made->data[i] & 1U) != 0);
  return code;
}

std::string svg_of(const SquareCode& code) {
  const int side = code.width + 2 * kBorder;
  std::string path;
  for (int row = 0; row < code.width; ++row)
    for (int column = 0; column < code.width; ++column)
      if (is_dark_at(code, row, column))
        path += fmt::format("M{} {}h1v1h-1z", column + kBorder, row + kBorder);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" width=\"{1}\" "
      "height=\"{1}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"二维码\">"
      "<path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/><path d=\"{2}\"/></svg>",
      side, side * 3, path);
}

std::string png_of(const SquareCode& code) {
  const auto side = static_cast<std::uint32_t>((code.width + 2 * kBorder) * kCellDots);
  std::string header;
  append_big_endian(header, side);
  append_big_endian(header, side);
  header += std::string("\x01\x00\x00\x00\x00", 5);  // one bit, grey, no interlacing
  std::string png = "\x89PNG\r\n\x1A\n";
  append_chunk(png, "IHDR", header);
  append_chunk(png, "IDAT", packed(dots_of(code)));
  append_chunk(png, "IEND", "");
  return png;
}

}  // namespace qingxin::documents
