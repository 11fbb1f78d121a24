-- SPDX-License-Identifier: Apache-2.0
-- D01 to D04: the wage deposit.

CREATE TABLE deposit_history AS
SELECT project_id, bool_or(form = '免存' AND exemption_number IS NOT NULL) AS is_exempt,
       min(stored) FILTER (form <> '免存') AS stored, any_value(clean_years) AS clean_years,
       any_value(arrears_in_two_years) AS arrears, any_value(listed) AS listed,
       any_value(parallel_projects) AS parallel_projects
FROM deposit GROUP BY project_id;

-- What an open history may have been: each of its answers is tried.
CREATE TABLE required AS
WITH possible AS (
  SELECT project_id, contract_amount,
         unnest(CASE WHEN clean_years IS NULL THEN [0, 1, 2, 3] ELSE [clean_years] END) AS clean_years, arrears AS said_arrears,
         clean_years AS said_years, listed, parallel_projects
  FROM project LEFT JOIN deposit_history USING (project_id)
  WHERE is_construction AND NOT coalesce(is_exempt, false)),
with_arrears AS (
  SELECT * EXCLUDE listed, unnest(CASE WHEN said_arrears IS NULL THEN [false, true] ELSE [said_arrears] END) AS arrears, listed
  FROM possible),
with_listed AS (
  SELECT * EXCLUDE (listed, parallel_projects),
         unnest(CASE WHEN listed IS NULL THEN [false, true] ELSE [listed] END) AS listed, parallel_projects
  FROM with_arrears
  WHERE NOT (arrears AND clean_years >= 2) OR (said_arrears IS NOT NULL AND said_years IS NOT NULL)),
known AS (
  SELECT * EXCLUDE parallel_projects,
         unnest(CASE WHEN parallel_projects IS NULL THEN [1, 2] ELSE [parallel_projects] END) AS parallel_projects
  FROM with_listed),
rated AS (
  SELECT *, CASE WHEN parallel_projects > 1
                 THEN greatest(parameter('deposit.parallel_rate'), 0.5)
                 ELSE parameter('deposit.rate') END
            * CASE WHEN clean_years >= 2 THEN 100 - parameter('deposit.down_2y') ELSE 100 END
            * CASE WHEN listed THEN 100 + parameter('deposit.up_listed')
                   WHEN arrears THEN 100 + parameter('deposit.up') ELSE 100 END / 1000000 AS rate,
         (contract_amount < parameter('deposit.exempt_below') AND (clean_years >= 1 OR NOT arrears))
           OR (clean_years >= 3 AND getvariable('parameter')['deposit.exempt_3y'] = 'true')
           AS is_exempt
  FROM known)
SELECT project_id, is_exempt,
       floor(CASE WHEN listed OR arrears THEN contract_amount * rate
                  ELSE least(contract_amount * rate, parameter('deposit.cap')) END * 100) / 100
         AS required
FROM rated;

-- D01: by the twentieth working day from the permit, or from the contract where none is needed.
-- Who need not store anything stores nothing late.
CREATE TABLE deposit_term AS
SELECT project_id, begins, due.day AS due, awaits_permit
FROM (SELECT project_id, CASE WHEN permit_required THEN permit_date ELSE contract_date END AS begins,
             permit_required AND permit_date IS NULL AND status = '筹备' AS awaits_permit
      FROM project WHERE is_construction)
LEFT JOIN calendar AS base ON base.day = begins
LEFT JOIN calendar AS due ON due.is_working AND due.worked = base.worked + 20;

INSERT INTO finding
SELECT 'D01', CASE WHEN due IS NULL THEN 'missing_fact' ELSE 'violates' END, 'orange',
       project_id, NULL, NULL, NULL, NULL
FROM deposit_term LEFT JOIN deposit_history USING (project_id)
WHERE NOT coalesce(is_exempt, false) AND NOT awaits_permit
  AND (due IS NULL
       OR (coalesce(stored, getvariable('as_of')) > due
           AND project_id IN (SELECT project_id FROM required WHERE NOT is_exempt)));

-- D02: cash and letters that still hold, against what the contract amount asks for. What is not
-- written down matters only if it would turn the answer.
INSERT INTO finding
WITH stored AS (
  SELECT project_id,
         coalesce(sum(amount) FILTER (form = '现金' OR expires IS NOT NULL), 0) AS valid,
         bool_or(amount IS NULL OR (form <> '现金' AND expires IS NULL)) AS may_be_more
  FROM deposit JOIN project USING (project_id)
  WHERE form <> '免存' AND stored IS NOT NULL
    AND (form = '现金' OR expires IS NULL
         OR expires >= least(getvariable('as_of'), completed))
  GROUP BY project_id),
judged AS (
  SELECT project_id, due, any_value(coalesce(valid, 0)) AS valid, min(required) AS least_required,
         bool_and(NOT required.is_exempt AND required > coalesce(valid, 0)) AS is_short,
         bool_or(NOT required.is_exempt AND required > coalesce(valid, 0)) AS may_be_short,
         bool_or(coalesce(may_be_more, false)) AS may_be_more,
         bool_or(history.stored IS NOT NULL) AS is_stored, awaits_permit
  FROM required JOIN deposit_term USING (project_id)
  LEFT JOIN deposit_history AS history USING (project_id)
  LEFT JOIN stored USING (project_id)
  GROUP BY project_id, due, awaits_permit)
SELECT 'D02', verdict, 'orange', project_id, NULL, NULL, NULL,
       CASE verdict WHEN 'violates' THEN least_required - valid END
FROM (SELECT *, CASE WHEN NOT is_stored AND awaits_permit THEN NULL
                     WHEN NOT is_stored AND due IS NULL THEN 'missing_fact'
                     WHEN getvariable('as_of') <= due OR NOT may_be_short THEN NULL
                     WHEN may_be_more OR NOT is_short THEN 'missing_fact'
                     ELSE 'violates' END AS verdict
      FROM judged)
WHERE verdict IS NOT NULL;

-- D03: the letter that expires last: too short, or soon over.
INSERT INTO finding
WITH letter AS (
  FROM deposit WHERE form NOT IN ('现金', '免存')
  QUALIFY row_number() OVER (PARTITION BY project_id ORDER BY expires DESC NULLS LAST) = 1)
SELECT 'D03', verdict, 'orange', project_id, NULL, NULL, NULL, NULL
FROM (SELECT project_id,
             CASE WHEN expires < stored + INTERVAL 1 YEAR OR expires < planned_end
                    OR (expires - 30 <= getvariable('as_of')
                        AND coalesce(completed > getvariable('as_of'), true)) THEN 'violates'
                  WHEN expires IS NULL OR stored IS NULL OR planned_end IS NULL
                  THEN 'missing_fact' END AS verdict
      FROM letter JOIN project USING (project_id)
      WHERE is_construction)
WHERE verdict IS NOT NULL;

-- D04: used, and not made up within ten working days.
INSERT INTO finding
SELECT 'D04', 'violates', 'orange', project_id, NULL, NULL, form || ' ' || used, used_amount
FROM deposit JOIN project USING (project_id)
JOIN calendar AS base ON base.day = used
JOIN calendar AS due ON due.is_working AND due.worked = base.worked + 10
WHERE is_construction AND least(topped_up, getvariable('as_of')) > due.day;
