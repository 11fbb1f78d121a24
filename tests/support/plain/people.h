// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/catalogue.h"
#include "tests/support/plain/plain.h"

// The rules about persons and about their months together.
namespace qingxin::rules {

inline PersonOnRecord plain_person(Date, std::vector<std::string> names) {
  return {.has_roster_table = true,
          .is_attendance_known = true,
          .names = std::move(names),
          .seen = {},
          .employed = {}};
}

inline FirstDayAge plain_age(Date as_of, int years) {
  return {.born = day_in(month_of(as_of) - 12 * years, 1), .first_attended = as_of, .entered = {}};
}

inline ContractTerm plain_term(Date as_of, std::optional<Date> signed_on) {
  return {.has_roster_table = true,
          .entered = first_day(month_of(as_of) - 2),
          .left = {},
          .contract = {.has_column = true, .date = signed_on},
          .as_of = as_of};
}

inline PayTerms plain_terms(Date, Term rate) {
  return {.has_roster_table = true,
          .is_on_roster = true,
          .rate = rate,
          .own_pay_day = Term::given,
          .project_pay_day = Term::given,
          .method = Term::given};
}

inline PayHistory plain_history(Date as_of, Money paid) {
  PayHistory history{.has_payroll_table = true, .has_payments_table = true, .due = {}};
  for (const int before : {3, 2}) {
    const Month month = month_of(as_of) - before;
    history.due.push_back(
        {month, yuan(6'000), paid,
         law::previous_working_day(day_in(month + 1, 15), test::shipped_calendar())});
  }
  return history;
}

inline Leaver plain_leaver(Date as_of, Money unpaid) {
  return {.has_roster_table = true,
          .has_left_column = true,
          .left = as_of - 10,
          .told_settled = {},
          .net = yuan(6'000),
          .unpaid = unpaid,
          .unpaid_months = 1,
          .as_of = as_of};
}

inline CompletedProject plain_completion(Date as_of, Money unpaid) {
  return {.has_completed_column = true,
          .status = SaidStatus::finished,
          .completed = as_of - 30,
          .net = yuan(6'000),
          .unpaid = unpaid,
          .unpaid_workers = 1,
          .as_of = as_of};
}

inline MonthOnPayroll plain_line(Date, int attended_days) {
  return {.payroll_lines = 1, .attended_days = attended_days, .gross = yuan(6'000)};
}

inline ManagerMonth plain_manager(Date, int attended_days) {
  return {.is_on_roster = true,
          .role = "项目经理",
          .attended_days = attended_days,
          .project_days = 25,
          .presence_hundredths = 6'000};
}

inline std::vector<Plain> plain_of_persons() {
  const auto names = [](std::vector<std::string> list) { return always(std::move(list)); };
  return {plain("L03", single_identity, single_identity_because, plain_person, names({"张三"}),
                names({"张三", "李四"}), false),
          plain("L04", working_age, working_age_because, plain_age, always(30), always(15), false),
          plain(
              "L05", written_contract, written_contract_because, plain_term,
              [](Date as_of) { return std::optional{first_day(month_of(as_of) - 2)}; },
              always(std::optional<Date>{}), false),
          plain("L06", pay_terms, pay_terms_because, plain_terms, always(Term::given),
                always(Term::not_given), false),
          plain("X06", manager_presence, manager_presence_because, plain_manager, always(15),
                always(14), false)};
}

inline std::vector<Plain> plain_of_histories() {
  const auto agreed = [](Date, int months) {
    return AgreedPayDay{.pay_day = 15, .month_offset = months};
  };
  return {plain("W03", agreed_pay_day, agreed_pay_day_because, agreed, always(1), always(2), false),
          plain("W04", partial_pay_pattern, partial_pay_pattern_because, plain_history,
                always(yuan(6'000)), always(yuan(4'200)), true),
          plain("W15", settled_at_leaving, settled_at_leaving_because, plain_leaver,
                always(Money{}), always(yuan(6'000)), false),
          plain("W19", settled_at_completion, settled_at_completion_because, plain_completion,
                always(Money{}), always(yuan(6'000)), false),
          plain("X04", suspicious_month, suspicious_month_because, plain_line, always(20),
                always(0), false)};
}

}  // namespace qingxin::rules
