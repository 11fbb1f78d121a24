# SPDX-License-Identifier: Apache-2.0
"""Data of every earlier version, opened by today's program: `upgrade_test.py QINGXIN OLD_DATA`.
tests/data/upgrade/README.md says what is recorded there and how. On both engines.
`upgrade_test.py QINGXIN record` records what today's program writes."""
import contextlib
import json
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from folder import A, B, QINGXIN, OwnPlace, card, clean, identity, of_project, renamed, written
from stored import Stored, server, without_ids

DUMPS = pathlib.Path("tests/data/upgrade")
MIGRATIONS = sorted(pathlib.Path("db/migrations").glob("*.sql"))
FIRST_DAY, LAST_DAY = "2026-11-22", "2026-12-20"
KILLED = 8
FIRST = 1
LOOKED_FOR = "周建国"
CLUES = ("医院工地拖欠我们12人2026年9月工资共36000元", "还是医院工地，💰一分没给")


# What was delivered.

def history(place):
    """Folders in the order of their delivery, and one with all that is in force in the end."""
    first = clean()
    paid = first["代发明细.csv"]
    first["代发明细.csv"] = paid[:2]
    first["工资表.csv"].append(f"P1,2026-10,平川建工,王五,{identity(99)},20,五千,5000.00,")
    # Somebody of the first project works on the second one, too.
    other = {name: [line.replace(identity(3), A) for line in lines]
             for name, lines in renamed(of_project("P2"), "二").items()}
    folders = {"甲": first, "乙": {"代发明细.csv": paid}, "丙": other,
               "丁": renamed(of_project("P3"), "三"), "戊": renamed(of_project("P4"), "四"),
               "全": {**first, "代发明细.csv": paid, **other}}
    return {name: written(place / name, tables) for name, tables in folders.items()}


def live(stored, folders, steps):
    """The life of a data folder, as far as a program with so many steps of the schema goes."""
    def imported(name, *options):
        return stored.json("import", folders[name], "--as-of", FIRST_DAY, *options)

    imported("甲")
    imported("乙", "--replace")
    imported("丙")
    imported("丁", "--wait")
    withdrawn = imported("戊", "--wait")
    stored.run("batch", "withdraw", withdrawn["batch"]["id"])
    stored.run("recheck", "--as-of", LAST_DAY)
    if steps >= 3:
        stored.run("unit", "add", "--name", "平川县人社局", "--region", "990123", "--kind",
                   "authority")
        stored.run("user", "add", "--login", "wang", "--name", "王科长", "--role", "office",
                   "--district", "990123")
    if steps >= 4:
        stored.run("warning", "tick", "--as-of", LAST_DAY)
        code = stored.json("warning", "list")["warnings"][0]["id"]
        stored.run("warning", "answer", code, "--text", "正在核实", "--as-of", LAST_DAY)
    if steps >= 5:
        one, other = [stored.json("clue", "add", "--text", text, "--name", "周建国", "--phone",
                                  "13912345678", "--receipt")["id"] for text in CLUES]
        stored.run("clue", "merge", one, other, "--why", "同一个人")
        stored.run("clue", "class", one, "--class", "拖欠工资", "--project", "P1", "--months",
                   "2026-09", "--amount", "36000")
    if steps >= 7:
        unwanted(stored)
    if steps >= 9:
        stored.run("clue", "search", LOOKED_FOR, "--channel", "walk_in", "--save-view", "找一个人")
        stored.run("clue", "search", "医院", "--save-view", "医院")
        stored.run("clue", "export", "--view", "医院", "--reason", "报送月度台账", "--out",
                   stored.folder.parent / "台账.csv")


def unwanted(stored):
    """Somebody who wants no notices."""
    channels = stored.folder.parent / "outbox.toml"
    channels.write_text('[[channel]]\nname = "短信"\nkind = "sms"\nurl = "http://127.0.0.1:1/"\n'
                        'body = "{}"\n')
    config = stored.folder.parent / "qingxin.toml"
    config.write_text(f'[outbox]\nfile = "{channels}"\n')
    return stored.run("notice", "stop", "--config", config, "--channel", "短信", "--to",
                      "13912345678", "--why", "本人要求")


