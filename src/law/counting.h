// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "law/period.h"

namespace qingxin::law {

// One day on the way to a deadline, for people who count along with a pencil.
struct CountedLine {
  Date day;
  std::string number;      // "第 3 个工作日"; empty: not counted
  std::string reason;      // "国庆节", "周六", "工作日"; what became of the day
  bool is_certain = true;  // false: its year's notice is not out
};

// How a deadline was reached.
struct Counting {
  std::string start;  // "自 2026-09-01（周二）起算，当日不计，30 日，末日遇休息日顺延"
  std::vector<CountedLine> days;
  std::string result;  // "2026-10-08（周四）"
};

// Day by day, in Chinese. A period of calendar days or months that is longer than a year is told
// by its ends alone.
Counting counting_of(const Deadline& deadline, const Calendar& calendar);

}  // namespace qingxin::law
