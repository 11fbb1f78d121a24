// SPDX-License-Identifier: Apache-2.0
#include "verify/check_projects.h"

#include "base/check.h"
#include "verify/each_project.h"
#include "verify/judge.h"
#include "verify/wake.h"

namespace qingxin::verify {

Result<std::vector<CheckedProject>> check_projects(const book::Book& facts, const law::Law& law,
                                                   const Settings& settings,
                                                   const std::vector<book::ProjectIndex>& projects,
                                                   const ProjectLook& look) {
  if (const Result<int> known = check_rules(settings); !known) return tl::unexpected(known.error());
  check(facts.newest <= settings.as_of);
  const County county(facts, law, settings);
  std::vector<CheckedProject> checked(projects.size());
  std::vector<char> is_sound(projects.size());
  each_project(county, projects, settings.threads, {}, [&](const ProjectBook& book, std::size_t i) {
    checked[i].findings = findings_of(book);
    checked[i].due = next_change(book);
    if (look) look(book, i, checked[i].findings);
    is_sound[i] = book.is_sound() ? 1 : 0;
  });
  for (std::size_t i = 0; i < projects.size(); ++i)
    if (is_sound[i] == 0) return damaged(facts.texts[facts.projects[projects[i]].project_id]);
  return checked;
}

}  // namespace qingxin::verify
