// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "oversight/figure.h"

// Figures that were frozen 快照: what a bulletin says and what is submitted upwards. One text of
// lines, the same figures the same bytes, so that its SM3 says that nothing was changed.
namespace qingxin::oversight {

// A district, or another thing by which cells are told apart, as it was called on that day.
struct SnapshotPlace {
  By by = By::district;
  std::string code;    // "990123"; of an industry its word; "" : the whole
  std::string name;    // 平川县
  std::string parent;  // a code; empty: the whole's

  friend bool operator==(const SnapshotPlace&, const SnapshotPlace&) = default;
};

// What an indicator was in a place; `before`: in the period before, as it is known now.
struct SnapshotCell {
  IndicatorId indicator{};
  By by = By::district;
  std::string code;
  Cell cell;
  std::optional<Cell> before;

  friend bool operator==(const SnapshotCell&, const SnapshotCell&) = default;
};

// A row behind a cell of the finest place.
struct SnapshotRow {
  IndicatorId indicator{};
  std::string code;
  Of of{};
  std::int64_t id = 0;
  std::optional<Month> month;  // of figures that are counted by month
  std::int64_t part = 0, whole = 0, unknown = 0;

  friend bool operator==(const SnapshotRow&, const SnapshotRow&) = default;
};

// What was said in the period before and is known otherwise by now, or what nobody has reported.
struct SnapshotNote {
  std::string code;  // of the place
  std::string words;

  friend bool operator==(const SnapshotNote&, const SnapshotNote&) = default;
};

struct Snapshot {
  std::string body, region_code;  // whose figures: 平川县治欠办, 990123
  Date from, until;               // the period, both days in it
  Instant frozen;
  std::string law;  // the version of the law data
  std::vector<SnapshotPlace> places;
  std::vector<SnapshotCell> cells;
  std::vector<SnapshotRow> rows;
  std::vector<SnapshotNote> corrections, missing;

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

// Lines of fields between tabs, sorted, ended by "\n"; begins with "qingxin-figures 1".
std::string snapshot_text(const Snapshot& snapshot);
// Strict: what snapshot_text() does not write is refused (invalid_input), with the line.
Result<Snapshot> snapshot_in(std::string_view text);

const Cell* find_cell(const Snapshot& snapshot, IndicatorId indicator, By by,
                      std::string_view code);
// Where children do not sum to their parent: "990123 answered: 17 与下级之和 16 不等". Empty: all
// do.
std::vector<std::string> faults_of_sums(const Snapshot& snapshot);

}  // namespace qingxin::oversight
