# SPDX-License-Identifier: Apache-2.0
"""Where two rules meet, and where a fact is not known: nobody is accused of what was not read."""
import unittest

from folder import A, B, identity
from whole import CONTRACTOR, GANG, OWNER, PARAMETERS, Whole, line, payment, stay, whole


def days_of(days, *people, hours="8"):
    return [{"项目编号": "P1", "身份证号": who, "日期": day, "工时": hours, "首次": "07:00",
             "末次": "16:00", "次数": "2", "方式": "闸机"} for day in days for who in people]


def unpaid(tables, who):
    tables["代发明细"] = [row for row in tables["代发明细"] if row["身份证号"] != who]
    return tables


class Wages(Whole):
    def test_seven_days_in_a_row_over_the_end_of_a_month(self):
        tables = whole()  # A came from Monday the 26th to Friday the 30th
        tables["考勤"] += days_of(["2026-10-31"], A, hours="3")
        self.assertEqual(self.judged(tables, "--rules", "W14").findings(), [])
        tables["考勤"] += days_of(["2026-11-01"], A, hours="3")
        found = self.judged(tables, "--rules", "W14").findings("W14")
        self.assertEqual([f["month"] for f in found], ["2026-11"])
        self.assertIn("连续 7 日", found[0]["because"])

    def test_failing_again_is_not_sending_again(self):
        tables = unpaid(whole(), B)
        for day, serial in (("2026-11-13", 2), ("2026-11-20", 3)):
            tables["代发明细"].append({**payment(B, "李四", "5000.00", serial), "日期": day,
                                       "状态": "失败"})
        run = self.judged(tables, as_of="2026-11-24")
        self.assertEqual(run.rules(), ["W01", "W18"])
        self.assertEqual(run.findings("W18")[0]["since"], "2026-11-21")

    def test_two_parts_that_fail_on_one_day(self):
        tables = unpaid(whole(), B)
        tables["代发明细"] += [{**payment(B, "李四", "2500.00", serial), "状态": "失败"}
                               for serial in (2, 3)]
        found = self.judged(tables, as_of="2026-11-24").findings("W18")
        self.assertEqual([f["amount_fen"] for f in found], [500000])

    def test_two_employers_name_neither(self):
        tables = whole()
        tables["工资表"].append({**line(B, "李四", "100.00"), "用工单位": GANG})
        self.assertIsNone(self.judged(tables).findings("W02")[0]["employer"])

    def test_a_leaver_is_owed_by_the_employer_of_the_line(self):
        tables = unpaid(whole(), B)
        tables["花名册"][1]["退场日期"] = "2026-10-31"
        tables["花名册"].append({**stay(B, "李四", 2), "用工单位": GANG, "进场日期": "2026-11-01",
                                 "退场日期": "2026-11-10"})
        found = self.judged(tables, "--rules", "W15").findings("W15")
        self.assertEqual([f["employer"] for f in found], [CONTRACTOR])

    def test_a_readable_line_of_a_colleague_hides_no_arrears(self):
        tables = unpaid(whole(), A)
        tables["工资表"].append({**line(B, "李四", "x"), "补发": "是"})
        totals = self.judged(tables).report["totals"]
        self.assertEqual((totals["arrears_fen"], totals["arrears_workers"]), (600000, 1))
        self.assertEqual(totals["workers_with_unknown_arrears"], 0)

    def test_without_a_pay_day_nothing_is_said_to_be_paid(self):
        tables = unpaid(whole(), A)
        tables["项目"][0]["工资支付日"] = ""
        run = self.judged(tables)
        self.assertEqual(run.report["totals"]["workers_with_unknown_arrears"], 1)

    def test_lines_that_cannot_be_read_are_missing_where_there_are_no_others(self):
        tables = whole()
        for row in tables["工资表"]:
            row["应发工资"] = "x"
        tables["考勤"] = tables["代发明细"] = []
        run = self.judged(tables, "--rules", "W01,W02")
        self.assertEqual(run.rules("missing_fact"), ["W01", "W02"])
        self.assertEqual(run.status, 4)

    def test_a_rejected_payment_leaves_the_register_alone(self):
        tables = whole()
        tables["代发明细"][0]["金额"] = "六千"
        self.assertEqual(self.judged(tables, "--rules", "W09").findings(verdict="missing_fact"), [])

    def test_finished_on_a_day_not_given_with_everything_paid(self):
        tables = whole()
        tables["项目"][0].update(状态="完工", 完工日期="")
        run = self.judged(tables, "--rules", "W19,X05")
        self.assertEqual([f["missing"] for f in run.findings(verdict="missing_fact")],
                         [{"table": "projects", "column": "completed"}])
        self.assertEqual(run.rules("missing_fact"), ["X05"])

    def test_only_the_project_manager_came(self):
        tables = whole()
        tables["花名册"].append({**stay(identity(3), "王五", 3), "岗位": "项目经理"})
        tables["考勤"] += days_of([f"2026-09-{day:02d}" for day in range(1, 31)], identity(3))
        run = self.judged(tables, "--rules", "X05")
        self.assertEqual(run.findings("X05"), [])


