// SPDX-License-Identifier: Apache-2.0
#include "store/statements.h"

#include <charconv>
#include <utility>

namespace qingxin::store {

std::int64_t Statements::run(std::string_view sql, std::initializer_list<SqlValue> values,
                             const EachRow& each_row) {
  return run(sql, std::span<const SqlValue>{values.begin(), values.size()}, each_row);
}

std::int64_t Statements::run(std::string_view sql, std::span<const SqlValue> values,
                             const EachRow& each_row) {
  if (failure_) return 0;
  const SqlResult<std::int64_t> rows = connection_->run(sql, values, each_row);
  if (rows) return *rows;
  failure_ = rows.error();
  return 0;
}

void Statements::insert(const BulkRows& rows) {
  if (failure_) return;
  const SqlResult<std::int64_t> done = connection_->insert(rows);
  if (!done) failure_ = done.error();
}

void Statements::refuse(ErrorCode code, std::string message) {
  if (!failure_) failure_ = SqlError{SqlFailure::refused, {code, std::move(message)}};
}

SqlResult<void> Statements::outcome() const {
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

std::string joined_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : "\n").append(line);
  return text;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string packed(std::span<const std::string> texts) {
  std::string bytes;
  for (const std::string& text : texts)
    bytes.append(std::to_string(text.size())).append(":").append(text);
  return bytes;
}

std::optional<std::vector<std::string>> unpacked(std::string_view bytes) {
  std::vector<std::string> texts;
  while (!bytes.empty()) {
    std::size_t size = 0;
    const char* const end = bytes.data() + bytes.size();
    const auto [colon, failure] = std::from_chars(bytes.data(), end, size);
    if (failure != std::errc{} || colon == end || *colon != ':') return std::nullopt;
    bytes.remove_prefix(static_cast<std::size_t>(colon - bytes.data()) + 1);
    if (size > bytes.size()) return std::nullopt;
    texts.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return texts;
}

std::string containing(std::string_view words) {
  std::string pattern{"%"};
  for (const char letter : words) {
    if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
    pattern += letter;
  }
  return pattern += '%';
}

std::int64_t day_digits(Date day) {
  return month_digits(month_of(day)) * 100 + day_of_month(day);
}

std::int64_t month_digits(Month month) {
  return year_of(month) * 100 + static_cast<int>(month_of_year(month));
}

Date day_of_digits(std::int64_t digits) {
  return first_day(month_of_digits(digits / 100)) + static_cast<int>(digits % 100) - 1;
}

Month month_of_digits(std::int64_t digits) {
  return month(static_cast<int>(digits / 100), static_cast<unsigned>(digits % 100));
}

}  // namespace qingxin::store
