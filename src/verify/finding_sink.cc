// SPDX-License-Identifier: Apache-2.0
#include "verify/finding_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <tuple>

#include "base/text.h"
#include "rules/catalogue.h"
#include "rules/wage_month.h"
#include "verify/county.h"
#include "verify/words.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its rows are the evidence

namespace {

std::string plain(Money amount) {
  std::string text = to_string(amount);
  std::erase(text, ',');
  return text;
}

std::string plain(const std::optional<Money>& amount) {
  return amount ? plain(*amount) : "";
}

std::string hours_text(std::int32_t hundredths) {
  return hundredths < 0 ? "" : rules::hundredths_in_chinese(hundredths);
}

std::string_view words_of(PaymentForm form) {
  switch (form) {
    case PaymentForm::wage_account: return "专户代发";
    case PaymentForm::transfer: return "银行转账";
    case PaymentForm::cash: return "现金";
    case PaymentForm::in_kind: return "实物";
    case PaymentForm::promissory: return "白条";
    case PaymentForm::none: break;
  }
  return "";
}

std::string_view words_of(DeductionKind kind) {
  switch (kind) {
    case DeductionKind::compensation: return "赔偿";
    case DeductionKind::other: return "其他";
    case DeductionKind::none: break;
  }
  return "";
}

std::string text_of(const std::optional<Date>& day) {
  return day ? to_string(*day) : "";
}

std::string days_text(std::int32_t half_days) {
  if (half_days < 0) return "";
  return std::to_string(half_days / 2) + (half_days % 2 == 0 ? "" : ".5");
}

// "2026-08、2026-10", without repeats.
std::string months_text(std::vector<Month> months) {
  std::ranges::sort(months);
  months.erase(std::ranges::unique(months).begin(), months.end());
  std::string text;
  for (const Month month : months) text += (text.empty() ? "" : "、") + to_string(month);
  return text;
}

}  // namespace

EvidenceList& EvidenceList::add(Table table, Source source, ColumnIndex column, std::string value) {
  ++rows;
  if (static_cast<int>(shown.size()) >= most_) return *this;
  const Column& shape = shape_of(table).columns[column];
  shown.push_back({facts_->files[source.file].name, source.row, std::string(shape.chinese),
                   std::move(value), shape.is_masked()});
  return *this;
}

EvidenceList& EvidenceList::add(const PayrollLine& line, ColumnIndex column) {
  std::string value;
  if (column == payroll::net) value = plain(line.net);
  if (column == payroll::gross) value = plain(line.gross);
  if (column == payroll::overtime) value = plain(line.overtime);
  if (column == payroll::allowances) value = plain(line.allowances);
  if (column == payroll::withheld) value = plain(line.withheld);
  if (column == payroll::deducted) value = plain(line.deducted);
  if (column == payroll::deduction_kind) value = words_of(line.deduction_kind);
  if (column == payroll::days) value = days_text(line.half_days);
  if (column == payroll::hours) value = hours_text(line.hours_hundredths);
  if (column == payroll::signed_on) value = text_of(line.signed_on);
  if (column == payroll::slip_given) value = text_of(line.slip_given);
  if (column == payroll::id_number) value = facts_->identities[line.worker];
  return add(Table::payroll, line.source, column, std::move(value));
}

EvidenceList& EvidenceList::add(const Payment& payment, ColumnIndex column) {
  std::string value;
  if (column == payments::amount) value = plain(payment.amount);
  if (column == payments::date) value = to_string(payment.date);
  if (column == payments::payee) value = facts_->texts[payment.payee];
  if (column == payments::payee_account) value = facts_->texts[payment.payee_account];
  if (column == payments::source_account) value = facts_->texts[payment.source_account];
  if (column == payments::form) value = words_of(payment.form);
  if (column == payments::id_number) value = facts_->identities[payment.worker];
  return add(Table::payments, payment.source, column, std::move(value));
}

