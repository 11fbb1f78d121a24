-- SPDX-License-Identifier: Apache-2.0
-- The outbox: notices that are to go out, what became of them, who wants none, and who in a firm
-- gets them. A notice and a contact have keys of their own: project_id of data_key is the notice
-- or the contact.

-- Control.

-- notice_key: one key, one notice. channel: its name in the settings; kind: src/outbox/notice.h.
-- about: 1 the warning of a project, 2 a dossier, 3 nothing that is kept. receiver_mark: a keyed hash
-- of whoever gets it; empty: the channel is the receiver. content: receiver and values, sealed.
-- digest: a keyed hash of all of it. state: src/outbox/schedule.h. next_ms: when it may be taken in
-- hand: of one that waits its time, of one that is being sent the end of the lease.
CREATE TABLE notice (
  notice_id BIGINT NOT NULL PRIMARY KEY,
  notice_key TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
  template TEXT NOT NULL,
  about BIGINT NOT NULL CHECK (about BETWEEN 1 AND 3),
  about_id BIGINT NOT NULL,
  receiver_mark TEXT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  digest TEXT NOT NULL,
  state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 7),
  attempts BIGINT NOT NULL,
  made_ms BIGINT NOT NULL,
  next_ms BIGINT NOT NULL,
  changed_ms BIGINT NOT NULL,
  claim_id BIGINT NOT NULL,
  said TEXT NOT NULL,
  receipt TEXT NOT NULL
);
CREATE INDEX notice_by_next ON notice (state, next_ms, notice_id);
CREATE INDEX notice_by_receiver ON notice (receiver_mark, state);

-- Who wants no notices, by a keyed hash: the number itself is nowhere.
CREATE TABLE notice_stop (
  receiver_mark TEXT NOT NULL PRIMARY KEY,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
  why TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL
);

-- Whom of a unit notices go to. content: the phone or the address, sealed.
CREATE TABLE notice_contact (
  contact_id BIGINT NOT NULL PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  channel TEXT NOT NULL,
  kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
  receiver_mark TEXT NOT NULL,
  content BLOB NOT NULL,
  key_year BIGINT NOT NULL,
  made_ms BIGINT NOT NULL,
  UNIQUE (unit_id, channel, receiver_mark)
);
