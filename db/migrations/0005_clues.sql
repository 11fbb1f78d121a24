-- SPDX-License-Identifier: Apache-2.0
-- Clues: what was said, by whom, through which channels, and where it is found again. A clue is a
-- dossier, too, of the same id; its keys are its own: project_id of data_key and sealed_value
-- is the clue. Whose the sealed words are, is in no column.

-- Control.

-- matter_id: the clue that gives the matter its place, itself where it is alone. channel, class:
-- src/casework/details.h. reporting: src/store/clues.h. field: 0 not said, 1 construction, 2 other.
-- employer … head_count: as confirmed, else as said last; without fen or head_count: not said, which
-- is not zero. receipt_bucket: twenty bits of a keyed hash, by which few slow hashes are compared.
CREATE TABLE clue (
  clue_id BIGINT NOT NULL PRIMARY KEY,
  matter_id BIGINT NOT NULL,
  said_count BIGINT NOT NULL,
  channel BIGINT NOT NULL CHECK (channel BETWEEN 1 AND 14),
  reporting BIGINT NOT NULL CHECK (reporting BETWEEN 1 AND 3),
  arrived_ms BIGINT NOT NULL,
  entered_ms BIGINT NOT NULL,
  asked_unit_id BIGINT NOT NULL,
  asked_region_code TEXT NOT NULL,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL,
  field BIGINT NOT NULL CHECK (field BETWEEN 0 AND 2),
  project_id BIGINT,
  project_name TEXT NOT NULL,
  place TEXT NOT NULL,
  employer TEXT NOT NULL,
  employer_code TEXT NOT NULL,
  months TEXT NOT NULL,
  amount_fen BIGINT,
  head_count BIGINT,
  named_people BIGINT NOT NULL,
  suggested_class BIGINT CHECK (suggested_class BETWEEN 1 AND 5),
  class BIGINT CHECK (class BETWEEN 1 AND 5),
  is_confirmed BIGINT NOT NULL CHECK (is_confirmed IN (0, 1)),
  excerpt BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  client_key TEXT,
  receipt_bucket BIGINT,
  receipt_hash TEXT,
  UNIQUE (asked_unit_id, client_key)
);
CREATE INDEX clue_by_matter ON clue (matter_id, clue_id);
CREATE INDEX clue_by_region ON clue (region_code, clue_id);
CREATE INDEX clue_by_project ON clue (project_id, clue_id);
CREATE INDEX clue_by_receipt ON clue (receipt_bucket);

-- How it came, for ever. Without a foreign number: the channel has none.
CREATE TABLE clue_origin (
  clue_id BIGINT NOT NULL,
  origin_no BIGINT NOT NULL,
  channel BIGINT NOT NULL CHECK (channel BETWEEN 1 AND 14),
  foreign_number TEXT,
  arrived_ms BIGINT NOT NULL,
  entered_ms BIGINT NOT NULL,
  file TEXT NOT NULL,
  row_no BIGINT NOT NULL,
  PRIMARY KEY (clue_id, origin_no),
  UNIQUE (channel, foreign_number)
);

-- What was said, each time that it was said otherwise under the same foreign number. digest: SM3 of
-- all that was said. content: the text as it came, sealed.
CREATE TABLE clue_said (
  clue_id BIGINT NOT NULL,
  said_no BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  text_bytes BIGINT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  region_code TEXT NOT NULL,
  industry TEXT NOT NULL,
  field BIGINT NOT NULL CHECK (field BETWEEN 0 AND 2),
  project_name TEXT NOT NULL,
  place TEXT NOT NULL,
  employer TEXT NOT NULL,
  employer_code TEXT NOT NULL,
  months TEXT NOT NULL,
  amount_fen BIGINT,
  head_count BIGINT,
  PRIMARY KEY (clue_id, said_no)
);

-- Whom it names. name, id_number, phone: tokens of sealed_value; empty: not said.
CREATE TABLE clue_person (
  clue_id BIGINT NOT NULL,
  person_no BIGINT NOT NULL,
  said_no BIGINT NOT NULL,
  is_reporter BIGINT NOT NULL CHECK (is_reporter IN (0, 1)),
  name TEXT NOT NULL,
  id_number TEXT NOT NULL,
  phone TEXT NOT NULL,
  amount_fen BIGINT,
  PRIMARY KEY (clue_id, person_no)
);

-- Where it is found again: src/intake/clue_keys.h; what it is compared by: src/store/sketch_bytes.h.
CREATE TABLE clue_key (
  key BIGINT NOT NULL,
  clue_id BIGINT NOT NULL,
  PRIMARY KEY (key, clue_id)
);

CREATE TABLE clue_sketch (
  clue_id BIGINT NOT NULL PRIMARY KEY,
  content BLOB NOT NULL
);

-- The words of its text without names and numbers of people, each as a keyed hash of its token
-- (src/intake/search_tokens.h).
CREATE TABLE clue_word (
  word BIGINT NOT NULL,
  clue_id BIGINT NOT NULL,
  PRIMARY KEY (word, clue_id)
);

-- What was made one matter, and taken apart again. kind: 1 merged, 2 taken apart.
CREATE TABLE clue_merge (
  clue_id BIGINT NOT NULL,
  merge_no BIGINT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind IN (1, 2)),
  other_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (clue_id, merge_no)
);
