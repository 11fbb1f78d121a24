# SPDX-License-Identifier: Apache-2.0
"""What the rules of the payroll month say, one change to the whole folder at a time."""
import unittest

from folder import A, B
from whole import CONTRACTOR, GANG, WORKED, Whole, line, payment, stay, whole


def masked(number):
    return number[0] + "*" * (len(number) - 3) + number[-2:]


def set_cells(tables, name, who, **cells):
    """Writes cells of the rows that are somebody's; returns the tables."""
    for row in tables[name]:
        if row.get("身份证号") == who:
            row.update(cells)
    return tables


def in_gang(tables):
    """B works for the labour subcontractor."""
    set_cells(tables, "花名册", B, 用工单位=GANG)
    return set_cells(tables, "工资表", B, 用工单位=GANG)


def work(tables, who, hours_by_day):
    """These days of October and no others, as {day: hours}."""
    tables["考勤"] = [row for row in tables["考勤"] if row["身份证号"] != who]
    tables["考勤"] += [{"项目编号": "P1", "身份证号": who, "日期": f"2026-10-{day:02d}",
                        "工时": hours, "首次": "07:00", "末次": "18:00", "次数": "4",
                        "方式": "闸机"} for day, hours in hours_by_day.items()]
    return set_cells(tables, "工资表", who, 出勤天数=str(len(hours_by_day)), 工时="")


def usual_days():
    return {int(day[-2:]): "8" for day in WORKED}


class PayrollCase(Whole):
    def silent(self, tables, rule, **more):
        run = self.judged(tables, **more)
        self.assertEqual([f for f in run.report["findings"] if f["rule"] == rule], [])

    def fires(self, tables, rule, **fields):
        """The rule has one violation with these fields; others may have theirs."""
        run = self.judged(tables)
        found = run.findings(rule)
        self.assertEqual(len(found), 1, run.findings())
        for name, value in fields.items():
            self.assertEqual(found[0][name], value, (name, found[0]))
        return found[0]


class PaymentInMoney(PayrollCase):  # W05
    def test_in_kind_and_promissory_add_up(self):
        tables = set_cells(whole(), "代发明细", B, 金额="3000.00", 方式="实物")
        tables["代发明细"].append({**payment(B, "李四", "500.00", 3), "方式": "白条"})
        found = self.fires(tables, "W05", severity="red", amount_fen=350000, month="2026-10",
                           worker=masked(B), employer=CONTRACTOR, since=None, days=None)
        self.assertEqual([e["value"] for e in found["evidence"]], ["白条", "实物"])

    def test_cash_is_money(self):
        self.silent(set_cells(whole(), "代发明细", B, 方式="现金"), "W05")

    def test_failed_in_kind_is_nothing(self):
        tables = whole()
        tables["代发明细"].append({**payment(B, "李四", "500.00", 3), "方式": "实物",
                                   "状态": "失败"})
        self.silent(tables, "W05")

    def test_empty_form_and_no_form_column(self):
        run = self.judged(set_cells(whole(), "代发明细", B, 方式=""))
        self.missing(run, "W05", "payments", "form")
        tables = whole()
        for row in tables["代发明细"]:
            del row["方式"]
        self.missing(self.judged(tables), "W05", "payments", "form")

    def test_no_payments_table(self):
        tables = whole()
        del tables["代发明细"]
        self.missing(self.judged(tables), "W05", "payments")


