-- SPDX-License-Identifier: Apache-2.0
-- A01 to A08: the wage account.

INSERT INTO finding  -- A01: opened by the first working day on or after the 30th from the contract
WITH term AS (
  SELECT project_id, coalesce(opened, getvariable('as_of')) AS opened, contract_date + 30 AS nominal
  FROM project LEFT JOIN project_account USING (project_id)
  WHERE is_construction AND contract_date IS NOT NULL)
SELECT 'A01', 'violates', 'orange', project_id, NULL, NULL, NULL, NULL
FROM term ASOF JOIN (FROM calendar WHERE is_working) AS working ON term.nominal <= working.day
WHERE term.opened > working.day;

INSERT INTO finding
SELECT 'A01', 'missing_fact', 'orange', project_id, NULL, NULL, NULL, NULL
FROM project
WHERE is_construction AND contract_date IS NULL;

-- A02: the name, the kind. The town is not compared: that of a made-up region is not known.
CREATE MACRO plain(text) AS regexp_replace(text, '[ ()（）]', '', 'g');

INSERT INTO finding
SELECT 'A02', CASE WHEN coalesce(is_named_wrongly, false) OR coalesce(is_of_another_kind, false)
                   THEN 'violates' ELSE 'missing_fact' END, 'yellow',
       project_id, NULL, NULL,
       CASE WHEN coalesce(is_named_wrongly, false) OR coalesce(is_of_another_kind, false)
            THEN account END, NULL
FROM (SELECT account.project_id, account.account,
             account.kind <> '专用存款账户' AS is_of_another_kind,
             NOT list_contains(right_names, plain(account_name)) AS is_named_wrongly
      FROM account JOIN project USING (project_id)
      JOIN (SELECT account,
                   list(plain(general_contractor || name || '农民工工资专用账户')) AS right_names
            FROM account JOIN project USING (project_id) GROUP BY account) AS of USING (account)
      WHERE is_construction)
WHERE is_named_wrongly IS NOT FALSE OR is_of_another_kind IS NOT FALSE;

-- A03: no agreement of the three, or filed late.
INSERT INTO finding
WITH term AS (
  SELECT project_id, account, agreement, opened + 30 AS nominal,
         least(filed, getvariable('as_of')) AS filed
  FROM account JOIN project USING (project_id)
  WHERE is_construction)
SELECT 'A03', CASE WHEN agreement IS NULL OR filed > working.day THEN 'violates'
                   ELSE 'missing_fact' END, 'orange', project_id, NULL, NULL,
       CASE WHEN agreement IS NULL OR filed > working.day THEN account END, NULL
FROM term
ASOF LEFT JOIN (FROM calendar WHERE is_working) AS working ON term.nominal <= working.day
WHERE agreement IS NULL OR working.day IS NULL OR filed > working.day;

-- A04: an account of several projects, a movement that names none, or a project overdrawn.
INSERT INTO finding
WITH shared AS (SELECT account FROM account GROUP BY account HAVING count(*) > 1),
unassigned AS (SELECT DISTINCT account FROM movement WHERE project_id IS NULL),
balance AS (
  SELECT account, project_id,
         sum(CASE direction WHEN '收入' THEN amount ELSE -amount END) AS balance
  FROM movement GROUP BY ALL)
SELECT 'A04', 'violates', 'orange', project_id, NULL, NULL, account, NULL
FROM account SEMI JOIN shared USING (account) JOIN project USING (project_id)
LEFT JOIN balance USING (account, project_id)
WHERE is_construction
  AND (coalesce(balance, 0) < 0 OR account IN (SELECT account FROM unassigned));

-- A05: out of the account, and not to a worker of the project.
-- What left an account, month by month. Of a shared one, what names no project is told once.
CREATE TABLE outflow AS
SELECT project_id, account, month_of(day) AS month, kind, amount, memo, counterparty,
       counterparty_account, true AS names_project
FROM movement
WHERE direction = '支出' AND project_id IS NOT NULL
UNION ALL
SELECT first.project_id, account, month_of(day), kind, amount, memo, counterparty,
       counterparty_account, false
FROM movement
JOIN (SELECT account, min(project_id) AS project_id FROM account GROUP BY account) AS first
  USING (account)
WHERE direction = '支出' AND movement.project_id IS NULL;

