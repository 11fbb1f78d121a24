-- SPDX-License-Identifier: Apache-2.0
-- W17 and X01 to X06, B01: who was on the site, and what stands there.

-- W17: days attended against days on the payroll. Silent where the worker's whole employer has no
-- payroll, and where nobody was seen.
INSERT INTO finding
WITH listed AS (SELECT DISTINCT project_id, month, employer FROM payroll),
suspect AS (
  SELECT project_id, worker, month, attended,
         coalesce(days > day(last_day(month)), false)
           OR coalesce(days <> bit_count(attended), false)
           OR (lines IS NULL AND is_overdue) AS differs
  FROM worker_month
  WHERE is_construction AND attended <> 0),
by_stay AS (  -- only of the workers whom it can matter to: who differ, or have ever left
  SELECT suspect.project_id, worker, suspect.month, any_value(attended) AS attended,
         any_value(differs) AS differs,
         count(*) FILTER (is_there) = 0 OR bool_or(is_there AND listed.employer IS NOT NULL)
           AS employer_has_payroll,
         bit_or(to_bits(entered, coalesce("left", last_day(suspect.month)), suspect.month))
           AS covered,
         bit_or(CASE WHEN "left" IS NULL THEN 0
                     ELSE to_bits("left" + 1, last_day(suspect.month), suspect.month) END)
           AS after_left
  FROM (SELECT suspect.*, stay.employer, stay.entered, stay."left",
               stay.entered <= last_day(suspect.month)
                 AND coalesce(stay."left" >= suspect.month, true) AS is_there
        FROM suspect JOIN stay USING (project_id, worker)
        WHERE differs OR (project_id, worker) IN (
          SELECT (project_id, worker) FROM stay WHERE "left" IS NOT NULL)) AS suspect
  LEFT JOIN listed ON listed.project_id = suspect.project_id AND listed.month = suspect.month
                  AND listed.employer = suspect.employer
  GROUP BY ALL
  UNION ALL
  SELECT project_id, worker, month, attended, differs, true, attended, 0
  FROM suspect ANTI JOIN stay USING (project_id, worker)
  WHERE differs)
SELECT 'W17', 'violates', 'orange', project_id, worker, month, NULL, NULL
FROM by_stay SEMI JOIN listed USING (project_id, month)
WHERE employer_has_payroll AND (differs OR (attended & after_left & ~covered) <> 0);

INSERT INTO finding  -- X03: over a tenth of those who attended are on no payroll
SELECT 'X03', 'violates', 'red', project_id, NULL, month, NULL, NULL
FROM project_month
WHERE is_construction AND is_overdue AND NOT has_no_payroll
  AND without_line * 100 > attended_people * 10;

-- X05: no data. Ten days and more without anybody, published holidays not counted; or attendance
-- and not one line, once due.
INSERT INTO finding
WITH site_day AS (
  SELECT project_id, month, day, is_holiday,
         (attended >> (day(day) - 1)) & 1 = 1 AS is_attended
  FROM project_month JOIN calendar USING (month)
  WHERE is_construction AND is_reported AND status NOT IN ('停工', '筹备')
    AND day >= start_date AND day <= least(getvariable('as_of'), coalesce(completed, day))
    AND (status <> '完工' OR completed IS NOT NULL)),
run AS (
  SELECT project_id, month, is_attended OR is_holiday AS is_not_counted,
         count(*) FILTER (is_attended) OVER (PARTITION BY project_id, month ORDER BY day) AS nth
  FROM site_day)
SELECT 'X05', 'violates', 'yellow', project_id, NULL, month, NULL, NULL
FROM (SELECT project_id, month FROM run WHERE NOT is_not_counted
      GROUP BY project_id, month, nth HAVING count(*) >= 10
      UNION
      SELECT project_id, month FROM project_month WHERE has_no_payroll);

INSERT INTO finding
SELECT DISTINCT 'X05', 'missing_fact', 'yellow', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM project_month
WHERE is_construction AND is_reported AND status NOT IN ('停工', '筹备') AND NOT has_no_payroll
  AND (start_date IS NULL OR (status = '完工' AND completed IS NULL));


