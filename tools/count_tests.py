#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sums up the test cases of a ctest run: `count_tests.py BUILD RESULTS` → "N passed, N failed".

A GoogleTest program leaves RESULTS/<program>.json and counts by its cases. Every other test ends
its output with a line "N passed, N failed"; one without such a line counts as a single case. A
test that ctest calls failed counts at least one failure, whatever it says of itself, and so does
one that did not run."""
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

CLOSING_LINE = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)


def program_of_each_test(build):
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"],
                             check=True, capture_output=True, text=True).stdout
    return {test["name"]: pathlib.Path(test["command"][0]).name
            for test in json.loads(listing)["tests"] if test.get("command")}


def cases_in_gtest_report(path):
    report = json.loads(path.read_text())
    cases = [case for suite in report["testsuites"] for case in suite["testsuite"]]
    failed = sum(1 for case in cases if case.get("failures") or case["result"] != "COMPLETED")
    return len(cases) - failed, failed


def cases_in_output(output, has_passed):
    closing_lines = CLOSING_LINE.findall(output)
    if closing_lines:
        return tuple(map(int, closing_lines[-1]))
    return (1, 0) if has_passed else (0, 1)


def cases_of(test, program, results):
    """(passed, failed) of one <testcase> that ctest wrote."""
    has_passed = test.get("status") == "run"
    report = results / f"{program}.json"
    if report.exists():
        passed, failed = cases_in_gtest_report(report)
    else:
        passed, failed = cases_in_output(test.findtext("system-out") or "", has_passed)
    if not has_passed and failed == 0:
        failed = 1
    return passed, failed


def main(build, results):
    results = pathlib.Path(results)
    programs = program_of_each_test(build)
    tests = xml.parse(results / "ctest.xml").getroot().findall("testcase")
    counts = [cases_of(test, programs.get(test.get("name")), results) for test in tests]
    passed, failed = (sum(column) for column in zip(*counts)) if counts else (0, 0)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
