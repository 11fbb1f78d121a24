// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/principal.h"
#include "base/instant.h"
#include "base/result.h"
#include "casework/warning.h"
#include "store/ids.h"
#include "store/store.h"

namespace qingxin::store {

// One warning per project and matter, for good.
struct WarningKey {
  ProjectId project{};
  std::string matter;

  friend auto operator<=>(const WarningKey&, const WarningKey&) = default;
};

// What one rule has in it.
struct WarningRulePart {
  std::string rule;
  int level = 0;
  int findings = 0;
  int people = 0;
  std::optional<Money> amount;
  std::optional<Month> first_month, last_month;

  friend bool operator==(const WarningRulePart&, const WarningRulePart&) = default;
};

// A warning as it stands, with the words of the pack by which it was drawn last.
struct KeptWarning {
  WarningKey key;
  casework::Warning warning;
  std::string matter_name;  // 工资支付
  std::string rung_name;    // 提醒
  int receiver = 0;         // verify::Receiver
  std::string asks;         // what the receiver is asked to do
  std::string next_rung;    // the name of the step that comes when the term runs out; empty: none
  std::string pack;         // "default 0123456789abcdef"
  std::string project_code, project_name, region_code, industry;
  Instant raised, changed;
  std::vector<WarningRulePart> parts;

  friend bool operator==(const KeptWarning&, const KeptWarning&) = default;
};

// A file that somebody showed: its name and what it hashes to, as hex digits of SM3.
struct WarningEvidence {
  std::string name, sm3;
  std::int64_t bytes = 0;

  friend bool operator==(const WarningEvidence&, const WarningEvidence&) = default;
};

// A line of a warning's history: who did what, when and why, and what it was from then on.
struct WarningRecord {
  int version = 0;  // from 1
  casework::WarningStep step = casework::WarningStep::raised;
  Date day;    // on which it counts
  Instant at;  // at which it was written
  access::Role role{};
  access::UserId user{};
  access::UnitId unit{};
  std::string why;         // empty: the step says it
  std::string client_key;  // of whoever sent it; empty: the machine's
  casework::WarningPhase phase = casework::WarningPhase::waiting;
  int level = 0;
  std::string rung_name;
  casework::WarningDue due;
  int people = 0;
  std::optional<Money> amount;
  std::string pack;
  std::vector<WarningEvidence> evidence;

  friend bool operator==(const WarningRecord&, const WarningRecord&) = default;
};

// Which warnings are asked for. What is empty does not narrow; the scope is that of who asks.
struct WarningFilter {
  std::optional<casework::WarningPhase> phase;
  bool leaves_out_cleared = false;
  std::optional<int> level;  // this one or a graver
  std::string matter;
  std::optional<int> receiver;
  std::optional<Date> due_before;  // whose deadline is before that day
  std::optional<ProjectId> project;
};

// Warnings as the product remembers them: a part of Store (Store::warnings), with its promises.
// Client-made keys, a repeat is harmless, a differing repeat is refused, nothing half-written, each
// step in the audit trail, nothing of a project that the scope does not cover. For any number of
// threads.
class WarningStore {
 public:
  virtual ~WarningStore() = default;

  // Keeps the steps that led from version `before` (0: there was none) to `after`, in one
  // transaction. Kept::already: these very steps were kept. Refused (conflict): somebody else made
  // a step meanwhile; a client key that stood for something else.
  virtual Result<Kept> keep_warning(const KeptWarning& after, int before,
                                    std::span<const WarningRecord> steps) = 0;

  virtual Result<std::optional<KeptWarning>> warning(const WarningKey& key) = 0;
  virtual Result<std::vector<KeptWarning>> warnings_of(ProjectId project) = 0;
  virtual Result<std::vector<WarningRecord>> steps_of(const WarningKey& key) = 0;
  // The step that a client key stands for; nothing: none.
  virtual Result<std::optional<WarningRecord>> step_of_key(const WarningKey& key,
                                                           std::string_view client_key) = 0;
  // At most `limit`, in the order of their keys, after that one; without their parts.
  virtual Result<std::vector<KeptWarning>> warnings_after(const WarningFilter& filter,
                                                          const WarningKey& after, int limit) = 0;
  // Projects that have open findings or any warning, in the order of their ids, after that one.
  virtual Result<std::vector<ProjectId>> projects_to_warn(ProjectId after, int limit) = 0;
  // The day as of which the project was judged last; nothing: never.
  virtual Result<std::optional<Date>> judged_on(ProjectId project) = 0;
};

}  // namespace qingxin::store
