// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/attendance_on_payroll.h"
#include "rules/labour_fee_on_time.h"
#include "rules/lawful_start.h"
#include "rules/payment_from_wage_account.h"
#include "rules/qualified_contractor.h"
#include "verify/finding_sink.h"
#include "verify/project_book.h"

namespace qingxin::verify {

// All of the following.
void judge_all_rules(const ProjectBook& book, FindingSink& sink, std::vector<Finding>& findings);

// What they say of a project in full, in a report's order.
std::vector<Finding> findings_of(const ProjectBook& book);

// The loops that bring facts to the rules: one call judges everything of its grain on a project.
// W01 W02 W06 W07 W17 W18. `findings` is where the sink writes: W18 names those that it explains.
void judge_wage_months(const ProjectBook& book, FindingSink& sink, std::vector<Finding>& findings);
void judge_payroll_months(const ProjectBook& book, FindingSink& sink);  // W05 W08–W14 W16 X04
void judge_histories(const ProjectBook& book, FindingSink& sink);       // W03 W04 W15 W19
void judge_workers(const ProjectBook& book, FindingSink& sink);         // L01 L02 L09
void judge_people(const ProjectBook& book, FindingSink& sink);          // L03–L06 X04 X06
void judge_project_months(const ProjectBook& book, FindingSink& sink);  // A08 X03 X05
void judge_project(const ProjectBook& book, FindingSink& sink);         // A01 F05 F06
void judge_contracts(const ProjectBook& book, FindingSink& sink);       // F01–F04 F07
void judge_site(const ProjectBook& book, FindingSink& sink);            // L07 L08 X01 X02 B01
void judge_accounts(const ProjectBook& book, FindingSink& sink);        // A02–A07
void judge_deposits(const ProjectBook& book, FindingSink& sink);        // D01–D04

template <typename Do>
void each_stay(const ProjectBook& book, const WorkerBook& worker, Do act) {
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i) act(*book.stays[i]);
}

// Which kind of number a worker has: his roster says it, else only what can be nothing else is a
// resident's.
rules::IdentityPaper paper_of(const ProjectBook& book, const WorkerBook& worker);

// The first month in which a worker was there; null when he never was.
const WorkerMonth* first_attended_month(const WorkerBook& worker);

// The whole project has no payroll line for a month that is due and was worked: X05 says so, and
// the rules about single lines are silent.
bool has_no_payroll_at_all(const ProjectBook& book, const ProjectMonth& month);

// What W06 asks of a worker-month; nothing where no money went through.
std::optional<rules::PaymentSources> payment_sources(const ProjectBook& book,
                                                     const WorkerMonth& month);

// What W17 compares.
rules::DaysCompared days_compared(const ProjectBook& book, const WorkerBook& worker,
                                  const WorkerMonth& month);

// The day on which anybody of these days was first there.
Date day_of_bit(Month month, std::uint32_t days);

// True when a line of one of the worker's employers of the month stands on its payroll; of somebody
// whose employer is not known, when any line does.
bool employer_has_payroll(const ProjectBook& book, const WorkerBook& worker,
                          const ProjectMonth& month);

// The days of a month from one to another, one bit a day; of it, those that a stay covers.
std::uint32_t days_between(Date from, Date to, const ProjectMonth& month);
std::uint32_t days_of(const book::RosterEntry& stay, const ProjectMonth& month);

// The project's instalments, as they stand in book.labour_fees, or why they cannot be judged. F05
// judges them one by one; F07 and the payer ask whether any came late.
struct LabourFees {
  std::vector<rules::LabourFeeDue> due;
  std::optional<rules::MissingFact> lacks;
};
LabourFees labour_fees_of(const ProjectBook& book);

// What F04 and the payer ask about the project, and L08 and the payer about a unit.
rules::StartOfWork start_of_work(const ProjectBook& book);
rules::ContractingParty party_of(const ProjectBook& book, const book::Unit& unit);

// 状态, or what the days of starting and finishing tell where none is written; none: they are not
// known either.
book::ProjectStatus status_of(const ProjectBook& book);

// A cell that was empty, or says so in words ("无").
bool says_nothing(const ProjectBook& book, book::TextId cell);

// 专业分包 and 劳务分包.
bool is_subcontractor(const book::Unit& unit);

// The rows of each unit of the project, by name: one firm may stand in several rows, and be written
// in several ways.
std::vector<std::vector<const book::Unit*>> rows_by_unit(const ProjectBook& book);

// The one employer of a worker-month's lines, 0 when several wrote lines; without lines that of his
// stays.
book::TextId employer_of(const ProjectBook& book, const WorkerBook& worker,
                         const WorkerMonth* month);

}  // namespace qingxin::verify
