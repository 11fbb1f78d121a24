// SPDX-License-Identifier: Apache-2.0
#include "app/look_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/permit.h"
#include "base/hash.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 1000;
constexpr int kYearLeast = 2000, kYearMost = 2200;

bool is_in(const std::optional<Date>& day, int year) {
  return day && year_of(*day) == year;
}

// Where a case stands in the draw: anybody who knows the seed and the number works it out again.
std::string lot(std::string_view seed, DossierId id) {
  return hex(sm3(fmt::format("{} {}", seed, number(id))));
}

using Cases = std::map<DossierId, store::KeptDossier>;

// Those of a filter, by age.
Result<void> add_cases(store::Store& held, const store::DossierFilter& filter, Cases& cases) {
  DossierId after{};
  while (true) {
    Result<std::vector<store::KeptDossier>> found =
        held.dossiers().dossiers_after(filter, after, kAtOnce);
    if (!found) return tl::unexpected(found.error());
    for (store::KeptDossier& kept : *found) {
      after = kept.id;
      cases.insert_or_assign(after, std::move(kept));
    }
    if (std::ssize(*found) < kAtOnce) return {};
  }
}

// By whom it was drawn: a repeat is not drawn again.
std::string key_of(const LookBackOrder& order) {
  constexpr std::size_t kLength = 16;
  const std::string seed{trim(order.seed)};
  return fmt::format("look-back-{}-{}", order.year, hex(sm3(seed)).substr(0, kLength));
}

// For which year: as its draw says, which may be made in the next one; else in which.
bool is_of_year(const Event& event, int year) {
  if (event.step != Step::look_back_drawn) return false;
  constexpr std::string_view kDrawn = "look-back-";
  constexpr std::size_t kDigits = 4;
  const std::string_view key = event.key;
  const std::size_t end = kDrawn.size() + kDigits;
  if (key.starts_with(kDrawn) && key.size() > end && key[end] == '-')
    return key.substr(kDrawn.size(), kDigits) == std::to_string(year);
  return year_of(china_day(event.at)) == year;
}

// Those that were concluded or cleared in the year, and those of the year that were looked back on:
// "没收到" takes the ends back, and the case stays in the list.
Result<std::vector<store::KeptDossier>> cases_of(store::Store& held, const LookBackOrder& order) {
  using casework::State;
  store::DossierFilter filter;
  filter.subject = Subject::case_file;
  filter.region = order.region;
  Cases all, looked_back;
  if (const Result<void> read = add_cases(held, filter, all); !read)
    return tl::unexpected(read.error());
  for (const State state :
       {State::look_back_drawn, State::money_received, State::money_not_received}) {
    filter.state = state;
    if (const Result<void> read = add_cases(held, filter, looked_back); !read)
      return tl::unexpected(read.error());
  }
  std::vector<store::KeptDossier> cases;
  for (auto& [id, kept] : all) {
    bool is_asked = is_in(kept.concluded, order.year) || is_in(kept.cleared, order.year);
    if (!is_asked && looked_back.contains(id)) {
      const Result<WholeDossier> whole = held.dossiers().whole_dossier(id);
      if (!whole && whole.error().code == ErrorCode::unavailable)
        return tl::unexpected(whole.error());
      is_asked = whole && std::ranges::any_of(whole->dossier.events, [&](const Event& event) {
                   return is_of_year(event, order.year);
                 });
    }
    if (is_asked) cases.push_back(std::move(kept));
  }
  return cases;
}

void draw(const LookBackOrder& order, std::vector<store::KeptDossier>& cases) {
  if (!order.sample) return;
  std::ranges::sort(cases, {}, [&](const store::KeptDossier& one) {
    return std::pair{lot(order.seed, one.id), one.id};
  });
  const auto wanted = static_cast<std::size_t>(*order.sample);
  if (cases.size() > wanted) cases.resize(wanted);
}

std::optional<casework::State> last_look_back(const Dossier& dossier) {
  std::optional<casework::State> state;
  for (const casework::StrandState& strand : dossier.strands)
    if (strand.strand == casework::Strand::look_back) state = strand.state;
  return state;
}

bool is_to_draw(const LookBackOrder& order, const LookBackTask& task, const Dossier& dossier) {
  if (!order.is_drawn || task.state == casework::State::look_back_drawn) return false;
  // Where neither end is reached it is being handled again.
  if (!task.kept.concluded && !task.kept.cleared) return false;
  return std::ranges::find(dossier.events, key_of(order), &Event::key) == dossier.events.end();
}

// Begins the task, where none is open.
Result<LookBackTask> task_of(const access::Principal& who, Moment moment, const CaseDesk& desk,
                             const LookBackOrder& order, store::KeptDossier kept) {
  LookBackTask task{.kept = std::move(kept), .state = {}, .is_drawn_now = false, .fault = {}};
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = work.take_up(task.kept.id); !taken) {
    // One that was tampered with does not hide the others.
    if (taken.error().code == ErrorCode::unavailable) return tl::unexpected(taken.error());
    task.fault = taken.error().message;
    return task;
  }
  task.state = last_look_back(work.now());
  if (!is_to_draw(order, task, work.now())) return task;
  Event drawn;
  drawn.key = key_of(order);
  drawn.step = Step::look_back_drawn;
  const bool is_office = who.role == access::Role::office;
  drawn.by = is_office ? casework::Actor::office : casework::Actor::machine;
  const Result<void> done = is_office ? work.step(drawn) : work.step_of_machine(drawn);
  if (!done) return tl::unexpected(done.error());
  if (const Result<store::Kept> kept_now = work.keep(); !kept_now)
    return tl::unexpected(kept_now.error());
  task.state = casework::State::look_back_drawn;
  task.is_drawn_now = true;
  return task;
}

}  // namespace

Result<LookBack> look_back(const access::Principal& who, Moment moment, const CaseDesk& desk,
                           const LookBackOrder& order) {
  if (const Result<void> may = permit(who, access::Action::look_back); !may)
    return tl::unexpected(may.error());
  if (order.year < kYearLeast || order.year > kYearMost)
    return fail(ErrorCode::usage, fmt::format("年份 {} 不对，请写像 2026 这样的年份", order.year));
  if (const Result<void> sound = check_region(order.region); !sound)
    return tl::unexpected(sound.error());
  if (order.sample && *order.sample < 1)
    return fail(ErrorCode::usage, fmt::format("抽 {} 件不行，请写 1 以上的整数", *order.sample));
  if (order.sample && trim(order.seed).empty())
    return fail(ErrorCode::usage,
                "抽查要写种子（任何文字，事先公布），别人凭它才能重抽出同样的一批");
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<std::vector<store::KeptDossier>> cases = cases_of(*held, order);
  if (!cases) return tl::unexpected(cases.error());
  LookBack back{.cases = std::ssize(*cases), .tasks = {}};
  draw(order, *cases);
  for (store::KeptDossier& kept : *cases) {
    Result<LookBackTask> task = task_of(who, moment, desk, order, std::move(kept));
    if (!task) return tl::unexpected(task.error());
    back.tasks.push_back(*std::move(task));
  }
  return back;
}

}  // namespace qingxin::app
