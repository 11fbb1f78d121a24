// SPDX-License-Identifier: Apache-2.0
#include "app/answer_clue.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/units.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

using casework::Actor;
using casework::State;
using casework::Strand;

store::DossierFace face_of(const store::WholeClue& whole) {
  const store::ClueFigures& figures = whole.clue.figures;
  store::DossierFace face;
  face.region_code = figures.region_code;
  face.industry = figures.industry;
  face.project = whole.clue.project;
  face.project_name = figures.project_name;
  face.employer = figures.employer;
  face.employer_code = figures.employer_code;
  return face;
}

// What a worker's counter does is its own act; what the program reads from a file or a phone is
// the program's.
Actor taker(const access::Principal& who) {
  return who.user == access::UserId{} ? Actor::machine : Actor::intake;
}

Result<void> step_as(DossierWork& work, Event event) {
  return event.by == Actor::machine ? work.step_of_machine(std::move(event))
                                    : work.step(std::move(event));
}

// 信访工作条例 23: what comes as a petition is registered as one on arrival, and its terms run.
Result<void> register_petition(Actor by, Instant at, casework::Channel channel, DossierWork& work) {
  if (channel != casework::Channel::petition) return {};
  Event registered;
  registered.key = "petition";
  registered.step = Step::petition_registered;
  registered.at = at;
  registered.by = by;
  return step_as(work, std::move(registered));
}

// The steps with which a clue begins, as the acts of whoever took it.
Result<void> begin_steps(Actor by, Moment moment, const store::WholeClue& whole,
                         DossierWork& work) {
  const KeptClue& clue = whole.clue;
  const access::UnitId body = clue.asked == access::UnitId{} ? kLocalUnit : clue.asked;
  Event first;
  first.key = "first-asked";
  first.step = Step::first_asked;
  first.at = std::min(clue.origin.arrived, moment.now);
  first.by = by;
  first.body = casework::BodyId{access::number(body)};
  if (const Result<void> done = step_as(work, first); !done) return done;
  Event arrived;
  arrived.key = "arrived";
  arrived.step = Step::clue_arrived;
  arrived.at = first.at;
  arrived.by = by;
  arrived.channel = clue.origin.channel;
  if (const Result<void> done = step_as(work, arrived); !done) return done;
  if (const Result<void> done = register_petition(by, first.at, clue.origin.channel, work); !done)
    return done;
  if (!clue.suggested) return {};
  Event suggested;
  suggested.key = "class-suggested";
  suggested.step = Step::class_suggested;
  suggested.matter_class = clue.suggested;
  return work.step_of_machine(suggested);
}

// It came again and says otherwise.
Result<void> say_again(const access::Principal& who, const store::WholeClue& whole,
                       DossierWork& work) {
  const std::optional<State> state = casework::state_of(work.now(), Strand::clue);
  if (!state || *state == State::clue_waiting) return {};  // nobody has it yet: he will read both
  Event event;
  event.key = fmt::format("said-{}", whole.clue.said_count);
  event.reason = fmt::format("来件内容有变，第 {} 次", whole.clue.said_count);
  event.by = taker(who);
  // 补充情况 is somebody's act; the program may only say that an answered one was asked again.
  event.step = *state == State::clue_answered ? Step::asked_again : Step::more_given;
  if (event.step == Step::more_given && event.by == Actor::machine) event.by = Actor::worker;
  return step_as(work, event);
}

// What was said after somebody received it and stands in no step of it: the program stopped between
// the one and the other. What was said before he has read.
bool is_unsaid(const store::WholeClue& whole, const Dossier& dossier) {
  if (whole.clue.said_count < 2 || whole.versions.empty()) return false;
  const std::string key = fmt::format("said-{}", whole.clue.said_count);
  if (std::ranges::find(dossier.events, key, &Event::key) != dossier.events.end()) return false;
  const auto received = std::ranges::find(dossier.events, Step::clue_received, &Event::step);
  return received != dossier.events.end() && whole.versions.back().at > received->entered_at;
}

