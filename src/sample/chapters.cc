// SPDX-License-Identifier: Apache-2.0
#include "sample/chapters.h"

#include "base/check.h"

namespace qingxin::sample {

namespace {

std::span<const Tale> tales_of(int chapter) {
  switch (chapter) {
    case 0: return contract_tales();
    case 1: return account_tales();
    case 2: return deposit_tales();
    case 3: return people_tales();
    case 4: return paper_tales();
    case 5: return level_tales();
    case kSettlingChapter: return settling_tales();
    default: break;
  }
  check(false);
  return {};
}

}  // namespace

void tell_chapter(Scene& scene) {
  if (!scene.project.chapter) return;
  for (const Tale& tale : tales_of(*scene.project.chapter)) tale.fault(scene);
}

void tell_twins(Scene& scene, int chapter) {
  for (const Tale& tale : tales_of(chapter))
    if (tale.twin != nullptr) tale.twin(scene);
}

}  // namespace qingxin::sample
