-- SPDX-License-Identifier: Apache-2.0
-- Dossiers: clues and cases as they go on. What happened is kept for ever in dossier_event; all
-- else about the life of a dossier is an index that is made of it. A clue's dossier has the clue's
-- id and its keys; of a case, too, project_id of data_key and sealed_value is the dossier.

-- Control.

-- subject … closing states: src/casework/. version: how many events. facts_no: of dossier_facts, 0:
-- none. What the events say: opened_ms … clearing_state, …_day, handlers. What somebody knows of it
-- beside them: region_code … incident. Worked out when it was written: people … timeliness; without
-- people: nobody has said who is owed.
CREATE TABLE dossier (
  dossier_id BIGINT NOT NULL PRIMARY KEY,
  subject BIGINT NOT NULL CHECK (subject IN (1, 2)),
  version BIGINT NOT NULL,
  facts_no BIGINT NOT NULL,
  begun_clue_id BIGINT,
  begun_project_id BIGINT,
  begun_matter TEXT NOT NULL,
  opened_ms BIGINT NOT NULL,
  changed_ms BIGINT NOT NULL,
  asked_unit_id BIGINT NOT NULL,
  owner_unit_id BIGINT NOT NULL,
  offered_unit_id BIGINT,
  assignee_id BIGINT,
  class BIGINT CHECK (class BETWEEN 1 AND 5),
  channel BIGINT CHECK (channel BETWEEN 1 AND 14),
  responsibility_state BIGINT,
  clue_state BIGINT,
  handling_state BIGINT,
  conclusion_state BIGINT,
  clearing_state BIGINT,
  answered_day BIGINT,
  filed_day BIGINT,
  concluded_day BIGINT,
  cleared_day BIGINT,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL,
  project_id BIGINT,
  project_name TEXT NOT NULL,
  employer TEXT NOT NULL,
  employer_code TEXT NOT NULL,
  funding BIGINT CHECK (funding BETWEEN 1 AND 4),
  incident BIGINT NOT NULL CHECK (incident BETWEEN 0 AND 3),
  people BIGINT,
  people_paid BIGINT,
  people_unknown BIGINT,
  established_fen BIGINT,
  settled_fen BIGINT,
  owed_fen BIGINT,
  claimed_people BIGINT,
  claimed_fen BIGINT,
  is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
  due_day BIGINT,
  timeliness BIGINT NOT NULL CHECK (timeliness BETWEEN 0 AND 2)
);
CREATE INDEX dossier_by_region ON dossier (region_code, dossier_id);
CREATE INDEX dossier_by_owner ON dossier (owner_unit_id, dossier_id);
CREATE INDEX dossier_by_assignee ON dossier (assignee_id, dossier_id);
CREATE INDEX dossier_by_project ON dossier (project_id, dossier_id);
CREATE INDEX dossier_by_employer ON dossier (employer_code, dossier_id);
CREATE INDEX dossier_by_subject ON dossier (subject, is_open, dossier_id);

-- What happened. step, actor: src/casework/life.h; class … measure: details.h. team: a line for each
-- user. content: every text of it, sealed; nothing: it has none.
CREATE TABLE dossier_event (
  dossier_id BIGINT NOT NULL,
  event_no BIGINT NOT NULL,
  client_key TEXT NOT NULL,
  step BIGINT NOT NULL,
  strand_no BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  entered_ms BIGINT NOT NULL,
  actor BIGINT NOT NULL CHECK (actor BETWEEN 1 AND 12),
  person_id BIGINT NOT NULL,
  for_unit_id BIGINT NOT NULL,
  day BIGINT,
  unit_id BIGINT,
  amount_fen BIGINT,
  base_fen BIGINT,
  people BIGINT,
  satisfaction BIGINT,
  assignee_id BIGINT,
  team TEXT NOT NULL,
  link_id BIGINT,
  venue BIGINT,
  channel BIGINT,
  class BIGINT,
  outcome BIGINT,
  ground BIGINT,
  measure BIGINT,
  content BLOB,
  key_year BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, event_no),
  UNIQUE (dossier_id, client_key)
);

-- The dates that a paper of that step wrote down.
CREATE TABLE dossier_frozen (
  dossier_id BIGINT NOT NULL,
  event_no BIGINT NOT NULL,
  clock BIGINT NOT NULL,
  day BIGINT NOT NULL,
  is_provisional BIGINT NOT NULL CHECK (is_provisional IN (0, 1)),
  calendar TEXT NOT NULL,
  PRIMARY KEY (dossier_id, event_no, clock)
);

-- Where each strand stands.
CREATE TABLE dossier_strand (
  dossier_id BIGINT NOT NULL,
  strand BIGINT NOT NULL,
  strand_no BIGINT NOT NULL,
  state BIGINT NOT NULL,
  since_ms BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, strand, strand_no)
);
CREATE INDEX dossier_strand_by_state ON dossier_strand (state, dossier_id);

