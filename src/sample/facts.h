// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "sample/people.h"
#include "sample/places.h"

namespace qingxin::sample {

// What goes wrong at a project, told by its facts alone. Every other project keeps the law.
enum class Story : unsigned char {
  none,
  owner_short,       // the owner's labour fee runs dry, wages stay unpaid
  one_card,          // a gang boss collects for nine men
  cash,              // two gangs are paid in cash one month
  left_off_payroll,  // three worked and are in no payroll
  fifth_left_off,    // a fifth of the site is in no payroll
  failed_transfer,   // transfers come back and nobody sends them again
  before_contract,   // on site before contract and registration; one mistyped identity number
  account_late,      // the wage account is opened seventy days late
  account_missing,   // there is none
  account_idle,      // there is one, and wages go past it
  gate_off,          // the gate is dead for two weeks
  paid_late,         // everybody is paid four days late
  fee_below_wages,   // the contractor fills up what the owner owes, past the account
};

enum class UnitKind : unsigned char {
  owner,
  general_contractor,
  specialist,
  labour,
  supervisor,
  individual,
};
enum class Basis : unsigned char { day, month, hour, piece };
enum class Role : unsigned char { worker, staff, project_manager, supervisor };
enum class PayForm : unsigned char { account, bank, cash, in_kind, promissory };
enum class PayStatus : unsigned char { success, failed, returned };
enum class Shift : unsigned char {
  day,
  evening,  // after another site's day
  night,    // out after midnight
};

struct Unit {
  Firm firm = {};
  UnitKind kind = {};
  std::string_view qualification = {};
  Date contract = {};
  std::string_view licence = "存续";
  std::string_view measure_cycle = "月";
  std::string_view settle_method = "按月计量，退场前结清";
  std::optional<Date> agency_agreement = {};
};

// What the roster says of one stay. A worker without such rows has one, made of his own fields.
struct Stay {
  std::size_t unit;
  int team;
  std::string name;
  Date entered;
  std::optional<Date> left;
  std::string card;
};

// One person on one site. Whose employer is an index into the units.
struct Worker {
  Person person;
  std::size_t unit = 0;
  int team = 1;
  std::string_view trade;
  Role role = Role::worker;
  Basis basis = Basis::day;
  Money daily;  // what a day is worth, whatever the basis
  std::optional<Date> contract;
  std::optional<Date> registered;
  Date entered;
  std::optional<Date> left;
  std::optional<Date> settled;
  std::string card;
  std::string card_holder;
  std::string_view pay_method = "银行转账";
  bool shows_rate = true;
  bool shows_pay_day = true;
  bool starts_at_noon = false;
  std::vector<Stay> stays;
};

struct Attended {
  std::uint32_t worker;
  Date day;
  std::uint8_t hours;
  Shift shift = Shift::day;
};

struct PayrollLine {
  std::uint32_t worker = {};
  Month month = {};
  std::optional<std::size_t> unit = {};  // where it is not the worker's own
  int days = 0;
  int hours = 0;
  int quantity = 0;  // piece work only
  Money gross = {};
  Money overtime = {};
  Money allowances = {};
  Money withheld = {};
  Money deducted = {};
  std::string_view deduction_kind = "赔偿";  // shown where something is deducted
  Money net = {};
  Date prepared = {};
  std::optional<Date> signed_on = {};
  std::optional<Date> slip = {};
  bool is_back_pay = false;
  bool shows_days = true;
  bool shows_hours = true;
  std::string id_as_written = {};   // a slip of the typist instead of the worker's number
  std::string net_as_written = {};  // the same for the amount
};

struct Payment {
  std::uint32_t worker = {};
  Month month = {};
  std::uint32_t payee = {};  // whose name and card the bank saw
  Money amount = {};
  Date day = {};
  PayStatus status = PayStatus::success;
  PayForm form = PayForm::account;
  int serial = 0;
  std::string_view reason = {};
  std::string day_as_written = {};
};

struct LabourFee {
  Month month = {};
  Date due = {};
  Money amount = {};
  Date received_on = {};
  Money received = {};
};

struct Movement {
  Date day = {};
  bool is_income = false;
  Money amount = {};
  std::string_view kind = {};
  std::string counterparty = {};
  std::string counterparty_account = {};
  std::string memo = {};
  std::string account = {};  // empty: the project's own
  bool names_project = true;
  std::string serial = {};
};

struct Account {
  std::string number = {};
  std::string name = {};
  std::string_view kind = "专用存款账户";
  Date opened = {};
  std::optional<Date> filed = {};
  std::optional<Date> agreement = {};
  std::optional<Date> notice_posted = {};
  std::optional<Date> close_requested = {};
  std::optional<Date> closed = {};
  int open_cases = 0;
  int open_suits = 0;
};

struct Deposit {
  std::string_view form = "银行保函";
  std::optional<Money> amount = {};
  std::optional<Date> stored = {};
  std::optional<Date> expires = {};
  std::string exemption_number = {};
  int clean_years = 0;
  bool has_arrears = false;
  bool is_listed = false;
  int parallel_projects = 1;
  std::optional<Date> used = {};
  std::optional<Money> used_amount = {};
  std::optional<Date> topped_up = {};
};

struct Guarantee {
  Money amount;
  Date from;
  Date to;
};

// What a visitor of the site can read. Whatever is not told here is always the same.
struct Board {
  Date posted = {};
  std::string officer = {};
  std::string minimum_wage = {};
  std::string pay_day = {};
  std::string hotline = {};
};

struct Dispute {
  Date opened;
  std::optional<Date> ended;
  std::string_view about;
};

// One line of planted.csv: what a check of the folder has to find.
struct Planted {
  std::string project_id = {};
  std::string rule = {};
  std::string worker = {};
  std::string month = {};
  std::string subject = {};
  std::string_view severity = {};
  std::optional<Money> amount = {};
  std::string story = {};
};

struct Project {
  int number = 0;
  Story story = Story::none;
  std::optional<int> chapter;  // of faults; see chapters.h
  bool is_site = true;         // a construction project; otherwise a plain employer
  std::string id;
  std::string name;
  Place place;
  Firm owner;
  Firm contractor;
  Date contract;
  bool needs_permit = true;
  std::optional<Date> permit;
  bool has_funds = true;
  bool contractor_advances = false;
  Date start;
  Date planned_end;
  std::optional<Date> completed;
  std::optional<Date> stopped;  // 停工 since then
  std::string_view settle_method = "按月计量，竣工后六十日内结算";
  int labour_cycle_months = 1;
  bool shows_labour_amount = true;
  bool shows_labour_share = true;
  int pay_day = 15;
  int pay_offset = 1;
  int lead_days = 0;  // paid that many days before the last lawful day
  bool has_gate = true;
  bool is_monthly_sheet = false;
  std::string officer;
  Money contract_amount;
  Money labour_amount;
  std::vector<Account> accounts;  // the first pays the wages
  std::vector<Deposit> deposits;
  std::vector<Guarantee> guarantees;
  std::optional<Board> board;
  std::vector<Dispute> disputes;
  std::vector<Unit> units;
  std::vector<Worker> workers;
  std::vector<Attended> attendance;
  std::vector<PayrollLine> payroll;
  std::vector<Payment> payments;
  std::vector<LabourFee> fees;
  std::vector<Movement> movements;
  int last_serial = 0;  // of its payments
  std::vector<Planted> planted;
  std::map<std::pair<std::uint32_t, Month>, Money> unpaid;  // what stories left unpaid

  // The last day on which anybody works here.
  std::optional<Date> last_day() const { return stopped ? stopped : completed; }
};

}  // namespace qingxin::sample
