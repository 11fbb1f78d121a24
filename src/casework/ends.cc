// SPDX-License-Identifier: Apache-2.0
#include "casework/ends.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "base/text.h"

namespace qingxin::casework {

namespace {

// Where a ground asks some strand to stand: any of its rows.
struct GroundRow {
  ConclusionGround ground;
  State state;
};
constexpr std::array kGroundRows = [] {
  using G = ConclusionGround;
  using enum State;
  return std::to_array<GroundRow>({
      {G::decision_served, served},
      {G::filing_revoked, revoked},
      {G::mediated, performed},
      {G::another_procedure, routed},
      {G::declined, declined},
      {G::passed_to_police, police_filed},
      {G::passed_to_police, police_handed_over},
      {G::passed_to_police, police_ended},
      {G::passed_to_body, receipted},
      {G::passed_to_body, resulted},
      {G::withdrawn, withdrawal_confirmed},
      {G::nothing_owed, investigated},
      {G::nothing_owed, decided},
      {G::nothing_owed, served},
      {G::paid_before_filing, complained},
      {G::paid_before_filing, accepted},
      {G::paid_before_filing, found},
  });
}();

// What may not be left behind when a case is concluded.
constexpr std::array kOpenStates = {
    State::offered,         State::designated,       State::suspended,       State::mediating,
    State::ordered,         State::penalty_notified, State::hearing_asked,   State::hearing_set,
    State::heard,           State::penalty_decided,  State::query_asked,     State::police_reported,
    State::police_approved, State::police_sent,      State::police_declined, State::police_upheld,
    State::referred,        State::withdrawal_asked, State::advance_asked,   State::boarded,
    State::board_answered,  State::evidence_held};

Gap gap(GapCode code, std::string text) {
  return {.code = code, .worker = {}, .defect = {}, .text = std::move(text)};
}
Gap gap_of(const Arrears& arrears, GapCode code, std::string text) {
  return {.code = code, .worker = arrears.worker, .defect = {}, .text = std::move(text)};
}
Gap gap_of(Defect defect, std::string text) {
  return {.code = GapCode::defect, .worker = {}, .defect = defect, .text = std::move(text)};
}

// By what a settlement is proven: who handled the case, and its judgments that nothing is owed.
struct Backing {
  const std::vector<PersonId>* handlers;
  std::vector<std::string> judgments;
};

// How a court or an arbitration ended: by the last decision that says an amount; it is known by the
// number of any of its papers that came with it.
void add_numbers_of_nothing(const Dossier& dossier, const StrandState& strand,
                            std::vector<std::string>& numbers) {
  const Event* decided = nullptr;
  const Event* last = nullptr;
  for (const Event& event : dossier.events) {
    if (strand_of(event.step) != strand.strand || event.number != strand.number) continue;
    const bool is_decision = event.step == Step::judged_finally || event.step == Step::awarded ||
                             event.step == Step::awarded_finally;
    if (is_decision || (event.step == Step::award_effective && event.amount)) decided = &event;
    if (is_decision || event.step == Step::award_effective) last = &event;
  }
  if (decided == nullptr || decided->amount != Money{}) return;
  for (const Event* const event : {decided, last})
    if (!event->document.empty()) numbers.push_back(event->document);
}

Backing backing_in(const Dossier& dossier) {
  return {&dossier.handlers, judgments_of_nothing(dossier)};
}
Backing backing_in(const Dossier& dossier, const EndFacts& facts) {
  Backing backing = backing_in(dossier);
  backing.judgments.insert(backing.judgments.end(), facts.judgments.begin(), facts.judgments.end());
  return backing;
}

bool is_handler(PersonId person, const std::vector<PersonId>& handlers) {
  return std::ranges::find(handlers, person) != handlers.end();
}

bool is_of_another(const CallBack& call, const std::vector<PersonId>& handlers) {
  return call.person != PersonId{} && !is_handler(call.person, handlers);
}

// The last call that reached the worker.
const CallBack* last_answer(const Settlement& settlement) {
  for (auto call = settlement.calls.rbegin(); call != settlement.calls.rend(); ++call)
    if (call->answer != CallAnswer::not_reached) return &*call;
  return nullptr;
}

// He said that he has not got it, and nobody but a handler heard otherwise since.
bool is_denied(const Settlement& settlement, const std::vector<PersonId>& handlers) {
  bool stands = false;
  for (const CallBack& call : settlement.calls) {
    if (call.answer == CallAnswer::not_received) stands = true;
    if (call.answer == CallAnswer::received && is_of_another(call, handlers)) stands = false;
  }
  return stands;
}

std::optional<Gap> fault_of_receipt(const Arrears& arrears, const Settlement& settlement,
                                    const std::vector<PersonId>& handlers) {
  if (settlement.proof.empty())
    return gap_of(arrears, GapCode::receipt_without_scan, "收条没有扫描件，请上传");
  const CallBack* call = last_answer(settlement);
  if (call == nullptr)
    return gap_of(arrears, GapCode::receipt_without_call,
                  "收条还没有回访，请由办案以外的人回访本人");
  if (!is_of_another(*call, handlers))
    return gap_of(arrears, GapCode::call_by_handler, "回访的是办案人，请由办案以外的人回访");
  return std::nullopt;
}

// The same paper twice is one payment, as whatever it was entered. A judgment is no payment.
bool is_repeated(const std::vector<Settlement>& settlements, std::size_t index) {
  const Settlement& asked = settlements[index];
  const auto is_judgment = [](const Settlement& one) {
    return one.kind == SettlementKind::final_judgment;
  };
  const auto same = [&](const Settlement& one) {
    if (asked.proof.empty() && one.proof.empty()) return one.kind == asked.kind;
    return is_judgment(one) == is_judgment(asked) && is_same_paper(one.proof, asked.proof);
  };
  const auto end = settlements.begin() + static_cast<std::ptrdiff_t>(index);
  return std::find_if(settlements.begin(), end, same) != end;
}

// A judgment wipes out what is owed: its number alone does not.
std::optional<Gap> fault_of_judgment(const Arrears& arrears, const Settlement& settlement,
                                     const Backing& backing) {
  if (settlement.proof.empty())
    return gap_of(arrears, GapCode::not_settled, "没有写明生效判决的案号");
  const auto same = [&](const std::string& one) { return is_same_paper(one, settlement.proof); };
  if (!std::ranges::any_of(backing.judgments, same))
    return gap_of(arrears, GapCode::not_settled,
                  "卷里没有这个案号的生效判决或裁决写明不欠；请先记「终审生效」或「裁决生效」，"
                  "文号一样，金额为零");
  if (is_denied(settlement, *backing.handlers))
    return gap_of(arrears, GapCode::denied_by_worker, "本人不认这份判决，请核实");
  return std::nullopt;
}

// Why a settlement does not count; nothing: it does.
std::optional<Gap> fault_of(const Arrears& arrears, const Settlement& settlement,
                            const Backing& backing) {
  if (settlement.kind == SettlementKind::final_judgment)
    return fault_of_judgment(arrears, settlement, backing);
  if (settlement.amount.fen <= 0)
    return gap_of(arrears, GapCode::not_settled, "支付的金额应大于零");
  if (is_denied(settlement, *backing.handlers))
    return gap_of(arrears, GapCode::denied_by_worker, "本人说没收到，请核实这一笔");
  if (settlement.kind == SettlementKind::receipt)
    return fault_of_receipt(arrears, settlement, *backing.handlers);
  if (settlement.bank == BankState::settled && !settlement.proof.empty()) return std::nullopt;
  return gap_of(arrears, GapCode::bank_not_settled, "银行还没有成功到账的回单");
}

// What counts as paid: for one month, or for whatever is owed.
struct Paid {
  std::map<Month, Money> by_month;
  Money at_large;
};

// False: it paid a month of which nothing is owed here.
bool take(const Settlement& settlement, const Arrears& arrears, Paid& paid) {
  if (!settlement.month || arrears.months.empty()) {
    paid.at_large += settlement.amount;
    return true;
  }
  const auto owed = std::ranges::find(arrears.months, *settlement.month, &MonthOwed::month);
  if (owed == arrears.months.end()) return false;
  paid.by_month[*settlement.month] += settlement.amount;
  return true;
}

Money sum_of(const Paid& paid) {
  Money sum = paid.at_large;
  for (const auto& [month, amount] : paid.by_month) sum += amount;
  return sum;
}

// What one month got too much settles no other.
Money owed_after(const Arrears& arrears, const Paid& paid) {
  Money owed;
  for (const MonthOwed& one : arrears.months) {
    const auto found = paid.by_month.find(one.month);
    const Money of_month = found == paid.by_month.end() ? Money{} : found->second;
    if (of_month < one.owed) owed += one.owed - of_month;
  }
  if (arrears.months.empty()) owed = *arrears.established;
  return paid.at_large < owed ? owed - paid.at_large : Money{};
}

Standing standing_by(const Arrears& arrears, const Backing& backing) {
  Standing standing;
  Paid paid;
  bool owes_nothing = false;
  for (std::size_t i = 0; i < arrears.settlements.size(); ++i) {
    const Settlement& settlement = arrears.settlements[i];
    if (is_repeated(arrears.settlements, i)) continue;
    if (std::optional<Gap> fault = fault_of(arrears, settlement, backing))
      standing.gaps.push_back(*std::move(fault));
    else if (settlement.kind == SettlementKind::final_judgment)
      owes_nothing = true;
    else if (!take(settlement, arrears, paid))
      standing.gaps.push_back(gap_of(
          arrears, GapCode::not_settled,
          fmt::format("凭证是 {} 的工资，不抵别的月份的欠薪", to_string(*settlement.month))));
  }
  standing.settled = sum_of(paid);
  if (owes_nothing) {
    standing.owed = Money{};
    return standing;
  }
  if (!arrears.established || arrears.evidence.empty()) {
    standing.gaps.push_back(
        gap_of(arrears, GapCode::not_established, "欠薪数没有查明，或没有依据；不知道不等于零"));
    return standing;
  }
  standing.owed = owed_after(arrears, paid);
  return standing;
}

void add(std::vector<Gap>& gaps, std::vector<Gap> more) {
  for (Gap& one : more) gaps.push_back(std::move(one));
}

bool is_behind(const Reading& reading) {
  return reading.status == ClockStatus::late || reading.status == ClockStatus::overdue;
}

// Of which delay a clock that ran out speaks.
std::optional<Defect> delay_of(ClockId clock) {
  switch (clock) {
    case ClockId::clue_receipt:
    case ClockId::taking_over:
    case ClockId::petition_notice:
    case ClockId::acceptance: return Defect::received_late;
    case ClockId::clue_passing_on: return Defect::passed_on_late;
    case ClockId::clue_warning:
    case ClockId::clue_answer:
    case ClockId::hotline_answer:
    case ClockId::petition_answer:
    case ClockId::filing:
    case ClockId::investigation:
    case ClockId::decision:
    case ClockId::service: return Defect::past_limit;
    default: return std::nullopt;
  }
}

bool is_accepted(const Delay& delay, const Dossier& dossier, const EndFacts& facts) {
  return std::ranges::any_of(facts.delays, [&](const DelayAccepted& one) {
    return one.defect == delay.defect && one.clock == delay.clock && one.due == delay.due &&
           !one.account.empty() && one.accepted_by != PersonId{} &&
           !is_handler(one.accepted_by, dossier.handlers);
  });
}

void check_delays(const Dossier& dossier, const EndFacts& facts, const World& world,
                  std::vector<Gap>& gaps) {
  for (const Delay& delay : delays_of(dossier, world)) {
    if (is_accepted(delay, dossier, facts)) continue;
    gaps.push_back(
        gap_of(delay.defect, fmt::format("{}：「{}」应于 {} 前；请写明原因，由办案以外的人认可",
                                         kDefectWords[static_cast<std::size_t>(delay.defect) - 1],
                                         clock_of(delay.clock)->chinese, to_string(delay.due))));
  }
}

// More was claimed than was established, and nobody has said why.
bool is_less_than_claimed(const EndFacts& facts, const CaseSums& sums) {
  const bool is_fewer = facts.claimed_people && *facts.claimed_people > sums.people;
  const bool is_less =
      facts.claimed_amount && sums.established && *facts.claimed_amount > *sums.established;
  return (is_fewer || is_less) && facts.why_not_as_claimed.empty();
}

// Of both as far as they were told.
std::string claimed_words(const EndFacts& facts, const CaseSums& sums) {
  const auto least = [](int unsaid) { return unsaid > 0 ? "至少 " : ""; };
  std::string claimed;
  if (facts.claimed_people)
    claimed = fmt::format("{}{} 人", least(facts.people_unsaid), *facts.claimed_people);
  if (facts.claimed_amount)
    claimed += fmt::format("{}{}{} 元", claimed.empty() ? "" : "、", least(facts.amounts_unsaid),
                           to_string(*facts.claimed_amount));
  std::string found = fmt::format("{} 人", sums.people);
  if (sums.established) found += fmt::format("、{} 元", to_string(*sums.established));
  return fmt::format("反映 {}，查明 {}；多出来的请写明原因", claimed, found);
}

// What was said is at least so much: more contradicts it only where all of it was said.
template <typename Number>
bool differs(Number found, const std::optional<Number>& claimed, int unsaid) {
  if (!claimed) return false;
  return unsaid > 0 ? found < *claimed : found != *claimed;
}

// When somebody said last that he has not got it, in a step that does not say of which payment, and
// no call of the same moment says it either.
std::optional<Instant> unnamed_denial(const Dossier& dossier, const EndFacts& facts) {
  const auto is_named = [&](const Event& denial) {
    for (const Arrears& worker : facts.workers)
      for (const Settlement& settlement : worker.settlements)
        for (const CallBack& call : settlement.calls)
          if (call.answer == CallAnswer::not_received && call.at == denial.at) return true;
    return false;
  };
  std::optional<Instant> denied;
  for (const Event& event : dossier.events)
    if (event.step == Step::money_not_received && !is_named(event))
      denied = std::max(denied.value_or(event.at), event.at);
  return denied;
}

// Whether a worker was paid, and whether it shows since then: he said so to somebody who did not
// handle the case, or what was paid since is all that he is owed.
enum class Shown : unsigned char { not_paid, not_since, since };
Shown shown_since(Instant denied, const Arrears& worker, const Backing& backing) {
  const auto confirms = [&](const CallBack& call) {
    return call.answer == CallAnswer::received && call.at > denied &&
           is_of_another(call, *backing.handlers);
  };
  Arrears since = worker;
  std::erase_if(since.settlements, [&](const Settlement& one) { return one.at <= denied; });
  bool is_paid = false;
  for (const Settlement& settlement : worker.settlements) {
    if (settlement.kind == SettlementKind::final_judgment) continue;
    if (fault_of(worker, settlement, backing)) continue;
    if (std::ranges::any_of(settlement.calls, confirms)) return Shown::since;
    is_paid = true;
  }
  if (!is_paid) return Shown::not_paid;
  return standing_by(since, backing).owed == Money{} ? Shown::since : Shown::not_since;
}

// Any of those who were paid may have meant it: until it shows of each, it shows of none.
std::optional<Gap> unproven_denial(const Dossier& dossier, const EndFacts& facts) {
  const std::optional<Instant> denied = unnamed_denial(dossier, facts);
  if (!denied) return std::nullopt;
  const Backing backing = backing_in(dossier, facts);
  int paid = 0, left = 0;
  for (const Arrears& worker : facts.workers) {
    const Shown shown = shown_since(*denied, worker, backing);
    paid += shown == Shown::not_paid ? 0 : 1;
    left += shown == Shown::not_since ? 1 : 0;
  }
  if (paid > 0 && left == 0) return std::nullopt;
  return gap(GapCode::denied_by_worker,
             fmt::format("{} 有人说没收到，没有写明是谁的哪一笔{}；请由办案以外的人逐人重新回访，"
                         "或补上以后到账的凭证",
                         to_string(china_day(*denied)),
                         left > 0 ? fmt::format("，还有 {} 人没有以后的确认", left) : ""));
}

bool owes_wages(const EndFacts& facts) {
  return std::ranges::any_of(facts.workers, [](const Arrears& arrears) {
    return arrears.established.value_or(Money{}).fen > 0;
  });
}

void check_class(const Dossier& dossier, std::optional<ConclusionGround> ground,
                 const EndFacts& facts, std::vector<Gap>& gaps) {
  if (!dossier.matter_class || !has_any_in(dossier, State::classed)) {
    gaps.push_back(gap_of(Defect::wrong_class, "没有人确认过分类"));
    return;
  }
  const bool is_wages = *dossier.matter_class == MatterClass::unpaid_wages;
  if (owes_wages(facts) && !is_wages && *dossier.matter_class != MatterClass::project_payment)
    gaps.push_back(
        gap_of(Defect::wrong_class,
               fmt::format("已查明欠薪，分类却是「{}」；请更改分类",
                           kClassWords[static_cast<std::size_t>(*dossier.matter_class) - 1])));
  if (owes_wages(facts) && ground == ConclusionGround::another_procedure && is_wages)
    gaps.push_back(gap_of(Defect::wrong_class, "已查明欠薪，不能只告知另循程序"));
}

void check_conclusion(const Dossier& dossier, std::optional<ConclusionGround> ground,
                      const EndFacts& facts, std::vector<Gap>& gaps) {
  using G = ConclusionGround;
  if (!ground) return;
  const CaseSums sums = sums_of(facts, dossier);
  const auto against = [&](std::string text) {
    gaps.push_back(gap_of(Defect::against_findings, std::move(text)));
  };
  if (ground == G::nothing_owed && owes_wages(facts)) against("结论是查无欠薪，逐人欠薪数却不是零");
  if (ground == G::nothing_owed && facts.open_findings > 0)
    against(fmt::format("结论是查无欠薪，同一单位、项目、月份还有疑点 {} 条", facts.open_findings));
  if (!says_paid(ground)) return;
  if (sums.owed.value_or(Money{}).fen > 0)
    against(fmt::format("结论是已付清，还有 {} 元没有到账凭证", to_string(*sums.owed)));
  if (sums.people_unknown > 0)
    against(fmt::format("结论是已付清，{} 人的欠薪数还没有查明", sums.people_unknown));
  if (const auto denied = unproven_denial(dossier, facts)) against("结论是已付清，" + denied->text);
}

// How an answer says that nothing is owed, in words.
constexpr auto kPaidWords = std::to_array<std::string_view>(
    {"已付清", "已经付清", "全部付清", "已结清", "已经结清", "全部结清", "已足额", "已全部支付",
     "已全额支付", "已支付完毕", "已发放到位", "没有拖欠", "未拖欠", "不存在拖欠", "不存在欠薪",
     "未发现拖欠", "未发现欠薪", "查无欠薪", "不欠"});

// Somewhere without "not yet" before it: 尚未全部付清, 没有全部付清.
bool says(std::string_view text, std::string_view words) {
  for (std::size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1)) {
    const std::string_view before = text.substr(0, at);
    if (!before.ends_with("未") && !before.ends_with("没有") && !before.ends_with("没"))
      return true;
  }
  return false;
}

bool says_nothing_owed(const Dossier& clue, const EndFacts& facts) {
  const bool is_told = (facts.told_people && *facts.told_people == 0) ||
                       (facts.told_amount && facts.told_amount->fen == 0);
  const auto draft = std::ranges::find(clue.events.rbegin(), clue.events.rend(),
                                       Step::reply_drafted, &Event::step);
  if (is_told || draft == clue.events.rend()) return is_told;
  return std::ranges::any_of(kPaidWords,
                             [&](std::string_view words) { return says(draft->reason, words); });
}

// The answer to a clue is a conclusion, too: it says what the findings and the case say.
void check_answer(const Dossier& clue, const EndFacts& facts, std::vector<Gap>& gaps) {
  if (owes_wages(facts) && (!facts.told_people || !facts.told_amount))
    gaps.push_back(gap_of(Defect::unclear_numbers, "已查明欠薪，答复没有写明人数和金额"));
  if (!says_nothing_owed(clue, facts)) return;
  const CaseSums sums = sums_of(facts, clue);
  const auto against = [&](std::string text) {
    gaps.push_back(gap_of(Defect::against_findings, std::move(text)));
  };
  if (sums.owed.value_or(Money{}).fen > 0)
    against(fmt::format("答复说已付清或不欠，还有 {} 元没有到账凭证", to_string(*sums.owed)));
  if (sums.people_unknown > 0)
    against(fmt::format("答复说已付清或不欠，{} 人的欠薪数还没有查明", sums.people_unknown));
  if (facts.workers.empty() && facts.concluded_as != ConclusionGround::nothing_owed)
    against(
        "答复说已付清或不欠，却没有逐人查明的欠薪数；请先立案件逐人登记，"
        "查无欠薪的登记为零并写明依据");
  if (facts.open_findings > 0)
    against(
        fmt::format("答复说已付清或不欠，同一单位、项目、月份还有疑点 {} 条", facts.open_findings));
}

// The case of a clue may be about many more than whom it speaks of: he is told of those, and never
// of more than the case has.
void check_told_to_one(const EndFacts& facts, const CaseSums& sums, std::vector<Gap>& gaps) {
  const auto unclear = [&](std::string text) {
    gaps.push_back(gap_of(Defect::unclear_numbers, std::move(text)));
  };
  const Money established = sums.established.value_or(Money{});
  if (facts.told_people && *facts.told_people > sums.people)
    unclear(fmt::format("答复写 {} 人，查明 {} 人", *facts.told_people, sums.people));
  if (facts.told_amount && *facts.told_amount > established)
    unclear(fmt::format("答复写 {} 元，查明 {} 元", to_string(*facts.told_amount),
                        to_string(established)));
  // Where nothing is told, it is what the clue said, as far as the case has it.
  const int people =
      facts.told_people.value_or(std::min(sums.people, facts.claimed_people.value_or(sums.people)));
  const Money amount =
      facts.told_amount.value_or(std::min(established, facts.claimed_amount.value_or(established)));
  const bool is_other = differs(people, facts.claimed_people, facts.people_unsaid) ||
                        differs(amount, facts.claimed_amount, facts.amounts_unsaid);
  if (!facts.workers.empty() && is_other && facts.why_not_as_claimed.empty())
    unclear("答复的与反映的人数或金额不同，请写明原因");
}

void check_numbers(const Dossier& dossier, std::optional<ConclusionGround> ground,
                   const EndFacts& facts, std::vector<Gap>& gaps) {
  using G = ConclusionGround;
  const bool needs_people = ground && ground != G::declined && ground != G::another_procedure;
  const auto unclear = [&](std::string text) {
    gaps.push_back(gap_of(Defect::unclear_numbers, std::move(text)));
  };
  if (needs_people && facts.workers.empty()) return unclear("没有逐人的欠薪数");
  const CaseSums sums = sums_of(facts, dossier);
  if (sums.people_unknown > 0)
    return unclear(fmt::format("{} 人的欠薪数还没有查明", sums.people_unknown));
  if (dossier.subject == Subject::clue) return check_told_to_one(facts, sums, gaps);
  if (facts.told_people && *facts.told_people != sums.people)
    unclear(fmt::format("答复写 {} 人，查明 {} 人", *facts.told_people, sums.people));
  if (facts.told_amount && facts.told_amount != sums.established)
    unclear(fmt::format("答复写 {} 元，查明 {} 元", to_string(*facts.told_amount),
                        to_string(sums.established.value_or(Money{}))));
  const bool is_other =
      differs(sums.people, facts.claimed_people, facts.people_unsaid) ||
      differs(sums.established.value_or(Money{}), facts.claimed_amount, facts.amounts_unsaid);
  if (!facts.workers.empty() && is_other && facts.why_not_as_claimed.empty())
    unclear("查明的与反映的人数或金额不同，请写明原因");
}

bool is_overdue_order(const Dossier& dossier, const World& world) {
  for (const StrandState& strand : dossier.strands) {
    if (strand.state == State::extra_ordered) return true;
    if (strand.state != State::order_running) continue;
    const auto limit = read_clock(dossier, ClockId::order_limit, strand.number, world);
    if (limit && limit->status == ClockStatus::overdue) return true;
  }
  return false;
}

bool has_strand(const Dossier& dossier, Strand strand) {
  return std::ranges::any_of(dossier.strands,
                             [&](const StrandState& one) { return one.strand == strand; });
}

void check_ground(const Dossier& dossier, std::optional<ConclusionGround> ground,
                  std::vector<Gap>& gaps) {
  if (!ground) {
    gaps.push_back(gap(GapCode::no_ground, "没有写明结案依据"));
    return;
  }
  std::string wanted;
  for (const GroundRow& row : kGroundRows) {
    if (row.ground != *ground) continue;
    if (has_any_in(dossier, row.state)) return;
    wanted += fmt::format("{}{}·{}", wanted.empty() ? "" : "，或 ",
                          words_of(strand_of(row.state)).chinese, words_of(row.state).chinese);
  }
  gaps.push_back(gap(GapCode::ground_not_met,
                     fmt::format("以「{}」结案，要先到：{}",
                                 kGroundWords[static_cast<std::size_t>(*ground) - 1], wanted)));
}

}  // namespace

