// SPDX-License-Identifier: Apache-2.0
#include "app/record_step.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "base/text.h"
#include "store/papers.h"

namespace qingxin::app {

namespace {

constexpr int kLongestNumber = 200;  // characters of a document's number
constexpr std::size_t kMostPhotos = 100;

bool is_of(Step step, Subject subject) {
  const casework::StrandWords& strand = casework::words_of(casework::strand_of(step));
  return subject == Subject::clue ? strand.is_of_clue : strand.is_of_case;
}

std::string_view strand_words(Step step) {
  return casework::words_of(casework::strand_of(step)).chinese;
}

// What somebody wrote in his own words: on its lines, and without numbers of people.
Result<void> settle_words(std::string_view what, std::string& words) {
  if (const Result<void> sound = check_text(what, words); !sound) return sound;
  words = without_numbers_of_people(trim(printable(words)));
  return {};
}

Result<void> settle_number(std::string_view what, std::string& text) {
  text = std::string{trim(printable(text))};
  if (character_count(text) <= kLongestNumber) return {};
  return fail(ErrorCode::invalid_input, fmt::format("{}有 {} 个字，最多 {} 个；请只写文号或凭证号",
                                                    what, character_count(text), kLongestNumber));
}

Result<void> settle_texts(Event& event) {
  for (const auto& [what, words] : {std::pair{"理由", &event.reason},
                                    {"下一步去处", &event.route},
                                    {"法律援助告知", &event.legal_aid},
                                    {"陈述申辩记录", &event.heard}})
    if (const Result<void> settled = settle_words(what, *words); !settled) return settled;
  if (const Result<void> settled = settle_number("文号", event.document); !settled) return settled;
  if (event.photos.size() > kMostPhotos)
    return fail(ErrorCode::invalid_input,
                fmt::format("照片 {} 张，最多 {} 张", event.photos.size(), kMostPhotos));
  for (std::string& photo : event.photos)
    if (const Result<void> settled = settle_number("照片", photo); !settled) return settled;
  for (casework::AttachedPaper& paper : event.papers) {
    if (const Result<void> settled = settle_number("材料文号", paper.document); !settled)
      return settled;
    if (const Result<void> settled = settle_words("没有材料的原因", paper.none_because); !settled)
      return settled;
  }
  return {};
}

Result<void> check_person(const CaseDesk& desk, casework::PersonId person) {
  const access::UserId id{static_cast<std::int64_t>(person)};
  const Result<store::User> user = desk.store->accounts().user(id);
  if (!user) return tl::unexpected(user.error());
  if (user->state == store::UserState::active) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("用户 {} 已经停用，不能再办事", printable(user->login)));
}

// Who is to handle it has to be able to: he sees it, and may write steps of it.
Result<void> check_assignee(const CaseDesk& desk, Moment moment, DossierId dossier,
                            casework::PersonId person) {
  if (const Result<void> known = check_person(desk, person); !known) return known;
  const Result<store::User> user =
      desk.store->accounts().user(access::UserId{static_cast<std::int64_t>(person)});
  if (!user) return tl::unexpected(user.error());
  const access::Principal he{
      .user = user->id, .role = user->role, .unit = user->unit, .scope = user->scope};
  if (!permit(he, access::Action::record_step))
    return fail(ErrorCode::invalid_input,
                fmt::format("用户 {} 的角色是{}，不办线索和案件；请指定别人",
                            printable(user->login), in_chinese(user->role)));
  const Result<std::optional<WholeDossier>> seen =
      desk.store->acting_for(he, moment.now)->dossiers().find_dossier(dossier);
  if (!seen) return tl::unexpected(seen.error());
  if (*seen) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("用户 {} 看不到这一卷，办不了；请指定别人，或先移送他的单位",
                          printable(user->login)));
}

// Whom and what the step names is there.
Result<void> check_named(const CaseDesk& desk, const access::Principal& who, Moment moment,
                         DossierId dossier, const Event& event) {
  if (event.body && *event.body != casework::BodyId{}) {
    const Result<store::Unit> unit = desk.store->unit(unit_of(*event.body));
    if (!unit) return tl::unexpected(unit.error());
  }
  if (event.assignee)
    if (const Result<void> known = check_assignee(desk, moment, dossier, *event.assignee); !known)
      return known;
  for (const casework::PersonId person : event.team)
    if (const Result<void> known = check_assignee(desk, moment, dossier, person); !known)
      return known;
  if (event.step != Step::clue_merged || !event.link) return {};
  const Result<WholeDossier> linked =
      desk.store->acting_for(who, Instant{})->dossiers().whole_dossier(DossierId{*event.link});
  if (!linked) return tl::unexpected(linked.error());
  if (linked->dossier.subject == Subject::clue) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("{} 不是线索，是案件；请用 qingxin case join", *event.link));
}

