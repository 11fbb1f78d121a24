# SPDX-License-Identifier: Apache-2.0
"""The same city in memory, in SQLite and in PostgreSQL: the same seed, the same digest, and all
else that happened. A small city, for each step is written and read back: two years of it all the
same. `stored_test.py SIMULATE [FIRST COUNT PROJECTS]`."""
import subprocess
import sys
import unittest

PROGRAM = sys.argv.pop(1)
FIRST, COUNT, PROJECTS = (map(int, (sys.argv.pop(1) for _ in range(3)))
                          if len(sys.argv) > 3 else (1, 20, 1))


class City(unittest.TestCase):
    def test_the_same_seed_is_the_same_city_wherever_it_is_kept(self):
        said = {}
        for how in ("memory", "sqlite", "postgres"):
            run = subprocess.run([PROGRAM, *map(str, (FIRST, COUNT)), how, str(PROJECTS)],
                                 capture_output=True, text=True)
            self.assertEqual((how, run.returncode, run.stderr), (how, 0, ""))
            said[how] = run.stdout
        self.assertEqual(len(said["memory"].splitlines()), COUNT)
        self.assertEqual(said["sqlite"], said["memory"])
        self.assertEqual(said["postgres"], said["memory"])


if __name__ == "__main__":
    unittest.main()
