# SPDX-License-Identifier: Apache-2.0
"""A database that is killed, frozen or held by somebody else: every command and the service say so
within their time, and go on once it is back, without being started anew."""
import contextlib
import pathlib
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

from folder import AS_OF, QINGXIN, OwnPlace, of_project, written
from stored import Server, Stored

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "http"))
from service import Service  # noqa: E402  (its folder is not this one)
from stage import PASSWORD, Person  # noqa: E402

DEADLINE_S = 25  # in a build that checks its memory, on a machine that does other things
QUICK_S = 6
KILLED = 5  # times, under load


class Case(OwnPlace, unittest.TestCase):
    engine = None

    def folder(self, code):
        return written(self.place / code, of_project(code))

    def report(self, stored):
        return stored.run("verify", "--as-of", AS_OF, "--json", "-", status=(0, 1, 4))

    def within(self, seconds, call):
        began = time.monotonic()
        answer = call()
        self.assertLess(time.monotonic() - began, seconds)
        return answer

    def unavailable(self, stored, *words, said):
        status, text = self.within(DEADLINE_S, lambda: stored.tried(*words))
        self.assertEqual(status, 3, text)
        self.assertRegex(text, said)
        return text


class OnPostgres(Case):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.end)
        self.stored = Stored(self.place / "库", "postgres", lambda: self.server)
        self.service = None

    def end(self):
        self.server.signal(signal.SIGCONT)
        self.server.end()

    def serve(self):
        service = Service(QINGXIN, *self.stored.options())
        self.addCleanup(service.close)
        return service

    def keeper(self, service):
        """Somebody who is signed in."""
        password = service.welcome.partition("一次性口令 ")[2].partition("（")[0]
        return Person(service, "admin", password).sign_in().choose_password(PASSWORD)

    def until(self, service, path, status):
        """Asks until it has this status: what it waits for, happens in another process."""
        until = time.monotonic() + DEADLINE_S
        while (answer := service.ask("GET", path)).status != status:
            self.assertLess(time.monotonic(), until, (path, answer.status, answer.body))
        return answer

    def test_a_server_that_is_frozen(self):
        first = self.folder("P1")
        self.stored.json("import", first, "--as-of", AS_OF)
        before = self.report(self.stored)
        service = self.serve()
        keeper = self.keeper(service)
        self.until(service, "/readyz", 200)
        self.server.signal(signal.SIGSTOP)
        try:
            said = rf"没有成功：数据库 [\d.]+ 秒没有回答（服务器 {self.server.folder}，库 t1）；请查看"
            for words in (("verify", "--as-of", AS_OF), ("import", first, "--as-of", AS_OF),
                          ("backup", self.place / "备份")):
                self.unavailable(self.stored, *words, said=said)
            self.assertFalse((self.place / "备份").exists())
            answers = []
            asking = [threading.Thread(target=lambda: answers.append(
                self.within(DEADLINE_S, lambda: keeper.ask("GET", "/api/v1/users"))))
                for _ in range(20)]
            for thread in asking:
                thread.start()
            for path in ("/healthz", "/api/v1/version"):
                self.assertEqual(
                    self.within(QUICK_S, lambda: service.ask("GET", path)).status, 200)
            answer = self.within(DEADLINE_S, lambda: service.ask("GET", "/readyz"))
            self.assertEqual(answer.status, 503)
            self.assertIn("没有回答", answer.json["message"])
            # What needs no database is answered too.
            self.assertEqual(self.within(
                DEADLINE_S, lambda: service.ask("GET", "/api/v1/rules/W01")).status, 200)
            for thread in asking:
                thread.join()
            self.assertEqual([answer.status for answer in answers], [503] * len(asking))
            for answer in answers:
                self.assertEqual(answer.json["code"], "unavailable")
                self.assertRegex(answer.json["message"], "没有回答|没有按时回答")
        finally:
            self.server.signal(signal.SIGCONT)
        self.until(service, "/readyz", 200)
        self.assertEqual(keeper.ask("GET", "/api/v1/users").status, 200)
        self.assertEqual(self.report(self.stored), before)
        self.assertEqual(service.stop()[0], 0)

    def test_a_server_that_freezes_in_the_middle_of_an_import(self):
        """Frozen at whatever it is at; the import ends in time and can be repeated."""
        self.stored.json("import", self.folder("P1"), "--as-of", AS_OF)
        folder = self.folder("P2")
        words = ("import", folder, "--as-of", AS_OF, "--beside")
        frozen = 0
        for table in ("batch_key", "batch", "fact_attendance", "finding"):
            # Whoever writes to the table waits for us: then it is in the middle.
            holder = subprocess.Popen(
                ["psql", "-X", "-q", "-h", self.server.folder, "-U", "postgres", "-d", "t1"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            holder.stdin.write(f"BEGIN; LOCK TABLE {table}; SELECT 'held';\n")
            holder.stdin.flush()
            while "held" not in holder.stdout.readline():
                pass
            child = subprocess.Popen([QINGXIN, *map(str, words), *self.stored.options()],
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            waits = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted"
            while child.poll() is None and self.server.psql(waits, "t1").strip() == "0":
                pass
            self.server.signal(signal.SIGSTOP)
            try:
                said = self.within(DEADLINE_S, child.communicate)[1]
            finally:
                self.server.signal(signal.SIGCONT)
            holder.communicate("ROLLBACK;\n")
            frozen += child.returncode == 3 and "没有回答" in said
        self.assertGreater(frozen, 2)
        self.stored.json(*words)
        self.stored.run("audit", "verify")
        self.assertEqual(len(self.stored.report("--as-of", AS_OF)["projects"]), 2)

    def test_a_server_that_is_killed_under_load(self):
        service = self.serve()
        keeper = self.keeper(service)
        acknowledged, stop = [], threading.Event()

        def load():
            number = 0
            while not stop.is_set():
                number += 1
                folder = self.folder(f"P{number}")
                status, said = self.stored.tried("import", folder, "--as-of", AS_OF, "--beside")
                if status == 0:
                    acknowledged.append(number)
                else:
                    refused.append((number, status, said))

        refused = []
        thread = threading.Thread(target=load)
        thread.start()
        try:
            for round_ in range(KILLED):
                while len(acknowledged) <= round_:  # under load, and after some was acknowledged
                    self.assertTrue(thread.is_alive())
                self.server.signal(signal.SIGKILL)
                self.server.child.wait()
                self.assertIn("连接", self.until(service, "/readyz", 503).json["message"])
                self.assertEqual(keeper.ask("GET", "/api/v1/users").status, 503)
                (self.server.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
                self.server.begin()
                self.server.wait_until_ready()
                self.until(service, "/readyz", 200)
                self.assertEqual(keeper.ask("GET", "/api/v1/users").status, 200)
        finally:
            stop.set()
            thread.join()
        for number, status, said in refused:
            self.assertEqual(status, 3, said)
            self.assertRegex(said, "没有成功：数据库")
        codes = {project["project_id"] for project in
                 self.stored.report("--as-of", AS_OF)["projects"]}
        self.assertLessEqual({f"P{number}" for number in acknowledged}, codes)
        self.stored.run("audit", "verify")
        for number, _, _ in refused:
            self.stored.json("import", self.place / f"P{number}", "--as-of", AS_OF, "--beside")
        everything = {f"P{number}" for number in acknowledged} | {f"P{n}" for n, _, _ in refused}
        self.assertEqual(len(self.stored.report("--as-of", AS_OF)["projects"]), len(everything))
        self.assertEqual(service.stop()[0], 0)


class OnSqlite(Case):
    def test_a_database_that_another_program_holds(self):
        stored = Stored(self.place / "库", "sqlite")
        first, second = self.folder("P1"), self.folder("P2")
        stored.json("import", first, "--as-of", AS_OF)
        before = self.report(stored)
        with (contextlib.closing(sqlite3.connect(stored.folder / "qingxin.db")) as other,
              Service(QINGXIN, *stored.options()) as service):
            other.execute("BEGIN EXCLUSIVE")
            for words in (("import", second, "--as-of", AS_OF, "--beside"),
                          ("recheck", "--all")):
                self.unavailable(stored, *words, said="数据库正忙，没有写入，请稍后重试")
            # Who only reads, waits for nobody.
            self.assertEqual(self.within(QUICK_S, lambda: self.report(stored)), before)
            for path in ("/healthz", "/readyz"):
                self.assertEqual(self.within(QUICK_S, lambda: service.ask("GET", path)).status,
                                 200)
            other.execute("ROLLBACK")
        self.assertEqual(self.report(stored), before)
        stored.json("import", second, "--as-of", AS_OF, "--beside")


if __name__ == "__main__":
    unittest.main()
