-- SPDX-License-Identifier: Apache-2.0
-- What stands once: a paper proves one payment, of a warning there is one case. And what somebody
-- looked for, in a saved filter and in an export, is sealed.

-- Control.

-- proof: a keyed hash of its number as it is compared (src/store/dossier_once.cc). It stands here as
-- long as the settlement counts that it proves.
CREATE TABLE dossier_proof (
  proof TEXT NOT NULL PRIMARY KEY,
  dossier_id BIGINT NOT NULL,
  worker_no BIGINT NOT NULL
);
CREATE INDEX dossier_proof_by_dossier ON dossier_proof (dossier_id);
DROP INDEX dossier_settlement_by_proof;

-- A judgment (kind 3) may be about many workers. Of two that have one paper already the older one
-- keeps it.
INSERT INTO dossier_proof (proof, dossier_id, worker_no)
SELECT p.proof, p.dossier_id, p.worker_no FROM dossier_settlement p
WHERE p.proof <> '' AND p.is_removed = 0 AND p.kind <> 3
AND p.facts_no = (SELECT MAX(n.facts_no) FROM dossier_settlement n
WHERE n.dossier_id = p.dossier_id AND n.worker_no = p.worker_no
AND n.settlement_no = p.settlement_no)
ORDER BY p.dossier_id, p.worker_no, p.settlement_no
ON CONFLICT (proof) DO NOTHING;

CREATE TABLE dossier_warning (
  project_id BIGINT NOT NULL,
  matter TEXT NOT NULL,
  dossier_id BIGINT NOT NULL,
  PRIMARY KEY (project_id, matter)
);

INSERT INTO dossier_warning (project_id, matter, dossier_id)
SELECT d.begun_project_id, d.begun_matter, MIN(d.dossier_id) FROM dossier d
WHERE d.begun_project_id IS NOT NULL GROUP BY d.begun_project_id, d.begun_matter;

-- words: what was looked for, a token of sealed_value, whose project_id is the view or the export;
-- the part "words=" of the query is empty.
ALTER TABLE register_view ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE register_export ADD COLUMN words TEXT NOT NULL DEFAULT '';
