-- SPDX-License-Identifier: Apache-2.0
-- From the CSV files of a facts folder to tables. Variables: dir, calendar, as_of.
-- Rows dated after as_of do not exist. A row of payroll or payments that cannot be used is kept
-- aside, because it silences checks; in any other table it stops the run.

CREATE MACRO month_of(day) AS CAST(date_trunc('month', day) AS DATE);

-- Which days are worked, and how many working days there were up to each.
CREATE TABLE calendar AS
SELECT day, month_of(day) AS month, is_working, is_holiday,
       count(*) FILTER (is_working) OVER (ORDER BY day) AS worked
FROM read_csv(getvariable('calendar'), header = true, auto_detect = false,
              columns = {day: 'DATE', is_working: 'BOOLEAN', is_holiday: 'BOOLEAN'});

CREATE TABLE project AS
SELECT 项目编号 AS project_id,
       coalesce(类别, '工程项目') = '工程项目' AS is_construction,
       CAST(合同签订日期 AS DATE) AS contract_date,
       CAST(开工日期 AS DATE) AS start_date,
       CAST(完工日期 AS DATE) AS completed,
       coalesce(状态, '') AS status,
       CAST(工资支付日 AS INTEGER) AS pay_day,
       coalesce(CAST(支付月偏移 AS INTEGER), 1) AS pay_month_offset
FROM read_csv(getvariable('dir') || '/项目.csv', header = true, all_varchar = true);

CREATE TABLE stay AS
SELECT project_id, employer, name, id_kind, worker, coalesce(role, '工人') = '工人' AS is_worker,
       contract_date, registered, entered, "left", card, card_holder
FROM read_csv(getvariable('dir') || '/花名册.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', employer: 'VARCHAR', team: 'VARCHAR', name: 'VARCHAR',
    id_kind: 'VARCHAR', worker: 'VARCHAR', phone: 'VARCHAR', trade: 'VARCHAR', role: 'VARCHAR',
    pay_basis: 'VARCHAR', rate: 'DECIMAL(18,2)', agreed_pay_day: 'INTEGER', pay_method: 'VARCHAR',
    contract_kind: 'VARCHAR', contract_date: 'DATE', registered: 'DATE', trained: 'DATE',
    entered: 'DATE', "left": 'DATE', settled: 'DATE', card: 'VARCHAR', bank: 'VARCHAR',
    card_holder: 'VARCHAR'})
WHERE entered <= getvariable('as_of');

CREATE TABLE account AS
SELECT 项目编号 AS project_id, 账号 AS account, CAST(开户日期 AS DATE) AS opened
FROM read_csv(getvariable('dir') || '/专户.csv', header = true, all_varchar = true)
WHERE 开户日期 IS NULL OR CAST(开户日期 AS DATE) <= getvariable('as_of');

CREATE TABLE movement AS
SELECT 项目编号 AS project_id, 账号 AS account, CAST(日期 AS DATE) AS day, 方向 AS direction,
       CAST(金额 AS DECIMAL(18, 2)) AS amount, 类型 AS kind
FROM read_csv(getvariable('dir') || '/专户流水.csv', header = true, all_varchar = true)
WHERE CAST(日期 AS DATE) <= getvariable('as_of');

CREATE TABLE labour_fee AS
SELECT 项目编号 AS project_id, 期次 AS period, CAST(应拨日期 AS DATE) AS due,
       CAST(应拨金额 AS DECIMAL(18, 2)) AS amount
FROM read_csv(getvariable('dir') || '/人工费计划.csv', header = true, all_varchar = true);

CREATE TABLE payroll_row AS
SELECT project_id, TRY_CAST(month || '-01' AS DATE) AS month, employer, name, worker,
       days, gross, TRY_CAST(net AS DECIMAL(18, 2)) AS net,
       coalesce(is_back_pay, '否') IN ('是', '有', 'Y', '1') AS is_back_pay,
       worker IS NOT NULL AND NOT regexp_matches(worker, '[.][0-9]*[eE]') AND month IS NOT NULL
         AND TRY_CAST(net AS DECIMAL(18, 2)) IS NOT NULL AS is_usable
