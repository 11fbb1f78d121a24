// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace qingxin::book {

// The tables of a facts folder, in the order in which they are read: a table comes after those
// that it points to.
enum class Table : std::uint8_t {
  projects,
  units,
  roster,
  accounts,
  payroll,
  payments,
  attendance,
  movements,
  labour_fees,
  disputes,
  deposits,
  guarantees,
  boards,
};
inline constexpr std::size_t kTableCount = 13;

// How a cell of a column is written; see docs/facts-folder.md.
enum class CellKind : std::uint8_t {
  text,
  code,      // digits matter: a number cell that lost some is refused
  identity,  // worker's document number; masked wherever it is shown
  secret,    // a code that is masked wherever it is shown: phone, bank card, account
  date,
  month,
  money,
  count,    // a whole number
  decimal,  // hours, days, shares
  yes_no,
  choice,  // one of the words that the table's page lists
};

struct Column {
  std::string_view english;
  std::string_view chinese;
  CellKind kind;
  bool is_required = false;  // must be present in the header

  constexpr bool is_masked() const {
    return kind == CellKind::identity || kind == CellKind::secret;
  }
};

using ColumnIndex = std::uint8_t;

// The heading of the project inspection (条例 39) that a table serves: what a missing table or
// column counts under.
enum class Heading : std::uint8_t {
  none,
  contract,
  pay,
  roster,
  account,
  agency_pay,
  deposit,
  board,
};

struct TableShape {
  Table table;
  std::string_view english;                 // also a stem
  std::array<std::string_view, 2> chinese;  // stems; the first is the name
  Heading heading;
  std::span<const Column> columns;
};

// Positions of columns in their tables; the arrays in schema.cc follow them, which a test checks.
namespace projects {
enum : ColumnIndex {
  project_id,
  name,
  kind,
  region_code,
  industry,
  programme,
  funding,
  owner,
  owner_credit_code,
  general_contractor,
  general_contractor_credit_code,
  contract_date,
  permit_required,
  permit_date,
  funds_ready,
  contractor_advance,
  start_date,
  planned_end,
  completed,
  status,
  contract_amount,
  measure_cycle,
  settle_method,
  labour_cycle_months,
  labour_amount,
  labour_share,
  pay_day,
  pay_month_offset,
  labour_officer,
  has_gate,
};
}
namespace units {
enum : ColumnIndex {
  project_id,
  name,
  credit_code,
  kind,
  qualification,
  licence_state,
  contract_date,
  measure_cycle,
  settle_method,
  agency_agreement,
  entered,
  left,
};
}
namespace roster {
enum : ColumnIndex {
  project_id,
  employer,
  team,
  name,
  id_kind,
  id_number,
  phone,
  trade,
  role,
  pay_basis,
  rate,
  agreed_pay_day,
  pay_method,
  contract_kind,
  contract_date,
  registered,
  trained,
  entered,
  left,
  settled,
  card,
  bank,
  card_holder,
};
}
namespace accounts {
enum : ColumnIndex {
  project_id,
  account,
  account_name,
  kind,
  bank,
  bank_city,
  opened,
  filed,
  agreement,
  flagged,
  notice_posted,
  close_requested,
  closed,
  open_cases,
  open_suits,
};
}
namespace payroll {
enum : ColumnIndex {
  project_id,
  month,
  employer,
  name,
  id_number,
  days,
  hours,
  quantity,
  gross,
  overtime,
  allowances,
  withheld,
  deducted,
  deduction_kind,
  net,
  card,
  prepared,
  signed_on,
  is_back_pay,
  slip_given,
};
}
namespace payments {
enum : ColumnIndex {
  project_id,
  month,
  id_number,
  payee,
  payee_account,
  amount,
  date,
  status,
  source_account,
  form,
  serial,
  reason,
};
}
namespace attendance {
// The daily form has a date, the monthly form a month and the columns 1 … 31.
enum : ColumnIndex {
  project_id,
  id_number,
  date,
  month,
  hours,
  first_in,
  last_out,
  passes,
  channel,
  first_of_days,
};
inline constexpr ColumnIndex kDays = 31;
}  // namespace attendance
namespace movements {
enum : ColumnIndex {
  account,
  project_id,
  date,
  direction,
  amount,
  kind,
  counterparty,
  counterparty_account,
  memo,
  serial,
};
}
namespace labour_fees {
enum : ColumnIndex { project_id, period, due, amount };
}
namespace disputes {
enum : ColumnIndex { project_id, opened, ended, about };
}
namespace deposits {
enum : ColumnIndex {
  project_id,
  form,
  amount,
  stored,
  expires,
  beneficiary,
  exemption_number,
  clean_years,
  arrears_in_two_years,
  listed,
  parallel_projects,
  used,
  used_amount,
  topped_up,
};
}
namespace guarantees {
enum : ColumnIndex { project_id, amount, from, to };
}
namespace boards {
enum : ColumnIndex {
  project_id,
  posted,
  place,
  template_version,
  owner,
  general_contractor,
  subcontractors,
  industry_authority,
  labour_officer,
  minimum_wage,
  pay_day,
  authority_phone,
  inspection_phone,
  arbitration,
  legal_aid,
  legal_service_hotline,
};
}

const TableShape& shape_of(Table table);
const std::array<TableShape, kTableCount>& all_tables();

// By English name; nothing when no table is called so.
std::optional<Table> table_named(std::string_view english);

// "代发明细", and "代发明细「日期」" with a column; the English names stay where none is known.
std::string_view table_in_chinese(std::string_view english_table);
std::string_view column_in_chinese(std::string_view english_table, std::string_view english_column);

}  // namespace qingxin::book
