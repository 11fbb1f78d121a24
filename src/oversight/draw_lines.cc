// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/hash.h"
#include "base/text.h"
#include "oversight/draw.h"

// A draw as the lines of its record, and back: "<word> <what>" is the item of each.
namespace qingxin::oversight {

namespace {

constexpr std::string_view kEach = "officers_each", kQuota = "quota", kProject = "project",
                           kFirm = "firm", kFirmCode = "firm_code", kOfficer = "officer",
                           kInterest = "interest", kPair = "pair", kConflict = "conflict";
// Between the stratum of a project, the code of its firm and its name: one line of each project, as
// a county has thousands. Older draws have lines of their own for the firm.
constexpr char kNext = '\t';
constexpr std::string_view kIn = "in", kOut = "excluded";

tl::unexpected<Error> wrong(const Line& line) {
  return fail(ErrorCode::invalid_input,
              fmt::format("抽取记录里的「{}」读不懂，被改动过；请从备份恢复",
                          shortened(printable(line.item), 60)));
}

Line line_of(std::string item, std::string answer, std::string told = {}, std::string note = {}) {
  Line line;
  line.item = std::move(item);
  line.answer = std::move(answer);
  line.told = std::move(told);
  line.note = std::move(note);
  return line;
}

Line candidate(std::string item, std::string stratum, const std::string& excluded) {
  return line_of(std::move(item), std::string{excluded.empty() ? kIn : kOut}, std::move(stratum),
                 excluded);
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || number < 0)
    return std::nullopt;
  return number;
}

// "pair 3 PC-01 17": what stands before the next space; the rest stays.
std::string_view cut(std::string_view& rest) {
  const std::size_t space = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, space);
  rest.remove_prefix(std::min(space + 1, rest.size()));
  return word;
}

// What the lines say, taken up one after the other.
struct Reading {
  DrawPlan plan;
  std::vector<DrawProject> projects;
  std::vector<DrawOfficer> officers;
  Drawn kept;

  bool take(const Line& line);
  void take_project(std::string_view rest, const Line& line);
  bool take_interest(std::string_view rest, const Line& line);
  bool take_pair(std::string_view rest);
  bool take_conflict(std::string_view rest, const Line& line);
};

void Reading::take_project(std::string_view rest, const Line& line) {
  const std::string_view told = line.told;
  DrawProject project{std::string{rest}, {}, {}, {}, line.note};
  const std::size_t code = std::min(told.find(kNext), told.size());
  project.stratum = told.substr(0, code);
  if (code < told.size()) {
    const std::size_t name = std::min(told.find(kNext, code + 1), told.size());
    project.firm_code = told.substr(code + 1, name - code - 1);
    if (name < told.size()) project.firm = told.substr(name + 1);
  }
  projects.push_back(std::move(project));
}

bool Reading::take_interest(std::string_view rest, const Line& line) {
  const std::optional<std::int64_t> id = number_in(cut(rest));
  const auto officer = std::ranges::find(officers, id.value_or(0), &DrawOfficer::id);
  if (officer == officers.end() || rest.empty()) return false;
  officer->interests.push_back({std::string{rest}, line.note});
  return true;
}

bool Reading::take_pair(std::string_view rest) {
  const std::optional<std::int64_t> place = number_in(cut(rest));
  const std::optional<std::int64_t> id = number_in(cut(rest));
  if (!place || !id || rest.empty()) return false;
  if (kept.projects.empty() || kept.projects.back().code != rest)
    kept.projects.push_back({std::string{rest}, {}});
  kept.projects.back().officers.push_back(*id);
  return true;
}

bool Reading::take_conflict(std::string_view rest, const Line& line) {
  const std::optional<std::int64_t> id = number_in(cut(rest));
  if (!id || rest.empty()) return false;
  kept.conflicts.push_back({std::string{rest}, *id, line.note});
  return true;
}

bool Reading::take(const Line& line) {
  std::string_view rest = line.item;
  const std::string_view word = cut(rest);
  const std::optional<std::int64_t> count = number_in(line.answer);
  if (word == kEach || word == kQuota) {
    if (!count || *count > 10'000) return false;
    (word == kEach ? plan.officers_each : plan.wanted[std::string{rest}]) =
        static_cast<int>(*count);
    return true;
  }
  if (word == kProject) {
    take_project(rest, line);
    return true;
  }
  if (word == kFirm || word == kFirmCode) {
    if (projects.empty() || projects.back().code != rest) return false;
    (word == kFirm ? projects.back().firm : projects.back().firm_code) = line.told;
    return true;
  }
  if (word == kOfficer) {
    const std::optional<std::int64_t> id = number_in(rest);
    if (id) officers.push_back({*id, {}, line.note});
    return id.has_value();
  }
  if (word == kInterest) return take_interest(rest, line);
  if (word == kPair) return take_pair(rest);
  return word == kConflict && take_conflict(rest, line);
}

void add_projects(std::span<const DrawProject> projects, std::vector<Line>& lines) {
  for (const DrawProject& project : projects) {
    std::string told = project.stratum;
    if (!project.firm.empty() || !project.firm_code.empty())
      told += fmt::format("{0}{1}{0}{2}", kNext, project.firm_code, project.firm);
    lines.push_back(
        candidate(fmt::format("{} {}", kProject, project.code), std::move(told), project.excluded));
  }
}

void add_officers(std::span<const DrawOfficer> officers, std::vector<Line>& lines) {
  for (const DrawOfficer& officer : officers) {
    lines.push_back(candidate(fmt::format("{} {}", kOfficer, officer.id), "", officer.excluded));
    for (const Interest& interest : officer.interests)
      lines.push_back(line_of(fmt::format("{} {} {}", kInterest, officer.id, interest.with), "", "",
                              interest.why));
  }
}

}  // namespace

std::vector<Line> lines_of_draw(const DrawPlan& plan, std::span<const DrawProject> projects,
                                std::span<const DrawOfficer> officers, const Drawn& drawn) {
  std::vector<Line> lines{line_of(std::string{kEach}, std::to_string(plan.officers_each))};
  for (const auto& [stratum, wanted] : plan.wanted)
    lines.push_back(
        line_of(stratum.empty() ? std::string{kQuota} : fmt::format("{} {}", kQuota, stratum),
                std::to_string(wanted)));
  add_projects(projects, lines);
  add_officers(officers, lines);
  int place = 0;
  for (const DrawnProject& project : drawn.projects)
    for (const std::int64_t officer : project.officers)
      lines.push_back(
          line_of(fmt::format("{} {} {} {}", kPair, ++place, officer, project.code), "drawn"));
  for (const Conflict& conflict : drawn.conflicts)
    lines.push_back(line_of(fmt::format("{} {} {}", kConflict, conflict.officer, conflict.project),
                            "", "", conflict.why));
  return lines;
}

std::string digest_of_draw(std::span<const Line> lines) {
  std::string text;
  for (const Line& line : lines)
    text += fmt::format("{}\t{}\t{}\t{}\n", line.item, line.answer, line.told, line.note);
  return hex(sm3(text));
}

Result<DrawCheck> check_draw(const Record& record) {
  Reading reading;
  reading.plan.seed = text_of(record.values, Field::seed);
  for (const Line& line : record.lines)
    if (!reading.take(line)) return wrong(line);
  Result<Drawn> again = draw(reading.plan, reading.projects, reading.officers);
  if (!again) return tl::unexpected(again.error());
  return DrawCheck{
      .kept = std::move(reading.kept),
      .again = *std::move(again),
      .is_digest_same = digest_of_draw(record.lines) == text_of(record.values, Field::digest)};
}

}  // namespace qingxin::oversight
