# SPDX-License-Identifier: Apache-2.0
"""Rule packs: the default one changes nothing, another one does what it says, and `rules try`
shows what it would change without changing anything."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from folder import QINGXIN

DAY = ("--as-of", "2026-11-23")
PAGE = pathlib.Path("docs/packs.md")


def run(*arguments):
    return subprocess.run([QINGXIN, *map(str, arguments)], capture_output=True, timeout=300,
                          check=False)


class Packs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory()
        cls.place = pathlib.Path(cls.room.name)
        cls.county = cls.place / "县"
        assert run("sample", cls.county, "--projects", "40").returncode == 0
        cls.plain = cls.report()
        cls.example = cls.place / "某县.toml"
        cls.example.write_text(re.search(r"```toml\n(.*?)```", PAGE.read_text(), re.S)[1])

    @classmethod
    def tearDownClass(cls):
        cls.room.cleanup()

    @classmethod
    def report(cls, *options):
        return json.loads(run("verify", cls.county, *DAY, "--json", "-", *options).stdout)

    def trial(self, pack, *options):
        done = run("rules", "try", pack, self.county, *DAY, "--json", *options)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return json.loads(done.stdout)

    def test_the_default_pack_changes_no_byte(self):
        for options in ((), ("--all-rules",), ("--rules", "W01,A08"), ("--brief", "--list", "-")):
            how = options if "--brief" in options else (*options, "--json", "-")
            plain = run("verify", self.county, *DAY, *how)
            packed = run("verify", self.county, *DAY, *how, "--pack", "default")
            self.assertEqual((plain.returncode, plain.stdout),
                             (packed.returncode, packed.stdout), options)
            self.assertTrue(plain.stdout)

    def test_a_pack_says_which_rules_run_and_in_which_colour(self):
        packed = self.report("--pack", self.example)
        self.assertIn("X06", {finding["rule"] for finding in self.plain["findings"]})
        self.assertNotIn("X06", {finding["rule"] for finding in packed["findings"]})
        rule = [finding for finding in self.plain["findings"]
                if finding["rule"] == "B01" and finding["verdict"] == "violates"]
        notes = [finding for finding in packed["notes"] if finding["rule"] == "B01"]
        self.assertEqual([finding["id"] for finding in notes],
                         [finding["id"] for finding in rule])
        self.assertTrue(rule)
        self.assertEqual({finding["severity"] for finding in notes}, {"blue"})
        gone = [finding for finding in self.plain["findings"] if finding["verdict"] == "violates"
                and finding["rule"] in ("X06", "B01")]
        self.assertEqual(packed["totals"]["violations"],
                         self.plain["totals"]["violations"] - len(gone))

    def test_grades_follow_the_colours(self):
        pack = self.place / "红.toml"
        pack.write_text(self.example.read_text().replace('B01 = "blue"', 'B01 = "red"'))
        grades = {project["project_id"]: project["grade"]
                  for project in self.report("--pack", pack)["projects"]}
        boards = {finding["project_id"] for finding in self.plain["findings"]
                  if finding["rule"] == "B01" and finding["verdict"] == "violates"}
        self.assertTrue(boards)
        self.assertEqual({grades[project] for project in boards}, {"red"})

    def test_a_rule_that_the_pack_leaves_out_is_refused_by_name(self):
        done = run("verify", self.county, "--pack", self.example, "--rules", "X06")
        self.assertEqual(done.returncode, 2)
        self.assertIn("不运行 X06", done.stderr.decode())

    def test_trying_the_present_pack_changes_nothing(self):
        trial = self.trial("default")
        self.assertEqual(trial["changes"], [])
        self.assertEqual({total["change"] for total in trial["totals"]}, {"same"})
        self.assertEqual(trial["present"], trial["tried"])

    def test_the_example_of_the_page_is_tried(self):
        trial = self.trial(self.example)
        self.assertGreater(trial["present"]["warnings"], trial["tried"]["warnings"])
        changes = {(one["rule"], one["change"]) for one in trial["changes"]}
        self.assertIn(("L09", "gone"), changes)
        # Every change is one of a rule in a project, and the totals add them up.
        for total in trial["totals"]:
            if total["change"] == "same":
                continue
            of_it = [one for one in trial["changes"] if all(
                one[key] == total[key] for key in ("rule", "change", "before", "after"))]
            self.assertEqual(len(of_it), total["projects"])
            self.assertEqual(sum(one["findings"] for one in of_it), total["findings"])

    def test_the_levels_are_those_that_the_findings_give(self):
        trial = self.trial(self.example)
        people = {}
        amounts = {}
        rules = {"W01", "W02", "W15", "W18", "A08", "F05"}
        for finding in self.plain["findings"]:
            if finding["verdict"] == "violates" and finding["rule"] in rules:
                of_project = people.setdefault(finding["project_id"], set())
                if finding["worker"]:
                    of_project.add(finding["worker"])
                amounts.setdefault(finding["project_id"], []).append(finding)
        expected = {"red": 0, "orange": 0, "yellow": 0, "blue": 0}
        for project, who in people.items():
            months = {}
            for finding in amounts[project]:
                if finding["worker"] and finding["month"]:
                    key = finding["worker"], finding["month"]
                    months[key] = max(months.get(key, 0), finding["amount_fen"] or 0)
            if len(who) >= 50 or (len(who) >= 10 and sum(months.values()) >= 3_000_000):
                expected["red"] += 1
            elif who:
                expected["orange" if len(who) >= 10 else "yellow"] += 1
        self.assertEqual({level: trial["tried"][level] for level in expected}, expected)
        self.assertGreater(expected["red"], 0)
        self.assertGreater(expected["yellow"], 0)

    def test_days_are_asked_of_the_findings_in_full(self):
        trial = self.trial("gulf-15-days", "--months", "2026-10..2026-10")
        self.assertGreater(trial["tried"]["warnings"], 0)
        self.assertEqual(trial["tried"]["red"], 0)  # October's wages are not two months late

    def test_a_book_says_what_its_folder_says(self):
        book = self.place / "县.book"
        self.assertEqual(run("book", "build", self.county, "-o", book).returncode, 0)
        done = run("rules", "try", self.example, "--book", book, *DAY, "--json")
        self.assertEqual(json.loads(done.stdout), self.trial(self.example))

    def test_months_without_facts_are_named(self):
        trial = self.trial("gulf-15-days", "--months", "2020-01..2020-03")
        self.assertEqual(trial["empty_months"], ["2020-01", "2020-02", "2020-03"])
        one = self.trial("gulf-15-days", "--months", "2026-10")
        self.assertEqual((one["first_month"], one["last_month"]), ("2026-10", "2026-10"))
        self.assertEqual(one["empty_months"], [])

    def test_stored_months_say_what_their_folder_says(self):
        data = self.place / "数据"
        imported = run("import", self.county, "--data", data, *DAY)
        self.assertIn(imported.returncode, (0, 4), imported.stderr)
        audit = run("audit", "verify", "--data", data).stdout
        months = ("--months", "2026-08..2026-10")
        done = run("rules", "try", self.example, "--data", data, *DAY, *months, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        tried = json.loads(done.stdout)
        self.assertEqual(tried, self.trial(self.example, *months))
        self.assertTrue(any(one["change"] != "same" for one in tried["totals"]), tried["totals"])
        # It wrote nothing.
        self.assertEqual(run("audit", "verify", "--data", data).stdout, audit)

    def test_a_pack_that_cannot_be_read_says_where_and_what_to_do(self):
        text = self.example.read_text()
        for wrong, right, words in (
                ("from = 10, to = 50", "from = 11, to = 50", "空档"),
                ("from = 10, to = 50", "from = 9, to = 50", "重叠"),
                ('off = ["X06"]', 'off = ["X6"]', "没有规则「X6」"),
                ('next = "supervise"', 'next = "superwise"', "是不是 supervise"),
                ("30000元", "30000人", "单位不同")):
            pack = self.place / "坏.toml"
            pack.write_text(text.replace(wrong, right))
            done = run("rules", "try", pack, self.county)
            self.assertEqual(done.returncode, 3, words)
            said = done.stderr.decode()
            self.assertIn(words, said)
            self.assertRegex(said, r"坏\.toml 第 \d+ 行")


if __name__ == "__main__":
    unittest.main()
