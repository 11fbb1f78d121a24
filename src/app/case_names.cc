// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "app/case_desk.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

using Names = std::span<const std::string_view>;

// In the order of their numbers, which begin with 1.
constexpr std::array<std::string_view, casework::kVenueWords.size()> kVenueNames{
    "street", "court", "labour_committee", "union", "authority"};
constexpr std::array<std::string_view, casework::kOutcomeWords.size()> kOutcomeNames{
    "penalty", "order", "no_finding"};
constexpr std::array<std::string_view, casework::kGroundWords.size()> kGroundNames{
    "decision_served",  "filing_revoked", "mediated",  "another_procedure", "declined",
    "passed_to_police", "passed_to_body", "withdrawn", "nothing_owed",      "paid_before_filing"};
constexpr std::array<std::string_view, casework::kMeasureWords.size()> kMeasureNames{
    "interview", "notice", "accountability", "exposure"};
constexpr std::array<std::string_view, casework::kPoliceWords.size()> kPaperNames{
    "letter", "report", "items", "appraisals", "others"};
constexpr std::array<std::string_view, 3> kKindNames{"bank", "receipt", "final_judgment"};
constexpr std::array<std::string_view, 3> kKindWords{"银行", "收条", "生效判决"};
constexpr std::array<std::string_view, 5> kSourceNames{"payer", "deposit", "guarantee",
                                                       "emergency_fund", "enforcement"};
constexpr std::array<std::string_view, 5> kSourceWords{"付款义务人", "工资保证金", "保函",
                                                       "应急周转金", "强制执行"};
constexpr std::array<std::string_view, 3> kBankNames{"told", "settled", "returned"};
constexpr std::array<std::string_view, 3> kBankWords{"已发指令", "已到账", "已退回"};
constexpr std::array<std::string_view, 3> kAnswerNames{"received", "not_received", "not_reached"};
constexpr std::array<std::string_view, 3> kAnswerWords{"收到了", "没收到", "没有打通"};
constexpr std::array<std::string_view, casework::kDefectWords.size()> kDefectNames{
    "received_late",    "passed_on_late",  "wrong_class",
    "against_findings", "unclear_numbers", "past_limit"};
constexpr std::array<std::string_view, 15> kGapNames{"not_classed",
                                                     "ground_not_met",
                                                     "strand_open",
                                                     "clue_unanswered",
                                                     "defect",
                                                     "police_undecided",
                                                     "no_workers",
                                                     "not_established",
                                                     "not_settled",
                                                     "receipt_without_scan",
                                                     "receipt_without_call",
                                                     "call_by_handler",
                                                     "denied_by_worker",
                                                     "bank_not_settled",
                                                     "no_ground"};
constexpr std::array<std::string_view, casework::kFundingWords.size()> kFundingNames{
    "government", "state_owned", "ppp", "other"};
constexpr std::array<std::string_view, casework::kRungWords.size()> kRungNames{
    "remind", "supervise", "interview", "raise", "lead", "task_force", "board"};
constexpr std::array<std::string_view, 6> kStatusNames{"running", "paused",  "met",
                                                       "late",    "overdue", "no_term"};
constexpr std::array<std::string_view, 6> kStatusWords{"进行中",   "暂停",   "按期",
                                                       "超期办结", "已超期", "没有期限"};
// These begin with 0.
constexpr std::array<std::string_view, casework::kIncidentWords.size()> kIncidentNames{
    "none", "group_visit", "mass_event", "extreme"};
constexpr std::array<std::string_view, 3> kCrimeNames{"not_known", "not_reached", "reached"};

template <typename Enum>
std::size_t place_of(Enum value) {
  return static_cast<std::size_t>(value) - 1;
}

// By the name or the Chinese words.
Result<std::size_t> place_named(std::string_view what, std::string_view name, Names names,
                                Names chinese) {
  for (const Names& list : {names, chinese}) {
    const auto found = std::ranges::find(list, name);
    if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  }
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i)
    all += fmt::format("{}{} {}", i == 0 ? "" : "、", names[i], chinese[i]);
  return fail(ErrorCode::usage,
              fmt::format("{}「{}」不对，请写其中之一：{}", what, printable(name), all));
}

template <typename Enum>
Result<Enum> named(std::string_view what, std::string_view name, Names names, Names chinese,
                   int first = 1) {
  const Result<std::size_t> place = place_named(what, name, names, chinese);
  if (!place) return tl::unexpected(place.error());
  return static_cast<Enum>(static_cast<int>(*place) + first);
}

}  // namespace

