-- SPDX-License-Identifier: Apache-2.0
-- The ten checks over one table that holds a worker's month in a row; codes as in normalised.sql.
-- One pass keeps the few rows that some check may be about.

CREATE OR REPLACE TABLE finding (project INTEGER, worker INTEGER, month SMALLINT, code TINYINT,
                                 subject VARCHAR, amount BIGINT);

CREATE OR REPLACE TEMP TABLE suspect AS
FROM wide
WHERE (net > 0 AND paid - late < net AND pay_day < :as_of)
   OR elsewhere > 0
   OR (lines > 0 AND (attended = 0 OR gross - extra < minimum_month
                      OR (gross - extra)::BIGINT * 100 < minimum_hour::BIGINT * hours
                      OR gross - held <> net OR extra > gross OR gross > 5000000 OR lines > 1))
   OR days_after_left > 0
   OR (attended <> 0 AND (half_days <> 2 * bit_count(attended) OR lines = 0
                          OR half_days > 2 * days_in_month));

INSERT INTO finding
SELECT project, worker, month,
       CASE WHEN paid = 0 THEN 1 WHEN paid < net THEN 3 ELSE 2 END, NULL,
       CASE WHEN paid < net THEN net - paid ELSE net - (paid - late) END
FROM suspect
WHERE net > 0 AND paid - late < net AND pay_day < :as_of
UNION ALL
SELECT project, worker, month, 4, NULL, elsewhere
FROM suspect
WHERE elsewhere > 0 AND is_construction AND has_account
UNION ALL
SELECT project, worker, month, 5, NULL, required - (gross - extra)
FROM (SELECT *, CASE WHEN most_basis = 1 THEN (minimum_hour::BIGINT * hours + 99) // 100
                     ELSE (minimum_month::BIGINT
                           * least(2175, 50 * coalesce(half_days, 2 * bit_count(attended)))
                           + 2174) // 2175 END AS required
      FROM suspect
      WHERE lines > 0 AND least_basis > 0 AND (least_basis = 1) = (most_basis = 1))
WHERE gross - extra < required
UNION ALL
SELECT project, worker, month, 6, NULL,
       CASE WHEN lines = 1 THEN abs(gross - held - net) ELSE wrong_by END
FROM suspect
WHERE (lines = 1 AND (gross - held <> net OR extra > gross)) OR wrong_by IS NOT NULL
UNION ALL
SELECT project, worker, month, 7, NULL, NULL
FROM suspect
WHERE is_construction AND attended <> 0 AND employer_has_payroll
  AND (days_after_left > 0
       OR coalesce(half_days <> 2 * bit_count(attended) OR half_days > 2 * days_in_month,
                   lines = 0 AND pay_day < :as_of))
UNION ALL
SELECT project, worker, month, 8, NULL, NULL
FROM suspect
WHERE is_construction AND lines > 0 AND (attended = 0 OR gross > 5000000);

INSERT INTO finding
WITH planned AS (
  SELECT project, period, due_day, due_month,
         sum(amount) OVER (PARTITION BY project ORDER BY due, period ROWS UNBOUNDED PRECEDING)
           AS planned
  FROM labour_fee JOIN project USING (project)
  WHERE is_construction)
SELECT planned.project, NULL, due_month, 9, period, planned - coalesce(sum(amount), 0)
FROM planned
LEFT JOIN movement ON movement.project = planned.project AND movement.day <= due_day
                  AND is_income AND kind = 1
WHERE due_day < :as_of
GROUP BY planned.project, due_day, due_month, period, planned
HAVING planned > coalesce(sum(amount), 0);

INSERT INTO finding
WITH wages AS (
  SELECT project, sum(net) AS due
  FROM wide WHERE is_construction AND pay_day <= :as_of
  GROUP BY project),
income AS (
  SELECT project, sum(amount) AS received
  FROM movement WHERE is_income AND kind <> 2
  GROUP BY project)
SELECT project, NULL, NULL, 10, NULL, due - coalesce(received, 0)
FROM wages LEFT JOIN income USING (project)
WHERE due > coalesce(received, 0);
