// SPDX-License-Identifier: Apache-2.0
#include "verify/standing.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "book/build_book.h"
#include "book/packed_rows.h"
#include "book/row_days.h"
#include "book/row_fields.h"
#include "verify/each_project.h"
#include "verify/judge.h"
#include "verify/wake.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its rows are what comes and goes

namespace {

constexpr auto kTables =
    std::tuple(&Rows::units, &Rows::roster, &Rows::accounts, &Rows::payroll, &Rows::payments,
               &Rows::attendance, &Rows::movements, &Rows::labour_fees, &Rows::disputes,
               &Rows::deposits, &Rows::guarantees, &Rows::boards);

template <typename Row>
std::vector<Row>& table_in(Rows& rows) {
  return rows.*std::get<std::vector<Row> Rows::*>(kTables);
}

template <typename Do>
void each_row(const Rows& rows, Do act) {
  std::apply([&](auto... table) { (std::ranges::for_each(rows.*table, act), ...); }, kTables);
}

template <typename Row>
bool is_same(Row a, Row b) {
  if constexpr (std::is_same_v<Row, Payment>) a.cancelled_on = b.cancelled_on;
  if constexpr (has_worker<Row>)
    if (a.worker != b.worker) return false;
  if constexpr (has_project<Row>)
    if (a.project != b.project) return false;
  if constexpr (std::is_same_v<Row, AttendanceRow>)
    if (a.days != b.days) return false;
  if constexpr (std::is_same_v<Row, Board>)
    if (a.fields != b.fields) return false;
  return a.source == b.source &&
         std::apply([&](auto... cell) { return ((a.*cell == b.*cell) && ...); }, kCells<Row>);
}

template <typename Row>
std::optional<Date> begins(const Row& row) {
  if constexpr (requires { day_of(row); }) return day_of(row);
  return std::nullopt;
}

// What a row says beyond its own project, passed on to somebody who listens.
template <typename Row, typename Listener>
void tell(const Row& row, Listener& to) {
  if constexpr (has_worker<Row>) to.person(row.worker, row.project);
  if constexpr (requires { row.employer; }) to.name(row.employer, row.project);
  if constexpr (std::is_same_v<Row, Unit>) to.name(row.name, row.project);
  if constexpr (std::is_same_v<Row, Account>) to.account(row.account, row.project);
  if constexpr (std::is_same_v<Row, PayrollLine> || std::is_same_v<Row, AttendanceRow>)
    to.reported(row.month);
  if constexpr (std::is_same_v<Row, RosterEntry>) {
    to.mention(row.card, row.project);
    to.mention(row.phone, row.project);
    if (row.card != 0) to.card(row.card, row.worker);
    if (row.phone != 0 && row.role == Role::worker) to.phone(row.phone, row.worker);
  }
  if constexpr (std::is_same_v<Row, Payment>) {
    to.paid(row.month);
    to.mention(row.payee_account, row.project);
    to.mention(row.serial, row.project);
  }
  if constexpr (std::is_same_v<Row, Movement>)
    if (row.project != kNone) to.mention(row.counterparty_account, row.project);
}

template <typename Listener>
void tell(const Project& project, ProjectIndex index, Listener& to) {
  to.name(project.general_contractor, index);
  to.name(project.owner, index);
}

// Rows of one worker within a list that is sorted by worker, put in the place of others.
template <typename Row>
void put(std::vector<Row>& all, WorkerIndex worker, const std::vector<Row>& rows) {
  const auto old = std::ranges::equal_range(all, worker, {}, &Row::worker);
  const auto at = all.erase(old.begin(), old.end());
  all.insert(at, rows.begin(), rows.end());
}

// Brings what some rules lack up to date with what they lack in one part. Gives those that lacked
// something there and nowhere else that is known: what they lack now has to be asked anew.
RuleSet renew_lacks(std::vector<Lack>& standing, const std::vector<Lack>& found, const Scope& scope,
                    RuleSet rules) {
  std::vector<Lack> renewed;
  RuleSet lost = 0;
  for (const Lack& lack : found)
    if ((rules >> lack.rule & 1) != 0) renewed.push_back(lack);
  for (const Lack& before : standing) {
    const auto now = std::ranges::find(renewed, before.rule, &Lack::rule);
    const bool is_found = now != renewed.end();
    const bool was_judged = (rules >> before.rule & 1) != 0;
    if (was_judged && (scope.is_whole() || (is_found && !comes_before(before, *now)))) continue;
    if (!was_judged || !scope.may_meet(before.place)) {
      if (is_found) renewed.erase(now);
      renewed.push_back(before);
      continue;
    }
    lost |= RuleSet{1} << before.rule;
  }
  standing = std::move(renewed);
  return lost;
}

constexpr RuleSet kIdentityAlone = bit_of("L03");
constexpr RuleSet kAccountNames = bit_of("A02");

}  // namespace

