// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "verify/pack.h"

// What a pack makes of the findings of one project: at most one warning per matter, with its parts.
namespace qingxin::verify {

// A violation as far as a pack looks at it. What cannot be judged is no part of a warning.
struct PackFinding {
  std::string_view id;    // empty: the findings were told in brief
  std::uint8_t rule = 0;  // position in rules::kCatalogue
  rules::Severity severity = rules::Severity::red;
  std::int64_t worker = 0;  // a number that tells people apart; 0: about nobody alone
  std::optional<Month> month;
  std::optional<Money> amount;
  std::optional<Date> since;
  std::optional<int> days;  // how long it lasts or lasted when it was judged
};

// What one rule has in a warning.
struct WarningPart {
  std::uint8_t rule = 0;
  rules::Severity level = rules::Severity::red;  // the gravest colour, as the pack has it
  int findings = 0;
  int people = 0;
  std::optional<Money> amount;  // Σ; empty: none of them has one
  std::optional<Month> first_month, last_month;

  friend bool operator==(const WarningPart&, const WarningPart&) = default;
};

struct DrawnWarning {
  std::size_t matter = 0;  // position in Pack::matters
  rules::Severity level = rules::Severity::red;
  int people = 0;
  int months = 0;  // distinct months concerned
  // Each wage once, however many rules speak of it; of a matter about neither people nor wages the
  // most that a rule says about the project.
  std::optional<Money> amount;
  std::vector<WarningPart> parts;     // by rule
  std::vector<std::string> findings;  // ids, ascending

  friend bool operator==(const DrawnWarning&, const DrawnWarning&) = default;
};

// The day on which one draws, and on which the findings were judged: a fault that lasted to that
// day lasts on.
struct DrawDays {
  Date today, judged;
};

// In the order of the pack's matters. The same for any order of findings.
std::vector<DrawnWarning> draw_warnings(const Pack& pack, const ProjectFigures& project,
                                        const law::Parameters& parameters, DrawDays days,
                                        std::span<const PackFinding> findings);

// The colour in which the pack has a rule speak.
rules::Severity colour_in(const Pack& pack, std::uint8_t rule, rules::Severity own);

}  // namespace qingxin::verify
