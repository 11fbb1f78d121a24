// SPDX-License-Identifier: Apache-2.0
#include "casework/warning.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace qingxin::casework {

namespace {

const LadderRung* find_rung(std::span<const LadderRung> ladder, const std::string& id) {
  const auto found = std::ranges::find(ladder, id, &LadderRung::id);
  return found == ladder.end() ? nullptr : &*found;
}

// A pack that was changed meanwhile may no longer have the rung: then its first one counts.
const LadderRung& rung_of(std::span<const LadderRung> ladder, const std::string& id) {
  check(!ladder.empty());
  const LadderRung* rung = find_rung(ladder, id);
  return rung == nullptr ? ladder.front() : *rung;
}

WarningDue due_after(Date start, const law::Period& term, const WarningClock& clock) {
  const law::Deadline deadline = law::deadline(start, term, *clock.calendar);
  return {deadline.day, deadline.certainty, clock.version};
}

// How much of the term is left after a day, in the unit in which the term is counted.
int left_after(Date day, Date due, const law::Period& term, const law::Calendar& calendar) {
  if (day >= due) return 0;
  if (term.unit != law::Unit::working_days) return due - day;
  int left = 0;
  for (Date next = day + 1; next <= due; next = next + 1) left += calendar.is_working(next) ? 1 : 0;
  return left;
}

// The clock goes on: what was left, counted from the day after today.
WarningDue resumed(Date today, int left, const law::Period& term, const WarningClock& clock) {
  const law::Unit unit =
      term.unit == law::Unit::working_days ? law::Unit::working_days : law::Unit::calendar_days;
  return due_after(today, {left, unit, term.roll}, clock);
}

std::string steps_from(std::optional<WarningPhase> phase) {
  std::string words;
  for (const WarningMove& move : kWarningLife)
    if (move.from == phase && move.by != WarningActor::machine && move.by != WarningActor::party)
      words += fmt::format("{}{}", words.empty() ? "" : "、", row_of(move.step).chinese);
  return words.empty() ? "没有可做的" : words;
}

bool carries_bulk(WarningStep step) {
  switch (step) {
    case WarningStep::raised:
    case WarningStep::graver:
    case WarningStep::milder:
    case WarningStep::changed:
    case WarningStep::findings_back:
    case WarningStep::reopened: return true;
    case WarningStep::answered:
    case WarningStep::accepted:
    case WarningStep::sent_back:
    case WarningStep::climbed:
    case WarningStep::ran_out:
    case WarningStep::findings_gone:
    case WarningStep::cleared_by_facts:
    case WarningStep::cleared_by_person: return false;
  }
  return false;
}

// The deadline from now on.
void set_clock(const std::optional<Warning>& before, const WarningEvent& event,
               std::span<const LadderRung> ladder, const WarningClock& clock, Warning& after) {
  const law::Period term = rung_of(ladder, after.rung).term;
  const bool was_answered = before && before->phase == WarningPhase::answered;
  switch (event.step) {
    case WarningStep::raised:
    case WarningStep::climbed:
    case WarningStep::accepted:
    case WarningStep::findings_back:
    case WarningStep::reopened:
      after.due = due_after(event.today, term, clock);
      after.left.reset();
      after.has_run_out = false;
      return;
    case WarningStep::graver:
      // A higher rung begins anew; where the answer is being looked at its whole term is left, and
      // the reviewer's goes on. So does an answer that was about less.
      if (after.rung == before->rung && before->phase != WarningPhase::accepted) return;
      after.has_run_out = false;
      if (was_answered) {
        const WarningDue whole = due_after(event.today, term, clock);
        after.left = left_after(event.today, whole.day, term, *clock.calendar);
        return;
      }
      after.due = due_after(event.today, term, clock);
      after.left.reset();
      return;
    case WarningStep::answered:
      // A second answer does not give the reviewer's term anew.
      if (event.by != WarningActor::receiver || was_answered) return;
      after.left = left_after(event.today, after.due.day, term, *clock.calendar);
      after.due = due_after(event.today, kReviewTerm, clock);
      return;
    case WarningStep::sent_back:
      // The reviewer's term may have run out on the last rung; the receiver's has not.
      if (after.left.value_or(0) > 0) after.has_run_out = false;
      after.due = resumed(event.today, after.left.value_or(0), term, clock);
      after.left.reset();
      return;
    case WarningStep::ran_out: after.has_run_out = true; return;
    case WarningStep::findings_gone:
    case WarningStep::cleared_by_facts:
    case WarningStep::cleared_by_person: after.left.reset(); return;
    case WarningStep::milder:
    case WarningStep::changed: return;
  }
}

}  // namespace

