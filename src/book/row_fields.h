// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

#include "book/book.h"
#include "book/columns.h"
#include "book/facts.h"

namespace qingxin::book {

// Every cell as a number, and back. An empty one is 0; what is 0 or more is written as one more.
template <typename Cell>
struct CellNumber {
  static std::int64_t of(const Cell& cell) { return static_cast<std::int64_t>(cell); }
  static Cell back(std::int64_t number) { return static_cast<Cell>(number); }
};
template <>
struct CellNumber<Money> {
  static std::int64_t of(Money cell) { return cell.fen; }
  static Money back(std::int64_t number) { return {number}; }
};
template <>
struct CellNumber<Date> {
  static std::int64_t of(Date cell) { return cell.days; }
  static Date back(std::int64_t number) { return {static_cast<std::int32_t>(number)}; }
};
template <>
struct CellNumber<Month> {
  static std::int64_t of(Month cell) { return cell.index; }
  static Month back(std::int64_t number) { return {static_cast<std::int32_t>(number)}; }
};
template <typename Cell>
struct CellNumber<std::optional<Cell>> {
  static std::int64_t of(const std::optional<Cell>& cell) {
    if (!cell) return 0;
    const std::int64_t number = CellNumber<Cell>::of(*cell);
    return number < 0 ? number : number + 1;
  }
  static std::optional<Cell> back(std::int64_t number) {
    if (number == 0) return std::nullopt;
    return CellNumber<Cell>::back(number < 0 ? number : number - 1);
  }
};

// The days of an attendance row: one day is its number, several are the bits above kSeveral.
struct DayBits {
  static constexpr std::int64_t kSeveral = 32;
  static constexpr std::uint32_t kAllDays = (std::uint32_t{1} << 31) - 1;
  static constexpr Range kRange{0, kSeveral + kAllDays};
  static std::int64_t of(std::uint32_t days) {
    return std::has_single_bit(days) ? std::countr_zero(days) : kSeveral + days;
  }
  static std::uint32_t back(std::int64_t number) {
    const std::uint32_t days = number < kSeveral ? std::uint32_t{1} << (number & (kSeveral - 1))
                                                 : static_cast<std::uint32_t>(number - kSeveral);
    return days & kAllDays;
  }
};

// The numbers below a count; none is, below 0.
constexpr Range below(std::size_t count) {
  return {0, static_cast<std::int64_t>(count) - 1};
}

// The last value of each choice.
template <typename Choice>
inline constexpr Choice kLast{};
template <>
inline constexpr Answer kLast<Answer> = Answer::yes;
template <>
inline constexpr EmployerKind kLast<EmployerKind> = EmployerKind::employer;
template <>
inline constexpr ProjectStatus kLast<ProjectStatus> = ProjectStatus::finished;
template <>
inline constexpr UnitKind kLast<UnitKind> = UnitKind::person;
template <>
inline constexpr LicenceState kLast<LicenceState> = LicenceState::other;
template <>
inline constexpr Role kLast<Role> = Role::chief_supervisor;
template <>
inline constexpr PayBasis kLast<PayBasis> = PayBasis::by_piece;
template <>
inline constexpr ContractKind kLast<ContractKind> = ContractKind::written_agreement;
template <>
inline constexpr DeductionKind kLast<DeductionKind> = DeductionKind::other;
template <>
inline constexpr PaymentStatus kLast<PaymentStatus> = PaymentStatus::returned;
template <>
inline constexpr PaymentForm kLast<PaymentForm> = PaymentForm::promissory;
template <>
inline constexpr Direction kLast<Direction> = Direction::out;
template <>
inline constexpr MovementKind kLast<MovementKind> = MovementKind::other;
template <>
inline constexpr DepositForm kLast<DepositForm> = DepositForm::exempt;
template <>
inline constexpr bool kLast<bool> = true;

// What a folder's cells can be, and no more: a book that says otherwise was not built of one.
inline constexpr Range kDates{date(1900, 1, 1).days, date(2199, 12, 31).days};
inline constexpr Range kMonths{month(1900, 1).index, month(2199, 12).index};
inline constexpr Range kAmounts{-yuan(1'000'000'000'000).fen, yuan(1'000'000'000'000).fen};
inline constexpr Range kCounts{-1, 99'999'999};
inline constexpr Range kPayDays{1, 31};
inline constexpr Range kPayMonthOffsets{0, 12};

// An empty cell is 0, and what is 0 or more is written as one more.
constexpr Range or_empty(Range range) {
  return {range.least < 0 ? range.least : 0, range.most + 1};
}

// What the numbers of a cell may be.
template <typename Cell>
struct CellRange {
  static constexpr Range of(const Limits&) {
    static_assert(std::is_enum_v<Cell> || std::is_same_v<Cell, bool>);
    static_assert(static_cast<int>(kLast<Cell>) > 0);
    return {0, static_cast<std::int64_t>(kLast<Cell>)};
  }
};
template <>
struct CellRange<TextId> {
  static constexpr Range of(const Limits& limits) { return below(limits.texts); }
};
template <>
struct CellRange<Date> {
  static constexpr Range of(const Limits&) { return kDates; }
};
template <>
struct CellRange<Month> {
  static constexpr Range of(const Limits& limits) {
    if (limits.months.empty()) return below(0);
    return {limits.months.front().index, limits.months.back().index};
  }
};
template <>
struct CellRange<Money> {
  static constexpr Range of(const Limits&) { return kAmounts; }
};
template <>
struct CellRange<std::int32_t> {
  static constexpr Range of(const Limits&) { return kCounts; }
};
template <>
struct CellRange<std::int16_t> {
  static constexpr Range of(const Limits&) { return {INT16_MIN, INT16_MAX}; }
};
template <typename Cell>
struct CellRange<std::optional<Cell>> {
  static constexpr Range of(const Limits& limits) { return or_empty(CellRange<Cell>::of(limits)); }
};

// The range of a column: that of its cells, but for the few that are narrower.
template <typename Row, typename Cell>
Range range_of(Cell Row::*cell, const Limits& limits) {
  if constexpr (std::is_same_v<Cell, std::optional<int>>) {
    if constexpr (std::is_same_v<Row, Project>) {
      if (cell == &Project::pay_day) return or_empty(kPayDays);
      if (cell == &Project::pay_month_offset) return or_empty(kPayMonthOffsets);
    }
    if constexpr (std::is_same_v<Row, RosterEntry>)
      if (cell == &RosterEntry::agreed_pay_day) return or_empty(kPayDays);
  }
  return CellRange<Cell>::of(limits);
}

// The cells of a row of each table, but for its project, worker, source and what is no number.
template <typename Row>
inline constexpr std::tuple<> kCells{};

template <>
inline constexpr auto kCells<Project> = std::tuple(
    &Project::project_id, &Project::name, &Project::kind, &Project::region_code, &Project::industry,
    &Project::programme, &Project::funding, &Project::owner, &Project::owner_credit_code,
    &Project::general_contractor, &Project::general_contractor_credit_code, &Project::contract_date,
    &Project::permit_required, &Project::permit_date, &Project::funds_ready,
    &Project::contractor_advance, &Project::start_date, &Project::planned_end, &Project::completed,
    &Project::status, &Project::contract_amount, &Project::measure_cycle, &Project::settle_method,
    &Project::labour_cycle_hundredths, &Project::labour_amount, &Project::labour_share,
    &Project::pay_day, &Project::pay_month_offset, &Project::labour_officer, &Project::has_gate);

template <>
inline constexpr auto kCells<Unit> =
    std::tuple(&Unit::name, &Unit::credit_code, &Unit::kind, &Unit::qualification,
               &Unit::licence_state, &Unit::contract_date, &Unit::measure_cycle,
               &Unit::settle_method, &Unit::agency_agreement, &Unit::entered, &Unit::left);

template <>
inline constexpr auto kCells<RosterEntry> = std::tuple(
    &RosterEntry::employer, &RosterEntry::team, &RosterEntry::name, &RosterEntry::id_kind,
    &RosterEntry::phone, &RosterEntry::trade, &RosterEntry::role, &RosterEntry::pay_basis,
    &RosterEntry::rate, &RosterEntry::agreed_pay_day, &RosterEntry::pay_method,
    &RosterEntry::contract_kind, &RosterEntry::contract_date, &RosterEntry::registered,
    &RosterEntry::trained, &RosterEntry::entered, &RosterEntry::left, &RosterEntry::settled,
    &RosterEntry::card, &RosterEntry::bank, &RosterEntry::card_holder);

template <>
inline constexpr auto kCells<Account> =
    std::tuple(&Account::account, &Account::account_name, &Account::kind, &Account::bank,
               &Account::bank_city, &Account::opened, &Account::filed, &Account::agreement,
               &Account::flagged, &Account::notice_posted, &Account::close_requested,
               &Account::closed, &Account::open_cases, &Account::open_suits);

template <>
inline constexpr auto kCells<PayrollLine> = std::tuple(
    &PayrollLine::month, &PayrollLine::employer, &PayrollLine::name, &PayrollLine::half_days,
    &PayrollLine::hours_hundredths, &PayrollLine::quantity, &PayrollLine::net, &PayrollLine::gross,
    &PayrollLine::overtime, &PayrollLine::allowances, &PayrollLine::withheld,
    &PayrollLine::deducted, &PayrollLine::deduction_kind, &PayrollLine::is_back_pay,
    &PayrollLine::card, &PayrollLine::prepared, &PayrollLine::signed_on, &PayrollLine::slip_given);

template <>
inline constexpr auto kCells<Payment> =
    std::tuple(&Payment::month, &Payment::date, &Payment::amount, &Payment::payee,
               &Payment::payee_account, &Payment::source_account, &Payment::serial,
               &Payment::reason, &Payment::status, &Payment::form, &Payment::cancelled_on);

// The hours first, where they are found without passing over another column.
template <>
inline constexpr auto kCells<AttendanceRow> =
    std::tuple(&AttendanceRow::hours_hundredths, &AttendanceRow::month, &AttendanceRow::passes,
               &AttendanceRow::first_minute, &AttendanceRow::last_minute);

template <>
inline constexpr auto kCells<Movement> = std::tuple(
    &Movement::account, &Movement::date, &Movement::amount, &Movement::direction, &Movement::kind,
    &Movement::counterparty, &Movement::counterparty_account, &Movement::memo, &Movement::serial);

template <>
inline constexpr auto kCells<LabourFee> =
    std::tuple(&LabourFee::period, &LabourFee::due, &LabourFee::amount);

template <>
inline constexpr auto kCells<Dispute> =
    std::tuple(&Dispute::opened, &Dispute::ended, &Dispute::about);

template <>
inline constexpr auto kCells<Deposit> =
    std::tuple(&Deposit::form, &Deposit::amount, &Deposit::stored, &Deposit::expires,
               &Deposit::beneficiary, &Deposit::exemption_number, &Deposit::clean_years,
               &Deposit::arrears_in_two_years, &Deposit::listed, &Deposit::parallel_projects,
               &Deposit::used, &Deposit::used_amount, &Deposit::topped_up);

template <>
inline constexpr auto kCells<Guarantee> =
    std::tuple(&Guarantee::amount, &Guarantee::from, &Guarantee::to);

template <>
inline constexpr auto kCells<Board> = std::tuple(&Board::posted);

// Cells that are shown, and that no rule looks at.
template <typename Row, typename Cell>
constexpr bool is_shown_only(Cell Row::*cell) {
  if constexpr (std::is_same_v<Row, RosterEntry> && std::is_same_v<Cell, TextId>)
    return cell == &RosterEntry::team || cell == &RosterEntry::trade || cell == &RosterEntry::bank;
  if constexpr (std::is_same_v<Row, RosterEntry> && std::is_same_v<Cell, std::optional<Date>>)
    return cell == &RosterEntry::trained;
  if constexpr (std::is_same_v<Row, PayrollLine> && std::is_same_v<Cell, TextId>)
    return cell == &PayrollLine::quantity || cell == &PayrollLine::card;
  if constexpr (std::is_same_v<Row, Payment> && std::is_same_v<Cell, TextId>)
    return cell == &Payment::reason;
  return false;
}

template <typename Row>
constexpr bool has_worker = requires(Row row) { row.worker; };
template <typename Row>
constexpr bool has_month = requires(Row row) { row.month; };
template <typename Row>
constexpr bool has_project = requires(Row row) { row.project; };

// The table that a row stands in.
template <typename Row>
inline constexpr Table kTableOf = Table::projects;
template <>
inline constexpr Table kTableOf<Unit> = Table::units;
template <>
inline constexpr Table kTableOf<RosterEntry> = Table::roster;
template <>
inline constexpr Table kTableOf<Account> = Table::accounts;
template <>
inline constexpr Table kTableOf<PayrollLine> = Table::payroll;
template <>
inline constexpr Table kTableOf<Payment> = Table::payments;
template <>
inline constexpr Table kTableOf<AttendanceRow> = Table::attendance;
template <>
inline constexpr Table kTableOf<Movement> = Table::movements;
template <>
inline constexpr Table kTableOf<LabourFee> = Table::labour_fees;
template <>
inline constexpr Table kTableOf<Dispute> = Table::disputes;
template <>
inline constexpr Table kTableOf<Deposit> = Table::deposits;
template <>
inline constexpr Table kTableOf<Guarantee> = Table::guarantees;
template <>
inline constexpr Table kTableOf<Board> = Table::boards;

}  // namespace qingxin::book
