// SPDX-License-Identifier: Apache-2.0
#include "app/clue_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "intake/search_tokens.h"

namespace qingxin::app {

namespace {

Result<int> confirmed_in(std::string_view value) {
  if (value == "true") return 1;
  if (value == "false") return 0;
  return fail(ErrorCode::invalid_input, "confirmed 应为 true 或 false");
}

Result<store::ProjectId> project_in(std::string_view value) {
  return id_value("project", value).map([](std::int64_t id) { return store::ProjectId{id}; });
}

using NarrowClues = Result<void> (*)(ClueQuery& query, std::string_view value);
struct CluePart {
  std::string_view name;
  NarrowClues narrow;
};
constexpr std::array kClueParts = std::to_array<CluePart>({
    {"channel",
     [](ClueQuery& query, std::string_view value) {
       return put(channel_named(value), query.filter.channel);
     }},
    {"class",
     [](ClueQuery& query, std::string_view value) {
       return put(class_named(value), query.filter.confirmed);
     }},
    {"confirmed",
     [](ClueQuery& query, std::string_view value) {
       return put(confirmed_in(value), query.filter.is_confirmed);
     }},
    {"region",
     [](ClueQuery& query, std::string_view value) -> Result<void> {
       if (const Result<void> sound = check_region(value); !sound) return sound;
       query.filter.region = value;
       return {};
     }},
    {"number",
     [](ClueQuery& query, std::string_view value) -> Result<void> {
       query.filter.foreign_number = value;
       return {};
     }},
    {"project",
     [](ClueQuery& query, std::string_view value) {
       return put(project_in(value), query.filter.project);
     }},
    {"matter",
     [](ClueQuery& query, std::string_view value) {
       return put(clue_id_in(value), query.filter.matter);
     }},
    {"since",
     [](ClueQuery& query, std::string_view value) {
       return put(instant_in(value), query.filter.arrived_from);
     }},
    {"until",
     [](ClueQuery& query, std::string_view value) {
       return put(instant_in(value), query.filter.arrived_before);
     }},
    {"words",
     [](ClueQuery& query, std::string_view value) -> Result<void> {
       query.words = value;
       return {};
     }},
});

}  // namespace

Result<void> narrow(ClueQuery& query, std::string_view name, std::string_view value) {
  const auto part = std::ranges::find(kClueParts, name, &CluePart::name);
  if (part != kClueParts.end()) return value.empty() ? Result<void>{} : part->narrow(query, value);
  std::string all;
  for (const CluePart& one : kClueParts) all.append(all.empty() ? "" : "、").append(one.name);
  return fail(ErrorCode::invalid_input, fmt::format("线索台账没有筛选条件「{}」，有的是：{}",
                                                    shortened(printable(name), 40), all));
}

Result<ClueQuery> clue_query(const QueryParts& parts) {
  ClueQuery query;
  for (const auto& [name, value] : parts)
    if (const Result<void> read = narrow(query, name, value); !read)
      return tl::unexpected(read.error());
  if (query.words.empty()) return query;
  const Result<std::vector<std::string>> tokens = intake::tokens_to_find(query.words);
  if (!tokens) return tl::unexpected(tokens.error());
  return query;
}

}  // namespace qingxin::app
