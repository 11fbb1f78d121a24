-- SPDX-License-Identifier: Apache-2.0
-- The ten checks over the tables as loaded: one pass adds up the months of all workers and keeps
-- those few that some check may be about; only these meet the roster. :as_of is a day.
-- Codes: 1 W01 unpaid, 2 W01 late, 3 W02, 4 W06, 5 W11, 6 W16, 7 W17, 8 X04, 9 F05, 10 F06.

CREATE OR REPLACE TABLE finding (project INTEGER, worker INTEGER, month SMALLINT, code TINYINT,
                                 subject VARCHAR, amount BIGINT);

CREATE OR REPLACE TEMP TABLE manager AS
SELECT project, worker FROM roster GROUP BY ALL HAVING NOT bool_or(is_worker);

-- ---- which lines and payments count ----

-- Back pay counts where there is no ordinary line.
CREATE OR REPLACE TEMP TABLE only_back_pay AS
WITH back AS (SELECT DISTINCT project, month, worker FROM payroll WHERE is_back_pay)
FROM back ANTI JOIN (
  SELECT project, month, worker FROM payroll SEMI JOIN back USING (project, month, worker)
  WHERE NOT is_back_pay) USING (project, month, worker);

CREATE OR REPLACE TEMP TABLE taken_back AS
SELECT serial FROM payment WHERE status = 2 AND serial IS NOT NULL;

-- Payments to somebody else: of the few that do not name the worker and a card of his.
CREATE OR REPLACE TEMP TABLE to_another AS
WITH unlike AS (
  SELECT payment.rowid AS row, payment.project, payment.worker, payee, payee_card
  FROM payment ANTI JOIN roster
    ON payment.project = roster.project AND payment.worker = roster.worker
   AND payee = name AND payee_card = card
  WHERE status = 0 AND form <> 3),
named AS (
  SELECT project, worker, name FROM roster WHERE name IS NOT NULL
  UNION ALL
  SELECT payroll.project, payroll.worker, payroll.name
  FROM payroll SEMI JOIN unlike USING (project, worker) WHERE name IS NOT NULL)
SELECT row FROM unlike SEMI JOIN named USING (project, worker)
ANTI JOIN named ON named.project = unlike.project AND named.worker = unlike.worker
               AND named.name = payee
WHERE payee IS NOT NULL
UNION
SELECT row FROM unlike SEMI JOIN roster ON card = payee_card
ANTI JOIN roster ON card = payee_card AND roster.worker = unlike.worker;

-- ---- a worker's month ----

CREATE OR REPLACE TEMP TABLE counted_line AS
SELECT project, month, worker, net, gross, overtime, allowances, half_days, hours_hundredths
FROM payroll SEMI JOIN only_back_pay USING (project, month, worker)
WHERE is_back_pay;

-- What arrived at the worker himself, and whether in time.
CREATE OR REPLACE TEMP VIEW arrived AS
SELECT payment.project, payment.month, worker, amount, day <= pay_day AS is_in_time
FROM payment JOIN pay_date USING (project, month)
ANTI JOIN taken_back USING (serial)
ANTI JOIN to_another ON row = payment.rowid
WHERE status = 0 AND form <> 3;

-- The months that are not all right at first sight: one line, paid by one payment in time, for the
-- days that were attended, above every minimum.
CREATE OR REPLACE TEMP TABLE few AS
WITH line AS (
  SELECT project, month, worker, count(*)::INTEGER AS lines, sum(net)::INTEGER AS net,
         sum(gross)::INTEGER AS gross,
         sum(gross - coalesce(overtime, 0) - coalesce(allowances, 0))::INTEGER AS base,
         CASE WHEN count(half_days) = count(*) THEN sum(half_days) END::INTEGER AS half_days,
         CASE WHEN count(hours_hundredths) = count(*)
              THEN sum(hours_hundredths) END::INTEGER AS hours
  FROM (SELECT project, month, worker, net, gross, overtime, allowances, half_days,
               hours_hundredths
        FROM payroll WHERE NOT is_back_pay
        UNION ALL FROM counted_line)
  GROUP BY ALL),
