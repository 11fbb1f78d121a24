// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "book/facts.h"
#include "book/row_days.h"

namespace qingxin::store {

// From which day on a file speaks of a month.
class MonthsTold {
 public:
  using Key = std::tuple<std::uint16_t, std::int32_t, std::int64_t>;  // file, month, kind

  void add(const book::Facts& facts) {
    add(facts.payroll, kReported);
    add(facts.attendance, kReported);
    add(facts.payments, kPaid);
  }
  const std::map<Key, Date>& first_days() const { return first_; }

 private:
  static constexpr std::int64_t kReported = 1;
  static constexpr std::int64_t kPaid = 2;

  template <typename Row>
  void add(const std::vector<Row>& rows, std::int64_t kind) {
    auto at = first_.end();  // most often a row speaks of the month of the row before
    for (const Row& row : rows) {
      const Date day = *book::day_of(row);
      const Key key{row.source.file, row.month.index, kind};
      if (at == first_.end() || at->first != key) at = first_.try_emplace(key, day).first;
      at->second = std::min(at->second, day);
    }
  }

  std::map<Key, Date> first_;
};

}  // namespace qingxin::store
