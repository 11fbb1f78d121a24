-- SPDX-License-Identifier: Apache-2.0
-- The ten checks over the tables as loaded, of the projects from :first to :last; codes as for
-- DuckDB. One pass walks the months of all workers in the order of the keys and keeps those few that
-- some check may be about; only these meet the roster.

DELETE FROM finding;
DELETE FROM manager;
DELETE FROM taken_back;
DELETE FROM few;
DELETE FROM suspect;
DELETE FROM differs;

INSERT INTO manager
SELECT project, worker FROM roster
WHERE project BETWEEN :first AND :last
GROUP BY project, worker HAVING max(is_worker) = 0;

INSERT OR IGNORE INTO taken_back
SELECT serial FROM payment
WHERE project BETWEEN :first AND :last AND status = 2 AND serial IS NOT NULL;

-- ---- a worker's month ----

INSERT INTO few
WITH line AS (
  SELECT project, month, worker, count(*) AS lines, sum(net) AS net, sum(gross) AS gross,
         sum(gross - coalesce(overtime, 0) - coalesce(allowances, 0)) AS base,
         CASE WHEN count(half_days) = count(*) THEN sum(half_days) END AS half_days,
         CASE WHEN count(hours_hundredths) = count(*) THEN sum(hours_hundredths) END AS hours
  FROM payroll
  WHERE project BETWEEN :first AND :last
    AND (is_back_pay = 0 OR NOT EXISTS (  -- back pay counts where there is no ordinary line
      SELECT 1 FROM payroll AS ordinary
      WHERE ordinary.project = payroll.project AND ordinary.month = payroll.month
        AND ordinary.worker = payroll.worker AND ordinary.is_back_pay = 0))
  GROUP BY project, month, worker),
seen AS MATERIALIZED (
  SELECT line.*, coalesce(days, 0) AS attended,
         (SELECT sum(CASE WHEN day <= pay_day THEN amount ELSE 0 END)
          FROM payment
          WHERE payment.project = line.project AND payment.month = line.month
            AND payment.worker = line.worker AND status = 0 AND form <> 3
            AND EXISTS (SELECT 1 FROM roster
                        WHERE roster.project = payment.project AND roster.worker = payment.worker
                          AND name = payee AND card = payee_card)
            AND serial NOT IN (SELECT serial FROM taken_back)) AS plain_in_time
  FROM line JOIN pay_date USING (project, month)
  LEFT JOIN attendance USING (project, month, worker)),
halved AS (
  SELECT *, attended - ((attended >> 1) & 1431655765) AS twos FROM seen),
quartered AS (
  SELECT *, (twos & 858993459) + ((twos >> 2) & 858993459) AS fours FROM halved),
counted AS (
  SELECT *, ((((fours + (fours >> 4)) & 252645135) * 16843009) >> 24) & 255 AS attended_days
  FROM quartered)
SELECT project, month, worker, lines, net, gross, base, half_days, hours, attended, attended_days
FROM counted
WHERE plain_in_time IS NULL OR plain_in_time < net OR attended = 0
   OR half_days <> 2 * attended_days OR half_days > 56 OR gross > 5000000
   OR base < (SELECT max(month_fen) FROM minimum_wage)
   OR base * 100 < (SELECT max(hour_fen) FROM minimum_wage) * hours;

INSERT INTO few
SELECT project, month, worker, 0, 0, 0, NULL, NULL, NULL, days, 1
FROM attendance
WHERE project BETWEEN :first AND :last AND days <> 0 AND NOT EXISTS (
  SELECT 1 FROM payroll
  WHERE payroll.project = attendance.project AND payroll.month = attendance.month
    AND payroll.worker = attendance.worker);

-- What of these few was paid to the worker himself: not to another's name, nor to another's card.
INSERT INTO suspect
WITH theirs AS MATERIALIZED (
  SELECT few.*, is_construction, pay_day, days AS days_in_month, first_day, month_fen, hour_fen,
         coalesce(half_days, 2 * attended_days) * 50 AS paid_days
  FROM few JOIN project USING (project) JOIN pay_date USING (project, month)
  JOIN month USING (month) JOIN minimum_wage USING (month)
  WHERE NOT EXISTS (SELECT 1 FROM manager WHERE manager.project = few.project
                      AND manager.worker = few.worker)),