class Money(Whole):
    def test_a_movement_whose_project_is_misspelt(self):
        tables = whole()
        tables["专户流水"][0]["项目编号"] = "P11"
        run = self.judged(tables, "--rules", "F05,F06")
        self.assertEqual(run.rules(), [])
        self.assertEqual(run.rules("missing_fact"), ["F05", "F06"])

    def test_a_labour_fee_counts_in_the_month_in_which_it_falls_due(self):
        tables = whole()
        tables["人工费计划"][0]["应拨日期"] = "2026-10-31"
        tables["专户流水"][0]["日期"] = "2026-11-03"
        found = self.judged(tables, "--rules", "F05").findings("F05")
        self.assertEqual([(f["month"], f["since"]) for f in found], [("2026-11", "2026-11-03")])

    def test_inflows_that_name_no_project(self):
        tables = whole()
        tables["项目"].append({**tables["项目"][0], "项目编号": "P2"})
        tables["专户"].append({**tables["专户"][0], "项目编号": "P2"})
        tables["专户流水"][0]["项目编号"] = ""
        lacks = self.judged(tables, "--rules", "F05").findings("F05", verdict="missing_fact")
        self.assertIn({"table": "movements", "column": "project_id"},
                      [f["missing"] for f in lacks])

    def test_a_contract_that_the_place_exempts(self):
        tables = whole()
        tables["工资保证金"][0].update(方式="现金", 金额="", 存储日期="", 到期日="", 无欠薪年数="3")
        parameters = {**PARAMETERS, "deposit": ['[deposit]', 'rate = "1.5%"', 'exempt_3y = true',
                                                'source = "样例"']}
        run = self.judged(tables, "--rules", "D01", parameters=parameters)
        self.assertEqual(run.findings(), [])
        tables["工资保证金"][0]["无欠薪年数"] = "0"
        self.assertEqual(self.judged(tables, "--rules", "D01", parameters=parameters).rules(),
                         ["D01"])

    def test_a_permit_that_is_still_on_its_way(self):
        tables = whole()
        tables["项目"][0].update(状态="筹备", 开工日期="2026-12-25", 施工许可日期="")
        tables["工资保证金"] = []
        self.assertEqual(self.judged(tables, "--rules", "D01,D02").findings(
            verdict="missing_fact"), [])

    def test_the_owner_is_nobodys_subcontractor(self):
        tables = unpaid(whole(), A)
        for row in (tables["花名册"][0], tables["工资表"][0]):
            row["用工单位"] = OWNER
        payers = self.judged(tables).report["projects"][0]["payer"]
        self.assertEqual([(p["who"], p["basis"][0]["article"]) for p in payers], [(OWNER, 16)])


class People(Whole):
    def test_a_birthday_after_the_first_day_is_no_age(self):
        tables = whole()
        child = identity(1, "20270101")
        for name in ("花名册", "考勤", "工资表", "代发明细"):
            for row in tables[name]:
                if row["身份证号"] == A:
                    row["身份证号"] = child
        self.missing(self.judged(tables, "--rules", "L04"), "L04", "roster", "id_number")

    def test_a_contract_of_a_day_to_come_is_none_yet(self):
        tables = whole()
        tables["花名册"][0]["合同签订日期"] = "2026-12-02"
        found = self.judged(tables, "--rules", "L05").findings("L05")[0]
        self.assertEqual(found["days"], 21)
        self.assertNotIn("2026-12-02", found["because"])


if __name__ == "__main__":
    unittest.main()
