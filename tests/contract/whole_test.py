# SPDX-License-Identifier: Apache-2.0
"""The folder with every table filled says nothing, whichever rules run."""
import unittest

from whole import Whole, whole


class CleanFolder(Whole):
    def test_has_nothing_to_say(self):
        for options in ((), ("--all-rules",)):
            with self.subTest(options=options):
                run = self.judged(whole(), *options)
                self.assertEqual(run.report["findings"], [])
                self.assertEqual(run.status, 0)
                self.assertEqual(run.report["projects"][0]["grade"], "green")


if __name__ == "__main__":
    unittest.main()
