// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>

#include "access/principal.h"
#include "base/instant.h"

namespace qingxin::store {

// 63 bits, later ones greater. Whoever makes a thing makes its id, so that a repeat names the same.
using access::UnitId;
enum class BatchId : std::int64_t {};
enum class ProjectId : std::int64_t {};
enum class PersonId : std::int64_t {};
enum class RunId : std::int64_t {};

// Holds what is assigned to no project.
inline constexpr ProjectId kNoProject{0};

constexpr std::int64_t number(BatchId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(ProjectId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(PersonId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(RunId id) {
  return static_cast<std::int64_t>(id);
}

// Makes ids of the milliseconds (42 bits), the node (9) and a counter (12). For any number of
// threads; nodes that work on one database have different numbers.
class IdMaker {
 public:
  static constexpr unsigned kNodes = 512;

  explicit IdMaker(unsigned node);
  std::int64_t next(Instant now);

 private:
  std::mutex mutex_;
  std::int64_t node_;
  std::int64_t last_tick_ = 0;  // milliseconds × 4096 + counter
};

}  // namespace qingxin::store
