// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "base/check_digit.h"
#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

bool has(const ProjectBook& book, Table table) {
  return book.present().has(table);
}

// Stays of somebody as a worker; those as a manager are judged by L02–L04 and X06 only.
template <typename Do>
void each_stay_as_worker(const ProjectBook& book, const WorkerBook& worker, Do act) {
  each_stay(book, worker, [&](const RosterEntry& stay) {
    if (stay.role == Role::worker) act(stay);
  });
}

// ---- L03: one number, one person in one place

// The days that a row of any project says, by that project's own parameters.
std::uint32_t days_of(const County& county, const AttendanceRow& row) {
  const Book& facts = county.facts();
  const std::string_view region = facts.texts[facts.projects[row.project].region_code];
  const auto least = [&](std::string_view name) {
    const law::ParameterValue* set = county.law().parameters.find(name, region, county.as_of());
    return set == nullptr ? 0 : static_cast<int>(set->value);
  };
  return attended_days(row, least("attendance.valid_passes"), least("attendance.valid_hours") * 100,
                       county.as_of());
}

// A day on which a worker was at two gates, and the rows that say so.
struct Collision {
  Date day;
  const AttendanceRow* here;
  const AttendanceRow* there;
};

rules::Presence presence_of(const AttendanceRow& row) {
  return rules::presence(row.first_minute, row.last_minute);
}

// One collision for each day on which there is any, in the order of the days.
std::vector<Collision> collisions_of(const ProjectBook& book, const WorkerBook& worker) {
  std::vector<Collision> found;
  if (!book.county().is_sighted(worker.worker)) return found;
  const auto rows = book.facts().across.sightings_of(worker.worker);
  for (const AttendanceRow& here : rows) {
    if (here.project != book.index()) continue;
    for (const AttendanceRow& there : rows) {
      if (there.project == here.project || there.month != here.month) continue;
      if ((here.days & there.days) == 0) continue;
      if (!rules::collide(presence_of(here), presence_of(there))) continue;
      std::uint32_t both = days_of(book.county(), here) & days_of(book.county(), there);
      for (; both != 0; both &= both - 1)
        found.push_back({day_of_bit(here.month, both), &here, &there});
    }
  }
  // The rows come in an order that is not that of the files; the first of a day stays.
  std::ranges::stable_sort(found, {}, &Collision::day);
  const auto repeats = std::ranges::unique(found, {}, &Collision::day);
  found.erase(repeats.begin(), repeats.end());
  return found;
}

std::optional<rules::SeenTwice> seen_twice(const ProjectBook& book,
                                           const std::vector<Collision>& collisions) {
  if (collisions.empty()) return std::nullopt;
  const Collision& first = collisions.front();
  const Book& facts = book.facts();
  return rules::SeenTwice{
      .days = static_cast<int>(collisions.size()),
      .first = first.day,
      .has_times = presence_of(*first.here).has_times && presence_of(*first.there).has_times,
      .elsewhere = std::string(facts.texts[facts.projects[first.there->project].name])};
}

// What two stays have in common, when their employers are two.
void compare_stays(const ProjectBook& book, const RosterEntry& one, const RosterEntry& other,
                   rules::PersonOnRecord& person) {
  const County& county = book.county();
  if (person.employed || county.canonical(one.employer) == county.canonical(other.employer)) return;
  if (!book.present().has(Table::roster, roster::left) && one.entered != other.entered) {
    person.is_left_known = false;
    return;
  }
  const auto both = rules::overlap({one.entered, one.left}, {other.entered, other.left});
  if (!both) return;
  const TextTable& texts = book.facts().texts;
  person.employed =
      rules::EmployedTwice{std::string(texts[one.employer]), std::string(texts[other.employer]),
                           both->entered, both->left};
}

// The first two stays, by day of entry, with two employers and days in common.
void find_two_employers(const ProjectBook& book, const WorkerBook& worker,
                        rules::PersonOnRecord& person) {
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i)
    for (std::uint32_t k = i + 1; k < worker.stays.end; ++k)
      compare_stays(book, *book.stays[i], *book.stays[k], person);
}

