// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/clue_desk.h"
#include "app/export_register.h"

namespace qingxin::app {

// Writes what became of the clues that a query gives, to be carried back to the channel they came
// through or kept as a register: a row for each, known by the channel's own number, with the answer
// that was sent, how far it is, and of its case the result, both ends and what was paid; without a
// name or number of a person. Names stand in it when they are asked for, never of clues whose
// reporter asked not to be named. Numbered and recorded as export_register does. Errors:
// not_permitted, those of the query and of export_register.
Result<Export> export_clues(const access::Principal& who, Moment moment, const ClueDesk& desk,
                            const ExportAsked& asked);

}  // namespace qingxin::app
