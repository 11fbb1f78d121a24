-- SPDX-License-Identifier: Apache-2.0
-- The ten checks over the tables as loaded; codes as for DuckDB. One pass adds up the months of all
-- workers and keeps those few that some check may be about; only these meet the roster.

DROP TABLE IF EXISTS finding;
CREATE UNLOGGED TABLE finding (project integer, worker integer, month smallint, code smallint,
                               subject text, amount bigint);

CREATE TEMP TABLE manager AS
SELECT project, worker FROM roster GROUP BY project, worker HAVING max(is_worker) = 0;
ANALYZE manager;

-- ---- which lines and payments count ----

-- Back pay beside an ordinary line of the month does not count.
CREATE TEMP TABLE beside AS
SELECT project, month, worker FROM payroll AS back
WHERE is_back_pay = 1 AND EXISTS (
  SELECT FROM payroll AS ordinary
  WHERE ordinary.project = back.project AND ordinary.month = back.month
    AND ordinary.worker = back.worker AND ordinary.is_back_pay = 0);
ANALYZE beside;

CREATE TEMP TABLE taken_back AS
SELECT serial FROM payment WHERE status = 2 AND serial IS NOT NULL;
ANALYZE taken_back;

-- Payments to somebody else: of the few that do not name the worker and a card of his.
CREATE TEMP TABLE unlike AS
SELECT DISTINCT project, worker, payee, payee_card FROM payment
WHERE status = 0 AND form <> 3 AND NOT EXISTS (
  SELECT FROM roster
  WHERE roster.project = payment.project AND roster.worker = payment.worker AND name = payee
    AND card = payee_card);
ANALYZE unlike;

CREATE TEMP TABLE named AS
SELECT DISTINCT roster.project, roster.worker, name
FROM roster JOIN unlike USING (project, worker) WHERE name IS NOT NULL
UNION
SELECT payroll.project, payroll.worker, name
FROM payroll JOIN unlike USING (project, worker) WHERE name IS NOT NULL;
ANALYZE named;

CREATE TEMP TABLE to_another AS
SELECT * FROM unlike
WHERE (payee IS NOT NULL AND (project, worker) IN (SELECT project, worker FROM named)
       AND (project, worker, payee) NOT IN (SELECT project, worker, name FROM named))
   OR (EXISTS (SELECT FROM roster WHERE card = payee_card)
       AND NOT EXISTS (SELECT FROM roster WHERE card = payee_card
                                            AND roster.worker = unlike.worker));
ANALYZE to_another;

-- ---- a worker's month ----

CREATE TEMP TABLE few AS
WITH line AS (
  SELECT project, month, worker, count(*) AS lines, sum(net) AS net, sum(gross) AS gross,
         sum(gross - coalesce(overtime, 0) - coalesce(allowances, 0)) AS base,
         CASE WHEN count(half_days) = count(*) THEN sum(half_days) END AS half_days,
         CASE WHEN count(hours_hundredths) = count(*) THEN sum(hours_hundredths) END AS hours
  FROM payroll
  WHERE is_back_pay = 0 OR (project, month, worker) NOT IN (
    SELECT project, month, worker FROM beside)
  GROUP BY project, month, worker),
received AS (
  SELECT payment.project, payment.month, payment.worker, sum(amount) AS paid,
         sum(CASE WHEN day <= pay_day THEN amount ELSE 0 END) AS in_time
  FROM payment JOIN pay_date USING (project, month)
  WHERE status = 0 AND form <> 3
    AND NOT EXISTS (SELECT FROM taken_back WHERE taken_back.serial = payment.serial)
    AND NOT EXISTS (
      SELECT FROM to_another
      WHERE to_another.project = payment.project AND to_another.worker = payment.worker
        AND to_another.payee IS NOT DISTINCT FROM payment.payee
        AND to_another.payee_card IS NOT DISTINCT FROM payment.payee_card)
  GROUP BY payment.project, payment.month, payment.worker),
