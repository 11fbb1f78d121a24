# SPDX-License-Identifier: Apache-2.0
"""`qingxin explain`: one finding in full, for the inspector and for the unit."""
import json
import subprocess
import unittest

from folder import AS_OF, B, QINGXIN, OwnPlace, put
from whole import PARAMETERS, WORKED, folder_of, whole


class Explain(OwnPlace, unittest.TestCase):
    def write(self, tables):
        put(self.place, folder_of(tables, PARAMETERS))

    def run_it(self, *arguments):
        return subprocess.run([QINGXIN, *arguments], capture_output=True, text=True, timeout=60,
                              check=False)

    def ids(self, *options):
        done = self.run_it("verify", self.place, "--as-of", AS_OF, "--json", "-", *options)
        report = json.loads(done.stdout)
        return {f["rule"]: f["id"] for f in report["findings"] + report["notes"]}

    def explain(self, finding, *options, status=0):
        done = self.run_it("explain", finding, "--in", self.place, "--as-of", AS_OF, *options)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout + done.stderr

    def unpaid(self):
        tables = whole()
        del tables["代发明细"][1]
        self.write(tables)
        return self.ids()["W01"]

    def test_unpaid_wages_from_rule_to_next_step(self):
        text = self.explain(self.unpaid())
        for words in ("W01 工资逾期未付或晚付  红", "工资表.csv 第 3 行「实发工资」  5000.00",
                      "约定 2026-11-15（周日），遇休息日或节假日提前",
                      "2026-11-14 周六", "周六，往前一天", "2026-11-13 周五  提前到此日",
                      "期限是 2026-11-13（周五）", "自 2026-11-14 起，到 2026-11-22，共 9 日",
                      "pay.day = 15", "项目表「工资支付日」",
                      "保障农民工工资支付条例 第十二条", "发足", "核实；属实的"):
            self.assertIn(words, text)

    def test_every_row_is_listed_not_only_the_first_forty(self):
        tables = whole()
        tables["工资表"] = [row for row in tables["工资表"] if row["身份证号"] != B]
        for row in tables["考勤"]:
            row["次数"] = "1"
        tables["考勤"] += [dict(row, 首次="", 末次="") for row in tables["考勤"]
                           if row["身份证号"] == B for _ in range(3)]
        self.write(tables)
        text = self.explain(self.ids()["W17"])
        self.assertEqual(text.count("考勤.csv 第"), 4 * len(WORKED))

    def test_a_missing_fact_says_what_is_missing(self):
        tables = whole()
        tables["项目"][0]["工资支付日"] = ""
        self.write(tables)
        text = self.explain(self.ids()["W01"])
        self.assertIn("无法判定", text)
        self.assertIn("「项目」的「工资支付日」", text)

    def test_numbers_are_masked_unless_revealed(self):
        finding = self.unpaid()
        self.assertNotIn(B, self.explain(finding))
        self.assertIn(B, self.explain(finding, "--reveal"))

    def test_for_the_unit_there_are_no_orders(self):
        finding = self.unpaid()
        self.assertIn("责令", self.explain(finding))
        self.assertNotIn("责令", self.explain(finding, "--for", "contractor"))

    def test_a_page_to_print(self):
        tables = whole()
        tables["项目"][0]["项目名称"] = "<b>青石桥</b>&加固工程"
        tables["专户"][0]["户名"] = "平川建工<b>青石桥</b>&加固工程农民工工资专用账户"
        del tables["代发明细"][1]
        self.write(tables)
        page = self.place / "疑点.html"
        self.explain(self.ids()["W01"], "--html", page)
        text = page.read_text()
        self.assertIn("&lt;b&gt;青石桥&lt;/b&gt;&amp;加固工程", text)
        self.assertNotIn("<b>青石桥", text)
        self.assertIn("size: A4", text)

    def test_ids_that_do_not_name_one_finding(self):
        finding = self.unpaid()
        self.assertIn("W01", self.explain(finding[:8]))
        self.assertIn("没有编号以「ffffff」开头的疑点", self.explain("ffffff", status=2))
        self.assertIn("太短", self.explain(finding[:5], status=2))
        self.assertIn("contractor", self.explain(finding, "--for", "boss", status=2))


if __name__ == "__main__":
    unittest.main()
