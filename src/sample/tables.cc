// SPDX-License-Identifier: Apache-2.0
#include "sample/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "sample/project.h"
#include "sample/random.h"

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
constexpr std::string_view kGate[] = {"项目编号", "身份证号", "日期", "工时", "次数", "方式"};
constexpr std::string_view kOfficeGate[] = {"项目编号", "身份证号", "日期", "工时",
                                            "首次",     "末次",     "次数", "方式"};
constexpr std::string_view kHandSheet[] = {"项目编号", "身份证号", "姓名", "月份"};
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
  }
  return "";
}

std::string_view authority_of(std::string_view industry) {
  if (industry == "公路") return "平川县交通运输局";
  if (industry == "水利水电") return "平川县水利局";
  return "平川县住房和城乡建设局";
}

// What the agreed rate is per unit of the basis. A month has 21.75 days.
Money rate_of(const Worker& worker) {
  switch (worker.basis) {
    case Basis::day: return worker.daily;
    case Basis::month: return {worker.daily.fen / 100 * 2175};
    case Basis::hour: return {worker.daily.fen / 8};
    case Basis::piece: return yuan(20);
  }
  return {};
}

void optional_day(Sheet& sheet, const std::optional<Date>& day) {
  day ? sheet.day(*day) : sheet.text("");
}

void positive_money(Sheet& sheet, Money amount) {
  amount == Money{} ? sheet.text("") : sheet.money(amount);
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
  is_office() ? write_row(sheet(File::gate), kOfficeGate) : write_row(sheet(File::gate), kGate);
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
  for (int day = 1; day <= kHandDays; ++day) sheet(File::hand_sheet).text(std::to_string(day));
  sheet(File::hand_sheet).end_row();
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
  else
    append_attendance(project);
  rows_["attendance"] += project.attendance.size();
  append_payroll(project);
  append_payments(project);
  if (!project.is_site) return;
  append_units(project);
  append_account(project);
  append_securities(project);
  append_board(project);
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
  if (!is_site) {
    blanks(out, 15);
  } else {
    out.day(project.contract);
    out.text("是");
    out.day(project.permit);
    out.text("是");
    out.text("否");
    out.day(project.start);
    out.day(project.planned_end);
    optional_day(out, project.completed);
    out.text(project.completed ? "完工" : "在建");
    out.money(project.contract_amount);
    out.text("月");
    out.text("按月计量，竣工后六十日内结算");
    out.count(1);
    out.money(project.labour_amount);
    out.text("20%");
  }
  out.count(project.pay_day);
  out.count(project.pay_offset);
  out.text(project.officer);
  out.text(is_site ? "是" : "");
  out.end_row();
}

void Tables::append_units(const Project& project) {
  Sheet& out = sheet(File::units);
  for (const Unit& unit : project.units) {
    const bool is_sub = unit.kind == UnitKind::labour || unit.kind == UnitKind::specialist;
    const bool is_builder = is_sub || unit.kind == UnitKind::general_contractor;
    ++rows_["units"];
    out.text(project.id);
    out.text(unit.firm.name);
    out.text(unit.firm.credit_code);
    out.text(in_chinese(unit.kind));
    out.text(unit.qualification);
    out.text("存续");
    out.day(unit.contract);
    out.text(is_builder ? "月" : "");
    out.text(is_builder ? "按月计量，退场前结清" : "");
    optional_day(out, is_sub ? std::optional(unit.contract + 1) : std::nullopt);
    optional_day(out, is_builder ? std::optional(project.start) : std::nullopt);
    optional_day(out, is_builder ? project.completed : std::nullopt);
    out.end_row();
  }
}

void Tables::append_roster(const Project& project) {
  for (const Worker& worker : project.workers) {
    if (!worker.changed_team) {
      append_stay(project, worker, worker.team, worker.entered, worker.left);
      continue;
    }
    append_stay(project, worker, worker.team, worker.entered, *worker.changed_team - 1);
    append_stay(project, worker, worker.team + 1, *worker.changed_team, worker.left);
  }
}

