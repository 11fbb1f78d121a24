// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "casework/details.h"
#include "casework/life.h"

// What strands, states and steps are called, on the wire and in Chinese, and what each step has to
// say for itself.
namespace qingxin::casework {

struct StrandWords {
  Strand strand;
  std::string_view name, chinese;
  bool is_single;   // false: a dossier may have several of them, counted from 1
  bool is_of_clue;  // of what it may be a strand
  bool is_of_case;
};
struct StateWords {
  State state;
  std::string_view name, chinese;
};
struct StepWords {
  Step step;
  std::string_view name, chinese;
  Details needs;  // without which the step is refused
};
struct ActorWords {
  Actor actor;
  std::string_view name, chinese;
};

// clang-format off
inline constexpr std::array kStrandWords = std::to_array<StrandWords>({
    {Strand::responsibility, "responsibility", "责任", true, true, true},
    {Strand::classing, "classing", "分类", true, true, true},
    {Strand::clue, "clue", "线索", true, true, false},
    {Strand::petition, "petition", "信访", true, true, false},
    {Strand::handling, "handling", "办理", true, false, true},
    {Strand::mediation, "mediation", "调解", false, false, true},
    {Strand::referral, "referral", "移交其他部门", false, false, true},
    {Strand::order, "order", "责令", false, false, true},
    {Strand::penalty, "penalty", "处罚", false, false, true},
    {Strand::asset_query, "asset_query", "查询资产", false, false, true},
    {Strand::enforcement, "enforcement", "执行", false, false, true},
    {Strand::police, "police", "移送公安", false, false, true},
    {Strand::arbitration, "arbitration", "仲裁", false, false, true},
    {Strand::court, "court", "诉讼", false, false, true},
    {Strand::deposit, "deposit", "保证金", false, false, true},
    {Strand::advance, "advance", "应急周转金", false, false, true},
    {Strand::withdrawal, "withdrawal", "撤诉", false, false, true},
    {Strand::conclusion, "conclusion", "结案", true, false, true},
    {Strand::clearing, "clearing", "销账", true, false, true},
    {Strand::look_back, "look_back", "回头看", false, false, true},
    {Strand::raising, "raising", "提级办理", false, false, true},
    {Strand::leader, "leader", "领导包案", false, false, true},
    {Strand::task_force, "task_force", "专案组", false, false, true},
    {Strand::board, "board", "挂牌督办", false, false, true},
    {Strand::measure, "measure", "约谈通报", false, false, true},
    {Strand::plan, "plan", "积案化解", false, false, true},
    {Strand::evidence, "evidence", "证据登记保存", false, false, true},
});

inline constexpr std::array kStateWords = std::to_array<StateWords>({
    {State::held, "held", "承办中"},
    {State::offered, "offered", "已转送待接收"},
    {State::designated, "designated", "已指定待接收"},
    {State::suggested, "suggested", "已建议分类"},
    {State::classed, "classed", "已确认分类"},
    {State::clue_waiting, "clue_waiting", "待接收"},
    {State::clue_received, "clue_received", "已接收"},
    {State::clue_drafted, "clue_drafted", "答复待审"},
    {State::clue_answered, "clue_answered", "已答复"},
    {State::petition_registered, "petition_registered", "已登记"},
    {State::petition_objected, "petition_objected", "已提异议"},
    {State::petition_given_back, "petition_given_back", "已交还"},
    {State::petition_accepted, "petition_accepted", "已受理"},
    {State::petition_answered, "petition_answered", "已答复"},
    {State::petition_in_review, "petition_in_review", "复查中"},
    {State::petition_reviewed, "petition_reviewed", "已复查"},
    {State::petition_in_recheck, "petition_in_recheck", "复核中"},
    {State::petition_hearing, "petition_hearing", "复核听证中"},
    {State::petition_rechecked, "petition_rechecked", "已复核"},
    {State::complained, "complained", "待受理"},
    {State::incomplete, "incomplete", "待补正"},
    {State::declined, "declined", "不予受理"},
    {State::found, "found", "自行发现待立案"},
    {State::accepted, "accepted", "已受理"},
    {State::investigating, "investigating", "调查中"},
    {State::suspended, "suspended", "调查中止"},
    {State::investigated, "investigated", "调查完成"},
    {State::decided, "decided", "已决定"},
    {State::served, "served", "已送达"},
    {State::revoked, "revoked", "已撤销立案"},
    {State::routed, "routed", "已告知另循程序"},
    {State::mediating, "mediating", "调解中"},
    {State::agreed, "agreed", "已达成协议"},
    {State::not_agreed, "not_agreed", "未达成协议"},
    {State::performed, "performed", "协议已履行"},
    {State::broken, "broken", "协议未履行"},
    {State::referred, "referred", "已移交"},
    {State::receipted, "receipted", "已签收"},
    {State::given_back, "given_back", "已退回"},
    {State::resulted, "resulted", "已有结果"},
    {State::ordered, "ordered", "已作出"},
    {State::order_running, "order_running", "限期内或已逾期"},
    {State::extra_ordered, "extra_ordered", "已责令加付"},
    {State::complied, "complied", "已履行"},
    {State::order_revoked, "order_revoked", "已撤销"},
    {State::penalty_notified, "penalty_notified", "已告知"},
    {State::hearing_asked, "hearing_asked", "已申请听证"},
    {State::hearing_set, "hearing_set", "听证已定期"},
    {State::heard, "heard", "已听取意见"},
    {State::penalty_decided, "penalty_decided", "已决定"},
    {State::penalty_served, "penalty_served", "已送达"},
    {State::penalty_paid, "penalty_paid", "已缴清"},
    {State::penalty_dropped, "penalty_dropped", "不予处罚"},
    {State::query_asked, "query_asked", "待批准"},
    {State::query_approved, "query_approved", "已批准"},
    {State::query_refused, "query_refused", "未批准"},
    {State::query_sent, "query_sent", "已发查询"},
    {State::query_answered, "query_answered", "已回复"},
    {State::titled, "titled", "有执行依据"},
    {State::enforcement_filed, "enforcement_filed", "已申请执行"},
    {State::enforcing, "enforcing", "执行中"},
    {State::enforcement_ended, "enforcement_ended", "执行终结"},
    {State::police_reported, "police_reported", "待批准移送"},
    {State::police_not_approved, "police_not_approved", "不批准移送"},
    {State::police_approved, "police_approved", "已批准移送"},
    {State::police_sent, "police_sent", "已移送"},
    {State::police_received, "police_received", "公安已接受"},
    {State::police_filed, "police_filed", "公安已立案"},
    {State::police_declined, "police_declined", "公安不予立案"},
    {State::police_reconsidering, "police_reconsidering", "复议中"},
    {State::police_upheld, "police_upheld", "复议维持"},
    {State::with_prosecutor, "with_prosecutor", "检察监督中"},
    {State::police_handed_over, "police_handed_over", "材料已移交"},
    {State::police_ended, "police_ended", "已了结"},
    {State::arbitration_asked, "arbitration_asked", "已申请"},
    {State::arbitration_declined, "arbitration_declined", "不予受理"},
    {State::arbitrating, "arbitrating", "审理中"},
    {State::awarded, "awarded", "已裁决"},
    {State::awarded_finally, "awarded_finally", "已终局裁决"},
    {State::award_in_court, "award_in_court", "裁决被起诉"},
    {State::award_effective, "award_effective", "裁决生效"},
    {State::arbitration_withdrawn, "arbitration_withdrawn", "已撤回"},
    {State::suit_filed, "suit_filed", "已起诉"},
    {State::suit_refused, "suit_refused", "不予受理"},
    {State::trying, "trying", "审理中"},
    {State::judged, "judged", "一审已判"},
    {State::appealed, "appealed", "上诉中"},
    {State::judged_finally, "judged_finally", "已终审"},
    {State::suit_withdrawn, "suit_withdrawn", "已撤回"},
    {State::deposit_noticed, "deposit_noticed", "已发支付通知"},
    {State::deposit_refused, "deposit_refused", "未能支付"},
    {State::deposit_paid, "deposit_paid", "已支付待补足"},
    {State::deposit_topped_up, "deposit_topped_up", "已补足"},
    {State::advance_asked, "advance_asked", "待批准"},
    {State::advance_refused, "advance_refused", "未批准"},
    {State::advance_approved, "advance_approved", "已批准"},
    {State::advanced, "advanced", "已垫付待追偿"},
    {State::advance_recovered, "advance_recovered", "已追回"},
    {State::withdrawal_asked, "withdrawal_asked", "待回访"},
    {State::withdrawal_confirmed, "withdrawal_confirmed", "属实自愿"},
    {State::withdrawal_denied, "withdrawal_denied", "并非自愿"},
    {State::conclusion_open, "conclusion_open", "未结案"},
    {State::conclusion_proposed, "conclusion_proposed", "结案待审"},
    {State::concluded, "concluded", "已结案"},
    {State::clearing_open, "clearing_open", "未销账"},
    {State::clearing_proposed, "clearing_proposed", "销账待审"},
    {State::cleared, "cleared", "已销账"},
    {State::look_back_drawn, "look_back_drawn", "待回访"},
    {State::money_received, "money_received", "已收到"},
    {State::money_not_received, "money_not_received", "没收到"},
    {State::raised, "raised", "提级办理中"},
    {State::raising_ended, "raising_ended", "已结束"},
    {State::led, "led", "包案中"},
    {State::leading_ended, "leading_ended", "已结束"},
    {State::task_force_formed, "task_force_formed", "专案办理中"},
    {State::task_force_ended, "task_force_ended", "已撤销"},
    {State::boarded, "boarded", "挂牌中"},
    {State::board_answered, "board_answered", "待解牌"},
    {State::board_released, "board_released", "已解牌"},
    {State::measure_decided, "measure_decided", "已决定"},
    {State::measure_done, "measure_done", "已实施"},
    {State::planned, "planned", "化解中"},
    {State::plan_done, "plan_done", "已化解"},
    {State::evidence_held, "evidence_held", "已登记保存"},
    {State::evidence_dealt, "evidence_dealt", "已处理"},
});

inline constexpr std::array kStepWords = [] {
  using enum Detail;
  return std::to_array<StepWords>({
    {Step::first_asked, "first_asked", "首问登记", {body}},
    {Step::assigned, "assigned", "指定承办人", {assignee}},
    {Step::offered, "offered", "转送", {body, reason}},
    {Step::taken_over, "taken_over", "接收", {}},
    {Step::given_back, "given_back", "退回", {reason}},
    {Step::recalled, "recalled", "撤回转送", {reason}},
    {Step::designated, "designated", "指定管辖", {body, reason, document}},
    {Step::co_asked, "co_asked", "请求协办", {body, reason}},
    {Step::co_answered, "co_answered", "协办反馈", {reason}},
    {Step::co_released, "co_released", "结束协办", {body, reason}},
    {Step::class_suggested, "class_suggested", "建议分类", {matter_class}},
    {Step::class_confirmed, "class_confirmed", "确认分类", {matter_class}},
    {Step::class_changed, "class_changed", "更改分类", {matter_class, reason}},
    {Step::clue_arrived, "clue_arrived", "到达", {channel}},
    {Step::clue_received, "clue_received", "接收", {}},
    {Step::clue_joined, "clue_joined", "并入案件", {link}},
    {Step::clue_split, "clue_split", "分出", {reason}},
    {Step::clue_merged, "clue_merged", "并入同一事项", {link}},
    {Step::more_asked, "more_asked", "请补充情况", {reason}},
    {Step::more_given, "more_given", "补充情况", {reason}},
    {Step::reply_drafted, "reply_drafted", "拟答复", {reason}},
    {Step::reply_sent_back, "reply_sent_back", "退回重拟", {reason}},
    {Step::reply_sent, "reply_sent", "答复", {document, another}},
    {Step::asked_again, "asked_again", "再次反映", {reason}},
    {Step::satisfaction_given, "satisfaction_given", "评价", {satisfaction}},
    {Step::petition_registered, "petition_registered", "登记", {}},
    {Step::petition_notified, "petition_notified", "书面告知受理", {document}},
    {Step::petition_objected, "petition_objected", "提出异议", {reason, document}},
    {Step::petition_objection_upheld, "petition_objection_upheld", "同意交还", {reason}},
    {Step::petition_objection_refused, "petition_objection_refused", "不同意交还", {reason}},
    {Step::petition_extended, "petition_extended", "延长办理", {reason, document}},
    {Step::petition_answered, "petition_answered", "出具处理意见", {document}},
    {Step::petition_review_asked, "petition_review_asked", "请求复查", {reason}},
    {Step::petition_reviewed, "petition_reviewed", "出具复查意见", {document}},
    {Step::petition_recheck_asked, "petition_recheck_asked", "请求复核", {reason}},
    {Step::petition_hearing_began, "petition_hearing_began", "复核听证开始", {}},
    {Step::petition_hearing_ended, "petition_hearing_ended", "复核听证结束", {}},
    {Step::petition_rechecked, "petition_rechecked", "出具复核意见", {document}},
    {Step::complaint_received, "complaint_received", "接到投诉", {}},
    {Step::case_found, "case_found", "自行发现", {reason}},
    {Step::supplement_asked, "supplement_asked", "告知补正", {reason}},
    {Step::supplemented, "supplemented", "补正", {}},
    {Step::accepted, "accepted", "受理", {}},
    {Step::declined, "declined", "不予受理", {reason, document, route, legal_aid}},
    {Step::decline_overturned, "decline_overturned", "撤销不予受理", {reason}},
    {Step::routed, "routed", "告知另循程序", {reason, document, route, legal_aid}},
    {Step::filed, "filed", "立案", {team, document}},
    {Step::suspended, "suspended", "中止调查", {reason, document}},
    {Step::resumed, "resumed", "恢复调查", {}},
    {Step::investigation_extended, "investigation_extended", "延长调查", {reason, document}},
    {Step::investigation_completed, "investigation_completed", "调查完成", {document}},
    {Step::investigation_reopened, "investigation_reopened", "补充调查", {reason}},
    {Step::decided, "decided", "作出决定", {outcome, document, heard}},
    {Step::served, "served", "送达", {document}},
    {Step::revoked, "revoked", "撤销立案", {reason, document}},
    {Step::mediation_began, "mediation_began", "开始调解", {venue}},
    {Step::mediation_agreed, "mediation_agreed", "达成协议", {document, amount, day}},
    {Step::mediation_failed, "mediation_failed", "调解未成", {reason}},
    {Step::agreement_performed, "agreement_performed", "协议履行", {document}},
    {Step::agreement_broken, "agreement_broken", "协议未履行", {reason}},
    {Step::referred, "referred", "移交", {body, reason, document}},
    {Step::referral_receipted, "referral_receipted", "签收", {document}},
    {Step::referral_given_back, "referral_given_back", "退回", {reason}},
    {Step::referral_resulted, "referral_resulted", "反馈结果", {reason, document}},
    {Step::order_issued, "order_issued", "作出责令", {day}},
    {Step::order_served, "order_served", "送达", {document}},
    {Step::order_posted, "order_posted", "张贴送达", {reason, document, photos}},
    {Step::extra_ordered, "extra_ordered", "责令加付赔偿金", {document, amount, base}},
    {Step::order_complied, "order_complied", "已履行", {document}},
    {Step::order_revoked, "order_revoked", "撤销", {reason, document}},
    {Step::penalty_notified, "penalty_notified", "处罚告知", {document}},
    {Step::hearing_asked, "hearing_asked", "申请听证", {}},
    {Step::hearing_set, "hearing_set", "通知听证", {document, day}},
    {Step::hearing_held, "hearing_held", "举行听证", {document}},
    {Step::hearing_not_asked, "hearing_not_asked", "未申请听证", {heard}},
    {Step::penalty_decided, "penalty_decided", "处罚决定", {amount}},
    {Step::penalty_dropped, "penalty_dropped", "不予处罚", {reason}},
    {Step::penalty_served, "penalty_served", "送达", {document}},
    {Step::penalty_paid, "penalty_paid", "缴清", {document, amount}},
    {Step::query_asked, "query_asked", "申请查询", {reason}},
    {Step::query_approved, "query_approved", "市级批准", {document}},
    {Step::query_refused, "query_refused", "不批准", {reason}},
    {Step::query_sent, "query_sent", "发出查询", {body, document}},
    {Step::query_answered, "query_answered", "回复", {document}},
    {Step::title_recorded, "title_recorded", "登记执行依据", {document, amount, day}},
    {Step::enforcement_filed, "enforcement_filed", "申请执行", {document}},
    {Step::enforcement_accepted, "enforcement_accepted", "法院受理", {document}},
    {Step::enforcement_refused, "enforcement_refused", "法院不受理", {reason}},
    {Step::recovered, "recovered", "执行到位", {document, amount}},
    {Step::enforcement_ended, "enforcement_ended", "执行终结", {reason, document}},
    {Step::enforcement_resumed, "enforcement_resumed", "恢复执行", {reason}},
    {Step::police_reported, "police_reported", "书面报告", {team, document}},
    {Step::police_approved, "police_approved", "批准移送", {document}},
    {Step::police_not_approved, "police_not_approved", "不批准移送", {reason}},
    {Step::police_sent, "police_sent", "移送", {body, document, papers}},
    {Step::police_receipted, "police_receipted", "公安回执", {document}},
    {Step::police_forwarded, "police_forwarded", "转送有管辖权的公安", {body, document}},
    {Step::police_filed, "police_filed", "立案", {document}},
    {Step::police_declined, "police_declined", "不予立案", {reason, document}},
    {Step::reconsideration_asked, "reconsideration_asked", "提请复议", {document}},
    {Step::reconsideration_refused, "reconsideration_refused", "复议维持", {reason, document}},
    {Step::reconsideration_granted, "reconsideration_granted", "复议改为立案", {document}},
    {Step::prosecutor_asked, "prosecutor_asked", "建议立案监督", {document}},
    {Step::prosecutor_granted, "prosecutor_granted", "监督后立案", {document}},
    {Step::prosecutor_refused, "prosecutor_refused", "监督后不立案", {reason}},
    {Step::decline_taken, "decline_taken", "接受不予立案", {reason}},
    {Step::police_handed_over, "police_handed_over", "移交材料", {document}},
    {Step::police_resulted, "police_resulted", "反馈结果", {reason, document}},
    {Step::arbitration_asked, "arbitration_asked", "申请仲裁", {document}},
    {Step::arbitration_accepted, "arbitration_accepted", "受理", {document}},
    {Step::arbitration_declined, "arbitration_declined", "不予受理", {reason, document}},
    {Step::copy_served, "copy_served", "送达副本", {}},
    {Step::defence_given, "defence_given", "提交答辩", {}},
    {Step::defence_served, "defence_served", "送达答辩", {}},
    {Step::arbitration_extended, "arbitration_extended", "延期", {document}},
    {Step::awarded, "awarded", "裁决", {document, amount}},
    {Step::awarded_finally, "awarded_finally", "终局裁决", {document, amount}},
    {Step::award_sued, "award_sued", "不服起诉", {document}},
    {Step::award_effective, "award_effective", "裁决生效", {document}},
    {Step::arbitration_settled, "arbitration_settled", "调解书", {document, amount}},
    {Step::arbitration_withdrawn, "arbitration_withdrawn", "撤回", {reason}},
    {Step::sued, "sued", "起诉", {document}},
    {Step::suit_accepted, "suit_accepted", "受理", {document}},
    {Step::suit_refused, "suit_refused", "不予受理", {reason, document}},
    {Step::judged, "judged", "一审判决", {document, amount}},
    {Step::appealed, "appealed", "上诉", {document}},
    {Step::judged_finally, "judged_finally", "终审生效", {document, amount}},
    {Step::suit_withdrawn, "suit_withdrawn", "撤回", {reason}},
    {Step::deposit_noticed, "deposit_noticed", "发支付通知书", {body, document, amount}},
    {Step::deposit_paid, "deposit_paid", "支付", {document, amount}},
    {Step::deposit_refused, "deposit_refused", "未能支付", {reason}},
    {Step::deposit_topped_up, "deposit_topped_up", "补足", {document, amount}},
    {Step::advance_asked, "advance_asked", "申请垫付", {reason, amount, people}},
    {Step::advance_approved, "advance_approved", "批准垫付", {document, amount}},
    {Step::advance_refused, "advance_refused", "不批准", {reason}},
    {Step::advance_paid, "advance_paid", "垫付", {document, amount}},
    {Step::advance_partly_recovered, "advance_partly_recovered", "部分追回", {document, amount}},
    {Step::advance_recovered, "advance_recovered", "全部追回", {document, amount}},
    {Step::withdrawal_asked, "withdrawal_asked", "申请撤诉", {reason}},
    {Step::withdrawal_not_reached, "withdrawal_not_reached", "没有打通", {reason, another}},
    {Step::withdrawal_confirmed, "withdrawal_confirmed", "回访属实", {reason, another}},
    {Step::withdrawal_denied, "withdrawal_denied", "回访不实", {reason, another}},
    {Step::conclusion_proposed, "conclusion_proposed", "拟结案", {ground, reason}},
    {Step::conclusion_sent_back, "conclusion_sent_back", "退回", {reason, another}},
    {Step::concluded, "concluded", "结案", {document, another}},
    {Step::conclusion_reopened, "conclusion_reopened", "撤销结案", {reason}},
    {Step::clearing_proposed, "clearing_proposed", "拟销账", {reason}},
    {Step::clearing_sent_back, "clearing_sent_back", "退回", {reason, another}},
    {Step::cleared, "cleared", "销账", {document, another}},
    {Step::clearing_reopened, "clearing_reopened", "撤销销账", {reason}},
    {Step::look_back_drawn, "look_back_drawn", "抽取回访", {}},
    {Step::look_back_not_reached, "look_back_not_reached", "没有打通", {reason, another}},
    {Step::money_received, "money_received", "收到了", {reason, another}},
    {Step::money_not_received, "money_not_received", "没收到", {reason, another}},
    {Step::raised, "raised", "提级", {body, reason}},
    {Step::raising_ended, "raising_ended", "结束提级", {reason}},
    {Step::leader_named, "leader_named", "指定包案领导", {document}},
    {Step::leader_reported, "leader_reported", "包案进展", {reason}},
    {Step::leading_ended, "leading_ended", "结束包案", {reason}},
    {Step::task_force_formed, "task_force_formed", "成立专案组", {team, document}},
    {Step::task_force_ended, "task_force_ended", "撤销专案组", {reason}},
    {Step::boarded, "boarded", "挂牌", {document, day, reason}},
    {Step::board_answered, "board_answered", "报告结果", {document, reason}},
    {Step::board_sent_back, "board_sent_back", "不予解牌", {reason}},
    {Step::board_released, "board_released", "解牌", {document, reason, another}},
    {Step::measure_decided, "measure_decided", "决定", {measure, reason}},
    {Step::measure_done, "measure_done", "实施", {reason}},
    {Step::planned, "planned", "定方案", {day, reason}},
    {Step::plan_changed, "plan_changed", "改方案", {day, reason}},
    {Step::plan_done, "plan_done", "化解", {reason}},
    {Step::evidence_held, "evidence_held", "登记保存", {document, reason}},
    {Step::evidence_dealt, "evidence_dealt", "作出处理", {reason}},
  });
}();

inline constexpr std::array kActorWords = std::to_array<ActorWords>({
    {Actor::worker, "worker", "工人"},
    {Actor::intake, "intake", "接收人"},
    {Actor::handler, "handler", "承办人"},
    {Actor::co_handler, "co_handler", "协办人"},
    {Actor::receiver, "receiver", "接收单位"},
    {Actor::reviewer, "reviewer", "审核回访人"},
    {Actor::head, "head", "负责人"},
    {Actor::higher, "higher", "上级"},
    {Actor::office, "office", "治欠办"},
    {Actor::other_body, "other_body", "其他机关"},
    {Actor::employer, "employer", "用人单位"},
    {Actor::machine, "machine", "程序"},
});
// clang-format on
static_assert(kActorWords.size() == kActors && kStrandWords.size() == kStrands);

// The tables are in the order of their numbers, so that what is asked for is found by halving.
static_assert(std::ranges::is_sorted(kStateWords, {}, &StateWords::state));
static_assert(std::ranges::is_sorted(kStepWords, {}, &StepWords::step));

constexpr const StrandWords& words_of(Strand strand) {
  return kStrandWords[static_cast<std::size_t>(strand) - 1];
}
constexpr const StateWords& words_of(State state) {
  return *std::ranges::lower_bound(kStateWords, state, {}, &StateWords::state);
}
constexpr const StepWords& words_of(Step step) {
  return *std::ranges::lower_bound(kStepWords, step, {}, &StepWords::step);
}
constexpr const ActorWords& words_of(Actor actor) {
  return kActorWords[static_cast<std::size_t>(actor) - 1];
}

// By the name on the wire.
constexpr std::optional<Step> step_named(std::string_view name) {
  const auto found = std::ranges::find(kStepWords, name, &StepWords::name);
  if (found == kStepWords.end()) return std::nullopt;
  return found->step;
}
constexpr std::optional<State> state_named(std::string_view name) {
  const auto found = std::ranges::find(kStateWords, name, &StateWords::name);
  if (found == kStateWords.end()) return std::nullopt;
  return found->state;
}
constexpr std::optional<Actor> actor_named(std::string_view name) {
  const auto found = std::ranges::find(kActorWords, name, &ActorWords::name);
  if (found == kActorWords.end()) return std::nullopt;
  return found->actor;
}
constexpr std::optional<Strand> strand_named(std::string_view name) {
  const auto found = std::ranges::find(kStrandWords, name, &StrandWords::name);
  if (found == kStrandWords.end()) return std::nullopt;
  return found->strand;
}
// A number that was stored; nothing where there is no such step.
constexpr bool is_step(Step step) {
  return std::ranges::binary_search(kStepWords, step, {}, &StepWords::step);
}

}  // namespace qingxin::casework
