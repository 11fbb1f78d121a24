# SPDX-License-Identifier: Apache-2.0
"""The findings of both sides as multisets that can be compared."""
import collections
import csv
import json

# All that `verify --all-rules` runs on a folder.
RULES = tuple(f"{letter}{number:02}"
              for letter, count in zip("ABDFLWX", (8, 1, 4, 7, 9, 19, 6))
              for number in range(1, count + 1))


def of_qingxin(path):
    with open(path) as file:
        report = json.load(file)
    return collections.Counter(
        (finding["rule"], finding["verdict"], finding["severity"], finding["project_id"],
         finding["worker"] or "", finding["month"] or "", finding["subject"] or "",
         "" if finding["amount_fen"] is None else str(finding["amount_fen"]))
        for finding in report["findings"] + report["notes"])


def of_brief(path):
    """What `verify --brief --list` wrote."""
    with open(path, newline="") as file:
        return collections.Counter(
            tuple(row[name] for name in ("rule", "verdict", "severity", "project_id", "id_number",
                                         "month", "subject", "amount_fen"))
            for row in csv.DictReader(file))


def of_duckdb(path):
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return collections.Counter(map(tuple, rows))


def of_rule(findings, rule):
    return collections.Counter({key: n for key, n in findings.items() if key[0] == rule})


def differences(qingxin, duckdb, shown=5):
    """A line for each finding that only one side has, the first few of them."""
    for name, only in (("清薪", qingxin - duckdb), ("DuckDB", duckdb - qingxin)):
        for key in sorted(only)[:shown]:
            yield f"  只有 {name} 有：{' '.join(part or '–' for part in key)}"
        if len(only) > shown:
            yield f"  …… 只有 {name} 有的共 {only.total():,} 条"