bool says_paid(std::optional<ConclusionGround> ground) {
  using G = ConclusionGround;
  return ground == G::paid_before_filing || ground == G::filing_revoked || ground == G::mediated;
}

std::optional<ConclusionGround> ground_of(const Dossier& dossier) {
  for (auto event = dossier.events.rbegin(); event != dossier.events.rend(); ++event)
    if (event->step == Step::conclusion_proposed) return event->ground;
  return std::nullopt;
}

std::vector<Delay> delays_of(const Dossier& dossier, const World& world) {
  std::vector<Delay> delays;
  for (const Reading& reading : read_clocks(dossier, world))
    if (const std::optional<Defect> defect = delay_of(reading.clock); defect && is_behind(reading))
      delays.push_back({.defect = *defect, .clock = reading.clock, .due = *reading.due});
  return delays;
}

bool is_same_paper(std::string_view a, std::string_view b) {
  return !a.empty() && folded(a) == folded(b);
}

std::vector<std::string> judgments_of_nothing(const Dossier& dossier) {
  std::vector<std::string> numbers;
  for (const StrandState& strand : dossier.strands)
    if (strand.state == State::judged_finally || strand.state == State::award_effective)
      add_numbers_of_nothing(dossier, strand, numbers);
  return numbers;
}

Standing standing_of(const Arrears& arrears, const Dossier& dossier) {
  return standing_by(arrears, backing_in(dossier));
}