void Tables::append_stay(const Project& project, const Worker& worker, int team, Date entered,
                         std::optional<Date> left) {
  Sheet& out = sheet(File::roster);
  ++rows_["roster"];
  out.text(project.id);
  out.text(project.units[worker.unit].firm.name);
  out.text(worker.role == Role::worker ? fmt::format("{}{}组", worker.trade, team) : "项目部");
  out.text(worker.person.name);
  out.text("居民身份证");
  out.text(worker.person.id);
  out.text(worker.person.phone);
  out.text(worker.trade);
  out.text(in_chinese(worker.role));
  out.text(in_chinese(worker.basis));
  out.money(rate_of(worker));
  out.count(project.pay_day);
  out.text("银行转账");
  out.text(project.is_site && worker.role == Role::worker ? "用工书面协议" : "劳动合同");
  out.day(worker.contract);
  out.day(worker.registered);
  out.day(worker.entered);
  out.day(entered);
  optional_day(out, left);
  out.text("");
  out.text(worker.card);
  out.text(worker.person.bank);
  out.text(worker.card_holder);
  if (is_office()) {
    out.text(worker.person.nation);
    out.text(left && left != worker.left ? "转组" : "");
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
    if (is_office()) {
      const auto day = static_cast<std::uint64_t>(attended.day.days);
      const std::uint64_t chance = mixed(subject + day * 1000 + attended.worker);
      const bool is_half = attended.hours == 4;
      out.text(fmt::format("{}:{:02}", is_half ? "12" : "06", 15 + chance % 40));
      out.text(fmt::format("17:{:02}", 30 + chance / 64 % 29));
    }
    out.count(attended.hours == 4 ? 2 : 4);
    out.text("人脸");
    out.end_row();
  }
}

void Tables::append_hand_sheet(const Project& project) {
  Sheet& out = sheet(File::hand_sheet);
  using Days = std::array<std::uint8_t, kHandDays>;
  std::map<std::pair<Month, std::uint32_t>, Days> rows;
  for (const Attended& attended : project.attendance)
    rows[{month_of(attended.day), attended.worker}][day_of_month(attended.day) - 1] =
        attended.hours;
  for (const auto& [key, days] : rows) {
    out.text(project.id);
    out.text(project.workers[key.second].person.id);
    out.text(project.workers[key.second].person.name);
    out.month(key.first);
    for (const std::uint8_t hours : days) {
      if (hours == 4)
        out.count(hours);
      else
        out.text(hours > 0 ? "√" : "");
    }
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
    out.text(project.units[worker.unit].firm.name);
    out.text(worker.person.name);
    out.text(line.id_as_written.empty() ? worker.person.id : line.id_as_written);
    line.shows_days ? out.count(line.days) : out.text("");
    out.count(line.hours);
    out.text(line.quantity > 0 ? fmt::format("{} 平方米", line.quantity) : "");
    out.money(line.gross);
    positive_money(out, line.overtime);
    positive_money(out, line.allowances);
    positive_money(out, line.withheld);
    positive_money(out, line.deducted);
    out.text(line.deducted > Money{} ? "赔偿" : "");
    line.net_as_written.empty() ? out.money(line.net) : out.text(line.net_as_written);
    out.text(worker.card);
    out.day(line.prepared);
    out.day(line.signed_on);
    out.text("否");
    out.day(line.slip);
    out.end_row();
  }
}

void Tables::append_payments(const Project& project) {
  const bool is_other = is_office() && project.number % 2 == 1;
  Sheet& out = sheet(is_other ? File::other_payments : File::payments);
  for (const Payment& payment : project.payments) {
    const Worker& payee = project.workers[payment.payee];
    const bool is_cash = payment.form == PayForm::cash;
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
             : payment.form == PayForm::account ? project.account
                                                : project.contractor.account);
    out.text(in_chinese(payment.form));
    out.text(serial_of(project, payment));
    out.text(payment.reason);
    if (is_office() && !is_other)
      out.text(payment.serial % 4 == 0 ? "代发工资 批量入账，手续费免收" : "");
    out.end_row();
  }
}

