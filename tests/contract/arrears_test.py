# SPDX-License-Identifier: Apache-2.0
"""Wages over months: what is owed is counted once, whatever rules speak of it and whichever month
is looked at."""
import decimal
import unittest

from folder import A, AS_OF, B, card, identity
from whole import CONTRACTOR, GANG, Whole, line, payment, stay, whole

# The agreed 15th of the next month; 2026-11-15 is a Sunday.
PAY_DATES = {"2026-06": "2026-07-15", "2026-07": "2026-08-14", "2026-08": "2026-09-15",
             "2026-09": "2026-10-15", "2026-10": "2026-11-13", "2026-11": "2026-12-15"}
NAMES = {A: "张三", B: "李四"}

# What binds only the contractor of a construction project.
CONSTRUCTION_ONLY = {"F01", "F02", "F03", "F04", "F05", "F06", "F07", "A01", "A02", "A03", "A04",
                     "A05", "A06", "A07", "A08", "D01", "D02", "D03", "D04", "L01", "L07", "X01",
                     "X02", "X03", "X04", "X06", "B01", "W06", "W08", "W17", "W19"}


def fen(amount):
    return int(decimal.Decimal(amount) * 100)


def owe(tables, number, month, net, **cells):
    """One more payroll line."""
    row = {**line(number, NAMES.get(number, ""), net), "工资月份": month,
           "编制日期": f"{month}-28" if month < "2026-10" else "2026-11-05",
           **cells}
    tables["工资表"].append(row)
    return row


def pay(tables, number, month, amount, day, **cells):
    """One more payment."""
    serial = f"T{len(tables['代发明细'])}"
    row = {**payment(number, NAMES.get(number, ""), amount, 1 if number == A else 2),
           "工资月份": month, "日期": day, "流水号": serial, **cells}
    tables["代发明细"].append(row)
    return row


def arrears(tables, as_of=AS_OF):
    """The sum over worker-months that are due of what each lacks, reckoned from the tables and not
    by the program: ordinary lines, or back pay where a month has no other, less the money that
    arrived and stayed."""
    net, back, paid = {}, {}, {}
    for row in tables["工资表"]:
        key = row["项目编号"], row["身份证号"], row["工资月份"]
        sums = back if row["补发"] == "是" else net
        sums[key] = sums.get(key, 0) + fen(row["实发工资"])
    returned = {row["流水号"] for row in tables["代发明细"]
                if row["状态"] == "退回" and row["日期"] <= as_of}
    for row in tables["代发明细"]:
        key = row["项目编号"], row["身份证号"], row["工资月份"]
        arrived = row["状态"] == "成功" and row["日期"] <= as_of and row["流水号"] not in returned
        if arrived and row["方式"] not in ("实物", "白条"):
            paid[key] = paid.get(key, 0) + fen(row["金额"])
    return sum(max(0, due - paid.get(key, 0)) for key, due in {**back, **net}.items()
               if PAY_DATES[key[2]] < as_of)


class Arrears(Whole):
    def owed(self, tables, expected, *options, **more):
        """The run, after its totals were held against the books."""
        run = self.judged(tables, *options, **more)
        totals = run.report["totals"]
        self.assertEqual(arrears(tables, **more), expected)
        self.assertEqual(totals["arrears_fen"], expected)
        return run

    def said(self, run, *rules):
        """(rule, month, fen) of what these rules say."""
        return [(f["rule"], f["month"], f["amount_fen"]) for f in run.findings()
                if f["rule"] in rules]