class EmployerWithoutPayroll(PayrollCase):  # W08
    def without_line_of_gang(self):
        tables = in_gang(whole())
        tables["工资表"] = tables["工资表"][:1]
        tables["代发明细"] = tables["代发明细"][:1]
        return tables

    def test_names_the_employer(self):
        found = self.fires(self.without_line_of_gang(), "W08", severity="orange", worker=None,
                           employer=GANG, month="2026-10", amount_fen=None)
        self.assertEqual(found["evidence_rows"], 1)
        self.assertIn("有 1 人", found["because"])

    def test_silences_the_worker(self):
        self.silent(self.without_line_of_gang(), "W17")

    def test_not_on_the_pay_date_itself(self):
        self.silent(self.without_line_of_gang(), "W08", as_of="2026-11-13")

    def test_grace(self):
        folder = self.without_line_of_gang()
        parameters = {"payroll": ["[payroll]", "grace_days = 9", 'source = "样例"']}
        self.silent(folder, "W08", parameters=parameters)
        parameters["payroll"][1] = "grace_days = 8"
        run = self.judged(folder, parameters=parameters)
        self.assertEqual(len(run.findings("W08")), 1)
        self.assertIn("payroll.grace_days", [p["name"] for p in run.report["parameters"]])

    def test_x05_speaks_when_nobody_has_a_line(self):
        tables = whole()
        tables["工资表"], tables["代发明细"] = [], []
        run = self.judged(tables)
        self.assertIn("X05", run.rules())
        self.assertNotIn("W08", run.rules())

    def test_manager_counts_for_no_employer(self):
        tables = self.without_line_of_gang()
        set_cells(tables, "花名册", B, 岗位="管理人员")
        self.silent(tables, "W08")

    def test_restaurant_has_no_such_duty(self):
        tables = self.without_line_of_gang()
        tables["项目"][0]["类别"] = "用人单位"
        self.silent(tables, "W08")

    def test_missing_tables(self):
        for name, english in (("花名册", "roster"), ("考勤", "attendance"), ("工资表", "payroll")):
            with self.subTest(name):
                tables = whole()
                del tables[name]
                self.missing(self.judged(tables), "W08", english)


class Signature(PayrollCase):  # W08
    def test_unsigned_once_due(self):
        tables = set_cells(whole(), "工资表", B, 本人确认日期="")
        found = self.only(self.judged(tables), "W08", severity="orange", worker=masked(B),
                          month="2026-10", employer=CONTRACTOR)
        self.assertIn("已超 9 日", found["because"])
        self.silent(tables, "W08", as_of="2026-11-13")

    def test_signed_after_the_first_payment(self):
        tables = set_cells(whole(), "工资表", B, 本人确认日期="2026-11-14")
        self.only(self.judged(tables), "W08", worker=masked(B))
        self.silent(set_cells(whole(), "工资表", B, 本人确认日期="2026-11-13"), "W08")

    def test_a_signature_of_tomorrow_is_none(self):
        tables = set_cells(whole(), "工资表", B, 本人确认日期="2026-11-23")
        self.assertIn("没有本人签字", self.fires(tables, "W08")["because"])

    def test_money_for_somebody_else_comes_before_nothing(self):
        tables = set_cells(whole(), "代发明细", B, 收款人="王五", 收款账号="")
        set_cells(tables, "工资表", B, 本人确认日期="2026-11-14")
        self.silent(tables, "W08")

    def test_no_signed_column(self):
        tables = whole()
        for row in tables["工资表"]:
            del row["本人确认日期"]
        self.missing(self.judged(tables), "W08", "payroll", "signed")


class WageRegister(PayrollCase):  # W09
    def test_no_phone(self):
        found = self.only(self.judged(set_cells(whole(), "花名册", B, 手机号="")), "W09",
                          severity="orange", worker=masked(B), month="2026-10", amount_fen=None)
        self.assertEqual(found["because"], "当月工资台账缺：联系方式")

    def test_days_or_hours(self):
        self.silent(set_cells(whole(), "工资表", B, 出勤天数=""), "W09")
        self.silent(set_cells(whole(), "工资表", B, 工时=""), "W09")
        self.fires(set_cells(whole(), "工资表", B, 出勤天数="", 工时=""), "W09")

    def test_no_gross(self):
        self.fires(set_cells(whole(), "工资表", B, 应发工资=""), "W09")

    def test_neither_paid_nor_signed(self):
        tables = set_cells(whole(), "工资表", B, 本人确认日期="")
        tables["代发明细"] = tables["代发明细"][:1]
        self.fires(tables, "W09", worker=masked(B))
        self.silent(tables, "W09", as_of="2026-11-13")

    def test_missing_columns(self):
        for table, headers, english, column in (
                ("花名册", ["手机号"], "roster", "phone"),
                ("工资表", ["出勤天数", "工时"], "payroll", "days")):
            with self.subTest(column):
                tables = whole()
                for row in tables[table]:
                    for header in headers:
                        del row[header]
                self.missing(self.judged(tables), "W09", english, column)

    def test_a_rejected_stay_may_hold_the_phone(self):
        tables = set_cells(whole(), "花名册", B, 手机号="")
        tables["花名册"].append({**stay(B, "李四", 2), "进场日期": "某日"})
        self.missing(self.judged(tables), "W09", "roster")


