// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

bool has_column(const ProjectBook& book, ColumnIndex column) {
  return book.present().has(Table::deposits, column);
}

bool is_guarantee(const Deposit& deposit) {
  return deposit.form != DepositForm::cash && deposit.form != DepositForm::exempt;
}

std::string_view in_chinese(DepositForm form) {
  switch (form) {
    case DepositForm::cash: return "现金";
    case DepositForm::bank_guarantee: return "银行保函";
    case DepositForm::surety_guarantee: return "担保公司保函";
    case DepositForm::insurance: return "保险";
    case DepositForm::exempt: return "免存";
  }
  return "";
}

rules::DepositStoring storing_of(const ProjectBook& book) {
  const Project& project = book.project();
  rules::DepositStoring storing{.has_deposits_table = book.present().has(Table::deposits),
                                .has_stored_column = has_column(book, deposits::stored),
                                .has_number_column = has_column(book, deposits::exemption_number),
                                .needs_no_permit = project.permit_required == Answer::no,
                                .permit_date = project.permit_date,
                                .contract_date = project.contract_date,
                                .stored = {},
                                .as_of = book.county().as_of()};
  for (const Deposit* deposit : book.deposits) {
    if (deposit->form == DepositForm::exempt) {
      storing.is_exempted = storing.is_exempted || deposit->exemption_number != 0;
      storing.claims_exemption = storing.claims_exemption || deposit->exemption_number == 0;
    } else if (deposit->stored && (!storing.stored || *deposit->stored < *storing.stored)) {
      storing.stored = deposit->stored;
    }
  }
  return storing;
}

ColumnIndex start_column(const rules::DepositStoring& storing) {
  return storing.needs_no_permit ? projects::contract_date : projects::permit_date;
}

// What the place says about a contract of that day.
rules::DepositTerms terms_of(const ProjectBook& book) {
  const Date day = book.project().contract_date.value_or(book.county().as_of());
  const auto number = [&](std::string_view name) -> std::optional<std::int64_t> {
    const law::ParameterValue* value = book.parameter(name, day);
    return value == nullptr ? std::nullopt : std::optional(value->value);
  };
  const auto money = [&](std::string_view name) -> std::optional<Money> {
    const std::optional<std::int64_t> fen = number(name);
    return fen ? std::optional(Money{*fen}) : std::nullopt;
  };
  rules::DepositTerms terms{.rate = number("deposit.rate"),
                            .parallel_rate = number("deposit.parallel_rate"),
                            .down_2y = number("deposit.down_2y"),
                            .up = number("deposit.up"),
                            .up_listed = number("deposit.up_listed"),
                            .cap = money("deposit.cap"),
                            .exempt_below = money("deposit.exempt_below"),
                            .exempt_3y = {}};
  if (const std::optional<std::int64_t> choice = number("deposit.exempt_3y"))
    terms.exempt_3y = *choice != 0;
  return terms;
}

std::optional<bool> as_bool(Answer answer) {
  return answer == Answer::none ? std::nullopt : std::optional(answer == Answer::yes);
}

// The contractor's history before the first storing: of several rows the first that tells it.
rules::DepositHistory history_of(const ProjectBook& book) {
  rules::DepositHistory history;
  const auto fill = [](auto& known, const auto& given) {
    if (!known) known = given;
  };
  for (const Deposit* deposit : book.deposits) {
    fill(history.clean_years, deposit->clean_years);
    fill(history.arrears_in_two_years, as_bool(deposit->arrears_in_two_years));
    fill(history.listed, as_bool(deposit->listed));
    fill(history.parallel_projects, deposit->parallel_projects);
  }
  return history;
}

// Before the work begins the permit may still be on its way.
bool awaits_permit(const ProjectBook& book, const rules::DepositStoring& storing) {
  return !storing.needs_no_permit && !storing.permit_date &&
         status_of(book) == ProjectStatus::preparing &&
         book.present().has(Table::projects, projects::permit_date);
}