GrowingTexts::GrowingTexts(const TextTable& texts) {
  const std::string_view bytes = texts.bytes();
  columns_ = {{texts.starts().begin(), texts.starts().end()},
              {texts.offsets().begin(), texts.offsets().end()},
              {bytes.begin(), bytes.end()}};
  for (TextId id = 0; id < texts.size(); ++id) check(known_.add(texts[id]) == id);
}

TextId GrowingTexts::add(std::string_view text) {
  const std::size_t before = known_.size();
  const TextId id = known_.add(text);
  if (known_.size() == before) return id;
  columns_.bytes.insert(columns_.bytes.end(), text.begin(), text.end());
  const std::size_t end = id + std::size_t{1};
  if ((end & ((std::size_t{1} << TextTable::kGroupBits) - 1)) == 0)
    columns_.starts.push_back(columns_.bytes.size());
  const std::uint64_t offset = columns_.bytes.size() - columns_.starts.back();
  check(offset <= UINT32_MAX);
  columns_.offsets.push_back(static_cast<std::uint32_t>(offset));
  return id;
}

Standing::Standing(Book&& facts, const law::Law& law, const Settings& settings)
    : law_(&law), settings_(settings) {
  check(check_rules(settings_).has_value());
  begin(std::move(facts));
}

void Standing::begin(Book&& facts) {
  later_.clear();
  open_.clear();
  changed_.clear();
  ends_.clear();
  stands_.clear();
  dues_.clear();
  returned_.clear();
  sharing_ = {};
  touched_.clear();
  if (facts.newest > settings_.as_of)
    keep_later_rows(facts);
  else
    book_ = std::move(facts);
  texts_.emplace(book_.texts);
  identities_.emplace(book_.identities);
  book_.texts = texts_->table();
  book_.identities = identities_->table();
  book_.changed = &changed_;
  join();
  county_.emplace(book_, *law_, settings_);
  county_->follow(sharing_);
  turn_.emplace(*county_);
  stands_.resize(book_.projects.size());
  judge_everything();
}

void Standing::keep_later_rows(Book& facts) {
  Result<Facts> unfolded = unfold(facts);
  check(unfolded.has_value());
  Facts& all = *unfolded;
  each_dated_table(all, [&]<typename Row>(std::vector<Row>& rows) {
    std::erase_if(rows, [&](const Row& row) {
      const std::optional<Date> day = day_of(row);
      if (!day || *day <= settings_.as_of) return false;
      if constexpr (std::is_same_v<Row, Payment>) note_returned(row, 1);
      later_.emplace(*day, row);
      return true;
    });
  });
  book_ = build(std::move(all), std::nullopt, settings_.threads);
}

namespace {

// Collects what all rows tell, to start with.
struct Collected {
  std::vector<NumberPair> cards, phones, accounts, names, seen, mentions;

  void person(WorkerIndex worker, ProjectIndex project) {
    // Rows of one person follow each other, and are as many as he has.
    seen.push_back({worker, project});
  }
  void name(TextId name, ProjectIndex project) {
    if (name != 0) names.push_back({name, project});
  }
  void account(TextId account, ProjectIndex project) { accounts.push_back({account, project}); }
  void card(TextId card, WorkerIndex worker) { cards.push_back({card, worker}); }
  void phone(TextId phone, WorkerIndex worker) { phones.push_back({phone, worker}); }
  void mention(TextId text, ProjectIndex project) {
    if (text != 0) mentions.push_back({text, project});
  }
  void reported(Month) {}
  void paid(Month) {}
};

}  // namespace

