// SPDX-License-Identifier: Apache-2.0
#include "cli/doctor_command.h"

#include <algorithm>
#include <ostream>

#include "app/doctor.h"
#include "cli/text_table.h"
#include "wire/doctor_json.h"

namespace qingxin::cli {

namespace {

struct Mark {
  std::string_view word;
  Ink ink;
};

Mark mark_of(app::Health health) {
  switch (health) {
    case app::Health::good: return {"好", Ink::green};
    case app::Health::worth_a_look: return {"看", Ink::yellow};
    case app::Health::bad: return {"坏", Ink::red};
  }
  return {"坏", Ink::red};
}

void print(const std::vector<app::Symptom>& symptoms, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left}, 2);
  for (const app::Symptom& symptom : symptoms) {
    const Mark mark = mark_of(symptom.health);
    table.add({{std::string(mark.word), mark.ink}, {symptom.what}, {symptom.found}});
  }
  table.print(colour, out);
  for (const app::Symptom& symptom : symptoms)
    if (!symptom.remedy.empty()) print_wrapped(symptom.what + "：", symptom.remedy, out);
}

}  // namespace

Result<int> run_doctor(const DoctorCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(std::nullopt, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const access::Principal who = access::the_local_operator();
  const auto data = machine.open_data(command.data, app::DataIntent::existing);
  const Result<std::vector<app::Symptom>> symptoms =
      data ? app::examine(who, **data, command.data, *law, machine.now(), machine.today)
           : app::examine_unopened(who, command.data, data.error(), *law, machine.today);
  if (!symptoms) return tl::unexpected(symptoms.error());
  if (command.wants_json)
    wire::write_doctor_json(*symptoms, machine.out);
  else
    print(*symptoms, colour_of(machine), machine.out);
  return std::ranges::any_of(
             *symptoms,
             [](const app::Symptom& symptom) { return symptom.health == app::Health::bad; })
             ? 1
             : 0;
}

}  // namespace qingxin::cli
