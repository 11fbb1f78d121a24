// SPDX-License-Identifier: Apache-2.0
#include "wire/doctor_json.h"

#include <boost/json.hpp>
#include <ostream>

namespace qingxin::wire {

namespace json = boost::json;

namespace {

json::string_view name_of(app::Health health) {
  switch (health) {
    case app::Health::good: return "good";
    case app::Health::worth_a_look: return "worth_a_look";
    case app::Health::bad: return "bad";
  }
  return "bad";
}

}  // namespace

void write_doctor_json(const std::vector<app::Symptom>& symptoms, std::ostream& out) {
  json::array list;
  for (const app::Symptom& symptom : symptoms)
    list.emplace_back(json::object{{"health", name_of(symptom.health)},
                                   {"what", symptom.what},
                                   {"found", symptom.found},
                                   {"remedy", symptom.remedy}});
  out << json::serialize(json::object{{"symptoms", std::move(list)}}) << '\n';
}

}  // namespace qingxin::wire
