// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "casework/warning.h"
#include "law/law.h"
#include "store/store.h"
#include "store/warnings.h"
#include "verify/draw_warnings.h"

// What the use cases about warnings share.
namespace qingxin::app {

using store::KeptWarning;
using store::WarningKey;
using store::WarningRecord;

// Where one works on warnings: what is stored, the law and the pack in force. All outlive it.
struct WarningDesk {
  store::Store* store;
  const law::Law* law;
  const verify::Pack* pack;
};

// "7301234567890123456-wages", as people write and see it.
std::string to_string(const WarningKey& key);
// Error: usage.
Result<WarningKey> warning_key_in(std::string_view text);

// The pack's ladder as a warning asks for it.
std::vector<casework::LadderRung> ladder_of(const verify::Pack& pack);

// Follows steps one after the other and keeps them together.
class WarningSteps {
 public:
  WarningSteps(const WarningDesk& desk, const access::Principal& who, Moment moment);

  // Takes up a warning as it stands, or one that is not there yet.
  void take_up(WarningKey key, std::optional<KeptWarning> before);
  // What stands after all steps so far; nothing: there is no warning.
  const std::optional<KeptWarning>& now() const { return now_; }
  std::span<const WarningRecord> steps() const { return steps_; }

  // One step. `why`, `client_key` and `evidence` stand in the history.
  Result<void> step(const casework::WarningEvent& event, WarningRecord details);
  // All steps that the ladder asks for by today.
  Result<void> climb();
  // The words that the pack has for the warning and its rung, and where its project lies.
  void set_words(const verify::DrawnWarning* drawn, const verify::ProjectFigures* project,
                 std::string_view code, std::string_view name);
  // Keeps them, if there are any.
  Result<store::Kept> keep();

 private:
  void name_rung();

  const WarningDesk* desk_;
  const access::Principal* who_;
  Moment moment_;
  std::unique_ptr<store::Store> held_;
  std::vector<casework::LadderRung> ladder_;
  WarningKey key_;
  int before_ = 0;
  std::optional<KeptWarning> now_;
  std::vector<WarningRecord> steps_;
};

// Whether the principal's scope reaches the warning: one that it does not is not there for him.
Result<KeptWarning> seen_warning(const WarningDesk& desk, const access::Principal& who,
                                 const WarningKey& key);

// The step that a client key stood for before, when it is the same as what is sent now; nothing:
// the key is new. Error: conflict, with both, when it stood for something else.
Result<std::optional<KeptWarning>> repeated_step(const WarningDesk& desk, const WarningKey& key,
                                                 const WarningRecord& sent);

// Whether the rung on which the warning stands asks the principal: the labour officer answers for
// the general contractor, whoever types commands for all.
bool is_receiver(const access::Principal& who, const KeptWarning& warning);

// Error: invalid_input, for a reason or an answer that is empty, shorter than `least` characters or
// longer than can be kept.
Result<void> check_words(std::string_view what, std::string_view words, int least = 1);

}  // namespace qingxin::app
