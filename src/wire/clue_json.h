// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "app/compare_clue.h"
#include "app/import_clues.h"
#include "app/list_clues.h"
#include "app/own_clue.h"
#include "app/receive_clue.h"
#include "app/sort_clues.h"
#include "wire/problem.h"

namespace qingxin::wire {

// One clue a line; `next`: what to ask before, null when that was all.
void write_clues_json(const app::CluePage& page, std::ostream& out);
// With its origins, versions, people, matter, suggestions and likely ones.
void write_clue_json(const app::ClueShown& shown, std::ostream& out);
void write_clue_received_json(const app::ClueReceived& received, std::ostream& out);
void write_clues_imported_json(const app::CluesImported& imported, std::ostream& out);
void write_clue_comparison_json(const app::ClueComparison& comparison, std::ostream& out);
void write_own_clue_json(const app::OwnClue& own, std::ostream& out);
void write_proof_json(const app::ProofOfFiling& proof, std::ostream& out);

// The same for api/openapi.yaml.
std::string clues_json(const app::CluePage& page);
std::string clue_json(const app::ClueShown& shown);
std::string clue_received_json(const app::ClueReceived& received);
std::string clue_comparison_json(const app::ClueComparison& comparison);
std::string own_clue_json(const app::OwnClue& own);
std::string proof_json(const app::ProofOfFiling& proof);

// What whoever reported says of the answer.
struct OwnRating {
  std::string code;
  int stars = 0;
};
Outcome<OwnRating> read_own_rating(std::string_view body);

Outcome<app::ClueBrought> read_clue_brought(std::string_view body);
// The same of somebody who reports by himself; `unit_id`: who is asked.
Outcome<app::ClueBrought> read_clue_report(std::string_view body);
Outcome<app::ClueReveal> read_clue_reveal(std::string_view body, app::ClueId clue);
struct ClueMergeOrder {
  std::vector<app::ClueId> others;  // empty: all that are likely the same
  std::string why;
};
Outcome<ClueMergeOrder> read_clue_merge(std::string_view body);
// Why it is taken apart.
Outcome<std::string> read_clue_apart(std::string_view body);
Outcome<app::ClueConfirmed> read_clue_confirmed(std::string_view body, app::ClueId clue);
// The code of a receipt, as it was typed.
Outcome<std::string> read_receipt_code(std::string_view body);

}  // namespace qingxin::wire
