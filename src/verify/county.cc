// SPDX-License-Identifier: Apache-2.0
#include "verify/county.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/hash.h"

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

}  // namespace

County::County(const Book& facts, const law::Law& law, const Settings& settings, Look look)
    : look_(look), facts_(&facts), law_(&law), settings_(&settings) {
  find_enabled();
  if (look == Look::shown) find_key();
  find_months();
  find_day_kinds();
  find_shared();
  index_silences();
}

std::vector<bool> silenced_projects(const Book& facts, const law::Law& law,
                                    const Settings& settings) {
  std::vector<bool> are_silenced(facts.projects.size());
  const bool is_any_rejected = std::ranges::any_of(
      facts.rejected, [](const RejectedRow& row) { return !row.is_exact_duplicate; });
  if (!is_any_rejected) return are_silenced;
  County county;
  county.facts_ = &facts;
  county.law_ = &law;
  county.settings_ = &settings;
  county.find_enabled();
  county.find_months();
  county.index_silences();
  for (std::size_t p = 0; p < are_silenced.size(); ++p)
    are_silenced[p] = county.is_any_silenced(static_cast<ProjectIndex>(p));
  return are_silenced;
}

void County::find_enabled() {
  for (const rules::Rule& rule : rules::kCatalogue) {
    const bool is_asked = settings_->rules.empty() ||
                          std::ranges::find(settings_->rules, rule.id) != settings_->rules.end();
    if (is_asked &&
        (settings_->run_all_rules || !settings_->rules.empty() || rules::is_confirmed(rule)))
      enabled_ |= bit_of(rule.id);
  }
}

void County::find_key() {
  if (!settings_->finding_key.empty()) {
    key_ = settings_->finding_key;
    return;
  }
  std::vector<std::string> names;
  for (const Project& project : facts_->projects)
    names.push_back(std::string(facts_->texts[project.project_id]) + '\0' +
                    std::string(facts_->texts[project.name]) + '\n');
  std::ranges::sort(names);
  std::string all;
  for (const std::string& name : names) all += name;
  key_ = hex(sm3(all));
}

void County::renew() {
  months_.clear();
  selected_.clear();
  day_kinds_.clear();
  silences_.clear();
  silences_everywhere_.clear();
  find_months();
  find_day_kinds();
  index_silences();
}

void County::find_day_kinds() {
  for (const Month month : selected_) day_kinds_.push_back(rules::day_kinds(month, law_->calendar));
}

const rules::DayKinds& County::day_kinds(Month month) const {
  const auto found = std::ranges::lower_bound(selected_, month);
  check(found != selected_.end() && *found == month);
  return day_kinds_[static_cast<std::size_t>(found - selected_.begin())];
}

bool County::is_selected(Month month) const {
  return std::ranges::binary_search(selected_, month);
}

void County::find_shared() {
  const auto mark = [&](std::span<const NumberPair> pairs, std::vector<bool>& is_shared) {
    is_shared.resize(facts_->texts.size());
    for (std::size_t i = 1; i < pairs.size(); ++i)
      if (pairs[i].first == pairs[i - 1].first) is_shared[pairs[i].first] = true;
  };
  mark(facts_->across.cards, cards_shared_);
  mark(facts_->across.phones, phones_shared_);
  if (!facts_->across.alike.empty()) is_written_alike_.resize(facts_->texts.size());
  for (const NumberPair& pair : facts_->across.alike) is_written_alike_[pair.first] = true;
  sighted_.resize(facts_->identities.size());
  for (const AttendanceRow& row : facts_->across.sightings) sighted_[row.worker] = true;
  renamed_.resize(facts_->identities.size());
  for (const RosterEntry& entry : facts_->across.renamed) renamed_[entry.worker] = true;
}

