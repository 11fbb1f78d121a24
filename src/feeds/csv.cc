// SPDX-License-Identifier: Apache-2.0
#include "feeds/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

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

constexpr bool may_be_space(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte == 0xC2 || byte == 0xA0 || byte == 0xE3 || byte == 0x80 ||
         byte == 0xEF || byte == 0xBF;
}

// trim() with the common case, nothing to trim, decided by two bytes.
std::string_view trimmed(std::string_view text) {
  if (text.empty() || (!may_be_space(text.front()) && !may_be_space(text.back()))) return text;
  return trim(text);
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string_view file)
    : text_(text),
      file_(file),
      separator_(separator_of(text)),
      has_quotes_(text.find('"') != std::string_view::npos) {}

CsvReader::CsvReader(const Lines& lines)
    : text_(lines.text), separator_(lines.separator), has_quotes_(false), line_(lines.first_line) {}

std::optional<Lines> CsvReader::take_plain_lines() {
  if (has_quotes_) return std::nullopt;
  const Lines lines{text_.substr(at_), separator_, line_};
  at_ = text_.size();
  return lines;
}

void CsvReader::split_plain(std::string_view line, SheetRow& row) const {
  // The cells of the row before are written over: lines of one file have the same number.
  std::size_t count = 0;
  const auto put = [&](const char* from, const char* to) {
    if (count == row.cells.size()) row.cells.emplace_back();
    row.cells[count++] = {trimmed({from, static_cast<std::size_t>(to - from)})};
  };
  const char* begin = line.data();
  const char* const end = begin + line.size();
  for (const char* at = begin; at != end; ++at) {
    if (*at != separator_) continue;
    if (count == kColumnsMax) break;
    put(begin, at);
    begin = at + 1;
  }
  if (count == kColumnsMax)
    row.fault = too_many_columns();
  else
    put(begin, end);
  row.cells.resize(count);
}

Result<Step> CsvReader::next(SheetRow& row) {
  row.fault.clear();
  if (at_ >= text_.size()) return Step::end;
  row.number = line_;
  const char* begin = text_.data() + at_;
  const std::size_t left = text_.size() - at_;
  const void* newline = std::memchr(begin, '\n', left);
  const std::size_t length =
      newline == nullptr ? left
                         : static_cast<std::size_t>(static_cast<const char*>(newline) - begin);
  if (has_quotes_ && std::memchr(begin, '"', length) != nullptr) return next_with_quotes(row);
  std::string_view line{begin, length};
  at_ += length + (newline != nullptr);
  ++line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  split_plain(line, row);
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
