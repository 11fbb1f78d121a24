-- SPDX-License-Identifier: Apache-2.0
-- Everything about a worker's month in one row, joined and added up when loaded, in the order of
-- project, month and worker. Only workers, no managers. -1: not given, or not wrong.
DROP TABLE IF EXISTS counted_line;
CREATE TABLE counted_line ENGINE = MergeTree ORDER BY (project, month, worker) AS
SELECT * FROM payroll
WHERE NOT is_back_pay
   OR (project, month, worker) NOT IN (
     SELECT project, month, worker FROM payroll
     WHERE NOT is_back_pay AND (project, month, worker) IN (
       SELECT project, month, worker FROM payroll WHERE is_back_pay));

DROP TABLE IF EXISTS money;  -- that arrived and was not taken back
CREATE TABLE money ENGINE = MergeTree ORDER BY (project, month, worker) AS
SELECT p.project AS project, p.month AS month, p.worker AS worker, payee, payee_card, amount, day,
       form, source_account, pay_day
FROM payment AS p JOIN pay_date AS d ON d.project = p.project AND d.month = p.month
WHERE status = 0 AND form != 3
  AND (serial = 0 OR serial NOT IN (SELECT serial FROM payment WHERE status = 2 AND serial != 0));

-- The few payments that do not name the worker and a card of his.
DROP TABLE IF EXISTS unlike;
CREATE TABLE unlike ENGINE = Memory AS
SELECT DISTINCT project, worker, payee, payee_card FROM money
WHERE (project, worker, payee, payee_card) NOT IN (SELECT project, worker, name, card FROM roster);

DROP TABLE IF EXISTS to_another;
CREATE TABLE to_another ENGINE = Memory AS
WITH named AS (
  SELECT DISTINCT project, worker, name
  FROM (SELECT project, worker, name FROM roster
        UNION ALL SELECT project, worker, name FROM payroll)
  WHERE name != 0 AND (project, worker) IN (SELECT project, worker FROM unlike))
SELECT project, worker, payee, payee_card FROM unlike
WHERE (payee != 0 AND (project, worker) IN (SELECT project, worker FROM named)
       AND (project, worker, payee) NOT IN (SELECT project, worker, name FROM named))
   OR (payee_card != 0 AND payee_card IN (SELECT card FROM roster)
       AND (payee_card, worker) NOT IN (SELECT card, worker FROM roster));

DROP TABLE IF EXISTS received;
CREATE TABLE received ENGINE = MergeTree ORDER BY (project, month, worker) AS
SELECT project, month, worker, sumIf(amount, is_his) AS paid, sumIf(amount, is_his AND day > pay_day) AS late,
       sumIf(amount, form = 2 OR (source_account != 0 AND (project, source_account) NOT IN (
                     SELECT project, account FROM account))) AS elsewhere
FROM (SELECT *, (project, worker, payee, payee_card) NOT IN to_another AS is_his FROM money)
GROUP BY project, month, worker;

DROP TABLE IF EXISTS line;
CREATE TABLE line ENGINE = MergeTree ORDER BY (project, month, worker) AS
SELECT project, month, worker, count() AS lines, sum(payroll.net) AS net,
       sum(payroll.gross) AS gross, sum(withheld + deducted) AS held,
       sum(overtime + allowances) AS extra,
       if(min(payroll.half_days) >= 0, sum(payroll.half_days), -1) AS half_days,
       if(min(hours_hundredths) >= 0, sum(hours_hundredths), -1) AS hours
FROM counted_line AS payroll GROUP BY project, month, worker;

-- The sums of a month with several lines, where any of them is wrong; a month of one line tells
-- them itself.
DROP TABLE IF EXISTS wrong_sum;
CREATE TABLE wrong_sum ENGINE = Memory AS
SELECT project, month, worker,
       sumIf(abs(gross - withheld - deducted - net), is_wrong) AS wrong_by,
       count() AS all_lines, max(is_wrong) AS is_any_wrong
FROM (SELECT *, gross - withheld - deducted != net OR overtime + allowances > gross AS is_wrong
      FROM payroll)
GROUP BY project, month, worker HAVING all_lines > 1;

