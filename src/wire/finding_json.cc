// SPDX-License-Identifier: Apache-2.0
#include "wire/finding_json.h"

#include "verify/words.h"

namespace qingxin::wire {

namespace json = boost::json;

json::object to_json(const law::Citation& citation, const json::storage_ptr& memory) {
  json::object object(memory);
  object["instrument"] = text(citation.instrument);
  object["article"] = citation.article;
  if (citation.paragraph != 0) object["paragraph"] = citation.paragraph;
  if (citation.item != 0) object["item"] = citation.item;
  object["mark"] = text(law::to_string(citation.mark));
  return object;
}

namespace {

json::array evidence_to_json(const verify::Finding& finding, bool is_revealed,
                             const json::storage_ptr& memory) {
  json::array array(memory);
  for (const verify::Evidence& cell : finding.evidence) {
    json::object object(memory);
    object["file"] = cell.file;
    object["row"] = cell.row == 0 ? json::value(nullptr) : json::value(cell.row);
    object["column"] = or_null(cell.column, memory);
    object["value"] = shown(cell, is_revealed);
    array.emplace_back(std::move(object));
  }
  return array;
}

json::value missing_to_json(const std::optional<rules::MissingFact>& missing,
                            const json::storage_ptr& memory) {
  if (!missing) return nullptr;
  json::object object(memory);
  object["table"] = text(missing->table);
  object["column"] = or_null(missing->column, memory);
  return object;
}

}  // namespace

json::object to_json(const verify::Finding& finding, bool is_for_unit, bool is_revealed,
                     const json::storage_ptr& memory) {
  json::object object(memory);
  object["id"] = finding.id;
  object["rule"] = text(finding.rule->id);
  object["verdict"] = text(verify::to_string(finding.verdict));
  object["severity"] = text(verify::to_string(finding.severity));
  object["review"] = "unreviewed";
  object["project_id"] = finding.project_id;
  object["employer"] = or_null(finding.employer, memory);
  object["worker"] = or_null(verify::shown(finding.worker, is_revealed), memory);
  object["month"] = or_null(finding.month, memory);
  object["subject"] = or_null(finding.subject, memory);
  object["amount_fen"] = or_null(finding.amount);
  object["since"] = or_null(finding.since, memory);
  object["days"] = or_null(finding.days);
  object["basis"] = bases_to_json(finding.rule->bases, memory);
  object["provisional"] = finding.is_provisional;
  json::array explains(memory);
  for (const std::string& id : finding.explains) explains.emplace_back(id);
  object["explains"] = std::move(explains);
  object["missing"] = missing_to_json(finding.missing, memory);
  object["because"] = finding.because;
  object["next"] = is_for_unit ? verify::next_step_for_unit(finding) : verify::next_step(finding);
  object["evidence_rows"] = finding.evidence_rows;
  object["evidence"] = evidence_to_json(finding, is_revealed, memory);
  return object;
}

}  // namespace qingxin::wire
