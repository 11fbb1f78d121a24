-- SPDX-License-Identifier: Apache-2.0
-- Everything about a worker's month in one row, joined and added up when loaded, in the order of
-- project, month and worker. Only workers, no managers. What cannot be known is empty.
CREATE TEMP TABLE manager AS
SELECT project, worker FROM roster GROUP BY ALL HAVING NOT bool_or(is_worker);

CREATE TEMP TABLE counted_line AS
WITH back AS (SELECT DISTINCT project, month, worker FROM payroll WHERE is_back_pay),
ordinary AS (
  SELECT DISTINCT project, month, worker
  FROM payroll SEMI JOIN back USING (project, month, worker) WHERE NOT is_back_pay)
FROM payroll WHERE NOT is_back_pay
UNION ALL
FROM (FROM payroll WHERE is_back_pay) ANTI JOIN ordinary USING (project, month, worker);

CREATE TEMP TABLE money AS  -- that arrived and was not taken back
SELECT payment.rowid AS row, * EXCLUDE (status, serial)
FROM payment
ANTI JOIN (SELECT serial FROM payment WHERE status = 2 AND serial IS NOT NULL) AS taken_back
  USING (serial)
WHERE status = 0 AND form <> 3;

CREATE TEMP TABLE to_another AS
WITH unlike AS (
  SELECT row, money.project, money.worker, payee, payee_card
  FROM money ANTI JOIN roster
    ON money.project = roster.project AND money.worker = roster.worker
   AND payee = name AND payee_card = card),
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

CREATE TEMP TABLE received AS
SELECT money.project, month, worker,
       sum(amount) FILTER (to_another.row IS NULL) AS paid,
       sum(amount) FILTER (to_another.row IS NULL AND day > pay_day) AS late,
       sum(amount) FILTER (form = 2 OR (source_account IS NOT NULL AND account.account IS NULL))
         AS elsewhere
FROM money JOIN pay_date USING (project, month)
LEFT JOIN to_another USING (row)
LEFT JOIN (SELECT DISTINCT project, account FROM account) AS account
  ON account.project = money.project AND account.account = source_account
GROUP BY ALL;

CREATE TEMP TABLE line AS
SELECT project, month, worker, count(*) AS lines, sum(net) AS net, sum(gross) AS gross,
       sum(coalesce(withheld, 0) + coalesce(deducted, 0)) AS held,
       sum(coalesce(overtime, 0) + coalesce(allowances, 0)) AS extra,
       CASE WHEN count(half_days) = count(*) THEN sum(half_days) END AS half_days,
       CASE WHEN count(hours_hundredths) = count(*) THEN sum(hours_hundredths) END AS hours
FROM counted_line GROUP BY ALL;

-- The sums of a month with several lines, where any of them is wrong; a month of one line tells
-- them itself.
CREATE TEMP TABLE wrong_sum AS
SELECT project, month, worker,
       sum(abs(gross - coalesce(withheld, 0) - coalesce(deducted, 0) - net)) AS wrong_by
FROM payroll
WHERE gross - coalesce(withheld, 0) - coalesce(deducted, 0) <> net
   OR coalesce(overtime, 0) + coalesce(allowances, 0) > gross
GROUP BY ALL;

CREATE TEMP TABLE of_several AS
SELECT project, month, worker FROM payroll GROUP BY ALL HAVING count(*) > 1;

CREATE TEMP TABLE stay_month AS  -- of the months of all who were there or on a payroll
SELECT months.project, months.worker, month,
       any_value(attended) AS attended,
       bool_or(is_there) AS is_any_there,
       bool_or(is_there AND listed.employer IS NOT NULL) AS is_listed,
       bit_or(CASE WHEN begins < ends
                   THEN ((1::BIGINT << ends) - 1) & ~((1::BIGINT << begins) - 1) ELSE 0 END)
         AS covered,
       bit_or(CASE WHEN after IS NULL OR after > 31 THEN 0
                   ELSE ~((1::BIGINT << greatest(after, 0)) - 1) END) AS after_left,
       min(pay_basis) FILTER (is_there) AS least_basis, max(pay_basis) FILTER (is_there) AS most_basis,
       min(pay_basis) AS least_of_all, max(pay_basis) AS most_of_all
FROM (
  SELECT months.*, roster.employer, pay_basis,
         entered < first_day + month.days AND coalesce("left" >= first_day, true) AS is_there,
         greatest(entered - first_day, 0) AS begins,
         least(coalesce("left" + 1 - first_day, month.days), month.days) AS ends,
         "left" + 1 - first_day AS after
  FROM (SELECT project, month, worker, coalesce(days, 0) AS attended
        FROM line FULL JOIN attendance USING (project, month, worker)) AS months
  JOIN roster USING (project, worker) JOIN month USING (month)) AS months
LEFT JOIN (SELECT DISTINCT project, month, employer FROM payroll) AS listed
  USING (project, month, employer)
GROUP BY ALL;

CREATE OR REPLACE TABLE wide AS
WITH listed AS (SELECT DISTINCT project, month FROM payroll),
joined AS (
  SELECT project, month, worker, coalesce(lines, 0) AS lines, coalesce(net, 0) AS net,
         coalesce(gross, 0) AS gross, coalesce(held, 0) AS held, coalesce(extra, 0) AS extra,
         half_days, hours, coalesce(paid, 0) AS paid, coalesce(late, 0) AS late,
         coalesce(elsewhere, 0) AS elsewhere, coalesce(days, 0) AS attended
  FROM line FULL JOIN received USING (project, month, worker)
  FULL JOIN attendance USING (project, month, worker)
  ANTI JOIN manager USING (project, worker))
SELECT joined.project, joined.month, joined.worker, pay_day, month_fen::INTEGER AS minimum_month,
       hour_fen::INTEGER AS minimum_hour, month.days::TINYINT AS days_in_month,
       is_construction,
       EXISTS (FROM account WHERE account.project = joined.project) AS has_account,
       CASE WHEN of_several.worker IS NULL THEN lines ELSE greatest(lines, 2) END::TINYINT AS lines,
       net::INTEGER AS net, gross::INTEGER AS gross, held::INTEGER AS held,
       extra::INTEGER AS extra, half_days::SMALLINT AS half_days, hours::INTEGER AS hours,
       paid::INTEGER AS paid, late::INTEGER AS late, elsewhere::INTEGER AS elsewhere,
       joined.attended::INTEGER AS attended,
       CASE WHEN of_several.worker IS NOT NULL THEN wrong_by END::INTEGER AS wrong_by,
       CASE WHEN is_any_there THEN least_basis ELSE least_of_all END AS least_basis,
       CASE WHEN is_any_there THEN most_basis ELSE most_of_all END AS most_basis,
       coalesce(bit_count(joined.attended & after_left & ~covered), 0)::TINYINT AS days_after_left,
       listed.project IS NOT NULL AND coalesce(is_listed OR NOT is_any_there, true)
         AS employer_has_payroll
FROM joined
JOIN pay_date USING (project, month) JOIN month USING (month) JOIN minimum_wage USING (month)
JOIN project USING (project)
LEFT JOIN of_several USING (project, month, worker)
LEFT JOIN wrong_sum USING (project, month, worker)
LEFT JOIN stay_month USING (project, month, worker)
LEFT JOIN listed USING (project, month)
ORDER BY joined.project, joined.month, joined.worker;
CHECKPOINT;
