// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>

#include "documents/workbook_book.h"
#include "verify/breaks.h"
#include "verify/words.h"

namespace qingxin::documents {

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

PageForm Book::page(std::optional<int> printed_columns, int frozen_columns) const {
  return {
      fmt::format("清薪　截至 {}　法规数据 {}　疑点须经核实", to_string(report.as_of), law.version),
      printed_columns, frozen_columns};
}

std::vector<ListSize> list_sizes(const verify::Report& report) {
  std::size_t chain = 0;
  for (const verify::ProjectReport& project : report.projects) chain += project.months.size();
  const auto missing = static_cast<std::size_t>(std::count_if(
      report.findings.begin(), report.findings.end(), [](const verify::Finding& finding) {
        return finding.verdict == rules::Verdict::missing_fact;
      }));
  const std::size_t findings = report.findings.size() + report.notes.size() - missing;
  return {{"五链", chain},
          {"疑点清单", findings},
          {"欠薪名册", report.arrears.size()},
          {"无法判定", missing},
          {"拒收明细", report.rejected.size()}};
}

namespace {

// A list under its headings, which goes on on a further sheet when one is full.
class List {
 public:
  List(Book& book, std::string_view name, std::vector<ColumnForm> columns, PageForm page)
      : book_(book), name_(name), columns_(std::move(columns)), page_(std::move(page)) {
    open();
  }

  // For the next row.
  Sheet& sheet() {
    if (rows_ == book_.rows_per_sheet) {
      sheet_->close();
      open();
    }
    ++rows_;
    return *sheet_;
  }

  // As it is, for a sum below the rows.
  Sheet& last() { return *sheet_; }
  bool is_full() const { return rows_ == book_.rows_per_sheet; }
  bool is_on_one_sheet() const { return sheets_ == 1; }

 private:
  void open() {
    const std::string name = ++sheets_ == 1 ? name_ : fmt::format("{} {}", name_, sheets_);
    sheet_.emplace(book_.workbook, book_.looks, name, columns_, page_);
    sheet_->headings();
    rows_ = 0;
  }