Result<Warning> apply(const std::optional<Warning>& before, const WarningEvent& event,
                      std::span<const LadderRung> ladder, const WarningClock& clock) {
  const std::optional<WarningPhase> from = before ? std::optional{before->phase} : std::nullopt;
  const WarningMove* move = move_of(from, event.step, event.by);
  if (move == nullptr)
    return fail(ErrorCode::conflict, fmt::format("预警{}，不能{}；现在可以：{}",
                                                 from ? row_of(*from).chinese : "还没有发出",
                                                 row_of(event.step).chinese, steps_from(from)));
  Warning after = before.value_or(Warning{});
  after.phase = move->to;
  ++after.version;
  if (carries_bulk(event.step)) after.bulk = event.bulk;
  if (!event.rung.empty()) after.rung = event.rung;
  // Nothing is left of what was found: whatever comes then is new.
  if (event.step == WarningStep::cleared_by_facts) after.bulk.findings.clear();
  set_clock(before, event, ladder, clock, after);
  return after;
}

std::optional<WarningEvent> climb(const Warning& warning, Date today,
                                  std::span<const LadderRung> ladder) {
  const bool is_running = warning.phase == WarningPhase::waiting ||
                          warning.phase == WarningPhase::answered ||
                          warning.phase == WarningPhase::accepted;
  if (!is_running || warning.has_run_out || today <= warning.due.day) return std::nullopt;
  const LadderRung& rung = rung_of(ladder, warning.rung);
  // The next rung begins on the day after the deadline, also when nobody looked for a week.
  const Date passed = warning.due.day + 1;
  if (rung.next.empty() || find_rung(ladder, rung.next) == nullptr)
    return WarningEvent{.step = WarningStep::ran_out, .today = passed};
  return WarningEvent{.step = WarningStep::climbed, .today = passed, .rung = rung.next};
}

namespace {

// Whether a person who cleared these findings cleared all that is there now.
bool is_covered(const WarningBulk& cleared, const WarningBulk& now) {
  return now.level >= cleared.level && std::ranges::includes(cleared.findings, now.findings);
}

std::optional<WarningEvent> step_of_cleared(const Warning& warning, const Drawn& drawn,
                                            Date today) {
  if (!drawn.bulk) {
    // Forget what was covered: when it comes back it counts as new.
    if (warning.bulk.findings.empty()) return std::nullopt;
    WarningBulk none = warning.bulk;
    none.findings.clear();
    return WarningEvent{.step = WarningStep::changed, .today = today, .bulk = none};
  }
  if (!is_covered(warning.bulk, *drawn.bulk))
    return WarningEvent{
        .step = WarningStep::reopened, .today = today, .bulk = *drawn.bulk, .rung = drawn.first};
  if (warning.bulk.findings == drawn.bulk->findings) return std::nullopt;
  WarningBulk fewer = *drawn.bulk;
  fewer.level = warning.bulk.level;
  return WarningEvent{.step = WarningStep::changed, .today = today, .bulk = fewer};
}

// The higher of two rungs.
std::string higher(const std::string& a, const std::string& b, std::span<const LadderRung> ladder) {
  const LadderRung* first = find_rung(ladder, a);
  const LadderRung* second = find_rung(ladder, b);
  if (first == nullptr) return b;
  return second != nullptr && second->height > first->height ? b : a;
}

}  // namespace

std::optional<WarningEvent> next_step(const std::optional<Warning>& warning, const Drawn& drawn,
                                      Date today, std::span<const LadderRung> ladder) {
  if (!warning) {
    if (!drawn.bulk) return std::nullopt;
    return WarningEvent{
        .step = WarningStep::raised, .today = today, .bulk = *drawn.bulk, .rung = drawn.first};
  }
  if (warning->phase == WarningPhase::cleared) return step_of_cleared(*warning, drawn, today);
  if (warning->phase == WarningPhase::vanished) {
    if (!drawn.bulk) return std::nullopt;
    return WarningEvent{.step = WarningStep::findings_back, .today = today, .bulk = *drawn.bulk};
  }
  if (!drawn.bulk)
    return WarningEvent{
        .step = drawn.needs_person ? WarningStep::findings_gone : WarningStep::cleared_by_facts,
        .today = today};
  if (*drawn.bulk == warning->bulk) return std::nullopt;
  WarningEvent event{.step = WarningStep::changed, .today = today, .bulk = *drawn.bulk};
  if (drawn.bulk->level < warning->bulk.level) {
    event.step = WarningStep::graver;
    event.rung = higher(warning->rung, drawn.first, ladder);
  } else if (drawn.bulk->level > warning->bulk.level) {
    event.step = WarningStep::milder;
  }
  return event;
}

}  // namespace qingxin::casework
