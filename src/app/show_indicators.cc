// SPDX-License-Identifier: Apache-2.0
#include "app/show_indicators.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "app/gather_figures.h"
#include "app/permit.h"
#include "app/record_families.h"
#include "base/text.h"
#include "casework/figures.h"
#include "law/parameters.h"
#include "store/records.h"

namespace qingxin::app {

namespace {

using oversight::Cell;
using oversight::CellTable;
using oversight::FigureRow;
using oversight::Indicator;
using oversight::Of;
using oversight::Period;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::TreeOrder;

constexpr int kDaysMost = 3 * 366;
constexpr int kRowsMost = 1'000;

bool wants(const IndicatorOrder& order, IndicatorId id) {
  return order.indicators.empty() ||
         std::ranges::find(order.indicators, id) != order.indicators.end();
}

bool wants_any(const IndicatorOrder& order, IndicatorId first, IndicatorId last) {
  return std::ranges::any_of(oversight::indicators(), [&](const Indicator& each) {
    return first <= each.id && each.id <= last && wants(order, each.id);
  });
}

// A district lies in 990100 if its code begins with 9901.
IndicatorOrder settled(IndicatorOrder order) {
  order.region = law::region_prefix(order.region);
  return order;
}

Period period_of(const IndicatorOrder& order) {
  return {order.from, order.until, order.known_before};
}

Result<void> check_order(Moment moment, const IndicatorOrder& order) {
  if (order.until < order.from)
    return fail(ErrorCode::usage, fmt::format("起始日 {} 晚于截止日 {}；请核对",
                                              to_string(order.from), to_string(order.until)));
  if (order.until > moment.today)
    return fail(ErrorCode::usage, fmt::format("截止日 {} 还没有到（今天是 {}）；指标只读已经发生的",
                                              to_string(order.until), to_string(moment.today)));
  if (order.until - order.from >= kDaysMost)
    return fail(ErrorCode::usage, "一次最多看三年；请分开看");
  return check_region(order.region);
}

// Clues and cases by region, read once for all periods: each takes of them what it knows.
struct MattersRead {
  std::map<std::string, std::vector<oversight::Matter>, std::less<>> by_region;
  // Whether an employer came up before does not depend on who asks, nor on where.
  std::optional<std::vector<oversight::Matter>> cases;
};

// Rows of one region of the store; a region that was merged into the one asked for is read apart.
class Gathering {
 public:
  Gathering(const access::Principal& who, Moment moment, const RecordDesk& desk,
            const IndicatorOrder& order, MattersRead& matters)
      : matters_(&matters),
        who_(&who),
        desk_(&desk),
        order_(&order),
        period_(period_of(order)),
        moment_(moment),
        held_(desk.store->acting_for(who, moment.now)) {}

  Result<void> add(std::string_view region);
  std::vector<FigureRow> rows() && { return std::move(rows_); }

 private:
  Result<void> add_projects(std::string_view region);
  Result<void> add_matters(std::string_view region);
  Result<void> read_cases();
  Result<void> add_records(std::string_view region);
  Result<void> add_coverage(std::string_view region);
  Result<void> tell_users(std::vector<oversight::OfficeRecord>& returns) const;
  // In period or still open at its end: what a record cannot add is not read in full.
  bool can_add(RecordKind kind, const store::KeptRecord& kept) const;
  void take(std::vector<FigureRow> rows) {
    for (FigureRow& row : rows)
      if (wants(*order_, row.figure.indicator)) rows_.push_back(std::move(row));
  }