std::string_view name_of(casework::Venue venue) {
  return kVenueNames[place_of(venue)];
}
std::string_view name_of(casework::Outcome outcome) {
  return kOutcomeNames[place_of(outcome)];
}
std::string_view name_of(casework::ConclusionGround ground) {
  return kGroundNames[place_of(ground)];
}
std::string_view name_of(casework::Measure measure) {
  return kMeasureNames[place_of(measure)];
}
std::string_view name_of(casework::PolicePaper paper) {
  return kPaperNames[place_of(paper)];
}
std::string_view name_of(casework::SettlementKind kind) {
  return kKindNames[place_of(kind)];
}
std::string_view name_of(casework::MoneySource source) {
  return kSourceNames[place_of(source)];
}
std::string_view name_of(casework::BankState state) {
  return kBankNames[place_of(state)];
}
std::string_view name_of(casework::CallAnswer answer) {
  return kAnswerNames[place_of(answer)];
}
std::string_view name_of(casework::Defect defect) {
  return kDefectNames[place_of(defect)];
}
std::string_view name_of(casework::GapCode code) {
  return kGapNames[place_of(code)];
}
std::string_view name_of(casework::Funding funding) {
  return kFundingNames[place_of(funding)];
}
std::string_view name_of(casework::Incident incident) {
  return kIncidentNames[static_cast<std::size_t>(incident)];
}
std::string_view name_of(casework::Rung rung) {
  return kRungNames[place_of(rung)];
}
std::string_view name_of(casework::ClockStatus status) {
  return kStatusNames[place_of(status)];
}
std::string_view name_of(casework::CrimeAmount amount) {
  return kCrimeNames[static_cast<std::size_t>(amount)];
}

std::string_view in_chinese(casework::Venue venue) {
  return casework::kVenueWords[place_of(venue)];
}
std::string_view in_chinese(casework::Outcome outcome) {
  return casework::kOutcomeWords[place_of(outcome)];
}
std::string_view in_chinese(casework::ConclusionGround ground) {
  return casework::kGroundWords[place_of(ground)];
}
std::string_view in_chinese(casework::Measure measure) {
  return casework::kMeasureWords[place_of(measure)];
}
std::string_view in_chinese(casework::PolicePaper paper) {
  return casework::kPoliceWords[place_of(paper)];
}
std::string_view in_chinese(casework::SettlementKind kind) {
  return kKindWords[place_of(kind)];
}
std::string_view in_chinese(casework::MoneySource source) {
  return kSourceWords[place_of(source)];
}
std::string_view in_chinese(casework::BankState state) {
  return kBankWords[place_of(state)];
}
std::string_view in_chinese(casework::CallAnswer answer) {
  return kAnswerWords[place_of(answer)];
}
std::string_view in_chinese(casework::Defect defect) {
  return casework::kDefectWords[place_of(defect)];
}
std::string_view in_chinese(casework::Funding funding) {
  return casework::kFundingWords[place_of(funding)];
}
std::string_view in_chinese(casework::Incident incident) {
  return casework::kIncidentWords[static_cast<std::size_t>(incident)];
}
std::string_view in_chinese(casework::Rung rung) {
  return casework::kRungWords[place_of(rung)];
}
std::string_view in_chinese(casework::ClockStatus status) {
  return kStatusWords[place_of(status)];
}

Result<casework::Venue> venue_named(std::string_view name) {
  return named<casework::Venue>("调解的地方", name, kVenueNames, casework::kVenueWords);
}
Result<casework::Outcome> outcome_named(std::string_view name) {
  return named<casework::Outcome>("处理结果", name, kOutcomeNames, casework::kOutcomeWords);
}
Result<casework::ConclusionGround> ground_named(std::string_view name) {
  return named<casework::ConclusionGround>("结案依据", name, kGroundNames, casework::kGroundWords);
}
Result<casework::Measure> measure_named(std::string_view name) {
  return named<casework::Measure>("措施", name, kMeasureNames, casework::kMeasureWords);
}
Result<casework::PolicePaper> police_paper_named(std::string_view name) {
  return named<casework::PolicePaper>("移送材料", name, kPaperNames, casework::kPoliceWords);
}
Result<casework::MoneySource> money_source_named(std::string_view name) {
  return named<casework::MoneySource>("资金来源", name, kSourceNames, kSourceWords);
}
Result<casework::CallAnswer> call_answer_named(std::string_view name) {
  return named<casework::CallAnswer>("回访结果", name, kAnswerNames, kAnswerWords);
}
Result<casework::Defect> defect_named(std::string_view name) {
  return named<casework::Defect>("问题", name, kDefectNames, casework::kDefectWords);
}
Result<casework::Funding> funding_named(std::string_view name) {
  return named<casework::Funding>("项目性质", name, kFundingNames, casework::kFundingWords);
}
Result<casework::Incident> incident_named(std::string_view name) {
  return named<casework::Incident>("事件", name, kIncidentNames, casework::kIncidentWords, 0);
}

Result<casework::ClockId> clock_in(std::string_view name) {
  for (const casework::Clock& clock : casework::kClocks)
    if (clock.name == name || clock.chinese == name) return clock.id;
  return fail(ErrorCode::usage,
              fmt::format("没有期限「{}」，名称见 qingxin case clock", printable(name)));
}

Result<casework::Actor> actor_named(std::string_view name) {
  if (const auto actor = casework::actor_named(name)) return *actor;
  std::string all;
  for (const casework::ActorWords& words : casework::kActorWords) {
    if (words.chinese == name) return words.actor;
    all += fmt::format("{}{} {}", all.empty() ? "" : "、", words.name, words.chinese);
  }
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是谁的行为，请写其中之一：{}", printable(name), all));
}

}  // namespace qingxin::app
