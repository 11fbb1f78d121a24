// SPDX-License-Identifier: Apache-2.0
#include "verify/summary.h"

#include <algorithm>
#include <bit>

#include "base/check_digit.h"
#include "base/text.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what is summed up

namespace {

bool overlaps(const RosterEntry& stay, Month month, Date as_of) {
  const Date last = std::min(last_day(month), as_of);
  return stay.entered <= last && (!stay.left || *stay.left >= first_day(month));
}

bool is_on_site(const ProjectBook& book, const WorkerBook& worker, Month month) {
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i)
    if (overlaps(*book.stays[i], month, book.county().as_of())) return true;
  return false;
}

void add_people(const ProjectBook& book, ChainMonth& chain) {
  for (const WorkerBook& worker : book.workers()) {
    if (!worker.is_worker) continue;
    if (chain.roster_people) *chain.roster_people += is_on_site(book, worker, chain.month);
    const WorkerMonth* month = worker.find(chain.month);
    if (month == nullptr) continue;
    if (chain.attendance_people) {
      *chain.attendance_people += month->attended != 0;
      *chain.attendance_days += std::popcount(month->attended);
    }
    const rules::WageMonth& wages = wage_month(book, worker, *month);
    if (chain.payroll_people && !month->lines.is_empty()) {
      ++*chain.payroll_people;
      *chain.payroll_due += *wages.net;
    }
    if (chain.receipt_people) {
      *chain.receipt_people += *wages.paid > Money{};
      *chain.receipt_paid += *wages.paid;
    }
  }
}

void add_account(const ProjectBook& book, ChainMonth& chain) {
  chain.account_in = Money{};
  chain.account_balance = Money{};
  for (const Movement* movement : book.movements) {
    if (movement->date > last_day(chain.month)) continue;
    if (movement->direction == Direction::out) {
      *chain.account_balance -= movement->amount;
      continue;
    }
    *chain.account_balance += movement->amount;
    if (movement->kind != MovementKind::freeze && month_of(movement->date) == chain.month)
      *chain.account_in += movement->amount;
  }
}

}  // namespace

std::vector<ChainMonth> chain_of(const ProjectBook& book) {
  const Present& present = book.present();
  std::vector<ChainMonth> months;
  for (const Month month : book.county().selected_months()) {
    ChainMonth chain{.month = month};
    if (present.has(Table::roster)) chain.roster_people = 0;
    if (present.has(Table::attendance)) chain.attendance_people = chain.attendance_days = 0;
    if (present.has(Table::payroll)) {
      chain.payroll_people = 0;
      chain.payroll_due = Money{};
    }
    if (present.has(Table::payments)) {
      chain.receipt_people = 0;
      chain.receipt_paid = Money{};
    }
    add_people(book, chain);
    if (present.has(Table::movements)) add_account(book, chain);
    months.push_back(chain);
  }
  return months;
}

// A rejected row that could be about his wages of the month; one that names somebody else is not.
bool is_hidden(const ProjectBook& book, const WorkerBook& worker, Month month) {
  for (const Silence* silence : book.county().silences("W01", book.index(), month, worker.worker))
    for (const RejectedRow* row : silence->rows)
      if (row->worker == 0 || row->worker == worker.worker) return true;
  return false;
}

// Due months of which a row was rejected that may hide arrears, even where all that can be read is
// paid: a line may add to what was to be paid, a payment row may take a payment back.
std::set<Month> hidden_months_of(const ProjectBook& book) {
  std::set<Month> hidden;
  if (!book.county().is_any_silenced(book.index())) return hidden;
  for (const ProjectMonth& month : book.months()) {
    if (month.pay_date && !rules::is_overdue(*month.pay_date, book.county().as_of())) continue;
    for (const Silence* silence :
         book.county().silences("A07", book.index(), month.month, WorkerIndex{0}))
      if (month.lines > 0 || silence->rows.front()->table == Table::payroll)
        hidden.insert(month.month);
  }
  return hidden;
}

