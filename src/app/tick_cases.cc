// SPDX-License-Identifier: Apache-2.0
#include "app/tick_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/answer_clue.h"
#include "app/escalate.h"
#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 500;

// The law data says from when it is: as the notices stood on that day, it counted.
Result<std::optional<CountedBefore>> counted_before(const CaseDesk& desk,
                                                    const std::string& version) {
  if (version.empty() || version == desk.law->version) return std::nullopt;
  const Result<Date> day = parse_iso_date(version);
  if (!day) return std::nullopt;  // made by somebody else: nothing is known of its notices
  Result<law::Law> then = law::load(std::nullopt, *day);
  if (!then) return tl::unexpected(then.error());
  return CountedBefore{std::move(then->calendar), version};
}

bool is_other(const store::DossierReadings& now, const store::DossierReadings& before) {
  return now.is_open != before.is_open || now.due != before.due ||
         now.timeliness != before.timeliness;
}

// One run over all dossiers that are open.
class Ticking {
 public:
  Ticking(const access::Principal& who, Moment moment, const CaseDesk& desk,
          const std::optional<CountedBefore>& before,
          const std::vector<casework::EscalationRule>& rules)
      : who_(&who),
        moment_(moment),
        desk_(&desk),
        before_(&before),
        rules_(&rules),
        held_(desk.store->acting_for(who, moment.now)) {}

  Result<void> run();
  CasesTicked done() && { return std::move(done_); }

 private:
  Result<void> begin_missing();
  Result<void> look_at(const store::KeptDossier& listed);
  Result<void> follow(DossierWork& work);
  Result<void> remind(const DossierWork& work);
  Result<void> escalate(const DossierWork& work);
  Result<void> redate(const DossierWork& work);

  const access::Principal* who_;
  Moment moment_;
  const CaseDesk* desk_;
  const std::optional<CountedBefore>* before_;
  const std::vector<casework::EscalationRule>* rules_;
  std::shared_ptr<store::Store> held_;
  CasesTicked done_;
};

// Of clues that were kept before there were dossiers, or whose receipt broke off.
Result<void> Ticking::begin_missing() {
  ClueId after{};
  while (true) {
    const Result<std::vector<ClueId>> clues =
        held_->dossiers().clues_without_dossier(after, kAtOnce);
    if (!clues) return tl::unexpected(clues.error());
    for (const ClueId clue : *clues) {
      after = clue;
      const Result<store::WholeClue> whole = held_->clues().whole_clue(clue);
      const Result<void> begun =
          whole ? begin_clue_dossier(*who_, moment_, *desk_, *whole, store::ClueKept::fresh)
                : tl::unexpected(whole.error());
      if (begun) {
        ++done_.begun;
        continue;
      }
      // The database is gone: no clue is at fault.
      if (begun.error().code == ErrorCode::unavailable) return begun;
      done_.faulty.push_back({store::dossier_of(clue), begun.error().message});
    }
    if (std::ssize(*clues) < kAtOnce) return {};
  }
}

// "没收到" was written down by a program that stopped before it took the ends back.
Result<void> Ticking::follow(DossierWork& work) {
  if (const Result<void> done = work.follow(); !done) return done;
  for (const Step step : work.followed()) done_.followed.push_back({work.read().id, step});
  return {};
}

Result<void> Ticking::remind(const DossierWork& work) {
  const DossierId id = work.read().id;
  const Result<std::vector<store::ReminderNote>> noted = held_->dossiers().reminders_of(id);
  if (!noted) return tl::unexpected(noted.error());
  std::set<std::string> sent;
  for (const store::ReminderNote& note : *noted) sent.insert(note.reminder.key);
  for (const casework::Reminder& reminder :
       casework::reminders_due(work.now(), casework::default_reminders(), sent, work.world())) {
    const Result<store::Kept> kept = held_->dossiers().note_reminder(id, reminder);
    if (!kept) return tl::unexpected(kept.error());
    if (*kept == store::Kept::now) done_.reminders.push_back({id, reminder});
  }
  return {};
}

Result<void> Ticking::escalate(const DossierWork& work) {
  const DossierId id = work.read().id;
  // A clue that is in a case, or was merged into another one, goes up with it and not by itself.
  if (work.now().subject == Subject::clue && !work.now().links.empty()) return {};
  if (casework::state_of(work.now(), casework::Strand::clearing) == casework::State::cleared)
    return {};
  const Result<std::vector<store::EscalationNote>> fired = held_->dossiers().escalations_of(id);
  if (!fired) return tl::unexpected(fired.error());
  const Result<EndFacts> facts = work.end_facts();
  if (!facts) return tl::unexpected(facts.error());
  for (const std::string& rule : escalations_of(work, *facts, *rules_, *fired).due) {
    const auto row = std::ranges::find(*rules_, rule, &casework::EscalationRule::id);
    const Result<store::Kept> kept = held_->dossiers().note_escalation(id, rule, row->rung);
    if (!kept) return tl::unexpected(kept.error());
    if (*kept == store::Kept::now) done_.escalations.push_back({id, rule, row->rung});
  }
  return {};
}

