-- SPDX-License-Identifier: Apache-2.0
-- What several rules need: months and their pay dates, who is judged, what was attended, owed and
-- received in a worker's month. Each violation, and each check that lacks a fact, becomes a row of
-- `finding`.

CREATE TABLE finding (rule VARCHAR, verdict VARCHAR, severity VARCHAR, project_id INTEGER,
                      worker INTEGER, month DATE, subject VARCHAR, amount DECIMAL(18, 2));

CREATE MACRO to_bits(first_there, last_there, month) AS  -- the days of a month from first to last
  CASE WHEN last_there < month OR first_there > last_day(month) THEN 0
       ELSE ((1::BIGINT << day(least(last_there, last_day(month)))) - 1)
            & ~((1::BIGINT << (day(greatest(first_there, month)) - 1)) - 1) END;

-- ---- who ----

-- Managers are judged by L02 to L04 and X06 only.
CREATE TABLE manager AS
SELECT project_id, worker FROM stay GROUP BY ALL HAVING NOT bool_or(role = '工人');

CREATE TABLE known_as AS
SELECT project_id, worker, list(DISTINCT name) AS names
FROM (SELECT project_id, worker, name FROM stay
      UNION SELECT project_id, worker, name FROM payroll)
WHERE name IS NOT NULL
GROUP BY ALL;

CREATE TABLE card AS
SELECT card, list(DISTINCT worker) AS owners FROM stay WHERE card IS NOT NULL GROUP BY card;

CREATE TABLE project_account AS
SELECT project_id, min(opened) AS opened, list(account) AS accounts FROM account GROUP BY project_id;

-- What moved on a shared account and names no project may be any of its projects'.
CREATE TABLE unassigned AS
SELECT account.project_id, day, direction, amount, movement.kind
FROM movement JOIN account USING (account)
WHERE movement.project_id IS NULL;

-- ---- attendance ----

-- A worker's month on a project. Bit d-1 of `days` is the d-th.
CREATE TABLE attended AS
SELECT project_id, worker, month, days, rows, rows_with_hours,
       month + bit_count((days & -days) - 1)::INTEGER AS first_day
FROM (SELECT project_id, worker, month, bit_or(bit) AS days, count(*) AS rows,
             count(hours) AS rows_with_hours
      FROM attendance JOIN (SELECT day, month, 1 << (day(day) - 1) AS bit FROM calendar) USING (day)
      GROUP BY ALL);

-- ---- months ----

CREATE TABLE month AS
SELECT DISTINCT month, is_reported
FROM (SELECT month, true AS is_reported FROM payroll
      UNION SELECT month, true FROM attended
      UNION SELECT DISTINCT month, false FROM payment)
WHERE month <= getvariable('as_of')
QUALIFY is_reported = max(is_reported) OVER (PARTITION BY month);

-- The pay date of each project and month: the last working day on or before the agreed day.
CREATE TABLE pay_date AS
WITH nominal AS (
  SELECT project_id, month.month,
         last_day(month.month + to_months(pay_month_offset)) AS month_end,
         month_end - greatest(day(month_end) - pay_day, 0)::INTEGER AS day
  FROM project CROSS JOIN month)
SELECT nominal.project_id, nominal.month, working.day AS pay_date,
       working.day < getvariable('as_of') AS is_overdue
FROM nominal ASOF JOIN (FROM calendar WHERE is_working) AS working ON nominal.day >= working.day;

-- ---- wages ----

-- Successful payments: whether they were money, went to the worker and came from the wage account.
CREATE TABLE receipt AS
SELECT payment.project_id, payment.worker, payment.month, amount, day, day <= pay_date AS is_in_time,
       form NOT IN ('实物', '白条') AS is_money, form = '' AS lacks_form,
       CASE WHEN NOT list_contains(names, payee) OR NOT list_contains(owners, worker) THEN 'other'
            WHEN list_contains(names, payee) OR list_contains(owners, worker) THEN 'worker'
            ELSE 'unknown' END AS payee,
       CASE WHEN form = '现金' THEN 'cash'
            WHEN source_account IS NULL THEN 'unknown'
            WHEN list_contains(accounts, source_account) THEN 'account'
            ELSE 'elsewhere' END AS source
