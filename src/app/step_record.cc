// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/permit.h"
#include "app/record_checks.h"
#include "app/record_desk.h"
#include "app/units.h"
#include "base/text.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

using access::UnitId;
using oversight::BodyId;
using oversight::Field;
using oversight::FieldForm;
using oversight::Line;
using oversight::Record;
using oversight::RecordActor;
using oversight::RecordEvent;
using oversight::RecordFace;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;

constexpr int kNameMost = 200, kAnswerMost = 20'000, kNoteMost = 2'000;  // characters
constexpr std::size_t kLinesMost = 5'000, kPhotosMost = 100;
// Of a draw, which the program writes: a line of each project of a city.
constexpr std::size_t kLinesOfDrawMost = 50'000;

BodyId body_of(UnitId unit) {
  return BodyId{access::number(unit)};
}
UnitId unit_of(BodyId body) {
  return UnitId{static_cast<std::int64_t>(body)};
}

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message));
}

Result<void> check_length(std::string_view what, std::string_view text, int most) {
  if (character_count(text) <= most) return {};
  return wrong(fmt::format("{}有 {} 个字，最多 {} 个；请写短", what, character_count(text), most));
}

// Numbers of documents, permits and cases have as many digits as those of people: they stay.
bool is_number_of_paper(Field field) {
  constexpr std::array kNumbers{Field::basis,    Field::number, Field::case_number,
                                Field::issue_no, Field::digest, Field::seed};
  return std::ranges::find(kNumbers, field) != kNumbers.end();
}

// What somebody wrote in his own words: on its lines, without numbers of people.
std::string settled_words(std::string_view text) {
  std::string settled;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    settled += without_numbers_of_people(trim(printable(text.substr(0, end))));
    if (end < text.size()) settled += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (settled.ends_with('\n')) settled.pop_back();
  return settled;
}

// Codes of permits, areas and projects are their registers' own.
Result<void> check_code(RecordKind kind, Field field, std::string_view code) {
  if (field == Field::firm_code) return check_employer_code(code);
  return kind == RecordKind::district ? check_region(code) : Result<void>{};
}

Result<void> settle_value(RecordKind kind, Field field, std::string& text) {
  const oversight::FieldWords& words = oversight::words_of(field);
  switch (words.form) {
    case FieldForm::prose:
    case FieldForm::lines: text = settled_words(text); return {};
    case FieldForm::code:
      text = std::string{trim(printable(text))};
      return check_code(kind, field, text);
    case FieldForm::text:
      text = std::string{trim(printable(text))};
      if (!is_number_of_paper(field)) text = without_numbers_of_people(text);
      return {};
    case FieldForm::day:
    case FieldForm::number:
    case FieldForm::money:
    case FieldForm::choice:
    case FieldForm::phone: text = std::string{trim(printable(text))}; return {};
  }
  return {};
}

Result<void> settle_line(Line& line) {
  line.item = std::string{trim(printable(line.item))};
  line.answer = settled_words(line.answer);
  line.note = settled_words(line.note);
  if (line.item.empty()) return wrong("有一行没有写是哪一项");
  for (const auto& [what, text, most] : {std::tuple{"项目名", &line.item, kNameMost},
                                         {"答", &line.answer, kAnswerMost},
                                         {"说明", &line.note, kNoteMost}})
    if (const Result<void> sound =
            check_length(fmt::format("「{}」的{}", shortened(line.item, 40), what), *text, most);
        !sound)
      return sound;
  if (line.photos.size() > kPhotosMost)
    return wrong(fmt::format("「{}」的照片 {} 张，最多 {} 张", shortened(line.item, 40),
                             line.photos.size(), kPhotosMost));
  for (std::string& photo : line.photos) {
    photo = std::string{trim(printable(photo))};
    if (const Result<void> sound = check_length("照片", photo, kNameMost); !sound) return sound;
  }
  return {};
}

