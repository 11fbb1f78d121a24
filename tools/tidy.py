#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what the compiler cannot: the arrows between folders, lengths, banned words, and that
the documents keep step with the code. Prints one line per fault; silent when there is none.

It is textual on purpose: no compiler, understandable in one sitting, under a second. Known limits:
a C++ function is counted only when it starts in column 0, and `//` in a string ends the code of
its line."""
import ast
import pathlib
import re
import subprocess
import sys

import columns

# What each folder of src/ may include beside itself. This is the architecture: arrows point down.
MAY_USE = {
    "base": "",
    "law": "base",
    "book": "law base",
    "rules": "law base",
    "verify": "rules book law base",
    "ledger": "base",
    "intake": "law base",
    "casework": "law base",
    "oversight": "casework verify rules book law base",
    "feeds": "ledger book base",
    "access": "base",
    "outbox": "access casework law base",
    "documents": "oversight casework intake verify rules book law base",
    "sample": "law base",
    "store": "outbox access oversight casework intake ledger verify book law base",
    "sqlite": "store outbox access oversight casework intake ledger verify book law base",
    "postgres": "store outbox access oversight casework intake ledger verify book law base",
    "app": "store outbox access oversight casework intake ledger verify rules book law base "
           "feeds documents sample",
    "wire": "app store outbox access oversight casework intake ledger verify rules book law base "
            "feeds documents sample",
    "http": "wire app access base",
    "cli": "wire app base",
    "main": "*",
}

COLUMNS_MAX, FUNCTION_MAX, BYTES_MAX = 100, 60, 3_000_000
README_LINES = range(5, 21)

# (pattern, what to use instead, where it is allowed)
BANNED = [
    (r"\b(double|float)\b", "Money or an integer", r"src/documents/|src/sample/|bench/"),
    (r"\bsystem_clock::now\b", "the day or instant you were passed", r"src/main/"),
    (r"\bstd::(rand|srand)\b", "a generator that is handed in", r"$^"),
    (r"\b(sleep_for|sleep_until|usleep)\b", "something that is waited for", r"$^"),
    (r"\bdynamic_cast\b", "an enum or an interface", r"$^"),
    (r"\bResult<bool>", "an enum", r"src/base/result.h"),
    (r"^\s*#define\b", "a constant or a function", r"$^"),
    (r"\bGTEST_SKIP\b|\bDISABLED_", "a test that runs", r"$^"),
    (r'"[1-6]\d{5}"', "a parameter or the project's region_code",
     r"src/sample/|tests/|.*_test\.cc|fuzz/"),
]

SOURCE = re.compile(r".*\.(cc|h|py|sh|mjs|cmake|toml)$|(.*/)?CMakeLists\.txt$|dev$|\.ci/run$")
OPENS_FUNCTION = re.compile(
    r"(?!namespace|struct|class|enum|union|extern|static_assert|using|template|#)\w[^(=]*\(")
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work|farm|shared|home|root|Users)/")

# The four things that a decision must say, each in Chinese or in English.
DECISION_PARTS = {
    "背景": ("背景", "Question", "Context"),
    "决定": ("决定", "Decision"),
    "后果": ("后果", "Price", "Consequences"),
    "什么会让我们改主意": ("什么会让我们改主意", "What would change our mind"),
}


def files_of(root):
    """What is in the tree or would be added to it."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=root, check=True, capture_output=True).stdout.decode()
    return [path for path in sorted(set(listing.split("\0"))) if path and (root / path).is_file()]


def text_of(path):
    """The text of a file; nothing when it is none."""
    data = path.read_bytes()
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None


def allowed(folder, used):
    return used == folder or MAY_USE[folder] == "*" or used in MAY_USE[folder].split()


def include_faults(path, text):
    folder = path.split("/")[1]
    if folder not in MAY_USE:
        yield f"{path}:1: src/{folder}/ is new; say in MAY_USE what it may use"
        return
    may_use = MAY_USE[folder] or "nothing"
    for number, line in enumerate(text.splitlines(), 1):
        include = re.match(r'#include "(\w+)/', line)
        if not include or (path.endswith("_test.cc") and include[1] == "tests"):
            continue
        if not allowed(folder, include[1]):
            yield f"{path}:{number}: {folder}/ may not use {include[1]}/; it may use: {may_use}"


