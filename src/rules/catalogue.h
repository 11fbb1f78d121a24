// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "rules/account_agreement.h"
#include "rules/account_closing.h"
#include "rules/account_freeze.h"
#include "rules/account_in_use.h"
#include "rules/account_name.h"
#include "rules/account_opened.h"
#include "rules/account_spending.h"
#include "rules/account_split.h"
#include "rules/agency_agreement.h"
#include "rules/agreed_pay_day.h"
#include "rules/attendance_on_payroll.h"
#include "rules/attended_share_on_payroll.h"
#include "rules/contract_before_entry.h"
#include "rules/contract_terms.h"
#include "rules/deduction_limit.h"
#include "rules/deposit_amount.h"
#include "rules/deposit_stored.h"
#include "rules/deposit_topped_up.h"
#include "rules/dispute_stops_no_wages.h"
#include "rules/full_payment.h"
#include "rules/guarantee_letter.h"
#include "rules/identity_number.h"
#include "rules/labour_fee_covers_wages.h"
#include "rules/labour_fee_cycle.h"
#include "rules/labour_fee_on_time.h"
#include "rules/labour_officer.h"
#include "rules/lawful_start.h"
#include "rules/manager_presence.h"
#include "rules/minimum_wage.h"
#include "rules/monthly_payroll.h"
#include "rules/notice_board.h"
#include "rules/overtime_limit.h"
#include "rules/overtime_pay.h"
#include "rules/own_card.h"
#include "rules/partial_pay_pattern.h"
#include "rules/pay_terms.h"
#include "rules/payment_from_wage_account.h"
#include "rules/payment_guarantee.h"
#include "rules/payment_in_money.h"
#include "rules/payment_to_worker.h"
#include "rules/payroll_sums.h"
#include "rules/qualified_contractor.h"
#include "rules/resent_transfer.h"
#include "rules/settled_at_completion.h"
#include "rules/settled_at_leaving.h"
#include "rules/single_identity.h"
#include "rules/site_gate.h"
#include "rules/suspicious_wages.h"
#include "rules/timely_payment.h"
#include "rules/unbroken_attendance.h"
#include "rules/wage_register.h"
#include "rules/wage_slip.h"
#include "rules/working_age.h"
#include "rules/written_contract.h"

namespace qingxin::rules {

// Every rule that runs, by id.
// One a line, so that two who add one do not meet.
// clang-format off
inline constexpr std::array kCatalogue{
    kAccountOpened,
    kAccountName,
    kAccountAgreement,
    kAccountSplit,
    kAccountSpending,
    kAccountFreeze,
    kAccountClosing,
    kAccountInUse,
    kNoticeBoard,
    kDepositStored,
    kDepositAmount,
    kGuaranteeLetter,
    kDepositToppedUp,
    kContractTerms,
    kLabourFeeCycle,
    kPaymentGuarantee,
    kLawfulStart,
    kLabourFeeOnTime,
    kLabourFeeCoversWages,
    kDisputeStopsNoWages,
    kContractBeforeEntry,
    kIdentityNumber,
    kSingleIdentity,
    kWorkingAgeReached,
    kWrittenContract,
    kPayTerms,
    kLabourOfficer,
    kQualifiedContractor,
    kOwnCard,
    kTimelyPayment,
    kFullPayment,
    kAgreedPayDay,
    kPartialPayPattern,
    kPaymentInMoney,
    kPaymentFromWageAccount,
    kPaymentToWorker,
    kMonthlyPayroll,
    kWageRegister,
    kWageSlip,
    kMinimumWage,
    kDeductionLimit,
    kOvertimePay,
    kOvertimeLimit,
    kSettledAtLeaving,
    kPayrollSums,
    kAttendanceOnPayroll,
    kResentTransfer,
    kSettledAtCompletion,
    kSiteGate,
    kAgencyAgreement,
    kAttendedShareOnPayroll,
    kSuspiciousWages,
    kUnbrokenAttendance,
    kManagerPresence,
};
// clang-format on

// Rules of the published catalogue that no facts folder can answer: they need the life of a case,
// a deposit's return or an archive. C08 (清偿责任) is answered with each project's payer. Asking
// for one is told apart from a misspelt name.
struct RuleElsewhere {
  std::string_view id;
  std::string_view name;
  std::string_view where;  // what it needs, or where it is answered
};
inline constexpr std::array kNotOnAFolder{
    RuleElsewhere{"D05", "保证金支付、返还超期或违规返还", "要支付通知和返还的办理记录"},
    RuleElsewhere{"L10", "扣押工资卡线索", "要举报线索"},
    RuleElsewhere{"L11", "台账保存期不足", "要档案的保存和销毁记录"},
    RuleElsewhere{"C01", "投诉受理超期", "要案件的受理记录"},
    RuleElsewhere{"C02", "两年时效", "要案件的受理记录"},
    RuleElsewhere{"C03", "调查、决定超期", "要案件的办理记录"},
    RuleElsewhere{"C04", "责令支付逾期后的加付", "要责令文书"},
    RuleElsewhere{"C05", "移送审查的数额标准", "要责令文书和本省标准"},
    RuleElsewhere{"C06", "移送时限", "要案件的移送记录"},
    RuleElsewhere{"C07", "失信名单的列入与移出", "要列入决定"},
    RuleElsewhere{"C08", "清偿责任主体判定", "随每个有欠薪的项目列出"},
    RuleElsewhere{"C09", "重大案件社会公布待办", "要处理决定"},
};

// Articles of gwy-724 that say who pays: C08 answers them with each project that owes wages.
inline constexpr std::array kPayerArticles{16, 20, 22, 29, 30, 36, 37};

static_assert([] {
  for (std::size_t i = 1; i < kCatalogue.size(); ++i)
    if (kCatalogue[i - 1].id >= kCatalogue[i].id) return false;
  return true;
}());

// The position of each rule, at that of its id among all ids that could be.
inline constexpr std::size_t kRuleNumbers = 100;
inline constexpr auto kRulePositions = [] {
  std::array<unsigned char, 26 * kRuleNumbers> positions{};
  positions.fill(static_cast<unsigned char>(kCatalogue.size()));
  for (std::size_t i = 0; i < kCatalogue.size(); ++i) {
    const std::string_view known = kCatalogue[i].id;
    const auto digits = static_cast<std::size_t>((known[1] - '0') * 10 + (known[2] - '0'));
    positions[static_cast<std::size_t>(known[0] - 'A') * kRuleNumbers + digits] =
        static_cast<unsigned char>(i);
  }
  return positions;
}();

// Where a rule stands in the catalogue, by "W01": found in one step, for it is asked about each
// worker. kCatalogue.size() for what it does not hold.
constexpr std::size_t position_of(std::string_view id) {
  const auto is_between = [](char c, char least, char most) { return c >= least && c <= most; };
  if (id.size() != 3 || !is_between(id[0], 'A', 'Z') || !is_between(id[1], '0', '9') ||
      !is_between(id[2], '0', '9'))
    return kCatalogue.size();
  return kRulePositions[static_cast<std::size_t>(id[0] - 'A') * kRuleNumbers +
                        static_cast<std::size_t>((id[1] - '0') * 10 + (id[2] - '0'))];
}

constexpr const Rule* find_rule(std::string_view id) {
  const std::size_t position = position_of(id);
  return position < kCatalogue.size() ? &kCatalogue[position] : nullptr;
}

}  // namespace qingxin::rules
