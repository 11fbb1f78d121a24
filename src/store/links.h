// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "access/sealing.h"
#include "book/parted_facts.h"
#include "store/ids.h"

namespace qingxin::store {

// What a project shares with whoever has the same link in another variant (0: in any).
struct PlacedLink {
  ProjectId project;
  std::int64_t link;
  std::int64_t variant;
};

// Of the projects of a part of a delivery. `projects` are those of the head, `person` numbers the
// part's workers; links of texts are made with the key.
std::vector<PlacedLink> links_of(const book::FactsPart& part, const book::Facts& head,
                                 std::span<const ProjectId> projects,
                                 const std::function<PersonId(book::WorkerIndex)>& person,
                                 const access::Key& index);

}  // namespace qingxin::store
