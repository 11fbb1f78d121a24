// SPDX-License-Identifier: Apache-2.0
#include "casework/clocks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"

namespace qingxin::casework {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;

struct Run {
  int number = 1;
  std::size_t start = 0;
  std::optional<std::size_t> stop, extension;
  bool is_stopped_by_conclusion = false;
  std::vector<PauseSpan> pauses;
};

// Runs of one clock, from the events in the order in which they were entered.
class Runs {
 public:
  Runs(const Clock& clock, const Dossier& dossier) : clock_(clock), events_(dossier.events) {
    for (std::size_t i = 0; i < events_.size(); ++i) take(i);
    if (clock_.is_told_after) std::erase_if(runs_, [](const Run& run) { return !run.stop; });
  }
  std::vector<Run> take_all() { return std::move(runs_); }

 private:
  Run* last(int number) {
    for (auto run = runs_.rbegin(); run != runs_.rend(); ++run)
      if (run->number == number) return &*run;
    return nullptr;
  }

  void take(std::size_t index) {
    const Event& event = events_[index];
    if (strand_of(event.step) == Strand::conclusion) take_conclusion(index);
    if (strand_of(event.step) != strand_of(clock_)) return;
    Run* run = last(event.number);
    const bool is_open = run != nullptr && !run->stop;
    if (is_open) {
      if (clock_.stops.has(event.step)) run->stop = index;
      const bool is_paused = !run->pauses.empty() && !run->pauses.back().to;
      if (clock_.extension && clock_.extension->step == event.step && !run->extension)
        run->extension = index;
      if (clock_.pause && clock_.pause->begin == event.step && !is_paused)
        run->pauses.push_back({event.at, {}});
      if (clock_.pause && clock_.pause->end == event.step && is_paused)
        run->pauses.back().to = event.at;
    } else if (run != nullptr && clock_.undo == event.step) {
      run->stop.reset();
      run->is_stopped_by_conclusion = false;
    }
    if (clock_.starts.has(event.step)) begin(index, is_open ? run : nullptr);
  }

  void begin(std::size_t index, Run* open) {
    if (open != nullptr && !open->stop) {
      if (!clock_.is_set_anew) return;
      if (clock_.is_told_after)
        open->start = index;
      else
        open->stop = index;
      if (clock_.is_told_after) return;
    }
    runs_.push_back({.number = events_[index].number, .start = index});
  }

  // A conclusion stops the clocks of the procedure; taken back, it never did: the time went on.
  void take_conclusion(std::size_t index) {
    if (!clock_.is_stopped_by_conclusion) return;
    for (Run& run : runs_) {
      if (events_[index].step == Step::concluded && !run.stop) {
        run.stop = index;
        run.is_stopped_by_conclusion = true;
      } else if (events_[index].step == Step::conclusion_reopened && run.is_stopped_by_conclusion) {
        run.stop.reset();
        run.is_stopped_by_conclusion = false;
      }
    }
  }

