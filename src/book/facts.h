// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "book/schema.h"
#include "book/strings.h"

namespace qingxin::book {

// Positions in Facts::projects and Facts::identities.
using ProjectIndex = std::uint32_t;
using WorkerIndex = std::uint32_t;
inline constexpr std::uint32_t kNone = UINT32_MAX;

// Where a fact was read: Facts::files, and the line of the sheet (1-based, header counted).
struct Source {
  std::uint32_t row = 0;
  std::uint16_t file = 0;

  friend constexpr auto operator<=>(const Source&, const Source&) = default;
};

enum class Answer : std::uint8_t { none, no, yes };  // none: the cell was empty

enum class EmployerKind : std::uint8_t { construction_project, employer };
enum class ProjectStatus : std::uint8_t { none, preparing, running, stopped, finished };
enum class UnitKind : std::uint8_t {
  owner,
  general_contractor,
  specialist_subcontractor,
  labour_subcontractor,
  supervisor,
  person,
};
enum class LicenceState : std::uint8_t { none, valid, deregistered, revoked, other };
enum class Role : std::uint8_t { worker, manager, project_manager, chief_supervisor };
enum class PayBasis : std::uint8_t { none, by_day, by_month, by_hour, by_piece };
enum class ContractKind : std::uint8_t { none, labour_contract, written_agreement };
enum class DeductionKind : std::uint8_t { none, compensation, other };
enum class PaymentStatus : std::uint8_t { success, failed, returned };
enum class PaymentForm : std::uint8_t { none, wage_account, transfer, cash, in_kind, promissory };
enum class Direction : std::uint8_t { in, out };
enum class MovementKind : std::uint8_t {
  none,
  labour_fee,
  wages,
  deposit,
  charge,
  interest,
  withdrawal,
  freeze,
  seizure,
  other,
};
enum class DepositForm : std::uint8_t { cash, bank_guarantee, surety_guarantee, insurance, exempt };

struct Project {
  TextId project_id, name;
  EmployerKind kind;
  TextId region_code, industry, programme, funding, owner, owner_credit_code;
  TextId general_contractor, general_contractor_credit_code;
  std::optional<Date> contract_date;
  Answer permit_required;
  std::optional<Date> permit_date;
  Answer funds_ready, contractor_advance;
  std::optional<Date> start_date, planned_end, completed;
  ProjectStatus status;
  std::optional<Money> contract_amount;
  TextId measure_cycle, settle_method;
  std::optional<int> labour_cycle_hundredths;  // months × 100
  std::optional<Money> labour_amount;
  TextId labour_share;
  std::optional<int> pay_day;           // 1–31
  std::optional<int> pay_month_offset;  // 0–12
  TextId labour_officer;
  Answer has_gate;
  Source source;
};

struct Unit {
  ProjectIndex project;
  TextId name, credit_code;
  UnitKind kind;
  TextId qualification;
  LicenceState licence_state;
  std::optional<Date> contract_date;
  TextId measure_cycle, settle_method;
  std::optional<Date> agency_agreement, entered, left;
  Source source;
};

struct RosterEntry {
  ProjectIndex project;
  WorkerIndex worker;
  TextId employer, team, name, id_kind, phone, trade;
  Role role;
  PayBasis pay_basis;
  std::optional<Money> rate;
  std::optional<int> agreed_pay_day;
  TextId pay_method;
  ContractKind contract_kind;
  std::optional<Date> contract_date, registered, trained;
  Date entered;
  std::optional<Date> left, settled;
  TextId card, bank, card_holder;
  Source source;
};

struct Account {
  ProjectIndex project;
  TextId account, account_name, kind, bank, bank_city;
  std::optional<Date> opened, filed, agreement;
  Answer flagged;
  std::optional<Date> notice_posted, close_requested, closed;
  TextId open_cases, open_suits;
  Source source;
};

struct PayrollLine {
  ProjectIndex project;
  WorkerIndex worker;
  Month month;
  TextId employer, name;
  std::int32_t half_days = -1;  // -1: not given
  std::int32_t hours_hundredths = -1;
  TextId quantity;
  Money net;
  std::optional<Money> gross, overtime, allowances, withheld, deducted;
  DeductionKind deduction_kind;
  bool is_back_pay;
  TextId card;
  std::optional<Date> prepared, signed_on, slip_given;
  Source source;
};

struct Payment {
  ProjectIndex project;
  WorkerIndex worker;
  Month month;
  Date date;
  Money amount;
  TextId payee, payee_account, source_account, serial, reason;
  PaymentStatus status;
  PaymentForm form;
  std::optional<Date> cancelled_on;  // a 退回 row of that day carries the serial of this 成功 row
  Source source;
};

// One row of either form: the days of one month on which one person was there. A day of the monthly
// form whose cell gives hours is a row of its own. A row of the daily form has one day; whether its
// hours and passes suffice is a local parameter, so it is kept here.
struct AttendanceRow {
  ProjectIndex project;
  WorkerIndex worker;
  Month month;
  std::uint32_t days;             // bit d-1
  std::int16_t hours_hundredths;  // daily form; -1: not given
  std::int16_t passes;            // daily form; -1: not given
  std::int16_t first_minute;      // daily form, from midnight; -1: not given or unreadable
  std::int16_t last_minute;
  Source source;
};

struct Movement {
  TextId account;
  ProjectIndex project;  // kNone: not assigned
  Date date;
  Money amount;
  Direction direction;
  MovementKind kind;
  TextId counterparty, counterparty_account, memo, serial;
  Source source;
};

struct LabourFee {
  ProjectIndex project;
  TextId period;
  Date due;
  Money amount;
  Source source;
};

struct Dispute {
  ProjectIndex project;
  Date opened;
  std::optional<Date> ended;
  TextId about;
  Source source;
};

struct Deposit {
  ProjectIndex project;
  DepositForm form;
  std::optional<Money> amount;
  std::optional<Date> stored, expires;
  TextId beneficiary, exemption_number;
  std::optional<int> clean_years;
  Answer arrears_in_two_years, listed;
  std::optional<int> parallel_projects;
  std::optional<Date> used;
  std::optional<Money> used_amount;
  std::optional<Date> topped_up;
  Source source;
};

struct Guarantee {
  ProjectIndex project;
  std::optional<Money> amount;
  std::optional<Date> from, to;
  Source source;
};

struct Board {
  ProjectIndex project;
  std::optional<Date> posted;
  std::vector<TextId> fields;  // from `place` on, in the order of the schema
  Source source;
};

// A row that could not be used. What it might have said about a project-month is not known until
// it is mended, so it silences the checks that it could turn there.
struct RejectedRow {
  Table table;
  Source source;
  std::string column;  // Chinese name; empty: the whole row
  std::string value;   // masked where the column is
  std::string reason;
  ProjectIndex project = kNone;        // kNone: could be any, unless names_unknown_project
  std::optional<Month> month = {};     // empty: could be any
  WorkerIndex worker = 0;              // 0: could be anybody
  std::optional<Date> date = {};       // the day of the fact, where it can be read
  bool names_unknown_project = false;  // a project that the projects table does not have
  bool is_exact_duplicate = false;     // hides nothing
};

// One file as it was read.
struct FileRead {
  std::string name;
  Table table;
  int rows = 0;  // data rows that are not blank
  int used = 0;
  std::vector<std::string> ignored_columns;
  bool is_monthly = false;     // attendance: the form with columns 1…31
  std::uint32_t delivery = 0;  // files of one number came together; those of a folder did
};

// Which tables there are, and which columns any file of them has.
struct Present {
  std::array<bool, kTableCount> tables{};
  std::array<std::bitset<64>, kTableCount> columns{};

