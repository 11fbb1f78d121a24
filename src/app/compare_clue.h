// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/clue_desk.h"

namespace qingxin::app {

// By what somebody of a clue was found on the roster.
enum class FoundBy : unsigned char { nothing = 0, id_number = 1, phone = 2, name = 3 };

// What the facts in force say of one worker and month; absent: they do not say it.
struct ComparedMonth {
  Month month;
  std::optional<int> attendance_days;
  std::optional<Money> payroll;  // net, of all lines
  std::optional<Money> paid;     // by bank with success, and not taken back

  friend bool operator==(const ComparedMonth&, const ComparedMonth&) = default;
};

// One of the people of a clue, by his place in it: no name, no number.
struct ComparedPerson {
  int number = 0;  // from 1
  FoundBy found_by = FoundBy::nothing;
  int on_roster = 0;   // people on the roster who may be meant
  int same_phone = 0;  // people on the roster who have this phone
  std::vector<ComparedMonth> months;
  std::vector<std::string> questions;  // to be asked of him and of others; never a conclusion

  friend bool operator==(const ComparedPerson&, const ComparedPerson&) = default;
};

struct ClueComparison {
  ClueId clue{};
  std::string project_code;
  bool has_roster = false, has_attendance = false, has_payroll = false, has_payments = false;
  std::vector<ComparedPerson> people;
};

// Holds what a clue says against the facts of its project, for the officer who has it: attendance
// and passes at the gate, payroll, payments, and a phone that several people of the roster share.
// It is worked out when it is asked for and kept nowhere; whatever comes of it, the clue was
// received and is answered. Errors: not_permitted, not_found, conflict (its project is not known).
Result<ClueComparison> compare_clue(const access::Principal& who, const ClueDesk& desk,
                                    ClueId clue);

}  // namespace qingxin::app
