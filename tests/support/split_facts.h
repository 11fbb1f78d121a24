// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.h"
#include "book/fact_cells.h"
#include "book/parted_facts.h"

namespace qingxin::book {

// Facts that are told project by project; at the `broken_at`-th part, from 0, the disk fails.
class SplitFacts final : public PartedFacts {
 public:
  explicit SplitFacts(const Facts& whole, std::optional<std::size_t> broken_at = std::nullopt)
      : whole_(&whole), broken_at_(broken_at) {}

  const Facts& head() const override { return *whole_; }
  Result<std::optional<FactsPart>> next() override {
    if (next_ == broken_at_) return fail(ErrorCode::unavailable, "the disk is gone");
    if (next_ == whole_->projects.size()) return std::optional<FactsPart>{};
    const std::size_t project = next_++;
    return FactsPart{part_of(static_cast<ProjectIndex>(project)), project};
  }

 private:
  std::shared_ptr<const Facts> part_of(ProjectIndex project) const {
    auto part = std::make_shared<Facts>();
    part->files = whole_->files;
    Project named{};
    named.project_id = part->texts.add(whole_->texts[whole_->projects[project].project_id]);
    part->projects.push_back(named);
    for (const TableShape& shape : all_tables()) {
      FactRow row;
      for (std::size_t i = 0; i < row_count(*whole_, shape.table); ++i) {
        const RowPlace place = place_of_row(*whole_, shape.table, i);
        const bool is_named_only = shape.table == Table::projects && place.source.row == 0;
        const bool is_here = place.project == project || (project == 0 && place.project == kNone);
        if (is_named_only || !is_here) continue;
        read_row(*whole_, shape.table, i, row);
        if (row.project != kNone) row.project = 0;
        row.worker = part->identities.add(whole_->identities[row.worker]);
        check(add_row(*part, shape.table, row).has_value());
      }
    }
    for (const RejectedRow& row : whole_->rejected) {
      if (row.project != project && (project != 0 || row.project != kNone)) continue;
      part->rejected.push_back(row);
      if (row.project != kNone) part->rejected.back().project = 0;
      part->rejected.back().worker = part->identities.add(whole_->identities[row.worker]);
    }
    return part;
  }

  const Facts* whole_;
  std::optional<std::size_t> broken_at_;
  std::size_t next_ = 0;
};

}  // namespace qingxin::book
