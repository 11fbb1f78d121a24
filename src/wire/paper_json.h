// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>
#include <vector>

#include "app/case_papers.h"
#include "wire/problem.h"

namespace qingxin::wire {

// What a person writes for a paper. Articles are looked up: a text or an article that is not there
// is refused. `law` must outlive the order, which names its instruments.
Outcome<app::PaperOrder> read_paper_order(std::string_view body, store::DossierId dossier,
                                          const law::Law& law);

void write_paper_json(const store::KeptPaper& paper, std::ostream& out);
void write_papers_json(const std::vector<store::KeptPaper>& papers, std::ostream& out);

}  // namespace qingxin::wire
