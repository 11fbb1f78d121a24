-- SPDX-License-Identifier: Apache-2.0
-- The fifteen rules over the tables of read.sql; every violation and every check that a lost row
-- forbids becomes a row of `finding`.

CREATE TABLE finding (rule VARCHAR, verdict VARCHAR, severity VARCHAR, project_id VARCHAR,
                      worker VARCHAR, month DATE, subject VARCHAR, amount DECIMAL(18, 2));

-- ---- what several rules need ----

CREATE MACRO to_bits(first_there, last_there, month) AS  -- the days of a month from first to last
  CASE WHEN last_there < month OR first_there > last_day(month) THEN 0
       ELSE ((1::BIGINT << day(least(last_there, last_day(month)))) - 1)
            & ~((1::BIGINT << (day(greatest(first_there, month)) - 1)) - 1) END;

CREATE TABLE month AS
SELECT DISTINCT month, is_reported
FROM (SELECT month, true AS is_reported FROM payroll
      UNION SELECT month, true FROM attended
      UNION SELECT DISTINCT month, false FROM payment)
WHERE month <= getvariable('as_of')
QUALIFY is_reported = max(is_reported) OVER (PARTITION BY month);

-- The pay date of each project and month: the last working day on or before the agreed day.
CREATE TABLE pay_date AS
WITH nominal AS (
  SELECT project_id, month.month,
         last_day(month.month + to_months(pay_month_offset)) AS month_end,
         month_end - greatest(day(month_end) - pay_day, 0)::INTEGER AS day
  FROM project CROSS JOIN month)
SELECT nominal.project_id, nominal.month, working.day AS pay_date,
       working.day < getvariable('as_of') AS is_overdue
FROM nominal ASOF JOIN (FROM calendar WHERE is_working) AS working ON nominal.day >= working.day;

-- Managers are judged by L02 only.
CREATE TABLE manager AS
SELECT project_id, worker FROM stay GROUP BY ALL HAVING NOT bool_or(is_worker);

CREATE TABLE known_as AS
SELECT project_id, worker, list(DISTINCT name) AS names
FROM (SELECT project_id, worker, name FROM stay
      UNION SELECT project_id, worker, name FROM payroll)
WHERE name IS NOT NULL
GROUP BY ALL;

CREATE TABLE card AS
SELECT card, list(DISTINCT worker) AS owners FROM stay WHERE card IS NOT NULL GROUP BY card;

CREATE TABLE project_account AS
SELECT project_id, min(opened) AS opened, list(account) AS accounts FROM account GROUP BY project_id;

-- Successful payments in money, and whether they went to the worker and from the wage account.
CREATE TABLE receipt AS
SELECT payment.project_id, payment.month, payment.worker, amount, day, form, source_account,
       CASE WHEN NOT list_contains(names, payee) OR NOT list_contains(owners, worker) THEN 'other'
            WHEN list_contains(names, payee) OR list_contains(owners, worker) THEN 'worker'
            ELSE 'unknown' END AS payee,
       CASE WHEN form = '现金' THEN 'cash'
            WHEN source_account IS NULL THEN 'unknown'
            WHEN list_contains(accounts, source_account) THEN 'account'
            ELSE 'elsewhere' END AS source
FROM payment
LEFT JOIN known_as USING (project_id, worker)
LEFT JOIN card ON card.card = payment.payee_account
LEFT JOIN project_account USING (project_id)
WHERE status = '成功' AND form NOT IN ('实物', '白条')
  AND (serial IS NULL OR serial NOT IN (
    SELECT serial FROM payment WHERE status = '退回' AND serial IS NOT NULL));

CREATE TABLE wage_line AS
SELECT project_id, worker, month, count(*) AS lines,
       coalesce(sum(net) FILTER (NOT is_back_pay), sum(net)) AS net,
       CASE WHEN bool_or(days IS NULL AND NOT is_back_pay) THEN NULL
            WHEN bool_and(is_back_pay) AND bool_or(days IS NULL) THEN NULL
            ELSE coalesce(sum(days) FILTER (NOT is_back_pay), sum(days)) END AS days
FROM payroll GROUP BY ALL;