his AS (
  SELECT theirs.project, theirs.month, theirs.worker, amount, day
  FROM theirs CROSS JOIN payment
    ON payment.project = theirs.project AND payment.month = theirs.month
   AND payment.worker = theirs.worker
  WHERE status = 0 AND form <> 3
    AND (serial IS NULL OR serial NOT IN (SELECT serial FROM taken_back))
    AND NOT (payee IS NOT NULL
             AND (EXISTS (SELECT 1 FROM roster
                          WHERE roster.project = payment.project
                            AND roster.worker = payment.worker AND name IS NOT NULL)
                  OR EXISTS (SELECT 1 FROM month AS m JOIN payroll
                               ON payroll.project = payment.project AND payroll.month = m.month
                              AND payroll.worker = payment.worker AND name IS NOT NULL))
             AND NOT EXISTS (SELECT 1 FROM roster
                             WHERE roster.project = payment.project
                               AND roster.worker = payment.worker AND name = payee)
             AND NOT EXISTS (SELECT 1 FROM month AS m JOIN payroll
                               ON payroll.project = payment.project AND payroll.month = m.month
                              AND payroll.worker = payment.worker AND name = payee))
    AND NOT (payee_card IS NOT NULL
             AND EXISTS (SELECT 1 FROM roster WHERE card = payee_card)
             AND NOT EXISTS (SELECT 1 FROM roster
                             WHERE card = payee_card AND roster.worker = payment.worker))),
received AS MATERIALIZED (
  SELECT project, month, worker, sum(amount) AS paid,
         sum(CASE WHEN day <= pay_day THEN amount ELSE 0 END) AS in_time
  FROM his JOIN pay_date USING (project, month)
  GROUP BY project, month, worker)
SELECT theirs.*, pay_day < :as_of AS is_overdue, coalesce(paid, 0), coalesce(in_time, 0),
       is_construction AND attended <> 0
         AND coalesce(half_days > 2 * days_in_month OR half_days <> 2 * attended_days,
                      lines = 0 AND pay_day < :as_of) AS days_differ
FROM theirs LEFT JOIN received USING (project, month, worker);

INSERT INTO finding
SELECT project, worker, month,
       CASE WHEN paid = 0 THEN 1 WHEN paid < net THEN 3 ELSE 2 END, NULL,
       CASE WHEN paid < net THEN net - paid ELSE net - in_time END
FROM suspect
WHERE net > 0 AND is_overdue AND in_time < net;

INSERT INTO finding
SELECT project, worker, month, 4, NULL, sum(amount)
FROM payment CROSS JOIN project USING (project)
WHERE payment.project BETWEEN :first AND :last AND status = 0 AND form <> 3 AND is_construction
  AND (form = 2 OR (source_account IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM account
    WHERE account.project = payment.project AND account.account = source_account)))
  AND EXISTS (SELECT 1 FROM account WHERE account.project = payment.project)
  AND (serial IS NULL OR serial NOT IN (SELECT serial FROM taken_back))
  AND NOT EXISTS (SELECT 1 FROM manager WHERE manager.project = payment.project
                      AND manager.worker = payment.worker)
GROUP BY project, month, worker
HAVING sum(amount) > 0;

INSERT INTO finding
WITH stay AS (
  SELECT project, worker, month, pay_basis,
         entered < first_day + days_in_month AND coalesce("left" >= first_day, 1) AS is_there
  FROM suspect JOIN roster USING (project, worker)
  WHERE lines > 0 AND (base * 2175 < month_fen * min(2175, paid_days)
                       OR base * 100 < hour_fen * hours)),
basis AS (  -- of the stays in the month, or of all where there is none
  SELECT *, max(is_there) OVER (PARTITION BY project, worker, month) AS is_any_there FROM stay),
told AS (
  SELECT project, worker, month, max(pay_basis) = 1 AS is_hourly
  FROM basis WHERE is_there = is_any_there
  GROUP BY project, worker, month
  HAVING min(pay_basis) > 0 AND min(pay_basis) = max(pay_basis)),
judged AS (
  SELECT project, worker, month, base,
         CASE WHEN is_hourly THEN (hour_fen * hours + 99) / 100
              ELSE (month_fen * min(2175, paid_days) + 2174) / 2175 END AS required
  FROM suspect JOIN told USING (project, worker, month))
SELECT project, worker, month, 5, NULL, required - base
FROM judged
WHERE base < required;

