-- SPDX-License-Identifier: Apache-2.0
-- The days of a month on which a worker was there (bit d-1), from a row for each month that has the
-- hours of each day. A month that is not over at as_of does not occur.
CREATE TABLE attended AS
SELECT project_id, worker, month,
       list_sum(list_transform(hours, lambda cell, place:
         CASE WHEN cell > 0 THEN 1::BIGINT << (place - 1) ELSE 0 END))::BIGINT AS days
FROM (
  SELECT project_id, worker, CAST(month || '-01' AS DATE) AS month,
         list_value(*COLUMNS('^d[0-9]+$')) AS hours
  FROM read_csv(getvariable('dir') || '/考勤.csv', header = true, auto_detect = false, delim = ',',
    quote = '"', columns = {
      project_id: 'VARCHAR', worker: 'VARCHAR', month: 'VARCHAR',
      d1: 'DOUBLE', d2: 'DOUBLE', d3: 'DOUBLE', d4: 'DOUBLE', d5: 'DOUBLE', d6: 'DOUBLE',
      d7: 'DOUBLE', d8: 'DOUBLE', d9: 'DOUBLE', d10: 'DOUBLE', d11: 'DOUBLE', d12: 'DOUBLE',
      d13: 'DOUBLE', d14: 'DOUBLE', d15: 'DOUBLE', d16: 'DOUBLE', d17: 'DOUBLE', d18: 'DOUBLE',
      d19: 'DOUBLE', d20: 'DOUBLE', d21: 'DOUBLE', d22: 'DOUBLE', d23: 'DOUBLE', d24: 'DOUBLE',
      d25: 'DOUBLE', d26: 'DOUBLE', d27: 'DOUBLE', d28: 'DOUBLE', d29: 'DOUBLE', d30: 'DOUBLE',
      d31: 'DOUBLE'}));
