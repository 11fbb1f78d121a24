// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "sample/scene.h"

namespace qingxin::sample {

// A fault and its twin: the neighbour that stands exactly on the lawful side, on the day itself, at
// the same fen. A fault may have several forms, told in turn; so may its twin.
struct Tale {
  std::string_view rules;  // what the fault raises
  void (*fault)(Scene& scene);
  void (*twin)(Scene& scene);
};

std::span<const Tale> contract_tales();  // contracts, permits, labour fees, boards
std::span<const Tale> account_tales();
std::span<const Tale> deposit_tales();  // deposits, and whom the work is given to
std::span<const Tale> people_tales();
std::span<const Tale> paper_tales();  // payrolls, slips, what stands in them
std::span<const Tale> level_tales();  // how much is paid, and for which hours
std::span<const Tale> settling_tales();

// All faults of the scene's chapter.
void tell_chapter(Scene& scene);

// The twins of a chapter, on a site that keeps the law.
void tell_twins(Scene& scene, int chapter);

}  // namespace qingxin::sample
