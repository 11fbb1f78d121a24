-- SPDX-License-Identifier: Apache-2.0
-- The ten checks over the tables as loaded; codes as for DuckDB. One pass adds up the months of all
-- workers and keeps those few that some check may be about; only these meet the roster.

DROP TABLE IF EXISTS finding;
CREATE TABLE finding (project Int32, worker Int32, month Int16, code UInt8, subject String,
                      amount Int64)
ENGINE = MergeTree ORDER BY (project, month, worker);

DROP TABLE IF EXISTS manager;
CREATE TABLE manager ENGINE = Set AS
SELECT project, worker FROM roster GROUP BY project, worker HAVING max(is_worker) = 0;

-- ---- which lines and payments count ----

-- Back pay beside an ordinary line of the month does not count.
DROP TABLE IF EXISTS beside;
CREATE TABLE beside ENGINE = Set AS
SELECT project, month, worker FROM payroll
WHERE NOT is_back_pay AND (project, month, worker) IN (
  SELECT project, month, worker FROM payroll WHERE is_back_pay);

DROP TABLE IF EXISTS taken_back;
CREATE TABLE taken_back ENGINE = Set AS
SELECT serial FROM payment WHERE status = 2 AND serial != 0;

-- Payments to somebody else: of the few that do not name the worker and a card of his.
DROP TABLE IF EXISTS unlike;
CREATE TABLE unlike ENGINE = Memory AS
SELECT DISTINCT project, worker, payee, payee_card FROM payment
WHERE status = 0 AND form != 3
  AND (project, worker, payee, payee_card) NOT IN (SELECT project, worker, name, card FROM roster);

DROP TABLE IF EXISTS to_another;
CREATE TABLE to_another ENGINE = Set AS
WITH named AS (
  SELECT project, worker, name FROM roster
  WHERE name != 0 AND (project, worker) IN (SELECT project, worker FROM unlike)
  UNION ALL
  SELECT project, worker, name FROM payroll
  WHERE name != 0 AND (project, worker) IN (SELECT project, worker FROM unlike))
SELECT project, worker, payee, payee_card FROM unlike
WHERE (payee != 0 AND (project, worker) IN (SELECT project, worker FROM named)
       AND (project, worker, payee) NOT IN (SELECT project, worker, name FROM named))
   OR (payee_card IN (SELECT card FROM roster
                      WHERE card != 0 AND card IN (SELECT payee_card FROM unlike))
       AND (payee_card, worker) NOT IN (
         SELECT card, worker FROM roster WHERE card IN (SELECT payee_card FROM unlike)));

-- ---- a worker's month ----

DROP TABLE IF EXISTS few;
CREATE TABLE few ENGINE = Memory AS
SELECT project, month, worker, sum(line) AS lines, sum(line_net) AS net, sum(line_gross) AS gross,
       sum(line_base) AS base,
       if(min(line_half_days) < 0, -1, sum(line_half_days)) AS half_days,
       if(min(line_hours) < 0, -1, sum(line_hours)) AS hours,
       sum(amount) AS paid, sum(amount_in_time) AS in_time, max(days) AS attended
FROM (
  SELECT project, month, worker, 1 AS line, net AS line_net, payroll.gross AS line_gross,
         payroll.gross - overtime - allowances AS line_base, half_days AS line_half_days,
         hours_hundredths AS line_hours, 0 AS amount, 0 AS amount_in_time, 0 AS days
  FROM payroll
  WHERE NOT is_back_pay OR (project, month, worker) NOT IN beside
  UNION ALL
  SELECT p.project, p.month, worker, 0, 0, 0, 0, 0, 0, amount, if(day <= pay_day, amount, 0), 0
  FROM payment AS p JOIN pay_date AS d ON d.project = p.project AND d.month = p.month
  WHERE status = 0 AND form != 3 AND serial NOT IN taken_back
    AND (p.project, worker, payee, payee_card) NOT IN to_another
  UNION ALL
  SELECT project, month, worker, 0, 0, 0, 0, 0, 0, 0, 0, days FROM attendance)
