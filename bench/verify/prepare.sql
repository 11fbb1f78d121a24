-- SPDX-License-Identifier: Apache-2.0
-- A facts folder as narrow tables of whole numbers, which every engine loads: money in fen, days
-- since 1970, months since year 0, people, names, cards and accounts by number. The tables attended
-- and calendar are there already. Variables: dir, out, as_of. Rows dated after as_of do not exist;
-- of doubled rows one stays; the month of a row that cannot be used is noted in lost.csv.

CREATE MACRO rows_of(name) AS TABLE
  FROM read_csv(getvariable('dir') || '/' || name || '.csv', header = true, all_varchar = true);
CREATE MACRO month_number(month) AS (year(month) * 12 + month(month) - 1)::INTEGER;
CREATE MACRO day_number(day) AS (day - DATE '1970-01-01')::INTEGER;
CREATE MACRO fen(amount) AS (amount * 100)::BIGINT;

CREATE TABLE project_text AS
SELECT row_number() OVER (ORDER BY 项目编号) AS project, 项目编号 AS project_id,
       coalesce(类别, '工程项目') = '工程项目' AS is_construction,
       CAST(工资支付日 AS INTEGER) AS pay_day,
       coalesce(CAST(支付月偏移 AS INTEGER), 1) AS pay_month_offset
FROM rows_of('项目');

CREATE TABLE stay_text AS
SELECT project_id, employer, name, worker, coalesce(role, '工人') = '工人' AS is_worker, pay_basis,
       entered, "left", card
FROM read_csv(getvariable('dir') || '/花名册.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', employer: 'VARCHAR', team: 'VARCHAR', name: 'VARCHAR',
    id_kind: 'VARCHAR', worker: 'VARCHAR', phone: 'VARCHAR', trade: 'VARCHAR', role: 'VARCHAR',
    pay_basis: 'VARCHAR', rate: 'VARCHAR', agreed_pay_day: 'INTEGER', pay_method: 'VARCHAR',
    contract_kind: 'VARCHAR', contract_date: 'DATE', registered: 'DATE', trained: 'DATE',
    entered: 'DATE', "left": 'DATE', settled: 'DATE', card: 'VARCHAR', bank: 'VARCHAR',
    card_holder: 'VARCHAR'})
WHERE entered <= getvariable('as_of');

CREATE TABLE payroll_row AS
SELECT project_id, TRY_CAST(month || '-01' AS DATE) AS month, employer, name, worker, days, hours,
       gross, overtime, allowances, withheld, deducted, TRY_CAST(net AS DECIMAL(18, 2)) AS net,
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
WHERE coalesce(prepared <= getvariable('as_of'), true)
  AND coalesce(TRY_CAST(month || '-01' AS DATE) <= getvariable('as_of'), true);

CREATE TABLE doubled_line AS
WITH doubled AS (
  SELECT project_id, month, employer, worker, is_back_pay
  FROM payroll_row WHERE is_usable GROUP BY ALL HAVING count(*) > 1)
SELECT project_id, month, employer, worker, is_back_pay, count(DISTINCT payroll_row) > 1 AS differ
FROM payroll_row SEMI JOIN doubled USING (project_id, month, employer, worker, is_back_pay)
WHERE is_usable
GROUP BY ALL;

-- One line per project, month, employer, worker and kind. Of doubled lines the lower stays.
CREATE TABLE payroll_text AS
SELECT * EXCLUDE is_usable
FROM payroll_row ANTI JOIN doubled_line USING (project_id, month, employer, worker, is_back_pay)
WHERE is_usable
UNION ALL
FROM (SELECT DISTINCT ON (project_id, month, employer, worker, is_back_pay) * EXCLUDE is_usable
      FROM payroll_row
      SEMI JOIN doubled_line USING (project_id, month, employer, worker, is_back_pay)
      WHERE is_usable
      ORDER BY project_id, month, employer, worker, is_back_pay, net);

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
WITH doubled AS (
  SELECT serial, status
  FROM payment_row WHERE is_usable AND serial IS NOT NULL GROUP BY ALL HAVING count(*) > 1)
SELECT serial, status, count(DISTINCT payment_row) > 1 AS differ
FROM payment_row SEMI JOIN doubled USING (serial, status)
WHERE is_usable
GROUP BY ALL;

CREATE TABLE payment_text AS
SELECT * EXCLUDE is_usable
FROM payment_row ANTI JOIN doubled_payment USING (serial, status)
WHERE is_usable
UNION ALL
FROM (SELECT DISTINCT ON (serial, status) * EXCLUDE is_usable
      FROM payment_row SEMI JOIN doubled_payment USING (serial, status)
      WHERE is_usable
      ORDER BY project_id, worker, month, day, amount);

