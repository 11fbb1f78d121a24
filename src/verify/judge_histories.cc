// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

bool has(const ProjectBook& book, Table table) {
  return book.present().has(table);
}

// What a worker had to get for all months of the folder, due or not, and what each lacks.
struct Open {
  Money net;
  Money unpaid;
  std::vector<const WorkerMonth*> months;  // that lack something
};

Open open_wages(const ProjectBook& book, const WorkerBook& worker) {
  Open open;
  for (const WorkerMonth& month : worker.months) {
    if (month.lines.is_empty() || !book.has(month)) continue;
    const rules::WageMonth& wages = wage_month(book, worker, month);
    open.net += *wages.net;
    if (!wages.paid || *wages.paid >= *wages.net) continue;
    open.unpaid += *wages.net - *wages.paid;
    open.months.push_back(&month);
  }
  return open;
}

void show_wages(const ProjectBook& book, const WorkerMonth& month, EvidenceList& evidence) {
  for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
    evidence.add(*book.lines[i], payroll::net);
  for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i)
    evidence.add(*book.payments[i], payments::amount);
}

void judge_agreed_day(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kAgreedPayDay;
  if (!sink.is_on(rule)) return;
  const Project& project = book.project();
  rules::AgreedPayDay agreed{.pay_day = project.pay_day, .month_offset = project.pay_month_offset};
  if (!agreed.month_offset)
    if (const law::ParameterValue* set = book.parameter("pay.month_offset", book.county().as_of()))
      agreed.month_offset = static_cast<int>(set->value);
  const rules::Judgement judgement = rules::agreed_pay_day(agreed);
  sink.take(
      rule, judgement, {}, [&] { return rules::agreed_pay_day_because(agreed, judgement); },
      [&](EvidenceList& evidence) { evidence.add(project, projects::pay_month_offset); });
}

// The due months up to the newest that is asked for. One that a rejected row could turn is left
// out, and ends every pattern.
void fill_history(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink,
                  rules::PayHistory& history) {
  const Settings& settings = book.county().settings();
  history.has_payroll_table = history.has_payments_table = history.has_pay_day = true;
  history.due.clear();
  history.first_asked = settings.first_month;
  for (const WorkerMonth& month : worker.months) {
    if (month.lines.is_empty() || !book.has(month)) continue;
    if (settings.last_month && *settings.last_month < month.month) continue;
    const rules::WageMonth& wages = wage_month(book, worker, month);
    if (*wages.net == Money{}) continue;
    if (!wages.pay_date) {
      history.has_pay_day = false;
      continue;
    }
    if (!rules::is_overdue(*wages.pay_date, wages.as_of)) continue;
    if (sink.is_silenced(rules::kPartialPayPattern, month.month, &worker)) continue;
    history.due.push_back({month.month, *wages.net, *wages.paid, *wages.pay_date});
  }
}

// `history` lends its memory from worker to worker.
void judge_pattern(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink,
                   rules::PayHistory& history) {
  const rules::Rule& rule = rules::kPartialPayPattern;
  fill_history(book, worker, sink, history);
  const rules::Judgement judgement = rules::partial_pay_pattern(history);
  if (judgement.verdict == rules::Verdict::complies) return;
  const std::optional<rules::PaidAlike> alike = rules::newest_pattern(history);
  std::optional<Month> newest;
  if (alike) newest = history.due[alike->end - 1].month;
  sink.take(
      rule, judgement,
      [&] {
        const WorkerMonth* month = newest ? worker.find(*newest) : nullptr;
        return Subject{
            .worker = &worker, .month = newest, .employer = employer_of(book, worker, month)};
      },
      [&] { return rules::partial_pay_pattern_because(history, judgement); },
      [&](EvidenceList& evidence) {
        for (std::size_t i = alike->begin; i < alike->end; ++i)
          show_wages(book, *worker.find(history.due[i].month), evidence);
      });
}

void judge_patterns(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kPartialPayPattern;
  if (!sink.is_on(rule)) return;
  if (!has(book, Table::payroll)) return sink.miss(rule, rules::kNoPayroll, std::nullopt);
  if (!has(book, Table::payments)) {
    if (!book.lines.empty()) sink.miss(rule, rules::kNoPayments, std::nullopt);
    return;
  }
  rules::PayHistory history;
  for (const WorkerBook& worker : sink.workers())
    if (worker.is_worker) judge_pattern(book, worker, sink, history);
}