CREATE TABLE received AS
SELECT project_id, worker, month,
       sum(amount) FILTER (payee <> 'other') AS paid,
       sum(amount) FILTER (payee <> 'other' AND day <= pay_date) AS paid_in_time,
       sum(amount) FILTER (payee = 'other') AS to_others,
       count(*) FILTER (payee = 'unknown') AS without_payee,
       sum(amount) FILTER (source IN ('cash', 'elsewhere')) AS past_the_account,
       count(*) FILTER (source = 'unknown') AS without_source
FROM receipt JOIN pay_date USING (project_id, month)
GROUP BY ALL;

CREATE TABLE worker_month AS
SELECT project_id, worker, month, is_construction, pay_date, is_overdue, lines, net,
       wage_line.days, coalesce(paid, 0) AS paid, coalesce(paid_in_time, 0) AS paid_in_time,
       to_others, without_payee, past_the_account, without_source,
       coalesce(attended.days, 0) AS attended
FROM wage_line
FULL JOIN received USING (project_id, worker, month)
FULL JOIN attended USING (project_id, worker, month)
JOIN pay_date USING (project_id, month)
JOIN project USING (project_id)
ANTI JOIN manager USING (project_id, worker);

CREATE TABLE project_month AS
WITH people AS (
  SELECT project_id, month, count(*) FILTER (attended > 0) AS attended_people,
         count(*) FILTER (attended > 0 AND lines IS NULL) AS without_line
  FROM worker_month GROUP BY ALL),
anybody AS (SELECT project_id, month, bit_or(days) AS attended FROM attended GROUP BY ALL),
listed AS (SELECT project_id, month, sum(lines) AS lines FROM wage_line GROUP BY ALL)
SELECT project.*, month, month.is_reported, pay_date, is_overdue,
       coalesce(attended_people, 0) AS attended_people, coalesce(without_line, 0) AS without_line,
       coalesce(attended, 0) AS attended, coalesce(lines, 0) AS lines,
       status <> '停工' AND attended <> 0 AND coalesce(lines, 0) = 0 AND is_overdue
         AS has_no_payroll
FROM pay_date
JOIN project USING (project_id)
JOIN month USING (month)
LEFT JOIN people USING (project_id, month)
LEFT JOIN anybody USING (project_id, month)
LEFT JOIN listed USING (project_id, month);

-- ---- what a lost row keeps from being judged ----

CREATE TABLE silence AS
SELECT DISTINCT unnest(CASE lost_from WHEN 'payroll' THEN ['W01', 'W02', 'W17', 'W18', 'X03', 'X05']
                                      ELSE ['W01', 'W02', 'W18', 'A08'] END) AS rule,
       project_id, month
FROM lost_row;

INSERT INTO finding
SELECT DISTINCT rule, 'missing_fact',
       CASE WHEN rule IN ('W17', 'A08') THEN 'orange' WHEN rule = 'X05' THEN 'yellow'
            ELSE 'red' END,
       project_id, NULL, NULL, NULL, NULL
FROM silence JOIN project USING (project_id)
WHERE (is_construction OR rule IN ('W01', 'W02', 'W18', 'X05'))
  AND (rule NOT LIKE 'W%' OR EXISTS (
    FROM worker_month
    WHERE worker_month.project_id = silence.project_id AND worker_month.month = silence.month));

-- ---- a worker's month ----

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
WHERE net <> 0 AND is_overdue AND paid <> 0 AND paid < net;

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

-- W18: failed or returned, the term over, wages still unpaid. The same amount that arrives later
-- takes up its failure; failing again on a later day is the same money; other money that arrived
-- later is set off.
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
         again.amount AS sent, again.serial AS sent_serial, again.status = '成功' AS has_arrived
  FROM failed JOIN again USING (project_id, worker, month)
  WHERE again.serial IS DISTINCT FROM failed.serial
    AND (again.day > failed.day OR (again.day = failed.day AND again.status = '成功'))),
open AS (
  SELECT project_id, worker, failed.month, amount, resend_by.day AS resend_by
  FROM failed
  ANTI JOIN (FROM later WHERE sent = amount AND has_arrived) AS taken_up ON failure = failed.rowid
  ANTI JOIN failed AS before
    ON before.project_id = failed.project_id AND before.worker = failed.worker
   AND before.month = failed.month AND before.amount = failed.amount AND before.day < failed.day
   AND before.serial IS DISTINCT FROM failed.serial
  JOIN calendar AS failed_on ON failed_on.day = failed.day
  JOIN calendar AS resend_by ON resend_by.is_working AND resend_by.worked = failed_on.worked + 5),