COPY (
  SELECT DISTINCT project_id, strftime(month, '%Y-%m') AS month FROM (
    SELECT project_id, month FROM payroll_row WHERE NOT is_usable
    UNION ALL SELECT project_id, month FROM doubled_line WHERE differ
    UNION ALL SELECT project_id, month FROM payment_row WHERE NOT is_usable
    UNION ALL SELECT project_id, month
      FROM payment_row JOIN doubled_payment USING (serial, status) WHERE is_usable AND differ)
) TO (getvariable('out') || '/lost.csv') (HEADER);
DROP TABLE payroll_row;
DROP TABLE payment_row;

-- ---- numbers for names ----

CREATE TABLE worker AS  -- those of a project stand together
SELECT worker AS worker_id, row_number() OVER (ORDER BY min(project_id), worker) AS worker
FROM (SELECT project_id, worker FROM stay_text UNION ALL SELECT project_id, worker FROM payroll_text
      UNION ALL SELECT project_id, worker FROM payment_text
      UNION ALL SELECT project_id, worker FROM attended)
GROUP BY worker;
CREATE TABLE word AS
SELECT word, row_number() OVER (ORDER BY word) AS number
FROM (SELECT name AS word FROM stay_text UNION SELECT name FROM payroll_text
      UNION SELECT payee FROM payment_text UNION SELECT employer FROM stay_text
      UNION SELECT employer FROM payroll_text)
WHERE word IS NOT NULL;
CREATE TABLE card AS
SELECT card, row_number() OVER (ORDER BY card) AS number
FROM (SELECT card FROM stay_text UNION SELECT payee_account FROM payment_text)
WHERE card IS NOT NULL;
CREATE TABLE account_text AS
SELECT 项目编号 AS project_id, 账号 AS account, CAST(开户日期 AS DATE) AS opened
FROM rows_of('专户');
CREATE TABLE bank AS
SELECT account, row_number() OVER (ORDER BY account) AS number
FROM (SELECT account FROM account_text UNION SELECT source_account FROM payment_text)
WHERE account IS NOT NULL;

-- ---- the tables ----

COPY (SELECT project, project_id, is_construction::INTEGER AS is_construction
      FROM project_text ORDER BY project)
TO (getvariable('out') || '/project.csv') (HEADER);
COPY (SELECT worker, worker_id FROM worker ORDER BY worker)
TO (getvariable('out') || '/worker.csv') (HEADER);

CREATE TABLE month AS
SELECT DISTINCT month FROM (SELECT month FROM payroll_text UNION SELECT month FROM attended
                            UNION SELECT month FROM payment_text)
WHERE month <= getvariable('as_of');

COPY (SELECT month_number(month) AS month, day_number(month) AS first_day,
             day(last_day(month)) AS days FROM month ORDER BY month)
TO (getvariable('out') || '/month.csv') (HEADER);

-- The pay date: the last working day on or before the agreed day.
COPY (
  WITH nominal AS (
    SELECT project, month, last_day(month + to_months(pay_month_offset)) AS month_end,
           month_end - greatest(day(month_end) - pay_day, 0)::INTEGER AS day
    FROM project_text CROSS JOIN month)
  SELECT project, month_number(month) AS month, day_number(working.day) AS pay_day
  FROM nominal ASOF JOIN (FROM calendar WHERE is_working) AS working ON nominal.day >= working.day
  ORDER BY project, month)
TO (getvariable('out') || '/pay_date.csv') (HEADER);

COPY (SELECT month_number(month) AS month, getvariable('minimum_month') AS month_fen,
             getvariable('minimum_hour') AS hour_fen FROM month ORDER BY month)
TO (getvariable('out') || '/minimum_wage.csv') (HEADER);

COPY (
  SELECT project, worker.worker, employer.number AS employer, name.number AS name,
         card.number AS card, is_worker::INTEGER AS is_worker,
         CASE WHEN pay_basis IS NULL THEN 0 WHEN pay_basis = '时' THEN 1 ELSE 2 END AS pay_basis,
         day_number(entered) AS entered, day_number("left") AS "left"
  FROM stay_text JOIN project_text USING (project_id)
  JOIN worker ON worker.worker_id = stay_text.worker
  LEFT JOIN word AS employer ON employer.word = stay_text.employer
  LEFT JOIN word AS name ON name.word = stay_text.name
  LEFT JOIN card ON card.card = stay_text.card
  ORDER BY project, worker.worker, entered)
