// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "book/book.h"
#include "book/tiles.h"
#include "law/law.h"
#include "verify/county.h"
#include "verify/screen_tiles.h"
#include "verify/settings.h"

namespace qingxin::verify {

// One violation found from sums: what can be counted and added up, without a word of text.
struct TileFinding {
  std::int64_t fen = 0;  // with has_fen
  book::ProjectIndex project = 0;
  book::WorkerIndex worker = 0;  // 0: of the project
  Month month{-1};               // {-1}: of none
  book::TextId subject = 0;      // 期次
  std::uint8_t rule = 0;         // position in rules::kCatalogue
  rules::Severity severity = rules::Severity::red;
  bool has_fen = false;

  friend constexpr auto operator<=>(const TileFinding&, const TileFinding&) = default;
};

// The rules that tiles can judge; of X04 only the month's half.
extern const RuleSet kTileRules;

struct TileVerdicts {
  std::vector<TileFinding> findings;           // project by project, in the order of the book
  std::vector<book::ProjectIndex> needs_rows;  // ascending: not judged here, ask their rows
};

// W01 W02 W06 W11 W16 W17 F05 F06 and the month's half of X04, as far as the settings ask for them,
// from the tiles of a book. Every project is either judged as its rows would be, or named in
// needs_rows. The book must hold nothing newer than as_of. One thread may take the twin it likes.
class TileJudge {
 public:
  TileJudge(const book::Book& facts, const book::Tiles& tiles, const law::Law& law,
            const Settings& settings);

  TileVerdicts judge_all(Screen screen) const;

  // Judges one project's block; false, and nothing added, when its rows must be asked.
  bool judge(const book::TileBlock& block, const book::WorkerIndex* workers, Screen screen,
             std::vector<TileFinding>& findings) const;

 private:
  // What a region's parameters say, and what follows from them month by month.
  struct Region {
    int least_passes = 0;
    int least_hours_hundredths = 0;
    std::vector<std::optional<int>> pay_days, pay_offsets;  // by position of the month
    std::vector<TileTerms> terms;
    std::vector<std::array<std::uint32_t, kThresholds>> thresholds;
    std::vector<bool> can_judge;  // the parameters of the checks asked for are there
  };

  void find_regions();
  void find_working_days();
  void add_region(book::TextId region);
  bool add_parameters(std::string_view region, Month month, TileTerms& terms,
                      std::array<std::uint32_t, kThresholds>& thresholds) const;
  law::Deadline pay_date(Month month, int offset, int day) const;
  law::Deadline fee_date(Date day) const;
  bool judge_months(const book::TileBlock& block, const book::WorkerIndex* workers, Screen screen,
                    std::int64_t& wages_due, std::vector<TileFinding>& findings) const;
  bool judge_fees(const book::TileBlock& block, std::vector<TileFinding>& findings) const;
  bool judge_cover(const book::TileBlock& block, std::int64_t wages_due,
                   std::vector<TileFinding>& findings) const;

  const book::Book* facts_;
  const book::Tiles* tiles_;
  const law::Law* law_;
  const Settings* settings_;
  std::vector<bool> is_silenced_;  // by project: a rejected row may turn something there
  std::vector<Month> months_;
  std::vector<bool> is_selected_;
  Date first_day_{};  // of the two that follow
  std::vector<law::Deadline> previous_working_day_, next_working_day_;
  std::vector<Region> regions_;
  std::vector<std::uint32_t> region_;  // of each project
  std::uint8_t asked_ = 0;
  bool is_fee_asked_ = false, is_cover_asked_ = false;
};

}  // namespace qingxin::verify
