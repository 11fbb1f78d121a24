// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "oversight/figure.h"

// Is it all? 应纳尽纳: the projects that are registered, held against the permits that were issued.
namespace qingxin::oversight {

// A construction permit as its authority handed it out.
struct PermitFacts {
  std::int64_t id = 0;
  std::string number, code;  // of the permit; of the project, where it names one
  std::string name;          // of the project
  std::string firm, firm_code;
  std::string region_code, industry;
  std::optional<Date> issued, ended;  // ended: built, or taken back
  std::string source;

  friend bool operator==(const PermitFacts&, const PermitFacts&) = default;
};

struct RegisteredProject {
  std::int64_t id = 0;
  std::string code, name;
  std::string firm, firm_code;  // the general contractor; empty: not known
};

enum class Matched : unsigned char {
  by_number = 1,  // the code of the project is the number of the permit, or the project's in it
  by_name = 2,    // the same name and the same firm
  unclear = 3,    // it could be one, and a person has to say
  missing = 4,    // there is none
};
std::string_view name_of(Matched matched);
std::string_view in_chinese(Matched matched);

struct PermitMatch {
  PermitFacts permit;
  Matched matched = Matched::missing;
  std::int64_t project = 0;  // that it was matched to, or may be; 0: none
  std::string why;           // why it was not matched, in Chinese; empty: it was
};

struct Coverage {
  Date as_of;
  std::vector<PermitMatch> permits;  // in progress on that day, by number
  std::int64_t matched = 0, missing = 0, unclear = 0;
  std::optional<Date> newest;  // the day of the newest permit: what the denominator knows of
  std::vector<std::string> sources;
  int not_begun = 0, ended = 0;     // that do not count on that day
  int projects_without_permit = 0;  // registered, and of no permit in progress

  // 已登记 ÷ 能判定的在建许可.
  Cell cell() const;
};

// Permits that were issued by that day and not ended by it; one that names no day counts.
Coverage coverage_of(std::span<const PermitFacts> permits,
                     std::span<const RegisteredProject> projects, Date as_of);

// Of register_coverage, a row for each permit.
std::vector<FigureRow> rows_of_coverage(const Coverage& coverage);

}  // namespace qingxin::oversight
