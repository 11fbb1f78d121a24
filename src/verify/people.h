// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "book/facts.h"

namespace qingxin::verify {

// The same people on several projects, or under several names, and whose phone is whose. Holds only
// rows that say more than one thing of somebody, so that a province stays small.
class People {
 public:
  // Positions in Facts::roster of the rows of a worker who goes by more than one name.
  std::span<const std::uint32_t> renamed(book::WorkerIndex worker) const;
  // Positions in Facts::attendance of the rows of a worker in the months in which he was seen on
  // more than one project; by month.
  std::span<const std::uint32_t> seen_on_several(book::WorkerIndex worker) const;
  // How many workers (管理人员 and the like are none) registered a phone.
  int workers_with_phone(book::TextId phone) const;

  void index_names(const book::Facts& facts, const std::vector<std::uint32_t>& roster);
  void index_phones(const book::Facts& facts, const std::vector<std::uint32_t>& roster);
  // `attendance` must be bucketed by project.
  void index_sightings(const book::Facts& facts, const std::vector<std::uint32_t>& attendance);

 private:
  // Rows of one worker side by side, and whose they are.
  struct Rows {
    std::vector<book::WorkerIndex> workers;  // sorted
    std::vector<std::uint32_t> rows;

    std::span<const std::uint32_t> of(book::WorkerIndex worker) const;
  };

  Rows renamed_, several_;
  std::vector<std::pair<book::TextId, book::WorkerIndex>> phones_;  // sorted, without repeats
};

}  // namespace qingxin::verify