// What is taken out of one that is named stands in it.
Result<void> check_split(const Dossier& dossier, const Event& event) {
  const bool is_known =
      !event.key.empty() &&
      std::ranges::find(dossier.events, event.key, &Event::key) != dossier.events.end();
  if (event.step != Step::clue_split || !event.link || is_known ||
      std::ranges::find(dossier.links, *event.link) != dossier.links.end())
    return {};
  return fail(
      ErrorCode::invalid_input,
      fmt::format("没有并入 {}，不能从那里分出；请核对编号，见 qingxin clue show", *event.link));
}

// Keys of the program are made of what anybody can count: whoever took one first would keep it from
// doing what it has to do. One that an earlier version took is repeated harmlessly.
Result<void> check_key(const Dossier& dossier, const std::string& key) {
  if (!casework::is_program_key(key)) return {};
  if (std::ranges::find(dossier.events, key, &Event::key) != dossier.events.end()) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("编号「{}」这样开头的是程序自己用的；请换一个，例如写上单位和日期",
                          printable(key)));
}

// Which step wrote the paper that this one serves.
std::optional<Step> issued_by(Step step) {
  if (step == Step::order_served || step == Step::order_posted) return Step::order_issued;
  if (step == Step::penalty_served) return Step::penalty_decided;
  return std::nullopt;
}

// What is served has a number: said with the step that issued it, or given to its paper since.
Result<void> check_numbered(store::Store& held, DossierId id, const Dossier& dossier,
                            const Event& event) {
  const std::optional<Step> issuing = issued_by(event.step);
  if (!issuing) return {};
  const auto issued = std::ranges::find_if(dossier.events, [&](const Event& one) {
    return one.step == *issuing && one.number == event.number;
  });
  if (issued == dossier.events.end() || !issued->document.empty()) return {};
  const Result<std::vector<store::KeptPaper>> papers = held.papers().papers_of(id);
  if (!papers) return tl::unexpected(papers.error());
  const int event_no = static_cast<int>(issued - dossier.events.begin()) + 1;
  for (const store::KeptPaper& paper : *papers)
    if (paper.event_no == event_no && !paper.voided) return {};
  return fail(ErrorCode::conflict,
              fmt::format("「{}」还没有文号，送达不了：请先写文书（qingxin paper write），"
                          "文号由文书簿给",
                          casework::words_of(*issuing).chinese));
}

// Whose payments "没收到" speaks of: of the worker who is named, or of the only one who was paid
// anything. None of them counts until somebody else heard that he has it, or another one arrived.
Result<void> deny_payments(DossierWork& work, const access::Principal& who, Instant now,
                           const Event& event) {
  const bool is_known =
      !event.key.empty() &&
      std::ranges::find(work.now().events, event.key, &Event::key) != work.now().events.end();
  if (event.step != Step::money_not_received || is_known) return {};
  std::vector<store::CaseWorker*> meant;
  for (store::CaseWorker& worker : work.facts().workers)
    if (event.link ? worker.arrears.worker == *event.link : !worker.arrears.settlements.empty())
      meant.push_back(&worker);
  if (event.link && meant.empty())
    return fail(ErrorCode::not_found,
                fmt::format("这个案件没有第 {} 人，现有 {} 人；见 qingxin case show", *event.link,
                            work.facts().workers.size()));
  if (meant.size() > 1)
    return fail(
        ErrorCode::usage,
        fmt::format("付过款的有 {} 人，请用 --link 写明是第几人没收到；见 qingxin case show",
                    meant.size()));
  if (meant.empty()) return {};
  const casework::CallBack denied{.person = person_of(who),
                                  .at = event.at == Instant{} ? now : event.at,
                                  .answer = casework::CallAnswer::not_received};
  for (casework::Settlement& settlement : meant.front()->arrears.settlements)
    settlement.calls.insert(
        std::ranges::upper_bound(settlement.calls, denied.at, {}, &casework::CallBack::at), denied);
  return {};
}

// Which of several strands a step means, where only one stands so that it can go on by it. A step
// that was recorded before keeps the number under which it was.
Result<void> find_number(const Dossier& dossier, Event& event) {
  const bool is_known =
      !event.key.empty() &&
      std::ranges::find(dossier.events, event.key, &Event::key) != dossier.events.end();
  const bool may_begin = casework::move_of(dossier.subject, std::nullopt, event.step) != nullptr;
  if (event.number != 0 || is_known || may_begin) return {};
  int number = 0;
  for (const casework::StrandState& strand : dossier.strands) {
    if (strand.strand != casework::strand_of(event.step)) continue;
    if (casework::move_of(dossier.subject, strand.state, event.step) == nullptr) continue;
    if (number != 0)
      return fail(ErrorCode::usage,
                  fmt::format("「{}」有几个都可以「{}」，请用 --number 写明是第几个",
                              strand_words(event.step), casework::words_of(event.step).chinese));
    number = strand.number;
  }
  event.number = number;
  return {};
}

