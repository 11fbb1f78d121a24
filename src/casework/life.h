// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

// The words in which the lives of clues 线索 and cases 案件 are written: strands, states, steps and
// whose act a step is. The moves themselves stand in clue_life.h and case_life.h.
//
// A dossier lives in strands that do not wait for one another: who is responsible, the procedure of
// the inspection, a referral to the police, a deposit … A strand is a small table of its own. The
// number of a state or step is its strand's number times a hundred and more, so that it says itself
// to which strand it belongs. Numbers are stored and sent: never renumbered.
namespace qingxin::casework {

enum class Subject : unsigned char { clue = 1, case_file = 2 };

// Whose act a step is; not who may type it in, which the use cases say.
enum class Actor : unsigned char {
  worker = 1,       // 工人（投诉人）或其代理人
  intake = 2,       // 接收人: whoever was asked first, at any counter or channel
  handler = 3,      // 承办人 of the responsible body
  co_handler = 4,   // 协办人
  receiver = 5,     // 接收单位: to whom a matter or a referral was handed
  reviewer = 6,     // 审核、回访人: never somebody who handled the matter
  head = 7,         // 负责人 of the authority
  higher = 8,       // 上级机关（设区的市级以上）
  office = 9,       // 治欠办
  other_body = 10,  // 公安、检察、法院、仲裁、银行: what they did or answered
  employer = 11,    // 用人单位
  machine = 12,
};
inline constexpr std::size_t kActors = 12;

class Actors {
 public:
  constexpr Actors(std::initializer_list<Actor> actors) {
    for (const Actor actor : actors) bits_ |= 1U << static_cast<unsigned>(actor);
  }
  constexpr bool has(Actor actor) const {
    return ((bits_ >> static_cast<unsigned>(actor)) & 1U) != 0;
  }

