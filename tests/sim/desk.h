// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "casework/dossier.h"
#include "casework/ends.h"

namespace qingxin::sim {

// Where officers write things down: in memory, or in stored data.
class Desk {
 public:
  Desk() = default;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  virtual ~Desk() = default;

  // One step on, and what the machine does by itself after it.
  virtual Result<void> record(std::int64_t dossier, casework::Subject subject,
                              const casework::Event& event) = 0;
  virtual casework::Dossier dossier(std::int64_t id) const = 0;
  virtual casework::EndFacts facts(std::int64_t id) const = 0;
  virtual void keep(std::int64_t id, casework::EndFacts facts) = 0;

  casework::World world;  // its moment is set by whoever writes
};

class MemoryDesk : public Desk {
 public:
  Result<void> record(std::int64_t id, casework::Subject subject,
                      const casework::Event& event) override {
    const auto known = dossiers_.find(id);
    const std::optional<casework::Dossier> before =
        known == dossiers_.end() ? std::nullopt : std::optional{known->second};
    Result<casework::Dossier> after = apply(before, subject, event, world, facts_[id]);
    if (!after) return tl::unexpected(after.error());
    while (const auto next = follow_up(*after, world.now)) {
      after = apply(*after, subject, *next, world, facts_[id]);
      if (!after) return tl::unexpected(after.error());
    }
    dossiers_[id] = *std::move(after);
    return {};
  }
  casework::Dossier dossier(std::int64_t id) const override { return dossiers_.at(id); }
  casework::EndFacts facts(std::int64_t id) const override { return facts_.at(id); }
  void keep(std::int64_t id, casework::EndFacts facts) override { facts_[id] = std::move(facts); }

 private:
  std::map<std::int64_t, casework::Dossier> dossiers_;
  std::map<std::int64_t, casework::EndFacts> facts_;
};

}  // namespace qingxin::sim