class OverTime(Arrears):
    def test_paid_late_is_owed_until_it_comes(self):
        tables = whole()
        tables["代发明细"][1]["日期"] = "2026-11-18"
        run = self.owed(tables, 500000, as_of="2026-11-17")
        self.assertEqual(self.said(run, "W01", "W02"), [("W01", "2026-10", 500000)])
        self.assertEqual(run.findings("W01")[0]["severity"], "red")
        run = self.owed(tables, 0, as_of="2026-11-18")
        self.assertEqual(self.said(run, "W01", "W02"), [("W01", "2026-10", 500000)])
        self.assertEqual((run.findings("W01")[0]["severity"], run.findings("W01")[0]["days"]),
                         ("orange", 5))
        self.assertEqual(run.report["totals"]["arrears_workers"], 0)

    def test_nothing_is_owed_before_the_pay_date_has_passed(self):
        tables = whole()
        tables["代发明细"] = []
        self.owed(tables, 0, as_of="2026-11-13")
        self.owed(tables, 1100000, as_of="2026-11-14")

    def test_part_payments_add_up(self):
        tables = whole()
        tables["代发明细"].pop()
        for amount, day in (("2000.00", "2026-11-10"), ("1000.00", "2026-11-13"),
                            ("1500.00", "2026-11-16"), ("500.00", "2026-11-20")):
            pay(tables, B, "2026-10", amount, day)
        self.owed(tables, 500000 - 200000 - 100000, as_of="2026-11-15")
        run = self.owed(tables, 50000, as_of="2026-11-19")
        self.assertEqual(self.said(run, "W01", "W02"), [("W02", "2026-10", 50000)])
        run = self.owed(tables, 0)
        self.assertEqual(self.said(run, "W01", "W02"), [("W01", "2026-10", 200000)])
        self.assertEqual(run.findings("W01")[0]["days"], 7)

    def test_returned_and_sent_again(self):
        tables = whole()
        pay(tables, B, "2026-10", "5000.00", "2026-11-14", 状态="退回",
            流水号=tables["代发明细"][1]["流水号"])
        run = self.owed(tables, 500000, as_of="2026-11-22")
        self.assertEqual(self.said(run, "W01", "W18"),
                         [("W01", "2026-10", 500000), ("W18", "2026-10", 500000)])
        pay(tables, B, "2026-10", "5000.00", "2026-11-17")
        run = self.owed(tables, 0)
        self.assertEqual(self.said(run, "W01", "W18"), [("W01", "2026-10", 500000)])
        self.assertEqual(run.findings("W01")[0]["severity"], "orange")

    def test_returned_and_sent_again_in_part(self):
        tables = whole()
        pay(tables, B, "2026-10", "5000.00", "2026-11-14", 状态="退回",
            流水号=tables["代发明细"][1]["流水号"])
        pay(tables, B, "2026-10", "4000.00", "2026-11-17")
        run = self.owed(tables, 100000)
        self.assertEqual(self.said(run, "W01", "W02"), [("W02", "2026-10", 100000)])

    def test_paid_ahead_counts_for_its_own_month(self):
        tables = whole()
        tables["代发明细"].pop()
        pay(tables, B, "2026-10", "5000.00", "2026-09-30")
        run = self.owed(tables, 0)
        self.assertEqual(self.said(run, "W01", "W02"), [])

    def test_too_much_for_one_month_settles_no_other(self):
        tables = whole()
        owe(tables, B, "2026-09", "4000.00")
        tables["代发明细"][1]["金额"] = "9000.00"
        run = self.owed(tables, 400000)
        self.assertEqual(self.said(run, "W01", "W02"), [("W01", "2026-09", 400000)])