# How it is recorded.

def cell(value):
    if value is None:
        return ""
    if isinstance(value, bytes):
        return "x" + value.hex()
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def dump_of(folder, steps):
    lines = [str(steps), (folder / "master.key").read_text().strip()]
    with contextlib.closing(sqlite3.connect(folder / "qingxin.db")) as database:
        names = [name for name, in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            if name != "schema_migration" and not name.startswith("sqlite_")]
        for name in names:
            rows = database.execute(f"SELECT * FROM {name}")
            content = sorted("\t".join(map(cell, row)) for row in rows)
            if content:
                lines.append(" ".join([f"={name}", *(column[0] for column in rows.description)]))
                lines += content
    return "\n".join(lines) + "\n"


def record(steps):
    with tempfile.TemporaryDirectory() as place:
        stored = Stored(pathlib.Path(place, "库"), "sqlite")
        live(stored, history(pathlib.Path(place)), steps)
        (DUMPS / f"{steps:04}.txt").write_text(dump_of(stored.folder, steps))


class Dump:
    def __init__(self, steps):
        self.steps, self.file = steps, DUMPS / f"{steps:04}.txt"
        self.tables = {}
        for line in self.file.read_text().splitlines()[2:]:
            if line.startswith("="):
                name, *self.columns = line[1:].split(" ")
                self.tables[name] = (self.columns, [])
            else:
                self.tables[name][1].append(line.split("\t"))

    def column(self, table, name):
        columns, rows = self.tables.get(table, ([name], []))
        return [row[columns.index(name)].lstrip("'") for row in rows]


# What has to be so afterwards.

