// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <set>
#include <tuple>

#include "app/report_words.h"
#include "base/text.h"
#include "cli/report_text.h"

namespace qingxin::cli {

namespace {

constexpr std::size_t kGroupsShown = 12;
constexpr std::size_t kUnjudgedShown = 10;
constexpr std::array kSeverities{rules::Severity::red, rules::Severity::orange,
                                 rules::Severity::yellow, rules::Severity::blue};

// The findings of one rule on one project, told as one.
struct Group {
  const verify::Finding* gravest = nullptr;
  int findings = 0;
  int people = 0;
  std::string_view last_worker;
  Money amount;
  bool has_amount = false;
  std::optional<Month> first_month, last_month;
  int evidence_rows = 0;
};

bool is_graver(const verify::Finding& a, const verify::Finding& b) {
  return std::tuple(a.amount.value_or(Money{}), a.days.value_or(0)) >
         std::tuple(b.amount.value_or(Money{}), b.days.value_or(0));
}

// Findings come sorted by project and worker, so one person's stand together.
void add(const verify::Finding& finding, Group& group) {
  ++group.findings;
  if (!finding.worker.empty() && finding.worker != group.last_worker) ++group.people;
  if (!finding.worker.empty()) group.last_worker = finding.worker;
  if (finding.amount) {
    group.amount += *finding.amount;
    group.has_amount = true;
  }
  if (finding.month) {
    group.first_month = std::min(group.first_month.value_or(*finding.month), *finding.month);
    group.last_month = std::max(group.last_month.value_or(*finding.month), *finding.month);
  }
  group.evidence_rows += std::max(finding.evidence_rows, static_cast<int>(finding.evidence.size()));
  if (group.gravest == nullptr || is_graver(finding, *group.gravest)) group.gravest = &finding;
}

// What is short on a project from one period to the next contains what was short before: such
// amounts are never added up.
bool is_running_total(const Group& group) {
  return group.people == 0 && group.findings > 1;
}

Money amount_of(const Group& group) {
  return is_running_total(group) ? group.gravest->amount.value_or(Money{}) : group.amount;
}

std::vector<Group> groups_of(const std::vector<verify::Finding>& findings) {
  std::map<std::tuple<std::string_view, std::string_view, rules::Severity>, Group> by_key;
  for (const verify::Finding& finding : findings)
    if (finding.verdict == rules::Verdict::violates)
      add(finding, by_key[{finding.project_id, finding.rule->id, finding.severity}]);
  std::vector<Group> groups;
  for (auto& [key, group] : by_key) groups.push_back(std::move(group));
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    const auto order = [](const Group& group) {
      return std::tuple(-static_cast<int>(group.gravest->severity), amount_of(group), group.people,
                        group.findings);
    };
    return order(a) > order(b);
  });
  return groups;
}

// Wage rules are about somebody's money: where none is named, it is not known.
bool is_about_wages(const rules::Rule& rule) {
  return rule.id.starts_with('W');
}

std::string months_in_words(const Group& group) {
  if (!group.first_month) return "";
  if (group.first_month == group.last_month) return to_string(*group.first_month);
  return fmt::format("{} 至 {}", to_string(*group.first_month), to_string(*group.last_month));
}

std::string figures_in_words(const Group& group) {
  std::string words;
  if (group.people > 0) words += fmt::format("  {} 人", grouped(group.people));
  if (group.people == 0 && group.findings > 1) words += fmt::format("  {} 条", group.findings);
  if (group.has_amount)
    words += fmt::format("  {}{} 元", is_running_total(group) ? "最多 " : "",
                         to_string(amount_of(group)));
  if (!group.has_amount && is_about_wages(*group.gravest->rule)) words += "  金额不详";
  if (const std::string months = months_in_words(group); !months.empty()) words += "  " + months;
  return words;
}

void print_group(const Group& group, const law::Law& law, const TextOrder& order,
                 std::ostream& out) {
  const verify::Finding& finding = *group.gravest;
  const rules::Rule& rule = *finding.rule;
  const std::string label = fmt::format("{} {}  ", rule.id, rule.name);
  const std::string figures = figures_in_words(group);
  const int room = kTextWidth - 4 - display_width(label) - display_width(figures);
  out << ' '
      << painted(verify::in_chinese(finding.severity), ink_of(finding.severity), order.colour)
      << ' ' << label << shortened(finding.project_name, std::max(room, 16)) << figures << '\n';
  const std::string_view head = group.findings > 1 ? "其中最重：" : "";
  print_wrapped("    ",
                fmt::format("{}{}（{}）。", head, finding.because,
                            verify::basis_in_words(rule.bases[0], law.instruments)),
                out);
  if (!finding.evidence.empty())
    print_wrapped("    据：", verify::first_place(finding, group.evidence_rows), out);
  print_wrapped("    下一步：",
                order.is_for_unit ? verify::next_step_for_unit(finding) : std::string(rule.next),
                out);
}