  const Clock& clock_;
  const std::vector<Event>& events_;
  std::vector<Run> runs_;
};

// The days after the one on which a pause began, to the one on which it ended, do not count.
bool is_paused(Date day, const std::vector<PauseSpan>& pauses) {
  return std::ranges::any_of(pauses, [&](const PauseSpan& pause) {
    return china_day(pause.from) < day && (!pause.to || day <= china_day(*pause.to));
  });
}
bool is_paused_for_good(Date day, const std::vector<PauseSpan>& pauses) {
  return !pauses.empty() && !pauses.back().to && china_day(pauses.back().from) < day;
}

struct Count {
  std::optional<Date> nominal, due;  // empty: it stands still
  law::Certainty certainty = law::Certainty::firm;
  int left = 0;  // of the term, where it stands still
};

Date roll_forward(Date day, const law::Calendar& calendar, law::Certainty& certainty) {
  const law::Deadline rolled = law::next_working_day(day, calendar);
  if (rolled.certainty == law::Certainty::provisional) certainty = rolled.certainty;
  return rolled.day;
}

Count count_days(Date start, int length, ClockUnit unit, const std::vector<PauseSpan>& pauses,
                 const law::Calendar& calendar) {
  Count count;
  Date day = start;
  for (int counted = 0; counted < length;) {
    day = day + 1;
    if (is_paused_for_good(day, pauses)) {
      count.left = length - counted;
      return count;
    }
    if (is_paused(day, pauses)) continue;
    if (unit == ClockUnit::working_days) {
      const law::DayAnswer answer = calendar.answer(day);
      if (answer.certainty == law::Certainty::provisional) count.certainty = answer.certainty;
      if (answer.kind == law::DayKind::rest) continue;
    }
    ++counted;
  }
  count.nominal = count.due = day;
  if (unit == ClockUnit::calendar_days && length > 0)
    count.due = roll_forward(day, calendar, count.certainty);
  return count;
}

void count_hours(Reading& reading) {
  Instant due{reading.start.utc_ms + reading.length * kHourMs};
  for (const PauseSpan& pause : reading.pauses) {
    if (!pause.to) return;
    due.utc_ms += pause.to->utc_ms - pause.from.utc_ms;
  }
  reading.due_at = due;
  reading.nominal = reading.counted = reading.due = china_day(due);
}

// The day that the strand's paper names, as it stood when the clock began.
std::optional<Date> day_of_paper(const Dossier& dossier, const Reading& reading) {
  std::optional<Date> day;
  for (std::size_t i = 0; i <= reading.start_event; ++i) {
    const Event& event = dossier.events[i];
    if (strand_of(event.step) == reading.strand && event.number == reading.number && event.day)
      day = event.day;
  }
  return day;
}

// What a paper of this run wrote down last, unless the clock was stopped on a ground after it.
std::optional<Frozen> frozen_in(const Dossier& dossier, const Clock& clock,
                                const Reading& reading) {
  std::optional<Frozen> frozen;
  for (std::size_t i = reading.start_event; i < dossier.events.size(); ++i) {
    const Event& event = dossier.events[i];
    if (strand_of(event.step) != reading.strand || event.number != reading.number) continue;
    if (reading.stop_event && i > *reading.stop_event) break;
    if (clock.pause && event.step == clock.pause->begin) frozen.reset();
    for (const Frozen& date : event.frozen)
      if (date.clock == clock.id) frozen = date;
  }
  return frozen;
}

int days_between(Date from, Date to, ClockUnit unit, const law::Calendar& calendar) {
  if (to < from) return -days_between(to, from, unit, calendar);
  if (unit != ClockUnit::working_days) return to - from;
  int days = 0;
  for (Date day = from + 1; day <= to; day = day + 1) days += calendar.is_working(day) ? 1 : 0;
  return days;
}

void set_length(const Clock& clock, const World& world, Reading& reading, bool& has_length) {
  has_length = true;
  reading.length = clock.term.length;
  if (clock.term.kind == TermKind::local) {
    const law::ParameterValue* value =
        world.parameters == nullptr
            ? nullptr
            : world.parameters->find(clock.term.parameter, world.region, china_day(reading.start));
    has_length = value != nullptr;
    reading.length = value == nullptr ? 0 : static_cast<int>(value->value);
  }
  if (reading.extension_event) reading.length += clock.extension->length;
}

// The deadline, as far as there is one; what is left of a term that stands still.
int set_due(const Clock& clock, const Dossier& dossier, const World& world, Reading& reading) {
  if (clock.term.kind == TermKind::by_document) {
    reading.nominal = reading.counted = reading.due = day_of_paper(dossier, reading);
    if (!reading.due) reading.status = ClockStatus::no_term;
    return 0;
  }
  bool has_length = false;
  set_length(clock, world, reading, has_length);
  if (!has_length) {
    reading.status = ClockStatus::no_term;
    return 0;
  }
  if (reading.unit == ClockUnit::hours) {
    count_hours(reading);
    return 0;
  }
  const Count count = count_days(china_day(reading.start), reading.length, reading.unit,
                                 reading.pauses, *world.calendar);
  reading.nominal = count.nominal;
  reading.counted = reading.due = count.due;
  reading.certainty = count.certainty;
  reading.frozen = frozen_in(dossier, clock, reading);
  if (reading.frozen) {
    reading.due = reading.frozen->day;
    reading.certainty = reading.frozen->certainty;
  }
  return count.left;
}

bool is_past(const Reading& reading, Instant moment) {
  if (reading.due_at) return moment > *reading.due_at;
  return china_day(moment) > *reading.due;
}

void set_status(const Dossier& dossier, const World& world, int left, Reading& reading) {
  if (reading.status == ClockStatus::no_term) return;
  if (reading.stop_event) {
    const Instant stop = dossier.events[*reading.stop_event].at;
    const bool is_late = reading.due && is_past(reading, stop);
    reading.status = is_late ? ClockStatus::late : ClockStatus::met;
    return;
  }
  if (!reading.due) {
    reading.status = ClockStatus::paused;
    reading.left = left;
    return;
  }
  reading.status = is_past(reading, world.now) ? ClockStatus::overdue : ClockStatus::running;
  if (reading.due_at)
    reading.left = static_cast<int>((reading.due_at->utc_ms - world.now.utc_ms) / kHourMs);
  else
    reading.left = days_between(china_day(world.now), *reading.due, reading.unit, *world.calendar);
}

Reading read_run(const Clock& clock, const Run& run, const Dossier& dossier, const World& world) {
  Reading reading{.clock = clock.id,
                  .strand = strand_of(clock),
                  .number = run.number,
                  .start_event = run.start,
                  .stop_event = run.stop,
                  .extension_event = run.extension,
                  .pauses = run.pauses,
                  .start = dossier.events[run.start].at,
                  .unit = clock.term.unit};
  const int left = set_due(clock, dossier, world, reading);
  set_status(dossier, world, left, reading);
  return reading;
}

}  // namespace

