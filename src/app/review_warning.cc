// SPDX-License-Identifier: Apache-2.0
#include "app/review_warning.h"

#include <fmt/format.h>

#include <array>

#include "app/permit.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

// A warning that an enterprise sees never says or shows that a complaint was its cause.
constexpr std::array<std::string_view, 8> kWordsOfComplaints{"投诉",  "举报",   "信访", "上访",
                                                             "12345", "反映人", "线索", "爆料"};

Result<void> check_silent_about_complaints(std::string_view why) {
  for (const std::string_view word : kWordsOfComplaints)
    if (why.find(word) != std::string_view::npos)
      return fail(ErrorCode::invalid_input,
                  fmt::format("退回的理由里有「{}」：被预警的单位会看到这句话，不能让他看出有人"
                              "反映。请只写答复里缺什么",
                              word));
  return {};
}

// Nobody finds his own answer good. Commands at the machine have no user to tell apart.
Result<void> check_is_another(const WarningDesk& desk, const WarningKey& key,
                              const access::Principal& who) {
  if (who.user == access::UserId{}) return {};
  const Result<std::vector<WarningRecord>> steps = desk.store->warnings().steps_of(key);
  if (!steps) return tl::unexpected(steps.error());
  for (auto step = steps->rbegin(); step != steps->rend(); ++step) {
    if (step->phase != casework::WarningPhase::answered) return {};
    if (step->step == casework::WarningStep::answered && step->user == who.user)
      return fail(ErrorCode::conflict, "待审核的答复是自己写的，不能由自己审核；请由另一个人审核");
  }
  return {};
}

}  // namespace

Result<KeptWarning> review_warning(const access::Principal& who, Moment moment,
                                   const WarningDesk& desk, const WarningReview& review) {
  if (const Result<void> may = permit(who, access::Action::review_warning); !may)
    return tl::unexpected(may.error());
  const bool is_accepted = review.verdict == Verdict::accepted;
  if (!is_accepted || !review.why.empty())
    if (const Result<void> sound = check_words("理由", review.why); !sound)
      return tl::unexpected(sound.error());
  if (const Result<void> silent = check_silent_about_complaints(review.why); !silent)
    return tl::unexpected(silent.error());
  Result<KeptWarning> before = seen_warning(desk, who, review.key);
  if (!before) return before;
  WarningRecord sent;
  sent.step = is_accepted ? casework::WarningStep::accepted : casework::WarningStep::sent_back;
  sent.why = without_numbers_of_people(review.why);
  sent.user = who.user;
  sent.unit = who.unit;
  sent.client_key = review.client_key;
  Result<std::optional<KeptWarning>> repeated = repeated_step(desk, review.key, sent);
  if (!repeated) return tl::unexpected(repeated.error());
  if (*repeated) return **std::move(repeated);
  if (const Result<void> other = check_is_another(desk, review.key, who); !other)
    return tl::unexpected(other.error());

  WarningSteps steps(desk, who, moment);
  steps.take_up(review.key, *std::move(before));
  // As if somebody had looked every day: what was not reviewed in time has climbed.
  if (const Result<void> climbed = steps.climb(); !climbed) return tl::unexpected(climbed.error());
  const Result<void> done = steps.step({.step = sent.step, .today = moment.today}, sent);
  if (!done) return tl::unexpected(done.error());
  if (const Result<store::Kept> kept = steps.keep(); !kept) return tl::unexpected(kept.error());
  return *steps.now();
}

}  // namespace qingxin::app