FROM read_csv(getvariable('dir') || '/工资表.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', month: 'VARCHAR', employer: 'VARCHAR', name: 'VARCHAR',
    worker: 'VARCHAR', days: 'DECIMAL(5,1)', hours: 'DECIMAL(7,2)', quantity: 'VARCHAR',
    gross: 'DECIMAL(18,2)', overtime: 'DECIMAL(18,2)', allowances: 'DECIMAL(18,2)',
    withheld: 'DECIMAL(18,2)', deducted: 'DECIMAL(18,2)', deduction_kind: 'VARCHAR',
    net: 'VARCHAR', card: 'VARCHAR', prepared: 'DATE', signed_on: 'DATE', is_back_pay: 'VARCHAR',
    slip_given: 'DATE'})
WHERE coalesce(prepared <= getvariable('as_of'), true);

-- One line per project, month, employer and worker. Of doubled lines the lower stays.
CREATE TABLE payroll AS
SELECT project_id, month, employer, worker, is_back_pay, min(net) AS net,
       arg_min(days, net) AS days, arg_min(name, net) AS name,
       min(net) <> max(net) OR min(gross) <> max(gross) OR min(days) <> max(days)
         OR min(name) <> max(name) AS has_rival
FROM payroll_row
WHERE is_usable AND month <= getvariable('as_of')
GROUP BY ALL;

CREATE TABLE payment_row AS
SELECT project_id, TRY_CAST(month || '-01' AS DATE) AS month, worker, payee, payee_account,
       amount, TRY_CAST(day AS DATE) AS day, status, source_account, coalesce(form, '') AS form,
       serial, worker IS NOT NULL AND TRY_CAST(day AS DATE) IS NOT NULL AS is_usable
FROM read_csv(getvariable('dir') || '/代发明细.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', month: 'VARCHAR', worker: 'VARCHAR', payee: 'VARCHAR',
    payee_account: 'VARCHAR', amount: 'DECIMAL(18,2)', day: 'VARCHAR', status: 'VARCHAR',
    source_account: 'VARCHAR', form: 'VARCHAR', serial: 'VARCHAR', reason: 'VARCHAR'})
WHERE coalesce(TRY_CAST(day AS DATE) <= getvariable('as_of'), true);

CREATE TABLE doubled_payment AS
SELECT serial, status
FROM payment_row
WHERE is_usable AND serial IS NOT NULL
GROUP BY ALL
HAVING count(*) > 1;

-- Of several rows with one serial and status, one.
CREATE TABLE payment AS
SELECT * EXCLUDE is_usable
FROM payment_row ANTI JOIN doubled_payment USING (serial, status)
WHERE is_usable
UNION ALL
FROM (SELECT DISTINCT ON (serial, status) * EXCLUDE is_usable
      FROM payment_row SEMI JOIN doubled_payment USING (serial, status)
      WHERE is_usable
      ORDER BY project_id, worker, month, day, amount);

-- The months of rows that could not be used, by the table that lost them.
CREATE TABLE lost_row AS
SELECT DISTINCT 'payroll' AS lost_from, project_id, month
FROM payroll_row SEMI JOIN project USING (project_id)
WHERE NOT is_usable
UNION
SELECT 'payroll', project_id, month FROM payroll WHERE has_rival
UNION
SELECT 'payments', project_id, month
FROM payment_row SEMI JOIN project USING (project_id)
WHERE NOT is_usable
UNION
SELECT 'payments', any_value(project_id), any_value(month)
FROM payment_row SEMI JOIN doubled_payment USING (serial, status)
WHERE is_usable
GROUP BY serial, status
HAVING count(DISTINCT (project_id, month, worker, day, amount, payee, payee_account,
                       source_account, form)) > 1;

-- The days of a month on which a worker was there: bit d-1.
CREATE TABLE attended AS
SELECT project_id, worker, month_of(day) AS month, bit_or(1 << (day(day) - 1)) AS days,
       min(day) AS first_day
FROM read_csv(getvariable('dir') || '/考勤.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', worker: 'VARCHAR', day: 'DATE', hours: 'DECIMAL(4,2)',
    first_in: 'VARCHAR', last_out: 'VARCHAR', passes: 'INTEGER', channel: 'VARCHAR'})
WHERE day <= getvariable('as_of')
  AND coalesce(passes >= 1, hours IS NULL OR hours > 0 OR coalesce(first_in, last_out) IS NOT NULL)
GROUP BY ALL;

-- What the checks below do not answer stops the run instead of answering wrongly.
SELECT error('a project without a pay day, or a movement without project or kind')
WHERE EXISTS (FROM project WHERE pay_day IS NULL)
   OR EXISTS (FROM movement WHERE kind IS NULL
              OR (project_id IS NULL AND kind IN ('人工费', '工资', '冻结')));
