// SPDX-License-Identifier: Apache-2.0
#include "book/fact_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/check.h"
#include "book/row_fields.h"
#include "book/visit_rows.h"

namespace qingxin::book {

namespace {

template <typename Row, typename Cell>
struct Named {
  std::string_view name;
  Cell Row::*cell;
};
template <typename Row, typename Cell>
Named(std::string_view, Cell Row::*) -> Named<Row, Cell>;

// The cells that are kept, by their names, but for those that are no cell of their own.
template <typename Row>
inline constexpr std::tuple<> kKept{};
template <>
inline constexpr auto kKept<Project> = std::tuple(
    Named{"code", &Project::project_id}, Named{"name", &Project::name},
    Named{"kind", &Project::kind}, Named{"region_code", &Project::region_code},
    Named{"industry", &Project::industry}, Named{"programme", &Project::programme},
    Named{"funding", &Project::funding}, Named{"owner", &Project::owner},
    Named{"owner_credit_code", &Project::owner_credit_code},
    Named{"general_contractor", &Project::general_contractor},
    Named{"general_contractor_credit_code", &Project::general_contractor_credit_code},
    Named{"contract_day", &Project::contract_date},
    Named{"permit_required", &Project::permit_required}, Named{"permit_day", &Project::permit_date},
    Named{"funds_ready", &Project::funds_ready},
    Named{"contractor_advance", &Project::contractor_advance},
    Named{"start_day", &Project::start_date}, Named{"planned_end_day", &Project::planned_end},
    Named{"completed_day", &Project::completed}, Named{"status", &Project::status},
    Named{"contract_amount_fen", &Project::contract_amount},
    Named{"measure_cycle", &Project::measure_cycle},
    Named{"settle_method", &Project::settle_method},
    Named{"labour_cycle_hundredths", &Project::labour_cycle_hundredths},
    Named{"labour_amount_fen", &Project::labour_amount},
    Named{"labour_share", &Project::labour_share}, Named{"pay_day", &Project::pay_day},
    Named{"pay_month_offset", &Project::pay_month_offset},
    Named{"labour_officer", &Project::labour_officer}, Named{"has_gate", &Project::has_gate});
template <>
inline constexpr auto kKept<Unit> = std::tuple(
    Named{"name", &Unit::name}, Named{"credit_code", &Unit::credit_code},
    Named{"kind", &Unit::kind}, Named{"qualification", &Unit::qualification},
    Named{"licence_state", &Unit::licence_state}, Named{"contract_day", &Unit::contract_date},
    Named{"measure_cycle", &Unit::measure_cycle}, Named{"settle_method", &Unit::settle_method},
    Named{"agency_agreement_day", &Unit::agency_agreement}, Named{"entered_day", &Unit::entered},
    Named{"left_day", &Unit::left});
template <>
inline constexpr auto kKept<RosterEntry> = std::tuple(
    Named{"employer", &RosterEntry::employer}, Named{"team", &RosterEntry::team},
    Named{"name", &RosterEntry::name}, Named{"id_kind", &RosterEntry::id_kind},
    Named{"phone", &RosterEntry::phone}, Named{"trade", &RosterEntry::trade},
    Named{"role", &RosterEntry::role}, Named{"pay_basis", &RosterEntry::pay_basis},
    Named{"rate_fen", &RosterEntry::rate}, Named{"agreed_pay_day", &RosterEntry::agreed_pay_day},
    Named{"pay_method", &RosterEntry::pay_method},
    Named{"contract_kind", &RosterEntry::contract_kind},
    Named{"contract_day", &RosterEntry::contract_date},
    Named{"registered_day", &RosterEntry::registered}, Named{"trained_day", &RosterEntry::trained},
    Named{"entered_day", &RosterEntry::entered}, Named{"left_day", &RosterEntry::left},
    Named{"settled_day", &RosterEntry::settled}, Named{"card", &RosterEntry::card},
    Named{"bank", &RosterEntry::bank}, Named{"card_holder", &RosterEntry::card_holder});
template <>
inline constexpr auto kKept<Account> = std::tuple(
    Named{"account", &Account::account}, Named{"account_name", &Account::account_name},
    Named{"kind", &Account::kind}, Named{"bank", &Account::bank},
    Named{"bank_city", &Account::bank_city}, Named{"opened_day", &Account::opened},
    Named{"filed_day", &Account::filed}, Named{"agreement_day", &Account::agreement},
    Named{"flagged", &Account::flagged}, Named{"notice_posted_day", &Account::notice_posted},
    Named{"close_requested_day", &Account::close_requested}, Named{"closed_day", &Account::closed},
    Named{"open_cases", &Account::open_cases}, Named{"open_suits", &Account::open_suits});
template <>
inline constexpr auto kKept<PayrollLine> = std::tuple(
    Named{"wage_month", &PayrollLine::month}, Named{"employer", &PayrollLine::employer},
    Named{"name", &PayrollLine::name}, Named{"half_days", &PayrollLine::half_days},
    Named{"hours_hundredths", &PayrollLine::hours_hundredths},
    Named{"quantity", &PayrollLine::quantity}, Named{"net_fen", &PayrollLine::net},
    Named{"gross_fen", &PayrollLine::gross}, Named{"overtime_fen", &PayrollLine::overtime},
    Named{"allowances_fen", &PayrollLine::allowances},
    Named{"withheld_fen", &PayrollLine::withheld}, Named{"deducted_fen", &PayrollLine::deducted},
    Named{"deduction_kind", &PayrollLine::deduction_kind},
    Named{"is_back_pay", &PayrollLine::is_back_pay}, Named{"card", &PayrollLine::card},
    Named{"prepared_day", &PayrollLine::prepared}, Named{"signed_day", &PayrollLine::signed_on},
    Named{"slip_given_day", &PayrollLine::slip_given});
template <>
inline constexpr auto kKept<Payment> =
    std::tuple(Named{"wage_month", &Payment::month}, Named{"paid_day", &Payment::date},
               Named{"amount_fen", &Payment::amount}, Named{"payee", &Payment::payee},
               Named{"payee_account", &Payment::payee_account},
               Named{"source_account", &Payment::source_account}, Named{"serial", &Payment::serial},
               Named{"reason", &Payment::reason}, Named{"status", &Payment::status},
               Named{"form", &Payment::form});
template <>
inline constexpr auto kKept<AttendanceRow> = std::tuple(
    Named{"attended_month", &AttendanceRow::month},
    Named{"hours_hundredths", &AttendanceRow::hours_hundredths},
    Named{"passes", &AttendanceRow::passes}, Named{"first_minute", &AttendanceRow::first_minute},
    Named{"last_minute", &AttendanceRow::last_minute});
template <>
inline constexpr auto kKept<Movement> =
    std::tuple(Named{"account", &Movement::account}, Named{"moved_day", &Movement::date},
               Named{"amount_fen", &Movement::amount}, Named{"direction", &Movement::direction},
               Named{"kind", &Movement::kind}, Named{"counterparty", &Movement::counterparty},
               Named{"counterparty_account", &Movement::counterparty_account},
               Named{"memo", &Movement::memo}, Named{"serial", &Movement::serial});
template <>
inline constexpr auto kKept<LabourFee> =
    std::tuple(Named{"period", &LabourFee::period}, Named{"due_day", &LabourFee::due},
               Named{"amount_fen", &LabourFee::amount});
template <>
inline constexpr auto kKept<Dispute> =
    std::tuple(Named{"opened_day", &Dispute::opened}, Named{"ended_day", &Dispute::ended},
               Named{"about", &Dispute::about});
template <>
inline constexpr auto kKept<Deposit> = std::tuple(
    Named{"form", &Deposit::form}, Named{"amount_fen", &Deposit::amount},
    Named{"stored_day", &Deposit::stored}, Named{"expires_day", &Deposit::expires},
    Named{"beneficiary", &Deposit::beneficiary},
    Named{"exemption_number", &Deposit::exemption_number},
    Named{"clean_years", &Deposit::clean_years},
    Named{"arrears_in_two_years", &Deposit::arrears_in_two_years},
    Named{"listed", &Deposit::listed}, Named{"parallel_projects", &Deposit::parallel_projects},
    Named{"used_day", &Deposit::used}, Named{"used_amount_fen", &Deposit::used_amount},
    Named{"topped_up_day", &Deposit::topped_up});
template <>
inline constexpr auto kKept<Guarantee> =
    std::tuple(Named{"amount_fen", &Guarantee::amount}, Named{"from_day", &Guarantee::from},
               Named{"to_day", &Guarantee::to});
template <>
inline constexpr auto kKept<Board> = std::tuple(Named{"posted_day", &Board::posted});

// After those of attendance and of boards come these: a bit for each day, and Board::fields.
constexpr std::string_view kDayBits = "day_bits";
constexpr std::array kBoardFields = std::to_array<std::string_view>(
    {"place", "template_version", "owner", "general_contractor", "subcontractors",
     "industry_authority", "labour_officer", "minimum_wage", "pay_day_text", "authority_phone",
     "inspection_phone", "arbitration", "legal_aid", "legal_service_hotline"});

constexpr std::int64_t digits_of(Date day) {
  return year_of(day) * 10'000 + static_cast<int>(month_of_year(month_of(day))) * 100 +
         static_cast<int>(day_of_month(day));
}
constexpr std::int64_t digits_of(Month month) {
  return year_of(month) * 100 + static_cast<int>(month_of_year(month));
}

// A cell as it is kept, and back; nothing, when it can be no such cell.
template <typename Cell>
struct Kept {
  static_assert(std::is_enum_v<Cell> || std::is_same_v<Cell, bool>);
  static FactCell of(Cell cell, const Strings&) { return static_cast<std::int64_t>(cell); }
  static std::optional<Cell> back(const FactCell& kept, Strings&) {
    const auto* number = std::get_if<std::int64_t>(&kept);
    if (number == nullptr || *number < 0 || *number > static_cast<std::int64_t>(kLast<Cell>))
      return std::nullopt;
    return static_cast<Cell>(*number);
  }
};
template <>
struct Kept<TextId> {
  static FactCell of(TextId id, const Strings& texts) {
    if (id == 0) return std::monostate{};
    return texts[id];
  }
  static std::optional<TextId> back(const FactCell& kept, Strings& texts) {
    if (std::holds_alternative<std::monostate>(kept)) return TextId{0};
    const auto* text = std::get_if<std::string_view>(&kept);
    if (text == nullptr) return std::nullopt;
    return texts.add(*text);
  }
};
template <>
struct Kept<Money> {
  static FactCell of(Money sum, const Strings&) { return sum.fen; }
  static std::optional<Money> back(const FactCell& kept, Strings&) {
    const auto* fen = std::get_if<std::int64_t>(&kept);
    if (fen == nullptr) return std::nullopt;
    return Money{*fen};
  }
};
template <>
struct Kept<Date> {
  static FactCell of(Date day, const Strings&) { return digits_of(day); }
  static std::optional<Date> back(const FactCell& kept, Strings&) {
    const auto* digits = std::get_if<std::int64_t>(&kept);
    if (digits == nullptr || *digits < 1900'01'01 || *digits > 2199'12'31) return std::nullopt;
    const auto year = static_cast<int>(*digits / 10'000);
    const auto month_number = static_cast<unsigned>(*digits / 100 % 100);
    const auto day = static_cast<unsigned>(*digits % 100);
    if (!is_date(year, month_number, day)) return std::nullopt;
    return date(year, month_number, day);
  }
};
template <>
struct Kept<Month> {
  static FactCell of(Month month, const Strings&) { return digits_of(month); }
  static std::optional<Month> back(const FactCell& kept, Strings&) {
    const auto* digits = std::get_if<std::int64_t>(&kept);
    if (digits == nullptr || *digits < 1900'01 || *digits > 2199'12) return std::nullopt;
    if (*digits % 100 < 1 || *digits % 100 > 12) return std::nullopt;
    return month(static_cast<int>(*digits / 100), static_cast<unsigned>(*digits % 100));
  }