EvidenceList& EvidenceList::add(const RosterEntry& stay, ColumnIndex column) {
  std::string value;
  if (column == roster::employer) value = facts_->texts[stay.employer];
  if (column == roster::name) value = facts_->texts[stay.name];
  if (column == roster::phone) value = facts_->texts[stay.phone];
  if (column == roster::role) value = in_chinese(stay.role);
  if (column == roster::entered) value = to_string(stay.entered);
  if (column == roster::contract_date) value = text_of(stay.contract_date);
  if (column == roster::registered) value = text_of(stay.registered);
  if (column == roster::rate) value = plain(stay.rate);
  if (column == roster::left) value = text_of(stay.left);
  if (column == roster::card) value = facts_->texts[stay.card];
  if (column == roster::card_holder) value = facts_->texts[stay.card_holder];
  if (column == roster::id_number) value = facts_->identities[stay.worker];
  return add(Table::roster, stay.source, column, std::move(value));
}

EvidenceList& EvidenceList::add(const AttendanceRow& row, ColumnIndex column) {
  if (column != attendance::hours || row.hours_hundredths < 0) return add(row);
  if (facts_->files[row.source.file].is_monthly) {
    ++rows;
    if (static_cast<int>(shown.size()) < most_)
      shown.push_back({facts_->files[row.source.file].name, row.source.row,
                       fmt::format("{}日", std::countr_zero(row.days) + 1),
                       hours_text(row.hours_hundredths), false});
    return *this;
  }
  return add(Table::attendance, row.source, column, hours_text(row.hours_hundredths));
}

EvidenceList& EvidenceList::add(const AttendanceRow& row) {
  const bool is_daily = (row.days & (row.days - 1)) == 0 && row.days != 0;
  int day = 1;
  while (is_daily && (row.days >> (day - 1) & 1) == 0) ++day;
  const bool is_monthly_sheet = facts_->files[row.source.file].is_monthly;
  if (is_daily && !is_monthly_sheet)
    return add(Table::attendance, row.source, attendance::date,
               to_string(first_day(row.month) + (day - 1)));
  // Its days with hours are rows of their own, but one line of the sheet is told once.
  if (!shown.empty() && shown.back().row == row.source.row &&
      shown.back().file == facts_->files[row.source.file].name)
    return *this;
  return add(Table::attendance, row.source, attendance::month, to_string(row.month));
}

EvidenceList& EvidenceList::add(const Account& account, ColumnIndex column) {
  std::string value;
  const auto take = [&](ColumnIndex wanted, const auto& cell) {
    if (column == wanted) value = cell;
  };
  take(accounts::account, facts_->texts[account.account]);
  take(accounts::account_name, facts_->texts[account.account_name]);
  take(accounts::kind, facts_->texts[account.kind]);
  take(accounts::open_cases, facts_->texts[account.open_cases]);
  take(accounts::open_suits, facts_->texts[account.open_suits]);
  take(accounts::opened, text_of(account.opened));
  take(accounts::filed, text_of(account.filed));
  take(accounts::agreement, text_of(account.agreement));
  take(accounts::notice_posted, text_of(account.notice_posted));
  take(accounts::close_requested, text_of(account.close_requested));
  take(accounts::closed, text_of(account.closed));
  return add(Table::accounts, account.source, column, std::move(value));
}

EvidenceList& EvidenceList::add(const Movement& movement) {
  return add(Table::movements, movement.source, movements::amount, plain(movement.amount));
}

EvidenceList& EvidenceList::add(const Project& project, ColumnIndex column) {
  std::string value;
  if (column == projects::contract_date) value = text_of(project.contract_date);
  if (column == projects::completed) value = text_of(project.completed);
  if (column == projects::pay_month_offset && project.pay_month_offset)
    value = std::to_string(*project.pay_month_offset);
  if (column == projects::start_date) value = text_of(project.start_date);
  if (column == projects::permit_date) value = text_of(project.permit_date);
  if (column == projects::planned_end) value = text_of(project.planned_end);
  if (column == projects::contract_amount && project.contract_amount)
    value = plain(*project.contract_amount);
  if (column == projects::pay_day && project.pay_day) value = std::to_string(*project.pay_day);
  if (column == projects::name) value = facts_->texts[project.name];
  return add(Table::projects, project.source, column, std::move(value));
}