// Officers by their logins or ids, kept by their ids.
Result<void> settle_officers(const RecordDesk& desk, oversight::Values& values) {
  const auto said = values.find(Field::officers);
  if (said == values.end()) return {};
  std::string settled;
  for (const std::string& one : oversight::lines_of(values, Field::officers)) {
    const Result<RecordId> id = record_id_in(one);
    const Result<store::User> user =
        id ? desk.store->accounts().user(access::UserId{number(*id)}) : user_of_login(desk, one);
    if (!user) return tl::unexpected(user.error());
    if (user->state == store::UserState::disabled)
      return wrong(fmt::format("用户 {} 已经停用，不能再去检查", printable(user->login)));
    settled += fmt::format("{}{}", settled.empty() ? "" : "\n", access::number(user->id));
  }
  said->second = std::move(settled);
  return {};
}

Result<void> settle_event(const RecordDesk& desk, RecordKind kind, RecordEvent& event) {
  for (auto& [field, text] : event.values)
    if (const Result<void> settled = settle_value(kind, field, text); !settled) return settled;
  const std::size_t most = kind == RecordKind::draw ? kLinesOfDrawMost : kLinesMost;
  if (event.lines.size() > most)
    return wrong(fmt::format("一次写了 {} 行，最多 {} 行", event.lines.size(), most));
  for (Line& line : event.lines)
    if (const Result<void> settled = settle_line(line); !settled) return settled;
  if (event.to && *event.to != BodyId{}) {
    const Result<store::Unit> unit = desk.store->unit(unit_of(*event.to));
    if (!unit) return tl::unexpected(unit.error());
  }
  return settle_officers(desk, event.values);
}

const RecordEvent* find_key(const Record& record, std::string_view key) {
  const auto found = std::ranges::find(record.events, key, &RecordEvent::key);
  return key.empty() || found == record.events.end() ? nullptr : &*found;
}

// Whether it was this face with which it began; to whom it is addressed may have changed since.
bool is_begun_with(const Record& record, const RecordFace& face) {
  RecordFace begun = record.face;
  const auto is_readdressed = [](const RecordEvent& event) { return event.to.has_value(); };
  if (std::ranges::any_of(record.events, is_readdressed)) begun.addressee = face.addressee;
  return begun == face;
}

// What is ordered has a kind, where it begins one, and a step.
Result<void> check_words(const RecordOrder& order, bool is_new) {
  const auto is_within = [](auto word, std::size_t count) {
    return static_cast<std::size_t>(word) >= 1 && static_cast<std::size_t>(word) <= count;
  };
  if (is_new && !is_within(order.face.kind, oversight::kRecordKinds))
    return wrong("要写明是哪一种记录");
  if (!is_within(order.event.step, oversight::kRecordSteps)) return wrong("要写明是哪一步");
  return {};
}

// A record on which the orders of a list work, before anything is kept.
struct Work {
  RecordId id{};
  int before = 0;  // events when it was read
  std::string number;
  std::optional<Record> now;
};

// The face of a new record, with what is not said taken from what it has to do with.
class Facing {
 public:
  Facing(const access::Principal& who, Moment moment, const RecordDesk& desk)
      : who_(&who), desk_(&desk), held_(desk.store->acting_for(who, moment.now)) {}

  // `parent`: a record that stands before it in the list; null: the one that the face names.
  Result<RecordFace> face_of(const RecordOrder& order, const RecordFace* parent);

 private:
  Result<void> take_bodies(RecordFace& face);
  Result<void> take_project(RecordFace& face);
  void take_places(const RecordFace* parent, RecordFace& face) const;
  Result<void> check_links(const RecordFace& face) const;
  Result<void> check_place(const RecordFace& face) const;

  const access::Principal* who_;
  const RecordDesk* desk_;
  std::unique_ptr<store::Store> held_;
  store::Unit owner_, addressee_;
};

// An enterprise begins records only as the one to whom they are addressed: it reports of itself.
Result<void> Facing::take_bodies(RecordFace& face) {
  BodyId& own_place = access::is_bound_to_units(who_->role) ? face.addressee : face.owner;
  if (own_place == BodyId{}) own_place = body_of(acting_unit(*who_));
  if (face.owner == BodyId{}) face.owner = body_of(kLocalUnit);
  if (unit_of(face.owner) == kLocalUnit)
    if (const Result<UnitId> made = local_unit(*desk_->store); !made)
      if (made.error().code != ErrorCode::conflict)  // somebody registered it under its own name
        return tl::unexpected(made.error());
  for (const auto& [body, unit] : {std::pair{face.owner, &owner_}, {face.addressee, &addressee_}}) {
    *unit = {};  // another order's
    if (body == BodyId{}) continue;
    Result<store::Unit> found = desk_->store->unit(unit_of(body));
    if (!found) return tl::unexpected(found.error());
    *unit = *std::move(found);
  }
  return {};
}

