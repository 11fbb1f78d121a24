#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How soon and how surely the same matter is found again: `run.py BUILD`. Ten thousand, a hundred
thousand and a million clues, of which later ones repeat earlier ones in six ways; then a million in
a database of either engine, asked through the store as on the arrival of a clue, beside the barest
loop that reads the same keys. Fails where the median of a question among a million is above
MEDIAN_MOST, where too few of those planted are proposed, or where a matter of another site is
proposed too often."""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench" / "performance" / "intake.json"
SIZES = (10_000, 100_000, 1_000_000)
MEDIAN_MOST_US = 20_000
# Of each way to come again the least share that is proposed.
LEAST = {"same_words": 0.99, "edited": 0.9, "own_words": 0.99, "other_phone": 0.95,
         "colleague": 0.0, "no_site": 0.99}
# Proposed matters of another site, of all questions.
OTHERS_MOST = 0.01


def faults_of(told):
    if told["median_us"] > MEDIAN_MOST_US:
        yield f"中位 {told['median_us']} 微秒，应至多 {MEDIAN_MOST_US}"
    for way, least in LEAST.items():
        counts = told["again"][way]
        share = counts["proposed"] / counts["planted"]
        if share < least:
            yield f"{way} 只提出 {share:.3f}，应至少 {least}"
    if told["proposed_of_other_matters"] > OTHERS_MOST * told["questions"]:
        yield f"别处的事项提出了 {told['proposed_of_other_matters']} 条"


def stored(build, size):
    """Of each engine, on databases of their own."""
    sys.argv = [sys.argv[0], str(build / "qingxin")]  # which program the tests' parts run
    sys.path.insert(0, str(ROOT / "tests/contract"))
    from stored import Server  # the tests' server, which ends with this program
    server = Server("-c", "max_wal_size=4GB")
    for connection in ((), (f"host={server.folder} user=postgres dbname={server.fresh()}",)):
        with tempfile.TemporaryDirectory() as place:
            done = subprocess.run([build / "bench_clues", place, str(size), *connection],
                                  check=True, stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        yield json.loads(done.stdout)


def main(build):
    figures, faults = [], []
    for size in SIZES:
        done = subprocess.run([pathlib.Path(build) / "bench_intake", str(size)], check=True,
                              stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        figures.append(json.loads(done.stdout))
        faults += [f"{size} 条：{fault}" for fault in faults_of(figures[-1])]
    for told in stored(pathlib.Path(build).resolve(), SIZES[-1]):
        figures.append(told)
        if told["median_ms"] * 1000 > MEDIAN_MOST_US:
            faults.append(f"{told['engine']} 里 {SIZES[-1]} 条：中位 {told['median_ms']} 毫秒，"
                          f"应至多 {MEDIAN_MOST_US // 1000}")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2) + "\n")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
