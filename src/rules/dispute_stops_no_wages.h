// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "rules/finding.h"

namespace qingxin::rules {

// The days on which a dispute between the parties was open; no last day: it still is, unless no
// file has that column.
struct OpenDispute {
  Date opened;
  std::optional<Date> ended;
};

// Money that did not come, by the first day on which it was late.
struct StoppedMoney {
  Date since;
  bool is_labour_fee = false;  // else one worker's wages of one month
  law::Certainty certainty = law::Certainty::firm;
};

// One project's disputes, and what was not paid.
struct DisputedProject {
  bool has_disputes_table = false;
  bool has_ended_column = false;
  std::vector<OpenDispute> disputes;
  std::vector<StoppedMoney> stopped;  // what F05 and W01 say, over all months
  std::optional<MissingFact> lacks;   // what F05 or W01 could not be judged for want of
};

// 保障农民工工资支付条例 35: a dispute about the work stops neither the labour fee nor the wages.
//
// Cases: law/examples/gwy-724/035-F07.md
inline constexpr Rule kDisputeStopsNoWages{
    .id = "F07",
    .name = "以争议为由停拨停发",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 35}}},
    .next = "核对争议起止与拨付、代发情况；属实的，由人社、行业主管部门责令限期拨付和支付",
    .formula = "工程争议存续的日子里，开始出现人工费未足额拨付（F05）或者工资逾期（W01）",
    .parameters = {{"pay.day", "pay.month_offset"}}};

// Both the first and the last day of a dispute belong to it.
constexpr bool is_open_on(const OpenDispute& dispute, Date day) {
  return dispute.opened <= day && (!dispute.ended || day <= *dispute.ended);
}

// The dispute that was open on a day; of a dispute whose end nobody can tell, the first day is all
// that is known.
inline const OpenDispute* dispute_on(const DisputedProject& project, Date day) {
  const auto found = std::ranges::find_if(project.disputes, [&](const OpenDispute& dispute) {
    return is_open_on(dispute, day) && (project.has_ended_column || dispute.opened == day);
  });
  return found == project.disputes.end() ? nullptr : &*found;
}

// By their first days.
inline std::vector<StoppedMoney> stopped_while_open(const DisputedProject& project) {
  std::vector<StoppedMoney> found;
  for (const StoppedMoney& stopped : project.stopped)
    if (dispute_on(project, stopped.since) != nullptr) found.push_back(stopped);
  std::ranges::sort(found, {}, &StoppedMoney::since);
  return found;
}

// Something stopped after a dispute had begun whose end nobody can tell.
inline bool may_have_stopped_while_open(const DisputedProject& project) {
  if (project.has_ended_column) return false;
  return std::ranges::any_of(project.stopped, [&](const StoppedMoney& stopped) {
    return std::ranges::any_of(project.disputes, [&](const OpenDispute& dispute) {
      return dispute.opened <= stopped.since;
    });
  });
}

inline Judgement dispute_stops_no_wages(const DisputedProject& project) {
  if (!project.has_disputes_table || project.disputes.empty()) return not_applicable();
  const std::vector<StoppedMoney> stopped = stopped_while_open(project);
  const bool is_firm =
      std::ranges::find(stopped, law::Certainty::firm, &StoppedMoney::certainty) != stopped.end();
  if (!stopped.empty())
    return {.verdict = Verdict::violates,
            .severity = Severity::red,
            .certainty = is_firm ? law::Certainty::firm : law::Certainty::provisional};
  if (project.lacks) return missing_fact(*project.lacks);
  if (may_have_stopped_while_open(project)) return missing_fact({"disputes", "ended"});
  return complies();
}

inline std::string dispute_stops_no_wages_because(const DisputedProject& project,
                                                  const Judgement&) {
  const std::vector<StoppedMoney> stopped = stopped_while_open(project);
  const auto fees = std::ranges::count(stopped, true, &StoppedMoney::is_labour_fee);
  const auto wages = static_cast<std::ptrdiff_t>(stopped.size()) - fees;
  const Date first = stopped.front().since;
  const OpenDispute* dispute = dispute_on(project, first);
  std::string what;
  if (fees > 0) what = fmt::format("{} 期人工费到期没有足额拨付", fees);
  if (wages > 0) what += fmt::format("{}{} 人月工资逾期", what.empty() ? "" : "，", wages);
  const std::string end = dispute->ended ? "，" + to_string(*dispute->ended) + " 结束"
                          : project.has_ended_column ? "，尚未结束"
                                                     : "";
  return fmt::format("争议 {} 开始{}；争议期间 {}，最早的自 {} 起", to_string(dispute->opened), end,
                     what, to_string(first));
}

}  // namespace qingxin::rules