void claim_of(const store::WholeClue& whole, store::DossierFacts& facts) {
  claim_as_said(std::span{&whole, 1}, facts);
}

// A clue that somebody works with has been received.
Result<void> receive(const access::Principal& who, DossierWork& work) {
  if (casework::state_of(work.now(), Strand::clue) != State::clue_waiting) return {};
  const Result<StepWriter> writer = work.writer();
  if (!writer) return tl::unexpected(writer.error());
  Event received;
  received.step = Step::clue_received;
  const bool is_own = body_of(who) == work.now().owner;
  received.by = is_own ? Actor::handler : Actor::intake;
  if (const Result<void> may = permit_step(*writer, received.step, received.by); !may) return may;
  return work.step(received);
}

// Whether the tables know this step from where the clue stands.
bool is_possible(const Dossier& dossier, Step step) {
  return casework::move_of(Subject::clue, casework::state_of(dossier, casework::strand_of(step)),
                           step) != nullptr;
}

// Of a clue that was kept before there were dossiers it begins now.
Result<void> take_up_clue(const access::Principal& who, Moment moment, const CaseDesk& desk,
                          ClueId clue, DossierWork& work) {
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::WholeClue> whole = held->clues().whole_clue(clue);
  if (!whole) return tl::unexpected(whole.error());
  if (const Result<void> begun =
          begin_clue_dossier(who, moment, desk, *whole, store::ClueKept::repeat);
      !begun)
    return begun;
  return work.take_up(store::dossier_of(clue));
}

// The clue with which it was made one matter. The case that it is in it stays in.
Result<std::optional<std::int64_t>> merged_into(store::Store& held, const Dossier& clue) {
  for (auto link = clue.links.rbegin(); link != clue.links.rend(); ++link) {
    const auto found = held.dossiers().find_dossier(DossierId{*link});
    if (!found) return tl::unexpected(found.error());
    if (*found && (*found)->dossier.subject == Subject::clue) return *link;
  }
  return std::nullopt;
}

// A step that follows from what a named person did with the clue.
Result<void> note(const access::Principal& who, Moment moment, const CaseDesk& desk, ClueId clue,
                  Event event) {
  if (who.user == access::UserId{}) return {};
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = take_up_clue(who, moment, desk, clue, work); !taken) return taken;
  if (const Result<void> received = receive(who, work); !received) return received;
  if (!is_possible(work.now(), event.step)) return {};
  if (event.step == Step::clue_merged) {
    const std::vector<std::int64_t>& links = work.now().links;
    if (std::ranges::find(links, *event.link) != links.end()) return {};
    // It may have been one matter with that clue before and been taken apart.
    event.key = fmt::format("merged-{}-{}", *event.link, work.now().events.size());
  }
  if (event.step == Step::clue_split && !work.now().links.empty()) {
    const Result<std::optional<std::int64_t>> clue_of =
        merged_into(*desk.store->acting_for(who, moment.now), work.now());
    if (!clue_of) return tl::unexpected(clue_of.error());
    if (!*clue_of) return {};
    event.link = *clue_of;
  }
  // Who handles it takes it apart himself; of another body somebody who has looked at it.
  if (event.step == Step::clue_split && body_of(who) == work.now().owner) event.by = Actor::handler;
  if (const Result<void> done = work.step(std::move(event)); !done) return done;
  if (const Result<store::Kept> kept = work.keep(); !kept) return tl::unexpected(kept.error());
  return {};
}

}  // namespace

