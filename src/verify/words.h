// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "base/text.h"
#include "book/facts.h"
#include "book/schema.h"
#include "law/instruments.h"
#include "verify/report.h"

// What every face of a report (terminal, JSON, workbook) says in the same words.
namespace qingxin::verify {

// "「代发明细」", "「项目」的「工资支付日」", "参数 pay.day".
inline std::string in_chinese(const rules::MissingFact& missing) {
  if (missing.table == "parameter") return fmt::format("参数 {}", missing.column);
  const std::string_view table = book::table_in_chinese(missing.table);
  if (missing.column.empty()) return fmt::format("「{}」", table);
  const std::string words =
      fmt::format("「{}」的「{}」", table, book::column_in_chinese(missing.table, missing.column));
  return missing.column == "pay_day" ? words + "（或参数 pay.day）" : words;
}

// "项目经理", as the roster writes it.
constexpr std::string_view in_chinese(book::Role role) {
  switch (role) {
    case book::Role::worker: return "工人";
    case book::Role::manager: return "管理人员";
    case book::Role::project_manager: return "项目经理";
    case book::Role::chief_supervisor: return "总监";
  }
  return "";
}

// How a missing fact is mended.
inline std::string remedy(const rules::MissingFact& missing) {
  if (missing.table == "parameter")
    return fmt::format("在 参数.toml 设 {} 并写明出处，即可判定", missing.column);
  if (missing.column.empty()) return fmt::format("补齐{}，即可判定", in_chinese(missing));
  return fmt::format("补填{}，即可判定", in_chinese(missing));
}

// What the officer does next: the rule's step, or the mending of what is missing.
inline std::string next_step(const Finding& finding) {
  if (finding.missing && finding.evidence_rows > 0) return "改正被拒收的行后重新核查";
  return finding.missing ? remedy(*finding.missing) : std::string(finding.rule->next);
}

// What the month of a finding is: account and fee rules count calendar months, others wage months.
inline std::string_view month_word(const rules::Rule& rule) {
  const bool is_of_money = rule.id == "F05" || rule.id == "A05" || rule.id == "A06";
  return is_of_money ? "月份" : "工资月";
}

// The same for the unit that the finding is about: what it can do by itself, and no order.
inline std::string next_step_for_unit(const Finding& finding) {
  if (finding.missing) return next_step(finding);
  if (finding.rule->id.starts_with('W'))
    return "核对工资表、考勤和银行回单；有出入的改正，确实没有付足的尽快补付到本人卡上并留存凭证";
  return "核对所列各行；有出入的改正并补正资料，应办未办的尽快办理，留存凭证备查";
}

// Why a row was refused, and how it is mended. Reasons say both, parted by a semicolon.
struct Rejection {
  std::string reason, remedy;
};

inline Rejection rejection_in_words(const book::RejectedRow& row) {
  constexpr std::string_view kParting = "；";
  if (row.is_exact_duplicate) return {row.reason, "删去多余的一行"};
  const std::size_t at = row.reason.find(kParting);
  if (at == std::string::npos) return {row.reason, "对照原始材料改正这一格"};
  return {row.reason.substr(0, at), row.reason.substr(at + kParting.size())};
}

// A document number or card as it may be shown.
inline std::string shown(std::string_view secret, bool is_revealed) {
  return is_revealed ? std::string(secret) : masked(secret);
}

inline std::string shown(const Evidence& evidence, bool is_revealed) {
  return evidence.is_masked ? shown(evidence.value, is_revealed) : evidence.value;
}

// "工资表.xlsx 第 44 行「实发工资」 等 31 处"; empty without evidence.
inline std::string first_place(const Finding& finding, int evidence_rows) {
  if (finding.evidence.empty()) return "";
  const Evidence& cell = finding.evidence.front();
  std::string words = cell.file;
  if (cell.row > 0) words += fmt::format(" 第 {} 行", cell.row);
  if (!cell.column.empty()) words += fmt::format("「{}」", cell.column);
  if (evidence_rows > 1) words += fmt::format(" 等 {} 处", evidence_rows);
  return words;
}

// "保障农民工工资支付条例 第十二条", with its mark where the article itself was not read.
inline std::string basis_in_words(const law::Citation& basis, const law::Instruments& instruments) {
  const std::string words = law::in_chinese(basis, instruments);
  if (basis.mark == law::Mark::text) return words;
  return fmt::format("{} {}", words, law::to_string(basis.mark));
}

// Several, the title of a text only once: "保障农民工工资支付条例 第十二条、第十四条第一款".
template <typename Citations>
std::string bases_in_words(const Citations& bases, const law::Instruments& instruments) {
  std::string words;
  std::string_view before;
  for (const law::Citation& basis : bases) {
    if (basis.instrument.empty()) continue;
    std::string one = basis_in_words(basis, instruments);
    const std::size_t title = one.find(" 第");
    if (basis.instrument == before && title != std::string::npos)
      words += "、" + one.substr(title + 1);
    else
      words += (words.empty() ? "" : "；") + one;
    before = basis.instrument;
  }
  return words;
}

}  // namespace qingxin::verify
