// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/record_desk.h"
#include "oversight/priority.h"

namespace qingxin::app {

struct PriorityOrder {
  oversight::Ranked of = oversight::Ranked::project;
  std::string region;     // a prefix; empty: all that the scope reaches
  std::size_t after = 0;  // so many were shown
  int limit = 50;         // 1–1000
};
struct PriorityList {
  PriorityOrder order;
  Date as_of;
  oversight::Weights weights;
  std::vector<oversight::Priority> items;  // of this page, the first one first
  std::size_t all = 0;                     // how many have anything
  std::optional<std::size_t> next;
  std::vector<std::string> notes;  // what was not counted, and why
};

// Whom to visit first. It decides nothing: it is not shown to enterprises, and nobody is told where
// he stands in it. Errors: not_permitted, usage (the limit), invalid_input (a region that is none,
// a line of the weights), those of the store.
Result<PriorityList> show_priority(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, const PriorityOrder& order);

// firm, project. Error: usage.
Result<oversight::Ranked> ranked_in(std::string_view text);

}  // namespace qingxin::app
