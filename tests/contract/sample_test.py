# SPDX-License-Identifier: Apache-2.0
"""Generated counties: what was planted is found, to the fen, and nothing else is."""
import csv
import json
import pathlib
import subprocess
import tempfile
import unittest
from collections import Counter

from folder import QINGXIN

AS_OF = "2026-11-23"
MONTHS = 3  # long enough for every story; a site tells it in one to three of them
SMALL, WHOLE = 13, 60  # two chapters of faults; all seven and every story
WHOLE_SEEDS = (26, 27, 28, 29)
OFFICE_SEEDS = (3, 4, 5)
OF_MONTHS = "F05,F06,W01,W02,W06,W11,W16,W17,X04"  # what a month's sheet is enough for
RULES = 54  # X01–X06 among them
# Rules whose findings are about a unit, which the report has as employer, and about an account or
# an instalment, which it has as subject.
ABOUT_A_UNIT = ("F01", "L08", "W08", "X02")
ABOUT_A_SUBJECT = ("A02", "A03", "A04", "A05", "A06", "A07", "F05")


def county(folder, seed, projects, months, *options):
    subprocess.run([QINGXIN, "sample", folder, "--seed", str(seed), "--projects", str(projects),
                    "--months", str(months), *options], check=True, capture_output=True)


def report(folder, *options):
    done = subprocess.run([QINGXIN, "verify", folder, "--as-of", AS_OF, "--json", "-", "--reveal",
                           "--all-rules", *options], capture_output=True, check=False)
    assert done.returncode in (0, 1, 4), done.stderr.decode()
    return json.loads(done.stdout)


def planted(folder):
    """The truth: rule, where, whose, when, how grave and how much. Rejected rows are no finding."""
    with open(pathlib.Path(folder, "planted.csv"), encoding="utf-8", newline="") as file:
        return Counter((row["project_id"], row["rule"], row["worker"], row["month"],
                        row["subject"], row["severity"], row["amount_fen"])
                       for row in csv.DictReader(file) if row["rule"] != "拒收")


def subject_of(finding):
    if finding["rule"] in ABOUT_A_UNIT and not finding["worker"]:
        return finding["employer"] or ""
    return finding["subject"] if finding["rule"] in ABOUT_A_SUBJECT else ""


def found(told):
    return Counter((finding["project_id"], finding["rule"], finding["worker"] or "",
                    finding["month"] or "", subject_of(finding), finding["severity"],
                    "" if finding["amount_fen"] is None else str(finding["amount_fen"]))
                   for finding in told["findings"] + told["notes"]
                   if finding["verdict"] == "violates")


class Planted(unittest.TestCase):
    planted_rules: set = set()

    def compare(self, seed, projects, months, *options):
        with tempfile.TemporaryDirectory() as folder:
            county(folder, seed, projects, months, *options)
            told = report(folder)
            run = set(told["rules"]["run"])
            wanted = Counter({fault: count for fault, count in planted(folder).items()
                              if fault[1] in run})
        got = found(told)
        self.assertEqual(got - wanted, Counter(), "found but not planted")
        self.assertEqual(wanted - got, Counter(), "planted but not found")
        self.planted_rules.update(rule for _, rule, *_ in wanted)
        return run

    def test_thirty_counties(self):
        run = set()
        for seed in range(30):
            with self.subTest(seed=seed):
                form = () if seed in OFFICE_SEEDS else ("--plain",)
                run |= self.compare(seed, WHOLE if seed in WHOLE_SEEDS else SMALL, MONTHS, *form)
        self.assertEqual(run - self.planted_rules, set(), "no seed plants these rules")
        self.assertEqual(len(run), RULES)

    def test_the_sample_county(self):
        for seed in (1, 20261001):
            with self.subTest(seed=seed):
                self.compare(seed, WHOLE, 6)

    def test_seasons_of_other_lengths(self):
        for months in (1, 2, 14):
            with self.subTest(months=months):
                self.compare(11, SMALL * 2, months, "--plain")

    def test_a_clean_county_is_clean_and_leaves_nothing_unjudged(self):
        for seed in range(6):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                county(folder, seed, WHOLE if seed == 0 else SMALL * 2, 6 if seed < 2 else MONTHS,
                       "--plain", "--clean")
                told = report(folder)
                self.assertEqual(planted(folder), Counter())
                self.assertEqual([(finding["rule"], finding["verdict"], finding["because"])
                                  for finding in told["findings"]], [])

    def test_monthly_sheets_say_what_the_gate_says(self):
        for seed in (1, 7):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                told = []
                for form in ("daily", "monthly"):
                    county(f"{folder}/{form}", seed, WHOLE, 6, "--plain", "--attendance", form)
                    told.append(found(report(f"{folder}/{form}", "--rules", OF_MONTHS)))
                self.assertEqual(told[0], told[1])
                self.assertEqual({key[1] for key in told[0]}, set(OF_MONTHS.split(",")))

    def test_the_list_of_faults_is_no_table(self):
        with tempfile.TemporaryDirectory() as folder:
            county(folder, 7, 3, 1)
            self.assertEqual(set(report(folder)["unrecognised"]), {"planted.csv", "说明.txt"})

    def test_threads_do_not_matter(self):
        with tempfile.TemporaryDirectory() as folder:
            county(folder, 7, 20, 2)
            self.assertEqual(report(folder, "--threads", "1"), report(folder, "--threads", "4"))


if __name__ == "__main__":
    unittest.main()
