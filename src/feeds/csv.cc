// SPDX-License-Identifier: Apache-2.0
#include "feeds/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "base/bytes.h"
#include "base/text.h"

namespace qingxin::feeds {

namespace {

constexpr std::size_t kBytesToGuessSeparator = 1 << 14;

char separator_of(std::string_view text) {
  const std::string_view head = text.substr(0, kBytesToGuessSeparator);
  const auto tabs = std::ranges::count(head, '\t');
  const auto commas = std::ranges::count(head, ',');
  return tabs > commas ? '\t' : ',';
}

std::string too_many_columns() {
  return fmt::format("超过 {} 列；请检查分隔符和换行", kColumnsMax);
}

// The bytes that a space can begin or end with.
constexpr std::array<bool, 256> kMayBeSpace = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t byte = 0; byte <= ' '; ++byte) bytes[byte] = true;
  for (const std::size_t byte : {0xC2U, 0xA0U, 0xE3U, 0x80U, 0xEFU, 0xBFU}) bytes[byte] = true;
  return bytes;
}();

constexpr bool may_be_space(char c) {
  return kMayBeSpace[static_cast<unsigned char>(c)];
}

// trim() with the common case, nothing to trim, decided by two bytes. The cell is written part by
// part: one that is put together first and then copied costs more than all the rest here.
inline void put(Cell& cell, const char* from, const char* to) {
  std::size_t size = static_cast<std::size_t>(to - from);
  if (size != 0 && (may_be_space(from[0]) || may_be_space(to[-1]))) {
    const std::string_view text = trim({from, size});
    from = text.data();
    size = text.size();
  }
  cell.text = std::string_view(from, size);
  cell.form = CellForm::text;
}

// Cells that no column can hold are passed over, one like the other: they count as the last one.
std::size_t pass_over_cells(SheetRow& row) {
  if (row.fault.empty()) row.fault = too_many_columns();
  return kColumnsMax;
}

// Where 64 bytes of a text have separators and line feeds, bit by bit. The end of the text counts
// as a line feed.
struct Marks {
  std::uint64_t separators = 0;
  std::uint64_t ends = 0;
};

inline Marks marks_of(const char* at, const char* end, char separator) {
  if (static_cast<std::size_t>(end - at) >= kBlockBytes) {
    __builtin_prefetch(at + 1024);
    const Block block(at);
    return {block.equal(separator), block.equal('\n')};
  }
  std::array<char, kBlockBytes> last{};
  std::copy(at, end, last.begin());
  last[static_cast<std::size_t>(end - at)] = '\n';
  const Block block(last.data());
  return {block.equal(separator), block.equal('\n')};
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string_view file)
    : CsvReader(Decoded{{}, text, text.find('"') != std::string_view::npos}, file) {}

CsvReader::CsvReader(const Decoded& decoded, std::string_view file)
    : text_(decoded.text),
      file_(file),
      separator_(separator_of(decoded.text)),
      has_quotes_(decoded.has_quotes) {}

CsvReader::CsvReader(const Lines& lines)
    : text_(lines.text), separator_(lines.separator), has_quotes_(false), line_(lines.first_line) {}

std::optional<Lines> CsvReader::take_plain_lines() {
  if (has_quotes_) return std::nullopt;
  const Lines lines{text_.substr(at_), separator_, line_};
  at_ = text_.size();
  return lines;
}

