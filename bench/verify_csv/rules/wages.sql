-- SPDX-License-Identifier: Apache-2.0
-- W01 to W07, W15, W18 and W19: what was owed, what was paid, how and to whom.

INSERT INTO finding  -- W01: nothing paid
SELECT 'W01', 'violates', 'red', project_id, worker, month, NULL, net
FROM worker_month
WHERE net <> 0 AND is_overdue AND paid = 0;

INSERT INTO finding  -- W01: all paid, but late
SELECT 'W01', 'violates', 'orange', project_id, worker, month, NULL, net - paid_in_time
FROM worker_month
WHERE net <> 0 AND is_overdue AND paid > 0 AND paid >= net AND paid_in_time < net;

INSERT INTO finding
SELECT 'W02', 'violates', 'red', project_id, worker, month, NULL, net - paid
FROM worker_month
WHERE net <> 0 AND is_overdue AND paid > 0 AND paid < net;

INSERT INTO finding
SELECT 'W06', 'violates', 'orange', project_id, worker, month, NULL, past_the_account
FROM worker_month SEMI JOIN project_account USING (project_id)
WHERE is_construction AND past_the_account > 0;

INSERT INTO finding
SELECT DISTINCT 'W06', 'missing_fact', 'orange', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM worker_month SEMI JOIN project_account USING (project_id)
WHERE is_construction AND coalesce(past_the_account, 0) = 0 AND without_source > 0;

INSERT INTO finding
SELECT 'W07', 'violates', 'red', project_id, worker, month, NULL, to_others
FROM worker_month
WHERE to_others IS NOT NULL;

INSERT INTO finding
SELECT DISTINCT 'W07', 'missing_fact', 'red', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM worker_month
WHERE to_others IS NULL AND without_payee > 0;

INSERT INTO finding  -- W03: agreed for later than the month after
SELECT 'W03', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM project
WHERE pay_month_offset >= 2;

-- W04: months in a row paid in part, by one percentage or in multiples of 500 yuan. A month that a
-- lost row might change is not of the run.
INSERT INTO finding
WITH partly AS (
  SELECT project_id, worker, month, unpaid, paid % 500 = 0 AS is_round,
         floor((paid * 200 + net) / (net * 2)) AS percent,
         datediff('month', DATE '2000-01-01', month) AS number
  FROM worker_month ANTI JOIN lost_row USING (project_id, month)
  WHERE is_overdue AND paid > 0 AND paid < net),
by_pattern AS (
  SELECT *, percent AS pattern FROM partly
  UNION ALL SELECT *, NULL FROM partly WHERE is_round),
run AS (
  SELECT project_id, worker, max(month) AS month, sum(unpaid) AS amount, count(*) AS months
  FROM (SELECT *, number - row_number() OVER (
                    PARTITION BY project_id, worker, pattern ORDER BY month) AS nth
        FROM by_pattern)
  GROUP BY project_id, worker, pattern, nth
  HAVING count(*) >= 2)
SELECT DISTINCT ON (project_id, worker) 'W04', 'violates', 'red', project_id, worker, month, NULL,
       amount
FROM run
ORDER BY project_id, worker, month DESC, months DESC;

INSERT INTO finding
SELECT DISTINCT 'W04', 'missing_fact', 'red', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM worker_month SEMI JOIN lost_row USING (project_id, month)
WHERE is_overdue AND net <> 0;

INSERT INTO finding
SELECT 'W05', 'violates', 'red', project_id, worker, month, NULL, in_kind
FROM worker_month
WHERE in_kind > 0;

INSERT INTO finding
SELECT DISTINCT 'W05', 'missing_fact', 'red', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM worker_month
WHERE in_kind IS NULL AND without_form > 0;

-- W15: gone, and not all is paid, due or not.
CREATE TABLE gone AS
SELECT project_id, worker
FROM stay ANTI JOIN manager USING (project_id, worker)
GROUP BY ALL
HAVING max(coalesce("left", getvariable('as_of'))) < getvariable('as_of');

