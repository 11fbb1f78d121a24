// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <fmt/format.h>

#include "rules/finding.h"

namespace qingxin::rules {

// One thing that a contract has to settle.
struct SettledTerm {
  bool has_column = false;
  bool is_given = false;
};

// What the construction contract of a project, or one subcontract, says about money.
struct ContractTerms {
  std::string subcontractor;  // empty: the construction contract
  bool has_table = false;     // of projects, or of units
  SettledTerm measure_cycle;
  SettledTerm settle_method;
  // Of the construction contract only.
  SettledTerm labour_cycle;
  SettledTerm labour_amount;
  SettledTerm labour_share;

  bool is_subcontract() const { return !subcontractor.empty(); }
};

// 保障农民工工资支付条例 24, 25: what the contracts settle, so that the wages come in time.
//
// Cases: law/examples/gwy-724/024-F01.md
inline constexpr Rule kContractTerms{.id = "F01",
                                     .name = "施工或分包合同工资条款缺失",
                                     .severity = Severity::orange,
                                     .binds = Binds::construction,
                                     .bases = {{{"gwy-724", 24, 2},
                                                {"gwy-724", 25},
                                                {"rsb-2021-53", 5, 0, 0, law::Mark::approximate}}},
                                     .next = "调取合同核对；属实的，由行业主管部门督促双方补充约定",
                                     .formula =
                                         "施工合同没有约定计量周期、结算办法、人工费拨付周期，或者"
                                         "人工费金额和占比都没有；分包合同没有"
                                         "约定计量周期或者结算办法"};

// An amount or a share of the labour fee is enough; only where both are known to be absent is
// neither agreed.
constexpr bool lacks_labour_fee(const ContractTerms& terms) {
  return terms.labour_amount.has_column && terms.labour_share.has_column &&
         !terms.labour_amount.is_given && !terms.labour_share.is_given;
}

constexpr bool is_left_out(const SettledTerm& term) {
  return term.has_column && !term.is_given;
}

// The fault is what was left out; what no column tells is not known to be.
inline Judgement contract_terms(const ContractTerms& terms) {
  const std::string_view table = terms.is_subcontract() ? "units" : "projects";
  const bool is_main = !terms.is_subcontract();
  if (!terms.has_table) return missing_fact({table, ""});
  if (is_left_out(terms.measure_cycle) || is_left_out(terms.settle_method) ||
      (is_main && (is_left_out(terms.labour_cycle) || lacks_labour_fee(terms))))
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (!terms.measure_cycle.has_column) return missing_fact({table, "measure_cycle"});
  if (!terms.settle_method.has_column) return missing_fact({table, "settle_method"});
  if (!is_main) return complies();
  if (!terms.labour_cycle.has_column) return missing_fact({table, "labour_cycle_months"});
  if (terms.labour_amount.is_given || terms.labour_share.is_given) return complies();
  return missing_fact({table, terms.labour_amount.has_column ? "labour_share" : "labour_amount"});
}

inline std::string contract_terms_because(const ContractTerms& terms, const Judgement&) {
  std::string left_out;
  const auto add = [&](bool is_missing, std::string_view words) {
    if (!is_missing) return;
    left_out += left_out.empty() ? "" : "、";
    left_out += words;
  };
  add(is_left_out(terms.measure_cycle), "工程款计量周期");
  add(is_left_out(terms.settle_method), "工程款进度结算办法");
  if (terms.is_subcontract())
    return fmt::format("与 {} 的分包合同没有约定{}", terms.subcontractor, left_out);
  add(is_left_out(terms.labour_cycle), "人工费用拨付周期");
  add(lacks_labour_fee(terms), "人工费用的数额或者占比");
  return fmt::format("施工合同没有约定{}", left_out);
}

}  // namespace qingxin::rules