GROUP BY project, month, worker
HAVING in_time < net OR lines = 0 OR attended = 0 OR gross > 5000000 OR half_days > 56
    OR (half_days >= 0 AND half_days != 2 * bitCount(attended))
    OR base < (SELECT max(month_fen) FROM minimum_wage)
    OR (hours >= 0 AND base * 100 < (SELECT max(hour_fen) FROM minimum_wage) * hours);

DROP TABLE IF EXISTS suspect;
CREATE TABLE suspect ENGINE = Memory AS
SELECT f.project AS project, f.month AS month, f.worker AS worker, lines, net, gross, base, half_days,
       hours, paid, in_time, attended, is_construction, pay_day < :as_of AS is_overdue, month_fen,
       hour_fen, first_day, days AS days_in_month,
       50 * if(half_days >= 0, half_days, 2 * bitCount(attended)) AS paid_days,
       is_construction AND attended != 0
         AND (half_days > 2 * days OR (lines = 0 AND is_overdue)
              OR (lines > 0 AND half_days >= 0 AND half_days != 2 * bitCount(attended)))
         AS days_differ
FROM few AS f
JOIN project AS p ON p.project = f.project
JOIN pay_date AS d ON d.project = f.project AND d.month = f.month
JOIN month AS m ON m.month = f.month
JOIN minimum_wage AS w ON w.month = f.month
WHERE (f.project, f.worker) NOT IN manager;

INSERT INTO finding
SELECT project, worker, month, multiIf(paid = 0, 1, paid < net, 3, 2), '',
       if(paid < net, net - paid, net - in_time)
FROM suspect
WHERE net > 0 AND is_overdue AND in_time < net;

INSERT INTO finding
SELECT project, worker, month, 4, '', sum(amount) AS outside
FROM payment
WHERE status = 0 AND form != 3 AND serial NOT IN taken_back
  AND (form = 2 OR (source_account != 0 AND (project, source_account) NOT IN (
                      SELECT project, account FROM account)))
  AND project IN (SELECT project FROM account)
  AND project IN (SELECT project FROM project WHERE is_construction)
  AND (project, worker) NOT IN manager
GROUP BY project, worker, month
HAVING outside > 0;

INSERT INTO finding
SELECT project, worker, month, 5, '', required - base
FROM (
  SELECT s.project AS project, s.worker AS worker, s.month AS month, base, hours,
         max(entered < first_day + days_in_month AND left >= first_day) AS is_any_there,
         groupArray((pay_basis, entered < first_day + days_in_month AND left >= first_day)) AS stays,
         arrayMap(stay -> stay.1, arrayFilter(stay -> stay.2 = is_any_there, stays)) AS bases,
         arrayAll(basis -> basis = 1, bases) AS is_hourly,
         if(is_hourly, intDiv(any(hour_fen) * hours + 99, 100),
            intDiv(any(month_fen) * least(2175, any(paid_days)) + 2174, 2175)) AS required
  FROM suspect AS s JOIN roster AS r ON r.project = s.project AND r.worker = s.worker
  WHERE lines > 0 AND (base < month_fen OR (hours >= 0 AND base * 100 < hour_fen * hours))
  GROUP BY project, worker, month, base, hours
  HAVING NOT has(bases, 0) AND (is_hourly OR NOT has(bases, 1)) AND (NOT is_hourly OR hours >= 0))
WHERE base < required;

INSERT INTO finding
SELECT project, worker, month, 6, '', sum(abs(gross - withheld - deducted - net))
FROM payroll
WHERE (gross - withheld - deducted != net OR overtime + allowances > gross)
  AND (project, worker) NOT IN manager
GROUP BY project, worker, month;

