// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "base/text.h"
#include "book/schema.h"
#include "verify/report.h"

// What every face of a report (terminal, JSON, workbook) says in the same words.
namespace qingxin::verify {

// "「代发明细」", "「项目」的「工资支付日」", "参数 pay.day".
inline std::string in_chinese(const rules::MissingFact& missing) {
  if (missing.table == "parameter") return fmt::format("参数 {}", missing.column);
  const std::string_view table = book::table_in_chinese(missing.table);
  if (missing.column.empty()) return fmt::format("「{}」", table);
  return fmt::format("「{}」的「{}」", table,
                     book::column_in_chinese(missing.table, missing.column));
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
  return finding.missing ? remedy(*finding.missing) : std::string(finding.rule->next);
}

// A document number or card as it may be shown.
inline std::string shown(std::string_view secret, bool is_revealed) {
  return is_revealed ? std::string(secret) : masked(secret);
}

inline std::string shown(const Evidence& evidence, bool is_revealed) {
  return evidence.is_masked ? shown(evidence.value, is_revealed) : evidence.value;
}

}  // namespace qingxin::verify
