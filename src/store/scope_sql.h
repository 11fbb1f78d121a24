// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "store/ids.h"
#include "store/sql.h"

namespace qingxin::store {

// A scope as a condition of a query. The words are ours and depend only on how many districts,
// industries and units there are; what they are goes in as values.
class ScopeSql {
 public:
  // `project` is a column of ours; the placeholders begin after the values that are there.
  ScopeSql(const access::Scope& scope, std::string_view project, std::size_t values_before);

  // "1 = 1" for a scope that reaches everything, else "EXISTS (SELECT …)".
  const std::string& condition() const { return condition_; }
  // They live as long as this.
  const std::vector<SqlValue>& values() const { return values_; }
  void append_to(std::vector<SqlValue>& values) const {
    values.insert(values.end(), values_.begin(), values_.end());
  }

 private:
  std::string place(SqlValue value);
  std::string text(std::string text);

  std::string condition_;
  std::vector<SqlValue> values_;
  std::deque<std::string> texts_;
  std::size_t before_;
};

// The batches that somebody may see: his unit's own, and those that speak of a project that he
// supervises. Of "batch b".
class SeenBatches {
 public:
  SeenBatches(const access::Principal& who, std::size_t values_before);
  const std::string& condition() const { return condition_; }
  const std::vector<SqlValue>& values() const { return values_; }
  void append_to(std::vector<SqlValue>& values) const {
    values.insert(values.end(), values_.begin(), values_.end());
  }

 private:
  ScopeSql scope_;
  std::string condition_;
  std::vector<SqlValue> values_;
};

// "(district …) AND industry …" for rows that say where they lie themselves, in any of these
// columns. `place` takes a text in as a value and says its placeholder.
std::string in_places(const access::Scope& scope, std::span<const std::string_view> region_columns,
                      std::string_view industry_column,
                      const std::function<std::string(std::string)>& place);

// Everything, also what has no place yet.
bool reaches_everything(const access::Scope& scope);

}  // namespace qingxin::store
