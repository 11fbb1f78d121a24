-- SPDX-License-Identifier: Apache-2.0
-- Registers: named filters, and what was taken out of the house. register: src/store/registers.h.

-- Control.

-- query: the filter as the list takes it. unit_id: the unit that shares it, where nobody's name
-- stands; 0: the user's own.
CREATE TABLE register_view (
  view_id BIGINT NOT NULL PRIMARY KEY,
  register BIGINT NOT NULL CHECK (register BETWEEN 1 AND 2),
  user_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  saved_by BIGINT NOT NULL,
  saved_ms BIGINT NOT NULL,
  UNIQUE (register, user_id, unit_id, name)
);

-- The last number that was given: whoever comes at the same time waits for the row, and a number
-- that a transaction takes back is given again.
CREATE TABLE register_export_count (
  register BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  last_no BIGINT NOT NULL,
  PRIMARY KEY (register, unit_id, year)
);

-- Every number with who took it, when and why, for ever. Without row_count and sm3: the file was
-- not finished and did not leave.
CREATE TABLE register_export (
  export_id BIGINT NOT NULL PRIMARY KEY,
  register BIGINT NOT NULL CHECK (register BETWEEN 1 AND 2),
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  export_no BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  why TEXT NOT NULL,
  query TEXT NOT NULL,
  has_names BIGINT NOT NULL CHECK (has_names IN (0, 1)),
  row_count BIGINT,
  sm3 TEXT,
  UNIQUE (register, unit_id, year, export_no)
);