EvidenceList& EvidenceList::add(const LabourFee& fee) {
  return add(Table::labour_fees, fee.source, labour_fees::amount, plain(fee.amount));
}

EvidenceList& EvidenceList::add(const Deposit& deposit, ColumnIndex column) {
  std::string value;
  if (column == deposits::amount && deposit.amount) value = plain(*deposit.amount);
  if (column == deposits::stored) value = text_of(deposit.stored);
  if (column == deposits::expires) value = text_of(deposit.expires);
  if (column == deposits::exemption_number) value = facts_->texts[deposit.exemption_number];
  if (column == deposits::used) value = text_of(deposit.used);
  if (column == deposits::topped_up) value = text_of(deposit.topped_up);
  return add(Table::deposits, deposit.source, column, std::move(value));
}

EvidenceList& EvidenceList::add(const RejectedRow& row) {
  ++rows;
  if (static_cast<int>(shown.size()) < most_)
    shown.push_back(
        {facts_->files[row.source.file].name, row.source.row, row.column, row.value, false});
  return *this;
}

namespace {

RuleSet rules_on(const ProjectBook& book) {
  RuleSet bind_all = 0;
  for (const rules::Rule& rule : rules::kCatalogue)
    if (rule.binds == rules::Binds::every_employer) bind_all |= bit_of(rule.id);
  return book.county().enabled() & (book.is_construction() ? ~RuleSet{0} : bind_all);
}

}  // namespace

FindingSink::FindingSink(const ProjectBook& book, std::vector<Finding>& findings)
    : book_(&book),
      findings_(&findings),
      on_(rules_on(book)),
      is_any_silenced_(book.county().is_any_silenced(book.index())) {}

FindingSink::FindingSink(const ProjectBook& book, std::vector<BriefFinding>& findings)
    : book_(&book),
      brief_(&findings),
      first_brief_(findings.size()),
      on_(rules_on(book)),
      is_any_silenced_(book.county().is_any_silenced(book.index())) {}

std::string FindingSink::id_of(const rules::Rule& rule, const Subject& subject) const {
  std::string text(rule.id);
  const auto add = [&](std::string_view part) {
    text += '\0';
    text += part;
  };
  add(book_->id());
  add(subject.worker == nullptr ? std::string_view{} : subject.worker->number);
  add(subject.month ? to_string(*subject.month) : std::string{});
  add(subject.subject);
  if (subject.unit != 0) add(book_->facts().texts[book_->county().canonical(subject.unit)]);
  return book_->county().finding_id(text);
}

EvidenceList FindingSink::no_evidence() const {
  return {book_->facts(), book_->county().settings().evidence_shown};
}

Finding FindingSink::start(const rules::Rule& rule) const {
  Finding finding;
  finding.rule = &rule;
  finding.project_id = book_->id();
  finding.project_name = book_->facts().texts[book_->project().name];
  return finding;
}

void FindingSink::violate(const rules::Rule& rule, const rules::Judgement& judgement,
                          const Subject& subject, std::string because, EvidenceList evidence) {
  Finding finding = start(rule);
  finding.id = id_of(rule, subject);
  finding.severity = judgement.severity;
  finding.employer = book_->facts().texts[subject.unit != 0 ? subject.unit : subject.employer];
  if (subject.worker != nullptr) {
    finding.worker = subject.worker->number;
    finding.worker_name = book_->name_of(*subject.worker);
  }
  finding.month = subject.month;
  finding.amount = judgement.amount;
  finding.since = judgement.since;
  finding.days = judgement.days;
  finding.subject = subject.subject;
  finding.due = judgement.due;
  finding.is_provisional = judgement.certainty == law::Certainty::provisional;
  finding.because = std::move(because);
  finding.evidence = std::move(evidence.shown);
  finding.evidence_rows = evidence.rows;
  findings_->push_back(std::move(finding));
}