TO (getvariable('out') || '/roster.csv') (HEADER);

COPY (
  SELECT project, month_number(month) AS month, worker.worker, employer.number AS employer,
         name.number AS name, is_back_pay::INTEGER AS is_back_pay,
         (days * 2)::INTEGER AS half_days, (hours * 100)::INTEGER AS hours_hundredths,
         fen(gross) AS gross, fen(overtime) AS overtime, fen(allowances) AS allowances,
         fen(withheld) AS withheld, fen(deducted) AS deducted, fen(net) AS net
  FROM payroll_text JOIN project_text USING (project_id)
  JOIN worker ON worker.worker_id = payroll_text.worker
  LEFT JOIN word AS employer ON employer.word = payroll_text.employer
  LEFT JOIN word AS name ON name.word = payroll_text.name
  ORDER BY project, month, worker.worker)
TO (getvariable('out') || '/payroll.csv') (HEADER);

-- Pay basis above: 0 not given, 1 by the hour, 2 another.
-- Status: 0 arrived, 1 failed, 2 returned. Form: 0 not given, 1 account or bank, 2 cash, 3 no money.
COPY (
  SELECT project, month_number(month) AS month, worker.worker, payee.number AS payee,
         card.number AS payee_card, fen(amount) AS amount, day_number(day) AS day,
         CASE status WHEN '成功' THEN 0 WHEN '失败' THEN 1 ELSE 2 END AS status,
         CASE form WHEN '' THEN 0 WHEN '现金' THEN 2 WHEN '实物' THEN 3 WHEN '白条' THEN 3 ELSE 1 END
           AS form,
         bank.number AS source_account,
         CASE WHEN serial IS NOT NULL THEN (hash(serial) >> 1)::BIGINT END AS serial
  FROM payment_text JOIN project_text USING (project_id)
  JOIN worker ON worker.worker_id = payment_text.worker
  LEFT JOIN word AS payee ON payee.word = payment_text.payee
  LEFT JOIN card ON card.card = payee_account
  LEFT JOIN bank ON bank.account = source_account
  ORDER BY project, month, worker.worker)
TO (getvariable('out') || '/payment.csv') (HEADER);

COPY (
  SELECT project, month_number(month) AS month, worker.worker, days
  FROM attended JOIN project_text USING (project_id)
  JOIN worker ON worker.worker_id = attended.worker
  ORDER BY project, month, worker.worker)
TO (getvariable('out') || '/attendance.csv') (HEADER);

COPY (
  SELECT project, bank.number AS account
  FROM account_text JOIN project_text USING (project_id) JOIN bank USING (account)
  WHERE opened IS NULL OR opened <= getvariable('as_of')
  ORDER BY project)
TO (getvariable('out') || '/account.csv') (HEADER);

-- Kind: 1 labour fee, 2 frozen, 0 any other.
COPY (
  SELECT project, day_number(CAST(日期 AS DATE)) AS day, (方向 = '收入')::INTEGER AS is_income,
         CASE 类型 WHEN '人工费' THEN 1 WHEN '冻结' THEN 2 ELSE 0 END AS kind,
         fen(CAST(金额 AS DECIMAL(18, 2))) AS amount
  FROM rows_of('专户流水')
  LEFT JOIN (SELECT account, any_value(project_id) AS project_id
             FROM account_text GROUP BY account HAVING count(*) = 1) AS of_account
    ON of_account.account = 账号
  JOIN project_text ON project_text.project_id = coalesce(项目编号, of_account.project_id)
  WHERE CAST(日期 AS DATE) <= getvariable('as_of')
  ORDER BY project, day)
TO (getvariable('out') || '/movement.csv') (HEADER);

-- The instalments, their due day moved to the next working day already.
COPY (
  SELECT project, 期次 AS period, day_number(CAST(应拨日期 AS DATE)) AS due,
         day_number(working.day) AS due_day, month_number(working.day) AS due_month,
         fen(CAST(应拨金额 AS DECIMAL(18, 2))) AS amount
  FROM (SELECT *, CAST(应拨日期 AS DATE) AS nominal FROM rows_of('人工费计划')) AS fee
  ASOF JOIN (FROM calendar WHERE is_working) AS working ON fee.nominal <= working.day
  JOIN project_text ON project_text.project_id = 项目编号
  ORDER BY project, due, period)
TO (getvariable('out') || '/labour_fee.csv') (HEADER);
