// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string>

#include "access/sealing.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/links.h"
#include "store/scope_sql.h"
#include "store/sql_store.h"
#include "store/statements.h"

// What projects have in common, so that a change in one of them finds the others.
namespace qingxin::store {

namespace {

constexpr std::int64_t kAnyVariant = 0;

enum class LinkKind : unsigned char { card = 1, phone, account, name, spelling, serial };

// With a key: there are few phone numbers, and who has the database could try them all.
class LinkMaker {
 public:
  explicit LinkMaker(const access::Key& index) : key_(access::derived_key(index, "links")) {}

  std::int64_t link(LinkKind kind, std::string_view text) const {
    const std::string told = static_cast<char>('0' + static_cast<int>(kind)) + std::string(text);
    const Digest digest = hmac_sm3(key_.bytes, told);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof bits; ++i) bits = bits << 8 | std::uint64_t{digest[i]};
    return static_cast<std::int64_t>(bits & std::numeric_limits<std::int64_t>::max());
  }

 private:
  access::Key key_;
};

// Pairs of numbers, each kept once however often it is told.
class Pairs {
 public:
  void add(std::uint32_t first, std::uint32_t second) {
    const std::uint64_t pair = (std::uint64_t{first} << 32) | second;
    if (!pairs_.empty() && pairs_.back() == pair) return;
    pairs_.push_back(pair);
    if (pairs_.size() > 2 * distinct_ + kRoom) sort();
  }
  const std::vector<std::uint64_t>& sorted() {
    sort();
    return pairs_;
  }

 private:
  static constexpr std::size_t kRoom = 1 << 18;

  void sort() {
    std::ranges::sort(pairs_);
    pairs_.erase(std::ranges::unique(pairs_).begin(), pairs_.end());
    distinct_ = pairs_.size();
  }

  std::vector<std::uint64_t> pairs_;
  std::size_t distinct_ = 0;
};

// Collects what each project of a part shares with whoever has it, too. Projects are numbered as in
// the head.
class Links {
 public:
  Links(const book::FactsPart& part, const book::Facts& head)
      : facts_(part.facts.get()), first_(static_cast<book::ProjectIndex>(part.first_project)) {
    people();
    texts();
    unassigned(head);
  }

  Pairs workers;
  std::array<Pairs, 7> by_kind;  // project, text

 private:
  void add(LinkKind kind, book::ProjectIndex project, book::TextId text) {
    if (text != 0 && project != book::kNone)
      by_kind[static_cast<std::size_t>(kind)].add(first_ + project, text);
  }

  void people() {
    const auto add_all = [&](const auto& rows) {
      for (const auto& row : rows)
        if (row.project != book::kNone && row.worker != 0)
          workers.add(first_ + row.project, row.worker);
    };
    add_all(facts_->roster);
    add_all(facts_->payroll);
    add_all(facts_->payments);
    add_all(facts_->attendance);
    add_all(facts_->rejected);
  }

  void texts() {
    for (std::size_t p = 0; p < facts_->projects.size(); ++p) {
      const auto project = static_cast<book::ProjectIndex>(p);
      add(LinkKind::name, project, facts_->projects[p].owner);
      add(LinkKind::name, project, facts_->projects[p].general_contractor);
    }
    for (const book::Unit& unit : facts_->units) add(LinkKind::name, unit.project, unit.name);
    for (const book::RosterEntry& stay : facts_->roster) {
      add(LinkKind::card, stay.project, stay.card);
      add(LinkKind::phone, stay.project, stay.phone);
      add(LinkKind::name, stay.project, stay.employer);
    }
    for (const book::Account& account : facts_->accounts)
      add(LinkKind::account, account.project, account.account);
    for (const book::PayrollLine& line : facts_->payroll)
      add(LinkKind::name, line.project, line.employer);
    for (const book::Payment& payment : facts_->payments) {
      add(LinkKind::card, payment.project, payment.payee_account);
      add(LinkKind::account, payment.project, payment.source_account);
      if (payment.status == book::PaymentStatus::returned)
        add(LinkKind::serial, payment.project, payment.serial);
    }
    for (const book::Movement& movement : facts_->movements) {
      add(LinkKind::account, movement.project, movement.account);
      add(LinkKind::card, movement.project, movement.counterparty_account);
    }
    cancelled();
  }

  // Movements of no project are of all that have the account.
  void unassigned(const book::Facts& head) {
    const auto is_nobodys = [](const book::Movement& movement) {
      return movement.project == book::kNone && movement.counterparty_account != 0;
    };
    if (std::ranges::none_of(facts_->movements, is_nobodys)) return;
    std::map<std::string_view, std::set<book::ProjectIndex>> owners;
    for (const book::Account& account : head.accounts)
      if (account.account != 0) owners[head.texts[account.account]].insert(account.project);
    for (const book::Movement& movement : facts_->movements)
      if (is_nobodys(movement))
        for (const book::ProjectIndex owner : owners[facts_->texts[movement.account]])
          by_kind[static_cast<std::size_t>(LinkKind::card)].add(owner,
                                                                movement.counterparty_account);
  }

