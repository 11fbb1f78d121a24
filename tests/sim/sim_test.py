# SPDX-License-Identifier: Apache-2.0
"""Two years of a made-up city, seed by seed: nothing that must not happen happens, and every clock
reads as the oracle of tests/casework counts. `sim_test.py SIMULATE [FIRST COUNT]`."""
import collections
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "casework"))
PROGRAM = sys.argv.pop(1)
FIRST, COUNT = (int(sys.argv.pop(1)), int(sys.argv.pop(1))) if len(sys.argv) > 2 else (1, 20)
import oracle_test  # noqa: E402  (reads the arguments itself)

TOLD = 2  # seeds whose every history goes to the oracle: some three hundred
LOCAL = {"clue.receipt_working_days": 1, "clue.answer_days": 60, "clue.taking_over_working_days": 3}


def simulate(first, count, *more):
    run = subprocess.run([PROGRAM, str(first), str(count), *more], capture_output=True, text=True)
    return run.returncode, run.stdout, run.stderr


def histories(text):
    """What the program told: each history, the moment, and what it read then."""
    for part in text.split(".\n")[:-1]:
        history, now, readings = {"events": [], "set": LOCAL}, None, {}
        for line in part.splitlines():
            words = line.split(" ")
            if words[0] == "history":
                history.update(subject=words[1], channel=int(words[2]))
            elif words[0] == "step":
                day = None
                if words[1] in oracle_test.DATED and words[4] != "-":
                    day = oracle_test.EPOCH + oracle_test.DAY * int(words[4])
                history["events"].append({"step": words[1], "number": int(words[2]),
                                          "at": int(words[3]), "day": day})
            elif words[0] == "read":
                now = int(words[1])
            else:
                name, number, start, rest = line.split(" ", 3)
                readings[name, int(number), int(start)] = rest
        yield history, now, readings


class City(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.status, cls.said, cls.fault = simulate(FIRST, COUNT)

    def test_nothing_happens_that_must_not(self):
        self.assertEqual((self.status, self.fault), (0, ""))
        self.assertEqual(len(self.said.splitlines()), COUNT)

    def test_all_kinds_of_things_did_happen(self):
        sums = collections.Counter()
        for line in self.said.splitlines():
            for pair in line.split(" ")[2:]:
                name, number = pair.split("=")
                sums[name] += int(number)
        for name in ("answered", "cleared", "reopened", "refused", "police_filed", "extra_ordered",
                     "investigation_extended", "suspended", "withdrawal_denied", "taken_over",
                     *(f"slip{number}" for number in range(1, 7))):
            self.assertGreater(sums[name], 0, name)
        self.assertGreater(len(sums), 150)  # of some 190 steps and figures

    def test_the_same_seed_is_the_same_city(self):
        digests = [line.split(" ")[1] for line in self.said.splitlines()]
        self.assertEqual(len(set(digests)), COUNT)
        _, again, _ = simulate(FIRST, 1)
        self.assertEqual(again.split(" ")[1], digests[0])

    def test_clocks_read_as_the_oracle_counts(self):
        status, text, fault = simulate(FIRST, TOLD, "tell")
        self.assertEqual((status, fault), (0, ""))
        oracle = oracle_test.Oracle(oracle_test.Calendar(pathlib.Path("law/calendar")))
        count = 0
        for history, now, readings in histories(text):
            self.assertEqual(readings, oracle.readings(history, now), history)
            count += len(readings)
        self.assertGreater(count, 1000)


if __name__ == "__main__":
    unittest.main()