worker_month AS (
  SELECT project, month, worker, coalesce(lines, 0) AS lines, coalesce(net, 0) AS net, gross, base,
         half_days, hours, coalesce(paid, 0) AS paid, coalesce(in_time, 0) AS in_time,
         coalesce(days, 0) AS attended, bit_count(coalesce(days, 0)::bit(32)) AS attended_days
  FROM line LEFT JOIN received USING (project, month, worker)
  FULL JOIN attendance USING (project, month, worker))
SELECT *
FROM worker_month
WHERE in_time < net OR lines = 0 OR attended = 0 OR half_days <> 2 * attended_days
   OR half_days > 56 OR gross > 5000000 OR base < (SELECT max(month_fen) FROM minimum_wage)
   OR base * 100 < (SELECT max(hour_fen) FROM minimum_wage) * hours;

CREATE TEMP TABLE suspect AS
SELECT few.*, is_construction = 1 AS is_construction, pay_day < :as_of AS is_overdue, month_fen,
       hour_fen, coalesce(half_days, 2 * attended_days) * 50 AS paid_days, first_day,
       days AS days_in_month,
       is_construction = 1 AND attended <> 0
         AND coalesce(half_days > 2 * days OR half_days <> 2 * attended_days,
                      lines = 0 AND pay_day < :as_of) AS days_differ
FROM few
JOIN project USING (project) JOIN pay_date USING (project, month)
JOIN month USING (month) JOIN minimum_wage USING (month)
WHERE (project, worker) NOT IN (SELECT project, worker FROM manager);
ANALYZE suspect;

INSERT INTO finding
SELECT project, worker, month,
       CASE WHEN paid = 0 THEN 1 WHEN paid < net THEN 3 ELSE 2 END, NULL,
       CASE WHEN paid < net THEN net - paid ELSE net - in_time END
FROM suspect
WHERE net > 0 AND is_overdue AND in_time < net;

INSERT INTO finding
SELECT payment.project, worker, month, 4, NULL, sum(amount)
FROM payment JOIN project USING (project)
WHERE status = 0 AND form <> 3 AND is_construction = 1
  AND (form = 2 OR (source_account IS NOT NULL
                    AND (project, source_account) NOT IN (SELECT project, account FROM account)))
  AND project IN (SELECT project FROM account)
  AND NOT EXISTS (SELECT FROM taken_back WHERE taken_back.serial = payment.serial)
  AND (project, worker) NOT IN (SELECT project, worker FROM manager)
GROUP BY payment.project, worker, month
HAVING sum(amount) > 0;

INSERT INTO finding
WITH basis AS (  -- of the stays in the month, or of all where there is none
  SELECT project, worker, month, pay_basis, is_there,
         bool_or(is_there) OVER (PARTITION BY project, worker, month) AS is_any_there
  FROM (SELECT project, worker, month, pay_basis,
               entered < first_day + days_in_month AND coalesce("left" >= first_day, true)
                 AS is_there
        FROM suspect JOIN roster USING (project, worker)
        WHERE lines > 0 AND (base * 2175 < month_fen * least(2175, paid_days)
                             OR base * 100 < hour_fen * hours)) AS stay),
told AS (
  SELECT project, worker, month, bool_and(pay_basis = 1) AS is_hourly
  FROM basis WHERE is_there = is_any_there
  GROUP BY project, worker, month
  HAVING min(pay_basis) > 0 AND bool_and(pay_basis = 1) = bool_or(pay_basis = 1)),
judged AS (
  SELECT project, worker, month, base,
         CASE WHEN is_hourly THEN (hour_fen * hours + 99) / 100
              ELSE (month_fen * least(2175, paid_days) + 2174) / 2175 END AS required
  FROM suspect JOIN told USING (project, worker, month))
SELECT project, worker, month, 5, NULL, required - base
FROM judged
WHERE base < required;

INSERT INTO finding
SELECT project, worker, month, 6, NULL,
       sum(abs(gross - coalesce(withheld, 0) - coalesce(deducted, 0) - net))
FROM payroll
WHERE (gross - coalesce(withheld, 0) - coalesce(deducted, 0) <> net
       OR coalesce(overtime, 0) + coalesce(allowances, 0) > gross)
  AND (project, worker) NOT IN (SELECT project, worker FROM manager)