  // A payment that was sent back: whoever has the receipt of its return, too.
  void cancelled() {
    for (const book::Payment& payment : facts_->payments)
      if (payment.cancelled_on) add(LinkKind::serial, payment.project, payment.serial);
  }

  const book::Facts* facts_;
  book::ProjectIndex first_;
};

}  // namespace

std::vector<PlacedLink> links_of(const book::FactsPart& part, const book::Facts& head,
                                 std::span<const ProjectId> projects,
                                 const std::function<PersonId(book::WorkerIndex)>& person,
                                 const access::Key& index) {
  const book::Facts& facts = *part.facts;
  const LinkMaker maker(index);
  Links links(part, head);
  std::vector<PlacedLink> placed;
  const auto low = [](std::uint64_t pair) { return static_cast<std::uint32_t>(pair); };
  for (const std::uint64_t pair : links.workers.sorted())
    placed.push_back({projects[pair >> 32], number(person(low(pair))), kAnyVariant});
  for (const LinkKind kind : {LinkKind::card, LinkKind::phone, LinkKind::account, LinkKind::serial})
    for (const std::uint64_t pair : links.by_kind[static_cast<std::size_t>(kind)].sorted())
      placed.push_back(
          {projects[pair >> 32], maker.link(kind, facts.texts[low(pair)]), kAnyVariant});
  for (const std::uint64_t pair :
       links.by_kind[static_cast<std::size_t>(LinkKind::name)].sorted()) {
    const std::string_view name = facts.texts[low(pair)];
    placed.push_back({projects[pair >> 32], maker.link(LinkKind::name, folded_name(name)),
                      maker.link(LinkKind::spelling, name) | 1});
  }
  return placed;
}

Result<void> SqlStore::put_links(const book::Facts& facts, std::span<const ProjectId> projects) {
  const book::FactsPart whole{{std::shared_ptr<const book::Facts>{}, &facts}, 0};
  return put_links(links_of(
      whole, facts, projects,
      [&](book::WorkerIndex worker) { return person(facts.identities[worker]); },
      core_->vault.index()));
}

Result<void> SqlStore::put_links(std::span<const PlacedLink> placed) {
  constexpr std::size_t kAtOnce = 100;
  constexpr std::size_t kInTransaction = 50'000;
  for (std::size_t begin = 0; begin < placed.size(); begin += kInTransaction) {
    const std::size_t end = std::min(begin + kInTransaction, placed.size());
    const access::AuditEntry entry =
        access::audit_entry("put_links", {{"links", static_cast<std::int64_t>(end - begin)}});
    const Result<void> put =
        transact(entry, now_, "存入项目之间的联系", [&](Connection& connection) {
          Statements statements(connection);
          for (std::size_t first = begin; first < end;) {
            const std::size_t count = end - first >= kAtOnce ? kAtOnce : 1;
            std::string places;
            std::vector<SqlValue> values;
            for (const PlacedLink& one : placed.subspan(first, count)) {
              const std::size_t at = values.size();
              places +=
                  fmt::format("{}(${}, ${}, ${})", at == 0 ? "" : ", ", at + 1, at + 2, at + 3);
              values.insert(values.end(), {one.link, number(one.project), one.variant});
            }
            statements.run("INSERT INTO shared_link (link, project_id, variant) VALUES " + places +
                               " ON CONFLICT (link, project_id, variant) DO NOTHING",
                           values);
            first += count;
          }
          return statements.outcome();
        });
    if (!put) return put;
  }
  return {};
}

Result<std::vector<ProjectId>> SqlStore::neighbours_of(std::span<const ProjectId> projects) {
  std::set<std::int64_t> found;
  const Result<void> done = transact(Intent::read, "查相关的项目", [&](Connection& connection) {
    Statements statements(connection);
    found.clear();
    for (const ProjectId project : projects) {
      if (!covers(statements, project)) continue;
      found.insert(number(project));
      std::vector<SqlValue> values{number(project)};
      const ScopeSql scope(who_.scope, "o.project_id", values.size());
      scope.append_to(values);
      statements.run(
          "SELECT DISTINCT o.project_id FROM shared_link m JOIN shared_link o ON o.link = m.link"
          " WHERE m.project_id = $1 AND o.project_id <> $1 AND (m.variant = 0 OR"
          " o.variant <> m.variant) AND " +
              scope.condition(),
          std::span<const SqlValue>{values},
          [&](const SqlRow& row) { found.insert(row.number(0)); });
    }
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  std::vector<ProjectId> neighbours;
  for (const std::int64_t project : found) neighbours.push_back(ProjectId{project});
  return neighbours;
}

}  // namespace qingxin::store
