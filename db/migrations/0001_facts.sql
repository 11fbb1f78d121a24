-- SPDX-License-Identifier: Apache-2.0
-- The first schema: units, batches with their files, the facts of projects, findings with history.
-- A _fen is an amount, a _day is yyyymmdd, a _month is yyyymm, a _ms is UTC in milliseconds.
-- Which class a table belongs to is said in src/store/table_class.h.

-- Reference.

CREATE TABLE unit (
  unit_id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  region_code TEXT NOT NULL
);

-- Control.

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL
);

CREATE TABLE project_code (
  code TEXT NOT NULL PRIMARY KEY,
  project_id BIGINT NOT NULL,
  UNIQUE (project_id)
);

-- state: 1 receiving, 2 waiting, 3 in force, 4 withdrawn.
CREATE TABLE batch (
  batch_id BIGINT NOT NULL PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  note TEXT NOT NULL,
  state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
  received_ms BIGINT NOT NULL,
  used_ms BIGINT,
  withdrawn_ms BIGINT
);

CREATE TABLE batch_file (
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  name TEXT NOT NULL,
  table_no BIGINT NOT NULL,
  rows_read BIGINT NOT NULL,
  rows_used BIGINT NOT NULL,
  is_monthly BIGINT NOT NULL CHECK (is_monthly IN (0, 1)),
  ignored_columns TEXT NOT NULL,
  corrects_batch_id BIGINT,
  corrects_file_no BIGINT,
  corrected_by_batch_id BIGINT,
  PRIMARY KEY (batch_id, file_no)
);

CREATE TABLE batch_table (
  batch_id BIGINT NOT NULL,
  table_no BIGINT NOT NULL,
  column_bits BIGINT NOT NULL,
  PRIMARY KEY (batch_id, table_no)
);

CREATE TABLE batch_project (
  batch_id BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  PRIMARY KEY (batch_id, project_id)
);
CREATE INDEX batch_project_by_project ON batch_project (project_id, batch_id);

-- Project. What is assigned to no project has project_id 0.

CREATE TABLE project (
  project_id BIGINT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  findings_version BIGINT NOT NULL
);

CREATE TABLE person (
  project_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  id_number TEXT NOT NULL,
  PRIMARY KEY (project_id, person_id)
);

CREATE TABLE fact_chunk (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  fact_count BIGINT NOT NULL,
  reject_count BIGINT NOT NULL,
  digest BIGINT NOT NULL,
  PRIMARY KEY (project_id, batch_id)
);