class Lines(Arrears):
    def test_back_pay_beside_an_ordinary_line_is_not_owed_twice(self):
        tables = whole()
        owe(tables, B, "2026-10", "800.00", 补发="是")
        self.owed(tables, 0)
        tables["代发明细"].pop()
        self.owed(tables, 500000)

    def test_back_pay_alone_is_the_month(self):
        tables = whole()
        owe(tables, B, "2026-09", "800.00", 补发="是")
        run = self.owed(tables, 80000)
        self.assertEqual(self.said(run, "W01"), [("W01", "2026-09", 80000)])
        pay(tables, B, "2026-09", "800.00", "2026-10-15")
        self.owed(tables, 0)

    def test_two_employers_of_one_month_are_one_worker_month(self):
        tables = whole()
        owe(tables, B, "2026-10", "1200.00", 用工单位=GANG)
        run = self.owed(tables, 120000)
        self.assertEqual(self.said(run, "W01", "W02"), [("W02", "2026-10", 120000)])
        self.assertEqual(run.report["totals"]["arrears_workers"], 1)
        tables["代发明细"].pop()
        run = self.owed(tables, 620000)
        self.assertEqual(self.said(run, "W01", "W02"), [("W01", "2026-10", 620000)])
        self.assertEqual({p["who"] for p in run.report["projects"][0]["payer"]},
                         {CONTRACTOR, GANG})

    def test_a_month_without_work_owes_nothing(self):
        tables = whole()
        owe(tables, B, "2026-08", "4000.00")
        pay(tables, B, "2026-08", "4000.00", "2026-09-15")
        run = self.owed(tables, 0)  # nothing in September
        self.assertEqual(self.said(run, "W01", "W02", "W04"), [])
        owe(tables, B, "2026-09", "0.00")
        self.owed(tables, 0)

    def test_in_kind_pays_nothing(self):
        tables = whole()
        tables["代发明细"][1]["方式"] = "白条"
        self.owed(tables, 500000)

    def test_to_somebody_else_is_still_owed(self):
        tables = whole()
        tables["代发明细"][1].update(收款人="王五", 收款账号=card(77))
        run = self.judged(tables)
        self.assertEqual(run.report["totals"]["arrears_fen"], 500000)
        self.assertEqual(self.said(run, "W01", "W07"),
                         [("W01", "2026-10", 500000), ("W07", "2026-10", 500000)])


class ManyMonths(Arrears):
    def three_months(self):
        """B is owed three months: one wholly, two in part."""
        tables = whole()
        owe(tables, B, "2026-08", "4000.00")
        owe(tables, B, "2026-09", "4500.00")
        pay(tables, B, "2026-09", "1234.56", "2026-10-15")
        tables["代发明细"][1]["金额"] = "4999.99"
        return tables

    def test_each_month_is_told_and_the_sum_is_theirs(self):
        run = self.owed(self.three_months(), 400000 + 326544 + 1)
        self.assertEqual(self.said(run, "W01", "W02"),
                         [("W01", "2026-08", 400000), ("W02", "2026-09", 326544),
                          ("W02", "2026-10", 1)])
        totals = run.report["totals"]
        self.assertEqual(totals["arrears_workers"], 1)
        self.assertEqual(sum(amount for _, _, amount in self.said(run, "W01", "W02")),
                         totals["arrears_fen"])

    def test_one_month_is_looked_at_and_older_ones_are_still_owed(self):
        tables = self.three_months()
        run = self.owed(tables, 726545, "--month", "2026-10")
        self.assertEqual(run.report["months"], ["2026-10"])
        self.assertEqual(self.said(run, "W01", "W02"), [("W02", "2026-10", 1)])
        run = self.owed(tables, 726545, "--months", "2026-08..2026-09")
        self.assertEqual(self.said(run, "W01", "W02"),
                         [("W01", "2026-08", 400000), ("W02", "2026-09", 326544)])

    def test_rules_that_are_asked_for_change_no_total(self):
        tables = self.three_months()
        for rules in ("L02", "W01", "W15,W19"):
            self.owed(tables, 726545, "--rules", rules)

    def test_roll_ups_add_nothing(self):
        tables = self.three_months()
        tables["花名册"][1]["退场日期"] = "2026-10-31"
        tables["项目"][0].update(完工日期="2026-10-31", 状态="完工")
        run = self.owed(tables, 726545)
        self.assertEqual(self.said(run, "W15", "W19"),
                         [("W19", None, 726545), ("W15", None, 726545)])
        self.owed(tables, 726545, "--month", "2026-10")
        run = self.judged(tables, "--month", "2026-10")
        self.assertEqual(self.said(run, "W15", "W19"),
                         [("W19", None, 726545), ("W15", None, 726545)])

    def test_a_leaver_must_get_what_is_not_due_yet(self):
        tables = whole()
        tables["花名册"][1]["退场日期"] = "2026-11-12"
        owe(tables, B, "2026-11", "2000.00", 编制日期="2026-11-20")
        run = self.owed(tables, 0)
        self.assertEqual(self.said(run, "W15", "W01"), [("W15", None, 200000)])
        run = self.owed(tables, 200000, as_of="2026-12-16")
        self.assertEqual(self.said(run, "W15", "W01"),
                         [("W15", None, 200000), ("W01", "2026-11", 200000)])

    def test_two_projects_owe_for_themselves(self):
        tables = self.three_months()
        tables["项目"].append({**tables["项目"][0], "项目编号": "P2", "项目名称": "白石桥加固工程"})
        owe(tables, B, "2026-09", "1000.00", 项目编号="P2")
        run = self.owed(tables, 726545 + 100000)
        self.assertEqual(run.report["totals"]["arrears_workers"], 1)
        self.assertEqual([(f["project_id"], f["amount_fen"]) for f in run.findings("W01")],
                         [("P1", 400000), ("P2", 100000)])

    def test_many_workers(self):
        tables = whole()
        for i in range(30):
            number = identity(100 + i)
            NAMES[number] = f"工人{i}"
            tables["花名册"].append(stay(number, NAMES[number], 100 + i))
            for month in ("2026-07", "2026-08", "2026-09"):
                owe(tables, number, month, f"{3000 + i}.0{i % 10}")
                if i % 3:
                    pay(tables, number, month, f"{1000 * (i % 3) + i}.00", PAY_DATES[month],
                        收款账号=card(100 + i))
        run = self.owed(tables, arrears(tables))
        self.assertEqual(run.report["totals"]["arrears_workers"], 30)
        self.assertEqual(sum(amount for _, _, amount in self.said(run, "W01", "W02")),
                         run.report["totals"]["arrears_fen"])