 private:
  std::uint32_t bits_ = 0;
};

enum class Strand : unsigned char {
  responsibility = 1,
  classing = 2,
  clue = 3,
  petition = 4,
  handling = 5,
  mediation = 6,
  referral = 7,
  order = 8,
  penalty = 9,
  asset_query = 10,
  enforcement = 11,
  police = 12,
  arbitration = 13,
  court = 14,
  deposit = 15,
  advance = 16,
  withdrawal = 17,
  conclusion = 18,
  clearing = 19,
  look_back = 20,
  raising = 21,
  leader = 22,
  task_force = 23,
  board = 24,
  measure = 25,
  plan = 26,
  evidence = 27,
};
inline constexpr std::size_t kStrands = 27;

// clang-format off
enum class State : std::uint16_t {
  held = 101, offered = 102, designated = 103,
  suggested = 201, classed = 202,
  clue_waiting = 301, clue_received = 302, clue_drafted = 303, clue_answered = 304,
  petition_registered = 401, petition_objected = 402, petition_given_back = 403,
  petition_accepted = 404, petition_answered = 405, petition_in_review = 406,
  petition_reviewed = 407, petition_in_recheck = 408, petition_hearing = 409,
  petition_rechecked = 410,
  complained = 501, incomplete = 502, declined = 503, found = 504, accepted = 505,
  investigating = 506, suspended = 507, investigated = 508, decided = 509, served = 510,
  revoked = 511, routed = 512,
  mediating = 601, agreed = 602, not_agreed = 603, performed = 604, broken = 605,
  referred = 701, receipted = 702, given_back = 703, resulted = 704,
  ordered = 801, order_running = 802, extra_ordered = 803, complied = 804, order_revoked = 805,
  penalty_notified = 901, hearing_asked = 902, hearing_set = 903, heard = 904,
  penalty_decided = 905, penalty_served = 906, penalty_paid = 907, penalty_dropped = 908,
  query_asked = 1001, query_approved = 1002, query_refused = 1003, query_sent = 1004,
  query_answered = 1005,
  titled = 1101, enforcement_filed = 1102, enforcing = 1103, enforcement_ended = 1104,
  police_reported = 1201, police_not_approved = 1202, police_approved = 1203, police_sent = 1204,
  police_received = 1205, police_filed = 1206, police_declined = 1207,
  police_reconsidering = 1208, police_upheld = 1209, with_prosecutor = 1210,
  police_handed_over = 1211, police_ended = 1212,
  arbitration_asked = 1301, arbitration_declined = 1302, arbitrating = 1303, awarded = 1304,
  awarded_finally = 1305, award_in_court = 1306, award_effective = 1307,
  arbitration_withdrawn = 1308,
  suit_filed = 1401, suit_refused = 1402, trying = 1403, judged = 1404, appealed = 1405,
  judged_finally = 1406, suit_withdrawn = 1407,
  deposit_noticed = 1501, deposit_refused = 1502, deposit_paid = 1503, deposit_topped_up = 1504,
  advance_asked = 1601, advance_refused = 1602, advance_approved = 1603, advanced = 1604,
  advance_recovered = 1605,
  withdrawal_asked = 1701, withdrawal_confirmed = 1702, withdrawal_denied = 1703,
  conclusion_open = 1801, conclusion_proposed = 1802, concluded = 1803,
  clearing_open = 1901, clearing_proposed = 1902, cleared = 1903,
  look_back_drawn = 2001, money_received = 2002, money_not_received = 2003,
  raised = 2101, raising_ended = 2102,
  led = 2201, leading_ended = 2202,
  task_force_formed = 2301, task_force_ended = 2302,
  boarded = 2401, board_answered = 2402, board_released = 2403,
  measure_decided = 2501, measure_done = 2502,
  planned = 2601, plan_done = 2602,
  evidence_held = 2701, evidence_dealt = 2702,
};

enum class Step : std::uint16_t {
  first_asked = 101, assigned = 102, offered = 103, taken_over = 104, given_back = 105,
  recalled = 106, designated = 107, co_asked = 108, co_answered = 109, co_released = 110,
  class_suggested = 201, class_confirmed = 202, class_changed = 203,
  clue_arrived = 301, clue_received = 302, clue_joined = 303, clue_split = 304,
  clue_merged = 305, more_asked = 306, more_given = 307, reply_drafted = 308,
  reply_sent_back = 309, reply_sent = 310, asked_again = 311, satisfaction_given = 312,
  petition_registered = 401, petition_notified = 402, petition_objected = 403,
  petition_objection_upheld = 404, petition_objection_refused = 405, petition_extended = 406,
  petition_answered = 407, petition_review_asked = 408, petition_reviewed = 409,
  petition_recheck_asked = 410, petition_hearing_began = 411, petition_hearing_ended = 412,
  petition_rechecked = 413,
  complaint_received = 501, case_found = 502, supplement_asked = 503, supplemented = 504,
  accepted = 505, declined = 506, decline_overturned = 507, routed = 508, filed = 509,
  suspended = 510, resumed = 511, investigation_extended = 512, investigation_completed = 513,
  investigation_reopened = 514, decided = 515, served = 516, revoked = 517,
  mediation_began = 601, mediation_agreed = 602, mediation_failed = 603,
  agreement_performed = 604, agreement_broken = 605,
  referred = 701, referral_receipted = 702, referral_given_back = 703, referral_resulted = 704,
  order_issued = 801, order_served = 802, order_posted = 803, extra_ordered = 804,
  order_complied = 805, order_revoked = 806,
  penalty_notified = 901, hearing_asked = 902, hearing_set = 903, hearing_held = 904,
  hearing_not_asked = 905, penalty_decided = 906, penalty_dropped = 907, penalty_served = 908,
  penalty_paid = 909,
  query_asked = 1001, query_approved = 1002, query_refused = 1003, query_sent = 1004,
  query_answered = 1005,
  title_recorded = 1101, enforcement_filed = 1102, enforcement_accepted = 1103,
  enforcement_refused = 1104, recovered = 1105, enforcement_ended = 1106,
  enforcement_resumed = 1107,
  police_reported = 1201, police_approved = 1202, police_not_approved = 1203, police_sent = 1204,
  police_receipted = 1205, police_forwarded = 1206, police_filed = 1207, police_declined = 1208,
  reconsideration_asked = 1209, reconsideration_refused = 1210, reconsideration_granted = 1211,
  prosecutor_asked = 1212, prosecutor_granted = 1213, prosecutor_refused = 1214,
  decline_taken = 1215, police_handed_over = 1216, police_resulted = 1217,
  arbitration_asked = 1301, arbitration_accepted = 1302, arbitration_declined = 1303,
  copy_served = 1304, defence_given = 1305, defence_served = 1306, arbitration_extended = 1307,
  awarded = 1308, awarded_finally = 1309, award_sued = 1310, award_effective = 1311,
  arbitration_settled = 1312, arbitration_withdrawn = 1313,
  sued = 1401, suit_accepted = 1402, suit_refused = 1403, judged = 1404, appealed = 1405,
  judged_finally = 1406, suit_withdrawn = 1407,
  deposit_noticed = 1501, deposit_paid = 1502, deposit_refused = 1503, deposit_topped_up = 1504,
  advance_asked = 1601, advance_approved = 1602, advance_refused = 1603, advance_paid = 1604,
  advance_partly_recovered = 1605, advance_recovered = 1606,
  withdrawal_asked = 1701, withdrawal_not_reached = 1702, withdrawal_confirmed = 1703,
  withdrawal_denied = 1704,
  conclusion_proposed = 1801, conclusion_sent_back = 1802, concluded = 1803,
  conclusion_reopened = 1804,
  clearing_proposed = 1901, clearing_sent_back = 1902, cleared = 1903, clearing_reopened = 1904,
  look_back_drawn = 2001, look_back_not_reached = 2002, money_received = 2003,
  money_not_received = 2004,
  raised = 2101, raising_ended = 2102,
  leader_named = 2201, leader_reported = 2202, leading_ended = 2203,
  task_force_formed = 2301, task_force_ended = 2302,
  boarded = 2401, board_answered = 2402, board_sent_back = 2403, board_released = 2404,
  measure_decided = 2501, measure_done = 2502,
  planned = 2601, plan_changed = 2602, plan_done = 2603,
  evidence_held = 2701, evidence_dealt = 2702,
};
// clang-format on

constexpr Strand strand_of(State state) {
  return static_cast<Strand>(static_cast<unsigned>(state) / 100);
}
constexpr Strand strand_of(Step step) {
  return static_cast<Strand>(static_cast<unsigned>(step) / 100);
}

struct Move {
  std::optional<State> from;  // empty: the strand begins
  Step step;
  State to;
  Actors by;
};

}  // namespace qingxin::casework