other_money AS (
  SELECT project_id, worker, month, sum(sent) AS sent
  FROM (SELECT DISTINCT project_id, worker, month, sent, sent_serial
        FROM later ANTI JOIN (SELECT project_id, worker, month, amount AS sent FROM failed)
          USING (project_id, worker, month, sent)
        WHERE has_arrived)
  GROUP BY ALL)
SELECT 'W18', 'violates', 'red', project_id, worker, month, NULL,
       least(sum(open.amount) - coalesce(any_value(sent), 0), any_value(net - paid)) AS amount
FROM open JOIN worker_month USING (project_id, worker, month)
LEFT JOIN other_money USING (project_id, worker, month)
WHERE net > paid AND getvariable('as_of') > greatest(pay_date, resend_by)
GROUP BY ALL
HAVING amount > 0;

-- ---- a worker ----

INSERT INTO finding  -- L01: attended before contract or registration, or not on the roster
WITH first AS (
  SELECT project_id, worker, min(first_day) AS first_day
  FROM attended ANTI JOIN manager USING (project_id, worker)
  GROUP BY ALL),
papers AS (
  SELECT project_id, worker, min(contract_date) AS contract_date, min(registered) AS registered
  FROM stay GROUP BY ALL)
SELECT 'L01', 'violates', 'red', project_id, worker, NULL, NULL, NULL
FROM first JOIN project USING (project_id) LEFT JOIN papers USING (project_id, worker)
WHERE is_construction
  AND coalesce(papers.contract_date > first_day OR registered > first_day, true);

