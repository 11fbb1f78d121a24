// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casework/life.h"

// The life of a case 案件, besides what it shares with a clue. Nothing else moves one. What a
// strand asks of another (a conclusion of the procedure, an ending of the money) stands in ends.h.
namespace qingxin::casework {

// clang-format off
inline constexpr std::array kCaseLife = [] {
  using enum State;
  using S = Step;
  using enum Actor;
  return std::to_array<Move>({
    // The inspection: 劳动保障监察条例 14–21, 若干规定 18.
    {{},            S::complaint_received,      complained,    {worker, intake}},
    {{},            S::case_found,              found,         {handler, machine}},
    {complained,    S::supplement_asked,        incomplete,    {handler}},
    {complained,    S::accepted,                accepted,      {handler, head}},
    {complained,    S::declined,                declined,      {handler, head}},
    {complained,    S::routed,                  routed,        {handler, head}},
    {incomplete,    S::supplemented,            complained,    {worker, intake}},
    {incomplete,    S::declined,                declined,      {handler, head}},
    {declined,      S::decline_overturned,      complained,    {head, higher}},
    {found,         S::filed,                   investigating, {head}},
    {found,         S::routed,                  routed,        {handler, head}},
    {accepted,      S::filed,                   investigating, {head}},
    {accepted,      S::routed,                  routed,        {handler, head}},
    {investigating, S::suspended,               suspended,     {head}},
    {investigating, S::investigation_extended,  investigating, {head}},
    {investigating, S::investigation_completed, investigated,  {handler}},
    {investigating, S::routed,                  routed,        {handler, head}},
    {suspended,     S::resumed,                 investigating, {handler, head}},
    {investigated,  S::investigation_reopened,  investigating, {head}},
    {investigated,  S::decided,                 decided,       {head}},
    {investigated,  S::revoked,                 revoked,       {head}},
    {decided,       S::served,                  served,        {handler}},

    // Mediation at the street, before the court, by a union: 调解仲裁法 10, 14.
    {{},        S::mediation_began,     mediating,  {handler, other_body}},
    {mediating, S::mediation_agreed,    agreed,     {handler, other_body}},
    {mediating, S::mediation_failed,    not_agreed, {handler, other_body}},
    {agreed,    S::agreement_performed, performed,  {handler}},
    {agreed,    S::agreement_broken,    broken,     {handler, worker}},

    // To another body 移交: the work goes, the count stays; 劳动保障监察条例 18.
    {{},        S::referred,            referred,   {handler, head}},
    {referred,  S::referral_receipted,  receipted,  {receiver, other_body}},
    {referred,  S::referral_given_back, given_back, {receiver, other_body}},
    {receipted, S::referral_given_back, given_back, {receiver, other_body}},
    {receipted, S::referral_resulted,   resulted,   {receiver, other_body}},

    // Orders 责令: 劳动保障监察条例 18, 26; 劳动合同法 85; posting: 法释〔2013〕3号 4.
    {{},            S::order_issued,   ordered,       {head}},
    {ordered,       S::order_served,   order_running, {handler}},
    {ordered,       S::order_posted,   order_running, {handler}},
    {ordered,       S::order_revoked,  order_revoked, {head, higher, other_body}},
    {order_running, S::order_complied, complied,      {handler}},
    {order_running, S::extra_ordered,  extra_ordered, {head}},
    {order_running, S::order_revoked,  order_revoked, {head, higher, other_body}},
    {extra_ordered, S::order_complied, complied,      {handler}},
    {extra_ordered, S::order_revoked,  order_revoked, {head, higher, other_body}},

    // Penalties 处罚: 行政处罚法 44, 45, 57, 61, 63–65, 67.
    {{},               S::penalty_notified,  penalty_notified, {handler, head}},
    {penalty_notified, S::hearing_asked,     hearing_asked,    {employer}},
    {penalty_notified, S::hearing_not_asked, heard,            {handler}},
    {penalty_notified, S::penalty_dropped,   penalty_dropped,  {head}},
    {hearing_asked,    S::hearing_set,       hearing_set,      {handler, head}},
    {hearing_set,      S::hearing_held,      heard,            {handler, head}},
    {heard,            S::penalty_decided,   penalty_decided,  {head}},
    {heard,            S::penalty_dropped,   penalty_dropped,  {head}},
    {penalty_decided,  S::penalty_served,    penalty_served,   {handler}},
    {penalty_served,   S::penalty_paid,      penalty_paid,     {handler, employer}},

    // Accounts, houses and vehicles are asked for with the approval of the head of the labour
    // authority of a city or above: 保障农民工工资支付条例 40.
    {{},             S::query_asked,    query_asked,    {handler}},
    {query_asked,    S::query_approved, query_approved, {higher}},
    {query_asked,    S::query_refused,  query_refused,  {higher}},
    {query_approved, S::query_sent,     query_sent,     {handler}},
    {query_sent,     S::query_answered, query_answered, {other_body}},

    // The register of enforcement: 保障农民工工资支付条例 42, 调解仲裁法 51.
    {{},                S::title_recorded,       titled,            {handler}},
    {titled,            S::enforcement_filed,    enforcement_filed, {handler, worker}},
    {enforcement_filed, S::enforcement_accepted, enforcing,         {other_body}},
    {enforcement_filed, S::enforcement_refused,  titled,            {other_body}},
    {enforcing,         S::recovered,            enforcing,         {other_body}},
    {enforcing,         S::enforcement_ended,    enforcement_ended, {other_body}},
    {enforcement_ended, S::enforcement_resumed,  enforcing,         {other_body}},

    // To the police: 移送规定 5–9, 12.
    {{},                   S::police_reported,         police_reported,      {handler}},
    {police_reported,      S::police_approved,         police_approved,      {head}},
    {police_reported,      S::police_not_approved,     police_not_approved,  {head}},
    {police_approved,      S::police_sent,             police_sent,          {handler}},
    {police_sent,          S::police_receipted,        police_received,      {other_body}},
    {police_received,      S::police_forwarded,        police_sent,          {other_body}},
    {police_received,      S::police_filed,            police_filed,         {other_body}},
    {police_received,      S::police_declined,         police_declined,      {other_body}},
    {police_declined,      S::reconsideration_asked,   police_reconsidering, {handler, head}},
    {police_declined,      S::prosecutor_asked,        with_prosecutor,      {handler, head}},
    {police_declined,      S::decline_taken,           police_ended,         {head}},
    {police_reconsidering, S::reconsideration_granted, police_filed,         {other_body}},
    {police_reconsidering, S::reconsideration_refused, police_upheld,        {other_body}},
    {police_upheld,        S::prosecutor_asked,        with_prosecutor,      {handler, head}},
    {police_upheld,        S::decline_taken,           police_ended,         {head}},
    {with_prosecutor,      S::prosecutor_granted,      police_filed,         {other_body}},
    {with_prosecutor,      S::prosecutor_refused,      police_ended,         {other_body}},
    {police_filed,         S::police_handed_over,      police_handed_over,   {handler}},
    {police_handed_over,   S::police_resulted,         police_ended,         {other_body}},

    // Arbitration: 调解仲裁法 29, 30, 43, 47–50.
    {{},                S::arbitration_asked,     arbitration_asked,     {worker}},
    {arbitration_asked, S::arbitration_accepted,  arbitrating,           {other_body}},
    {arbitration_asked, S::arbitration_declined,  arbitration_declined,  {other_body}},
    {arbitration_asked, S::arbitration_withdrawn, arbitration_withdrawn, {worker}},
    {arbitrating,       S::copy_served,           arbitrating,           {other_body}},
    {arbitrating,       S::defence_given,         arbitrating,           {employer}},
    {arbitrating,       S::defence_served,        arbitrating,           {other_body}},
    {arbitrating,       S::arbitration_extended,  arbitrating,           {other_body}},
    {arbitrating,       S::awarded,               awarded,               {other_body}},
    {arbitrating,       S::awarded_finally,       awarded_finally,       {other_body}},
    {arbitrating,       S::arbitration_settled,   award_effective,       {other_body}},
    {arbitrating,       S::arbitration_withdrawn, arbitration_withdrawn, {worker}},
    {awarded,           S::award_sued,            award_in_court,        {worker, employer}},
    {awarded,           S::award_effective,       award_effective,       {other_body, handler}},
    {awarded_finally,   S::award_sued,            award_in_court,        {worker, employer}},
    {awarded_finally,   S::award_effective,       award_effective,       {other_body, handler}},
    {award_in_court,    S::award_effective,       award_effective,       {other_body, handler}},

    // The courts. A judgment that nothing is owed is a final one over zero.
    {{},         S::sued,           suit_filed,     {worker, handler}},
    {suit_filed, S::suit_accepted,  trying,         {other_body}},
    {suit_filed, S::suit_refused,   suit_refused,   {other_body}},
    {suit_filed, S::suit_withdrawn, suit_withdrawn, {worker}},
    {trying,     S::judged,         judged,         {other_body}},
    {trying,     S::suit_withdrawn, suit_withdrawn, {worker}},
    {judged,     S::appealed,       appealed,       {worker, employer}},
    {judged,     S::judged_finally, judged_finally, {other_body}},
    {appealed,   S::judged_finally, judged_finally, {other_body}},

    // Deposit or guarantee: 保证金规定 18–20.
    {{},              S::deposit_noticed,   deposit_noticed,   {handler, head}},
    {deposit_noticed, S::deposit_paid,      deposit_paid,      {other_body}},
    {deposit_noticed, S::deposit_refused,   deposit_refused,   {other_body}},
    {deposit_paid,    S::deposit_topped_up, deposit_topped_up, {employer, other_body}},

    // The emergency fund pays a part in advance and has it back: 保障农民工工资支付条例 63.
    {{},               S::advance_asked,            advance_asked,     {handler, office}},
    {advance_asked,    S::advance_approved,         advance_approved,  {higher, office}},
    {advance_asked,    S::advance_refused,          advance_refused,   {higher, office}},
    {advance_approved, S::advance_paid,             advanced,          {handler, other_body}},
    {advanced,         S::advance_partly_recovered, advanced,          {handler, other_body}},
    {advanced,         S::advance_recovered,        advance_recovered, {handler, other_body}},

    // A worker who takes a complaint back is called by somebody who did not handle it. No clock of
    // the authority stops for it.
    {{},               S::withdrawal_asked,       withdrawal_asked,     {worker, intake}},
    {withdrawal_asked, S::withdrawal_not_reached, withdrawal_asked,     {reviewer}},
    {withdrawal_asked, S::withdrawal_confirmed,   withdrawal_confirmed, {reviewer}},
    {withdrawal_asked, S::withdrawal_denied,      withdrawal_denied,    {reviewer}},

    // The two ends, side by side: 结案 and 销账.
    {{},                  S::conclusion_proposed,  conclusion_proposed, {handler}},
    {conclusion_open,     S::conclusion_proposed,  conclusion_proposed, {handler}},
    {conclusion_proposed, S::conclusion_sent_back, conclusion_open,     {reviewer, head}},
    {conclusion_proposed, S::concluded,            concluded,           {reviewer, head}},
    {concluded,           S::conclusion_reopened,  conclusion_open,
     {machine, head, higher, office}},
    {{},                  S::clearing_proposed,    clearing_proposed,   {handler}},
    {clearing_open,       S::clearing_proposed,    clearing_proposed,   {handler}},
    {clearing_proposed,   S::clearing_sent_back,   clearing_open,       {reviewer, head, office}},
    {clearing_proposed,   S::cleared,              cleared,             {reviewer, head, office}},
    {cleared,             S::clearing_reopened,    clearing_open,
     {machine, head, higher, office}},

    // 回头看: "没收到" opens both ends again.
    {{},              S::look_back_drawn,       look_back_drawn,    {machine, office}},
    {look_back_drawn, S::look_back_not_reached, look_back_drawn,    {reviewer}},
    {look_back_drawn, S::money_received,        money_received,     {reviewer}},
    {look_back_drawn, S::money_not_received,    money_not_received, {reviewer, worker}},

    // 提级办理, 领导包案, 专案组, 挂牌督办, 约谈通报问责曝光, 积案化解.
    {{},                S::raised,           raised,            {higher, office}},
    {raised,            S::raising_ended,    raising_ended,     {higher, office}},
    {{},                S::leader_named,     led,               {office}},
    {led,               S::leader_reported,  led,               {handler, office}},
    {led,               S::leading_ended,    leading_ended,     {office}},
    {{},                S::task_force_formed, task_force_formed, {head, office, higher}},
    {task_force_formed, S::task_force_ended, task_force_ended,  {head, office, higher}},
    {{},                S::boarded,          boarded,           {office, higher}},
    {boarded,           S::board_answered,   board_answered,    {handler, head}},
    {board_answered,    S::board_sent_back,  boarded,           {office, higher}},
    {board_answered,    S::board_released,   board_released,    {office, higher}},
    {{},                S::measure_decided,  measure_decided,   {office, head, higher}},
    {measure_decided,   S::measure_done,     measure_done,      {office, head, higher}},
    {{},                S::planned,          planned,           {handler, head, office}},
    {planned,           S::plan_changed,     planned,           {handler, head, office}},
    {planned,           S::plan_done,        plan_done,         {handler, head, office}},

    // 证据先行登记保存: 行政处罚法 56.
    {{},            S::evidence_held,  evidence_held,  {head}},
    {evidence_held, S::evidence_dealt, evidence_dealt, {head, handler}},
  });
}();
// clang-format on

}  // namespace qingxin::casework
