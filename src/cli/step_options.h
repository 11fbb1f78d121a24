// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/record_step.h"
#include "app/show_case.h"
#include "cli/machine.h"

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

// One of a list by its name, where it was typed.
template <typename T>
Result<void> take_named(const std::string& text, Result<T> (*named)(std::string_view),
                        std::optional<T>& place) {
  if (text.empty()) return {};
  const Result<T> value = named(text);
  if (!value) return tl::unexpected(value.error());
  place = *value;
  return {};
}

// All that a file says. Error: unavailable.
Result<std::string> text_of_file(const std::string& name);

// handle_case (empty is it), call_back or asked_by_person. Error: usage.
Result<store::RevealPurpose> purpose_in(std::string_view name);

// As whom a command is done: --as LOGIN, else the local operator. Errors: those of
// app::principal_of_login.
Result<access::Principal> typist(const app::CaseDesk& desk, const std::string& as);
// Now, or the end of the day that was typed. Error: usage.
Result<app::Moment> moment_of(const std::string& as_of, const Machine& machine);

// People are named by their logins. Errors: usage, not_found (a login that nobody has).
Result<app::StepOrder> step_order(const app::CaseDesk& desk, app::Subject subject,
                                  std::int64_t dossier, std::string_view step,
                                  const TypedStep& typed);

}  // namespace qingxin::cli
