// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "casework/details.h"
#include "casework/life.h"
#include "law/citation.h"
#include "law/period.h"

// The clocks of clues and cases as a table: what starts one, what stops it, how long it is and by
// what right. Nothing is counted up anywhere: clocks.h reads them from what was recorded.
namespace qingxin::casework {

// Stored with frozen dates and sent: never renumbered.
// clang-format off
enum class ClockId : std::uint16_t {
  clue_receipt = 1, clue_passing_on = 2, taking_over = 3, clue_warning = 4, clue_answer = 5,
  hotline_answer = 6,
  petition_notice = 11, petition_objection = 12, petition_answer = 13, petition_review_request = 14,
  petition_review = 15, petition_recheck_request = 16, petition_recheck = 17,
  acceptance = 21, filing = 22, investigation = 23, decision = 24, service = 25, evidence = 26,
  mediation = 31, agreed_payment = 32, referral_receipt = 33, referral_result = 34,
  order_limit = 41, hearing_request = 42, fine_payment = 43, penalty_service = 44,
  police_approval = 51, police_sending = 52, police_forwarding = 53, police_review = 54,
  reconsideration_request = 55, reconsideration = 56, prosecutor_request = 57,
  police_materials = 58,
  arbitration_acceptance = 61, copy_service = 62, defence = 63, defence_service = 64, award = 65,
  award_suit = 66, final_award_suit = 67, award_annulment = 68,
  deposit_payment = 71, deposit_top_up = 72,
  board = 81, plan = 82,
};
// clang-format on

enum class ClockUnit : unsigned char { calendar_days, working_days, hours };

enum class TermKind : unsigned char {
  fixed,        // by the article
  by_document,  // the day that the paper of the strand names
  local,        // by a parameter that a place sets; not set: there is no deadline, and that is said
};

struct Term {
  TermKind kind = TermKind::fixed;
  int length = 0;
  ClockUnit unit = ClockUnit::calendar_days;
  std::string_view parameter = {};  // of a local one
};

class Steps {
 public:
  constexpr Steps() = default;
  constexpr Steps(std::initializer_list<Step> steps) {
    for (const Step step : steps) steps_[count_++] = step;
  }
  constexpr bool has(Step step) const { return std::find(begin(), end(), step) != end(); }
  constexpr const Step* begin() const { return steps_.data(); }
  constexpr const Step* end() const { return steps_.data() + count_; }

