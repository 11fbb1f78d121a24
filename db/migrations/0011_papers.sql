-- SPDX-License-Identifier: Apache-2.0
-- No two papers of a body bear one number in a year, whatever kinds they are. Until here each kind
-- counted for itself, and a body that used one prefix for two kinds has such papers: they stand as
-- they were issued.

-- Control.

-- Whose each number is: of papers that share one, the older one's.
CREATE TABLE paper_number (
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  number TEXT NOT NULL,
  paper_id BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, number)
);

INSERT INTO paper_number (unit_id, year, number, paper_id)
SELECT unit_id, year, number, MIN(paper_id) FROM paper GROUP BY unit_id, year, number;
