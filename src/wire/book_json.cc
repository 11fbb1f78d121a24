// SPDX-License-Identifier: Apache-2.0
#include "wire/book_json.h"

#include <ostream>

#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::object to_json(const book::FileRead& file) {
  json::object object;
  object["file"] = text(file.name);
  object["table"] = text(book::shape_of(file.table).english);
  object["rows"] = file.rows;
  object["used"] = file.used;
  return object;
}

json::object to_json(const book::StoredSection& section) {
  json::object object;
  object["kind"] = section.kind;
  object["name"] = text(section.name);
  object["bytes"] = section.bytes;
  return object;
}

constexpr auto kToJson = [](const auto& thing) { return to_json(thing); };

}  // namespace

void write_book_json(const app::BookFile& file, std::string_view version, std::ostream& out) {
  const book::Book& book = file.book;
  json::value newest;
  if (book.newest != Date{INT32_MIN}) newest = text(to_string(book.newest));
  out << "{\"qingxin\": " << json::serialize(text(version))
      << ",\n \"version\": " << file.form.version << ",\n \"bytes\": " << file.form.bytes
      << ",\n \"projects\": " << book.projects.size()
      << ",\n \"workers\": " << book.identities.size() - 1
      << ",\n \"worker_months\": " << book.worker_months
      << ",\n \"rows\": " << book.rows + book.projects.size()
      << ",\n \"rejected\": " << book.rejected.size()
      << ",\n \"months\": " << json::serialize(months(book.months))
      << ",\n \"newest\": " << json::serialize(newest)
      << ",\n \"has_parameters\": " << (book.parameters.empty() ? "false" : "true")
      << ",\n \"files\": [";
  write_lines(book.files, kToJson, out);
  out << "\n ],\n \"sections\": [";
  write_lines(file.form.sections, kToJson, out);
  out << "\n ]}\n";
}

}  // namespace qingxin::wire
