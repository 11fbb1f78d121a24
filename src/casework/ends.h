// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/clocks.h"
#include "casework/dossier.h"

// The two ends of a case, side by side: 结案 (a decision or a lawful exit; stops the clocks of the
// procedure) and 销账 (every worker provably paid). What is missing for either is said; nothing is
// missing: it may be done. 不解决不销账.
namespace qingxin::casework {

// How a worker was settled with. By the bank means settled there, not told to it.
enum class SettlementKind : unsigned char {
  bank = 1,
  receipt = 2,  // 收条: with a scan, and a call-back by somebody who did not handle the case
  final_judgment = 3,  // nothing is owed, as a judgment or an award in the dossier says
};

// Out of whose pocket, in the order in which money helps.
enum class MoneySource : unsigned char {
  payer = 1,
  deposit = 2,
  guarantee = 3,
  emergency_fund = 4,
  enforcement = 5
};

enum class BankState : unsigned char { told = 1, settled = 2, returned = 3 };
enum class CallAnswer : unsigned char { received = 1, not_received = 2, not_reached = 3 };

struct CallBack {
  PersonId person{};
  Instant at;
  CallAnswer answer = CallAnswer::not_reached;

  friend bool operator==(const CallBack&, const CallBack&) = default;
};

struct Settlement {
  SettlementKind kind = SettlementKind::bank;
  MoneySource source = MoneySource::payer;
  Money amount;
  Instant at;
  std::optional<BankState> bank;  // of a payment by bank
  std::string proof;              // number of the bank's receipt, id of the scan, of the judgment
  std::vector<CallBack> calls;    // in the order of time; the last that reached the worker counts
  // The wages of which month it paid, as the facts say; empty: a person entered it.
  std::optional<Month> month = {};

  friend bool operator==(const Settlement&, const Settlement&) = default;
};

// Whether two numbers name one paper, however they were typed: wide or narrow, in capitals, with
// spaces. Two empty ones name none.
bool is_same_paper(std::string_view a, std::string_view b);

struct MonthOwed {
  Month month;
  Money owed;

  friend bool operator==(const MonthOwed&, const MonthOwed&) = default;
};

// What one worker is owed, as established from facts or entered with evidence.
struct Arrears {
  std::int64_t worker = 0;
  std::optional<Money> established;  // empty: not established. Not zero
  std::string evidence;              // of the established amount
  std::vector<Settlement> settlements;
  // Of facts: what of it is owed for which month, each once. Wages that were paid for another month
  // settle none of it, nor does what one month got too much. Empty: nobody has said.
  std::vector<MonthOwed> months = {};

  friend bool operator==(const Arrears&, const Arrears&) = default;
};

// The six defects 六类问题 of the campaign text.
enum class Defect : unsigned char {
  received_late = 1,     // 接收不及时
  passed_on_late = 2,    // 流转时限长
  wrong_class = 3,       // 未按规定分类处置
  against_findings = 4,  // 核处结论和核查处置情况不一致
  unclear_numbers = 5,   // 解决欠薪人数及涉及金额不清
  past_limit = 6,        // 超预警期限办理
};
inline constexpr std::array<std::string_view, 6> kDefectWords{
    "接收不及时",           "流转时限长",     "未按规定分类处置",
    "结论与核查情况不一致", "人数或金额不清", "超期办理"};

// One delay that there is: of which defect, by which clock, until when it should have been done.
struct Delay {
  Defect defect{};
  ClockId clock{};
  Date due;

  friend bool operator==(const Delay&, const Delay&) = default;
};
std::vector<Delay> delays_of(const Dossier& dossier, const World& world);

// What is past cannot be mended, only owned: somebody who did not handle the matter accepted a
// written account of one delay. The defect stays counted; this delay no longer blocks, a later one
// does.
struct DelayAccepted {
  Defect defect{};
  std::string account;  // why it was late, and who was told
  PersonId accepted_by{};
  ClockId clock{};  // none, as it once was written down: it excuses nothing
  Date due{};

