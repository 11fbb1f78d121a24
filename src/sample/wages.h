// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/calendar.h"
#include "sample/project.h"

namespace qingxin::sample {

// What the agreed rate is per unit of the basis. A month has 21.75 days.
Money rate_of(const Worker& worker);

// The payroll of every month, and the transfers that pay it in time.
void draw_up_payroll(Project& project, const Season& season, const law::Calendar& calendar);
void pay(Project& project, const Season& season, const law::Calendar& calendar);

// Draws up a worker's months once more, from his attendance and his rate, after these were changed.
// Each month with a day of his gets one line and one transfer on the site's ordinary pay day.
void settle_anew(Project& project, std::uint32_t worker, const Season& season,
                 const law::Calendar& calendar);

// The day on which a site pays the wages of a month.
Date ordinary_pay_day(const Project& project, Month month, const Season& season,
                      const law::Calendar& calendar);

// What the owner has agreed to pay in, month by month, and pays.
void plan_fees(Project& project, const Season& season, const law::Calendar& calendar);

// The owner agrees to more for a month, and pays it.
void raise_fee(Project& project, Month month, Money more);

LabourFee* fee_of(Project& project, Month month);

}  // namespace qingxin::sample
