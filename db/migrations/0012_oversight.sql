-- SPDX-License-Identifier: Apache-2.0
-- What the leading-group office keeps: records of every kind, and the figures of projects as they
-- were recorded. What happened to a record is kept for ever in record_event; the row in record is an
-- index that is made of it. Its keys are its own: project_id of data_key is the record.

-- Control.

-- kind, state: src/oversight/record_words.h. version: how many events. parent_id … dossier_id: 0:
-- none. begun_addressee_id: to whom it was addressed when it began. number_year, number_no: nothing:
-- it has no number. title: what the office named it, with numbers of people masked; empty: it has no
-- name. content: what it says now, sealed; nothing: it says nothing.
CREATE TABLE record (
  record_id BIGINT NOT NULL PRIMARY KEY,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 24),
  version BIGINT NOT NULL,
  parent_id BIGINT NOT NULL,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL,
  owner_unit_id BIGINT NOT NULL,
  begun_addressee_id BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  dossier_id BIGINT NOT NULL,
  begun_ms BIGINT NOT NULL,
  addressee_unit_id BIGINT NOT NULL,
  state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 32),
  is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
  due_day BIGINT,
  changed_ms BIGINT NOT NULL,
  title TEXT NOT NULL,
  content BLOB,
  key_year BIGINT NOT NULL,
  number_year BIGINT,
  number_no BIGINT,
  UNIQUE (kind, owner_unit_id, number_year, number_no)
);
CREATE INDEX record_by_kind ON record (kind, is_open, record_id);
CREATE INDEX record_by_region ON record (region_code, kind, record_id);
CREATE INDEX record_by_owner ON record (owner_unit_id, kind, record_id);
CREATE INDEX record_by_addressee ON record (addressee_unit_id, kind, record_id);
CREATE INDEX record_by_parent ON record (parent_id, kind, record_id);
CREATE INDEX record_by_project ON record (project_id, record_id);
CREATE INDEX record_by_dossier ON record (dossier_id, record_id);

-- What happened. step, actor: src/oversight/record_words.h. to_unit_id: addressed to from now on.
-- content: what it sets, values and lines, sealed; nothing: it sets none.
CREATE TABLE record_event (
  record_id BIGINT NOT NULL,
  event_no BIGINT NOT NULL,
  client_key TEXT NOT NULL,
  step BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  entered_ms BIGINT NOT NULL,
  actor BIGINT NOT NULL CHECK (actor BETWEEN 1 AND 5),
  person_id BIGINT NOT NULL,
  for_unit_id BIGINT NOT NULL,
  to_unit_id BIGINT,
  content BLOB,
  key_year BIGINT NOT NULL,
  PRIMARY KEY (record_id, event_no),
  UNIQUE (record_id, client_key)
);

-- The last number that a unit gave to its records of a kind in a year. It is raised in the
-- transaction that keeps the step, so that no number is missing and none is given twice.
CREATE TABLE record_count (
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 24),
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  last_no BIGINT NOT NULL,
  PRIMARY KEY (kind, unit_id, year)
);

-- The text that a record froze, once. sm3: of the text. content: the text, sealed.
CREATE TABLE record_text (
  record_id BIGINT NOT NULL PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  sm3 TEXT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL
);

-- Its files as they left the house. form: "docx". sm3: of the bytes. content: the bytes, sealed.
CREATE TABLE record_file (
  record_id BIGINT NOT NULL,
  form TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  sm3 TEXT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  PRIMARY KEY (record_id, form)
);

-- Project.

-- That the figures of a project were recorded, as of a day, and where it lay by then. Nothing is
-- overwritten: of a day the last one counts.
CREATE TABLE figure_reading (
  project_id BIGINT NOT NULL,
  as_of_day BIGINT NOT NULL,
  recorded_ms BIGINT NOT NULL,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL,
  PRIMARY KEY (project_id, as_of_day, recorded_ms)
);

-- indicator: src/oversight/figure.h. month: yyyymm; 0: of no month.
CREATE TABLE figure (
  project_id BIGINT NOT NULL,
  as_of_day BIGINT NOT NULL,
  recorded_ms BIGINT NOT NULL,
  indicator BIGINT NOT NULL,
  month BIGINT NOT NULL,
  part BIGINT NOT NULL,
  whole BIGINT NOT NULL,
  unknown BIGINT NOT NULL,
  PRIMARY KEY (project_id, as_of_day, recorded_ms, indicator, month)
);
