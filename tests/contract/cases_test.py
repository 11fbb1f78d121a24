# SPDX-License-Identifier: Apache-2.0
"""One case from its clues to its two ends, through the program and on both engines, and what must
not be possible on the way: planted faults, each by somebody who should not, or too early."""
import csv
import json
import pathlib
import re
import tempfile
import unittest

from folder import A, AS_OF, B, clean, written
from stored import Stored

NAMES = ("周建国", "吴长福")
PHONE = "13912345678"


class OnEachEngine:
    """The tale; once for each engine."""
    engine = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)
        self.stored = Stored(self.place / "库", self.engine)
        self.body = self.unit("平川县人社局", "990123", "authority")
        self.city = self.unit("青原市人社局", "990100", "authority")
        for login, role, unit, district in (("lisi", "inspector", self.body, "990123"),
                                            ("zhao", "inspector", self.body, "990123"),
                                            ("wangwu", "inspector", self.body, "990123"),
                                            ("zhang", "leader", self.body, "990123"),
                                            ("shi", "leader", self.city, "9901"),
                                            ("ban", "office", self.city, "9901"),
                                            ("lin", "inspector", self.city, "990124")):
            self.stored.run("user", "add", "--login", login, "--name", login, "--role", role,
                            "--district", district, "--unit", unit)

    def unit(self, name, region, kind):
        said = self.stored.run("unit", "add", "--name", name, "--region", region, "--kind", kind)
        return re.search(r"\d+", said)[0]

    def clue(self, text, *words):
        return self.stored.json("clue", "add", "--text", text, "--unit", self.body, "--region",
                                "990123", "--as", "lisi", *words)["id"]

    def case(self, *words, who="lisi", status=0):
        return self.stored.json("case", *words, "--as", who, status=status)

    def step(self, case, step, *words, who="lisi"):
        return self.case("step", case, step, *words, who=who)

    def refused(self, *words, who="lisi", because):
        status, said = self.stored.tried(*words, "--as", who)
        self.assertIn(status, (2, 3), said)
        self.assertTrue(said.startswith("清薪："), said)
        self.assertIn(because, said)

    def shown(self, case):
        return self.case("show", case)

    def state(self, case, strand):
        return {one["strand"]: one["state"] for one in self.shown(case)["strands"]}.get(strand)

    def codes(self, case, end):
        return {gap["code"] for gap in self.shown(case)["missing"][end]}

    def opened(self, *clues):
        return self.case("open", *clues, "--class", "拖欠工资")["id"]

    def decided(self, case):
        """Through the procedure, written down afterwards with the days on which it happened."""
        self.step(case, "accepted", "--at", "2026-03-03")
        self.step(case, "filed", "--document", "立1号", "--team", "lisi,zhao", "--at", "2026-03-03",
                  who="zhang")
        self.step(case, "investigation_completed", "--document", "报告1号", "--at", "2026-03-10")
        self.step(case, "decided", "--document", "决1号", "--outcome", "order", "--heard", "笔录",
                  "--at", "2026-03-11", who="zhang")
        self.step(case, "served", "--document", "回证1号", "--at", "2026-03-12")

    def answered(self, clue, people, amount):
        self.stored.run("clue", "class", clue, "--class", "拖欠工资", "--as", "zhao")
        self.stored.run("clue", "draft", clue, "--text", "已责令支付", "--people", people,
                        "--amount", amount, "--as", "lisi")
        self.stored.run("case", "note", clue, "--why-not-as-claimed", "逐人核实的数", "--as", "lisi")
        self.stored.run("clue", "answer", clue, "--document", "复1号", "--by", "reviewer", "--as",
                        "wangwu")

    def test_from_the_clues_to_both_ends_and_back(self):
        clues = [self.clue(f"{name}说工地没有发工资，电话{PHONE}", "--arrived", "2026-03-02 09:00",
                           "--name", name, "--head-count", "1", "--amount", "100")
                 for name in NAMES]
        self.assertEqual(self.state(clues[0], "clue"), "clue_waiting")
        case = self.opened(*clues)
        self.assertEqual(len(self.shown(case)["joined"]), 2)
        self.assertEqual(self.shown(case)["facts"]["claimed_people"], 2)
        self.refused("case", "open", clues[1], because="已在案件")
        self.refused("case", "step", case, "served", "--document", "1号", because="现在可以")
        self.refused("case", "step", case, "filed", "--document", "1号", "--team", "lisi,zhao",
                     because="由领导来记")
        self.refused("case", "step", case, "accepted", "--at", "2099-01-01", because="在将来")
        self.refused("case", "show", case, who="lin", because="没有卷")
        self.decided(case)
        # Nobody has said who is owed: neither end, however long one asks.
        self.step(case, "conclusion_proposed", "--ground", "decision_served", "--reason", "送达")
        self.step(case, "clearing_proposed", "--reason", "已付")
        self.assertEqual(self.codes(case, "clearing"), {"no_workers"})
        self.assertLessEqual({"clue_unanswered", "defect"}, self.codes(case, "conclusion"))
        for end in ("concluded", "cleared"):
            self.refused("case", "step", case, end, "--document", "1号", "--by", "reviewer",
                         who="wangwu", because="还不能")
        for name in NAMES:
            self.case("arrears", case, "--name", name, "--amount", "100", "--evidence", "工资表")
        self.case("settle", case, "--worker", "1", "--bank", "T1", "--state", "已到账", "--amount",
                  "100")
        self.refused("case", "settle", case, "--worker", "2", "--bank", "T1", "--state", "已到账",
                     "--amount", "100", because="一张凭证只算一次")
        self.case("settle", case, "--worker", "2", "--bank", "T2", "--amount", "100")
        self.assertIn("bank_not_settled", self.codes(case, "clearing"))
        self.case("settle", case, "--worker", "2", "--index", "1", "--bank", "T2", "--state",
                  "已到账", "--amount", "100")
        self.assertEqual(self.codes(case, "clearing"), set())
        self.refused("case", "step", case, "cleared", "--document", "1号", "--by", "reviewer",
                     because="没有办过")
        self.step(case, "cleared", "--document", "1号", "--by", "reviewer", who="wangwu")
        for clue in clues:
            self.answered(clue, 2, 200)
        self.step(case, "concluded", "--document", "1号", "--by", "reviewer", who="wangwu")
        self.assertEqual((self.state(case, "conclusion"), self.state(case, "clearing")),
                         ("concluded", "cleared"))
        out = self.place / "交回.csv"
        self.stored.run("clue", "export", "--out", out, "--reason", "交回来件渠道")
        for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()):
            told = [row[name] for name in ("是否答复", "答复内容", "案件编号", "处理结果", "结案依据",
                                           "结案", "销账", "付清人数", "已付金额")]
            self.assertEqual(told, ["是", "已责令支付", case, "责令改正或行政处理", "决定已送达", "是",
                                    "是", "2", "200.00"])
        drawn = self.case("look-back", "--year", self.shown(case)["events"][-1]["at"][:4], "--draw",
                          who="ban")
        self.assertEqual([task["drawn_now"] for task in drawn["tasks"]], [True])
        denied = ("money_not_received", "--number", "1", "--by", "reviewer", "--reason",
                  "本人说没收到")
        self.refused("case", "step", case, *denied, who="wangwu", because="--link")
        after = self.step(case, *denied, "--link", "2", who="wangwu")
        self.assertEqual(after["followed"], ["conclusion_reopened", "clearing_reopened"])
        self.assertEqual((self.state(case, "conclusion"), self.state(case, "clearing")),
                         ("conclusion_open", "clearing_open"))

    def test_arrears_and_payments_come_from_facts(self):
        tables = clean()
        paid = tables["代发明细.csv"].pop()
        self.stored.run("import", written(self.place / "账套", tables), "--as-of", AS_OF)
        case = self.case("open", "--reason", "巡查", "--project", "P1")["id"]
        owed = self.case("arrears", case, "--from-facts", "--as-of", AS_OF)["sums"]
        self.assertEqual((owed["people"], owed["owed_fen"]), (1, 500_000))
        self.assertEqual(self.case("arrears", case, "--from-facts", "--as-of", AS_OF)["kept"],
                         "already")
        self.assertEqual(self.case("settle", case, "--from-facts")["kept"], "already")
        worker = self.shown(case)["facts"]["workers"][0]
        self.assertEqual(worker["from"], "facts")
        self.assertNotIn(B, json.dumps(worker))
        # Paid the day after; the same payment does for nobody else, and what came back for nobody.
        late = {"代发明细.csv": [tables["代发明细.csv"][0],
                                 paid.replace("2026-11-13", "2026-11-23").replace(",S2", ",S9")]}
        self.stored.run("import", written(self.place / "补发", late), "--beside", "--as-of",
                        "2026-11-23")
        settled = self.case("settle", case, "--from-facts")["sums"]
        self.assertEqual((settled["people_paid"], settled["owed_fen"]), (1, 0))
        self.assertEqual(self.codes(case, "clearing"), set())
        # What a person knows to have come back the facts do not make good again.
        self.case("settle", case, "--worker", "1", "--bank", "S9", "--state", "已退回", "--amount",
                  "5000")
        again = self.case("settle", case, "--from-facts")
        self.assertEqual(again["sums"]["owed_fen"], 500_000)
        self.assertIn("登记已退回", again["remarks"][0])
        second = self.case("open", "--reason", "巡查", "--project", "P1")["id"]
        self.case("arrears", second, "--from-facts", "--as-of", AS_OF)
        twice = self.case("settle", second, "--from-facts")
        self.assertEqual(twice["sums"]["owed_fen"], 500_000)
        self.assertIn("一张凭证只算一次", twice["remarks"][0])
        self.refused("case", "arrears", self.case("open", "--reason", "巡查")["id"], "--from-facts",
                     because="还没有写明是哪个项目")

    def test_a_month_that_comes_to_be_owed_is_added_to_what_was_settled(self):
        tables = clean()
        paid = tables["代发明细.csv"].pop()
        self.stored.run("import", written(self.place / "账套", tables), "--as-of", AS_OF)
        case = self.case("open", "--reason", "巡查", "--project", "P1")["id"]
        self.case("arrears", case, "--from-facts", "--as-of", AS_OF)
        # Typed by hand first, with spaces; the bank's list has the same number.
        self.case("settle", case, "--worker", "1", "--bank", "s 9", "--state", "已到账", "--amount",
                  "5000")
        september = (tables["工资表.csv"][-1].replace("2026-10", "2026-09")
                     .replace("5000.00", "3000.00"))
        of = {"S9": paid.replace(",S2", ",S9"),
              "S8": paid.replace("2026-10", "2026-09").replace("5000.00", "1000.00")
              .replace(",S2", ",S8")}
        late = {"工资表.csv": [tables["工资表.csv"][0], september],
                "代发明细.csv": [tables["代发明细.csv"][0]]
                + [row.replace("2026-11-13", "2026-11-23") for row in of.values()]}
        self.stored.run("import", written(self.place / "九月", late), "--beside", "--as-of",
                        "2026-11-23")
        more = self.case("arrears", case, "--from-facts", "--as-of", "2026-11-23")
        self.assertEqual(more["sums"]["established_fen"], 800_000)
        self.assertEqual(more["sums"]["owed_fen"], 300_000)
        self.assertIn("新增 2026-09", more["remarks"][0])
        # What was paid for it after the first day counts once.
        settled = self.case("settle", case, "--from-facts")
        self.assertEqual(settled["sums"]["owed_fen"], 200_000)
        again = self.case("arrears", case, "--from-facts", "--as-of", "2026-11-23")
        self.assertEqual(again["kept"], "already")

    def test_wages_of_a_later_month_settle_nothing_of_an_earlier_one(self):
        tables = clean()
        paid = tables["代发明细.csv"].pop()
        self.stored.run("import", written(self.place / "账套", tables), "--as-of", AS_OF)
        case = self.case("open", "--reason", "巡查", "--project", "P1")["id"]
        self.case("arrears", case, "--from-facts", "--as-of", AS_OF)
        regular = {"代发明细.csv": [tables["代发明细.csv"][0],
                                    paid.replace("2026-10", "2026-11")
                                    .replace("2026-11-13", "2026-11-23").replace(",S2", ",S9")]}
        self.stored.run("import", written(self.place / "十一月", regular), "--beside", "--as-of",
                        "2026-11-23")
        again = self.case("settle", case, "--from-facts")
        self.assertEqual((again["sums"]["owed_fen"], again["remarks"]), (500_000, []))
        # Back pay of which month the payroll does not say: a person does.
        back = tables["工资表.csv"][-1].replace("2026-10", "2026-11") + "是"
        self.stored.run("import", written(self.place / "补发", {"工资表.csv": [
            tables["工资表.csv"][0], back]}), "--beside", "--as-of", "2026-11-23")
        again = self.case("settle", case, "--from-facts")
        self.assertEqual(again["sums"]["owed_fen"], 500_000)
        self.assertIn("其中有补发", again["remarks"][0])
        entered = self.case("settle", case, "--worker", "1", "--bank", "S9", "--state", "已到账",
                            "--amount", "5000")
        self.assertEqual(entered["sums"]["owed_fen"], 0)

    def test_what_the_facts_cannot_tell_has_a_row_of_its_own(self):
        tables = clean()
        tables["代发明细.csv"][2] = tables["代发明细.csv"][2].replace("5000.00", "伍仟元")
        self.stored.run("import", written(self.place / "账套", tables), "--as-of", AS_OF,
                        status=(0, 1, 4))
        case = self.case("open", "--reason", "巡查", "--project", "P1")["id"]
        done = self.case("arrears", case, "--from-facts", "--as-of", AS_OF)
        self.assertEqual((done["workers"], done["sums"]["people_unknown"]), ([1], 1))
        self.assertIsNone(done["sums"]["owed_fen"])
        self.assertIn("还有 1 人的欠薪从资料里算不出来", done["remarks"][0])
        self.assertEqual(self.codes(case, "clearing"), {"not_established"})
        worker = self.shown(case)["facts"]["workers"][0]
        self.assertEqual((worker["from"], worker["established_fen"]), ("facts", None))
        entered = self.case("arrears", case, "--worker", "1", "--amount", "5000", "--evidence",
                            "询问笔录")
        self.assertEqual(entered["sums"]["owed_fen"], 500_000)
        again = self.case("arrears", case, "--from-facts", "--as-of", AS_OF)
        self.assertEqual(again["sums"]["owed_fen"], 500_000)
        self.assertIn("以登记的为准", again["remarks"][0])

    def test_who_enters_belongs_to_who_handles_and_calls_nobody_back(self):
        case = self.opened(self.clue("没有发工资"))
        arrears = ("case", "arrears", case, "--name", NAMES[0], "--amount", "100", "--evidence",
                   "工资表")
        self.refused(*arrears, who="ban", because="承办单位或协办单位")
        status, said = self.stored.tried(*arrears)
        self.assertEqual(status, 3, said)
        self.assertIn("--as", said)
        self.stored.run(*arrears, "--as", "zhao")
        judgment = ("case", "settle", case, "--worker", "1", "--judgment", "（2026）民终1号")
        self.refused(*judgment, who="zhao", because="写明不欠")
        self.step(case, "sued", "--document", "（2026）民初1号", "--by", "handler", who="zhao")
        for step, *words in (("suit_accepted",), ("judged", "--amount", "0"),
                             ("judged_finally", "--amount", "0")):
            self.step(case, step, "--document", "（2026）民终1号", "--by", "other_body", *words,
                      who="zhao")
        self.stored.run(*judgment, "--as", "zhao")
        self.refused("case", "call", case, "--worker", "1", "--answer", "收到了", who="zhao",
                     because="没有办过")
        self.case("call", case, "--worker", "1", "--answer", "收到了", who="wangwu")

    def test_a_key_of_the_program_is_refused(self):
        case = self.opened(self.clue("没有发工资"))
        self.refused("case", "step", case, "accepted", "--key", "follow-up-9",
                     because="程序自己用的")

    def test_only_a_delay_that_is_there_is_accepted(self):
        case = self.opened(self.clue("没有发工资", "--arrived", "2026-03-02 09:00"))
        delay = ("case", "delay", case, "--account", "停电")
        self.refused(*delay, "--defect", "超期办理", who="wangwu", because="没有这样的迟延")
        self.refused(*delay, "--defect", "接收不及时", "--clock", "filing", who="wangwu",
                     because="应于 2026-03-09")
        self.case(*delay[1:], "--defect", "接收不及时", "--clock", "acceptance", "--due",
                  "2026-03-09", who="wangwu")
        self.assertEqual(self.shown(case)["facts"]["delays"][0]["clock"], "acceptance")

    def test_names_are_masked_and_sealed(self):
        case = self.opened(self.clue("没有发工资"))
        self.case("arrears", case, "--name", NAMES[0], "--id-number", A, "--phone", PHONE,
                  "--amount", "100", "--evidence", "工资表")
        everything = json.dumps(self.shown(case), ensure_ascii=False) + self.stored.run(
            "case", "show", case, "--as", "lisi")
        for table in ("dossier", "dossier_worker", "dossier_event", "dossier_facts",
                      "audit_record"):
            everything += repr(self.stored.rows(f"SELECT * FROM {table}"))
        for secret in (NAMES[0], A, PHONE):
            self.assertNotIn(secret, everything)
        seen = self.case("show", case, "--reveal", "--reason", "回访前核对姓名")
        self.assertEqual(seen["facts"]["workers"][0]["name"], NAMES[0])
        self.assertIn("reveal_dossier", repr(self.stored.rows("SELECT * FROM audit_record")))

    def test_a_city_approves_that_banks_are_asked(self):
        case = self.opened(self.clue("没有发工资"))
        self.step(case, "query_asked", "--reason", "查清账户")
        self.refused("case", "step", case, "query_approved", "--document", "1号", "--by", "higher",
                     who="zhang", because="第四十条")
        self.step(case, "query_approved", "--document", "1号", who="shi")

    def test_the_same_key_is_one_step(self):
        case = self.opened(self.clue("没有发工资"))
        words = ("accepted", "--key", "k1", "--reason", "属实")
        self.assertEqual(self.step(case, *words)["kept"], "now")
        self.assertEqual(self.step(case, *words)["kept"], "already")
        self.refused("case", "step", case, "accepted", "--key", "k1", "--reason", "别的",
                     because="换一个编号")

    def test_hostile_words_are_words(self):
        words = "<script>\x1b[2J\u202e'; DROP TABLE dossier; --"
        case = self.case("open", "--reason", words, "--employer", words)["id"]
        self.step(case, "planned", "--day", "2099-01-01", "--reason", words)
        said = self.stored.run("case", "show", case, "--as", "lisi")
        said += self.stored.run("case", "list")
        self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", said))
        self.assertIn("DROP TABLE", said)

    def test_whoever_reported_sees_the_answer_by_his_code_and_rates_it_once(self):
        clue = self.stored.json("clue", "add", "--text", "问试用期最长可以约定多久", "--unit",
                                self.body, "--region", "990123", "--name", NAMES[0], "--receipt",
                                "--as", "lisi")
        code = clue["proof"]["receipt_code"]
        self.stored.run("clue", "class", clue["id"], "--class", "not_labour", "--as", "zhao")
        self.stored.run("clue", "draft", clue["id"], "--text", f"{NAMES[0]}：不超过六个月，{PHONE}",
                        "--as", "lisi")
        self.stored.run("clue", "answer", clue["id"], "--document", "复2号", "--by", "reviewer",
                        "--as", "wangwu")
        own = self.stored.json("clue", "look-up", code)
        self.assertEqual(own["state"], "clue_answered")
        self.assertIn("不超过六个月", own["answer"])
        for secret in (NAMES[0], PHONE):
            self.assertNotIn(secret, own["answer"])
        for _ in range(2):
            rated = self.stored.json("clue", "look-up", code, "--stars", "4")
            self.assertEqual(rated["satisfaction"], 4)
        status, said = self.stored.tried("clue", "look-up", code, "--stars", "1")
        self.assertIn("只问一次", said)
        self.assertEqual(status, 3)
        self.assertEqual(self.case("figures")["satisfaction"], {"answers": 1, "stars": 4})

    def test_old_cases_without_a_plan_are_listed(self):
        def backlog(*words):
            return [one["id"] for one in self.case("list", *words)["items"]]
        old, new = (self.opened(self.clue(text, "--arrived", f"{day} 09:00"))
                    for text, day in (("去年的工资没有发", "2025-12-31"),
                                      ("上月的工资没有发", "2026-01-01")))
        asked = ("--backlog", "--as-of", "2026-03-11")
        self.assertEqual(backlog(*asked), [old])
        self.assertEqual(backlog("--backlog-days", "68", "--as-of", "2026-03-11"), [new, old])
        self.assertEqual(backlog("--backlog-days", "69", "--as-of", "2026-03-11"), [old])
        self.step(old, "planned", "--day", "2099-01-01", "--reason", "逐人核对后先行清偿")
        self.assertEqual(backlog(*asked), [])
        self.step(old, "plan_done", "--reason", "方案做完，钱没有到")
        self.assertEqual(backlog(*asked), [old])
        self.refused("case", "list", "--backlog-days", "许多", because="不是天数")

    def test_whoever_asked_not_to_be_named_is_behind_a_merged_clue(self):
        named = self.clue("工地没有发工资", "--name", NAMES[0])
        case = self.opened(named)
        self.case("arrears", case, "--name", NAMES[0], "--amount", "100", "--evidence", "工资表")
        out = self.place / "台账.csv"
        words = ("--out", out, "--reveal", "--reason", "报送月度台账")
        self.stored.run("case", "export", *words)
        self.assertIn(NAMES[0], out.read_text(encoding="utf-8-sig"))
        hidden = self.clue("别说是我", "--name", NAMES[1], "--confidential")
        self.stored.run("clue", "merge", hidden, named, "--why", "同一个工地", "--as", "lisi")
        self.stored.run("case", "export", *words)
        self.assertIn("（要求保密）", out.read_text(encoding="utf-8-sig"))
        self.assertNotIn(NAMES[0], out.read_text(encoding="utf-8-sig"))

    def test_a_petition_runs_its_own_terms_from_its_arrival(self):
        clue = self.clue("工地没有发工资", "--channel", "petition", "--arrived", "2026-03-02 09:00")
        clocks = {one["clock"]: one for one in self.shown(clue)["clocks"]}
        self.assertEqual(clocks["petition_notice"]["due"], "2026-03-17")
        self.stored.json("clue", "step", clue, "petition_notified", "--document", "告1号", "--at",
                         "2026-03-10", "--by", "handler", "--as", "lisi")
        clocks = {one["clock"]: one for one in self.shown(clue)["clocks"]}
        self.assertEqual(clocks["petition_answer"]["due"], "2026-05-09")
        self.assertEqual(self.state(self.clue("又一件"), "petition"), None)

    def test_a_day_goes_by_once(self):
        case = self.opened(self.clue("没有发工资", "--arrived", "2026-03-02 09:00"))
        first = self.stored.json("case", "tick", "--as-of", "2026-03-11")
        self.assertIn("overdue-1", [one["rule"] for one in first["escalations"]])
        again = self.stored.json("case", "tick", "--as-of", "2026-03-11")
        self.assertEqual((again["escalations"], again["reminders"]), ([], []))
        self.assertEqual(self.shown(case)["escalations"][0]["rule"], "overdue-1")
        late = self.stored.json("case", "list", "--overdue", "--as-of", "2026-03-11")["items"]
        self.assertEqual([one["id"] for one in late], [case])


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    unittest.main()
