// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rules/catalogue.h"
#include "verify/report.h"

// A small report as verify_folder() would give it, for the tests of all that shows reports. All
// names and numbers are made up.
namespace qingxin::test {

inline constexpr const char* kWorker = "99012319900307002X";
inline constexpr const char* kHospital = "平川县人民医院迁建工程（一期）门诊医技综合楼";

inline verify::Finding example_unpaid(const std::string& id, const std::string& worker) {
  verify::Finding finding;
  finding.id = id;
  finding.rule = rules::find_rule("W01");
  finding.project_id = "P01";
  finding.project_name = kHospital;
  finding.employer = "平川宏运劳务有限公司";
  finding.worker = worker;
  finding.worker_name = "欧阳建国";
  finding.month = month(2026, 10);
  finding.amount = Money{612000};
  finding.since = date(2026, 11, 14);
  finding.days = 10;
  finding.because =
      "应发 6,120.00 元，应于 2026-11-13（周五）前支付，截至 2026-11-23 银行无成功到账记录，"
      "已超 10 日";
  finding.evidence = {{"工资表.xlsx", 44, "实发工资", "6120.00", false},
                      {"工资表.xlsx", 44, "身份证号", worker, true}};
  finding.evidence_rows = 2;
  return finding;
}

inline verify::Finding example_missing() {
  verify::Finding finding;
  finding.id = "00000000000000000000000000000003";
  finding.rule = rules::find_rule("W01");
  finding.verdict = rules::Verdict::missing_fact;
  finding.project_id = "P02";
  finding.project_name = "青石桥加固工程";
  finding.missing = rules::MissingFact{"payments", ""};
  finding.because = "没有「代发明细」，判定不了谁没有领到";
  return finding;
}

inline verify::Finding example_mismatch() {
  verify::Finding finding;
  finding.id = "00000000000000000000000000000002";
  finding.rule = rules::find_rule("W17");
  finding.severity = rules::Severity::orange;
  finding.project_id = "P01";
  finding.project_name = kHospital;
  finding.worker = "990123198501010018";
  finding.month = month(2026, 10);
  finding.because = "有 20 日考勤，当月工资表无此人";
  finding.evidence = {{"考勤-闸机.csv", 51870, "日期", "2026-10-08", false}};
  finding.evidence_rows = 20;
  return finding;
}

inline verify::ChainMonth example_chain() {
  return {.month = month(2026, 10),
          .roster_people = 98,
          .attendance_people = 96,
          .attendance_days = 2208,
          .payroll_people = 93,
          .payroll_due = yuan(661120),
          .account_in = yuan(400320),
          .account_balance = yuan(400320),
          .receipt_people = 57,
          .receipt_paid = yuan(399840)};
}

inline verify::ProjectReport example_project(const std::string& project_id,
                                             const std::string& name) {
  verify::ProjectReport project;
  project.project_id = project_id;
  project.name = name;
  project.region_code = "990123";
  return project;
}

// 青石桥: no table says what its account and its workers got.
inline verify::ChainMonth example_broken_off_chain() {
  verify::ChainMonth chain;
  chain.month = month(2026, 10);
  chain.roster_people = 27;
  chain.attendance_people = 27;
  chain.attendance_days = 600;
  chain.payroll_people = 25;
  chain.payroll_due = yuan(173900);
  return chain;
}

inline void add_example_projects(verify::Report& report) {
  verify::ProjectReport hospital = example_project("P01", kHospital);
  hospital.grade = verify::Grade::red;
  hospital.arrears = Money{1224000};
  hospital.payers = {{"平川县卫生健康局",
                      "建设单位未按约定拨付，以未结清的工程款为限先行垫付",
                      {{"gwy-724", 29, 1}}},
                     {"平川建工集团有限公司", "总包先行清偿", {{"gwy-724", 30, 3}}}};
  hospital.months = {example_chain()};
  verify::ProjectReport bridge = example_project("P02", "青石桥加固工程");
  bridge.grade = verify::Grade::grey;
  bridge.months = {example_broken_off_chain()};
  verify::ProjectReport road = example_project("P03", "北环路");
  road.months = {{.month = month(2026, 10),
                  .roster_people = 3,
                  .attendance_people = 3,
                  .attendance_days = 66,
                  .payroll_people = 3,
                  .payroll_due = yuan(18000),
                  .account_in = yuan(20000),
                  .account_balance = yuan(2000),
                  .receipt_people = 3,
                  .receipt_paid = yuan(18000)}};
  report.projects = {hospital, bridge, road};
}

inline void add_example_inputs(verify::Report& report) {
  report.files = {{"项目.xlsx", book::Table::projects, 3, 3, {}},
                  {"工资表.xlsx", book::Table::payroll, 122, 121, {"备注", "民族"}}};
  book::RejectedRow row;
  row.table = book::Table::payroll;
  row.source = {17, 1};
  row.column = "身份证号";
  row.value = "9***************6X";
  row.reason = "17 位，应为 18 位；请改为文本格式重新填写";
  report.rejected = {row};
  report.unrecognised_files = {"说明.txt"};
  report.parameters = {
      {"minimum_wage.month", "990123", "2200.00", "平川县人民政府公告（样例）", true},
      {"payroll.grace_days", "", "0", "默认值", false}};
}

inline void add_example_arrears(verify::Report& report) {
  for (const verify::Finding& finding : report.findings)
    if (finding.amount)
      report.arrears.push_back({.project_id = finding.project_id,
                                .project_name = finding.project_name,
                                .employer = finding.employer,
                                .worker = finding.worker,
                                .worker_name = finding.worker_name,
                                .month = *finding.month,
                                .net = *finding.amount,
                                .paid = {},
                                .due = date(2026, 11, 13)});
}

inline verify::Report example_report() {
  verify::Report report;
  report.as_of = date(2026, 11, 23);
  report.months = {month(2026, 9), month(2026, 10)};
  report.reporting_month = month(2026, 10);
  report.findings = {example_unpaid("00000000000000000000000000000001", kWorker),
                     example_unpaid("00000000000000000000000000000004", "990123197203150011"),
                     example_mismatch(), example_missing()};
  report.totals = {.projects = 3,
                   .workers = 128,
                   .arrears_workers = 2,
                   .arrears = Money{1224000},
                   .arrears_workers_of_several_months = 0,
                   .workers_with_unknown_arrears = 1,
                   .underassessed = {},
                   .violations = 3,
                   .missing = 1};
  add_example_projects(report);
  add_example_inputs(report);
  add_example_arrears(report);
  report.rules_run = {"W01", "W17"};
  report.provisional_deadlines = 4;
  return report;
}

}  // namespace qingxin::test