CaseSums sums_of(const EndFacts& facts, const Dossier& dossier) {
  CaseSums sums{.established = Money{}, .settled = Money{}, .owed = Money{}};
  const Backing backing = backing_in(dossier, facts);
  for (const Arrears& arrears : facts.workers) {
    const Standing standing = standing_by(arrears, backing);
    *sums.settled += *standing.settled;
    if (!standing.owed) {
      ++sums.people_unknown;
      continue;
    }
    const Money established = arrears.established.value_or(Money{});
    if (established.fen == 0) continue;
    ++sums.people;
    if (standing.owed->fen == 0) ++sums.people_paid;
    *sums.established += established;
    *sums.owed += *standing.owed;
  }
  if (sums.people_unknown > 0) sums.established = sums.owed = std::nullopt;
  return sums;
}

std::vector<Gap> defects(const Dossier& dossier, std::optional<ConclusionGround> ground,
                         const EndFacts& facts, const World& world) {
  std::vector<Gap> gaps;
  check_delays(dossier, facts, world, gaps);
  check_class(dossier, ground, facts, gaps);
  check_conclusion(dossier, ground, facts, gaps);
  check_numbers(dossier, ground, facts, gaps);
  if (dossier.subject == Subject::clue) check_answer(dossier, facts, gaps);
  return gaps;
}

