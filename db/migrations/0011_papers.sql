-- SPDX-License-Identifier: Apache-2.0
-- No two papers of a body bear one number in a year, whatever kinds they are.

CREATE UNIQUE INDEX paper_by_number ON paper (unit_id, year, number);
