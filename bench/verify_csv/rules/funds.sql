-- SPDX-License-Identifier: Apache-2.0
-- F01 to F07: the contract, the guarantee and the labour fee; L07 and L08: who works for whom.

INSERT INTO finding  -- F01: terms that a contract must have
SELECT 'F01', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM project
WHERE is_construction
  AND (measure_cycle IS NULL OR settle_method IS NULL OR labour_cycle_months IS NULL
       OR coalesce(labour_amount, labour_share) IS NULL)
UNION ALL
SELECT 'F01', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM unit JOIN project USING (project_id)
WHERE is_construction AND unit.kind IN ('专业分包', '劳务分包')
  AND (unit.measure_cycle IS NULL OR unit.settle_method IS NULL);

-- F02: more than a month between labour fees. From the end of a month to the end of the next is one.
INSERT INTO finding
WITH gap AS (
  SELECT project_id, due, lead(due) OVER (PARTITION BY project_id ORDER BY due) AS next_due
  FROM labour_fee),
planned AS (
  SELECT project_id, count(*) > 1 AS has_plan,
         bool_or(next_due > CASE WHEN due = last_day(due)
                                 THEN last_day(due + INTERVAL 1 MONTH)
                                 ELSE due + INTERVAL 1 MONTH END) AS is_long
  FROM gap GROUP BY project_id)
SELECT 'F02', CASE WHEN labour_cycle_months > 1 OR is_long THEN 'violates' ELSE 'missing_fact' END,
       'orange', project_id, NULL, NULL, NULL, NULL
FROM project LEFT JOIN planned USING (project_id)
WHERE is_construction
  AND (labour_cycle_months > 1 OR is_long
       OR (labour_cycle_months IS NULL AND NOT coalesce(has_plan, false)));

-- F03: the days from the start to now, or to the end of the work, that no guarantee covers.
INSERT INTO finding
WITH needed AS (
  SELECT project_id, start_date, planned_end,
         least(getvariable('as_of'), planned_end, completed) AS until
  FROM project
  WHERE is_construction AND coalesce(start_date <= getvariable('as_of'), true)),