Result<void> Facing::take_project(RecordFace& face) {
  if (face.project == 0) return {};
  const store::ProjectId project{face.project};
  const Result<std::vector<store::ProjectLine>> lines = held_->project_lines_after(
      {.project = project, .region = {}, .words = {}}, store::kNoProject, 1);
  if (!lines) return tl::unexpected(lines.error());
  if (lines->empty())
    return fail(ErrorCode::not_found, fmt::format("没有项目 {}，或者不在您的范围里", face.project));
  if (face.region_code.empty()) face.region_code = lines->front().region_code;
  if (face.industry.empty()) face.industry = lines->front().industry;
  return {};
}

// The place of whom it is addressed to, where that lies in the district of whose it is: a firm may
// be registered anywhere.
void Facing::take_places(const RecordFace* parent, RecordFace& face) const {
  const std::string district = law::region_prefix(owner_.region_code);
  const bool is_below = !addressee_.region_code.empty() && !district.empty() &&
                        addressee_.region_code.starts_with(district);
  const auto take = [](const std::string& known, std::string& place) {
    if (place.empty()) place = known;
  };
  if (is_below) take(addressee_.region_code, face.region_code);
  if (parent != nullptr) {
    take(parent->region_code, face.region_code);
    take(parent->industry, face.industry);
  }
  take(owner_.region_code, face.region_code);
  take(owner_.industry, face.industry);
  if (who_->scope.districts.size() == 1) take(who_->scope.districts.front(), face.region_code);
}

Result<void> Facing::check_links(const RecordFace& face) const {
  if (face.dossier == 0) return {};
  if (const Result<void> may = permit(*who_, access::Action::see_cases); !may) return may;
  const auto found = held_->dossiers().find_dossier(DossierId{face.dossier});
  if (!found) return tl::unexpected(found.error());
  if (*found && (*found)->dossier.subject == Subject::case_file) return {};
  return fail(ErrorCode::not_found, fmt::format("没有案件 {}，见 qingxin case list", face.dossier));
}

// A record shows up with those in whose district it lies: nobody puts one outside of his own.
Result<void> Facing::check_place(const RecordFace& face) const {
  const access::Scope districts{
      .districts = who_->scope.districts, .has_any_industry = true, .has_any_unit = true};
  const bool is_own =
      unit_of(face.owner) == acting_unit(*who_) && face.region_code == owner_.region_code;
  if (is_own || access::is_bound_to_units(who_->role) ||
      access::covers(districts, {.region_code = face.region_code, .industry = {}, .parties = {}}))
    return {};
  return fail(ErrorCode::not_permitted,
              fmt::format("区划 {} 不在您的范围里，不能把记录放在那里",
                          face.region_code.empty() ? "（全部）" : face.region_code));
}

Result<RecordFace> Facing::face_of(const RecordOrder& order, const RecordFace* parent) {
  RecordFace face = order.face;
  face.region_code = std::string{trim(face.region_code)};
  face.industry = without_numbers_of_people(trim(printable(face.industry)));
  if (const Result<void> sound = check_region(face.region_code); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> sound = check_length("行业", face.industry, kNameMost); !sound)
    return tl::unexpected(sound.error());
  std::optional<RecordFace> known;
  if (parent == nullptr && face.parent != 0) {
    const Result<store::WholeRecord> whole = held_->records().whole_record(RecordId{face.parent});
    if (!whole) return tl::unexpected(whole.error());
    known = whole->record.face;
  }
  if (known) parent = &*known;
  if (!order.project_code.empty()) {
    const Result<store::ProjectId> project = held_->project_named(order.project_code);
    if (!project) return tl::unexpected(project.error());
    face.project = number(*project);
  }
  if (const Result<void> taken = take_bodies(face); !taken) return tl::unexpected(taken.error());
  if (const Result<void> taken = take_project(face); !taken) return tl::unexpected(taken.error());
  take_places(parent, face);
  for (const Result<void>& sound : {check_links(face), check_place(face)})
    if (!sound) return tl::unexpected(sound.error());
  return face;
}