bool is_writer(const StepWriter& writer, Step step, casework::Actor actor) {
  return permit_step(writer, step, actor).has_value();
}

void add_possible(const StepWriter& writer, const casework::Move& move, int number,
                  std::vector<PossibleStep>& possible) {
  PossibleStep one{.step = move.step, .number = number, .by = {}, .needs = {}};
  for (std::size_t i = 1; i <= casework::kActors; ++i) {
    const auto actor = static_cast<casework::Actor>(i);
    if (move.by.has(actor) && is_writer(writer, move.step, actor)) one.by.push_back(actor);
  }
  if (one.by.empty()) return;
  for (std::size_t i = 1; i <= casework::kDetails; ++i) {
    const auto detail = static_cast<casework::Detail>(i);
    if (casework::words_of(move.step).needs.has(detail)) one.needs.push_back(detail);
  }
  possible.push_back(std::move(one));
}

}  // namespace

Result<StepRecorded> record_step(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                 const StepOrder& order) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = work.take_up(DossierId{order.dossier}); !taken)
    return tl::unexpected(taken.error());
  if (work.now().subject != order.subject)
    return fail(ErrorCode::not_found,
                order.subject == Subject::clue
                    ? fmt::format("{} 是案件，不是线索", order.dossier)
                    : fmt::format("{} 是线索，不是案件；见 qingxin case list", order.dossier));
  if (const Result<void> free = check_key(work.now(), order.event.key); !free)
    return tl::unexpected(free.error());
  // The case has to take up the clue together with it.
  if (order.event.step == Step::clue_joined)
    return fail(ErrorCode::invalid_input,
                "「并入案件」不能只在线索上记一步，案件要一起改；请用 qingxin case join 案件 线索");
  const Result<StepWriter> writer = work.writer();
  if (!writer) return tl::unexpected(writer.error());
  Event event = order.event;
  const Result<casework::Actor> by = actor_of(*writer, order.subject, event.step, order.by);
  if (!by) return tl::unexpected(by.error());
  event.by = *by;
  if (const Result<void> sound = check_split(work.now(), event); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> found = find_number(work.now(), event); !found)
    return tl::unexpected(found.error());
  if (const Result<void> settled = settle_texts(event); !settled)
    return tl::unexpected(settled.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (const Result<void> numbered =
          check_numbered(*held, DossierId{order.dossier}, work.now(), event);
      !numbered)
    return tl::unexpected(numbered.error());
  if (const Result<void> named = check_named(desk, who, moment, DossierId{order.dossier}, event);
      !named)
    return tl::unexpected(named.error());
  if (const Result<void> denied = deny_payments(work, who, moment.now, event); !denied)
    return tl::unexpected(denied.error());
  if (const Result<void> done = work.step(std::move(event)); !done)
    return tl::unexpected(done.error());
  const Result<store::Kept> kept = work.keep();
  if (!kept) return tl::unexpected(kept.error());
  return StepRecorded{work.now(), work.followed(), *kept};
}

std::vector<PossibleStep> possible_steps(const StepWriter& writer, const Dossier& dossier) {
  std::vector<PossibleStep> possible;
  for (const casework::Move& move : casework::life_of(dossier.subject)) {
    const casework::StrandWords& words = casework::words_of(casework::strand_of(move.step));
    bool is_begun = false;
    for (const casework::StrandState& strand : dossier.strands) {
      if (strand.strand != words.strand) continue;
      is_begun = true;
      if (move.from == strand.state) add_possible(writer, move, strand.number, possible);
    }
    if (!move.from && (!is_begun || !words.is_single)) add_possible(writer, move, 0, possible);
  }
  return possible;
}

Result<Step> step_named(Subject subject, std::string_view name) {
  if (const auto step = casework::step_named(name); step && is_of(*step, subject)) return *step;
  std::vector<const casework::StepWords*> meant;
  for (const casework::StepWords& words : casework::kStepWords) {
    if (!is_of(words.step, subject)) continue;
    if (fmt::format("{}·{}", strand_words(words.step), words.chinese) == name) return words.step;
    if (words.chinese == name) meant.push_back(&words);
  }
  if (meant.size() == 1) return meant.front()->step;
  if (meant.empty())
    return fail(ErrorCode::usage,
                fmt::format("没有步骤「{}」；现在能做的步骤见 qingxin {} show", printable(name),
                            subject == Subject::clue ? "clue" : "case"));
  std::string all;
  for (const casework::StepWords* words : meant)
    all += fmt::format("{}{}·{}（{}）", all.empty() ? "" : "、", strand_words(words->step),
                       words->chinese, words->name);
  return fail(ErrorCode::usage, fmt::format("步骤「{}」有几个，请写明是哪个：{}", name, all));
}

}  // namespace qingxin::app
