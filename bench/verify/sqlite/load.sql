-- SPDX-License-Identifier: Apache-2.0
-- The tables of prepare.sql; each is kept in the order of its key, so that no index is beside it.
CREATE TABLE project (project INTEGER PRIMARY KEY, project_id TEXT, is_construction INTEGER);
CREATE TABLE month (month INTEGER PRIMARY KEY, first_day INTEGER, days INTEGER);
CREATE TABLE pay_date (project INTEGER, month INTEGER, pay_day INTEGER,
                       PRIMARY KEY (project, month)) WITHOUT ROWID;
CREATE TABLE minimum_wage (month INTEGER PRIMARY KEY, month_fen INTEGER, hour_fen INTEGER);
CREATE TABLE roster (number INTEGER, project INTEGER, worker INTEGER, employer INTEGER,
                     name INTEGER, card INTEGER, is_worker INTEGER, pay_basis INTEGER,
                     entered INTEGER, "left" INTEGER,
                     PRIMARY KEY (project, worker, number)) WITHOUT ROWID;
CREATE TABLE payroll (number INTEGER, project INTEGER, month INTEGER, worker INTEGER,
                      employer INTEGER, name INTEGER, is_back_pay INTEGER, half_days INTEGER,
                      hours_hundredths INTEGER, gross INTEGER, overtime INTEGER,
                      allowances INTEGER, withheld INTEGER, deducted INTEGER, net INTEGER,
                      PRIMARY KEY (project, month, worker, number)) WITHOUT ROWID;
CREATE TABLE payment (number INTEGER, project INTEGER, month INTEGER, worker INTEGER,
                      payee INTEGER, payee_card INTEGER, amount INTEGER, day INTEGER,
                      status INTEGER, form INTEGER, source_account INTEGER, serial INTEGER,
                      PRIMARY KEY (project, month, worker, number)) WITHOUT ROWID;
CREATE TABLE attendance (project INTEGER, month INTEGER, worker INTEGER, days INTEGER,
                         PRIMARY KEY (project, month, worker)) WITHOUT ROWID;
CREATE TABLE account (project INTEGER, account INTEGER,
                      PRIMARY KEY (project, account)) WITHOUT ROWID;
CREATE TABLE movement (number INTEGER, project INTEGER, day INTEGER, is_income INTEGER,
                       kind INTEGER, amount INTEGER,
                       PRIMARY KEY (project, day, number)) WITHOUT ROWID;
CREATE TABLE labour_fee (number INTEGER, project INTEGER, period TEXT, due INTEGER,
                         due_day INTEGER, due_month INTEGER, amount INTEGER,
                         PRIMARY KEY (project, due, period, number)) WITHOUT ROWID;
CREATE TABLE day_of_month (place INTEGER PRIMARY KEY);
WITH RECURSIVE place(place) AS (
  SELECT 0 UNION ALL SELECT place + 1 FROM place WHERE place < 30)
INSERT INTO day_of_month SELECT place FROM place;
CREATE INDEX roster_card ON roster (card, worker);
