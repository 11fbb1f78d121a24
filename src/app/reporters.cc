// SPDX-License-Identifier: Apache-2.0
#include "app/reporters.h"

#include <cstdint>
#include <set>

namespace qingxin::app {

namespace {

void add_people(const store::WholeClue& said, Reporters& reporters) {
  for (const store::CluePerson& person : said.people) {
    const casework::Reporter one{person.name, person.id_number, person.phone};
    reporters.all.push_back(one);
    if (person.is_reporter && said.clue.reporting != store::Reporting::named)
      reporters.hidden.push_back(one);
  }
}

}  // namespace

Result<Reporters> reporters_of(store::Store& held, const store::WholeDossier& whole) {
  Reporters reporters;
  std::set<std::int64_t> known;
  std::vector<std::int64_t> waiting{number(whole.id)};
  if (whole.origin.clue) waiting.push_back(number(*whole.origin.clue));
  while (!waiting.empty()) {
    const std::int64_t id = waiting.back();
    waiting.pop_back();
    if (!known.insert(id).second) continue;
    const auto joined = held.dossiers().joined_to(store::DossierId{id});
    // A clue on which nobody has worked has no dossier, a case is no clue.
    if (!joined && joined.error().code != ErrorCode::not_found)
      return tl::unexpected(joined.error());
    if (joined)
      for (const store::KeptDossier& one : *joined)
        if (one.subject == casework::Subject::clue) waiting.push_back(number(one.id));
    const Result<store::WholeClue> said = held.clues().whole_clue(store::ClueId{id});
    if (!said && said.error().code == ErrorCode::not_found) continue;
    if (!said) return tl::unexpected(said.error());
    add_people(*said, reporters);
    for (const store::ClueId clue : said->matter) waiting.push_back(number(clue));
  }
  return reporters;
}

}  // namespace qingxin::app
