// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

std::string text_of(const std::optional<Date>& day) {
  return day ? to_string(*day) : "";
}

std::optional<bool> answered(Answer answer) {
  if (answer == Answer::none) return std::nullopt;
  return answer == Answer::yes;
}

// A rejected row cannot turn what complies without it.
bool is_turned(const rules::Rule& rule, const rules::Judgement& judgement, FindingSink& sink) {
  return judgement.verdict == rules::Verdict::violates && sink.is_silenced(rule, std::nullopt);
}

rules::ContractTerms main_contract(const ProjectBook& book) {
  const Project& project = book.project();
  const auto has = [&](ColumnIndex column) { return book.present().has(Table::projects, column); };
  return {
      .subcontractor = {},
      .has_table = true,
      .measure_cycle = {has(projects::measure_cycle), !says_nothing(book, project.measure_cycle)},
      .settle_method = {has(projects::settle_method), !says_nothing(book, project.settle_method)},
      .labour_cycle = {has(projects::labour_cycle_months),
                       project.labour_cycle_hundredths.has_value()},
      .labour_amount = {has(projects::labour_amount), project.labour_amount.has_value()},
      .labour_share = {has(projects::labour_share), !says_nothing(book, project.labour_share)}};
}

// A unit with several contracts has settled what each of them settles.
rules::ContractTerms subcontract(const ProjectBook& book, const std::vector<const Unit*>& rows) {
  const auto term = [&](ColumnIndex column, TextId Unit::*cell) -> rules::SettledTerm {
    return {book.present().has(Table::units, column),
            std::ranges::none_of(
                rows, [&](const Unit* unit) { return says_nothing(book, unit->*cell); })};
  };
  return {.subcontractor = std::string(book.facts().texts[rows.front()->name]),
          .has_table = true,
          .measure_cycle = term(units::measure_cycle, &Unit::measure_cycle),
          .settle_method = term(units::settle_method, &Unit::settle_method),
          .labour_cycle = {},
          .labour_amount = {},
          .labour_share = {}};
}

void judge_main_contract(const ProjectBook& book, FindingSink& sink) {
  const rules::ContractTerms terms = main_contract(book);
  const rules::Judgement judgement = rules::contract_terms(terms);
  sink.take(
      rules::kContractTerms, judgement, {},
      [&] { return rules::contract_terms_because(terms, judgement); },
      [&](EvidenceList& evidence) {
        const auto show = [&](const rules::SettledTerm& term, ColumnIndex column) {
          if (rules::is_left_out(term)) evidence.add(book.project(), column);
        };
        show(terms.measure_cycle, projects::measure_cycle);
        show(terms.settle_method, projects::settle_method);
        show(terms.labour_cycle, projects::labour_cycle_months);
        if (rules::lacks_labour_fee(terms)) evidence.add(book.project(), projects::labour_amount);
      });
}

void judge_terms(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kContractTerms;
  if (!sink.is_on(rule)) return;
  judge_main_contract(book, sink);
  if (!book.present().has(Table::units)) return sink.miss(rule, {"units", ""}, std::nullopt);
  for (std::vector<const Unit*>& rows : rows_by_unit(book)) {
    std::erase_if(rows, [](const Unit* unit) { return !is_subcontractor(*unit); });
    if (rows.empty()) continue;
    const rules::ContractTerms terms = subcontract(book, rows);
    const rules::Judgement judgement = rules::contract_terms(terms);
    sink.take(
        rule, judgement, {.unit = book.county().canonical(rows.front()->name)},
        [&] { return rules::contract_terms_because(terms, judgement); },
        [&](EvidenceList& evidence) {
          for (const Unit* unit : rows) {
            if (says_nothing(book, unit->measure_cycle))
              evidence.add(Table::units, unit->source, units::measure_cycle, "");
            if (says_nothing(book, unit->settle_method))
              evidence.add(Table::units, unit->source, units::settle_method, "");
          }
        });
  }
}

void judge_cycle(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kLabourFeeCycle;
  if (!sink.is_on(rule)) return;
  rules::LabourFeeCycle cycle{.cycle_hundredths = book.project().labour_cycle_hundredths,
                              .due = {}};
  for (const LabourFee* fee : book.labour_fees) cycle.due.push_back(fee->due);
  const rules::Judgement judgement = rules::labour_fee_cycle(cycle);
  // What the contract says stands, whichever instalment could not be read.
  if (!rules::is_cycle_too_long(cycle) && is_turned(rule, judgement, sink)) return;
  sink.take(
      rule, judgement, {}, [&] { return rules::labour_fee_cycle_because(cycle, judgement); },
      [&](EvidenceList& evidence) {
        if (rules::is_cycle_too_long(cycle))
          evidence.add(book.project(), projects::labour_cycle_months);
        const auto gap = rules::first_gap(cycle);
        for (const LabourFee* fee : book.labour_fees)
          if (gap && (fee->due == gap->first || fee->due == gap->second))
            evidence.add(Table::labour_fees, fee->source, labour_fees::due, to_string(fee->due));
      });
}