// The orders of a list, one after the other, all of them before anything is kept.
class Stepping {
 public:
  Stepping(const access::Principal& who, Moment moment, const RecordDesk& desk)
      : who_(&who),
        moment_(moment),
        desk_(&desk),
        held_(desk.store->acting_for(who, moment.now)),
        facing_(who, moment, desk) {}

  Result<void> add(const RecordOrder& order);
  Result<std::vector<RecordKept>> keep();

 private:
  // Of a number below 0 the record of that order. Error: invalid_input.
  Result<std::int64_t> resolved(std::int64_t id) const;
  Result<std::size_t> take_up(RecordId id);
  Result<std::size_t> begin(const RecordOrder& order, RecordFace& face);
  Result<void> apply_event(Work& work, const RecordFace& face, RecordEvent event);
  BodyId body_for(RecordActor by, const RecordFace& face) const;
  Result<void> fill(const Work& work, const RecordFace& face, RecordEvent& event);

  const access::Principal* who_;
  Moment moment_;
  const RecordDesk* desk_;
  std::unique_ptr<store::Store> held_;
  Facing facing_;
  std::vector<Work> works_;
  struct Done {
    std::size_t work;
    store::Kept kept;
  };
  std::vector<Done> done_;  // by order
};

Result<std::int64_t> Stepping::resolved(std::int64_t id) const {
  if (id >= 0) return id;
  if (-id > std::ssize(done_)) return wrong(fmt::format("{} 不是这一批里在它前面的记录", id));
  return number(works_[done_[static_cast<std::size_t>(-id) - 1].work].id);
}

Result<std::size_t> Stepping::take_up(RecordId id) {
  const auto known = std::ranges::find(works_, id, &Work::id);
  if (known != works_.end()) return static_cast<std::size_t>(known - works_.begin());
  Result<store::WholeRecord> whole = held_->records().whole_record(id);
  if (!whole) return tl::unexpected(whole.error());
  works_.push_back({.id = id,
                    .before = static_cast<int>(whole->record.events.size()),
                    .number = whole->number,
                    .now = std::move(whole->record)});
  return works_.size() - 1;
}

Result<std::size_t> Stepping::begin(const RecordOrder& order, RecordFace& face) {
  const Result<std::int64_t> parent = resolved(face.parent);
  if (!parent) return tl::unexpected(parent.error());
  const auto made = std::ranges::find(works_, RecordId{*parent}, &Work::id);
  const RecordFace* const above = made == works_.end() ? nullptr : &made->now->face;
  RecordOrder said = order;
  said.face.parent = *parent;
  Result<RecordFace> settled = facing_.face_of(said, above);
  if (!settled) return tl::unexpected(settled.error());
  face = *std::move(settled);
  if (order.fresh != RecordId{}) {
    Result<std::size_t> known = take_up(order.fresh);
    if (known && !is_begun_with(*works_[*known].now, face))
      return fail(ErrorCode::conflict,
                  fmt::format("编号 {} 已经是另一条记录；请换一个编号", number(order.fresh)));
    if (known || known.error().code != ErrorCode::not_found) return known;
  }
  const bool is_named = order.fresh != RecordId{};
  works_.push_back({.id = is_named ? order.fresh : RecordId{desk_->ids->next(moment_.now)},
                    .number = {},
                    .now = {}});
  return works_.size() - 1;
}

// For which body he acts, by what he does: also whoever does it for his district, or for a unit
// that has nobody to do it.
BodyId Stepping::body_for(RecordActor by, const RecordFace& face) const {
  switch (by) {
    case RecordActor::organiser:
    case RecordActor::other: return face.owner;
    case RecordActor::addressee: return face.addressee;
    case RecordActor::leader: return body_of(acting_unit(*who_));
    case RecordActor::machine: break;
  }
  return {};
}