class WageSlip(PayrollCase):  # W10
    def test_paid_without_slip(self):
        self.only(self.judged(set_cells(whole(), "工资表", B, 工资清单日期="")), "W10",
                  severity="orange", worker=masked(B), month="2026-10", amount_fen=None)

    def test_a_late_slip_is_a_slip(self):
        self.silent(set_cells(whole(), "工资表", B, 工资清单日期="2026-11-20"), "W10")

    def test_nothing_paid_needs_none(self):
        tables = set_cells(whole(), "工资表", B, 工资清单日期="")
        set_cells(tables, "代发明细", B, 状态="失败")
        self.silent(tables, "W10")

    def test_missing_column_and_table(self):
        tables = whole()
        for row in tables["工资表"]:
            del row["工资清单日期"]
        self.missing(self.judged(tables), "W10", "payroll", "slip_given")
        tables = set_cells(whole(), "工资表", B, 工资清单日期="")
        del tables["代发明细"]
        self.missing(self.judged(tables), "W10", "payments")


class PayrollSums(PayrollCase):  # W16
    def test_difference(self):
        tables = set_cells(whole(), "工资表", B, 应发工资="5200.00", 代扣="100.00")
        found = self.only(self.judged(tables), "W16", severity="yellow", amount_fen=10000,
                          worker=masked(B), month="2026-10")
        self.assertIn("相差 100.00 元", found["because"])
        self.silent(set_cells(tables, "工资表", B, 代扣="200.00"), "W16")

    def test_empty_deductions_are_nothing(self):
        tables = set_cells(whole(), "工资表", B, 代扣="", 扣款="", 加班工资="", 津贴="")
        self.silent(tables, "W16")

    def test_parts_over_gross(self):
        tables = set_cells(whole(), "工资表", B, 加班工资="5000.00", 津贴="0.01")
        self.fires(tables, "W16", amount_fen=0)

    def test_two_lines_do_not_make_up_for_each_other(self):
        tables = set_cells(whole(), "工资表", B, 应发工资="5001.00")
        tables["工资表"].append({**line(B, "李四", "100.00"), "用工单位": GANG,
                                 "应发工资": "99.00"})
        self.fires(tables, "W16", amount_fen=200)

    def test_a_doubled_line_silences_only_whom_it_names(self):
        tables = set_cells(whole(), "工资表", B, 应发工资="5001.00")
        tables["工资表"].append({**line(A, "张三", "6000.00"), "应发工资": "6000.01"})
        self.fires(tables, "W16", worker=masked(B))
        tables["工资表"].append({**line(B, "李四", "5000.00"), "应发工资": "5000.01"})
        self.missing(self.judged(tables), "W16", "payroll")

    def test_missing_column(self):
        tables = whole()
        for row in tables["工资表"]:
            del row["代扣"]
        self.missing(self.judged(tables), "W16", "payroll", "withheld")


class MinimumWage(PayrollCase):  # W11
    def test_below_for_the_days_worked(self):
        tables = work(whole(), B, {day: "8" for day in (8, 9, 10, 12, 13, 14, 15, 16, 19, 20)})
        set_cells(tables, "工资表", B, 应发工资="1011.49", 实发工资="1011.49")
        found = self.fires(tables, "W11", severity="red", amount_fen=1, worker=masked(B),
                           month="2026-10", employer=CONTRACTOR)
        self.assertIn("2,200.00 元 × 10 日 ÷ 21.75 日 = 1,011.50 元", found["because"])
        self.assertEqual(self.judged(tables).report["totals"]["underassessed_fen"], 1)
        set_cells(tables, "工资表", B, 应发工资="1011.50", 实发工资="1011.50")
        self.silent(tables, "W11")

    def test_days_of_the_gate_where_the_payroll_has_none(self):
        tables = work(whole(), B, {8: "8", 9: "8"})
        set_cells(tables, "工资表", B, 出勤天数="", 工时="16", 应发工资="202.29", 实发工资="202.29")
        self.fires(tables, "W11", amount_fen=1)

    def test_overtime_and_allowances_do_not_count(self):
        tables = set_cells(whole(), "工资表", B, 应发工资="5000.00", 加班工资="2000.00",
                           津贴="1300.00")
        self.fires(tables, "W11", amount_fen=12069)

    def test_hourly(self):
        tables = set_cells(whole(), "花名册", B, 计酬方式="时", 工资标准="22.00")
        self.silent(tables, "W11")
        hours = str(8 * len(WORKED))
        set_cells(tables, "工资表", B, 应发工资="3167.99", 实发工资="3167.99", 工时=hours)
        self.fires(tables, "W11", amount_fen=2200 * int(hours) - 316799)

    def test_missing(self):
        for change, table, column in (
                (dict(加班工资=""), "payroll", "overtime"), (dict(津贴=""), "payroll", "allowances")):
            with self.subTest(column):
                self.missing(self.judged(set_cells(whole(), "工资表", B, **change)), "W11", table,
                             column)
        self.missing(self.judged(set_cells(whole(), "花名册", B, 计酬方式="")), "W11", "roster",
                     "pay_basis")
        self.missing(self.judged(whole(), parameters={}), "W11", "parameter", "minimum_wage.month")

    def test_minimum_of_another_place_is_none(self):
        parameters = {"minimum_wage": ['[[minimum_wage]]', 'region = "990124"',
                                       'from = "2025-01-01"', 'month = "2200.00"',
                                       'source = "样例"']}
        self.missing(self.judged(whole(), parameters=parameters), "W11", "parameter",
                     "minimum_wage.month")


