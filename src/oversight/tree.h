// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "oversight/figure.h"
#include "oversight/record.h"
#include "oversight/snapshot.h"

// Where a row counts: districts as a tree by the beginnings of their codes (省 2, 市 4, 县 6, 乡 9
// digits), industries, units and kinds of funding below the whole. Each row falls into exactly one
// finest place, a place that nobody named (不详) where need be: children always sum to their
// parent.
namespace qingxin::oversight {

// What districts were called, and what became of them.
class Districts {
 public:
  struct Name {
    std::string code, name;
    std::optional<Date> from;  // borne from that day on; nothing: from the beginning

    friend bool operator==(const Name&, const Name&) = default;
  };
  struct Merger {
    std::string code, successor;
    Date from;

    friend bool operator==(const Merger&, const Merger&) = default;
  };

  Districts() = default;
  Districts(std::vector<Name> names, std::vector<Merger> mergers);

  // As it was called on that day; empty: nobody has said.
  std::string_view name_of(std::string_view code, Date day) const;
  // Where a code counts on that day: it, or the one that it became; what lies below it goes along.
  std::string code_on(std::string_view code, Date day) const;
  // The codes that do not begin with `region` and count below it on that day.
  std::vector<std::string> merged_into(std::string_view region, Date day) const;

 private:
  std::vector<Name> names_;
  std::vector<Merger> mergers_;
};

// Of records of the kind `district`, with their events: a name holds from the 起始日 that was said
// with it, else from the day of the event; a successor from the 截止日 or the 起始日 said with it,
// else from the day of the event. Before its first day a place bears its first name.
Districts districts_of(std::span<const Record> records);

// The finest place that nobody named, below this one.
inline constexpr char kUnknownPlace = '?';

// The names of places other than districts: the code of a unit and what it is called.
using PlaceNames = std::vector<std::pair<std::string, std::string>>;

struct TreeOrder {
  By by = By::district;
  std::string region;                    // the root of districts; empty: the whole country
  int digits_most = 9;                   // no finer than that
  Date day;                              // as of which places are called
  const Districts* districts = nullptr;  // nothing: none has a name
  PlaceNames names;                      // of units
};

// The digits of the level below a region, of counties where it is the whole country.
int digits_below(std::string_view region);

// The places in which a row counts, from the root to the finest one. Empty: it lies outside of the
// region.
std::vector<std::string> path_of(const FigureRow& row, const TreeOrder& order);

struct CellTable {
  std::vector<SnapshotPlace> places;  // the root first, children after their parent, by code
  std::vector<SnapshotCell> cells;    // by indicator, then as the places stand; none without rows
};
CellTable table_of(std::span<const FigureRow> rows, const TreeOrder& order);
// A place that nobody named stands only beside others: alone it would say what its parent says.
// The same with the period before beside it; a place that has only rows of before is there, too.
CellTable table_of(std::span<const FigureRow> rows, std::span<const FigureRow> before,
                   const TreeOrder& order);

const SnapshotCell* find_cell(const CellTable& table, IndicatorId indicator, std::string_view code);

// The finest place of the table in which a row counts; empty, where it is in none or in the whole
// country alone.
std::string finest_place(const FigureRow& row, const CellTable& table, const TreeOrder& order);

}  // namespace qingxin::oversight