CREATE TABLE fact_projects (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  code TEXT,
  name TEXT,
  kind BIGINT NOT NULL,
  region_code TEXT,
  industry TEXT,
  programme TEXT,
  funding TEXT,
  owner TEXT,
  owner_credit_code TEXT,
  general_contractor TEXT,
  general_contractor_credit_code TEXT,
  contract_day BIGINT,
  permit_required BIGINT NOT NULL,
  permit_day BIGINT,
  funds_ready BIGINT NOT NULL,
  contractor_advance BIGINT NOT NULL,
  start_day BIGINT,
  planned_end_day BIGINT,
  completed_day BIGINT,
  status BIGINT NOT NULL,
  contract_amount_fen BIGINT,
  measure_cycle TEXT,
  settle_method TEXT,
  labour_cycle_hundredths BIGINT,
  labour_amount_fen BIGINT,
  labour_share TEXT,
  pay_day BIGINT,
  pay_month_offset BIGINT,
  labour_officer TEXT,
  has_gate BIGINT NOT NULL,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_units (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  name TEXT,
  credit_code TEXT,
  kind BIGINT NOT NULL,
  qualification TEXT,
  licence_state BIGINT NOT NULL,
  contract_day BIGINT,
  measure_cycle TEXT,
  settle_method TEXT,
  agency_agreement_day BIGINT,
  entered_day BIGINT,
  left_day BIGINT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_roster (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  employer TEXT,
  team TEXT,
  name TEXT,
  id_kind TEXT,
  phone TEXT,
  trade TEXT,
  role BIGINT NOT NULL,
  pay_basis BIGINT NOT NULL,
  rate_fen BIGINT,
  agreed_pay_day BIGINT,
  pay_method TEXT,
  contract_kind BIGINT NOT NULL,
  contract_day BIGINT,
  registered_day BIGINT,
  trained_day BIGINT,
  entered_day BIGINT NOT NULL,
  left_day BIGINT,
  settled_day BIGINT,
  card TEXT,
  bank TEXT,
  card_holder TEXT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_accounts (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  account TEXT,
  account_name TEXT,
  kind TEXT,
  bank TEXT,
  bank_city TEXT,
  opened_day BIGINT,
  filed_day BIGINT,
  agreement_day BIGINT,
  flagged BIGINT NOT NULL,
  notice_posted_day BIGINT,
  close_requested_day BIGINT,
  closed_day BIGINT,
  open_cases TEXT,
  open_suits TEXT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_payroll (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  wage_month BIGINT NOT NULL,
  employer TEXT,
  name TEXT,
  half_days BIGINT,
  hours_hundredths BIGINT,
  quantity TEXT,
  net_fen BIGINT NOT NULL,
  gross_fen BIGINT,
  overtime_fen BIGINT,
  allowances_fen BIGINT,
  withheld_fen BIGINT,
  deducted_fen BIGINT,
  deduction_kind BIGINT NOT NULL,
  is_back_pay BIGINT NOT NULL,
  card TEXT,
  prepared_day BIGINT,
  signed_day BIGINT,
  slip_given_day BIGINT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_payments (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  wage_month BIGINT NOT NULL,
  paid_day BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  payee TEXT,
  payee_account TEXT,
  source_account TEXT,
  serial TEXT,
  reason TEXT,
  status BIGINT NOT NULL,
  form BIGINT NOT NULL,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_attendance (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  attended_month BIGINT NOT NULL,
  hours_hundredths BIGINT,
  passes BIGINT,
  first_minute BIGINT,
  last_minute BIGINT,
  day_bits BIGINT NOT NULL,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_movements (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  account TEXT,
  moved_day BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  direction BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  counterparty TEXT,
  counterparty_account TEXT,
  memo TEXT,
  serial TEXT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_labour_fees (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  period TEXT,
  due_day BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_disputes (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  opened_day BIGINT NOT NULL,
  ended_day BIGINT,
  about TEXT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_deposits (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  form BIGINT NOT NULL,
  amount_fen BIGINT,
  stored_day BIGINT,
  expires_day BIGINT,
  beneficiary TEXT,
  exemption_number TEXT,
  clean_years BIGINT,
  arrears_in_two_years BIGINT NOT NULL,
  listed BIGINT NOT NULL,
  parallel_projects BIGINT,
  used_day BIGINT,
  used_amount_fen BIGINT,
  topped_up_day BIGINT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_guarantees (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  amount_fen BIGINT,
  from_day BIGINT,
  to_day BIGINT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE TABLE fact_boards (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  posted_day BIGINT,
  place TEXT,
  template_version TEXT,
  owner TEXT,
  general_contractor TEXT,
  subcontractors TEXT,
  industry_authority TEXT,
  labour_officer TEXT,
  minimum_wage TEXT,
  pay_day_text TEXT,
  authority_phone TEXT,
  inspection_phone TEXT,
  arbitration TEXT,
  legal_aid TEXT,
  legal_service_hotline TEXT,
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

CREATE INDEX fact_movements_by_account ON fact_movements (project_id, account);

CREATE TABLE reject (
  project_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part BIGINT NOT NULL,
  person_id BIGINT,
  table_no BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  content TEXT NOT NULL,
  reason TEXT NOT NULL,
  wage_month BIGINT,
  fact_day BIGINT,
  names_unknown_project BIGINT NOT NULL CHECK (names_unknown_project IN (0, 1)),
  is_exact_duplicate BIGINT NOT NULL CHECK (is_exact_duplicate IN (0, 1)),
  PRIMARY KEY (project_id, batch_id, file_no, row_no, part)
);

-- As they stand after the last run.
CREATE TABLE finding (
  project_id BIGINT NOT NULL,
  finding_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  employer TEXT NOT NULL,
  person_id BIGINT,
  wage_month BIGINT,
  subject TEXT NOT NULL,
  verdict BIGINT NOT NULL,
  severity BIGINT NOT NULL,
  amount_fen BIGINT,
  since_day BIGINT,
  days BIGINT,
  is_provisional BIGINT NOT NULL CHECK (is_provisional IN (0, 1)),
  because TEXT NOT NULL,
  is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
  version BIGINT NOT NULL,
  PRIMARY KEY (project_id, finding_id)
);

CREATE TABLE finding_run (
  project_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  as_of_day BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  found_count BIGINT NOT NULL,
  digest BIGINT NOT NULL,
  PRIMARY KEY (project_id, run_id)
);

-- event: 1 opened, 2 changed, 3 cleared, 4 reopened. What it was from then on.
CREATE TABLE finding_history (
  project_id BIGINT NOT NULL,
  finding_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  event BIGINT NOT NULL CHECK (event BETWEEN 1 AND 4),
  run_id BIGINT NOT NULL,
  as_of_day BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  verdict BIGINT NOT NULL,
  severity BIGINT NOT NULL,
  amount_fen BIGINT,
  since_day BIGINT,
  PRIMARY KEY (project_id, finding_id, version)
);
CREATE INDEX finding_history_by_run ON finding_history (project_id, run_id);
