# SPDX-License-Identifier: Apache-2.0
"""Programs that are killed at random moments while facts come in, and what has to be there
afterwards: everything that was acknowledged, as it was delivered; of the rest all or nothing; a
repeat is harmless; the audit trail is sound. For the tests, twenty times; for `./dev soak`
(tools/soak.py), hundreds of times."""
import re
import signal
import subprocess
import time

from folder import AS_OF, QINGXIN, of_project, renamed, written
from stored import without_ids


def tables_of(number):
    """A project of its own, in files of its own."""
    return renamed(of_project(f"P{number}"), number)


def content(report):
    """The lines of a report, but for their order: that of the deliveries decides about it."""
    lines = without_ids(report).splitlines()
    return sorted(re.sub(r'"#\d+"', '"#"', line.rstrip(",")) for line in lines)


class Killing:
    """What both ways have in common. `dice` decides about the moments; `place` is empty."""

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
        self.stored.run("recheck", "--all", "--as-of", AS_OF)
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
        self.stored.run("batch", "list")  # makes the folder
        self.until_killed(times)
        missing = self.acknowledged - self.projects()
        assert not missing, f"答应过的不见了：{sorted(missing)}"
        self.stored.run("audit", "verify")
        for number in range(1, self.made + 1):
            _, said = (child := self.start(number)).communicate()
            assert child.returncode == 0, said.decode()
        self.expect_whole()