unsettled AS (
  SELECT project, month, worker
  FROM line ANTI JOIN (SELECT project, month, worker, amount AS net FROM arrived WHERE is_in_time)
    USING (project, month, worker, net)),
worker_month AS (
  SELECT project, month, worker, coalesce(lines, 0) AS lines, coalesce(net, 0) AS net, gross, base,
         half_days, hours, coalesce(days, 0) AS attended,
         unsettled.project IS NOT NULL AS is_unsettled
  FROM line LEFT JOIN unsettled USING (project, month, worker)
  FULL JOIN attendance USING (project, month, worker)),
highest AS (SELECT max(month_fen) AS month_fen, max(hour_fen) AS hour_fen FROM minimum_wage)
SELECT worker_month.* EXCLUDE (is_unsettled)
FROM worker_month, highest
WHERE lines <> 1 OR is_unsettled OR gross > 5000000 OR attended = 0
   OR half_days <> 2 * bit_count(attended) OR half_days > 56
   OR base < month_fen OR base::BIGINT * 100 < hour_fen * hours;

CREATE OR REPLACE TEMP TABLE suspect AS
WITH received AS (
  SELECT project, month, worker, sum(amount) AS paid,
         sum(CASE WHEN is_in_time THEN amount ELSE 0 END) AS in_time
  FROM arrived SEMI JOIN few USING (project, month, worker)
  GROUP BY ALL)
SELECT few.*, coalesce(paid, 0) AS paid, coalesce(in_time, 0) AS in_time, is_construction,
       pay_day < :as_of AS is_overdue, month_fen, hour_fen,
       coalesce(half_days, 2 * bit_count(attended)) * 50 AS paid_days,
       is_construction AND attended <> 0
         AND coalesce(half_days > 2 * month.days OR half_days <> 2 * bit_count(attended),
                      lines = 0 AND pay_day < :as_of) AS days_differ
FROM few
JOIN project USING (project) JOIN pay_date USING (project, month)
JOIN month USING (month) JOIN minimum_wage USING (month)
LEFT JOIN received USING (project, month, worker)
ANTI JOIN manager USING (project, worker);

INSERT INTO finding
SELECT project, worker, month,
       CASE WHEN paid = 0 THEN 1 WHEN paid < net THEN 3 ELSE 2 END, NULL,
       CASE WHEN paid < net THEN net - paid ELSE net - in_time END
FROM suspect
WHERE net > 0 AND is_overdue AND in_time < net;

INSERT INTO finding
SELECT payment.project, payment.worker, month, 4, NULL, sum(amount)
FROM payment JOIN project USING (project)
ANTI JOIN taken_back USING (serial)
LEFT JOIN (SELECT DISTINCT project, account FROM account) AS account
  ON account.project = payment.project AND account.account = source_account
ANTI JOIN manager ON manager.project = payment.project AND manager.worker = payment.worker
WHERE status = 0 AND form <> 3 AND is_construction
  AND (form = 2 OR (source_account IS NOT NULL AND account.account IS NULL))
  AND payment.project IN (SELECT project FROM account)
GROUP BY ALL
HAVING sum(amount) > 0;

INSERT INTO finding
WITH basis AS (  -- of the stays in the month, or of all where there is none
  SELECT suspect.project, suspect.worker, suspect.month, pay_basis,
         entered < first_day + days AND coalesce("left" >= first_day, true) AS is_there,
         bool_or(is_there) OVER (PARTITION BY suspect.project, suspect.worker, suspect.month)
           AS is_any_there
  FROM suspect JOIN month USING (month) JOIN roster USING (project, worker)
  WHERE lines > 0
    AND (base::BIGINT * 2175 < month_fen * least(2175, paid_days)
         OR base::BIGINT * 100 < hour_fen * hours)),
told AS (
  SELECT project, worker, month, any_value(pay_basis) = 1 AS is_hourly
  FROM basis WHERE is_there = is_any_there
  GROUP BY ALL
  HAVING min(pay_basis) > 0 AND bool_and(pay_basis = 1) = bool_or(pay_basis = 1)),
