// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "base/text.h"
#include "cli/report_text.h"

namespace qingxin::cli {

namespace {

constexpr std::size_t kProjectsShown = 10;
constexpr std::string_view kUnknown = "不详";

// The five links of one project in the reporting month, and what is lost from one to the next.
struct Links {
  std::optional<int> roster, attendance, payroll, receipt;
  std::optional<Money> due, funds, paid;
};

Links links_of(const verify::ProjectReport& project, Month month) {
  for (const verify::ChainMonth& chain : project.months)
    if (chain.month == month)
      return {chain.roster_people,  chain.attendance_people, chain.payroll_people,
              chain.receipt_people, chain.payroll_due,       chain.account_balance,
              chain.receipt_paid};
  return {};
}

template <typename Amount>
std::optional<Amount> difference(const std::optional<Amount>& link,
                                 const std::optional<Amount>& before) {
  if (!link || !before || *link == *before) return std::nullopt;
  return *link - *before;
}

// What the account lacks for wages that are still unpaid. Money to spare is no break; nor is an
// account that is low because the wages of the month have left it.
std::optional<Money> shortage(const Links& links) {
  const std::optional<Money> rest = difference(links.funds, links.due);
  const bool is_paid = links.paid && links.due && *links.paid >= *links.due;
  return rest && *rest < Money{} && !is_paid ? rest : std::nullopt;
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

std::vector<Cell> link_row(const verify::ProjectReport& project, const Links& links) {
  return {{" " + std::string(verify::in_chinese(project.grade)), ink_of(project.grade)},
          {project.name},
          {in_words(links.roster)},
          {in_words(links.attendance)},
          {in_words(links.payroll)},
          {in_words(links.due)},
          {in_words(links.funds)},
          {in_words(links.receipt)},
          {in_words(links.paid)}};
}

std::array<std::string, 7> breaks_of(const Links& links) {
  return {"",
          signed_words(difference(links.attendance, links.roster)),
          signed_words(difference(links.payroll, links.attendance)),
          "",
          signed_words(shortage(links)),
          signed_words(difference(links.receipt, links.payroll)),
          signed_words(difference(links.paid, links.due))};
}

bool is_broken(const Links& links) {
  const std::array<std::string, 7> breaks = breaks_of(links);
  const bool has_gap = !links.roster || !links.attendance || !links.payroll || !links.due ||
                       !links.funds || !links.receipt || !links.paid;
  return has_gap || std::any_of(breaks.begin(), breaks.end(),
                                [](const std::string& text) { return !text.empty(); });
}

void add_breaks(const Links& links, TextTable& table) {
  std::vector<Cell> row{{""}, {""}};
  bool is_empty = true;
  for (const std::string& text : breaks_of(links)) {
    is_empty = is_empty && text.empty();
    row.push_back({text, text.starts_with('-') ? Ink::red : Ink::orange});
  }
  if (!is_empty) table.add(std::move(row));
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
    const Links links = links_of(*project, *report.reporting_month);
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
