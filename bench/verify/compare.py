# SPDX-License-Identifier: Apache-2.0
"""The findings of the ten checks as multisets that can be compared. Months in which a row could not
be used are left out on both sides: the rules are silent there, which the SQL does not know."""
import collections
import csv
import json
import pathlib

CODES = ("W01 unpaid", "W01 late", "W02", "W06", "W11", "W16", "W17", "X04", "F05", "F06")


def column(path, key, value):
    with open(path, newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}


def month_text(number):
    return f"{int(number) // 12:04}-{int(number) % 12 + 1:02}" if number else ""


def lost_months(facts):
    with open(pathlib.Path(facts) / "lost.csv", newline="") as file:
        return {(row["project_id"], row["month"]) for row in csv.DictReader(file)}


def of_engine(facts, path):
    """What an engine wrote, with the names that the numbers stand for."""
    projects = column(pathlib.Path(facts) / "project.csv", "project", "project_id")
    workers = column(pathlib.Path(facts) / "worker.csv", "worker", "worker_id")
    lost = lost_months(facts)
    found = collections.Counter()
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            key = (CODES[int(row["code"]) - 1], projects[row["project"]],
                   workers[row["worker"]] if row["worker"] else "", month_text(row["month"]),
                   row["subject"], row["amount"])
            found[key] += key[1:4:2] not in lost
    return +found


def code_of(finding):
    if finding["rule"] == "W01":
        return "W01 unpaid" if finding["severity"] == "red" else "W01 late"
    return finding["rule"]


def is_of_the_ten(finding):
    """X04 is asked about a month only: never there, or far too much; not about telephones."""
    is_asked = finding["rule"] != "X04" or finding["month"] is not None
    return is_asked and finding["verdict"] == "violates"


def of_qingxin(facts, path):
    with open(path) as file:
        report = json.load(file)
    lost = lost_months(facts)
    found = collections.Counter()
    for finding in report["findings"] + report["notes"]:
        if not is_of_the_ten(finding):
            continue
        key = (code_of(finding), finding["project_id"], finding["worker"] or "",
               finding["month"] or "", finding["subject"] or "",
               "" if finding["amount_fen"] is None else str(finding["amount_fen"]))
        found[key] += key[1:4:2] not in lost
    return +found


def of_tiles(facts, path):
    """What bench_verify wrote: our findings from tiles, without words."""
    lost = lost_months(facts)
    found = collections.Counter()
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            key = (code_of(row), row["project_id"], row["id_number"], row["month"], row["subject"],
                   row["amount_fen"])
            found[key] += key[1:4:2] not in lost
    return +found


def of_code(findings, code):
    return collections.Counter({key: n for key, n in findings.items() if key[0] == code})


def differences(ours, theirs, name, shown=5):
    """A line for each finding that only one side has, the first few of them."""
    for side, only in (("清薪", ours - theirs), (name, theirs - ours)):
        for key in sorted(only)[:shown]:
            yield f"  只有 {side} 有：{' '.join(part or '–' for part in key)}"
        if len(only) > shown:
            yield f"  …… 只有 {side} 有的共 {only.total():,} 条"
