// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "app/report_words.h"
#include "base/text.h"
#include "cli/report_text.h"

namespace qingxin::cli {

namespace {

constexpr std::size_t kProjectsShown = 10;
constexpr std::string_view kUnknown = "不详";

// The month of one project; without any figure where the project has none.
verify::ChainMonth links_of(const verify::ProjectReport& project, Month month) {
  for (const verify::ChainMonth& chain : project.months)
    if (chain.month == month) return chain;
  return {.month = month};
}

std::string in_words(const std::optional<int>& people) {
  return people ? grouped(*people) : std::string(kUnknown);
}
std::string in_words(const std::optional<Money>& amount) {
  return amount ? to_string(*amount) : std::string(kUnknown);
}

std::string signed_words(const std::optional<int>& people) {
  return people ? (*people > 0 ? "+" : "") + grouped(*people) : "";
}
std::string signed_words(const std::optional<Money>& amount) {
  return amount ? (*amount > Money{} ? "+" : "") + to_string(*amount) : "";
}

std::vector<Cell> link_row(const verify::ProjectReport& project, const verify::ChainMonth& links) {
  return {{" " + std::string(verify::in_chinese(project.grade)), ink_of(project.grade)},
          {project.name},
          {in_words(links.roster_people)},
          {in_words(links.attendance_people)},
          {in_words(links.payroll_people)},
          {in_words(links.payroll_due)},
          {in_words(links.account_balance)},
          {in_words(links.receipt_people)},
          {in_words(links.receipt_paid)}};
}

// One under each column of figures.
std::array<std::string, 7> break_words(const verify::Breaks& breaks) {
  return {"",
          signed_words(breaks.attendance),
          signed_words(breaks.payroll),
          "",
          signed_words(breaks.funds),
          signed_words(breaks.receipt),
          signed_words(breaks.paid)};
}

bool is_broken(const verify::ChainMonth& links) {
  const bool has_gap = !links.roster_people || !links.attendance_people || !links.payroll_people ||
                       !links.payroll_due || !links.account_balance || !links.receipt_people ||
                       !links.receipt_paid;
  return has_gap || verify::breaks_of(links) != verify::Breaks{};
}

void add_breaks(const verify::ChainMonth& links, TextTable& table) {
  const verify::Breaks breaks = verify::breaks_of(links);
  if (breaks == verify::Breaks{}) return;
  std::vector<Cell> row{{""}, {""}};
  for (const std::string& text : break_words(breaks))
    row.push_back({text, text.starts_with('-') ? Ink::red : Ink::orange});
  table.add(std::move(row));
}

// Red first, grey before those that are merely noted; of one grade the largest arrears first.
int rank(verify::Grade grade) {
  switch (grade) {
    case verify::Grade::red: return 0;
    case verify::Grade::orange: return 1;
    case verify::Grade::grey: return 2;
    case verify::Grade::yellow: return 3;
    case verify::Grade::blue: return 4;
    case verify::Grade::green: return 5;
  }
  return 5;
}

std::vector<const verify::ProjectReport*> projects_to_show(const verify::Report& report) {
  std::vector<const verify::ProjectReport*> projects;
  for (const verify::ProjectReport& project : report.projects)
    if (rank(project.grade) < rank(verify::Grade::green) &&
        (project.grade == verify::Grade::red ||
         is_broken(links_of(project, *report.reporting_month))))
      projects.push_back(&project);
  std::stable_sort(projects.begin(), projects.end(), [](const auto* a, const auto* b) {
    if (rank(a->grade) != rank(b->grade)) return rank(a->grade) < rank(b->grade);
    return a->arrears > b->arrears;
  });
  if (projects.size() > kProjectsShown) projects.resize(kProjectsShown);
  return projects;
}

void print_rest(const verify::Report& report,
                const std::vector<const verify::ProjectReport*>& shown, const TextOrder& order,
                std::ostream& out) {
  std::array<int, 6> counts{};
  for (const verify::ProjectReport& project : report.projects)
    ++counts[static_cast<std::size_t>(project.grade)];
  for (const verify::ProjectReport* project : shown)
    --counts[static_cast<std::size_t>(project->grade)];
  std::vector<std::string> words;
  int rest = 0;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    rest += counts[at];
    if (counts[at] > 0)
      words.push_back(fmt::format("{} {}", verify::in_chinese(static_cast<verify::Grade>(at)),
                                  grouped(counts[at])));
  }
  if (rest > 0)
    out << fmt::format("    其余 {} 个项目：{}；全部在 {}\n", grouped(rest), fmt::join(words, "，"),
                       where_all_is(order, "五链"));
}

}  // namespace

void print_chain(const verify::Report& report, const TextOrder& order, std::ostream& out) {
  if (!report.reporting_month) {
    out << painted("五链", Ink::strong, order.colour)
        << "  没有已到发薪日的工资月，没有可报告的月份\n\n";
    return;
  }
  const std::vector<const verify::ProjectReport*> projects = projects_to_show(report);
  TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right,
                   Align::right, Align::right, Align::right},
                  1);
  table.add({{"五链", Ink::strong},
             {to_string(*report.reporting_month)},
             {"用工"},
             {"出勤"},
             {"工资表"},
             {"应发(元)"},
             {"资金(元)"},
             {"到账"},
             {"已付(元)"}});
  for (const verify::ProjectReport* project : projects) {
    const verify::ChainMonth links = links_of(*project, *report.reporting_month);
    table.add(link_row(*project, links));
    add_breaks(links, table);
  }
  table.print(order.colour, out);
  print_rest(report, projects, order, out);
  if (!projects.empty())
    out << "    "
           "第二行是与前一环之差；资金为专户月末余额；不详：没有这张表，不是零\n";
  out << '\n';
}

}  // namespace qingxin::cli
