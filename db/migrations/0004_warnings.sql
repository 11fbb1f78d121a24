-- SPDX-License-Identifier: Apache-2.0
-- Warnings: as they stand, of what they are made, how they came about, what was answered.

-- Project. One warning per project and matter, for good: what comes back reopens it.

-- phase, step: src/casework/warning_life.h. level: 0 red … 3 blue. receiver: src/verify/pack.h.
-- left_days: what was left of the term when the clock stopped, in the rung's unit.
CREATE TABLE warning (
  project_id BIGINT NOT NULL,
  matter TEXT NOT NULL,
  matter_name TEXT NOT NULL,
  phase BIGINT NOT NULL CHECK (phase BETWEEN 1 AND 5),
  level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 3),
  people BIGINT NOT NULL,
  months BIGINT NOT NULL,
  amount_fen BIGINT,
  rung TEXT NOT NULL,
  rung_name TEXT NOT NULL,
  receiver BIGINT NOT NULL,
  asks TEXT NOT NULL,
  next_rung TEXT NOT NULL,
  due_day BIGINT NOT NULL,
  is_provisional BIGINT NOT NULL CHECK (is_provisional IN (0, 1)),
  calendar TEXT NOT NULL,
  has_run_out BIGINT NOT NULL CHECK (has_run_out IN (0, 1)),
  left_days BIGINT,
  version BIGINT NOT NULL,
  pack TEXT NOT NULL,
  project_code TEXT NOT NULL,
  project_name TEXT NOT NULL,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL,
  raised_ms BIGINT NOT NULL,
  changed_ms BIGINT NOT NULL,
  PRIMARY KEY (project_id, matter)
);

CREATE TABLE warning_part (
  project_id BIGINT NOT NULL,
  matter TEXT NOT NULL,
  rule TEXT NOT NULL,
  level BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  people BIGINT NOT NULL,
  amount_fen BIGINT,
  first_month BIGINT,
  last_month BIGINT,
  PRIMARY KEY (project_id, matter, rule)
);

CREATE TABLE warning_finding (
  project_id BIGINT NOT NULL,
  matter TEXT NOT NULL,
  finding_id TEXT NOT NULL,
  PRIMARY KEY (project_id, matter, finding_id)
);

-- What it was from then on. actor_role: src/access/principal.h.
CREATE TABLE warning_event (
  project_id BIGINT NOT NULL,
  matter TEXT NOT NULL,
  version BIGINT NOT NULL,
  step BIGINT NOT NULL CHECK (step BETWEEN 1 AND 14),
  day BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  actor_role BIGINT NOT NULL,
  actor_user BIGINT NOT NULL,
  actor_unit BIGINT NOT NULL,
  why TEXT NOT NULL,
  client_key TEXT,
  phase BIGINT NOT NULL,
  level BIGINT NOT NULL,
  rung_name TEXT NOT NULL,
  due_day BIGINT NOT NULL,
  is_provisional BIGINT NOT NULL CHECK (is_provisional IN (0, 1)),
  calendar TEXT NOT NULL,
  people BIGINT NOT NULL,
  amount_fen BIGINT,
  pack TEXT NOT NULL,
  PRIMARY KEY (project_id, matter, version)
);
CREATE UNIQUE INDEX warning_event_by_key ON warning_event (project_id, matter, client_key);

-- What an answer shows: the file itself stays with whoever answered.
CREATE TABLE warning_evidence (
  project_id BIGINT NOT NULL,
  matter TEXT NOT NULL,
  version BIGINT NOT NULL,
  evidence_no BIGINT NOT NULL,
  name TEXT NOT NULL,
  sm3 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (project_id, matter, version, evidence_no)
);