INSERT INTO finding
SELECT 'W15', 'violates', 'red', project_id, worker, NULL, NULL, sum(unpaid)
FROM worker_month SEMI JOIN gone USING (project_id, worker)
ANTI JOIN lost_row USING (project_id)
GROUP BY project_id, worker
HAVING sum(unpaid) > 0;

INSERT INTO finding
SELECT DISTINCT 'W15', 'missing_fact', 'red', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM gone SEMI JOIN lost_row USING (project_id);

-- W19: completed, and not all is paid, due or not.
INSERT INTO finding
SELECT 'W19', 'violates', 'red', project_id, NULL, NULL, NULL, sum(unpaid)
FROM worker_month JOIN project USING (project_id) ANTI JOIN lost_row USING (project_id)
WHERE project.is_construction AND completed <= getvariable('as_of')
GROUP BY project_id
HAVING sum(unpaid) > 0;

INSERT INTO finding
SELECT 'W19', 'missing_fact', 'red', project_id, NULL, NULL, NULL, NULL
FROM project
WHERE is_construction
  AND ((status = '完工' AND completed IS NULL)
       OR (completed <= getvariable('as_of') AND project_id IN (SELECT project_id FROM lost_row)));

-- W18: failed or returned, the term over, wages still unpaid. The same amount that arrives later
-- takes up its failure, and so do parts that come to it; failing again on a later day is the same
-- money.
CREATE TABLE failed AS
FROM payment WHERE status IN ('失败', '退回') AND form NOT IN ('实物', '白条');

CREATE TABLE again AS  -- whatever else was sent for those months, and not taken back
WITH sent AS (
  FROM payment SEMI JOIN failed USING (project_id, worker, month)
  WHERE form NOT IN ('实物', '白条'))
FROM sent
WHERE status <> '成功' OR serial IS NULL
   OR serial NOT IN (SELECT serial FROM failed WHERE status = '退回' AND serial IS NOT NULL);

INSERT INTO finding
WITH later AS (
  SELECT failed.rowid AS failure, project_id, worker, month, failed.amount,
         again.amount AS sent, again.serial AS sent_serial, again.day AS sent_on,
         again.status = '成功' AS has_arrived
  FROM failed JOIN again USING (project_id, worker, month)
  WHERE again.serial IS DISTINCT FROM failed.serial
    AND (again.day > failed.day OR (again.day = failed.day AND again.status = '成功'))),
open AS (
  SELECT failed.rowid AS failure, project_id, worker, failed.month, amount,
         resend_by.day AS resend_by
  FROM failed
  ANTI JOIN (FROM later WHERE sent = amount AND has_arrived) AS taken_up ON failure = failed.rowid
  ANTI JOIN failed AS before
    ON before.project_id = failed.project_id AND before.worker = failed.worker
   AND before.month = failed.month AND before.amount = failed.amount AND before.day < failed.day
   AND before.serial IS DISTINCT FROM failed.serial
  JOIN calendar AS failed_on ON failed_on.day = failed.day
  JOIN calendar AS resend_by ON resend_by.is_working AND resend_by.worked
    = failed_on.worked + parameter('transfer.resend_working_days')::INTEGER),
in_parts AS (  -- other money that arrived later and comes to what had failed
  SELECT DISTINCT failure
  FROM (SELECT failure, amount, sent,
               sum(sent) OVER (PARTITION BY failure ORDER BY sent_on, sent_serial) AS arrived
        FROM later ANTI JOIN (SELECT project_id, worker, month, amount AS sent FROM failed)
          USING (project_id, worker, month, sent)
        WHERE has_arrived)
  WHERE arrived = amount)
SELECT 'W18', 'violates', 'red', project_id, worker, month, NULL,
       least(sum(open.amount), any_value(net - paid)) AS amount
FROM open ANTI JOIN in_parts USING (failure) JOIN worker_month USING (project_id, worker, month)
WHERE net > paid AND getvariable('as_of') > greatest(pay_date, resend_by)
GROUP BY ALL
HAVING amount > 0;