FROM payment
ANTI JOIN (FROM payment WHERE status = '退回') AS taken_back USING (serial)
JOIN pay_date USING (project_id, month)
LEFT JOIN known_as USING (project_id, worker)
LEFT JOIN card ON card.card = payment.payee_account
LEFT JOIN project_account USING (project_id)
WHERE status = '成功';

-- By worker and month. What few receipts are is added up apart from what nearly all are.
CREATE TABLE received AS
WITH his AS (
  SELECT project_id, worker, month, sum(amount) AS paid, count(*) AS payments,
         sum(CASE WHEN is_in_time THEN amount ELSE 0 END) AS paid_in_time,
         count(*) FILTER (source = 'account') AS from_account, min(day) AS first_paid
  FROM receipt
  WHERE is_money AND payee <> 'other'
  GROUP BY ALL),
unusual AS (
  SELECT project_id, worker, month, sum(amount) FILTER (is_money AND payee = 'other') AS to_others,
         count(*) FILTER (is_money AND payee = 'other') AS payments_to_others,
         count(*) FILTER (is_money AND payee = 'other' AND source = 'account')
           AS to_others_from_account,
         count(*) FILTER (is_money AND payee = 'unknown') AS without_payee,
         sum(amount) FILTER (is_money AND source IN ('cash', 'elsewhere')) AS past_the_account,
         count(*) FILTER (is_money AND source = 'unknown') AS without_source,
         sum(amount) FILTER (NOT is_money) AS in_kind, count(*) FILTER (lacks_form) AS without_form
  FROM receipt
  WHERE NOT is_money OR payee <> 'worker' OR source <> 'account' OR lacks_form
  GROUP BY ALL)
SELECT project_id, worker, month, paid, paid_in_time, first_paid, to_others, without_payee,
       past_the_account, without_source, in_kind, without_form,
       coalesce(payments, 0) + coalesce(payments_to_others, 0) AS payments,
       coalesce(from_account, 0) + coalesce(to_others_from_account, 0) AS from_account
FROM his FULL JOIN unusual USING (project_id, worker, month);

-- The lines of a worker's month. Back pay counts only where there is no ordinary line. Most have
-- one line and need not be added up.
CREATE TABLE wage_line AS
WITH several AS (
  SELECT project_id, worker, month, bool_and(is_back_pay) AS has_back_pay_only
  FROM payroll GROUP BY ALL HAVING count(*) > 1),
counted_line AS (
  SELECT payroll.*
  FROM payroll JOIN several USING (project_id, worker, month)
  WHERE has_back_pay_only OR NOT is_back_pay)
SELECT project_id, worker, month, 1 AS lines, net, days, hours, gross,
       coalesce(overtime, 0) AS overtime, coalesce(allowances, 0) AS allowances,
       overtime IS NULL AS lacks_overtime, allowances IS NULL AS lacks_allowances, deducted,
       CASE WHEN deduction_kind = '赔偿' THEN coalesce(deducted, 0) ELSE 0 END AS compensation,
       coalesce(days, hours) IS NOT NULL AS is_time_given,
       CASE WHEN signed_on <= getvariable('as_of') THEN signed_on END AS signed_on,
       coalesce(slip_given <= getvariable('as_of'), false) AS has_slips
