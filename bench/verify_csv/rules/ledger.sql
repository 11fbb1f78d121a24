-- SPDX-License-Identifier: Apache-2.0
-- W08 to W14 and W16: the payroll and what stands in its lines.

-- W08: an employer whose people attended has no line.
INSERT INTO finding
WITH present AS (
  SELECT DISTINCT project_id, month, employer
  FROM attended JOIN stay USING (project_id, worker)
  ANTI JOIN manager USING (project_id, worker)
  WHERE days <> 0 AND role = '工人' AND entered <= last_day(month)
    AND coalesce("left" >= month, true))
SELECT 'W08', 'violates', 'orange', project_id, NULL, month, NULL, NULL
FROM present JOIN project_month USING (project_id, month)
ANTI JOIN payroll USING (project_id, month, employer)
WHERE is_construction AND NOT has_no_payroll
  AND pay_date + parameter('payroll.grace_days')::INTEGER < getvariable('as_of');

INSERT INTO finding  -- W08: not signed by the worker, or after he was paid
SELECT 'W08', 'violates', 'orange', project_id, worker, month, NULL, NULL
FROM worker_month
WHERE is_construction AND lines > 0
  AND ((signed_on IS NULL AND is_overdue) OR signed_on > first_paid);

-- W09: no telephone, neither days nor hours, no gross, neither a payment nor a signature.
INSERT INTO finding
WITH telephone AS (SELECT DISTINCT project_id, worker FROM stay WHERE phone IS NOT NULL)
SELECT 'W09', 'violates', 'orange', project_id, worker, month, NULL, NULL
FROM worker_month
LEFT JOIN (SELECT *, true AS is_known FROM telephone) AS telephone USING (project_id, worker)
WHERE lines > 0
  AND (is_known IS NULL OR NOT is_time_given OR gross IS NULL
       OR (is_overdue AND payments = 0 AND signed_on IS NULL));

INSERT INTO finding  -- W10: paid, and no slip
SELECT 'W10', 'violates', 'orange', project_id, worker, month, NULL, NULL
FROM worker_month
WHERE payments > 0 AND NOT has_slips;

-- ---- against the minimum wage ----

-- How a worker is paid: what his stays of the month agreed on, of all his stays where none reaches
-- into it. Rates are compared by the hour: in 1/1392 fen, which 8 and 174 divide.
CREATE MACRO per_hour(basis, rate) AS
  rate * 100 * CASE basis WHEN '时' THEN 1392 WHEN '日' THEN 174 WHEN '月' THEN 8 END;

CREATE TABLE agreed AS
SELECT project_id, worker, pay_basis = '时' AS is_hourly,
       per_hour(pay_basis, rate)::BIGINT AS rate_per_hour
FROM stay
GROUP BY ALL;

-- Most have agreed on one thing only, whatever the month.
CREATE TABLE agreed_once AS
SELECT project_id, worker, any_value(is_hourly) AS is_hourly,
       any_value(rate_per_hour) AS rate_per_hour
FROM agreed GROUP BY project_id, worker HAVING count(*) = 1;

CREATE TABLE agreed_by_month AS
WITH month_of_stay AS (
  SELECT project_id, worker, month, pay_basis, rate,
         entered <= last_day(month) AND coalesce("left" >= month, true) AS reaches
  FROM wage_line JOIN stay USING (project_id, worker)
  ANTI JOIN agreed_once USING (project_id, worker)
  QUALIFY reaches OR NOT bool_or(reaches) OVER (PARTITION BY project_id, worker, month))
SELECT project_id, worker, month,
       CASE WHEN count(pay_basis) = count(*) AND bool_or(pay_basis = '时') <> bool_or(pay_basis <> '时')
            THEN bool_or(pay_basis = '时') END AS is_hourly,
       CASE WHEN count(per_hour(pay_basis, rate)) = count(*)
            THEN min(per_hour(pay_basis, rate)::BIGINT) END AS rate_per_hour
FROM month_of_stay
GROUP BY ALL;

CREATE TABLE wage_floor AS
SELECT project_id, worker, month, gross - overtime - allowances AS base,
       lacks_overtime OR lacks_allowances AS lacks_parts,
       CASE coalesce(agreed_once.is_hourly, agreed_by_month.is_hourly)
         WHEN true THEN parameter('minimum_wage.hour') * 100 * hours
         WHEN false THEN
           parameter('minimum_wage.month') * 100
           * least(2175, 100 * coalesce(days, bit_count(attended)::INTEGER)) / 2175
       END AS floor
FROM worker_month
LEFT JOIN agreed_once USING (project_id, worker)
LEFT JOIN agreed_by_month USING (project_id, worker, month)
WHERE lines > 0;

INSERT INTO finding
SELECT 'W11', 'violates', 'red', project_id, worker, month, NULL, ceil(floor) / 100 - base
FROM wage_floor
WHERE base * 100 < floor;

INSERT INTO finding
SELECT DISTINCT 'W11', 'missing_fact', 'red', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM wage_floor
WHERE floor IS NULL OR base IS NULL OR (base * 100 >= floor AND lacks_parts);

-- W12: kept back for damage beyond a fifth or the minimum, or for no reason that counts.
INSERT INTO finding
SELECT 'W12', 'violates', 'orange', project_id, worker, month, NULL, over
FROM (SELECT project_id, worker, month,
             deducted - compensation
               + CASE WHEN compensation > 0
                      THEN greatest(0, compensation - floor(gross * 20) / 100,
                                    parameter('minimum_wage.month') - net)
                      ELSE 0 END AS over
      FROM worker_month
      WHERE deducted > 0)
