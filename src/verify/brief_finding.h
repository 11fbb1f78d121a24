// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "book/facts.h"
#include "rules/finding.h"

namespace qingxin::verify {

// What a finding comes to, without its id, its texts and its evidence: who, when, which rule, how
// much. It refers to the book, which must outlive it.
struct BriefFinding {
  book::ProjectIndex project = 0;
  book::WorkerIndex worker = 0;  // 0: about nobody alone
  Month month = {-1};            // {-1}: about no month
  std::uint8_t rule = 0;         // position in rules::kCatalogue
  rules::Verdict verdict = rules::Verdict::violates;
  rules::Severity severity = rules::Severity::red;
  book::TextId unit = 0;  // the employer it is about; 0: about none alone
  std::optional<Money> amount;
  std::string_view subject;                   // account or 期次; empty: about none
  std::optional<rules::MissingFact> missing;  // with Verdict::missing_fact

  friend bool operator==(const BriefFinding&, const BriefFinding&) = default;
};

}  // namespace qingxin::verify
