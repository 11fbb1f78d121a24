// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/office.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::sim {

namespace {

using namespace casework;

constexpr int kBodies = 3;  // the authorities of the districts: 101, 102, 103
constexpr PersonId kHigher{9001}, kCityOffice{9002}, kOtherBody{8001}, kEmployer{7001};

BodyId body_of(const std::string& district) {
  return BodyId{100 + (district.back() - '0')};
}
PersonId person_of(BodyId body, int which) {
  return PersonId{static_cast<std::int64_t>(body) * 10 + which};
}
PersonId handler_of(BodyId body) {
  return person_of(body, 1);
}
PersonId head_of(BodyId body) {
  return person_of(body, 3);
}
PersonId reviewer_of(BodyId body) {
  return person_of(body, 4);
}
PersonId clerk_of(BodyId body) {
  return person_of(body, 5);
}

// Who acts, for whom.
void sign(Event& event, const Dossier& dossier) {
  const BodyId owner = dossier.owner;
  event.for_body = owner;
  switch (event.by) {
    case Actor::worker:
    case Actor::machine: event.person = {}; return;
    case Actor::intake: event.person = clerk_of(owner); return;
    case Actor::handler: event.person = handler_of(owner); return;
    case Actor::co_handler:
      event.for_body = dossier.co_handlers.empty() ? owner : dossier.co_handlers.front();
      event.person = handler_of(event.for_body);
      return;
    case Actor::receiver:
      event.for_body = dossier.offered_to.value_or(owner);
      event.person = head_of(event.for_body);
      return;
    case Actor::reviewer: event.person = reviewer_of(owner); return;
    case Actor::head: event.person = head_of(owner); return;
    case Actor::higher: event.person = kHigher; return;
    case Actor::office: event.person = kCityOffice; return;
    case Actor::other_body: event.person = kOtherBody; return;
    case Actor::employer: event.person = kEmployer; return;
  }
}

// An event that says everything that any step asks for.
void tell_all(Event& event, const Dossier& dossier) {
  const auto next = static_cast<std::int64_t>(dossier.owner) - 100;
  const Date day = china_day(event.at);
  event.reason = "经过如卷内笔录";
  event.document = fmt::format("平人社监〔{}〕{}号", year_of(day), dossier.events.size() + 1);
  event.route = "劳动人事争议仲裁委员会";
  event.legal_aid = "法律援助中心";
  event.heard = "陈述申辩笔录";
  if (words_of(event.step).needs.has(Detail::day)) event.day = day + 20;
  event.body = BodyId{100 + next % kBodies + 1};
  event.amount = Money{60'000};
  event.base = Money{100'000};
  event.people = 3;
  event.satisfaction = 4;
  event.assignee = handler_of(dossier.owner);
  event.team = {handler_of(dossier.owner), person_of(dossier.owner, 2)};
  event.photos = {"照片1"};
  for (int kind = 1; kind <= 5; ++kind)
    event.papers.push_back({static_cast<PolicePaper>(kind), "附件", ""});
  event.link = 1;
  event.venue = Venue::street;
  event.channel = Channel::walk_in;
  event.matter_class = MatterClass::unpaid_wages;
  event.outcome = Outcome::order;
  event.ground = ConclusionGround::decision_served;
  event.measure = Measure::interview;
}

// The strands that stand and, with no state, those that may begin.
struct Standing {
  std::optional<State> state;
  int number = 0;
};
std::vector<Standing> places_of(const Dossier& dossier, Strand strand) {
  std::vector<Standing> places;
  for (const StrandState& one : dossier.strands)
    if (one.strand == strand) places.push_back({one.state, one.number});
  if (places.empty() || !words_of(strand).is_single) places.push_back({});
  return places;
}

// Until when the papers of the bank are known on a day.
Instant at_opening(Date day) {
  return china(day, 8);
}

bool is_open(const Settlement& settlement) {
  return std::ranges::none_of(settlement.calls, [](const CallBack& call) {
    return call.answer != CallAnswer::not_reached;
  });
}

// The papers that were entered for him, each once, however it was typed.
std::vector<std::string> papers_of(const Arrears& worker) {
  std::set<std::string> papers;
  for (const Settlement& settlement : worker.settlements) papers.insert(folded(settlement.proof));
  return {papers.begin(), papers.end()};
}

// The number of a paper as somebody types it: capitals, full-width letters, spaces.
std::string typed(const std::string& proof, Dice& dice) {
  static const std::vector<std::string> kLetters{"pz", "PZ", "Pz", "ｐｚ", " pz ", "P Z"};
  std::string said = proof;
  const std::string letters = "pz";
  return said.replace(said.find(letters), letters.size(), dice.one_of(kLetters));
}

}  // namespace

Instant Office::some_time(Date day) {
  return china(day, 9 + static_cast<int>(dice_.below(8)), static_cast<int>(dice_.below(60)));
}

Event Office::event_of(const Move& move, int number, const Dossier& dossier, Instant at) {
  std::vector<Actor> actors;
  for (std::size_t i = 1; i <= kActors; ++i)
    if (move.by.has(static_cast<Actor>(i))) actors.push_back(static_cast<Actor>(i));
  Event event{.key = fmt::format("k{}", ++next_key_),
              .step = move.step,
              .number = number,
              .at = at,
              .entered_at = at,
              .by = dice_.one_of(actors)};
  tell_all(event, dossier);
  sign(event, dossier);
  return event;
}

Event Office::simple(Step step, Actor by, const Dossier& dossier, Instant at) {
  Event event{
      .key = fmt::format("k{}", ++next_key_), .step = step, .at = at, .entered_at = at, .by = by};
  tell_all(event, dossier);
  sign(event, dossier);
  return event;
}

// Whatever comes of it: refused is refused, and nothing has changed.
void Office::write(const Matter& matter, Event event) {
  desk_.world.now = event.entered_at;
  const Result<void> done = desk_.record(matter.id, matter.subject, event);
  if (!done) {
    ++tally_.refused;
    return;
  }
  ++tally_.steps[event.step];
  if (event.step == Step::reply_sent) ++tally_.answered;
  if (event.step == Step::money_not_received) {
    ++tally_.reopened;
    const Dossier after = desk_.dossier(matter.id);
    if (has_any_in(after, State::cleared) || has_any_in(after, State::concluded))
      fault_ = fmt::format("案件 {}：本人说没收到，却还算结了", matter.id);
  }
  if (event.step == Step::order_served) world_.project(matter.project).is_under_order = true;
  if (event.step == Step::cleared) {
    ++tally_.cleared;
    check_cleared(matter, event.at);
  }
}

// 不解决不销账, held against what is true and not against what was written.
void Office::check_cleared(const Matter& matter, Instant at) {
  for (const Arrears& worker : desk_.facts(matter.id).workers) {
    const Money arrived =
        world_.arrived(worker.worker, papers_of(worker), at_opening(china_day(at)));
    if (!worker.established || arrived < *worker.established)
      fault_ = fmt::format("案件 {} 销账了，工人 {} 查明欠 {}，到手 {}", matter.id, worker.worker,
                           worker.established ? to_string(*worker.established) : "不明",
                           to_string(arrived));
  }
}

void Office::take_complaints(Date day) {
  for (Project& project : world_.projects()) {
    const bool is_owed = std::ranges::any_of(
        project.workers, [](const Worker& worker) { return worker.owed.fen > 0; });
    if (!is_owed || !dice_.chance(2)) continue;
    Matter clue{.id = static_cast<std::int64_t>(matters_.size()) + 1,
                .subject = Subject::clue,
                .project = project.id,
                .joined = {},
                .began = day,
                .entered = {}};
    desk_.keep(clue.id, {});
    const Instant at = some_time(day);
    Dossier nobody{.owner = body_of(project.district)};
    Event first = simple(Step::first_asked, Actor::intake, nobody, at);
    first.body = nobody.owner;
    write(clue, first);
    Event arrived = simple(Step::clue_arrived, Actor::worker, nobody, at);
    arrived.channel = static_cast<Channel>(1 + dice_.below(14));
    write(clue, arrived);
    ++tally_.clues;
    matters_.push_back(clue);
  }
}

void Office::open_case(const Matter& clue, Date day) {
  Matter file{.id = static_cast<std::int64_t>(matters_.size()) + 1,
              .subject = Subject::case_file,
              .project = clue.project,
              .joined = {clue.id},
              .began = day,
              .entered = {}};
  desk_.keep(file.id, {});
  Dossier nobody{.owner = body_of(world_.project(clue.project).district)};
  Event first = simple(Step::first_asked, Actor::intake, nobody, some_time(day));
  first.body = nobody.owner;
  write(file, first);
  ++tally_.cases;
  matters_.push_back(file);
}

void Office::work(Date day) {
  take_complaints(day);
  constexpr int kLookedAfterDays = 150;  // of a clue; a case is, until it is cleared and after
  for (std::size_t i = 0; i < matters_.size() && fault_.empty(); ++i) {
    const bool is_clue = matters_[i].subject == Subject::clue;
    if (is_clue && day - matters_[i].began > kLookedAfterDays) continue;
    if (dice_.chance(is_clue ? 20 : 50)) attend(i, day);
  }
}

void Office::attend(std::size_t index, Date day) {
  const Dossier dossier = desk_.dossier(matters_[index].id);
  if (dossier.owner == BodyId{}) fault_ = "没有负责单位";
  if (matters_[index].subject == Subject::case_file) {
    enter_payments(matters_[index], day);
    call_back(matters_[index], day);
  }
  const auto die = dice_.below(100);
  if (die < 8) return slip(matters_[index], dossier, day);
  if (die < 20) {
    if (const auto event = anything(matters_[index], dossier, day)) write(matters_[index], *event);
    return;
  }
  if (const auto event = planned(matters_[index], dossier, day)) write(matters_[index], *event);
}

std::optional<Event> Office::planned(const Matter& matter, const Dossier& dossier, Date day) {
  const Instant at = some_time(day);
  const auto responsibility = state_of(dossier, Strand::responsibility);
  if (responsibility == State::offered || responsibility == State::designated)
    return simple(Step::taken_over, Actor::receiver, dossier, at);
  if (!has_any_in(dossier, State::classed))
    return simple(Step::class_confirmed, Actor::head, dossier, at);
  if (matter.subject == Subject::clue) return planned_for_clue(matter, dossier, day);
  return planned_for_case(matter, dossier, day);
}

std::optional<Event> Office::planned_for_clue(const Matter& matter, const Dossier& dossier,
                                              Date day) {
  const Instant at = some_time(day);
  switch (state_of(dossier, Strand::clue).value_or(State::clue_answered)) {
    case State::clue_waiting: return simple(Step::clue_received, Actor::intake, dossier, at);
    case State::clue_received: {
      if (!dossier.links.empty()) {
        const bool is_time = day - matter.began > 20;
        if (!is_time) return std::nullopt;
        return simple(Step::reply_drafted, Actor::handler, dossier, at);
      }
      const auto known = std::ranges::find_if(matters_, [&](const Matter& one) {
        return one.subject == Subject::case_file && one.project == matter.project &&
               !has_any_in(desk_.dossier(one.id), State::cleared);
      });
      Event joined = simple(Step::clue_joined, Actor::intake, dossier, at);
      if (known == matters_.end()) {
        joined.link = static_cast<std::int64_t>(matters_.size()) + 1;
        const Matter clue = matter;  // the list is about to move
        open_case(clue, day);
        write(clue, joined);
        return std::nullopt;
      }
      joined.link = known->id;
      known->joined.push_back(matter.id);
      return joined;
    }
    case State::clue_drafted: {
      own_delays(matter, at);
      return simple(Step::reply_sent, Actor::reviewer, dossier, at);
    }
    default: return std::nullopt;
  }
}

std::optional<Event> Office::planned_for_case(const Matter& matter, const Dossier& dossier,
                                              Date day) {
  const Instant at = some_time(day);
  const auto order = find_strand(dossier, Strand::order, 1);
  switch (state_of(dossier, Strand::handling).value_or(State::incomplete)) {
    case State::incomplete:
      return simple(
          state_of(dossier, Strand::handling) ? Step::supplemented : Step::complaint_received,
          Actor::worker, dossier, at);
    case State::complained: return simple(Step::accepted, Actor::handler, dossier, at);
    case State::accepted:
    case State::found: return simple(Step::filed, Actor::head, dossier, at);
    case State::declined: return simple(Step::decline_overturned, Actor::higher, dossier, at);
    case State::suspended: return simple(Step::resumed, Actor::head, dossier, at);
    case State::investigating:
      if (day - matter.began < 20) return std::nullopt;
      establish(matter);
      return simple(Step::investigation_completed, Actor::handler, dossier, at);
    case State::investigated:
      if (order == nullptr) return simple(Step::order_issued, Actor::head, dossier, at);
      if (order->state == State::ordered)
        return simple(Step::order_served, Actor::handler, dossier, at);
      return simple(Step::decided, Actor::head, dossier, at);
    case State::decided: return simple(Step::served, Actor::handler, dossier, at);
    default: return planned_ends(matter, dossier, day);
  }
}

// A step on in some strand that was begun and stands open.
std::optional<Event> Office::loose_end(const Matter& matter, const Dossier& dossier, Date day) {
  const StrandState& strand = dice_.one_of(dossier.strands);
  if (strand.strand == Strand::conclusion || strand.strand == Strand::clearing ||
      strand.strand == Strand::handling || strand.strand == Strand::look_back)
    return std::nullopt;
  std::vector<Move> moves;
  for (const Move& move : life_of(matter.subject))
    if (move.from == strand.state && strand_of(move.step) == strand.strand && move.to != *move.from)
      moves.push_back(move);
  if (moves.empty()) return std::nullopt;
  return event_of(dice_.one_of(moves), strand.number, dossier, some_time(day));
}

std::optional<Event> Office::planned_ends(const Matter& matter, const Dossier& dossier, Date day) {
  const Instant at = some_time(day);
  if (dice_.chance(60)) return loose_end(matter, dossier, day);
  if (dice_.chance(50)) return planned_clearing(matter, dossier, day);
  const auto conclusion = state_of(dossier, Strand::conclusion);
  if (!conclusion || conclusion == State::conclusion_open)
    return simple(Step::conclusion_proposed, Actor::handler, dossier, at);
  if (conclusion == State::conclusion_proposed) {
    own_delays(matter, at);
    return simple(dice_.chance(80) ? Step::concluded : Step::conclusion_sent_back, Actor::reviewer,
                  dossier, at);
  }
  return std::nullopt;
}

std::optional<Event> Office::planned_clearing(const Matter& matter, const Dossier& dossier,
                                              Date day) {
  const Instant at = some_time(day);
  const auto clearing = state_of(dossier, Strand::clearing);
  if (!clearing || clearing == State::clearing_open)
    return simple(Step::clearing_proposed, Actor::handler, dossier, at);
  if (clearing ==
      State::clearing_proposed)  // tried again and again: it is refused until it is paid
    return simple(dice_.chance(90) ? Step::cleared : Step::clearing_sent_back, Actor::reviewer,
                  dossier, at);
  for (const StrandState& look_back : dossier.strands)
    if (look_back.state == State::look_back_drawn) {
      Event told = simple(has_arrived(matter, at) ? Step::money_received : Step::money_not_received,
                          Actor::reviewer, dossier, at);
      told.number = look_back.number;
      return told;
    }
  const bool is_time = dice_.chance(5);
  if (!is_time) return std::nullopt;
  return simple(Step::look_back_drawn, Actor::office, dossier, at);
}

bool Office::has_arrived(const Matter& matter, Instant at) const {
  return std::ranges::all_of(desk_.facts(matter.id).workers, [&](const Arrears& worker) {
    return worker.established &&
           world_.arrived(worker.worker, papers_of(worker), at) >= *worker.established;
  });
}

// A step that the tables allow from where it stands, whichever.
std::optional<Event> Office::anything(const Matter& matter, const Dossier& dossier, Date day) {
  const std::vector<Move> life = life_of(matter.subject);
  for (int attempt = 0; attempt < 40; ++attempt) {
    const Move& move = dice_.one_of(life);
    for (const Standing& place : places_of(dossier, strand_of(move.step))) {
      if (place.state != move.from) continue;
      if (move.step == Step::clue_joined || move.step == Step::clue_merged) return std::nullopt;
      return event_of(move, place.number, dossier, some_time(day));
    }
  }
  return std::nullopt;
}

// What the workers are owed, mostly right; sometimes somebody is left out as not known yet.
void Office::establish(const Matter& matter) {
  EndFacts facts = desk_.facts(matter.id);
  if (!facts.workers.empty()) {
    for (Arrears& worker : facts.workers)
      if (!worker.established) {
        const auto& workers = world_.project(matter.project).workers;
        worker.established = std::ranges::find(workers, worker.worker, &Worker::id)->owed;
        worker.evidence = "工资表和考勤";
      }
    return desk_.keep(matter.id, std::move(facts));
  }
  for (const Worker& worker : world_.project(matter.project).workers) {
    if (worker.owed.fen == 0) continue;
    Arrears arrears{.worker = worker.id, .established = {}, .evidence = {}, .settlements = {}};
    if (!dice_.chance(10)) {
      arrears.established = worker.owed;
      arrears.evidence = "工资表和考勤";
    }
    facts.workers.push_back(std::move(arrears));
  }
  desk_.keep(matter.id, std::move(facts));
}

// Papers that prove a payment in another case of the project: one paper pays once.
std::set<std::string> Office::proofs_elsewhere(const Matter& matter) const {
  std::set<std::string> proofs;
  for (const Matter& other : matters_) {
    const bool is_another = other.subject == Subject::case_file && other.id != matter.id;
    if (!is_another || other.project != matter.project) continue;
    for (const Arrears& worker : desk_.facts(other.id).workers)
      for (const Settlement& settlement : worker.settlements)
        proofs.insert(folded(settlement.proof));
  }
  return proofs;
}

// Papers come in: told to the bank first, settled or returned later; some are brought twice.
void Office::enter_payments(Matter& matter, Date day) {
  EndFacts facts = desk_.facts(matter.id);
  const Instant now = at_opening(day);
  const std::set<std::string> used = proofs_elsewhere(matter);
  for (Arrears& worker : facts.workers) {
    if (!worker.established) continue;
    for (const auto& [proof, payment] : world_.payments()) {
      if (payment.worker != worker.worker || payment.told > now || used.contains(proof)) continue;
      if (china_day(payment.told) < matter.began) continue;
      const bool is_settled = payment.settled <= now;
      const auto known = std::ranges::find_if(
          worker.settlements, [&](const Settlement& one) { return folded(one.proof) == proof; });
      if (known != worker.settlements.end()) {
        if (known->kind == SettlementKind::bank && is_settled)
          known->bank = world_.arrived(worker.worker, {proof}, now).fen > 0 ? BankState::settled
                                                                            : BankState::returned;
        // Brought again, and typed in another way: it is taken for what it is and not entered.
        if (dice_.chance(2)) check(casework::is_same_paper(known->proof, typed(proof, dice_)));
        continue;
      }
      Settlement settlement{
          .amount = payment.amount, .at = payment.told, .bank = {}, .proof = {}, .calls = {}};
      settlement.proof = typed(proof, dice_);
      settlement.kind = payment.is_receipt ? SettlementKind::receipt : SettlementKind::bank;
      if (!payment.is_receipt) settlement.bank = BankState::told;
      worker.settlements.push_back(std::move(settlement));
    }
  }
  desk_.keep(matter.id, std::move(facts));
}

// Those who signed receipts are asked, and say what is true; sometimes the wrong person asks, who
// writes down what suits him.
void Office::call_back(const Matter& matter, Date day) {
  EndFacts facts = desk_.facts(matter.id);
  const BodyId owner = desk_.dossier(matter.id).owner;
  const Instant now = at_opening(day);
  for (Arrears& worker : facts.workers)
    for (Settlement& settlement : worker.settlements) {
      if (settlement.kind != SettlementKind::receipt || !is_open(settlement)) continue;
      const bool is_true = world_.arrived(worker.worker, {settlement.proof}, now).fen > 0;
      const bool is_handlers = dice_.chance(15);  // who wants to be rid of it
      const bool is_reached = dice_.chance(70);
      settlement.calls.push_back({is_handlers ? handler_of(owner) : reviewer_of(owner), now,
                                  !is_reached              ? CallAnswer::not_reached
                                  : is_true || is_handlers ? CallAnswer::received
                                                           : CallAnswer::not_received});
    }
  desk_.keep(matter.id, std::move(facts));
}

// What came too late is owned in writing by somebody who did not handle it.
void Office::own_delays(const Matter& matter, Instant at) {
  if (dice_.chance(30)) return;
  EndFacts facts = desk_.facts(matter.id);
  const Dossier dossier = desk_.dossier(matter.id);
  casework::World world = desk_.world;
  world.now = at;
  facts.delays.clear();
  for (const Delay& delay : delays_of(dossier, world))
    facts.delays.push_back({delay.defect, "人手不足，已向负责人说明", reviewer_of(dossier.owner),
                            delay.clock, delay.due});
  facts.unanswered_clues = 0;
  for (const std::int64_t clue : matter.joined)
    if (matter.subject == Subject::case_file &&
        !has_any_in(desk_.dossier(clue), State::clue_answered))
      ++facts.unanswered_clues;
  desk_.keep(matter.id, std::move(facts));
}

// An event that would do, spoilt in that way; nothing: it cannot be.
std::optional<Event> Office::spoilt(Slip kind, Event event, const Dossier& dossier) {
  switch (kind) {
    case Slip::wrong_actor: {
      const Move* move = nullptr;
      for (const Standing& place : places_of(dossier, strand_of(event.step)))
        if (place.number == event.number) move = move_of(dossier.subject, place.state, event.step);
      for (std::size_t i = 1; i <= kActors; ++i)
        if (move != nullptr && !move->by.has(static_cast<Actor>(i)))
          event.by = static_cast<Actor>(i);
      sign(event, dossier);
      return event;
    }
    case Slip::future:
      event.at = {desk_.world.now.utc_ms + 1 + dice_.below(kDayMs)};
      if (dice_.chance(50)) event.entered_at = event.at;
      return event;
    case Slip::lacking: {
      Event bare{.key = event.key, .step = event.step, .number = event.number};
      bare.at = event.at;
      bare.entered_at = event.entered_at;
      bare.by = event.by;
      bare.person = event.person;
      bare.for_body = event.for_body;
      if (missing_details(bare).empty()) return std::nullopt;
      return bare;
    }
    case Slip::out_of_turn:
      event = event_of(dice_.one_of(life_of(dossier.subject)), 0, dossier, event.at);
      for (const Standing& place : places_of(dossier, strand_of(event.step)))
        if (move_of(dossier.subject, place.state, event.step) != nullptr) return std::nullopt;
      return event;
    case Slip::altered:
    case Slip::repeated:
      event = dice_.one_of(dossier.events);
      if (event.key.starts_with("follow-up")) return std::nullopt;
      if (kind == Slip::altered) event.reason += "（改）";
      return event;
  }
  return std::nullopt;
}

// What nobody may do. Nothing comes of it but a refusal, or nothing at all.
void Office::slip(const Matter& matter, const Dossier& dossier, Date day) {
  using enum ErrorCode;
  static const std::array<std::vector<ErrorCode>, kSlips> kWanted{{{not_permitted, conflict},
                                                                   {invalid_input},
                                                                   {invalid_input, conflict},
                                                                   {conflict, not_found},
                                                                   {conflict},
                                                                   {}}};
  const auto kind = static_cast<Slip>(dice_.below(kSlips));
  const std::optional<Event> meant = anything(matter, dossier, day);
  if (!meant) return;
  desk_.world.now = meant->entered_at;
  const std::optional<Event> event = spoilt(kind, *meant, dossier);
  if (!event) return;
  const Result<void> done = desk_.record(matter.id, matter.subject, *event);
  ++tally_.slips[static_cast<std::size_t>(kind)];
  const std::vector<ErrorCode>& wanted = kWanted[static_cast<std::size_t>(kind)];
  const bool is_as_wanted =
      wanted.empty() ? done.has_value()
                     : !done && std::ranges::find(wanted, done.error().code) != wanted.end();
  if (!is_as_wanted || desk_.dossier(matter.id) != dossier)
    fault_ = fmt::format("{} 的「{}」本不该做成（第 {} 种失误）：{}", matter.id,
                         words_of(event->step).chinese, static_cast<int>(kind) + 1,
                         done ? "做成了" : done.error().message);
}

}  // namespace qingxin::sim
