#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SQLite as an opponent of verify. Prints one line of JSON.

  sqlite.py load FACTS STORE
  sqlite.py verify STORE LAYOUT AS_OF ROUNDS OUT
  sqlite.py change STORE AS_OF EVENTS     a day of a worker changes, on the disk, and the ten
                                          checks of his project follow: microseconds
"""
import csv
import itertools
import json
import pathlib
import random
import re
import resource
import sqlite3
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
TABLES = ("project", "month", "pay_date", "minimum_wage", "roster", "payroll", "payment",
          "attendance", "account", "movement", "labour_fee")
NUMBERED = ("roster", "payroll", "payment", "movement", "labour_fee")
EVERY_PROJECT = {"first": 0, "last": 2**31}
SCRATCH = """
  CREATE TEMP TABLE finding (project INTEGER, worker INTEGER, month INTEGER, code INTEGER,
                             subject TEXT, amount INTEGER);
  CREATE TEMP TABLE manager (project INTEGER, worker INTEGER, PRIMARY KEY (project, worker))
    WITHOUT ROWID;
  CREATE TEMP TABLE taken_back (serial INTEGER PRIMARY KEY);
  CREATE TEMP TABLE few (project INTEGER, month INTEGER, worker INTEGER, lines INTEGER,
    net INTEGER, gross INTEGER, base INTEGER, half_days INTEGER, hours INTEGER, attended INTEGER,
    attended_days INTEGER);
  CREATE TEMP TABLE suspect (project INTEGER, month INTEGER, worker INTEGER, lines INTEGER,
    net INTEGER, gross INTEGER, base INTEGER, half_days INTEGER, hours INTEGER, attended INTEGER,
    attended_days INTEGER, is_construction INTEGER, pay_day INTEGER, days_in_month INTEGER,
    first_day INTEGER, month_fen INTEGER, hour_fen INTEGER, paid_days INTEGER,
    is_overdue INTEGER, paid INTEGER, in_time INTEGER, days_differ INTEGER);
  CREATE TEMP TABLE differs (project INTEGER, worker INTEGER, month INTEGER);"""


def statements(name):
    text = re.sub(r"--.*", "", (HERE / "sqlite" / f"{name}.sql").read_text())
    return [statement.strip() for statement in text.split(";") if statement.strip()]


def connect(store):
    connection = sqlite3.connect(store, isolation_level=None, cached_statements=100)
    connection.executescript("PRAGMA cache_size = -1048576; PRAGMA mmap_size = 17179869184;"
                             " PRAGMA temp_store = MEMORY;")
    return connection


def rows_of(path, is_numbered):
    """Cells as they are; empty ones are NULL. The affinity of the columns makes numbers of them."""
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for number, row in enumerate(rows):
            cells = [cell or None for cell in row]
            yield [number, *cells] if is_numbered else cells


def load_table(connection, facts, table):
    rows = rows_of(pathlib.Path(facts) / f"{table}.csv", table in NUMBERED)
    first = next(rows, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})",
                               itertools.chain([first], rows))


def peak_bytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def load(facts, store):
    began, cpu = time.monotonic(), time.process_time()
    connection = connect(store)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    connection.execute("BEGIN")
    for statement in statements("load"):
        connection.execute(statement)
    for table in TABLES:
        load_table(connection, facts, table)
    connection.execute("COMMIT")
    (workers,) = connection.execute("SELECT count(*) FROM attendance").fetchone()
    connection.close()
    return {"version": sqlite3.sqlite_version, "workerMonths": workers,
            "normalised": {"wall": time.monotonic() - began, "cpu": time.process_time() - cpu},
            "bytes": {"normalised": pathlib.Path(store).stat().st_size}, "peak": peak_bytes()}


def check(connection, asked, values):
    for statement in asked:
        connection.execute(statement, values)


def timed(connection, asked, values):
    began, cpu = time.monotonic(), time.process_time()
    connection.execute("BEGIN")
    check(connection, asked, values)
    connection.execute("COMMIT")
    return {"wall": time.monotonic() - began, "cpu": time.process_time() - cpu}


def verify(store, layout, as_of, rounds, out):
    connection = connect(store)
    connection.executescript(SCRATCH)
    asked, values = statements(layout), EVERY_PROJECT | {"as_of": int(as_of)}
    runs = [timed(connection, asked, values) for _ in range(int(rounds) + 1)]  # first: warms up
    with open(out, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["project", "worker", "month", "code", "subject", "amount"])
        rows.writerows(connection.execute("SELECT * FROM finding"))
    return {"rounds": runs[1:], "first": runs[0], "peak": peak_bytes()}


def change(store, as_of, events):
    """The 8th of a worker's month is taken away or given back; each event is another row."""
    connection = connect(store)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + SCRATCH)
    asked, dice, taken = statements("normalised"), random.Random(1), []
    ((most,),) = connection.execute("SELECT max(project) FROM project")
    for _ in range(int(events)):
        project = dice.randint(1, most)
        rows = connection.execute("SELECT project, month, worker FROM attendance"
                                  " WHERE project = ?", (project,)).fetchall()
        if not rows:
            continue
        key = dice.choice(rows)
        began, cpu = time.perf_counter(), time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE attendance SET days = (days | 128) - (days & 128)"
                           " WHERE project = ? AND month = ? AND worker = ?", key)
        connection.execute("COMMIT")
        written = time.perf_counter()
        check(connection, asked, {"first": project, "last": project, "as_of": int(as_of)})
        taken.append((written - began, time.perf_counter() - began, time.process_time() - cpu))
    written, all_of_it, cpu = zip(*taken)
    return {"events": len(taken), "written_us": statistics.median(written) * 1e6,
            "median_us": statistics.median(all_of_it) * 1e6,
            "cpu_us": statistics.median(cpu) * 1e6,
            "p99_us": statistics.quantiles(all_of_it, n=100)[98] * 1e6}


if __name__ == "__main__":
    VERBS = {"load": load, "verify": verify, "change": change}
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])))