FROM payroll ANTI JOIN several USING (project_id, worker, month)
UNION ALL
SELECT project_id, worker, month, count(*), sum(net),
       CASE WHEN count(days) = count(*) THEN sum(days) END,
       CASE WHEN count(hours) = count(*) THEN sum(hours) END,
       CASE WHEN count(gross) = count(*) THEN sum(gross) END,
       coalesce(sum(overtime), 0), coalesce(sum(allowances), 0),
       count(overtime) < count(*), count(allowances) < count(*),
       CASE WHEN count(deducted) = count(*) THEN sum(deducted) END,
       coalesce(sum(deducted) FILTER (deduction_kind = '赔偿'), 0),
       bool_and(coalesce(days, hours) IS NOT NULL),
       CASE WHEN bool_and(coalesce(signed_on <= getvariable('as_of'), false))
            THEN max(signed_on) END,
       bool_and(coalesce(slip_given <= getvariable('as_of'), false))
FROM counted_line
GROUP BY project_id, worker, month;

CREATE TABLE worker_month AS
SELECT project_id, worker, month, is_construction, pay_date, is_overdue,
       wage_line.* EXCLUDE (project_id, worker, month),
       received.* EXCLUDE (project_id, worker, month, payments, paid, paid_in_time),
       coalesce(payments, 0) AS payments, coalesce(paid, 0) AS paid, coalesce(paid_in_time, 0) AS paid_in_time,
       greatest(net - coalesce(paid, 0), 0) AS unpaid, coalesce(attended.days, 0) AS attended
FROM wage_line
FULL JOIN received USING (project_id, worker, month)
FULL JOIN attended USING (project_id, worker, month)
JOIN pay_date USING (project_id, month)
JOIN project USING (project_id)
ANTI JOIN manager USING (project_id, worker);

CREATE TABLE project_month AS
WITH people AS (
  SELECT project_id, month, count(*) FILTER (attended > 0) AS attended_people,
         count(*) FILTER (attended > 0 AND lines IS NULL) AS without_line
  FROM worker_month GROUP BY ALL),
anybody AS (SELECT project_id, month, bit_or(days) AS attended FROM attended GROUP BY ALL),
listed AS (SELECT project_id, month, sum(lines) AS lines FROM wage_line GROUP BY ALL)
SELECT project.*, month, month.is_reported, pay_date, is_overdue,
       coalesce(attended_people, 0) AS attended_people, coalesce(without_line, 0) AS without_line,
       coalesce(attended, 0) AS attended, coalesce(lines, 0) AS lines,
       status <> '停工' AND attended <> 0 AND coalesce(lines, 0) = 0 AND is_overdue
         AS has_no_payroll
FROM pay_date
JOIN project USING (project_id)
JOIN month USING (month)
LEFT JOIN people USING (project_id, month)
LEFT JOIN anybody USING (project_id, month)
LEFT JOIN listed USING (project_id, month);

-- ---- what a lost row keeps from being judged ----

-- Of a project and month; of one worker where `worker` is given.
CREATE TABLE silence AS
SELECT DISTINCT unnest(CASE lost_from
                         WHEN 'payroll' THEN ['W01', 'W02', 'W08', 'W17', 'W18', 'X03', 'X05']
                         ELSE ['W01', 'W02', 'W18', 'A08'] END) AS rule,
       project_id, month, NULL::INTEGER AS worker
FROM lost_row
UNION ALL
SELECT DISTINCT unnest(CASE lost_from
                         WHEN 'payroll' THEN ['W09', 'W10', 'W11', 'W12', 'W13', 'W16']
                         ELSE ['W09'] END), project_id, month, worker
FROM lost_row;

INSERT INTO finding
SELECT DISTINCT rule, 'missing_fact',
       CASE WHEN rule IN ('W08', 'W17', 'A08') THEN 'orange' WHEN rule = 'X05' THEN 'yellow'
            ELSE 'red' END,
       project_id, NULL, NULL, NULL, NULL
FROM silence JOIN project USING (project_id)
WHERE rule IN ('W01', 'W02', 'W08', 'W17', 'W18', 'X03', 'X05', 'A08')
  AND (is_construction OR rule IN ('W01', 'W02', 'W18', 'X05'))
  AND (rule NOT LIKE 'W%' OR EXISTS (
    FROM worker_month
    WHERE worker_month.project_id = silence.project_id AND worker_month.month = silence.month));
