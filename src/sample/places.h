// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace qingxin::sample {

// A project of 平川县 as its permit names it. The county has sixty; a larger order repeats them as
// further sections (标段).
struct Place {
  std::string_view name;
  std::string_view industry;  // "用人单位": no construction project
  std::string_view funding;
  std::string_view owner;
};

inline constexpr int kPlaces = 60;
const std::array<Place, kPlaces>& places();

std::string project_name(int project);

// A firm that works in the county: its name, credit code and basic account.
struct Firm {
  std::string name;
  std::string credit_code;
  std::string account;
};

Firm owner_of(int project);
Firm general_contractor_of(int project);
Firm subcontractor_of(int project, int number);  // number 0 … 3: different firms
Firm supervisor_of(int project);

}  // namespace qingxin::sample
