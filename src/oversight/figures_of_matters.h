// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"
#include "casework/clocks.h"
#include "casework/dossier.h"
#include "casework/escalation.h"
#include "casework/figures.h"
#include "oversight/figure.h"
#include "oversight/record.h"

// What clues, cases and the office's own records add to the indicators of a period. Clues and cases
// are read from the steps that had been written down at a moment, so that the same period can be
// told as it was known then.
namespace qingxin::oversight {

// The period, both days in it, and what was known: what was entered before that moment (nothing:
// all).
struct Period {
  Date from, until;
  std::optional<Instant> known_before;
};

// A step of a clue or case as far as figures want it: without texts, without a person.
struct Mark {
  casework::Step step{};
  int number = 1;  // of the strand
  Instant at, entered;
  std::optional<int> satisfaction;
  std::optional<casework::Channel> channel;
};

// A clue or a case with its steps in their order, and what is known of it now.
struct Matter {
  std::int64_t id = 0;
  casework::Subject subject = casework::Subject::clue;
  std::string region_code, industry, label;
  std::int64_t unit = 0;      // that is responsible
  std::int64_t employer = 0;  // 0: not known
  std::optional<casework::Funding> funding;
  std::vector<Mark> marks;
  std::optional<Date> due;  // the first deadline of the authority that is not met
  casework::Timeliness timeliness = casework::Timeliness::not_known;
  std::optional<int> people, people_paid;  // who are owed, or claim it; who proved to be paid
  std::optional<Money> owed;
};

// The rows of all of them. `world`: of the place, for the deadlines of clues; its moment is taken
// from the period. `elsewhere`: cases in which an employer may have come up before, wherever they
// lie; they add no rows, and may be among the matters.
std::vector<FigureRow> rows_of_matters(std::span<const Matter> matters, const Period& period,
                                       const casework::World& world,
                                       std::span<const Matter> elsewhere = {});

// A record as it stands now, and when it came to be so.
struct OfficeRecord {
  std::int64_t id = 0;
  std::string label;
  Record record;
  // Whom it is addressed to files it himself: what he does counts from the server's clock. What the
  // office writes down for one who cannot sign in counts from when it was told.
  bool has_users = true;
};
// Of tasks, returns, hazards, inspections, orders and publicity; other kinds add nothing.
std::vector<FigureRow> rows_of_records(std::span<const OfficeRecord> records, const Period& period);

}  // namespace qingxin::oversight