-- Who was there after he had left.
DROP TABLE IF EXISTS differs;
CREATE TABLE differs ENGINE = Memory AS
SELECT project, worker, month FROM suspect WHERE days_differ
UNION DISTINCT
SELECT project, worker, month
FROM (
  SELECT project, worker, month, any(attended) AS attended,
         groupBitOr(if(begins < ends,
                       bitAnd(bitShiftLeft(toUInt64(1), ends) - 1,
                              bitNot(bitShiftLeft(toUInt64(1), begins) - 1)), 0)) AS covered,
         groupBitOr(if(after > 31, 0, bitNot(bitShiftLeft(toUInt64(1), greatest(after, 0)) - 1)))
           AS after_left
  FROM (
    SELECT a.project AS project, a.worker AS worker, a.month AS month, a.days AS attended,
           toUInt8(least(greatest(entered - first_day, 0), 32)) AS begins,
           toUInt8(greatest(least(toInt64(left) + 1 - first_day, m.days), 0)) AS ends,
           toInt64(left) + 1 - first_day AS after
    FROM (SELECT * FROM attendance
          WHERE (project, worker) IN (SELECT project, worker FROM roster WHERE left < 2147483647)
            AND (project, worker) NOT IN manager
            AND project IN (SELECT project FROM project WHERE is_construction)) AS a
    JOIN roster AS r ON r.project = a.project AND r.worker = a.worker
    JOIN month AS m ON m.month = a.month)
  GROUP BY project, worker, month)
WHERE bitAnd(toUInt64(attended), bitAnd(after_left, bitNot(covered))) != 0;

-- Silent where none of his employers of the month has a line.
INSERT INTO finding
SELECT project, worker, month, 7, '', -1
FROM (
  SELECT d.project AS project, d.worker AS worker, d.month AS month,
         max(entered < first_day + days AND left >= first_day) AS has_employer,
         max(entered < first_day + days AND left >= first_day
             AND (project, month, employer) IN (
               SELECT project, month, employer FROM payroll
               WHERE (project, month) IN (SELECT project, month FROM differs))) AS is_listed
  FROM differs AS d
  JOIN month AS m ON m.month = d.month
  LEFT JOIN (SELECT * FROM roster
             WHERE (project, worker) IN (SELECT project, worker FROM differs)) AS r
    ON r.project = d.project AND r.worker = d.worker
  WHERE (d.project, d.month) IN (
    SELECT project, month FROM payroll
    WHERE (project, month) IN (SELECT project, month FROM differs))
  GROUP BY project, worker, month)
WHERE is_listed OR NOT has_employer;

INSERT INTO finding
SELECT project, worker, month, 8, '', -1
FROM suspect
WHERE is_construction AND lines > 0 AND (attended = 0 OR gross > 5000000);

-- ---- a project ----

INSERT INTO finding
SELECT project, 0, due_month, 9, period, planned - received
FROM (
  SELECT project, period, due_day, due_month, planned,
         sumIf(m.amount, m.day <= due_day) AS received
  FROM (
    SELECT project, period, due_day, due_month,
           sum(amount) OVER (PARTITION BY project ORDER BY due, period
                             ROWS UNBOUNDED PRECEDING) AS planned
    FROM labour_fee
    WHERE project IN (SELECT project FROM project WHERE is_construction)) AS f
  LEFT JOIN (SELECT * FROM movement WHERE is_income AND kind = 1) AS m ON m.project = f.project
  WHERE due_day < :as_of
  GROUP BY project, period, due_day, due_month, planned)
WHERE planned > received;

INSERT INTO finding
SELECT project, 0, 0, 10, '', due - received
FROM (
  SELECT project, sum(wages) AS due, sum(income) AS received
  FROM (
    SELECT p.project AS project, sum(net) AS wages, 0 AS income
    FROM payroll AS p JOIN pay_date AS d ON d.project = p.project AND d.month = p.month
    WHERE pay_day <= :as_of AND (NOT is_back_pay OR (p.project, p.month, worker) NOT IN beside)
      AND (p.project, worker) NOT IN manager
      AND p.project IN (SELECT project FROM project WHERE is_construction)
    GROUP BY project
    UNION ALL
    SELECT project, 0, sum(amount)
    FROM movement WHERE is_income AND kind != 2 GROUP BY project)
  GROUP BY project)
WHERE due > received AND due > 0;