Result<void> Ticking::redate(const DossierWork& work) {
  if (!*before_) return {};
  casework::World before = work.world();
  before.calendar = &(*before_)->calendar;
  before.calendar_version = (*before_)->version;
  const std::vector<casework::Redating> moved = casework::redate(work.now(), before, work.world());
  if (moved.empty()) return {};
  const Result<store::Kept> kept = held_->dossiers().note_redatings(
      work.read().id, moved, (*before_)->version, desk_->law->version);
  if (!kept) return tl::unexpected(kept.error());
  if (*kept == store::Kept::already) return {};
  for (const casework::Redating& redating : moved)
    done_.redatings.push_back({work.read().id, redating});
  return {};
}

Result<void> Ticking::look_at(const store::KeptDossier& listed) {
  DossierWork work(*desk_, *who_, moment_);
  if (const Result<void> taken = work.take_up(listed.id); !taken) return taken;
  if (const Result<void> followed = follow(work); !followed) return followed;
  if (const Result<void> moved = redate(work); !moved) return moved;
  // What lists are narrowed by is worked out anew, for days have passed.
  const store::DossierChange change = work.change();
  if (work.has_changed() || is_other(change.readings, listed.readings)) {
    const Result<store::Kept> kept = held_->dossiers().keep_dossiers(std::span{&change, 1});
    if (!kept) return tl::unexpected(kept.error());
  }
  if (const Result<void> reminded = remind(work); !reminded) return reminded;
  return escalate(work);
}

Result<void> Ticking::run() {
  if (const Result<void> begun = begin_missing(); !begun) return begun;
  store::DossierFilter filter;
  filter.is_open = 1;
  DossierId after{};
  while (true) {
    const Result<std::vector<store::KeptDossier>> found =
        held_->dossiers().dossiers_after(filter, after, kAtOnce);
    if (!found) return tl::unexpected(found.error());
    for (const store::KeptDossier& kept : *found) {
      ++done_.looked_at;
      after = kept.id;
      const Result<void> looked = look_at(kept);
      if (looked) continue;
      // The database is gone: no dossier is at fault.
      if (looked.error().code == ErrorCode::unavailable) return looked;
      done_.faulty.push_back({kept.id, looked.error().message});
    }
    if (std::ssize(*found) < kAtOnce) return {};
  }
}

}  // namespace

Result<CasesTicked> tick_cases(const access::Principal& who, Moment moment, const CaseDesk& desk,
                               const std::optional<CountedBefore>& before) {
  if (const Result<void> may = permit(who, access::Action::tick_cases); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<std::vector<casework::EscalationRule>> rules = rules_in_force(*held);
  if (!rules) return tl::unexpected(rules.error());
  const Result<std::string> version = held->dossiers().calendar_counted_by();
  if (!version) return tl::unexpected(version.error());
  std::optional<CountedBefore> then = before;
  if (!then) {
    Result<std::optional<CountedBefore>> known = counted_before(desk, *version);
    if (!known) return tl::unexpected(known.error());
    then = *std::move(known);
  }
  Ticking ticking(who, moment, desk, then, *rules);
  if (const Result<void> run = ticking.run(); !run) return tl::unexpected(run.error());
  if (*version != desk.law->version)
    if (const auto noted = held->dossiers().note_calendar(desk.law->version); !noted)
      return tl::unexpected(noted.error());
  return std::move(ticking).done();
}

Result<std::vector<casework::EscalationRule>> escalation_rules(const access::Principal& who,
                                                               const CaseDesk& desk) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  return rules_in_force(*desk.store->acting_for(who, Instant{}));
}

Result<store::Kept> set_escalation_rules(const access::Principal& who, Moment moment,
                                         const CaseDesk& desk,
                                         std::vector<casework::EscalationRule> rules) {
  if (const Result<void> may = permit(who, access::Action::use_pack); !may)
    return tl::unexpected(may.error());
  const Result<std::vector<casework::EscalationRule>> sound =
      casework::checked_rules(std::move(rules));
  if (!sound) return tl::unexpected(sound.error());
  for (const casework::EscalationRule& rule : *sound)
    if (!is_printable(rule.id) || !is_printable(rule.source))
      return fail(ErrorCode::invalid_input,
                  fmt::format("升级规则 {} 的编号或依据里有换行、制表符之类，请写在一行里",
                              printable(rule.id)));
  return desk.store->acting_for(who, moment.now)->dossiers().set_escalation_rules(*sound);
}

}  // namespace qingxin::app
