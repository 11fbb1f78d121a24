#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Qingxin and DuckDB on the same CSV files: all rules of a folder, the same findings.

  run.py equal QINGXIN [SEEDS…]       a small county, as it is and spoilt at random by each seed;
                                      ends with the line "N passed, N failed"
  run.py measure QINGXIN [PROJECTS [ROUNDS [BENCH_VERIFY]]]
                                      the time and memory of both; with all loaded, too, where our
                                      program for that is given
"""
import hashlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import calendar_days
import findings
import parameters
import stir

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "performance"))
import machine  # noqa: E402
BUILD = ROOT / "build" / "bench" / "verify_csv"
AS_OF = "2026-11-23"
SEED, MONTHS = 20261001, 6
STIR_SEED = 1
SMALL, LARGE = 60, 3334  # projects; the large one holds close to a million worker-months
THREADS, ROUNDS = 2, 3
READ_AT_ONCE = 1 << 20
VERIFY_ROUNDS = 5  # of the tables that DuckDB has loaded once


def make_county(qingxin, projects):
    """A generated county in plain CSV; kept for as long as its generator does not change."""
    generator = sorted((ROOT / "src" / "sample").glob("*.*"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in generator)).hexdigest()
    county = BUILD / f"county-{projects}"
    stamp = BUILD / f"county-{projects}.made-by"
    if stamp.exists() and stamp.read_text() == digest:
        return county
    shutil.rmtree(county, ignore_errors=True)
    subprocess.run([qingxin, "sample", county, "--seed", str(SEED), "--projects", str(projects),
                    "--months", str(MONTHS), "--plain"], check=True, stdout=subprocess.DEVNULL)
    stamp.write_text(digest)
    return county


def run(command, expected_status):
    """Runs a program: what it printed, wall and CPU seconds, peak bytes, and the share of the
    machine that others had meanwhile."""
    began, busy = time.monotonic(), machine.busy_seconds()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE) as child:
        printed = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != expected_status:
        sys.exit(f"{command[0]} 的退出状态是 {child.returncode}，应为 {expected_status}")
    cpu = used.ru_utime + used.ru_stime
    others = max(machine.busy_seconds() - busy - cpu, 0) / (wall * os.cpu_count())
    return {"printed": printed, "wall": wall, "cpu": cpu, "peak": used.ru_maxrss * 1024,
            "others": others}


def run_qingxin(qingxin, county, out):
    """Status 1 says that violations were found, which the county is made for."""
    return run([qingxin, "verify", county, "--as-of", AS_OF, "--threads", THREADS, "--reveal",
                "--all-rules", "--json", out], expected_status=1)


def run_brief(qingxin, county, out):
    """The findings and no more, as DuckDB writes them."""
    return run([qingxin, "verify", county, "--as-of", AS_OF, "--threads", THREADS, "--reveal",
                "--all-rules", "--brief", "--list", out], expected_status=1)


def run_duckdb(county, out, rounds=1):
    if not (HERE.parent / "node_modules" / "@duckdb").exists():
        sys.exit("没有 @duckdb/node-api；请先运行 tools/install.sh bench")
    calendar, local = BUILD / "calendar.csv", BUILD / "parameters.csv"
    calendar_days.write(ROOT / "law" / "calendar", calendar)
    parameters.write(ROOT / "law" / "parameters", county, local)
    return run(["node", HERE / "duckdb.mjs", county, calendar, local, AS_OF, THREADS, rounds, out],
               expected_status=0)


def compare(qingxin, county, heard):
    """How many rules both sides answer alike, and how many not; adds to `heard` those that found a
    violation."""
    run_qingxin(qingxin, county, BUILD / "small.json")
    run_duckdb(county, BUILD / "small.csv")
    ours = findings.of_qingxin(BUILD / "small.json")
    theirs = findings.of_duckdb(BUILD / "small.csv")
    passed = 0
    print(f"{county.name}：清薪 {ours.total():,} 条，DuckDB {theirs.total():,} 条")
    for rule in findings.RULES:
        mine, yours = findings.of_rule(ours, rule), findings.of_rule(theirs, rule)
        passed += mine == yours
        if any(key[1] == "violates" for key in mine):
            heard.add(rule)
        if mine != yours:
            print(f"{rule} FAILED  {mine.total():,} / {yours.total():,}")
            print("".join(f"{line}\n" for line in findings.differences(mine, yours)), end="")
    strangers = {key[0] for key in ours + theirs} - set(findings.RULES)
    if strangers:
        print(f"这里没有比较的规则：{' '.join(sorted(strangers))}")
    return passed, len(findings.RULES) + bool(strangers) - passed


def equal(qingxin, *seeds):
    """A case is a rule on a county: as generated, then spoilt by each seed. A rule that none of
    them broke has not been compared, and is a failure."""
    county, heard = make_county(qingxin, SMALL), set()
    passed, failed = compare(qingxin, county, heard)
    for seed in map(int, seeds or (STIR_SEED,)):
        stirred = BUILD / f"stirred-{seed}"
        shutil.rmtree(stirred, ignore_errors=True)
        stir.stir(county, stirred, seed)
        more = compare(qingxin, stirred, heard)
        passed, failed = passed + more[0], failed + more[1]
        shutil.rmtree(stirred)
    if unheard := set(findings.RULES) - heard:
        print(f"没有一个县违反的规则：{' '.join(sorted(unheard))}")
        failed += len(unheard)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def quiet(run_side, attempts=3):
    """A run during which others had at most a twentieth of the machine; else the quietest."""
    results = []
    while len(results) < attempts:
        results.append(run_side())
        if results[-1]["others"] <= machine.QUIET:
            break
    return min(results, key=lambda result: result["others"])


def tables_of(county):
    """(file, rows, bytes) of each table, the largest first. Reads them: both sides then find them
    in memory, as far as it goes."""
    tables = []
    for path in pathlib.Path(county).glob("*.csv"):
        lines = 0
        with open(path, "rb") as file:
            while part := file.read(READ_AT_ONCE):
                lines += part.count(b"\n")
        tables.append((path.name, lines - 1, path.stat().st_size))
    return sorted(tables, key=lambda table: -table[2])


# Each side, how it runs, and how its findings are read.
SIDES = {
    "qingxin": (run_brief, findings.of_brief),
    "full": (run_qingxin, findings.of_qingxin),
    "duckdb": (lambda _, county, out: run_duckdb(county, out), findings.of_duckdb),
}


def contest(qingxin, county, rounds):
    """Each side in turn, round by round, each a fresh process; who begins alternates."""
    runs = {side: [] for side in SIDES}
    for number in range(rounds):
        for side in sorted(SIDES, reverse=number % 2 == 0):
            out = BUILD / f"round-{number}.{side}"
            result = quiet(lambda: SIDES[side][0](qingxin, county, out))
            runs[side].append(result)
            print(f"第 {number + 1} 轮 {side}: {result['wall']:.2f} s，CPU {result['cpu']:.2f} s，"
                  f"{result['peak'] / 2**20:,.0f} MiB，他人占用 {result['others']:.0%}", flush=True)
    return runs


def differing(number):
    """What the sides found otherwise in a round, in lines; and the findings."""
    found = {side: read(BUILD / f"round-{number}.{side}") for side, (_, read) in SIDES.items()}
    lines = []
    for side in ("qingxin", "full"):
        if found[side] != found["duckdb"]:
            lines += [f"第 {number + 1} 轮 {side} 与 DuckDB 的疑点不同：",
                      *findings.differences(found[side], found["duckdb"])]
    return lines, found["full"]


def medians(runs):
    return {name: statistics.median(result[name] for result in runs)
            for name in ("wall", "cpu", "peak")}


def in_memory(program, qingxin, county, found):
    """All rules once more, with everything loaded: our book, DuckDB's tables. Nothing where our
    brief run finds anything else than the full one."""
    book = BUILD / "measured.book"
    subprocess.run([qingxin, "book", "build", county, "-o", book], check=True,
                   stdout=subprocess.DEVNULL)
    ours = quiet(lambda: run([program, "rules", book, AS_OF, THREADS, 2 * VERIFY_ROUNDS],
                             expected_status=0))
    told = json.loads(ours["printed"])
    listed = BUILD / "measured.list"
    run([qingxin, "verify", "--book", book, "--as-of", AS_OF, "--reveal", "--all-rules", "--brief",
         "--list", listed], expected_status=1)
    if findings.of_brief(listed) != found or told["findings"] != found.total():
        sys.exit(f"账册简查 {told['findings']:,} 条，与全文的 {found.total():,} 条不同，不出数")
    theirs = quiet(lambda: run_duckdb(county, BUILD / "again.duckdb", VERIFY_ROUNDS))
    again = json.loads(theirs["printed"])["verify"]
    book.unlink()
    return {"qingxin": told, "duckdb": {
                name: statistics.median(one[name] for one in again) for name in ("wall", "cpu")},
            "others": max(ours["others"], theirs["others"])}


def measure(qingxin, projects=LARGE, rounds=ROUNDS, program=None):
    """Into build/bench/verify_csv/measured-PROJECTS.json; with bench_verify as `program`, all rules
    in memory, too."""
    projects, rounds = int(projects), int(rounds)
    county = make_county(qingxin, projects)
    tables = tables_of(county)
    runs = contest(qingxin, county, rounds)
    for number in range(rounds):
        lines, ours = differing(number)
        if lines:
            print("\n".join(lines))
            return 1
    told = [json.loads(result["printed"]) for result in runs["duckdb"]]
    counts = {}
    for key, number in ours.items():
        counts[key[0]] = counts.get(key[0], 0) + number
    measured = {
        "projects": projects, "months": MONTHS, "rounds": rounds, "tables": tables,
        "findings": counts, "worker_months": told[0]["workerMonths"],
        "others": max(result["others"] for side in runs.values() for result in side),
        **{side: medians(runs[side]) for side in SIDES},
        "duckdb_stages": {
            "load": statistics.median(one["load"]["wall"] for one in told),
            "verify": statistics.median(one["verify"][0]["wall"] for one in told)},
        "duckdb_version": told[0]["version"]}
    if program:
        measured["in_memory"] = in_memory(os.path.abspath(program), qingxin, county, ours)
    (BUILD / f"measured-{projects}.json").write_text(json.dumps(measured, indent=2) + "\n")
    print(f"两边的疑点相同，{ours.total():,} 条")
    return 0


if __name__ == "__main__":
    VERBS = {"equal": equal, "measure": measure}
    if len(sys.argv) < 3 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    BUILD.mkdir(parents=True, exist_ok=True)
    sys.exit(VERBS[sys.argv[1]](os.path.abspath(sys.argv[2]), *sys.argv[3:]))
