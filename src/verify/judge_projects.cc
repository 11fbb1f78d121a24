// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

// The people of a project-month, without managers.
struct Attended {
  int people = 0;
  std::vector<const WorkerBook*> without_line;
};

Attended attended_in(const ProjectBook& book, Month month) {
  Attended attended;
  for (const WorkerBook& worker : book.workers()) {
    const WorkerMonth* entry = worker.is_worker ? worker.find(month) : nullptr;
    if (entry == nullptr || entry->attended == 0) continue;
    ++attended.people;
    if (entry->lines.is_empty()) attended.without_line.push_back(&worker);
  }
  return attended;
}

bool has(const ProjectBook& book, Table table) {
  return book.present().has(table);
}

rules::AttendanceRecord record_of(const ProjectBook& book, const ProjectMonth& month) {
  const Project& project = book.project();
  const Date as_of = book.county().as_of();
  rules::AttendanceRecord record{.has_attendance_table = has(book, Table::attendance),
                                 .month = month.month,
                                 .attended = month.attended,
                                 .pay_date = month.pay_date,
                                 .as_of = as_of};
  if (has(book, Table::payroll)) record.payroll_lines = month.lines;
  record.is_stopped = project.status == ProjectStatus::stopped;
  record.must_be_unbroken = book.is_construction() && project.status != ProjectStatus::preparing &&
                            book.county().is_month_reported(month.month);
  record.is_running_time_known =
      project.start_date && (project.status != ProjectStatus::finished || project.completed);
  if (project.start_date) record.unknown_day = "completed";
  record.has_managers_only = month.attended != 0 && month.workers_attended == 0;
  if (!project.start_date) return record;
  const Date from = std::max(first_day(month.month), *project.start_date);
  const Date to = std::min({last_day(month.month), as_of, project.completed.value_or(as_of)});
  if (from > to) return record;
  record.from = from;
  record.to = to;
  return record;
}

void judge_data(const ProjectBook& book, const ProjectMonth& month, FindingSink& sink) {
  const rules::Rule& rule = rules::kUnbrokenAttendance;
  if (!sink.is_on(rule) || sink.is_silenced(rule, month.month)) return;
  const law::Calendar& calendar = book.county().law().calendar;
  const rules::AttendanceRecord record = record_of(book, month);
  const rules::Judgement judgement = rules::unbroken_attendance(record, calendar);
  sink.take(
      rule, judgement, {.month = month.month},
      [&] { return rules::unbroken_attendance_because(record, judgement, calendar); },
      [&](EvidenceList& evidence) {
        evidence.add(book.project(), judgement.days ? projects::start_date : projects::pay_day);
      });
}

void judge_share(const ProjectBook& book, const ProjectMonth& month, const Attended& attended,
                 FindingSink& sink) {
  const rules::Rule& rule = rules::kAttendedShareOnPayroll;
  if (!sink.is_on(rule) || sink.is_silenced(rule, month.month)) return;
  rules::AttendedShare share{
      .has_no_payroll_at_all = rules::has_no_payroll_at_all(record_of(book, month)),
      .pay_date = month.pay_date,
      .as_of = book.county().as_of()};
  if (has(book, Table::attendance)) share.attended = attended.people;
  if (has(book, Table::payroll))
    share.without_line = static_cast<int>(attended.without_line.size());
  const rules::Judgement judgement = rules::attended_share_on_payroll(share);
  sink.take(
      rule, judgement, {.month = month.month},
      [&] { return rules::attended_share_on_payroll_because(share, judgement); },
      [&](EvidenceList& evidence) {
        for (const WorkerBook* worker : attended.without_line)
          evidence.add_first(book.attendance_rows(*worker, month.month));
      });
}

// The successful payments of one month, by where their money came from.
struct Sources {
  int own = 0;      // the wage account
  int unknown = 0;  // of a bank transfer
};

