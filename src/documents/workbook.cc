// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <memory>
#include <set>
#include <system_error>

#include "documents/sheet.h"
#include "verify/words.h"

namespace qingxin::documents {

namespace {

constexpr std::string_view kUnknown = "不详";
constexpr std::array kGrades{verify::Grade::red,  verify::Grade::orange, verify::Grade::yellow,
                             verify::Grade::blue, verify::Grade::green,  verify::Grade::grey};

Look look_of(verify::Grade grade) {
  switch (grade) {
    case verify::Grade::red: return Look::red;
    case verify::Grade::orange: return Look::orange;
    case verify::Grade::yellow: return Look::yellow;
    case verify::Grade::blue: return Look::blue;
    case verify::Grade::green: return Look::green;
    case verify::Grade::grey: return Look::grey;
  }
  return Look::text;
}

Look look_of(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::red: return Look::red;
    case rules::Severity::orange: return Look::orange;
    case rules::Severity::yellow: return Look::yellow;
    case rules::Severity::blue: return Look::blue;
  }
  return Look::text;
}

// What all sheets share.
struct Book {
  const verify::Report& report;
  const law::Law& law;
  bool is_revealed;
  lxw_workbook* workbook;
  Looks looks;

  PageForm page(std::optional<int> printed_columns) const {
    return {fmt::format("清薪　截至 {}　法规数据 {}　疑点须经核实", to_string(report.as_of),
                        law.version),
            printed_columns};
  }
};

std::string month_in_words(const std::optional<Month>& month) {
  return month ? to_string(*month) : "";
}

std::string months_in_words(const verify::Report& report) {
  if (report.months.empty()) return "没有任何工资月";
  std::string words = fmt::format("工资月 {} 至 {}", to_string(report.months.front()),
                                  to_string(report.months.back()));
  if (report.reporting_month)
    words += fmt::format("，报告月 {}", to_string(*report.reporting_month));
  return words;
}

void heads(Sheet& sheet, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) sheet.cell(word, Look::heading);
  sheet.next_row();
}

void overview_totals(const verify::Totals& totals, Sheet& sheet) {
  sheet.line("结论", Look::section);
  const std::optional<std::int64_t> people =
      totals.arrears_workers ? std::optional<std::int64_t>(*totals.arrears_workers) : std::nullopt;
  sheet.cell("欠薪人数").cell(people, kUnknown).next_row();
  sheet.cell("欠薪金额（元）").cell(totals.arrears, kUnknown).next_row();
  if (totals.arrears_workers_of_several_months > 0)
    sheet.cell("其中不止一个月的人数（已去重）")
        .cell(std::int64_t{totals.arrears_workers_of_several_months})
        .next_row();
  if (totals.workers_with_unknown_arrears > 0)
    sheet.cell("金额不详的人数（不在内）")
        .cell(std::int64_t{totals.workers_with_unknown_arrears})
        .next_row();
  if (totals.underassessed > Money{})
    sheet.cell("少算的工资（元，不计入欠薪）").cell(totals.underassessed).next_row();
  sheet.cell("疑点（条）").cell(std::int64_t{totals.violations}).next_row();
  sheet.cell("无法判定（项）").cell(std::int64_t{totals.missing}).next_row();
  sheet.cell("项目").cell(std::int64_t{totals.projects}).next_row();
  sheet.cell("工人").cell(std::int64_t{totals.workers}).next_row();
  sheet.blank();
}

