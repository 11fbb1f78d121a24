// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"
#include "store/ids.h"

namespace qingxin::store {

// A finding as it stands. Verdict and severity by their numbers: rules::Verdict, rules::Severity.
struct FindingState {
  std::string id;  // 32 hex digits, stable for rule, subject and month
  std::string rule;
  std::string employer;  // empty: not defined
  std::string worker;    // document number in full; empty: not defined
  std::string subject;
  int verdict = 0;
  int severity = 0;
  std::optional<Month> month;
  std::optional<Money> amount;
  std::optional<Date> since;
  std::optional<int> days;
  bool is_provisional = false;
  std::string because;

  friend bool operator==(const FindingState&, const FindingState&) = default;
};

struct FindingRun {
  RunId id;
  Date as_of;
  Instant at;
  std::optional<Date> due = {};  // until when its verdicts hold; empty: for good
  std::string world = {};        // the law, parameters and months that it was judged by
};

enum class FindingEventKind : unsigned char { opened = 1, changed = 2, cleared = 3, reopened = 4 };

constexpr std::string_view to_string(FindingEventKind kind) {
  switch (kind) {
    case FindingEventKind::opened: return "opened";
    case FindingEventKind::changed: return "changed";
    case FindingEventKind::cleared: return "cleared";
    case FindingEventKind::reopened: return "reopened";
  }
  return {};
}

struct FindingChange {
  std::string finding_id;
  FindingEventKind kind;

  friend bool operator==(const FindingChange&, const FindingChange&) = default;
};

// A line of a finding's history: what it was from then on.
struct FindingEvent {
  int version = 0;  // from 1
  FindingEventKind kind;
  RunId run;
  Date as_of;
  Instant at;
  int verdict = 0;
  int severity = 0;
  std::optional<Money> amount;
  std::optional<Date> since;
};

}  // namespace qingxin::store