void judge_storing(const ProjectBook& book, const rules::DepositStoring& storing,
                   FindingSink& sink) {
  const rules::Rule& rule = rules::kDepositStored;
  if (!sink.is_on(rule) || sink.is_silenced(rule, std::nullopt)) return;
  if (storing.has_deposits_table && awaits_permit(book, storing)) return;
  const rules::Judgement judgement = rules::deposit_stored(storing, book.county().law().calendar);
  // Nobody need store what the place does not ask for.
  if (judgement.verdict == rules::Verdict::violates) {
    const rules::DepositAmount asked{.has_deposits_table = true,
                                     .contract_amount = book.project().contract_amount,
                                     .terms = terms_of(book),
                                     .history = history_of(book)};
    if (rules::is_exempt_contract(asked)) return;
  }
  sink.take(
      rule, judgement, {}, [&] { return rules::deposit_stored_because(storing, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(book.project(), start_column(storing));
        for (const Deposit* deposit : book.deposits)
          evidence.add(*deposit, deposit->form == DepositForm::exempt ? deposits::exemption_number
                                                                      : deposits::stored);
      });
}

// A guarantee counts until its last day. Once the works are completed it may have been given back.
void add_valid(const ProjectBook& book, rules::DepositAmount& amount) {
  const Date as_of = book.county().as_of();
  const Date day = std::min(as_of, book.project().completed.value_or(as_of));
  const auto perhaps = [&](std::string_view column) {
    if (!amount.perhaps_more) amount.perhaps_more = rules::MissingFact{"deposits", column};
  };
  for (const Deposit* deposit : book.deposits) {
    const bool is_stored = deposit->stored || !has_column(book, deposits::stored);
    if (deposit->form == DepositForm::exempt || !is_stored) continue;
    const bool is_over = is_guarantee(*deposit) && deposit->expires && *deposit->expires < day;
    if (is_over) continue;
    if (is_guarantee(*deposit) && !deposit->expires)
      perhaps("expires");
    else if (!deposit->amount)
      perhaps("amount");
    else
      amount.valid += *deposit->amount;
  }
}

bool has_stored_row(const ProjectBook& book) {
  return std::ranges::any_of(book.deposits, [&](const Deposit* deposit) {
    return deposit->form != DepositForm::exempt &&
           (deposit->stored || !has_column(book, deposits::stored));
  });
}

void judge_amount(const ProjectBook& book, const rules::DepositStoring& storing,
                  FindingSink& sink) {
  const rules::Rule& rule = rules::kDepositAmount;
  if (!sink.is_on(rule) || sink.is_silenced(rule, std::nullopt)) return;
  const std::optional<law::Deadline> due =
      rules::storing_due(storing, book.county().law().calendar);
  rules::DepositAmount amount{.has_deposits_table = storing.has_deposits_table,
                              .is_exempted = storing.is_exempted,
                              .is_not_due = due && storing.as_of <= due->day,
                              .contract_amount = book.project().contract_amount,
                              .terms = {},
                              .history = history_of(book)};
  if (storing.claims_exemption && !storing.has_number_column)
    amount.perhaps_exempted = rules::MissingFact{"deposits", "exemption_number"};
  // Whether anything had to be there yet is not known.
  if (storing.has_deposits_table && awaits_permit(book, storing) && !has_stored_row(book)) return;
  if (storing.has_deposits_table && !storing.is_exempted && !due && !has_stored_row(book))
    return sink.miss(rule, rules::storing_start_lacks(storing), std::nullopt);
  if (storing.has_deposits_table && !storing.is_exempted) amount.terms = terms_of(book);
  add_valid(book, amount);
  const rules::Judgement judgement = rules::deposit_amount(amount);
  sink.take(
      rule, judgement, {}, [&] { return rules::deposit_amount_because(amount, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(book.project(), projects::contract_amount);
        for (const Deposit* deposit : book.deposits) evidence.add(*deposit, deposits::amount);
      });
}

std::optional<bool> is_completed(const ProjectBook& book) {
  const Project& project = book.project();
  if (project.completed) return *project.completed <= book.county().as_of();
  if (project.status != ProjectStatus::none) return project.status == ProjectStatus::finished;
  if (!book.present().has(Table::projects, projects::completed)) return std::nullopt;
  return false;
}

void judge_guarantee(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kGuaranteeLetter;
  if (!sink.is_on(rule) || sink.is_silenced(rule, std::nullopt)) return;
  const Deposit* last = nullptr;
  rules::GuaranteeLetter term{.has_deposits_table = book.present().has(Table::deposits),
                              .stored = {},
                              .expires = {},
                              .planned_end = book.project().planned_end,
                              .is_completed = is_completed(book),
                              .as_of = book.county().as_of()};
  for (const Deposit* deposit : book.deposits) {
    if (!is_guarantee(*deposit)) continue;
    term.has_guarantee = true;
    term.has_row_without_end = term.has_row_without_end || !deposit->expires;
    if (deposit->expires && (last == nullptr || *last->expires < *deposit->expires)) last = deposit;
  }
  if (last != nullptr) {
    term.stored = last->stored;
    term.expires = last->expires;
  }
  const rules::Judgement judgement = rules::guarantee_letter(term);
  sink.take(
      rule, judgement, {}, [&] { return rules::guarantee_letter_because(term, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(*last, deposits::expires);
        evidence.add(*last, deposits::stored);
        evidence.add(book.project(), projects::planned_end);
      });
}

// What the finding of one use is called: its form and day; a second of that day is numbered.
std::string name_of_use(const Deposit& deposit, std::set<std::string>& names) {
  const std::string name = fmt::format("{} {}", in_chinese(deposit.form), to_string(*deposit.used));
  for (int count = 1;; ++count) {
    std::string numbered = count == 1 ? name : fmt::format("{}（{}）", name, count);
    if (names.insert(numbered).second) return numbered;
  }
}

void judge_uses(const ProjectBook& book, FindingSink& sink) {
  const rules::Rule& rule = rules::kDepositToppedUp;
  if (!sink.is_on(rule)) return;
  const Date as_of = book.county().as_of();
  if (!book.present().has(Table::deposits)) return sink.miss(rule, {"deposits", ""}, std::nullopt);
  std::set<std::string> names;
  const auto happened = [&](std::optional<Date> day) {
    return day && *day <= as_of ? day : std::nullopt;
  };
  for (const Deposit* deposit : book.deposits) {
    const rules::DepositUse use{.has_deposits_table = true,
                                .has_used_column = has_column(book, deposits::used),
                                .has_topped_up_column = has_column(book, deposits::topped_up),
                                .used = happened(deposit->used),
                                .used_amount = deposit->used_amount,
                                .topped_up = happened(deposit->topped_up),
                                .as_of = as_of};
    const rules::Judgement judgement = rules::deposit_topped_up(use, book.county().law().calendar);
    const std::string name = use.used ? name_of_use(*deposit, names) : std::string{};
    sink.take(
        rule, judgement, {.month = {}, .subject = name},
        [&] { return rules::deposit_topped_up_because(use, judgement); },
        [&](EvidenceList& evidence) {
          evidence.add(*deposit, deposits::used);
          evidence.add(*deposit, deposits::topped_up);
        });
  }
}

}  // namespace

void judge_deposits(const ProjectBook& book, FindingSink& sink) {
  const rules::DepositStoring storing = storing_of(book);
  judge_storing(book, storing, sink);
  judge_amount(book, storing, sink);
  judge_guarantee(book, sink);
  judge_uses(book, sink);
}

}  // namespace qingxin::verify
