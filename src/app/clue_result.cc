// SPDX-License-Identifier: Apache-2.0
#include "app/clue_result.h"

#include <algorithm>

#include "base/text.h"
#include "casework/clock_table.h"
#include "intake/hidden_names.h"
#include "store/clues.h"

namespace qingxin::app {

namespace {

std::optional<casework::Reading> next_deadline(const casework::Dossier& dossier,
                                               const casework::World& world) {
  std::optional<casework::Reading> next;
  for (casework::Reading& reading : casework::read_clocks(dossier, world)) {
    const bool runs = reading.status == casework::ClockStatus::running ||
                      reading.status == casework::ClockStatus::overdue;
    if (!runs || !casework::binds_authority(*casework::clock_of(reading.clock))) continue;
    if (!next || *reading.due < *next->due) next = std::move(reading);
  }
  return next;
}

Result<std::string> answer_of(store::Store& held, store::ClueId id, const casework::Dossier& clue) {
  const auto draft = std::ranges::find(clue.events.rbegin(), clue.events.rend(),
                                       casework::Step::reply_drafted, &casework::Event::step);
  if (draft == clue.events.rend()) return std::string{};
  const Result<std::vector<store::CluePerson>> people = held.clues().people_of_clue(id);
  if (!people) return tl::unexpected(people.error());
  return intake::with_names_hidden(without_numbers_of_people(draft->reason),
                                   store::names_of(*people));
}

}  // namespace

const casework::Event* standing_step(const casework::Dossier& dossier, casework::State state,
                                     casework::Step step) {
  if (!casework::has_any_in(dossier, state)) return nullptr;
  const auto last = std::ranges::find(dossier.events.rbegin(), dossier.events.rend(), step,
                                      &casework::Event::step);
  return last == dossier.events.rend() ? nullptr : &*last;
}

Result<std::optional<ClueResult>> clue_result(store::Store& held, const CaseDesk& desk,
                                              Moment moment, const store::KeptClue& clue) {
  Result<std::optional<store::WholeDossier>> found =
      held.dossiers().find_dossier(store::dossier_of(clue.id));
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::optional<ClueResult>{};
  ClueResult result{
      .whole = **std::move(found), .state = {}, .next = {}, .answered = {}, .answer = {}};
  const casework::Dossier& life = result.whole.dossier;
  result.state = casework::state_of(life, casework::Strand::clue);
  result.next = next_deadline(life, world_of(desk, moment, clue.figures.region_code));
  const casework::Event* sent =
      standing_step(life, casework::State::clue_answered, casework::Step::reply_sent);
  if (sent == nullptr) return std::optional{std::move(result)};
  result.answered = china_day(sent->at);
  Result<std::string> answer = answer_of(held, clue.id, life);
  if (!answer) return tl::unexpected(answer.error());
  result.answer = *std::move(answer);
  return std::optional{std::move(result)};
}

}  // namespace qingxin::app
