#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What our programs cost, counted in instructions, against limits.json: no clock, so that a busy
machine says the same as a quiet one.

  run.py BUILD QINGXIN          compares; ends with "N passed, N failed"
  run.py BUILD QINGXIN --set    writes the limits anew, a tenth above what was counted

BUILD holds bench_verify, compiled as the product is delivered; QINGXIN, compiled in any way, makes
the county. One more round of the same work is what a round costs: starting the program, and before
tiles and rules opening the book, is not in it.
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


def counted(build, qingxin, folder):
    """Instructions for each worker-month."""
    county, book = folder / "county", folder / "county.book"
    subprocess.run([qingxin, "sample", county, "--seed", str(SEED), "--projects", str(PROJECTS),
                    "--months", str(MONTHS), "--plain"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([qingxin, "book", "build", county, "-o", book], check=True,
                   stdout=subprocess.DEVNULL)
    program = build / "bench_verify"
    each = {"ten checks from tiles, each twin": ("tiles", book),
            "all rules in brief": ("rules", book),
            "from CSV files to a book": ("load", county),
            "opening a book": ("load", book)}
    counts = {}
    for name, (verb, path) in each.items():
        instructions_of_it, worker_months = of_a_round(program, verb, path)
        counts[name] = instructions_of_it / worker_months
    return counts


def main(build, qingxin, options):
    with tempfile.TemporaryDirectory() as folder:
        figures = counted(pathlib.Path(build).resolve(), pathlib.Path(qingxin).resolve(),
                          pathlib.Path(folder))
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
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:3], sys.argv[3:]))