// The stay after which he came no more; null when he is still there, or on no roster.
const RosterEntry* last_stay(const ProjectBook& book, const WorkerBook& worker) {
  const RosterEntry* last = nullptr;
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i) {
    const RosterEntry& stay = *book.stays[i];
    if (!stay.left) return nullptr;
    if (last == nullptr || *last->left <= *stay.left) last = &stay;
  }
  return last;
}

// Whose lines are unpaid; 0 when several employers' are.
TextId debtor_of(const ProjectBook& book, const WorkerBook& worker, const Open& open) {
  TextId debtor = 0;
  for (const WorkerMonth* month : open.months) {
    const TextId employer = employer_of(book, worker, month);
    const bool is_another =
        debtor != 0 && book.county().canonical(employer) != book.county().canonical(debtor);
    if (employer == 0 || is_another) return 0;
    debtor = employer;
  }
  return debtor;
}

void judge_leaver(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kSettledAtLeaving;
  const RosterEntry* last = last_stay(book, worker);
  const Date as_of = book.county().as_of();
  if (last == nullptr || *last->left >= as_of) return;
  if (sink.is_silenced(rule, std::nullopt, &worker)) return;
  rules::Leaver leaver{.has_roster_table = true,
                       .has_left_column = true,
                       .left = last->left,
                       .told_settled = last->settled,
                       .net = {},
                       .unpaid = {},
                       .as_of = as_of};
  Open open;
  if (has(book, Table::payroll)) {
    open = open_wages(book, worker);
    leaver.net = open.net;
    leaver.unpaid_months = static_cast<int>(open.months.size());
    if (has(book, Table::payments)) leaver.unpaid = open.unpaid;
  }
  const rules::Judgement judgement = rules::settled_at_leaving(leaver);
  sink.take(
      rule, judgement,
      [&] { return Subject{.worker = &worker, .employer = debtor_of(book, worker, open)}; },
      [&] { return rules::settled_at_leaving_because(leaver, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(*last, roster::left);
        for (const WorkerMonth* month : open.months) show_wages(book, *month, evidence);
      });
}

void judge_leavers(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kSettledAtLeaving;
  if (!sink.is_on(rule)) return;
  if (!has(book, Table::roster)) return sink.miss(rule, {"roster", ""}, std::nullopt);
  if (!book.present().has(Table::roster, roster::left)) {
    if (!book.stays.empty()) sink.miss(rule, {"roster", "left"}, std::nullopt);
    return;
  }
  for (const WorkerBook& worker : sink.workers())
    if (worker.is_worker) judge_leaver(book, worker, sink);
}

rules::SaidStatus status_of(const Project& project) {
  if (project.status == ProjectStatus::none) return rules::SaidStatus::nothing;
  return project.status == ProjectStatus::finished ? rules::SaidStatus::finished
                                                   : rules::SaidStatus::unfinished;
}

void judge_completion(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kSettledAtCompletion;
  if (!sink.is_on(rule)) return;
  const Project& project = book.project();
  const Date as_of = book.county().as_of();
  rules::CompletedProject completed{
      .has_completed_column = book.present().has(Table::projects, projects::completed),
      .status = status_of(project),
      .completed = project.completed,
      .net = {},
      .unpaid = {},
      .as_of = as_of};
  std::vector<const WorkerMonth*> months;
  const bool is_finished =
      project.completed ? *project.completed <= as_of : project.status == ProjectStatus::finished;
  if (is_finished && has(book, Table::payroll)) {
    if (sink.is_silenced(rule, std::nullopt)) return;
    Open all;
    for (const WorkerBook& worker : book.workers()) {
      if (!worker.is_worker) continue;
      const Open open = open_wages(book, worker);
      all.net += open.net;
      all.unpaid += open.unpaid;
      completed.unpaid_workers += !open.months.empty();
      months.insert(months.end(), open.months.begin(), open.months.end());
    }
    completed.net = all.net;
    if (has(book, Table::payments)) completed.unpaid = all.unpaid;
  }
  const rules::Judgement judgement = rules::settled_at_completion(completed);
  sink.take(
      rule, judgement, {},
      [&] { return rules::settled_at_completion_because(completed, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(project, projects::completed);
        for (const WorkerMonth* month : months) show_wages(book, *month, evidence);
      });
}

}  // namespace

void judge_histories(const ProjectBook& book, FindingSink& sink) {
  judge_agreed_day(book, sink);
  judge_patterns(book, sink);
  judge_leavers(book, sink);
  judge_completion(book, sink);
}

}  // namespace qingxin::verify
