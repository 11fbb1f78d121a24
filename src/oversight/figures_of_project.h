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
#include "verify/project_book.h"
#include "verify/report.h"

namespace qingxin::oversight {

// So many months are told with the one of the day; what was delivered later about an older one
// changes nothing any more.
inline constexpr int kMonthsTold = 13;

// What a project that was judged adds to the indicators, as of the day of the book: of no month
// what stands on that day, and what is counted by month for each of the last kMonthsTold.
// `findings`: all of the project, as verify::check_projects() tells them. By indicator and month.
//
// Of real_name_update_today a month's part and whole are days, a bit for each (bit d-1): on which
// somebody was there, and which were told. on_day() makes the figure of one day of them, so that
// what came in later counts.
std::vector<Figure> figures_of_project(const verify::ProjectBook& book,
                                       std::span<const verify::Finding> findings);

// Of a day of the month of the figure: 1 of 1, 0 of 1, or not known.
Figure on_day(const Figure& days_of_month, Date day);

// "public", "other"; empty: the words say nothing.
std::string_view funding_in(std::string_view words);

}  // namespace qingxin::oversight
