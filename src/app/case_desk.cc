// SPDX-License-Identifier: Apache-2.0
#include "app/case_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "rules/catalogue.h"

namespace qingxin::app {

namespace {

constexpr int kLongestWords = 2000;  // characters

// 疑点 of wages that stand on the same project, wherever that lies.
Result<int> open_findings_of(store::Store& held, const store::DossierFace& face) {
  if (!face.project) return 0;
  return held.dossiers().count_open_findings(*face.project, "W",
                                             static_cast<int>(rules::Verdict::violates));
}

// As a conclusion or an answer tells them; one that tells none takes back what was told before.
void take_told(const Event& event, store::DossierFacts& facts) {
  if (event.step != Step::reply_drafted && event.step != Step::conclusion_proposed) return;
  facts.told_people = event.people;
  facts.told_amount = event.amount;
}

}  // namespace

Result<DossierId> dossier_id_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error == std::errc{} && end == text.data() + text.size() && id > 0) return DossierId{id};
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是案件的编号，应是登记时给的那串数字，见 qingxin case list",
                          printable(text)));
}

Result<store::User> user_of_login(const CaseDesk& desk, std::string_view login) {
  Result<std::optional<store::User>> user = desk.store->accounts().user_named(login);
  if (!user) return tl::unexpected(user.error());
  if (*user) return **std::move(user);
  return fail(ErrorCode::not_found,
              fmt::format("没有登录名是「{}」的用户，见 qingxin user list", printable(login)));
}

Result<access::Principal> principal_of_login(const CaseDesk& desk, std::string_view login) {
  const Result<store::User> user = user_of_login(desk, login);
  if (!user) return tl::unexpected(user.error());
  if (user->state == store::UserState::disabled)
    return fail(ErrorCode::not_permitted,
                fmt::format("用户 {} 已经停用，不能再用他的名义记事", printable(login)));
  return access::Principal{
      .user = user->id, .role = user->role, .unit = user->unit, .scope = user->scope};
}

casework::PersonId person_of(const access::Principal& who) {
  return casework::PersonId{access::number(who.user)};
}

casework::BodyId body_of(const access::Principal& who) {
  return casework::BodyId{access::number(who.unit)};
}

access::UnitId unit_of(casework::BodyId body) {
  return access::UnitId{static_cast<std::int64_t>(body)};
}

casework::World world_of(const CaseDesk& desk, Moment moment, std::string_view region) {
  return {.now = moment.now,
          .calendar = &desk.law->calendar,
          .calendar_version = desk.law->version,
          .parameters = &desk.law->parameters,
          .region = std::string{region}};
}

DossierWork::DossierWork(const CaseDesk& desk, const access::Principal& who, Moment moment)
    : desk_(&desk), who_(who), moment_(moment), held_(desk.store->acting_for(who, moment.now)) {}

Result<void> DossierWork::take_up(DossierId id) {
  Result<WholeDossier> whole = held_->dossiers().whole_dossier(id);
  if (!whole) return tl::unexpected(whole.error());
  read_ = *std::move(whole);
  known_face_ = read_.face;
  known_facts_ = read_.facts;
  now_ = read_.dossier;
  followed_.clear();
  return {};
}

void DossierWork::begin(DossierId id, Subject subject, store::DossierOrigin origin,
                        store::DossierFace face) {
  read_ = {};
  read_.id = id;
  read_.origin = std::move(origin);
  read_.face = std::move(face);
  read_.dossier.subject = subject;
  known_face_ = read_.face;
  known_facts_ = {};
  now_ = read_.dossier;
  followed_.clear();
}

Result<EndFacts> DossierWork::end_facts() const {
  store::DossierFacts facts = read_.facts;
  store::DossierFace face = read_.face;
  std::optional<WholeDossier> file;
  // With the eyes of the program: what whoever ends it may not see speaks against it, too.
  const std::unique_ptr<store::Store> all =
      desk_->store->acting_for(access::the_machine(), moment_.now);
  if (now_.subject == Subject::clue) {
    Result<std::optional<WholeDossier>> joined = all->dossiers().case_of(read_.id);
    if (!joined) return tl::unexpected(joined.error());
    file = *std::move(joined);
    if (file && facts.workers.empty()) facts.workers = file->facts.workers;
    if (file && !face.project) face.project = file->face.project;
  }
  const Result<int> findings = open_findings_of(*all, face);
  if (!findings) return tl::unexpected(findings.error());
  EndFacts ends = store::end_facts(facts, *findings, read_.unanswered_clues);
  ends.people_unsaid = read_.people_unsaid;
  ends.amounts_unsaid = read_.amounts_unsaid;
  if (!file) return ends;
  ends.judgments = casework::judgments_of_nothing(file->dossier);
  if (casework::has_any_in(file->dossier, casework::State::concluded))
    ends.concluded_as = casework::ground_of(file->dossier);
  return ends;
}

Result<void> DossierWork::may_enter() const {
  if (who_.user == access::UserId{})
    return fail(ErrorCode::not_permitted,
                "登记欠薪、付款和说明要写明是谁做的：请用 --as 写出登录名");
  const casework::BodyId body = body_of(who_);
  const bool is_co_handler = std::ranges::find(now_.co_handlers, body) != now_.co_handlers.end();
  if (body == now_.owner || is_co_handler) return {};
  return fail(ErrorCode::not_permitted,
              "登记欠薪、付款和说明是办案，由承办单位或协办单位的人做；您的单位都不是，"
              "请先「转送」或「请求协办」");
}