DROP TABLE IF EXISTS stay_month;
CREATE TABLE stay_month ENGINE = MergeTree ORDER BY (project, month, worker) AS
SELECT project, month, worker, max(is_there) AS is_any_there,
       max(is_there AND (project, month, employer) IN (
             SELECT project, month, employer FROM payroll)) AS is_listed,
       groupBitOr(if(begins < ends,
                     bitAnd(bitShiftLeft(toUInt64(1), ends) - 1,
                            bitNot(bitShiftLeft(toUInt64(1), begins) - 1)), 0)) AS covered,
       groupBitOr(if(after > 31, 0, bitNot(bitShiftLeft(toUInt64(1), greatest(after, 0)) - 1)))
         AS after_left,
       minIf(pay_basis, is_there) AS least_there, maxIf(pay_basis, is_there) AS most_there,
       min(pay_basis) AS least_of_all, max(pay_basis) AS most_of_all
FROM (
  SELECT months.project AS project, months.month AS month, months.worker AS worker, employer,
         pay_basis, entered < first_day + days AND left >= first_day AS is_there,
         toUInt8(least(greatest(entered - first_day, 0), 32)) AS begins,
         toUInt8(greatest(least(toInt64(left) + 1 - first_day, days), 0)) AS ends,
         toInt64(left) + 1 - first_day AS after
  FROM (SELECT project, month, worker FROM line
        UNION DISTINCT SELECT project, month, worker FROM attendance) AS months
  JOIN roster ON roster.project = months.project AND roster.worker = months.worker
  JOIN month ON month.month = months.month)
GROUP BY project, month, worker;

DROP TABLE IF EXISTS wide;
CREATE TABLE wide (
  project Int32, month Int16, worker Int32, pay_day Int32, minimum_month Int32,
  minimum_hour Int32, days_in_month UInt8, is_construction UInt8, has_account UInt8, lines UInt8,
  net Int32, gross Int32, held Int32, extra Int32, half_days Int16, hours Int32, paid Int32,
  late Int32, elsewhere Int32, attended UInt32, wrong_by Int32, least_basis UInt8,
  most_basis UInt8, days_after_left UInt8, employer_has_payroll UInt8)
ENGINE = MergeTree ORDER BY (project, month, worker);

INSERT INTO wide
WITH joined AS (
  SELECT project, month, worker, sum(lines) AS lines, sum(net) AS net, sum(gross) AS gross,
         sum(held) AS held, sum(extra) AS extra, max(half_days) AS half_days, max(hours) AS hours,
         sum(paid) AS paid, sum(late) AS late, sum(elsewhere) AS elsewhere, sum(days) AS attended
  FROM (
    SELECT project, month, worker, lines, net, gross, held, extra, half_days, hours, 0 AS paid,
           0 AS late, 0 AS elsewhere, 0 AS days
    FROM line
    UNION ALL
    SELECT project, month, worker, 0, 0, 0, 0, 0, -1, -1, paid, late, elsewhere, 0 FROM received
    UNION ALL
    SELECT project, month, worker, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, days FROM attendance)
  WHERE (project, worker) NOT IN (
    SELECT project, worker FROM roster GROUP BY project, worker HAVING max(is_worker) = 0)
  GROUP BY project, month, worker)
SELECT j.project, j.month, j.worker, d.pay_day, w.month_fen, w.hour_fen, m.days,
       p.is_construction, j.project IN (SELECT project FROM account),
       greatest(j.lines, s.all_lines), net, gross, held, extra, half_days, hours, paid, late,
       elsewhere, attended, if(s.all_lines > 1 AND s.is_any_wrong, s.wrong_by, -1),
       if(t.is_any_there, least_there, least_of_all), if(t.is_any_there, most_there, most_of_all),
       bitCount(bitAnd(toUInt64(attended), bitAnd(after_left, bitNot(covered)))),
       (j.project, j.month) IN (SELECT project, month FROM payroll)
         AND (t.worker = 0 OR is_listed OR NOT is_any_there)
FROM joined AS j
JOIN pay_date AS d ON d.project = j.project AND d.month = j.month
JOIN month AS m ON m.month = j.month
JOIN minimum_wage AS w ON w.month = j.month
JOIN project AS p ON p.project = j.project
LEFT JOIN wrong_sum AS s ON s.project = j.project AND s.month = j.month AND s.worker = j.worker
LEFT JOIN stay_month AS t ON t.project = j.project AND t.month = j.month AND t.worker = j.worker;

DROP TABLE counted_line;
DROP TABLE money;
DROP TABLE unlike;
DROP TABLE to_another;
DROP TABLE received;
DROP TABLE line;
DROP TABLE wrong_sum;
DROP TABLE stay_month;
OPTIMIZE TABLE wide FINAL;
