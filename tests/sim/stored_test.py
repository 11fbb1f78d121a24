# SPDX-License-Identifier: Apache-2.0
"""The same city in memory, in SQLite and in PostgreSQL: the same seed, the same digest, and all
else that happened. `stored_test.py SIMULATE [FIRST COUNT]`."""
import subprocess
import sys
import unittest

PROGRAM = sys.argv.pop(1)
FIRST, COUNT = (int(sys.argv.pop(1)), int(sys.argv.pop(1))) if len(sys.argv) > 2 else (1, 20)


class City(unittest.TestCase):
    def test_the_same_seed_is_the_same_city_wherever_it_is_kept(self):
        running = {how: subprocess.Popen([PROGRAM, str(FIRST), str(COUNT), how], text=True,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                   for how in ("memory", "sqlite", "postgres")}
        said = {}
        for how, program in running.items():
            said[how], fault = program.communicate()
            self.assertEqual((how, program.returncode, fault), (how, 0, ""))
        self.assertEqual(len(said["memory"].splitlines()), COUNT)
        self.assertEqual(said["sqlite"], said["memory"])
        self.assertEqual(said["postgres"], said["memory"])


if __name__ == "__main__":
    unittest.main()