std::vector<Defect> counted_defects(const Dossier& dossier, std::optional<ConclusionGround> ground,
                                    const EndFacts& facts, const World& world) {
  EndFacts unexcused = facts;
  unexcused.delays.clear();
  std::vector<Defect> counted;
  for (const Gap& one : defects(dossier, ground, unexcused, world)) counted.push_back(*one.defect);
  std::ranges::sort(counted);
  counted.erase(std::ranges::unique(counted).begin(), counted.end());
  return counted;
}

std::vector<Gap> missing_for_answer(const Dossier& clue, const EndFacts& facts,
                                    const World& world) {
  return defects(clue, std::nullopt, facts, world);
}

std::vector<Gap> missing_for_conclusion(const Dossier& dossier, const EndFacts& facts,
                                        const World& world) {
  std::vector<Gap> gaps;
  const std::optional<ConclusionGround> ground = ground_of(dossier);
  check_ground(dossier, ground, gaps);
  for (const StrandState& strand : dossier.strands)
    if (std::ranges::find(kOpenStates, strand.state) != kOpenStates.end())
      gaps.push_back(gap(GapCode::strand_open,
                         fmt::format("「{}」还在「{}」，先办完", words_of(strand.strand).chinese,
                                     words_of(strand.state).chinese)));
  if (facts.unanswered_clues > 0)
    gaps.push_back(gap(GapCode::clue_unanswered,
                       fmt::format("还有 {} 条线索没有答复反映人", facts.unanswered_clues)));
  if (facts.crime == CrimeAmount::reached && is_overdue_order(dossier, world) &&
      !has_strand(dossier, Strand::police) && facts.why_no_police.empty())
    gaps.push_back(
        gap(GapCode::police_undecided, "责令逾期未付且达到数额标准：移送公安，或写明为何不移送"));
  add(gaps, defects(dossier, ground, facts, world));
  return gaps;
}