void Standing::join() {
  Collected all;
  months_.clear();
  for (ProjectIndex p = 0; p < book_.projects.size(); ++p) {
    tell(book_.projects[p], p, all);
    each_row(rows_of(p), [&]<typename Row>(const Row& row) {
      tell(row, all);
      if constexpr (std::is_same_v<Row, Payment>) {
        note_returned(row, 1);
        ++months_[row.month].paid;
      }
      if constexpr (std::is_same_v<Row, PayrollLine> || std::is_same_v<Row, AttendanceRow>)
        ++months_[row.month].reported;
    });
  }
  spellings_.clear();
  std::set<TextId> names;
  for (const NumberPair& name : all.names)
    if (names.insert(name.first).second)
      spellings_[folded_name(book_.texts[name.first])].push_back(name.first);
  sharing_.cards.start_with(std::move(all.cards));
  sharing_.phones.start_with(std::move(all.phones));
  sharing_.accounts.start_with(std::move(all.accounts));
  sharing_.names.start_with(std::move(all.names));
  sharing_.seen.start_with(std::move(all.seen));
  sharing_.mentions.start_with(std::move(all.mentions));
  const auto keep = [](std::span<const NumberPair>& list, std::vector<NumberPair>& memory) {
    memory.assign(list.begin(), list.end());
    list = memory;
  };
  keep(book_.across.accounts, accounts_);
  keep(book_.across.strayed, strayed_);
  keep(book_.across.alike, alike_);
  strays_.clear();
  for (const RejectedRow& row : book_.rejected)
    if (row.names_unknown_project && row.worker != 0) strays_.insert(row.worker);
}

TextId Standing::text(std::string_view text) {
  const TextId id = texts_->add(text);
  book_.texts = texts_->table();
  return id;
}

WorkerIndex Standing::worker(std::string_view number) {
  const WorkerIndex worker = identities_->add(number);
  book_.identities = identities_->table();
  return worker;
}

ProjectIndex Standing::project(std::string_view project_id) const {
  const auto found = std::ranges::lower_bound(
      book_.projects, project_id, {},
      [&](const Project& project) { return book_.texts[project.project_id]; });
  if (found == book_.projects.end() || book_.texts[found->project_id] != project_id) return kNone;
  return static_cast<ProjectIndex>(found - book_.projects.begin());
}

ProjectRows& Standing::opened(ProjectIndex project) {
  const auto [entry, is_new] = open_.try_emplace(project);
  if (is_new) check(book_.read(project, entry->second));
  return entry->second;
}

const ProjectRows& Standing::rows_of(ProjectIndex project) {
  if (const auto entry = open_.find(project); entry != open_.end()) return entry->second;
  check(book_.read(project, looked_at_));
  return looked_at_;
}

void Standing::touch(ProjectIndex project, const Scope& scope, RuleSet rules) {
  Touched& touched = touched_[project];
  if (rules != 0) touched.rules[scope] |= rules;
}

template <typename Row>
void Standing::touch_row(const Row& row) {
  constexpr Table kTable = kTableOf<Row>;
  touch(row.project, {}, rules_turned<Part::project>(kTable));
  if constexpr (has_worker<Row>)
    touch(row.project, {.worker = row.worker}, rules_turned<Part::worker>(kTable));
  if constexpr (has_month<Row>) {
    touch(row.project, {.month = row.month}, rules_turned<Part::month>(kTable));
    touch(row.project, {row.worker, row.month}, rules_turned<Part::worker_month>(kTable));
  }
  Touched& touched = touched_[row.project];
  if constexpr (std::is_same_v<Row, AttendanceRow>)
    touched.days.push_back({row.worker, row.month, row.days});
  touched.tables = static_cast<TableSet>(touched.tables | bit_of(kTable));
}

// Whose card or phone it is, is told of everybody in whose rows it stands.
void Standing::touch_mentions(TextId text) {
  constexpr RuleSet kRules = rules_reached_across(Table::roster);
  for (const Holders::Held& held : sharing_.mentions.of(text)) {
    touch(held.value, {}, kRules & ~kRulesOfWorkers);
    const ProjectRows& rows = rows_of(held.value);
    for (const RosterEntry& stay : rows.roster)
      if (stay.card == text || stay.phone == text)
        touch(held.value, {.worker = stay.worker}, kRules & kRulesOfWorkers);
    for (const Payment& payment : rows.payments)
      if (payment.payee_account == text)
        touch(held.value, {.worker = payment.worker}, kRules & kRulesOfWorkers);
  }
  for (const Movement& movement : book_.unassigned)
    if (movement.counterparty_account == text) touch_projects_of(movement.account, kRules);
}

void Standing::touch_projects_of(TextId account, RuleSet rules) {
  for (const Holders::Held& held : sharing_.accounts.of(account)) touch(held.value, {}, rules);
}

// Hears what one row says that comes or goes.
struct Standing::Noting {
  Standing* standing;
  int count;

