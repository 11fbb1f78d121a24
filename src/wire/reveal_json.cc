// SPDX-License-Identifier: Apache-2.0
#include "wire/reveal_json.h"

#include <charconv>

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

Outcome<RevealOrder> read_reveal(std::string_view body) {
  return read_body<RevealOrder>(body, [&](JsonObject& object) {
    RevealOrder order;
    const std::string key = object.text("finding", {});
    if (const Result<app::FindingKey> finding = app::finding_key_in(key))
      order.finding = *finding;
    else
      object.refuse(ProblemCode::invalid_input, "finding",
                    "应为疑点的 key，见 GET /api/v1/findings");
    const std::vector<std::string_view> fields = {"id_number", "phone", "card"};
    order.field = fields[object.choice("field", fields)];
    const std::vector<std::string_view> purposes = {"check_finding", "handle_case", "call_back",
                                                    "correct_facts", "asked_by_person"};
    order.purpose = static_cast<store::RevealPurpose>(object.choice("purpose", purposes) + 1);
    order.reason = object.text("reason", {.least = 5, .most = 500});
    if (const std::optional<std::string> id = object.text_or_none("id", {.least = 1, .most = 19})) {
      const char* last = id->data() + id->size();
      const auto [end, error] = std::from_chars(id->data(), last, order.id);
      if (error != std::errc{} || end != last || order.id < 1)
        object.refuse(ProblemCode::invalid_input, "id", "应为一串数字，最多 19 位，写成文字");
    }
    return order;
  });
}

std::string revealed_json(std::string_view value) {
  return boost::json::serialize(boost::json::object{{"value", text(value)}});
}

}  // namespace qingxin::wire
