# SPDX-License-Identifier: Apache-2.0
"""`verify --brief` finds what `verify` finds, of a folder and of its book: the same subjects, the
same colours, the same fen, the same exit status, in the same order."""
import collections
import csv
import io
import json
import subprocess
import unittest

from folder import QINGXIN, OwnPlace, clean, written
from whole import PARAMETERS, folder_of, whole

SETTINGS = ((), ("--all-rules",), ("--rules", "W01,W02,W06,W11,W16,W17,X04,F05,F06"),
            ("--rules", "W01,W02,W06,W11,W16,W17,F05,F06"),
            ("--region", "9901", "--months", "2026-07..2026-09"))
AS_OFS = ("2026-11-23", "2026-08-10")


def run(*arguments):
    return subprocess.run([QINGXIN, *map(str, arguments)], capture_output=True, timeout=300,
                          check=False)


def in_full(report):
    """What a report says, as --list writes it; notes stand among the findings there."""
    rows = []
    for finding in report["findings"] + report["notes"]:
        amount = finding["amount_fen"]
        rows.append({"project_id": finding["project_id"], "id_number": finding["worker"] or "",
                     "month": finding["month"] or "", "rule": finding["rule"],
                     "verdict": finding["verdict"], "severity": finding["severity"],
                     "subject": finding["subject"] or "",
                     "amount_fen": "" if amount is None else str(amount)})
    return rows


def counted(rows):
    return collections.Counter(tuple(row[key] for key in sorted(rows[0])) for row in rows)


class Brief(OwnPlace, unittest.TestCase):
    def sample(self, *options):
        folder = self.place / "县"
        self.assertEqual(run("sample", folder, *options).returncode, 0)
        return folder

    def written(self, tables):
        return written(self.place / "县", tables)

    def listed(self, place, asked):
        done = run("verify", *place, *asked, "--reveal", "--brief", "--list", "-")
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        for row in rows:
            del row["employer"]
        return done, rows

    def same(self, folder):
        book = self.place / "县.book"
        self.assertEqual(run("book", "build", folder, "-o", book).returncode, 0)
        for as_of in AS_OFS:
            for options in SETTINGS:
                asked = ("--as-of", as_of, *options)
                full = run("verify", folder, *asked, "--reveal", "--json", "-")
                report = json.loads(full.stdout)
                for place in ((folder,), ("--book", book)):
                    with self.subTest(as_of=as_of, options=options, place=place[0]):
                        brief, rows = self.listed(place, asked)
                        self.assertEqual(brief.returncode, full.returncode, brief.stderr)
                        expected = in_full(report)
                        self.assertEqual(counted(rows) if rows else {},
                                         counted(expected) if expected else {})

    def test_an_office_county(self):
        self.same(self.sample("--seed", 7, "--projects", 19, "--months", 6))

    def test_a_plain_county(self):
        self.same(self.sample("--seed", 5, "--projects", 60, "--months", 4, "--plain"))

    def test_a_plain_county_of_monthly_sheets(self):
        self.same(self.sample("--seed", 9, "--projects", 25, "--months", 3, "--plain",
                              "--attendance", "monthly"))

    def test_a_folder_with_every_table(self):
        self.same(self.written(folder_of(whole(), PARAMETERS)))

    def test_a_folder_without_most_tables(self):
        tables = clean()
        for name in ("专户.csv", "专户流水.csv", "考勤.csv"):
            tables.pop(name, None)
        self.same(self.written(tables))

    def test_a_row_of_a_later_day_that_cannot_be_used(self):
        tables = whole()
        tables["代发明细"].append({**tables["代发明细"][0], "金额": "五千", "日期": "2026-12-13",
                               "流水号": "S3"})
        self.same(self.written(folder_of(tables, PARAMETERS)))

    def test_numbers_are_masked_unless_revealed(self):
        folder = self.sample("--seed", 7, "--projects", 5, "--months", 3, "--plain")
        done = run("verify", folder, "--as-of", "2026-11-23", "--brief", "--list", "-")
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        numbers = [row["id_number"] for row in rows if row["id_number"]]
        self.assertTrue(numbers)
        self.assertTrue(all("*" in number for number in numbers), numbers[:3])


if __name__ == "__main__":
    unittest.main()