  bool noted(Holders& holders, std::uint32_t key, std::uint32_t value) const {
    return count > 0 ? holders.add(key, value) : holders.remove(key, value);
  }
  void person(WorkerIndex worker, ProjectIndex project) {
    noted(standing->sharing_.seen, worker, project);
    if (!standing->strays_.contains(worker)) return;
    standing->have_strays_moved_ = true;
    standing->touch(project, {}, kEveryRule);
  }
  void name(TextId name, ProjectIndex project) {
    Holders& names = standing->sharing_.names;
    if (name == 0 || !noted(names, name, project)) return;
    if (names.of(name).size() == (count > 0 ? 1U : 0U)) standing->respell(name, count > 0);
  }
  void account(TextId account, ProjectIndex project) {
    Holders& accounts = standing->sharing_.accounts;
    constexpr RuleSet kRules = rules_reached_across(Table::accounts);
    standing->touch_projects_of(account, kRules);
    if (!noted(accounts, account, project)) return;
    standing->touch_projects_of(account, kRules);
    std::vector<NumberPair>& pairs = standing->accounts_;
    const auto at = std::ranges::lower_bound(pairs, NumberPair{account, project});
    if (count > 0)
      pairs.insert(at, {account, project});
    else
      pairs.erase(at);
    standing->book_.across.accounts = pairs;
  }
  void card(TextId card, WorkerIndex worker) {
    if (noted(standing->sharing_.cards, card, worker)) standing->touch_mentions(card);
  }
  void phone(TextId phone, WorkerIndex worker) {
    if (noted(standing->sharing_.phones, phone, worker)) standing->touch_mentions(phone);
  }
  void mention(TextId text, ProjectIndex project) {
    if (text != 0) noted(standing->sharing_.mentions, text, project);
  }
  void reported(Month month) { of(month, &MonthRows::reported); }
  void paid(Month month) { of(month, &MonthRows::paid); }
  void of(Month month, std::int64_t MonthRows::*rows) {
    std::int64_t& known = standing->months_[month].*rows;
    known += count;
    if (known == (count > 0 ? 1 : 0)) standing->have_months_changed_ = true;
  }
};

// A name is written for the first time, or nowhere any more: another may stand for all ways to
// write it now.
void Standing::respell(TextId name, bool is_written) {
  const auto text_of = [&](TextId id) { return book_.texts[id]; };
  std::vector<TextId>& spellings = spellings_[folded_name(text_of(name))];
  const auto least = [&] {
    return spellings.empty() ? TextId{0} : *std::ranges::min_element(spellings, {}, text_of);
  };
  const auto forget = [&](TextId id) {
    std::erase_if(alike_, [&](const NumberPair& pair) { return pair.first == id; });
  };
  const TextId before = least();
  for (const TextId id : spellings)
    if (spellings.size() > 1) forget(id);
  if (is_written)
    spellings.push_back(name);
  else
    std::erase(spellings, name);
  const TextId now = least();
  for (const TextId id : spellings) {
    if (id != now) alike_.insert(std::ranges::lower_bound(alike_, NumberPair{id, now}), {id, now});
    if (before == now) continue;
    for (const Holders::Held& held : sharing_.names.of(id)) touch(held.value, {}, kEveryRule);
  }
  book_.across.alike = alike_;
}

void Standing::set_cancelled(Payment& payment) const {
  payment.cancelled_on.reset();
  if (payment.status != PaymentStatus::success || payment.serial == 0) return;
  if (const auto entry = returned_.find(payment.serial); entry != returned_.end())
    payment.cancelled_on = *entry->second.begin();
}

// A 退回 row takes back the payment that carries its serial, in whichever project.
void Standing::note_returned(const Payment& payment, int count) {
  if (payment.status != PaymentStatus::returned || payment.serial == 0) return;
  std::multiset<Date>& days = returned_[payment.serial];
  const std::optional<Date> before = days.empty() ? std::nullopt : std::optional{*days.begin()};
  if (count > 0)
    days.insert(payment.date);
  else
    days.erase(days.find(payment.date));
  const std::optional<Date> now = days.empty() ? std::nullopt : std::optional{*days.begin()};
  if (days.empty()) returned_.erase(payment.serial);
  if (now == before) return;
  for (const Holders::Held& held : sharing_.mentions.of(payment.serial)) {
    for (Payment& taken_back : opened(held.value).payments) {
      if (taken_back.serial != payment.serial) continue;
      set_cancelled(taken_back);
      touch_row(taken_back);
    }
  }
}

template <typename Row>
void Standing::note(const Row& row, int count) {
  Noting noting{this, count};
  tell(row, noting);
  if constexpr (std::is_same_v<Row, RosterEntry>) people_rostered_.insert(row.worker);
  if constexpr (std::is_same_v<Row, AttendanceRow>) people_seen_.insert(row.worker);
  if constexpr (std::is_same_v<Row, Movement>)
    if (row.project == kNone)
      return touch_projects_of(row.account, rules_turned<Part::project>(Table::movements));
  touch_row(row);
}