  MattersRead* matters_;
  const access::Principal* who_;
  const RecordDesk* desk_;
  const IndicatorOrder* order_;
  Period period_;
  Moment moment_;
  std::unique_ptr<store::Store> held_;
  std::vector<FigureRow> rows_;
};

Result<void> Gathering::add(std::string_view region) {
  for (const auto step : {&Gathering::add_projects, &Gathering::add_coverage,
                          &Gathering::add_matters, &Gathering::add_records})
    if (const Result<void> done = (this->*step)(region); !done) return done;
  return {};
}

Result<void> Gathering::add_projects(std::string_view region) {
  if (!wants_any(*order_, IndicatorId::projects, IndicatorId::projects_public)) return {};
  Result<std::vector<FigureRow>> rows =
      project_rows(*held_, region, period_, [&](IndicatorId id) { return wants(*order_, id); });
  if (!rows) return tl::unexpected(rows.error());
  take(*std::move(rows));
  return {};
}

Result<void> Gathering::add_coverage(std::string_view region) {
  if (!wants(*order_, IndicatorId::register_coverage)) return {};
  const auto permits = permits_of(*held_, region);
  if (!permits) return tl::unexpected(permits.error());
  if (permits->empty()) return {};
  const auto projects = registered_projects(*held_, "");
  if (!projects) return tl::unexpected(projects.error());
  take(oversight::rows_of_coverage(oversight::coverage_of(*permits, *projects, period_.until)));
  return {};
}

Result<void> Gathering::read_cases() {
  if (matters_->cases || !wants(*order_, IndicatorId::repeat_arrears)) return {};
  const std::unique_ptr<store::Store> all =
      desk_->store->acting_for(access::the_machine(), moment_.now);
  Result<std::vector<oversight::Matter>> read =
      all_cases(*all, china_instant(moment_.today + 1, 0));
  if (!read) return tl::unexpected(read.error());
  matters_->cases = *std::move(read);
  return {};
}

Result<void> Gathering::add_matters(std::string_view region) {
  if (!wants_any(*order_, IndicatorId::clues_received, IndicatorId::cases_open_others)) return {};
  auto matters = matters_->by_region.find(region);
  if (matters == matters_->by_region.end()) {
    Result<std::vector<oversight::Matter>> read =
        matters_of(*held_, region, china_instant(moment_.today + 1, 0));
    if (!read) return tl::unexpected(read.error());
    matters = matters_->by_region.emplace(std::string(region), *std::move(read)).first;
  }
  if (const Result<void> read = read_cases(); !read) return read;
  std::span<const oversight::Matter> cases;
  if (matters_->cases) cases = *matters_->cases;
  std::vector<FigureRow> rows = oversight::rows_of_matters(
      matters->second, period_, world_of(*desk_, moment_, region), cases);
  if (!access::may(*who_, access::Action::see_cases))
    for (FigureRow& row : rows) {
      row.id = 0;
      row.label.clear();
    }
  take(std::move(rows));
  return {};
}

bool Gathering::can_add(RecordKind kind, const store::KeptRecord& kept) const {
  const Instant end = china_instant(period_.until + 1, 0);
  if (kept.begun >= end || kept.state == RecordState::cancelled) return false;
  if (kind == RecordKind::task || kind == RecordKind::return_) {
    const std::optional<Date> due = oversight::day_of(kept.values, oversight::Field::until);
    // A deadline that was moved since may have lain in the period.
    if (kind == RecordKind::return_) return due && *due >= period_.from;
    return due && (kept.changed >= end || (*due >= period_.from && *due <= period_.until));
  }
  if (kind == RecordKind::hazard || kind == RecordKind::order)
    return oversight::words_of(kept.state).is_open || kept.changed >= end;
  return true;
}

Result<void> Gathering::tell_users(std::vector<oversight::OfficeRecord>& returns) const {
  const Result<std::set<std::int64_t>> units = units_with_users(*desk_->store);
  if (!units) return tl::unexpected(units.error());
  for (oversight::OfficeRecord& one : returns)
    one.has_users = units->contains(static_cast<std::int64_t>(one.record.face.addressee));
  return {};
}

Result<void> Gathering::add_records(std::string_view region) {
  struct Source {
    IndicatorId indicator;
    RecordKind kind;
  };
  constexpr Source kSources[] = {
      {IndicatorId::tasks_on_time, RecordKind::task},
      {IndicatorId::returns_on_time, RecordKind::return_},
      {IndicatorId::hazards_open, RecordKind::hazard},
      {IndicatorId::inspections, RecordKind::inspection},
      {IndicatorId::orders_open, RecordKind::order},
      {IndicatorId::publicity_reach, RecordKind::publicity},
  };
  for (const auto& [indicator, kind] : kSources) {
    if (!wants(*order_, indicator)) continue;
    auto records =
        office_records(*held_, kind, region, [&, kind = kind](const store::KeptRecord& kept) {
          // As it was known at an earlier moment it may have been open, whatever it is by now.
          return period_.known_before ? kept.begun < *period_.known_before : can_add(kind, kept);
        });
    if (!records) return tl::unexpected(records.error());
    if (kind == RecordKind::return_)
      if (const Result<void> told = tell_users(*records); !told) return told;
    take(oversight::rows_of_records(*records, period_));
  }
  return {};
}

std::set<std::string> regions_of(const IndicatorOrder& order,
                                 const oversight::Districts& districts) {
  std::set<std::string> regions{order.region};
  if (!order.region.empty())
    for (std::string& code : districts.merged_into(order.region, order.until))
      regions.insert(std::move(code));
  return regions;
}

Result<std::vector<FigureRow>> rows_in(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const IndicatorOrder& order,
                                       const oversight::Districts& districts,
                                       MattersRead& matters) {
  Gathering gathering(who, moment, desk, order, matters);
  for (const std::string& region : regions_of(order, districts))
    if (const Result<void> done = gathering.add(region); !done) return tl::unexpected(done.error());
  return std::move(gathering).rows();
}

// What the figures do not know, said with them.
void add_notes(Date today, IndicatorTable& table) {
  const auto whole = [&](IndicatorId id) -> const Cell* {
    if (!wants(table.order, id)) return nullptr;
    const auto* found = oversight::find_cell(table.table, id, table.table.places.front().code);
    static const Cell kNothing;
    return found == nullptr ? &kNothing : &found->cell;
  };
  if (const Cell* projects = whole(IndicatorId::projects); projects != nullptr) {
    if (projects->rows == 0)
      table.notes.emplace_back("截至日之前没有核查过的项目，项目类指标没有数");
    if (projects->unknown > 0)
      table.notes.push_back(
          fmt::format("{} 个项目看不出是否在建，不在在建项目之内", projects->unknown));
  }
  for (const IndicatorId id : {IndicatorId::arrears_people, IndicatorId::open_findings})
    if (const Cell* state = whole(id);
        state != nullptr && state->rows > 0 && table.order.until < today) {
      table.notes.emplace_back("欠薪、疑点和六项制度是截至日读到的，以后补交和更正的没有重算");
      break;
    }
  for (const IndicatorId id : {IndicatorId::people_unpaid, IndicatorId::amount_unpaid})
    if (const Cell* unpaid = whole(id); unpaid != nullptr && unpaid->rows > 0) {
      table.notes.emplace_back(
          "超期案件、未付人数、未付金额、核实付清人数按现在的卷读，不是截至日的数，不与上期比");
      break;
    }
  if (const Cell* coverage = whole(IndicatorId::register_coverage);
      coverage != nullptr && coverage->rows == 0)
    table.notes.emplace_back("没有导入施工许可，项目纳管率没有分母（qingxin permit import）");
  if (const Cell* receipt = whole(IndicatorId::receipt_on_time);
      receipt != nullptr && receipt->unknown > 0)
    table.notes.push_back(
        fmt::format("{} 条线索没有接收期限可比（当地没有规定，或还在期限内），不在按期接收率之内",
                    receipt->unknown));
}

// One row of the two readings of the same period.
using RowKey = std::tuple<IndicatorId, Of, std::int64_t>;

struct BothRows {
  std::optional<Cell> then, now;
  std::string label, region_code;
};

void take(const std::vector<FigureRow>& rows, bool is_now, std::map<RowKey, BothRows>& both) {
  for (const FigureRow& row : rows) {
    BothRows& here = both[{row.figure.indicator, row.of, row.id}];
    std::optional<Cell>& cell = is_now ? here.now : here.then;
    if (!cell) cell.emplace();
    cell->add(row.figure);
    here.label = row.label;
    here.region_code = row.region_code;
  }
}

std::string names_of_all() {
  std::string names;
  for (const Indicator& each : oversight::indicators())
    names += (names.empty() ? "" : "、") + std::string(each.name);
  return names;
}

}  // namespace

IndicatorOrder period_before(const IndicatorOrder& order) {
  IndicatorOrder before = order;
  before.until = order.from - 1;
  const Month first = month_of(order.from), last = month_of(order.until);
  const bool is_of_whole_months = order.from == first_day(first) && order.until == last_day(last);
  before.from = is_of_whole_months ? first_day(first - (last - first + 1))
                                   : order.from - (order.until - order.from + 1);
  return before;
}

Result<oversight::Districts> read_districts(const access::Principal& who, Moment moment,
                                            const RecordDesk& desk) {
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const auto kept = office_records(*held, RecordKind::district, "",
                                   [](const store::KeptRecord&) { return true; });
  if (!kept) return tl::unexpected(kept.error());
  std::vector<oversight::Record> records;
  for (const oversight::OfficeRecord& one : *kept) records.push_back(one.record);
  return oversight::districts_of(records);
}

Result<std::vector<FigureRow>> figure_rows(const access::Principal& who, Moment moment,
                                           const RecordDesk& desk, const IndicatorOrder& asked) {
  const IndicatorOrder order = settled(asked);
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_order(moment, order); !sound)
    return tl::unexpected(sound.error());
  const Result<oversight::Districts> districts = read_districts(who, moment, desk);
  if (!districts) return tl::unexpected(districts.error());
  MattersRead matters;
  return rows_in(who, moment, desk, order, *districts, matters);
}

