// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/data_options.h"
#include "cli/machine.h"
#include "cli/step_options.h"

namespace qingxin::cli {

// What was typed after case; what it means is worked out when it is run.
struct TypedCase {
  TypedData data;
  TypedStep step;
  std::string id, as, what, file;
  std::vector<std::string> clues;
  std::string warning, project, region, industry, project_name, employer, employer_code, funding,
      incident, crime, why_not_as_claimed, why_no_police;
  std::string worker, name, id_number, phone, evidence, established_on, proof_bank, proof_receipt,
      proof_judgment, state, source, index, answer, defect, clock, due, account, purpose;
  std::string owner, since, until, after, view, saved_view, year, sample, seed, as_of, backlog_days;
  bool is_found = false, is_from_facts = false, is_overdue = false, is_backlog = false,
       is_open = false, is_concluded = false, is_cleared = false, is_drawn = false,
       is_revealed = false, wants_json = false;
};

struct CaseCommand {
  std::string command;  // "case list"
  app::DataPlace place;
  TypedCase typed;
};

void declare_case(CLI::App& app, TypedCase& typed);
// Nothing: it is none of these commands.
std::optional<Result<CaseCommand>> case_command(const std::string& command, const TypedCase& typed);
// 4: a dossier could not be looked at by `case tick`.
Result<int> run_case(const CaseCommand& command, const Machine& machine);

}  // namespace qingxin::cli
