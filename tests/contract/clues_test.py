# SPDX-License-Identifier: Apache-2.0
"""Clues from their arrival on: nothing that was said is lost, the same matter is found again, a
person decides, and nobody who reported can be read anywhere. Through the program, on both
engines."""
import csv
import datetime
import hashlib
import json
import re
import subprocess
import unittest
import zipfile
from xml.etree import ElementTree

from folder import A, B, clean, identity, of_project, written
from stored import OnEngine

KIB = 1024
HOSTILE = ("<script>alert(1)</script>", "'; DROP TABLE clue; --", "=HYPERLINK(\"http://x\")",
           "\x1b[2J\x1b]0;x\x07", "\u202e倒过来\u202c", "{{7*7}}", "../../etc/passwd")
PHONE = "13912345678"
YEAR = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).year
WHY = ("--reason", "报送十一月台账")


class OnEachEngine(OnEngine):
    """The cases."""

    def add(self, *words, status=0):
        return self.stored.json("clue", "add", *words, status=status)

    def shown(self, clue, *words):
        return self.stored.json("clue", "show", clue, *words)

    def revealed(self, clue):
        return self.shown(clue, "--reveal", "--reason", "核对来件原文")

    def listed(self, *words):
        return self.stored.json("clue", "list", *words)["clues"]

    def said(self, *words):
        return [clue["id"] for clue in self.stored.json("clue", "search", *words)["clues"]]

    def sheet(self, name, lines):
        path = self.place / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def refused(self, *words):
        status, said = self.stored.tried("clue", *words)
        self.assertIn(status, (2, 3), said)
        self.assertTrue(said.startswith("清薪："), said)
        return said

    # What was said is kept.

    def test_a_megabyte_comes_back_to_the_byte(self):
        text = "工地欠薪💰𠮷𪚥\u200d " + "".join(HOSTILE) + "\r\n\t尾"
        more = "".join(f"第{n}天，没有发。" for n in range(60_000)).encode()
        text += more[:KIB * KIB - 300].decode(errors="ignore")
        path = self.place / "话.txt"
        path.write_bytes(text.encode())
        clue = self.add("--text-file", path)["id"]
        whole = self.revealed(clue)
        self.assertEqual(whole["said"][0]["text"].encode(), text.encode())
        self.assertEqual(self.said("𠮷𪚥"), [clue])
        path.write_bytes(b"x" * (KIB * KIB + 1))
        self.assertIn("1048577 字节", self.refused("add", "--text-file", path))

    def test_hostile_words_are_words(self):
        for words in HOSTILE:
            text = f"老板{words}欠薪"
            path = self.place / "话.txt"
            path.write_text(text, encoding="utf-8", newline="")
            clue = self.add("--text-file", path, "--employer", f"甲{words}", "--name", words)["id"]
            self.assertEqual(self.revealed(clue)["said"][0]["text"], text)
            for shown in (self.stored.run("clue", "show", clue), self.stored.run("clue", "list")):
                self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", shown), words)
        out = self.place / "台账.csv"
        self.stored.run("clue", "export", "--out", out, *WHY)
        rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
        self.assertEqual(len(rows), len(HOSTILE))
        for row in rows:
            for cell in row.values():
                self.assertNotRegex(cell, r"^[=+@\-]")

    def test_nothing_of_papers_is_asked_for(self):
        clue = self.add("--text", "厂里没给钱，就知道老板姓王")
        self.assertEqual(clue["kept"], "fresh")
        kept = self.shown(clue["id"])["clue"]
        self.assertIsNone(kept["amount_fen"])
        self.assertIsNone(kept["head_count"])
        self.assertEqual(kept["months"], [])
        self.assertEqual(kept["reporting"], "named")
        only = self.add("--place", "青石巷口")
        self.assertEqual(self.revealed(only["id"])["said"][0]["text"], "")
        self.assertIn("什么也没有说", self.refused("add", "--employer", "  "))
        wrong = self.add("--text", "证件号不全", "--id-number", identity(1)[:-1] + "?")
        self.assertEqual(self.revealed(wrong["id"])["people"][0]["id_number"],
                         identity(1)[:-1] + "?")

    def test_three_hundred_people_without_numbers_are_one_clue(self):
        lines = ["姓名,金额"] + [f"工人{n},{n}.50" if n % 3 else f"工人{n}," for n in range(300)]
        lines[7] = "工人6,六千左右"
        clue = self.add("--text", "工地三百人没有拿到工资", "--people",
                        self.sheet("名单.csv", lines), "--head-count", "300")
        self.assertTrue(any("第 8 行「欠薪金额」“六千左右”" in one for one in clue["remarks"]),
                        clue["remarks"])
        people = self.revealed(clue["id"])["people"]
        self.assertEqual([person["name"] for person in people], [f"工人{n}" for n in range(300)])
        self.assertEqual([person["amount_fen"] for person in people],
                         [n * 100 + 50 if n % 3 else None for n in range(300)])
        self.assertEqual(self.shown(clue["id"])["clue"]["named_people"], 300)

    def test_an_unreadable_name_is_nowhere_in_what_is_kept(self):
        self.add("--text", f"我叫周建国，欠我血汗钱，电话{PHONE}", "--name", "周建国", "--phone",
                 PHONE, "--id-number", identity(7), "--confidential", "--employer", "平川建工")
        tables = [row[0] for row in self.stored.rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            if self.engine == "postgres" else
            "SELECT name FROM sqlite_schema WHERE type = 'table'")]
        self.assertIn("clue_said", tables)
        everything = "\n".join(repr(self.stored.rows(f"SELECT * FROM {table}"))
                               for table in tables)
        self.assertIn("平川建工", everything)
        for secret in ("周建国", "血汗钱", PHONE, identity(7)):
            self.assertNotIn(secret, everything)
            self.assertNotIn(secret.encode().hex(), everything)

    def test_names_and_numbers_are_masked_and_a_look_is_recorded(self):
        clue = self.add("--text", f"我叫周建国，电话{PHONE}，欠我钱", "--name", "周建国", "--phone",
                        PHONE)["id"]
        for shown in (json.dumps(self.shown(clue), ensure_ascii=False),
                      self.stored.run("clue", "show", clue), self.stored.run("clue", "list"),
                      json.dumps(self.listed(), ensure_ascii=False)):
            for secret in ("周建国", PHONE):
                self.assertNotIn(secret, shown)
        # What the text was, is not to be tried out.
        self.assertEqual(self.shown(clue)["said"][0]["sm3"], None)
        self.assertEqual(self.revealed(clue)["said"][0]["sm3"], hashlib.new(
            "sm3", f"我叫周建国，电话{PHONE}，欠我钱".encode()).hexdigest())
        self.assertIn("理由要 5 到 500 个字", self.refused("show", clue, "--reveal", "--reason", ""))
        before = len(self.stored.rows("SELECT * FROM reveal"))
        self.assertEqual(self.revealed(clue)["people"][0]["name"], "周建国")
        self.assertEqual(len(self.stored.rows("SELECT * FROM reveal")), before + 1)
        self.stored.run("audit", "verify")

    # The same matter.

    def test_ninety_messages_of_one_person_are_one_matter(self):
        words = ("工资", "血汗钱", "辛苦钱", "活儿的钱", "工钱")
        lines = ["反映内容,反映人,联系电话"]
        for n in range(90):
            lines.append(f"第{n}次来说，{words[n % 5]}还没有给，{n}天了没人管我,周建国,{PHONE}")
        done = self.stored.json("clue", "import", self.sheet("留言.csv", lines), "--channel",
                                "书记省长信箱")
        self.assertEqual((done["rows"], done["fresh"], done["rejected"]), (90, 90, []))
        first = done["clues"][0]["id"]
        self.stored.run("clue", "merge", first, "--likely", "--why", "同一个人")
        whole = self.revealed(first)
        self.assertEqual(len(whole["matter"]), 90)
        self.assertEqual(whole["clue"]["clues_of_matter"], 90)
        self.assertEqual([clue["matter_id"] for clue in self.listed()], [first] * 90)
        again = self.stored.json("clue", "import", self.place / "留言.csv", "--channel",
                                 "mailbox")
        self.assertEqual((again["fresh"], again["repeated"]), (0, 90))

    def test_a_likely_one_is_proposed_with_its_reasons_and_a_person_decides(self):
        site = ("--project-name", "平川县人民医院迁建工程", "--employer", "平川县建工集团有限公司",
                "--months", "2026-09")
        first = self.add("--text", "医院工地九月没有发工资", "--name", "周建国", *site)
        other = self.add("--text", "求帮忙，工头不接电话", "--name", "吴大勇", *site)
        far = self.add("--text", "饭店押金不退", "--employer", "老王饭店")
        self.assertEqual(far["like"], [])
        [like] = other["like"]
        self.assertEqual((like["id"], like["verdict"]), (first["id"], "likely"))
        self.assertIn("项目相同", like["because"])
        self.assertEqual(len(self.shown(other["id"])["matter"]), 1)  # nothing by itself
        self.stored.run("clue", "merge", first["id"], other["id"], "--why", "一个工地")
        whole = self.shown(other["id"])
        self.assertEqual(whole["matter"], sorted((first["id"], other["id"]), key=int))
        self.assertEqual(whole["merges"][0]["why"], "一个工地")
        self.assertIn("不能并入它自己", self.refused("merge", first["id"], first["id"]))
        self.assertIn("缺少分案的理由", self.refused("apart", other["id"]))
        self.stored.run("clue", "apart", other["id"], "--why", "另一个班组")
        self.assertEqual(self.shown(other["id"])["matter"], [other["id"]])
        self.assertIn("没有与别的并案", self.refused("apart", other["id"], "--why", "再分"))

    def test_what_the_text_says_is_suggested_with_its_place_and_confirmed_by_a_person(self):
        text = "平川县建工集团有限公司拖欠我们12人2026年8月、9月的工资，共欠36000元"
        clue = self.add("--text", text)["id"]
        suggested = self.shown(clue)["suggested"]
        self.assertEqual(suggested["class"], "unpaid_wages")
        self.assertEqual(suggested["amount_fen"], 3_600_000)
        self.assertEqual(suggested["head_count"], 12)
        self.assertEqual(suggested["months"], ["2026-08", "2026-09"])
        [amount] = suggested["amounts"]
        self.assertIn("36000", text[amount["from"]:amount["to"]])
        kept = self.shown(clue)["clue"]
        self.assertEqual((kept["class"], kept["amount_fen"], kept["confirmed"]),
                         (None, None, False))
        self.stored.run("clue", "class", clue, "--class", "拖欠工资", "--amount", "36000",
                        "--head-count", "12", "--months", "2026-08,2026-09")
        kept = self.shown(clue)["clue"]
        self.assertEqual((kept["class"], kept["amount_fen"], kept["head_count"], kept["months"],
                          kept["confirmed"]),
                         ("unpaid_wages", 3_600_000, 12, ["2026-08", "2026-09"], True))
        self.assertEqual([one["id"] for one in self.listed("--class", "unpaid_wages")], [clue])
        self.assertEqual(self.listed("--unconfirmed"), [])
        self.assertIn("请写其中之一", self.refused("class", clue, "--class", "欠钱"))

    def test_words_of_two_characters_are_found_and_people_are_not(self):
        first = self.add("--text", f"医院工地，我叫周建国，电话{PHONE}", "--name", "周建国")["id"]
        second = self.add("--text", "学校工地塔吊没有发工资")["id"]
        self.assertEqual(self.said("工地"), [second, first])
        self.assertEqual(self.said("工地", "塔吊"), [second])
        self.assertEqual(self.said("建国"), [])
        self.assertIn("清薪：", self.refused("search", PHONE))
        # Nor by a name that comes to be known later.
        self.stored.json("clue", "import", self.order("GD9,2026-11-20,吴大勇说工资没发,,,,,,"),
                         "--channel", "12345")
        done = self.stored.json("clue", "import",
                                self.order("GD9,2026-11-20,医院的工资,吴大勇,,,,,"), "--channel", "12345")
        self.assertEqual(done["changed"], 1)
        self.assertEqual(self.said("大勇"), [])
        self.assertEqual(self.said("说工"), [done["clues"][0]["id"]])
        self.assertNotIn("吴大勇", json.dumps(self.shown(done["clues"][0]["id"]),
                                           ensure_ascii=False))
        self.assertIn("清薪：", self.refused("search", "塔"))

    # Files of other systems.

    def order(self, *rows):
        return self.sheet("工单.csv", [
            "工单编号,登记时间,诉求内容,来电人,联系方式,被反映单位,涉及金额,涉及人数,处理部门", *rows])

    def test_a_file_is_taken_row_by_row_and_nothing_is_lost(self):
        path = self.order(
            "GD001,2026-11-20 14:30,医院工地欠工资,周建国,13912345678,平川建工,12000.00,3,人社局",
            "GD002,昨天,工钱没给,吴大勇,,平川建工,五万左右,十来个,",
            "GD003,2026-11-21,,,,,,,人社局",
            "GD004,2099-01-01,时间写错了,,,,,,")
        done = self.stored.json("clue", "import", path, "--channel", "12345", status=4)
        self.assertEqual((done["rows"], done["fresh"]), (4, 3))
        self.assertEqual([(row["row"], row["column"]) for row in done["rejected"]],
                         [(4, "反映内容")])
        self.assertTrue(all(row["reason"] for row in done["rejected"]))
        self.assertEqual(done["ignored_columns"], ["处理部门"])
        first, second, third = (self.revealed(row["id"]) for row in done["clues"])
        self.assertEqual(first["origins"], [{
            "channel": "hotline", "foreign_number": "GD001",
            "arrived": "2026-11-20T06:30:00.000Z", "file": "工单.csv", "row": 2}])
        self.assertEqual((first["clue"]["amount_fen"], first["clue"]["head_count"],
                          first["people"][0]["phone"]), (1_200_000, 3, "13912345678"))
        self.assertEqual((second["clue"]["amount_fen"], second["clue"]["head_count"]),
                         (None, None))
        for words in ("工钱没给", "昨天", "五万左右", "十来个"):
            self.assertIn(words, second["said"][0]["text"])
        self.assertEqual(len(done["clues"][1]["remarks"]), 3)
        self.assertIn("来件时间 2099-01-01 00:00 在将来", done["clues"][2]["remarks"][0])
        self.assertEqual(third["said"][0]["text"], "时间写错了\n【来件时间】2099-01-01 00:00")
        self.assertLess(third["clue"]["arrived"], "2099")
        said = self.stored.run("clue", "import", path, "--channel", "12345", status=4)
        self.assertIn("新登记 0 件，以前登记过 3 件，内容有变 0 件，拒收 1 行", said)
        self.assertIn("工单.csv 第 4 行「反映内容」", said)

    def test_what_a_column_cannot_hold_stays_in_what_was_said(self):
        firm, place, number = "建" * 201, "巷" * 700, "9" * 201
        path = self.sheet("工单.csv", [
            "工单编号,诉求内容,被反映单位,地点,区划代码,项目编号,涉及金额",
            f"GD1,没有发工资,{firm},{place},平川县,P9,-5.00",
            f"{number},没有发工资,找老王{PHONE},{identity(7)} 家 139 1234 5678,990123,,",
            "GD3,没有发工资,911101087109250324,,,,"])
        done = self.stored.json("clue", "import", path, "--channel", "12345")
        self.assertEqual((done["fresh"], done["rejected"]), (3, []))
        first, second, third = (self.revealed(row["id"]) for row in done["clues"])
        for words in (firm, place, "【区划】平川县"):
            self.assertIn(words, first["said"][0]["text"])
        self.assertEqual((first["clue"]["employer"], first["clue"]["place"],
                          first["clue"]["project_name"]), (firm[:200], None, "P9"))
        remarks = "\n".join(done["clues"][0]["remarks"])
        for words in ("「欠薪地点」", "2100 字节", "用人单位有 201 个字", "区划代码「平川县」", "没有项目",
                      "是不是列错了位"):
            self.assertIn(words, remarks)
        for words in (number, f"【用人单位】找老王{PHONE}", f"【地点】{identity(7)} 家 139 1234 5678"):
            self.assertIn(words, second["said"][0]["text"])
        kept = repr([self.stored.rows(f"SELECT * FROM {table}") for table in ("clue", "clue_said")])
        for secret in (PHONE, identity(7), number, "139 1234 5678"):
            self.assertNotIn(secret, kept)
        self.assertIn("找老王1********78", kept)
        self.assertEqual(third["said"][0]["text"], "没有发工资\n【用人单位】911101087109250324")
        again = self.stored.json("clue", "import", path, "--channel", "12345")
        self.assertEqual((again["fresh"], again["repeated"], again["changed"]), (0, 3, 0))
        # Not even when what was not known that day is known now.
        self.stored.run("import", written(self.place / "P9", of_project("P9")))
        again = self.stored.json("clue", "import", path, "--channel", "12345")
        self.assertEqual((again["fresh"], again["repeated"], again["changed"]), (0, 3, 0))

    def test_a_list_of_people_loses_no_word(self):
        people = self.sheet("名单.csv", ["姓名,证件号,联系电话,欠薪金额", "吴大勇,,,三千多",
                                       f"{'长' * 900},,,100.00"])
        clue = self.add("--text", "欠工资", "--people", people)
        text = self.revealed(clue["id"])["said"][0]["text"]
        self.assertIn("【名单.csv 第 2 行「欠薪金额」】三千多", text)
        self.assertIn("长" * 900, text)
        self.assertEqual(len(clue["remarks"]), 2)

    def test_a_number_that_says_otherwise_is_kept_beside_what_it_said(self):
        first = "GD001,2026-11-20,医院工地欠工资,周建国,,平川建工,12000.00,3,"
        self.stored.json("clue", "import", self.order(first), "--channel", "12345")
        second = first.replace("12000.00,3", "15000.00,4")
        done = self.stored.json("clue", "import", self.order(second), "--channel", "12345")
        self.assertEqual((done["fresh"], done["changed"]), (0, 1))
        whole = self.shown(done["clues"][0]["id"])
        self.assertEqual([said["amount_fen"] for said in whole["said"]], [1_200_000, 1_500_000])
        self.assertEqual(whole["clue"]["amount_fen"], 1_500_000)
        # The old file once more is no third version.
        done = self.stored.json("clue", "import", self.order(first), "--channel", "12345")
        self.assertEqual((done["repeated"], done["changed"]), (1, 0))
        self.assertEqual(len(self.listed("--number", "GD001")), 1)

    def test_columns_of_another_name_are_mapped(self):
        folder = self.place / "平台"
        folder.mkdir()
        (folder / "导出.csv").write_text("甲,乙,丙\nX-1,欠薪,2026年8月至2026年10月\n",
                                       encoding="gb18030")
        self.assertIn("[clues]", self.refused("import", folder / "导出.csv", "--channel",
                                              "全国平台"))
        (folder / "列名.toml").write_text(
            '[clues]\n"甲" = "来件编号"\n"乙" = "反映内容"\n"丙" = "欠薪月份"\n')
        done = self.stored.json("clue", "import", folder / "导出.csv", "--channel", "全国平台")
        clue = self.shown(done["clues"][0]["id"])["clue"]
        self.assertEqual((clue["channel"], clue["foreign_number"], clue["months"]),
                         ("national_platform", "X-1", ["2026-08", "2026-09", "2026-10"]))
        self.assertIn("没有写来源渠道", self.stored.run(
            "clue", "import", folder / "导出.csv", status=4))

    def test_a_result_goes_back_to_where_it_came_from(self):
        numbers = ["012345678901234567", "GD002"]
        done = self.stored.json("clue", "import", self.order(
            *(f"{number},2026-11-2{n},欠薪,周建国,,平川建工,,," for n, number in enumerate(numbers))),
            "--channel", "12345")
        self.add("--text", "来访的一件")
        self.stored.run("clue", "class", done["clues"][0]["id"], "--class", "拖欠工资")
        out = self.place / "结果.csv"
        said = self.stored.json("clue", "export", "--channel", "12345", "--out", out, *WHY)
        rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
        self.assertEqual({row["来件编号"]: row["核定类别"] for row in rows},
                         {numbers[0]: "拖欠工资", numbers[1]: ""})
        self.assertEqual({row["金额"] for row in rows}, {""})
        self.assertEqual([(row["办理"], row["负责单位"], row["是否答复"], row["案件编号"])
                          for row in rows], [("待接收", "本机构", "否", "")] * 2)
        self.assertEqual((said["number"], said["rows"]), (f"线索台账导出〔{YEAR}〕1号", 2))
        self.assertEqual({row["导出编号"] for row in rows}, {said["number"]})
        self.assertEqual(said["sm3"], hashlib.new("sm3", out.read_bytes()).hexdigest())
        self.assertNotIn("周建国", out.read_text(encoding="utf-8-sig"))
        book = self.place / "结果.xlsx"
        self.stored.run("clue", "export", "--channel", "12345", "--out", book, *WHY)
        with zipfile.ZipFile(book) as sheets:
            text = "".join(sheets.read(name).decode() for name in sheets.namelist())
        self.assertIn(numbers[0], text)
        self.assertIn(f"&amp;C线索台账导出〔{YEAR}〕2号", text)  # on every printed page
        self.assertIn("请写成这两种之一",
                      self.refused("export", "--out", self.place / "结果.txt", *WHY))

    # What leaves the house has a number.

    def exports(self):
        return self.stored.json("export", "list")["exports"]

    def test_each_export_has_the_next_number_and_says_who_took_what_and_why(self):
        self.add("--text", "来访的一件")
        out = self.place / "台账.xlsx"
        self.stored.run("clue", "export", "--out", out, "--unconfirmed", "--reason",
                        "报给周建国 13912345678 的月报")
        self.assertIn("没有符合条件的", self.refused("export", "--confirmed", "--out", out, *WHY))
        for reason in ("", "月报"):
            self.assertIn("导出的理由要 5 到 500 个字",
                          self.refused("export", "--out", out, "--reason", reason))
        self.assertIn("写不了", self.refused("export", "--out", self.place / "没有" / "台账.csv",
                                             *WHY))
        self.stored.run("clue", "export", "--out", self.place / "台账.csv", *WHY)
        third, second, first = self.exports()
        self.assertEqual([one["number"] for one in (first, second, third)],
                         [f"线索台账导出〔{YEAR}〕{number}号" for number in (1, 2, 3)])
        self.assertEqual((first["rows"], first["query"], first["has_names"], first["unit"]),
                         (1, "confirmed=false", False, "本机构"))
        self.assertEqual(first["sm3"], hashlib.new("sm3", out.read_bytes()).hexdigest())
        self.assertIn("的月报", first["why"])
        self.assertNotIn(PHONE, first["why"])
        self.assertEqual((second["is_finished"], second["rows"], second["sm3"]),
                         (False, None, None))
        self.assertTrue(third["is_finished"])
        self.assertIn("没有写成", self.stored.run("export", "list"))
        self.assertEqual(self.stored.json("export", "list", "--year", YEAR - 1)["exports"], [])
        actions = [row[0] for row in self.stored.rows("SELECT action FROM audit_record")]
        self.assertEqual((actions.count("begin_export"), actions.count("end_export")), (3, 2))
        self.stored.run("audit", "verify")

    def test_names_leave_with_a_reason_and_never_of_who_asked_not_to_be_named(self):
        self.add("--text", "欠我钱", "--name", "周建国", "--phone", PHONE)
        self.add("--text", "别说是我", "--name", "欧阳举报", "--confidential")
        self.add("--text", "别问我是谁", "--name", "司马匿名", "--anonymous")
        out = self.place / "台账.csv"
        self.stored.run("clue", "export", "--out", out, *WHY)
        self.assertNotIn("周建国", out.read_text(encoding="utf-8-sig"))
        self.stored.run("clue", "export", "--out", out, "--reveal", *WHY)
        text = out.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        self.assertEqual([row["涉及人员"] for row in rows],
                         ["（要求保密）", "（要求保密）", "周建国"])
        for secret in ("欧阳举报", "司马匿名", PHONE):
            self.assertNotIn(secret, text)
        self.assertEqual([one["has_names"] for one in self.exports()], [True, False])
        [(subjects,)] = self.stored.rows(
            "SELECT subjects FROM audit_record WHERE action = 'begin_export' AND subjects LIKE"
            " '%names=1%'")
        self.assertNotIn(WHY[1], subjects)
        self.assertIn(WHY[1], repr(self.stored.rows("SELECT why FROM register_export")))

    # Saved views.

    def test_a_filter_is_saved_as_the_list_takes_it_and_used_by_its_name(self):
        hotline = self.add("--text", "医院工地欠薪", "--channel", "hotline")["id"]
        other = self.add("--text", "学校工地欠薪", "--channel", "hotline")["id"]
        self.add("--text", "来访的一件")
        self.stored.run("clue", "class", other, "--class", "拖欠工资")
        saved = self.stored.run("clue", "list", "--channel", "12345", "--unconfirmed",
                                "--save-view", "热线待核定")
        self.assertIn("存为筛选「热线待核定」", saved)
        [view] = self.stored.json("view", "list")["views"]
        self.assertEqual((view["name"], view["register"], view["is_shared"]),
                         ("热线待核定", "clues", False))
        self.assertEqual(view["query"], "channel=12345&confirmed=false")
        named = ("--view", "热线待核定")
        self.assertEqual([clue["id"] for clue in self.listed(*named)], [hotline])
        # What is written besides counts over it.
        self.assertEqual([clue["id"] for clue in self.listed(*named, "--confirmed")], [other])
        self.assertEqual(self.said("学校", *named), [])
        out = self.place / "台账.csv"
        self.stored.run("clue", "export", *named, "--out", out, *WHY)
        self.assertEqual(self.exports()[0]["query"], view["query"])
        said = self.refused("list", "--channel", "phone", "--save-view", "热线待核定")
        for words in (view["query"], "channel=phone"):
            self.assertIn(words, said)
        self.assertIn("存过的有：热线待核定", self.refused("list", "--view", "没有"))
        for wrong in (("--channel", "没有的渠道"), ("--since", "昨天"), ("--matter", "x"), ()):
            self.refused("list", *wrong, "--save-view", "错的")
        self.assertEqual(len(self.stored.json("view", "list")["views"]), 1)
        self.stored.run("view", "delete", "热线待核定")
        self.assertEqual(self.stored.json("view", "list")["views"], [])

    # A claim that is in doubt is a question to an officer.

    def test_a_claim_is_held_against_the_facts_and_asked_about(self):
        tables = clean()
        header, first, second = tables["花名册.csv"]
        tables["花名册.csv"] = [header + ",手机号", f"{first},{PHONE}", f"{second},{PHONE}"]
        self.stored.run("import", written(self.place / "账套", tables), "--as-of", "2026-11-22",
                        status=(0, 1, 4))
        people = self.sheet("名单.csv", ["姓名,证件号,联系电话,欠薪金额", f"张三,{A},,6000",
                                         f"李四,{B},{PHONE},", "查无此人,,,", "周建国,,,500"])
        clue = self.add("--text", "十月工资没有发", "--people", people, "--months", "2026-09,2026-10")
        self.assertIn("还没有核定是哪个项目", self.refused("compare", clue["id"]))
        self.stored.run("clue", "class", clue["id"], "--class", "unpaid_wages", "--project", "P1")
        compared = self.stored.json("clue", "compare", clue["id"])
        self.assertEqual(compared["project_id"], "P1")
        one, two, three, _ = compared["people"]
        september, october = one["months"]
        self.assertEqual(september, {"month": "2026-09", "attendance_days": 0,
                                     "payroll_fen": None, "paid_fen": 0})
        self.assertGreater(october["attendance_days"], 15)
        self.assertEqual((october["payroll_fen"], october["paid_fen"]), (600_000, 600_000))
        said = " ".join(one["questions"])
        for words in ("2026-09 没有考勤", "2026-10 代发成功 6,000.00 元：本人收到了吗"):
            self.assertIn(words, said)
        self.assertEqual((two["found_by"], two["same_phone"]), ("id_number", 2))
        self.assertIn("2 个人的", " ".join(two["questions"]))
        self.assertEqual((three["found_by"], three["months"]), ("nothing", []))
        self.assertIn("是没有登记", " ".join(three["questions"]))
        told = self.stored.run("clue", "compare", clue["id"])
        for secret in ("张三", "李四", A, B, PHONE):
            self.assertNotIn(secret, told)
            self.assertNotIn(secret, json.dumps(compared, ensure_ascii=False))
        self.assertIn("不是结论", told)
        # It is kept nowhere, and asks for no more than an officer's eyes.
        before = self.stored.rows("SELECT COUNT(*) FROM audit_record")
        self.stored.run("clue", "compare", clue["id"])
        self.assertEqual(self.stored.rows("SELECT COUNT(*) FROM audit_record"), before)

    # The receipt.

    def test_whoever_has_the_code_sees_his_own_clue_and_nothing_of_anybody(self):
        clue = self.add("--text", "欠我三个月工资", "--name", "周建国", "--receipt")
        proof = clue["proof"]
        self.assertRegex(proof["receipt_code"], r"^\d{4} \d{4} \d{4} \d{4}$")
        text = "".join(f"{line['name']}\t{line['value']}\n" for line in proof["lines"])
        self.assertEqual(proof["sm3"], hashlib.new("sm3", text.encode()).hexdigest())
        lines = {line["name"]: line["value"] for line in proof["lines"]}
        self.assertEqual(lines["线索编号"], clue["id"])
        self.assertEqual(lines["反映内容 SM3"],
                         hashlib.new("sm3", "欠我三个月工资".encode()).hexdigest())
        own = self.stored.json("clue", "look-up", proof["receipt_code"])
        self.assertEqual(own["clue_id"], clue["id"])
        self.assertEqual([own[name] for name in ("state", "answered", "answer", "satisfaction")],
                         ["clue_waiting", None, None, None])
        self.assertIn("还没有答复", self.refused("look-up", proof["receipt_code"], "--stars", "5"))
        self.assertIn("满意度 6 不对", self.refused("look-up", proof["receipt_code"], "--stars", "6"))
        self.assertNotIn("周建国", json.dumps(own, ensure_ascii=False))
        digits = proof["receipt_code"].replace(" ", "")
        wrong = ("1" if digits[-1] != "1" else "2").join((digits[:-1], ""))
        said = self.refused("look-up", wrong)
        self.assertNotIn(wrong, said)
        self.assertIn("没有这个查询码", self.refused("look-up", "1000 0000 0000 0053"))
        fresh = self.stored.json("clue", "receipt", clue["id"])["receipt_code"]
        self.assertIn("没有这个查询码", self.refused("look-up", proof["receipt_code"]))
        self.assertEqual(self.stored.json("clue", "look-up", fresh)["clue_id"], clue["id"])
        self.assertNotIn(digits, repr(self.stored.rows("SELECT receipt_hash FROM clue")))

    def test_the_proof_of_filing_is_printed_with_its_code_and_names_nobody(self):
        clue = self.add("--text", "周建国说欠我三个月工资", "--name", "周建国", "--phone", PHONE,
                        "--receipt")
        code = clue["proof"]["receipt_code"]
        sheet, page = self.place / "证明.docx", self.place / "证明.html"
        self.stored.json("clue", "proof", "--code", code, "--out", sheet)
        self.stored.json("clue", "proof", "--code", code, "--out", page)
        with zipfile.ZipFile(sheet) as archive:
            text = "".join(ElementTree.fromstring(archive.read("word/document.xml")).itertext())
            picture = self.place / "码.png"
            picture.write_bytes(archive.read("word/media/code.png"))
        read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], check=True,
                              capture_output=True, text=True).stdout.strip()
        self.assertEqual(read, f"QINGXIN {code.replace(' ', '')} SM3 {clue['proof']['sm3']}")
        for told in (text, page.read_text()):
            self.assertIn(code, told)
            self.assertIn(clue["proof"]["sm3"], told)
            for secret in ("周建国", PHONE, "三个月"):
                self.assertNotIn(secret, told)
        # By the number of the clue there is a new code, and the old one is of no more use.
        fresh = self.stored.json("clue", "proof", clue["id"], "--out", page)["receipt_code"]
        self.assertIn(fresh, page.read_text())
        self.assertIn("没有这个查询码", self.refused("proof", "--code", code, "--out", page))
        # What cannot be written costs no code.
        self.assertIn(".docx", self.refused("proof", clue["id"], "--out", self.place / "证明.pdf"))
        self.assertIn("二者只写一个", self.refused("proof", "--out", page))
        self.assertEqual(self.stored.json("clue", "look-up", fresh)["clue_id"], clue["id"])

    def test_a_key_stands_for_one_clue(self):
        first = self.add("--text", "欠薪", "--key", "k1")
        self.assertEqual(self.add("--text", "欠薪", "--key", "k1"),
                         {**first, "kept": "repeat"})
        self.assertIn("已经用过", self.refused("add", "--text", "别的", "--key", "k1"))
        self.assertEqual(len(self.listed()), 1)


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    unittest.main()