def link_faults(path, text):
    """The targets of src/<folder>/CMakeLists.txt follow the same arrows as the includes."""
    folder = path.split("/")[1]
    for number, line in enumerate(text.splitlines(), 1):
        for used in re.findall(r"\bqingxin_([a-z]+)\b(?!_)", line):
            if used in MAY_USE and folder in MAY_USE and not allowed(folder, used):
                yield f"{path}:{number}: {folder}/ may not link qingxin_{used}"


def line_faults(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > COLUMNS_MAX:
            yield f"{path}:{number}: {len(line)} columns, at most {COLUMNS_MAX}"


def licence_faults(path, text):
    if not any("SPDX-License-Identifier: Apache-2.0" in line for line in text.splitlines()[:3]):
        yield f"{path}:1: no line 'SPDX-License-Identifier: Apache-2.0'"


def banned_faults(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        for pattern, instead, home in BANNED:
            found = re.search(pattern, code)
            if found and not re.match(home, path):
                yield f"{path}:{number}: '{found[0].strip()}' is banned, use {instead}"


def length_faults(path, text):
    """A function opens with a line in column 0 that has a bracket; its '{' may stand lower."""
    start, name, is_open = None, "", False
    for number, line in enumerate(text.splitlines(), 1):
        if not is_open and OPENS_FUNCTION.match(line):
            start, name = number, re.split(r"\W+", line.split("(")[0])[-1]
        if start and not is_open:
            is_open = line.endswith("{")
            if line.endswith((";", "}")):
                start = None
        elif is_open and line.startswith("}"):
            if number - start + 1 > FUNCTION_MAX:
                yield (f"{path}:{start}: {name} has {number - start + 1} lines, "
                       f"at most {FUNCTION_MAX}")
            start, is_open = None, False


def python_length_faults(path, text):
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        lines = node.end_lineno - node.lineno + 1
        if lines > FUNCTION_MAX:
            yield f"{path}:{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION_MAX}"


def machine_faults(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield f"{path}:{number}: a path of one machine"
    if path.endswith("package-lock.json") and '"resolved"' in text:
        yield f"{path}:1: names a registry host; write it with omit-lockfile-registry-resolved"


def decision_faults(path, text):
    for part, words in DECISION_PARTS.items():
        heading = r"^(#+ |\*\*)(" + "|".join(words) + r")"
        if not re.search(heading, text, re.MULTILINE):
            yield f"{path}:1: says nothing under {part} ({' / '.join(words[1:])})"


def folder_faults(paths, root):
    for folder in sorted({path.split("/")[1] for path in paths if re.match(r"src/\w+/", path)}):
        readme = f"src/{folder}/README.md"
        if readme not in paths:
            yield f"{readme}: is missing: what lives here, what does not, where to start"
        elif len((root / readme).read_text().splitlines()) not in README_LINES:
            yield f"{readme}:1: about ten lines, please"


def faults_in(path, text):
    """Every fault of one file that its own text shows."""
    yield from machine_faults(path, text)
    if re.match(r"docs/decisions/\d", path):
        yield from decision_faults(path, text)
    if not SOURCE.match(path):
        return
    yield from licence_faults(path, text)
    yield from line_faults(path, text)
    if path.endswith(".py"):
        yield from python_length_faults(path, text)
    if path.endswith((".cc", ".h")):
        yield from banned_faults(path, text)
        yield from length_faults(path, text)
    if re.match(r"src/\w+/.*\.(cc|h)$", path):
        yield from include_faults(path, text)
    if re.match(r"src/\w+/CMakeLists\.txt$", path):
        yield from link_faults(path, text)


def faults_of(root):
    root = pathlib.Path(root)
    paths = files_of(root)
    for path in paths:
        size = (root / path).stat().st_size
        if size > BYTES_MAX:
            yield f"{path}: {size} bytes, at most {BYTES_MAX}; generate it instead"
        text = text_of(root / path)
        if text is not None:
            yield from faults_in(path, text)
    yield from folder_faults(paths, root)
    yield from columns.faults_of(root)


if __name__ == "__main__":
    found = list(faults_of(sys.argv[1] if len(sys.argv) > 1 else "."))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))
