// SPDX-License-Identifier: Apache-2.0
#include "app/record_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qingxin::app {

namespace {

using Read = Result<void>;

Result<int> truth_in(std::string_view value) {
  if (value == "true") return 1;
  if (value == "false") return 0;
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」应为 true 或 false", shortened(printable(value), 40)));
}

template <typename Id>
Result<Id> id_in(std::string_view name, std::string_view value) {
  return id_value(name, value).map([](std::int64_t id) { return Id{id}; });
}

Result<Date> day_in(std::string_view value) {
  const Result<Date> day = parse_iso_date(value);
  if (day) return *day;
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」不是日期，请写成 2026-11-23", shortened(printable(value), 40)));
}

Read keep(std::string& place, std::string_view value) {
  place = value;
  return {};
}
Read put_region(std::string_view value, std::string& place) {
  if (const Read sound = check_region(value); !sound) return sound;
  return keep(place, value);
}

struct RecordPart {
  std::string_view name;
  Read (*narrow)(RecordQuery& query, std::string_view value);
};

// clang-format off
constexpr std::array kRecordParts = std::to_array<RecordPart>({
    {"kind",
     [](RecordQuery& q, std::string_view v) { return put(record_kind_in(v), q.filter.kind); }},
    {"state",
     [](RecordQuery& q, std::string_view v) { return put(record_state_in(v), q.filter.state); }},
    {"open",
     [](RecordQuery& q, std::string_view v) { return put(truth_in(v), q.filter.is_open); }},
    {"overdue",
     [](RecordQuery& q, std::string_view v) { return put(truth_in(v), q.is_overdue); }},
    {"parent", [](RecordQuery& q, std::string_view v) {
       return put(id_in<RecordId>("parent", v), q.filter.parent); }},
    {"owner", [](RecordQuery& q, std::string_view v) {
       return put(id_in<access::UnitId>("owner", v), q.filter.owner); }},
    {"addressee", [](RecordQuery& q, std::string_view v) {
       return put(id_in<access::UnitId>("addressee", v), q.filter.addressee); }},
    {"project", [](RecordQuery& q, std::string_view v) {
       return put(id_in<store::ProjectId>("project", v), q.filter.project); }},
    {"dossier", [](RecordQuery& q, std::string_view v) {
       return put(id_value("dossier", v), q.filter.dossier); }},
    {"region", [](RecordQuery& q, std::string_view v) { return put_region(v, q.filter.region); }},
    {"industry", [](RecordQuery& q, std::string_view v) { return keep(q.filter.industry, v); }},
    {"words", [](RecordQuery& q, std::string_view v) { return keep(q.filter.words, v); }},
    {"due_before",
     [](RecordQuery& q, std::string_view v) { return put(day_in(v), q.filter.due_before); }},
    {"since",
     [](RecordQuery& q, std::string_view v) { return put(instant_in(v), q.filter.begun_from); }},
    {"until",
     [](RecordQuery& q, std::string_view v) { return put(instant_in(v), q.filter.begun_before); }},
});
// clang-format on

}  // namespace

Result<void> narrow(RecordQuery& query, std::string_view name, std::string_view value) {
  const auto part = std::ranges::find(kRecordParts, name, &RecordPart::name);
  if (part != kRecordParts.end())
    return value.empty() ? Result<void>{} : part->narrow(query, value);
  std::string all;
  for (const RecordPart& one : kRecordParts) all.append(all.empty() ? "" : "、").append(one.name);
  return fail(ErrorCode::invalid_input, fmt::format("督查记录没有筛选条件「{}」，有的是：{}",
                                                    shortened(printable(name), 40), all));
}

Result<RecordQuery> record_query(const QueryParts& parts) {
  RecordQuery query;
  for (const auto& [name, value] : parts)
    if (const Result<void> read = narrow(query, name, value); !read)
      return tl::unexpected(read.error());
  return query;
}

}  // namespace qingxin::app