  Book& book_;
  std::string name_;
  std::vector<ColumnForm> columns_;
  PageForm page_;
  std::optional<Sheet> sheet_;
  int sheets_ = 0;
  lxw_row_t rows_ = 0;
};

std::string month_in_words(const std::optional<Month>& month) {
  return month ? to_string(*month) : "";
}

template <typename Number>
std::optional<std::int64_t> counted(const std::optional<Number>& number) {
  return number ? std::optional<std::int64_t>(*number) : std::nullopt;
}

// A figure of the chain; marked where it does not fit the link before it.
template <typename Figure, typename Difference>
void link_cell(Sheet& sheet, const std::optional<Figure>& figure,
               const std::optional<Difference>& difference, Look broken) {
  if (figure && difference)
    sheet.cell(*figure, broken);
  else
    sheet.cell(figure, kUnknown);
}

std::string in_words(std::string_view link, std::string_view before, int people) {
  return fmt::format("{}比{}{} {} 人", link, before, people < 0 ? "少" : "多",
                     grouped(people < 0 ? -people : people));
}

std::string in_words(std::string_view link, std::string_view before, Money amount) {
  const Money size = amount < Money{} ? Money{} - amount : amount;
  return fmt::format("{}比{}{} {} 元", link, before, amount < Money{} ? "少" : "多",
                     to_string(size));
}

// Where the chain breaks, in words: the colour only repeats them. Wages that are not yet due are
// no break.
std::string breaks_in_words(const verify::Breaks& breaks, bool is_due) {
  std::vector<std::string> words;
  if (breaks.attendance) words.push_back(in_words("出勤", "用工", *breaks.attendance));
  if (breaks.payroll) words.push_back(in_words("工资表", "出勤", *breaks.payroll));
  if (breaks.funds) words.push_back(in_words("专户余额", "应发", *breaks.funds));
  if (breaks.receipt) words.push_back(in_words("到账", "工资表", *breaks.receipt));
  if (breaks.paid) words.push_back(in_words("已付", "应发", *breaks.paid));
  if (!is_due) words.emplace_back("发薪日未到");
  return fmt::format("{}", fmt::join(words, "；"));
}

void write_chain_month(const Book& book, const verify::ProjectReport& project,
                       const verify::ChainMonth& chain, Sheet& sheet) {
  const bool is_due = !book.report.reporting_month || chain.month <= *book.report.reporting_month;
  verify::Breaks breaks = verify::breaks_of(chain);
  if (!is_due) breaks.receipt.reset(), breaks.paid.reset(), breaks.funds.reset();
  sheet.cell(verify::in_chinese(project.grade), look_of(project.grade))
      .cell(project.name)
      .cell(to_string(chain.month))
      .cell(counted(chain.roster_people), kUnknown);
  link_cell(sheet, counted(chain.attendance_people), breaks.attendance, Look::break_count);
  sheet.cell(counted(chain.attendance_days), kUnknown);
  link_cell(sheet, counted(chain.payroll_people), breaks.payroll, Look::break_count);
  sheet.cell(chain.payroll_due, kUnknown).cell(chain.account_in, kUnknown);
  link_cell(sheet, chain.account_balance, breaks.funds, Look::break_yuan);
  link_cell(sheet, counted(chain.receipt_people), breaks.receipt, Look::break_count);
  link_cell(sheet, chain.receipt_paid, breaks.paid, Look::break_yuan);
  sheet.cell(breaks_in_words(breaks, is_due)).cell(project.project_id).next_row();
}

void write_chain(Book& book) {
  List list(book, "五链",
            {{"级别", 6},
             {"项目", 32},
             {"工资月", 9},
             {"用工\n人", 7},
             {"出勤\n人", 7},
             {"出勤\n工日", 9},
             {"工资表\n人", 8},
             {"应发\n元", 14},
             {"专户收入\n元", 14},
             {"专户月末余额\n元", 15},
             {"到账\n人", 7},
             {"已付\n元", 14},
             {"断在哪里（与前一环之差）", 40},
             {"项目编号", 12}},
            book.page(13, 3));
  for (const verify::ProjectReport& project : book.report.projects)
    for (const verify::ChainMonth& chain : project.months)
      write_chain_month(book, project, chain, list.sheet());
  list.last().close();
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
      .cell(verify::next_step(finding))
      .cell(verify::first_place(finding, finding.evidence_rows))
      .cell("")
      .cell(finding.project_id)
      .cell(finding.id)
      .next_row();
}

void write_findings(Book& book) {
  List list(book, "疑点清单",
            {{"级别", 5},
             {"规则", 13},
             {"项目", 20},
             {"用工单位\n账户或期次", 14},
             {"姓名", 9},
             {"证件号码", 19},
             {"工资月", 8},
             {"金额（元）", 13, Look::yuan},
             {"起始日", 11, Look::day},
             {"天数", 6, Look::count},
             {"说明", 36},
             {"依据", 20},
             {"下一步", 22},
             {"出处", 18},
             {"核实情况", 20},
             {"项目编号", 12},
             {"疑点编号", 36}},
            book.page(14, 3));
  for (const std::vector<verify::Finding>* findings : {&book.report.findings, &book.report.notes})
    for (const verify::Finding& finding : *findings)
      if (finding.verdict == rules::Verdict::violates) write_finding(book, finding, list.sheet());
  list.last().close();
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

// What stands under a project's lines, and under them all. The sums follow the filter, where the
// lines are on one sheet.
struct ArrearsSum {
  Money net, paid;
  std::set<std::string_view> people;
  std::size_t lines = 0;
  lxw_row_t first_row = 0;  // of its lines on the sheet
  bool is_worked_out = true;

  void add(const verify::ArrearsLine& line) {
    net += line.net;
    paid += line.paid;
    people.insert(line.worker);
    ++lines;
  }

  void write(std::string_view name, Sheet& sheet) const {
    const auto sum = [&](Money amount) {
      if (is_worked_out)
        sheet.sum_cell(amount, first_row, Look::total_yuan);
      else
        sheet.cell(amount, Look::total_yuan);
    };
    sheet.cell(name, Look::total)
        .cell(fmt::format("{} 人、{} 行", people.size(), lines), Look::total);
    for (int blank = 0; blank < 3; ++blank) sheet.cell("", Look::total);
    sum(net);
    sum(paid);
    sum(net - paid);
    for (int blank = 0; blank < 4; ++blank) sheet.cell("", Look::total);
    sheet.next_row();
  }
};

// A project's sum may stand on the row after the last: kRowsPerSheet leaves room.
void write_arrears_lines(Book& book, List& list, ArrearsSum& all) {
  ArrearsSum sum;
  const std::vector<verify::ArrearsLine>& lines = book.report.arrears;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    Sheet& sheet = list.sheet();
    if (sum.lines == 0) sum.first_row = sheet.row();
    write_arrears_line(book, lines[at], sheet);
    sum.add(lines[at]);
    all.add(lines[at]);
    const bool is_last = at + 1 == lines.size() || lines[at + 1].project_id != lines[at].project_id;
    if (!is_last && !list.is_full()) continue;
    sum.write(fmt::format("小计　{}{}", lines[at].project_name, is_last ? "" : "（接下表）"),
              sheet);
    sum = {};
  }
}

void write_arrears(Book& book) {
  List list(book, "欠薪名册",
            {{"项目", 32},
             {"用工单位", 24},
             {"姓名", 10},
             {"证件号码", 21},
             {"工资月", 9},
             {"应发（元）", 15},
             {"已付（元）", 15},
             {"未付（元）", 15},
             {"应付日", 12},
             {"已超（日）", 9},
             {"核实情况", 20},
             {"项目编号", 12}},
            book.page(11, 0));
  ArrearsSum all{.net = {}, .paid = {}, .people = {}, .lines = 0, .first_row = list.last().row()};
  write_arrears_lines(book, list, all);
  list.last().close();
  if (all.lines == 0) return;
  all.is_worked_out = list.is_on_one_sheet();
  all.write("合计", list.last());
  list.last().print_to_here();
}

void write_unjudged(Book& book) {
  List list(book, "无法判定",
            {{"级别", 6},
             {"项目", 32},
             {"规则", 30},
             {"工资月", 9},
             {"缺什么", 28},
             {"说明", 50},
             {"怎么办", 34},
             {"项目编号", 12}},
            book.page(7, 0));
  for (const verify::Finding& finding : book.report.findings) {
    if (finding.verdict != rules::Verdict::missing_fact) continue;
    list.sheet()
        .cell(verify::in_chinese(verify::Grade::grey), Look::grey)
        .cell(finding.project_name)
        .cell(fmt::format("{} {}", finding.rule->id, finding.rule->name))
        .cell(month_in_words(finding.month))
        .cell(finding.missing ? verify::in_chinese(*finding.missing) : "")
        .cell(finding.because)
        .cell(verify::next_step(finding))
        .cell(finding.project_id)
        .next_row();
  }
  list.last().close();
}

void write_rejected(Book& book) {
  List list(
      book, "拒收明细",
      {{"文件", 36}, {"表", 14}, {"行", 9}, {"列", 16}, {"值", 26}, {"原因", 50}, {"怎么改", 40}},
      book.page(std::nullopt, 0));
  for (const book::RejectedRow& row : book.report.rejected) {
    const verify::Rejection rejection = verify::rejection_in_words(row);
    list.sheet()
        .cell(book.report.files[row.source.file].name)
        .cell(book::shape_of(row.table).chinese[0])
        .cell(std::int64_t{row.source.row})
        .cell(row.column.empty() ? "整行" : row.column)
        .cell(row.value)
        .cell(rejection.reason)
        .cell(rejection.remedy)
        .next_row();
  }
  list.last().close();
}

// The workbook says when it was true, not when it was written: the same report gives the same
// bytes.
void set_properties(lxw_workbook* workbook, const verify::Report& report) {
  char title[] = "工资支付核查";
  lxw_doc_properties properties{};
  properties.title = title;
  properties.created =
      std::chrono::system_clock::to_time_t(std::chrono::sys_days(civil(report.as_of)));
  workbook_set_properties(workbook, &properties);
}

tl::unexpected<Error> cannot_write(const std::filesystem::path& file, std::string_view why) {
  return fail(ErrorCode::unavailable,
              fmt::format("工作簿「{}」写不了：{}。请换一个可写的文件夹，关掉正在打开它的程序，"
                          "或腾出磁盘空间",
                          file.string(), why));
}

}  // namespace

Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, const WorkbookForm& form) {
  // Written beside its place first: a full disk never costs the last good workbook.
  std::filesystem::path unfinished = file;
  unfinished += ".part";
  if (std::ofstream probe(unfinished); !probe)
    return cannot_write(file, std::generic_category().message(errno));
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* workbook = workbook_new_opt(unfinished.c_str(), &options);
  if (workbook == nullptr) return cannot_write(file, "内存不足");
  set_properties(workbook, report);
  Book book{report, law, form.is_revealed, form.rows_per_sheet, workbook, Looks(workbook)};
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
