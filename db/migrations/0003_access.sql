-- SPDX-License-Identifier: Apache-2.0
-- Who may do and see what: units in a tree of districts, users, sessions, keys; sealed values; the
-- audit trail. A token ('~' and 16 letters) in a column of facts stands for a row of sealed_value.

-- Reference.

-- kind: 0 not said, 1 leading-group office, 2 authority, 3 enterprise, 4 bank, 5 group company.
ALTER TABLE unit ADD COLUMN kind BIGINT NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 5);
ALTER TABLE unit ADD COLUMN industry TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN parent_unit_id BIGINT;
CREATE INDEX unit_by_credit_code ON unit (credit_code);

CREATE TABLE unit_member (
  group_unit_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  PRIMARY KEY (group_unit_id, unit_id)
);

-- Where a project lies and who its parties are, of the facts in force: what scopes are held to.
CREATE TABLE project_place (
  project_id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL
);
CREATE INDEX project_place_by_region ON project_place (region_code, project_id);

CREATE TABLE project_party (
  project_id BIGINT NOT NULL,
  credit_code TEXT NOT NULL,
  PRIMARY KEY (project_id, credit_code)
);
CREATE INDEX project_party_by_code ON project_party (credit_code, project_id);

-- Control.

-- role: src/access/principal.h. state: 1 active, 2 disabled.
CREATE TABLE user_account (
  user_id BIGINT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  role BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  has_any_industry BIGINT NOT NULL CHECK (has_any_industry IN (0, 1)),
  has_any_unit BIGINT NOT NULL CHECK (has_any_unit IN (0, 1)),
  state BIGINT NOT NULL CHECK (state IN (1, 2)),
  password_hash TEXT NOT NULL,
  must_change_password BIGINT NOT NULL CHECK (must_change_password IN (0, 1)),
  created_ms BIGINT NOT NULL,
  password_ms BIGINT NOT NULL,
  UNIQUE (login)
);

-- holder_id: a user or an API key. kind: 1 district, 2 industry, 3 unit.
CREATE TABLE reach (
  holder_id BIGINT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 3),
  content TEXT NOT NULL,
  PRIMARY KEY (holder_id, kind, content)
);

CREATE TABLE user_session (
  session_id BIGINT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  began_ms BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  UNIQUE (token_hash)
);
CREATE INDEX user_session_by_user ON user_session (user_id);

CREATE TABLE api_key (
  key_id BIGINT NOT NULL PRIMARY KEY,
  key_hash TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  label TEXT NOT NULL,
  has_any_industry BIGINT NOT NULL CHECK (has_any_industry IN (0, 1)),
  has_any_unit BIGINT NOT NULL CHECK (has_any_unit IN (0, 1)),
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  revoked_ms BIGINT,
  UNIQUE (key_hash)
);
CREATE INDEX api_key_by_user ON api_key (user_id);

-- pace: src/access/sign_in_pace.h. subject: a keyed hash of account and address.
CREATE TABLE sign_in_failure (
  pace BIGINT NOT NULL,
  subject TEXT NOT NULL,
  failures BIGINT NOT NULL,
  last_ms BIGINT NOT NULL,
  PRIMARY KEY (pace, subject)
);

-- Keys of the program, under the master key that master_mark names.
CREATE TABLE wrapped_key (
  name TEXT NOT NULL PRIMARY KEY,
  master_mark TEXT NOT NULL,
  content BLOB NOT NULL
);

CREATE TABLE audit_record (
  record_no BIGINT NOT NULL PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  role BIGINT NOT NULL,
  via BIGINT NOT NULL,
  credential_id BIGINT NOT NULL,
  action TEXT NOT NULL,
  subjects TEXT NOT NULL,
  hash BLOB NOT NULL,
  seal BLOB NOT NULL
);

-- One row: how many records there are, and the hash of the last one.
CREATE TABLE audit_head (
  head_no BIGINT NOT NULL PRIMARY KEY CHECK (head_no = 1),
  record_count BIGINT NOT NULL,
  hash BLOB NOT NULL,
  seal BLOB NOT NULL
);

-- Project.

-- Keys of sealed values, one for each project and year of arrival; without content: destroyed.
CREATE TABLE data_key (
  project_id BIGINT NOT NULL,
  key_year BIGINT NOT NULL,
  master_mark TEXT NOT NULL,
  content BLOB,
  created_ms BIGINT NOT NULL,
  destroyed_ms BIGINT,
  PRIMARY KEY (project_id, key_year)
);

-- kind: src/access/sealing.h.
CREATE TABLE sealed_value (
  project_id BIGINT NOT NULL,
  token TEXT NOT NULL,
  kind BIGINT NOT NULL,
  key_year BIGINT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (project_id, token)
);

-- The end of a project's keys: said to a person, agreed to by a person, done.
CREATE TABLE key_end (
  project_id BIGINT NOT NULL,
  told_ms BIGINT NOT NULL,
  told_user_id BIGINT NOT NULL,
  agreed_ms BIGINT,
  agreed_user_id BIGINT,
  done_ms BIGINT,
  PRIMARY KEY (project_id)
);

-- Why somebody looked at a sealed field. purpose: src/store/sealed_fields.h.
CREATE TABLE reveal (
  project_id BIGINT NOT NULL,
  reveal_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  token TEXT NOT NULL,
  kind BIGINT NOT NULL,
  purpose BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (project_id, reveal_id)
);
