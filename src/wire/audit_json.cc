// SPDX-License-Identifier: Apache-2.0
#include "wire/audit_json.h"

#include <boost/json.hpp>
#include <ostream>

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::string_view text(std::string_view words) {
  return {words.data(), words.size()};
}

json::object to_json(const access::AuditSuspect& suspect) {
  json::object object;
  object["fault"] = text(access::name_of(suspect.fault));
  object["first"] = suspect.first;
  object["last"] = suspect.last;
  if (suspect.fault == access::AuditFault::moved) object["was"] = suspect.was;
  object["message"] = text(access::in_chinese(suspect));
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
  std::string_view separator = "\n  ";
  for (const access::AuditSuspect& suspect : report.suspects) {
    out << separator << json::serialize(to_json(suspect));
    separator = ",\n  ";
  }
  out << "\n ]}\n";
}

}  // namespace qingxin::wire
