// SPDX-License-Identifier: Apache-2.0
#include "wire/batch_json.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <ostream>

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::string_view text(std::string_view words) {
  return {words.data(), words.size()};
}

template <typename Id>
json::value id_text(Id id) {
  return json::value(std::to_string(number(id)));
}

json::value moment(const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  constexpr std::int64_t kMsOfDay = 86'400'000;
  const std::int64_t ms = instant->utc_ms % kMsOfDay;
  const Date day{static_cast<std::int32_t>(instant->utc_ms / kMsOfDay)};
  return json::value(fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", qingxin::to_string(day),
                                 ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000));
}

json::object to_json(const app::Batch& batch) {
  json::object object;
  object["id"] = id_text(batch.id);
  object["unit"] = id_text(batch.unit);
  object["state"] = text(app::to_string(batch.state));
  object["note"] = batch.note;
  object["received"] = moment(batch.received);
  object["used"] = moment(batch.used);
  object["withdrawn"] = moment(batch.withdrawn);
  json::array files;
  for (const store::BatchFile& file : batch.files) {
    json::object one;
    one["file"] = file.read.name;
    one["table"] = text(book::shape_of(file.read.table).english);
    one["rows"] = file.read.rows;
    one["used"] = file.read.used;
    one["corrects"] = nullptr;
    if (file.corrects)
      one["corrects"] =
          fmt::format("{}/{}", store::number(file.corrects->batch), file.corrects->file + 1);
    one["corrected_by"] = file.corrected_by ? id_text(*file.corrected_by) : json::value(nullptr);
    files.push_back(std::move(one));
  }
  object["files"] = std::move(files);
  return object;
}

json::object to_json(const app::Batch& batch, const app::Reject& reject) {
  json::object object;
  object["file"] = batch.files.at(static_cast<std::size_t>(reject.file)).read.name;
  object["row"] = reject.row;
  object["project_id"] =
      reject.project.empty() ? json::value(nullptr) : json::value(reject.project);
  object["column"] = reject.column.empty() ? json::value(nullptr) : json::value(reject.column);
  object["value"] = reject.value;
  object["reason"] = reject.reason;
  return object;
}

std::string_view name_of(store::FindingEventKind kind) {
  switch (kind) {
    case store::FindingEventKind::opened: return "opened";
    case store::FindingEventKind::changed: return "changed";
    case store::FindingEventKind::cleared: return "cleared";
    case store::FindingEventKind::reopened: return "reopened";
  }
  return {};
}

json::object to_json(const app::ProjectChanges& project) {
  json::object object;
  object["project_id"] = project.project;
  json::array changes;
  for (const store::FindingChange& change : project.changes) {
    json::object one;
    one["id"] = change.finding_id;
    one["event"] = text(name_of(change.kind));
    changes.push_back(std::move(one));
  }
  object["changes"] = std::move(changes);
  return object;
}

template <typename Things, typename ToJson>
void write_lines(const Things& things, ToJson to_object, std::ostream& out) {
  std::string_view separator = "\n  ";
  for (const auto& thing : things) {
    out << separator << json::serialize(to_object(thing));
    separator = ",\n  ";
  }
}

void write_reject_lines(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                        std::ostream& out) {
  out << "\"rejects\": [";
  write_lines(
      rejects, [&](const app::Reject& reject) { return to_json(batch, reject); }, out);
  out << "\n ]";
}

void write_work_parts(const app::WorkDone& done, std::ostream& out) {
  const app::Rechecked& rechecked = done.rechecked;
  out << "\"run\": " << json::serialize(id_text(rechecked.run))
      << ",\n \"as_of\": " << json::serialize(text(qingxin::to_string(rechecked.as_of)))
      << ",\n \"judged\": " << rechecked.judged << ",\n \"opened\": " << rechecked.opened
      << ",\n \"changed\": " << rechecked.changed << ",\n \"cleared\": " << rechecked.cleared
      << ",\n \"reopened\": " << rechecked.reopened << ",\n \"projects\": [";
  write_lines(
      rechecked.projects, [](const app::ProjectChanges& project) { return to_json(project); }, out);
  out << "\n ],\n \"warnings_changed\": " << done.warnings.size();
}

}  // namespace

void write_batches(const std::vector<app::Batch>& batches, std::ostream& out) {
  out << "{\"batches\": [";
  write_lines(
      batches, [](const app::Batch& batch) { return to_json(batch); }, out);
  out << "\n ]}\n";
}

void write_batch(const app::Batch& batch, std::ostream& out) {
  out << json::serialize(to_json(batch)) << '\n';
}

void write_rejects(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                   std::ostream& out) {
  out << "{\"batch\": " << json::serialize(id_text(batch.id)) << ",\n ";
  write_reject_lines(batch, rejects, out);
  out << "}\n";
}

void write_work_done(const app::WorkDone& done, std::ostream& out) {
  out << '{';
  write_work_parts(done, out);
  out << "}\n";
}

void write_imported(const app::Imported& imported, const std::optional<app::WorkDone>& checked,
                    std::ostream& out) {
  out << "{\"kept\": " << (imported.kept == app::Kept::now ? "\"now\"" : "\"already\"")
      << ",\n \"batch\": " << json::serialize(to_json(imported.batch)) << ",\n ";
  write_reject_lines(imported.batch, imported.rejects, out);
  if (checked) {
    out << ",\n ";
    write_work_parts(*checked, out);
  }
  out << "}\n";
}

}  // namespace qingxin::wire
