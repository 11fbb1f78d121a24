# SPDX-License-Identifier: Apache-2.0
"""A disk that is full, at whichever byte: `full_disk_test.py QINGXIN LIBRARY`. What ends for want
of room says so, and where, and what helps; what was acknowledged before is there, nothing is half
there, and once there is room the same command succeeds. On both engines."""
import contextlib
import os
import pathlib
import shutil
import sys
import time
import unittest

from folder import AS_OF, QINGXIN, OwnPlace, of_project, written
from stored import Server, Stored, without_ids

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "http"))
from service import Service  # noqa: E402  (its folder is not this one)
from stage import PASSWORD, Person  # noqa: E402

LIBRARY = sys.argv[2]  # tests/support/full_disk.cc
MANY = [f"P{number}" for number in range(11, 41)]
GONE_S = 30
FIRST_ROOM, TIMES, MOST_ROOM = 6_000, 3, 50_000_000  # bytes


def as_if_full(library, folder, room):
    """The environment of a program whose disk has as much room below `folder` as a file says."""
    # The checks of memory want to be loaded first; they see what is written all the same.
    return {**os.environ, "LD_PRELOAD": str(library), "FULL_DISK_FOLDER": str(folder),
            "FULL_DISK_ROOM": str(room), "ASAN_OPTIONS": "verify_asan_link_order=0"}


def server_environment(folder):
    """The server's tables are on the disk that is full, its journal is not: without a journal it
    ends, which is what outage_test.py is about."""
    library = folder / "full_disk.so"  # where the server's user can read it
    shutil.copy(LIBRARY, library)
    library.chmod(0o755)
    return as_if_full(library, folder / "data" / "base", folder / "room")


_servers = []


def server():
    if not _servers:
        _servers.append(Server(environment=server_environment))
    return _servers[0]


