// SPDX-License-Identifier: Apache-2.0
#include "verify/summary.h"

#include <algorithm>
#include <bit>

#include "base/text.h"

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
    const rules::WageMonth wages = wage_month(book, worker, *month);
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
  const Present& present = book.facts().present;
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

Arrears arrears_of(const ProjectBook& book) {
  Arrears arrears;
  const Present& present = book.facts().present;
  const bool is_known = present.has(Table::payroll) && present.has(Table::payments);
  for (const WorkerBook& worker : book.workers()) {
    if (!worker.is_worker) continue;
    arrears.people.insert(worker.worker);
    for (const WorkerMonth& month : worker.months) {
      if (!is_known || !book.has(month.month)) continue;
      const rules::WageMonth wages = wage_month(book, worker, month);
      if (!wages.pay_date || !rules::is_overdue(*wages.pay_date, wages.as_of)) continue;
      if (*wages.paid >= *wages.net) continue;
      if (!book.county().silences("W01", book.index(), month.month, worker.worker).empty()) {
        arrears.hidden.insert(worker.worker);
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

// A party to whom work may not be handed: a person, no valid licence, no qualification.
bool is_unqualified(const Unit& unit, const Present& present) {
  const bool has_qualification_column = present.has(Table::units, units::qualification);
  const bool is_contractor = unit.kind == UnitKind::specialist_subcontractor ||
                             unit.kind == UnitKind::labour_subcontractor ||
                             unit.kind == UnitKind::person;
  if (!is_contractor) return false;
  const bool has_lost_licence =
      unit.licence_state != LicenceState::none && unit.licence_state != LicenceState::valid;
  return unit.kind == UnitKind::person || has_lost_licence ||
         (has_qualification_column && unit.qualification == 0);
}

// Names sorted by text, so that the order of rows does not matter.
std::vector<std::string> sorted_names(const ProjectBook& book, const std::set<TextId>& names) {
  std::vector<std::string> texts;
  for (const TextId name : names) texts.emplace_back(book.facts().texts[name]);
  std::ranges::sort(texts);
  return texts;
}

bool has_unqualified_unit(const ProjectBook& book, std::string_view name) {
  const County& county = book.county();
  for (std::uint32_t i = county.units.first(book.index()); i < county.units.last(book.index());
       ++i) {
    const Unit& unit = book.facts().units[county.units.rows[i]];
    if (is_unqualified(unit, book.facts().present) &&
        folded_name(book.facts().texts[unit.name]) == folded_name(name))
      return true;
  }
  return false;
}

}  // namespace

std::vector<Payer> payers_of(const ProjectBook& book, const Arrears& arrears,
                             const std::vector<Finding>& findings) {
  std::vector<Payer> payers;
  if (arrears.lines.empty()) return payers;
  const Strings& texts = book.facts().texts;
  const std::string written(texts[book.project().general_contractor]);
  const std::string contractor = written.empty() ? "施工总承包单位（项目表未填）" : written;
  bool subcontractor_owes = false;
  bool unqualified_owes = false;
  for (const std::string& employer : sorted_names(book, arrears.employers)) {
    const bool is_contractor =
        !book.is_construction() || folded_name(employer) == folded_name(contractor);
    const std::string who = employer.empty() ? "用人单位（工资表未填）" : employer;
    payers.push_back(is_contractor
                         ? Payer{who, "用人单位依法清偿", {{"gwy-724", 16}}}
                         : Payer{who, "分包单位负直接责任", {{"gwy-724", 30, 1}, {"gwy-724", 16}}});
    subcontractor_owes = subcontractor_owes || !is_contractor;
    unqualified_owes = unqualified_owes || (!is_contractor && has_unqualified_unit(book, employer));
  }
  if (subcontractor_owes)
    payers.push_back({contractor, "施工总承包单位先行清偿，再依法追偿", {{"gwy-724", 30, 3}}});
  if (unqualified_owes)
    payers.push_back({contractor,
                      "分包给个人或者不具备资格的单位，由施工总承包单位清偿",
                      {{"gwy-724", 36, 1}, {"fs-2025-12", 1}}});
  const bool owner_fell_short = std::ranges::any_of(findings, [](const Finding& finding) {
    return finding.rule->id == "F05" && finding.verdict == rules::Verdict::violates;
  });
  if (owner_fell_short) {
    const std::string owner(texts[book.project().owner]);
    payers.push_back({owner.empty() ? "建设单位" : owner,
                      "未按约定拨付工程款的，建设单位以未结清工程款为限先行垫付",
                      {{"gwy-724", 29, 2}}});
  }
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
