// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

// The life of a warning 预警 as a table. Nothing else moves one.
namespace qingxin::casework {

// Stored and sent: never renumbered.
enum class WarningPhase : unsigned char {
  waiting = 1,  // 待答复: for whoever was warned; the clock runs
  // 待审核: for the reviewer, who has a term of his own; the receiver's clock stands still
  answered = 2,
  accepted = 3,  // 已采纳: the answer is enough, and the facts have until the deadline to show it
  vanished = 4,  // 待确认: the findings are gone, a person has to confirm it
  cleared = 5,   // 已消除
};
inline constexpr int kWarningPhases = 5;

enum class WarningStep : unsigned char {
  raised = 1,              // 发出
  graver = 2,              // 升色: the numbers grew into a graver level
  milder = 3,              // 降色
  changed = 4,             // 变化: other findings, the same level
  answered = 5,            // 答复
  accepted = 6,            // 采纳
  sent_back = 7,           // 退回
  climbed = 8,             // 升级: the deadline passed, the next rung
  ran_out = 9,             // 逾期: the deadline of the last rung passed
  findings_gone = 10,      // 数据已符合, and a person has to confirm it
  findings_back = 11,      // 疑点再现 before anybody confirmed
  cleared_by_facts = 12,   // 数据消除
  cleared_by_person = 13,  // 人工消除
  reopened = 14,           // 再现
};
inline constexpr int kWarningSteps = 14;

// Who makes a step.
enum class WarningActor : unsigned char {
  machine = 1,   // facts came, or a day passed
  receiver = 2,  // whom the rung asks
  reviewer = 3,  // the authority
  party = 4,     // another: what he states is kept and shown, and stops no clock
};

struct WarningMove {
  std::optional<WarningPhase> from;  // empty: there is no warning yet
  WarningStep step;
  WarningPhase to;
  WarningActor by;
};

// Every move that there is. What is not here is refused.
// clang-format off
inline constexpr std::array kWarningLife = [] {
  using enum WarningPhase;
  using S = WarningStep;
  using A = WarningActor;
  return std::to_array<WarningMove>({
    {{},       S::raised,            waiting,  A::machine},
    {waiting,  S::graver,            waiting,  A::machine},
    {waiting,  S::milder,            waiting,  A::machine},
    {waiting,  S::changed,           waiting,  A::machine},
    {waiting,  S::answered,          answered, A::receiver},
    {waiting,  S::answered,          waiting,  A::party},
    {waiting,  S::climbed,           waiting,  A::machine},
    {waiting,  S::ran_out,           waiting,  A::machine},
    {waiting,  S::findings_gone,     vanished, A::machine},
    {waiting,  S::cleared_by_facts,  cleared,  A::machine},
    {waiting,  S::cleared_by_person, cleared,  A::reviewer},
    {answered, S::graver,            answered, A::machine},
    {answered, S::milder,            answered, A::machine},
    {answered, S::changed,           answered, A::machine},
    {answered, S::answered,          answered, A::receiver},
    {answered, S::answered,          answered, A::party},
    {answered, S::accepted,          accepted, A::reviewer},
    {answered, S::sent_back,         waiting,  A::reviewer},
    {answered, S::climbed,           waiting,  A::machine},  // nobody reviewed it in time
    {answered, S::ran_out,           answered, A::machine},
    {answered, S::findings_gone,     vanished, A::machine},
    {answered, S::cleared_by_facts,  cleared,  A::machine},
    {answered, S::cleared_by_person, cleared,  A::reviewer},
    {accepted, S::graver,            waiting,  A::machine},  // the answer was about less
    {accepted, S::milder,            accepted, A::machine},
    {accepted, S::changed,           accepted, A::machine},
    {accepted, S::answered,          answered, A::receiver},
    {accepted, S::answered,          accepted, A::party},
    {accepted, S::climbed,           waiting,  A::machine},
    {accepted, S::ran_out,           waiting,  A::machine},
    {accepted, S::findings_gone,     vanished, A::machine},
    {accepted, S::cleared_by_facts,  cleared,  A::machine},
    {accepted, S::cleared_by_person, cleared,  A::reviewer},
    {vanished, S::findings_back,     waiting,  A::machine},
    {vanished, S::cleared_by_person, cleared,  A::reviewer},
    {cleared,  S::changed,           cleared,  A::machine},  // fewer of those that a person cleared
    {cleared,  S::reopened,          waiting,  A::machine},
  });
}();
// clang-format on

// Where an answer leads asks for who gives it; every other step has one who makes it.
constexpr const WarningMove* move_of(std::optional<WarningPhase> from, WarningStep step,
                                     WarningActor by = WarningActor::receiver) {
  for (const WarningMove& move : kWarningLife)
    if (move.from == from && move.step == step && (step != WarningStep::answered || move.by == by))
      return &move;
  return nullptr;
}

// One way only out of every state and step; only the machine makes a warning.
static_assert([] {
  for (const WarningMove& a : kWarningLife)
    if (move_of(a.from, a.step, a.by) != &a) return false;
  return true;
}());

struct PhaseName {
  WarningPhase phase;
  std::string_view name, chinese;
};
inline constexpr std::array kPhaseNames = std::to_array<PhaseName>({
    {WarningPhase::waiting, "waiting", "待答复"},
    {WarningPhase::answered, "answered", "待审核"},
    {WarningPhase::accepted, "accepted", "已采纳"},
    {WarningPhase::vanished, "vanished", "待确认"},
    {WarningPhase::cleared, "cleared", "已消除"},
});
static_assert(kPhaseNames.size() == kWarningPhases);

struct StepName {
  WarningStep step;
  std::string_view name, chinese;
};
inline constexpr std::array kStepNames = std::to_array<StepName>({
    {WarningStep::raised, "raised", "发出"},
    {WarningStep::graver, "graver", "加重"},
    {WarningStep::milder, "milder", "减轻"},
    {WarningStep::changed, "changed", "变化"},
    {WarningStep::answered, "answered", "答复"},
    {WarningStep::accepted, "accepted", "采纳"},
    {WarningStep::sent_back, "sent_back", "退回"},
    {WarningStep::climbed, "climbed", "升级"},
    {WarningStep::ran_out, "ran_out", "逾期"},
    {WarningStep::findings_gone, "findings_gone", "数据已符合"},
    {WarningStep::findings_back, "findings_back", "疑点再现"},
    {WarningStep::cleared_by_facts, "cleared_by_facts", "数据消除"},
    {WarningStep::cleared_by_person, "cleared_by_person", "人工消除"},
    {WarningStep::reopened, "reopened", "重新发出"},
});
static_assert(kStepNames.size() == kWarningSteps);

constexpr const PhaseName& row_of(WarningPhase phase) {
  return kPhaseNames[static_cast<std::size_t>(phase) - 1];
}
constexpr const StepName& row_of(WarningStep step) {
  return kStepNames[static_cast<std::size_t>(step) - 1];
}
constexpr std::optional<WarningPhase> phase_named(std::string_view name) {
  for (const PhaseName& row : kPhaseNames)
    if (row.name == name) return row.phase;
  return std::nullopt;
}

}  // namespace qingxin::casework
