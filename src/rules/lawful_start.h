// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <fmt/format.h>

#include "rules/finding.h"

namespace qingxin::rules {

// What had to be there before the work began. Empty answers: the cell was empty, or no file has
// the column.
struct StartOfWork {
  bool has_permit_required_column = false;
  bool has_permit_date_column = false;
  std::optional<bool> is_permit_required;  // an empty cell counts as required
  std::optional<Date> permit_date;
  std::optional<Date> start_date;
  std::optional<bool> has_started;  // at as_of
  std::optional<bool> is_funded;
  std::optional<bool> is_government_funded;
  std::optional<bool> has_contractor_advance;
  Date as_of;
};

// 保障农民工工资支付条例 23: no work before the money, and the permit, are there; on the
// government's projects the contractor advances nothing.
//
// Cases: law/examples/gwy-724/023-F04.md
inline constexpr Rule kLawfulStart{
    .id = "F04",
    .name = "未取得施工许可或资金未落实开工",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 23}, {"gwy-724", 59}, {"gwy-724", 60}, {"gwy-724", 61}}},
    .next = "核对施工许可和资金证明；属实的，通报行业主管部门依法处理",
    .formula = "需要施工许可而开工时还没有取得，或者资金没有落实，或者政府投资项目由施工单位垫资"};

// An empty cell counts as required; a column that no file has tells nothing.
constexpr bool needs_permit(const StartOfWork& start) {
  return start.has_permit_required_column && start.is_permit_required.value_or(true);
}

// Work began, and no permit was there then.
constexpr bool lacks_permit(const StartOfWork& start) {
  if (!start.has_permit_date_column || start.has_started != true) return false;
  if (!start.permit_date) return true;
  return start.start_date && *start.start_date < *start.permit_date;
}

constexpr bool starts_without_permit(const StartOfWork& start) {
  return needs_permit(start) && lacks_permit(start);
}

constexpr bool is_advanced_by_contractor(const StartOfWork& start) {
  return start.is_government_funded == true && start.has_contractor_advance == true;
}

// What keeps the permit from being judged; nothing when it is in order.
constexpr std::optional<MissingFact> permit_lacks(const StartOfWork& start) {
  if (start.is_permit_required == false || start.has_started == false) return std::nullopt;
  if (!start.has_permit_date_column) return MissingFact{"projects", "permit_date"};
  if (!start.has_started || (start.permit_date && !start.start_date))
    return MissingFact{"projects", "start_date"};
  if (!start.has_permit_required_column && lacks_permit(start))
    return MissingFact{"projects", "permit_required"};
  return std::nullopt;
}

constexpr Judgement lawful_start(const StartOfWork& start) {
  if (starts_without_permit(start) || start.is_funded == false || is_advanced_by_contractor(start))
    return {.verdict = Verdict::violates, .severity = Severity::red};
  if (const std::optional<MissingFact> lacks = permit_lacks(start)) return missing_fact(*lacks);
  if (!start.is_funded) return missing_fact({"projects", "funds_ready"});
  if (start.is_government_funded == false || start.has_contractor_advance == false)
    return complies();
  if (!start.is_government_funded) return missing_fact({"projects", "funding"});
  return missing_fact({"projects", "contractor_advance"});
}

inline std::string lawful_start_because(const StartOfWork& start, const Judgement&) {
  std::string text;
  const auto add = [&](const std::string& words) { text += (text.empty() ? "" : "；") + words; };
  if (starts_without_permit(start)) {
    const std::string began =
        start.start_date ? to_string(*start.start_date) + " 开工" : std::string("已经开工");
    if (start.permit_date)
      add(fmt::format("{}，施工许可 {} 才取得", began, to_string(*start.permit_date)));
    else
      add(fmt::format("{}，截至 {} 没有施工许可", began, to_string(start.as_of)));
  }
  if (start.is_funded == false) add("项目资金没有落实");
  if (is_advanced_by_contractor(start)) add("政府投资项目由施工单位垫资");
  return text;
}

}  // namespace qingxin::rules