std::span<const WorkerBook> FindingSink::workers() const {
  const std::span<const WorkerBook> all = book_->workers();
  if (reaches_everybody()) return all;
  const auto one = std::ranges::find(all, scope_.worker, &WorkerBook::worker);
  return all.subspan(static_cast<std::size_t>(one - all.begin()), one == all.end() ? 0 : 1);
}

void FindingSink::miss(const rules::Rule& rule, rules::MissingFact fact, const Scope& place) {
  std::vector<MissedFact>& facts = missed_[rules::position_of(rule.id)].facts;
  // Mostly the very names that were missed last.
  const auto are_same = [](std::string_view a, std::string_view b) {
    return a.data() == b.data() && a.size() == b.size();
  };
  const auto is_same = [&](const MissedFact& known) {
    return are_same(known.fact.table, fact.table) && are_same(known.fact.column, fact.column);
  };
  auto known = std::ranges::find_if(facts, is_same);
  if (known == facts.end()) known = std::ranges::find(facts, fact, &MissedFact::fact);
  if (known == facts.end()) known = facts.insert(facts.end(), {fact, {}, place});
  std::vector<Month>& months = known->months;
  if (place.month != Month{-1} && std::ranges::find(months, place.month) == months.end())
    months.push_back(place.month);
}

bool FindingSink::note_silences(const rules::Rule& rule, std::optional<Month> month,
                                const WorkerBook* worker) {
  const std::vector<const Silence*> silences = book_->county().silences(
      rule.id, book_->index(), month, worker == nullptr ? 0 : worker->worker);
  if (silences.empty()) return false;
  Missed& missed = missed_[rules::position_of(rule.id)];
  for (const Silence* silence : silences) {
    if (!missed.silences.insert(silence).second) continue;
    for (const RejectedRow* row : silence->rows)
      if (!missed.rejected || row->table < *missed.rejected) {
        missed.rejected = row->table;
        missed.rejected_at = {worker == nullptr ? 0 : worker->worker, month.value_or(Month{-1})};
      }
  }
  if (month) missed.silenced_months.push_back(*month);
  return true;
}

void FindingSink::finish() {
  for (std::size_t at = 0; at < missed_.size(); ++at) {
    Missed& missed = missed_[at];
    if (missed.is_nothing()) continue;
    std::ranges::sort(missed.facts, {}, [](const MissedFact& missing) {
      return std::pair(missing.fact.table, missing.fact.column);
    });
    if (brief_ != nullptr)
      tell(rules::kCatalogue[at], missed);
    else
      finish(rules::kCatalogue[at], missed);
  }
  if (brief_ != nullptr) sort_brief();
}

void FindingSink::tell(const rules::Rule& rule, const rules::Judgement& judgement,
                       const Subject& subject) {
  add({.project = book_->index(),
       .worker = subject.worker == nullptr ? 0 : subject.worker->worker,
       .month = subject.month.value_or(Month{-1}),
       .rule = static_cast<std::uint8_t>(rules::position_of(rule.id)),
       .verdict = rules::Verdict::violates,
       .severity = judgement.severity,
       .unit = subject.unit,
       .amount = judgement.amount,
       .subject = std::string(subject.subject),
       .missing = {}},
      subject.worker);
}

// The first fact that it lacks, else the table of the first of the rejected rows.
void FindingSink::tell(const rules::Rule& rule, const Missed& missed) {
  Lack lack{.rule = static_cast<std::uint8_t>(rules::position_of(rule.id)),
            .rejected = missed.rejected,
            .fact = {},
            .place = missed.rejected_at};
  if (!missed.facts.empty()) {
    lack.rejected.reset();
    lack.fact = missed.facts.front().fact;
    lack.place = missed.facts.front().first;
  }
  lacks_.push_back(lack);
  add(brief_of(book_->index(), lack), nullptr);
}

bool comes_before(const Lack& a, const Lack& b) {
  return std::tie(a.rejected, a.fact.table, a.fact.column) <
         std::tie(b.rejected, b.fact.table, b.fact.column);
}