INSERT INTO finding
SELECT project, worker, month, 6, NULL,
       sum(abs(gross - coalesce(withheld, 0) - coalesce(deducted, 0) - net))
FROM payroll
WHERE project BETWEEN :first AND :last
  AND (gross - coalesce(withheld, 0) - coalesce(deducted, 0) <> net
       OR coalesce(overtime, 0) + coalesce(allowances, 0) > gross)
  AND NOT EXISTS (SELECT 1 FROM manager WHERE manager.project = payroll.project
                      AND manager.worker = payroll.worker)
GROUP BY project, month, worker;

-- W17, who was there after he had left included; silent where none of his employers has a line.
INSERT INTO differs
SELECT project, worker, month FROM suspect WHERE days_differ
UNION
SELECT later.project, later.worker, later.month
FROM (
  SELECT DISTINCT gone.project, gone.worker, month.month, first_day, attendance.days AS attended
  FROM roster AS gone CROSS JOIN month CROSS JOIN attendance
    ON attendance.project = gone.project AND attendance.month = month.month
   AND attendance.worker = gone.worker
  WHERE gone.project BETWEEN :first AND :last AND gone."left" IS NOT NULL
    AND gone."left" < first_day + month.days - 1
    AND attendance.days >> max(gone."left" + 1 - first_day, 0) <> 0
    AND (SELECT is_construction FROM project WHERE project.project = gone.project)
    AND NOT EXISTS (SELECT 1 FROM manager WHERE manager.project = gone.project
                      AND manager.worker = gone.worker)) AS later
CROSS JOIN day_of_month
WHERE (attended >> place) & 1
  AND EXISTS (SELECT 1 FROM roster AS stay
              WHERE stay.project = later.project AND stay.worker = later.worker
                AND stay."left" < first_day + place)
  AND NOT EXISTS (SELECT 1 FROM roster AS stay
                  WHERE stay.project = later.project AND stay.worker = later.worker
                    AND stay.entered <= first_day + place
                    AND coalesce(stay."left" >= first_day + place, 1));

INSERT INTO finding
SELECT project, worker, month, 7, NULL, NULL
FROM (
  SELECT differs.project, differs.worker, differs.month, roster.employer,
         EXISTS (SELECT 1 FROM payroll
                 WHERE payroll.project = differs.project AND payroll.month = differs.month
                   AND payroll.employer = roster.employer) AS is_listed
  FROM differs JOIN month USING (month)
  LEFT JOIN roster ON roster.project = differs.project AND roster.worker = differs.worker
                  AND entered < first_day + days AND coalesce("left" >= first_day, 1)
  WHERE EXISTS (SELECT 1 FROM payroll
                WHERE payroll.project = differs.project AND payroll.month = differs.month))
GROUP BY project, worker, month
HAVING max(is_listed) OR count(employer) = 0;

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
  FROM labour_fee
  WHERE project BETWEEN :first AND :last
    AND (SELECT is_construction FROM project WHERE project.project = labour_fee.project)),
against AS (
  SELECT *, coalesce((SELECT sum(amount) FROM movement
                      WHERE movement.project = planned.project AND movement.day <= due_day
                        AND is_income AND kind = 1), 0) AS received
  FROM planned WHERE due_day < :as_of)
SELECT project, NULL, due_month, 9, period, planned - received
FROM against
WHERE planned > received;

INSERT INTO finding
WITH wages AS (
  SELECT payroll.project, sum(net) AS due
  FROM payroll CROSS JOIN pay_date USING (project, month)
  WHERE payroll.project BETWEEN :first AND :last AND pay_day <= :as_of
    AND (SELECT is_construction FROM project WHERE project.project = payroll.project)
    AND (is_back_pay = 0 OR NOT EXISTS (
      SELECT 1 FROM payroll AS ordinary
      WHERE ordinary.project = payroll.project AND ordinary.month = payroll.month
        AND ordinary.worker = payroll.worker AND ordinary.is_back_pay = 0))
    AND NOT EXISTS (SELECT 1 FROM manager WHERE manager.project = payroll.project
                      AND manager.worker = payroll.worker)
  GROUP BY payroll.project),
against AS (
  SELECT *, coalesce((SELECT sum(amount) FROM movement
                      WHERE movement.project = wages.project AND is_income AND kind <> 2), 0)
              AS received
  FROM wages)
SELECT project, NULL, NULL, 10, NULL, due - received
FROM against
WHERE due > received;
