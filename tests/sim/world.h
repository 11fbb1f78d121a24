// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "casework/ends.h"
#include "tests/sim/dice.h"

// What is true, whatever anybody writes down: projects, wages, and which money arrived. Nothing of
// it knows the program's tables.
namespace qingxin::sim {

struct Worker {
  std::int64_t id = 0;
  Money wage;  // of a month
  Money owed;  // wages that were due and did not arrive
};

// Money on its way, by the number of its paper, folded: people type it as they like.
struct Payment {
  std::int64_t worker = 0;
  Money amount;
  Instant told;          // the bank was told, or the paper was signed
  Instant settled;       // at the bank; of a receipt: handed over
  bool arrives = false;  // into the worker's hands
  bool is_receipt = false;
  std::optional<Instant> taken_back;  // a transfer that came back after it had settled
};

struct Project {
  std::int64_t id = 0;
  std::string district;
  int fate = 0;  // percent of the months that are paid as they should be
  bool is_under_order = false;
  std::vector<Worker> workers;
};

class World {
 public:
  World(std::uint64_t seed, int projects);

  // Wages fall due, payers pay of their own accord or because they have to.
  void live(Date day);

  std::vector<Project>& projects() { return projects_; }
  Project& project(std::int64_t id) { return projects_[static_cast<std::size_t>(id - 1)]; }
  const std::map<std::string, Payment>& payments() const { return payments_; }
  // What has really arrived of these papers, each told once, until that moment.
  Money arrived(std::int64_t worker, const std::vector<std::string>& proofs, Instant until) const;
  Dice& dice() { return dice_; }

 private:
  void pay(Worker& worker, Date day);

  Dice dice_;
  std::vector<Project> projects_;
  std::map<std::string, Payment> payments_;
};

constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;
// So many hours after midnight in China.
constexpr Instant china(Date day, int hour, int minute = 0) {
  return {(std::int64_t{day.days} * 24 + hour - 8) * kHourMs + minute * std::int64_t{60'000}};
}

}  // namespace qingxin::sim