BriefFinding brief_of(ProjectIndex project, const Lack& lack) {
  return {.project = project,
          .rule = lack.rule,
          .verdict = rules::Verdict::missing_fact,
          .severity = rules::kCatalogue[lack.rule].severity,
          .amount = {},
          .subject = {},
          .missing = lack.rejected ? rules::MissingFact{.table = shape_of(*lack.rejected).english,
                                                        .column = ""}
                                   : lack.fact};
}

bool comes_before(const Book& facts, const BriefFinding& a, const BriefFinding& b) {
  const auto place_of = [&](WorkerIndex worker) {
    return worker == 0 ? std::string_view{} : facts.identities[worker];
  };
  if (a.worker != b.worker) return place_of(a.worker) < place_of(b.worker);
  if (a.month != b.month) return a.month < b.month;
  if (a.rule != b.rule) return a.rule < b.rule;
  const std::string_view unit = facts.texts[a.unit];
  const std::string_view other = facts.texts[b.unit];
  return std::tie(unit, a.subject, a.verdict, a.severity, a.amount) <
         std::tie(other, b.subject, b.verdict, b.severity, b.amount);
}

void FindingSink::add(BriefFinding finding, const WorkerBook* worker) {
  constexpr int kRuleBits = 8;
  constexpr int kMonthBits = 24;
  const auto place =
      static_cast<std::uint64_t>(worker == nullptr ? 0 : worker - book_->workers().data() + 1);
  const auto month = static_cast<std::uint64_t>(finding.month.index + 1);
  places_.push_back((place << kMonthBits | month) << kRuleBits | finding.rule);
  brief_->push_back(std::move(finding));
}

// By worker, month and rule, which hardly ever leaves two for the names to part.
void FindingSink::sort_brief() {
  const std::span<BriefFinding> all = std::span(*brief_).subspan(first_brief_);
  std::vector<std::uint32_t> order(all.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    if (places_[a] != places_[b]) return places_[a] < places_[b];
    return comes_before(book_->facts(), all[a], all[b]);
  });
  std::vector<BriefFinding> sorted;
  sorted.reserve(order.size());
  for (const std::uint32_t i : order) sorted.push_back(std::move(all[i]));
  std::ranges::move(sorted, all.begin());
}

void FindingSink::finish(const rules::Rule& rule, Missed& missed) {
  Finding finding = start(rule);
  finding.id = id_of(rule, {.subject = "missing"});
  finding.verdict = rules::Verdict::missing_fact;
  finding.severity = rule.severity;
  EvidenceList evidence = no_evidence();
  std::string lacks;
  for (const auto& [lacking, months, first] : missed.facts) {
    if (!finding.missing) finding.missing = lacking;
    lacks += (lacks.empty() ? "缺" : "、") + in_chinese(lacking);
    if (!months.empty()) lacks += fmt::format("（{}）", months_text(months));
  }
  std::vector<const RejectedRow*> rows;
  for (const Silence* silence : missed.silences)
    rows.insert(rows.end(), silence->rows.begin(), silence->rows.end());
  std::ranges::sort(rows, {}, [](const RejectedRow* row) {
    return std::tuple(row->table, row->column, row->value, row->reason, row->source);
  });
  for (const RejectedRow* row : rows) evidence.add(*row);
  if (!rows.empty()) {
    const RejectedRow& row = *rows.front();
    if (!finding.missing) finding.missing = rules::MissingFact{shape_of(row.table).english, ""};
    lacks += fmt::format("{}「{}」有 {} 行被拒收{}，补正前不能判定", lacks.empty() ? "" : "；",
                         shape_of(row.table).chinese[0], rows.size(),
                         missed.silenced_months.empty()
                             ? ""
                             : fmt::format("，涉及 {}", months_text(missed.silenced_months)));
  }
  finding.because = std::move(lacks);
  finding.evidence = std::move(evidence.shown);
  finding.evidence_rows = evidence.rows;
  findings_->push_back(std::move(finding));
}

}  // namespace qingxin::verify