Result<TreeOrder> tree_order(const access::Principal& who, Moment moment, const RecordDesk& desk,
                             const IndicatorOrder& asked, const oversight::Districts& districts,
                             const std::vector<FigureRow>& rows) {
  const IndicatorOrder order = settled(asked);
  TreeOrder tree{.by = order.by,
                 .region = order.region,
                 .digits_most = order.digits_most == 0 ? oversight::digits_below(order.region)
                                                       : order.digits_most,
                 .day = order.until,
                 .districts = &districts,
                 .names = {}};
  if (order.by != oversight::By::unit) return tree;
  std::set<std::int64_t> units;
  for (const FigureRow& row : rows)
    if (row.unit != 0) units.insert(row.unit);
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  for (const std::int64_t unit : units) {
    const Result<store::Unit> known = held->unit(access::UnitId{unit});
    if (!known && known.error().code == ErrorCode::not_found) continue;
    if (!known) return tl::unexpected(known.error());
    tree.names.emplace_back(std::to_string(unit), known->name);
  }
  return tree;
}

Result<IndicatorTable> show_indicators(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const IndicatorOrder& asked) {
  const IndicatorOrder order = settled(asked);
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_order(moment, order); !sound)
    return tl::unexpected(sound.error());
  const Result<oversight::Districts> districts = read_districts(who, moment, desk);
  if (!districts) return tl::unexpected(districts.error());
  const IndicatorOrder earlier = period_before(order);
  MattersRead matters;
  const Result<std::vector<FigureRow>> rows =
      rows_in(who, moment, desk, order, *districts, matters);
  if (!rows) return tl::unexpected(rows.error());
  const Result<std::vector<FigureRow>> before =
      rows_in(who, moment, desk, earlier, *districts, matters);
  if (!before) return tl::unexpected(before.error());
  std::vector<FigureRow> all = *rows;
  all.insert(all.end(), before->begin(), before->end());
  const Result<TreeOrder> tree = tree_order(who, moment, desk, order, *districts, all);
  if (!tree) return tl::unexpected(tree.error());
  IndicatorTable table{.order = order,
                       .before_from = earlier.from,
                       .before_until = earlier.until,
                       .table = oversight::table_of(*rows, *before, *tree),
                       .notes = {},
                       .festival_until = casework::day_before_spring_festival(
                           year_of(order.until) + 1, desk.law->calendar)};
  add_notes(moment.today, table);
  return table;
}

