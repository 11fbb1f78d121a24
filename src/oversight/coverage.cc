// SPDX-License-Identifier: Apache-2.0
#include "oversight/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace qingxin::oversight {

namespace {

// Registered projects by what a permit may call them.
class Register {
 public:
  explicit Register(std::span<const RegisteredProject> projects) {
    for (const RegisteredProject& project : projects) {
      if (!project.code.empty()) by_code_[folded(project.code)].push_back(&project);
      if (!project.name.empty()) by_name_[folded_name(project.name)].push_back(&project);
    }
  }

  void match(PermitMatch& match) const;

 private:
  using Places = std::map<std::string, std::vector<const RegisteredProject*>>;
  static const std::vector<const RegisteredProject*>* find(const Places& places,
                                                           const std::string& key) {
    const auto found = key.empty() ? places.end() : places.find(key);
    return found == places.end() ? nullptr : &found->second;
  }

  Places by_code_, by_name_;
};

enum class Same : unsigned char { yes, no, not_known };

// By the credit codes where both have one, else by the names.
Same same_firm(const PermitFacts& permit, const RegisteredProject& project) {
  if (!permit.firm_code.empty() && !project.firm_code.empty())
    return folded(permit.firm_code) == folded(project.firm_code) ? Same::yes : Same::no;
  if (permit.firm.empty() || project.firm.empty()) return Same::not_known;
  return folded_name(permit.firm) == folded_name(project.firm) ? Same::yes : Same::no;
}

void Register::match(PermitMatch& match) const {
  const PermitFacts& permit = match.permit;
  for (const std::string& number : {permit.number, permit.code})
    if (const auto* found = find(by_code_, folded(number)); found != nullptr) {
      match.matched = Matched::by_number;
      match.project = found->front()->id;
      return;
    }
  const auto* named = find(by_name_, folded_name(permit.name));
  if (named == nullptr) {
    match.matched = Matched::missing;
    match.why = "没有项目的编号是这个许可证号或项目代码，也没有同名的项目";
    return;
  }
  std::vector<const RegisteredProject*> same, open;
  for (const RegisteredProject* project : *named) {
    const Same firm = same_firm(permit, *project);
    if (firm == Same::yes) same.push_back(project);
    if (firm == Same::not_known) open.push_back(project);
  }
  if (same.size() == 1) {
    match.matched = Matched::by_name;
    match.project = same.front()->id;
    return;
  }
  if (same.empty() && open.empty()) {
    match.matched = Matched::missing;
    match.why = fmt::format("有同名项目（{}），施工总承包单位不同；请核对", named->front()->code);
    return;
  }
  match.matched = Matched::unclear;
  const std::vector<const RegisteredProject*>& maybe = same.empty() ? open : same;
  match.project = maybe.front()->id;
  match.why = same.empty()
                  ? fmt::format("有同名项目（{}），许可或项目没有写施工总承包单位；请核对",
                                maybe.front()->code)
                  : fmt::format("有 {} 个同名同单位的项目，不知道是哪一个；请在许可里写项目代码",
                                maybe.size());
}

}  // namespace

std::string_view name_of(Matched matched) {
  switch (matched) {
    case Matched::by_number: return "by_number";
    case Matched::by_name: return "by_name";
    case Matched::unclear: return "unclear";
    case Matched::missing: return "missing";
  }
  return "";
}

std::string_view in_chinese(Matched matched) {
  switch (matched) {
    case Matched::by_number: return "编号相同";
    case Matched::by_name: return "名称和单位相同";
    case Matched::unclear: return "待核对";
    case Matched::missing: return "没有登记";
  }
  return "";
}

Cell Coverage::cell() const {
  return {.part = matched,
          .whole = matched + missing,
          .unknown = unclear,
          .rows = matched + missing + unclear};
}

Coverage coverage_of(std::span<const PermitFacts> permits,
                     std::span<const RegisteredProject> projects, Date as_of) {
  Coverage coverage{.as_of = as_of};
  const Register known(projects);
  std::set<std::string> sources;
  std::set<std::int64_t> covered;
  for (const PermitFacts& permit : permits) {
    if (permit.issued && *permit.issued > as_of) {
      ++coverage.not_begun;
      continue;
    }
    if (permit.ended && *permit.ended <= as_of) {
      ++coverage.ended;
      continue;
    }
    PermitMatch match{.permit = permit};
    known.match(match);
    switch (match.matched) {
      case Matched::by_number:
      case Matched::by_name: ++coverage.matched; break;
      case Matched::unclear: ++coverage.unclear; break;
      case Matched::missing: ++coverage.missing; break;
    }
    if (match.project != 0) covered.insert(match.project);
    if (permit.issued)
      coverage.newest = std::max(coverage.newest.value_or(*permit.issued), *permit.issued);
    if (!permit.source.empty()) sources.insert(permit.source);
    coverage.permits.push_back(std::move(match));
  }
  coverage.projects_without_permit = static_cast<int>(std::ranges::count_if(
      projects, [&](const RegisteredProject& project) { return !covered.contains(project.id); }));
  coverage.sources.assign(sources.begin(), sources.end());
  std::ranges::stable_sort(coverage.permits, {}, [](const PermitMatch& match) {
    return std::pair(std::string_view{match.permit.number}, match.permit.id);
  });
  return coverage;
}

std::vector<FigureRow> rows_of_coverage(const Coverage& coverage) {
  std::vector<FigureRow> rows;
  for (const PermitMatch& match : coverage.permits) {
    const bool is_matched =
        match.matched == Matched::by_number || match.matched == Matched::by_name;
    const bool is_unclear = match.matched == Matched::unclear;
    rows.push_back({.figure = {IndicatorId::register_coverage,
                               {},
                               is_matched ? 1 : 0,
                               is_unclear ? 0 : 1,
                               is_unclear ? 1 : 0},
                    .of = Of::record,
                    .id = match.permit.id,
                    .region_code = match.permit.region_code,
                    .industry = match.permit.industry,
                    .unit = 0,
                    .funding = {},
                    .label = match.permit.name});
  }
  return rows;
}

}  // namespace qingxin::oversight
