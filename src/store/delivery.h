// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "book/fact_cells.h"
#include "book/facts.h"
#include "store/ids.h"
#include "store/sealed_values.h"
#include "store/sql.h"

namespace qingxin::store {

// The rows of one table, project after project.
struct DeliveryRow {
  std::size_t slot = 0;
  int part = 0;  // of the facts of one line: 0, 1, …
  book::FactRow row;
};

// Of a row as it is kept: its cells with tokens for what is sealed.
std::uint64_t digest_of(book::Table table, const DeliveryRow& row, PersonId person,
                        std::span<const SqlValue> cells, std::string& scratch);

// What was delivered, by the project it belongs to: slot 0 holds what belongs to none, slot i + 1
// that of facts.projects[i].
class Delivery {
 public:
  // `facts`, `projects` and `tokens` must outlive this.
  Delivery(const book::Facts& facts, std::span<const ProjectId> projects,
           const std::function<PersonId(std::string_view)>& person, Tokens& tokens);

  std::size_t slots() const { return projects_.size() + 1; }
  ProjectId project(std::size_t slot) const { return slot == 0 ? kNoProject : projects_[slot - 1]; }
  std::string_view code(std::size_t slot) const;
  PersonId person(book::WorkerIndex worker) const { return persons_[worker]; }
  const book::Facts& facts() const { return *facts_; }

  std::size_t fact_count(std::size_t slot) const;
  std::span<const std::uint32_t> rejects(std::size_t slot) const { return rejects_.of(slot); }
  // Equal for equal content, in whatever order it was read; of what is sealed it sees the token, so
  // that nobody finds the content from it. It is the sum of those of its rows and of its rejects.
  std::uint64_t digest(std::size_t slot) const;
  std::uint64_t digest_of_rejects(std::size_t slot) const;
  // Makes the tokens that its rows will need, which takes longer than to write them.
  void make_tokens() const;

 private:
  friend class DeliveryWalk;

  // Row numbers, slot after slot, in their order.
  struct Places {
    std::vector<std::uint32_t> starts, rows;
    std::span<const std::uint32_t> of(std::size_t slot) const {
      return std::span{rows}.subspan(starts[slot], starts[slot + 1] - starts[slot]);
    }
  };
  static Places sorted(std::size_t slots, std::span<const std::uint32_t> slot_of_row);

  const book::Facts* facts_;
  std::span<const ProjectId> projects_;
  Tokens* tokens_;
  std::vector<PersonId> persons_;  // by WorkerIndex
  std::array<Places, book::kTableCount> tables_;
  Places rejects_;
};

// Goes over the rows that some slots have of a table.
class DeliveryWalk {
 public:
  DeliveryWalk(const Delivery& delivery, book::Table table, std::span<const std::size_t> slots)
      : delivery_(&delivery), table_(table), slots_(slots) {}

  // The next row, until the next call; nothing at the end.
  const DeliveryRow* next();

 private:
  const Delivery* delivery_;
  book::Table table_;
  std::span<const std::size_t> slots_;
  std::size_t slot_ = 0;   // place in slots_
  std::size_t place_ = 0;  // in its rows
  DeliveryRow row_;
};

}  // namespace qingxin::store