void Tables::append_account(const Project& project) {
  if (project.opened) {
    Sheet& out = sheet(File::accounts);
    ++rows_["accounts"];
    out.text(project.id);
    out.text(project.account);
    out.text(project.contractor.name + project.name + "农民工工资专用账户");
    out.text("专用存款账户");
    out.text(project.number % 2 == 0 ? "中国工商银行平川支行" : "中国建设银行平川支行");
    out.text("平川县");
    out.day(*project.opened);
    out.day(*project.opened + 10);
    out.day(*project.opened);
    out.text("是");
    blanks(out, 3);
    out.count(0);
    out.count(0);
    out.end_row();
  }
  Sheet& movements = sheet(File::movements);
  for (const Movement& movement : project.movements) {
    ++rows_["movements"];
    movements.text(project.opened ? project.account : project.contractor.account);
    movements.text(project.id);
    movements.day(movement.day);
    movements.text(movement.is_income ? "收入" : "支出");
    movements.money(movement.amount);
    movements.text(movement.kind);
    movements.text(movement.counterparty);
    movements.text(movement.counterparty_account);
    movements.text(movement.memo);
    movements.text(movement.serial);
    movements.end_row();
  }
}

void Tables::append_securities(const Project& project) {
  constexpr std::array<std::string_view, 4> kForms{"银行保函", "现金", "担保公司保函", "保险"};
  for (const LabourFee& fee : project.fees) {
    Sheet& plan = sheet(File::labour_fees);
    ++rows_["labour_fees"];
    plan.text(project.id);
    plan.month(fee.month);
    plan.day(fee.due);
    plan.money(fee.amount);
    plan.end_row();
  }
  Sheet& deposit = sheet(File::deposits);
  ++rows_["deposits"];
  const auto form = static_cast<std::size_t>(project.number % 4);
  deposit.text(project.id);
  deposit.text(kForms[form]);
  deposit.money(rounded_up({project.contract_amount.fen / 1000 * 15}, yuan(10000)));
  deposit.day(project.permit + 6 + project.number % 9);
  optional_day(deposit, form == 1 ? std::nullopt : std::optional(project.planned_end + 240));
  deposit.text(form == 1 ? "" : "平川县人力资源和社会保障局");
  deposit.text("");
  deposit.count(project.number % 2);
  deposit.text("否");
  deposit.text("否");
  deposit.count(1 + project.number % 3);
  blanks(deposit, 3);
  deposit.end_row();
  Sheet& guarantee = sheet(File::guarantees);
  ++rows_["guarantees"];
  guarantee.text(project.id);
  guarantee.money({project.contract_amount.fen / 10});
  guarantee.day(project.contract);
  guarantee.day(project.planned_end + 90);
  guarantee.end_row();
}

void Tables::append_board(const Project& project) {
  Sheet& out = sheet(File::boards);
  ++rows_["boards"];
  std::string subcontractors;
  for (const Unit& unit : project.units)
    if (unit.kind == UnitKind::labour || unit.kind == UnitKind::specialist)
      subcontractors += (subcontractors.empty() ? "" : "、") + unit.firm.name;
  out.text(project.id);
  out.day(project.start - 1);
  out.text("项目部大门外");
  out.text("2024版");
  out.text(project.owner.name);
  out.text(project.contractor.name + "项目部");
  out.text(subcontractors);
  out.text(authority_of(project.place.industry));
  out.text(project.officer);
  out.text("1900.00");
  out.text(std::to_string(project.pay_day));
  out.text("0000-1234501");
  out.text("0000-1234502");
  out.text("平川县劳动人事争议仲裁院 0000-1234503");
  out.text("平川县法律援助中心 0000-1234504");
  out.text("12348");
  out.end_row();
  const int place = project.number % kPlaces;
  if (place != 8 && place != 26) return;
  Sheet& disputes = sheet(File::disputes);
  ++rows_["disputes"];
  disputes.text(project.id);
  disputes.day(first_day(order_.last_month) - 20);
  disputes.day(first_day(order_.last_month) + 10);
  disputes.text(place == 8 ? "土方量结算有分歧，约定第三方计量" : "路面厚度检测结果有分歧，已复检");
  disputes.end_row();
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
