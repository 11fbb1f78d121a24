# SPDX-License-Identifier: Apache-2.0
"""`qingxin serve` killed at random moments while several clients deliver: what it acknowledged is
there when it runs again. On both engines."""
import pathlib
import random
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from killing import KilledService  # noqa: E402  (its folder is not this one)
from stored import Stored  # noqa: E402

KILLED = 20


class Killed(unittest.TestCase):
    def lives_through_it(self, engine, seed):
        with tempfile.TemporaryDirectory() as name:
            place = pathlib.Path(name)
            killed = KilledService(Stored(place / "库", engine), place, random.Random(seed))
            killed.run(KILLED)
            self.assertEqual(killed.killed, KILLED)
            self.assertGreater(len(killed.used), KILLED // 4)

    def test_sqlite(self):
        self.lives_through_it("sqlite", 20261123)

    def test_postgres(self):
        self.lives_through_it("postgres", 20261124)


if __name__ == "__main__":
    unittest.main()
