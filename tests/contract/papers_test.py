# SPDX-License-Identifier: Apache-2.0
"""The papers of one case through the program, on both engines: what is missing is named, a number
is given once and none is left out, the original stays as it was, and a firm cannot read from its
order who reported."""
import hashlib
import json
import pathlib
import re
import tempfile
import unittest
import zipfile
from xml.etree import ElementTree

from stored import Stored

REPORTER, PHONE = "欧阳小月", "13912345678"


class OnEachEngine:
    """The cases; once for each engine."""
    engine = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)
        self.stored = Stored(self.place / "库", self.engine)
        said = self.stored.run("unit", "add", "--name", "平川县人社局", "--region", "990123",
                               "--kind", "authority")
        body = re.search(r"\d+", said)[0]
        for login, role in (("lisi", "inspector"), ("zhao", "inspector"), ("zhang", "leader")):
            self.stored.run("user", "add", "--login", login, "--name", login, "--role", role,
                            "--district", "990123", "--unit", body)
        clue = self.stored.json("clue", "add", "--text", "工地没有发工资", "--name", REPORTER,
                                "--phone", PHONE, "--unit", body, "--region", "990123",
                                "--employer", "河北宏远劳务有限公司", "--arrived",
                                "2026-03-02 09:00", "--as", "lisi")["id"]
        self.case = self.stored.json("case", "open", clue, "--class", "拖欠工资", "--employer",
                                     "河北宏远劳务有限公司", "--as", "lisi")["id"]
        for step, who, *words in (("accepted", "lisi"),
                                  ("filed", "zhang", "--document", "立1号", "--team", "lisi,zhao"),
                                  ("order_issued", "zhang", "--document", "审批1号", "--day",
                                   "2026-03-20")):
            self.stored.json("case", "step", self.case, step, "--at", "2026-03-03", "--as", who,
                             *words)
        self.stored.run("case", "arrears", self.case, "--name", REPORTER, "--amount", "1234.50",
                        "--evidence", "工资表", "--as", "lisi")

    def order(self, key="令1", **changes):
        """What a person has to say; the case knows the rest."""
        paper = {"key": key, "kind": "payment_order", "prefix": "平人社监字", "matter": "拖欠工资",
                 "facts": [{"words": "2026年2月的工资没有支付", "evidence": "工资表"}],
                 "breached": [{"instrument": "gwy-724", "article": 11}],
                 "officers": [{"name": "王一", "certificate": "冀1"}, {"name": "赵二"}],
                 "contact": "平川县中心街 1 号，电话 0311-5550100",
                 "reconsideration": "平川县人民政府", "court": "平川县人民法院", **changes}
        file = self.place / "文书.json"
        file.write_text(json.dumps({name: value for name, value in paper.items() if value}))
        return file

    def write(self, key="令1", **changes):
        return self.stored.json("paper", "write", self.case, "--file", self.order(key, **changes),
                                "--as", "lisi")

    def refused(self, because, *words):
        status, said = self.stored.tried("paper", *words, "--as", "lisi")
        self.assertIn(status, (2, 3), said)
        self.assertTrue(said.startswith("清薪："), said)
        self.assertIn(because, said)
        return said

    def test_an_order_says_what_the_case_knows(self):
        paper = self.write()
        self.assertEqual(paper["number"], "平人社监字〔2026〕1号")
        self.assertEqual(paper["addressee"], "河北宏远劳务有限公司")
        sheet = self.place / "令.docx"
        self.stored.run("paper", "show", paper["id"], "--out", sheet, "--as", "lisi")
        self.assertEqual(paper["sm3"], hashlib.new("sm3", sheet.read_bytes()).hexdigest())
        with zipfile.ZipFile(sheet) as archive:
            text = "".join(ElementTree.fromstring(archive.read("word/document.xml")).itertext())
        for words in ("平川县人社局", "2026年3月20日", "1,234.50", "壹仟贰佰叁拾肆元伍角整", REPORTER,
                      "六十日内向平川县人民政府", "送达回证"):
            self.assertIn(words, text)

    def test_an_order_has_the_number_of_its_paper(self):
        """In the order of doing it: decided, written and so numbered, served."""
        self.stored.json("case", "step", self.case, "order_issued", "--day", "2026-03-25", "--at",
                         "2026-03-04", "--as", "zhang")
        served = ("case", "step", self.case, "order_served", "--number", "2", "--document",
                  "回证2号", "--at", "2026-03-05", "--as", "lisi")
        status, said = self.stored.tried(*served)
        self.assertEqual(status, 3, said)
        self.assertIn("qingxin paper write", said)
        paper = self.write()
        self.assertIn("平人社监字", paper["number"])
        self.stored.json("paper", "void", paper["id"], "--why", "金额写错", "--as", "lisi")
        self.assertEqual(self.stored.tried(*served)[0], 3)
        self.write("令2")
        self.stored.json(*served)

    def test_what_is_missing_is_named_and_takes_no_number(self):
        self.refused("责令支付书缺「管辖法院」", "write", self.case, "--file", self.order(court=None))
        self.refused("没有法规", "write", self.case, "--file",
                     self.order(breached=[{"instrument": "x", "article": 1}]))
        self.refused("没有第 999 条", "write", self.case, "--file",
                     self.order(breached=[{"instrument": "gwy-724", "article": 999}]))
        self.refused("还没有出移交函的步骤", "write", self.case, "--file",
                     self.order(kind="hand_over"))
        self.assertEqual(self.write()["number"], "平人社监字〔2026〕1号")

    def test_a_firm_does_not_read_who_reported(self):
        for words in (f"{REPORTER}没有领到工资", f"见 {PHONE} 的通话", "接投诉后查明"):
            said = self.refused("文书", "write", self.case, "--file",
                                self.order(facts=[{"words": words, "evidence": "笔录"}]))
            self.assertNotIn(REPORTER, said)
            self.assertNotIn(PHONE, said)

    def test_numbers_have_no_gap_and_a_void_one_keeps_its_own(self):
        first, second = self.write("令1"), self.write("令2")
        self.assertEqual(self.write("令1"), first)
        self.assertEqual(second["number"], "平人社监字〔2026〕2号")
        gone = self.stored.json("paper", "void", first["id"], "--why", "金额写错", "--as", "lisi")
        self.assertEqual(gone["voided"]["reason"], "金额写错")
        self.assertEqual(self.write("令3")["number"], "平人社监字〔2026〕3号")
        listed = self.stored.json("paper", "list", self.case, "--as", "lisi")["items"]
        self.assertEqual([one["number"][-2:] for one in listed], ["1号", "2号", "3号"])
        self.assertNotIn(REPORTER, repr(self.stored.rows("SELECT * FROM paper")))

    def test_a_key_and_a_prefix_stand_for_one_thing(self):
        paper = self.write("令1")
        self.refused("编号 令1 已经是另一份文书", "write", self.case, "--file",
                     self.order("令1", matter="拖欠奖金"))
        self.refused("今年已经用在责令支付书上", "write", self.case, "--file",
                     self.order("改1", kind="rectification_order", orders=["补建台账"]))
        other = self.write("改1", kind="rectification_order", orders=["补建台账"],
                           prefix="平人社改字")
        self.assertEqual(other["number"], "平人社改字〔2026〕1号")
        self.assertEqual(self.write("令1"), paper)

    def test_what_is_posted_names_no_worker(self):
        paper = self.write()["id"]
        texts = {}
        for name, words in (("full", ()), ("posted", ("--posted",))):
            page = self.place / f"{name}.html"
            self.stored.run("paper", "show", paper, *words, "--out", page, "--as", "lisi")
            texts[name] = page.read_text()
        self.assertIn(REPORTER, texts["full"])
        self.assertNotIn(REPORTER, texts["posted"])
        self.assertIn("1,234.50", texts["posted"])
        self.assertNotIn(REPORTER, repr(self.stored.rows("SELECT * FROM paper")))

    def test_a_service_says_what_its_way_asks(self):
        paper = self.write()["id"]
        words = ["serve", paper, "--way", "张贴送达", "--at", "2026-03-04 10:00", "--place",
                 "工地门口", "--key", "送1", "--officer", "王一"]
        self.refused("缺「两名送达人」", *words)
        self.refused("缺「张贴的照片」", *words, "--officer", "赵二")
        done = self.stored.json("paper", *words, "--officer", "赵二", "--photo", "照片1", "--as",
                                "lisi")
        self.assertEqual(done["services"][0]["photos"], ["照片1"])
        self.refused("在将来", *[word.replace("2026-03-04", "2099-03-04") for word in words],
                     "--officer", "赵二", "--photo", "照片1")


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    unittest.main()