// By month, in the order of ProjectBook::months().
std::vector<Sources> sources_of(const ProjectBook& book) {
  std::vector<Sources> sources(book.months().size());
  for (const WorkerBook& worker : book.workers())
    for (const WorkerMonth& month : worker.months) {
      if (!book.has(month)) continue;
      for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i) {
        const Payment& payment = *book.payments[i];
        if (!is_successful(payment, book.county().as_of())) continue;
        const bool is_bank = is_money(payment) && payment.form != PaymentForm::cash;
        sources[month.at].unknown += is_bank && payment.source_account == 0;
        sources[month.at].own +=
            payment.source_account != 0 && book.is_own_account(payment.source_account);
      }
    }
  return sources;
}

// What is known of one month's wages leaving the account. Empty where it cannot be known.
void count_uses(const ProjectBook& book, const ProjectMonth& month, const Sources& sources,
                rules::AccountUse& use) {
  const Present& present = book.present();
  if (present.has(Table::payments) && present.has(Table::payments, payments::source_account) &&
      (sources.own > 0 || sources.unknown == 0))
    use.payments_from_it = sources.own;
  if (!present.has(Table::movements) || !present.has(Table::movements, movements::kind)) return;
  if (!month.pay_date) return;
  const Month falls_due = month_of(month.pay_date->day);
  int found = 0;
  int perhaps = 0;
  const auto count = [&](const Movement& movement, bool is_ours) {
    if (movement.direction != Direction::out || month_of(movement.date) != falls_due) return;
    found += is_ours && movement.kind == MovementKind::wages;
    perhaps +=
        movement.kind == MovementKind::none || (!is_ours && movement.kind == MovementKind::wages);
  };
  for (const Movement* movement : book.movements) count(*movement, true);
  for (const Movement& movement : book.facts().unassigned) {
    if (book.is_own_account(movement.account)) count(movement, false);
  }
  if (found > 0 || perhaps == 0) use.wage_outflows = found;
}

void judge_use(const ProjectBook& book, const ProjectMonth& month, const Attended& attended,
               const Sources& sources, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountInUse;
  if (!sink.is_on(rule) || sink.is_silenced(rule, month.month)) return;
  rules::AccountUse use{
      .has_payments_table = has(book, Table::payments),
      .has_movements_table = has(book, Table::movements),
      .has_no_payroll_at_all = rules::has_no_payroll_at_all(record_of(book, month)),
      .pay_date = month.pay_date,
      .as_of = book.county().as_of()};
  if (has(book, Table::accounts)) use.wage_accounts = static_cast<int>(book.accounts.size());
  if (has(book, Table::attendance)) use.attended_people = attended.people;
  count_uses(book, month, sources, use);
  const rules::Judgement judgement = rules::account_in_use(use);
  sink.take(
      rule, judgement, {.month = month.month},
      [&] { return rules::account_in_use_because(use, judgement); },
      [&](EvidenceList& evidence) {
        for (const Account* account : book.accounts) evidence.add(*account, accounts::account);
        for (const Payment* payment : book.payments)
          if (payment->month == month.month && is_successful(*payment, book.county().as_of()))
            evidence.add(*payment, payments::source_account);
      });
}

// Whole months from one day to another; a month that has begun counts.
int months_between(Date from, Date to) {
  int months = 0;
  while (law::same_day_after(from, months) < to) ++months;
  return months;
}

void apply_thresholds(const ProjectBook& book, rules::AccountOpening& opening) {
  const Project& project = book.project();
  const Date day = project.contract_date.value_or(book.county().as_of());
  const law::ParameterValue* amount = book.parameter("account.min_amount", day);
  const law::ParameterValue* months = book.parameter("account.min_months", day);
  if (amount != nullptr && amount->value > 0) {
    if (!project.contract_amount)
      opening.exemption_lacks = rules::MissingFact{"projects", "contract_amount"};
    else if (project.contract_amount->fen < amount->value)
      opening.is_exempt = true;
  }
  if (months == nullptr || months->value <= 0) return;
  const std::optional<Date> begin = project.start_date ? project.start_date : project.contract_date;
  if (!begin || !project.planned_end) {
    opening.exemption_lacks = rules::MissingFact{"projects", "planned_end"};
  } else if (months_between(*begin, *project.planned_end) < months->value) {
    opening.is_exempt = true;
  }
}

