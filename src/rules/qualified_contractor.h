// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/check_digit.h"
#include "rules/finding.h"

namespace qingxin::rules {

// One party to whom work was handed, as the list of units shows it.
struct ContractingParty {
  bool has_units_table = false;
  bool is_contractor = false;  // 总承包, 专业分包, 劳务分包 or 个人
  std::string name;
  bool is_person = false;
  std::optional<bool> is_licence_valid;  // 存续; empty: not given
  bool has_qualification_column = false;
  bool has_qualification = false;
  std::string credit_code;  // empty: not given
};

// 保障农民工工资支付条例 36: work goes to firms that may do it.
//
// Cases: law/examples/gwy-724/036-L08.md
inline constexpr Rule kQualifiedContractor{
    .id = "L08",
    .name = "用工主体不合格",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 36, 1},
               {"gwy-724", 19},
               {"fs-2025-12", 1},
               {"fs-2025-12", 2},
               {"gb-32100", 0}}},
    .next = "查询登记和资质信息；属实的，改由合格的单位承接，拖欠的工资由发包的单位清偿",
    .formula =
        "总承包、专业分包、劳务分包是个人，或者登记状态不是存续，或者没有资质（红）；统一社会信用代"
        "码"
        "校验不符（黄）"};

// Work may not be handed to it, and who does pays the wages: L08 and the payer (C08) both ask here.
constexpr bool is_unqualified(const ContractingParty& party) {
  if (!party.is_contractor) return false;
  return party.is_person || party.is_licence_valid == false ||
         (party.has_qualification_column && !party.has_qualification);
}

// One finding, the gravest colour.
inline Judgement qualified_contractor(const ContractingParty& party) {
  if (!party.has_units_table) return missing_fact({"units", ""});
  if (!party.is_contractor) return not_applicable();
  if (is_unqualified(party)) return {.verdict = Verdict::violates, .severity = Severity::red};
  if (!party.credit_code.empty() && !passes_credit_code(party.credit_code))
    return {.verdict = Verdict::violates, .severity = Severity::yellow};
  if (!party.is_licence_valid) return missing_fact({"units", "licence_state"});
  if (!party.has_qualification_column) return missing_fact({"units", "qualification"});
  if (party.credit_code.empty()) return missing_fact({"units", "credit_code"});
  return complies();
}

inline std::string qualified_contractor_because(const ContractingParty& party, const Judgement&) {
  std::string faults;
  const auto add = [&](bool is_so, std::string_view words) {
    if (!is_so) return;
    faults += faults.empty() ? "" : "，";
    faults += words;
  };
  add(party.is_person, "是个人");
  add(party.is_licence_valid == false, "登记状态不是存续");
  add(!party.is_person && party.has_qualification_column && !party.has_qualification, "没有资质");
  add(!party.credit_code.empty() && !passes_credit_code(party.credit_code),
      "统一社会信用代码校验不符，可能录错");
  return fmt::format("参建单位 {}：{}", party.name, faults);
}

}  // namespace qingxin::rules