 private:
  std::array<Step, 8> steps_{};
  std::size_t count_ = 0;
};

// More time, once, if it is approved before the time is over. In the unit of the term.
struct Extension {
  Step step{};
  int length = 0;
};

// The only ground on which a clock stands still. `parameter`: the place has to have said that its
// rules know such a pause (1); else the citation gives it.
struct Pause {
  Step begin{}, end{};
  law::Citation basis{"", 0};
  std::string_view parameter = {};
};

struct Clock {
  ClockId id;
  std::string_view name, chinese;
  Steps starts, stops;  // all of one strand
  Term term;
  Actor duty;                  // whose time it is
  law::Citation basis{"", 0};  // empty of a local one
  std::optional<Extension> extension = {};
  std::optional<Pause> pause = {};
  std::optional<Step> undo = {};  // the stop is taken back: the same time goes on
  Steps papers = {};              // documents that write the date down and so freeze it
  bool is_right = false;          // somebody may, not must: later, the right is gone
  bool is_stopped_by_conclusion = false;
  bool is_told_after = false;  // only what stopped it shows that it ran: it was another's matter
  bool is_set_anew = false;    // a further start while it runs begins it anew
  std::optional<Channel> channel = {};  // only of clues that came by it
};

// An authority's duty, by which it is late; not a right, nor the time of somebody else.
constexpr bool binds_authority(const Clock& clock) {
  return !clock.is_right && clock.duty != Actor::worker && clock.duty != Actor::employer &&
         clock.duty != Actor::other_body;
}

constexpr Strand strand_of(const Clock& clock) {
  return strand_of(*clock.starts.begin());
}

constexpr Term days(int length) {
  return {.length = length, .unit = ClockUnit::calendar_days};
}
constexpr Term working_days(int length) {
  return {.length = length, .unit = ClockUnit::working_days};
}
constexpr Term hours(int length) {
  return {.length = length, .unit = ClockUnit::hours};
}
constexpr Term by_document() {
  return {.kind = TermKind::by_document};
}
constexpr Term local(std::string_view parameter, ClockUnit unit) {
  return {.kind = TermKind::local, .unit = unit, .parameter = parameter};
}

// A bare 日 is read as calendar days that roll forward (民法典 203), but in the 行政处罚法, whose
// 85 says that its terms of up to seven days are working days.
// clang-format off
inline constexpr std::array kClocks = [] {
  using S = Step;
  using C = ClockId;
  using U = ClockUnit;
  using enum Actor;
  constexpr auto kNear = law::Mark::approximate;
  return std::to_array<Clock>({
    // No national number was published for the clue platform: all local.
    {.id = C::clue_receipt, .name = "clue_receipt", .chinese = "线索接收",
     .starts = {S::clue_arrived}, .stops = {S::clue_received},
     .term = local("clue.receipt_working_days", U::working_days), .duty = intake},
    {.id = C::clue_passing_on, .name = "clue_passing_on", .chinese = "转送",
     .starts = {S::first_asked, S::taken_over, S::given_back, S::recalled}, .stops = {S::offered},
     .term = local("clue.passing_on_working_days", U::working_days), .duty = intake,
     .is_told_after = true, .is_set_anew = true},
    {.id = C::taking_over, .name = "taking_over", .chinese = "接收转送",
     .starts = {S::offered, S::designated}, .stops = {S::taken_over, S::given_back, S::recalled},
     .term = local("clue.taking_over_working_days", U::working_days), .duty = receiver,
     .is_set_anew = true},
    {.id = C::clue_warning, .name = "clue_warning", .chinese = "线索预警期限",
     .starts = {S::clue_arrived, S::asked_again, S::more_given}, .stops = {S::reply_sent},
     .term = local("clue.warning_days", U::calendar_days), .duty = handler},
    {.id = C::clue_answer, .name = "clue_answer", .chinese = "线索办结",
     .starts = {S::clue_arrived, S::asked_again, S::more_given}, .stops = {S::reply_sent},
     .term = local("clue.answer_days", U::calendar_days), .duty = handler},
    {.id = C::hotline_answer, .name = "hotline_answer", .chinese = "12345工单答复",
     .starts = {S::clue_arrived, S::asked_again, S::more_given}, .stops = {S::reply_sent},
     .term = local("clue.hotline_working_days", U::working_days), .duty = handler,
     .channel = Channel::hotline},

    {.id = C::petition_notice, .name = "petition_notice", .chinese = "信访告知",
     .starts = {S::petition_registered, S::petition_objection_refused},
     .stops = {S::petition_notified, S::petition_objected},
     .term = days(15), .duty = handler, .basis = {"xftl", 23, 2}},
    {.id = C::petition_objection, .name = "petition_objection", .chinese = "信访提出异议",
     .starts = {S::petition_registered}, .stops = {S::petition_objected, S::petition_notified},
     .term = working_days(5), .duty = handler, .basis = {"xftl", 23, 3}, .is_right = true},
    {.id = C::petition_answer, .name = "petition_answer", .chinese = "信访办结",
     .starts = {S::petition_notified}, .stops = {S::petition_answered},
     .term = days(60), .duty = handler, .basis = {"xftl", 34},
     .extension = Extension{S::petition_extended, 30}, .papers = {S::petition_extended}},
    {.id = C::petition_review_request, .name = "petition_review_request", .chinese = "请求复查",
     .starts = {S::petition_answered}, .stops = {S::petition_review_asked},
     .term = days(30), .duty = worker, .basis = {"xftl", 35}, .is_right = true},
    {.id = C::petition_review, .name = "petition_review", .chinese = "信访复查",
     .starts = {S::petition_review_asked}, .stops = {S::petition_reviewed},
     .term = days(30), .duty = higher, .basis = {"xftl", 35}},
    {.id = C::petition_recheck_request, .name = "petition_recheck_request", .chinese = "请求复核",
     .starts = {S::petition_reviewed}, .stops = {S::petition_recheck_asked},
     .term = days(30), .duty = worker, .basis = {"xftl", 36, 1}, .is_right = true},
    {.id = C::petition_recheck, .name = "petition_recheck", .chinese = "信访复核",
     .starts = {S::petition_recheck_asked}, .stops = {S::petition_rechecked},
     .term = days(30), .duty = higher, .basis = {"xftl", 36, 1},
     .pause = Pause{S::petition_hearing_began, S::petition_hearing_ended, {"xftl", 36, 2}}},

    {.id = C::acceptance, .name = "acceptance", .chinese = "受理",
     .starts = {S::complaint_received, S::supplemented, S::decline_overturned},
     .stops = {S::accepted, S::declined, S::routed, S::supplement_asked},
     .term = working_days(5), .duty = handler, .basis = {"ldbzjc-gd", 18},
     .is_stopped_by_conclusion = true},
    {.id = C::filing, .name = "filing", .chinese = "受理当日立案",
     .starts = {S::accepted}, .stops = {S::filed, S::routed},
     .term = days(0), .duty = handler, .basis = {"ldbzjc-gd", 18},
     .is_stopped_by_conclusion = true},
    {.id = C::investigation, .name = "investigation", .chinese = "调查",
     .starts = {S::filed}, .stops = {S::investigation_completed, S::routed},
     .term = working_days(60), .duty = handler, .basis = {"gwy-423", 17},
     .extension = Extension{S::investigation_extended, 30},
     .pause = Pause{S::suspended, S::resumed, {"", 0}, "case.suspension"},
     .undo = S::investigation_reopened, .papers = {S::investigation_extended},
     .is_stopped_by_conclusion = true},
    {.id = C::decision, .name = "decision", .chinese = "作出处理决定",
     .starts = {S::investigation_completed},
     .stops = {S::decided, S::revoked, S::investigation_reopened},
     .term = working_days(15), .duty = head, .basis = {"ldbzjc-gd", 35, 0, 0, kNear},
     .is_stopped_by_conclusion = true},
    {.id = C::service, .name = "service", .chinese = "决定送达",
     .starts = {S::decided}, .stops = {S::served},
     .term = working_days(7), .duty = handler, .basis = {"cfa", 61, 1},
     .is_stopped_by_conclusion = true},
    {.id = C::evidence, .name = "evidence", .chinese = "登记保存的证据作出处理",
     .starts = {S::evidence_held}, .stops = {S::evidence_dealt},
     .term = working_days(7), .duty = handler, .basis = {"cfa", 56}},

    {.id = C::mediation, .name = "mediation", .chinese = "调解",
     .starts = {S::mediation_began}, .stops = {S::mediation_agreed, S::mediation_failed},
     .term = days(15), .duty = other_body, .basis = {"ldzytj", 14, 3}},
    {.id = C::agreed_payment, .name = "agreed_payment", .chinese = "调解协议约定的付款日",
     .starts = {S::mediation_agreed}, .stops = {S::agreement_performed, S::agreement_broken},
     .term = by_document(), .duty = employer, .basis = {"ldzytj", 14, 2}},
    {.id = C::referral_receipt, .name = "referral_receipt", .chinese = "移交签收",
     .starts = {S::referred}, .stops = {S::referral_receipted, S::referral_given_back},
     .term = local("referral.receipt_working_days", U::working_days), .duty = receiver},
    {.id = C::referral_result, .name = "referral_result", .chinese = "移交后反馈结果",
     .starts = {S::referral_receipted}, .stops = {S::referral_resulted, S::referral_given_back},
     .term = local("referral.result_days", U::calendar_days), .duty = receiver},

    {.id = C::order_limit, .name = "order_limit", .chinese = "责令限期",
     .starts = {S::order_served, S::order_posted}, .stops = {S::order_complied, S::order_revoked},
     .term = by_document(), .duty = employer, .basis = {"gwy-423", 26}},
    {.id = C::hearing_request, .name = "hearing_request", .chinese = "申请听证",
     .starts = {S::penalty_notified},
     .stops = {S::hearing_asked, S::penalty_dropped},
     .term = working_days(5), .duty = employer, .basis = {"cfa", 64, 0, 1},
     .papers = {S::penalty_notified}, .is_right = true},
    {.id = C::penalty_service, .name = "penalty_service", .chinese = "处罚决定送达",
     .starts = {S::penalty_decided}, .stops = {S::penalty_served},
     .term = working_days(7), .duty = handler, .basis = {"cfa", 61, 1}},
    {.id = C::fine_payment, .name = "fine_payment", .chinese = "缴纳罚款",
     .starts = {S::penalty_served}, .stops = {S::penalty_paid},
     .term = days(15), .duty = employer, .basis = {"cfa", 67, 3},
     .papers = {S::penalty_served}},

    {.id = C::police_approval, .name = "police_approval", .chinese = "移送审批",
     .starts = {S::police_reported}, .stops = {S::police_approved, S::police_not_approved},
     .term = days(3), .duty = head, .basis = {"gwy-310", 5, 2}},
    {.id = C::police_sending, .name = "police_sending", .chinese = "批准后移送公安",
     .starts = {S::police_approved}, .stops = {S::police_sent},
     .term = hours(24), .duty = handler, .basis = {"gwy-310", 5, 2}},
    {.id = C::police_forwarding, .name = "police_forwarding", .chinese = "公安转送有管辖权的机关",
     .starts = {S::police_receipted}, .stops = {S::police_forwarded},
     .term = hours(24), .duty = other_body, .basis = {"gwy-310", 7},
     .is_told_after = true, .is_set_anew = true},
    {.id = C::police_review, .name = "police_review", .chinese = "公安审查立案",
     .starts = {S::police_receipted},
     .stops = {S::police_filed, S::police_declined, S::police_forwarded},
     .term = days(3), .duty = other_body, .basis = {"gwy-310", 8}},
    {.id = C::reconsideration_request, .name = "reconsideration_request", .chinese = "提请复议",
     .starts = {S::police_declined},
     .stops = {S::reconsideration_asked, S::prosecutor_asked, S::decline_taken},
     .term = days(3), .duty = handler, .basis = {"gwy-310", 9, 1}, .is_right = true},
    {.id = C::reconsideration, .name = "reconsideration", .chinese = "公安复议",
     .starts = {S::reconsideration_asked},
     .stops = {S::reconsideration_refused, S::reconsideration_granted},
     .term = days(3), .duty = other_body, .basis = {"gwy-310", 9, 2}},
    {.id = C::prosecutor_request, .name = "prosecutor_request", .chinese = "建议检察机关监督",
     .starts = {S::reconsideration_refused}, .stops = {S::prosecutor_asked, S::decline_taken},
     .term = days(3), .duty = handler, .basis = {"gwy-310", 9, 2}},
    {.id = C::police_materials, .name = "police_materials", .chinese = "立案后移交材料",
     .starts = {S::police_filed, S::reconsideration_granted, S::prosecutor_granted},
     .stops = {S::police_handed_over},
     .term = days(3), .duty = handler, .basis = {"gwy-310", 12}},

    {.id = C::arbitration_acceptance, .name = "arbitration_acceptance", .chinese = "仲裁受理",
     .starts = {S::arbitration_asked},
     .stops = {S::arbitration_accepted, S::arbitration_declined, S::arbitration_withdrawn},
     .term = days(5), .duty = other_body, .basis = {"ldzytj", 29}},
    {.id = C::copy_service, .name = "copy_service", .chinese = "送达申请书副本",
     .starts = {S::arbitration_accepted},
     .stops = {S::copy_served, S::awarded, S::awarded_finally, S::arbitration_settled,
               S::arbitration_withdrawn},
     .term = days(5), .duty = other_body, .basis = {"ldzytj", 30, 1}},
    {.id = C::defence, .name = "defence", .chinese = "提交答辩书",
     .starts = {S::copy_served},
     .stops = {S::defence_given, S::awarded, S::awarded_finally, S::arbitration_settled,
               S::arbitration_withdrawn},
     .term = days(10), .duty = employer, .basis = {"ldzytj", 30, 2}, .is_right = true},
    {.id = C::defence_service, .name = "defence_service", .chinese = "送达答辩书副本",
     .starts = {S::defence_given},
     .stops = {S::defence_served, S::awarded, S::awarded_finally, S::arbitration_settled,
               S::arbitration_withdrawn},
     .term = days(5), .duty = other_body, .basis = {"ldzytj", 30, 2}},
    {.id = C::award, .name = "award", .chinese = "仲裁裁决",
     .starts = {S::arbitration_accepted},
     .stops = {S::awarded, S::awarded_finally, S::arbitration_settled, S::arbitration_withdrawn},
     .term = days(45), .duty = other_body, .basis = {"ldzytj", 43, 1},
     .extension = Extension{S::arbitration_extended, 15}, .papers = {S::arbitration_extended}},
    {.id = C::award_suit, .name = "award_suit", .chinese = "不服裁决起诉",
     .starts = {S::awarded}, .stops = {S::award_sued, S::award_effective},
     .term = days(15), .duty = worker, .basis = {"ldzytj", 50}, .is_right = true},
    {.id = C::final_award_suit, .name = "final_award_suit", .chinese = "工人不服终局裁决起诉",
     .starts = {S::awarded_finally}, .stops = {S::award_sued, S::award_effective},
     .term = days(15), .duty = worker, .basis = {"ldzytj", 48}, .is_right = true},
    {.id = C::award_annulment, .name = "award_annulment", .chinese = "单位申请撤销终局裁决",
     .starts = {S::awarded_finally}, .stops = {S::award_sued, S::award_effective},
     .term = days(30), .duty = employer, .basis = {"ldzytj", 49, 1}, .is_right = true},

    {.id = C::deposit_payment, .name = "deposit_payment", .chinese = "银行支付保证金",
     .starts = {S::deposit_noticed}, .stops = {S::deposit_paid, S::deposit_refused},
     .term = working_days(5), .duty = other_body, .basis = {"rsb-2021-65", 19, 0, 0, kNear},
     .papers = {S::deposit_noticed}},
    {.id = C::deposit_top_up, .name = "deposit_top_up", .chinese = "补足保证金",
     .starts = {S::deposit_paid}, .stops = {S::deposit_topped_up},
     .term = working_days(10), .duty = employer, .basis = {"rsb-2021-65", 20, 0, 0, kNear}},

    {.id = C::board, .name = "board", .chinese = "挂牌督办期限",
     .starts = {S::boarded}, .stops = {S::board_released},
     .term = by_document(), .duty = handler, .basis = {"", 0}},
    {.id = C::plan, .name = "plan", .chinese = "积案化解期限",
     .starts = {S::planned, S::plan_changed}, .stops = {S::plan_done},
     .term = by_document(), .duty = handler, .basis = {"", 0}, .is_set_anew = true},
  });
}();
// clang-format on

constexpr const Clock* clock_of(ClockId id) {
  for (const Clock& clock : kClocks)
    if (clock.id == id) return &clock;
  return nullptr;
}
constexpr const Clock* clock_named(std::string_view name) {
  for (const Clock& clock : kClocks)
    if (clock.name == name) return &clock;
  return nullptr;
}

// Each once; all steps of one strand; a fixed term and a document's have an article, or the office
// set it itself; a local one names its parameter and cites nothing.
static_assert([] {
  for (const Clock& clock : kClocks) {
    if (clock_of(clock.id) != &clock || clock_named(clock.name) != &clock) return false;
    for (const Step step : clock.starts)
      if (strand_of(step) != strand_of(clock)) return false;
    for (const Step step : clock.stops)
      if (strand_of(step) != strand_of(clock)) return false;
    if ((clock.term.kind == TermKind::local) == clock.term.parameter.empty()) return false;
    if (clock.term.kind == TermKind::fixed && clock.basis.instrument.empty()) return false;
    if (clock.term.kind == TermKind::local && !clock.basis.instrument.empty()) return false;
    if (clock.pause && clock.pause->basis.instrument.empty() == clock.pause->parameter.empty())
      return false;
  }
  return true;
}());

}  // namespace qingxin::casework
