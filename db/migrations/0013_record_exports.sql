-- SPDX-License-Identifier: Apache-2.0
-- Records of the leading-group office can be kept as a filter and exported as a register, too.
-- register: src/store/registers.h. No engine widens the CHECK of a column that both know how to
-- say: the rows move to a table that has the wider one.

CREATE TABLE wider_register_view (
  view_id BIGINT NOT NULL PRIMARY KEY,
  register BIGINT NOT NULL CHECK (register BETWEEN 1 AND 3),
  user_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  saved_by BIGINT NOT NULL,
  saved_ms BIGINT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  UNIQUE (register, user_id, unit_id, name)
);
INSERT INTO wider_register_view
  (view_id, register, user_id, unit_id, name, query, saved_by, saved_ms, words)
  SELECT view_id, register, user_id, unit_id, name, query, saved_by, saved_ms, words
  FROM register_view;
DROP TABLE register_view;
ALTER TABLE wider_register_view RENAME TO register_view;

CREATE TABLE wider_register_export (
  export_id BIGINT NOT NULL PRIMARY KEY,
  register BIGINT NOT NULL CHECK (register BETWEEN 1 AND 3),
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
  words TEXT NOT NULL DEFAULT '',
  UNIQUE (register, unit_id, year, export_no)
);
INSERT INTO wider_register_export
  (export_id, register, unit_id, year, export_no, at_ms, user_id, why, query, has_names, row_count,
   sm3, words)
  SELECT export_id, register, unit_id, year, export_no, at_ms, user_id, why, query, has_names,
         row_count, sm3, words
  FROM register_export;
DROP TABLE register_export;
ALTER TABLE wider_register_export RENAME TO register_export;
