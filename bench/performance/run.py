#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Everything that docs/performance.md tells, measured in one run, step after step.

  run.py BUILD [STEP…]   BUILD holds qingxin, bench_verify and bench_nation; without steps, all of
                         them, and the page. A step that fails leaves no figure, and no page.

Figures go into build/bench/performance/STEP.json.
"""
import datetime
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

import machine
import page

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BENCH = ROOT / "build" / "bench"
OUT = BENCH / "performance"
AS_OF, THREADS = "2026-11-23", 2
SMALL, MILLION, TEN_MILLION = 36, 3560, 35600  # projects, by the worker-months they hold, nearly
FROM_CSV_TEN_MILLION = 33340
NATION = 50_000_000


def call(*command):
    print("──", *command, flush=True)
    subprocess.run([str(word) for word in command], check=True)


def lines_of(*command):
    """What a program says of itself, a line of JSON at a time."""
    print("──", *command, flush=True)
    done = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE,
                          text=True)
    print(done.stdout, end="", flush=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def peak_of(*command, status=(0,)):
    """Seconds and bytes of a program at its height."""
    print("──", *command, flush=True)
    began = time.monotonic()
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL) as child:
        _, ended, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(ended)
    if child.returncode not in status:
        sys.exit(f"{command[0]} 的退出状态是 {child.returncode}")
    return {"wall": time.monotonic() - began, "cpu": used.ru_utime + used.ru_stime,
            "peak": used.ru_maxrss * 1024}


def spent_by_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Steps:
    def __init__(self, build):
        self.programs = [build / name for name in ("qingxin", "bench_verify", "bench_nation")]
        self.qingxin, self.verify, self.nation = self.programs

    def book_of(self, projects):
        """The book of the county that bench/verify has made, built anew with what that took."""
        county = BENCH / "verify" / f"county-{projects}-monthly"
        book = BENCH / "verify" / f"county-{projects}.book"
        built = peak_of(self.qingxin, "book", "build", county, "-o", book)
        return book, built

    def bandwidth(self):
        """How fast memory is read."""
        return [lines_of(self.verify, "bandwidth", threads, 5)[0] for threads in (1, THREADS)]

    def csv_1m(self):
        """From CSV files to findings, all rules, and all rules in memory."""
        call(sys.executable, ROOT / "bench/verify_csv/run.py", "measure", self.qingxin, 3334, 3,
             self.verify)
        return json.loads((BENCH / "verify_csv" / "measured-3334.json").read_text())

    def csv_10m(self):
        """The same, ten times as much, once."""
        call(sys.executable, ROOT / "bench/verify_csv/run.py", "measure", self.qingxin,
             FROM_CSV_TEN_MILLION, 1)
        return json.loads(
            (BENCH / "verify_csv" / f"measured-{FROM_CSV_TEN_MILLION}.json").read_text())

    def ten_checks(self):
        """The ten checks: tiles beside every engine, one and ten million worker-months."""
        for path in self.of_ten_checks():
            path.unlink()
        call(sys.executable, ROOT / "bench/verify/run.py", "measure", self.qingxin,
             f"tiles={self.verify}", f"duckdb={MILLION}", f"clickhouse={MILLION}",
             f"postgresql={MILLION}", f"sqlite={MILLION}")
        call(sys.executable, ROOT / "bench/verify/run.py", "measure", self.qingxin,
             f"tiles={self.verify}", f"duckdb={TEN_MILLION}", f"clickhouse={TEN_MILLION}")
        return {path.stem: json.loads(path.read_text()) for path in self.of_ten_checks()}

    def of_ten_checks(self):
        """What bench/verify has measured, or has still lying there."""
        return [path for path in (BENCH / "verify").glob("*-*.json")
                if path.stem.rpartition("-")[2] in (str(MILLION), str(TEN_MILLION))]

    def growth(self):
        """Books of three sizes: built, opened, judged; and what an event costs in each."""
        sizes = {}
        for projects in (SMALL, MILLION, TEN_MILLION):
            book, built = self.book_of(projects)
            info = json.loads(subprocess.run([self.qingxin, "book", "info", book, "--json"],
                                             check=True, capture_output=True, text=True).stdout)
            sizes[projects] = {
                "built": built, "bytes": info["bytes"], "worker_months": info["worker_months"],
                "sections": {part["name"]: part["bytes"] for part in info["sections"]},
                "tiles": lines_of(self.verify, "tiles", book, AS_OF, THREADS, 9)[0],
                "rules": lines_of(self.verify, "rules", book, AS_OF, THREADS, 5)[0],
                "brief": peak_of(self.qingxin, "verify", "--book", book, "--as-of", AS_OF,
                                 "--all-rules", "--brief", "--threads", THREADS, status=(0, 1)),
                "incremental": lines_of(self.verify, "incremental", book, AS_OF, 200_000, 5_000)}
            book.unlink()
        return sizes

    def change(self):
        """What an event costs SQLite."""
        call(sys.executable, ROOT / "bench/verify/run.py", "change", self.qingxin, SMALL, MILLION,
             TEN_MILLION)
        return json.loads((BENCH / "verify" / "sqlite-change.json").read_text())

    def fifty_million(self):
        """A nation in one process."""
        return lines_of(self.nation, NATION, THREADS, 5)[0]


STEPS = ("bandwidth", "csv_1m", "ten_checks", "change", "growth", "fifty_million", "csv_10m")
LONG = ("fifty_million", "csv_10m")  # without which the page is written, and says so


def main(build, wanted):
    OUT.mkdir(parents=True, exist_ok=True)
    steps = Steps(pathlib.Path(build).resolve())
    for name in wanted or STEPS:
        (OUT / f"{name}.json").unlink(missing_ok=True)
        began, busy, spent = time.monotonic(), machine.busy_seconds(), spent_by_children()
        measured = getattr(steps, name)()
        took, own = time.monotonic() - began, spent_by_children() - spent
        others = max(machine.busy_seconds() - busy - own, 0) / (took * os.cpu_count())
        (OUT / f"{name}.json").write_text(json.dumps({
            "day": str(datetime.date.today()), "commit": machine.commit_of(steps.programs),
            "others": others, "took": took,
            "measured": measured}, indent=2) + "\n")
        print(f"── {name}：{took:.0f} 秒", flush=True)
    steps_told = {name: json.loads((OUT / f"{name}.json").read_text()) for name in STEPS
                  if (OUT / f"{name}.json").exists()}
    missing = [name for name in STEPS if name not in steps_told and name not in LONG]
    if missing:
        print(f"还没有测：{' '.join(missing)}；页不写")
        return
    (ROOT / "docs" / "performance.md").write_text(page.written(steps_told))
    print("结果写入 docs/performance.md")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
