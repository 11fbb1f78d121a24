// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/catalogue.h"
#include "tests/support/plain/plain.h"

// The rules of the wage account and the wage deposit.
namespace qingxin::rules {

inline AccountName plain_name(Date, std::string name) {
  return {.has_accounts_table = true,
          .name = std::move(name),
          .kind = "专用存款账户",
          .bank_city = "平川县",
          .general_contractor = "平川建工",
          .projects = {"青石桥加固工程"},
          .city = {}};
}

inline AccountAgreement plain_agreement(Date as_of, std::optional<Date> filed) {
  const Date opened = first_day(month_of(as_of) - 3);
  return {.has_accounts_table = true,
          .has_agreement_column = true,
          .has_filed_column = true,
          .agreement = opened,
          .opened = opened,
          .filed = filed,
          .as_of = as_of};
}

inline AccountSplit plain_split(Date as_of, Money balance) {
  return {.has_accounts_table = true,
          .projects = 2,
          .has_movements_table = true,
          .has_project_column = true,
          .unassigned = 0,
          .unassigned_sum = {},
          .balance = balance,
          .as_of = as_of};
}

inline AccountSpending plain_spending(Date as_of, Money withdrawn) {
  return {
      .withdrawn = withdrawn, .to_others = {}, .for_other_ends = {}, .first = as_of, .lacks = {}};
}

inline AccountFreeze plain_freeze(Date as_of, Money frozen) {
  return {.frozen = frozen, .seized = {}, .first = as_of, .lacks = {}};
}

inline AccountClosing plain_closing(Date as_of, int days) {
  return {.has_accounts_table = true,
          .has_request_column = true,
          .notice_posted = as_of - days,
          .requested = as_of,
          .closed = {},
          .arrears = Money{},
          .open_cases = "0",
          .open_suits = "无"};
}

inline DepositStoring plain_storing(Date as_of, std::optional<Date> stored) {
  return {.has_deposits_table = true,
          .has_stored_column = true,
          .has_number_column = true,
          .permit_date = first_day(month_of(as_of) - 3),
          .contract_date = {},
          .stored = stored,
          .as_of = as_of};
}

inline DepositAmount plain_deposit(Date, Money valid) {
  return {.has_deposits_table = true,
          .perhaps_exempted = {},
          .contract_amount = yuan(20'000'000),
          .terms = {.rate = 150,
                    .parallel_rate = {},
                    .down_2y = {},
                    .up = 5'000,
                    .up_listed = {},
                    .cap = {},
                    .exempt_below = {},
                    .exempt_3y = {}},
          .history = {.clean_years = 0,
                      .arrears_in_two_years = true,
                      .listed = false,
                      .parallel_projects = 1},
          .valid = valid,
          .perhaps_more = {}};
}

inline GuaranteeLetter plain_guarantee(Date as_of, Date expires) {
  return {.has_deposits_table = true,
          .has_guarantee = true,
          .stored = as_of - 30,
          .expires = expires,
          .planned_end = as_of + 300,
          .is_completed = false,
          .as_of = as_of};
}

inline DepositUse plain_use_of_deposit(Date as_of, std::optional<Date> topped_up) {
  return {.has_deposits_table = true,
          .has_used_column = true,
          .has_topped_up_column = true,
          .used = first_day(month_of(as_of) - 2),
          .used_amount = yuan(60'000),
          .topped_up = topped_up,
          .as_of = as_of};
}

inline std::vector<Plain> plain_of_wage_accounts() {
  const auto agreement = [](const AccountAgreement& facts) {
    return account_agreement(facts, test::shipped_calendar());
  };
  const auto closing = [](const AccountClosing& facts) {
    return account_closing(facts, test::shipped_calendar());
  };
  const auto third_last_month = [](Date as_of) {
    return std::optional{first_day(month_of(as_of) - 3)};
  };
  return {
      plain("A02", account_name, account_name_because, plain_name,
            always(std::string{"平川建工青石桥加固工程农民工工资专用账户"}),
            always(std::string{"平川建工"}), false),
      plain("A03", agreement, account_agreement_because, plain_agreement, third_last_month,
            always(std::optional<Date>{}), true),
      plain("A04", account_split, account_split_because, plain_split, always(Money{}),
            always(Money{-1}), false),
      plain("A05", account_spending, account_spending_because, plain_spending, always(Money{}),
            always(yuan(500)), false),
      plain("A06", account_freeze, account_freeze_because, plain_freeze, always(Money{}),
            always(yuan(500)), false),
      plain("A07", closing, account_closing_because, plain_closing, always(31), always(30), false)};
}

inline std::vector<Plain> plain_of_deposits() {
  const auto stored = [](const DepositStoring& facts) {
    return deposit_stored(facts, test::shipped_calendar());
  };
  const auto topped_up = [](const DepositUse& facts) {
    return deposit_topped_up(facts, test::shipped_calendar());
  };
  return {plain(
              "D01", stored, deposit_stored_because, plain_storing,
              [](Date as_of) { return std::optional{first_day(month_of(as_of) - 3)}; },
              always(std::optional<Date>{}), true),
          plain("D02", deposit_amount, deposit_amount_because, plain_deposit, always(yuan(450'000)),
                always(yuan(449'999)), false),
          plain(
              "D03", guarantee_letter, guarantee_letter_because, plain_guarantee,
              [](Date as_of) { return as_of + 400; }, [](Date as_of) { return as_of + 30; }, false),
          plain(
              "D04", topped_up, deposit_topped_up_because, plain_use_of_deposit,
              [](Date as_of) { return std::optional{first_day(month_of(as_of) - 2)}; },
              always(std::optional<Date>{}), true)};
}

}  // namespace qingxin::rules