INSERT INTO finding  -- X01: no gate
SELECT 'X01', CASE WHEN has_gate IS NULL THEN 'missing_fact' ELSE 'violates' END, 'yellow',
       project_id, NULL, NULL, NULL, NULL
FROM project
WHERE is_construction AND status = '在建' AND has_gate IS NOT TRUE;

-- X02: a subcontractor with workers whom nobody agreed to pay through the account.
INSERT INTO finding
SELECT 'X02', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM unit JOIN project USING (project_id)
WHERE is_construction AND (project_id, unit.name) IN (
    SELECT (project_id, employer) FROM stay WHERE role = '工人')
  AND unit.kind IN ('专业分包', '劳务分包') AND agency_agreement IS NULL;

INSERT INTO finding  -- X02: an employer who is nobody of the project
SELECT DISTINCT 'X02', 'missing_fact', 'orange', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM stay JOIN project USING (project_id)
ANTI JOIN unit ON unit.project_id = stay.project_id AND unit.name = stay.employer
WHERE is_construction AND role = '工人' AND employer <> general_contractor;

-- X04: on the payroll and never there, or paid more than is usual.
INSERT INTO finding
SELECT 'X04', 'violates', 'orange', project_id, worker, month, NULL, NULL
FROM worker_month
WHERE is_construction AND lines > 0 AND (attended = 0 OR gross > 50000);

INSERT INTO finding
SELECT 'X04', 'violates', 'orange', project_id, worker, NULL, NULL, NULL
FROM worker_month
WHERE is_construction AND lines > 0
GROUP BY project_id, worker, year(month)
HAVING sum(gross) > 300000;

-- X04: one telephone for more than three workers.
CREATE TABLE phone AS
SELECT phone, count(DISTINCT worker) AS workers
FROM stay WHERE role = '工人' AND phone IS NOT NULL GROUP BY phone;

INSERT INTO finding
WITH reached AS (
  SELECT project_id, worker, max(workers) AS workers
  FROM stay JOIN project USING (project_id) LEFT JOIN phone USING (phone)
  WHERE is_construction AND role = '工人'
  GROUP BY ALL)
SELECT 'X04', 'violates', 'orange', project_id, worker, NULL, NULL, NULL
FROM reached WHERE workers > 3
UNION ALL
SELECT DISTINCT 'X04', 'missing_fact', 'orange', project_id, NULL, NULL, NULL, NULL
FROM reached WHERE workers IS NULL;

-- X06: a project manager or director on fewer of the days with anybody there than the least share.
INSERT INTO finding
WITH in_charge AS (
  SELECT project_id, worker, month, project_month.attended AS anybody,
         bit_or(to_bits(entered, coalesce("left", last_day(month)), month)) AS covered
  FROM stay JOIN project_month USING (project_id)
  WHERE is_construction AND status <> '停工' AND role IN ('项目经理', '总监')
  GROUP BY ALL)
SELECT 'X06', 'violates', 'yellow', project_id, worker, month, NULL, NULL
FROM in_charge LEFT JOIN attended USING (project_id, worker, month)
WHERE bit_count(anybody & covered) > 0
  AND bit_count(coalesce(days, 0) & covered)::INTEGER * 100
        < bit_count(anybody & covered)::INTEGER * parameter('manager.min_presence');

-- B01: no board while the work goes on, something left out, or something that is no longer so.
INSERT INTO finding
SELECT 'B01', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM project
LEFT JOIN (SELECT *, true AS is_there FROM board) AS board USING (project_id)
LEFT JOIN (SELECT project_id, count(*) AS subcontractors
           FROM unit WHERE kind IN ('专业分包', '劳务分包') GROUP BY project_id) AS sub
  USING (project_id)
WHERE is_construction AND status = '在建'
GROUP BY project_id
HAVING NOT bool_or(coalesce(is_there, false)) OR bool_and(
  lacks_anything OR (board.subcontractors IS NULL AND coalesce(sub.subcontractors, 0) > 0)
  OR board.labour_officer IS NULL OR board.minimum_wage IS NULL OR board.pay_day IS NULL
  OR coalesce(board.labour_officer <> project.labour_officer, false)
  OR board.minimum_wage <> parameter('minimum_wage.month')
  OR coalesce(board.pay_day <> project.pay_day, false));
