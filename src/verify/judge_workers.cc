// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

const WorkerMonth* first_attended_month(const WorkerBook& worker) {
  for (const WorkerMonth& month : worker.months)
    if (month.attended != 0) return &month;
  return nullptr;
}

namespace {

std::optional<Date> earliest(std::optional<Date> a, std::optional<Date> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

void judge_first_day(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kContractBeforeEntry;
  const WorkerMonth* first = first_attended_month(worker);
  if (!sink.is_on(rule) || first == nullptr || !worker.is_worker) return;
  const Present& present = book.present();
  if (!present.has(Table::roster)) return sink.miss(rule, {"roster", ""}, std::nullopt);
  // Somebody who is not on the roster may stand on a row of it that was rejected.
  if (worker.stays.is_empty() && sink.is_silenced(rule, std::nullopt, &worker)) return;

  rules::FirstDay day{.first_attended = day_of_bit(first->month, first->attended),
                      .is_on_roster = !worker.stays.is_empty()};
  day.contract.has_column = present.has(Table::roster, roster::contract_date);
  day.registered.has_column = present.has(Table::roster, roster::registered);
  each_stay(book, worker, [&](const RosterEntry& stay) {
    const auto happened = [&](const std::optional<Date>& date) {
      return date && *date <= book.county().as_of() ? date : std::nullopt;
    };
    day.contract.date = earliest(day.contract.date, happened(stay.contract_date));
    day.registered.date = earliest(day.registered.date, happened(stay.registered));
  });
  const rules::Judgement judgement = rules::contract_before_entry(day);
  sink.take(
      rule, judgement,
      [&] { return Subject{.worker = &worker, .employer = employer_of(book, worker, first)}; },
      [&] { return rules::contract_before_entry_because(day, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add_first(book.attendance_rows(worker, first->month));
        each_stay(book, worker, [&](const RosterEntry& stay) {
          if (rules::comes_late(day.contract, *day.first_attended))
            evidence.add(stay, roster::contract_date);
          if (rules::comes_late(day.registered, *day.first_attended))
            evidence.add(stay, roster::registered);
        });
      });
}

bool is_resident_card(std::string_view id_kind) {
  constexpr std::array<std::string_view, 4> kNames{"居民身份证", "身份证", "二代身份证", "01"};
  if (id_kind.empty() || id_kind == kNames.front()) return true;
  const std::string kind = folded(id_kind);
  return kind.empty() || std::ranges::find(kNames, kind) != kNames.end();
}

// The kind of somebody who is not on the roster is not written anywhere: only what can be nothing
// else is judged as a resident's number.
bool looks_like_resident_number(std::string_view number) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (number.size() != 15 && number.size() != 18) return false;
  return std::ranges::all_of(number.substr(0, number.size() - 1), is_digit);
}

}  // namespace

rules::IdentityPaper paper_of(const ProjectBook& book, const WorkerBook& worker) {
  if (worker.stays.is_empty())
    return looks_like_resident_number(worker.number) ? rules::IdentityPaper::resident_card
                                                     : rules::IdentityPaper::other;
  bool is_resident = true;
  each_stay(book, worker, [&](const RosterEntry& stay) {
    is_resident = is_resident && is_resident_card(book.facts().texts[stay.id_kind]);
  });
  return is_resident ? rules::IdentityPaper::resident_card : rules::IdentityPaper::other;
}

namespace {

void show_number(const ProjectBook& book, const WorkerBook& worker, EvidenceList& evidence) {
  each_stay(book, worker, [&](const RosterEntry& stay) { evidence.add(stay, roster::id_number); });
  if (!worker.stays.is_empty()) return;
  for (const WorkerMonth& month : worker.months) {
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
      evidence.add(*book.lines[i], payroll::id_number);
    for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i)
      evidence.add(*book.payments[i], payments::id_number);
    if (month.attended != 0 && evidence.rows == 0)
      for (const AttendanceRow* row : book.attendance_rows(worker, month.month))
        evidence.add(Table::attendance, row->source, attendance::id_number,
                     std::string(worker.number));
  }
}

void judge_identity(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kIdentityNumber;
  if (!sink.is_on(rule)) return;
  const rules::IdentityNumber identity{
      .number = worker.number, .paper = paper_of(book, worker), .as_of = book.county().as_of()};
  const rules::Judgement judgement = rules::identity_number(identity);
  sink.take(
      rule, judgement,
      [&] { return Subject{.worker = &worker, .employer = employer_of(book, worker, nullptr)}; },
      [&] { return rules::identity_number_because(identity, judgement); },
      [&](EvidenceList& evidence) { show_number(book, worker, evidence); });
}

rules::RegisteredCard card_of(const ProjectBook& book, const WorkerBook& worker,
                              const RosterEntry& stay) {
  const Book& facts = book.facts();
  rules::RegisteredCard card{
      .has_card_column = book.present().has(Table::roster, roster::card),
      .has_holder_column = book.present().has(Table::roster, roster::card_holder),
      .number = facts.texts[stay.card]};
  if (stay.card != 0)
    card.other_workers = book.county().other_workers_with(stay.card, worker.worker);
  if (stay.card_holder != 0)
    card.holder = stay.card_holder == stay.name || folded_name(facts.texts[stay.card_holder]) ==
                                                       folded_name(facts.texts[stay.name])
                      ? rules::Match::same
                      : rules::Match::different;
  return card;
}

// The gravest that is to be said about any of his cards; a stay without a card says nothing when
// another one has it.
void judge_card(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kOwnCard;
  if (!sink.is_on(rule) || !worker.is_worker || worker.stays.is_empty()) return;
  bool has_card = false;
  each_stay(book, worker, [&](const RosterEntry& stay) { has_card = has_card || stay.card != 0; });
  const RosterEntry* worst = nullptr;
  rules::RegisteredCard card;
  rules::Judgement judgement;
  each_stay(book, worker, [&](const RosterEntry& stay) {
    if (has_card && stay.card == 0) return;
    const rules::RegisteredCard candidate = card_of(book, worker, stay);
    const rules::Judgement said = rules::own_card(candidate);
    const bool is_graver =
        said.verdict == rules::Verdict::violates &&
        (judgement.verdict != rules::Verdict::violates || said.severity < judgement.severity);
    const bool is_first_gap = said.verdict == rules::Verdict::missing_fact &&
                              judgement.verdict == rules::Verdict::complies;
    if (!is_graver && !is_first_gap) return;
    worst = &stay;
    card = candidate;
    judgement = said;
  });
  if (worst == nullptr) return;
  sink.take(
      rule, judgement, {.worker = &worker, .employer = worst->employer},
      [&] { return rules::own_card_because(card, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(*worst, roster::card);
        if (card.holder == rules::Match::different) evidence.add(*worst, roster::card_holder);
      });
}

}  // namespace

void judge_workers(const ProjectBook& book, FindingSink& sink) {
  if (!book.present().has(Table::roster))
    for (const rules::Rule* rule : {&rules::kContractBeforeEntry, &rules::kOwnCard})
      if (sink.is_on(*rule)) sink.miss(*rule, {"roster", ""}, std::nullopt);
  if (!book.present().has(Table::roster) && book.workers().empty() &&
      sink.is_on(rules::kIdentityNumber))
    sink.miss(rules::kIdentityNumber, {"roster", ""}, std::nullopt);
  if (!book.present().has(Table::attendance) && sink.is_on(rules::kContractBeforeEntry))
    sink.miss(rules::kContractBeforeEntry, {"attendance", ""}, std::nullopt);
  for (const WorkerBook& worker : sink.workers()) {
    judge_first_day(book, worker, sink);
    judge_identity(book, worker, sink);
    judge_card(book, worker, sink);
  }
}

}  // namespace qingxin::verify
