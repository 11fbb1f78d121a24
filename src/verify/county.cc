// SPDX-License-Identifier: Apache-2.0
#include "verify/county.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/text.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what this is made of

namespace {

RuleSet set(std::initializer_list<std::string_view> ids) {
  RuleSet rules = 0;
  for (const std::string_view id : ids) rules |= bit_of(id);
  return rules;
}

// The rules that a rejected row of a table could turn.
RuleSet silenced_by(Table table) {
  switch (table) {
    case Table::payroll:
      return set(
          {"A07", "F07", "W01", "W02", "W04", "W08", "W15", "W17", "W18", "W19", "X03", "X05"});
    case Table::payments:
      return set({"A07", "A08", "F07", "W01", "W02", "W04", "W15", "W18", "W19"});
    case Table::attendance: return set({"W17", "X04", "X05", "X06"});
    case Table::movements: return set({"F05", "F06", "F07", "A04", "A08"});
    // A stay, an account, an instalment or a guarantee that could not be read must not accuse
    // anybody either.
    case Table::roster: return set({"A05", "L01", "L05", "W15"});
    case Table::accounts: return set({"A01", "A08", "W06"});
    case Table::labour_fees: return set({"F02", "F05", "F07"});
    case Table::units: return set({"X02"});
    case Table::deposits: return set({"D01", "D02", "D03"});
    case Table::guarantees: return set({"F03"});
    case Table::boards: return set({"B01"});
    // A dispute that could not be read may have been open when the money stopped.
    case Table::disputes: return set({"F07"});
    case Table::projects: return 0;
  }
  return 0;
}

// What a row could turn for its own worker only: a line that was not used might have given what
// the one that was used lacks.
RuleSet silenced_for_worker(Table table) {
  if (table == Table::payroll) return set({"W09", "W10", "W11", "W12", "W13", "W16"});
  if (table == Table::payments) return set({"W09"});
  if (table == Table::roster) return set({"W09", "W11", "W13"});
  return 0;
}

template <typename Row, typename Exists>
ByProject bucket(const std::vector<Row>& rows, std::size_t projects, Exists exists) {
  ByProject by;
  by.begin.assign(projects + 1, 0);
  for (const Row& row : rows)
    if (row.project != kNone && exists(row)) ++by.begin[row.project + 1];
  for (std::size_t p = 0; p < projects; ++p) by.begin[p + 1] += by.begin[p];
  by.rows.resize(by.begin[projects]);
  std::vector<std::uint32_t> next(by.begin.begin(), by.begin.end() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].project != kNone && exists(rows[i]))
      by.rows[next[rows[i].project]++] = static_cast<std::uint32_t>(i);
  return by;
}

}  // namespace

County::County(const Facts& facts, const law::Law& law, const Settings& settings)
    : facts_(&facts), law_(&law), settings_(&settings) {
  for (const rules::Rule& rule : rules::kCatalogue) {
    const bool is_asked = settings.rules.empty() ||
                          std::ranges::find(settings.rules, rule.id) != settings.rules.end();
    if (is_asked &&
        (settings.run_all_rules || !settings.rules.empty() || rules::is_confirmed(rule)))
      enabled_ |= bit_of(rule.id);
  }
  std::vector<std::string> names;
  for (const Project& project : facts.projects)
    names.push_back(std::string(facts.texts[project.project_id]) + '\0' +
                    std::string(facts.texts[project.name]) + '\n');
  std::ranges::sort(names);
  std::string all;
  for (const std::string& name : names) all += name;
  key_ = hex(sm3(all));

  bucket_rows();
  find_months();
  index_accounts();
  index_cards();
  index_names();
  index_people();
  index_silences();
}

