#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plays the transcripts beside it: `run.py QINGXIN [--update] [NAME…]`.

A transcript is a text like a terminal's: a line `$ command`, what it prints (standard output, then
standard error), and `exit N`. Lines `> …` go on with the command. A line `……` stands for any
lines, `…` within a line for any text; lines that begin with # and blank lines between commands
are for the reader. All commands of one transcript run one after the other in an empty folder, in
which tests/cli/data is `data`. --update writes what is printed now; git shows the difference."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TIME_LIMIT_S = 120


class Step:
    """One command with what it should print and its exit status."""

    def __init__(self, line, lines_before):
        self.line, self.before = line, lines_before
        self.command, self.shown, self.status = [], [], None

    def text(self):
        head, *rest = self.command
        return [*self.before, f"$ {head}", *(f"> {more}" for more in rest), *self.shown,
                f"exit {self.status}"]


def steps_of(text):
    steps, between = [], []
    open_step = None
    for number, line in enumerate(text.splitlines(), 1):
        if open_step is None and line.startswith("$ "):
            open_step = Step(number, between)
            open_step.command.append(line[2:])
            steps.append(open_step)
            between = []
        elif open_step is None:
            between.append(line)
        elif line.startswith("> ") and not open_step.shown:
            open_step.command.append(line[2:])
        elif re.fullmatch(r"exit \d+", line):
            open_step.status = int(line[5:])
            open_step = None
        else:
            open_step.shown.append(line)
    if open_step is not None:
        raise SystemExit(f"line {open_step.line}: the command has no line 'exit N'")
    return steps, between


def agrees(shown, printed):
    pattern = ""
    for line in shown:
        if line == "……":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\n"
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def played(step, folder, environment):
    done = subprocess.run(["bash", "-c", "\n".join(step.command)], cwd=folder, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT_S)
    printed = (done.stdout + done.stderr).decode("utf-8", "replace")
    # Tables are filled with blanks to their right edge; a transcript is kept without them.
    # What it took differs from run to run.
    lines = [re.sub(r"用时 [\d.]+ 秒", "用时 … 秒", line.rstrip()) for line in printed.splitlines()]
    return lines, done.returncode


def play(path, qingxin, update):
    """The faults of one transcript; with `update` it is rewritten instead."""
    steps, rest = steps_of(path.read_text())
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        programs = pathlib.Path(folder, ".bin")
        programs.mkdir()
        (programs / "qingxin").symlink_to(qingxin)
        pathlib.Path(folder, "data").symlink_to(HERE / "data")
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "",
                       "PATH": f"{programs}:{os.environ['PATH']}"}
        for step in steps:
            printed, status = played(step, folder, environment)
            if agrees(step.shown, printed) and status == step.status:
                continue
            faults.append("\n".join([f"{path.name}:{step.line}: $ {step.command[0]}",
                                     *(f"  - {line}" for line in step.shown),
                                     f"  - exit {step.status}",
                                     *(f"  + {line}" for line in printed),
                                     f"  + exit {status}"]))
            step.shown, step.status = printed, status
    if update:
        lines = [line for step in steps for line in step.text()] + rest
        path.write_text("".join(line + "\n" for line in lines))
    return len(steps), faults


def main():
    update = "--update" in sys.argv
    qingxin, *names = [word for word in sys.argv[1:] if word != "--update"]
    passed = failed = 0
    for path in sorted(HERE.glob("*.test")):
        if names and path.stem not in names:
            continue
        steps, faults = play(path, pathlib.Path(qingxin).resolve(), update)
        passed += steps - len(faults)
        failed += len(faults)
        print("\n".join(faults), end="\n" if faults else "")
    print(f"{passed} passed, {failed} failed")
    return 1 if (failed and not update) or passed + failed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
