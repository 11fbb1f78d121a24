-- SPDX-License-Identifier: Apache-2.0
-- The tables of prepare.sql, in the order of project, month and worker. :facts is their folder. What
-- is not given is 0 for a number of a name and -1 for a quantity, which is faster here than NULL.
CREATE TABLE project (project Int32, project_id String, is_construction UInt8)
ENGINE = MergeTree ORDER BY project;
INSERT INTO project SELECT * FROM file(':facts/project.csv', 'CSVWithNames',
  'project Int32, project_id String, is_construction UInt8');

CREATE TABLE month (month Int16, first_day Int32, days Int16) ENGINE = MergeTree ORDER BY month;
INSERT INTO month SELECT * FROM file(':facts/month.csv', 'CSVWithNames',
  'month Int16, first_day Int32, days Int16');

CREATE TABLE pay_date (project Int32, month Int16, pay_day Int32)
ENGINE = MergeTree ORDER BY (project, month);
INSERT INTO pay_date SELECT * FROM file(':facts/pay_date.csv', 'CSVWithNames',
  'project Int32, month Int16, pay_day Int32');

CREATE TABLE minimum_wage (month Int16, month_fen Int64, hour_fen Int64)
ENGINE = MergeTree ORDER BY month;
INSERT INTO minimum_wage SELECT * FROM file(':facts/minimum_wage.csv', 'CSVWithNames',
  'month Int16, month_fen Int64, hour_fen Int64');

CREATE TABLE roster (project Int32, worker Int32, employer Int32, name Int32, card Int32,
                     is_worker UInt8, pay_basis UInt8, entered Int32, left Int32)
ENGINE = MergeTree ORDER BY (project, worker);
INSERT INTO roster  -- who has not left leaves on the last day of time
SELECT project, worker, ifNull(employer, 0), ifNull(name, 0), ifNull(card, 0), is_worker,
       pay_basis, entered, ifNull(left, 2147483647)
FROM file(':facts/roster.csv', 'CSVWithNames',
  'project Int32, worker Int32, employer Nullable(Int32), name Nullable(Int32),
   card Nullable(Int32), is_worker UInt8, pay_basis UInt8, entered Int32, left Nullable(Int32)');

CREATE TABLE payroll (project Int32, month Int16, worker Int32, employer Int32, name Int32,
                      is_back_pay UInt8, half_days Int16, hours_hundredths Int32, gross Int32,
                      overtime Int32, allowances Int32, withheld Int32, deducted Int32, net Int32)
ENGINE = MergeTree ORDER BY (project, month, worker);
INSERT INTO payroll
SELECT project, month, worker, ifNull(employer, 0), ifNull(name, 0), is_back_pay,
       ifNull(half_days, -1), ifNull(hours_hundredths, -1), gross, ifNull(overtime, 0),
       ifNull(allowances, 0), ifNull(withheld, 0), ifNull(deducted, 0), net
FROM file(':facts/payroll.csv', 'CSVWithNames',
  'project Int32, month Int16, worker Int32, employer Nullable(Int32), name Nullable(Int32),
   is_back_pay UInt8, half_days Nullable(Int16), hours_hundredths Nullable(Int32), gross Int32,
   overtime Nullable(Int32), allowances Nullable(Int32), withheld Nullable(Int32),
   deducted Nullable(Int32), net Int32');

CREATE TABLE payment (project Int32, month Int16, worker Int32, payee Int32, payee_card Int32,
                      amount Int32, day Int32, status UInt8, form UInt8, source_account Int32,
                      serial Int64)
ENGINE = MergeTree ORDER BY (project, month, worker);
INSERT INTO payment
SELECT project, month, worker, ifNull(payee, 0), ifNull(payee_card, 0), amount, day, status, form,
       ifNull(source_account, 0), ifNull(serial, 0)
FROM file(':facts/payment.csv', 'CSVWithNames',
  'project Int32, month Int16, worker Int32, payee Nullable(Int32), payee_card Nullable(Int32),
   amount Int32, day Int32, status UInt8, form UInt8, source_account Nullable(Int32),
   serial Nullable(Int64)');

CREATE TABLE attendance (project Int32, month Int16, worker Int32, days UInt32)
ENGINE = MergeTree ORDER BY (project, month, worker);
INSERT INTO attendance SELECT * FROM file(':facts/attendance.csv', 'CSVWithNames',
  'project Int32, month Int16, worker Int32, days UInt32');

CREATE TABLE account (project Int32, account Int32)
ENGINE = MergeTree ORDER BY (project, account);
INSERT INTO account SELECT * FROM file(':facts/account.csv', 'CSVWithNames',
  'project Int32, account Int32');

CREATE TABLE movement (project Int32, day Int32, is_income UInt8, kind UInt8, amount Int64)
ENGINE = MergeTree ORDER BY (project, day);
INSERT INTO movement SELECT * FROM file(':facts/movement.csv', 'CSVWithNames',
  'project Int32, day Int32, is_income UInt8, kind UInt8, amount Int64');

CREATE TABLE labour_fee (project Int32, period String, due Int32, due_day Int32, due_month Int16,
                         amount Int64)
ENGINE = MergeTree ORDER BY (project, due, period);
INSERT INTO labour_fee SELECT * FROM file(':facts/labour_fee.csv', 'CSVWithNames',
  'project Int32, period String, due Int32, due_day Int32, due_month Int16, amount Int64');

OPTIMIZE TABLE roster FINAL;
OPTIMIZE TABLE payroll FINAL;
OPTIMIZE TABLE payment FINAL;
OPTIMIZE TABLE attendance FINAL;
OPTIMIZE TABLE movement FINAL;
