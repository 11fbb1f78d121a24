// SPDX-License-Identifier: Apache-2.0
#include "app/clues_of_case.h"

#include <set>

#include "store/clues.h"

namespace qingxin::app {

Result<std::vector<store::WholeClue>> clues_of_case(store::Store& held,
                                                    const store::WholeDossier& whole) {
  std::vector<store::WholeClue> clues;
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
    Result<store::WholeClue> said = held.clues().whole_clue(store::ClueId{id});
    if (!said && said.error().code == ErrorCode::not_found) continue;
    if (!said) return tl::unexpected(said.error());
    for (const store::ClueId clue : said->matter) waiting.push_back(number(clue));
    clues.push_back(*std::move(said));
  }
  return clues;
}

}  // namespace qingxin::app
