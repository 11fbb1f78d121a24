// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "tests/support/judgement_cases.h"

// Plain facts of each rule, for the test that no rule stops working in any month.
namespace qingxin::rules {

// One rule on a plain subject that complies and on one that does not, on any day.
struct Plain {
  std::string_view id;
  std::function<Judgement(Date)> complies;
  std::function<Judgement(Date)> violates;
  std::function<std::string(Date)> because;  // of the second
  bool leans_on_calendar;
};

inline law::Deadline due_before(Date as_of) {
  return law::previous_working_day(day_in(month_of(as_of) - 1, 15), test::shipped_calendar());
}

// Binds one rule to the facts that make it comply and those that make it fire.
template <typename Judge, typename Because, typename Facts, typename Good, typename Bad>
Plain plain(std::string_view id, Judge judge, Because because, Facts facts, Good good, Bad bad,
            bool leans_on_calendar) {
  return {.id = id,
          .complies = [=](Date as_of) { return judge(facts(as_of, good(as_of))); },
          .violates = [=](Date as_of) { return judge(facts(as_of, bad(as_of))); },
          .because =
              [=](Date as_of) {
                const auto subject = facts(as_of, bad(as_of));
                return because(subject, judge(subject));
              },
          .leans_on_calendar = leans_on_calendar};
}

template <typename Value>
auto always(Value value) {
  return [value](Date) { return value; };
}

}  // namespace qingxin::rules