template <typename Row>
void Standing::enter(Row row) {
  if constexpr (std::is_same_v<Row, Payment>) set_cancelled(row);
  if constexpr (std::is_same_v<Row, Movement>)
    if (row.project == kNone) {
      book_.unassigned.push_back(row);
      return note(row, 1);
    }
  ProjectRows& rows = opened(row.project);
  table_in<Row>(rows).push_back(row);
  if constexpr (has_worker<Row>)
    if (std::ranges::find(rows.workers, row.worker) == rows.workers.end())
      touched_[row.project].have_people_changed = true;
  note(row, 1);
}

template <typename Row>
bool Standing::leave(const Row& row) {
  std::vector<Row>* from = nullptr;
  if constexpr (std::is_same_v<Row, Movement>)
    if (row.project == kNone) from = &book_.unassigned;
  if (from == nullptr) from = &table_in<Row>(opened(row.project));
  const auto at =
      std::ranges::find_if(*from, [&](const Row& other) { return is_same(row, other); });
  if (at == from->end()) return false;
  from->erase(at);
  if constexpr (has_worker<Row>) touched_[row.project].have_people_changed = true;
  note(row, -1);
  return true;
}

template <typename Row>
void Standing::add(const Row& row) {
  if constexpr (std::is_same_v<Row, Payment>) note_returned(row, 1);
  const std::optional<Date> day = begins(row);
  if (day && *day > settings_.as_of)
    later_.emplace(*day, row);
  else
    enter(row);
}

template <typename Row>
bool Standing::remove(const Row& row) {
  const std::optional<Date> day = begins(row);
  if (!day || *day <= settings_.as_of) {
    if (!leave(row)) return false;
  } else {
    const auto [first, last] = later_.equal_range(*day);
    const auto at = std::find_if(first, last, [&](const auto& entry) {
      const Row* other = std::get_if<Row>(&entry.second);
      return other != nullptr && is_same(row, *other);
    });
    if (at == last) return false;
    later_.erase(at);
  }
  if constexpr (std::is_same_v<Row, Payment>) note_returned(row, -1);
  return true;
}

bool Standing::replace(const Project& before, const Project& after) {
  const ProjectIndex index = project(book_.texts[before.project_id]);
  if (index == kNone || !is_same(before, book_.projects[index])) return false;
  Noting leaving{this, -1};
  tell(before, index, leaving);
  book_.projects[index] = after;
  Noting coming{this, 1};
  tell(after, index, coming);
  touch(index, {}, kEveryRule);
  // The name of an account may name any of its projects; where passes count depends on the region.
  for (const Account& account : rows_of(index).accounts)
    touch_projects_of(account.account, kAccountNames);
  if (before.region_code != after.region_code)
    for (ProjectIndex p = 0; p < book_.projects.size(); ++p) touch(p, {}, kIdentityAlone);
  return true;
}

void drop_project(ProjectIndex project, Facts& facts) {
  const auto drop = [&](auto& rows) {
    std::erase_if(rows, [&](const auto& row) { return row.project == project; });
    for (auto& row : rows)
      if (row.project != kNone && row.project > project) --row.project;
  };
  std::apply([&](auto... table) { (drop(facts.*table), ...); }, kTables);
  drop(facts.rejected);
  facts.projects.erase(facts.projects.begin() + static_cast<std::ptrdiff_t>(project));
}

// Joins everything anew, with a project more or less.
bool Standing::rejoin_with(const Change& change) {
  Facts facts;
  for (TextId id = 0; id < book_.texts.size(); ++id) facts.texts.add(book_.texts[id]);
  for (WorkerIndex id = 0; id < book_.identities.size(); ++id)
    facts.identities.add(book_.identities[id]);
  facts.files = book_.files;
  facts.rejected = book_.rejected;
  facts.unrecognised_files = book_.unrecognised_files;
  facts.present = book_.present;
  facts.projects = book_.projects;
  facts.movements = book_.unassigned;
  const auto append = [&]<typename Row>(const Row& row) { table_in<Row>(facts).push_back(row); };
  for (ProjectIndex p = 0; p < book_.projects.size(); ++p) each_row(rows_of(p), append);
  for (const auto& [day, row] : later_)
    std::visit(
        [&]<typename Row>(const Row& one) {
          if constexpr (!std::is_same_v<Row, Project>) append(one);
        },
        row);
  if (change.before) {
    const Project& gone = std::get<Project>(*change.before);
    const ProjectIndex index = project(book_.texts[gone.project_id]);
    if (index == kNone || !is_same(gone, book_.projects[index])) return false;
    drop_project(index, facts);
  }
  if (change.after) facts.projects.push_back(std::get<Project>(*change.after));
  begin(build(std::move(facts), std::nullopt, settings_.threads));
  return true;
}