void County::bucket_rows() {
  const Facts& f = *facts_;
  const std::size_t projects = f.projects.size();
  const Date as_of = settings_->as_of;
  const auto always = [](const auto&) { return true; };
  roster = bucket(f.roster, projects, [&](const RosterEntry& r) { return r.entered <= as_of; });
  accounts = bucket(f.accounts, projects,
                    [&](const Account& a) { return !a.opened || *a.opened <= as_of; });
  payroll = bucket(f.payroll, projects, [&](const PayrollLine& l) {
    return first_day(l.month) <= as_of && (!l.prepared || *l.prepared <= as_of);
  });
  payments = bucket(f.payments, projects, [&](const Payment& p) { return p.date <= as_of; });
  attendance = bucket(f.attendance, projects,
                      [&](const AttendanceRow& a) { return first_day(a.month) <= as_of; });
  movements = bucket(f.movements, projects, [&](const Movement& m) { return m.date <= as_of; });
  labour_fees = bucket(f.labour_fees, projects, always);
  // A unit that comes later is not there yet.
  units = bucket(f.units, projects, [&](const Unit& u) {
    return u.entered.value_or(u.contract_date.value_or(as_of)) <= as_of;
  });
  disputes = bucket(f.disputes, projects, [&](const Dispute& d) { return d.opened <= as_of; });
  deposits = bucket(f.deposits, projects,
                    [&](const Deposit& d) { return !d.stored || *d.stored <= as_of; });
  guarantees = bucket(f.guarantees, projects, always);
  boards =
      bucket(f.boards, projects, [&](const Board& b) { return !b.posted || *b.posted <= as_of; });
  for (std::size_t i = 0; i < f.movements.size(); ++i)
    if (f.movements[i].project == kNone && f.movements[i].date <= as_of)
      unassigned_.push_back(static_cast<std::uint32_t>(i));
}

void County::find_months() {
  std::set<Month> reported;
  std::set<Month> all;
  const auto add = [&](std::set<Month>& months, const ByProject& by, const auto& rows) {
    Month last{-1};
    for (const std::uint32_t i : by.rows) {
      if (rows[i].month == last) continue;
      last = rows[i].month;
      months.insert(last);
    }
  };
  add(reported, payroll, facts_->payroll);
  add(reported, attendance, facts_->attendance);
  all = reported;
  add(all, payments, facts_->payments);
  reported_.assign(reported.begin(), reported.end());
  const Month newest = month_of(settings_->as_of);
  for (const Month month : all) {
    if (month > newest) continue;
    months_.push_back(month);
    const bool is_selected = (!settings_->first_month || *settings_->first_month <= month) &&
                             (!settings_->last_month || month <= *settings_->last_month);
    if (is_selected) selected_.push_back(month);
  }
  if (!settings_->first_month || !settings_->last_month) return;
  // A month that was asked for by name is judged even where the folder is silent about it.
  std::set<Month> asked(selected_.begin(), selected_.end());
  if (*settings_->first_month == *settings_->last_month && *settings_->first_month <= newest)
    asked.insert(*settings_->first_month);
  selected_.assign(asked.begin(), asked.end());
}

bool County::is_month_reported(Month month) const {
  return std::ranges::binary_search(reported_, month) ||
         (settings_->first_month && settings_->first_month == settings_->last_month &&
          month == *settings_->first_month);
}

void County::index_accounts() {
  for (const std::uint32_t i : accounts.rows)
    account_projects_.emplace_back(facts_->accounts[i].account, facts_->accounts[i].project);
  std::ranges::sort(account_projects_);
  const auto repeats = std::ranges::unique(account_projects_);
  account_projects_.erase(repeats.begin(), repeats.end());
}

std::vector<ProjectIndex> County::projects_of(TextId account) const {
  std::vector<ProjectIndex> projects;
  for (auto at = std::ranges::lower_bound(account_projects_, std::pair(account, ProjectIndex{0}));
       at != account_projects_.end() && at->first == account; ++at)
    projects.push_back(at->second);
  std::ranges::sort(projects, {}, [&](ProjectIndex project) {
    return facts_->texts[facts_->projects[project].project_id];
  });
  return projects;
}

void County::index_cards() {
  for (const std::uint32_t i : roster.rows) {
    const RosterEntry& entry = facts_->roster[i];
    if (entry.card != 0) cards_.emplace_back(entry.card, entry.worker);
  }
  std::ranges::sort(cards_);
  const auto repeats = std::ranges::unique(cards_);
  cards_.erase(repeats.begin(), repeats.end());
}

rules::Match County::card_match(TextId card, WorkerIndex worker) const {
  if (card == 0) return rules::Match::unknown;
  if (std::ranges::binary_search(cards_, std::pair(card, worker))) return rules::Match::same;
  const auto first = std::ranges::lower_bound(cards_, std::pair(card, WorkerIndex{0}));
  const bool is_anybodys = first != cards_.end() && first->first == card;
  return is_anybodys ? rules::Match::different : rules::Match::unknown;
}

int County::other_workers_with(TextId card, WorkerIndex worker) const {
  int others = 0;
  for (auto at = std::ranges::lower_bound(cards_, std::pair(card, WorkerIndex{0}));
       at != cards_.end() && at->first == card; ++at)
    others += at->second != worker;
  return others;
}

