// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/record_step.h"

namespace CLI {
class App;
}

namespace qingxin::cli {

// What a step has to say for itself, as it was typed: the same for clues and cases.
struct TypedStep {
  std::string number, by, at, key;
  std::string reason, document, route, legal_aid, heard, day, body, amount, base, people, assignee,
      link, venue, channel, matter_class, outcome, ground, measure, satisfaction;
  std::vector<std::string> team, photos, papers;
};

void declare_step(CLI::App& command, TypedStep& typed);

// "2026-11-20" or "2026-11-20 14:30", in China. Error: usage.
Result<Instant> instant_in(std::string_view option, std::string_view text);
// A whole number above zero. Error: usage.
Result<std::int64_t> number_in(std::string_view option, std::string_view text);
// Error: usage.
Result<Money> money_in(std::string_view option, std::string_view text);
Result<Date> day_in(std::string_view option, std::string_view text);

// People are named by their logins. Errors: usage, not_found (a login that nobody has).
Result<app::StepOrder> step_order(const app::CaseDesk& desk, app::Subject subject,
                                  std::int64_t dossier, std::string_view step,
                                  const TypedStep& typed);

}  // namespace qingxin::cli