void County::find_months() {
  const Month newest = month_of(settings_->as_of);
  for (const Month month : facts_->months) {
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
  return std::ranges::binary_search(facts_->reported, month) ||
         (settings_->first_month && settings_->first_month == settings_->last_month &&
          month == *settings_->first_month);
}

std::vector<ProjectIndex> County::projects_of(TextId account) const {
  std::vector<ProjectIndex> projects;
  for (const NumberPair& pair : pairs_of(facts_->across.accounts, account))
    projects.push_back(pair.second);
  return projects;
}

rules::Match County::card_match(TextId card, WorkerIndex worker) const {
  if (card == 0) return rules::Match::unknown;
  if (sharing_ != nullptr) {
    if (sharing_->cards.of(card).empty()) return rules::Match::unknown;
    return sharing_->cards.has(card, worker) ? rules::Match::same : rules::Match::different;
  }
  const std::span<const NumberPair> holders = pairs_of(facts_->across.cards, card);
  if (holders.empty()) return rules::Match::unknown;
  return std::ranges::binary_search(holders, worker, {}, &NumberPair::second)
             ? rules::Match::same
             : rules::Match::different;
}

int County::other_workers_with(TextId card, WorkerIndex worker) const {
  if (sharing_ != nullptr)
    return static_cast<int>(sharing_->cards.of(card).size()) - sharing_->cards.has(card, worker);
  if (!cards_shared_[card]) return 0;
  const std::span<const NumberPair> holders = pairs_of(facts_->across.cards, card);
  return static_cast<int>(holders.size()) -
         static_cast<int>(std::ranges::count(holders, worker, &NumberPair::second));
}

int County::workers_with_phone(TextId phone) const {
  if (sharing_ != nullptr) return static_cast<int>(sharing_->phones.of(phone).size());
  if (!phones_shared_[phone]) return 1;
  return static_cast<int>(pairs_of(facts_->across.phones, phone).size());
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

// What could be about any project is so about those for which its file speaks.
void County::silence_everywhere(RuleSet rules, const RejectedRow& row, WorkerIndex worker) {
  for (std::size_t voice = 0; voice < silences_everywhere_.size(); ++voice)
    if (facts_->voices.empty() || facts_->voices[voice].files[row.source.file])
      silence(silences_everywhere_[voice], rules, row, worker);
}

void County::index_silences() {
  silences_.resize(facts_->projects.size());
  silences_everywhere_.resize(std::max<std::size_t>(1, facts_->voices.size()));
  for (const RejectedRow& row : facts_->rejected) {
    const RuleSet rules = silenced_by(row.table);
    const RuleSet of_worker = silenced_for_worker(row.table);
    if ((rules | of_worker) == 0 || row.is_exact_duplicate) continue;
    if (row.date && *row.date > settings_->as_of) continue;
    if (row.names_unknown_project) {
      if (row.worker == 0) continue;
      for (const NumberPair& pair : pairs_of(facts_->across.strayed, row.worker))
        if (facts_->speaks(row.source.file, pair.second))
          silence(silences_[pair.second], rules | of_worker, row, row.worker);
      continue;
    }
    // A stay that cannot be read concerns the worker that it names, other rows their project.
    const WorkerIndex worker = row.table == Table::roster ? row.worker : 0;
    if (row.project == kNone) {
      if (rules != 0) silence_everywhere(rules, row, worker);
      if (of_worker != 0) silence_everywhere(of_worker, row, row.worker);
      continue;
    }
    if (rules != 0) silence(silences_[row.project], rules, row, worker);
    if (of_worker != 0) silence(silences_[row.project], of_worker, row, row.worker);
  }
}

std::vector<const Silence*> County::silences(std::string_view rule_id, ProjectIndex project,
                                             std::optional<Month> month, WorkerIndex worker) const {
  const RuleSet rule = bit_of(rule_id);
  std::vector<const Silence*> found;
  for (const std::vector<Silence>* list :
       {&silences_[project], &silences_everywhere_[voice_of(project)]})
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