// Whose act it is, who and when. A step that was recorded before under its key keeps them.
Result<void> Stepping::fill(const Work& work, const RecordFace& face, RecordEvent& event) {
  const RecordEvent* const known = work.now ? find_key(*work.now, event.key) : nullptr;
  const Result<RecordWriter> writer = record_writer(*who_, *desk_, face);
  if (!writer) return tl::unexpected(writer.error());
  if (known != nullptr) {
    if (const Result<void> may = permit_record_step(*writer, known->step, known->by); !may)
      return may;
    event.by = known->by;
    if (event.at == Instant{}) event.at = known->at;
    event.entered_at = known->entered_at;
  } else {
    const std::optional<RecordState> from =
        work.now ? std::optional{work.now->state} : std::nullopt;
    const Result<PermittedMove> move = permitted_move(*writer, from, event.step);
    if (!move) return tl::unexpected(move.error());
    event.by = move->by;
    if (event.at == Instant{}) event.at = moment_.now;
    event.entered_at = moment_.now;
  }
  event.person = oversight::PersonId{access::number(who_->user)};
  event.for_body = body_for(event.by, face);
  return {};
}

Result<void> Stepping::apply_event(Work& work, const RecordFace& face, RecordEvent event) {
  if (event.key.empty())
    event.key = work.now ? fmt::format("{}{}", kProgramKey, desk_->ids->next(moment_.now))
                         : fmt::format("{}new", kProgramKey);
  if (const Result<void> filled = fill(work, face, event); !filled) return filled;
  if (const Result<void> settled = settle_event(*desk_, face.kind, event); !settled) return settled;
  Result<Record> after = oversight::apply(work.now, face, event, moment_.now);
  if (!after) return tl::unexpected(after.error());
  const bool is_new = !work.now || after->events.size() > work.now->events.size();
  if (is_new)
    if (const Result<void> fine = check_special_step(moment_, *desk_, *after); !fine) return fine;
  work.now = *std::move(after);
  return {};
}

Result<void> Stepping::add(const RecordOrder& order) {
  RecordFace face = order.face;
  const Result<std::int64_t> id = resolved(number(order.id));
  if (!id) return tl::unexpected(id.error());
  if (const Result<void> known = check_words(order, *id == 0); !known) return known;
  const Result<std::size_t> at = *id == 0 ? begin(order, face) : take_up(RecordId{*id});
  if (!at) return tl::unexpected(at.error());
  Work& work = works_[*at];
  if (*id != 0) {
    const bool is_other =
        order.face.kind != oversight::RecordKind{} && order.face.kind != work.now->face.kind;
    if (is_other)
      return fail(ErrorCode::not_found,
                  fmt::format("{} 不是{}，是{}", *id, oversight::words_of(order.face.kind).chinese,
                              oversight::words_of(work.now->face.kind).chinese));
    face = work.now->face;
  }
  const std::size_t before = work.now ? work.now->events.size() : 0;
  // A repeat of what made it, under the id that its client gave it.
  RecordEvent event = order.event;
  if (*id == 0 && work.now && event.key.empty()) event.key = work.now->events.front().key;
  if (const Result<void> done = apply_event(work, face, std::move(event)); !done) return done;
  const bool is_new = work.now->events.size() > before;
  done_.push_back({*at, is_new ? store::Kept::now : store::Kept::already});
  return {};
}

Result<std::vector<RecordKept>> Stepping::keep() {
  std::vector<store::RecordChange> changes;
  for (const Work& work : works_)
    if (std::ssize(work.now->events) != work.before)
      changes.push_back({.id = work.id, .before = work.before, .after = *work.now});
  if (!changes.empty())
    if (const Result<store::Kept> kept = held_->records().keep_records(changes); !kept)
      return tl::unexpected(kept.error());
  std::vector<RecordKept> all;
  for (const Done& done : done_) {
    const Work& work = works_[done.work];
    // Its number is given when it is kept. One that went beyond his scope is told as he made it.
    Result<store::WholeRecord> whole = show_record(*who_, moment_, *desk_, work.id);
    if (!whole && whole.error().code != ErrorCode::not_found) return tl::unexpected(whole.error());
    if (!whole) whole = store::WholeRecord{work.id, work.number, *work.now};
    all.push_back({*std::move(whole), done.kept});
  }
  return all;
}