class Employers(Arrears):
    """用人单位: a restaurant, a factory, a school have no construction duties, but they pay wages."""

    def employer(self, name):
        tables = whole()
        tables["项目"] = [{**tables["项目"][0], "类别": "用人单位", "项目名称": name, "总包单位": name,
                           **{header: "" for header in (
                               "建设单位", "合同签订日期", "需要施工许可", "施工许可日期", "资金落实",
                               "开工日期", "计划完工日期", "合同额", "人工费金额", "门禁",
                               "劳资专管员")}}]
        for row in tables["花名册"] + tables["工资表"]:
            row["用工单位"] = name
        for gone in ("参建单位", "专户", "专户流水", "人工费计划", "争议", "工资保证金",
                     "工程款支付担保", "维权告示牌"):
            del tables[gone]
        for row in tables["代发明细"]:
            row.update(付款账号="", 方式="银行转账")
        return tables

    def test_what_is_in_order_is_not_blamed_for_building_nothing(self):
        for name in ("平川饭店", "平川纺织厂", "平川县第二小学"):
            run = self.judged(self.employer(name))
            said = {f["rule"] for f in run.report["findings"]}
            self.assertEqual(said & CONSTRUCTION_ONLY, set())
            self.assertEqual(run.findings(), [])
            self.assertEqual(run.report["totals"]["arrears_fen"], 0)

    def test_its_wages_are_judged_like_any_others(self):
        tables = self.employer("平川饭店")
        owe(tables, B, "2026-09", "3000.00", 用工单位="平川饭店")
        tables["代发明细"].pop()
        tables["花名册"][1]["退场日期"] = "2026-11-10"
        run = self.owed(tables, 800000)
        self.assertEqual(self.said(run, "W01", "W15"),
                         [("W15", None, 800000), ("W01", "2026-09", 300000),
                          ("W01", "2026-10", 500000)])
        self.assertEqual({f["rule"] for f in run.report["findings"]} & CONSTRUCTION_ONLY, set())
        self.assertEqual([p["who"] for p in run.report["projects"][0]["payer"]], ["平川饭店"])


if __name__ == "__main__":
    unittest.main()
