// SPDX-License-Identifier: Apache-2.0
#include "app/reporters.h"

#include "app/clues_of_case.h"

namespace qingxin::app {

Result<Reporters> reporters_of(store::Store& held, const store::WholeDossier& whole) {
  const Result<std::vector<store::WholeClue>> clues = clues_of_case(held, whole);
  if (!clues) return tl::unexpected(clues.error());
  Reporters reporters;
  for (const store::WholeClue& said : *clues)
    for (const store::CluePerson& person : said.people) {
      const casework::Reporter one{person.name, person.id_number, person.phone};
      reporters.all.push_back(one);
      if (person.is_reporter && said.clue.reporting != store::Reporting::named)
        reporters.hidden.push_back(one);
    }
  return reporters;
}

}  // namespace qingxin::app
