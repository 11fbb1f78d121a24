// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <vector>

#include "verify/project_book.h"
#include "verify/report.h"

namespace qingxin::verify {

// 五链: people and fen at each link of the selected months.
std::vector<ChainMonth> chain_of(const ProjectBook& book);

// The worker-months that are due and not wholly paid, over all months of the folder, and whose
// arrears a rejected row hides. Each worker-month once, whatever rules fired.
struct Arrears {
  std::vector<ArrearsLine> lines;
  std::set<book::TextId> employers;     // who owe them, as written in the payroll
  std::set<book::WorkerIndex> hidden;   // workers whose arrears are not known
  std::vector<UnknownArrears> unknown;  // the same people
  std::set<Month> hidden_months;        // in which there may be more than can be read
  std::set<book::WorkerIndex> people;   // everybody on the project, without managers
};
Arrears arrears_of(const ProjectBook& book);

// 清偿责任 (C08): who must pay, by every row of the table that the facts meet.
std::vector<Payer> payers_of(const ProjectBook& book, const Arrears& arrears);

// red, orange, yellow, blue, green by the gravest finding; grey when a red-class rule could not be
// judged and nothing red was found.
Grade grade_of(const std::vector<Finding>& findings);

}  // namespace qingxin::verify
