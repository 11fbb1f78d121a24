// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "app/deadline.h"
#include "law/law.h"
#include "rules/finding.h"
#include "wire/problem.h"

// The law as data, as api/openapi.yaml has it.
namespace qingxin::wire {

struct DeadlineOrder {
  Date from;
  app::Term term = app::Term::pay_date;
  int length = 0;
};

Outcome<DeadlineOrder> read_deadline_order(std::string_view body);
std::string deadline_json(const DeadlineOrder& order, const law::Calendar& calendar);

// At most `limit` rules whose ids come after `after`.
std::string rules_json(const law::Law& law, std::string_view after, int limit);
// With its parameters in a region on a day.
std::string rule_json(const rules::Rule& rule, const law::Law& law, std::string_view region,
                      Date day);

std::string version_json(std::string_view program, std::string_view law);

}  // namespace qingxin::wire
