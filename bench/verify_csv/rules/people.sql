-- SPDX-License-Identifier: Apache-2.0
-- L01 to L06 and L09: the people, their papers and their terms.

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

-- L02: no resident's number. Papers of another kind are not judged; where no roster says which it
-- is, what can be nothing else is a resident's.
CREATE TABLE paper AS
WITH paper AS (
  SELECT project_id, worker, min(entered) AS entered,
         bool_and(id_kind IN ('居民身份证', '身份证', '二代身份证', '01')) AS says_resident
  FROM stay GROUP BY ALL
  UNION ALL
  SELECT project_id, worker, NULL, NULL
  FROM (SELECT project_id, worker FROM payroll ANTI JOIN stay USING (project_id, worker)
        UNION SELECT project_id, worker FROM payment ANTI JOIN stay USING (project_id, worker)
        UNION SELECT project_id, worker FROM attended ANTI JOIN stay USING (project_id, worker)))
SELECT project_id, worker, entered, number,
       coalesce(says_resident, regexp_full_match(number, '[0-9]{14}.|[0-9]{17}.')) AS is_resident
FROM paper JOIN person USING (worker);

INSERT INTO finding
SELECT 'L02', 'violates', 'yellow', project_id, worker, NULL, NULL, NULL
FROM paper
WHERE is_resident AND NOT is_resident_number(number, getvariable('as_of'));

-- L03: two names for one number; the same day on two projects; two employers at once.
INSERT INTO finding
WITH named AS (
  SELECT worker FROM stay GROUP BY worker HAVING count(DISTINCT name) > 1),
of_several AS (  -- projects; months first, then the days of those few
  FROM attended SEMI JOIN (SELECT worker FROM attended GROUP BY worker
                           HAVING min(project_id) <> max(project_id)) USING (worker)),
both_places AS (
  SELECT DISTINCT here.project_id, here.worker, here.month
  FROM of_several AS here JOIN of_several AS there
    ON here.worker = there.worker AND here.month = there.month
   AND here.project_id <> there.project_id AND (here.days & there.days) <> 0),
there_at AS (
  SELECT project_id, worker, day, day + first_in AS begins,
         day + last_out + INTERVAL (CASE WHEN last_out < first_in THEN 1 ELSE 0 END) DAY AS ends
  FROM attendance JOIN calendar USING (day)
  SEMI JOIN both_places USING (project_id, worker, month)),
clashing AS (
  SELECT here.project_id, here.worker
  FROM there_at AS here JOIN there_at AS there
    ON here.worker = there.worker AND here.project_id <> there.project_id AND here.day = there.day
  WHERE coalesce(here.begins < there.ends AND there.begins < here.ends, true)),
two_employers AS (
  SELECT one.project_id, one.worker
  FROM stay AS one JOIN stay AS other
    ON one.project_id = other.project_id AND one.worker = other.worker
   AND one.employer <> other.employer
  WHERE one.entered <= coalesce(other."left", DATE '9999-12-31')
    AND other.entered <= coalesce(one."left", DATE '9999-12-31'))
SELECT DISTINCT 'L03', 'violates', 'orange', project_id, worker, NULL::DATE, NULL, NULL::DECIMAL
FROM (SELECT project_id, worker FROM stay SEMI JOIN named USING (worker)
      UNION FROM clashing UNION FROM two_employers);

-- L04: the age at the first attendance, else on entering.
CREATE MACRO years_old(born, day) AS datediff('year', born, day)
  - CASE WHEN (month(day), day(day)) < (month(born), day(born))
          AND NOT (month(born) = 2 AND day(born) = 29 AND day = last_day(day) AND month(day) = 2)
         THEN 1 ELSE 0 END;

INSERT INTO finding
WITH began AS (
  SELECT project_id, worker, coalesce(first_day, entered) AS first_day,
         CASE WHEN length(number) = 18 AND substr(number, 7, 4) >= '1800'
              THEN TRY_CAST(substr(number, 7, 4) || '-' || substr(number, 11, 2) || '-'
                            || substr(number, 13, 2) AS DATE) END AS born
  FROM paper
  LEFT JOIN (SELECT project_id, worker, min(first_day) AS first_day
             FROM attended GROUP BY ALL) USING (project_id, worker)
  WHERE is_resident AND coalesce(first_day, entered) IS NOT NULL),
aged AS (
  SELECT project_id, worker, years_old(born, first_day) AS age
  FROM began)
SELECT 'L04', 'violates',
       CASE WHEN age < 16 THEN 'red' WHEN age < 18 THEN 'orange' ELSE 'blue' END,
       project_id, worker, NULL, NULL, NULL
FROM aged
WHERE age BETWEEN 0 AND 17 OR age >= 60
UNION ALL
SELECT DISTINCT 'L04', 'missing_fact', 'red', project_id, NULL, NULL, NULL, NULL
FROM aged WHERE age IS NULL OR age < 0;

-- L05: more than a month without a written contract with the employer.
INSERT INTO finding
WITH term AS (
  SELECT project_id, worker, CAST(entered + INTERVAL 1 MONTH AS DATE) AS due, "left",
         min(contract_date) OVER (PARTITION BY project_id, worker, employer) AS contract_date
  FROM stay
  WHERE role = '工人')
SELECT DISTINCT 'L05', 'violates', 'orange', project_id, worker, NULL::DATE, NULL, NULL::DECIMAL
FROM term
WHERE least(contract_date, getvariable('as_of')) > due AND coalesce("left" > due, true);

INSERT INTO finding  -- L06: what was agreed about pay
SELECT DISTINCT 'L06', 'violates', 'orange', project_id, worker, NULL::DATE, NULL, NULL::DECIMAL
FROM stay JOIN project USING (project_id)
WHERE role = '工人'
  AND (rate IS NULL OR coalesce(agreed_pay_day, pay_day) IS NULL OR pay_method IS NULL);

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

