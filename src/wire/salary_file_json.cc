// SPDX-License-Identifier: Apache-2.0
#include "wire/salary_file_json.h"

#include <ostream>

#include "verify/report.h"
#include "verify/words.h"
#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

std::string_view to_string(verify::SalaryUnit unit) {
  switch (unit) {
    case verify::SalaryUnit::fils: return "fils";
    case verify::SalaryUnit::records: return "records";
    case verify::SalaryUnit::employees: return "employees";
    case verify::SalaryUnit::accounts: return "accounts";
    case verify::SalaryUnit::text: return "text";
  }
  return "";
}

struct FigureToJson {
  json::value operator()(std::monostate) const { return nullptr; }
  json::value operator()(Money amount) const { return amount.fen; }
  json::value operator()(std::int64_t number) const { return number; }
  json::value operator()(const std::string& words) const { return json::value(text(words)); }
};

json::value to_json(const verify::SalaryFigure& figure) {
  return std::visit(FigureToJson{}, figure);
}

json::object to_json(const verify::SalaryFault& fault, bool is_revealed) {
  json::object object;
  object["line"] = fault.line;
  if (!fault.account.empty()) object["account"] = verify::shown(fault.account, is_revealed);
  object["expected"] = to_json(fault.expected);
  object["found"] = to_json(fault.found);
  return object;
}

json::object to_json(const verify::SalaryAnswer& answer, bool is_revealed) {
  const verify::SalaryCheckCard& card = verify::card_of(answer.check);
  json::object object;
  object["check"] = text(card.id);
  object["verdict"] = text(verify::to_string(answer.verdict));
  object["unit"] = text(to_string(card.unit));
  object["expected"] = to_json(answer.expected);
  object["found"] = to_json(answer.found);
  object["lines"] = json::array(answer.lines.begin(), answer.lines.end());
  json::array faults;
  for (const verify::SalaryFault& fault : answer.faults)
    faults.emplace_back(to_json(fault, is_revealed));
  object["faults"] = std::move(faults);
  return object;
}

}  // namespace

void write_salary_file_json(const verify::SalaryFileReport& report, std::string_view version,
                            bool is_revealed, std::ostream& out) {
  out << "{\"qingxin\": " << json::serialize(text(version))
      << ",\n \"file\": " << json::serialize(text(report.file)) << ",\n \"format\": \"uae-sif\""
      << ",\n \"employer_id\": " << json::serialize(text(report.employer_id))
      << ",\n \"salary_month\": " << json::serialize(text(qingxin::to_string(report.salary_month)))
      << ",\n \"records\": " << report.records << ",\n \"total_fils\": " << report.total.fen
      << ",\n \"checks\": [";
  write_lines(
      report.answers,
      [&](const verify::SalaryAnswer& answer) { return to_json(answer, is_revealed); }, out);
  out << "\n ],\n \"violations\": " << report.violations << "}\n";
}

}  // namespace qingxin::wire