void judge_opening(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountOpened;
  if (!sink.is_on(rule) || sink.is_silenced(rule, std::nullopt)) return;
  rules::AccountOpening opening{
      .has_accounts_table = has(book, Table::accounts),
      .has_opened_column = book.present().has(Table::accounts, accounts::opened),
      .contract_date = book.project().contract_date,
      .as_of = book.county().as_of()};
  if (!book.accounts.empty()) opening.opened = book.accounts.front()->opened;
  apply_thresholds(book, opening);
  const rules::Judgement judgement = rules::account_opened(opening, book.county().law().calendar);
  sink.take(
      rule, judgement, {}, [&] { return rules::account_opened_because(opening, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(book.project(), projects::contract_date);
        for (const Account* account : book.accounts) evidence.add(*account, accounts::opened);
      });
}

bool is_labour_fee(const Movement& movement) {
  return movement.direction == Direction::in && movement.kind == MovementKind::labour_fee;
}

// Inflows of ours that name no kind might have been the labour fee.
Money perhaps_labour_fee(const ProjectBook& book, Date up_to) {
  Money sum;
  for (const Movement* movement : book.movements)
    if (movement->direction == Direction::in && movement->kind == MovementKind::none &&
        movement->date <= up_to)
      sum += movement->amount;
  return sum;
}

// So might inflows of a shared account that name no project.
Money unassigned_labour_fee(const ProjectBook& book, Date up_to) {
  Money sum;
  for (const Movement& movement : book.facts().unassigned) {
    const bool may_be = is_labour_fee(movement) || (movement.direction == Direction::in &&
                                                    movement.kind == MovementKind::none);
    if (may_be && movement.date <= up_to && book.is_own_account(movement.account))
      sum += movement.amount;
  }
  return sum;
}

rules::LabourFeeDue fee_due(const ProjectBook& book, const LabourFee& fee, Money planned) {
  rules::LabourFeeDue due{.period = book.facts().texts[fee.period],
                          .due = law::next_working_day(fee.due, book.county().law().calendar),
                          .planned = planned,
                          .as_of = book.county().as_of()};
  if (!has(book, Table::movements)) return due;
  due.received = Money{};
  Money later;
  for (const Movement* movement : book.movements) {
    if (!is_labour_fee(*movement)) continue;
    later += movement->amount;
    if (movement->date <= due.due.day) due.received = later;
    if (!due.made_good && movement->date > due.due.day && later >= planned)
      due.made_good = movement->date;
  }
  const Money unassigned = unassigned_labour_fee(book, due.due.day);
  due.perhaps = perhaps_labour_fee(book, due.due.day) + unassigned;
  due.names_no_project = unassigned > Money{};
  return due;
}

void judge_fees(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kLabourFeeOnTime;
  if (!sink.is_on(rule) || sink.is_silenced(rule, std::nullopt)) return;
  const LabourFees fees = labour_fees_of(book);
  if (fees.lacks) return sink.miss(rule, *fees.lacks, std::nullopt);
  for (std::size_t i = 0; i < fees.due.size(); ++i) {
    const LabourFee* fee = book.labour_fees[i];
    const rules::LabourFeeDue& due = fees.due[i];
    const Month month = month_of(due.due.day);
    if (!includes(book.county().settings(), month)) continue;
    const rules::Judgement judgement = rules::labour_fee_on_time(due);
    sink.take(
        rule, judgement, {.month = month, .subject = due.period},
        [&] { return rules::labour_fee_on_time_because(due, judgement); },
        [&](EvidenceList& evidence) {
          evidence.add(*fee);
          for (const Movement* movement : book.movements)
            if (is_labour_fee(*movement)) evidence.add(*movement);
        });
  }
}

Money wages_due(const ProjectBook& book) {
  Money sum;
  for (const WorkerBook& worker : book.workers()) {
    if (!worker.is_worker) continue;
    for (const WorkerMonth& month : worker.months) {
      if (!book.has(month) || month.lines.is_empty()) continue;
      const rules::WageMonth& wages = wage_month(book, worker, month);
      if (wages.pay_date && wages.pay_date->day <= wages.as_of) sum += *wages.net;
    }
  }
  return sum;
}

void judge_cover(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kLabourFeeCoversWages;
  if (!sink.is_on(rule) || sink.is_silenced(rule, std::nullopt)) return;
  rules::AccountCover cover{.as_of = book.county().as_of()};
  if (has(book, Table::payroll)) cover.wages_due = wages_due(book);
  for (const ProjectMonth& month : book.months())
    if (month.lines > 0 && !month.pay_date) cover.has_pay_day = false;
  if (has(book, Table::movements)) {
    cover.received = Money{};
    const auto counts = [](const Movement& movement) {
      return movement.direction == Direction::in && movement.kind != MovementKind::freeze;
    };
    for (const Movement* movement : book.movements)
      if (counts(*movement)) *cover.received += movement->amount;
    for (const Movement& movement : book.facts().unassigned) {
      if (counts(movement) && book.is_own_account(movement.account))
        cover.perhaps += movement.amount;
    }
  }
  const rules::Judgement judgement = rules::labour_fee_covers_wages(cover);
  sink.take(
      rule, judgement, {}, [&] { return rules::labour_fee_covers_wages_because(cover, judgement); },
      [&](EvidenceList& evidence) {
        for (const Movement* movement : book.movements)
          if (movement->direction == Direction::in) evidence.add(*movement);
        for (const PayrollLine* line : book.lines) evidence.add(*line, payroll::net);
      });
}

}  // namespace

