// SPDX-License-Identifier: Apache-2.0
#include "oversight/tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/instant.h"

namespace qingxin::oversight {

namespace {

constexpr std::array<std::size_t, 4> kDigits{2, 4, 6, 9};
constexpr std::string_view kUnknownName = "不详";
constexpr std::string_view kWholeName = "全部";

std::string unknown_below(std::string parent) {
  return std::move(parent) + kUnknownPlace;
}

std::vector<std::string> districts_over(std::string_view code, const TreeOrder& order) {
  std::vector<std::string> path{order.region};
  if (code.empty()) {
    path.push_back(unknown_below(order.region));
    return path;
  }
  if (!code.starts_with(order.region)) return {};
  for (const std::size_t digits : kDigits)
    if (digits > order.region.size() && digits <= code.size() &&
        static_cast<int>(digits) <= order.digits_most)
      path.emplace_back(code.substr(0, digits));
  // What lies in a place, and in none of those below it that are told apart.
  const std::size_t told = path.back().size();
  const bool is_finest = static_cast<int>(told) >= order.digits_most || told == kDigits.back();
  if (!is_finest) path.push_back(unknown_below(path.back()));
  return path;
}

std::string key_of(const FigureRow& row, By by) {
  switch (by) {
    case By::district: return row.region_code;
    case By::industry: return row.industry;
    case By::unit: return row.unit == 0 ? "" : std::to_string(row.unit);
    case By::funding: return row.funding;
  }
  return "";
}

std::string name_of_place(const std::string& code, const TreeOrder& order) {
  if (code.ends_with(kUnknownPlace)) return std::string(kUnknownName);
  if (order.by == By::district) {
    if (order.districts != nullptr)
      if (const std::string_view name = order.districts->name_of(code, order.day); !name.empty())
        return std::string(name);
    return code.empty() ? std::string(kWholeName) : code;
  }
  if (code == order.region) return std::string(kWholeName);
  if (order.by == By::funding) {
    if (code == kPublicMoney) return "政府投资、国企、PPP";
    if (code == kOtherMoney) return "其他资金";
  }
  for (const auto& [known, name] : order.names)
    if (known == code) return name;
  return code;
}

// By place, in which the unknown one stands last.
struct ByPlace {
  bool operator()(const std::vector<std::string>& a, const std::vector<std::string>& b) const {
    return std::ranges::lexicographical_compare(a, b, [](const auto& x, const auto& y) {
      const bool is_x_unknown = x.ends_with(kUnknownPlace),
                 is_y_unknown = y.ends_with(kUnknownPlace);
      return is_x_unknown != is_y_unknown ? is_y_unknown : x < y;
    });
  }
};

// The places as they stand in a table, each with its path.
using Places = std::set<std::vector<std::string>, ByPlace>;

struct Cells {
  Cell now, before;
};

// Without those that nobody named and that have no other beside them.
void drop_lonely_unknowns(Places& places) {
  std::map<std::vector<std::string>, int> children;
  const auto parent_of = [](const std::vector<std::string>& path) {
    return std::vector<std::string>(path.begin(), path.end() - 1);
  };
  for (const std::vector<std::string>& path : places)
    if (path.size() > 1) ++children[parent_of(path)];
  std::erase_if(places, [&](const std::vector<std::string>& path) {
    return path.size() > 1 && path.back().ends_with(kUnknownPlace) &&
           children[parent_of(path)] == 1;
  });
}

}  // namespace

Districts::Districts(std::vector<Name> names, std::vector<Merger> mergers)
    : names_(std::move(names)), mergers_(std::move(mergers)) {
  std::ranges::stable_sort(names_, {}, [](const Name& name) {
    return std::pair(std::string_view{name.code}, name.from.value_or(Date{INT32_MIN}));
  });
  std::ranges::stable_sort(mergers_, {}, [](const Merger& merger) {
    return std::pair(std::string_view{merger.code}, merger.from);
  });
}

std::string_view Districts::name_of(std::string_view code, Date day) const {
  // Before its first day it was called what it was called first.
  std::string_view name;
  for (const Name& each : names_)
    if (each.code == code && (name.empty() || !each.from || *each.from <= day)) name = each.name;
  return name;
}

std::string Districts::code_on(std::string_view code, Date day) const {
  std::string now(code);
  // A chain is no longer than there are mergers; a ring would not end.
  for (std::size_t steps = 0; steps <= mergers_.size(); ++steps) {
    const Merger* found = nullptr;
    for (const Merger& merger : mergers_)
      if (merger.from <= day && !merger.code.empty() && now.starts_with(merger.code) &&
          !merger.successor.starts_with(merger.code) &&
          (found == nullptr || merger.code.size() >= found->code.size()))
        found = &merger;
    if (found == nullptr) return now;
    // What lay below it has no number in the one that it became.
    now = found->successor;
  }
  return std::string(code);
}

std::vector<std::string> Districts::merged_into(std::string_view region, Date day) const {
  std::vector<std::string> codes;
  for (const Merger& merger : mergers_)
    if (!merger.code.starts_with(region) && code_on(merger.code, day).starts_with(region))
      codes.push_back(merger.code);
  // By their codes: one that lies below another comes after it, and is read with it.
  std::vector<std::string> apart;
  for (std::string& code : codes)
    if (apart.empty() || !code.starts_with(apart.back())) apart.push_back(std::move(code));
  return apart;
}

Districts districts_of(std::span<const Record> records) {
  std::vector<Districts::Name> names;
  std::vector<Districts::Merger> mergers;
  for (const Record& record : records) {
    if (record.face.kind != RecordKind::district) continue;
    const std::string code{text_of(record.values, Field::code)};
    for (const RecordEvent& event : record.events) {
      const Date day = china_day(event.at);
      const std::optional<Date> from = day_of(event.values, Field::from);
      if (const std::string_view name = text_of(event.values, Field::name); !name.empty()) {
        names.push_back({.code = code, .name = std::string(name), .from = from.value_or(day)});
      }
      if (const std::string_view to = text_of(event.values, Field::successor); !to.empty())
        mergers.push_back(
            {.code = code,
             .successor = std::string(to),
             .from = day_of(event.values, Field::until).value_or(from.value_or(day))});
    }
  }
  return {std::move(names), std::move(mergers)};
}

std::vector<std::string> path_of(const FigureRow& row, const TreeOrder& order) {
  if (order.by == By::district) {
    const std::string code = order.districts == nullptr
                                 ? row.region_code
                                 : order.districts->code_on(row.region_code, order.day);
    return districts_over(code, order);
  }
  std::string key = key_of(row, order.by);
  return {"", key.empty() ? unknown_below("") : std::move(key)};
}

int digits_below(std::string_view region) {
  if (region.empty()) return 6;
  for (const std::size_t digits : kDigits)
    if (digits > region.size()) return static_cast<int>(digits);
  return static_cast<int>(kDigits.back());
}

CellTable table_of(std::span<const FigureRow> rows, const TreeOrder& order) {
  CellTable table = table_of(rows, {}, order);
  for (SnapshotCell& cell : table.cells) cell.before = {};
  return table;
}

CellTable table_of(std::span<const FigureRow> rows, std::span<const FigureRow> before,
                   const TreeOrder& order) {
  Places places;
  std::map<IndicatorId, std::map<std::string, Cells>> cells;
  const auto count = [&](const FigureRow& row, bool is_before) {
    const std::vector<std::string> path = path_of(row, order);
    for (std::size_t i = 0; i < path.size(); ++i) {
      places.insert({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i) + 1});
      Cells& here = cells[row.figure.indicator][path[i]];
      (is_before ? here.before : here.now).add(row.figure);
    }
  };
  for (const FigureRow& row : rows) count(row, false);
  for (const FigureRow& row : before) count(row, true);
  // The whole is told even where nothing is in it.
  places.insert({order.by == By::district ? order.region : std::string{}});
  drop_lonely_unknowns(places);
  CellTable table;
  for (const std::vector<std::string>& path : places)
    table.places.push_back({.by = order.by,
                            .code = path.back(),
                            .name = name_of_place(path.back(), order),
                            .parent = path.size() > 1 ? path[path.size() - 2] : std::string{}});
  for (const auto& [indicator, of_indicator] : cells)
    for (const SnapshotPlace& place : table.places)
      if (const auto found = of_indicator.find(place.code); found != of_indicator.end())
        table.cells.push_back({.indicator = indicator,
                               .by = order.by,
                               .code = place.code,
                               .cell = found->second.now,
                               .before = is_of_today(indicator)
                                             ? std::nullopt
                                             : std::optional{found->second.before}});
  return table;
}

const SnapshotCell* find_cell(const CellTable& table, IndicatorId indicator,
                              std::string_view code) {
  const auto found = std::ranges::find_if(table.cells, [&](const SnapshotCell& cell) {
    return cell.indicator == indicator && cell.code == code;
  });
  return found == table.cells.end() ? nullptr : &*found;
}

std::string finest_place(const FigureRow& row, const CellTable& table, const TreeOrder& order) {
  const std::vector<std::string> path = path_of(row, order);
  for (auto code = path.rbegin(); code != path.rend(); ++code)
    if (std::ranges::find(table.places, *code, &SnapshotPlace::code) != table.places.end())
      return *code;
  return "";
}

}  // namespace qingxin::oversight