std::vector<Reading> read_clocks(const Dossier& dossier, const World& world) {
  check(world.calendar != nullptr);
  std::vector<Reading> readings;
  for (const Clock& clock : kClocks) {
    if (clock.channel && clock.channel != dossier.channel) continue;
    for (const Run& run : Runs{clock, dossier}.take_all())
      readings.push_back(read_run(clock, run, dossier, world));
  }
  return readings;
}

std::optional<Reading> read_clock(const Dossier& dossier, ClockId id, int number,
                                  const World& world) {
  const Clock* clock = clock_of(id);
  if (clock == nullptr || (clock->channel && clock->channel != dossier.channel))
    return std::nullopt;
  std::optional<Reading> found;
  for (const Run& run : Runs{*clock, dossier}.take_all())
    if (run.number == number) found = read_run(*clock, run, dossier, world);
  return found;
}

std::vector<Redating> redate(const Dossier& dossier, const World& before, const World& after) {
  const std::vector<Reading> old = read_clocks(dossier, before);
  std::vector<Redating> moved;
  for (const Reading& reading : read_clocks(dossier, after)) {
    if (reading.stop_event) continue;
    const auto was = std::ranges::find_if(old, [&](const Reading& one) {
      return one.clock == reading.clock && one.number == reading.number &&
             one.start_event == reading.start_event;
    });
    check(was != old.end());
    if (was->counted == reading.counted && was->certainty == reading.certainty) continue;
    moved.push_back({.clock = reading.clock,
                     .number = reading.number,
                     .start_event = reading.start_event,
                     .before = was->counted,
                     .after = reading.counted,
                     .certainty_before = was->certainty,
                     .certainty_after = reading.certainty,
                     .is_frozen = reading.frozen.has_value()});
  }
  return moved;
}

law::Deadline inspection_limit(Date end_of_act, const law::Calendar& calendar) {
  return law::add_months(end_of_act, 24, calendar);
}

std::optional<law::Deadline> arbitration_limit(std::optional<Date> left_on,
                                               std::optional<Date> interrupted_on,
                                               const law::Calendar& calendar) {
  if (!left_on) return std::nullopt;
  const Date start = interrupted_on && *interrupted_on > *left_on ? *interrupted_on : *left_on;
  return law::add_months(start, 12, calendar);
}

Money late_surcharge(Money fine, Date due, Date until) {
  check(fine.fen >= 0 && fine < yuan(10'000'000'000));
  if (until <= due) return {};
  const std::int64_t days = std::min(until - due, 34);  // 34 × 3 % is more than the whole
  return {std::min(fine.fen, fine.fen * 3 * days / 100)};
}

}  // namespace qingxin::casework