bool Standing::apply(const Change& change) {
  const auto project_of = [](const std::optional<AnyRow>& row) {
    return row ? std::get_if<Project>(&*row) : nullptr;
  };
  const Project* before = project_of(change.before);
  const Project* after = project_of(change.after);
  if (before != nullptr || after != nullptr) {
    const bool is_same_project =
        before != nullptr && after != nullptr && before->project_id == after->project_id;
    if (!is_same_project) return rejoin_with(change);
    if (!replace(*before, *after)) return false;
    settle();
    return true;
  }
  const auto is_gone = [&]<typename Row>(const Row& row) {
    if constexpr (std::is_same_v<Row, Project>)
      return false;
    else
      return remove(row);
  };
  if (change.before && !std::visit(is_gone, *change.before)) return false;
  if (change.after)
    std::visit(
        [&]<typename Row>(const Row& row) {
          if constexpr (!std::is_same_v<Row, Project>) add(row);
        },
        *change.after);
  settle();
  return true;
}

namespace {

// A parameter that comes into force, or expires, on one of the days after `from` up to `to`.
bool do_parameters_change(const law::Parameters& parameters, Date from, Date to) {
  const auto is_within = [&](Date day) { return from < day && day <= to; };
  return std::ranges::any_of(parameters.all(), [&](const law::ParameterValue& value) {
    return (value.from && is_within(*value.from)) || (value.to && is_within(*value.to + 1));
  });
}

}  // namespace

void Standing::advance(Date day) {
  const Date before = settings_.as_of;
  check(before <= day);
  settings_.as_of = day;
  const bool does_rejected_row_begin = std::ranges::any_of(
      book_.rejected,
      [&](const RejectedRow& row) { return row.date && before < *row.date && *row.date <= day; });
  is_everything_touched_ =
      does_rejected_row_begin || do_parameters_change(law_->parameters, before, day);
  if (does_rejected_row_begin || month_of(before) != month_of(day)) {
    const std::vector<Month> months = county_->months();
    const std::vector<Month> selected = county_->selected_months();
    county_->renew();
    if (months != county_->months() || selected != county_->selected_months())
      is_everything_touched_ = true;
  }
  while (!later_.empty() && later_.begin()->first <= day) {
    const AnyRow row = std::move(later_.extract(later_.begin()).mapped());
    std::visit(
        [&]<typename Row>(const Row& one) {
          if constexpr (!std::is_same_v<Row, Project>) enter(one);
        },
        row);
  }
  for (auto due = dues_.begin(); due != dues_.end() && due->first <= day; ++due)
    touch(due->second, {}, kEveryRule);
  settle();
}

// Of somebody who comes or goes all is judged, whatever his row says.
void Standing::settle_workers(ProjectRows& rows, Touched& touched) {
  std::vector<WorkerIndex> before = std::exchange(rows.workers, {});
  rows.workers = workers_of(rows, book_.identities, place_);
  std::vector<WorkerIndex> now = rows.workers;
  std::ranges::sort(before);
  std::ranges::sort(now);
  std::vector<WorkerIndex> others;
  std::ranges::set_symmetric_difference(before, now, std::back_inserter(others));
  touched.have_people_changed = !others.empty();
  for (const WorkerIndex worker : others) touched.rules[{.worker = worker}] |= kRulesOfWorkers;
}

void Standing::settle_rows(ProjectIndex project, Touched& touched) {
  if (touched.tables == 0) return;
  ProjectRows& rows = opened(project);
  place_.resize(book_.identities.size());
  if (touched.have_people_changed) settle_workers(rows, touched);
  for (std::uint32_t i = 0; i < rows.workers.size(); ++i) place_[rows.workers[i]] = i;
  Rows sorted;  // only what has to be
  const auto swap_touched = [&]<typename Row>(std::vector<Row> Rows::*table) {
    if ((touched.tables & bit_of(kTableOf<Row>)) != 0) std::swap(sorted.*table, rows.*table);
  };
  const auto swap_all = [&] {
    std::apply([&](auto... table) { (swap_touched(table), ...); }, kTables);
  };
  swap_all();
  sort_rows(sorted, place_, book_.texts);
  swap_all();
  renew(rows, {touched.tables, touched.have_people_changed}, changed_[project], ends_[project]);
}

