// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "documents/paper_text.h"
#include "oversight/assessment.h"

namespace qingxin::documents {

// 目标责任书: what a district is asked to reach in a year, between two bodies that sign it.
struct TargetLetter {
  std::string issuer, district;  // 青原市治欠办, 平川县
  int year = 0;
  Date day;
  std::string scheme, source;  // by which scheme
  std::vector<oversight::Target> targets;
  std::string duty;  // what the district undertakes, in the office's words; empty: the product's
};

// All that it says, from above; places for both signatures are left blank.
std::vector<Passage> passages_of(const TargetLetter& letter);

}  // namespace qingxin::documents
