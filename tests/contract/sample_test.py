# SPDX-License-Identifier: Apache-2.0
"""Generated counties: what was planted is found, and nothing else is."""
import json
import pathlib
import subprocess
import tempfile
import unittest
from collections import Counter

from folder import QINGXIN

AS_OF = "2026-11-23"


def county(folder, seed, projects, months, *options):
    subprocess.run([QINGXIN, "sample", folder, "--seed", str(seed), "--projects", str(projects),
                    "--months", str(months), *options], check=True, capture_output=True)


def planted(folder):
    lines = pathlib.Path(folder, "planted.txt").read_text().splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return Counter((project, rule, worker, month) for project, rule, worker, month, *_ in rows
                   if rule != "拒收")


def report(folder, *options):
    done = subprocess.run([QINGXIN, "verify", folder, "--as-of", AS_OF, "--json", "-", "--reveal",
                           *options], capture_output=True, check=False)
    assert done.returncode in (0, 1, 4), done.stderr.decode()
    return json.loads(done.stdout)


def found(folder):
    return Counter((f["project_id"], f["rule"], f["worker"] or "", f["month"] or "")
                   for f in report(folder)["findings"] if f["verdict"] == "violates")


class Planted(unittest.TestCase):
    def compare(self, seed, projects, months, *options):
        with tempfile.TemporaryDirectory() as folder:
            county(folder, seed, projects, months, *options)
            wanted, got = planted(folder), found(folder)
        self.assertEqual(got - wanted, Counter(), "found but not planted")
        self.assertEqual(wanted - got, Counter(), "planted but not found")
        self.assertGreater(sum(wanted.values()), 0)

    def test_counties_as_an_office_has_them(self):
        for seed in range(3):
            with self.subTest(seed=seed):
                self.compare(seed, 20, 3)

    def test_plain_counties(self):
        for seed in range(3):
            with self.subTest(seed=seed):
                self.compare(seed, 40, 2, "--plain")

    def test_the_sample_county(self):
        self.compare(20261001, 60, 6)

    def test_threads_do_not_matter(self):
        with tempfile.TemporaryDirectory() as folder:
            county(folder, 7, 20, 2)
            self.assertEqual(report(folder, "--threads", "1"), report(folder, "--threads", "4"))


if __name__ == "__main__":
    unittest.main()