Arrears arrears_of(const ProjectBook& book) {
  Arrears arrears{.hidden_months = hidden_months_of(book)};
  const Present& present = book.present();
  const bool is_known = present.has(Table::payroll) && present.has(Table::payments);
  for (const WorkerBook& worker : book.workers()) {
    if (!worker.is_worker) continue;
    arrears.people.insert(worker.worker);
    for (const WorkerMonth& month : worker.months) {
      if (!is_known || !book.has(month)) continue;
      const rules::WageMonth& wages = wage_month(book, worker, month);
      if (*wages.paid >= *wages.net) continue;
      if (wages.pay_date && !rules::is_overdue(*wages.pay_date, wages.as_of)) continue;
      if (!wages.pay_date || is_hidden(book, worker, month.month)) {
        if (arrears.hidden.insert(worker.worker).second)
          arrears.unknown.push_back(
              {std::string(worker.number), std::string(book.name_of(worker))});
        continue;
      }
      ArrearsLine line{.project_id = std::string(book.id()),
                       .project_name = std::string(book.facts().texts[book.project().name]),
                       .employer = {},
                       .worker = std::string(worker.number),
                       .worker_name = std::string(book.name_of(worker)),
                       .month = month.month,
                       .net = *wages.net,
                       .paid = *wages.paid,
                       .due = wages.pay_date->day};
      std::set<TextId> written;
      for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i) {
        const TextId employer = book.lines[i]->employer;
        arrears.employers.insert(book.county().canonical(employer));
        if (!written.insert(employer).second) continue;
        line.employer += (line.employer.empty() ? "" : "、");
        line.employer += book.facts().texts[employer];
      }
      arrears.lines.push_back(std::move(line));
    }
  }
  return arrears;
}

namespace {

// Names sorted by text, so that the order of rows does not matter.
std::vector<std::string> sorted_names(const ProjectBook& book, const std::set<TextId>& names) {
  std::vector<std::string> texts;
  for (const TextId name : names) texts.emplace_back(book.facts().texts[name]);
  std::ranges::sort(texts);
  return texts;
}

// What the list of units shows about an employer, row by row.
std::vector<const Unit*> units_named(const ProjectBook& book, std::string_view name) {
  std::vector<const Unit*> units;
  for (const Unit* unit : book.units)
    if (folded_name(book.facts().texts[unit->name]) == folded_name(name)) units.push_back(unit);
  return units;
}

bool is_any_unqualified(const ProjectBook& book, const std::vector<const Unit*>& units) {
  return std::ranges::any_of(
      units, [&](const Unit* unit) { return rules::is_unqualified(party_of(book, *unit)); });
}

// GB 32100: codes of 个体工商户 begin with 92. Partnerships and sole owners cannot be told.
bool is_sole_trader(const ProjectBook& book, const Unit* unit) {
  const std::string code = party_of(book, *unit).credit_code;
  return code.starts_with("92") && passes_credit_code(code);
}

// What an employer is adds payers to the employer itself.
void add_payers_behind(const ProjectBook& book, const std::string& employer,
                       std::vector<Payer>& payers) {
  const std::vector<const Unit*> units = units_named(book, employer);
  const auto any = [&](auto is_so) { return std::ranges::any_of(units, is_so); };
  if (any([&](const Unit* unit) { return is_sole_trader(book, unit); }))
    payers.push_back(
        {employer + " 的出资人", "个体经济组织不清偿的，由出资人依法清偿", {{"gwy-724", 20}}});
  if (any([](const Unit* unit) { return unit->licence_state == LicenceState::revoked; }))
    payers.push_back({employer, "执照被吊销的，在申请注销登记前清偿", {{"gwy-724", 22, 1}}});
  if (any([](const Unit* unit) { return unit->licence_state == LicenceState::deregistered; }))
    payers.push_back({employer + " 的主要出资人",
                      "未清偿就注销的，在注册新用人单位前清偿",
                      {{"gwy-724", 22, 2}}});
}

// F05 is asked anew, over all instalments: who pays may not depend on which rules were asked for.
bool has_owner_fallen_short(const ProjectBook& book) {
  if (!book.county().silences(rules::kLabourFeeOnTime.id, book.index(), std::nullopt, 0).empty())
    return false;
  return std::ranges::any_of(labour_fees_of(book).due, [](const rules::LabourFeeDue& due) {
    return rules::labour_fee_on_time(due).verdict == rules::Verdict::violates;
  });
}

// What the owner pays for.
void add_owner(const ProjectBook& book, bool is_contractor_unqualified,
               std::vector<Payer>& payers) {
  const std::string written(book.facts().texts[book.project().owner]);
  const std::string owner = written.empty() ? "建设单位" : written;
  if (is_contractor_unqualified)
    payers.push_back({owner,
                      "发包给个人或者不具备资格的单位，由建设单位清偿",
                      {{"gwy-724", 36, 1}, {"fs-2025-12", 1}}});
  if (rules::starts_without_permit(start_of_work(book)))
    payers.push_back({owner,
                      "项目违反工程建设法律法规（未取得施工许可开工）的，由建设单位清偿",
                      {{"gwy-724", 37}}});
  if (has_owner_fallen_short(book))
    payers.push_back(
        {owner, "未按约定拨付工程款的，建设单位以未结清工程款为限先行垫付", {{"gwy-724", 29, 2}}});
}

}  // namespace