Result<IndicatorRows> indicator_rows(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, const IndicatorRowsQuery& asked) {
  IndicatorRowsQuery query = asked;
  query.order = settled(asked.order);
  if (query.place == asked.order.region) query.place = query.order.region;
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > kRowsMost)
    return fail(ErrorCode::usage,
                fmt::format("一页 {} 行不行，请写 1 至 {}", query.limit, kRowsMost));
  if (query.order.indicators.size() != 1)
    return fail(ErrorCode::usage, "一次看一个指标后面的行；请写一个指标名");
  if (const Result<void> sound = check_order(moment, query.order); !sound)
    return tl::unexpected(sound.error());
  const Result<oversight::Districts> districts = read_districts(who, moment, desk);
  if (!districts) return tl::unexpected(districts.error());
  MattersRead matters;
  Result<std::vector<FigureRow>> rows =
      rows_in(who, moment, desk, query.order, *districts, matters);
  if (!rows) return tl::unexpected(rows.error());
  const Result<TreeOrder> tree = tree_order(who, moment, desk, query.order, *districts, *rows);
  if (!tree) return tl::unexpected(tree.error());
  std::erase_if(*rows, [&](const FigureRow& row) {
    const std::vector<std::string> path = oversight::path_of(row, *tree);
    return path.empty() || (!query.is_whole && std::ranges::find(path, query.place) == path.end());
  });
  std::ranges::stable_sort(*rows, {}, [](const FigureRow& row) {
    return std::tuple(row.of, row.id, row.figure.month.value_or(Month{-1}));
  });
  IndicatorRows page;
  for (const FigureRow& row : *rows) page.cell.add(row.figure);
  const std::size_t first = std::min(query.after, rows->size());
  const std::size_t end = std::min(first + static_cast<std::size_t>(query.limit), rows->size());
  page.rows.assign(rows->begin() + static_cast<std::ptrdiff_t>(first),
                   rows->begin() + static_cast<std::ptrdiff_t>(end));
  if (end < rows->size()) page.next = end;
  return page;
}

