// SPDX-License-Identifier: Apache-2.0
#include "oversight/contacts.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "base/text.h"
#include "law/parameters.h"

namespace qingxin::oversight {

namespace {

bool is_of_firm(const Record& contact, const ContactFirm& firm) {
  const std::string_view code = text_of(contact.values, Field::firm_code);
  if (!code.empty() && !firm.code.empty()) return code == firm.code;
  const std::string_view name = text_of(contact.values, Field::firm);
  return folded_name(name.empty() ? text_of(contact.values, Field::name) : name) ==
         folded_name(firm.name);
}

}  // namespace

std::vector<ContactPair> pair_contacts(std::span<const ContactFirm> firms,
                                       std::span<const std::string> persons,
                                       std::span<const Record> standing) {
  std::vector<ContactPair> pairs;
  if (persons.empty()) return pairs;
  for (const ContactFirm& firm : firms) {
    const bool is_paired = std::ranges::any_of(standing, [&](const Record& contact) {
      return contact.state == RecordState::standing && is_of_firm(contact, firm);
    });
    if (!is_paired) pairs.push_back({firm, persons[pairs.size() % persons.size()]});
  }
  return pairs;
}

std::optional<Date> last_visit(const Record& contact) {
  std::optional<Date> last;
  for (const RecordEvent& event : contact.events) {
    if (event.step != RecordStep::visited) continue;
    const Date day = day_of(event.values, Field::day).value_or(china_day(event.at));
    if (!last || day > *last) last = day;
  }
  return last;
}

int days_without_visit(const Record& contact, Date today) {
  check(!contact.events.empty());
  const Date began =
      day_of(contact.values, Field::from).value_or(china_day(contact.events.front().at));
  return std::max(today - last_visit(contact).value_or(began), 0);
}

GridArea area_of(std::int64_t id, const Record& grid) {
  const std::string_view code = text_of(grid.values, Field::code);
  return {.id = id,
          .region_prefix =
              law::region_prefix(code.empty() ? grid.face.region_code : std::string{code}),
          .industry = grid.face.industry,
          .name = std::string{text_of(grid.values, Field::name)},
          .person = std::string{text_of(grid.values, Field::person_in_charge)},
          .phone = std::string{text_of(grid.values, Field::phone)}};
}

const GridArea* area_for(std::span<const GridArea> areas, std::string_view region_code,
                         std::string_view industry) {
  const GridArea* best = nullptr;
  const auto rank = [](const GridArea& area) {
    return std::tuple{area.region_prefix.size(), !area.industry.empty(), -area.id};
  };
  for (const GridArea& area : areas) {
    if (!region_code.starts_with(area.region_prefix)) continue;
    if (!area.industry.empty() && area.industry != industry) continue;
    if (best == nullptr || rank(area) > rank(*best)) best = &area;
  }
  return best;
}

}  // namespace qingxin::oversight
