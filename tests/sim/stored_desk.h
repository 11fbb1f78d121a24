// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/check.h"
#include "store/dossiers.h"
#include "store/sql_store.h"
#include "tests/sim/desk.h"

namespace qingxin::sim {

// A database that need not survive the machine's fall.
class HastyDatabase : public store::Database {
 public:
  explicit HastyDatabase(store::Database& database) : database_(&database) {}

  store::Engine engine() const override { return database_->engine(); }
  int writers() const override { return database_->writers(); }
  store::SqlResult<std::unique_ptr<store::Connection>> connect() override {
    auto connection = database_->connect();
    if (connection && engine() == store::Engine::sqlite)
      check((*connection)->run_script("PRAGMA synchronous = OFF").has_value());
    return connection;
  }

 private:
  store::Database* database_;
};

// The same desk over stored data: whatever the office sees was read back from the database.
class StoredDesk : public Desk {
 public:
  // `database` is empty, and outlives this.
  StoredDesk(store::Database& database, Instant now) : database_(database) {
    auto store = store::SqlStore::open(database_, {.person_key = "sim", .node = 1}, now);
    check(store.has_value());
    store_ = *std::move(store);
  }

  Result<void> record(std::int64_t id, casework::Subject subject,
                      const casework::Event& event) override {
    const casework::EndFacts held = facts(id);
    const store::WholeDossier& read = read_of(id);
    const bool is_new = read.stamp.events == 0;
    Result<casework::Dossier> after =
        apply(is_new ? std::nullopt : std::optional{read.dossier}, subject, event, world, held);
    if (!after) return tl::unexpected(after.error());
    if (!is_new && after->events.size() == read.dossier.events.size()) return {};
    while (const auto next = follow_up(*after, world.now)) {
      after = apply(*after, subject, *next, world, held);
      if (!after) return tl::unexpected(after.error());
    }
    write(change_of(read, *std::move(after), world));
    return {};
  }
  casework::Dossier dossier(std::int64_t id) const override { return read_.at(id).dossier; }
  casework::EndFacts facts(std::int64_t id) const override {
    const auto read = read_.find(id);
    const auto unanswered = unanswered_.find(id);
    return store::end_facts(read == read_.end() ? store::DossierFacts{} : read->second.facts, 0,
                            unanswered == unanswered_.end() ? 0 : unanswered->second);
  }
  void keep(std::int64_t id, casework::EndFacts facts) override {
    unanswered_[id] = facts.unanswered_clues;  // a count of the moment, which nobody stores
    const store::WholeDossier& known = read_of(id);
    const store::DossierFacts told = told_by(std::move(facts));
    if (told == known.facts) return;
    check(known.stamp.events > 0);
    store::WholeDossier read = known;
    read.facts = told;
    write(change_of(read, known.dossier, world));
  }

  // Whether the trail of all that was written is sound.
  bool is_sound() {
    const Result<access::AuditReport> report = store_->audit_trail().verify_audit({});
    return report && report->is_sound();
  }

 private:
  static store::DossierFacts told_by(casework::EndFacts facts) {
    store::DossierFacts told;
    for (casework::Arrears& arrears : facts.workers) {
      store::CaseWorker worker;
      worker.arrears = std::move(arrears);
      told.workers.push_back(std::move(worker));
    }
    told.claimed_people = facts.claimed_people;
    told.claimed_amount = facts.claimed_amount;
    told.why_not_as_claimed = facts.why_not_as_claimed;
    told.told_people = facts.told_people;
    told.told_amount = facts.told_amount;
    told.crime = facts.crime;
    told.why_no_police = facts.why_no_police;
    told.delays = facts.delays;
    return told;
  }

  // As it was read last; blank where there is none yet.
  const store::WholeDossier& read_of(std::int64_t id) {
    const auto [read, is_new] = read_.try_emplace(id);
    if (is_new) read->second.id = store::DossierId{id};
    return read->second;
  }

  void write(const store::DossierChange& change) {
    const std::unique_ptr<store::Store> now = store_->acting_for(access::the_machine(), world.now);
    const Result<store::Kept> kept = now->dossiers().keep_dossiers(std::span{&change, 1});
    check(kept.has_value());
    Result<store::WholeDossier> read = now->dossiers().whole_dossier(change.id);
    check(read.has_value());
    read_[store::number(change.id)] = *std::move(read);
  }

  HastyDatabase database_;
  std::unique_ptr<store::SqlStore> store_;
  std::map<std::int64_t, store::WholeDossier> read_;
  std::map<std::int64_t, int> unanswered_;
};

}  // namespace qingxin::sim