 private:
  static Month month(int year, unsigned number) { return qingxin::month(year, number); }
};
// Of these, below 0 is: not given.
template <typename Count>
  requires(std::is_same_v<Count, std::int32_t> || std::is_same_v<Count, std::int16_t>)
struct Kept<Count> {
  static FactCell of(Count count, const Strings&) {
    if (count < 0) return std::monostate{};
    return std::int64_t{count};
  }
  static std::optional<Count> back(const FactCell& kept, Strings&) {
    if (std::holds_alternative<std::monostate>(kept)) return Count{-1};
    const auto* number = std::get_if<std::int64_t>(&kept);
    if (number == nullptr || *number < 0 || *number > std::numeric_limits<Count>::max())
      return std::nullopt;
    return static_cast<Count>(*number);
  }
};
template <typename Cell>
struct Kept<std::optional<Cell>> {
  static FactCell of(const std::optional<Cell>& cell, const Strings& texts) {
    if (!cell) return std::monostate{};
    return Kept<Cell>::of(*cell, texts);
  }
  static std::optional<std::optional<Cell>> back(const FactCell& kept, Strings& texts) {
    if (std::holds_alternative<std::monostate>(kept)) return std::optional<Cell>{};
    const std::optional<Cell> cell = Kept<Cell>::back(kept, texts);
    if (!cell) return std::nullopt;
    return cell;
  }
};

template <typename Row>
std::vector<FactColumn> columns_of(Table table) {
  std::vector<FactColumn> columns;
  const auto add = [&]<typename Cell>(const Named<Row, Cell>& kept) {
    columns.push_back({kept.name, std::is_same_v<Cell, TextId>, false});
  };
  std::apply([&](const auto&... kept) { (add(kept), ...); }, kKept<Row>);
  if constexpr (std::is_same_v<Row, AttendanceRow>) columns.push_back({kDayBits, false, false});
  if constexpr (std::is_same_v<Row, Board>)
    for (const std::string_view name : kBoardFields) columns.push_back({name, true, false});
  for (FactColumn& column : columns)
    column.is_masked = std::ranges::any_of(shape_of(table).columns, [&](const Column& known) {
      return known.english == column.name && known.is_masked();
    });
  return columns;
}

template <typename Row>
void read(const Facts& facts, const Row& from, FactRow& row) {
  row.source = from.source;
  row.worker = 0;
  if constexpr (has_worker<Row>) row.worker = from.worker;
  if constexpr (has_project<Row>) row.project = from.project;
  row.cells.clear();
  const auto add = [&]<typename Cell>(const Named<Row, Cell>& kept) {
    row.cells.push_back(Kept<Cell>::of(from.*kept.cell, facts.texts));
  };
  std::apply([&](const auto&... kept) { (add(kept), ...); }, kKept<Row>);
  if constexpr (std::is_same_v<Row, AttendanceRow>) row.cells.push_back(std::int64_t{from.days});
  if constexpr (std::is_same_v<Row, Board>) {
    for (std::size_t i = 0; i < kBoardFields.size(); ++i)
      row.cells.push_back(
          Kept<TextId>::of(i < from.fields.size() ? from.fields[i] : 0, facts.texts));
  }
}

// The place of the first cell that cannot be one of such a row; nothing, when all can.
template <typename Row>
std::optional<std::size_t> write(Facts& facts, const FactRow& from, Row& row) {
  row.source = from.source;
  if constexpr (has_worker<Row>) row.worker = from.worker;
  if constexpr (has_project<Row>) row.project = from.project;
  std::optional<std::size_t> wrong;
  std::size_t place = 0;
  const auto take = [&]<typename Cell>(const Named<Row, Cell>& kept) {
    const std::optional<Cell> taken = Kept<Cell>::back(from.cells[place], facts.texts);
    if (taken) row.*kept.cell = *taken;
    if (!taken && !wrong) wrong = place;
    ++place;
  };
  std::apply([&](const auto&... kept) { (take(kept), ...); }, kKept<Row>);
  if constexpr (std::is_same_v<Row, AttendanceRow>) {
    const auto* days = std::get_if<std::int64_t>(&from.cells[place]);
    if (days != nullptr && *days >= 0 && *days <= DayBits::kAllDays)
      row.days = static_cast<std::uint32_t>(*days);
    else if (!wrong)
      wrong = place;
  }
  if constexpr (std::is_same_v<Row, Board>) {
    for (; place < from.cells.size(); ++place)
      row.fields.push_back(Kept<TextId>::back(from.cells[place], facts.texts).value_or(0));
  }
  return wrong;
}

}  // namespace

std::span<const FactColumn> fact_columns(Table table) {
  static const std::vector<std::vector<FactColumn>> kColumns = [] {
    const Facts none;
    std::vector<std::vector<FactColumn>> columns;
    for (const TableShape& shape : all_tables())
      columns.push_back(visit_rows(none, shape.table, [&](const auto& rows) {
        return columns_of<RowOf<decltype(rows)>>(shape.table);
      }));
    return columns;
  }();
  return kColumns[static_cast<std::size_t>(table)];
}

bool names_worker(Table table) {
  static const std::array<bool, kTableCount> kNames = [] {
    const Facts none;
    std::array<bool, kTableCount> names{};
    for (const TableShape& shape : all_tables())
      names[static_cast<std::size_t>(shape.table)] = visit_rows(
          none, shape.table, [](const auto& rows) { return has_worker<RowOf<decltype(rows)>>; });
    return names;
  }();
  return kNames[static_cast<std::size_t>(table)];
}

std::size_t row_count(const Facts& facts, Table table) {
  return visit_rows(facts, table, [](const auto& rows) { return rows.size(); });
}

RowPlace place_of_row(const Facts& facts, Table table, std::size_t place) {
  return visit_rows(facts, table, [&](const auto& rows) {
    if constexpr (has_project<RowOf<decltype(rows)>>)
      return RowPlace{rows[place].project, rows[place].source};
    else
      return RowPlace{static_cast<ProjectIndex>(place), rows[place].source};
  });
}

void read_row(const Facts& facts, Table table, std::size_t place, FactRow& row) {
  row.project = static_cast<ProjectIndex>(place);  // unless the row names one
  visit_rows(facts, table, [&](const auto& rows) { read(facts, rows[place], row); });
}

Result<void> add_row(Facts& facts, Table table, const FactRow& row) {
  const std::span<const FactColumn> columns = fact_columns(table);
  check(row.cells.size() == columns.size());
  const std::optional<std::size_t> wrong = visit_rows(facts, table, [&](auto& rows) {
    RowOf<decltype(rows)> made{};
    const std::optional<std::size_t> place = write(facts, row, made);
    if constexpr (std::is_same_v<RowOf<decltype(rows)>, Project>) {
      check(row.project < rows.size());
      rows[row.project] = std::move(made);
    } else {
      rows.push_back(std::move(made));
    }
    return place;
  });
  if (!wrong) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("库里{}的一行「{}」不是这一列能有的值；请从备份恢复，不要手工改表",
                          shape_of(table).chinese[0], columns[*wrong].name));
}

}  // namespace qingxin::book
