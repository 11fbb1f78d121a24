// SPDX-License-Identifier: Apache-2.0
#include "access/scope.h"

#include <fmt/format.h>

#include <algorithm>

namespace qingxin::access {

namespace {

constexpr std::size_t kLongestRegion = 12;  // down to the village

bool covers_district(const Scope& scope, std::string_view region_code) {
  return std::ranges::any_of(scope.districts, [&](const std::string& district) {
    return region_code.starts_with(district);
  });
}

bool covers_industry(const Scope& scope, std::string_view industry) {
  if (scope.has_any_industry) return true;
  return !industry.empty() &&
         std::ranges::find(scope.industries, industry) != scope.industries.end();
}

bool covers_unit(const Scope& scope, std::span<const UnitId> parties) {
  if (scope.has_any_unit) return true;
  return std::ranges::any_of(parties, [&](UnitId party) {
    return std::ranges::find(scope.units, party) != scope.units.end();
  });
}

template <typename Value>
std::vector<Value> in_both(bool a_has_any, const std::vector<Value>& a, bool b_has_any,
                           const std::vector<Value>& b) {
  if (a_has_any) return b_has_any ? std::vector<Value>{} : b;
  if (b_has_any) return a;
  std::vector<Value> both;
  for (const Value& value : a)
    if (std::ranges::find(b, value) != b.end()) both.push_back(value);
  return both;
}

}  // namespace

bool covers(const Scope& scope, const Place& place) {
  return covers_district(scope, place.region_code) && covers_industry(scope, place.industry) &&
         covers_unit(scope, place.parties);
}

bool contains(const Scope& outer, const Scope& inner) {
  if (inner.has_any_industry && !outer.has_any_industry) return false;
  if (inner.has_any_unit && !outer.has_any_unit) return false;
  const auto has_district = [&](const std::string& district) {
    return covers_district(outer, district);
  };
  const auto has_industry = [&](const std::string& industry) {
    return covers_industry(outer, industry);
  };
  const auto has_unit = [&](UnitId unit) { return covers_unit(outer, std::span{&unit, 1}); };
  return std::ranges::all_of(inner.districts, has_district) &&
         std::ranges::all_of(inner.industries, has_industry) &&
         std::ranges::all_of(inner.units, has_unit);
}

Scope narrowed(const Scope& a, const Scope& b) {
  Scope both;
  for (const std::string& first : a.districts)
    for (const std::string& second : b.districts) {
      const std::string& longer = first.size() > second.size() ? first : second;
      const bool is_in_both = longer.starts_with(first) && longer.starts_with(second);
      if (is_in_both && std::ranges::find(both.districts, longer) == both.districts.end())
        both.districts.push_back(longer);
    }
  both.has_any_industry = a.has_any_industry && b.has_any_industry;
  both.has_any_unit = a.has_any_unit && b.has_any_unit;
  both.industries = in_both(a.has_any_industry, a.industries, b.has_any_industry, b.industries);
  both.units = in_both(a.has_any_unit, a.units, b.has_any_unit, b.units);
  return both;
}

Result<void> check_scope(const Scope& scope) {
  // Each is a condition of every query.
  constexpr std::size_t kMost = 100;
  if (std::max({scope.districts.size(), scope.industries.size(), scope.units.size()}) > kMost)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("范围里的区划、行业、单位各不得多于 {} 个；请合成更大的区划或集团", kMost));
  for (const std::string& district : scope.districts)
    if (district.size() > kLongestRegion ||
        !std::ranges::all_of(district, [](char each) { return each >= '0' && each <= '9'; }))
      return fail(ErrorCode::invalid_input,
                  fmt::format("区划 “{}” 不像 990123：只能是区划代码的开头几位数字，至多 {} 位",
                              district, kLongestRegion));
  for (const std::string& industry : scope.industries)
    if (industry.empty())
      return fail(ErrorCode::invalid_input, "范围里有一个行业没有名字；请写项目表里的行业名称");
  for (const UnitId unit : scope.units)
    if (unit == UnitId{})
      return fail(ErrorCode::invalid_input, "范围里有一个单位的编号是 0；请写登记过的单位编号");
  return {};
}

std::string end_of_prefix(std::string_view prefix) {
  std::string end{prefix};
  if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
  return end;
}

}  // namespace qingxin::access
