// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "documents/workbook_book.h"
#include "verify/words.h"

namespace qingxin::documents {

namespace {

constexpr std::array kGrades{verify::Grade::red,  verify::Grade::orange, verify::Grade::yellow,
                             verify::Grade::blue, verify::Grade::green,  verify::Grade::grey};
constexpr std::array kSeverities{rules::Severity::red, rules::Severity::orange,
                                 rules::Severity::yellow, rules::Severity::blue};

std::string months_in_words(const verify::Report& report) {
  if (report.months.empty()) return "没有任何工资月";
  std::string words = fmt::format("工资月 {} 至 {}", to_string(report.months.front()),
                                  to_string(report.months.back()));
  if (report.reporting_month)
    words += fmt::format("，报告月 {}", to_string(*report.reporting_month));
  return words;
}

// Heads, the last of which stands over all the columns that are left.
constexpr int kColumns = 8;
void heads(Sheet& sheet, std::initializer_list<std::string_view> words) {
  int at = 0;
  for (const std::string_view word : words) {
    const int wide = ++at == static_cast<int>(words.size()) ? kColumns - at + 1 : 1;
    if (wide > 1)
      sheet.wide_cell(word, wide, Look::heading);
    else
      sheet.cell(word, Look::heading);
  }
  sheet.next_row();
}

std::string read_in_words(const verify::Report& report) {
  std::int64_t rows = 0;
  std::int64_t used = 0;
  for (const book::FileRead& file : report.files) {
    rows += file.rows;
    used += file.used;
  }
  return fmt::format("读入 {} 个文件、{} 行，采用 {} 行，拒收 {} 行{}", report.files.size(),
                     grouped(rows), grouped(used), grouped(rows - used),
                     rows == used ? "" : "（见「拒收明细」）");
}

std::string colours_in_words(const verify::Report& report) {
  std::string words;
  for (const rules::Severity severity : kSeverities) {
    const auto count = std::count_if(
        report.findings.begin(), report.findings.end(), [&](const verify::Finding& finding) {
          return finding.verdict == rules::Verdict::violates && finding.severity == severity;
        });
    if (count > 0)
      words += fmt::format("{}{} {}", words.empty() ? "" : "，", verify::in_chinese(severity),
                           grouped(std::int64_t{count}));
  }
  if (!report.notes.empty())
    words += fmt::format("{}另有蓝色提示 {} 条，不计在内", words.empty() ? "" : "；",
                         grouped(std::ssize(report.notes)));
  return words;
}

template <typename Value>
void total(Sheet& sheet, std::string_view name, const std::optional<Value>& value,
           std::string_view words) {
  sheet.cell(name).cell(value, kUnknown).wide_cell(words, 6, Look::text).next_row();
}
template <typename Value>
void total(Sheet& sheet, std::string_view name, const Value& value, std::string_view words) {
  total(sheet, name, std::optional(value), words);
}

void overview_arrears_totals(const verify::Totals& totals, Sheet& sheet) {
  const std::string several =
      totals.arrears_workers_of_several_months > 0
          ? fmt::format("，其中 {} 人不止一个月", grouped(totals.arrears_workers_of_several_months))
          : "";
  const bool is_known = totals.arrears_workers && totals.arrears;
  const std::string_view lack = "缺工资表或代发明细，判定不了谁没有领到";
  if (is_known) {
    total(sheet, "欠薪人数（人）", std::int64_t{*totals.arrears_workers},
          fmt::format("发薪日已过、到账少于应发的人，已去重{}", several));
    total(sheet, "欠薪金额（元）", *totals.arrears,
          "应发减本人实际到账，逐人逐月只算一次，不论触发几条规则");
  } else {
    total(sheet, "欠薪人数（人）", std::optional<std::int64_t>{}, lack);
    total(sheet, "欠薪金额（元）", std::optional<Money>{}, lack);
  }
  if (totals.workers_with_unknown_arrears > 0)
    total(sheet, "金额不详（人）", std::int64_t{totals.workers_with_unknown_arrears},
          "所在的行被拒收，不在上面两项内");
  if (totals.underassessed > Money{})
    total(sheet, "少算的工资（元）", totals.underassessed,
          "工资表本身算少了的（最低工资、加班工资、扣款等），不计入欠薪金额");
}

void overview_totals(const verify::Report& report, Sheet& sheet) {
  const verify::Totals& totals = report.totals;
  sheet.line("结论", Look::section);
  overview_arrears_totals(totals, sheet);
  total(sheet, "疑点（条）", std::int64_t{totals.violations}, colours_in_words(report));
  total(sheet, "无法判定（项）", std::int64_t{totals.missing},
        totals.missing == 0 ? "" : "缺表、缺列、缺参数，或有行被拒收；不等于没有问题");
  total(sheet, "项目（个）", std::int64_t{totals.projects}, "");
  total(sheet, "工人（人）", std::int64_t{totals.workers}, "已去重，不含管理人员");
  sheet.blank();
}

std::string_view meaning(verify::Grade grade) {
  switch (grade) {
    case verify::Grade::red: return "有人没有领到，或一项要紧的义务看来没有履行";
    case verify::Grade::orange: return "钱快要接不上，或两份材料对不上";
    case verify::Grade::yellow: return "要问一问";
    case verify::Grade::blue: return "只有提示，不计分";
    case verify::Grade::green: return "核对过，相符";
    case verify::Grade::grey: return "缺资料，判定不了，不等于没有问题";
  }
  return "";
}

void overview_grades(const verify::Report& report, Sheet& sheet) {
  sheet.line("项目分级", Look::section);
  heads(sheet, {"级别", "项目（个）", "意思"});
  for (const verify::Grade grade : kGrades) {
    const auto count =
        std::count_if(report.projects.begin(), report.projects.end(),
                      [&](const verify::ProjectReport& project) { return project.grade == grade; });
    sheet.cell(verify::in_chinese(grade), look_of(grade))
        .cell(std::int64_t{count})
        .wide_cell(meaning(grade), 6, Look::text)
        .next_row();
  }
  sheet.blank();
}

// The arrears of one project or one month.
struct Arrears {
  Money amount;
  std::int64_t lines = 0;
  std::set<std::string_view> people;