// A project that was finished early needs no guarantee for the days after.
std::optional<Date> end_of_work(const Project& project) {
  if (!project.completed || !project.planned_end) return project.planned_end;
  return std::min(*project.completed, *project.planned_end);
}

void judge_guarantee(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kPaymentGuarantee;
  if (!sink.is_on(rule)) return;
  rules::PaymentGuarantee guarantee{.has_guarantees_table = book.present().has(Table::guarantees),
                                    .guarantees = {},
                                    .start_date = book.project().start_date,
                                    .planned_end = end_of_work(book.project()),
                                    .as_of = book.county().as_of()};
  for (const Guarantee* row : book.guarantees) guarantee.guarantees.push_back({row->from, row->to});
  const rules::Judgement judgement = rules::payment_guarantee(guarantee);
  if (is_turned(rule, judgement, sink)) return;
  sink.take(
      rule, judgement, {}, [&] { return rules::payment_guarantee_because(guarantee, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(book.project(), projects::start_date);
        for (const Guarantee* row : book.guarantees) {
          evidence.add(Table::guarantees, row->source, guarantees::from, text_of(row->from));
          evidence.add(Table::guarantees, row->source, guarantees::to, text_of(row->to));
        }
      });
}

void judge_start(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kLawfulStart;
  if (!sink.is_on(rule)) return;
  const rules::StartOfWork start = start_of_work(book);
  const rules::Judgement judgement = rules::lawful_start(start);
  sink.take(
      rule, judgement, {}, [&] { return rules::lawful_start_because(start, judgement); },
      [&](EvidenceList& evidence) {
        const auto show = [&](ColumnIndex column, std::string value) {
          evidence.add(Table::projects, book.project().source, column, std::move(value));
        };
        if (rules::starts_without_permit(start)) {
          show(projects::start_date, text_of(start.start_date));
          show(projects::permit_date, text_of(start.permit_date));
        }
        if (start.is_funded == false) show(projects::funds_ready, "否");
        if (rules::is_advanced_by_contractor(start)) {
          show(projects::funding, std::string(book.facts().texts[book.project().funding]));
          show(projects::contractor_advance, "是");
        }
      });
}

// What F07 looks at, and the rows in which it was seen.
struct Stopped {
  rules::DisputedProject project;
  std::vector<const LabourFee*> fees;      // of the first of project.stopped
  std::vector<const WorkerMonth*> months;  // of those that follow
  bool is_hidden = false;                  // by rejected rows, in part
};

void add_stopped_fees(const ProjectBook& book, Stopped& stopped) {
  if (!book.county().silences(rules::kLabourFeeOnTime.id, book.index(), std::nullopt, 0).empty()) {
    stopped.is_hidden = true;
    return;
  }
  const LabourFees fees = labour_fees_of(book);
  stopped.project.lacks = fees.lacks;
  for (std::size_t i = 0; i < fees.due.size(); ++i) {
    const rules::Judgement judgement = rules::labour_fee_on_time(fees.due[i]);
    if (judgement.verdict == rules::Verdict::missing_fact)
      stopped.project.lacks = judgement.missing;
    if (judgement.verdict != rules::Verdict::violates) continue;
    stopped.project.stopped.push_back({*judgement.since, true, judgement.certainty});
    stopped.fees.push_back(book.labour_fees[i]);
  }
}

void add_stopped_wages(const ProjectBook& book, Stopped& stopped) {
  rules::DisputedProject& project = stopped.project;
  const auto lack = [&](const rules::MissingFact& fact) {
    if (!project.lacks) project.lacks = fact;
  };
  if (!book.present().has(Table::payroll)) lack(rules::kNoPayroll);
  for (const WorkerBook& worker : book.workers()) {
    if (!worker.is_worker) continue;
    for (const WorkerMonth& month : worker.months) {
      if (!book.has(month)) continue;
      if (!book.county()
               .silences(rules::kTimelyPayment.id, book.index(), month.month, worker.worker)
               .empty()) {
        const std::optional<law::Deadline>& due = book.at(month).pay_date;
        stopped.is_hidden =
            stopped.is_hidden || !due || rules::dispute_on(project, due->day + 1) != nullptr;
        continue;
      }
      const rules::Judgement judgement = rules::timely_payment(wage_month(book, worker, month));
      if (judgement.verdict == rules::Verdict::missing_fact) lack(*judgement.missing);
      if (judgement.verdict != rules::Verdict::violates) continue;
      project.stopped.push_back({*judgement.since, false, judgement.certainty});
      stopped.months.push_back(&month);
    }
  }
}

// A dispute of the project stands on a row that was rejected.
bool has_hidden_dispute(const ProjectBook& book) {
  for (const Silence* silence :
       book.county().silences(rules::kDisputeStopsNoWages.id, book.index(), std::nullopt, 0))
    for (const RejectedRow* row : silence->rows)
      if (row->table == Table::disputes) return true;
  return false;
}

void show_stopped(const ProjectBook& book, const Stopped& stopped, EvidenceList& evidence) {
  for (const Dispute* dispute : book.disputes)
    evidence.add(Table::disputes, dispute->source, disputes::opened, to_string(dispute->opened));
  const std::vector<rules::StoppedMoney>& all = stopped.project.stopped;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (rules::dispute_on(stopped.project, all[i].since) == nullptr) continue;
    if (i < stopped.fees.size()) {
      evidence.add(*stopped.fees[i]);
      continue;
    }
    const Range lines = stopped.months[i - stopped.fees.size()]->lines;
    for (std::uint32_t at = lines.begin; at < lines.end; ++at)
      evidence.add(*book.lines[at], payroll::net);
  }
}

