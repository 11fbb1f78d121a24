// SPDX-License-Identifier: Apache-2.0
#include "casework/escalation.h"

#include <fmt/format.h>

#include <algorithm>

namespace qingxin::casework {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr int kMorning = 9;

enum class Answer : unsigned char { no, not_known, yes };

Answer both(Answer a, Answer b) {
  return std::min(a, b);  // no before not known before yes
}

template <typename T>
Answer reaches(const std::optional<T>& known, const std::optional<T>& least, bool may_be_more) {
  if (!least) return Answer::yes;
  if (!known) return Answer::not_known;
  if (*known >= *least) return Answer::yes;
  return may_be_more ? Answer::not_known : Answer::no;
}

Answer holds(const EscalationRule& rule, const EscalationFacts& facts) {
  Answer answer = Answer::yes;
  answer = both(answer, reaches(std::optional{facts.open_days}, rule.open_days, false));
  answer = both(answer, reaches(std::optional{facts.overdue_days}, rule.overdue_days, false));
  answer = both(answer, reaches(facts.people, rule.people, facts.may_be_more));
  answer = both(answer, reaches(facts.amount, rule.amount, facts.may_be_more));
  if (facts.incident < rule.incident) answer = Answer::no;
  if (rule.fundings.empty()) return answer;
  if (!facts.funding) return both(answer, Answer::not_known);
  const bool is_named = std::ranges::find(rule.fundings, *facts.funding) != rule.fundings.end();
  return is_named ? answer : Answer::no;
}

bool has_condition(const EscalationRule& rule) {
  return rule.open_days || rule.overdue_days || rule.people || rule.amount ||
         !rule.fundings.empty() || rule.incident != Incident::none;
}

Instant morning_of(Date day) {
  return {(std::int64_t{day.days} * 24 + kMorning - 8) * kHourMs};
}

Date working_day_at(Date day, int step, const law::Calendar& calendar) {
  while (!calendar.is_working(day)) day = day + step;
  return day;
}

// So many units before or after a day, on a working day.
Date shifted(Date day, int units, ClockUnit unit, const law::Calendar& calendar) {
  const int step = units < 0 ? -1 : 1;
  if (unit != ClockUnit::working_days) return working_day_at(day + units, step, calendar);
  for (int left = units < 0 ? -units : units; left > 0; --left)
    day = working_day_at(day + step, step, calendar);
  return working_day_at(day, step, calendar);
}

std::optional<Instant> moment_of(const Reading& reading, const ReminderRung& rung,
                                 const law::Calendar& calendar) {
  if (reading.due_at) {
    if (!rung.hours) return std::nullopt;
    return Instant{reading.due_at->utc_ms + *rung.hours * kHourMs};
  }
  return morning_of(shifted(*reading.due, rung.days, reading.unit, calendar));
}

// People and money as far as they are known, never less than was established of each.
void set_size(const EndFacts& established, EscalationFacts& facts) {
  if (!established.workers.empty()) {
    facts.people = 0;
    facts.amount = Money{};
  }
  for (const Arrears& worker : established.workers) {
    if (!worker.established) facts.may_be_more = true;
    if (!worker.established || worker.established->fen > 0) ++*facts.people;
    *facts.amount += worker.established.value_or(Money{});
  }
  const bool is_all = !established.workers.empty() && !facts.may_be_more;
  if (is_all && !established.why_not_as_claimed.empty()) return;
  // Nothing is less than everything: an empty claim stays empty.
  facts.people = std::max(facts.people, established.claimed_people);
  facts.amount = std::max(facts.amount, established.claimed_amount);
  facts.may_be_more = !is_all || established.people_unsaid > 0 || established.amounts_unsaid > 0;
}

}  // namespace

EscalationFacts escalation_facts(const Dossier& dossier, const EndFacts& established,
                                 std::optional<Funding> funding, Incident incident,
                                 const World& world) {
  EscalationFacts facts{.funding = funding, .incident = incident};
  const Date today = china_day(world.now);
  if (!dossier.events.empty()) facts.open_days = today - china_day(dossier.events.front().at);
  for (const Reading& reading : read_clocks(dossier, world)) {
    if (reading.status != ClockStatus::overdue || !binds_authority(*clock_of(reading.clock)))
      continue;
    // A clock in hours that has run out is a day over at least.
    const int over = reading.due_at ? std::max(1, today - *reading.due) : -reading.left.value_or(0);
    // A term that ended on the day before a holiday is over, though no working day has passed.
    facts.overdue_days = std::max({facts.overdue_days, over, 1});
  }
  set_size(established, facts);
  return facts;
}

