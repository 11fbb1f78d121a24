// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/read_folder.h"
#include "verify/draw_warnings.h"

namespace qingxin::app {

// What is held against what, over which months.
struct TrialOrder {
  Date as_of;
  std::optional<Month> first_month, last_month;  // empty: all
  std::string region;
  int threads = 1;
};

// What becomes of a rule's findings in a project when the tried pack takes the present one's place.
enum class Trial : unsigned char { same, fresh, gone, graver, milder };
std::string_view name_of(Trial trial);     // "same", "new" …
std::string_view in_chinese(Trial trial);  // 不变, 新增 …

struct TriedRule {
  std::string project_id, project_name;
  std::uint8_t rule = 0;
  Trial trial = Trial::same;
  // The level of the warning that the rule's findings are part of; empty: of none.
  std::optional<rules::Severity> before, after;
  int findings = 0;
  int people = 0;
  std::optional<Money> amount;
};

// The same over all projects.
struct TriedTotal {
  std::uint8_t rule = 0;
  Trial trial = Trial::same;
  std::optional<rules::Severity> before, after;
  int projects = 0;
  int findings = 0;
  int people = 0;  // distinct
  std::optional<Money> amount;
};

// How many warnings a pack draws: one per project and matter.
struct DrawnCount {
  std::array<int, verify::kLevels> by_level{};
  int warnings = 0;
};

struct PackTrial {
  int projects = 0;  // that were looked at
  // Of the months asked for those of which there is no wage, attendance or payment: what is drawn
  // then comes of rules that know no month.
  std::vector<Month> empty_months;
  DrawnCount present, tried;
  std::vector<TriedTotal> totals;  // by rule, then by level before and after
  std::vector<TriedRule> rules;    // by project and rule, those that change
};

// The same on facts from any of the three places; of stored facts those in the scope of who asks.
// Errors: not_permitted, those of read_facts() and verify().
Result<PackTrial> try_pack_on(const FactsPlace& place, const TrialOrder& order, const law::Law& law,
                              const verify::Pack& present, const verify::Pack& tried,
                              const Progress& progress);

// Judges the facts once and draws the warnings of both packs. Errors: those of verify().
Result<PackTrial> try_pack(FolderRead read, const TrialOrder& order, const verify::Pack& present,
                           const verify::Pack& tried, const Progress& progress);

}  // namespace qingxin::app
