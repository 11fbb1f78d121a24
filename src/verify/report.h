// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "book/facts.h"
#include "law/citation.h"
#include "law/period.h"
#include "rules/finding.h"

namespace qingxin::verify {

// One cell that a finding was seen in.
struct Evidence {
  std::string file;
  std::uint32_t row = 0;  // 1-based line of the sheet; 0: the whole file or folder
  std::string column;     // Chinese name
  std::string value;      // as it stands in the file; mask it where is_masked, unless revealing
  bool is_masked = false;
};

// A rule that a subject fails, or cannot be judged on. Never "complies" or "not applicable".
struct Finding {
  std::string id;                     // 32 hex digits, stable for rule, subject and month
  const rules::Rule* rule = nullptr;  // its card: name, bases, next step
  rules::Verdict verdict = rules::Verdict::violates;
  rules::Severity severity = rules::Severity::red;
  std::string project_id;
  std::string project_name;
  std::string employer;     // empty: not defined
  std::string worker;       // document number in full; empty: not defined
  std::string worker_name;  // empty: not known
  std::optional<Month> month;
  std::optional<Money> amount;
  std::optional<Date> since;
  std::optional<int> days;
  std::string subject;               // account or 期次; empty: not defined
  std::optional<law::Deadline> due;  // the day that was missed, where the rule has one
  bool is_provisional = false;
  std::vector<std::string> explains;  // ids of findings that this one explains
  std::string because;                // Chinese, without a full stop at the end
  std::vector<Evidence> evidence;     // at most kEvidenceShown, the same whatever the row order
  int evidence_rows = 0;              // how many there are in all
  std::optional<rules::MissingFact> missing;  // with Verdict::missing_fact
};

inline constexpr int kEvidenceShown = 40;

// Ordered from gravest to fine; grey: a red-class rule lacks its facts and nothing red was found.
enum class Grade : unsigned char { red, orange, yellow, blue, green, grey };

// One link chain of a project-month. Empty: no such table, "no data", which is not zero.
struct ChainMonth {
  Month month;
  std::optional<int> roster_people;
  std::optional<int> attendance_people;
  std::optional<int> attendance_days;
  std::optional<int> payroll_people;
  std::optional<Money> payroll_due;      // Σ net
  std::optional<Money> account_in;       // inflows of the month but 冻结
  std::optional<Money> account_balance;  // all in − all out, to the month's end or as_of
  std::optional<int> receipt_people;     // who got something of this wage month
  std::optional<Money> receipt_paid;     // Paid of this wage month up to as_of
};

// Who has to pay the arrears of a project, and why (C08, 清偿责任).
struct Payer {
  std::string who;
  std::string why;  // "分包负直接责任", "总包先行清偿" …
  std::vector<law::Citation> bases;
};

struct ProjectReport {
  std::string project_id;
  std::string name;
  std::string region_code;
  Grade grade = Grade::green;
  std::vector<Payer> payers;       // empty: no arrears
  std::vector<ChainMonth> months;  // the selected months
  Money arrears;                   // over all months of the folder
};

// One worker-month that is due and not (wholly) paid: a line of the 欠薪名册.
struct ArrearsLine {
  std::string project_id;
  std::string project_name;
  std::string employer;  // several are joined by 、
  std::string worker;    // document number in full
  std::string worker_name;
  Month month;
  Money net;
  Money paid;
  Date due;  // effective pay date
};

// Somebody of whose arrears no sum can be told: a rejected row or a missing pay day hides some.
struct UnknownArrears {
  std::string worker;  // document number in full
  std::string worker_name;
};

struct ParameterUsed {
  std::string name;
  std::string region;  // empty: the nation
  std::string value;
  std::string source;  // empty: its file names none
  bool is_local = false;
};

struct Totals {
  int projects = 0;
  int workers = 0;                     // distinct people, without managers
  std::optional<int> arrears_workers;  // empty: payroll or payments are missing
  std::optional<Money> arrears;
  int arrears_workers_of_several_months = 0;
  int workers_with_unknown_arrears = 0;   // a rejected row or no pay day hides them; in no sum
  int projects_with_unknown_arrears = 0;  // W01 lacks a fact there
  Money underassessed;
  int violations = 0;
  int missing = 0;
};

// All that one run says. Strings are owned: the facts may go.
struct Report {
  Date as_of;
  // Told to the unit that is concerned, before anybody else sees it: what it can do, and no order.
  bool is_for_unit = false;
  std::vector<Month> months;  // selected, ascending
  std::optional<Month> reporting_month;
  std::vector<ParameterUsed> parameters;
  std::vector<book::FileRead> files;
  std::vector<book::RejectedRow> rejected;
  std::vector<std::string> unrecognised_files;
  std::vector<std::string> warnings;  // about parameters without a source and the like
  Totals totals;
  std::vector<ProjectReport> projects;  // by project id
  std::vector<Finding> findings;        // sorted: project, worker, month, rule, employer, subject
  std::vector<Finding> notes;           // blue
  std::vector<ArrearsLine> arrears;
  std::vector<UnknownArrears> unknown_arrears;  // by project, each of its workers once
  std::vector<std::string_view> rules_run;
  std::vector<std::string_view> rules_off;  // 依据待核
  int provisional_deadlines = 0;
};

// 0 nothing violated and nothing unjudged; 1 violations; 4 no violation, but something could not
// be judged (a table or column that serves none of the seven inspection headings does not count).
int exit_status(const Report& report);

std::string_view to_string(Grade grade);               // "red" … "grey"
std::string_view to_string(rules::Severity severity);  // "red" … "blue"
std::string_view to_string(rules::Verdict verdict);    // "complies" …
std::string_view in_chinese(Grade grade);              // 红 … 灰
std::string_view in_chinese(rules::Severity severity);

}  // namespace qingxin::verify
