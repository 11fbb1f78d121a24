# SPDX-License-Identifier: Apache-2.0
"""Programs that are killed at random moments while facts come in, and what has to be there
afterwards: everything that was acknowledged, as it was delivered; of the rest all or nothing; a
repeat is harmless; the audit trail is sound. For the tests, twenty times; for `./dev soak`
(tools/soak.py), hundreds of times."""
import http.client
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

from folder import AS_OF, QINGXIN, of_project, renamed, written
from stored import without_ids

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "http"))
from service import Service  # noqa: E402  (its folder is not this one)
from stage import PASSWORD, Person, form  # noqa: E402

CLIENTS = 3
PATIENCE_S = 60


def tables_of(number):
    """A project of its own, in files of its own."""
    return renamed(of_project(f"P{number}"), number)


def content(report):
    """The lines of a report, but for their order: that of the deliveries decides about it."""
    lines = without_ids(report).splitlines()
    return sorted(re.sub(r'"#\d+"', '"#"', line.rstrip(",")) for line in lines)


class Killing:
    """What both ways have in common. `dice` decides about the moments; `place` is empty."""

    as_of = ("--as-of", AS_OF)  # of what is recorded

    def __init__(self, stored, place, dice):
        self.stored, self.place, self.dice = stored, place, dice
        self.killed = self.made = 0
        self.acknowledged = set()  # numbers of projects

    def projects(self):
        report = self.stored.report("--as-of", AS_OF, status=(0, 1, 3, 4))
        return {int(project["project_id"].removeprefix("P")) for project in report["projects"]}

    def expect_whole(self):
        """That what is kept is what was delivered; call it when all was repeated."""
        tables = {}
        for number in range(1, self.made + 1):
            tables.update(tables_of(number))
        folder = written(self.place / "全部", tables)
        asked = ("--as-of", AS_OF, "--json", "-")
        plain = subprocess.run([QINGXIN, "verify", folder, *asked], capture_output=True,
                               check=False)
        assert plain.returncode in (0, 1, 4), plain.stderr.decode()
        kept = self.stored.run("verify", *asked, status=plain.returncode)
        assert content(kept) == content(plain.stdout.decode()), "库里的与交来的不同"
        self.stored.run("audit", "verify")
        self.stored.run("recheck", "--all", *self.as_of)
        assert self.projects() == set(range(1, self.made + 1))


class KilledImports(Killing):
    """`qingxin import`, one after the other."""

    def start(self, number):
        folder = self.place / f"P{number}"
        if not folder.exists():
            written(folder, tables_of(number))
        return subprocess.Popen([QINGXIN, "import", str(folder), "--as-of", AS_OF,
                                 *self.stored.options()],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def until_killed(self, times):
        longest = 0.5
        while self.killed < times:
            self.made += 1
            began = time.monotonic()
            child = self.start(self.made)
            try:
                _, said = child.communicate(timeout=self.dice.uniform(0, longest))
                assert child.returncode == 0, said.decode()
                self.acknowledged.add(self.made)
                longest = time.monotonic() - began + 0.05  # about as long as one takes
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.communicate()
                self.killed += 1
                longest *= 1.1

    def run(self, times):
        self.stored.run("unit", "add", "--name", "平川县治欠办", "--region", "990123", "--kind",
                        "office")  # makes the folder
        self.until_killed(times)
        missing = self.acknowledged - self.projects()
        assert not missing, f"答应过的不见了：{sorted(missing)}"
        self.stored.run("audit", "verify")
        for number in range(1, self.made + 1):
            _, said = (child := self.start(number)).communicate()
            assert child.returncode == 0, said.decode()
        self.expect_whole()


class KilledService(Killing):
    """`qingxin serve`, with several clients that deliver batches and bring them into force; it
    judges anew what they reach, as of today."""
    as_of = ()

    def __init__(self, stored, place, dice):
        super().__init__(stored, place, dice)
        self.batches, self.used = {}, set()  # what was acknowledged: ids by number; numbers
        self.changed = threading.Condition()
        self.service, self.shown, self.is_over, self.faults = None, {}, False, []

    def serve(self):
        with self.changed:
            self.service = Service(QINGXIN, *self.stored.options(), is_new=self.service is None)
            self.changed.notify_all()

    def begin(self):
        """A unit and somebody who delivers for it, with a key for programs."""
        self.serve()
        password = self.service.welcome.partition("一次性口令 ")[2].partition("（")[0]
        keeper = Person(self.service, "admin", password).sign_in().choose_password(PASSWORD)
        unit = keeper.post("/api/v1/units", {"name": "平川县人社局", "kind": "authority",
                                             "region": "990123"})
        scope = {"districts": [""]}
        added = keeper.post("/api/v1/users", {"login": "clerk", "name": "某人", "role": "office",
                                              "unit": unit["id"], "scope": scope})
        Person(self.service, "clerk", added["password"]).sign_in().choose_password(PASSWORD)
        key = keeper.post(f"/api/v1/users/{added['user']['id']}/keys",
                          {"label": "成批报送", "scope": scope})
        self.shown = {"authorization": "Bearer " + key["secret"]}

    def ask(self, method, path, body=None, **fields):
        """As soon as a service is there; nothing when it went away meanwhile."""
        with self.changed:
            service = self.service
        try:
            answer = service.ask(method, path, body, **fields, **self.shown)
        except (OSError, http.client.HTTPException):
            with self.changed:  # until there is another one
                self.changed.wait_for(lambda: self.service is not service or self.is_over,
                                      PATIENCE_S)
            return None
        assert answer.status == 200, (path, answer.status, answer.body.decode())
        return answer.json

    def deliver(self, number):
        body, kind = form(tables_of(number), key=f"k{number}")
        answer = self.ask("POST", "/api/v1/batches", body, content_type=kind)
        if answer is None:
            return None
        self.batches.setdefault(number, answer["batch"]["id"])
        assert self.batches[number] == answer["batch"]["id"], (number, answer)
        used = self.ask("POST", f"/api/v1/batches/{answer['batch']['id']}/use")
        if used is None:
            return None
        assert used["batch"]["state"] == "in_force", used
        self.used.add(number)
        return answer

    def load(self):
        try:
            while not self.is_over:
                with self.changed:
                    self.made += 1
                    number = self.made
                self.deliver(number)
        except Exception as fault:  # told by the thread that waits for this one
            self.faults.append(fault)

    def until_killed(self, times):
        clients = [threading.Thread(target=self.load) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            while self.killed < times and not self.faults:
                moment = threading.Event()
                moment.wait(self.dice.uniform(0.05, 0.5))
                self.service.process.kill()
                self.service.close()
                self.killed += 1
                self.serve()
        finally:
            self.is_over = True
            with self.changed:
                self.changed.notify_all()
            for client in clients:
                client.join()
        if self.faults:
            raise self.faults[0]

    def run(self, times):
        self.begin()
        self.until_killed(times)
        acknowledged, used = dict(self.batches), set(self.used)
        assert used, "没有一批启用了：杀得太早，什么也没有看出来"
        for number, batch in acknowledged.items():
            found = self.ask("GET", f"/api/v1/batches/{batch}")
            wanted = ("in_force",) if number in used else ("waiting", "in_force")
            assert found["state"] in wanted, (number, found)
        for number in range(1, self.made + 1):
            answer = self.deliver(number)
            kept = ("already",) if number in acknowledged else ("already", "now")
            assert answer["kept"] in kept, (number, answer)
        status, _ = self.service.stop()
        self.service.close()
        assert status == 0, status
        assert not list((self.stored.folder / "uploads").glob("*")), "留下了上传的文件"
        self.expect_whole()
