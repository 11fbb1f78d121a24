# SPDX-License-Identifier: Apache-2.0
"""What is kept says what was delivered: `verify --data` is `verify DIR`, but for the ids of
findings, which are those of the data folder; and what is recorded is what a run over everything
finds. All on both engines."""
import datetime
import json
import random
import re
import subprocess
import unittest

from folder import A, QINGXIN, clean, written
from stored import OnEngine, Stored, without_ids
from whole import PARAMETERS, folder_of, whole

AS_OFS = ("2026-11-23", "2026-10-05", "2026-08-10")
SEVERITIES = ("red", "orange", "yellow", "blue")


def qingxin(*words):
    return subprocess.run([QINGXIN, *map(str, words)], capture_output=True, timeout=300,
                          check=False)


class OnEachEngine(OnEngine):
    """The cases."""

    def sample(self, *options):
        folder = self.place / "县"
        done = qingxin("sample", folder, *options)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return folder

    def imported(self, folder, *options, as_of=AS_OFS[0]):
        return self.stored.json("import", folder, "--as-of", as_of, *options)

    def same(self, folder, *all_asked):
        for as_of, *options in all_asked or [(as_of,) for as_of in AS_OFS]:
            with self.subTest(as_of=as_of, options=options):
                asked = ("--as-of", as_of, "--json", "-", *options)
                of_folder = qingxin("verify", folder, *asked)
                self.assertIn(of_folder.returncode, (0, 1, 4), of_folder.stderr.decode())
                of_store = self.stored.run("verify", *asked, status=of_folder.returncode)
                self.assertEqual(without_ids(of_store), without_ids(of_folder.stdout.decode()))

    # What is kept says what was delivered.

    def test_says_what_an_office_county_says(self):
        folder = self.sample("--seed", 7, "--projects", 13, "--months", 4)
        self.imported(folder)
        self.same(folder, *((as_of,) for as_of in AS_OFS), (AS_OFS[0], "--all-rules", "--reveal"),
                  (AS_OFS[0], "--region", "9901", "--months", "2026-08..2026-09"),
                  (AS_OFS[0], "--rules", "W01,L09"))

    def test_says_what_a_plain_county_says(self):
        folder = self.sample("--seed", 3, "--projects", 7, "--months", 2, "--plain")
        self.imported(folder)
        self.same(folder)

    def test_says_what_a_folder_with_every_table_says(self):
        folder = written(self.place / "县", folder_of(whole(), PARAMETERS))
        self.imported(folder)
        self.same(folder)

    def test_says_what_a_folder_with_rows_that_cannot_be_used_says(self):
        tables = clean()
        tables["工资表.csv"].append("P9,2026-10,平川建工,王五,990123199001012020,1,1.00,1.00,")
        tables["工资表.csv"].append("P1,2026-10,平川建工,王五,990123199001012020,1,壹,1.00,")
        tables["工资表.csv"][0] += ",这一列没有人认得"
        tables["代发明细.csv"].append(tables["代发明细.csv"][1])
        tables["考勤.csv"].append("P1,不是证件号,2026-10-08")
        tables["专户流水.csv"].append("7777,,2026-10-30,收入,1.00,人工费")
        tables["说明.csv"] = ["这里没有表"]
        folder = written(self.place / "县", tables)
        done = self.imported(folder)
        self.assertTrue(done["rejects"])
        self.same(folder)
        told = json.loads(qingxin("verify", folder, "--as-of", AS_OFS[0], "--json", "-").stdout)
        of_folder = [(file["file"], row["row"], row["column"], row["value"], row["reason"])
                     for file in told["inputs"] for row in file["rejected"]]
        self.assertEqual([(row["file"], row["row"], row["column"], row["value"], row["reason"])
                          for row in done["rejects"]], of_folder)

    def test_explains_a_finding_of_the_store(self):
        folder = self.sample("--seed", 7, "--projects", 3, "--months", 2)
        self.imported(folder)
        finding = self.stored.report("--as-of", AS_OFS[0])["findings"][0]
        told = self.stored.run("explain", finding["id"], "--as-of", AS_OFS[0])
        self.assertIn(finding["because"].split("，")[0], told.replace("\n  ", ""))

    # What is not there is not made by looking.

    LOOKS = (("verify",), ("batch", "list"), ("recheck",), ("audit", "verify"), ("user", "list"),
             ("unit", "list"), ("key", "due"), ("warning", "list"), ("explain", "abcdef"))

    def test_looking_makes_no_data(self):
        for words in (*self.LOOKS, ("backup", self.place / "备份")):
            said = self.stored.run(*words, status=3)
            self.assertIn(f"没有数据文件夹「{self.stored.folder}」；请核对 --data", said)
        self.assertEqual(list(self.place.iterdir()), [])
        self.stored.folder.mkdir(mode=0o755)
        self.stored.run("batch", "list", status=3)
        self.assertEqual(list(self.stored.folder.iterdir()), [])
        self.stored.run("unit", "add", "--name", "平川县治欠办", "--region", "990123", "--kind",
                        "office")
        for words in self.LOOKS[1:5]:
            self.stored.run(*words)

    # What is shown in full is recorded.

    def audited(self):
        return self.stored.rows("SELECT action, subjects FROM audit_record ORDER BY record_no")

    def test_shows_numbers_in_full_only_for_a_reason_that_is_recorded(self):
        folder = self.sample("--seed", 7, "--projects", 3, "--months", 2)
        self.imported(folder)
        report = self.stored.report("--as-of", AS_OFS[0])
        finding = next(one for one in report["findings"] if one["worker"])
        first, last = finding["worker"][0], finding["worker"][-2:]
        in_full = re.compile(f"{first}[0-9]{{15}}{last}")
        self.assertNotRegex(json.dumps(report), in_full)
        before = self.audited()
        for asked in (("verify", "--json", "-"), ("verify", "--brief", "--list", "-"),
                      ("explain", finding["id"])):
            for reason in ("", "看看"):
                status, said = self.stored.tried(*asked, "--as-of", AS_OFS[0], "--reveal",
                                                 "--reason", reason)
                self.assertEqual((status, "理由" in said), (2, True), (asked, reason, said))
        self.stored.report("--as-of", AS_OFS[0])
        self.assertEqual(self.audited(), before)
        for asked, action, kept in (
                (("verify", "--json", "-"), "reveal_report", "projects=3 findings="),
                (("verify", "--brief", "--list", "-"), "reveal_report", "projects=3 findings="),
                (("explain", finding["id"]), "reveal_finding", "projects=1 findings=1 people=1")):
            told = self.stored.run(*asked, "--as-of", AS_OFS[0], "--reveal", "--reason",
                                   f"核对名册 {A}", status=(0, 1, 4))
            self.assertRegex(told, in_full)
            *rest, (done, subjects) = self.audited()
            self.assertEqual((rest, done), (before, action))
            self.assertTrue(subjects.startswith(kept), subjects)
            self.assertRegex(subjects, r" people=\d+ reveal=\d+$")
            why = self.stored.rows("SELECT reason FROM reveal WHERE project_id = 0 AND reveal_id ="
                                   f" {subjects.rsplit('=', 1)[1]}")
            self.assertEqual(len(why), 1)
            self.assertTrue(why[0][0].startswith("核对名册 "), why)
            self.assertNotIn(A, why[0][0])
            before = [*rest, [done, subjects]]
        self.stored.run("audit", "verify")

    # One delivery after the other.

    def test_takes_a_repeat_for_what_it_is(self):
        folder = written(self.place / "县", clean())
        first = self.imported(folder)
        again = self.imported(folder)
        self.assertEqual((first["kept"], again["kept"]), ("now", "already"))
        self.assertEqual(again["batch"]["id"], first["batch"]["id"])
        self.assertEqual(len(self.stored.json("batch", "list")["batches"]), 1)
        self.assertEqual([again[word] for word in ("opened", "changed", "cleared", "reopened")],
                         [0, 0, 0, 0])

    def test_refuses_another_content_under_one_key_with_both_values(self):
        tables = clean()
        self.imported(written(self.place / "甲", tables), "--key", "十月")
        tables["工资表.csv"] = [line.replace("5000.00", "5100.00") for line in tables["工资表.csv"]]
        said = self.stored.run("import", written(self.place / "乙", tables), "--key", "十月",
                               status=3)
        self.assertIn("工资表.csv 第 3 行", said)
        self.assertIn("“5,000.00”", said)
        self.assertIn("“5,100.00”", said)

    def test_asks_what_a_file_of_the_same_name_is(self):
        tables = clean()
        self.imported(written(self.place / "甲", tables))
        changed = {"工资表.csv": [line.replace("5000.00", "5100.00")
                                  for line in tables["工资表.csv"]]}
        folder = written(self.place / "乙", changed)
        said = self.stored.run("import", folder, status=3)
        self.assertIn("工资表.csv", said)
        self.assertIn("replace", said)
        self.assertEqual(len(self.stored.json("batch", "list")["batches"]), 1)

    def test_lets_a_corrected_file_take_the_place_of_the_old_one(self):
        tables = clean()
        tables["代发明细.csv"] = tables["代发明细.csv"][:2]
        first = self.imported(written(self.place / "甲", tables))
        self.assertEqual({row[2] for row in self.stored.recorded() if row[6] == "1"} & {"W01"},
                         {"W01"})
        history = "SELECT event FROM finding_history h JOIN finding f ON f.finding_id =" \
                  " h.finding_id WHERE f.rule = 'W01' AND f.verdict = 1 ORDER BY h.version"
        tables["代发明细.csv"] = clean()["代发明细.csv"]
        fixed = self.imported(written(self.place / "乙", {"代发明细.csv": tables["代发明细.csv"]}),
                              "--replace")
        self.assertGreaterEqual(fixed["cleared"], 1)
        self.assertEqual(fixed["batch"]["files"][0]["corrects"].split("/")[0],
                         first["batch"]["id"])
        self.same(written(self.place / "丙", tables))
        late = {"代发明细.csv": tables["代发明细.csv"][:2]}
        again = self.imported(written(self.place / "丁", late), "--corrects",
                              fixed["batch"]["id"] + "/1")
        self.assertGreaterEqual(again["reopened"], 1)
        self.assertIn(["1", "3", "4"], [[row[0] for row in self.stored.rows(history)][:3]])

    def test_shows_beforehand_what_a_delivery_would_cause(self):
        folder = self.sample("--seed", 7, "--projects", 5, "--months", 2)
        text = self.stored.run("import", folder, "--preview", "--as-of", AS_OFS[0], status=1)
        self.assertIn("尚未启用", text)
        self.assertNotIn("责令", text)
        batch = self.stored.json("batch", "list")["batches"][0]
        self.assertEqual(batch["state"], "waiting")
        self.assertEqual(self.stored.report("--as-of", AS_OFS[0])["projects"], [])
        before = self.stored.json("batch", "preview", batch["id"], "--as-of", AS_OFS[0])
        self.assertNotIn("责令", json.dumps([finding["next"] for finding in before["findings"]],
                                            ensure_ascii=False))
        self.stored.run("batch", "use", batch["id"], "--as-of", AS_OFS[0])
        after = self.stored.report("--as-of", AS_OFS[0])
        for report in (before, after):
            for finding in report["findings"]:
                del finding["next"]
        self.assertEqual(before["findings"], after["findings"])

    def test_forgets_a_delivery_that_is_withdrawn(self):
        folder = written(self.place / "县", clean())
        batch = self.imported(folder, "--wait")["batch"]["id"]
        self.stored.run("batch", "withdraw", batch)
        self.assertEqual(self.stored.json("batch", "show", batch)["state"], "withdrawn")
        self.assertEqual(self.stored.report()["projects"], [])
        self.assertIn("已撤回", self.stored.run("batch", "use", batch, status=3))
        self.assertIn("没有批次 5", self.stored.run("batch", "show", "5", status=3))

    def test_needs_not_be_told_again_what_is_known(self):
        tables = clean()
        first = {name: tables[name] for name in ("项目.csv", "花名册.csv", "专户.csv")}
        self.imported(written(self.place / "甲", first))
        rest = {name: tables[name] for name in tables if name not in first}
        rest["专户流水.csv"] = [line.replace(",P1,", ",,") for line in rest["专户流水.csv"]]
        done = self.imported(written(self.place / "乙", rest))
        self.assertEqual(done["rejects"], [])
        self.same(written(self.place / "丙", tables), ("2026-11-22",))

    def test_takes_registers_with_headers_of_their_own(self):
        """The ledgers that an office has already: projects first, people later."""
        mapping = ["[projects]", '"工程编码" = "project_id"', '"工程名称" = "name"', "[roster]",
                   '"工程编码" = "project_id"', '"公民身份号码" = "id_number"',
                   '"进工地日" = "entered"']
        projects = [line.replace("项目编号", "工程编码").replace("项目名称", "工程名称")
                    for line in clean()["项目.csv"]]
        people = [line.replace("项目编号", "工程编码").replace("身份证号", "公民身份号码")
                  .replace("进场日期", "进工地日") for line in clean()["花名册.csv"]]
        self.imported(written(self.place / "甲", {"项目-台账.csv": projects, "列名.toml": mapping}))
        done = self.imported(written(self.place / "乙", {"花名册-台账.csv": people,
                                                         "列名.toml": mapping}))
        self.assertEqual(done["rejects"], [])
        report = self.stored.report("--as-of", AS_OFS[0])
        self.assertEqual([project["project_id"] for project in report["projects"]], ["P1"])
        self.assertEqual(report["totals"]["workers"], 2)

    def test_does_not_take_silence_about_others_for_an_answer(self):
        """One contractor's attendance says nothing about a project that nobody reported."""
        tables = clean()
        self.imported(written(self.place / "甲", tables))
        other = {"项目.csv": [line.replace("P1", "P2") for line in tables["项目.csv"]],
                 "花名册-乙.csv": [line.replace("P1,", "P2,") for line in tables["花名册.csv"]]}
        self.imported(written(self.place / "乙", other), "--beside")
        alone = json.loads(qingxin("verify", self.place / "乙", "--as-of", AS_OFS[0], "--rules",
                                   "W17,X05", "--json", "-").stdout)
        of_p2 = [finding for finding in self.stored.report("--as-of", AS_OFS[0], "--rules",
                                                           "W17,X05")["findings"]
                 if finding["project_id"] == "P2"]
        self.assertEqual([(f["rule"], f["verdict"], f["missing"]) for f in of_p2],
                         [(f["rule"], f["verdict"], f["missing"]) for f in alone["findings"]])
        self.assertTrue(all(finding["verdict"] == "missing_fact" for finding in of_p2), of_p2)

    # What is recorded is what a run over everything finds.

    def expect_recorded(self, as_of, step):
        report = self.stored.report("--as-of", as_of, "--reveal")
        found = sorted(
            (f["project_id"], f["id"], f["rule"], f["employer"] or "",
             "工人" if f["worker"] else "", f["subject"] is not None, f["verdict"], f["severity"],
             (f["month"] or "").replace("-", ""),
             "" if f["amount_fen"] is None else str(f["amount_fen"]),
             (f["since"] or "").replace("-", ""), str(int(f["provisional"])))
            for part in ("findings", "notes") for f in report[part])
        names = ["complies", "violates", "not_applicable", "missing_fact"]
        recorded = sorted((*row[:5], row[5] in ("1", "t"), names[int(row[6])],
                           SEVERITIES[int(row[7])], *row[8:])
                          for row in self.stored.recorded())
        self.assertEqual(sorted(set(recorded) ^ set(found))[:6], [], step)
        self.assertEqual(recorded, found, step)
        everything = self.stored.json("recheck", "--all", "--as-of", as_of)
        self.assertEqual([everything[word] for word in ("opened", "changed", "cleared",
                                                        "reopened")], [0, 0, 0, 0], step)

    def test_recheck_takes_no_earlier_day(self):
        self.imported(written(self.place / "县", clean()), as_of="2026-11-22")
        self.assertIn("已经核查到 2026-11-22",
                      self.stored.run("recheck", "--as-of", "2026-11-21", status=3))

    def test_recheck_judges_only_what_a_delivery_reaches(self):
        folder = self.sample("--seed", 7, "--projects", 13, "--months", 2, "--plain")
        self.assertEqual(self.imported(folder)["judged"], 13)
        self.assertEqual(self.stored.json("recheck", "--as-of", AS_OFS[0])["judged"], 0)
        lines = (folder / "维权告示牌.csv").read_text().splitlines()
        one = written(self.place / "一", {"维权告示牌-补.csv": lines[:2]})
        done = self.imported(one)
        self.assertLess(done["judged"], 13)
        self.assertGreaterEqual(done["judged"], 1)

    def test_record_follows_a_long_history(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                self.stored = Stored(self.place / f"库{seed}", self.engine)
                History(self, seed).live()


SEEDS = (1, 2)


class History:
    """A county as it is delivered in pieces, corrected, withdrawn and grows older."""
    STEPS = 9

    def __init__(self, test, seed):
        self.test, self.dice, self.made = test, random.Random(seed), 0
        self.folder = test.place / f"全县{seed}"
        done = qingxin("sample", self.folder, "--seed", seed, "--projects", 6, "--months", 2,
                       "--plain")
        test.assertEqual(done.returncode, 0, done.stderr.decode())
        self.as_of = 23
        self.projects = [line.split(",")[0]
                         for line in (self.folder / "项目.csv").read_text().splitlines()[1:]]
        self.waiting = self.dice.sample(self.projects, 3)
        self.delivered = []  # file names and which projects they told of

    def day(self):
        return str(datetime.date(2026, 10, 1) +
                   datetime.timedelta(days=self.as_of))

    def lines(self, name, projects, rate=1.0):
        head, *lines = (self.folder / name).read_text().splitlines()
        own = [line for line in lines if set(line.split(",")[:2]) & set(projects)]
        return [head, *(line for line in own if self.dice.random() < rate)]

    def deliver(self, tables, *options):
        self.made += 1
        place = written(self.test.place / f"{self.folder.name}-{self.made}", tables)
        return self.test.imported(place, *options, as_of=self.day())

    def tables(self, projects, rate):
        names = sorted(path.name for path in self.folder.glob("*.csv")
                       if path.name != "planted.csv")
        self.made += 1
        files = {}
        for name in names:
            kept = self.lines(name, projects, rate if name not in ("项目.csv", "专户.csv") else 1.0)
            if len(kept) > 1 and (name == "项目.csv" or self.dice.random() < 0.9):
                new = name.replace(".csv", f"-{self.made}.csv")
                files[new] = kept
                self.delivered.append((new, name, projects))
        return files

    def live(self):
        first = [project for project in self.projects if project not in self.waiting]
        files = self.tables(first, 0.9)
        files["参数.toml"] = (self.folder / "参数.toml").read_bytes()
        self.deliver(files)
        self.test.expect_recorded(self.day(), "first")
        steps = [self.more, self.correct, self.correct, self.withdraw, self.age, self.age,
                 self.repeat]
        for number in range(self.STEPS):
            step = self.dice.choice(steps)
            step()
            self.test.expect_recorded(self.day(), (number, step.__name__))

    def more(self):
        if self.waiting:
            self.deliver(self.tables([self.waiting.pop()], 0.8))

    def correct(self):
        new, name, projects = self.dice.choice(self.delivered)
        self.deliver({new: self.lines(name, projects, self.dice.choice((0.3, 0.8, 1.0)))},
                     "--replace")

    def repeat(self):
        """What is in force already, beside it."""
        _, name, projects = self.dice.choice(self.delivered)
        self.made += 1
        self.deliver({name.replace(".csv", f"-{self.made}.csv"): self.lines(name, projects, 0.5)})

    def withdraw(self):
        _, name, projects = self.dice.choice(self.delivered)
        self.made += 1
        kept = self.deliver(
            {name.replace(".csv", f"-{self.made}.csv"): self.lines(name, projects, 0.5)}, "--wait")
        self.test.stored.run("batch", "withdraw", kept["batch"]["id"])

    def age(self):
        self.as_of += self.dice.randrange(1, 25)
        self.test.stored.run("recheck", "--as-of", self.day())


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"

    def test_keeps_the_folder_from_the_eyes_of_others(self):
        self.imported(written(self.place / "县", clean()))
        self.assertEqual(self.stored.folder.stat().st_mode & 0o777, 0o700)
        for path in self.stored.folder.iterdir():
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        self.stored.folder.chmod(0o755)
        self.assertIn("chmod 700", self.stored.run("batch", "list", status=3))

    def test_refuses_another_key_than_the_first(self):
        self.imported(written(self.place / "县", clean()))
        key = self.stored.folder / "master.key"
        before = key.read_bytes()
        key.unlink()
        for words in (("batch", "list"), ("user", "add", "--login", "li", "--name", "李四", "--role",
                                          "office", "--district", "全部")):
            self.assertIn("里没有 master.key", self.stored.run(*words, status=3))
            self.assertFalse(key.exists())
        key.write_bytes(b"0123\n")
        self.assertIn("不是密钥文件", self.stored.run("batch", "list", status=3))
        key.write_bytes(before)
        self.stored.run("batch", "list")


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"

    def test_looking_makes_no_tables_in_an_empty_database(self):
        self.imported(written(self.place / "县", clean()))
        self.stored.database = self.stored.server.fresh()
        for words in self.LOOKS:
            self.assertIn("这个数据库里没有清薪的表", self.stored.run(*words, status=3))
        self.assertEqual(self.stored.rows("SELECT tablename FROM pg_tables"
                                          " WHERE schemaname = 'public'"), [])


if __name__ == "__main__":
    unittest.main()
