// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "casework/dossier.h"
#include "law/counting.h"
#include "law/instruments.h"

// The clocks of a dossier, read from its events. Nothing is stored but events: the same events, the
// same world and the same moment give the same readings.
namespace qingxin::casework {

enum class ClockStatus : unsigned char {
  running = 1,
  paused = 2,   // it stands still on a listed ground; there is no deadline until it goes on
  met = 3,      // stopped in time
  late = 4,     // stopped after the deadline
  overdue = 5,  // not stopped, and the deadline has passed
  no_term = 6,  // the place has set no length, or the paper names no day: nobody made one up
};

struct PauseSpan {
  Instant from;
  std::optional<Instant> to;  // empty: it still stands

  friend bool operator==(const PauseSpan&, const PauseSpan&) = default;
};

// One run of one clock.
struct Reading {
  ClockId clock{};
  Strand strand{};
  int number = 1;               // of the strand
  std::size_t start_event = 0;  // index into the events of the dossier
  std::optional<std::size_t> stop_event;
  std::optional<std::size_t> extension_event;
  std::vector<PauseSpan> pauses;
  Instant start;
  int length = 0;  // in `unit`, with its extension; 0: a document's day
  ClockUnit unit = ClockUnit::calendar_days;
  std::optional<Date> nominal;    // before it rolls to a working day
  std::optional<Date> counted;    // by the calendar of the world
  std::optional<Date> due;        // what holds: the frozen day, or else the counted one
  std::optional<Instant> due_at;  // of a clock in hours: exact; `due` is its day
  law::Certainty certainty = law::Certainty::firm;
  std::optional<Frozen> frozen;
  ClockStatus status = ClockStatus::running;
  // What is left after today, in working or calendar days (hours: whole hours); after the deadline
  // how many have passed, negative. Empty: no deadline, or it was stopped.
  std::optional<int> left;

  friend bool operator==(const Reading&, const Reading&) = default;
};

// Every run of every clock, in the order of kClocks and then of their starts.
std::vector<Reading> read_clocks(const Dossier& dossier, const World& world);
// The last run of one; nothing: it never began.
std::optional<Reading> read_clock(const Dossier& dossier, ClockId clock, int number,
                                  const World& world);

// Why a deadline is what it is, for people who count along.
struct ClockExplanation {
  std::string title;                   // "调查，60 个工作日"
  std::string start;                   // the event, its day and paper
  std::vector<law::CountedLine> days;  // day by day; none where nothing is counted
  std::vector<std::string> notes;      // pauses, extension, frozen date, what is missing
  std::string result;                  // "应于 2026-03-02（周一）前"
  std::string certainty;               // "确定", or why it is provisional
  std::string basis;                   // the article, or whose parameter
};
ClockExplanation explain(const Reading& reading, const Dossier& dossier, const World& world,
                         const law::Instruments& instruments);

// A calendar was corrected: which open deadlines moved. A date that a paper froze stays, and it is
// said what it would be.
struct Redating {
  ClockId clock{};
  int number = 1;
  std::size_t start_event = 0;
  std::optional<Date> before, after;  // as counted
  law::Certainty certainty_before{}, certainty_after{};
  bool is_frozen = false;

  friend bool operator==(const Redating&, const Redating&) = default;
};
std::vector<Redating> redate(const Dossier& dossier, const World& before, const World& after);

// 2 years after the act ended (劳动保障监察条例 20); rolled to a working day.
law::Deadline inspection_limit(Date end_of_act, const law::Calendar& calendar);
// A year after the employment ended, or after the last claim that interrupted it, whichever is
// later; nothing while the employment lasts (调解仲裁法 27).
std::optional<law::Deadline> arbitration_limit(std::optional<Date> left_on,
                                               std::optional<Date> interrupted_on,
                                               const law::Calendar& calendar);
// 3 % of the fine a day after the deadline, at most the fine (行政处罚法 72). `until`: paid or
// today.
Money late_surcharge(Money fine, Date due, Date until);

}  // namespace qingxin::casework