class DeductionLimit(PayrollCase):  # W12
    def deducted(self, amount, net, kind="赔偿"):
        tables = set_cells(whole(), "工资表", B, 扣款=amount, 扣款类别=kind, 实发工资=net)
        return set_cells(tables, "代发明细", B, 金额=net)

    def test_over_a_fifth(self):
        found = self.only(self.judged(self.deducted("1000.01", "3999.99")), "W12",
                          severity="orange", amount_fen=1, worker=masked(B), month="2026-10")
        self.assertIn("20%（1,000.00 元）", found["because"])
        self.silent(self.deducted("1000.00", "4000.00"), "W12")

    def test_below_the_minimum_wage(self):
        tables = self.deducted("440.00", "2199.00")
        set_cells(tables, "工资表", B, 应发工资="2639.00")
        self.fires(tables, "W12", amount_fen=100)

    def test_without_basis(self):
        for kind in ("其他", ""):
            with self.subTest(kind):
                self.fires(self.deducted("10.00", "4990.00", kind), "W12", amount_fen=1000)

    def test_missing(self):
        self.missing(self.judged(set_cells(whole(), "工资表", B, 扣款="")), "W12", "payroll",
                     "deducted")
        tables = self.deducted("10.00", "4990.00")
        for row in tables["工资表"]:
            del row["扣款类别"]
        self.missing(self.judged(tables), "W12", "payroll", "deduction_kind")
        self.missing(self.judged(self.deducted("10.00", "4990.00"), parameters={}), "W12",
                     "parameter", "minimum_wage.month")


