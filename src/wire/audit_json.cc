// SPDX-License-Identifier: Apache-2.0
#include "wire/audit_json.h"

#include <ostream>

#include "access/permissions.h"
#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::object to_json(const access::AuditSuspect& suspect) {
  json::object object;
  object["fault"] = text(access::name_of(suspect.fault));
  object["first"] = suspect.first;
  object["last"] = suspect.last;
  if (suspect.fault == access::AuditFault::moved) object["was"] = suspect.was;
  object["message"] = text(access::in_chinese(suspect));
  return object;
}

std::string_view name_of(access::Via via) {
  switch (via) {
    case access::Via::terminal: return "terminal";
    case access::Via::session: return "session";
    case access::Via::api_key: return "api_key";
  }
  return {};
}

json::object to_json(const app::AuditLine& line) {
  const access::AuditRecord& record = line.record;
  json::object object;
  object["number"] = record.number;
  object["at"] = moment(record.at);
  object["user"] = id_text(number(record.user));
  object["role"] = text_or_null(access::name_of(record.role));
  object["via"] = text(name_of(record.via));
  object["credential"] = id_text(record.credential);
  object["action"] = record.entry.action;
  object["subjects"] = text_or_null(record.entry.subjects);
  object["reason"] = text_or_null(line.reason);
  object["hash"] = hex(record.hash);
  return object;
}

}  // namespace

void write_audit_json(const access::AuditReport& report, std::ostream& out) {
  out << "{\"records\": " << report.records
      << ",\n \"is_sound\": " << (report.is_sound() ? "true" : "false")
      << ",\n \"suspect_count\": " << report.suspect_count
      << ",\n \"head_count\": " << report.head.count
      << ",\n \"head_hash\": " << json::serialize(text(hex(report.head.hash)))
      << ",\n \"suspects\": [";
  write_lines(
      report.suspects, [](const access::AuditSuspect& suspect) { return to_json(suspect); }, out);
  out << "\n ]}\n";
}

std::string audit_report_json(const access::AuditReport& report) {
  json::object object;
  object["records"] = report.records;
  object["is_sound"] = report.is_sound();
  object["suspect_count"] = report.suspect_count;
  object["head_count"] = report.head.count;
  object["head_hash"] = hex(report.head.hash);
  object["suspects"] = array_of(
      report.suspects, [](const access::AuditSuspect& suspect) { return to_json(suspect); });
  return json::serialize(object);
}

std::string audit_json(const std::vector<app::AuditLine>& lines, int limit) {
  return page_json(
      lines, limit, [](const app::AuditLine& line) { return to_json(line); },
      [](const app::AuditLine& line) { return id_text(line.record.number); });
}

}  // namespace qingxin::wire
