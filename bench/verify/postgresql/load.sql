-- SPDX-License-Identifier: Apache-2.0
-- The tables of prepare.sql, which are sorted by project, month and worker. :facts is their folder.
CREATE UNLOGGED TABLE project (project integer, project_id text, is_construction integer);
CREATE UNLOGGED TABLE month (month smallint, first_day integer, days smallint);
CREATE UNLOGGED TABLE pay_date (project integer, month smallint, pay_day integer);
CREATE UNLOGGED TABLE minimum_wage (month smallint, month_fen bigint, hour_fen bigint);
CREATE UNLOGGED TABLE roster (
  project integer, worker integer, employer integer, name integer, card integer,
  is_worker smallint, pay_basis smallint, entered integer, "left" integer);
CREATE UNLOGGED TABLE payroll (
  project integer, month smallint, worker integer, employer integer, name integer,
  is_back_pay smallint, half_days smallint, hours_hundredths integer, gross integer,
  overtime integer, allowances integer, withheld integer, deducted integer, net integer);
CREATE UNLOGGED TABLE payment (
  project integer, month smallint, worker integer, payee integer, payee_card integer,
  amount integer, day integer, status smallint, form smallint, source_account integer,
  serial bigint);
CREATE UNLOGGED TABLE attendance (project integer, month smallint, worker integer, days integer);
CREATE UNLOGGED TABLE account (project integer, account integer);
CREATE UNLOGGED TABLE movement (
  project integer, day integer, is_income smallint, kind smallint, amount bigint);
CREATE UNLOGGED TABLE labour_fee (
  project integer, period text, due integer, due_day integer, due_month smallint, amount bigint);
\copy project FROM ':facts/project.csv' (FORMAT csv, HEADER)
\copy month FROM ':facts/month.csv' (FORMAT csv, HEADER)
\copy pay_date FROM ':facts/pay_date.csv' (FORMAT csv, HEADER)
\copy minimum_wage FROM ':facts/minimum_wage.csv' (FORMAT csv, HEADER)
\copy roster FROM ':facts/roster.csv' (FORMAT csv, HEADER)
\copy payroll FROM ':facts/payroll.csv' (FORMAT csv, HEADER)
\copy payment FROM ':facts/payment.csv' (FORMAT csv, HEADER)
\copy attendance FROM ':facts/attendance.csv' (FORMAT csv, HEADER)
\copy account FROM ':facts/account.csv' (FORMAT csv, HEADER)
\copy movement FROM ':facts/movement.csv' (FORMAT csv, HEADER)
\copy labour_fee FROM ':facts/labour_fee.csv' (FORMAT csv, HEADER)
CREATE INDEX ON pay_date (project, month);
CREATE INDEX ON roster (project, worker);
CREATE INDEX ON roster (card);
CREATE INDEX ON payroll (project, month, worker);
CREATE INDEX ON payment (project, month, worker);
CREATE INDEX ON attendance (project, month, worker);
CREATE INDEX ON movement (project);
VACUUM ANALYZE;
