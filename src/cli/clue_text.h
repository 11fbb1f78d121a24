// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "app/compare_clue.h"
#include "app/import_clues.h"
#include "app/list_clues.h"
#include "app/own_clue.h"
#include "app/receive_clue.h"
#include "cli/text_table.h"

// Clues as people read them on a terminal.
namespace qingxin::cli {

void print_clues(const app::CluePage& page, Colour colour, std::ostream& out);
void print_clue(const app::ClueShown& shown, Colour colour, std::ostream& out);
void print_received(const app::ClueReceived& received, Colour colour, std::ostream& out);
void print_imported(const app::CluesImported& imported, std::ostream& out);
void print_comparison(const app::ClueComparison& comparison, Colour colour, std::ostream& out);
void print_own_clue(const app::OwnClue& own, std::ostream& out);
void print_proof(const app::ProofOfFiling& proof, std::ostream& out);

}  // namespace qingxin::cli