bool has_no_payroll_at_all(const ProjectBook& book, const ProjectMonth& month) {
  return rules::has_no_payroll_at_all(record_of(book, month));
}

LabourFees labour_fees_of(const ProjectBook& book) {
  const Present& present = book.present();
  if (book.labour_fees.empty()) return {{}, rules::MissingFact{"labour_fees", ""}};
  if (present.has(Table::movements) && !present.has(Table::movements, movements::kind))
    return {{}, rules::MissingFact{"movements", "kind"}};
  LabourFees fees;
  Money planned;
  for (const LabourFee* fee : book.labour_fees) {
    planned += fee->amount;
    fees.due.push_back(fee_due(book, *fee, planned));
  }
  return fees;
}

void judge_project_months(const ProjectBook& book, FindingSink& sink) {
  if (!has(book, Table::attendance))
    for (const rules::Rule* rule :
         {&rules::kUnbrokenAttendance, &rules::kAttendedShareOnPayroll, &rules::kAccountInUse}) {
      const bool needs_account = rule == &rules::kAccountInUse && has(book, Table::accounts);
      if (sink.is_on(*rule) && !(needs_account && book.accounts.empty()))
        sink.miss(*rule, {"attendance", ""}, std::nullopt);
    }
  const bool is_any_on = sink.is_on(rules::kUnbrokenAttendance) ||
                         sink.is_on(rules::kAttendedShareOnPayroll) ||
                         sink.is_on(rules::kAccountInUse);
  if (!is_any_on || !sink.reaches_everybody()) return;
  const std::vector<Sources> sources = sources_of(book);
  for (const Month selected : book.county().selected_months()) {
    if (!sink.reaches(selected)) continue;
    const ProjectMonth& month = book.at(selected);
    const Attended attended = attended_in(book, selected);
    const auto at = static_cast<std::size_t>(&month - book.months().data());
    judge_use(book, month, attended, sources[at], sink);
    judge_share(book, month, attended, sink);
    judge_data(book, month, sink);
  }
}

void judge_project(const ProjectBook& book, FindingSink& sink) {
  judge_opening(book, sink);
  judge_fees(book, sink);
  judge_cover(book, sink);
}

}  // namespace qingxin::verify