void Standing::settle_months() {
  std::vector<Month> all;
  std::vector<Month> reported;
  for (const auto& [month, rows] : months_) {
    if (rows.reported > 0) reported.push_back(month);
    if (rows.reported > 0 || rows.paid > 0) all.push_back(month);
  }
  if (all == book_.months && reported == book_.reported) return;
  book_.months = std::move(all);
  book_.reported = std::move(reported);
  county_->renew();
  is_everything_touched_ = true;
}

void Standing::settle_strayed() {
  strayed_.clear();
  for (const WorkerIndex worker : strays_)
    for (const Holders::Held& held : sharing_.seen.of(worker))
      strayed_.push_back({worker, held.value});
  book_.across.strayed = strayed_;
  county_->renew();
}

bool Standing::settle_sightings(WorkerIndex worker) {
  const auto seen = sharing_.seen.of(worker);
  std::vector<AttendanceRow> rows;
  std::set<ProjectIndex> projects;
  if (seen.size() > 1)
    for (const Holders::Held& held : seen)
      for (const AttendanceRow& row : rows_of(held.value).attendance)
        if (row.worker == worker) {
          rows.push_back(row);
          projects.insert(row.project);
        }
  if (projects.size() < 2) rows.clear();
  if (rows.empty() && book_.across.sightings_of(worker).empty()) return false;
  std::ranges::sort(rows, {}, [&](const AttendanceRow& row) {
    return std::tuple(row.month, row.project, row.days & (~row.days + 1), row.days,
                      row.first_minute, row.last_minute, row.source);
  });
  put(book_.across.sightings, worker, rows);
  return true;
}

bool Standing::settle_renamed(WorkerIndex worker) {
  std::vector<RosterEntry> rows;
  std::set<std::string> names;
  for (const Holders::Held& held : sharing_.seen.of(worker))
    for (const RosterEntry& row : rows_of(held.value).roster)
      if (row.worker == worker) {
        rows.push_back(row);
        if (row.name != 0) names.insert(folded_name(book_.texts[row.name]));
      }
  if (names.size() < 2) rows.clear();
  if (rows.empty() && book_.across.renamed_of(worker).empty()) return false;
  std::ranges::sort(rows, {}, [&](const RosterEntry& row) {
    return std::tuple(book_.texts[row.name], row.project, row.entered, book_.texts[row.employer],
                      row.source);
  });
  put(book_.across.renamed, worker, rows);
  return true;
}

void Standing::settle_people() {
  std::set<WorkerIndex> concerned;
  for (const WorkerIndex worker : people_seen_)
    if (settle_sightings(worker)) concerned.insert(worker);
  for (const WorkerIndex worker : people_rostered_)
    if (settle_renamed(worker)) concerned.insert(worker);
  for (const WorkerIndex worker : concerned)
    for (const Holders::Held& held : sharing_.seen.of(worker))
      touch(held.value, {.worker = worker}, kIdentityAlone);
}

void Standing::settle() {
  for (auto& [project, touched] : touched_) settle_rows(project, touched);
  if (have_months_changed_) settle_months();
  if (have_strays_moved_) settle_strayed();
  settle_people();
  if (is_everything_touched_) {
    judge_everything();
  } else {
    for (auto& [project, touched] : touched_) {
      if (touched.rules.empty()) continue;
      const Date before = stands_[project].due;
      judge(*turn_, project, touched);
      if (stands_[project].due == before) continue;
      dues_.erase({before, project});
      if (stands_[project].due != kNeverDue) dues_.insert({stands_[project].due, project});
    }
  }
  constexpr std::size_t kOpenMost = 256;
  if (open_.size() > kOpenMost) open_.clear();
  touched_.clear();
  people_rostered_.clear();
  people_seen_.clear();
  is_everything_touched_ = have_months_changed_ = have_strays_moved_ = false;
}

bool Standing::is_selected(ProjectIndex project) const {
  const Project& row = book_.projects[project];
  return book_.texts[row.region_code].starts_with(law::region_prefix(settings_.region)) &&
         (settings_.project.empty() || book_.texts[row.project_id] == settings_.project);
}