bool is_paid_conclusion_undone(const Dossier& dossier, const EndFacts& facts) {
  if (!has_any_in(dossier, State::concluded) || !says_paid(ground_of(dossier))) return false;
  const CaseSums sums = sums_of(facts, dossier);
  return sums.people_unknown > 0 || sums.owed.value_or(Money{}).fen > 0;
}

std::vector<Gap> missing_for_clearing(const Dossier& dossier, const EndFacts& facts) {
  std::vector<Gap> gaps;
  if (facts.workers.empty())
    gaps.push_back(gap(GapCode::no_workers, "没有逐人的欠薪数，无从证明已付清"));
  const CaseSums sums = sums_of(facts, dossier);
  if (!facts.workers.empty() && is_less_than_claimed(facts, sums))
    gaps.push_back(gap_of(Defect::unclear_numbers, claimed_words(facts, sums)));
  if (std::optional<Gap> denied = unproven_denial(dossier, facts))
    gaps.push_back(*std::move(denied));
  const Backing backing = backing_in(dossier, facts);
  for (const Arrears& arrears : facts.workers) {
    Standing standing = standing_by(arrears, backing);
    if (standing.owed && standing.owed->fen == 0) continue;
    if (standing.owed)
      gaps.push_back(gap_of(arrears, GapCode::not_settled,
                            fmt::format("还欠 {} 元", to_string(*standing.owed))));
    add(gaps, std::move(standing.gaps));
  }
  return gaps;
}

}  // namespace qingxin::casework
