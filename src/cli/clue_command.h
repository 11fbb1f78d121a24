// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/data_options.h"
#include "cli/machine.h"
#include "cli/step_options.h"

namespace qingxin::cli {

// What was typed after clue; what it means is worked out when it is run.
struct TypedClue {
  TypedData data;
  TypedStep step;
  std::string id, file, code, as, what;
  int stars = 0;  // 0: not asked
  std::vector<std::string> others, words;
  std::string channel, number, text, text_file, name, phone, id_number, people, employer,
      employer_code, project, project_name, place, region, industry, field, months, amount,
      head_count, arrived, key, unit;
  std::string matter_class, why, purpose, matter, since, until, after, out, view, saved_view,
      config;
  bool is_confidential = false, is_anonymous = false, wants_receipt = false, wants_notice = false,
       is_likely = false, is_confirmed = false, is_unconfirmed = false, is_revealed = false,
       wants_json = false;
};

struct ClueCommand {
  std::string command;  // "clue list"
  app::DataPlace place;
  TypedClue typed;
};

void declare_clue(CLI::App& app, TypedClue& typed);
// Nothing: it is none of these commands.
std::optional<Result<ClueCommand>> clue_command(const std::string& command, const TypedClue& typed);
Result<int> run_clue(const ClueCommand& command, const Machine& machine);

}  // namespace qingxin::cli
