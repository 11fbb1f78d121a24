// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/record_desk.h"
#include "oversight/proposals.h"

// Orders that the program proposes: 督办, 约谈, 通报, 问责.
namespace qingxin::app {

struct OrdersProposed {
  struct One {
    RecordId id{};
    oversight::Proposal proposal;
  };
  std::vector<One> made;  // in the order of the rules
  int known = 0;          // that stood already
};

// Looks at what is late as of today by the rules that ship and writes down what it would order, as
// the program's own proposal, once for each addressee, rule and period. Harmless to repeat. Errors:
// not_permitted (who may write records of the whole: the office, the local operator, the machine),
// those of the store.
Result<OrdersProposed> propose_orders(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk);

}  // namespace qingxin::app