void overview_grades(const verify::Report& report, Sheet& sheet) {
  sheet.line("项目分级（灰：缺资料，判定不了，不等于没有问题）", Look::section);
  for (const verify::Grade grade : kGrades) {
    const auto count =
        std::count_if(report.projects.begin(), report.projects.end(),
                      [&](const verify::ProjectReport& project) { return project.grade == grade; });
    sheet.cell(verify::in_chinese(grade), look_of(grade)).cell(std::int64_t{count}).next_row();
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
  sheet.line("疑点（按规则）", Look::section);
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

void overview_payers(const Book& book, Sheet& sheet) {
  std::vector<const verify::ProjectReport*> projects;
  for (const verify::ProjectReport& project : book.report.projects)
    if (!project.payers.empty()) projects.push_back(&project);
  if (projects.empty()) return;
  std::stable_sort(projects.begin(), projects.end(),
                   [](const auto* a, const auto* b) { return a->arrears > b->arrears; });
  sheet.line("清偿责任（按欠薪金额）", Look::section);
  sheet.cell("项目", Look::heading).cell("谁清偿", Look::heading).cell("欠薪（元）", Look::heading);
  sheet.wide_cell("理由和依据", 5, Look::heading).next_row();
  for (const verify::ProjectReport* project : projects)
    for (const verify::Payer& payer : project->payers)
      sheet.cell(project->name)
          .cell(payer.who)
          .cell(project->arrears)
          .wide_cell(fmt::format("{}（{}）", payer.why,
                                 verify::bases_in_words(payer.bases, book.law.instruments)),
                     5, Look::text)
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
  sheet.line(fmt::format("已运行的规则：{}", fmt::join(report.rules_run, " ")), Look::note);
  sheet.line("不详：没有这张表或这一列，不是零，也不在任何合计里。疑点是要核实的问题，不是结论。",
             Look::note);
}

void write_overview(Book& book) {
  Sheet sheet(book.workbook, book.looks, "总览",
              {{"", 36}, {"", 34}, {"", 15}, {"", 8}, {"", 8}, {"", 8}, {"", 8}, {"", 44}},
              book.page(std::nullopt));
  sheet.line("工资支付核查", Look::title);
  sheet.line(fmt::format("截至 {}　{}　法规数据 {}", to_string(book.report.as_of),
                         months_in_words(book.report), book.law.version),
             Look::note);
  sheet.blank();
  overview_totals(book.report.totals, sheet);
  overview_grades(book.report, sheet);
  overview_rules(book.report, book.law, sheet);
  overview_payers(book, sheet);
  overview_inputs(book.report, sheet);
  overview_reservations(book.report, sheet);
  sheet.close();
}

template <typename Number>
std::optional<std::int64_t> counted(const std::optional<Number>& number) {
  return number ? std::optional<std::int64_t>(*number) : std::nullopt;
}

void write_chain(Book& book) {
  Sheet sheet(book.workbook, book.looks, "五链",
              {{"项目编号", 12},
               {"项目名称", 36},
               {"评级", 6},
               {"工资月", 9},
               {"用工\n人", 8},
               {"出勤\n人", 8},
               {"出勤\n工日", 9},
               {"工资表\n人", 8},
               {"应发\n元", 15},
               {"专户收入\n元", 15},
               {"专户月末余额\n元", 15},
               {"到账\n人", 8},
               {"已付\n元", 15},
               {"已付与应发之差\n元", 15}},
              book.page(std::nullopt));
  sheet.headings();
  for (const verify::ProjectReport& project : book.report.projects)
    for (const verify::ChainMonth& chain : project.months) {
      const bool is_compared = chain.receipt_paid && chain.payroll_due;
      const std::optional<Money> difference =
          is_compared ? std::optional(*chain.receipt_paid - *chain.payroll_due) : std::nullopt;
      sheet.cell(project.project_id)
          .cell(project.name)
          .cell(verify::in_chinese(project.grade), look_of(project.grade))
          .cell(to_string(chain.month))
          .cell(counted(chain.roster_people), kUnknown)
          .cell(counted(chain.attendance_people), kUnknown)
          .cell(counted(chain.attendance_days), kUnknown)
          .cell(counted(chain.payroll_people), kUnknown)
          .cell(chain.payroll_due, kUnknown)
          .cell(chain.account_in, kUnknown)
          .cell(chain.account_balance, kUnknown)
          .cell(counted(chain.receipt_people), kUnknown)
          .cell(chain.receipt_paid, kUnknown)
          .cell(difference, kUnknown)
          .next_row();
    }
  sheet.close();
}

void write_finding(const Book& book, const verify::Finding& finding, Sheet& sheet) {
  const std::string whom = finding.employer.empty() ? finding.subject : finding.employer;
  sheet.cell(verify::in_chinese(finding.severity), look_of(finding.severity))
      .cell(fmt::format("{} {}", finding.rule->id, finding.rule->name))
      .cell(finding.project_name)
      .cell(whom)
      .cell(finding.worker_name)
      .cell(verify::shown(finding.worker, book.is_revealed))
      .cell(month_in_words(finding.month))
      .cell(finding.amount, "")
      .cell(finding.since, "")
      .cell(counted(finding.days), "")
      .cell(finding.because + (finding.is_provisional ? "（暂定）" : ""))
      .cell(verify::bases_in_words(finding.rule->bases, book.law.instruments))
      .cell(verify::first_place(finding, finding.evidence_rows))
      .cell(verify::next_step(finding))
      .cell("")
      .cell(finding.project_id)
      .cell(finding.id)
      .next_row();
}

void write_findings(Book& book) {
  Sheet sheet(book.workbook, book.looks, "疑点清单",
              {{"级别", 6},
               {"规则", 14},
               {"项目", 22},
               {"用工单位\n账户或期次", 15},
               {"姓名", 9},
               {"证件号码", 19},
               {"工资月", 8},
               {"金额（元）", 12, Look::yuan},
               {"起始日", 11, Look::day},
               {"天数", 6, Look::count},
               {"说明", 36},
               {"依据", 20},
               {"出处", 18},
               {"下一步", 24},
               {"核实情况", 20},
               {"项目编号", 12},
               {"疑点编号", 36}},
              book.page(13));
  sheet.headings();
  for (const std::vector<verify::Finding>* findings : {&book.report.findings, &book.report.notes})
    for (const verify::Finding& finding : *findings) {
      if (finding.verdict != rules::Verdict::violates) continue;
      if (sheet.is_full()) break;
      write_finding(book, finding, sheet);
    }
  if (sheet.is_full()) sheet.line("一张表写不下了，其余用 --json 写出", Look::note);
  sheet.close();
}

void write_arrears_line(const Book& book, const verify::ArrearsLine& line, Sheet& sheet) {
  sheet.cell(line.project_name)
      .cell(line.employer)
      .cell(line.worker_name)
      .cell(verify::shown(line.worker, book.is_revealed))
      .cell(to_string(line.month))
      .cell(line.net)
      .cell(line.paid)
      .cell(line.net - line.paid)
      .cell(line.due)
      .cell(std::int64_t{book.report.as_of - line.due})
      .cell("")
      .cell(line.project_id)
      .next_row();
}

void write_arrears(Book& book) {
  Sheet sheet(book.workbook, book.looks, "欠薪名册",
              {{"项目", 32},
               {"用工单位", 24},
               {"姓名", 10},
               {"证件号码", 21},
               {"工资月", 9},
               {"应发（元）", 14},
               {"已付（元）", 14},
               {"未付（元）", 14},
               {"应付日", 12},
               {"已超（日）", 9},
               {"核实情况", 20},
               {"项目编号", 12}},
              book.page(11));
  sheet.headings();
  Money net, paid;
  for (const verify::ArrearsLine& line : book.report.arrears) {
    net += line.net;
    paid += line.paid;
    if (!sheet.is_full()) write_arrears_line(book, line, sheet);
  }
  if (sheet.is_full()) sheet.line("一张表写不下了，其余用 --json 写出", Look::note);
  sheet.close();
  if (book.report.arrears.empty()) return;
  sheet.cell(fmt::format("合计 {} 行", book.report.arrears.size()), Look::total);
  for (int blank = 0; blank < 4; ++blank) sheet.cell("", Look::total);
  sheet.cell(net, Look::total_yuan).cell(paid, Look::total_yuan);
  sheet.cell(net - paid, Look::total_yuan);
  for (int blank = 0; blank < 3; ++blank) sheet.cell("", Look::total);
  sheet.next_row();
  sheet.print_to_here();
}

void write_unjudged(Book& book) {
  Sheet sheet(book.workbook, book.looks, "无法判定",
              {{"项目", 34},
               {"规则", 7},
               {"名称", 24},
               {"工资月", 9},
               {"缺什么", 28},
               {"说明", 50},
               {"怎么办", 34},
               {"项目编号", 12}},
              book.page(7));
  sheet.headings();
  for (const verify::Finding& finding : book.report.findings) {
    if (finding.verdict != rules::Verdict::missing_fact || sheet.is_full()) continue;
    sheet.cell(finding.project_name)
        .cell(finding.rule->id)
        .cell(finding.rule->name)
        .cell(month_in_words(finding.month))
        .cell(finding.missing ? verify::in_chinese(*finding.missing) : "")
        .cell(finding.because)
        .cell(verify::next_step(finding))
        .cell(finding.project_id)
        .next_row();
  }
  sheet.close();
}

void write_rejected(Book& book) {
  Sheet sheet(book.workbook, book.looks, "拒收明细",
              {{"文件", 40}, {"表", 14}, {"行", 9}, {"列", 16}, {"值", 26}, {"原因", 70}},
              book.page(std::nullopt));
  sheet.headings();
  for (const book::RejectedRow& row : book.report.rejected) {
    if (sheet.is_full()) break;
    sheet.cell(book.report.files[row.source.file].name)
        .cell(book::shape_of(row.table).chinese[0])
        .cell(std::int64_t{row.source.row})
        .cell(row.column.empty() ? "整行" : row.column)
        .cell(row.value)
        .cell(row.reason)
        .next_row();
  }
  sheet.close();
}

tl::unexpected<Error> cannot_write(const std::filesystem::path& file, std::string_view why) {
  return fail(ErrorCode::unavailable,
              fmt::format("工作簿「{}」写不了：{}。请换一个可写的文件夹，关掉正在打开它的程序，"
                          "或腾出磁盘空间",
                          file.string(), why));
}

}  // namespace

Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, bool is_revealed) {
  // Written beside its place first: a full disk never costs the last good workbook.
  std::filesystem::path unfinished = file;
  unfinished += ".part";
  if (std::ofstream probe(unfinished); !probe)
    return cannot_write(file, std::generic_category().message(errno));
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* workbook = workbook_new_opt(unfinished.c_str(), &options);
  if (workbook == nullptr) return cannot_write(file, "内存不足");
  Book book{report, law, is_revealed, workbook, Looks(workbook)};
  constexpr std::array kSheets{write_overview, write_chain,    write_findings,
                               write_arrears,  write_unjudged, write_rejected};
  for (const auto write_sheet : kSheets) write_sheet(book);
  const lxw_error error = workbook_close(workbook);
  std::error_code code;
  if (error != LXW_NO_ERROR) {
    std::filesystem::remove(unfinished, code);
    return cannot_write(file, lxw_strerror(error));
  }
  std::filesystem::rename(unfinished, file, code);
  if (code) {
    const std::string why = code.message();
    std::filesystem::remove(unfinished, code);
    return cannot_write(file, why);
  }
  return static_cast<int>(kSheets.size());
}

}  // namespace qingxin::documents
