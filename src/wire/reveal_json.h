// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "app/list_findings.h"
#include "app/reveal_field.h"
#include "wire/problem.h"

// Looking at what is sealed, as api/openapi.yaml has it.
namespace qingxin::wire {

struct RevealOrder {
  app::FindingKey finding;  // whose worker
  std::string field;        // "id_number", "phone", "card"
  store::RevealPurpose purpose{};
  std::string reason;
  std::int64_t id = 0;  // the client's; 0: none
};
Outcome<RevealOrder> read_reveal(std::string_view body);
std::string revealed_json(std::string_view value);

}  // namespace qingxin::wire
