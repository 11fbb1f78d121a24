# SPDX-License-Identifier: Apache-2.0
"""What is kept stays: backups that go back to either engine, a check-up, programs that are killed.
All on both engines."""
import contextlib
import os
import pwd
import random
import sqlite3
import unittest

from folder import A, AS_OF, card, of_project, written
from killing import KilledImports
from stored import OnEngine, Stored

OTHER = {"sqlite": "postgres", "postgres": "sqlite"}
KILLED = 20


class OnEachEngine(OnEngine):
    """The cases."""

    def imported(self, code="P1"):
        folder = written(self.place / code, of_project(code))
        self.stored.json("import", folder, "--as-of", AS_OF)
        return folder

    def report(self, stored):
        return stored.run("verify", "--as-of", AS_OF, "--json", "-", "--reveal", status=(0, 1, 4))

    def refused(self, words, *said, status=3):
        """What is refused is told by all of these words."""
        text = words(status)
        for word in said:
            self.assertIn(word, text)

    # Backups.

    def test_backup_is_a_data_folder_that_says_the_same(self):
        self.imported()
        said = self.stored.json("backup", self.place / "备份")
        self.assertGreater(said["rows"], 60)
        self.assertEqual(self.report(Stored(self.place / "备份", "sqlite")),
                         self.report(self.stored))
        self.assertEqual((self.place / "备份").stat().st_mode & 0o777, 0o700)
        self.assertEqual((self.place / "备份" / "master.key").stat().st_mode & 0o777, 0o600)

    def test_backup_goes_back_to_the_other_engine(self):
        self.imported()
        before = self.report(self.stored)
        first = self.stored.json("backup", self.place / "备份")
        other = Stored(self.place / "新库", OTHER[self.engine])
        other.run("restore", self.place / "备份")
        self.assertEqual(self.report(other), before)
        again = other.json("backup", self.place / "再备份")
        facts = [[table for table in said["tables"] if table["name"].startswith("fact_")]
                 for said in (first, again)]
        self.assertEqual(*facts)
        other.run("audit", "verify")

    def test_backup_that_was_altered_is_refused_by_its_table(self):
        self.imported()
        self.stored.run("backup", self.place / "备份")
        with contextlib.closing(sqlite3.connect(self.place / "备份" / "qingxin.db")) as database:
            database.execute("UPDATE fact_payroll SET net_fen = net_fen + 1")
            database.commit()
        new = Stored(self.place / "新库", self.engine)
        self.refused(lambda status: new.run("restore", self.place / "备份", status=status),
                     "fact_payroll", "不是一份完好的备份")
        self.assertFalse((self.place / "新库").exists())

    def test_restore_leaves_what_is_there_alone(self):
        self.imported()
        self.stored.run("backup", self.place / "备份")
        before = self.report(self.stored)
        self.refused(lambda status: self.stored.run("restore", self.place / "备份", status=status),
                     "已经有东西")
        self.assertEqual(self.report(self.stored), before)
        self.refused(lambda status: self.stored.run("backup", self.place / "备份", status=status),
                     "已经有东西")

    def test_backup_without_its_key_needs_that_key(self):
        self.imported()
        self.stored.run("backup", self.place / "备份", "--without-key")
        self.assertFalse((self.place / "备份" / "master.key").exists())
        new = Stored(self.place / "新库", self.engine)
        self.refused(lambda status: new.run("restore", self.place / "备份", status=status), "--key",
                     status=2)
        new.run("restore", self.place / "备份", "--key", self.place / "库" / "master.key")
        self.assertEqual(self.report(new), self.report(self.stored))

    def test_folder_without_a_list_is_no_backup(self):
        (self.place / "空").mkdir()
        self.refused(lambda status: self.stored.run("restore", self.place / "空", status=status),
                     "不是一份完好的备份", "backup.toml")

    # The check-up.

    def test_doctor_finds_a_healthy_folder_healthy(self):
        self.imported()
        symptoms = self.stored.json("doctor", status=0)["symptoms"]
        self.assertNotIn("bad", [symptom["health"] for symptom in symptoms])
        self.assertEqual([symptom["what"] for symptom in symptoms],
                         ["数据文件夹", "密钥", "磁盘", "数据库", "库表", "时钟", "等着的批次", "核查", "审计链",
                          "放假安排"])

    def test_doctor_sees_a_key_that_others_can_read(self):
        self.imported()
        (self.place / "库" / "master.key").chmod(0o644)
        said = self.stored.run("doctor", status=1)
        self.assertIn("别的用户也能看", said)
        self.assertIn("chmod 600", said)

    def test_doctor_says_what_keeps_data_from_being_opened(self):
        self.imported()
        folder, key = self.place / "库", self.place / "库" / "master.key"

        def bad():
            told = self.stored.json("doctor", status=1)["symptoms"]
            return {one["what"]: one["found"] + one["remedy"] for one in told
                    if one["health"] == "bad"}

        folder.chmod(0o755)
        self.assertIn("755，别的用户也能看", bad()["数据文件夹"])
        self.assertIn("chmod 700", bad()["数据库"])
        self.assertEqual(folder.stat().st_mode & 0o777, 0o755)  # it looks, and changes nothing
        folder.chmod(0o700)
        kept = key.read_bytes()
        key.unlink()
        self.assertEqual(set(bad()), {"密钥", "数据库"})
        self.assertIn("没有 master.key", bad()["密钥"])
        self.assertFalse(key.exists())
        key.write_bytes(b"0123\n")
        key.chmod(0o600)
        self.assertIn("不是密钥文件", bad()["数据库"])
        key.write_bytes(kept)
        self.assertEqual(self.stored.json("doctor", status=0)["symptoms"][1]["health"], "good")

    def test_doctor_makes_nothing_where_nothing_is(self):
        said = self.stored.run("doctor", status=1)
        self.assertIn("没有数据文件夹", said)
        self.assertFalse((self.place / "库").exists())

    # Keys.

    def test_a_new_key_belongs_to_whom_the_old_one_belonged_to(self):
        self.imported()
        folder = self.place / "库"
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        before = (folder / "master.key").read_bytes()
        self.stored.run("key", "rotate")
        self.assertNotEqual((folder / "master.key").read_bytes(), before)
        for path in folder.iterdir():
            found = path.stat()
            self.assertEqual((found.st_uid, found.st_gid, found.st_mode & 0o777),
                             (owner.pw_uid, owner.pw_gid, 0o600), path)

    # Programs that are killed.

    def test_nothing_that_was_acknowledged_is_lost(self):
        KilledImports(self.stored, self.place, random.Random(20261122)).run(KILLED)

    # What is a person's.

    def test_no_number_of_a_person_stands_in_the_database(self):
        self.imported()
        self.stored.run("backup", self.place / "备份", "--without-key")
        for name in os.listdir(self.place / "备份"):
            content = (self.place / "备份" / name).read_bytes()
            for secret in (A, card(1)):
                self.assertNotIn(secret.encode(), content, name)


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"

    def test_doctor_sees_a_damaged_file(self):
        self.imported()
        path = self.place / "库" / "qingxin.db"
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (page,) = database.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'fact_chunk'").fetchone()
            (size,) = database.execute("PRAGMA page_size").fetchone()
        content = bytearray(path.read_bytes())
        content[(page - 1) * size:(page - 1) * size + 64] = bytes(64)
        path.write_bytes(content)
        self.assertIn("坏", self.stored.run("doctor", status=(1, 3)))


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    unittest.main()
