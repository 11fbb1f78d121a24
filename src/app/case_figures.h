// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/case_desk.h"
#include "casework/figures.h"

namespace qingxin::app {

// Of which cases, and when. Months of the flow: from the first day of the year to `day`.
struct FiguresOrder {
  int year = 0;
  Date day;
  std::string region;  // a prefix; empty: all that the scope reaches
  int repeat_days = 365;
};

struct CaseFigures {
  FiguresOrder order;
  std::vector<casework::Zero> zeros;  // the two, public money first
  casework::StockAndFlow flow;        // of the year so far
  casework::Figure answered;          // 98 %
  casework::Figure in_time, investigated, repeated;
  std::int64_t withdrawals = 0;         // taken back by the worker: a sign of pressure
  std::int64_t withdrawals_denied = 0;  // of those that were not of his own will
  store::Satisfaction satisfaction;     // with the answers to the clues that came in the time
};

// Errors: not_permitted, usage (a year that is none), invalid_input (a region that is none).
Result<CaseFigures> case_figures(const access::Principal& who, const CaseDesk& desk,
                                 const FiguresOrder& order);

}  // namespace qingxin::app
