// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casework/life.h"

// What a clue and a case have in common: somebody is responsible from the first moment on, and a
// person has said what kind of matter it is.
namespace qingxin::casework {

// clang-format off
inline constexpr std::array kSharedLife = [] {
  using enum State;
  using S = Step;
  using enum Actor;
  return std::to_array<Move>({
    // 保障农民工工资支付条例 10: 首问负责. Whoever was asked first stays responsible until another
    // has taken over; what is only offered still has its owner.
    {{},         S::first_asked,  held,       {intake, machine}},
    {held,       S::assigned,     held,       {head, handler, office}},
    {held,       S::offered,      offered,    {intake, handler, head}},
    {held,       S::designated,   designated, {higher, office}},
    {held,       S::co_asked,     held,       {handler, head, office}},
    {held,       S::co_answered,  held,       {co_handler}},
    {held,       S::co_released,  held,       {handler, head, office}},
    {offered,    S::assigned,     offered,    {head, handler, office}},
    {offered,    S::taken_over,   held,       {receiver}},
    {offered,    S::given_back,   held,       {receiver}},
    {offered,    S::recalled,     held,       {intake, handler, head}},
    {offered,    S::designated,   designated, {higher, office}},
    {offered,    S::co_asked,     offered,    {handler, head, office}},
    {offered,    S::co_answered,  offered,    {co_handler}},
    {offered,    S::co_released,  offered,    {handler, head, office}},
    // 劳动保障监察条例 13: what a higher authority has designated is not given back.
    {designated, S::assigned,     designated, {head, handler, office}},
    {designated, S::taken_over,   held,       {receiver}},
    {designated, S::designated,   designated, {higher, office}},
    {designated, S::co_answered,  designated, {co_handler}},
    {designated, S::co_released,  designated, {handler, head, office}},

    // The machine may suggest; a person decides.
    {{},         S::class_suggested, suggested, {machine}},
    {{},         S::class_confirmed, classed,   {intake, handler, reviewer, head}},
    {suggested,  S::class_suggested, suggested, {machine}},
    {suggested,  S::class_confirmed, classed,   {intake, handler, reviewer, head}},
    {classed,    S::class_changed,   classed,   {handler, reviewer, head}},
  });
}();
// clang-format on

}  // namespace qingxin::casework