CREATE MACRO digit(number, place) AS  -- place 0 is the last
  CAST(number // CAST(10 ** place AS UBIGINT) % 10 AS INTEGER);

CREATE MACRO identity_check(body) AS  -- the 18th character for the first 17
  substr('10X98765432', 1 +
    (7 * digit(body, 16) + 9 * digit(body, 15) + 10 * digit(body, 14) + 5 * digit(body, 13)
     + 8 * digit(body, 12) + 4 * digit(body, 11) + 2 * digit(body, 10) + digit(body, 9)
     + 6 * digit(body, 8) + 3 * digit(body, 7) + 7 * digit(body, 6) + 9 * digit(body, 5)
     + 10 * digit(body, 4) + 5 * digit(body, 3) + 8 * digit(body, 2) + 4 * digit(body, 1)
     + 2 * digit(body, 0)) % 11, 1);

CREATE MACRO is_resident_number(number, as_of) AS
  regexp_full_match(number, '[0-9]{17}[0-9X]')
  AND coalesce(TRY_CAST(substr(number, 7, 4) || '-' || substr(number, 11, 2) || '-'
                        || substr(number, 13, 2) AS DATE) <= as_of, false)
  AND coalesce(identity_check(TRY_CAST(left(number, 17) AS UBIGINT)) = right(number, 1), false);

INSERT INTO finding  -- L02: no resident's number. Papers of another kind are not judged.
WITH paper AS (
  SELECT project_id, worker,
         bool_and(coalesce(id_kind, '居民身份证') IN ('居民身份证', '身份证', '二代身份证', '01'))
           AS is_resident
  FROM stay GROUP BY ALL
  UNION ALL
  SELECT project_id, worker, regexp_full_match(worker, '[0-9]{14}.|[0-9]{17}.')
  FROM (SELECT project_id, worker FROM payroll ANTI JOIN stay USING (project_id, worker)
        UNION SELECT project_id, worker FROM payment ANTI JOIN stay USING (project_id, worker)
        UNION SELECT project_id, worker FROM attended ANTI JOIN stay USING (project_id, worker)))
SELECT 'L02', 'violates', 'yellow', project_id, worker, NULL, NULL, NULL
FROM paper
WHERE is_resident AND NOT is_resident_number(worker, getvariable('as_of'));

CREATE MACRO twice(digit) AS digit * 2 - CASE WHEN digit > 4 THEN 9 ELSE 0 END;
CREATE MACRO passes_luhn(card) AS  -- of at most 19 digits
  (digit(card, 0) + twice(digit(card, 1)) + digit(card, 2) + twice(digit(card, 3))
   + digit(card, 4) + twice(digit(card, 5)) + digit(card, 6) + twice(digit(card, 7))
   + digit(card, 8) + twice(digit(card, 9)) + digit(card, 10) + twice(digit(card, 11))
   + digit(card, 12) + twice(digit(card, 13)) + digit(card, 14) + twice(digit(card, 15))
   + digit(card, 16) + twice(digit(card, 17)) + digit(card, 18)) % 10 = 0;

-- L09: another's card, a shared card, a number that is none; the gravest of a worker's stays. A
-- stay without a card says nothing when another one has it.
CREATE TABLE card_said AS
SELECT project_id, worker,
       min(CASE WHEN card_holder <> name OR len(owners) > 1 THEN 1
                WHEN stay.card IS NULL THEN 3
                WHEN NOT regexp_full_match(stay.card, '[0-9]{13,19}') THEN 4
                WHEN NOT passes_luhn(TRY_CAST(stay.card AS UBIGINT)) THEN 2
                ELSE 4 END) FILTER (stay.card IS NOT NULL) AS of_cards,
       min(CASE WHEN card_holder <> name THEN 1 ELSE 3 END) FILTER (stay.card IS NULL) AS of_none,
       bool_or(stay.card IS NOT NULL AND card_holder IS NULL) AS lacks_holder
FROM stay LEFT JOIN card USING (card) ANTI JOIN manager USING (project_id, worker)
GROUP BY ALL;

INSERT INTO finding
SELECT 'L09', 'violates', CASE coalesce(of_cards, of_none) WHEN 1 THEN 'red' ELSE 'yellow' END,
       project_id, worker, NULL, NULL, NULL
FROM card_said
WHERE coalesce(of_cards, of_none) IN (1, 2);

INSERT INTO finding
SELECT DISTINCT 'L09', 'missing_fact', 'red', project_id, NULL, NULL::DATE, NULL, NULL::DECIMAL
FROM card_said
WHERE coalesce(of_cards, of_none) > 2 AND (of_cards IS NULL OR lacks_holder);

-- ---- a project's month ----

INSERT INTO finding  -- A08: people were there, no wages left the account
WITH used AS (
  SELECT project_id, month, count(*) FILTER (source = 'account') AS payments,
         count(*) FILTER (source = 'unknown') AS unknown
  FROM receipt GROUP BY ALL),
flowed AS (
  SELECT DISTINCT project_id, month_of(day) AS month
  FROM movement WHERE direction = '支出' AND kind = '工资')
SELECT 'A08', CASE WHEN coalesce(unknown, 0) > 0 THEN 'missing_fact' ELSE 'violates' END, 'orange',
       project_id, NULL, CASE WHEN coalesce(unknown, 0) = 0 THEN project_month.month END, NULL, NULL
FROM project_month
SEMI JOIN project_account USING (project_id)
LEFT JOIN used USING (project_id, month)
ANTI JOIN flowed ON flowed.project_id = project_month.project_id
                AND flowed.month = month_of(project_month.pay_date)
WHERE is_construction AND attended_people > 0 AND is_overdue
  AND NOT has_no_payroll AND coalesce(payments, 0) = 0;

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

-- ---- a project ----

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

INSERT INTO finding  -- F05: by each due day, all that had to be there against all that came
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
SELECT 'F05', 'violates', 'red', falls_due.project_id, NULL, month_of(due_day), period,
       planned - coalesce(sum(amount), 0)
FROM falls_due
LEFT JOIN movement ON movement.project_id = falls_due.project_id AND movement.day <= due_day
                  AND movement.direction = '收入' AND movement.kind = '人工费'
WHERE due_day < getvariable('as_of')
GROUP BY falls_due.project_id, due, due_day, period, planned
HAVING planned > coalesce(sum(amount), 0);

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
  GROUP BY project_id)
SELECT 'F06', 'violates', 'orange', project_id, NULL, NULL, NULL, due - coalesce(received, 0)
FROM wages LEFT JOIN income USING (project_id)
WHERE due > coalesce(received, 0);

-- ---- what a lost row forbids is not said; one missing fact per rule and project ----

CREATE TABLE said AS
SELECT DISTINCT finding.rule, verdict, severity, finding.project_id, coalesce(worker, '') AS worker,
       coalesce(strftime(finding.month, '%Y-%m'), '') AS month, coalesce(subject, '') AS subject,
       CAST(amount * 100 AS BIGINT) AS amount_fen
FROM finding
ANTI JOIN silence ON verdict = 'violates' AND silence.rule = finding.rule
                 AND silence.project_id = finding.project_id AND silence.month = finding.month;
