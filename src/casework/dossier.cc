// SPDX-License-Identifier: Apache-2.0
#include "casework/dossier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "casework/clocks.h"
#include "casework/ends.h"

namespace qingxin::casework {

namespace {

using Checked = std::optional<Error>;

Checked refuse(ErrorCode code, std::string message) {
  return Error{code, std::move(message)};
}

std::span<const Move> own_life(Subject subject) {
  if (subject == Subject::clue) return kClueLife;
  return kCaseLife;
}

bool belongs_to(Step step, Subject subject) {
  const StrandWords& strand = words_of(strand_of(step));
  return subject == Subject::clue ? strand.is_of_clue : strand.is_of_case;
}

// What an official may do from here, for a message.
std::string steps_from(Subject subject, std::optional<State> from, Strand strand) {
  std::string words;
  const auto add = [&](std::span<const Move> life) {
    for (const Move& move : life)
      if (move.from == from && strand_of(move.step) == strand)
        words += fmt::format("{}{}", words.empty() ? "" : "、", words_of(move.step).chinese);
  };
  add(kSharedLife);
  add(own_life(subject));
  return words.empty() ? "没有可做的" : words;
}

bool is_one_of(PersonId person, const std::vector<PersonId>& people) {
  return std::ranges::find(people, person) != people.end();
}

bool has_two(const std::vector<PersonId>& team) {
  for (const PersonId one : team)
    for (const PersonId other : team)
      if (one != other && one != PersonId{} && other != PersonId{}) return true;
  return false;
}

bool has_all_papers(const std::vector<AttachedPaper>& papers) {
  for (std::size_t kind = 1; kind <= kPoliceWords.size(); ++kind) {
    const auto found =
        std::ranges::find(papers, static_cast<PolicePaper>(kind), &AttachedPaper::kind);
    if (found == papers.end()) return false;
    const bool may_be_none = kind > 2;  // a letter and a report there always are
    if (found->document.empty() && (!may_be_none || found->none_because.empty())) return false;
  }
  return true;
}

bool has_detail(const Event& event, Detail detail) {
  switch (detail) {
    case Detail::reason: return !event.reason.empty();
    case Detail::document: return !event.document.empty();
    case Detail::day: return event.day.has_value();
    case Detail::body: return event.body && *event.body != BodyId{};
    case Detail::amount: return event.amount && event.amount->fen >= 0;
    case Detail::people: return event.people && *event.people > 0;
    case Detail::base: return event.base && event.base->fen > 0;
    case Detail::team: return has_two(event.team);
    case Detail::photos: return !event.photos.empty();
    case Detail::papers: return has_all_papers(event.papers);
    case Detail::route: return !event.route.empty();
    case Detail::legal_aid: return !event.legal_aid.empty();
    case Detail::heard: return !event.heard.empty();
    case Detail::venue: return event.venue.has_value();
    case Detail::channel: return event.channel.has_value();
    case Detail::matter_class: return event.matter_class.has_value();
    case Detail::outcome: return event.outcome.has_value();
    case Detail::ground: return event.ground.has_value();
    case Detail::measure: return event.measure.has_value();
    case Detail::satisfaction:
      return event.satisfaction && *event.satisfaction >= 1 && *event.satisfaction <= 5;
    case Detail::assignee: return event.assignee && *event.assignee != PersonId{};
    case Detail::link: return event.link && *event.link != 0;
    case Detail::another: return true;  // asked of the person, in check_person()
  }
  return false;
}

bool is_within(unsigned value, std::size_t count) {
  return value >= 1 && value <= count;
}

// Every enumerator that came from outside is one.
bool is_known(const Event& event) {
  for (const AttachedPaper& paper : event.papers)
    if (!is_within(static_cast<unsigned>(paper.kind), kPoliceWords.size())) return false;
  const auto one = [](const auto& given, std::size_t count) {
    return !given || is_within(static_cast<unsigned>(*given), count);
  };
  return is_within(static_cast<unsigned>(event.by), kActors) &&
         one(event.venue, kVenueWords.size()) && one(event.channel, kChannelWords.size()) &&
         one(event.matter_class, kClassWords.size()) && one(event.outcome, kOutcomeWords.size()) &&
         one(event.ground, kGroundWords.size()) && one(event.measure, kMeasureWords.size());
}

Checked check_moment(const Event& event, const World& world) {
  if (event.entered_at > world.now)
    return refuse(ErrorCode::invalid_input, "记录的时间在将来，请核对时钟");
  if (event.at > event.entered_at)
    return refuse(ErrorCode::invalid_input,
                  fmt::format("「{}」写在 {}，在将来；发生以后再记", words_of(event.step).chinese,
                              to_string(china_day(event.at))));
  return std::nullopt;
}

Checked check_details(const Event& event) {
  std::string lacks;
  for (const Detail detail : missing_details(event))
    lacks += fmt::format("{}{}", lacks.empty() ? "" : "、", words_of(detail));
  if (lacks.empty()) return std::nullopt;
  return refuse(ErrorCode::invalid_input,
                fmt::format("「{}」还要写明：{}", words_of(event.step).chinese, lacks));
}

// The responsible body's steps are made by the responsible body, a receiver's by the one to whom it
// was offered; who handled a matter neither calls back nor approves.
Checked check_person(const Dossier& dossier, const Event& event) {
  const bool is_nobody = event.by == Actor::machine || event.by == Actor::worker;
  if (!is_nobody && event.person == PersonId{})
    return refuse(ErrorCode::not_permitted, "没有写明是谁做的");
  const bool is_of_responsibility = strand_of(event.step) == Strand::responsibility;
  const bool is_owners = event.by == Actor::handler || event.by == Actor::head;
  if (is_owners && event.for_body != dossier.owner)
    return refuse(ErrorCode::not_permitted, "只有承办单位可以办；现在由另一单位负责");
  if (event.by == Actor::receiver && is_of_responsibility && dossier.offered_to != event.for_body)
    return refuse(ErrorCode::not_permitted, "只有被转送的单位可以接收或退回");
  if (event.by == Actor::co_handler &&
      std::ranges::find(dossier.co_handlers, event.for_body) == dossier.co_handlers.end())
    return refuse(ErrorCode::not_permitted, "只有被请求协办的单位可以反馈");
  const bool must_be_another =
      event.by == Actor::reviewer || words_of(event.step).needs.has(Detail::another);
  if (must_be_another && !is_nobody && is_one_of(event.person, dossier.handlers))
    return refuse(ErrorCode::not_permitted,
                  fmt::format("「{}」要由没有办过这件事的人做", words_of(event.step).chinese));
  return std::nullopt;
}

Checked check_body(const Dossier& dossier, const Event& event) {
  switch (event.step) {
    case Step::offered:
    case Step::designated:
      if (event.body == dossier.owner)
        return refuse(ErrorCode::invalid_input, "转送的单位就是现在负责的单位");
      return std::nullopt;
    case Step::co_asked:
      if (event.body == dossier.owner)
        return refuse(ErrorCode::invalid_input, "协办单位就是承办单位");
      return std::nullopt;
    case Step::co_released:
      if (std::ranges::find(dossier.co_handlers, *event.body) == dossier.co_handlers.end())
        return refuse(ErrorCode::invalid_input, "这个单位没有在协办");
      return std::nullopt;
    default: return std::nullopt;
  }
}

const Clock* clock_extended_by(Step step) {
  for (const Clock& clock : kClocks)
    if (clock.extension && clock.extension->step == step) return &clock;
  return nullptr;
}

const Clock* clock_paused_by(Step step) {
  for (const Clock& clock : kClocks)
    if (clock.pause && clock.pause->begin == step) return &clock;
  return nullptr;
}

Checked check_extension(const Dossier& dossier, const Event& event, const World& world) {
  const Clock* clock = clock_extended_by(event.step);
  if (clock == nullptr) return std::nullopt;
  const auto reading = read_clock(dossier, clock->id, event.number, world);
  if (!reading || reading->stop_event)
    return refuse(ErrorCode::conflict, fmt::format("「{}」没有在计时", clock->chinese));
  if (reading->extension_event)
    return refuse(ErrorCode::conflict, fmt::format("「{}」已经延长过一次", clock->chinese));
  if (reading->due && china_day(event.at) > *reading->due)
    return refuse(ErrorCode::conflict,
                  fmt::format("「{}」的期限 {} 已过，不能再延长；批准要在期限届满之前",
                              clock->chinese, to_string(*reading->due)));
  return std::nullopt;
}

Checked check_pause(const Event& event, const World& world) {
  const Clock* clock = clock_paused_by(event.step);
  if (clock == nullptr || clock->pause->parameter.empty()) return std::nullopt;
  const law::ParameterValue* value =
      world.parameters == nullptr
          ? nullptr
          : world.parameters->find(clock->pause->parameter, world.region, china_day(event.at));
  if (value != nullptr && value->value == 1) return std::nullopt;
  return refuse(ErrorCode::conflict, fmt::format("「{}」没有暂停的依据：当地没有设定 {}",
                                                 clock->chinese, clock->pause->parameter));
}

Checked check_hearing(const Dossier& dossier, const Event& event, const World& world) {
  const law::Calendar& calendar = *world.calendar;
  // 行政处罚法 64 (2), 85: notice seven working days ahead.
  if (event.step == Step::hearing_set) {
    const Date earliest = law::add_working_days(china_day(event.at), 7, calendar).day;
    if (*event.day <= earliest)
      return refuse(ErrorCode::invalid_input,
                    fmt::format("听证要提前七个工作日通知，最早 {} 的次日", to_string(earliest)));
  }
  // 行政处罚法 64 (1): before the five working days are over nobody knows that none is asked for.
  if (event.step == Step::hearing_not_asked) {
    const auto request = read_clock(dossier, ClockId::hearing_request, event.number, world);
    if (request && request->due && china_day(event.at) <= *request->due)
      return refuse(ErrorCode::conflict,
                    fmt::format("当事人可以申请听证到 {}", to_string(*request->due)));
  }
  return std::nullopt;
}

Checked check_extra(const Dossier& dossier, const Event& event, const World& world) {
  if (event.step != Step::extra_ordered) return std::nullopt;
  const auto limit = read_clock(dossier, ClockId::order_limit, event.number, world);
  if (limit && limit->due && china_day(event.at) <= *limit->due)
    return refuse(ErrorCode::conflict,
                  fmt::format("责令的期限 {} 还没有过，不能责令加付", to_string(*limit->due)));
  const ExtraRange range = extra_compensation(*event.base);
  if (*event.amount < range.least || *event.amount > range.most)
    return refuse(ErrorCode::invalid_input,
                  fmt::format("加付赔偿金 {} 元，应在 {} 元与 {} 元之间", to_string(*event.amount),
                              to_string(range.least), to_string(range.most)));
  return std::nullopt;
}

// 保障农民工工资支付条例 40: the query is asked for and approved, by two people.
Checked check_approver(const Dossier& dossier, const Event& event) {
  if (event.step != Step::query_approved && event.step != Step::query_refused) return std::nullopt;
  for (const Event& asked : dossier.events)
    if (asked.step == Step::query_asked && asked.number == event.number &&
        asked.person == event.person)
      return refuse(ErrorCode::not_permitted,
                    fmt::format("「{}」要由申请查询以外的人做；申请和批准不能是同一个人"
                                "（保障农民工工资支付条例 第四十条）",
                                words_of(event.step).chinese));
  return std::nullopt;
}

// An order's limit, a hearing's day lie after the paper that names them.
Checked check_day(const Event& event) {
  if (!event.day) return std::nullopt;
  const bool is_ahead = event.step == Step::order_issued || event.step == Step::boarded ||
                        event.step == Step::planned || event.step == Step::plan_changed ||
                        event.step == Step::mediation_agreed;
  if (!is_ahead || *event.day >= china_day(event.at)) return std::nullopt;
  return refuse(ErrorCode::invalid_input,
                fmt::format("写明的日期 {} 早于「{}」当日", to_string(*event.day),
                            words_of(event.step).chinese));
}

Checked too_early(const Event& event, std::string_view what, Instant at) {
  return refuse(
      ErrorCode::conflict,
      fmt::format("「{}」写在 {}，早于{}（{}）；了结不能早于它所依据的，请核对日期",
                  words_of(event.step).chinese, china_minute(event.at), what, china_minute(at)));
}

// An end and an answer rest on what is in the dossier already, and nothing of it came after them.
// What the program did by itself is nobody's ground.
Checked check_order(const Dossier& dossier, const Event& event, const EndFacts& facts) {
  for (const Event& earlier : dossier.events)
    if (earlier.by != Actor::machine && earlier.at > event.at)
      return too_early(event, fmt::format("已记的「{}」", words_of(earlier.step).chinese),
                       earlier.at);
  const bool rests_on_payments = event.step == Step::cleared ||
                                 (event.step == Step::concluded && says_paid(ground_of(dossier)));
  if (!rests_on_payments) return std::nullopt;
  for (const Arrears& worker : facts.workers)
    for (const Settlement& settlement : worker.settlements) {
      // A bank tells the day alone.
      if (china_day(settlement.at) > china_day(event.at))
        return too_early(event, fmt::format("第 {} 人的付款", worker.worker), settlement.at);
      for (const CallBack& call : settlement.calls)
        if (call.at > event.at)
          return too_early(event, fmt::format("第 {} 人的回访", worker.worker), call.at);
    }
  return std::nullopt;
}

bool is_end(Step step) {
  return step == Step::reply_sent || step == Step::concluded || step == Step::cleared;
}

Checked check_end(const Dossier& dossier, const Event& event, const World& world,
                  const EndFacts& facts) {
  if (!is_end(event.step)) return std::nullopt;
  if (Checked refused = check_order(dossier, event, facts)) return refused;
  std::vector<Gap> gaps;
  World then = world;  // what was done in time and written down later was done in time
  then.now = event.at;
  if (event.step == Step::reply_sent) gaps = missing_for_answer(dossier, facts, then);
  if (event.step == Step::concluded) gaps = missing_for_conclusion(dossier, facts, then);
  if (event.step == Step::cleared) gaps = missing_for_clearing(dossier, facts);
  if (gaps.empty()) return std::nullopt;
  constexpr std::size_t kShown = 10;
  std::string words;
  for (std::size_t i = 0; i < gaps.size() && i < kShown; ++i)
    words += fmt::format("{}{}", i == 0 ? "" : "；", gaps[i].text);
  if (gaps.size() > kShown) words += fmt::format("……共 {} 项", gaps.size());
  return refuse(ErrorCode::conflict,
                fmt::format("还不能「{}」：{}", words_of(event.step).chinese, words));
}

Checked check_law(const Dossier& dossier, const Event& event, const World& world,
                  const EndFacts& facts) {
  if (Checked refused = check_body(dossier, event)) return refused;
  if (Checked refused = check_day(event)) return refused;
  if (Checked refused = check_extension(dossier, event, world)) return refused;
  if (Checked refused = check_pause(event, world)) return refused;
  if (Checked refused = check_hearing(dossier, event, world)) return refused;
  if (Checked refused = check_extra(dossier, event, world)) return refused;
  if (Checked refused = check_approver(dossier, event)) return refused;
  return check_end(dossier, event, world, facts);
}

void change_responsibility(const Event& event, Dossier& dossier) {
  switch (event.step) {
    case Step::first_asked: dossier.first_asked = dossier.owner = *event.body; return;
    case Step::assigned: dossier.assignee = event.assignee; return;
    case Step::offered:
    case Step::designated: dossier.offered_to = event.body; return;
    case Step::taken_over:
      dossier.owner = *dossier.offered_to;
      std::erase(dossier.co_handlers, dossier.owner);
      dossier.offered_to.reset();
      dossier.assignee.reset();
      return;
    case Step::given_back:
    case Step::recalled: dossier.offered_to.reset(); return;
    case Step::co_asked:
      if (std::ranges::find(dossier.co_handlers, *event.body) == dossier.co_handlers.end())
        dossier.co_handlers.push_back(*event.body);
      return;
    case Step::co_released: std::erase(dossier.co_handlers, *event.body); return;
    default: return;
  }
}

void change(const Event& event, Dossier& dossier) {
  change_responsibility(event, dossier);
  if (strand_of(event.step) == Strand::classing) dossier.matter_class = event.matter_class;
  if (event.step == Step::clue_arrived) dossier.channel = event.channel;
  if (event.step == Step::clue_joined || event.step == Step::clue_merged)
    dossier.links.push_back(*event.link);
  // Out of the one that is named, or out of all.
  if (event.step == Step::clue_split &&
      (!event.link || std::erase(dossier.links, *event.link) == 0))
    dossier.links.clear();
  const bool is_handling = event.by == Actor::handler || event.by == Actor::co_handler;
  if (is_handling && !is_one_of(event.person, dossier.handlers))
    dossier.handlers.push_back(event.person);
  if (event.step == Step::assigned && !is_one_of(*event.assignee, dossier.handlers))
    dossier.handlers.push_back(*event.assignee);
  for (const PersonId person : event.team)
    if (!is_one_of(person, dossier.handlers)) dossier.handlers.push_back(person);
}

// The papers of this step write down the days that they start or move.
void freeze(const World& world, Dossier& dossier) {
  const Event event = dossier.events.back();
  for (const Clock& clock : kClocks) {
    if (!clock.papers.has(event.step)) continue;
    const auto reading = read_clock(dossier, clock.id, event.number, world);
    if (!reading || reading->stop_event || !reading->counted) continue;
    dossier.events.back().frozen.push_back({.clock = clock.id,
                                            .day = *reading->counted,
                                            .certainty = reading->certainty,
                                            .calendar = world.calendar_version});
  }
}

int count_of(const Dossier& dossier, Strand strand) {
  return static_cast<int>(std::ranges::count(dossier.strands, strand, &StrandState::strand));
}

// What the client sent, to be compared with what was kept of the same event.
bool is_same(Event sent, const Event& kept, bool begins) {
  sent.frozen = kept.frozen;
  sent.entered_at = kept.entered_at;
  if (begins) sent.number = kept.number;
  return sent == kept;
}

struct Place {
  std::optional<std::size_t> index;  // into the strands; empty: it begins
  std::optional<State> from;
};

// The strand that an event means. A step that begins one has the number 0.
Result<Place> place_of(const Dossier& dossier, const Event& event) {
  const StrandWords& strand = words_of(strand_of(event.step));
  const bool is_begun = count_of(dossier, strand.strand) > 0;
  const int number = event.number == 0 && strand.is_single && is_begun ? 1 : event.number;
  if (number == 0) return Place{};
  for (std::size_t i = 0; i < dossier.strands.size(); ++i)
    if (dossier.strands[i].strand == strand.strand && dossier.strands[i].number == number)
      return Place{.index = i, .from = dossier.strands[i].state};
  return fail(ErrorCode::not_found, fmt::format("没有第 {} 个「{}」；现有 {} 个", number,
                                                strand.chinese, count_of(dossier, strand.strand)));
}

Result<const Move*> allowed_move(const Dossier& dossier, const Event& event, const Place& place) {
  const StepWords& step = words_of(event.step);
  const StrandWords& strand = words_of(strand_of(event.step));
  const Move* move = move_of(dossier.subject, place.from, event.step);
  if (move == nullptr)
    return fail(ErrorCode::conflict,
                fmt::format("「{}」{}，不能「{}」；现在可以：{}", strand.chinese,
                            place.from ? words_of(*place.from).chinese : "还没有开始", step.chinese,
                            steps_from(dossier.subject, place.from, strand.strand)));
  if (!move->by.has(event.by)) {
    std::string actors;
    for (const ActorWords& actor : kActorWords)
      if (move->by.has(actor.actor))
        actors += fmt::format("{}{}", actors.empty() ? "" : "、", actor.chinese);
    return fail(ErrorCode::not_permitted, fmt::format("「{}」由{}做，不是{}", step.chinese, actors,
                                                      words_of(event.by).chinese));
  }
  if (place.index && event.at < dossier.strands[*place.index].since)
    return fail(ErrorCode::conflict,
                fmt::format("「{}」早于「{}」的上一步，请核对日期", step.chinese, strand.chinese));
  return move;
}

// Nobody is responsible yet: the first event says who.
Checked check_first(const Dossier& dossier, const Event& event) {
  if (!dossier.events.empty() || event.step == Step::first_asked) return std::nullopt;
  return refuse(ErrorCode::conflict, "先登记首问单位：没有负责单位的线索和案件不存在");
}

void step_on(Dossier& dossier, Event event, const Move& move, const Place& place) {
  const Strand strand = strand_of(event.step);
  if (place.index) {
    event.number = dossier.strands[*place.index].number;
    dossier.strands[*place.index].state = move.to;
    dossier.strands[*place.index].since = event.at;
  } else {
    event.number = count_of(dossier, strand) + 1;
    dossier.strands.push_back(
        {.strand = strand, .number = event.number, .state = move.to, .since = event.at});
  }
  change(event, dossier);
  dossier.events.push_back(std::move(event));
}

Dossier moved(const Dossier& before, Event event, const Move& move, const Place& place) {
  Dossier after = before;
  event.frozen.clear();
  step_on(after, std::move(event), move, place);
  return after;
}

// Where an event that was kept stands: it has its number.
Place kept_place(const Dossier& dossier, const Event& event) {
  for (std::size_t i = 0; i < dossier.strands.size(); ++i)
    if (dossier.strands[i].strand == strand_of(event.step) &&
        dossier.strands[i].number == event.number)
      return {.index = i, .from = dossier.strands[i].state};
  return {};
}

// What the state of a dossier is made of; texts may be gone with their key.
bool has_what_changes_it(const Event& event) {
  for (const Detail detail : {Detail::body, Detail::assignee, Detail::link})
    if (words_of(event.step).needs.has(detail) && !has_detail(event, detail)) return false;
  return is_known(event);
}

// A key that stands for nothing else: a client may have taken the plain one in earlier times.
std::string key_of_follow_up(const Dossier& dossier) {
  std::string key = fmt::format("follow-up-{}", dossier.events.size());
  while (std::ranges::find(dossier.events, key, &Event::key) != dossier.events.end()) key += "+";
  return key;
}

}  // namespace

const Move* move_of(Subject subject, std::optional<State> from, Step step) {
  if (!is_step(step) || !belongs_to(step, subject)) return nullptr;
  for (const Move& move : kSharedLife)
    if (move.from == from && move.step == step) return &move;
  for (const Move& move : own_life(subject))
    if (move.from == from && move.step == step) return &move;
  return nullptr;
}

std::vector<Move> life_of(Subject subject) {
  std::vector<Move> life{kSharedLife.begin(), kSharedLife.end()};
  for (const Move& move : own_life(subject)) life.push_back(move);
  return life;
}

const StrandState* find_strand(const Dossier& dossier, Strand strand, int number) {
  for (const StrandState& one : dossier.strands)
    if (one.strand == strand && one.number == number) return &one;
  return nullptr;
}

std::optional<State> state_of(const Dossier& dossier, Strand strand) {
  const StrandState* found = find_strand(dossier, strand, 1);
  if (found == nullptr) return std::nullopt;
  return found->state;
}

bool has_any_in(const Dossier& dossier, State state) {
  return std::ranges::find(dossier.strands, state, &StrandState::state) != dossier.strands.end();
}

std::vector<Detail> missing_details(const Event& event) {
  std::vector<Detail> missing;
  for (std::size_t i = 1; i <= kDetails; ++i) {
    const auto detail = static_cast<Detail>(i);
    if (words_of(event.step).needs.has(detail) && !has_detail(event, detail))
      missing.push_back(detail);
  }
  return missing;
}

ExtraRange extra_compensation(Money base) {
  check(base.fen >= 0);
  return {.least = {base.fen / 2 + base.fen % 2}, .most = base};
}

Result<Dossier> apply(const std::optional<Dossier>& before, Subject subject, const Event& event,
                      const World& world, const EndFacts& facts) {
  check(world.calendar != nullptr);
  const Dossier dossier = before.value_or(Dossier{.subject = subject});
  check(dossier.subject == subject);
  if (!is_step(event.step) || !belongs_to(event.step, subject))
    return fail(ErrorCode::invalid_input,
                subject == Subject::clue ? "线索没有这一步" : "案件没有这一步");
  if (!is_known(event))
    return fail(ErrorCode::invalid_input, "角色、分类、渠道、依据之中有不认识的值");
  const auto known = std::ranges::find(dossier.events, event.key, &Event::key);
  if (!event.key.empty() && known != dossier.events.end()) {
    if (is_same(event, *known, event.number == 0)) return dossier;
    return fail(ErrorCode::conflict,
                fmt::format("编号 {} 已经记过另一件事，请换一个编号", event.key));
  }
  const auto refused = [](Checked&& error) { return tl::unexpected(*std::move(error)); };
  if (Checked error = check_moment(event, world)) return refused(std::move(error));
  if (Checked error = check_first(dossier, event)) return refused(std::move(error));
  const Result<Place> place = place_of(dossier, event);
  if (!place) return tl::unexpected(place.error());
  const Result<const Move*> move = allowed_move(dossier, event, *place);
  if (!move) return tl::unexpected(move.error());
  Event numbered = event;
  if (place->index) numbered.number = dossier.strands[*place->index].number;
  if (Checked error = check_details(event)) return refused(std::move(error));
  if (Checked error = check_person(dossier, event)) return refused(std::move(error));
  if (Checked error = check_law(dossier, numbered, world, facts)) return refused(std::move(error));
  Dossier after = moved(dossier, numbered, **move, *place);
  freeze(world, after);
  return after;
}

Result<Dossier> replay(Subject subject, std::vector<Event> events) {
  Dossier dossier{.subject = subject};
  for (Event& event : events) {
    const Place place = is_step(event.step) ? kept_place(dossier, event) : Place{};
    const Move* move = move_of(subject, place.from, event.step);
    const bool is_next =
        place.index ||
        (is_step(event.step) && event.number == count_of(dossier, strand_of(event.step)) + 1);
    if (move == nullptr || !is_next || !has_what_changes_it(event))
      return fail(ErrorCode::conflict,
                  fmt::format("卷里的第 {} 步接不上前面的，记录被改动过；请从备份恢复",
                              dossier.events.size() + 1));
    step_on(dossier, std::move(event), *move, place);
  }
  return dossier;
}

bool is_program_key(std::string_view key) {
  constexpr std::array<std::string_view, 8> kBegins{"follow-up-",
                                                    "clearing-reopened-",
                                                    "conclusion-reopened-",
                                                    "look-back-",
                                                    "said-",
                                                    "merged-",
                                                    "join-",
                                                    "step-"};
  return std::ranges::any_of(kBegins, [&](std::string_view one) { return key.starts_with(one); });
}

std::optional<Event> follow_up(const Dossier& dossier, Instant now) {
  // A look-back that failed after the end it speaks against.
  const auto failed_since = [&](const StrandState& end) {
    return std::ranges::any_of(dossier.strands, [&](const StrandState& one) {
      return one.state == State::money_not_received && one.since >= end.since;
    });
  };
  for (const StrandState& end : dossier.strands) {
    if (end.state != State::concluded && end.state != State::cleared) continue;
    if (!failed_since(end)) continue;
    const bool is_conclusion = end.state == State::concluded;
    return Event{.key = key_of_follow_up(dossier),
                 .step = is_conclusion ? Step::conclusion_reopened : Step::clearing_reopened,
                 .number = end.number,
                 .at = now,
                 .entered_at = now,
                 .by = Actor::machine,
                 .reason = "回访时本人说没收到"};
  }
  return std::nullopt;
}

}  // namespace qingxin::casework
