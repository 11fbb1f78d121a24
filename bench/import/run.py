#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast facts are kept: `run.py BUILD`. An import of a folder, from its files to facts in force,
beside the barest loop that puts the same rows and columns into tables of the same keys: one
prepared statement for SQLite, COPY for PostgreSQL, all in one run. Fails where an import is slower
than LEAST of it, or where its memory grows with what it reads by more than MEMORY_MOST bytes a
row."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZES = (60, 300)  # projects, with daily attendance
ROUNDS = 3
LEAST = 0.4
MEMORY_MOST = 400


def sample(qingxin, folder, projects):
    subprocess.run([qingxin, "sample", folder, "--plain", "--projects", str(projects), "--months",
                    "3"], check=True, stdout=subprocess.DEVNULL)
    return folder


def once(build, folder, store, *connection):
    done = subprocess.run([build / "bench_import", folder, store, *connection], check=True,
                          capture_output=True)
    return json.loads(done.stdout)


def peak_bytes(words):
    """Of the whole command, as the system counts it."""
    child = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 4):
        sys.exit(f"没有做成：{words}")
    return used.ru_maxrss * 1024


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    sys.argv = [sys.argv[0], str(build / "qingxin")]
    sys.path.insert(0, str(ROOT / "tests/contract"))
    import stored  # noqa: the tests' server, which ends with this program
    worst, figures, peaks = 9.0, [], []
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        for size in SIZES:
            folder = sample(build / "qingxin", place / f"县{size}", size)
            for engine in ("sqlite", "postgres"):
                runs = []
                for number in range(ROUNDS):
                    store = place / f"{engine}{size}-{number}"
                    store.mkdir()
                    server = stored.server()
                    connection = () if engine == "sqlite" else (
                        f"host={server.folder} user=postgres dbname={server.fresh()}",)
                    runs.append(once(build, folder, store, *connection))
                ratios = sorted(run["bare_ms"] / run["import_ms"] for run in runs)
                ratio = ratios[len(ratios) // 2]
                worst = min(worst, ratio)
                figures.append({"projects": size, **runs[-1], "ratio": round(ratio, 2)})
                print(json.dumps(figures[-1]), flush=True)
            peak = peak_bytes([build / "qingxin", "import", folder, "--wait", "--data",
                               place / f"peak{size}"])
            peaks.append((figures[-1]["rows"], peak))
            print(json.dumps({"projects": size, "peak_mib": peak >> 20}), flush=True)
    (rows, bytes_), (more_rows, more_bytes) = peaks
    growth = (more_bytes - bytes_) / (more_rows - rows)
    print(json.dumps({"least_ratio": round(worst, 2), "bytes_a_row": round(growth)}))
    if worst < LEAST:
        sys.exit(f"存入只有裸循环的 {worst:.2f}，应至少 {LEAST}")
    if growth > MEMORY_MOST:
        sys.exit(f"每多一行多用 {growth:.0f} 字节内存，应至多 {MEMORY_MOST}")


if __name__ == "__main__":
    main()
