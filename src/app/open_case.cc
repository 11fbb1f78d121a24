// SPDX-License-Identifier: Apache-2.0
#include "app/open_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "app/permit.h"
#include "app/units.h"
#include "app/warning_desk.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

using casework::Actor;
using store::DossierFace;

// A clue that is about to join, with what it says and where it stands.
struct Joining {
  store::WholeClue clue;
  std::unique_ptr<DossierWork> work;
};

// The case that a clue is in.
Result<std::optional<DossierId>> case_of_clue(store::Store& held, const Dossier& clue) {
  for (auto link = clue.links.rbegin(); link != clue.links.rend(); ++link) {
    const auto found = held.dossiers().find_dossier(DossierId{*link});
    if (!found) return tl::unexpected(found.error());
    if (*found && (*found)->dossier.subject == Subject::case_file) return DossierId{*link};
  }
  return std::nullopt;
}

Result<Joining> take_clue(const CaseDesk& desk, const access::Principal& who, Moment moment,
                          store::Store& held, ClueId id) {
  Joining joining;
  Result<store::WholeClue> clue = held.clues().whole_clue(id);
  if (!clue) return tl::unexpected(clue.error());
  joining.clue = *std::move(clue);
  joining.work = std::make_unique<DossierWork>(desk, who, moment);
  if (const Result<void> taken = joining.work->take_up(store::dossier_of(id)); !taken)
    return tl::unexpected(taken.error());
  return joining;
}

// Whom a clue speaks of would be owed something in a case that says that nobody is.
Result<void> check_open(const DossierWork& file) {
  using casework::State;
  if (!casework::has_any_in(file.now(), State::concluded) &&
      !casework::has_any_in(file.now(), State::cleared))
    return {};
  return fail(ErrorCode::conflict,
              fmt::format("案件 {} 已经结案或销账，并进去的线索就没有人办了；请由负责人先"
                          "「撤销结案」「撤销销账」再并入，或另立一个案件",
                          number(file.read().id)));
}

// The clue is received by who joins it, where nobody has yet, and joins.
Result<void> join(Joining& joining, DossierId into) {
  DossierWork& work = *joining.work;
  const Result<StepWriter> writer = work.writer();
  if (!writer) return tl::unexpected(writer.error());
  if (casework::state_of(work.now(), casework::Strand::clue) == casework::State::clue_waiting) {
    Event received;
    received.step = Step::clue_received;
    received.by = Actor::intake;
    if (const Result<void> may = permit_step(*writer, received.step, received.by); !may) return may;
    if (const Result<void> done = work.step(received); !done) return done;
  }
  Event joined;
  // It may have been in that case before and been taken out of it.
  joined.key = fmt::format("join-{}-{}", number(into), work.now().events.size());
  joined.step = Step::clue_joined;
  joined.by = Actor::intake;
  joined.link = number(into);
  if (const Result<void> may = permit_step(*writer, joined.step, joined.by); !may) return may;
  return work.step(joined);
}

// Firms and places stand in clear: numbers of people do not.
void take_name(const std::string& given, std::string& place) {
  if (!given.empty()) place = without_numbers_of_people(trim(printable(given)));
}

void take_first(const std::string& known, std::string& place) {
  if (place.empty()) place = known;
}

// What the clues say of where and against whom.
void take_face(const store::WholeClue& whole, DossierFace& face) {
  const store::ClueFigures& figures = whole.clue.figures;
  take_first(figures.region_code, face.region_code);
  take_first(figures.industry, face.industry);
  take_first(figures.project_name, face.project_name);
  take_first(figures.employer, face.employer);
  take_first(figures.employer_code, face.employer_code);
  if (!face.project) face.project = whole.clue.project;
}

Result<DossierFace> face_of(const CaseOrder& order, store::Store& held,
                            const std::vector<Joining>& clues,
                            const std::optional<store::KeptWarning>& warning) {
  DossierFace face;
  face.region_code = std::string{trim(order.region_code)};
  face.employer_code = std::string{trim(printable(order.employer_code))};
  if (const Result<void> sound = check_region(face.region_code); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> sound = check_employer_code(face.employer_code); !sound)
    return tl::unexpected(sound.error());
  take_name(order.industry, face.industry);
  take_name(order.project_name, face.project_name);
  take_name(order.employer, face.employer);
  face.funding = order.funding;
  if (!order.project_code.empty()) {
    const Result<store::ProjectId> project = held.project_named(order.project_code);
    if (!project) return tl::unexpected(project.error());
    face.project = *project;
  }
  for (const Joining& joining : clues) take_face(joining.clue, face);
  if (warning) {
    if (!face.project) face.project = warning->key.project;
    take_first(warning->region_code, face.region_code);
    take_first(warning->industry, face.industry);
    take_first(warning->project_name, face.project_name);
  }
  if (!face.project) return face;
  const Result<std::vector<store::ProjectLine>> lines = held.project_lines_after(
      {.project = face.project, .region = {}, .words = {}}, store::kNoProject, 1);
  if (!lines) return tl::unexpected(lines.error());
  if (lines->empty()) return face;
  take_first(lines->front().region_code, face.region_code);
  take_first(lines->front().industry, face.industry);
  take_first(lines->front().name, face.project_name);
  return face;
}

