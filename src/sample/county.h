// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "law/calendar.h"

namespace qingxin::sample {

enum class Form : unsigned char {
  office,  // what an office really has: several formats, titles above headers, its own columns
  plain,   // every table one CSV file in UTF-8, for measuring
};

enum class Faults : unsigned char {
  planted,  // some projects carry faults, which planted.csv lists
  none,     // every project keeps the law
};

// How plain counties tell of attendance. Offices have both.
enum class AttendanceForm : unsigned char {
  daily,    // a row for each day, as from a gate
  monthly,  // a row for each month, with the hours of each day
};

// An invented county, 平川县 (990123). One seed gives the same bytes on every machine.
struct Order {
  std::uint64_t seed = 1;
  int projects = 60;
  int months = 6;
  Month last_month = month(2026, 10);
  Form form = Form::office;
  AttendanceForm attendance = AttendanceForm::daily;
  Faults faults = Faults::planted;
};

struct Written {
  std::vector<std::string> files;           // names in the folder, in the order they were opened
  std::map<std::string, std::size_t> rows;  // by English table name. Attendance counts days, so
                                            // that a monthly sheet and a gate compare
  std::size_t people = 0;                   // different persons, staff included
  std::size_t planted = 0;                  // lines of planted.csv
};

// Writes the folder, which must be empty or not exist yet. The wages of the last month fall due in
// the month after it and are paid by its twentieth: the folder is written on its 23rd.
// One project is in memory at a time.
Result<Written> write_county(const Order& order, const std::filesystem::path& folder,
                             const law::Calendar& calendar);

}  // namespace qingxin::sample