Result<void> begin_clue_dossier(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                const store::WholeClue& clue, store::ClueKept kept) {
  const DossierId id = store::dossier_of(clue.clue.id);
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<std::optional<WholeDossier>> known = held->dossiers().find_dossier(id);
  if (!known) return tl::unexpected(known.error());
  DossierWork work(desk, who, moment);
  if (*known) {
    if (kept != store::ClueKept::changed && !is_unsaid(clue, (*known)->dossier)) return {};
    if (const Result<void> taken = work.take_up(id); !taken) return taken;
    if (const Result<void> said = say_again(who, clue, work); !said) return said;
  } else {
    work.begin(id, Subject::clue, {.clue = clue.clue.id, .warning = {}}, face_of(clue));
    // Who finds a clue without a dossier is not the one who took it.
    const Actor by = kept == store::ClueKept::fresh ? taker(who) : Actor::machine;
    if (const Result<void> begun = begin_steps(by, moment, clue, work); !begun) return begun;
  }
  claim_of(clue, work.facts());
  if (const Result<store::Kept> done = work.keep(); !done) return tl::unexpected(done.error());
  return {};
}

Result<void> note_class_in_dossier(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, const store::WholeClue& clue) {
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = take_up_clue(who, moment, desk, clue.clue.id, work); !taken)
    return taken;
  const store::DossierFace known = work.face();
  work.face() = face_of(clue);
  work.face().funding = known.funding;
  work.face().incident = known.incident;
  claim_of(clue, work.facts());
  // What the program suggested nobody has confirmed.
  const bool is_classed = casework::has_any_in(work.now(), State::classed);
  const bool is_other = !is_classed || work.now().matter_class != clue.clue.confirmed;
  if (who.user != access::UserId{} && is_other) {
    Event event;
    event.matter_class = clue.clue.confirmed;
    const bool is_own = body_of(who) == work.now().owner;
    event.step = is_classed ? Step::class_changed : Step::class_confirmed;
    event.by = is_own ? Actor::handler : is_classed ? Actor::reviewer : Actor::intake;
    if (is_classed) event.reason = "重新核定线索";
    if (const Result<void> done = work.step(event); !done) return done;
  }
  if (const Result<store::Kept> kept = work.keep(); !kept) return tl::unexpected(kept.error());
  return {};
}

Result<void> note_merge_in_dossier(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, ClueId clue, ClueId into,
                                   std::string_view why) {
  Event event;
  event.step = Step::clue_merged;
  event.by = Actor::intake;
  event.link = number(into);
  event.reason = std::string{why};
  return note(who, moment, desk, clue, std::move(event));
}

Result<void> note_apart_in_dossier(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, ClueId clue, std::string_view why) {
  Event event;
  event.step = Step::clue_split;
  event.by = Actor::reviewer;
  event.reason = std::string{why};
  return note(who, moment, desk, clue, std::move(event));
}

Result<StepRecorded> draft_answer(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                  const ClueAnswer& answer) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = take_up_clue(who, moment, desk, answer.clue, work); !taken)
    return tl::unexpected(taken.error());
  if (casework::state_of(work.now(), Strand::clue) == State::clue_waiting) {
    if (const Result<void> received = receive(who, work); !received)
      return tl::unexpected(received.error());
    if (const Result<store::Kept> kept = work.keep(); !kept) return tl::unexpected(kept.error());
  }
  StepOrder order{.subject = Subject::clue, .dossier = number(answer.clue), .event = {}, .by = {}};
  order.event.key = answer.key;
  order.event.step = Step::reply_drafted;
  order.event.reason = answer.text;
  order.event.people = answer.people;
  order.event.amount = answer.amount;
  return record_step(who, moment, desk, order);
}

Result<StepRecorded> send_answer(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 const AnswerSent& sent) {
  StepOrder order{.subject = Subject::clue, .dossier = number(sent.clue), .event = {}, .by = {}};
  order.event.key = sent.key;
  order.event.step = Step::reply_sent;
  order.event.document = sent.document;
  order.event.at = sent.at.value_or(Instant{});
  return record_step(who, moment, desk, order);
}

}  // namespace qingxin::app
