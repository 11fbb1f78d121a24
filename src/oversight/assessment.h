// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "oversight/figure.h"
#include "oversight/record.h"

// Assessment 考核 of districts: a scheme that is data, and the score of a district by it. Points
// are in hundredths. What is not known gives no points and is said. A scheme scores districts,
// never a person.
namespace qingxin::oversight {

// From where a number of the scheme is.
enum class SchemeBasis : unsigned char { national = 1, local = 2, unverified = 3 };
std::string_view in_chinese(SchemeBasis basis);

// From `from` on and below `to`; the last one is open. In the unit of the indicator's measure:
// hundredths of a percent, hundredths of one per thousand, fen, a number.
struct SchemeBand {
  std::int64_t from = 0;
  std::optional<std::int64_t> to;
  std::int64_t points = 0;

  friend bool operator==(const SchemeBand&, const SchemeBand&) = default;
};

// How an item gets its points: by the band of its indicator; all but some for each that is counted;
// by a person, on evidence.
enum class ItemWay : unsigned char { bands = 1, deduction = 2, person = 3 };

struct SchemeItem {
  std::string id, part, name;
  std::int64_t points = 0;
  ItemWay way{};
  std::optional<IndicatorId> indicator;
  std::vector<SchemeBand> bands;
  std::int64_t per_one = 0;          // of a deduction
  std::optional<std::int64_t> goal;  // of a target letter
  SchemeBasis basis = SchemeBasis::local;
  std::string source;
  std::vector<std::string> evidence;  // what has to be shown
};
struct SchemePart {
  std::string id, name;
  std::int64_t points = 0;
};
// What makes it a C whatever the points.
struct DirectC {
  std::string id, name;
  std::optional<IndicatorId> indicator;  // nothing: a person says how many there were
  std::int64_t at_least = 1;
  SchemeBasis basis = SchemeBasis::local;
  std::string source;
};
struct SchemeGrade {
  std::string grade;
  std::int64_t from = 0;
  std::optional<std::int64_t> to;
};
struct Scheme {
  std::string name;  // "default"; of a file its path
  std::string title, source;
  Date checked_on;
  std::string digest;  // SM3 of the text, 16 hex digits
  std::vector<SchemePart> parts;
  std::vector<SchemeItem> items;
  std::vector<DirectC> direct;
  std::vector<SchemeGrade> grades;  // the lowest first

  const SchemeItem* item(std::string_view id) const;
  std::int64_t points() const;
};

// Refused with file, line, key, value and remedy: unknown keys, parts, indicators and grades; bands
// and grades with a gap or an overlap, or that do not begin at 0; more points than the item has, or
// no band that gives them all; parts whose items do not add up to them; an item without a way or
// with two.
Result<Scheme> read_scheme(std::string_view toml, std::string_view file, std::string_view name);
// One that ships, by its name ("default"), or else a file. Error: usage, with those that ship.
Result<Scheme> find_scheme(std::string_view name_or_file);
std::vector<std::string> built_in_schemes();

// What is known of an item or a trigger of one district.
struct ItemFacts {
  std::string item;                    // its id
  std::optional<Cell> cell;            // of its indicator; nothing: there are no figures
  std::optional<std::int64_t> self;    // points that the district gives itself
  std::optional<std::int64_t> judged;  // points of a person; of a trigger how many there were
  std::vector<std::string> evidence;   // that is there
};

struct ItemScore {
  std::string item, name;
  std::int64_t full = 0, points = 0;
  std::optional<std::int64_t> self;
  std::string value;                 // "96.30%（52 ÷ 54，不明 1）"; "—"
  std::string formula;               // of the indicator, and how points follow
  std::vector<std::string> missing;  // why there are none, or fewer; evidence that is not there
  std::vector<std::string> evidence;
};
struct TriggerScore {
  std::string id, name;
  std::optional<std::int64_t> value;  // nothing: nobody has said
  bool is_hit = false;
};
struct AssessmentScore {
  std::vector<ItemScore> items;  // in the order of the scheme
  std::vector<TriggerScore> triggers;
  std::int64_t points = 0, full = 0;
  std::optional<std::int64_t> self;  // nothing: not every item has one
  std::string grade;                 // empty: a trigger is not known
  std::vector<std::string> missing;  // of the whole
};
AssessmentScore score_of(const Scheme& scheme, std::span<const ItemFacts> facts);

// "12.50", "10".
std::string points_text(std::int64_t hundredths);
Result<std::int64_t> points_in(std::string_view text);

// The lines of an assessment record read as facts: the item is its id, the answer the self-score,
// photos the evidence; of what a person judges `told`, which the district cannot write, is how he
// did. `cells`: of the district, by indicator.
struct IndicatorCell {
  IndicatorId indicator{};
  Cell cell;
};
Result<std::vector<ItemFacts>> facts_of_lines(const Scheme& scheme, std::span<const Line> lines,
                                              std::span<const IndicatorCell> cells);
// The lines with what the data say of each item; what a person judges and what the district says
// stays.
std::vector<Line> told_lines(const Scheme& scheme, const AssessmentScore& score,
                             std::span<const Line> before);

// One row of a target letter 目标责任书.
struct Target {
  std::string part, name, goal, formula, basis;
  std::int64_t points = 0;
};
std::vector<Target> targets_of(const Scheme& scheme);

}  // namespace qingxin::oversight