  bool has(Table table) const { return tables[static_cast<std::size_t>(table)]; }
  bool has(Table table, ColumnIndex column) const {
    return columns[static_cast<std::size_t>(table)].test(column);
  }
};

// Which of several deliveries' files speak for a project, and what tables and columns these have.
struct Voice {
  std::vector<bool> files;  // by place in Facts::files
  Present present;
};

// The rows of all tables but that of the projects: of a whole folder, or of one project.
struct Rows {
  std::vector<Unit> units;
  std::vector<RosterEntry> roster;
  std::vector<Account> accounts;
  std::vector<PayrollLine> payroll;
  std::vector<Payment> payments;
  std::vector<AttendanceRow> attendance;
  std::vector<Movement> movements;
  std::vector<LabourFee> labour_fees;
  std::vector<Dispute> disputes;
  std::vector<Deposit> deposits;
  std::vector<Guarantee> guarantees;
  std::vector<Board> boards;
};

// All that a folder says, row by row, each with its source.
struct Facts : Rows {
  Strings texts;       // names, codes, accounts
  Strings identities;  // WorkerIndex → document number; 0 is nobody
  std::vector<FileRead> files;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> unrecognised_files;
  Present present;

  std::vector<Project> projects;

  // Of a folder empty: every file speaks for every project. Else by project a place in `voices`:
  // what another project's deliveries hold says nothing about it, neither what they lack.
  std::vector<Voice> voices;
  std::vector<std::uint32_t> voice_of;
};

}  // namespace qingxin::book