std::vector<std::string> names_of(const ProjectBook& book, const WorkerBook& worker) {
  const Book& facts = book.facts();
  std::vector<std::string> names;
  // It concerns the projects on whose rosters he stands.
  if (worker.stays.is_empty() || !book.county().is_renamed(worker.worker)) return names;
  for (const RosterEntry& entry : facts.across.renamed_of(worker.worker))
    names.emplace_back(facts.texts[entry.name]);
  const auto repeats = std::ranges::unique(names);  // they come sorted by name
  names.erase(repeats.begin(), repeats.end());
  return names;
}

void judge_identity_alone(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kSingleIdentity;
  const std::vector<Collision> collisions = collisions_of(book, worker);
  rules::PersonOnRecord person{
      .has_roster_table = has(book, Table::roster),
      .is_attendance_known = has(book, Table::attendance) || book.facts().projects.size() < 2,
      .names = names_of(book, worker),
      .seen = seen_twice(book, collisions),
      .employed = {}};
  find_two_employers(book, worker, person);
  const rules::Judgement judgement = rules::single_identity(person);
  sink.take(
      rule, judgement,
      [&] { return Subject{.worker = &worker, .employer = employer_of(book, worker, nullptr)}; },
      [&] { return rules::single_identity_because(person, judgement); },
      [&](EvidenceList& evidence) {
        if (!person.names.empty())
          for (const RosterEntry& entry : book.facts().across.renamed_of(worker.worker))
            evidence.add(entry, roster::name);
        for (const Collision& collision : collisions) {
          evidence.add(*collision.here);
          evidence.add(*collision.there);
        }
        if (person.employed)
          each_stay(book, worker,
                    [&](const RosterEntry& stay) { evidence.add(stay, roster::employer); });
      });
}

// ---- L04: old enough

void judge_age(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kWorkingAgeReached;
  rules::FirstDayAge age{.paper = paper_of(book, worker),
                         .born = birthday_in(worker.number),
                         .is_number_sound = true,
                         .first_attended = {},
                         .entered = {}};
  const WorkerMonth* first = first_attended_month(worker);
  if (first != nullptr) age.first_attended = day_of_bit(first->month, first->attended);
  if (!worker.stays.is_empty()) age.entered = book.stays[worker.stays.begin]->entered;
  const rules::Judgement judgement = rules::working_age(age);
  sink.take(
      rule, judgement,
      [&] { return Subject{.worker = &worker, .employer = employer_of(book, worker, first)}; },
      [&] {
        age.is_number_sound = identity_fault(worker.number) != IdentityFault::check_digit;
        return rules::working_age_because(age, judgement);
      },
      [&](EvidenceList& evidence) {
        each_stay(book, worker,
                  [&](const RosterEntry& stay) { evidence.add(stay, roster::id_number); });
        if (first != nullptr) evidence.add_first(book.attendance_rows(worker, first->month));
      });
}

// ---- L05 and L06: contract and terms, stay by stay

// The graver of what is said about several stays: a violation, else what could not be judged.
bool says_more(const rules::Judgement& said, const rules::Judgement& before) {
  const auto weight = [](const rules::Judgement& judgement) {
    if (judgement.verdict == rules::Verdict::violates) return 2;
    return judgement.verdict == rules::Verdict::missing_fact ? 1 : 0;
  };
  return weight(said) > weight(before);
}

// The earliest contract with the employer of a stay, whichever stay it stands at.
std::optional<Date> contract_with(const ProjectBook& book, const WorkerBook& worker,
                                  TextId employer) {
  std::optional<Date> earliest;
  each_stay_as_worker(book, worker, [&](const RosterEntry& stay) {
    if (!stay.contract_date || *stay.contract_date > book.county().as_of() ||
        book.county().canonical(stay.employer) != book.county().canonical(employer))
      return;
    if (!earliest || *stay.contract_date < *earliest) earliest = stay.contract_date;
  });
  return earliest;
}

