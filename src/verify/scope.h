// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>

#include "base/date.h"
#include "book/facts.h"

namespace qingxin::verify {

// A part of a project: one of its people, one of its months, or both; by default all of it. It is
// also where a finding stands, which may be about nobody and no month alone.
struct Scope {
  book::WorkerIndex worker = 0;  // 0: everybody
  Month month = {-1};            // {-1}: all months

  bool is_whole() const { return worker == 0 && month == Month{-1}; }
  bool has(Month one) const { return month == Month{-1} || month == one; }
  // A finding that is about nobody alone is in no one's part.
  bool has(const Scope& place) const {
    return (worker == 0 || worker == place.worker) && has(place.month);
  }
  // What is known of two places does not tell them apart.
  bool may_meet(const Scope& other) const {
    return (worker == 0 || other.worker == 0 || worker == other.worker) &&
           (month == Month{-1} || other.month == Month{-1} || month == other.month);
  }

  friend auto operator<=>(const Scope&, const Scope&) = default;
};

}  // namespace qingxin::verify