namespace {

std::uint32_t attended_in(const ProjectBook& book, WorkerIndex worker, Month month) {
  const auto entry = std::ranges::find(book.workers(), worker, &WorkerBook::worker);
  const WorkerMonth* here = entry == book.workers().end() ? nullptr : entry->find(month);
  return here == nullptr ? 0 : here->attended;
}

// Calls act(month) for each month that a run of days goes on into from one of its days that may
// have been turned: W13 and W14 count how long somebody came without a break.
template <typename Do>
void each_later_month(const ProjectBook& book, WorkerIndex worker, Month month,
                      std::uint32_t turned, Do act) {
  const auto last_bit = [](Month one) { return 1U << (days_in(one) - 1); };
  bool goes_on = ((attended_in(book, worker, month) | turned) & last_bit(month)) != 0;
  while (goes_on) {
    month = month + 1;
    act(month);
    goes_on = attended_in(book, worker, month) == last_bit(month) * 2 - 1;
  }
}

}  // namespace

void Standing::judge(ProjectBook& turn, ProjectIndex project, Touched& touched) {
  Stand& stand = stands_[project];
  if (!is_selected(project)) {
    stand = {};
    return;
  }
  ++judged_;
  turn.turn_to(project);
  check(turn.is_sound());
  for (const DaysTouched& turned : touched.days)
    each_later_month(turn, turned.worker, turned.month, turned.days, [&](Month month) {
      touched.rules[{turned.worker, month}] |= rules_turned_later(Table::attendance);
    });
  RuleSet in_whole = 0;
  RuleSet lost = 0;
  for (const auto& [scope, rules] : touched.rules) {
    lost |= judge_part(turn, scope, rules & ~in_whole);
    if (scope.is_whole()) in_whole = rules;
  }
  judge_part(turn, {}, lost);
  stand.due = next_change(turn);
}

// Gives the rules of which it cannot be told any more what they lack: where they lacked it they do
// not, and where else they do was not written down.
RuleSet Standing::judge_part(const ProjectBook& turn, const Scope& scope, RuleSet rules) {
  if (rules == 0) return 0;
  Stand& stand = stands_[turn.index()];
  std::vector<BriefFinding> found;
  FindingSink sink(turn, found);
  sink.limit_to(rules);
  sink.limit_to(scope);
  std::vector<Finding> in_full;  // stays empty
  judge_all_rules(turn, sink, in_full);
  sink.finish();
  judged_worker_months_ += sink.visited();
  const auto is_judged = [&](std::uint8_t rule) { return (rules >> rule & 1) != 0; };
  const auto is_missing = [](const BriefFinding& finding) {
    return finding.verdict == rules::Verdict::missing_fact;
  };
  std::erase_if(stand.findings, [&](const BriefFinding& finding) {
    return is_judged(finding.rule) &&
           (is_missing(finding) || scope.has({finding.worker, finding.month}));
  });
  std::erase_if(found, [&](const BriefFinding& finding) {
    return !is_judged(finding.rule) || is_missing(finding) ||
           !scope.has({finding.worker, finding.month});
  });
  const RuleSet lost = renew_lacks(stand.lacks, sink.lacks(), scope, rules);
  for (const Lack& lack : stand.lacks)
    if (is_judged(lack.rule)) found.push_back(brief_of(turn.index(), lack));
  const auto is_before = [&](const BriefFinding& a, const BriefFinding& b) {
    return comes_before(book_, a, b);
  };
  std::ranges::sort(found, is_before);
  const auto old = static_cast<std::ptrdiff_t>(stand.findings.size());
  std::ranges::move(found, std::back_inserter(stand.findings));
  std::ranges::inplace_merge(stand.findings, stand.findings.begin() + old, is_before);
  return lost;
}

void Standing::judge_everything() {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    ProjectBook turn(*county_);
    for (std::size_t p = next++; p < stands_.size(); p = next++) {
      Touched all{.rules = {{Scope{}, kEveryRule}}, .days = {}};
      judge(turn, static_cast<ProjectIndex>(p), all);
    }
  };
  {
    std::vector<std::jthread> others;
    for (int i = 1; i < settings_.threads; ++i) others.emplace_back(work);
    work();
  }
  dues_.clear();
  for (ProjectIndex p = 0; p < stands_.size(); ++p)
    if (stands_[p].due != kNeverDue) dues_.insert({stands_[p].due, p});
}

Date Standing::next_due() const {
  return dues_.empty() ? kNeverDue : dues_.begin()->first;
}

std::vector<BriefFinding> Standing::findings() const {
  std::vector<BriefFinding> all;
  for (const Stand& stand : stands_)
    all.insert(all.end(), stand.findings.begin(), stand.findings.end());
  return all;
}

}  // namespace qingxin::verify
