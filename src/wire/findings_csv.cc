// SPDX-License-Identifier: Apache-2.0
#include "wire/findings_csv.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/report.h"

namespace qingxin::wire {

namespace {

// A cell of a CSV file; quoted where it must be.
std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

}  // namespace

void write_findings_csv(const app::Tally& tally, bool is_revealed, std::ostream& out) {
  out << "project_id,id_number,month,rule,verdict,severity,subject,employer,amount_fen\n";
  const book::Book& facts = tally.facts;
  for (const verify::BriefFinding& finding : tally.findings) {
    const std::string number(facts.identities[finding.worker]);
    out << fmt::format("{},{},{},{},{},{},{},{},{}\n",
                       csv_cell(facts.texts[facts.projects[finding.project].project_id]),
                       csv_cell(is_revealed ? number : masked(number)),
                       finding.month.index < 0 ? "" : to_string(finding.month),
                       rules::kCatalogue[finding.rule].id, verify::to_string(finding.verdict),
                       verify::to_string(finding.severity), csv_cell(finding.subject),
                       csv_cell(facts.texts[finding.unit]),
                       finding.amount ? std::to_string(finding.amount->fen) : "");
  }
}

}  // namespace qingxin::wire
