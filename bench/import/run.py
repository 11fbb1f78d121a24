#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast facts are kept, and in how much memory.

  run.py BUILD [--write]   --write puts the figures into docs/performance.md

An import of a folder, from its files to facts in force (reading, checking every cell, sealing,
audit), beside the barest loop that puts the same rows and columns into tables of the same keys, in
one transaction, from memory: one prepared statement for SQLite, COPY for PostgreSQL, in one run on
one disk. Then `qingxin import --wait` of a folder and of one ten times as large: what its process
takes of memory at its height. Fails where an import is slower than LEAST of the bare loop, or where
ten times the rows take more than GROWTH_MOST times the memory.

The figures go into build/bench/import.json.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench/performance"))
import machine  # noqa
import page  # noqa

SMALL, LARGE = 310, 3100  # projects, with daily attendance: one million rows, and ten
ROUNDS = 3
LEAST = 0.4
GROWTH_MOST = 1.3


def sample(qingxin, folder, projects):
    subprocess.run([qingxin, "sample", folder, "--plain", "--projects", str(projects), "--months",
                    "3"], check=True, stdout=subprocess.DEVNULL)
    return folder


def rate(build, folder, store, *connection):
    """Of an import and of the bare loop; the store is gone afterwards."""
    store.mkdir()
    done = subprocess.run([build / "bench_import", folder, store, *connection], check=True,
                          capture_output=True)
    for file in store.iterdir():
        file.unlink()
    return json.loads(done.stdout)


def peak(words):
    """Of the whole command, as the system counts it."""
    began = time.monotonic()
    with subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL) as child:
        _, ended, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(ended)
    if child.returncode not in (0, 4):
        sys.exit(f"没有做成：{words}")
    return {"seconds": time.monotonic() - began, "peak": used.ru_maxrss * 1024}


class Engines:
    """Fresh databases of either engine; the server writes to the disk as one in use does."""

    def __init__(self, place):
        import stored  # the tests' server, which ends with this program
        self.place = place
        self.server = stored.Server("-c", "fsync=on", "-c", "max_wal_size=4GB")
        self.made = 0

    def connection(self, engine):
        if engine == "sqlite":
            return ()
        return (f"host={self.server.folder} user=postgres dbname={self.server.fresh()}",)

    def folder(self):
        self.made += 1
        return self.place / f"store{self.made}"

    def options(self, engine):
        words = ["--data", self.folder()]
        for connection in self.connection(engine):
            parts = dict(part.split("=") for part in connection.split())
            words += ["--database", f"postgresql://{parts['user']}@/{parts['dbname']}"
                      f"?host={parts['host']}"]
        return words


def measured(build, place):
    qingxin, engines = build / "qingxin", Engines(place)
    small = sample(qingxin, place / "县", SMALL)
    figures = {}
    for engine in ("sqlite", "postgres"):
        runs = [rate(build, small, engines.folder(), *engines.connection(engine))
                for _ in range(ROUNDS)]
        runs.sort(key=lambda run: run["bare_ms"] / run["import_ms"])
        figures[engine] = {"runs": runs, **runs[len(runs) // 2]}
        print(json.dumps(figures[engine]), flush=True)
    large = sample(qingxin, place / "十倍", LARGE)
    for engine in ("sqlite", "postgres"):
        for name, folder in (("small", small), ("large", large)):
            figures[engine][name] = peak([qingxin, "import", folder, "--wait",
                                          *engines.options(engine)])
            print(json.dumps({"engine": engine, "size": name, **figures[engine][name]}),
                  flush=True)
    return figures


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    wants_page = "--write" in sys.argv[2:]
    sys.argv = [sys.argv[0], str(build / "qingxin")]  # which program the tests' parts run
    sys.path.insert(0, str(ROOT / "tests/contract"))
    began, busy = time.monotonic(), machine.busy_seconds()
    used = os.times()
    with tempfile.TemporaryDirectory() as name:
        engines = measured(build, pathlib.Path(name))
    took = time.monotonic() - began
    own = os.times().children_user + os.times().children_system - used.children_user \
        - used.children_system
    told = {"day": str(datetime.date.today()), "took": took,
            "commit": machine.commit_of([build / "qingxin", build / "bench_import"]),
            # The server's work is not counted as ours.
            "others_at_most": max(machine.busy_seconds() - busy - own, 0) / (took * os.cpu_count()),
            "least": LEAST, "growth_most": GROWTH_MOST, "rounds": ROUNDS, "engines": engines}
    out = ROOT / "build" / "bench" / "import.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(told, indent=2) + "\n")
    if wants_page:
        path = ROOT / "docs" / "performance.md"
        path.write_text(page.with_import(path.read_text(), told))
        print("结果写入 docs/performance.md")
    for engine, figures in engines.items():
        ratio = figures["bare_ms"] / figures["import_ms"]
        growth = figures["large"]["peak"] / figures["small"]["peak"]
        print(f"{engine}：裸循环的 {ratio:.2f}；十倍的行用 {growth:.2f} 倍的内存")
        if ratio < LEAST:
            sys.exit(f"{engine} 存入只有裸循环的 {ratio:.2f}，应至少 {LEAST}")
        if growth > GROWTH_MOST:
            sys.exit(f"{engine} 十倍的行用了 {growth:.2f} 倍的内存，应至多 {GROWTH_MOST}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
