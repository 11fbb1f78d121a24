// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/judge.h"
#include "verify/summary.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

bool has(const ProjectBook& book, Table table) {
  return book.present().has(table);
}

bool has_column(const ProjectBook& book, Table table, ColumnIndex column) {
  return book.present().has(table, column);
}

std::string text(const ProjectBook& book, TextId id) {
  return std::string(book.facts().texts[id]);
}

// What lies after as_of has not happened yet.
std::optional<Date> happened(const ProjectBook& book, std::optional<Date> day) {
  return day && *day <= book.county().as_of() ? day : std::nullopt;
}

Subject subject_of(const ProjectBook& book, const Account& account) {
  return {.month = {}, .subject = book.facts().texts[account.account]};
}

// The region's name would have to come from a table of region names. There is none, and no other
// table tells it: where the bank is, is compared with nothing.
void judge_name(const ProjectBook& book, const Account& account, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountName;
  if (!sink.is_on(rule)) return;
  rules::AccountName name{.has_accounts_table = true,
                          .name = text(book, account.account_name),
                          .kind = text(book, account.kind),
                          .bank_city = text(book, account.bank_city),
                          .general_contractor = text(book, book.project().general_contractor),
                          .projects = {text(book, book.project().name)},
                          .city = {}};
  for (const ProjectIndex project : book.county().projects_of(account.account))
    if (project != book.index())
      name.projects.push_back(text(book, book.facts().projects[project].name));
  const rules::Judgement judgement = rules::account_name(name);
  sink.take(
      rule, judgement, subject_of(book, account),
      [&] { return rules::account_name_because(name, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(account, accounts::account_name);
        evidence.add(account, accounts::kind);
        evidence.add(book.project(), projects::name);
      });
}

void judge_agreement(const ProjectBook& book, const Account& account, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountAgreement;
  if (!sink.is_on(rule)) return;
  const rules::AccountAgreement facts{
      .has_accounts_table = true,
      .has_agreement_column = has_column(book, Table::accounts, accounts::agreement),
      .has_filed_column = has_column(book, Table::accounts, accounts::filed),
      .agreement = happened(book, account.agreement),
      .opened = account.opened,
      .filed = happened(book, account.filed),
      .as_of = book.county().as_of()};
  const rules::Judgement judgement = rules::account_agreement(facts, book.county().law().calendar);
  sink.take(
      rule, judgement, subject_of(book, account),
      [&] { return rules::account_agreement_because(facts, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(account, accounts::agreement);
        evidence.add(account, accounts::opened);
        evidence.add(account, accounts::filed);
      });
}

std::vector<const Movement*> unassigned_of(const ProjectBook& book, TextId account) {
  std::vector<const Movement*> found;
  for (const Movement& movement : book.facts().unassigned)
    if (movement.account == account) found.push_back(&movement);
  std::ranges::sort(found, {}, [](const Movement* m) {
    return std::tuple(m->date, m->direction, m->kind, m->amount, m->source);
  });
  return found;
}

Money balance_of(const ProjectBook& book, TextId account) {
  Money balance;
  for (const Movement* movement : book.movements) {
    if (movement->account != account) continue;
    if (movement->direction == Direction::in) balance += movement->amount;
    if (movement->direction == Direction::out) balance -= movement->amount;
  }
  return balance;
}

void judge_split(const ProjectBook& book, const Account& account, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountSplit;
  if (!sink.is_on(rule)) return;
  rules::AccountSplit split{
      .has_accounts_table = true,
      .projects = static_cast<int>(book.county().projects_of(account.account).size()),
      .has_movements_table = has(book, Table::movements),
      .has_project_column = has_column(book, Table::movements, movements::project_id),
      .as_of = book.county().as_of()};
  if (split.projects <= 1 || sink.is_silenced(rule, std::nullopt)) return;
  const std::vector<const Movement*> unassigned = unassigned_of(book, account.account);
  split.unassigned = static_cast<int>(unassigned.size());
  for (const Movement* movement : unassigned) split.unassigned_sum += movement->amount;
  split.balance = balance_of(book, account.account);
  const rules::Judgement judgement = rules::account_split(split);
  sink.take(
      rule, judgement, subject_of(book, account),
      [&] { return rules::account_split_because(split, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(account, accounts::account);
        for (const Movement* movement : unassigned) evidence.add(*movement);
        if (split.balance >= Money{}) return;
        for (const Movement* movement : book.movements)
          if (movement->account == account.account) evidence.add(*movement);
      });
}

// What left one account in one calendar month.
struct Outflows {
  TextId account;
  Month month;
  std::vector<const Movement*> movements;
};

// The project's, and of a shared account what names no project: that is told once, with the first
// of its projects.
std::vector<Outflows> outflows_of(const ProjectBook& book) {
  std::vector<const Movement*> out;
  const auto take = [&](const Movement* movement) {
    if (movement->direction == Direction::out &&
        includes(book.county().settings(), month_of(movement->date)))
      out.push_back(movement);
  };
  std::ranges::for_each(book.movements, take);
  std::vector<TextId> told;
  for (const Account* account : book.accounts) {
    const std::vector<ProjectIndex> projects = book.county().projects_of(account->account);
    if (projects.size() < 2 || projects.front() != book.index()) continue;
    if (std::ranges::find(told, account->account) != told.end()) continue;
    told.push_back(account->account);
    std::ranges::for_each(unassigned_of(book, account->account), take);
  }
  std::ranges::stable_sort(out, {}, [&](const Movement* movement) {
    return std::tuple(book.facts().texts[movement->account], month_of(movement->date));
  });
  std::vector<Outflows> months;
  for (const Movement* movement : out) {
    const Month month = month_of(movement->date);
    if (months.empty() || months.back().account != movement->account ||
        months.back().month != month)
      months.push_back({movement->account, month, {}});
    months.back().movements.push_back(movement);
  }
  return months;
}

// Whose a wage account's wages went to.
enum class Receiver : unsigned char { worker, somebody_else, unknown };

// Accounts that wages may go to, and people whose card nobody has written down.
class Cards {
 public:
  explicit Cards(const ProjectBook& book) : book_(&book) {
    for (const RosterEntry* stay : book.stays)
      if (stay->card != 0) cards_.push_back(stay->card);
    std::ranges::sort(cards_);
    for (const WorkerBook& worker : book.workers()) {
      bool has_card = false;
      for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i)
        has_card = has_card || book.stays[i]->card != 0;
      if (!has_card) without_card_.push_back(folded_name(book.name_of(worker)));
    }
  }

  Receiver receiver_of(const Movement& movement) const {
    if (std::ranges::binary_search(cards_, movement.counterparty_account)) return Receiver::worker;
    if (without_card_.empty()) return Receiver::somebody_else;
    if (movement.counterparty == 0) return Receiver::unknown;
    const std::string name = folded_name(book_->facts().texts[movement.counterparty]);
    const bool may_be_his = std::ranges::any_of(
        without_card_, [&](const std::string& worker) { return worker.empty() || worker == name; });
    return may_be_his ? Receiver::unknown : Receiver::somebody_else;
  }

 private:
  const ProjectBook* book_;
  std::vector<TextId> cards_;
  std::vector<std::string> without_card_;
};

// Why it cannot be told whose account the wages of a project went to; nothing when it can.
std::optional<rules::MissingFact> receivers_lack(const ProjectBook& book) {
  if (!has_column(book, Table::movements, movements::counterparty_account))
    return rules::MissingFact{"movements", "counterparty_account"};
  if (!has(book, Table::roster)) return rules::MissingFact{"roster", ""};
  if (!has_column(book, Table::roster, roster::card)) return rules::MissingFact{"roster", "card"};
  return std::nullopt;
}

// A batch names no single account.
bool is_batch(const ProjectBook& book, const Movement& movement) {
  return movement.counterparty_account == 0 &&
         has_column(book, Table::movements, movements::counterparty_account);
}

void lack(rules::AccountSpending& spending, rules::MissingFact fact) {
  if (!spending.lacks) spending.lacks = fact;
}

// Adds wages that went to somebody else; true when they did. The cards are read when first needed.
bool add_wages(const ProjectBook& book, std::optional<Cards>& cards, const Movement& movement,
               rules::AccountSpending& spending) {
  if (is_batch(book, movement)) return false;
  if (const auto fact = receivers_lack(book)) {
    lack(spending, *fact);
    return false;
  }
  const bool is_anybodys =
      book.county().card_match(movement.counterparty_account, 0) != rules::Match::unknown;
  if (movement.project == kNone) {
    if (!is_anybodys) lack(spending, {"movements", "project_id"});
    return false;
  }
  if (!cards) cards.emplace(book);
  switch (cards->receiver_of(movement)) {
    case Receiver::worker: return false;
    case Receiver::unknown: lack(spending, {"roster", "card"}); return false;
    case Receiver::somebody_else: spending.to_others += movement.amount; return true;
  }
  return false;
}

// Adds one movement; true when it is one that the finding is about.
bool add(const ProjectBook& book, std::optional<Cards>& cards, const Movement& movement,
         rules::AccountSpending& spending) {
  switch (movement.kind) {
    case MovementKind::none: lack(spending, {"movements", "kind"}); return false;
    case MovementKind::wages: return add_wages(book, cards, movement, spending);
    case MovementKind::withdrawal: spending.withdrawn += movement.amount; return true;
    case MovementKind::deposit:
    case MovementKind::other: spending.for_other_ends += movement.amount; return true;
    case MovementKind::labour_fee:
    case MovementKind::charge:
    case MovementKind::interest:
    case MovementKind::freeze:
    case MovementKind::seizure: return false;
  }
  return false;
}

void judge_spending(const ProjectBook& book, const Outflows& month, std::optional<Cards>& cards,
                    FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountSpending;
  if (!sink.is_on(rule)) return;
  rules::AccountSpending spending;
  std::vector<const Movement*> concerned;
  for (const Movement* movement : month.movements)
    if (add(book, cards, *movement, spending)) concerned.push_back(movement);
  // The card may stand on a row of the roster that was rejected.
  if (spending.to_others > Money{} && sink.is_silenced(rule, std::nullopt)) {
    spending.to_others = {};
    std::erase_if(concerned, [](const Movement* m) { return m->kind == MovementKind::wages; });
  }
  if (!concerned.empty()) spending.first = concerned.front()->date;
  const rules::Judgement judgement = rules::account_spending(spending);
  sink.take(
      rule, judgement, {.month = month.month, .subject = book.facts().texts[month.account]},
      [&] { return rules::account_spending_because(spending, judgement); },
      [&](EvidenceList& evidence) {
        for (const Movement* movement : concerned) evidence.add(*movement);
      });
}

// A release of what was frozen comes in, and is no freeze.
void judge_freeze(const ProjectBook& book, const Outflows& month, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountFreeze;
  if (!sink.is_on(rule)) return;
  rules::AccountFreeze freeze;
  std::vector<const Movement*> concerned;
  const bool has_memo = has_column(book, Table::movements, movements::memo);
  for (const Movement* movement : month.movements) {
    const bool is_freeze = movement->kind == MovementKind::freeze;
    if (movement->kind == MovementKind::none) freeze.lacks = {"movements", "kind"};
    if (!is_freeze && movement->kind != MovementKind::seizure) continue;
    if (!has_memo && !freeze.lacks) freeze.lacks = {"movements", "memo"};
    if (!has_memo || rules::is_for_wages(book.facts().texts[movement->memo])) continue;
    (is_freeze ? freeze.frozen : freeze.seized) += movement->amount;
    concerned.push_back(movement);
  }
  if (!concerned.empty()) freeze.first = concerned.front()->date;
  const rules::Judgement judgement = rules::account_freeze(freeze);
  sink.take(
      rule, judgement, {.month = month.month, .subject = book.facts().texts[month.account]},
      [&] { return rules::account_freeze_because(freeze, judgement); },
      [&](EvidenceList& evidence) {
        for (const Movement* movement : concerned) evidence.add(*movement);
      });
}

void judge_outflows(const ProjectBook& book, FindingSink& sink) {
  const bool is_about_it =
      !has(book, Table::accounts) || !book.accounts.empty() || !book.movements.empty();
  if (!is_about_it) return;
  for (const rules::Rule* rule : {&rules::kAccountSpending, &rules::kAccountFreeze}) {
    if (!sink.is_on(*rule)) continue;
    if (!has(book, Table::movements))
      sink.miss(*rule, {"movements", ""}, std::nullopt);
    else if (!has_column(book, Table::movements, movements::kind))
      sink.miss(*rule, {"movements", "kind"}, std::nullopt);
  }
  if (!has_column(book, Table::movements, movements::kind)) return;
  std::optional<Cards> cards;
  for (const Outflows& month : outflows_of(book)) {
    judge_spending(book, month, cards, sink);
    judge_freeze(book, month, sink);
  }
}

// What the project owes, as far as it can be told.
void add_arrears(const ProjectBook& book, rules::AccountClosing& closing, FindingSink& sink) {
  for (const Table table : {Table::payroll, Table::payments})
    if (!has(book, table)) {
      closing.arrears_lack = {shape_of(table).english, ""};
      return;
    }
  const Arrears arrears = arrears_of(book);
  Money sum;
  for (const ArrearsLine& line : arrears.lines) sum += line.net - line.paid;
  const bool lacks_pay_date =
      !book.lines.empty() && std::ranges::any_of(book.months(), [](const ProjectMonth& month) {
        return month.lines > 0 && !month.pay_date;
      });
  if (sum == Money{} && lacks_pay_date) {
    closing.arrears_lack = {"projects", "pay_day"};
    return;
  }
  if (sum == Money{})
    for (const Month month : arrears.hidden_months) sink.is_silenced(rules::kAccountClosing, month);
  closing.arrears = sum;
}

void judge_closing(const ProjectBook& book, const Account& account, FindingSink& sink) {
  const rules::Rule& rule = rules::kAccountClosing;
  if (!sink.is_on(rule)) return;
  rules::AccountClosing closing{
      .has_accounts_table = true,
      .has_request_column = has_column(book, Table::accounts, accounts::close_requested),
      .notice_posted = account.notice_posted,
      .requested = happened(book, account.close_requested),
      .closed = happened(book, account.closed),
      .arrears = {},
      .open_cases = text(book, account.open_cases),
      .open_suits = text(book, account.open_suits)};
  if (closing.requested || closing.closed) add_arrears(book, closing, sink);
  const law::Calendar& calendar = book.county().law().calendar;
  const rules::Judgement judgement = rules::account_closing(closing, calendar);
  sink.take(
      rule, judgement, subject_of(book, account),
      [&] { return rules::account_closing_because(closing, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(account, accounts::notice_posted);
        evidence.add(account, closing.requested ? accounts::close_requested : accounts::closed);
        evidence.add(account, accounts::open_cases);
        evidence.add(account, accounts::open_suits);
      });
}

}  // namespace

void judge_accounts(const ProjectBook& book, FindingSink& sink) {
  if (!has(book, Table::accounts))
    for (const rules::Rule* rule : {&rules::kAccountName, &rules::kAccountAgreement,
                                    &rules::kAccountSplit, &rules::kAccountClosing})
      if (sink.is_on(*rule)) sink.miss(*rule, {"accounts", ""}, std::nullopt);
  std::vector<TextId> judged;  // an account that stands there twice is one
  for (const Account* account : book.accounts) {
    if (std::ranges::find(judged, account->account) != judged.end()) continue;
    judged.push_back(account->account);
    judge_name(book, *account, sink);
    judge_agreement(book, *account, sink);
    judge_split(book, *account, sink);
    judge_closing(book, *account, sink);
  }
  judge_outflows(book, sink);
}

}  // namespace qingxin::verify