  void add(const verify::ArrearsLine& line) {
    amount += line.net - line.paid;
    ++lines;
    people.insert(line.worker);
  }
};

void overview_months(const verify::Report& report, Sheet& sheet) {
  if (report.arrears.empty()) return;
  std::map<Month, Arrears> months;
  for (const verify::ArrearsLine& line : report.arrears) months[line.month].add(line);
  sheet.line("欠薪（按工资月）", Look::section);
  heads(sheet, {"工资月", "欠薪（元）", "人数", "口径"});
  Money sum;
  for (const auto& [month, arrears] : months) {
    sheet.cell(to_string(month)).cell(arrears.amount).cell(std::ssize(arrears.people));
    sheet.wide_cell("", 5, Look::text).next_row();
    sum += arrears.amount;
  }
  sheet.cell("合计", Look::total).cell(sum, Look::total_yuan).cell("", Look::total);
  sheet.wide_cell("一人欠几个月的，各月都计一次", 5, Look::text).next_row();
  sheet.blank();
}

// By arrears, the largest first; each with those who have to pay, in their order.
void overview_payers(const Book& book, Sheet& sheet) {
  std::vector<const verify::ProjectReport*> projects;
  for (const verify::ProjectReport& project : book.report.projects)
    if (project.arrears > Money{} || !project.payers.empty()) projects.push_back(&project);
  if (projects.empty()) return;
  std::stable_sort(projects.begin(), projects.end(),
                   [](const auto* a, const auto* b) { return a->arrears > b->arrears; });
  std::map<std::string_view, Arrears> by_project;
  for (const verify::ArrearsLine& line : book.report.arrears) by_project[line.project_id].add(line);
  sheet.line("欠薪的项目和清偿责任（按金额）", Look::section);
  heads(sheet, {"项目", "谁清偿", "欠薪（元）", "级别", "人数", "清偿的理由和依据"});
  for (const verify::ProjectReport* project : projects) {
    bool is_first = true;
    std::vector<verify::Payer> payers = project->payers;
    if (payers.empty()) payers.push_back({.who = std::string(kUnknown), .why = "", .bases = {}});
    for (const verify::Payer& payer : payers) {
      const std::string bases = verify::bases_in_words(payer.bases, book.law.instruments);
      sheet.cell(is_first ? project->name : "").cell(payer.who);
      if (is_first)
        sheet.cell(project->arrears)
            .cell(verify::in_chinese(project->grade), look_of(project->grade))
            .cell(std::ssize(by_project[project->project_id].people));
      else
        sheet.cell("", Look::text).cell("", Look::text).cell("", Look::text);
      sheet
          .wide_cell(bases.empty() ? payer.why : fmt::format("{}（{}）", payer.why, bases), 3,
                     Look::text)
          .next_row();
      is_first = false;
    }
  }
  sheet.blank();
}

// Findings of one rule and one colour over all projects. What is short on a project (without a
// worker) from one period to the next contains what was short before, so of each project only the
// largest is counted.
struct RuleCount {
  const rules::Rule* rule = nullptr;
  std::int64_t findings = 0;
  std::set<std::string_view> people;
  std::map<std::string_view, std::optional<Money>> by_project;

