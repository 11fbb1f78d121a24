#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What our programs cost, counted in instructions, against limits.json: no clock, so that a busy
machine says the same as a quiet one.

  run.py BUILD          compares; ends with "N passed, N failed"
  run.py BUILD --set    writes the limits anew, a tenth above what was counted

BUILD holds qingxin and bench_verify, compiled as they are delivered. One more round of the same
work is what a round costs: reading the program and the book in is not in it.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LIMITS = HERE / "limits.json"
AS_OF = "2026-11-23"
SEED, PROJECTS, MONTHS = 20261001, 36, 3
ROUNDS = 4
HEADROOM = 1.1


def instructions(*command):
    """Those of a program and its threads; AVX-512 is not among what valgrind knows."""
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *map(str, command)],
        check=True, capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1]), done.stdout


def of_a_round(program, verb, path):
    one, told = instructions(program, verb, path, AS_OF, 1, 1)
    more, _ = instructions(program, verb, path, AS_OF, 1, 1 + ROUNDS)
    return (more - one) / ROUNDS, json.loads(told.splitlines()[0])["worker_months"]


def counted(build, folder):
    """Instructions for each worker-month."""
    county, book = folder / "county", folder / "county.book"
    subprocess.run([build / "qingxin", "sample", county, "--seed", str(SEED), "--projects",
                    str(PROJECTS), "--months", str(MONTHS), "--plain"], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run([build / "qingxin", "book", "build", county, "-o", book], check=True,
                   stdout=subprocess.DEVNULL)
    # Starting is bringing libraries together, more of them with every engine that is linked in; it
    # is no cost of the work.
    starting, _ = instructions(build / "qingxin", "--help")
    program = build / "bench_verify"
    tiles, count = of_a_round(program, "tiles", book)
    rules, _ = of_a_round(program, "rules", book)
    reading, _ = instructions(build / "qingxin", "book", "build", county, "-o",
                              folder / "again.book", "--threads", 1)
    opening, _ = instructions(build / "qingxin", "book", "info", book)
    return {"ten checks from tiles, each twin": tiles / count, "all rules in brief": rules / count,
            "from CSV files to a book": (reading - starting) / count,
            "opening a book": (opening - starting) / count}


def main(build, options):
    with tempfile.TemporaryDirectory() as folder:
        figures = counted(pathlib.Path(build).resolve(), pathlib.Path(folder))
    if "--set" in options:
        LIMITS.write_text(json.dumps({name: round(figure * HEADROOM)
                                      for name, figure in figures.items()}, indent=2) + "\n")
    limits = json.loads(LIMITS.read_text())
    failed = 0
    for name, figure in figures.items():
        is_over = not 0 < figure <= limits[name]
        failed += is_over
        print(f"{'FAILED  ' if is_over else ''}{name}: {figure:,.0f} instructions for each "
              f"worker-month, at most {limits[name]:,}")
    if limits.keys() != figures.keys():
        failed += 1
        print(f"FAILED  limits.json: {' '.join(limits.keys() ^ figures.keys())}")
    print(f"{len(figures) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
