#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The ten checks of months in other engines, on the same facts: the same findings, or no figures.

  run.py equal QINGXIN [SEEDS…]     a small county, as it is and spoilt at random by each seed, in
                                    every engine that is installed; ends with "N passed, N failed"
  run.py measure QINGXIN [tiles=BENCH_VERIFY] [ENGINE[=PROJECTS]…]   time, memory and storage, all
                                    engines if none is named, and our own tiles beside each size;
                                    35600 projects hold ten million worker-months
  run.py change QINGXIN [PROJECTS…] SQLite alone: a day changes, the checks of its project follow

Figures go into build/bench/verify/ENGINE-PROJECTS.json.
"""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time
import tomllib

import compare

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "bench" / "verify"
sys.path.insert(0, str(HERE.parent / "verify_csv"))
sys.path.insert(0, str(HERE.parent / "performance"))
import calendar_days  # noqa: E402
import machine  # noqa: E402
import stir  # noqa: E402

AS_OF, AS_OF_DAY = "2026-11-23", 20780
SEED, MONTHS, ROUNDS = 20261001, 6, 5
STIR_SEED = 1
SMALL, MILLION, TEN_MILLION = 60, 3560, 35600  # projects
CHANGED, EVENTS = (36, MILLION, TEN_MILLION), 2000
THREADS = 2
RULES = "F05,F06,W01,W02,W06,W11,W16,W17,X04"


def spent_by_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Engine:
    """A program that loads facts into a store of its own and verifies them there."""

    def __init__(self, name, command, is_installed, layouts, projects, rounds=ROUNDS):
        self.name, self.command, self.layouts = name, command, layouts
        self.is_installed, self.projects, self.rounds = is_installed, projects, rounds

    def tell(self, *arguments):
        """What it said of itself, and the share of the machine that others had meanwhile."""
        began, busy, spent = time.monotonic(), machine.busy_seconds(), spent_by_children()
        done = subprocess.run([*self.command, *map(str, arguments)], stdout=subprocess.PIPE,
                              check=True, text=True)
        own, wall = spent_by_children() - spent, time.monotonic() - began
        others = max(machine.busy_seconds() - busy - own, 0) / (wall * os.cpu_count())
        return json.loads(done.stdout) | {"others": round(others, 3)}


ENGINES = [
    Engine("duckdb", ["node", HERE / "duckdb.mjs"],
           (HERE.parent / "node_modules" / "@duckdb").exists(), ("normalised", "wide"),
           TEN_MILLION),
    Engine("clickhouse", ["node", HERE / "clickhouse.mjs"],
           (HERE / "node_modules" / "chdb").exists(), ("normalised", "wide"), TEN_MILLION),
    Engine("postgresql", [sys.executable, HERE / "postgresql.py"],
           pathlib.Path("/usr/lib/postgresql/15/bin/postgres").exists(), ("normalised",), MILLION),
    Engine("sqlite", [sys.executable, HERE / "sqlite.py"], True, ("normalised",), MILLION),
]


def generator_digest():
    generator = sorted((ROOT / "src" / "sample").glob("*.*")) + [HERE / "prepare.sql"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in generator)).hexdigest()


def make_county(qingxin, projects, form):
    """A generated county in plain CSV; kept for as long as its generator does not change."""
    county = BUILD / f"county-{projects}-{form}"
    stamp = BUILD / f"{county.name}.made-by"
    if stamp.exists() and stamp.read_text() == generator_digest():
        return county
    stamp.unlink(missing_ok=True)
    shutil.rmtree(county, ignore_errors=True)
    subprocess.run([qingxin, "sample", county, "--seed", str(SEED), "--projects", str(projects),
                    "--months", str(MONTHS), "--plain", "--attendance", form], check=True,
                   stdout=subprocess.DEVNULL)
    stamp.write_text(generator_digest())
    return county


def fen(written):
    return round(float(written) * 100)


def prepare(county, form, facts):
    """The narrow tables that every engine loads; the county is one region with one minimum wage."""
    shutil.rmtree(facts, ignore_errors=True)
    facts.mkdir(parents=True)
    calendar = BUILD / "calendar.csv"
    calendar_days.write(ROOT / "law" / "calendar", calendar)
    (minimum,) = tomllib.loads((county / "参数.toml").read_text())["minimum_wage"]
    subprocess.run(["node", HERE / "prepare.mjs", county, calendar, AS_OF,
                    str(fen(minimum["month"])), str(fen(minimum["hour"])), form, facts],
                   check=True)
    for left_over in facts.glob("prepare.duckdb*"):
        left_over.unlink()
    return facts


def ours(qingxin, facts, out, *where):
    """Status 1 says that violations were found, which the county is made for."""
    done = subprocess.run([qingxin, "verify", *where, "--as-of", AS_OF, "--reveal", "--rules",
                           RULES, "--json", out], stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 1:
        sys.exit(f"{qingxin} verify 的退出状态是 {done.returncode}，应为 1")
    return compare.of_qingxin(facts, out)


def remove(store):
    shutil.rmtree(store, ignore_errors=True)
    for path in store.parent.glob(f"{store.name}*"):
        path.unlink()


def equal_to(found, engine, layout, facts, store, heard):
    """How many of the ten checks an engine answers as we do."""
    out = BUILD / f"{engine.name}-{layout}.csv"
    engine.tell("verify", store, layout, AS_OF_DAY, 1, out)
    theirs = compare.of_engine(facts, out)
    passed = 0
    for code in compare.CODES:
        mine, yours = compare.of_code(found, code), compare.of_code(theirs, code)
        passed += mine == yours
        heard[code] = heard.get(code, 0) + mine.total()
        if mine != yours:
            print(f"{engine.name} {layout} {code} FAILED  {mine.total():,} / {yours.total():,}")
            print("\n".join(compare.differences(mine, yours, engine.name)))
    return passed


def compare_county(qingxin, county, heard):
    facts = prepare(county, "daily", BUILD / "facts-small")
    found = ours(qingxin, facts, BUILD / "small.json", county)
    passed = cases = 0
    for engine in ENGINES:
        if not engine.is_installed:
            continue
        store = BUILD / f"small.{engine.name}"
        remove(store)
        engine.tell("load", facts, store)
        for layout in engine.layouts:
            cases += len(compare.CODES)
            passed += equal_to(found, engine, layout, facts, store, heard)
        remove(store)
    print(f"{county.name}：清薪 {found.total():,} 条")
    return passed, cases - passed


def equal(qingxin, *seeds):
    """A case is one check of one engine and layout on a county."""
    missing = [engine.name for engine in ENGINES if not engine.is_installed]
    if missing:
        print(f"没有安装、不比较：{'、'.join(missing)}（tools/install.sh bench）")
    heard = {}
    county = make_county(qingxin, SMALL, "daily")
    passed, failed = compare_county(qingxin, county, heard)
    for seed in map(int, seeds or (STIR_SEED,)):
        stirred = BUILD / f"stirred-{seed}"
        shutil.rmtree(stirred, ignore_errors=True)
        stir.stir(county, stirred, seed)
        more = compare_county(qingxin, stirred, heard)
        passed, failed = passed + more[0], failed + more[1]
        shutil.rmtree(stirred)
    silent = [code for code in compare.CODES if heard[code] == 0]
    if silent:
        print(f"一条疑点也没有的检查：{' '.join(silent)}")
    print(f"{passed} passed, {failed + len(silent)} failed")
    return 1 if failed or silent else 0


def facts_of(qingxin, projects):
    """A county of so many projects with its tables, made once; and what we find in it."""
    county = make_county(qingxin, projects, "monthly")
    facts, stamp = BUILD / f"facts-{projects}", BUILD / f"facts-{projects}.made-by"
    if not stamp.exists() or stamp.read_text() != generator_digest():
        stamp.unlink(missing_ok=True)
        prepare(county, "monthly", facts)
        stamp.write_text(generator_digest())
    return county, facts


def medians(told):
    """Of the rounds of one layout."""
    return {name: round(statistics.median(one[name] for one in told["rounds"]), 4)
            for name in ("wall", "cpu")} | {
        "best": round(min(one["wall"] for one in told["rounds"]), 4),
        "first": round(told["first"]["wall"], 4), "peak": told["peak"], "others": told["others"]}


def measure_engine(engine, projects, facts, found):
    """Loads and verifies; the store is gone afterwards. Nothing where a finding differs."""
    store = BUILD / f"{engine.name}-{projects}.store"
    remove(store)
    loaded = engine.tell("load", facts, store)
    result = {"engine": engine.name, "projects": projects, "load": loaded, "verify": {}}
    for layout in engine.layouts:
        out = BUILD / f"{engine.name}-{layout}.csv"
        told = engine.tell("verify", store, layout, AS_OF_DAY, engine.rounds, out)
        theirs = compare.of_engine(facts, out)
        if theirs != found:
            print("\n".join(compare.differences(found, theirs, engine.name)))
            sys.exit(f"{engine.name} {layout}：疑点与清薪不同，不出数")
        result["verify"][layout] = medians(told)
        print(f"{engine.name} {layout}，{projects:,} 个项目：{medians(told)}", flush=True)
    remove(store)
    (BUILD / f"{engine.name}-{projects}.json").write_text(json.dumps(result, indent=2) + "\n")


def measure_tiles(program, projects, book, facts, found):
    """Our tiles, from the folder's book; each twin of the screen says its figures in a line."""
    out = BUILD / "tiles.csv"
    done = subprocess.run([program, "tiles", book, AS_OF, str(THREADS), str(3 * ROUNDS), out],
                          check=True, stdout=subprocess.PIPE, text=True)
    theirs = compare.of_tiles(facts, out)
    if theirs != found:
        print("\n".join(compare.differences(found, theirs, "tiles")))
        sys.exit("tiles：疑点与清薪不同，不出数")
    print(f"tiles，{projects:,} 个项目：\n{done.stdout}", end="", flush=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    (BUILD / f"tiles-{projects}.json").write_text(json.dumps(told, indent=2) + "\n")


def measure(qingxin, *wanted):
    """Every engine that is named, at its size or at another one."""
    sizes = dict(word.partition("=")[::2] for word in wanted)
    tiles = sizes.pop("tiles", None)
    plan = [(int(sizes.get(engine.name) or engine.projects), engine) for engine in ENGINES
            if engine.is_installed and (not sizes or engine.name in sizes)]
    for projects in sorted({projects for projects, _ in plan}):
        county, facts = facts_of(qingxin, projects)
        book = BUILD / "measured.book"
        subprocess.run([qingxin, "book", "build", county, "-o", book], check=True,
                       stdout=subprocess.DEVNULL)
        found = ours(qingxin, facts, BUILD / "measured.json", "--book", book)
        if tiles:
            measure_tiles(os.path.abspath(tiles), projects, book, facts, found)
        book.unlink()
        for _, engine in filter(lambda pair: pair[0] == projects, plan):
            measure_engine(engine, projects, facts, found)
    return 0


def change(qingxin, *sizes):
    """What one change of a fact costs SQLite until the findings of its project stand again."""
    (engine,) = [engine for engine in ENGINES if engine.name == "sqlite"]
    results = []
    for projects in map(int, sizes or CHANGED):
        _, facts = facts_of(qingxin, projects)
        store = BUILD / f"sqlite-{projects}.store"
        remove(store)
        workers = engine.tell("load", facts, store)["workerMonths"]
        results.append({"projects": projects, "workerMonths": workers}
                       | engine.tell("change", store, AS_OF_DAY, EVENTS))
        print(results[-1], flush=True)
        remove(store)
    (BUILD / "sqlite-change.json").write_text(json.dumps(results, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    VERBS = {"equal": equal, "measure": measure, "change": change}
    if len(sys.argv) < 3 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    BUILD.mkdir(parents=True, exist_ok=True)
    sys.exit(VERBS[sys.argv[1]](os.path.abspath(sys.argv[2]), *sys.argv[3:]))
