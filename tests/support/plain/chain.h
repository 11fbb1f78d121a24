// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/catalogue.h"
#include "tests/support/plain/plain.h"

// The rules of the chain from roster to receipt.
namespace qingxin::rules {

inline WageMonth plain_month(Date as_of, Money paid) {
  const law::Deadline due = due_before(as_of);
  return {.net = yuan(6'000),
          .pay_date = due,
          .paid = paid,
          .paid_in_time = paid,
          .settled = paid == yuan(6'000) ? std::optional{due.day} : std::nullopt,
          .as_of = as_of};
}

inline std::vector<FailedPayment> plain_failure(Date as_of) {
  const Date failed = first_day(month_of(as_of) - 1);
  return {{.amount = yuan(6'000),
           .failed = failed,
           .resend_by = law::add_working_days(failed, 5, test::shipped_calendar())}};
}

inline AccountOpening plain_opening(Date as_of, std::optional<Date> opened) {
  return {.has_accounts_table = true,
          .has_opened_column = true,
          .exemption_lacks = {},
          .contract_date = first_day(month_of(as_of) - 3),
          .opened = opened,
          .as_of = as_of};
}

inline AttendanceRecord plain_record(Date as_of, std::uint32_t attended) {
  const Month before = month_of(as_of) - 1;
  AttendanceRecord record;
  record.has_attendance_table = true;
  record.month = before;
  record.from = first_day(before);
  record.to = last_day(before);
  record.attended = attended;
  record.payroll_lines = 40;
  record.pay_date = due_before(as_of);
  record.as_of = as_of;
  return record;
}

inline AccountUse plain_use(Date as_of, int payments) {
  return {.wage_accounts = 1,
          .attended_people = 30,
          .payments_from_it = payments,
          .wage_outflows = 0,
          .pay_date = due_before(as_of),
          .as_of = as_of};
}

inline LabourFeeDue plain_fee(Date as_of, Money received) {
  return {.period = "1",
          .due = law::next_working_day(day_in(month_of(as_of) - 1, 10), test::shipped_calendar()),
          .planned = yuan(100'000),
          .received = received,
          .perhaps = {},
          .made_good = {},
          .as_of = as_of};
}

inline AccountCover plain_cover(Date as_of, Money received) {
  return {.wages_due = yuan(100'000), .received = received, .perhaps = {}, .as_of = as_of};
}

inline FirstDay plain_first_day(Date as_of, Date contract) {
  return {.first_attended = as_of,
          .is_on_roster = true,
          .contract = {.has_column = true, .date = contract},
          .registered = {.has_column = true, .date = as_of}};
}

inline DaysCompared plain_days(Date as_of, int lines) {
  DaysCompared days;
  days.attended_days = 20;
  days.payroll_lines = lines;
  days.pay_date = due_before(as_of);
  days.as_of = as_of;
  return days;
}

inline AttendedShare plain_share(Date as_of, int without_line) {
  return {
      .attended = 100, .without_line = without_line, .pay_date = due_before(as_of), .as_of = as_of};
}

inline RegisteredCard plain_card(Match holder) {
  return {.has_card_column = true,
          .has_holder_column = true,
          .number = "6222020000001237",
          .holder = holder,
          .other_workers = 0};
}

inline PaymentSources plain_sources(Money in_cash) {
  return {.wage_accounts = 1, .from_elsewhere = {}, .in_cash = in_cash};
}

inline std::vector<Plain> plain_of_accounts() {
  const auto opened = [](const AccountOpening& facts) {
    return account_opened(facts, test::shipped_calendar());
  };
  return {
      plain(
          "A01", opened, account_opened_because, plain_opening,
          [](Date as_of) { return std::optional{first_day(month_of(as_of) - 3)}; },
          always(std::optional<Date>{}), true),
      plain("A08", account_in_use, account_in_use_because, plain_use, always(30), always(0), true),
      plain("F05", labour_fee_on_time, labour_fee_on_time_because, plain_fee, always(yuan(100'000)),
            always(yuan(60'000)), true),
      plain("F06", labour_fee_covers_wages, labour_fee_covers_wages_because, plain_cover,
            always(yuan(100'000)), always(yuan(60'000)), false)};
}

inline std::vector<Plain> plain_of_people() {
  const auto number = [](Date as_of, std::string_view text) {
    return IdentityNumber{.number = text, .as_of = as_of};
  };
  const auto card = [](Date, Match holder) { return plain_card(holder); };
  return {plain(
              "L01", contract_before_entry, contract_before_entry_because, plain_first_day,
              [](Date as_of) { return as_of; }, [](Date as_of) { return as_of + 1; }, false),
          plain("L02", identity_number, identity_number_because, number,
                always(std::string_view{"11010519491231002X"}),
                always(std::string_view{"110105194912310021"}), false),
          plain("L09", own_card, own_card_because, card, always(Match::same),
                always(Match::different), false)};
}

inline std::vector<Plain> plain_of_wages() {
  const auto resent = [](const WageMonth& month) {
    return resent_transfer(month, plain_failure(month.as_of));
  };
  const auto resent_because = [](const WageMonth& month, const Judgement& judgement) {
    return resent_transfer_because(month, plain_failure(month.as_of), judgement);
  };
  const auto sources = [](Date, Money in_cash) { return plain_sources(in_cash); };
  const auto receivers = [](Date, int others) {
    return PaymentReceivers{.to_others = yuan(others * 100), .others = others};
  };
  return {plain("W01", timely_payment, timely_payment_because, plain_month, always(yuan(6'000)),
                always(Money{}), true),
          plain("W02", full_payment, full_payment_because, plain_month, always(yuan(6'000)),
                always(yuan(4'000)), true),
          plain("W06", payment_from_wage_account, payment_from_wage_account_because, sources,
                always(Money{}), always(yuan(500)), false),
          plain("W07", payment_to_worker, payment_to_worker_because, receivers, always(0),
                always(2), false),
          plain("W17", attendance_on_payroll, attendance_on_payroll_because, plain_days, always(1),
                always(0), true),
          plain("W18", resent, resent_because, plain_month, always(yuan(6'000)), always(Money{}),
                true)};
}

inline std::vector<Plain> plain_of_projects() {
  const auto unbroken = [](const AttendanceRecord& record) {
    return unbroken_attendance(record, test::shipped_calendar());
  };
  const auto unbroken_because = [](const AttendanceRecord& record, const Judgement& judgement) {
    return unbroken_attendance_because(record, judgement, test::shipped_calendar());
  };
  return {plain("X03", attended_share_on_payroll, attended_share_on_payroll_because, plain_share,
                always(10), always(11), true),
          plain("X05", unbroken, unbroken_because, plain_record, always(~std::uint32_t{0}),
                always(std::uint32_t{1}), true)};
}

}  // namespace qingxin::rules