void DossierWork::note_entering() {
  const casework::PersonId person = person_of(who_);
  for (std::vector<casework::PersonId>* people : {&now_.handlers, &read_.facts.entered_by})
    if (std::ranges::find(*people, person) == people->end()) people->push_back(person);
}

Result<StepWriter> DossierWork::writer() const {
  StepWriter writer{
      .who = who_, .unit = {}, .owner = unit_of(now_.owner), .region = read_.face.region_code};
  if (who_.unit == access::UnitId{}) return writer;
  Result<store::Unit> unit = desk_->store->unit(who_.unit);
  if (!unit) return tl::unexpected(unit.error());
  writer.unit = *std::move(unit);
  return writer;
}

casework::World DossierWork::world() const {
  return world_of(*desk_, moment_, read_.face.region_code);
}

Result<void> DossierWork::apply_all(const Event& event) {
  const casework::World world = this->world();
  const bool is_repeat =
      std::ranges::find(now_.events, event.key, &Event::key) != now_.events.end();
  if (!is_repeat) take_told(event, read_.facts);
  Result<EndFacts> facts = end_facts();
  if (!facts) return tl::unexpected(facts.error());
  const std::optional<Dossier> before = now_.events.empty() ? std::nullopt : std::optional{now_};
  Result<Dossier> after = casework::apply(before, now_.subject, event, world, *facts);
  if (!after) return tl::unexpected(after.error());
  now_ = *std::move(after);
  return follow();
}

Result<void> DossierWork::follow() {
  const casework::World world = this->world();
  while (const std::optional<Event> next = casework::follow_up(now_, moment_.now)) {
    Result<Dossier> after = casework::apply(now_, now_.subject, *next, world, EndFacts{});
    if (!after) return tl::unexpected(after.error());
    now_ = *std::move(after);
    followed_.push_back(next->step);
  }
  return {};
}

Result<void> DossierWork::step(Event event) {
  const auto known = std::ranges::find(now_.events, event.key, &Event::key);
  const bool is_known = !event.key.empty() && known != now_.events.end();
  if (event.at == Instant{}) event.at = is_known ? known->at : moment_.now;
  if (event.key.empty()) event.key = fmt::format("step-{}", desk_->ids->next(moment_.now));
  event.entered_at = moment_.now;
  event.person = person_of(who_);
  event.for_body = body_of(who_);
  return apply_all(event);
}

Result<void> DossierWork::step_of_machine(Event event) {
  if (event.at == Instant{}) event.at = moment_.now;
  event.entered_at = moment_.now;
  event.by = casework::Actor::machine;
  event.person = {};
  event.for_body = {};
  return apply_all(event);
}

store::DossierChange DossierWork::change() const {
  store::DossierChange change = store::change_of(read_, now_, world());
  return change;
}

bool DossierWork::has_changed() const {
  return std::ssize(now_.events) != read_.stamp.events || read_.face != known_face_ ||
         read_.facts != known_facts_;
}

Result<store::Kept> DossierWork::keep() const {
  const std::array<const DossierWork*, 1> works{this};
  return keep_together(*desk_, who_, moment_, works);
}

Result<store::Kept> keep_together(const CaseDesk& desk, const access::Principal& who, Moment moment,
                                  std::span<const DossierWork* const> works) {
  std::vector<store::DossierChange> changes;
  for (const DossierWork* const work : works)
    if (work->has_changed()) changes.push_back(work->change());
  if (changes.empty()) return store::Kept::already;
  return desk.store->acting_for(who, moment.now)->dossiers().keep_dossiers(changes);
}

void claim_as_said(std::span<const store::WholeClue> clues, store::DossierFacts& facts) {
  std::map<ClueId, std::pair<std::optional<int>, std::optional<Money>>> matters;
  for (const store::WholeClue& whole : clues) {
    auto& [people, amount] = matters[whole.clue.matter];
    people = std::max(people, whole.clue.figures.head_count);
    amount = std::max(amount, whole.clue.figures.amount);
    if (whole.people.empty()) continue;
    people = std::max(people, std::optional{static_cast<int>(whole.people.size())});
    std::optional<Money> named;
    for (const store::CluePerson& person : whole.people)
      if (person.amount) named = named.value_or(Money{}) + *person.amount;
    amount = std::max(amount, named);
  }
  facts.claimed_people.reset();
  facts.claimed_amount.reset();
  for (const auto& [matter, claimed] : matters) {
    const auto& [people, amount] = claimed;
    if (people) facts.claimed_people = facts.claimed_people.value_or(0) + *people;
    if (amount) facts.claimed_amount = facts.claimed_amount.value_or(Money{}) + *amount;
  }
}

Result<void> check_text(std::string_view what, std::string_view words) {
  if (character_count(words) <= kLongestWords) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("{}有 {} 个字，最多 {} 个；请写短，其余放进卷里的文书", what,
                          character_count(words), kLongestWords));
}

}  // namespace qingxin::app
