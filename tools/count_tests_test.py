# SPDX-License-Identifier: Apache-2.0
import json
import pathlib
import tempfile
import unittest
import xml.etree.ElementTree as xml

import count_tests


def ctest_case(status, output=""):
    test = xml.Element("testcase", name="x", status=status)
    xml.SubElement(test, "system-out").text = output
    return test


class CountTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.results = pathlib.Path(folder.name)

    def count(self, status, output="", cases=None):
        if cases is not None:
            report = {"testsuites": [{"testsuite": cases}]}
            (self.results / "tests.json").write_text(json.dumps(report))
        return count_tests.cases_of(ctest_case(status, output), "tests", self.results)

    def test_counts_the_cases_of_a_googletest_program(self):
        good, bad = {"result": "COMPLETED"}, {"result": "COMPLETED", "failures": [{}]}
        self.assertEqual(self.count("fail", cases=[good, good, bad]), (2, 1))

    def test_takes_a_skipped_case_for_a_failed_one(self):
        self.assertEqual(self.count("run", cases=[{"result": "SKIPPED"}]), (0, 1))

    def test_reads_the_closing_line_of_a_script(self):
        self.assertEqual(self.count("run", "1 passed, 0 failed\n…\n12 passed, 0 failed\n"), (12, 0))

    def test_counts_a_silent_test_as_one(self):
        self.assertEqual(self.count("run"), (1, 0))
        self.assertEqual(self.count("fail"), (0, 1))

    def test_does_not_believe_a_failed_test_that_says_all_is_well(self):
        self.assertEqual(self.count("fail", "3 passed, 0 failed\n"), (3, 1))
        self.assertEqual(self.count("fail", cases=[{"result": "COMPLETED"}]), (1, 1))

    def test_counts_a_test_that_did_not_run_as_failed(self):
        self.assertEqual(self.count("notrun"), (0, 1))
