// SPDX-License-Identifier: Apache-2.0
#include "app/take_snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "app/permit.h"
#include "app/show_indicators.h"
#include "law/parameters.h"
#include "oversight/tree.h"

namespace qingxin::app {

namespace {

using oversight::By;
using oversight::Cell;
using oversight::CellTable;
using oversight::FigureRow;
using oversight::IndicatorId;
using oversight::Snapshot;
using oversight::SnapshotCell;
using oversight::SnapshotPlace;

IndicatorOrder order_of(const SnapshotOrder& order, By by, Date from, Date until) {
  return {.from = from,
          .until = until,
          .region = order.region,
          .by = by,
          .indicators = order.indicators,
          .known_before = {}};
}

std::vector<IndicatorId> indicators_of(const SnapshotOrder& order) {
  if (!order.indicators.empty()) return order.indicators;
  std::vector<IndicatorId> all;
  for (const oversight::Indicator& indicator : oversight::indicators()) all.push_back(indicator.id);
  return all;
}

// Where nothing happened the figure is none, and is said so.
void add_table(const SnapshotOrder& order, CellTable table, Snapshot& snapshot) {
  std::set<std::pair<std::string, IndicatorId>> told;
  for (const SnapshotCell& cell : table.cells) told.emplace(cell.code, cell.indicator);
  for (const SnapshotPlace& place : table.places)
    for (const IndicatorId indicator : indicators_of(order))
      if (!told.contains({place.code, indicator}))
        table.cells.push_back(
            {indicator, place.by, place.code, Cell{},
             oversight::is_of_today(indicator) ? std::nullopt : std::optional{Cell{}}});
  std::ranges::move(table.places, std::back_inserter(snapshot.places));
  std::ranges::move(table.cells, std::back_inserter(snapshot.cells));
}

// One thing may count several times in an indicator: of several months.
void add_row(const FigureRow& row, const std::string& code, Snapshot& snapshot) {
  const auto& figure = row.figure;
  snapshot.rows.push_back({.indicator = figure.indicator,
                           .code = code,
                           .of = row.of,
                           .id = row.id,
                           .month = figure.month,
                           .part = figure.part,
                           .whole = figure.whole,
                           .unknown = figure.unknown});
}

// What is printed says what is missing, and not which command brings it.
std::string without_command(const std::string& note) {
  return note.substr(0, note.find("（qingxin"));
}

// Districts that the office has in its register right below the region and that have nothing.
Result<void> add_silent_districts(const access::Principal& who, Moment moment,
                                  const RecordDesk& desk, const SnapshotOrder& order,
                                  Snapshot& snapshot) {
  store::RecordFilter filter;
  filter.kind = oversight::RecordKind::district;
  filter.state = oversight::RecordState::standing;
  const auto districts = all_records(who, moment, desk, filter);
  if (!districts) return tl::unexpected(districts.error());
  const auto digits = static_cast<std::size_t>(oversight::digits_below(order.region));
  std::set<std::string> known;
  for (const SnapshotPlace& place : snapshot.places)
    if (place.by == By::district) known.insert(place.code);
  for (const store::KeptRecord& kept : *districts) {
    const std::string code{oversight::text_of(kept.values, oversight::Field::code)};
    if (code.size() != digits || !code.starts_with(order.region) || !known.insert(code).second)
      continue;
    const std::string name{oversight::text_of(kept.values, oversight::Field::name)};
    snapshot.places.push_back({By::district, code, name, order.region});
    snapshot.missing.push_back({code, fmt::format("{}没有任何数据，未计入", name)});
  }
  return {};
}

}  // namespace

Result<Snapshot> snapshot_of(const access::Principal& who, Moment moment, const RecordDesk& desk,
                             const SnapshotOrder& asked) {
  SnapshotOrder order = asked;
  order.region = law::region_prefix(asked.region);
  if (const Result<void> may = permit(who, access::Action::freeze_figures); !may)
    return tl::unexpected(may.error());
  const IndicatorOrder now = order_of(order, By::district, order.from, order.until);
  const Result<IndicatorTable> told = show_indicators(who, moment, desk, now);
  if (!told) return tl::unexpected(told.error());
  const Result<std::vector<FigureRow>> rows = figure_rows(who, moment, desk, now);
  if (!rows) return tl::unexpected(rows.error());
  const Result<std::vector<FigureRow>> before = figure_rows(
      who, moment, desk, order_of(order, By::district, order.before_from, order.before_until));
  if (!before) return tl::unexpected(before.error());
  const Result<oversight::Districts> districts = read_districts(who, moment, desk);
  if (!districts) return tl::unexpected(districts.error());
  Snapshot snapshot{.body = order.body,
                    .region_code = order.region,
                    .from = order.from,
                    .until = order.until,
                    .frozen = moment.now,
                    .law = desk.law->version,
                    .places = {},
                    .cells = {},
                    .rows = {},
                    .corrections = {},
                    .missing = {}};
  for (const By by : order.by) {
    const Result<oversight::TreeOrder> tree = tree_order(
        who, moment, desk, order_of(order, by, order.from, order.until), *districts, *rows);
    if (!tree) return tl::unexpected(tree.error());
    CellTable table = oversight::table_of(*rows, *before, *tree);
    if (by == By::district)
      for (const FigureRow& row : *rows)
        add_row(row, oversight::finest_place(row, table, *tree), snapshot);
    add_table(order, std::move(table), snapshot);
  }
  for (const std::string& note : told->notes)
    snapshot.missing.push_back({order.region, without_command(note)});
  if (const Result<void> added = add_silent_districts(who, moment, desk, order, snapshot); !added)
    return tl::unexpected(added.error());
  return snapshot;
}

}  // namespace qingxin::app
