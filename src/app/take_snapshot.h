// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/record_desk.h"
#include "oversight/bulletin.h"
#include "oversight/snapshot.h"

namespace qingxin::app {

struct SnapshotOrder {
  std::vector<oversight::By> by = {oversight::By::district};
  Date from, until;                                // both days in it
  Date before_from, before_until;                  // what it is held against
  std::string region;                              // a prefix; empty: all that the scope reaches
  std::vector<oversight::IndicatorId> indicators;  // empty: all
  std::string body;                                // whose figures: 平川县治欠办
};

// The figures of a period as they are known at this moment, with the period before and the rows
// behind them. Where there is nothing of a kind it is none, in every place that has anything; a
// district of the register that has nothing at all is told as missing. Errors: not_permitted
// (freeze_figures), those of show_indicators().
Result<oversight::Snapshot> snapshot_of(const access::Principal& who, Moment moment,
                                        const RecordDesk& desk, const SnapshotOrder& order);

}  // namespace qingxin::app