void print_findings_heading(const verify::Report& report, const TextOrder& order,
                            std::ostream& out) {
  out << painted("疑点", Ink::strong, order.colour);
  for (const rules::Severity severity : kSeverities) {
    const auto count = std::count_if(
        report.findings.begin(), report.findings.end(), [&](const verify::Finding& finding) {
          return finding.verdict == rules::Verdict::violates && finding.severity == severity;
        });
    const std::string words =
        fmt::format("{} {}", verify::in_chinese(severity), grouped(std::int64_t{count}));
    if (count > 0) out << "  " << painted(words, ink_of(severity), order.colour);
  }
  out << fmt::format("   共 {} 条", grouped(report.totals.violations));
  if (!report.notes.empty())
    out << fmt::format("，另有蓝色提示 {} 条", grouped(std::ssize(report.notes)));
  out << "；相同规则、相同项目的合并显示\n";
}

// Why rules could not be judged: a table, column or parameter is not there, or rows of it were
// refused.
struct Lack {
  std::string_view table, column;
  bool is_of_rejected_rows = false;

  friend auto operator<=>(const Lack&, const Lack&) = default;
};

// What one lack keeps from being judged.
struct Unjudged {
  Lack lack;
  std::set<std::string_view> rules;

  friend auto operator<=>(const Unjudged&, const Unjudged&) = default;
};

std::string in_words(const Unjudged& unjudged) {
  const Lack& lack = unjudged.lack;
  const std::string rules = fmt::format("{}", fmt::join(unjudged.rules, " "));
  if (lack.is_of_rejected_rows)
    return fmt::format("{}有被拒收的行，改正前判定不了 {}", verify::in_chinese({lack.table, ""}),
                       rules);
  return fmt::format("缺{}，判定不了 {}", verify::in_chinese({lack.table, lack.column}), rules);
}

using ProjectNames = std::vector<std::string_view>;

std::vector<std::pair<Unjudged, ProjectNames>> unjudged_of(const verify::Report& report) {
  std::map<std::pair<std::string_view, Lack>, Unjudged> by_project;
  std::map<std::string_view, std::string_view> names;
  for (const verify::Finding& finding : report.findings) {
    if (finding.verdict != rules::Verdict::missing_fact || !finding.missing) continue;
    names[finding.project_id] = finding.project_name;
    const Lack lack{finding.missing->table, finding.missing->column, finding.evidence_rows > 0};
    Unjudged& unjudged = by_project[{finding.project_id, lack}];
    unjudged.lack = lack;
    unjudged.rules.insert(finding.rule->id);
  }
  std::map<Unjudged, ProjectNames> projects;
  for (const auto& [key, unjudged] : by_project)
    projects[unjudged].push_back(names[std::get<0>(key)]);
  std::vector<std::pair<Unjudged, ProjectNames>> rows(projects.begin(), projects.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second.size() * a.first.rules.size() > b.second.size() * b.first.rules.size();
  });
  return rows;
}

}  // namespace

void print_findings(const verify::Report& report, const law::Law& law, const TextOrder& order,
                    std::ostream& out) {
  if (report.totals.violations == 0) {
    out << painted("疑点", Ink::strong, order.colour)
        << fmt::format("  0 条（已运行 {} 条规则）", report.rules_run.size());
    if (!report.notes.empty())
      out << fmt::format("，另有蓝色提示 {} 条，在 {}", grouped(std::ssize(report.notes)),
                         where_all_is(order, "疑点清单"));
    out << "\n\n";
    return;
  }
  print_findings_heading(report, order, out);
  const std::vector<Group> groups = groups_of(report.findings);
  int told = 0;
  for (std::size_t at = 0; at < groups.size() && at < kGroupsShown; ++at) {
    print_group(groups[at], law, order, out);
    told += groups[at].findings;
  }
  if (groups.size() > kGroupsShown)
    out << fmt::format(" .. 另 {} 条（{} 组）在 {}，按项目、人、月、规则排列\n",
                       grouped(report.totals.violations - told), groups.size() - kGroupsShown,
                       where_all_is(order, "疑点清单"));
  out << '\n';
}

void print_unjudged(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  if (report.totals.missing == 0) return;
  const std::vector<std::pair<Unjudged, ProjectNames>> rows = unjudged_of(report);
  std::set<std::string_view> projects;
  for (const auto& [unjudged, names] : rows) projects.insert(names.begin(), names.end());
  out << painted("无法判定", Ink::strong, order.colour)
      << fmt::format("  {} 个项目；补上所缺即可判定，缺资料不等于没有问题\n", projects.size());
  std::size_t shown = 0;
  for (const auto& [unjudged, names] : rows) {
    if (shown++ == kUnjudgedShown) break;
    const std::string where =
        names.size() == 1 ? std::string(names[0])
                          : fmt::format("{} 等 {} 个项目", names[0], grouped(std::ssize(names)));
    const std::string text = fmt::format("{}  {}", where, in_words(unjudged));
    const std::vector<std::string> lines = wrapped(text, kTextWidth - 4);
    for (std::size_t at = 0; at < lines.size(); ++at)
      out << (at == 0 ? fmt::format(" {} ", painted("灰", Ink::faint, order.colour)) : "    ")
          << lines[at] << '\n';
  }
  if (rows.size() > kUnjudgedShown)
    out << fmt::format(" .. 另 {} 项在 {}\n", rows.size() - kUnjudgedShown,
                       where_all_is(order, "无法判定"));
  out << '\n';
}

}  // namespace qingxin::cli