-- Who has to do with it now and so sees it. part: 1 asked first, 2 responsible, 3 offered to,
-- 4 handles with, 5 referred to.
CREATE TABLE dossier_body (
  dossier_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  part BIGINT NOT NULL CHECK (part BETWEEN 1 AND 5),
  PRIMARY KEY (dossier_id, unit_id, part)
);
CREATE INDEX dossier_body_by_unit ON dossier_body (unit_id, dossier_id);

-- The cases that a clue was joined to, the clue it was merged into, in their order.
CREATE TABLE dossier_link (
  dossier_id BIGINT NOT NULL,
  link_no BIGINT NOT NULL,
  link_id BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, link_no)
);
CREATE INDEX dossier_link_by_link ON dossier_link (link_id, dossier_id);

-- What an answer and the two ends are held against (src/casework/ends.h). Nothing is overwritten:
-- each change has the next facts_no, and of a worker and a settlement the row with the highest one
-- counts. why_…, the account of a delay, evidence, proof, names and numbers: tokens of sealed_value.
-- delays: a line for each: the defect, who accepted it, its account.
CREATE TABLE dossier_facts (
  dossier_id BIGINT NOT NULL,
  facts_no BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  claimed_people BIGINT,
  claimed_fen BIGINT,
  why_not_as_claimed TEXT NOT NULL,
  told_people BIGINT,
  told_fen BIGINT,
  crime BIGINT NOT NULL CHECK (crime BETWEEN 0 AND 2),
  why_no_police TEXT NOT NULL,
  delays TEXT NOT NULL,
  PRIMARY KEY (dossier_id, facts_no)
);

-- Who is owed. source: 1 entered, 2 of the facts in force. established_fen: nothing: not known.
-- as_of_day: until which payments are taken off what the facts say.
CREATE TABLE dossier_worker (
  dossier_id BIGINT NOT NULL,
  worker_no BIGINT NOT NULL,
  facts_no BIGINT NOT NULL,
  is_removed BIGINT NOT NULL CHECK (is_removed IN (0, 1)),
  name TEXT NOT NULL,
  id_number TEXT NOT NULL,
  phone TEXT NOT NULL,
  source BIGINT NOT NULL CHECK (source IN (1, 2)),
  established_fen BIGINT,
  as_of_day BIGINT,
  evidence TEXT NOT NULL,
  PRIMARY KEY (dossier_id, worker_no, facts_no)
);

-- How a worker was settled with. calls: a line for each: who called, when, what was answered.
CREATE TABLE dossier_settlement (
  dossier_id BIGINT NOT NULL,
  worker_no BIGINT NOT NULL,
  settlement_no BIGINT NOT NULL,
  facts_no BIGINT NOT NULL,
  is_removed BIGINT NOT NULL CHECK (is_removed IN (0, 1)),
  kind BIGINT NOT NULL,
  source BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  bank BIGINT,
  proof TEXT NOT NULL,
  calls TEXT NOT NULL,
  PRIMARY KEY (dossier_id, worker_no, settlement_no, facts_no)
);
CREATE INDEX dossier_settlement_by_proof ON dossier_settlement (proof, dossier_id);

-- What went out and fired: once each.
CREATE TABLE dossier_reminder (
  dossier_id BIGINT NOT NULL,
  reminder TEXT NOT NULL,
  clock BIGINT NOT NULL,
  strand_no BIGINT NOT NULL,
  rung TEXT NOT NULL,
  moment_ms BIGINT NOT NULL,
  is_passed_over BIGINT NOT NULL CHECK (is_passed_over IN (0, 1)),
  noted_ms BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, reminder)
);

CREATE TABLE dossier_escalation (
  dossier_id BIGINT NOT NULL,
  rule TEXT NOT NULL,
  rung BIGINT NOT NULL CHECK (rung BETWEEN 1 AND 7),
  fired_ms BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, rule)
);

-- Which deadlines a corrected calendar moved; a frozen one stays and is listed all the same.
CREATE TABLE dossier_redating (
  dossier_id BIGINT NOT NULL,
  calendar TEXT NOT NULL,
  clock BIGINT NOT NULL,
  strand_no BIGINT NOT NULL,
  start_event BIGINT NOT NULL,
  calendar_before TEXT NOT NULL,
  day_before BIGINT,
  day_after BIGINT,
  was_provisional BIGINT NOT NULL CHECK (was_provisional IN (0, 1)),
  is_provisional BIGINT NOT NULL CHECK (is_provisional IN (0, 1)),
  is_frozen BIGINT NOT NULL CHECK (is_frozen IN (0, 1)),
  noted_ms BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, calendar, clock, strand_no, start_event)
);
