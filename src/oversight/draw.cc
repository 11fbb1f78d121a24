// SPDX-License-Identifier: Apache-2.0
#include "oversight/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <set>

#include "base/hash.h"
#include "base/text.h"

namespace qingxin::oversight {

namespace {

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message));
}

std::string stratum_words(std::string_view stratum) {
  return stratum.empty() ? "全部" : std::string{stratum};
}

// Empty: he has nothing to do with it.
std::string conflict_of(const DrawOfficer& officer, const DrawProject& project) {
  for (const Interest& interest : officer.interests) {
    const bool is_of_firm =
        interest.with == project.firm_code ||
        (!project.firm.empty() && folded_name(interest.with) == folded_name(project.firm));
    if (interest.with == project.code || is_of_firm) return interest.why;
  }
  return {};
}

template <typename Things, typename NameOf>
Result<void> check_once(std::string_view what, const Things& things, NameOf name_of) {
  std::set<std::string> seen;
  for (const auto& thing : things)
    if (const std::string name = name_of(thing); !seen.insert(name).second)
      return wrong(fmt::format("{}「{}」写了两遍", what, name));
  return {};
}

std::string id_text(std::int64_t id) {
  return std::to_string(id);
}

std::vector<std::string> codes_of(std::span<const DrawProject> projects, std::string_view stratum) {
  std::vector<std::string> codes;
  for (const DrawProject& project : projects)
    if (project.excluded.empty() && project.stratum == stratum) codes.push_back(project.code);
  return codes;
}

// Ids in the order of their digits as texts: as the names of projects are.
Result<DrawnProject> draw_officers(const DrawPlan& plan, const DrawProject& project,
                                   std::span<const DrawOfficer> officers,
                                   std::vector<Conflict>& conflicts) {
  std::vector<std::string> free;
  std::vector<Conflict> found;
  for (const DrawOfficer& officer : officers) {
    if (!officer.excluded.empty()) continue;
    std::string why = conflict_of(officer, project);
    if (why.empty())
      free.push_back(id_text(officer.id));
    else
      found.push_back({project.code, officer.id, std::move(why)});
  }
  std::ranges::sort(found, {}, &Conflict::officer);
  std::ranges::move(found, std::back_inserter(conflicts));
  const auto wanted = static_cast<std::size_t>(plan.officers_each);
  if (free.size() < wanted)
    return wrong(fmt::format("项目 {} 只有 {} 名检查人员没有利害关系，要 {} 名；请增加检查人员",
                             project.code, free.size(), wanted));
  DrawnProject drawn{.code = project.code, .officers = {}};
  for (const std::string& id :
       draw_names(Lots{plan.seed, "officers " + project.code}, std::move(free), wanted)) {
    std::int64_t number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    drawn.officers.push_back(number);
  }
  return drawn;
}

}  // namespace

Lots::Lots(std::string_view seed, std::string_view stream)
    : prefix_(fmt::format("qingxin-draw 1\n{}\n{}\n", seed, stream)) {}

std::uint64_t Lots::next() {
  const Digest digest = sm3(prefix_ + std::to_string(drawn_++));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | digest[i];
  return number;
}

std::uint64_t Lots::below(std::uint64_t count) {
  // 2^64 mod count: so many numbers at the upper end would make some remainders likelier.
  const std::uint64_t over = (std::numeric_limits<std::uint64_t>::max() % count + 1) % count;
  while (true) {
    const std::uint64_t number = next();
    if (over == 0 || number < 0 - over) return number % count;
  }
}

std::vector<std::string> draw_names(Lots lots, std::vector<std::string> names,
                                    std::size_t wanted) {
  std::ranges::sort(names);
  wanted = std::min(wanted, names.size());
  for (std::size_t i = 0; i < wanted; ++i)
    std::swap(names[i], names[i + lots.below(names.size() - i)]);
  names.resize(wanted);
  return names;
}

Result<Drawn> draw(const DrawPlan& plan, std::span<const DrawProject> projects,
                   std::span<const DrawOfficer> officers) {
  if (trim(plan.seed).empty()) return wrong("抽取要有种子，例如当天公开的一组数字");
  if (const auto once = check_once("项目", projects, [](const DrawProject& p) { return p.code; });
      !once)
    return tl::unexpected(once.error());
  if (const auto once =
          check_once("检查人员", officers, [](const DrawOfficer& o) { return id_text(o.id); });
      !once)
    return tl::unexpected(once.error());
  Drawn drawn;
  for (const auto& [stratum, wanted] : plan.wanted) {
    std::vector<std::string> codes = codes_of(projects, stratum);
    if (std::ssize(codes) < wanted)
      return wrong(fmt::format("「{}」里能抽的项目有 {} 个，要抽 {} 个；请少抽几个",
                               stratum_words(stratum), codes.size(), wanted));
    for (const std::string& code : draw_names(Lots{plan.seed, "projects " + stratum},
                                              std::move(codes), static_cast<std::size_t>(wanted))) {
      const auto project = std::ranges::find(projects, code, &DrawProject::code);
      Result<DrawnProject> one = draw_officers(plan, *project, officers, drawn.conflicts);
      if (!one) return tl::unexpected(one.error());
      drawn.projects.push_back(*std::move(one));
    }
  }
  return drawn;
}

}  // namespace qingxin::oversight
