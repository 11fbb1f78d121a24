// SPDX-License-Identifier: Apache-2.0
#include "app/clear_warning.h"

#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

constexpr int kShortestReason = 5;  // characters, as of a reveal

}  // namespace

Result<KeptWarning> clear_warning(const access::Principal& who, Moment moment,
                                  const WarningDesk& desk, const WarningClearing& clearing) {
  if (const Result<void> may = permit(who, access::Action::clear_warning); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_words("消除的理由", clearing.why, kShortestReason); !sound)
    return tl::unexpected(sound.error());
  Result<KeptWarning> before = seen_warning(desk, who, clearing.key);
  if (!before) return before;
  WarningRecord sent;
  sent.step = casework::WarningStep::cleared_by_person;
  sent.why = without_numbers_of_people(clearing.why);
  sent.user = who.user;
  sent.unit = who.unit;
  sent.client_key = clearing.client_key;
  Result<std::optional<KeptWarning>> repeated = repeated_step(desk, clearing.key, sent);
  if (!repeated) return tl::unexpected(repeated.error());
  if (*repeated) return **std::move(repeated);

  WarningSteps steps(desk, who, moment);
  steps.take_up(clearing.key, *std::move(before));
  if (const Result<void> climbed = steps.climb(); !climbed) return tl::unexpected(climbed.error());
  const Result<void> done = steps.step({.step = sent.step, .today = moment.today}, sent);
  if (!done) return tl::unexpected(done.error());
  if (const Result<store::Kept> kept = steps.keep(); !kept) return tl::unexpected(kept.error());
  return *steps.now();
}

}  // namespace qingxin::app
