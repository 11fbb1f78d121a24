// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "book/tiles.h"
#include "verify/judge_tiles.h"

namespace qingxin::verify {

// The checks that TileJudge makes, kept up to date while days and money come in and payroll lines
// are corrected: one position of a tile is changed in its place and its project judged anew, which
// costs the same in a village and in a province. What cannot be told there (somebody's first row of
// a month, an amount that does not fit, a project whose rows must be asked) it leaves to whoever
// has the rows.
//
// One Standing's facts() and the like must outlive it. For one thread at a time.
class HotStanding {
 public:
  HotStanding(const book::Book& facts, const book::Tiles& tiles, const law::Law& law,
              const Settings& settings, Screen screen);
  HotStanding(const HotStanding&) = delete;
  HotStanding& operator=(const HotStanding&) = delete;

  // Of a worker on a project, in a month.
  struct Place {
    book::ProjectIndex project;
    book::WorkerIndex worker;
    Month month;
  };

  // He was there on these days (bit d-1), and on no other. False: nothing has changed, ask the
  // rows.
  bool attend(const Place& place, std::uint32_t days);
  // Money that arrived with him; it may have come from elsewhere than the wage account. A payment
  // that is taken out again is less than nothing. False: nothing has changed, ask the rows.
  enum class From : std::uint8_t { wage_account, elsewhere };
  bool pay(const Place& place, Money amount, Date date, From from);

  // What the one line of a worker's month says. Its name and employer are as they were.
  struct Line {
    Money net, gross;
    Money held;   // withheld and deducted
    Money extra;  // overtime and allowances
    std::optional<int> half_days, hours_hundredths;
  };
  // His line says this now. False: nothing has changed, ask the rows; so it is where he has no line
  // there yet, or several.
  bool correct(const Place& place, const Line& line);

  // What the days are now; 0 where he has no position in a tile.
  std::uint32_t days_of(const Place& place) const;

  // What is to be found in a project, judged now. Null: its rows must be asked. Until the next.
  const std::vector<TileFinding>* judge(book::ProjectIndex project);

 private:
  // Where a worker-month stands.
  struct Slot {
    book::MonthHead* head = nullptr;
    book::Tile* tile = nullptr;  // null: nowhere, or wide
    std::size_t at = 0;
    std::size_t first_tile = 0;  // of the month, in the block
  };
  // A stay as far as it tells who was there after he had left.
  struct Stay {
    Date entered, left;  // INT32_MAX: still there
  };

  Slot find(const Place& place) const;
  book::TileBlock block_of(book::ProjectIndex project) const;
  void read_stays();
  bool is_after_left(const Place& place, std::uint32_t days) const;

  const book::Book* facts_;
  std::vector<book::TileLine> blocks_;
  std::span<const std::uint64_t> places_;
  std::span<const book::WorkerIndex> workers_;
  Settings settings_;
  TileJudge judge_;
  Screen screen_;
  std::unordered_map<std::uint64_t, std::vector<Stay>> leavers_;  // project and worker
  std::vector<TileFinding> findings_;
};

// A line as a tile has it; nothing where it leaves a cell empty that only the rows can tell of.
std::optional<HotStanding::Line> line_of(const book::PayrollLine& row);

}  // namespace qingxin::verify
