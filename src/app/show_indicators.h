// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/record_desk.h"
#include "oversight/coverage.h"
#include "oversight/figure.h"
#include "oversight/tree.h"

// Indicators of a period: by district, industry, unit or funding, each cell with what it is summed
// from, beside the period before, and as they were known at an earlier moment.
namespace qingxin::app {

using oversight::IndicatorId;

struct IndicatorOrder {
  Date from, until;    // both days in it
  std::string region;  // a prefix; empty: all that the scope reaches
  oversight::By by = oversight::By::district;
  int digits_most = 0;                  // of districts; 0: one level below the region
  std::vector<IndicatorId> indicators;  // empty: all
  std::optional<Instant> known_before;  // as it was known then; nothing: as it is known now
};

// What an indicator came to beside its table.
struct IndicatorTable {
  IndicatorOrder order;
  Date before_from, before_until;  // the period before, as it is known in the same way
  oversight::CellTable table;
  std::vector<std::string> notes;      // what is not known, and why: in Chinese
  std::optional<Date> festival_until;  // the last day before the spring festival; not known yet
};

// Errors: not_permitted, usage (a period that ends before it begins, ends in the future or is
// longer than three years), invalid_input (a region that is none), those of the store.
Result<IndicatorTable> show_indicators(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const IndicatorOrder& order);

// The rows of all that the order asks for: what cells are summed from. Of those who may see no
// cases, dossiers are without their number and label.
Result<std::vector<oversight::FigureRow>> figure_rows(const access::Principal& who, Moment moment,
                                                      const RecordDesk& desk,
                                                      const IndicatorOrder& order);
// By which places the rows of the order are told apart; `districts` must outlive it.
Result<oversight::TreeOrder> tree_order(const access::Principal& who, Moment moment,
                                        const RecordDesk& desk, const IndicatorOrder& order,
                                        const oversight::Districts& districts,
                                        const std::vector<oversight::FigureRow>& rows);
Result<oversight::Districts> read_districts(const access::Principal& who, Moment moment,
                                            const RecordDesk& desk);

// The same of the period before: of whole months so many months, else so many days.
IndicatorOrder period_before(const IndicatorOrder& order);

// The rows behind one cell.
struct IndicatorRowsQuery {
  IndicatorOrder order;  // of one indicator
  std::string place;     // SnapshotPlace::code; nothing where `is_whole`
  bool is_whole = true;
  std::size_t after = 0;  // so many were shown
  int limit = 100;        // 1–1000
};
struct IndicatorRows {
  oversight::Cell cell;
  std::vector<oversight::FigureRow> rows;  // by what they are of and its number
  std::optional<std::size_t> next;
};
Result<IndicatorRows> indicator_rows(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, const IndicatorRowsQuery& query);

// What is known otherwise by now than it was known before a moment: a late delivery, a correction.
struct CorrectedRow {
  IndicatorId indicator{};
  oversight::Of of{};
  std::int64_t id = 0;
  std::string label, region_code;
  std::optional<oversight::Cell> then, now;  // nothing: it was, or is, not there
};
struct Corrections {
  IndicatorOrder order;
  Instant known_before;
  std::vector<oversight::SnapshotCell> cells;  // of the whole: `before` as it was known then
  std::vector<CorrectedRow> rows;              // by indicator
};
// Of order.known_before, which must be there (usage).
Result<Corrections> show_corrections(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, const IndicatorOrder& order);

// By names or Chinese words, between commas. Error: usage, with what there is.
Result<std::vector<IndicatorId>> indicators_in(std::string_view text);
// district, industry, unit, funding. Error: usage.
Result<oversight::By> by_in(std::string_view text);

}  // namespace qingxin::app
