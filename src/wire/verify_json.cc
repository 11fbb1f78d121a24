// SPDX-License-Identifier: Apache-2.0
#include "wire/verify_json.h"

#include <ostream>

#include "wire/finding_json.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

// Enough for a line of ordinary size without asking the machine for memory.
constexpr std::size_t kLineBytes = 16 * 1024;

json::object to_json(const verify::ParameterUsed& parameter, const json::storage_ptr& memory) {
  json::object object(memory);
  object["name"] = parameter.name;
  object["region"] = or_null(parameter.region, memory);
  object["value"] = parameter.value;
  object["source"] = or_null(parameter.source, memory);
  return object;
}

json::object to_json(const book::RejectedRow& row, const json::storage_ptr& memory) {
  json::object object(memory);
  object["row"] = row.source.row;
  object["column"] = or_null(row.column, memory);
  object["value"] = row.value;
  object["reason"] = row.reason;
  return object;
}

// `rejected`: the positions in report.rejected of this file's rows.
json::object to_json(const book::FileRead& file, const std::vector<std::size_t>& rejected,
                     const verify::Report& report, const json::storage_ptr& memory) {
  json::object object(memory);
  object["file"] = file.name;
  object["table"] = text(book::shape_of(file.table).english);
  object["rows"] = file.rows;
  object["used"] = file.used;
  json::array ignored(memory);
  for (const std::string& column : file.ignored_columns) ignored.emplace_back(column);
  object["ignored_columns"] = std::move(ignored);
  json::array rows(memory);
  for (const std::size_t at : rejected) rows.emplace_back(to_json(report.rejected[at], memory));
  object["rejected"] = std::move(rows);
  return object;
}

json::object to_json(const verify::Totals& totals, const json::storage_ptr& memory) {
  json::object object(memory);
  object["projects"] = totals.projects;
  object["workers"] = totals.workers;
  object["arrears_workers"] = or_null(totals.arrears_workers);
  object["arrears_fen"] = or_null(totals.arrears);
  object["underassessed_fen"] = totals.underassessed.fen;
  object["violations"] = totals.violations;
  object["missing"] = totals.missing;
  object["arrears_workers_of_several_months"] = totals.arrears_workers_of_several_months;
  object["workers_with_unknown_arrears"] = totals.workers_with_unknown_arrears;
  return object;
}

json::object to_json(const verify::ChainMonth& chain, const json::storage_ptr& memory) {
  json::object object(memory);
  object["month"] = to_string(chain.month);
  object["roster"] = json::object({{"people", or_null(chain.roster_people)}}, memory);
  object["attendance"] = json::object(
      {{"people", or_null(chain.attendance_people)}, {"days", or_null(chain.attendance_days)}},
      memory);
  object["payroll"] = json::object(
      {{"people", or_null(chain.payroll_people)}, {"due_fen", or_null(chain.payroll_due)}}, memory);
  object["account"] = json::object(
      {{"in_fen", or_null(chain.account_in)}, {"balance_fen", or_null(chain.account_balance)}},
      memory);
  object["receipt"] = json::object(
      {{"people", or_null(chain.receipt_people)}, {"paid_fen", or_null(chain.receipt_paid)}},
      memory);
  return object;
}

json::object to_json(const verify::ProjectReport& project, const json::storage_ptr& memory) {
  json::object object(memory);
  object["project_id"] = project.project_id;
  object["name"] = project.name;
  object["grade"] = text(verify::to_string(project.grade));
  object["arrears_fen"] = project.arrears.fen;
  json::array payers(memory);
  for (const verify::Payer& payer : project.payers) {
    json::object who(memory);
    who["who"] = payer.who;
    who["why"] = payer.why;
    who["basis"] = bases_to_json(payer.bases, memory);
    payers.emplace_back(std::move(who));
  }
  object["payer"] = std::move(payers);
  json::array months(memory);
  for (const verify::ChainMonth& chain : project.months)
    months.emplace_back(to_json(chain, memory));
  object["months"] = std::move(months);
  return object;
}

