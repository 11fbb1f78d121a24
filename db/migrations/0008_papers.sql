-- SPDX-License-Identifier: Apache-2.0
-- Papers 文书: numbered, kept as they were issued, with how they were served. Sealed with the keys
-- of the dossier whose step issued them.

-- Control.

-- 文号簿: the last number that a body gave to its papers of a kind in a year. It is raised in the
-- transaction that keeps the paper, so that no number is missing and none is given twice.
CREATE TABLE paper_register (
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
  last_no BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, kind)
);

-- kind: src/casework/paper.h. event_no: the step of the dossier that issued it. digest: SM3 of the
-- .docx. content: its forms and whom it is for, sealed. voided_ms: its number stays taken; why:
-- sealed.
CREATE TABLE paper (
  paper_id BIGINT NOT NULL PRIMARY KEY,
  client_key TEXT NOT NULL,
  dossier_id BIGINT NOT NULL,
  event_no BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
  number_no BIGINT NOT NULL,
  number TEXT NOT NULL,
  day BIGINT NOT NULL,
  issued_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  voided_ms BIGINT,
  voided_by BIGINT,
  void_reason BLOB,
  void_key_year BIGINT,
  UNIQUE (unit_id, year, kind, number_no),
  UNIQUE (dossier_id, client_key)
);
CREATE INDEX paper_by_unit ON paper (unit_id, paper_id);

-- Each attempt to serve it. way: src/casework/paper.h. content: its words, sealed.
CREATE TABLE paper_service (
  paper_id BIGINT NOT NULL,
  service_no BIGINT NOT NULL,
  client_key TEXT NOT NULL,
  way BIGINT NOT NULL CHECK (way BETWEEN 1 AND 5),
  at_ms BIGINT NOT NULL,
  entered_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  PRIMARY KEY (paper_id, service_no),
  UNIQUE (paper_id, client_key)
);
