// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/sim/desk.h"
#include "tests/sim/world.h"

// The people of the authorities of a city: they do most things as they should, some late, some out
// of turn, and now and then what nobody may do. What must not be possible is looked for all the
// while; the first such thing ends the run with a message.
namespace qingxin::sim {

using casework::Actor;
using casework::Event;
using casework::Step;
using casework::Subject;

// Mistakes that are made on purpose, and what has to come of them.
enum class Slip : unsigned char { wrong_actor, future, lacking, out_of_turn, altered, repeated };
inline constexpr std::size_t kSlips = 6;

struct Matter {
  std::int64_t id = 0;
  Subject subject = Subject::clue;
  std::int64_t project = 0;
  std::vector<std::int64_t> joined;  // of a case: its clues; of a clue: its case
  Date began;
  std::set<std::string> entered;  // papers that are written down already
};

struct Tally {
  std::array<std::int64_t, kSlips> slips{};
  std::map<Step, std::int64_t> steps;
  std::int64_t clues = 0, answered = 0, cases = 0, cleared = 0, reopened = 0, refused = 0;
};

class Office {
 public:
  Office(World& world, Desk& desk) : world_(world), desk_(desk), dice_(world.dice().next()) {}

  void work(Date day);

  const std::vector<Matter>& matters() const { return matters_; }
  const Tally& tally() const { return tally_; }
  // What should never have been possible; empty: nothing.
  const std::string& fault() const { return fault_; }

 private:
  void take_complaints(Date day);
  void open_case(const Matter& clue, Date day);
  void attend(std::size_t index, Date day);
  std::optional<Event> planned(const Matter& matter, const casework::Dossier& dossier, Date day);
  std::optional<Event> planned_for_clue(const Matter& matter, const casework::Dossier& dossier,
                                        Date day);
  std::optional<Event> planned_for_case(const Matter& matter, const casework::Dossier& dossier,
                                        Date day);
  std::optional<Event> planned_ends(const Matter& matter, const casework::Dossier& dossier,
                                    Date day);
  std::optional<Event> planned_clearing(const Matter& matter, const casework::Dossier& dossier,
                                        Date day);
  std::optional<Event> loose_end(const Matter& matter, const casework::Dossier& dossier, Date day);
  std::optional<Event> anything(const Matter& matter, const casework::Dossier& dossier, Date day);
  void write(const Matter& matter, Event event);
  std::optional<Event> spoilt(Slip kind, Event event, const casework::Dossier& dossier);
  void slip(const Matter& matter, const casework::Dossier& dossier, Date day);
  void establish(const Matter& matter);
  std::set<std::string> proofs_elsewhere(const Matter& matter) const;
  void enter_payments(Matter& matter, Date day);
  void call_back(const Matter& matter, Date day);
  void own_delays(const Matter& matter, Instant at);
  void check_cleared(const Matter& matter, Instant at);
  bool has_arrived(const Matter& matter, Instant at) const;
  Event event_of(const casework::Move& move, int number, const casework::Dossier& dossier,
                 Instant at);
  Event simple(Step step, Actor by, const casework::Dossier& dossier, Instant at);
  Instant some_time(Date day);

  World& world_;
  Desk& desk_;
  Dice dice_;
  std::vector<Matter> matters_;
  Tally tally_;
  std::string fault_;
  std::int64_t next_key_ = 0;
};

}  // namespace qingxin::sim