-- A05: out of the account, and not to a worker of the project. Whose card nobody wrote down may be
-- he who was paid.
INSERT INTO finding
WITH without_card AS (
  SELECT DISTINCT project_id, unnest(coalesce(names, [NULL])) AS name
  FROM (SELECT project_id, worker FROM stay
        UNION SELECT project_id, worker FROM payroll
        UNION SELECT project_id, worker FROM payment
        UNION SELECT project_id, worker FROM attended)
  ANTI JOIN (FROM stay WHERE card IS NOT NULL) USING (project_id, worker)
  LEFT JOIN known_as USING (project_id, worker)),
judged AS (
  SELECT outflow.*,
         CASE WHEN outflow.kind IN ('提现', '保证金', '其他') THEN 'out'
              WHEN outflow.kind <> '工资' OR counterparty_account IS NULL THEN 'in'
              WHEN NOT names_project THEN 'in'
              WHEN (project_id, counterparty_account) IN (
                SELECT (project_id, card) FROM stay WHERE card IS NOT NULL) THEN 'in'
              WHEN EXISTS (FROM without_card
                           WHERE without_card.project_id = outflow.project_id
                             AND coalesce(without_card.name = counterparty, true)) THEN 'perhaps'
              ELSE 'out' END AS went
  FROM outflow JOIN project USING (project_id)
  WHERE is_construction)
SELECT 'A05', CASE WHEN bool_or(went = 'out') THEN 'violates' ELSE 'missing_fact' END, 'red',
       project_id, NULL, month, account, sum(amount) FILTER (went = 'out')
FROM judged
WHERE went <> 'in'
GROUP BY project_id, account, month;

INSERT INTO finding  -- A06: frozen or taken, and not for wages
SELECT 'A06', 'violates', 'red', project_id, NULL, month, account, sum(amount)
FROM outflow JOIN project USING (project_id)
WHERE is_construction AND outflow.kind IN ('冻结', '扣划') AND coalesce(memo, '') NOT LIKE '%工资%'
GROUP BY project_id, account, month;

-- A07: closed, or asked for, too soon, with wages owed, or with a case open.
INSERT INTO finding
WITH owed AS (
  SELECT project_id, sum(unpaid) FILTER (NOT is_hidden) AS owed, bool_or(is_hidden) AS is_hidden
  FROM (SELECT project_id, unpaid,
               (project_id, month) IN (SELECT (project_id, month) FROM lost_row) AS is_hidden
        FROM worker_month WHERE is_overdue AND lines > 0)
  GROUP BY project_id),
asked AS (
  SELECT project_id, account,
         coalesce(close_requested, closed) <= notice_posted + 30 OR coalesce(owed, 0) > 0
           OR open_cases > 0 OR open_suits > 0 AS is_improper,
         coalesce(owed, 0) = 0 AND coalesce(is_hidden, false) AS is_hidden,
         close_requested IS NULL OR notice_posted IS NULL OR open_cases IS NULL
           OR open_suits IS NULL AS lacks
  FROM account JOIN project USING (project_id) LEFT JOIN owed USING (project_id)
  WHERE is_construction AND least(close_requested, closed) <= getvariable('as_of'))
SELECT 'A07', 'violates', 'orange', project_id, NULL, NULL, account, NULL
FROM asked
WHERE is_improper
UNION ALL
SELECT 'A07', 'missing_fact', 'orange', project_id, NULL, NULL, NULL, NULL
FROM asked
WHERE is_hidden OR (lacks AND is_improper IS NOT TRUE);

INSERT INTO finding  -- A08: people were there, no wages left the account
WITH used AS (
  SELECT project_id, month, sum(from_account) AS payments, sum(without_source) AS unknown
  FROM received GROUP BY ALL),
flowed AS (
  SELECT DISTINCT project_id, month_of(day) AS month
  FROM movement WHERE direction = '支出' AND kind = '工资'),
perhaps AS (
  SELECT DISTINCT project_id, month_of(day) AS month
  FROM unassigned WHERE direction = '支出' AND kind = '工资')
SELECT 'A08', CASE WHEN coalesce(unknown, 0) > 0 OR perhaps.month IS NOT NULL THEN 'missing_fact'
                   ELSE 'violates' END, 'orange',
       project_month.project_id, NULL, project_month.month, NULL, NULL
FROM project_month
SEMI JOIN project_account USING (project_id)
LEFT JOIN used USING (project_id, month)
ANTI JOIN flowed ON flowed.project_id = project_month.project_id
                AND flowed.month = month_of(project_month.pay_date)
LEFT JOIN perhaps ON perhaps.project_id = project_month.project_id
                 AND perhaps.month = month_of(project_month.pay_date)
WHERE is_construction AND attended_people > 0 AND is_overdue
  AND NOT has_no_payroll AND coalesce(payments, 0) = 0;

