// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

enum class UnitKind : unsigned char { owner, general_contractor, specialist, labour, supervisor };
enum class Basis : unsigned char { day, month, hour, piece };
enum class Role : unsigned char { worker, staff, project_manager, supervisor };
enum class PayForm : unsigned char { account, bank, cash };
enum class PayStatus : unsigned char { success, failed, returned };

struct Unit {
  Firm firm;
  UnitKind kind;
  std::string_view qualification;
  Date contract;
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
  Date contract;
  Date registered;
  Date entered;
  std::optional<Date> left;
  std::optional<Date> changed_team;  // from this day in the next team
  std::string card;
  std::string card_holder;
  bool starts_at_noon = false;
};

struct Attended {
  std::uint32_t worker;
  Date day;
  std::uint8_t hours;
};

struct PayrollLine {
  std::uint32_t worker = {};
  Month month = {};
  int days = 0;
  int hours = 0;
  int quantity = 0;  // piece work only
  Money gross = {};
  Money overtime = {};
  Money allowances = {};
  Money withheld = {};
  Money deducted = {};
  Money net = {};
  Date prepared = {};
  Date signed_on = {};
  Date slip = {};
  bool shows_days = true;
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
  std::string serial = {};
};

struct Planted {
  std::string project_id;
  std::string rule;
  std::string worker;
  std::string month;
  std::string story;
};

struct Project {
  int number = 0;
  Story story = Story::none;
  bool is_site = true;  // a construction project; otherwise a plain employer
  std::string id;
  std::string name;
  Place place;
  Firm owner;
  Firm contractor;
  Date contract;
  Date permit;
  Date start;
  Date planned_end;
  std::optional<Date> completed;
  int pay_day = 15;
  int pay_offset = 1;
  int lead_days = 0;  // paid that many days before the last lawful day
  bool is_monthly_sheet = false;
  std::string officer;
  std::string account;
  std::optional<Date> opened;
  Money contract_amount;
  Money labour_amount;
  std::vector<Unit> units;
  std::vector<Worker> workers;
  std::vector<Attended> attendance;
  std::vector<PayrollLine> payroll;
  std::vector<Payment> payments;
  std::vector<LabourFee> fees;
  std::vector<Movement> movements;
  std::vector<Planted> planted;
};

}  // namespace qingxin::sample
