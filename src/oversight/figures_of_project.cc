// SPDX-License-Identifier: Apache-2.0
#include "oversight/figures_of_project.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "base/text.h"
#include "rules/catalogue.h"
#include "verify/judge.h"
#include "verify/summary.h"

namespace qingxin::oversight {

namespace {

using book::Role;
using book::Table;
using verify::ProjectBook;
using verify::ProjectMonth;
using verify::WorkerBook;
using verify::WorkerMonth;

// A system of those that wages are secured by, and by which rule it is seen to be missing.
struct System {
  IndicatorId indicator;
  std::string_view rule;
};
constexpr System kSystems[] = {
    {IndicatorId::gate_coverage, rules::kSiteGate.id},
    {IndicatorId::deposit_coverage, rules::kDepositStored.id},
    {IndicatorId::account_coverage, rules::kAccountOpened.id},
    {IndicatorId::agency_coverage, rules::kAgencyAgreement.id},
    {IndicatorId::board_coverage, rules::kNoticeBoard.id},
    {IndicatorId::guarantee_coverage, rules::kPaymentGuarantee.id},
};
// Wages that went around the account lately: an agreement that is not kept covers nothing.
constexpr int kAgencyMonths = 3;

class Figures {
 public:
  Figures(const ProjectBook& book, std::span<const verify::Finding> findings)
      : book_(&book), findings_(findings), as_of_(book.county().as_of()) {}

  std::vector<Figure> all() {
    if (book_->is_construction()) add_state();
    add_arrears();
    for (const ProjectMonth& month : book_->months()) {
      if (month_of(as_of_) - month.month >= kMonthsTold || month.first > as_of_) continue;
      if (book_->is_construction()) {
        add_days(month);
        add_head(month, Role::project_manager, IndicatorId::manager_presence);
        add_head(month, Role::chief_supervisor, IndicatorId::supervisor_presence);
      }
      add_people(month);
      add_paid(month);
    }
    std::ranges::stable_sort(figures_, {}, [](const Figure& figure) {
      return std::pair(figure.indicator, figure.month.value_or(Month{-1}));
    });
    return std::move(figures_);
  }

 private:
  bool has(Table table) const { return book_->present().has(table); }
  void add(IndicatorId indicator, std::int64_t part, std::int64_t whole, std::int64_t unknown,
           std::optional<Month> month = {}) {
    figures_.push_back({indicator, month, part, whole, unknown});
  }

  void add_state();
  void add_system(const System& system);
  void add_arrears();
  void add_days(const ProjectMonth& month);
  void add_people(const ProjectMonth& month);
  void add_head(const ProjectMonth& month, Role role, IndicatorId indicator);
  void add_paid(const ProjectMonth& month);
  bool is_hidden(const WorkerBook& worker, Month month) const;
  std::uint32_t days_told(const ProjectMonth& month) const;