// Neither is anybody's subcontractor: each answers for the people whom it employs.
bool is_owner_or_supervisor(const std::vector<const Unit*>& units) {
  return std::ranges::any_of(units, [](const Unit* unit) {
    return unit->kind == UnitKind::owner || unit->kind == UnitKind::supervisor;
  });
}

std::vector<Payer> payers_of(const ProjectBook& book, const Arrears& arrears) {
  std::vector<Payer> payers;
  if (arrears.lines.empty()) return payers;
  const std::string written(book.facts().texts[book.project().general_contractor]);
  const std::string contractor = written.empty() ? "施工总承包单位（项目表未填）" : written;
  bool subcontractor_owes = false;
  bool unqualified_owes = false;
  for (const std::string& employer : sorted_names(book, arrears.employers)) {
    const bool is_contractor = !book.is_construction() ||
                               folded_name(employer) == folded_name(contractor) ||
                               is_owner_or_supervisor(units_named(book, employer));
    const std::string who = employer.empty() ? "用人单位（工资表未填）" : employer;
    payers.push_back(is_contractor
                         ? Payer{who, "用人单位依法清偿", {{"gwy-724", 16}}}
                         : Payer{who, "分包单位负直接责任", {{"gwy-724", 30, 1}, {"gwy-724", 16}}});
    add_payers_behind(book, employer, payers);
    subcontractor_owes = subcontractor_owes || !is_contractor;
    unqualified_owes = unqualified_owes ||
                       (!is_contractor && is_any_unqualified(book, units_named(book, employer)));
  }
  if (subcontractor_owes)
    payers.push_back({contractor, "施工总承包单位先行清偿，再依法追偿", {{"gwy-724", 30, 3}}});
  if (unqualified_owes)
    payers.push_back({contractor,
                      "分包给个人或者不具备资格的单位，由施工总承包单位清偿",
                      {{"gwy-724", 36, 1}, {"fs-2025-12", 1}}});
  if (book.is_construction())
    add_owner(book, is_any_unqualified(book, units_named(book, contractor)), payers);
  return payers;
}

Grade grade_of(const std::vector<Finding>& findings) {
  auto worst = static_cast<int>(Grade::green);
  bool is_unjudged = false;
  for (const Finding& finding : findings) {
    if (finding.verdict == rules::Verdict::missing_fact) {
      is_unjudged = is_unjudged || finding.rule->severity == rules::Severity::red;
      continue;
    }
    worst = std::min(worst, static_cast<int>(finding.severity));
  }
  const auto grade = static_cast<Grade>(worst);
  return is_unjudged && grade != Grade::red ? Grade::grey : grade;
}

static_assert(static_cast<int>(Grade::red) == static_cast<int>(rules::Severity::red));
static_assert(static_cast<int>(Grade::blue) == static_cast<int>(rules::Severity::blue));

}  // namespace qingxin::verify
