-- SPDX-License-Identifier: Apache-2.0
-- The ten checks over one table that holds a worker's month in a row; codes as for DuckDB. One pass
-- keeps the few rows that some check may be about.

DROP TABLE IF EXISTS finding;
CREATE TABLE finding (project Int32, worker Int32, month Int16, code UInt8, subject String,
                      amount Int64)
ENGINE = MergeTree ORDER BY (project, month, worker);

DROP TABLE IF EXISTS suspect;
CREATE TABLE suspect ENGINE = Memory AS
SELECT * FROM wide
WHERE (net > 0 AND paid - late < net AND pay_day < :as_of)
   OR elsewhere > 0
   OR (lines > 0 AND (attended = 0 OR gross - extra < minimum_month
                      OR (hours >= 0 AND toInt64(gross - extra) * 100
                                         < toInt64(minimum_hour) * hours)
                      OR gross - held != net OR extra > gross OR gross > 5000000 OR lines > 1))
   OR days_after_left > 0
   OR (attended != 0 AND (lines = 0 OR half_days > 2 * days_in_month
                          OR (half_days >= 0 AND half_days != 2 * bitCount(attended))));

INSERT INTO finding
SELECT project, worker, month, multiIf(paid = 0, 1, paid < net, 3, 2), '',
       if(paid < net, net - paid, net - (paid - late))
FROM suspect
WHERE net > 0 AND paid - late < net AND pay_day < :as_of
UNION ALL
SELECT project, worker, month, 4, '', elsewhere
FROM suspect
WHERE elsewhere > 0 AND is_construction AND has_account
UNION ALL
SELECT project, worker, month, 5, '', required - (gross - extra)
FROM (SELECT *,
             if(most_basis = 1, intDiv(toInt64(minimum_hour) * hours + 99, 100),
                intDiv(toInt64(minimum_month)
                         * least(2175, 50 * if(half_days >= 0, half_days, 2 * bitCount(attended)))
                       + 2174, 2175)) AS required
      FROM suspect
      WHERE lines > 0 AND least_basis > 0 AND (least_basis = 1) = (most_basis = 1)
        AND (most_basis != 1 OR hours >= 0))
WHERE gross - extra < required
UNION ALL
SELECT project, worker, month, 6, '', if(lines = 1, abs(gross - held - net), wrong_by)
FROM suspect
WHERE (lines = 1 AND (gross - held != net OR extra > gross)) OR wrong_by >= 0
UNION ALL
SELECT project, worker, month, 7, '', -1
FROM suspect
WHERE is_construction AND attended != 0 AND employer_has_payroll
  AND (days_after_left > 0 OR half_days > 2 * days_in_month
       OR (half_days >= 0 AND half_days != 2 * bitCount(attended))
       OR (lines = 0 AND pay_day < :as_of))
UNION ALL
SELECT project, worker, month, 8, '', -1
FROM suspect
WHERE is_construction AND lines > 0 AND (attended = 0 OR gross > 5000000);

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
    SELECT project, sum(net) AS wages, 0 AS income
    FROM wide WHERE is_construction AND pay_day <= :as_of GROUP BY project
    UNION ALL
    SELECT project, 0, sum(amount)
    FROM movement WHERE is_income AND kind != 2 GROUP BY project)
  GROUP BY project)
WHERE due > received AND due > 0;