  const ProjectBook* book_;
  std::span<const verify::Finding> findings_;
  Date as_of_;
  std::vector<Figure> figures_;
};

void Figures::add_state() {
  const book::ProjectStatus status = verify::status_of(*book_);
  if (status == book::ProjectStatus::none) add(IndicatorId::projects, 0, 0, 1);
  if (status != book::ProjectStatus::running) return;
  add(IndicatorId::projects, 1, 0, 0);
  const std::string_view funding = funding_in(book_->facts().texts[book_->project().funding]);
  if (funding.empty())
    add(IndicatorId::projects_public, 0, 0, 1);
  else
    add(IndicatorId::projects_public, funding == kPublicMoney ? 1 : 0, 0, 0);
  for (const System& system : kSystems) add_system(system);
}

// A violation is known whatever else is not; else what one rule lacks, it could have found.
void Figures::add_system(const System& system) {
  bool is_missing = false, is_violated = false;
  for (const verify::Finding& finding : findings_) {
    const bool is_of_system = finding.rule->id == system.rule;
    const bool is_around_account = system.indicator == IndicatorId::agency_coverage &&
                                   finding.rule->id == rules::kPaymentFromWageAccount.id &&
                                   finding.month &&
                                   month_of(as_of_) - *finding.month < kAgencyMonths;
    if (is_of_system && finding.verdict == rules::Verdict::missing_fact) is_missing = true;
    if ((is_of_system || is_around_account) && finding.verdict == rules::Verdict::violates)
      is_violated = true;
  }
  // Of a rule that is switched off nothing was found because nothing was looked for.
  const bool is_on = (book_->county().enabled() & verify::bit_of(system.rule)) != 0;
  if (is_violated) return add(system.indicator, 0, 1, 0);
  if (is_missing || !is_on) return add(system.indicator, 0, 0, 1);
  add(system.indicator, 1, 1, 0);
}

void Figures::add_arrears() {
  const auto open = std::ranges::count_if(findings_, [](const verify::Finding& finding) {
    return finding.verdict == rules::Verdict::violates && finding.severity != rules::Severity::blue;
  });
  add(IndicatorId::open_findings, open, 0, 0);
  if (!has(Table::payroll) || !has(Table::payments)) {
    for (const IndicatorId indicator : {IndicatorId::arrears_people, IndicatorId::arrears_amount,
                                        IndicatorId::arrears_per_thousand})
      add(indicator, 0, 0, 1);
    return;
  }
  const verify::Arrears arrears = verify::arrears_of(*book_);
  std::set<std::string_view> owed;
  Money amount;
  for (const verify::ArrearsLine& line : arrears.lines) {
    owed.insert(line.worker);
    amount += line.net - line.paid;
  }
  const auto unknown = std::ranges::count_if(arrears.hidden, [&](book::WorkerIndex worker) {
    return !owed.contains(book_->facts().identities[worker]);
  });
  const auto people = std::ssize(owed);
  add(IndicatorId::arrears_people, people, 0, unknown);
  add(IndicatorId::arrears_amount, amount.fen, 0, unknown);
  add(IndicatorId::arrears_per_thousand, people, std::ssize(arrears.people) - unknown, unknown);
}

// The days of the month of which something could have been told by now.
std::uint32_t Figures::days_told(const ProjectMonth& month) const {
  const int days = std::min(as_of_, month.last) - month.first + 1;
  return days >= 32 ? UINT32_MAX : (std::uint32_t{1} << days) - 1;
}

void Figures::add_days(const ProjectMonth& month) {
  if (!has(Table::attendance)) return;
  add(IndicatorId::real_name_update_today, month.attended, days_told(month), 0, month.month);
}

// Of a project that stands still nobody has to be there; of one that is running everybody has.
void Figures::add_people(const ProjectMonth& month) {
  const bool is_running = verify::status_of(*book_) == book::ProjectStatus::running;
  const std::optional<Date> start = book_->project().start_date;
  const bool has_begun = !start || *start <= std::min(month.last, as_of_);
  if (month.attended == 0 && !(is_running && has_begun)) return;
  if (!has(Table::roster)) return add(IndicatorId::real_name_update_people, 0, 0, 1, month.month);
  std::int64_t people = 0, attended = 0;
  for (const WorkerBook& worker : book_->workers()) {
    if (!worker.is_worker) continue;
    bool is_here = false;
    verify::each_stay(*book_, worker, [&](const book::RosterEntry& stay) {
      is_here = is_here || (stay.entered <= std::min(month.last, as_of_) &&
                            (!stay.left || *stay.left >= month.first));
    });
    if (!is_here) continue;
    ++people;
    const WorkerMonth* own = worker.find(month.month);
    attended += own != nullptr && own->attended != 0 ? 1 : 0;
  }
  if (people == 0) return;
  if (!has(Table::attendance))
    return add(IndicatorId::real_name_update_people, 0, 0, people, month.month);
  add(IndicatorId::real_name_update_people, attended, people, 0, month.month);
}

void Figures::add_head(const ProjectMonth& month, Role role, IndicatorId indicator) {
  if (book_->project().status == book::ProjectStatus::stopped) return;
  if (!has(Table::attendance)) {
    if (verify::status_of(*book_) == book::ProjectStatus::running)
      add(indicator, 0, 0, 1, month.month);
    return;
  }
  if (month.attended == 0) return;  // nothing was built
  std::uint32_t covered = 0, attended = 0;
  for (const WorkerBook& worker : book_->workers()) {
    std::uint32_t own = 0;
    verify::each_stay(*book_, worker, [&](const book::RosterEntry& stay) {
      if (stay.role == role) own |= verify::days_of(stay, month);
    });
    if (own == 0) continue;
    covered |= own;
    if (const WorkerMonth* there = worker.find(month.month)) attended |= there->attended & own;
  }
  const std::uint32_t built = month.attended & covered;
  if (built == 0) return add(indicator, 0, 0, 1, month.month);
  add(indicator, std::popcount(attended & built), std::popcount(built), 0, month.month);
}

// A row that was rejected may say that he was paid.
bool Figures::is_hidden(const WorkerBook& worker, Month month) const {
  const verify::County& county = book_->county();
  return county.is_any_silenced(book_->index()) &&
         !county.silences(rules::kTimelyPayment.id, book_->index(), month, worker.worker).empty();
}

// Worker-months that are due by now.
void Figures::add_paid(const ProjectMonth& month) {
  if (month.pay_date && !rules::is_overdue(*month.pay_date, as_of_)) return;
  std::int64_t paid = 0, known = 0, unknown = 0;
  const bool is_known = has(Table::payroll) && has(Table::payments);
  for (const WorkerBook& worker : book_->workers()) {
    if (!worker.is_worker) continue;
    const WorkerMonth* own = worker.find(month.month);
    if (own == nullptr || (own->lines.is_empty() && own->attended == 0)) continue;
    if (!is_known || !month.pay_date || own->lines.is_empty()) {
      ++unknown;
      continue;
    }
    const rules::WageMonth& wages = book_->wages(*own);
    const bool is_paid = wages.net && wages.paid && *wages.paid >= *wages.net;
    if (!wages.net || !wages.paid || (!is_paid && is_hidden(worker, month.month))) {
      ++unknown;
      continue;
    }
    ++known;
    paid += is_paid ? 1 : 0;
  }
  if (known + unknown > 0) add(IndicatorId::paid_in_full, paid, known, unknown, month.month);
}

}  // namespace

std::vector<Figure> figures_of_project(const ProjectBook& book,
                                       std::span<const verify::Finding> findings) {
  return Figures(book, findings).all();
}

Figure on_day(const Figure& days_of_month, Date day) {
  Figure figure{
      .indicator = days_of_month.indicator, .month = {}, .part = 0, .whole = 0, .unknown = 1};
  if (days_of_month.month != month_of(day)) return figure;
  const std::int64_t bit = std::int64_t{1} << (day_of_month(day) - 1);
  if ((days_of_month.whole & bit) == 0) return figure;
  figure.part = (days_of_month.part & bit) != 0 ? 1 : 0;
  figure.whole = 1;
  figure.unknown = 0;
  return figure;
}

std::string_view funding_in(std::string_view words) {
  const std::string plain = folded(trim(words));
  if (plain.empty()) return "";
  for (const std::string_view sign : {"政府", "国有", "国企", "ppp"})
    if (plain.find(sign) != plain.npos) return kPublicMoney;
  return kOtherMoney;
}

}  // namespace qingxin::oversight
