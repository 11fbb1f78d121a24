// SPDX-License-Identifier: Apache-2.0
#include "sample/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sample/project.h"
#include "sample/random.h"
#include "sample/wages.h"

namespace qingxin::sample {

namespace {

namespace fs = std::filesystem;

constexpr int kHandDays = 31;

enum class Format : unsigned char { none, csv, xlsx };

struct FileForm {
  std::string_view name;  // 〈months〉 stands for the months of the county
  Format format;
  CsvStyle style = {};
};

struct FilePlan {
  File file;
  FileForm office;
  FileForm plain;
};

constexpr CsvStyle kComma{};
constexpr CsvStyle kSlashes{.dates = DateStyle::slashes};
constexpr CsvStyle kGrouped{.groups_thousands = true};
constexpr CsvStyle kBankOld{.encoding = Encoding::gb18030, .dates = DateStyle::slashes};
constexpr CsvStyle kBankTabs{.separator = '\t', .dates = DateStyle::chinese};

constexpr std::array<FilePlan, kFiles> kPlans{{
    {File::projects, {"项目.xlsx", Format::xlsx}, {"项目.csv", Format::csv, kComma}},
    {File::units, {"参建单位.csv", Format::csv, kSlashes}, {"参建单位.csv", Format::csv, kComma}},
    {File::roster, {"花名册.xlsx", Format::xlsx}, {"花名册.csv", Format::csv, kComma}},
    {File::gate, {"考勤-闸机.csv", Format::csv, kComma}, {"考勤.csv", Format::csv, kComma}},
    {File::hand_sheet, {"考勤-手工.xlsx", Format::xlsx}, {"", Format::none}},
    {File::payroll, {"工资表-〈months〉.xlsx", Format::xlsx}, {"工资表.csv", Format::csv, kComma}},
    {File::accounts, {"专户.csv", Format::csv, kSlashes}, {"专户.csv", Format::csv, kComma}},
    {File::movements, {"专户流水.csv", Format::csv, kGrouped}, {"专户流水.csv", Format::csv}},
    {File::labour_fees, {"人工费计划.csv", Format::csv, kComma}, {"人工费计划.csv", Format::csv}},
    {File::payments,
     {"代发明细-工商银行.csv", Format::csv, kBankOld},
     {"代发明细.csv", Format::csv, kComma}},
    {File::other_payments, {"代发明细-建设银行.csv", Format::csv, kBankTabs}, {"", Format::none}},
    {File::deposits, {"保证金.xlsx", Format::xlsx}, {"工资保证金.csv", Format::csv, kComma}},
    {File::guarantees,
     {"工程款支付担保.csv", Format::csv, kSlashes},
     {"工程款支付担保.csv", Format::csv}},
    {File::boards, {"维权告示牌.xlsx", Format::xlsx}, {"维权告示牌.csv", Format::csv, kComma}},
    {File::disputes, {"争议.csv", Format::csv, kComma}, {"争议.csv", Format::csv, kComma}},
}};

constexpr std::string_view kProjects[] = {
    "项目编号",     "项目名称",     "类别",         "行政区划代码",       "行业",
    "专项标签",     "资金性质",     "建设单位",     "建设单位信用代码",   "总包单位",
    "总包信用代码", "合同签订日期", "需要施工许可", "施工许可日期",       "资金落实",
    "总包垫资",     "开工日期",     "计划完工日期", "完工日期",           "状态",
    "合同额",       "计量周期",     "结算办法",     "人工费拨付周期月数", "人工费金额",
    "人工费占比",   "工资支付日",   "支付月偏移",   "劳资专管员",         "门禁"};
constexpr std::string_view kUnits[] = {"项目编号", "单位名称",     "信用代码",     "类型",
                                       "资质",     "登记状态",     "合同签订日期", "计量周期",
                                       "结算办法", "代发协议日期", "进场日期",     "退场日期"};
constexpr std::string_view kRoster[] = {
    "项目编号", "用工单位",     "班组",         "姓名",         "证件类型",     "身份证号",
    "手机号",   "工种",         "岗位",         "计酬方式",     "工资标准",     "约定支付日",
    "支付方式", "合同类型",     "合同签订日期", "实名登记日期", "安全培训日期", "进场日期",
    "退场日期", "结清确认日期", "工资卡号",     "开户行",       "持卡人"};
// As an office form has it: characters spaced out, columns of its own.
constexpr std::string_view kOfficeRoster[] = {
    "项目编号",     "用工单位 ",    "班　组",   "姓　名",   "证件类型",
    "身份证号　",   "手机号",       "工　种",   "岗 位",    "计酬方式",
    "工资标准",     "约定支付日",   "支付方式", "合同类型", "合同签订日期",
    "实名登记日期", "安全培训日期", "进场日期", "退场日期", "结清确认日期",
    "工资卡号",     "开户行",       "持卡人",   "民 族",    "备　注"};
constexpr std::string_view kGate[] = {"项目编号", "身份证号", "日期", "工时",
                                      "首次",     "末次",     "次数", "方式"};
constexpr std::string_view kHandSheet[] = {"项目编号", "身份证号", "姓名", "月份"};
constexpr std::string_view kMonthSheet[] = {"项目编号", "身份证号", "月份"};
constexpr std::string_view kPayroll[] = {
    "项目编号", "工资月份", "用工单位", "姓名",         "身份证号", "出勤天数",    "工时",
    "工作量",   "应发工资", "加班工资", "津贴",         "代扣",     "扣款",        "扣款类别",
    "实发工资", "工资卡号", "编制日期", "本人确认日期", "补发",     "工资清单日期"};
constexpr std::string_view kPayments[] = {"项目编号", "工资月份", "身份证号", "收款人",
                                          "收款账号", "金额",     "日期",     "状态",
                                          "付款账号", "方式",     "流水号",   "失败原因"};
constexpr std::string_view kAccounts[] = {
    "项目编号",     "账号",         "户名",     "账户性质",     "开户行",
    "开户行所在地", "开户日期",     "备案日期", "三方协议日期", "特殊标识",
    "销户公示日期", "销户申请日期", "销户日期", "未结案件",     "仲裁诉讼"};
constexpr std::string_view kMovements[] = {"账号", "项目编号", "日期",     "方向", "金额",
                                           "类型", "对方户名", "对方账号", "摘要", "流水号"};
constexpr std::string_view kLabourFees[] = {"项目编号", "期次", "应拨日期", "应拨金额"};
constexpr std::string_view kDeposits[] = {
    "项目编号",   "方式",       "金额",     "存储日期",     "到期日",   "受益人",   "免存文号",
    "无欠薪年数", "前两年欠薪", "失信名单", "同地区在建数", "动用日期", "动用金额", "补足日期"};
constexpr std::string_view kGuarantees[] = {"项目编号", "金额", "起始日", "到期日"};
constexpr std::string_view kBoards[] = {
    "项目编号",     "设置日期",     "位置",         "模板版本",
    "建设单位",     "总包及项目部", "分包",         "行业主管部门",
    "劳资专管员",   "最低工资标准", "工资支付日",   "主管部门投诉电话",
    "监察举报电话", "仲裁渠道",     "法律援助渠道", "公共法律服务热线"};
constexpr std::string_view kDisputes[] = {"项目编号", "开始日期", "结束日期", "内容"};

std::string_view in_chinese(UnitKind kind) {
  switch (kind) {
    case UnitKind::owner: return "建设单位";
    case UnitKind::general_contractor: return "总承包";
    case UnitKind::specialist: return "专业分包";
    case UnitKind::labour: return "劳务分包";
    case UnitKind::supervisor: return "监理";
    case UnitKind::individual: return "个人";
  }
  return "";
}

std::string_view in_chinese(Basis basis) {
  switch (basis) {
    case Basis::day: return "日";
    case Basis::month: return "月";
    case Basis::hour: return "时";
    case Basis::piece: return "件";
  }
  return "";
}

std::string_view in_chinese(Role role) {
  switch (role) {
    case Role::worker: return "工人";
    case Role::staff: return "管理人员";
    case Role::project_manager: return "项目经理";
    case Role::supervisor: return "总监";
  }
  return "";
}

std::string_view in_chinese(PayStatus status) {
  switch (status) {
    case PayStatus::success: return "成功";
    case PayStatus::failed: return "失败";
    case PayStatus::returned: return "退回";
  }
  return "";
}

std::string_view in_chinese(PayForm form) {
  switch (form) {
    case PayForm::account: return "专户代发";
    case PayForm::bank: return "银行转账";
    case PayForm::cash: return "现金";
    case PayForm::in_kind: return "实物";
    case PayForm::promissory: return "白条";
  }
  return "";
}

std::string_view authority_of(std::string_view industry) {
  if (industry == "公路") return "平川县交通运输局";
  if (industry == "水利水电") return "平川县水利局";
  return "平川县住房和城乡建设局";
}

void optional_day(Sheet& sheet, const std::optional<Date>& day) {
  day ? sheet.day(*day) : sheet.text("");
}

void optional_money(Sheet& sheet, const std::optional<Money>& amount) {
  amount ? sheet.money(*amount) : sheet.text("");
}

void yes_or_no(Sheet& sheet, bool is_so) {
  sheet.text(is_so ? "是" : "否");
}

bool is_subcontractor(const Unit& unit) {
  return unit.kind == UnitKind::labour || unit.kind == UnitKind::specialist ||
         unit.kind == UnitKind::individual;
}

std::string_view status_of(const Project& project) {
  if (project.completed) return "完工";
  return project.stopped ? "停工" : "在建";
}

struct Times {
  std::string in;
  std::string out;
};

// Invented to the minute, from the same chance in every run.
Times times_of(const Attended& attended, std::uint64_t subject) {
  const auto day = static_cast<std::uint64_t>(attended.day.days);
  const std::uint64_t chance = mixed(subject + day * 1000 + attended.worker);
  const int in_minute = static_cast<int>(chance % 40);
  const int out_minute = static_cast<int>(chance / 64 % 29);
  const auto time = [](int hour, int minute) { return fmt::format("{:02}:{:02}", hour, minute); };
  if (attended.shift == Shift::night) return {time(21, 15 + in_minute), time(6, 2 + out_minute)};
  if (attended.shift == Shift::evening) return {time(18, 15 + in_minute), time(23, out_minute)};
  const int hours = attended.hours;
  if (hours == 4) return {time(12, 15 + in_minute), time(17, 30 + out_minute)};
  if (hours < 4) return {time(6, 15 + in_minute), time(7 + hours, out_minute)};
  return {time(6, 15 + in_minute), time(17 + std::max(hours - 8, 0), 30 + out_minute)};
}

// Who worked how many hours on each day of a month, by month and worker.
struct WorkedMonth {
  Month month;
  std::uint32_t worker;
  std::array<std::uint8_t, kHandDays> hours;
};

std::vector<WorkedMonth> worked_months(const Project& project) {
  if (project.attendance.empty()) return {};
  const auto [first, last] = std::ranges::minmax(project.attendance, {}, &Attended::day);
  const Month from = month_of(first.day);
  std::vector<WorkedMonth> all;
  for (Month month = from; month <= month_of(last.day); month = month + 1)
    for (std::uint32_t worker = 0; worker < project.workers.size(); ++worker)
      all.push_back({month, worker, {}});
  for (const Attended& attended : project.attendance) {
    const auto months = static_cast<std::size_t>(month_of(attended.day) - from);
    all[months * project.workers.size() + attended.worker].hours[day_of_month(attended.day) - 1] =
        attended.hours;
  }
  std::erase_if(all, [](const WorkedMonth& worked) {
    return worked.hours == std::array<std::uint8_t, kHandDays>{};
  });
  return all;
}

// The last cells of a table's header: 1 to 31.
void end_with_days(Sheet& sheet) {
  for (int day = 1; day <= kHandDays; ++day) sheet.text(std::to_string(day));
  sheet.end_row();
}

void blanks(Sheet& sheet, int count) {
  for (int i = 0; i < count; ++i) sheet.text("");
}

std::string months_in_name(const Order& order) {
  const Month first = order.last_month - (order.months - 1);
  return fmt::format("{}年{:02}月至{}月", year_of(first), month_of_year(first),
                     month_of_year(order.last_month));
}

std::string serial_of(const Project& project, const Payment& payment) {
  return fmt::format("DF{:05}{}{:02}{:05}", project.number + 1, year_of(payment.month),
                     month_of_year(payment.month), payment.serial);
}

void title(Sheet& sheet, std::string_view text) {
  sheet.text(text);
  sheet.end_row();
}

}  // namespace

Result<Tables> Tables::open(const Order& order, const fs::path& folder) {
  Tables tables(order);
  for (const FilePlan& plan : kPlans) {
    const FileForm& form = tables.is_office() ? plan.office : plan.plain;
    if (form.format == Format::none) continue;
    std::string name(form.name);
    if (const std::size_t at = name.find("〈months〉"); at != std::string::npos)
      name.replace(at, std::string_view("〈months〉").size(), months_in_name(order));
    auto opened =
        form.format == Format::csv ? open_csv(folder / name, form.style) : open_xlsx(folder / name);
    if (!opened) return tl::unexpected<Error>(opened.error());
    tables.sheets_[static_cast<std::size_t>(plan.file)] = std::move(*opened);
  }
  for (const std::string_view table :
       {"projects", "units", "roster", "attendance", "payroll", "payments", "accounts", "movements",
        "labour_fees", "disputes", "deposits", "guarantees", "boards"})
    tables.rows_.emplace(table, 0);
  if (tables.is_office()) tables.write_titles();
  tables.write_headers();
  return tables;
}

void Tables::write_titles() {
  title(sheet(File::projects), "平川县在建工程项目及用人单位台账");
  title(sheet(File::projects), "填报单位：平川县根治拖欠农民工工资工作领导小组办公室");
  title(sheet(File::roster), "平川县工程建设领域农民工实名制花名册");
  title(sheet(File::hand_sheet), "平川县项目考勤表（手工）");
  title(sheet(File::payroll), "农民工工资支付表");
  title(sheet(File::deposits), "农民工工资保证金台账");
}

void Tables::write_headers() {
  write_row(sheet(File::projects), kProjects);
  write_row(sheet(File::units), kUnits);
  is_office() ? write_row(sheet(File::roster), kOfficeRoster)
              : write_row(sheet(File::roster), kRoster);
  if (has_month_sheet()) {
    for (const std::string_view cell : kMonthSheet) sheet(File::gate).text(cell);
    end_with_days(sheet(File::gate));
  } else {
    write_row(sheet(File::gate), kGate);
  }
  write_row(sheet(File::payroll), kPayroll);
  write_row(sheet(File::accounts), kAccounts);
  write_row(sheet(File::movements), kMovements);
  write_row(sheet(File::labour_fees), kLabourFees);
  write_row(sheet(File::deposits), kDeposits);
  write_row(sheet(File::guarantees), kGuarantees);
  write_row(sheet(File::boards), kBoards);
  write_row(sheet(File::disputes), kDisputes);
  for (const std::string_view cell : kPayments) sheet(File::payments).text(cell);
  if (is_office()) sheet(File::payments).text("附言");
  sheet(File::payments).end_row();
  if (!is_office()) return;
  write_row(sheet(File::other_payments), kPayments);
  for (const std::string_view cell : kHandSheet) sheet(File::hand_sheet).text(cell);
  end_with_days(sheet(File::hand_sheet));
}

void Tables::write_footer() {
  Sheet& payroll = sheet(File::payroll);
  payroll.text("合计");
  blanks(payroll, 2);
  payroll.text("制表人：韦知秋");
  blanks(payroll, 4);
  payroll.money(gross_);
  blanks(payroll, 5);
  payroll.money(net_);
  payroll.end_row();
}

void Tables::append(const Project& project) {
  append_terms(project);
  append_roster(project);
  if (is_office() && project.is_monthly_sheet)
    append_hand_sheet(project);
  else if (has_month_sheet())
    append_month_sheet(project);
  else
    append_attendance(project);
  rows_["attendance"] += project.attendance.size();
  append_payroll(project);
  append_payments(project);
  if (!project.is_site) return;
  append_units(project);
  append_accounts(project);
  append_movements(project);
  append_fees(project);
  append_securities(project);
  append_board(project);
  append_disputes(project);
}

void Tables::append_terms(const Project& project) {
  Sheet& out = sheet(File::projects);
  ++rows_["projects"];
  const bool is_site = project.is_site;
  for (const std::string_view cell :
       {std::string_view(project.id), std::string_view(project.name),
        std::string_view(is_site ? "工程项目" : "用人单位"), std::string_view("990123"),
        is_site ? project.place.industry : std::string_view("其他"),
        std::string_view(project.place.funding == "政府投资" ? "两清零" : ""),
        project.place.funding})
    out.text(cell);
  out.text(is_site ? project.owner.name : "");
  out.text(is_site ? project.owner.credit_code : "");
  out.text(project.contractor.name);
  out.text(project.contractor.credit_code);
  is_site ? append_contract(project) : blanks(out, 15);
  out.count(project.pay_day);
  out.count(project.pay_offset);
  out.text(project.officer);
  out.text(!is_site ? "" : project.has_gate ? "是" : "否");
  out.end_row();
}

void Tables::append_contract(const Project& project) {
  Sheet& out = sheet(File::projects);
  out.day(project.contract);
  yes_or_no(out, project.needs_permit);
  optional_day(out, project.permit);
  yes_or_no(out, project.has_funds);
  yes_or_no(out, project.contractor_advances);
  out.day(project.start);
  out.day(project.planned_end);
  optional_day(out, project.completed);
  out.text(status_of(project));
  out.money(project.contract_amount);
  out.text("月");
  out.text(project.settle_method);
  out.count(project.labour_cycle_months);
  optional_money(out,
                 project.shows_labour_amount ? std::optional(project.labour_amount) : std::nullopt);
  out.text(project.shows_labour_share ? "20%" : "");
}

void Tables::append_units(const Project& project) {
  Sheet& out = sheet(File::units);
  for (const Unit& unit : project.units) {
    const bool is_builder = is_subcontractor(unit) || unit.kind == UnitKind::general_contractor;
    ++rows_["units"];
    out.text(project.id);
    out.text(unit.firm.name);
    out.text(unit.firm.credit_code);
    out.text(in_chinese(unit.kind));
    out.text(unit.qualification);
    out.text(unit.licence);
    out.day(unit.contract);
    out.text(unit.measure_cycle);
    out.text(unit.settle_method);
    optional_day(out, unit.agency_agreement);
    optional_day(out, is_builder ? std::optional(project.start) : std::nullopt);
    optional_day(out, is_builder ? project.completed : std::nullopt);
    out.end_row();
  }
}

void Tables::append_roster(const Project& project) {
  for (const Worker& worker : project.workers) {
    if (worker.stays.empty())
      append_stay(
          project, worker,
          {worker.unit, worker.team, worker.person.name, worker.entered, worker.left, worker.card});
    for (const Stay& stay : worker.stays) append_stay(project, worker, stay);
  }
}

void Tables::append_stay(const Project& project, const Worker& worker, const Stay& stay) {
  Sheet& out = sheet(File::roster);
  ++rows_["roster"];
  const Person& person = worker.person;
  out.text(project.id);
  out.text(project.units[stay.unit].firm.name);
  out.text(worker.role == Role::worker ? fmt::format("{}{}组", worker.trade, stay.team) : "项目部");
  out.text(stay.name);
  out.text(person.id_kind);
  out.text(person.id);
  out.text(person.phone);
  out.text(worker.trade);
  out.text(in_chinese(worker.role));
  out.text(in_chinese(worker.basis));
  optional_money(out, worker.shows_rate ? std::optional(rate_of(worker)) : std::nullopt);
  worker.shows_pay_day ? out.count(project.pay_day) : out.text("");
  out.text(worker.pay_method);
  out.text(project.is_site && worker.role == Role::worker ? "用工书面协议" : "劳动合同");
  optional_day(out, worker.contract);
  optional_day(out, worker.registered);
  out.day(worker.entered);
  out.day(stay.entered);
  optional_day(out, stay.left);
  optional_day(out, stay.left == worker.left ? worker.settled : std::nullopt);
  out.text(stay.card);
  out.text(person.bank);
  out.text(stay.name == person.name ? worker.card_holder : stay.name);
  if (is_office()) {
    out.text(person.nation);
    out.text(stay.left == worker.left ? "" : "调动");
  }
  out.end_row();
}

void Tables::append_attendance(const Project& project) {
  Sheet& out = sheet(File::gate);
  const std::uint64_t subject = static_cast<std::uint64_t>(project.number) << 32;
  for (const Attended& attended : project.attendance) {
    out.text(project.id);
    out.text(project.workers[attended.worker].person.id);
    out.day(attended.day);
    out.count(attended.hours);
    const Times times = times_of(attended, subject);
    out.text(times.in);
    out.text(times.out);
    out.count(attended.hours <= 4 ? 2 : 4);
    out.text("人脸");
    out.end_row();
  }
}

void Tables::append_hand_sheet(const Project& project) {
  Sheet& out = sheet(File::hand_sheet);
  for (const WorkedMonth& worked : worked_months(project)) {
    out.text(project.id);
    out.text(project.workers[worked.worker].person.id);
    out.text(project.workers[worked.worker].person.name);
    out.month(worked.month);
    for (const std::uint8_t hours : worked.hours) {
      if (hours == 8 || hours == 0)
        out.text(hours > 0 ? "√" : "");
      else
        out.count(hours);
    }
    out.end_row();
  }
}

void Tables::append_month_sheet(const Project& project) {
  Sheet& out = sheet(File::gate);
  for (const WorkedMonth& worked : worked_months(project)) {
    out.text(project.id);
    out.text(project.workers[worked.worker].person.id);
    out.month(worked.month);
    for (const std::uint8_t hours : worked.hours) hours > 0 ? out.count(hours) : out.text("");
    out.end_row();
  }
}

void Tables::append_payroll(const Project& project) {
  Sheet& out = sheet(File::payroll);
  for (const PayrollLine& line : project.payroll) {
    const Worker& worker = project.workers[line.worker];
    ++rows_["payroll"];
    gross_ += line.gross;
    net_ += line.net;
    out.text(project.id);
    out.month(line.month);
    out.text(project.units[line.unit.value_or(worker.unit)].firm.name);
    out.text(worker.person.name);
    out.text(line.id_as_written.empty() ? worker.person.id : line.id_as_written);
    line.shows_days ? out.count(line.days) : out.text("");
    line.shows_hours ? out.count(line.hours) : out.text("");
    out.text(line.quantity > 0 ? fmt::format("{} 平方米", line.quantity) : "");
    out.money(line.gross);
    out.money(line.overtime);
    out.money(line.allowances);
    out.money(line.withheld);
    out.money(line.deducted);
    out.text(line.deducted > Money{} ? line.deduction_kind : "");
    line.net_as_written.empty() ? out.money(line.net) : out.text(line.net_as_written);
    out.text(worker.card);
    out.day(line.prepared);
    optional_day(out, line.signed_on);
    yes_or_no(out, line.is_back_pay);
    optional_day(out, line.slip);
    out.end_row();
  }
}

void Tables::append_payments(const Project& project) {
  const bool is_other = is_office() && project.number % 2 == 1;
  Sheet& out = sheet(is_other ? File::other_payments : File::payments);
  for (const Payment& payment : project.payments) {
    const Worker& payee = project.workers[payment.payee];
    const bool is_cash = payment.form != PayForm::account && payment.form != PayForm::bank;
    ++rows_["payments"];
    out.text(project.id);
    out.month(payment.month);
    out.text(project.workers[payment.worker].person.id);
    out.text(payee.person.name);
    out.text(is_cash ? "" : payee.person.card);
    out.money(payment.amount);
    payment.day_as_written.empty() ? out.day(payment.day) : out.text(payment.day_as_written);
    out.text(in_chinese(payment.status));
    out.text(is_cash                            ? ""
             : payment.form == PayForm::account ? project.accounts.front().number
                                                : project.contractor.account);
    out.text(in_chinese(payment.form));
    out.text(serial_of(project, payment));
    out.text(payment.reason);
    if (is_office() && !is_other)
      out.text(payment.serial % 4 == 0 ? "代发工资 批量入账，手续费免收" : "");
    out.end_row();
  }
}

void Tables::append_accounts(const Project& project) {
  Sheet& out = sheet(File::accounts);
  for (const Account& account : project.accounts) {
    ++rows_["accounts"];
    out.text(project.id);
    out.text(account.number);
    out.text(account.name);
    out.text(account.kind);
    out.text(project.number % 2 == 0 ? "中国工商银行平川支行" : "中国建设银行平川支行");
    out.text("平川县");
    out.day(account.opened);
    optional_day(out, account.filed);
    optional_day(out, account.agreement);
    out.text("是");
    optional_day(out, account.notice_posted);
    optional_day(out, account.close_requested);
    optional_day(out, account.closed);
    out.count(account.open_cases);
    out.count(account.open_suits);
    out.end_row();
  }
}

void Tables::append_movements(const Project& project) {
  Sheet& out = sheet(File::movements);
  const std::string& own =
      project.accounts.empty() ? project.contractor.account : project.accounts.front().number;
  for (const Movement& movement : project.movements) {
    ++rows_["movements"];
    out.text(movement.account.empty() ? own : movement.account);
    out.text(movement.names_project ? project.id : "");
    out.day(movement.day);
    out.text(movement.is_income ? "收入" : "支出");
    out.money(movement.amount);
    out.text(movement.kind);
    out.text(movement.counterparty);
    out.text(movement.counterparty_account);
    out.text(movement.memo);
    out.text(movement.serial);
    out.end_row();
  }
}

void Tables::append_fees(const Project& project) {
  Sheet& out = sheet(File::labour_fees);
  for (const LabourFee& fee : project.fees) {
    ++rows_["labour_fees"];
    out.text(project.id);
    out.month(fee.month);
    out.day(fee.due);
    out.money(fee.amount);
    out.end_row();
  }
}

void Tables::append_securities(const Project& project) {
  Sheet& out = sheet(File::deposits);
  for (const Deposit& deposit : project.deposits) {
    ++rows_["deposits"];
    out.text(project.id);
    out.text(deposit.form);
    optional_money(out, deposit.amount);
    optional_day(out, deposit.stored);
    optional_day(out, deposit.expires);
    out.text(deposit.expires ? "平川县人力资源和社会保障局" : "");
    out.text(deposit.exemption_number);
    out.count(deposit.clean_years);
    yes_or_no(out, deposit.has_arrears);
    yes_or_no(out, deposit.is_listed);
    out.count(deposit.parallel_projects);
    optional_day(out, deposit.used);
    optional_money(out, deposit.used_amount);
    optional_day(out, deposit.topped_up);
    out.end_row();
  }
  Sheet& guarantees = sheet(File::guarantees);
  for (const Guarantee& guarantee : project.guarantees) {
    ++rows_["guarantees"];
    guarantees.text(project.id);
    guarantees.money(guarantee.amount);
    guarantees.day(guarantee.from);
    guarantees.day(guarantee.to);
    guarantees.end_row();
  }
}

void Tables::append_board(const Project& project) {
  if (!project.board) return;
  const Board& board = *project.board;
  Sheet& out = sheet(File::boards);
  ++rows_["boards"];
  std::string subcontractors;
  for (const Unit& unit : project.units)
    if (is_subcontractor(unit))
      subcontractors += (subcontractors.empty() ? "" : "、") + unit.firm.name;
  out.text(project.id);
  out.day(board.posted);
  out.text("项目部大门外");
  out.text("2024版");
  out.text(project.owner.name);
  out.text(project.contractor.name + "项目部");
  out.text(subcontractors);
  out.text(authority_of(project.place.industry));
  out.text(board.officer);
  out.text(board.minimum_wage);
  out.text(board.pay_day);
  out.text("0000-1234501");
  out.text("0000-1234502");
  out.text("平川县劳动人事争议仲裁院 0000-1234503");
  out.text("平川县法律援助中心 0000-1234504");
  out.text(board.hotline);
  out.end_row();
}

void Tables::append_disputes(const Project& project) {
  Sheet& out = sheet(File::disputes);
  for (const Dispute& dispute : project.disputes) {
    ++rows_["disputes"];
    out.text(project.id);
    out.day(dispute.opened);
    optional_day(out, dispute.ended);
    out.text(dispute.about);
    out.end_row();
  }
}

Result<std::vector<std::string>> Tables::close() {
  if (is_office()) write_footer();
  std::vector<std::string> files;
  for (std::unique_ptr<Sheet>& sheet : sheets_) {
    if (!sheet) continue;
    auto closed = sheet->close();
    if (!closed) return tl::unexpected<Error>(closed.error());
    files.push_back(closed->filename().string());
  }
  return files;
}

}  // namespace qingxin::sample