template <typename Words>
json::array texts_to_json(const Words& words) {
  json::array array;
  for (const std::string_view word : words) array.emplace_back(text(word));
  return array;
}

// Prints {"key": value, …} with each key on its own line and each member of a list too. A line is
// built and thrown away before the next: a million findings need the memory of one.
class Lines {
 public:
  explicit Lines(std::ostream& out) : out_(out) { out_ << "{"; }

  void field(std::string_view key, const json::value& value) {
    open_key(key);
    print(value);
  }

  // `line(item, memory)` gives the object of one item.
  template <typename Items, typename Line>
  void list(std::string_view key, const Items& items, Line line) {
    open_key(key);
    out_ << '[';
    bool is_first = true;
    for (const auto& item : items) {
      out_ << (is_first ? "\n  " : ",\n  ");
      is_first = false;
      json::monotonic_resource memory(buffer_, sizeof buffer_);
      print(line(item, &memory));
    }
    out_ << (is_first ? "]" : "\n ]");
  }

  void close() { out_ << "}\n"; }

 private:
  void open_key(std::string_view key) {
    out_ << (is_first_key_ ? "" : ",\n ") << '"' << key << "\": ";
    is_first_key_ = false;
  }

  void print(const json::value& value) {
    serializer_.reset(&value);
    while (!serializer_.done()) {
      const json::string_view part = serializer_.read(part_);
      out_.write(part.data(), static_cast<std::streamsize>(part.size()));
    }
  }

  std::ostream& out_;
  bool is_first_key_ = true;
  json::serializer serializer_;
  unsigned char buffer_[kLineBytes];
  char part_[kLineBytes];
};

std::vector<std::vector<std::size_t>> rejected_by_file(const verify::Report& report) {
  std::vector<std::vector<std::size_t>> by_file(report.files.size());
  for (std::size_t at = 0; at < report.rejected.size(); ++at)
    by_file[report.rejected[at].source.file].push_back(at);
  return by_file;
}

void write_head(const verify::Report& report, const law::Law& law, std::string_view version,
                Lines& lines) {
  lines.field("qingxin", text(version));
  lines.field("law", json::value(law.version));
  lines.field("as_of", json::value(to_string(report.as_of)));
  lines.field("months", months(report.months));
  lines.field("reporting_month", or_null(report.reporting_month, {}));
  lines.list("parameters", report.parameters,
             [](const verify::ParameterUsed& parameter, const json::storage_ptr& memory) {
               return to_json(parameter, memory);
             });
}

}  // namespace

void write_json(const verify::Report& report, const law::Law& law, std::string_view version,
                bool is_revealed, std::ostream& out) {
  Lines lines(out);
  write_head(report, law, version, lines);
  const std::vector<std::vector<std::size_t>> rejected = rejected_by_file(report);
  lines.list("inputs", report.files,
             [&](const book::FileRead& file, const json::storage_ptr& memory) {
               const auto at = static_cast<std::size_t>(&file - report.files.data());
               return to_json(file, rejected[at], report, memory);
             });
  lines.field("totals", to_json(report.totals, {}));
  lines.list("projects", report.projects,
             [](const verify::ProjectReport& project, const json::storage_ptr& memory) {
               return to_json(project, memory);
             });
  const auto finding_line = [&](const verify::Finding& finding, const json::storage_ptr& memory) {
    return to_json(finding, report.is_for_unit, is_revealed, memory);
  };
  lines.list("findings", report.findings, finding_line);
  lines.list("notes", report.notes, finding_line);
  lines.field("unrecognised", texts_to_json(report.unrecognised_files));
  lines.field("warnings", texts_to_json(report.warnings));
  lines.field("rules", json::object({{"run", texts_to_json(report.rules_run)},
                                     {"off", texts_to_json(report.rules_off)}}));
  lines.field("provisional_deadlines", report.provisional_deadlines);
  lines.close();
}

}  // namespace qingxin::wire
