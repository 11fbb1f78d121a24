-- SPDX-License-Identifier: Apache-2.0
-- The days of a month on which a worker was there (bit d-1), from a row for each day.
CREATE TABLE attended AS
SELECT project_id, worker, CAST(date_trunc('month', day) AS DATE) AS month,
       bit_or(1::BIGINT << (day(day) - 1)) AS days
FROM read_csv(getvariable('dir') || '/考勤.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', worker: 'VARCHAR', day: 'DATE', hours: 'DECIMAL(4,2)',
    first_in: 'VARCHAR', last_out: 'VARCHAR', passes: 'INTEGER', channel: 'VARCHAR'})
WHERE day <= getvariable('as_of')
  AND coalesce(passes >= 1, hours IS NULL OR hours > 0 OR coalesce(first_in, last_out) IS NOT NULL)
GROUP BY ALL;
