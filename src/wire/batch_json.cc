// SPDX-License-Identifier: Apache-2.0
#include "wire/batch_json.h"

#include <fmt/format.h>

#include <ostream>

#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::object to_json(const app::Batch& batch) {
  json::object object;
  object["id"] = id_text(number(batch.id));
  object["unit"] = id_text(number(batch.unit));
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
    one["corrected_by"] = id_text(file.corrected_by ? number(*file.corrected_by) : 0);
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

json::object to_json(const app::ProjectChanges& project) {
  json::object object;
  object["project_id"] = project.project;
  json::array changes;
  for (const store::FindingChange& change : project.changes) {
    json::object one;
    one["id"] = change.finding_id;
    one["event"] = text(store::to_string(change.kind));
    changes.push_back(std::move(one));
  }
  object["changes"] = std::move(changes);
  return object;
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
  out << "\"run\": " << json::serialize(id_text(number(rechecked.run)))
      << ",\n \"as_of\": " << json::serialize(text(qingxin::to_string(rechecked.as_of)))
      << ",\n \"judged\": " << rechecked.judged << ",\n \"opened\": " << rechecked.opened
      << ",\n \"changed\": " << rechecked.changed << ",\n \"cleared\": " << rechecked.cleared
      << ",\n \"reopened\": " << rechecked.reopened << ",\n \"projects\": [";
  write_lines(
      rechecked.projects, [](const app::ProjectChanges& project) { return to_json(project); }, out);
  out << "\n ],\n \"warnings_changed\": " << done.warnings.size();
}

std::string_view name_of(app::Kept kept) {
  return kept == app::Kept::now ? "now" : "already";
}

constexpr int kRejectsAtOnce = 50;

json::array names_of(const std::vector<std::string>& files) {
  json::array names;
  for (const std::string& file : files) names.emplace_back(file);
  return names;
}

// Of every file that has some.
json::array ignored_columns(const app::Imported& imported) {
  json::array files;
  for (const store::BatchFile& file : imported.batch.files) {
    if (file.read.ignored_columns.empty()) continue;
    json::array columns;
    for (const std::string& column : file.read.ignored_columns) columns.emplace_back(column);
    json::object one;
    one["file"] = file.read.name;
    one["columns"] = std::move(columns);
    files.push_back(std::move(one));
  }
  return files;
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
  out << "{\"batch\": " << json::serialize(id_text(number(batch.id))) << ",\n ";
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
  out << "{\"kept\": " << json::serialize(text(name_of(imported.kept)))
      << ",\n \"batch\": " << json::serialize(to_json(imported.batch))
      << ",\n \"unread_files\": " << json::serialize(names_of(imported.unread_files))
      << ",\n \"not_replaced\": " << json::serialize(names_of(imported.not_replaced))
      << ",\n \"ignored_columns\": " << json::serialize(ignored_columns(imported)) << ",\n ";
  write_reject_lines(imported.batch, imported.rejects, out);
  if (checked) {
    out << ",\n ";
    write_work_parts(*checked, out);
  }
  out << "}\n";
}

std::string batch_json(const app::Batch& batch) {
  return json::serialize(to_json(batch));
}

std::string batches_json(const std::vector<app::Batch>& batches, int limit) {
  return page_json(
      batches, limit, [](const app::Batch& batch) { return to_json(batch); },
      [](const app::Batch& batch) { return id_text(number(batch.id)); });
}

std::string changed_batch_json(const app::Batch& batch, app::Kept kept) {
  json::object object;
  object["kept"] = text(name_of(kept));
  object["batch"] = to_json(batch);
  return json::serialize(object);
}

std::string imported_json(const app::Imported& imported) {
  json::object object;
  object["kept"] = text(name_of(imported.kept));
  object["batch"] = to_json(imported.batch);
  object["unread_files"] = names_of(imported.unread_files);
  object["not_replaced"] = names_of(imported.not_replaced);
  object["ignored_columns"] = ignored_columns(imported);
  object["reject_count"] = imported.rejects.size();
  json::array first;
  for (const app::Reject& reject : imported.rejects) {
    if (first.size() == kRejectsAtOnce) break;
    first.push_back(to_json(imported.batch, reject));
  }
  object["rejects"] = std::move(first);
  return json::serialize(object);
}

std::string rejects_json(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                         std::int64_t after, int limit) {
  json::array items;
  const auto all = static_cast<std::int64_t>(rejects.size());
  const std::int64_t first = std::min(after, all);
  const std::int64_t end = first + std::min<std::int64_t>(all - first, limit);
  for (std::int64_t i = first; i < end; ++i)
    items.push_back(to_json(batch, rejects[static_cast<std::size_t>(i)]));
  json::object object;
  object["items"] = std::move(items);
  object["next"] = end < all ? json::value(std::to_string(end)) : json::value(nullptr);
  return json::serialize(object);
}

std::string work_done_json(const app::WorkDone& done) {
  json::object object;
  object["run"] = id_text(number(done.rechecked.run));
  object["as_of"] = qingxin::to_string(done.rechecked.as_of);
  object["judged"] = done.rechecked.judged;
  object["opened"] = done.rechecked.opened;
  object["changed"] = done.rechecked.changed;
  object["cleared"] = done.rechecked.cleared;
  object["reopened"] = done.rechecked.reopened;
  object["warnings"] = done.warnings.size();
  return json::serialize(object);
}

}  // namespace qingxin::wire