Escalations escalations_due(const EscalationFacts& facts, std::span<const EscalationRule> rules,
                            const std::set<std::string>& fired) {
  Escalations found;
  for (const EscalationRule& rule : rules) {
    if (fired.contains(rule.id)) continue;
    const Answer answer = holds(rule, facts);
    if (answer == Answer::yes) found.due.push_back(rule.id);
    if (answer == Answer::not_known) found.undecided.push_back(rule.id);
  }
  return found;
}

Result<std::vector<EscalationRule>> checked_rules(std::vector<EscalationRule> rules) {
  std::set<std::string> ids;
  const auto refused = [](const EscalationRule& rule, std::string_view why) {
    return fail(ErrorCode::invalid_input, fmt::format("升级规则 {}：{}", rule.id, why));
  };
  const auto is_small = [](const auto& number) { return number && *number < 1; };
  for (const EscalationRule& rule : rules) {
    if (rule.id.empty() || !ids.insert(rule.id).second)
      return refused(rule, "编号空着，或与另一条相同");
    if (!has_condition(rule)) return refused(rule, "没有条件，会对每一件都升级");
    if (rule.source.empty()) return refused(rule, "没有写明依据哪份文件");
    if (is_small(rule.open_days) || is_small(rule.overdue_days) || is_small(rule.people))
      return refused(rule, "天数和人数应不小于 1");
    if (rule.amount && rule.amount->fen < 1) return refused(rule, "金额应大于零");
  }
  return rules;
}

std::vector<EscalationRule> default_escalation() {
  const std::string own = "产品默认，当地可另定";
  const std::vector<Funding> public_money{Funding::government, Funding::state_owned, Funding::ppp};
  return {
      {.id = "overdue-1", .rung = Rung::remind, .overdue_days = 1, .source = own},
      {.id = "overdue-5", .rung = Rung::supervise, .overdue_days = 5, .source = own},
      {.id = "overdue-15", .rung = Rung::interview, .overdue_days = 15, .source = own},
      {.id = "open-90", .rung = Rung::raise, .open_days = 90, .source = own},
      {.id = "people-30", .rung = Rung::task_force, .people = 30, .source = own},
      {.id = "people-100", .rung = Rung::board, .people = 100, .source = own},
      {.id = "amount-1m", .rung = Rung::lead, .amount = yuan(1'000'000), .source = own},
      {.id = "amount-5m", .rung = Rung::board, .amount = yuan(5'000'000), .source = own},
      {.id = "public-30",
       .rung = Rung::supervise,
       .open_days = 30,
       .fundings = public_money,
       .source = own},
      {.id = "group", .rung = Rung::lead, .incident = Incident::group_visit, .source = own},
      {.id = "mass", .rung = Rung::board, .incident = Incident::mass_event, .source = own},
  };
}

std::vector<ReminderRung> default_reminders() {
  return {{"before-5", -5, {}},
          {"before-1", -1, -6},
          {"day", 0, {}},
          {"over-1", 1, 0},
          {"over-5", 5, {}}};
}

std::vector<Reminder> reminders_due(const Dossier& dossier, std::span<const ReminderRung> rungs,
                                    const std::set<std::string>& sent, const World& world) {
  std::vector<Reminder> due;
  for (const Reading& reading : read_clocks(dossier, world)) {
    if (reading.stop_event || !reading.due) continue;
    std::vector<Reminder> of_clock;
    for (const ReminderRung& rung : rungs) {
      const std::optional<Instant> moment = moment_of(reading, rung, *world.calendar);
      if (!moment || *moment > world.now || *moment < reading.start) continue;
      Reminder reminder{.key = fmt::format("{}-{}-{}-{}", clock_of(reading.clock)->name,
                                           reading.number, reading.start_event, rung.id),
                        .clock = reading.clock,
                        .number = reading.number,
                        .rung = rung.id,
                        .moment = *moment};
      if (!sent.contains(reminder.key)) of_clock.push_back(std::move(reminder));
    }
    std::ranges::stable_sort(of_clock, {}, &Reminder::moment);
    for (std::size_t i = 0; i + 1 < of_clock.size(); ++i) of_clock[i].is_passed_over = true;
    due.insert(due.end(), of_clock.begin(), of_clock.end());
  }
  return due;
}

}  // namespace qingxin::casework
