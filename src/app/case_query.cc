// SPDX-License-Identifier: Apache-2.0
#include "app/case_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace qingxin::app {

namespace {

Result<int> truth_in(std::string_view value) {
  if (value == "true") return 1;
  if (value == "false") return 0;
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」应为 true 或 false", shortened(printable(value), 40)));
}

Result<casework::State> state_in(std::string_view value) {
  if (const std::optional<casework::State> state = casework::state_named(value)) return *state;
  for (const casework::StateWords& words : casework::kStateWords)
    if (words.chinese == value) return words.state;
  return fail(ErrorCode::invalid_input,
              fmt::format("没有状态「{}」；各条线的状态见 docs/casework.md",
                          shortened(printable(value), 40)));
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

Result<int> days_in(std::string_view value) {
  constexpr int kMost = 36'500;
  int days = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), days);
  if (fault == std::errc{} && end == value.data() + value.size() && days > 0 && days <= kMost)
    return days;
  return fail(ErrorCode::invalid_input, fmt::format("「{}」不是天数，请写 1 至 {} 的整数",
                                                    shortened(printable(value), 40), kMost));
}

using Text = Result<void>;
using NarrowCases = Text (*)(CaseQuery& query, std::string_view value);
struct CasePart {
  std::string_view name;
  NarrowCases narrow;
};
Text keep(std::string& place, std::string_view value) {
  place = value;
  return {};
}
Text put_region(std::string_view value, std::string& place) {
  if (const Text sound = check_region(value); !sound) return sound;
  return keep(place, value);
}

// clang-format off
constexpr std::array kCaseParts = std::to_array<CasePart>({
    {"state", [](CaseQuery& q, std::string_view v) { return put(state_in(v), q.filter.state); }},
    {"not_state",
     [](CaseQuery& q, std::string_view v) { return put(state_in(v), q.filter.not_state); }},
    {"open", [](CaseQuery& q, std::string_view v) { return put(truth_in(v), q.filter.is_open); }},
    {"overdue",
     [](CaseQuery& q, std::string_view v) { return put(truth_in(v), q.is_overdue); }},
    {"backlog",
     [](CaseQuery& q, std::string_view v) { return put(truth_in(v), q.is_backlog); }},
    {"backlog_days",
     [](CaseQuery& q, std::string_view v) { return put(days_in(v), q.backlog_days); }},
    {"owner", [](CaseQuery& q, std::string_view v) {
       return put(id_in<access::UnitId>("owner", v), q.filter.owner); }},
    {"first_asked", [](CaseQuery& q, std::string_view v) {
       return put(id_in<access::UnitId>("first_asked", v), q.filter.first_asked); }},
    {"assignee", [](CaseQuery& q, std::string_view v) {
       return put(id_in<access::UserId>("assignee", v), q.filter.assignee); }},
    {"region", [](CaseQuery& q, std::string_view v) { return put_region(v, q.filter.region); }},
    {"industry", [](CaseQuery& q, std::string_view v) { return keep(q.filter.industry, v); }},
    {"class",
     [](CaseQuery& q, std::string_view v) { return put(class_named(v), q.filter.matter_class); }},
    {"channel",
     [](CaseQuery& q, std::string_view v) { return put(channel_named(v), q.filter.channel); }},
    {"funding",
     [](CaseQuery& q, std::string_view v) { return put(funding_named(v), q.filter.funding); }},
    {"incident",
     [](CaseQuery& q, std::string_view v) { return put(incident_named(v), q.filter.incident); }},
    {"project", [](CaseQuery& q, std::string_view v) {
       return put(id_in<store::ProjectId>("project", v), q.filter.project); }},
    {"employer_code",
     [](CaseQuery& q, std::string_view v) { return keep(q.filter.employer_code, v); }},
    {"words", [](CaseQuery& q, std::string_view v) { return keep(q.filter.words, v); }},
    {"since",
     [](CaseQuery& q, std::string_view v) { return put(instant_in(v), q.filter.opened_from); }},
    {"until",
     [](CaseQuery& q, std::string_view v) { return put(instant_in(v), q.filter.opened_before); }},
    {"due_before",
     [](CaseQuery& q, std::string_view v) { return put(day_in(v), q.filter.due_before); }},
});
// clang-format on

}  // namespace

Result<void> narrow(CaseQuery& query, std::string_view name, std::string_view value) {
  const auto part = std::ranges::find(kCaseParts, name, &CasePart::name);
  if (part != kCaseParts.end()) return value.empty() ? Result<void>{} : part->narrow(query, value);
  std::string all;
  for (const CasePart& one : kCaseParts) all.append(all.empty() ? "" : "、").append(one.name);
  return fail(ErrorCode::invalid_input, fmt::format("案件台账没有筛选条件「{}」，有的是：{}",
                                                    shortened(printable(name), 40), all));
}

Result<CaseQuery> case_query(const QueryParts& parts) {
  CaseQuery query;
  for (const auto& [name, value] : parts)
    if (const Result<void> read = narrow(query, name, value); !read)
      return tl::unexpected(read.error());
  return query;
}

}  // namespace qingxin::app
