// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casework/life.h"

// The life of a clue 线索, besides what it shares with a case. Nothing else moves one.
namespace qingxin::casework {

// clang-format off
inline constexpr std::array kClueLife = [] {
  using enum State;
  using S = Step;
  using enum Actor;
  return std::to_array<Move>({
    // Every clue gets an answer, whatever it was joined to; 保障农民工工资支付条例 10.
    {{},            S::clue_arrived,       clue_waiting,  {worker, intake, other_body, machine}},
    {clue_waiting,  S::clue_received,      clue_received, {intake, handler}},
    {clue_received, S::clue_joined,        clue_received, {intake, handler, reviewer}},
    {clue_received, S::clue_split,         clue_received, {handler, reviewer}},
    {clue_received, S::clue_merged,        clue_received, {intake, handler, reviewer}},
    {clue_received, S::more_asked,         clue_received, {intake, handler}},
    {clue_received, S::more_given,         clue_received, {worker, intake}},
    {clue_received, S::reply_drafted,      clue_drafted,  {handler}},
    {clue_drafted,  S::more_given,         clue_drafted,  {worker, intake}},
    {clue_drafted,  S::reply_sent_back,    clue_received, {reviewer, head}},
    {clue_drafted,  S::reply_sent,         clue_answered, {reviewer, head}},
    {clue_answered, S::more_given,         clue_received, {worker, intake}},
    {clue_answered, S::asked_again,        clue_received, {worker, intake, machine}},
    {clue_answered, S::satisfaction_given, clue_answered, {worker}},

    // 信访工作条例 23, 31–36.
    {{},                  S::petition_registered,        petition_registered,
     {intake, other_body, machine}},
    {petition_registered, S::petition_notified,          petition_accepted,   {intake, handler}},
    {petition_registered, S::petition_objected,          petition_objected,   {intake, handler}},
    {petition_objected,   S::petition_objection_upheld,  petition_given_back, {higher, other_body}},
    {petition_objected,   S::petition_objection_refused, petition_registered, {higher, other_body}},
    {petition_accepted,   S::petition_extended,          petition_accepted,   {head}},
    {petition_accepted,   S::petition_answered,          petition_answered,   {handler, head}},
    {petition_answered,   S::petition_review_asked,      petition_in_review,  {worker}},
    {petition_in_review,  S::petition_reviewed,          petition_reviewed,   {higher}},
    {petition_reviewed,   S::petition_recheck_asked,     petition_in_recheck, {worker}},
    {petition_in_recheck, S::petition_hearing_began,     petition_hearing,    {higher}},
    {petition_hearing,    S::petition_hearing_ended,     petition_in_recheck, {higher}},
    {petition_in_recheck, S::petition_rechecked,         petition_rechecked,  {higher}},
  });
}();
// clang-format on

}  // namespace qingxin::casework
