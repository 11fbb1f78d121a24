// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/calendar.h"
#include "law/instruments.h"
#include "law/parameters.h"

// How the files of law/ are read. Each refuses what it would have to guess: unknown keys, missing
// fields, days that do not exist. `file` is named in messages.
namespace qingxin::law {

Result<Instruments> read_instruments(std::string_view toml, std::string_view file);

// One law/calendar/<year>.toml.
struct CalendarYear {
  int year = 0;
  YearNotice notice;
};

// Keeps the newest notice published by `known_on` (empty: the newest). Without one the year is
// provisional: its statutory days alone are known.
Result<CalendarYear> read_calendar_year(std::string_view toml, std::string_view file,
                                        std::optional<Date> known_on);

// The first two values of one name and region whose periods overlap, as a message for `file`.
// An open period ends where the next one begins; an end that reaches into the next is a mistake.
std::optional<Error> overlap_in(const std::vector<ParameterValue>& values, std::string_view file);

}  // namespace qingxin::law
