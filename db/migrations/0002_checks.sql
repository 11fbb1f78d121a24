-- SPDX-License-Identifier: Apache-2.0
-- What checks that follow facts need: what a folder says beside its tables, in which months its
-- files speak, what projects have in common, and when each was judged and has to be judged anew.

-- Control.

-- The key that a client made for a delivery, and the batch that it became.
CREATE TABLE batch_key (
  unit_id BIGINT NOT NULL,
  client_key TEXT NOT NULL,
  batch_id BIGINT NOT NULL,
  PRIMARY KEY (unit_id, client_key),
  UNIQUE (batch_id)
);

CREATE TABLE batch_folder (
  batch_id BIGINT NOT NULL PRIMARY KEY,
  parameters TEXT NOT NULL,
  unrecognised_files TEXT NOT NULL
);

-- kind: 1 payroll or attendance, 2 payments. From first_day on the file speaks of the month.
CREATE TABLE batch_month (
  batch_id BIGINT NOT NULL,
  file_no BIGINT NOT NULL,
  wage_month BIGINT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind IN (1, 2)),
  first_day BIGINT NOT NULL,
  PRIMARY KEY (batch_id, file_no, wage_month, kind)
);

-- Batches in force whose projects have been judged since.
CREATE TABLE batch_check (
  batch_id BIGINT NOT NULL PRIMARY KEY,
  run_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL
);

-- A person, a card, a phone, an account or a name, by a number that is made of it. Two projects
-- that have one of another variant (0: any) may turn each other's findings. Never taken back.
CREATE TABLE shared_link (
  link BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  variant BIGINT NOT NULL,
  PRIMARY KEY (link, project_id, variant)
);
CREATE INDEX shared_link_by_project ON shared_link (project_id, link);

-- Project.

-- As it was judged last: on which day, until when that holds (null: for good), and by which law,
-- parameters and months.
CREATE TABLE project_check (
  project_id BIGINT NOT NULL PRIMARY KEY,
  run_id BIGINT NOT NULL,
  as_of_day BIGINT NOT NULL,
  due_day BIGINT,
  world TEXT NOT NULL
);
