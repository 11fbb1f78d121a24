// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "law/citation.h"
#include "law/period.h"

namespace qingxin::rules {

enum class Verdict : unsigned char { complies, violates, not_applicable, missing_fact };

// Ordered: the first is the gravest.
enum class Severity : unsigned char { red, orange, yellow, blue };

// The fact without which a rule cannot be judged, by the names of the facts folder: a table and a
// column of it (empty: the whole table). The table "parameter" names a parameter. Names are
// literals: they outlive every finding.
struct MissingFact {
  std::string_view table;
  std::string_view column;

  friend constexpr bool operator==(const MissingFact&, const MissingFact&) = default;
};

// What a rule says about one subject.
struct Judgement {
  Verdict verdict = Verdict::complies;
  Severity severity = Severity::red;
  std::optional<Money> amount = {};         // what is short, late or concerned
  std::optional<Date> since = {};           // the first day of the fault
  std::optional<int> days = {};             // how long it lasts or lasted, in calendar days
  std::optional<MissingFact> missing = {};  // with Verdict::missing_fact only
  std::optional<law::Deadline> due = {};    // the day that was missed, for people who count along
  law::Certainty certainty = law::Certainty::firm;
};

constexpr Judgement complies() {
  return {};
}
constexpr Judgement not_applicable() {
  return {.verdict = Verdict::not_applicable};
}
constexpr Judgement missing_fact(MissingFact fact) {
  return {.verdict = Verdict::missing_fact, .missing = fact};
}

// Whom the duty binds. A restaurant or a factory (用人单位) has no construction duties.
enum class Binds : unsigned char { construction, every_employer };

// What stands on the rule's card: shown with each finding.
struct Rule {
  std::string_view id;    // "W01"
  std::string_view name;  // 工资逾期未付或晚付
  Severity severity;      // the gravest it can say
  Binds binds;
  std::array<law::Citation, 5> bases;  // the first is the principal one; unused are empty
  std::string_view next;               // what the officer does, after checking
  std::string_view formula;            // in Chinese words: what makes it fire
  std::array<std::string_view, 9> parameters = {};  // that it leans on; unused are empty
};

// A rule none of whose bases was read is off by default (依据待核). One without any basis is a
// local rule and rests on its parameter.
constexpr bool is_confirmed(const Rule& rule) {
  bool has_basis = false;
  for (const law::Citation& basis : rule.bases) {
    if (basis.instrument.empty()) continue;
    has_basis = true;
    if (basis.mark != law::Mark::recalled && basis.mark != law::Mark::approximate) return true;
  }
  return !has_basis;
}

}  // namespace qingxin::rules
