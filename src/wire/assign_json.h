// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/answer_clue.h"
#include "app/assign_cases.h"
#include "wire/problem.h"

// What is asked of clues and cases beside their steps, as api/openapi.yaml has it.
namespace qingxin::wire {

Outcome<app::AssignOrder> read_assign_order(std::string_view body);
std::string assigned_json(const std::vector<app::Assigned>& assigned);

Outcome<app::ClueAnswer> read_clue_answer(std::string_view body, app::ClueId clue);
Outcome<app::AnswerSent> read_answer_sent(std::string_view body, app::ClueId clue);
Outcome<app::ClueId> read_clue_to_join(std::string_view body);
// As of which day facts are judged; `usual` when the body does not say.
Outcome<Date> read_as_of(std::string_view body, Date usual);

}  // namespace qingxin::wire