chain AS (
  SELECT *, max(last_day) OVER (PARTITION BY project_id ORDER BY first_day, last_day
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered
  FROM guarantee WHERE first_day IS NOT NULL AND last_day IS NOT NULL),
link AS (  -- of rows that follow each other without a gap
  SELECT *, count(*) FILTER (covered IS NULL OR first_day > covered + 1)
              OVER (PARTITION BY project_id ORDER BY first_day, last_day) AS nth
  FROM chain),
covered AS (
  SELECT project_id, min(first_day) AS first_day, max(last_day) AS last_day
  FROM link GROUP BY project_id, nth),
whole AS (
  SELECT project_id, max(last_day) AS last_day, bool_or(lacks_day) AS lacks_day
  FROM (SELECT project_id, last_day, first_day IS NULL OR last_day IS NULL AS lacks_day
        FROM guarantee)
  GROUP BY project_id)
SELECT 'F03', CASE WHEN lacks_day OR (lacks_day IS NOT NULL AND planned_end IS NULL)
                     OR (start_date IS NULL AND whole.last_day >= until) THEN 'missing_fact'
                   ELSE 'violates' END, 'orange', needed.project_id, NULL, NULL, NULL, NULL
FROM needed LEFT JOIN whole USING (project_id)
ANTI JOIN covered ON covered.project_id = needed.project_id
                 AND covered.first_day <= start_date AND covered.last_day >= until
WHERE coalesce(start_date <= until, true);

INSERT INTO finding  -- F04: begun without a permit, without the money, or with the contractor's
SELECT 'F04', verdict, 'red', project_id, NULL, NULL, NULL, NULL
FROM (SELECT project_id,
             CASE WHEN (permit_required
                        AND coalesce(start_date <= getvariable('as_of'), status <> '筹备')
                        AND (permit_date IS NULL OR start_date < permit_date))
                    OR NOT funds_ready OR (funding = '政府投资' AND contractor_advance)
                  THEN 'violates'
                  WHEN funds_ready IS NULL
                    OR (permit_required AND start_date IS NULL AND status <> '筹备')
                    OR (coalesce(contractor_advance, true) AND coalesce(funding = '政府投资', true))
                  THEN 'missing_fact' END AS verdict
      FROM project WHERE is_construction)
WHERE verdict IS NOT NULL;

-- F05: by each due day, all that had to be there against all that came.
CREATE TABLE labour_fee_late AS
WITH planned AS (
  SELECT project_id, period, due,
         sum(amount) OVER (PARTITION BY project_id ORDER BY due, period ROWS UNBOUNDED PRECEDING)
           AS planned
  FROM labour_fee),
falls_due AS (
  SELECT project_id, period, due, planned, working.day AS due_day
  FROM planned ASOF JOIN (FROM calendar WHERE is_working) AS working ON planned.due <= working.day
  JOIN project USING (project_id)
  WHERE is_construction)
SELECT falls_due.project_id, period, due_day,
       planned - coalesce(sum(amount) FILTER (names_project), 0) AS short,
       planned > coalesce(sum(amount), 0) AS is_certain
FROM falls_due
LEFT JOIN (SELECT project_id, day, amount, direction, kind, true AS names_project FROM movement
           UNION ALL
           SELECT project_id, day, amount, direction, kind, false FROM unassigned) AS came
  ON came.project_id = falls_due.project_id AND came.day <= due_day
 AND came.direction = '收入' AND came.kind = '人工费'
WHERE due_day < getvariable('as_of')
GROUP BY falls_due.project_id, due, due_day, period, planned
HAVING short > 0;

INSERT INTO finding
SELECT 'F05', CASE WHEN is_certain THEN 'violates' ELSE 'missing_fact' END, 'red', project_id,
       NULL, month_of(due_day), period, short
FROM labour_fee_late;

INSERT INTO finding
SELECT 'F05', 'missing_fact', 'red', project_id, NULL, NULL, NULL, NULL
FROM project ANTI JOIN labour_fee USING (project_id)
WHERE is_construction;

INSERT INTO finding  -- F06: all wages that fell due against all that came in
WITH wages AS (
  SELECT project_id, sum(net) AS due
  FROM worker_month
  WHERE is_construction AND pay_date <= getvariable('as_of')
  GROUP BY project_id),
income AS (
  SELECT project_id, sum(amount) AS received
  FROM movement
  WHERE direction = '收入' AND kind <> '冻结'
  GROUP BY project_id),
perhaps AS (
  SELECT project_id, sum(amount) AS perhaps
  FROM unassigned
  WHERE direction = '收入' AND kind <> '冻结'
  GROUP BY project_id)
SELECT 'F06',
       CASE WHEN due > coalesce(received, 0) + coalesce(perhaps, 0) THEN 'violates'
            ELSE 'missing_fact' END, 'orange',
       project_id, NULL, NULL, NULL, due - coalesce(received, 0)
FROM wages LEFT JOIN income USING (project_id) LEFT JOIN perhaps USING (project_id)
WHERE due > coalesce(received, 0);

-- F07: a labour fee or wages that began to be late while there was a dispute.
INSERT INTO finding
WITH late AS (
  SELECT project_id, due_day + 1 AS since, NULL AS verdict FROM labour_fee_late WHERE is_certain
  UNION ALL
  SELECT DISTINCT project_id, pay_date + 1, NULL
  FROM worker_month ANTI JOIN silence
    ON silence.rule = 'W01' AND silence.project_id = worker_month.project_id
   AND silence.month = worker_month.month
  WHERE net <> 0 AND is_overdue AND (paid = 0 OR (paid >= net AND paid_in_time < net))
  UNION ALL
  SELECT DISTINCT project_id, pay_date + 1, 'missing_fact'
  FROM worker_month JOIN silence USING (project_id, month)
  WHERE silence.rule = 'W01'),
disputed AS (
  SELECT dispute.project_id, count(*) FILTER (since IS NOT NULL AND verdict IS NULL) AS stopped,
         count(*) FILTER (verdict = 'missing_fact') AS hidden
  FROM dispute
  LEFT JOIN late ON late.project_id = dispute.project_id
                AND since BETWEEN opened AND coalesce(ended, getvariable('as_of'))
  GROUP BY ALL)
SELECT 'F07', CASE WHEN stopped > 0 THEN 'violates' ELSE 'missing_fact' END, 'red', project_id,
       NULL, NULL, NULL, NULL
FROM disputed JOIN project USING (project_id)
WHERE is_construction
  AND (stopped > 0 OR hidden > 0 OR project_id NOT IN (SELECT project_id FROM labour_fee)
       OR project_id IN (SELECT project_id FROM labour_fee_late WHERE NOT is_certain));

INSERT INTO finding  -- L07: nobody in charge of wages while the work goes on
SELECT 'L07', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM project
WHERE is_construction AND status IN ('在建', '停工') AND labour_officer IS NULL;

-- L08: works for whom who may not: a person, a firm without licence or qualification; a credit code
-- that cannot be.
CREATE MACRO code_sum(code) AS list_sum(list_transform(range(1, 18), lambda i:
  (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', code[i]) - 1)
  * [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28][i]));
CREATE MACRO is_credit_code(code) AS
  regexp_full_match(code, '[0-9A-HJ-NPQRTUWXY]{18}')
  AND substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + ((31 - code_sum(code) % 31) % 31)::INTEGER, 1)
      = code[18];

INSERT INTO finding
SELECT 'L08', CASE WHEN severity IS NULL THEN 'missing_fact' ELSE 'violates' END,
       coalesce(severity, 'red'), project_id, NULL, NULL, NULL, NULL
FROM (SELECT project_id, licence_state, credit_code,
             CASE WHEN unit.kind = '个人' OR licence_state <> '存续' OR qualification IS NULL
                  THEN 'red'
                  WHEN NOT is_credit_code(credit_code) THEN 'yellow' END AS severity
      FROM unit JOIN project USING (project_id)
      WHERE is_construction AND unit.kind IN ('总承包', '专业分包', '劳务分包', '个人'))
WHERE severity IS NOT NULL OR licence_state IS NULL OR credit_code IS NULL;
