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

// Orders that the program proposes by rule: 督办, 约谈, 通报, 问责. It proposes and a person issues
// or drops. No proposal rates a person: the addressee is a body or a firm.
namespace qingxin::oversight {

// What a rule looks at.
enum class ProposalMatter : unsigned char {
  late_return = 1,       // a return that was not filed in time
  late_task = 2,         // a task
  overdue_case = 3,      // a case whose deadline has passed, of the body that is responsible
  low_closing_rate = 4,  // 线索办结率 below
  repeat_arrears = 5,    // so many decided cases of one firm within 365 days
  unanswered_order = 6,  // an order that nobody answered in time: the next way
};
inline constexpr std::size_t kProposalMatters = 6;
std::string_view name_of(ProposalMatter matter);

// How often the same is proposed to the same: once in each.
enum class ProposalPeriod : unsigned char { week = 1, month = 2, year = 3 };

// The ways of an order, each milder than the next, by the names of Field::way.
std::span<const std::string_view> order_ways();
// The one that follows; the last one stays.
std::string_view next_way(std::string_view way);

struct ProposalRule {
  std::string id, name;
  ProposalMatter matter{};
  std::string way;  // empty: the one after that of the order that was not answered
  int at_least = 1;
  std::optional<std::int64_t> below;  // hundredths of a percent
  int from_month = 1;                 // of each year; before it the rule sleeps
  int answer_days = 5;
  ProposalPeriod period = ProposalPeriod::month;
  bool is_local = true;
};
struct ProposalRules {
  std::string title, source;
  Date checked_on;
  std::string digest;  // of the text: by which rules something was proposed
  std::vector<ProposalRule> rules;
};
// Refused with file, line, key, value and remedy: unknown keys, matters, ways and periods, two
// rules of one id, a rule that says what its matter does not ask for or lacks what it does.
Result<ProposalRules> read_proposals(std::string_view toml, std::string_view file);
// Those that ship.
Result<ProposalRules> built_in_proposals();

// A thing that is late, or one case of several.
struct ProposalRow {
  Of of{};
  std::int64_t id = 0;
  std::string label;
  std::optional<Date> due;
  std::string way;  // of an order: how it was given

  friend bool operator==(const ProposalRow&, const ProposalRow&) = default;
};
struct ProposalFacts {
  ProposalMatter matter{};
  std::vector<ProposalRow> rows;
  Cell answered;  // of low_closing_rate
};
// To whom it would go: a body that is registered, or a firm.
struct ProposalAddressee {
  std::int64_t unit = 0;        // 0: a firm that is not registered
  std::string name, firm_code;  // the code: of a firm
  std::string region_code;
  std::vector<ProposalFacts> facts;
};

struct Proposal {
  std::string rule;  // its id
  std::string mark;  // "low_closing_rate 2026-12 单位 12": one each, whoever proposes it
  std::string way;
  std::int64_t unit = 0;
  std::string firm, firm_code;  // of a firm
  std::string region_code;
  std::string name;     // a title
  std::string content;  // what is asked
  std::string reason;   // who, why, the figure with its formula
  std::int64_t value = 0;
  std::vector<ProposalRow> rows;
  Date answer_by;
  std::int64_t earlier = 0;  // the order that was not answered
};
// In the order of rules and addressees; whoever has nothing against him gets none.
std::vector<Proposal> propose(std::span<const ProposalRule> rules,
                              std::span<const ProposalAddressee> addressees, Date today);

// "周 2026-11-23", by its Monday; "2026-11"; "2026".
std::string period_words(ProposalPeriod period, Date today);

// A firm may be told apart from a person who runs a business under his own name: a credit code
// whose check character is right and that does not begin with 92 (个体工商户).
bool is_code_of_a_firm(std::string_view credit_code);

}  // namespace qingxin::oversight