  void add(const verify::Finding& finding) {
    rule = finding.rule;
    ++findings;
    std::optional<Money>& amount = by_project[finding.project_id];
    if (!finding.worker.empty()) people.insert(finding.worker);
    if (!finding.amount) return;
    amount = finding.worker.empty() ? std::max(amount.value_or(*finding.amount), *finding.amount)
                                    : amount.value_or(Money{}) + *finding.amount;
  }

  std::optional<Money> amount() const {
    std::optional<Money> sum;
    for (const auto& [project, part] : by_project)
      if (part) sum = sum.value_or(Money{}) + *part;
    return sum;
  }
};

void overview_rules(const verify::Report& report, const law::Law& law, Sheet& sheet) {
  std::map<std::pair<rules::Severity, std::string_view>, RuleCount> counts;
  for (const verify::Finding& finding : report.findings) {
    if (finding.verdict != rules::Verdict::violates) continue;
    counts[{finding.severity, finding.rule->id}].add(finding);
  }
  if (counts.empty()) return;
  sheet.line("疑点（按规则，先红后橙、黄）", Look::section);
  heads(sheet, {"规则", "依据", "金额（元）", "级别", "条数", "项目", "人数", "下一步"});
  for (const auto& [key, count] : counts) {
    const std::optional<std::int64_t> people =
        count.people.empty() ? std::nullopt : std::optional(std::ssize(count.people));
    sheet.cell(fmt::format("{} {}", count.rule->id, count.rule->name))
        .cell(verify::basis_in_words(count.rule->bases[0], law.instruments))
        .cell(count.amount(), "")
        .cell(verify::in_chinese(key.first), look_of(key.first))
        .cell(count.findings)
        .cell(std::ssize(count.by_project))
        .cell(people, "")
        .cell(count.rule->next)
        .next_row();
  }
  sheet.blank();
}

// One lack and the rules that it keeps from being judged, over all projects.
struct Unjudged {
  std::set<std::string_view> rules, projects;
  std::string remedy;
};

void overview_unjudged(const verify::Report& report, Sheet& sheet) {
  std::map<std::string, Unjudged> lacks;
  for (const verify::Finding& finding : report.findings) {
    if (finding.verdict != rules::Verdict::missing_fact || !finding.missing) continue;
    const std::string what = verify::in_chinese(*finding.missing);
    Unjudged& lack = lacks[finding.evidence_rows > 0 ? what + "有被拒收的行" : "缺" + what];
    lack.rules.insert(finding.rule->id);
    lack.projects.insert(finding.project_id);
    lack.remedy = verify::next_step(finding);
  }
  if (lacks.empty()) return;
  sheet.line("无法判定（灰：补上所缺即可判定）", Look::section);
  heads(sheet, {"缺什么", "判定不了的规则", "项目（个）", "怎么办"});
  for (const auto& [what, lack] : lacks)
    sheet.cell(what)
        .cell(fmt::format("{}", fmt::join(lack.rules, " ")))
        .cell(std::ssize(lack.projects))
        .wide_cell(lack.remedy, 5, Look::text)
        .next_row();
  sheet.blank();
}

void overview_inputs(const verify::Report& report, Sheet& sheet) {
  sheet.line("读入", Look::section);
  for (const std::string_view word : {"文件", "表", "行", "采用", "拒收"})
    sheet.cell(word, Look::heading);
  sheet.wide_cell("忽略的列", 3, Look::heading).next_row();
  for (const book::FileRead& file : report.files)
    sheet.cell(file.name)
        .cell(book::shape_of(file.table).chinese[0])
        .cell(std::int64_t{file.rows})
        .cell(std::int64_t{file.used})
        .cell(std::int64_t{file.rows - file.used})
        .wide_cell(fmt::format("{}", fmt::join(file.ignored_columns, "、")), 3, Look::text)
        .next_row();
  for (const std::string& file : report.unrecognised_files)
    sheet.line(fmt::format("未读：{}（文件名不是表名）", file), Look::note);
  sheet.blank();
}

void overview_reservations(const verify::Report& report, Sheet& sheet) {
  sheet.line("口径", Look::section);
  for (const verify::ParameterUsed& parameter : report.parameters)
    sheet.line(fmt::format("参数 {} = {}（{}，{}）", parameter.name, parameter.value,
                           parameter.region.empty() ? "全国" : parameter.region,
                           parameter.source.empty() ? "没有写明出处" : parameter.source),
               Look::note);
  for (const std::string& warning : report.warnings) sheet.line("注意：" + warning, Look::note);
  if (!report.rules_off.empty())
    sheet.line(fmt::format("依据待核，未运行：{}", fmt::join(report.rules_off, " ")), Look::note);
  if (report.provisional_deadlines > 0)
    sheet.line(fmt::format("暂定：{} 个期限跨入放假安排尚未公布的年份，按周末和法定节日推算",
                           report.provisional_deadlines),
               Look::note);
  constexpr std::size_t kRulesOfALine = 30;
  for (std::size_t i = 0; i < report.rules_run.size(); i += kRulesOfALine) {
    const auto first = report.rules_run.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end =
        first + static_cast<std::ptrdiff_t>(std::min(kRulesOfALine, report.rules_run.size() - i));
    sheet.line(fmt::format("{}{}", i == 0 ? "已运行的规则：" : "　　　　　　　",
                           fmt::join(first, end, " ")),
               Look::note);
  }
  sheet.line("不详：没有这张表或这一列，不是零，也不在任何合计里。疑点是要核实的问题，不是结论。",
             Look::note);
}

// Lists that take more than one sheet.
void overview_continued(const Book& book, Sheet& sheet) {
  for (const ListSize& list : list_sizes(book.report))
    if (list.rows > book.rows_per_sheet)
      sheet.line(fmt::format("「{}」有 {} 行，一张工作表写不下，接着写在「{} 2」等表", list.name,
                             grouped(static_cast<std::int64_t>(list.rows)), list.name),
                 Look::note);
}

}  // namespace

void write_overview(Book& book) {
  const verify::Report& report = book.report;
  Sheet sheet(book.workbook, book.looks, "总览",
              {{"", 36}, {"", 34}, {"", 15}, {"", 8}, {"", 8}, {"", 8}, {"", 8}, {"", 44}},
              book.page(std::nullopt, 0));
  sheet.line("工资支付核查", Look::title);
  sheet.line(fmt::format("截至 {}　{}　法规数据 {}", to_string(report.as_of),
                         months_in_words(report), book.law.version),
             Look::note);
  sheet.line(read_in_words(report), Look::note);
  overview_continued(book, sheet);
  sheet.blank();
  overview_totals(report, sheet);
  overview_grades(report, sheet);
  overview_months(report, sheet);
  overview_payers(book, sheet);
  overview_rules(report, book.law, sheet);
  overview_unjudged(report, sheet);
  overview_inputs(report, sheet);
  overview_reservations(report, sheet);
  sheet.close();
}

}  // namespace qingxin::documents
