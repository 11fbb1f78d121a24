// SPDX-License-Identifier: Apache-2.0
#include "book/schema.h"

#include "base/check.h"

namespace qingxin::book {

namespace {

using enum CellKind;

constexpr bool kRequired = true;

constexpr Column kProjects[] = {
    {"project_id", "项目编号", code, kRequired},
    {"name", "项目名称", text, kRequired},
    {"kind", "类别", choice},
    {"region_code", "行政区划代码", code, kRequired},
    {"industry", "行业", text},
    {"programme", "专项标签", text},
    {"funding", "资金性质", text},
    {"owner", "建设单位", text},
    {"owner_credit_code", "建设单位信用代码", code},
    {"general_contractor", "总包单位", text, kRequired},
    {"general_contractor_credit_code", "总包信用代码", code},
    {"contract_date", "合同签订日期", date},
    {"permit_required", "需要施工许可", yes_no},
    {"permit_date", "施工许可日期", date},
    {"funds_ready", "资金落实", yes_no},
    {"contractor_advance", "总包垫资", yes_no},
    {"start_date", "开工日期", date},
    {"planned_end", "计划完工日期", date},
    {"completed", "完工日期", date},
    {"status", "状态", choice},
    {"contract_amount", "合同额", money},
    {"measure_cycle", "计量周期", text},
    {"settle_method", "结算办法", text},
    {"labour_cycle_months", "人工费拨付周期月数", decimal},
    {"labour_amount", "人工费金额", money},
    {"labour_share", "人工费占比", text},
    {"pay_day", "工资支付日", count},
    {"pay_month_offset", "支付月偏移", count},
    {"labour_officer", "劳资专管员", text},
    {"has_gate", "门禁", yes_no},
};

constexpr Column kUnits[] = {
    {"project_id", "项目编号", code, kRequired},
    {"name", "单位名称", text, kRequired},
    {"credit_code", "信用代码", code},
    {"kind", "类型", choice, kRequired},
    {"qualification", "资质", text},
    {"licence_state", "登记状态", choice},
    {"contract_date", "合同签订日期", date},
    {"measure_cycle", "计量周期", text},
    {"settle_method", "结算办法", text},
    {"agency_agreement", "代发协议日期", date},
    {"entered", "进场日期", date},
    {"left", "退场日期", date},
};

constexpr Column kRoster[] = {
    {"project_id", "项目编号", code, kRequired},
    {"employer", "用工单位", text, kRequired},
    {"team", "班组", text},
    {"name", "姓名", text, kRequired},
    {"id_kind", "证件类型", text},
    {"id_number", "身份证号", identity, kRequired},
    {"phone", "手机号", secret},
    {"trade", "工种", text},
    {"role", "岗位", choice},
    {"pay_basis", "计酬方式", choice},
    {"rate", "工资标准", money},
    {"agreed_pay_day", "约定支付日", count},
    {"pay_method", "支付方式", text},
    {"contract_kind", "合同类型", choice},
    {"contract_date", "合同签订日期", date},
    {"registered", "实名登记日期", date},
    {"trained", "安全培训日期", date},
    {"entered", "进场日期", date, kRequired},
    {"left", "退场日期", date},
    {"settled", "结清确认日期", date},
    {"card", "工资卡号", secret},
    {"bank", "开户行", text},
    {"card_holder", "持卡人", text},
};

constexpr Column kAccounts[] = {
    {"project_id", "项目编号", code, kRequired},
    {"account", "账号", code, kRequired},
    {"account_name", "户名", text},
    {"kind", "账户性质", text},
    {"bank", "开户行", text},
    {"bank_city", "开户行所在地", text},
    {"opened", "开户日期", date},
    {"filed", "备案日期", date},
    {"agreement", "三方协议日期", date},
    {"flagged", "特殊标识", yes_no},
    {"notice_posted", "销户公示日期", date},
    {"close_requested", "销户申请日期", date},
    {"closed", "销户日期", date},
    {"open_cases", "未结案件", text},
    {"open_suits", "仲裁诉讼", text},
};

constexpr Column kPayroll[] = {
    {"project_id", "项目编号", code, kRequired},
    {"month", "工资月份", month, kRequired},
    {"employer", "用工单位", text, kRequired},
    {"name", "姓名", text},
    {"id_number", "身份证号", identity, kRequired},
    {"days", "出勤天数", decimal},
    {"hours", "工时", decimal},
    {"quantity", "工作量", text},
    {"gross", "应发工资", money, kRequired},
    {"overtime", "加班工资", money},
    {"allowances", "津贴", money},
    {"withheld", "代扣", money},
    {"deducted", "扣款", money},
    {"deduction_kind", "扣款类别", choice},
    {"net", "实发工资", money, kRequired},
    {"card", "工资卡号", secret},
    {"prepared", "编制日期", date},
    {"signed", "本人确认日期", date},
    {"is_back_pay", "补发", yes_no},
    {"slip_given", "工资清单日期", date},
};

constexpr Column kPayments[] = {
    {"project_id", "项目编号", code, kRequired},
    {"month", "工资月份", month, kRequired},
    {"id_number", "身份证号", identity, kRequired},
    {"payee", "收款人", text},
    {"payee_account", "收款账号", secret},
    {"amount", "金额", money, kRequired},
    {"date", "日期", date, kRequired},
    {"status", "状态", choice, kRequired},
    {"source_account", "付款账号", code},
    {"form", "方式", choice},
    {"serial", "流水号", code},
    {"reason", "失败原因", text},
};

constexpr Column kAttendance[] = {
    {"project_id", "项目编号", code, kRequired},
    {"id_number", "身份证号", identity, kRequired},
    {"date", "日期", date},
    {"month", "月份", month},
    {"hours", "工时", decimal},
    {"first_in", "首次", text},
    {"last_out", "末次", text},
    {"passes", "次数", count},
    {"channel", "方式", text},
    {"1", "1日", text},
    {"2", "2日", text},
    {"3", "3日", text},
    {"4", "4日", text},
    {"5", "5日", text},
    {"6", "6日", text},
    {"7", "7日", text},
    {"8", "8日", text},
    {"9", "9日", text},
    {"10", "10日", text},
    {"11", "11日", text},
    {"12", "12日", text},
    {"13", "13日", text},
    {"14", "14日", text},
    {"15", "15日", text},
    {"16", "16日", text},
    {"17", "17日", text},
    {"18", "18日", text},
    {"19", "19日", text},
    {"20", "20日", text},
    {"21", "21日", text},
    {"22", "22日", text},
    {"23", "23日", text},
    {"24", "24日", text},
    {"25", "25日", text},
    {"26", "26日", text},
    {"27", "27日", text},
    {"28", "28日", text},
    {"29", "29日", text},
    {"30", "30日", text},
    {"31", "31日", text},
};

constexpr Column kMovements[] = {
    {"account", "账号", code, kRequired},
    {"project_id", "项目编号", code},
    {"date", "日期", date, kRequired},
    {"direction", "方向", choice, kRequired},
    {"amount", "金额", money, kRequired},
    {"kind", "类型", choice},
    {"counterparty", "对方户名", text},
    {"counterparty_account", "对方账号", secret},
    {"memo", "摘要", text},
    {"serial", "流水号", code},
};

constexpr Column kLabourFees[] = {
    {"project_id", "项目编号", code, kRequired},
    {"period", "期次", text, kRequired},
    {"due", "应拨日期", date, kRequired},
    {"amount", "应拨金额", money, kRequired},
};

constexpr Column kDisputes[] = {
    {"project_id", "项目编号", code, kRequired},
    {"opened", "开始日期", date, kRequired},
    {"ended", "结束日期", date},
    {"about", "内容", text},
};

constexpr Column kDeposits[] = {
    {"project_id", "项目编号", code, kRequired},
    {"form", "方式", choice, kRequired},
    {"amount", "金额", money},
    {"stored", "存储日期", date},
    {"expires", "到期日", date},
    {"beneficiary", "受益人", text},
    {"exemption_number", "免存文号", text},
    {"clean_years", "无欠薪年数", count},
    {"arrears_in_two_years", "前两年欠薪", yes_no},
    {"listed", "失信名单", yes_no},
    {"parallel_projects", "同地区在建数", count},
    {"used", "动用日期", date},
    {"used_amount", "动用金额", money},
    {"topped_up", "补足日期", date},
};

constexpr Column kGuarantees[] = {
    {"project_id", "项目编号", code, kRequired},
    {"amount", "金额", money},
    {"from", "起始日", date},
    {"to", "到期日", date},
};

constexpr Column kBoards[] = {
    {"project_id", "项目编号", code, kRequired},
    {"posted", "设置日期", date},
    {"place", "位置", text},
    {"template", "模板版本", text},
    {"owner", "建设单位", text},
    {"general_contractor", "总包及项目部", text},
    {"subcontractors", "分包", text},
    {"industry_authority", "行业主管部门", text},
    {"labour_officer", "劳资专管员", text},
    {"minimum_wage", "最低工资标准", text},
    {"pay_day", "工资支付日", text},
    {"authority_phone", "主管部门投诉电话", text},
    {"inspection_phone", "监察举报电话", text},
    {"arbitration", "仲裁渠道", text},
    {"legal_aid", "法律援助渠道", text},
    {"legal_service_hotline", "公共法律服务热线", text},
};

static_assert(std::size(kProjects) == projects::has_gate + 1);
static_assert(std::size(kUnits) == units::left + 1);
static_assert(std::size(kRoster) == roster::card_holder + 1);
static_assert(std::size(kAccounts) == accounts::open_suits + 1);
static_assert(std::size(kPayroll) == payroll::slip_given + 1);
static_assert(std::size(kPayments) == payments::reason + 1);
static_assert(std::size(kAttendance) == attendance::first_of_days + attendance::kDays);
static_assert(std::size(kMovements) == movements::serial + 1);
static_assert(std::size(kLabourFees) == labour_fees::amount + 1);
static_assert(std::size(kDisputes) == disputes::about + 1);
static_assert(std::size(kDeposits) == deposits::topped_up + 1);
static_assert(std::size(kGuarantees) == guarantees::to + 1);
static_assert(std::size(kBoards) == boards::legal_service_hotline + 1);

constexpr std::array<TableShape, kTableCount> kTables{{
    {Table::projects, "projects", {"项目"}, Heading::contract, kProjects},
    {Table::units, "units", {"参建单位"}, Heading::none, kUnits},
    {Table::roster, "roster", {"花名册"}, Heading::roster, kRoster},
    {Table::accounts, "accounts", {"专户"}, Heading::account, kAccounts},
    {Table::payroll, "payroll", {"工资表"}, Heading::pay, kPayroll},
    {Table::payments, "payments", {"代发明细", "到账明细"}, Heading::agency_pay, kPayments},
    {Table::attendance, "attendance", {"考勤"}, Heading::roster, kAttendance},
    {Table::movements, "movements", {"专户流水"}, Heading::account, kMovements},
    {Table::labour_fees, "labour_fees", {"人工费计划"}, Heading::none, kLabourFees},
    {Table::disputes, "disputes", {"争议"}, Heading::none, kDisputes},
    {Table::deposits, "deposits", {"工资保证金", "保证金"}, Heading::deposit, kDeposits},
    {Table::guarantees, "guarantees", {"工程款支付担保"}, Heading::none, kGuarantees},
    {Table::boards, "boards", {"维权告示牌"}, Heading::board, kBoards},
}};

}  // namespace

const std::array<TableShape, kTableCount>& all_tables() {
  return kTables;
}

const TableShape& shape_of(Table table) {
  const TableShape& shape = kTables[static_cast<std::size_t>(table)];
  check(shape.table == table);
  return shape;
}

std::optional<Table> table_named(std::string_view english) {
  for (const TableShape& shape : kTables)
    if (shape.english == english) return shape.table;
  return std::nullopt;
}

std::string_view table_in_chinese(std::string_view english_table) {
  const std::optional<Table> table = table_named(english_table);
  return table ? shape_of(*table).chinese[0] : english_table;
}

std::string_view column_in_chinese(std::string_view english_table,
                                   std::string_view english_column) {
  if (const std::optional<Table> table = table_named(english_table))
    for (const Column& column : shape_of(*table).columns)
      if (column.english == english_column) return column.chinese;
  return english_column;
}

}  // namespace qingxin::book