void judge_contract(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kWrittenContract;
  const bool has_column = book.present().has(Table::roster, roster::contract_date);
  const RosterEntry* worst = nullptr;
  rules::ContractTerm term;
  rules::Judgement judgement;
  each_stay_as_worker(book, worker, [&](const RosterEntry& stay) {
    const rules::ContractTerm candidate{
        .has_roster_table = true,
        .entered = stay.entered,
        .left = stay.left,
        .contract = {has_column, contract_with(book, worker, stay.employer)},
        .as_of = book.county().as_of()};
    const rules::Judgement said = rules::written_contract(candidate);
    if (!says_more(said, judgement)) return;
    worst = &stay;
    term = candidate;
    judgement = said;
  });
  if (worst == nullptr || sink.is_silenced(rule, std::nullopt, &worker)) return;
  sink.take(
      rule, judgement, {.worker = &worker, .employer = worst->employer},
      [&] { return rules::written_contract_because(term, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(*worst, roster::entered);
        each_stay_as_worker(book, worker, [&](const RosterEntry& stay) {
          if (book.county().canonical(stay.employer) == book.county().canonical(worst->employer))
            evidence.add(stay, roster::contract_date);
        });
      });
}

rules::Term term_of(bool has_column, bool is_given) {
  if (!has_column) return rules::Term::no_column;
  return is_given ? rules::Term::given : rules::Term::not_given;
}

rules::PayTerms terms_of(const ProjectBook& book, const RosterEntry& stay) {
  const Present& present = book.present();
  return {.has_roster_table = true,
          .is_on_roster = true,
          .rate = term_of(present.has(Table::roster, roster::rate), stay.rate.has_value()),
          .own_pay_day = term_of(present.has(Table::roster, roster::agreed_pay_day),
                                 stay.agreed_pay_day.has_value()),
          .project_pay_day = term_of(present.has(Table::projects, projects::pay_day),
                                     book.project().pay_day.has_value()),
          .method = term_of(present.has(Table::roster, roster::pay_method), stay.pay_method != 0)};
}

void judge_terms(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink) {
  const rules::Rule& rule = rules::kPayTerms;
  const RosterEntry* worst = nullptr;
  rules::PayTerms terms;
  rules::Judgement judgement;
  each_stay_as_worker(book, worker, [&](const RosterEntry& stay) {
    const rules::PayTerms candidate = terms_of(book, stay);
    const rules::Judgement said = rules::pay_terms(candidate);
    if (!says_more(said, judgement)) return;
    worst = &stay;
    terms = candidate;
    judgement = said;
  });
  if (worst == nullptr) return;
  sink.take(
      rule, judgement, {.worker = &worker, .employer = worst->employer},
      [&] { return rules::pay_terms_because(terms, judgement); },
      [&](EvidenceList& evidence) {
        if (terms.rate == rules::Term::not_given) evidence.add(*worst, roster::rate);
        if (rules::pay_day_agreed(terms) == rules::Term::not_given)
          evidence.add(*worst, roster::agreed_pay_day).add(book.project(), projects::pay_day);
        if (terms.method == rules::Term::not_given) evidence.add(*worst, roster::pay_method);
      });
}

// ---- X04 of a person: a phone of many, a year's gross

void add_gross(const ProjectBook& book, const WorkerMonth& month, rules::PersonOnPayroll& person) {
  bool has_ordinary = false;
  for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
    has_ordinary = has_ordinary || !book.lines[i]->is_back_pay;
  const int year = year_of(month.month);
  for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i) {
    const PayrollLine& line = *book.lines[i];
    if (!counts_in_month(line, has_ordinary)) continue;
    person.is_every_gross_given = person.is_every_gross_given && line.gross;
    if (person.years.empty() || person.years.back().year != year)
      person.years.push_back({year, {}});
    person.years.back().gross += line.gross.value_or(Money{});
  }
}

// `person` lends its memory from worker to worker.
void judge_suspicious(const ProjectBook& book, const WorkerBook& worker, FindingSink& sink,
                      rules::PersonOnPayroll& person) {
  const rules::Rule& rule = rules::kSuspiciousWages;
  std::vector<rules::YearOnPayroll> years = std::move(person.years);
  years.clear();
  person = {.has_roster_table = has(book, Table::roster),
            .has_phone_column = book.present().has(Table::roster, roster::phone),
            .has_payroll_table = has(book, Table::payroll),
            .is_on_roster = !worker.stays.is_empty(),
            .years = std::move(years)};
  each_stay_as_worker(book, worker, [&](const RosterEntry& stay) {
    if (stay.phone == 0) return;
    person.has_phone = true;
    person.phone_workers =
        std::max(person.phone_workers, book.county().workers_with_phone(stay.phone));
  });
  for (const WorkerMonth& month : worker.months) add_gross(book, month, person);
  const rules::Judgement judgement = rules::suspicious_person(person);
  sink.take(
      rule, judgement,
      [&] { return Subject{.worker = &worker, .employer = employer_of(book, worker, nullptr)}; },
      [&] { return rules::suspicious_person_because(person, judgement); },
      [&](EvidenceList& evidence) {
        if (person.phone_workers > rules::kPhoneWorkersMax)
          each_stay_as_worker(book, worker, [&](const RosterEntry& stay) {
            if (stay.phone != 0) evidence.add(stay, roster::phone);
          });
        for (const WorkerMonth& month : worker.months)
          for (const rules::YearOnPayroll& year : person.years)
            if (year.year == year_of(month.month) && year.gross > rules::kYearGrossMax)
              for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
                evidence.add(*book.lines[i], payroll::gross);
      });
}