class OnEachEngine(OwnPlace):
    """The cases; once for each engine."""
    engine = None

    def setUp(self):
        super().setUp()
        self.disk = self.place / "盘"
        self.disk.mkdir()
        self.stored = self.stored_in("库")
        self.room = self.place / "room"
        if self.engine == "postgres":
            self.room = server().folder / "room"

    def stored_in(self, name, engine=None):
        environment = as_if_full(LIBRARY, self.disk, self.place / "room")
        return Stored(self.disk / name, engine or self.engine, server, environment)

    @contextlib.contextmanager
    def bytes_left(self, number):
        self.room.write_text(str(number))
        self.room.chmod(0o644)
        try:
            yield
        finally:
            self.room.unlink()

    def folder(self, *codes):
        tables = {}
        for code in codes:
            for name, lines in of_project(code).items():
                tables.setdefault(name, lines[:1]).extend(lines[1:])
        return written(self.place / "-".join(codes), tables)

    def report(self, stored=None):
        return (stored or self.stored).run("verify", "--as-of", AS_OF, "--json", "-", "--reveal",
                                           status=(0, 1, 4))

    def fails_for_want_of_room(self, words, *place, after=lambda: None):
        """The command with more and more room, until it succeeds; in how many ways it failed."""
        left, said = 0, set()
        while True:
            with self.bytes_left(left):
                status, text = self.stored.tried(*words)
            if status == 0:
                return len(said)
            self.assertEqual((status, left < MOST_ROOM), (3, True), (left, text))
            self.assertRegex(text, "磁盘满了，没有写入，请腾出空间后重试|请检查路径、权限和磁盘空间")
            self.assertTrue(any(str(name) in text for name in place), (left, text))
            after()
            said.add(text.partition("没有成功")[0])
            left = left * TIMES + FIRST_ROOM

    def places(self):
        return (self.disk / "库",) if self.engine == "sqlite" else (f"服务器 {server().folder}",)

    def test_import(self):
        first, second = self.folder("P1"), self.folder("P2")
        other = self.stored_in("别处", "sqlite")
        states = []
        for stored, folder in ((self.stored, first), (other, first), (other, second)):
            stored.json("import", folder, "--as-of", AS_OF, "--beside")
            states.append(without_ids(self.report(stored)))
        self.assertEqual(states[0], states[1])

        def is_whole():
            self.assertIn(without_ids(self.report()), states)
            self.stored.run("audit", "verify")

        ways = self.fails_for_want_of_room(("import", second, "--as-of", AS_OF, "--beside"),
                                           *self.places(), after=is_whole)
        self.assertGreater(ways, 0)
        self.assertEqual(without_ids(self.report()), states[-1])
        is_whole()

    def test_use(self):
        """And what is judged anew then: the findings are what needs most of the room."""
        self.stored.json("import", self.folder("P1"), "--as-of", AS_OF)
        seen = [self.report()]
        self.stored.json("import", self.folder(*MANY), "--as-of", AS_OF, "--beside", "--preview")
        [[batch]] = self.stored.rows("SELECT MAX(batch_id) FROM batch")
        ways = self.fails_for_want_of_room(("batch", "use", batch, "--as-of", AS_OF),
                                           *self.places(), after=lambda: seen.append(self.report()))
        self.assertGreater(ways, 0)
        self.assertLessEqual(set(seen), {seen[0], self.report()})
        recorded = self.stored.recorded()
        self.assertGreater(len(recorded), len(MANY))
        self.stored.run("recheck", "--all", "--as-of", AS_OF)
        self.assertEqual(self.stored.recorded(), recorded)


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"

    def test_recheck(self):
        self.stored.json("import", self.folder(*MANY), "--as-of", AS_OF)
        words = ("recheck", "--all", "--as-of", "2027-03-01")
        self.assertGreater(self.fails_for_want_of_room(words, *self.places()), 0)
        recorded = self.stored.recorded()
        self.stored.run(*words)
        self.assertEqual(self.stored.recorded(), recorded)

    def test_backup(self):
        self.stored.json("import", self.folder("P1"), "--as-of", AS_OF)
        target = self.disk / "备份"
        self.fails_for_want_of_room(
            ("backup", target), *self.places(), target,
            after=lambda: self.assertFalse(target.exists(), "留下了半份备份"))
        self.stored.run("restore", target, status=3)  # this folder has something
        self.assertEqual(self.report(self.backed_up(target)), self.report())

    def backed_up(self, target):
        new = self.stored_in("新库")
        new.run("restore", target)
        return new

    def test_upload(self):
        """The service says so, stays, and has room again when there is room."""
        with Service(QINGXIN, *self.stored.options(),
                     environment=self.stored.environment) as service:
            password = service.welcome.partition("一次性口令 ")[2].partition("（")[0]
            keeper = Person(service, "admin", password).sign_in().choose_password(PASSWORD)
            unit = keeper.post("/api/v1/units", {"name": "平川县人社局", "kind": "authority",
                                                 "region": "990123"})
            added = keeper.post("/api/v1/users", {
                "login": "clerk", "name": "某人", "role": "office", "unit": unit["id"],
                "scope": {"districts": [""]}})
            clerk = Person(service, "clerk", added["password"]).sign_in()
            clerk.choose_password(PASSWORD)
            left, refused = 0, 0
            while True:
                with self.bytes_left(left):
                    answer = clerk.deliver(of_project("P1"), key="k")
                if answer.status == 200:
                    break
                self.assertEqual((answer.status, answer.json["code"]), (503, "unavailable"))
                self.assertRegex(answer.json["message"], "磁盘满了")
                until = time.monotonic() + GONE_S  # it goes when its answer has gone out
                while list((self.stored.folder / "uploads").glob("*")):
                    self.assertLess(time.monotonic(), until)
                self.assertEqual(service.ask("GET", "/healthz").status, 200)
                refused += 1
                left = left * TIMES + FIRST_ROOM
                self.assertLess(left, MOST_ROOM)
            self.assertGreater(refused, 1)
            clerk.post(f"/api/v1/batches/{answer.json['batch']['id']}/use")
            self.assertEqual(service.stop()[0], 0)
        self.assertEqual(len(self.stored.report("--as-of", AS_OF)["projects"]), 1)
        self.stored.run("audit", "verify")

    def test_first_use(self):
        """A new data folder: its key is whole or not there."""
        key = self.disk / "库" / "master.key"

        def is_whole():
            self.assertTrue(not key.exists() or key.stat().st_size == 65)
            self.assertEqual(list(key.parent.glob("master.key.*")), [])

        for left in (0, 10, 64, *range(6_000, 400_000, 40_000)):
            with self.bytes_left(left):
                self.stored.run("unit", "add", "--name", "平川县治欠办", "--region", "990123",
                                "--kind", "office", status=(0, 3))
            is_whole()
        self.stored.run("import", self.folder("P1"), "--as-of", AS_OF)


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    unittest.main()
