// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/stored_data.h"
#include "base/date.h"

namespace qingxin::app {

// Until when the records of a project are kept: three years after the later of its completion and
// the last wage payment (保障农民工工资支付条例 第十五条、第二十八条第三款). Where a place asks for
// longer, whoever agrees to the end of the keys answers for it.
struct RecordTerm {
  enum class State : unsigned char {
    not_begun,  // the facts in force name no completion
    unpaid,     // completed, but an open finding speaks of money: not all wages are paid
    running,
    over,
  };
  State state = State::not_begun;
  std::optional<Date> last_day;  // of a term that has begun

  friend bool operator==(const RecordTerm&, const RecordTerm&) = default;
};

// By what the facts in force and the open findings of all say. Errors: not_found, unavailable.
Result<RecordTerm> record_term_of(StoredData& data, store::ProjectId project, Date today);

// Nothing: it is over. Error: conflict, says why it is not.
Result<void> check_record_term(StoredData& data, store::ProjectId project, Date today);

struct PastTerm {
  store::ProjectId project{};
  std::string code;  // as the table of projects writes it
  Date last_day;     // of its term
};
// All projects whose term is over and of whose keys nobody has been told yet, in the order of their
// ids. Reads the facts of one project after the other.
Result<std::vector<PastTerm>> projects_past_term(const access::Principal& who, StoredData& data,
                                                 Date today);

}  // namespace qingxin::app
