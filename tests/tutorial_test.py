#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does what docs/tutorial.md and docs/office.md say, command by command, each in an empty folder,
and compares what it shows: `tutorial_test.py QINGXIN` (by run_unittest.py).

A ```sh block is typed as it stands. In a ```console block a line `$ command` is typed, and the
lines below are what it prints. A line `……` there stands for any lines, `…` in a line for any
text."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PAGES = (pathlib.Path("docs/tutorial.md"), pathlib.Path("docs/office.md"))
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps_of(page):
    """(command, what it shows or None) in order."""
    for kind, text in BLOCK.findall(page):
        if kind == "sh":
            yield text, None
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, shown = part.split("\n", 1)
            yield command, shown


def pattern_of(shown):
    """The shown lines as an expression that the output has to match."""
    lines = []
    for line in shown.rstrip().splitlines():
        if line == "……":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*".join(re.escape(part.rstrip()) for part in line.split("…")) + r" *\n")
    return "".join(lines)


def agrees(shown, output):
    return re.fullmatch(pattern_of(shown), output.rstrip() + "\n") is not None


class Reader:
    """Somebody who types at a shell in an empty folder."""

    def __init__(self, qingxin, folder):
        self.folder = folder
        bin_folder = pathlib.Path(folder, ".bin")
        bin_folder.mkdir()
        (bin_folder / "qingxin").symlink_to(pathlib.Path(qingxin).resolve())
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
                            "PATH": f"{bin_folder}:{os.environ['PATH']}"}

    def type(self, command):
        # The folder stays from one command to the next, as in a terminal.
        where = pathlib.Path(self.folder, ".where")
        script = f"cd \"$(cat '{where}' 2>/dev/null || echo .)\"\n{command}\n"
        script += f"status=$?\npwd > '{where}'\nexit $status\n"
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
        return done.stdout, done.returncode


class Tutorial(unittest.TestCase):
    def test_shows_what_the_program_prints(self):
        for page in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                self.read(page, Reader(sys.argv[1], folder))

    def read(self, page, reader):
        for command, shown in steps_of(page.read_text()):
            with self.subTest(command.splitlines()[0], page=page.name):
                output, status = reader.type(command)
                if shown is None:
                    self.assertEqual((status, output), (0, ""))
                else:
                    self.assertTrue(agrees(shown, output), f"\n{command}\n{output}")

    def test_reads_dots_as_any_text_and_nothing_else(self):
        self.assertTrue(agrees("用时 … 秒\n", "用时 0.2 秒\n"))
        self.assertTrue(agrees("a\n……\nd\n", "a\nb\nc\nd\n"))
        self.assertFalse(agrees("a\nd\n", "a\nb\nd\n"))
        self.assertFalse(agrees("a.c\n", "abc\n"))
