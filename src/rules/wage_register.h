// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// Whether one entry of the register (台账) is there.
enum class Entry : unsigned char { filled, empty, no_column };

// What the register has to show of one worker's month. The whole table missing is told apart from
// its column.
struct WageRegister {
  bool has_payroll_table = true;
  bool has_roster_table = true;
  bool has_payments_table = true;
  Entry phone = Entry::filled;
  Entry days = Entry::filled;
  Entry hours = Entry::filled;
  Entry gross = Entry::filled;
  Entry net = Entry::filled;
  Entry paid_on = Entry::filled;    // a payment that went through
  Entry signed_on = Entry::filled;  // by the worker himself
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

// 保障农民工工资支付条例 15: what the written register of wages holds.
//
// Cases: law/examples/gwy-724/015-W09.md
inline constexpr Rule kWageRegister{
    .id = "W09",
    .name = "工资台账要素缺失",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 15, 2}, {"gwy-724", 54, 0, 2}}},
    .next = "请用人单位补全台账；属实的，由人社部门责令限期改正",
    .formula =
        "当月工资行缺联系方式，或者出勤天数和工时都缺，或者缺应发、实发，或者支付日已过而到账日"
        "期和本人签字都缺",
    .parameters = {{"pay.day", "pay.month_offset"}}};

// Either of two places will do: missing for certain only when both are there and empty.
constexpr Entry either(Entry one, Entry other) {
  if (one == Entry::filled || other == Entry::filled) return Entry::filled;
  return one == Entry::empty && other == Entry::empty ? Entry::empty : Entry::no_column;
}

// Before the pay date nothing need have been paid or signed.
constexpr bool may_be_unpaid_yet(const WageRegister& entries) {
  return entries.pay_date && !is_overdue(*entries.pay_date, entries.as_of);
}

constexpr bool lacks_receipt(const WageRegister& entries) {
  return !may_be_unpaid_yet(entries) && either(entries.paid_on, entries.signed_on) == Entry::empty;
}

constexpr std::optional<MissingFact> unknown_entry(const WageRegister& entries) {
  if (entries.phone == Entry::no_column)
    return MissingFact{"roster", entries.has_roster_table ? "phone" : ""};
  if (either(entries.days, entries.hours) == Entry::no_column)
    return MissingFact{"payroll", entries.days == Entry::no_column ? "days" : "hours"};
  if (entries.gross == Entry::no_column) return MissingFact{"payroll", "gross"};
  if (entries.net == Entry::no_column) return MissingFact{"payroll", "net"};
  if (may_be_unpaid_yet(entries)) return std::nullopt;
  if (either(entries.paid_on, entries.signed_on) != Entry::no_column) return std::nullopt;
  return entries.has_payments_table ? MissingFact{"payroll", "signed"} : kNoPayments;
}

constexpr Judgement wage_register(const WageRegister& entries) {
  if (!entries.has_payroll_table) return missing_fact(kNoPayroll);
  constexpr Judgement kIncomplete{.verdict = Verdict::violates, .severity = Severity::orange};
  const Entry time = either(entries.days, entries.hours);
  for (const Entry entry : {entries.phone, time, entries.gross, entries.net})
    if (entry == Entry::empty) return kIncomplete;
  const bool lacks = lacks_receipt(entries);
  if (lacks && entries.pay_date) {
    Judgement incomplete = kIncomplete;
    incomplete.due = entries.pay_date;
    incomplete.certainty = entries.pay_date->certainty;
    return incomplete;
  }
  if (const std::optional<MissingFact> unknown = unknown_entry(entries))
    return missing_fact(*unknown);
  return lacks ? missing_fact(kNoPayDay) : complies();
}

inline std::string wage_register_because(const WageRegister& entries, const Judgement&) {
  std::string lacks;
  const auto name = [&](bool is_lacking, std::string_view words) {
    if (is_lacking) lacks += fmt::format("{}{}", lacks.empty() ? "" : "、", words);
  };
  name(entries.phone == Entry::empty, "联系方式");
  name(either(entries.days, entries.hours) == Entry::empty, "工作时间（出勤天数、工时都空）");
  name(entries.gross == Entry::empty, "应发工资");
  name(entries.net == Entry::empty, "实发工资");
  name(lacks_receipt(entries) && entries.pay_date, "到账日期或本人签字");
  return fmt::format("当月工资台账缺：{}", lacks);
}

}  // namespace qingxin::rules
