#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The excerpt in README.md is what the program prints: `readme_test.py QINGXIN`."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from tutorial_test import agrees

# The same county as `./dev demo` makes.
DEMO = pathlib.Path("dev").read_text()


class Readme(unittest.TestCase):
    def test_shows_what_the_program_prints_of_the_demo(self):
        excerpt = re.search(r"节选：\n\n```\n(.*?)^```$", pathlib.Path("README.md").read_text(),
                            re.MULTILINE | re.DOTALL)[1]
        options = re.search(r"sample build/pingchuan (.*)", DEMO)[1].split()
        as_of = re.search(r"--as-of (\S+)", DEMO)[1]
        with tempfile.TemporaryDirectory() as folder:
            county = pathlib.Path(folder, "pingchuan")
            subprocess.run([sys.argv[1], "sample", county, *options], check=True,
                           stdout=subprocess.DEVNULL)
            shown = subprocess.run([sys.argv[1], "verify", county, "--as-of", as_of],
                                   capture_output=True, text=True, check=False)
        self.assertEqual(shown.returncode, 1, shown.stderr)
        self.assertTrue(agrees(excerpt + "……\n", shown.stdout), shown.stdout)
