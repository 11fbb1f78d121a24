-- SPDX-License-Identifier: Apache-2.0
-- The tables of prepare.sql, which are sorted by project, month and worker. :facts is their folder.
CREATE TABLE project AS FROM read_csv(':facts/project.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', project_id: 'VARCHAR', is_construction: 'BOOLEAN'});
CREATE TABLE month AS FROM read_csv(':facts/month.csv', header = true, auto_detect = false,
  columns = {month: 'SMALLINT', first_day: 'INTEGER', days: 'SMALLINT'});
CREATE TABLE pay_date AS FROM read_csv(':facts/pay_date.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', month: 'SMALLINT', pay_day: 'INTEGER'});
CREATE TABLE minimum_wage AS
FROM read_csv(':facts/minimum_wage.csv', header = true, auto_detect = false,
  columns = {month: 'SMALLINT', month_fen: 'BIGINT', hour_fen: 'BIGINT'});
CREATE TABLE roster AS FROM read_csv(':facts/roster.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', worker: 'INTEGER', employer: 'INTEGER', name: 'INTEGER',
             card: 'INTEGER', is_worker: 'BOOLEAN', pay_basis: 'TINYINT', entered: 'INTEGER',
             "left": 'INTEGER'});
CREATE TABLE payroll AS FROM read_csv(':facts/payroll.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', month: 'SMALLINT', worker: 'INTEGER', employer: 'INTEGER',
             name: 'INTEGER', is_back_pay: 'BOOLEAN', half_days: 'SMALLINT',
             hours_hundredths: 'INTEGER', gross: 'INTEGER', overtime: 'INTEGER',
             allowances: 'INTEGER', withheld: 'INTEGER', deducted: 'INTEGER', net: 'INTEGER'});
CREATE TABLE payment AS FROM read_csv(':facts/payment.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', month: 'SMALLINT', worker: 'INTEGER', payee: 'INTEGER',
             payee_card: 'INTEGER', amount: 'INTEGER', day: 'INTEGER', status: 'TINYINT',
             form: 'TINYINT', source_account: 'INTEGER', serial: 'BIGINT'});
CREATE TABLE attendance AS FROM read_csv(':facts/attendance.csv', header = true,
  auto_detect = false,
  columns = {project: 'INTEGER', month: 'SMALLINT', worker: 'INTEGER', days: 'INTEGER'});
CREATE TABLE account AS FROM read_csv(':facts/account.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', account: 'INTEGER'});
CREATE TABLE movement AS FROM read_csv(':facts/movement.csv', header = true, auto_detect = false,
  columns = {project: 'INTEGER', day: 'INTEGER', is_income: 'BOOLEAN', kind: 'TINYINT',
             amount: 'BIGINT'});
CREATE TABLE labour_fee AS FROM read_csv(':facts/labour_fee.csv', header = true,
  auto_detect = false,
  columns = {project: 'INTEGER', period: 'VARCHAR', due: 'INTEGER', due_day: 'INTEGER',
             due_month: 'SMALLINT', amount: 'BIGINT'});
CHECKPOINT;