// What only its own command does: a bulletin is frozen with its snapshot, written with figures that
// are bound to it, goes out after five checks and is signed with its files; a submission is read
// under its seal; a draw is drawn. A step alone would have none of that.
struct OwnCommand {
  RecordKind kind;
  RecordStep step;
  std::string_view use;
};
constexpr auto kOwnCommands = std::to_array<OwnCommand>({
    {RecordKind::bulletin, RecordStep::frozen, "bulletin freeze，或接口 /api/v1/bulletins"},
    {RecordKind::bulletin, RecordStep::changed, "bulletin write，或接口 /api/v1/bulletins"},
    {RecordKind::bulletin, RecordStep::submitted, "bulletin submit，或接口 /api/v1/bulletins"},
    {RecordKind::bulletin, RecordStep::signed_, "bulletin sign，或接口 /api/v1/bulletins"},
    {RecordKind::submission, RecordStep::frozen, "submission make，或接口 /api/v1/submissions"},
    {RecordKind::submission, RecordStep::filed, "submission take，或接口 /api/v1/submissions"},
    {RecordKind::submission, RecordStep::corrected, "submission take，或接口 /api/v1/submissions"},
    {RecordKind::draw, RecordStep::frozen, "inspection draw，或接口 /api/v1/draws"},
});

// Whoever goes on with a record need not say of which kind it is.
Result<RecordKind> kind_of_order(const access::Principal& who, Moment moment,
                                 const RecordDesk& desk, const RecordOrder& order) {
  if (order.id == RecordId{}) return order.face.kind;
  const Result<store::WholeRecord> whole =
      desk.store->acting_for(who, moment.now)->records().whole_record(order.id);
  if (!whole) return tl::unexpected(whole.error());
  return whole->record.face.kind;
}

Result<void> check_own_command(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               const RecordOrder& order) {
  const auto is_of_step = [&](const OwnCommand& one) { return one.step == order.event.step; };
  if (std::ranges::none_of(kOwnCommands, is_of_step)) return {};
  if (const Result<void> may = permit(who, access::Action::write_records); !may) return may;
  const Result<RecordKind> kind = kind_of_order(who, moment, desk, order);
  if (!kind) return tl::unexpected(kind.error());
  const auto own = std::ranges::find_if(
      kOwnCommands, [&](const OwnCommand& one) { return one.kind == *kind && is_of_step(one); });
  if (own == kOwnCommands.end()) return {};
  return fail(ErrorCode::usage, fmt::format("{}的「{}」要核对、冻结、留底，请用 qingxin {}",
                                            oversight::words_of(own->kind).chinese,
                                            oversight::words_of(own->step).chinese, own->use));
}

}  // namespace

Result<void> check_client_key(std::string_view key) {
  constexpr int kLongest = 64;
  if (key.empty()) return {};
  if (character_count(key) <= kLongest && is_printable(key) && key.front() != kProgramKey)
    return {};
  return wrong(fmt::format("键「{}」不对：最多 {} 个字，不能以 {} 开头，那是程序自己用的",
                           shortened(printable(key), 40), kLongest, kProgramKey));
}

Result<RecordKept> step_record(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               const RecordOrder& order) {
  if (const Result<void> sound = check_client_key(order.event.key); !sound)
    return tl::unexpected(sound.error());
  if (number(order.id) < 0) return wrong("记录的编号是一串数字，不能小于 0");
  if (const Result<void> own = check_own_command(who, moment, desk, order); !own)
    return tl::unexpected(own.error());
  Result<std::vector<RecordKept>> kept = step_records(who, moment, desk, {order});
  if (!kept) return tl::unexpected(kept.error());
  return std::move(kept->front());
}

Result<std::vector<RecordKept>> step_records(const access::Principal& who, Moment moment,
                                             const RecordDesk& desk,
                                             const std::vector<RecordOrder>& orders) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  Stepping stepping(who, moment, desk);
  for (const RecordOrder& order : orders)
    if (const Result<void> done = stepping.add(order); !done) return tl::unexpected(done.error());
  return stepping.keep();
}

}  // namespace qingxin::app