  friend bool operator==(const DelayAccepted&, const DelayAccepted&) = default;
};

enum class CrimeAmount : unsigned char { not_known = 0, not_reached = 1, reached = 2 };

// What an answer and the ends are held against, besides the events of the dossier itself.
struct EndFacts {
  std::vector<Arrears> workers;
  std::optional<int> claimed_people;  // as the clues said, at least
  std::optional<Money> claimed_amount;
  // Matters of which it is not known how many people, or how much, all together are: more than was
  // claimed contradicts none of them.
  int people_unsaid = 0, amounts_unsaid = 0;
  std::string why_not_as_claimed;  // where more or other was claimed than was established
  std::optional<int> told_people;  // as the answer or the conclusion says
  std::optional<Money> told_amount;
  int open_findings = 0;     // 疑点 that stand on the same unit, project and months
  int unanswered_clues = 0;  // of those that were joined to the case
  CrimeAmount crime = CrimeAmount::not_known;  // 法释〔2013〕3号 3, with the place's amounts
  std::string why_no_police;                   // where an order is overdue and nothing was referred
  std::vector<DelayAccepted> delays;
  // Of a clue: what the case that it is in says. Its judgments_of_nothing(), and the ground of its
  // conclusion that stands.
  std::vector<std::string> judgments;
  std::optional<ConclusionGround> concluded_as;
};

// Numbers of the final judgments and the awards in force that say that nothing is owed.
std::vector<std::string> judgments_of_nothing(const Dossier& dossier);

enum class GapCode : unsigned char {
  not_classed = 1,
  ground_not_met = 2,  // the procedure is not where the ground says
  strand_open = 3,     // something else is still open
  clue_unanswered = 4,
  defect = 5,
  police_undecided = 6,
  no_workers = 7,
  not_established = 8,  // a worker's amount is not known, or without evidence
  not_settled = 9,      // something is still owed
  receipt_without_scan = 10,
  receipt_without_call = 11,
  call_by_handler = 12,
  denied_by_worker = 13,  // "没收到"
  bank_not_settled = 14,
  no_ground = 15,
};

struct Gap {
  GapCode code{};
  std::optional<std::int64_t> worker;
  std::optional<Defect> defect;
  std::string text;  // what is missing, and what to do, in Chinese; never a name

  friend bool operator==(const Gap&, const Gap&) = default;
};

// What one worker still is owed; nothing: it is not established. `gaps`: why settlements do not
// count. A settlement counts once and only if it is proven, a judgment by the dossier; one that the
// worker denied counts again when somebody who did not handle the case heard from him that he has
// it.
struct Standing {
  std::optional<Money> owed, settled;
  std::vector<Gap> gaps;
};
Standing standing_of(const Arrears& arrears, const Dossier& dossier);

// The sums of a case. Empty: at least one worker's amount is not established.
struct CaseSums {
  int people = 0;       // with something established
  int people_paid = 0;  // of those, with nothing left
  int people_unknown = 0;
  std::optional<Money> established, settled, owed;
};
CaseSums sums_of(const EndFacts& facts, const Dossier& dossier);

// The six defects. `ground`: of the conclusion that is proposed or was drawn; none for a clue.
// A delay that was accepted is in no list but counted_defects'.
std::vector<Gap> defects(const Dossier& dossier, std::optional<ConclusionGround> ground,
                         const EndFacts& facts, const World& world);
// Each defect that there is or was, accepted or not: what bulletins count.
std::vector<Defect> counted_defects(const Dossier& dossier, std::optional<ConclusionGround> ground,
                                    const EndFacts& facts, const World& world);

std::vector<Gap> missing_for_answer(const Dossier& clue, const EndFacts& facts, const World& world);
std::vector<Gap> missing_for_conclusion(const Dossier& dossier, const EndFacts& facts,
                                        const World& world);
std::vector<Gap> missing_for_clearing(const Dossier& dossier, const EndFacts& facts);

// Whether a case that is concluded so is said to be paid.
bool says_paid(std::optional<ConclusionGround> ground);
// Whether a conclusion that stands says that all is paid, and it is not, or not any more.
bool is_paid_conclusion_undone(const Dossier& dossier, const EndFacts& facts);

// The ground that was proposed last; nothing: none.
std::optional<ConclusionGround> ground_of(const Dossier& dossier);

}  // namespace qingxin::casework
