# SPDX-License-Identifier: Apache-2.0
"""Stored data for tests: a data folder of its own, on SQLite or on a PostgreSQL server that the
tests start and end; and what is recorded in it."""
import atexit
import contextlib
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from folder import OwnPlace

QINGXIN = sys.argv[1]
PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
WAIT_S = 60


def without_ids(text):
    """A finding's id by its number of appearance: it depends on where the facts are."""
    numbers = {}
    return re.sub(r'"[0-9a-f]{32}"', lambda id: f'"#{numbers.setdefault(id[0], len(numbers))}"',
                  text)


class Server:
    """A PostgreSQL server of the tests' own, reached by a socket and by nothing else; it refuses
    to run as root, for which its packages bring a user."""

    def __init__(self, *settings, environment=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="qx-pg-", dir="/tmp"))
        self.user = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust",
                 "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        self.made, self.settings = 0, settings
        self.environment = environment(self.folder) if environment else None
        self.begin()
        atexit.register(self.end)
        self.wait_until_ready()

    def begin(self):
        with open(self.folder / "log", "ab") as log:
            # How fast the disk is, is not what these tests are about.
            self.child = subprocess.Popen(
                [PROGRAMS / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c",
                 "listen_addresses=", "-c", "fsync=off", *self.settings], stdout=log, stderr=log,
                cwd="/", env=self.environment, **self.user)

    def wait_until_ready(self):
        until = time.monotonic() + WAIT_S
        while subprocess.run([PROGRAMS / "pg_isready", "-q", "-t", "1", "-h", self.folder],
                             check=False).returncode != 0:
            assert self.child.poll() is None and time.monotonic() < until, self.log()

    def processes(self):
        """The server's own and those that it started."""
        path = f"/proc/{self.child.pid}/task/{self.child.pid}/children"
        return [self.child.pid, *map(int, pathlib.Path(path).read_text().split())]

    def signal(self, number):
        """To all of its processes."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)

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

    def __init__(self, place, engine, on=server, environment=None):
        self.folder, self.database = pathlib.Path(place), None
        self.environment = environment
        if engine == "postgres":
            self.server = on()
            self.database = self.server.fresh()

    def options(self):
        if self.database is None:
            return ("--data", str(self.folder))
        return ("--data", str(self.folder), "--database",
                f"postgresql:///{self.database}?host={self.server.folder}&user=postgres")

    def tried(self, *words):
        """The status of the command and what it prints."""
        if "--reveal" in words and "--reason" not in words:
            words += ("--reason", "与文件夹里的核对")
        done = subprocess.run([QINGXIN, *map(str, words), *self.options()], capture_output=True,
                              timeout=300, check=False, env=self.environment)
        return done.returncode, done.stdout.decode() + done.stderr.decode()

    def run(self, *words, status=0):
        """What the command prints."""
        given, said = self.tried(*words)
        statuses = status if isinstance(status, tuple) else (status,)
        assert given in statuses, (words, given, said[-3000:])
        return said

    def json(self, *words, status=(0, 1, 4)):
        return json.loads(self.run(*words, "--json", status=status))

    def report(self, *words, status=(0, 1, 4)):
        return json.loads(self.run("verify", "--json", "-", *words, status=status))

    def rows(self, sql):
        """Numbers and texts of an answer, all as texts."""
        if self.database is not None:
            answer = self.server.psql(sql, self.database)
            # None at all, or a row with an empty text.
            rows = answer.removesuffix("\n").split("\x1e") if answer else []
            return [row.split("\x1f") for row in rows]
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


class OnEngine(OwnPlace):
    """The cases of a class that is made once for each engine."""
    engine = None

    def setUp(self):
        super().setUp()
        self.stored = Stored(self.place / "库", self.engine)
