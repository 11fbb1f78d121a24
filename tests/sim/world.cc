// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/world.h"

#include <fmt/format.h>

#include "base/text.h"

namespace qingxin::sim {

namespace {

const std::vector<std::string> kDistricts{"990121", "990122", "990123"};

}  // namespace

World::World(std::uint64_t seed, int projects) : dice_(seed * 1'000'003 + 17) {
  std::int64_t worker = 0;
  for (int id = 1; id <= projects; ++id) {
    Project project{.id = id,
                    .district = dice_.one_of(kDistricts),
                    .fate = static_cast<int>(55 + dice_.below(45)),
                    .is_under_order = false,
                    .workers = {}};
    const std::int64_t count = 2 + dice_.below(6);
    for (std::int64_t i = 0; i < count; ++i)
      project.workers.push_back({++worker, Money{300'000 + dice_.below(600'000)}, {}});
    projects_.push_back(std::move(project));
  }
}

// Part of what is owed or all of it, by the bank or against a receipt. Some papers lie.
void World::pay(Worker& worker, Date day) {
  const Instant told = china(day, 9 + static_cast<int>(dice_.below(8)));
  Money amount = worker.owed;
  if (dice_.chance(20)) amount = {worker.owed.fen / 2 + 1};
  if (dice_.chance(10) && amount > yuan(1)) amount -= yuan(1);  // the fee of the transfer
  Payment payment{.worker = worker.id,
                  .amount = amount,
                  .told = told,
                  .settled = {told.utc_ms + dice_.below(4 * kDayMs)},
                  .arrives = !dice_.chance(12),
                  .is_receipt = dice_.chance(25),
                  .taken_back = {}};
  if (payment.arrives && !payment.is_receipt && dice_.chance(4))
    payment.taken_back = Instant{payment.settled.utc_ms + (1 + dice_.below(40)) * kDayMs};
  if (payment.arrives && !payment.taken_back) worker.owed -= amount;
  payments_.emplace(fmt::format("凭证pz{}", payments_.size() + 1), payment);
}

void World::live(Date day) {
  for (Project& project : projects_)
    for (Worker& worker : project.workers) {
      if (day_of_month(day) == 15 && !dice_.chance(project.fate)) worker.owed += worker.wage;
      const int pressed = project.is_under_order ? 12 : 1;
      if (worker.owed.fen > 0 && dice_.chance(pressed)) pay(worker, day);
    }
}

Money World::arrived(std::int64_t worker, const std::vector<std::string>& proofs,
                     Instant until) const {
  Money sum;
  for (const std::string& proof : proofs) {
    const Payment& payment = payments_.at(folded(proof));
    const bool is_back = payment.taken_back && *payment.taken_back <= until;
    if (payment.worker == worker && payment.arrives && !is_back && payment.settled <= until)
      sum += payment.amount;
  }
  return sum;
}

}  // namespace qingxin::sim