judged AS (
  SELECT project, worker, month, base,
         CASE WHEN is_hourly THEN (hour_fen * hours + 99) // 100
              ELSE (month_fen * least(2175, paid_days) + 2174) // 2175 END AS required
  FROM suspect JOIN told USING (project, worker, month))
SELECT project, worker, month, 5, NULL, required - base
FROM judged
WHERE base < required;

INSERT INTO finding
SELECT project, worker, month, 6, NULL,
       sum(abs(gross - coalesce(withheld, 0) - coalesce(deducted, 0) - net))
FROM payroll ANTI JOIN manager USING (project, worker)
WHERE gross - coalesce(withheld, 0) - coalesce(deducted, 0) <> net
   OR coalesce(overtime, 0) + coalesce(allowances, 0) > gross
GROUP BY ALL;

INSERT INTO finding
WITH after_one AS (  -- there after the end of a stay; another one may cover it
  SELECT DISTINCT attendance.project, attendance.worker, attendance.month,
         attendance.days AS attended, first_day, month.days
  FROM attendance
  JOIN (FROM roster WHERE "left" IS NOT NULL) AS roster USING (project, worker)
  JOIN month USING (month) JOIN project USING (project)
  WHERE is_construction AND "left" < first_day + month.days - 1
    AND attendance.days >> greatest("left" + 1 - first_day, 0) <> 0),
stay_month AS (
  SELECT after_one.project, after_one.worker, month, attended,
         greatest(entered - first_day, 0) AS begins,
         least(coalesce("left" + 1 - first_day, days), days) AS ends,
         "left" + 1 - first_day AS after
  FROM after_one JOIN roster USING (project, worker)),
after_left AS (
  SELECT project, worker, month
  FROM stay_month
  GROUP BY ALL
  HAVING (any_value(attended)
          & ~bit_or(CASE WHEN begins < ends
                         THEN ((1::BIGINT << ends) - 1) & ~((1::BIGINT << begins) - 1)
                         ELSE 0 END)
          & bit_or(CASE WHEN after IS NULL OR after > 31 THEN 0
                        ELSE ~((1::BIGINT << greatest(after, 0)) - 1) END)) <> 0),
differs AS (
  SELECT project, worker, month FROM suspect WHERE days_differ
  UNION
  SELECT project, worker, month FROM after_left ANTI JOIN manager USING (project, worker)),
listed AS (
  SELECT DISTINCT project, month, employer
  FROM payroll SEMI JOIN differs USING (project, month)),
there AS (
  SELECT project, worker, month, employer
  FROM differs JOIN month USING (month) JOIN roster USING (project, worker)
  WHERE entered < first_day + days AND coalesce("left" >= first_day, true)),
with_employer AS (
  SELECT project, worker, month, there.project IS NOT NULL AS has_employer,
         listed.project IS NOT NULL AS is_listed
  FROM differs LEFT JOIN there USING (project, worker, month)
  LEFT JOIN listed USING (project, month, employer))
SELECT project, worker, month, 7, NULL, NULL
FROM with_employer SEMI JOIN listed USING (project, month)
GROUP BY project, worker, month
HAVING bool_or(is_listed) OR NOT bool_or(has_employer);

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
  FROM (SELECT project, month, worker, net FROM payroll WHERE NOT is_back_pay
        UNION ALL SELECT project, month, worker, net FROM counted_line)
  JOIN pay_date USING (project, month) JOIN project USING (project)
  ANTI JOIN manager USING (project, worker)
  WHERE is_construction AND pay_day <= :as_of
  GROUP BY project),
income AS (
  SELECT project, sum(amount) AS received
  FROM movement WHERE is_income AND kind <> 2
  GROUP BY project)
SELECT project, NULL, NULL, 10, NULL, due - coalesce(received, 0)
FROM wages LEFT JOIN income USING (project)
WHERE due > coalesce(received, 0);
