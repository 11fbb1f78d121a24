#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the unittest cases of one file, `run_unittest.py FILE ARGUMENTS…`, and ends with the line
"N passed, N failed" that tools/count_tests.py reads. The file finds its arguments in sys.argv."""
import importlib.util
import pathlib
import sys
import unittest


def main(file, *arguments):
    sys.argv = [file, *arguments]
    sys.path.insert(0, str(pathlib.Path(file).parent))
    spec = importlib.util.spec_from_file_location(pathlib.Path(file).stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cases = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(cases)
    # A skipped case is not a passed one: whatever is missing has to be installed.
    failed = len(result.failures) + len(result.errors) + len(result.skipped)
    failed += len(result.unexpectedSuccesses)
    if result.testsRun == 0:
        failed += 1
    print(f"{max(result.testsRun - failed, 0)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
