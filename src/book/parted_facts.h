// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "base/result.h"
#include "book/facts.h"

namespace qingxin::book {

// Some projects of a delivery with all their rows. `facts` has texts and identities of its own, the
// files of the whole, and as its projects those of the head from first_project on.
struct FactsPart {
  std::shared_ptr<const Facts> facts;
  std::size_t first_project = 0;
};

// A delivery that need not be in memory at once: what stands over its rows, then the rows, some
// projects at a time. For one thread at a time.
class PartedFacts {
 public:
  virtual ~PartedFacts() = default;

  // Its files, which tables and columns it has, its projects and accounts; what else it may hold is
  // told by the parts.
  virtual const Facts& head() const = 0;
  // The next part, until there is none. Each project is in one of them, in the order of the head;
  // what belongs to no project is in the first one. Error: unavailable, when rows that were put
  // aside cannot be read back.
  virtual Result<std::optional<FactsPart>> next() = 0;
};

// Facts that are in memory, as one part. They must outlive this.
class WholeFacts final : public PartedFacts {
 public:
  explicit WholeFacts(const Facts& facts) : facts_(&facts) {}

  const Facts& head() const override { return *facts_; }
  Result<std::optional<FactsPart>> next() override {
    if (was_told_) return std::optional<FactsPart>{};
    was_told_ = true;
    return FactsPart{{std::shared_ptr<const Facts>{}, facts_}, 0};  // not to be deleted
  }

 private:
  const Facts* facts_;
  bool was_told_ = false;
};

}  // namespace qingxin::book