Instant first_arrival(const std::vector<Joining>& clues, Instant now) {
  Instant first = now;
  for (const Joining& joining : clues) first = std::min(first, joining.clue.clue.origin.arrived);
  return first;
}

// A case that is being made.
class Opening {
 public:
  Opening(const CaseDesk& desk, const access::Principal& who, Moment moment, const CaseOrder& order)
      : desk_(&desk),
        who_(&who),
        moment_(moment),
        order_(&order),
        held_(desk.store->acting_for(who, moment.now)),
        work_(desk, who, moment) {}

  Result<CaseOpened> open();

 private:
  // The case that the same order made before; nothing: none.
  Result<std::optional<CaseOpened>> repeated() const;
  Result<void> gather();
  Result<void> begin();
  Result<void> begin_procedure();
  Result<void> say_class();
  Actor writer_as(Actor official) const {
    return who_->user == access::UserId{} ? Actor::machine : official;
  }
  casework::BodyId responsible() const;

  const CaseDesk* desk_;
  const access::Principal* who_;
  Moment moment_;
  const CaseOrder* order_;
  std::shared_ptr<store::Store> held_;
  DossierWork work_;
  std::vector<Joining> clues_;
  std::optional<store::KeptWarning> warning_;
  DossierId id_{};
};

Result<std::optional<CaseOpened>> Opening::repeated() const {
  if (order_->id == DossierId{}) return std::nullopt;
  const auto found = held_->dossiers().find_dossier(order_->id);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::nullopt;
  const WholeDossier& kept = **found;
  const std::optional<ClueId> clue =
      order_->clues.empty() ? std::nullopt : std::optional{order_->clues.front()};
  if (kept.dossier.subject == Subject::case_file && kept.origin.clue == clue &&
      kept.origin.warning == order_->warning)
    return CaseOpened{order_->id, store::Kept::already, {}};
  return fail(ErrorCode::conflict,
              fmt::format("编号 {} 已经是另一个卷，请换一个编号", number(order_->id)));
}

Result<void> Opening::gather() {
  for (const ClueId id : order_->clues) {
    const auto is_same = [&](const Joining& one) { return one.clue.clue.id == id; };
    if (std::ranges::any_of(clues_, is_same)) continue;
    Result<Joining> joining = take_clue(*desk_, *who_, moment_, *held_, id);
    if (!joining) return tl::unexpected(joining.error());
    const Result<std::optional<DossierId>> in = case_of_clue(*held_, joining->work->now());
    if (!in) return tl::unexpected(in.error());
    if (*in)
      return fail(ErrorCode::conflict, fmt::format("线索 {} 已在案件 {} 里；另有线索请并入那个案件",
                                                   number(id), number(**in)));
    clues_.push_back(*std::move(joining));
  }
  if (!order_->warning) return {};
  Result<std::optional<store::KeptWarning>> warning = held_->warnings().warning(*order_->warning);
  if (!warning) return tl::unexpected(warning.error());
  if (!*warning)
    return fail(ErrorCode::not_found,
                fmt::format("没有预警 {}；请核对编号，见 qingxin warning list",
                            to_string(*order_->warning)));
  warning_ = *std::move(warning);  // that it has no case yet, the store looks after
  return {};
}

casework::BodyId Opening::responsible() const {
  if (!clues_.empty()) return clues_.front().work->now().owner;
  if (who_->unit != access::UnitId{}) return body_of(*who_);
  return casework::BodyId{access::number(kLocalUnit)};
}

Result<void> Opening::begin_procedure() {
  const CaseBegins begins =
      order_->begins.value_or(clues_.empty() ? CaseBegins::found : CaseBegins::complaint);
  Event event;
  event.at = first_arrival(clues_, moment_.now);
  event.reason = without_numbers_of_people(trim(printable(order_->reason)));
  if (begins == CaseBegins::complaint) {
    event.key = "complaint";
    event.step = Step::complaint_received;
    event.by = Actor::worker;
    return work_.step(event);
  }
  event.key = "found";
  event.step = Step::case_found;
  if (event.reason.empty() && warning_) event.reason = "预警 " + to_string(warning_->key);
  if (event.reason.empty() && !clues_.empty()) event.reason = "线索反映，自行查处";
  // Of a body that is not the responsible one nobody handles it yet.
  const bool is_own = body_of(*who_) == work_.now().owner;
  event.by = is_own ? writer_as(Actor::handler) : Actor::machine;
  return event.by == Actor::machine ? work_.step_of_machine(event) : work_.step(event);
}