// ---- X06: the manager is there

bool is_head(Role role) {
  return role == Role::project_manager || role == Role::chief_supervisor;
}

void judge_presence(const ProjectBook& book, const WorkerBook& worker, Month selected,
                    FindingSink& sink) {
  const rules::Rule& rule = rules::kManagerPresence;
  const RosterEntry* stay = nullptr;
  std::uint32_t days = 0;
  each_stay(book, worker, [&](const RosterEntry& candidate) {
    const std::uint32_t covered =
        is_head(candidate.role) ? days_of(candidate, book.at(selected)) : std::uint32_t{0};
    if (covered == 0) return;
    if (stay == nullptr) stay = &candidate;
    days |= covered;
  });
  if (stay == nullptr || sink.is_silenced(rule, selected)) return;
  const WorkerMonth* month = worker.find(selected);
  rules::ManagerMonth manager{.is_stopped = book.project().status == ProjectStatus::stopped,
                              .is_on_roster = true,
                              .role = stay->role == Role::project_manager ? "项目经理" : "总监",
                              .project_days = std::popcount(book.at(selected).attended & days)};
  if (has(book, Table::attendance))
    manager.attended_days = month == nullptr ? 0 : std::popcount(month->attended & days);
  if (const law::ParameterValue* set = book.parameter("manager.min_presence", first_day(selected)))
    manager.presence_hundredths = static_cast<int>(set->value);
  const rules::Judgement judgement = rules::manager_presence(manager);
  sink.take(
      rule, judgement, {.worker = &worker, .month = selected, .employer = stay->employer},
      [&] { return rules::manager_presence_because(manager, judgement); },
      [&](EvidenceList& evidence) {
        evidence.add(*stay, roster::role);
        for (const AttendanceRow* row : book.attendance_rows(worker, selected)) evidence.add(*row);
      });
}

// What no worker is needed to miss: a table without which nobody is judged.
void miss_tables(const ProjectBook& book, FindingSink& sink) {
  if (has(book, Table::roster)) return;
  for (const rules::Rule* rule :
       {&rules::kSingleIdentity, &rules::kWrittenContract, &rules::kPayTerms,
        &rules::kSuspiciousWages, &rules::kManagerPresence})
    if (sink.is_on(*rule)) sink.miss(*rule, {"roster", ""}, std::nullopt);
  if (book.workers().empty() && sink.is_on(rules::kWorkingAgeReached))
    sink.miss(rules::kWorkingAgeReached, {"roster", ""}, std::nullopt);
}

}  // namespace

void judge_people(const ProjectBook& book, FindingSink& sink) {
  miss_tables(book, sink);
  const bool judges_identity = sink.is_on(rules::kSingleIdentity);
  const bool judges_age = sink.is_on(rules::kWorkingAgeReached);
  const bool judges_contract = sink.is_on(rules::kWrittenContract);
  const bool judges_terms = sink.is_on(rules::kPayTerms);
  const bool judges_suspicious = sink.is_on(rules::kSuspiciousWages);
  const bool judges_presence = sink.is_on(rules::kManagerPresence);
  rules::PersonOnPayroll person;
  for (const WorkerBook& worker : sink.workers()) {
    if (judges_identity) judge_identity_alone(book, worker, sink);
    if (judges_age) judge_age(book, worker, sink);
    if (judges_presence)
      for (const Month month : book.county().selected_months())
        if (sink.reaches(month)) judge_presence(book, worker, month, sink);
    if (!worker.is_worker) continue;
    if (judges_contract) judge_contract(book, worker, sink);
    if (judges_terms) judge_terms(book, worker, sink);
    if (judges_suspicious) judge_suspicious(book, worker, sink, person);
  }
}

}  // namespace qingxin::verify