void CsvReader::split_plain(SheetRow& row) {
  // The cells of the row before are written over: lines of one file have the same number.
  std::size_t count = 0;
  const char* from = text_.data() + at_;
  const char* const end = text_.data() + text_.size();
  for (const char* block = from;; block += kBlockBytes) {
    const Marks marks = marks_of(block, end, separator_);
    std::uint64_t separators = marks.separators & (marks.ends ^ (marks.ends - 1));
    for (; separators != 0; separators &= separators - 1) {
      const char* const to = block + std::countr_zero(separators);
      if (count == row.cells.size()) row.cells.emplace_back();
      put(row.cells[count++], from, to);
      from = to + 1;
    }
    if (count >= kColumnsMax) count = pass_over_cells(row);
    if (marks.ends == 0) continue;
    const char* const line_end = block + std::countr_zero(marks.ends);
    const bool has_return = line_end != from && line_end[-1] == '\r';
    if (count == row.cells.size()) row.cells.emplace_back();
    if (row.fault.empty()) put(row.cells[count++], from, has_return ? line_end - 1 : line_end);
    at_ = static_cast<std::size_t>(line_end - text_.data()) + (line_end != end);
    break;
  }
  if (row.cells.size() != count) row.cells.resize(count);
}

Result<Step> CsvReader::next(SheetRow& row) {
  if (!row.fault.empty()) row.fault.clear();
  if (at_ >= text_.size()) return Step::end;
  row.number = line_;
  if (has_quotes_) {
    const std::string_view line = text_.substr(at_, text_.find('\n', at_) - at_);
    if (line.find('"') != std::string_view::npos) return next_with_quotes(row);
  }
  split_plain(row);
  ++line_;
  return Step::row;
}

// Reads from the opening quote to behind the closing one. Doubled quotes are undoubled in a copy.
std::string_view CsvReader::quoted_cell(SheetRow& row, bool& is_closed) {
  std::string content;
  ++at_;
  is_closed = false;
  while (at_ < text_.size()) {
    const std::size_t quote = std::min(text_.find('"', at_), text_.size());
    const std::string_view part = text_.substr(at_, quote - at_);
    line_ += static_cast<std::uint32_t>(std::ranges::count(part, '\n'));
    content += part;
    at_ = quote + 1;
    if (quote == text_.size()) break;
    if (at_ < text_.size() && text_[at_] == '"') {
      content += '"';
      ++at_;
      continue;
    }
    is_closed = true;
    break;
  }
  if (is_closed && at_ < text_.size() && text_[at_] != separator_ && !is_at_end_of_line()) {
    row.fault = "引号之后还有字符；引号内的引号应写成两个";
    if (line_ != row.number)
      row.fault +=
          fmt::format("（这一格从第 {} 行起，到第 {} 行才有第二个引号）", row.number, line_);
    bare_cell();
  }
  return unescaped_.emplace_back(std::move(content));
}

// LF, CRLF, or the end of the file. A return elsewhere is a character like any other.
bool CsvReader::is_at_end_of_line() const {
  const std::string_view rest = text_.substr(at_);
  return rest.empty() || rest.front() == '\n' || rest == "\r" || rest.starts_with("\r\n");
}

std::string_view CsvReader::bare_cell() {
  const std::size_t begin = at_;
  for (; at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n'; ++at_)
    if (text_[at_] == '\r' && is_at_end_of_line()) break;
  return text_.substr(begin, at_ - begin);
}

Result<Step> CsvReader::next_with_quotes(SheetRow& row) {
  unescaped_.clear();
  row.cells.clear();
  while (true) {
    // Cells that no column can hold are passed over, one like the other.
    if (row.cells.size() == kColumnsMax) {
      row.fault = too_many_columns();
      row.cells.pop_back();
      if (unescaped_.size() >= kColumnsMax) unescaped_.pop_back();
    }
    if (at_ < text_.size() && text_[at_] == '"') {
      const std::uint32_t opened_on = line_;
      bool is_closed = false;
      row.cells.push_back({trim(quoted_cell(row, is_closed))});
      if (!is_closed)
        return fail(
            ErrorCode::invalid_input,
            fmt::format("{} 第 {} 行的引号没有闭合，其后的内容无法分行；请补上引号或重新导出",
                        file_, opened_on));
    } else {
      row.cells.push_back({trim(bare_cell())});
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == separator_) {
      ++at_;
      continue;
    }
    if (at_ < text_.size()) ++at_;
    ++line_;
    return Step::row;
  }
}

}  // namespace qingxin::feeds
