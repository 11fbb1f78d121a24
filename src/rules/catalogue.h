// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "rules/account_in_use.h"
#include "rules/account_opened.h"
#include "rules/attendance_on_payroll.h"
#include "rules/attended_share_on_payroll.h"
#include "rules/contract_before_entry.h"
#include "rules/full_payment.h"
#include "rules/identity_number.h"
#include "rules/labour_fee_covers_wages.h"
#include "rules/labour_fee_on_time.h"
#include "rules/own_card.h"
#include "rules/payment_from_wage_account.h"
#include "rules/payment_to_worker.h"
#include "rules/resent_transfer.h"
#include "rules/timely_payment.h"
#include "rules/unbroken_attendance.h"

namespace qingxin::rules {

// Every rule that runs, by id.
inline constexpr std::array kCatalogue{
    kAccountOpened,
    kAccountInUse,
    kLabourFeeOnTime,
    kLabourFeeCoversWages,
    kContractBeforeEntry,
    kIdentityNumber,
    kOwnCard,
    kTimelyPayment,
    kFullPayment,
    kPaymentFromWageAccount,
    kPaymentToWorker,
    kAttendanceOnPayroll,
    kResentTransfer,
    kAttendedShareOnPayroll,
    kUnbrokenAttendance,
};

// Rules of the published catalogue that this version does not run yet, or that no facts folder
// can answer: asking for one is told apart from a misspelt name.
inline constexpr std::array<std::string_view, 51> kNotYetRun{
    "F01", "F02", "F03", "F04", "F07", "A02", "A03", "A04", "A05", "A06", "A07", "D01", "D02",
    "D03", "D04", "D05", "L03", "L04", "L05", "L06", "L07", "L08", "L10", "L11", "W03", "W04",
    "W05", "W08", "W09", "W10", "W11", "W12", "W13", "W14", "W15", "W16", "W19", "B01", "X01",
    "X02", "X04", "X06", "C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09"};

static_assert([] {
  for (std::size_t i = 1; i < kCatalogue.size(); ++i)
    if (kCatalogue[i - 1].id >= kCatalogue[i].id) return false;
  return true;
}());

constexpr const Rule* find_rule(std::string_view id) {
  for (const Rule& rule : kCatalogue)
    if (rule.id == id) return &rule;
  return nullptr;
}

}  // namespace qingxin::rules