WHERE over > 0;

INSERT INTO finding
SELECT DISTINCT 'W12', 'missing_fact', 'orange', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM worker_month
WHERE lines > 0 AND deducted IS NULL;

-- ---- overtime ----

-- Overtime is what is over eight hours on a working day and every hour of other days. Where a day
-- has several rows, its hours are added first. Weighted by 1.5, 2 and 3, in half hundredths of an
-- hour.
CREATE MACRO overtime_of(hours, is_working) AS
  CASE WHEN is_working THEN greatest(hours - 8, 0) ELSE hours END;

CREATE TABLE overtime AS
WITH of_several_rows AS (
  SELECT project_id, worker, month, day, is_working, is_statutory, sum(attendance.hours) AS hours
  FROM attendance JOIN calendar USING (day)
  SEMI JOIN (FROM attended WHERE rows <> bit_count(days)) USING (project_id, worker, month)
  GROUP BY ALL),
long_day AS (
  SELECT project_id, worker, month, hours, is_working, is_statutory
  FROM attendance JOIN calendar USING (day)
  ANTI JOIN of_several_rows USING (project_id, worker, month)
  WHERE hours > 8 OR NOT is_working
  UNION ALL
  SELECT project_id, worker, month, hours, is_working, is_statutory FROM of_several_rows),
worked AS (
  SELECT project_id, worker, month, max(overtime_of(hours, is_working)) AS longest,
         sum(overtime_of(hours, is_working)) AS total,
         100 * sum(overtime_of(hours, is_working)
                   * CASE WHEN is_statutory THEN 6 WHEN is_working THEN 3 ELSE 4 END) AS weighted
  FROM long_day
  GROUP BY ALL),
without_hours AS (
  SELECT project_id, worker, month, true AS lacks_hours
  FROM attended WHERE rows = bit_count(days) AND rows_with_hours < rows
  UNION
  SELECT project_id, worker, month, true FROM of_several_rows WHERE hours IS NULL)
SELECT project_id, worker, month, longest, total, coalesce(weighted, 0) AS weighted,
       coalesce(lacks_hours, false) AS lacks_hours
FROM worked FULL JOIN without_hours USING (project_id, worker, month)
ANTI JOIN manager USING (project_id, worker);

INSERT INTO finding  -- W13: overtime paid below what it is due
WITH judged AS (
  SELECT project_id, worker, month, wage_line.overtime AS paid, lacks_overtime, lacks_hours,
         weighted, coalesce(agreed_once.rate_per_hour, agreed_by_month.rate_per_hour) AS rate,
         ((rate * weighted::BIGINT + 278399) // 278400)::DECIMAL(18, 2) / 100 AS due
  FROM overtime JOIN wage_line USING (project_id, worker, month)
  LEFT JOIN agreed_once USING (project_id, worker)
  LEFT JOIN agreed_by_month USING (project_id, worker, month)
  WHERE weighted > 0 OR lacks_hours)
SELECT 'W13', 'violates', 'orange', project_id, worker, month, NULL, due - paid
FROM judged
WHERE due > paid AND NOT lacks_overtime
UNION ALL
SELECT DISTINCT 'W13', 'missing_fact', 'orange', project_id, NULL, NULL, NULL, NULL
FROM judged
WHERE (due > paid AND NOT lacks_overtime) IS NOT TRUE
  AND (lacks_hours OR rate IS NULL OR lacks_overtime);

-- W14: over three hours in a day, over 36 in a month, or seven days in a row, counted with those
-- before the month.
INSERT INTO finding
WITH with_before AS (
  SELECT now.project_id, now.worker, now.month,
         (now.days::BIGINT << 6) | (coalesce(before.days, 0) >> (day(now.month - 1) - 6)) AS days
  FROM attended AS now
  LEFT JOIN attended AS before
    ON before.project_id = now.project_id AND before.worker = now.worker
   AND before.month = now.month - INTERVAL 1 MONTH),
in_a_row AS (
  SELECT project_id, worker, month
  FROM (SELECT *, days & (days >> 1) AS twos, twos & (twos >> 2) AS fours FROM with_before)
  WHERE (fours & (fours >> 3)) <> 0),
judged AS (
  SELECT project_id, worker, month, lacks_hours,
         coalesce(longest > 3 OR total > 36, false) OR coalesce(in_a_row.is_long, false) AS is_long
  FROM overtime FULL JOIN (SELECT *, true AS is_long FROM in_a_row) AS in_a_row
    USING (project_id, worker, month))
SELECT 'W14', 'violates', 'yellow', project_id, worker, month, NULL, NULL
FROM judged ANTI JOIN manager USING (project_id, worker)
WHERE is_long
UNION ALL
SELECT DISTINCT 'W14', 'missing_fact', 'yellow', project_id, NULL, NULL, NULL, NULL
FROM judged
WHERE NOT is_long AND lacks_hours;

INSERT INTO finding  -- W16: the sums of a line
SELECT 'W16', 'violates', 'yellow', project_id, worker, month, NULL, sum(differs_by)
FROM (SELECT project_id, worker, month,
             abs(gross - coalesce(withheld, 0) - coalesce(deducted, 0) - net) AS differs_by,
             coalesce(overtime, 0) + coalesce(allowances, 0) > gross AS is_too_much
      FROM payroll ANTI JOIN manager USING (project_id, worker))
WHERE differs_by <> 0 OR is_too_much
GROUP BY ALL;

INSERT INTO finding
SELECT DISTINCT 'W16', 'missing_fact', 'yellow', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM payroll ANTI JOIN manager USING (project_id, worker)
WHERE gross IS NULL;