void County::index_names() {
  std::unordered_map<std::string, TextId> least_written;
  const auto add = [&](TextId name) {
    if (name == 0 || canonical_.contains(name)) return;
    canonical_[name] = name;
    const auto [entry, is_new] = least_written.try_emplace(folded_name(facts_->texts[name]), name);
    if (!is_new && facts_->texts[name] < facts_->texts[entry->second]) entry->second = name;
  };
  for (const Project& project : facts_->projects) {
    add(project.general_contractor);
    add(project.owner);
  }
  for (const Unit& unit : facts_->units) add(unit.name);
  for (const RosterEntry& entry : facts_->roster) add(entry.employer);
  for (const PayrollLine& line : facts_->payroll) add(line.employer);
  for (auto& [name, canonical] : canonical_)
    canonical = least_written.at(folded_name(facts_->texts[name]));
}

void County::index_people() {
  if ((enabled_ & bit_of("L03")) != 0) {
    people_.index_names(*facts_, roster.rows);
    people_.index_sightings(*facts_, attendance.rows);
  }
  if ((enabled_ & bit_of("X04")) != 0) people_.index_phones(*facts_, roster.rows);
}

TextId County::canonical(TextId name) const {
  const auto found = canonical_.find(name);
  return found == canonical_.end() ? name : found->second;
}

bool County::is_account_of(ProjectIndex project, TextId account) const {
  for (std::uint32_t i = accounts.first(project); i < accounts.last(project); ++i)
    if (facts_->accounts[accounts.rows[i]].account == account) return true;
  return false;
}

// Where the workers are seen of whom a row names a project that the projects table does not have:
// the row may be one of these projects', misspelt.
std::vector<std::pair<WorkerIndex, ProjectIndex>> County::projects_of_strayed_rows() const {
  std::vector<bool> is_strayed(facts_->identities.size(), false);
  bool has_any = false;
  for (const RejectedRow& row : facts_->rejected)
    if (row.names_unknown_project && row.worker != 0) has_any = is_strayed[row.worker] = true;
  std::vector<std::pair<WorkerIndex, ProjectIndex>> found;
  if (!has_any) return found;
  const auto look = [&](const auto& rows) {
    for (const auto& row : rows)
      if (is_strayed[row.worker]) found.emplace_back(row.worker, row.project);
  };
  look(facts_->roster);
  look(facts_->payroll);
  look(facts_->payments);
  look(facts_->attendance);
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

void County::silence(std::vector<Silence>& silences, RuleSet rules, const RejectedRow& row,
                     WorkerIndex worker) const {
  for (Silence& known : silences)
    if (known.rules == rules && known.month == row.month && known.worker == worker) {
      known.rows.push_back(&row);
      return;
    }
  silences.push_back({rules, row.month, worker, {&row}});
}

void County::index_silences() {
  silences_.resize(facts_->projects.size());
  const auto strayed = projects_of_strayed_rows();
  for (const RejectedRow& row : facts_->rejected) {
    const RuleSet rules = silenced_by(row.table);
    const RuleSet of_worker = silenced_for_worker(row.table);
    if ((rules | of_worker) == 0 || row.is_exact_duplicate) continue;
    if (row.date && *row.date > settings_->as_of) continue;
    if (row.names_unknown_project) {
      if (row.worker == 0) continue;
      for (auto at = std::ranges::lower_bound(strayed, std::pair(row.worker, ProjectIndex{0}));
           at != strayed.end() && at->first == row.worker; ++at)
        silence(silences_[at->second], rules | of_worker, row, row.worker);
      continue;
    }
    // A stay that cannot be read concerns the worker that it names, other rows their project.
    const WorkerIndex worker = row.table == Table::roster ? row.worker : 0;
    std::vector<Silence>& here =
        row.project == kNone ? silences_everywhere_ : silences_[row.project];
    if (rules != 0) silence(here, rules, row, worker);
    if (of_worker != 0) silence(here, of_worker, row, row.worker);
  }
}

std::vector<const Silence*> County::silences(std::string_view rule_id, ProjectIndex project,
                                             std::optional<Month> month, WorkerIndex worker) const {
  const RuleSet rule = bit_of(rule_id);
  std::vector<const Silence*> found;
  for (const std::vector<Silence>* list : {&silences_[project], &silences_everywhere_})
    for (const Silence& silence : *list)
      if ((silence.rules & rule) != 0 && (!month || !silence.month || *silence.month == *month) &&
          (worker == 0 || silence.worker == 0 || silence.worker == worker))
        found.push_back(&silence);
  return found;
}

std::string County::finding_id(std::string_view subject) const {
  return hex(hmac_sm3(key_, subject), 16);
}

}  // namespace qingxin::verify