class OvertimePay(PayrollCase):  # W13
    def test_beyond_eight_hours(self):
        tables = work(whole(), B, {**usual_days(), 16: "10"})
        found = self.only(self.judged(tables), "W13", severity="orange", amount_fen=11250,
                          worker=masked(B), month="2026-10", provisional=False)
        self.assertIn("日薪 300.00 元 ÷ 8 小时 ×（工作日超过 8 小时的 2 小时 × 150%）= 112.50 元",
                      found["because"])
        self.assertEqual(self.judged(tables).report["totals"]["underassessed_fen"], 11250)
        self.silent(set_cells(tables, "工资表", B, 加班工资="112.50"), "W13")

    def test_sunday_national_day_and_the_fourth_of_its_week(self):
        tables = work(whole(), B, {**usual_days(), 18: "1", 1: "1", 4: "1"})
        self.fires(tables, "W13", amount_fen=3750 * (2 + 3 + 2))

    def test_a_made_up_saturday_is_a_working_day(self):
        self.silent(whole(), "W13")  # 10 October

    def test_rows_of_one_day_add_up(self):
        tables = work(whole(), B, usual_days())
        tables["考勤"].append({**tables["考勤"][-1], "日期": "2026-10-16", "工时": "2",
                               "首次": "19:00", "末次": "21:00"})
        self.fires(tables, "W13", amount_fen=11250)

    def test_hours_in_the_cells_of_a_monthly_sheet(self):
        tables = whole()
        hours = {int(day[-2:]): "8" for day in WORKED}
        tables["考勤"] = [{"项目编号": "P1", "身份证号": who, "月份": "2026-10",
                           **{f"{day}日": cells.get(day, "") for day in range(1, 32)}}
                          for who, cells in ((A, hours), (B, {**hours, 16: "10"}))]
        run = self.judged(tables)
        found = self.only(run, "W13", amount_fen=11250, worker=masked(B))
        self.assertIn({"file": "考勤.csv", "row": 3, "column": "16日", "value": "10"},
                      found["evidence"])
        self.assertEqual(run.report["inputs"][2]["used"], 2)

    def test_lowest_of_two_rates(self):
        tables = work(whole(), B, {**usual_days(), 16: "10"})
        tables["花名册"].append({**stay(B, "李四", 2), "进场日期": "2026-10-20", "工资标准": "240.00"})
        tables["花名册"][1]["退场日期"] = "2026-10-19"
        self.fires(tables, "W13", amount_fen=9000)

    def test_provisional_year(self):
        tables = whole()
        for name in ("考勤", "工资表", "代发明细"):
            for row in tables[name]:
                for header in ("日期", "工资月份"):
                    if name != "代发明细" or header != "日期":
                        row.update({header: row[header].replace("2026-10", "2027-03")}
                                   if header in row else {})
        tables["考勤"][0]["工时"] = "10"
        run = self.judged(tables, "--rules", "W13", as_of="2027-04-01")
        self.assertEqual({f["provisional"] for f in run.findings("W13")}, {True})

    def test_missing(self):
        days = {**usual_days(), 16: "10"}
        for name, cells, table, column in (
                ("花名册", dict(工资标准=""), "roster", "rate"),
                ("花名册", dict(计酬方式="件"), "roster", "rate"),
                ("花名册", dict(计酬方式=""), "roster", "pay_basis"),
                ("工资表", dict(加班工资=""), "payroll", "overtime")):
            with self.subTest(cells):
                tables = set_cells(work(whole(), B, days), name, B, **cells)
                self.missing(self.judged(tables), "W13", table, column)
        tables = whole()
        for row in tables["考勤"]:
            del row["工时"]
        self.missing(self.judged(tables), "W13", "attendance", "hours")

    def test_without_overtime_no_rate_is_needed(self):
        self.silent(set_cells(whole(), "花名册", B, 工资标准=""), "W13")


class OvertimeLimit(PayrollCase):  # W14
    def test_more_than_three_hours_a_day(self):
        tables = work(whole(), B, {**usual_days(), 16: "11.5"})
        found = self.fires(tables, "W14", severity="yellow", amount_fen=None, worker=masked(B),
                           month="2026-10")
        self.assertIn("16 日加班 3.5 小时", found["because"])
        self.silent(work(whole(), B, {**usual_days(), 16: "11"}), "W14")

    def test_more_than_36_hours_a_month(self):
        longer = {day: "11" for day in (12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27)}
        self.silent(work(whole(), B, {**usual_days(), **longer}), "W14")
        self.fires(work(whole(), B, {**usual_days(), **longer, 28: "8.5"}), "W14")

    def test_seven_days_in_a_row_need_no_hours(self):
        tables = work(whole(), B, {day: "" for day in range(12, 19)})
        self.fires(tables, "W14")
        self.missing(self.judged(work(whole(), B, {day: "" for day in range(12, 18)})), "W14",
                     "attendance", "hours")

    def test_no_attendance_table(self):
        tables = whole()
        del tables["考勤"]
        self.missing(self.judged(tables), "W14", "attendance")


class SuspiciousMonth(PayrollCase):  # X04
    def test_line_without_one_attended_day(self):
        tables = whole()
        tables["考勤"] = [row for row in tables["考勤"] if row["身份证号"] == A]
        self.only(self.judged(tables), "X04", severity="orange", worker=masked(B),
                  month="2026-10", amount_fen=None)

    def test_gross_over_fifty_thousand(self):
        for gross, count in (("50000.00", 0), ("50000.01", 1)):
            with self.subTest(gross):
                tables = set_cells(whole(), "工资表", B, 应发工资=gross, 实发工资=gross)
                self.assertEqual(len(self.judged(tables).findings("X04")), count)

    def test_no_attendance_table(self):
        tables = whole()
        del tables["考勤"]
        self.missing(self.judged(tables), "X04", "attendance")

    def test_a_rejected_attendance_row_may_be_his_day(self):
        tables = whole()
        tables["考勤"] = [row for row in tables["考勤"] if row["身份证号"] == A]
        tables["考勤"].append({**tables["考勤"][0], "身份证号": B, "日期": "十月"})
        self.assertEqual(self.judged(tables).findings("X04"), [])


if __name__ == "__main__":
    unittest.main()