GROUP BY project, worker, month;

-- W17, who was there after he had left included; silent where none of his employers has a line.
CREATE TEMP TABLE after_one AS  -- there after the end of a stay; another one may cover it
SELECT DISTINCT project, worker, month, attendance.days AS attended, first_day, month.days
FROM attendance JOIN roster USING (project, worker) JOIN month USING (month)
JOIN project USING (project)
WHERE is_construction = 1 AND "left" < first_day + month.days - 1
  AND attendance.days >> greatest("left" + 1 - first_day, 0) <> 0;
ANALYZE after_one;

CREATE TEMP TABLE differs AS
WITH stay_month AS (
  SELECT project, worker, month, attended, greatest(entered - first_day, 0) AS begins,
         least(coalesce("left" + 1 - first_day, days), days) AS ends,
         "left" + 1 - first_day AS after
  FROM after_one JOIN roster USING (project, worker))
SELECT project, worker, month FROM suspect WHERE days_differ
UNION
SELECT project, worker, month
FROM stay_month
WHERE (project, worker) NOT IN (SELECT project, worker FROM manager)
GROUP BY project, worker, month
HAVING (max(attended)::bigint
        & ~bit_or(CASE WHEN begins < ends THEN ((1::bigint << ends) - 1)
                                               & ~((1::bigint << begins) - 1)
                       ELSE 0 END)
        & bit_or(CASE WHEN after IS NULL OR after > 31 THEN 0
                      ELSE ~((1::bigint << greatest(after, 0)) - 1) END)) <> 0;
ANALYZE differs;

INSERT INTO finding
SELECT project, worker, month, 7, NULL, NULL
FROM (
  SELECT differs.project, differs.worker, differs.month, roster.employer,
         EXISTS (SELECT FROM payroll
                 WHERE payroll.project = differs.project AND payroll.month = differs.month
                   AND payroll.employer = roster.employer) AS is_listed
  FROM differs JOIN month USING (month)
  LEFT JOIN roster ON roster.project = differs.project AND roster.worker = differs.worker
                  AND entered < first_day + days AND coalesce("left" >= first_day, true)
  WHERE EXISTS (SELECT FROM payroll
                WHERE payroll.project = differs.project AND payroll.month = differs.month)
) AS with_employer
GROUP BY project, worker, month
HAVING bool_or(is_listed) OR count(employer) = 0;

INSERT INTO finding
SELECT project, worker, month, 8, NULL, NULL
FROM suspect
WHERE is_construction AND lines > 0 AND (attended = 0 OR gross > 5000000);

-- ---- a project ----

INSERT INTO finding
WITH planned AS (
  SELECT project, period, due_day, due_month,
         sum(amount) OVER (PARTITION BY project ORDER BY due, period ROWS UNBOUNDED PRECEDING)
           AS planned
  FROM labour_fee JOIN project USING (project)
  WHERE is_construction = 1)
SELECT planned.project, NULL, due_month, 9, period, planned - coalesce(sum(amount), 0)
FROM planned
LEFT JOIN movement ON movement.project = planned.project AND movement.day <= due_day
                  AND is_income = 1 AND kind = 1
WHERE due_day < :as_of
GROUP BY planned.project, due_day, due_month, period, planned
HAVING planned > coalesce(sum(amount), 0);

INSERT INTO finding
WITH wages AS (
  SELECT project, sum(net) AS due
  FROM payroll JOIN pay_date USING (project, month) JOIN project USING (project)
  WHERE is_construction = 1 AND pay_day <= :as_of
    AND (is_back_pay = 0 OR (project, month, worker) NOT IN (
      SELECT project, month, worker FROM beside))
    AND (project, worker) NOT IN (SELECT project, worker FROM manager)
  GROUP BY project),
income AS (
  SELECT project, sum(amount) AS received
  FROM movement WHERE is_income = 1 AND kind <> 2
  GROUP BY project)
SELECT project, NULL, NULL, 10, NULL, due - coalesce(received, 0)
FROM wages LEFT JOIN income USING (project)
WHERE due > coalesce(received, 0);
