// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "casework/clocks.h"
#include "casework/ends.h"

// Going up: by days, people, money, kind of project and incident; and reminders before and after a
// deadline. The numbers are data: those here are the product's own, no law's, and a place sets its
// own. Nothing fires twice.
namespace qingxin::casework {

// Where the money of a project comes from. Stored and sent: never renumbered.
enum class Funding : unsigned char { government = 1, state_owned = 2, ppp = 3, other = 4 };
inline constexpr std::array<std::string_view, 4> kFundingWords{"政府投资", "国企项目", "PPP 项目",
                                                               "其他项目"};

enum class Incident : unsigned char {
  none = 0,
  group_visit = 1,  // 集体访
  mass_event = 2,   // 群体性事件
  extreme = 3,      // 极端事件
};
inline constexpr std::array<std::string_view, 4> kIncidentWords{"无", "集体访", "群体性事件",
                                                                "极端事件"};

enum class Rung : unsigned char {
  remind = 1,
  supervise = 2,
  interview = 3,
  raise = 4,
  lead = 5,
  task_force = 6,
  board = 7
};
inline constexpr std::array<std::string_view, 7> kRungWords{
    "提醒", "督办", "约谈", "提级办理", "领导包案", "专案组", "挂牌督办"};

// Fires when everything it names holds.
struct EscalationRule {
  std::string id;
  Rung rung = Rung::remind;
  std::optional<int> open_days;     // calendar days since somebody was first asked, at least
  std::optional<int> overdue_days;  // by which an authority's clock has run out, in its own unit
  std::optional<int> people;
  std::optional<Money> amount;
  std::vector<Funding> fundings;  // empty: any
  Incident incident = Incident::none;
  std::string source;  // a paper of the place, or "产品默认"
};

// What a clue or case looks like from above. Empty: not known.
struct EscalationFacts {
  int open_days = 0;
  int overdue_days = 0;  // 0: nothing has run out
  std::optional<int> people;
  std::optional<Money> amount;
  bool may_be_more = false;  // people and amount are so many at least: not all is established
  std::optional<Funding> funding;
  Incident incident = Incident::none;
};
// People and amount are those that are known so far: a worker whose amount is not known counts as
// one, and what was claimed counts until all is established and it was said why that is less.
EscalationFacts escalation_facts(const Dossier& dossier, const EndFacts& established,
                                 std::optional<Funding> funding, Incident incident,
                                 const World& world);

struct Escalations {
  std::vector<std::string> due;        // ids of rules, in their order
  std::vector<std::string> undecided;  // something is not known; neither yes nor no
};
// `fired`: the ids that have fired for this case.
Escalations escalations_due(const EscalationFacts& facts, std::span<const EscalationRule> rules,
                            const std::set<std::string>& fired);

// Refuses two rules of one name, a rule without a condition or source, and numbers below one.
Result<std::vector<EscalationRule>> checked_rules(std::vector<EscalationRule> rules);
// The product's own.
std::vector<EscalationRule> default_escalation();

// When to remind of a clock: so many of its units before (negative) or after its deadline; of one
// that runs in hours, so many hours.
struct ReminderRung {
  std::string id;
  int days = 0;
  std::optional<int> hours;  // empty: not for clocks in hours
};
std::vector<ReminderRung> default_reminders();

struct Reminder {
  std::string key;  // within the dossier: one row under it, and the reminder goes out once
  ClockId clock{};
  int number = 1;
  std::string rung;
  Instant moment;  // 9 o'clock of a working day; of a clock in hours, the hour itself
  // A later rung is due as well, because nobody looked for a while: to be noted, not sent.
  bool is_passed_over = false;

  friend bool operator==(const Reminder&, const Reminder&) = default;
};
// What is due now and was not sent. A rung that would lie before the start of the clock is none.
std::vector<Reminder> reminders_due(const Dossier& dossier, std::span<const ReminderRung> rungs,
                                    const std::set<std::string>& sent, const World& world);

}  // namespace qingxin::casework
