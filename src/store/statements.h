// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "store/sql.h"

namespace qingxin::store {

// Statements one after the other. After a failure the next ones do nothing, so that whoever wrote
// them looks once, at the end.
class Statements {
 public:
  explicit Statements(Connection& connection) : connection_(&connection) {}

  // Rows changed or shown; 0 after a failure.
  std::int64_t run(std::string_view sql, std::initializer_list<SqlValue> values,
                   const EachRow& each_row = {});
  std::int64_t run(std::string_view sql, std::span<const SqlValue> values,
                   const EachRow& each_row = {});
  void insert(const BulkRows& rows);
  void refuse(ErrorCode code, std::string message);

  bool have_failed() const { return failure_.has_value(); }
  SqlResult<void> outcome() const;

 private:
  Connection* connection_;
  std::optional<SqlError> failure_;
};

// As the schema writes them. A list of texts is one, with a line for each.
std::string joined_lines(const std::vector<std::string>& lines);
std::vector<std::string> lines_of(std::string_view text);
// Several texts in one, whatever is in them; nothing: bytes that are none.
std::string packed(std::span<const std::string> texts);
std::optional<std::vector<std::string>> unpacked(std::string_view bytes);
// The pattern of LIKE … ESCAPE '!' for what contains these words.
std::string containing(std::string_view words);
std::int64_t day_digits(Date day);
std::int64_t month_digits(Month month);
Date day_of_digits(std::int64_t digits);
Month month_of_digits(std::int64_t digits);

}  // namespace qingxin::store
