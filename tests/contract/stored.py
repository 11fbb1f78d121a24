# SPDX-License-Identifier: Apache-2.0
"""Stored data for tests: a data folder of its own, on SQLite or on a PostgreSQL server that the
tests start and end; and what is recorded in it."""
import atexit
import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

QINGXIN = sys.argv[1]
PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
WAIT_S = 60


class Server:
    """A PostgreSQL server of the tests' own, reached by a socket and by nothing else; it refuses
    to run as root, for which its packages bring a user."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="qx-pg-", dir="/tmp"))
        self.user = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust",
                 "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        with open(self.folder / "log", "ab") as log:
            # How fast the disk is, is not what these tests are about.
            self.child = subprocess.Popen(
                [PROGRAMS / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c",
                 "listen_addresses=", "-c", "fsync=off"], stdout=log, stderr=log, cwd="/",
                **self.user)
        atexit.register(self.end)
        until = time.monotonic() + WAIT_S
        while subprocess.run([PROGRAMS / "pg_isready", "-q", "-t", "1", "-h", self.folder],
                             check=False).returncode != 0:
            assert self.child.poll() is None and time.monotonic() < until, self.log()
        self.made = 0

    def run(self, program, *words):
        subprocess.run([PROGRAMS / program, *words], check=True, cwd="/", **self.user,
                       stdout=subprocess.DEVNULL)

    def log(self):
        return (self.folder / "log").read_text()

    def end(self):
        self.child.send_signal(signal.SIGINT)
        self.child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, text, database="postgres"):
        return subprocess.run(
            [PROGRAMS / "psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-h",
             self.folder, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-c", text],
            check=True, capture_output=True).stdout.decode()

    def fresh(self):
        self.made += 1
        self.psql(f"CREATE DATABASE t{self.made}")
        return f"t{self.made}"


_servers = []


def server():
    """The one server of a test program."""
    if not _servers:
        _servers.append(Server())
    return _servers[0]


class Stored:
    """One data folder with its database."""

    def __init__(self, place, engine):
        self.folder, self.database = pathlib.Path(place), None
        if engine == "postgres":
            self.database = server().fresh()

    def options(self):
        if self.database is None:
            return ("--data", str(self.folder))
        return ("--data", str(self.folder), "--database",
                f"postgresql:///{self.database}?host={server().folder}&user=postgres")

    def run(self, *words, status=0):
        """What the command prints."""
        done = subprocess.run([QINGXIN, *map(str, words), *self.options()], capture_output=True,
                              timeout=300, check=False)
        statuses = status if isinstance(status, tuple) else (status,)
        assert done.returncode in statuses, (words, done.returncode, done.stderr.decode(),
                                             done.stdout.decode()[:2000])
        return done.stdout.decode() + done.stderr.decode()

    def json(self, *words, status=(0, 1, 4)):
        return json.loads(self.run(*words, "--json", status=status))

    def report(self, *words, status=(0, 1, 4)):
        return json.loads(self.run("verify", "--json", "-", *words, status=status))

    def rows(self, sql):
        """Numbers and texts of an answer, all as texts."""
        if self.database is not None:
            answer = server().psql(sql, self.database)
            return [row.split("\x1f") for row in answer.rstrip("\n").split("\x1e") if row]
        with contextlib.closing(sqlite3.connect(self.folder / "qingxin.db")) as database:
            return [["" if cell is None else str(cell) for cell in row]
                    for row in database.execute(sql)]

    def recorded(self):
        """The findings that are open, but for what changes by the mere passing of days. Of whom and
        of which account is sealed, and told by the finding's id; here only whether it says so."""
        return sorted(map(tuple, self.rows(
            "SELECT c.code, f.finding_id, f.rule, f.employer,"
            " CASE WHEN p.id_number IS NULL THEN '' ELSE '工人' END, f.subject <> '',"
            " f.verdict,"
            " f.severity, f.wage_month, f.amount_fen, f.since_day, f.is_provisional"
            " FROM finding f JOIN project_code c ON c.project_id = f.project_id"
            " LEFT JOIN person p ON p.project_id = f.project_id AND p.person_id = f.person_id"
            " WHERE f.is_open = 1")))