class OnEachEngine(OwnPlace):
    """The cases; once for each engine."""
    engine = None

    def setUp(self):
        super().setUp()
        self.folders = history(self.place)

    def old(self, steps, name="库"):
        stored = Stored(self.place / name, self.engine)
        connection = [] if stored.database is None else [
            f"host={stored.server.folder} user=postgres dbname={stored.database}"]
        subprocess.run([sys.argv[2], DUMPS / f"{steps:04}.txt", stored.folder, *connection],
                       check=True)
        return stored

    def change(self, stored, sql):
        if self.engine == "postgres":
            server().psql(sql, stored.database)
            return
        with contextlib.closing(sqlite3.connect(stored.folder / "qingxin.db")) as database:
            database.execute(sql)
            database.commit()

    def is_as_before(self, stored, dump):
        asked = ("--as-of", LAST_DAY, "--json", "-", "--reveal")
        of_folder = subprocess.run([QINGXIN, "verify", self.folders["全"], *asked],
                                   capture_output=True, check=False)
        self.assertIn(of_folder.returncode, (0, 1, 4), of_folder.stderr.decode())
        self.assertEqual(without_ids(stored.run("verify", *asked, status=of_folder.returncode)),
                         without_ids(of_folder.stdout.decode()))
        stored.run("audit", "verify")
        self.assertNotIn("bad", [one["health"] for one in
                                 stored.json("doctor", status=(0, 1))["symptoms"]])
        for table, (columns, rows) in dump.tables.items():
            [[count]] = stored.rows(f"SELECT COUNT(*) FROM {table}")
            if table != "shared_link":  # of deliveries that were withdrawn they may be gone
                self.assertGreaterEqual(int(count), len(rows), table)
            if table.startswith(("fact_", "finding", "batch", "reject", "warning", "user_",
                                 "clue")):
                self.assertEqual(int(count), len(rows), table)
        states = {batch["id"]: batch["state"] for batch in stored.json("batch", "list")["batches"]}
        names = {"2": "waiting", "3": "in_force", "4": "withdrawn"}
        self.assertEqual(states, {batch: names[state] for batch, state in zip(
            dump.column("batch", "batch_id"), dump.column("batch", "state"))})
        self.assertEqual(self.column(stored, "finding_history", "finding_id"),
                         sorted(dump.column("finding_history", "finding_id")))
        self.assertEqual(self.column(stored, "user_account", "login"),
                         sorted(dump.column("user_account", "login")))
        self.assertEqual(self.column(stored, "warning_event", "why"),
                         sorted(dump.column("warning_event", "why")))

        self.clues_are_as_before(stored, dump)
        if dump.column("notice_stop", "why"):
            self.assertIn("已经在停发名单上", unwanted(stored))

    def clues_are_as_before(self, stored, dump):
        """What was said opens still, with who said it."""
        ids = dump.column("clue", "clue_id")
        shown = [stored.json("clue", "show", clue, "--reveal", "--reason", "核对来件原文")
                 for clue in ids]
        self.assertEqual([clue["said"][0]["text"] for clue in shown], list(CLUES)[:len(ids)])
        self.assertEqual([clue["clue"]["class"] for clue in shown],
                         ["unpaid_wages", None][:len(ids)])
        for clue in shown:
            self.assertEqual(clue["people"][0]["name"], "周建国")

    def links(self, stored):
        """Of whom each link tells and in how many variants; the numbers are made with a key. Of
        the batch that was withdrawn nobody has to know."""
        return sorted(map(tuple, stored.rows(
            "SELECT MIN(c.code), MAX(c.code), COUNT(*), COUNT(DISTINCT s.variant)"
            " FROM shared_link s JOIN project_code c ON c.project_id = s.project_id"
            " WHERE c.code <> 'P4' GROUP BY s.link")))

    def links_of_today(self):
        """The same, had it all been delivered to today's program."""
        today = Stored(self.place / "今", "sqlite")
        if not today.folder.exists():
            for name, *options in (("甲",), ("乙", "--replace"), ("丙",), ("丁", "--wait")):
                today.json("import", self.folders[name], "--as-of", FIRST_DAY, *options)
        return self.links(today)

    def expect_links(self, stored):
        self.assertEqual(self.links(stored), self.links_of_today())
        # Made with the same key as those of new deliveries: the same once more adds nothing.
        again = stored.json("import", self.folders["丙"], "--key", "again", "--wait", "--beside")
        self.assertEqual(self.links(stored), self.links_of_today())
        stored.run("batch", "withdraw", again["batch"]["id"])

    def column(self, stored, table, name):
        return sorted(row[0] if row else "" for row in stored.rows(f"SELECT {name} FROM {table}"))

    def works(self, stored, dump):
        """And what is done every day can be done."""
        self.expect_links(stored)
        before = stored.recorded()
        stored.run("recheck", "--all", "--as-of", LAST_DAY)
        ids = {finding["id"] for part in ("findings", "notes")
               for finding in stored.report("--as-of", LAST_DAY)[part]}
        self.assertEqual({row[1] for row in stored.recorded()}, ids)
        self.assertEqual({row[1] for row in before}, ids)
        if dump.steps >= 2:  # the keys of deliveries are known: a repeat is harmless
            again = stored.json("import", self.folders["丙"], "--as-of", LAST_DAY)
            self.assertEqual(again["batch"]["id"] in dump.column("batch", "batch_id"), True)
        [waiting] = [batch["id"] for batch in stored.json("batch", "list")["batches"]
                     if batch["state"] == "waiting"]
        stored.run("batch", "use", waiting, "--as-of", LAST_DAY)
        self.assertEqual(len(stored.report("--as-of", LAST_DAY)["projects"]), 3)
        stored.run("audit", "verify")

    def test_every_earlier_version(self):
        for steps in range(FIRST, len(MIGRATIONS)):
            with self.subTest(steps=steps):
                dump = Dump(steps)
                stored = self.old(steps, f"库{steps}")
                self.assertIn(LAST_DAY, stored.run("verify", "--as-of", LAST_DAY, status=(0, 1, 4)))
                self.assertEqual(self.column(stored, "schema_migration", "name"),
                                 [path.stem for path in MIGRATIONS])
                self.is_as_before(stored, dump)
                self.works(stored, dump)

    def test_clear_values_of_the_second_version_are_sealed(self):
        stored = self.old(2)
        dump = DUMPS / "0002.txt"
        self.assertIn(A, dump.read_text())
        stored.run("batch", "list")
        stored.run("backup", self.place / "备份", "--without-key")
        for folder in ("库", "备份"):
            for path in (self.place / folder).iterdir():
                for secret in (A, B, card(1)):
                    self.assertNotIn(secret.encode(), path.read_bytes(), path)

    def test_words_that_the_ninth_version_kept_in_clear_are_sealed(self):
        self.assertIn(f"words={LOOKED_FOR}", (DUMPS / "0009.txt").read_text())
        self.keeps_what_was_looked_for(self.old(9))

    def test_words_that_were_sealed_are_found_in_every_later_version(self):
        for steps in range(10, len(MIGRATIONS)):
            with self.subTest(steps=steps):
                self.assertEqual(set(Dump(steps).column("register_view", "query")),
                                 {"channel=walk_in&words=", "words="})
                self.keeps_what_was_looked_for(self.old(steps, f"库{steps}"))

    def keeps_what_was_looked_for(self, stored):
        views = {view["name"]: view["query"] for view in stored.json("view", "list")["views"]}
        self.assertEqual(views, {"找一个人": f"channel=walk_in&words={LOOKED_FOR}",
                                 "医院": "words=医院"})
        [export] = stored.json("export", "list")["exports"]
        self.assertEqual(export["query"], "words=医院")
        for table in ("register_view", "register_export"):
            for query, words in stored.rows(f"SELECT query, words FROM {table}"):
                self.assertIn(query, ("channel=walk_in&words=", "words="))
                self.assertEqual(words[:1], "~")
        for path in stored.folder.iterdir():
            self.assertNotIn(LOOKED_FOR.encode(), path.read_bytes(), path)
        stored.run("audit", "verify")

    def test_papers_that_shared_a_number_stand_as_they_were_issued(self):
        stored = self.old(10)
        stored.run("batch", "list")
        self.assertEqual(sorted(stored.rows("SELECT paper_id, number FROM paper")),
                         [["3765323000000000011", "平人社监字〔2026〕1号"],
                          ["3765323000000000012", "平人社监字〔2026〕1号"]])
        # The older one has it; no new one can.
        self.assertEqual(stored.rows("SELECT number, paper_id FROM paper_number"),
                         [["平人社监字〔2026〕1号", "3765323000000000011"]])

    def test_an_upgrade_that_is_killed_goes_on(self):
        dice = random.Random(5)
        stored = self.old(FIRST)
        killed, longest = 0, 0.4
        for _ in range(KILLED):
            child = subprocess.Popen([QINGXIN, "batch", "list", *stored.options()],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                child.wait(timeout=dice.uniform(0, longest))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.wait()
                killed += 1
        self.assertGreater(killed, 0)
        stored.run("batch", "list")
        self.is_as_before(stored, Dump(FIRST))
        self.works(stored, Dump(FIRST))

    def test_a_database_that_is_newer_than_the_program_is_refused(self):
        stored = self.old(len(MIGRATIONS) - 1)
        stored.run("batch", "list")
        self.change(stored, "INSERT INTO schema_migration (number, name, checksum, applied_ms)"
                            " VALUES (9999, '9999_of_tomorrow', 'x', 0)")
        for words in (("batch", "list"), ("import", self.folders["丁"]), ("verify",),
                      ("doctor",), ("backup", self.place / "备份"), ("serve",)):
            if words == ("doctor",):
                said = str(stored.json(*words, status=(1,))["symptoms"])
            else:
                said = stored.run(*words, status=3)
            self.assertIn("数据库比程序新：库里已有迁移 9999_of_tomorrow", said)
            self.assertIn("请换用写过这个库的那个版本或更新的版本", said)
        self.assertFalse((self.place / "备份").exists())

    def test_a_step_that_was_taken_in_other_words_is_refused(self):
        stored = self.old(len(MIGRATIONS) - 1)
        self.change(stored, "UPDATE schema_migration SET checksum = 'other' WHERE number = 1")
        said = stored.run("batch", "list", status=3)
        self.assertRegex(said, rf"迁移 {MIGRATIONS[0].stem} 被改动过：库里记的是 .*（SM3 other）")


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    record(int(sys.argv[3]) if len(sys.argv) > 3 else len(MIGRATIONS))
