// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "oversight/record.h"

// Who looks after whom: one-to-one contacts 一对一包联 of firms, and grids 网格 with a person each.
namespace qingxin::oversight {

struct ContactFirm {
  std::string name, code;
  std::int64_t points = 0;  // on the priority list
};
struct ContactPair {
  ContactFirm firm;
  std::string person;
};
// Each firm, in the order of the list, to the next person; persons take turns. A firm that has a
// standing contact keeps it and is left out.
std::vector<ContactPair> pair_contacts(std::span<const ContactFirm> firms,
                                       std::span<const std::string> persons,
                                       std::span<const Record> standing);

// The day of the last visit; nothing: none so far. Calls and questionnaires are no visit.
std::optional<Date> last_visit(const Record& contact);
// How many days ago that was, since the contact began where there was none.
int days_without_visit(const Record& contact, Date today);

struct GridArea {
  std::int64_t id = 0;
  std::string region_prefix;  // empty: everywhere
  std::string industry;       // empty: of all
  std::string name, person, phone;
};
// Of a record of the kind `grid`: the digits of its code, else where the record lies.
GridArea area_of(std::int64_t id, const Record& grid);

// The area of a place: the one with the longest prefix, of those one of the industry itself, then
// the oldest. Null: nobody has it.
const GridArea* area_for(std::span<const GridArea> areas, std::string_view region_code,
                         std::string_view industry);

}  // namespace qingxin::oversight
