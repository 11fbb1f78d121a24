-- SPDX-License-Identifier: Apache-2.0
-- What a lost row forbids is not said; one missing fact per rule and project.

CREATE TABLE said AS
WITH silenced AS (
  SELECT finding.rowid AS row, finding.*
  FROM finding JOIN silence USING (rule, project_id, month)
  WHERE verdict = 'violates' AND coalesce(silence.worker = finding.worker, silence.worker IS NULL)),
open AS (
  SELECT finding.* FROM finding ANTI JOIN silenced ON finding.rowid = silenced.row
  UNION ALL
  SELECT rule, 'missing_fact', CASE rule WHEN 'W16' THEN 'yellow' WHEN 'W11' THEN 'red'
                                         ELSE 'orange' END,
         project_id, NULL, NULL, NULL, NULL
  FROM silenced
  WHERE rule IN ('W09', 'W10', 'W11', 'W12', 'W13', 'W16'))
SELECT rule, verdict, severity, written_id AS project_id, coalesce(number, '') AS worker,
       coalesce(strftime(month, '%Y-%m'), '') AS month, coalesce(subject, '') AS subject,
       CAST(amount * 100 AS BIGINT) AS amount_fen
FROM open JOIN project USING (project_id) LEFT JOIN person USING (worker)
WHERE verdict = 'violates'
UNION ALL
SELECT DISTINCT rule, verdict, severity, written_id, '', '', '', NULL
FROM open JOIN project USING (project_id)
WHERE verdict = 'missing_fact';
