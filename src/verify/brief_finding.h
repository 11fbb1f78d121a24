// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/money.h"
#include "book/book.h"
#include "book/schema.h"
#include "rules/finding.h"
#include "verify/scope.h"

namespace qingxin::verify {

// What a finding comes to, without its id, its texts and its evidence: who, when, which rule, how
// much. Who and what are numbers of the book.
struct BriefFinding {
  book::ProjectIndex project = 0;
  book::WorkerIndex worker = 0;  // 0: about nobody alone
  Month month = {-1};            // {-1}: about no month
  std::uint8_t rule = 0;         // position in rules::kCatalogue
  rules::Verdict verdict = rules::Verdict::violates;
  rules::Severity severity = rules::Severity::red;
  book::TextId unit = 0;  // the employer it is about; 0: about none alone
  std::optional<Money> amount;
  std::string subject;                        // account or 期次; empty: about none
  std::optional<rules::MissingFact> missing;  // with Verdict::missing_fact

  friend bool operator==(const BriefFinding&, const BriefFinding&) = default;
};

// What a rule lacks in a project, and a place that lacks it. Of several the first counts: tables
// and cells by name, then tables of which rows were rejected.
struct Lack {
  std::uint8_t rule = 0;  // position in rules::kCatalogue
  std::optional<book::Table> rejected;
  rules::MissingFact fact;
  Scope place;
};
bool comes_before(const Lack& a, const Lack& b);
BriefFinding brief_of(book::ProjectIndex project, const Lack& lack);

// The order of the report within a project; of two that differ in nothing else what is missing
// comes last.
bool comes_before(const book::Book& facts, const BriefFinding& a, const BriefFinding& b);

}  // namespace qingxin::verify