Result<void> Opening::say_class() {
  Event event;
  if (order_->matter_class && who_->user != access::UserId{}) {
    event.key = "class";
    event.step = Step::class_confirmed;
    event.by = Actor::intake;
    event.matter_class = order_->matter_class;
    return work_.step(event);
  }
  event.matter_class = order_->matter_class;
  for (const Joining& joining : clues_)
    if (!event.matter_class) event.matter_class = joining.clue.clue.confirmed;
  for (const Joining& joining : clues_)
    if (!event.matter_class) event.matter_class = joining.clue.clue.suggested;
  if (!event.matter_class) return {};
  event.key = "class-suggested";
  event.step = Step::class_suggested;
  return work_.step_of_machine(event);
}

Result<void> Opening::begin() {
  Result<DossierFace> face = face_of(*order_, *held_, clues_, warning_);
  if (!face) return tl::unexpected(face.error());
  id_ = order_->id == DossierId{} ? DossierId{desk_->ids->next(moment_.now)} : order_->id;
  store::DossierOrigin origin{.clue = {}, .warning = order_->warning};
  if (!clues_.empty()) origin.clue = clues_.front().clue.clue.id;
  work_.begin(id_, Subject::case_file, origin, *std::move(face));
  Event first;
  first.key = "first-asked";
  first.step = Step::first_asked;
  first.at = first_arrival(clues_, moment_.now);
  first.by = writer_as(Actor::intake);
  first.body = responsible();
  const Result<void> begun =
      first.by == Actor::machine ? work_.step_of_machine(first) : work_.step(first);
  if (!begun) return begun;
  if (const Result<void> done = begin_procedure(); !done) return done;
  return say_class();
}

Result<CaseOpened> Opening::open() {
  const Result<std::optional<CaseOpened>> known = repeated();
  if (!known) return tl::unexpected(known.error());
  if (*known) return **known;
  if (order_->clues.empty() && !order_->warning && trim(order_->reason).empty())
    return fail(ErrorCode::invalid_input,
                "立卷要有来由：写线索的编号、预警的编号，或自行发现了什么");
  if (const Result<void> sound = check_text("理由", order_->reason); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> gathered = gather(); !gathered) return tl::unexpected(gathered.error());
  if (const Result<void> begun = begin(); !begun) return tl::unexpected(begun.error());
  CaseOpened opened{.id = id_, .kept = store::Kept::now, .joined = {}};
  std::vector<const DossierWork*> works{&work_};
  for (Joining& joining : clues_) {
    if (const Result<void> joined = join(joining, id_); !joined)
      return tl::unexpected(joined.error());
    works.push_back(joining.work.get());
    opened.joined.push_back(joining.clue.clue.id);
  }
  std::vector<store::WholeClue> said;
  for (const Joining& joining : clues_) said.push_back(joining.clue);
  claim_as_said(said, work_.facts());
  const Result<store::Kept> kept = keep_together(*desk_, *who_, moment_, works);
  if (!kept) return tl::unexpected(kept.error());
  opened.kept = *kept;
  return opened;
}

}  // namespace

Result<CaseOpened> open_case(const access::Principal& who, Moment moment, const CaseDesk& desk,
                             const CaseOrder& order) {
  if (const Result<void> may = permit(who, access::Action::open_case); !may)
    return tl::unexpected(may.error());
  return Opening(desk, who, moment, order).open();
}

Result<store::Kept> join_clue(const access::Principal& who, Moment moment, const CaseDesk& desk,
                              ClueId clue, DossierId into) {
  if (const Result<void> may = permit(who, access::Action::record_step); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<Joining> joining = take_clue(desk, who, moment, *held, clue);
  if (!joining) return tl::unexpected(joining.error());
  const Result<std::optional<DossierId>> in = case_of_clue(*held, joining->work->now());
  if (!in) return tl::unexpected(in.error());
  if (*in == into) return store::Kept::already;
  if (*in)
    return fail(ErrorCode::conflict,
                fmt::format("线索 {} 已在案件 {} 里；要换，先「分出」并写明理由", number(clue),
                            number(**in)));
  DossierWork file(desk, who, moment);
  if (const Result<void> taken = file.take_up(into); !taken) return tl::unexpected(taken.error());
  if (file.now().subject != Subject::case_file)
    return fail(ErrorCode::invalid_input, fmt::format("{} 不是案件", number(into)));
  if (const Result<void> open = check_open(file); !open) return tl::unexpected(open.error());
  if (const Result<void> joined = join(*joining, into); !joined)
    return tl::unexpected(joined.error());
  // What is claimed is what all of its clues say.
  const Result<std::vector<store::KeptDossier>> others = held->dossiers().joined_to(into);
  if (!others) return tl::unexpected(others.error());
  std::vector<store::WholeClue> said{joining->clue};
  for (const store::KeptDossier& other : *others) {
    Result<store::WholeClue> whole = held->clues().whole_clue(ClueId{number(other.id)});
    if (!whole) return tl::unexpected(whole.error());
    said.push_back(*std::move(whole));
  }
  claim_as_said(said, file.facts());
  const std::array<const DossierWork*, 2> works{joining->work.get(), &file};
  return keep_together(desk, who, moment, works);
}

}  // namespace qingxin::app