// F05 and W01 are asked here anew, over all months: what this rule says may not depend on which
// rules or months were asked for.
void judge_disputes(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kDisputeStopsNoWages;
  const Present& present = book.present();
  if (!sink.is_on(rule) || !present.has(Table::disputes)) return;
  const bool is_dispute_hidden = has_hidden_dispute(book);
  if (book.disputes.empty() && !is_dispute_hidden) return;
  Stopped stopped{.project = {.has_disputes_table = true,
                              .has_ended_column = present.has(Table::disputes, disputes::ended),
                              .disputes = {},
                              .stopped = {},
                              .lacks = {}},
                  .fees = {},
                  .months = {}};
  for (const Dispute* dispute : book.disputes)
    stopped.project.disputes.push_back({dispute->opened, dispute->ended});
  add_stopped_fees(book, stopped);
  add_stopped_wages(book, stopped);
  const rules::Judgement judgement = rules::dispute_stops_no_wages(stopped.project);
  const bool may_be = stopped.is_hidden || (is_dispute_hidden && !stopped.project.stopped.empty());
  if (judgement.verdict != rules::Verdict::violates && may_be &&
      sink.is_silenced(rule, std::nullopt))
    return;
  sink.take(
      rule, judgement, {},
      [&] { return rules::dispute_stops_no_wages_because(stopped.project, judgement); },
      [&](EvidenceList& evidence) { show_stopped(book, stopped, evidence); });
}

}  // namespace

rules::StartOfWork start_of_work(const ProjectBook& book) {
  const Project& project = book.project();
  const Present& present = book.present();
  const Date as_of = book.county().as_of();
  rules::StartOfWork start{
      .has_permit_required_column = present.has(Table::projects, projects::permit_required),
      .has_permit_date_column = present.has(Table::projects, projects::permit_date),
      .is_permit_required = answered(project.permit_required),
      .permit_date = project.permit_date,
      .start_date = project.start_date,
      .has_started = {},
      .is_funded = answered(project.funds_ready),
      .is_government_funded = {},
      .has_contractor_advance = answered(project.contractor_advance),
      .as_of = as_of};
  // A permit that comes later is not there yet.
  if (start.permit_date && *start.permit_date > as_of) start.permit_date.reset();
  if (project.start_date) {
    start.has_started = *project.start_date <= as_of;
  } else if (const ProjectStatus status = status_of(book); status != ProjectStatus::none) {
    start.has_started = status != ProjectStatus::preparing;
  }
  if (project.funding != 0)
    start.is_government_funded = folded(book.facts().texts[project.funding]).starts_with("政府");
  return start;
}

ProjectStatus status_of(const ProjectBook& book) {
  const Project& project = book.project();
  const Date as_of = book.county().as_of();
  if (project.status != ProjectStatus::none) return project.status;
  if (project.completed && *project.completed <= as_of) return ProjectStatus::finished;
  if (project.start_date)
    return *project.start_date <= as_of ? ProjectStatus::running : ProjectStatus::preparing;
  return book.present().has(Table::projects, projects::start_date) ? ProjectStatus::preparing
                                                                   : ProjectStatus::none;
}

bool says_nothing(const ProjectBook& book, TextId cell) {
  if (cell == 0) return true;
  constexpr std::array<std::string_view, 7> kNothing{"", "无", "没有", "/", "-", "暂无", "未约定"};
  return std::ranges::find(kNothing, folded(book.facts().texts[cell])) != kNothing.end();
}

bool is_subcontractor(const Unit& unit) {
  return unit.kind == UnitKind::specialist_subcontractor ||
         unit.kind == UnitKind::labour_subcontractor;
}

std::vector<std::vector<const Unit*>> rows_by_unit(const ProjectBook& book) {
  const auto name_of = [&](const Unit* unit) {
    return book.facts().texts[book.county().canonical(unit->name)];
  };
  std::vector<const Unit*> rows = book.units;
  std::ranges::stable_sort(rows, {}, name_of);
  std::vector<std::vector<const Unit*>> by_unit;
  for (const Unit* unit : rows) {
    if (by_unit.empty() || name_of(by_unit.back().front()) != name_of(unit)) by_unit.push_back({});
    by_unit.back().push_back(unit);
  }
  return by_unit;
}

void judge_contracts(const ProjectBook& book, FindingSink& sink) {
  judge_terms(book, sink);
  judge_cycle(book, sink);
  judge_guarantee(book, sink);
  judge_start(book, sink);
  judge_disputes(book, sink);
}

}  // namespace qingxin::verify