Result<Corrections> show_corrections(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, const IndicatorOrder& asked) {
  const IndicatorOrder order = settled(asked);
  if (!order.known_before)
    return fail(ErrorCode::usage, "请写明和什么时候知道的比（--known-before 2026-11-01T09:00）");
  IndicatorOrder by_now = order;
  by_now.known_before = {};
  const Result<std::vector<FigureRow>> then = figure_rows(who, moment, desk, order);
  if (!then) return tl::unexpected(then.error());
  const Result<std::vector<FigureRow>> now = figure_rows(who, moment, desk, by_now);
  if (!now) return tl::unexpected(now.error());
  Corrections found{.order = by_now, .known_before = *order.known_before, .cells = {}, .rows = {}};
  const CellTable whole = oversight::table_of(*now, *then,
                                              {.by = oversight::By::funding,
                                               .region = {},
                                               .digits_most = 0,
                                               .day = order.until,
                                               .districts = nullptr,
                                               .names = {}});
  for (const oversight::SnapshotCell& cell : whole.cells)
    if (cell.code.empty() && cell.before && *cell.before != cell.cell) found.cells.push_back(cell);
  std::map<RowKey, BothRows> both;
  take(*then, false, both);
  take(*now, true, both);
  for (const auto& [key, rows] : both)
    if (rows.then != rows.now && !oversight::is_of_today(std::get<0>(key)))
      found.rows.push_back({.indicator = std::get<0>(key),
                            .of = std::get<1>(key),
                            .id = std::get<2>(key),
                            .label = rows.label,
                            .region_code = rows.region_code,
                            .then = rows.then,
                            .now = rows.now});
  return found;
}

Result<std::vector<IndicatorId>> indicators_in(std::string_view text) {
  std::vector<IndicatorId> ids;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view name = trim(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (name.empty()) continue;
    const Indicator* known = oversight::indicator_named(name);
    if (known == nullptr)
      return fail(ErrorCode::usage, fmt::format("没有指标「{}」；有 {}",
                                                printable(shortened(name, 40)), names_of_all()));
    ids.push_back(known->id);
  }
  return ids;
}

Result<oversight::By> by_in(std::string_view text) {
  if (text.empty()) return oversight::By::district;
  if (const auto by = oversight::by_named(text)) return *by;
  return fail(ErrorCode::usage,
              fmt::format("不能按「{}」分；可以写 district、industry、unit、funding",
                          printable(shortened(text, 40))));
}

}  // namespace qingxin::app
