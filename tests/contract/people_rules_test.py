# SPDX-License-Identifier: Apache-2.0
"""What the rules about persons and about their months say: L03–L06, W03, W04, W15, W19, X04 of a
person, X06."""
import unittest

from folder import A, B, card, identity
from whole import (CONTRACTOR, GANG, WORKED, Whole, line, payment, project, stay, whole,
                   without)

MANAGER = identity(9, "19750505")


def person(tables, number):
    """The roster row of a worker."""
    return next(row for row in tables["花名册"] if row["身份证号"] == number)


def add(tables, number, name, serial, **cells):
    """One more stay on the roster."""
    row = {**stay(number, name, serial), **cells}
    tables["花名册"].append(row)
    return row


def second_project(tables):
    """A project P2 beside P1, on which nobody is yet."""
    tables["项目"].append({**project(), "项目编号": "P2", "项目名称": "白石桥加固工程"})
    return tables


def at_the_gate(project_id, number, day, first="", last=""):
    return {"项目编号": project_id, "身份证号": number, "日期": day, "工时": "8", "首次": first,
            "末次": last, "次数": "4", "方式": "闸机"}


class People(Whole):
    """Looks at one rule at a time: what else a change brings about is the other rules' matter."""

    def found(self, tables, rule, *options, **more):
        return self.judged(tables, *options, **more).findings(rule)

    def one(self, tables, rule, *options, **fields):
        found = self.found(tables, rule, *options)
        self.assertEqual(len(found), 1, found)
        for name, value in fields.items():
            self.assertEqual(found[0][name], value, (name, found[0]))
        return found[0]

    def silent(self, tables, rule, *options, **more):
        run = self.judged(tables, *options, **more)
        self.assertEqual([f for f in run.report["findings"] if f["rule"] == rule], [])


class OnePersonInOnePlace(People):  # L03
    def test_one_number_two_names(self):
        tables = whole()
        add(tables, A, "张山", 1, 用工单位=CONTRACTOR, 进场日期="2026-10-20")
        found = self.one(tables, "L03", severity="orange", amount_fen=None, month=None,
                         project_id="P1", employer=CONTRACTOR)
        self.assertIn("2 个姓名：张三、张山", found["because"])
        self.assertEqual({e["value"] for e in found["evidence"]}, {"张三", "张山"})

    def test_a_name_in_each_project_is_told_once_in_each(self):
        tables = second_project(whole())
        add(tables, A, "张山", 1, 项目编号="P2", 进场日期="2026-09-01", 退场日期="2026-09-30")
        self.assertEqual([f["project_id"] for f in self.found(tables, "L03")], ["P1", "P2"])

    def test_width_spaces_and_dots_make_no_second_name(self):
        tables = whole()
        tables["花名册"][0]["姓名"] = "阿依古丽·买买提"
        add(tables, A, "阿依古丽．买买 提", 1, 进场日期="2026-10-20")
        self.silent(tables, "L03")

    def test_two_gates_at_the_same_time(self):
        tables = second_project(whole())
        tables["考勤"].append(at_the_gate("P2", A, WORKED[0], "17:59", "22:00"))
        found = self.found(tables, "L03")
        self.assertEqual([f["project_id"] for f in found], ["P1", "P2"])
        self.assertIn("「白石桥加固工程」", found[0]["because"])
        self.assertIn("「青石桥加固工程」", found[1]["because"])
        self.assertEqual([e["value"] for e in found[0]["evidence"]], [WORKED[0]] * 2)
        tables["考勤"][-1]["首次"] = "18:00"
        self.silent(tables, "L03")

    def test_a_night_shift_ends_on_the_next_day(self):
        tables = second_project(whole())
        for row in tables["考勤"]:
            if row["身份证号"] == A:
                row["首次"], row["末次"] = "20:00", "04:00"
        tables["考勤"].append(at_the_gate("P2", A, WORKED[0], "07:00", "17:00"))
        self.silent(tables, "L03")
        tables["考勤"][-1].update(首次="19:00", 末次="20:01")
        self.assertEqual(len(self.found(tables, "L03")), 2)

    def test_without_times_the_same_day_is_enough(self):
        tables = second_project(whole())
        tables["考勤"].append(at_the_gate("P2", A, WORKED[0]))
        found = self.found(tables, "L03")
        self.assertEqual(len(found), 2)
        self.assertIn("没有进出时间", found[0]["because"])
        tables["考勤"][-1]["日期"] = "2026-10-11"
        self.silent(tables, "L03")

    def test_a_row_of_too_few_passes_is_no_attendance(self):
        tables = second_project(whole())
        tables["考勤"].append({**at_the_gate("P2", A, WORKED[0]), "次数": "0"})
        self.silent(tables, "L03")

    def test_managers_too(self):
        tables = second_project(whole())
        add(tables, MANAGER, "钱七", 9, 岗位="管理人员")
        for project_id in ("P1", "P2"):
            tables["考勤"].append(at_the_gate(project_id, MANAGER, WORKED[0], "08:00", "18:00"))
        self.assertEqual(len(self.found(tables, "L03")), 2)

    def test_two_employers_at_a_time(self):
        tables = whole()
        person(tables, A)["退场日期"] = "2026-10-20"
        second = add(tables, A, "张三", 1, 用工单位=GANG, 进场日期="2026-10-20")
        found = self.one(tables, "L03")
        self.assertIn("2026-10-20 至 2026-10-20 同时在", found["because"])
        second["进场日期"] = "2026-10-21"
        self.silent(tables, "L03")
        second.update(用工单位="平川 建工", 进场日期="2026-10-20")
        self.silent(tables, "L03")

    def test_what_is_needed(self):
        tables = whole()
        add(tables, A, "张三", 1, 用工单位=GANG, 进场日期="2026-10-21")
        person(tables, A)["退场日期"] = "2026-10-20"
        self.missing(self.judged(without(tables, "花名册", "退场日期")), "L03", "roster", "left")
        tables = whole()
        del tables["花名册"]
        self.missing(self.judged(tables), "L03", "roster")
        tables = second_project(whole())
        del tables["考勤"]
        run = self.judged(tables)
        self.assertEqual({f["project_id"] for f in run.findings("L03", verdict="missing_fact")},
                         {"P1"})

    def test_order_of_rows_does_not_matter(self):
        tables = second_project(whole())
        for day in WORKED[:3]:
            tables["考勤"].append(at_the_gate("P2", A, day, "08:00", "12:00"))
        add(tables, A, "张山", 1, 用工单位=GANG, 进场日期="2026-10-20")
        before = [(f["id"], f["because"]) for f in self.found(tables, "L03")]
        for name in ("考勤", "花名册"):
            tables[name].reverse()
        self.assertEqual([(f["id"], f["because"]) for f in self.found(tables, "L03")], before)


class Age(People):  # L04
    def with_birthday(self, birthday, **cells):
        tables = whole()
        add(tables, identity(7, birthday), "小王", 7, **cells)
        return tables

    def test_under_sixteen_is_red_on_the_first_day(self):
        tables = self.with_birthday("20101002")
        found = self.one(tables, "L04", severity="red", amount_fen=None, month=None)
        self.assertIn("2026-10-01 进场时 15 周岁", found["because"])

    def test_first_attendance_comes_before_entry(self):
        tables = self.with_birthday("20101009")
        tables["考勤"].append(at_the_gate("P1", identity(7, "20101009"), "2026-10-09"))
        self.one(tables, "L04", severity="orange")
        tables["考勤"][-1]["日期"] = "2026-10-08"
        self.one(tables, "L04", severity="red")

    def test_eighteen_on_the_day_complies(self):
        self.one(self.with_birthday("20081002"), "L04", severity="orange")
        self.silent(self.with_birthday("20081001"), "L04")

    def test_sixty_is_a_note(self):
        run = self.judged(self.with_birthday("19661001"))
        self.assertEqual(run.findings("L04"), [])
        self.assertEqual([(f["rule"], f["severity"]) for f in run.report["notes"]],
                         [("L04", "blue")])
        self.assertEqual(run.status, 0)
        self.assertEqual(self.judged(self.with_birthday("19661002")).report["notes"], [])

    def test_managers_too_and_passports_not(self):
        self.one(self.with_birthday("20110101", 岗位="管理人员"), "L04", severity="red")
        self.silent(self.with_birthday("20110101", 证件类型="护照"), "L04")

    def test_a_number_without_a_birthday(self):
        tables = whole()
        add(tables, "990123199002300017", "小王", 7)
        self.missing(self.judged(tables), "L04", "roster", "id_number")


class Contract(People):  # L05
    def test_a_month_and_a_day(self):
        tables = whole()
        person(tables, A).update(合同签订日期="2026-11-02")
        self.one(tables, "L05", severity="orange", since="2026-11-02", days=1, amount_fen=None,
                 month=None)
        person(tables, A).update(合同签订日期="2026-11-01")
        self.silent(tables, "L05")

    def test_never_signed_counts_to_the_day_of_the_check(self):
        tables = whole()
        person(tables, A).update(合同签订日期="")
        self.one(tables, "L05", days=21)
        self.silent(tables, "L05", as_of="2026-11-01")

    def test_gone_within_the_month(self):
        tables = whole()
        person(tables, A).update(合同签订日期="", 退场日期="2026-10-31")
        self.silent(tables, "L05")

    def test_of_each_employer(self):
        tables = whole()
        person(tables, A)["退场日期"] = "2026-10-10"
        add(tables, A, "张三", 1, 用工单位=GANG, 进场日期="2026-10-11", 合同签订日期="")
        self.one(tables, "L05", since="2026-11-12", employer=GANG)

    def test_missing_column_and_rejected_row(self):
        self.missing(self.judged(without(whole(), "花名册", "合同签订日期")), "L05", "roster",
                     "contract_date")
        tables = whole()
        person(tables, A).update(合同签订日期="")
        add(tables, A, "张三", 1, 进场日期="10月1日", 合同签订日期="2026-09-30")
        self.missing(self.judged(tables), "L05", "roster")

    def test_managers_are_not_asked(self):
        tables = whole()
        add(tables, MANAGER, "钱七", 9, 岗位="管理人员", 合同签订日期="", 工资标准="", 支付方式="")
        self.silent(tables, "L05")
        self.silent(tables, "L06")

    def test_a_worker_is_not_asked_for_his_time_as_a_manager(self):
        tables = whole()
        add(tables, A, "张三", 1, 岗位="管理人员", 进场日期="2026-10-05", 工资标准="", 支付方式="")
        self.silent(tables, "L06")
        tables["花名册"][-1]["岗位"] = "工人"
        self.one(tables, "L06")


class Terms(People):  # L06
    def test_each_term(self):
        for header in ("工资标准", "支付方式"):
            tables = whole()
            person(tables, A)[header] = ""
            self.assertIn(header, self.one(tables, "L06", severity="orange")["because"])

    def test_the_day_of_the_project_will_do(self):
        tables = whole()
        person(tables, A)["约定支付日"] = ""
        self.silent(tables, "L06")
        tables["项目"][0]["工资支付日"] = ""
        found = self.one(tables, "L06")
        self.assertEqual([e["column"] for e in found["evidence"]], ["约定支付日", "工资支付日"])

    def test_a_day_by_parameter_is_no_agreement(self):
        tables = whole()
        person(tables, A)["约定支付日"] = tables["项目"][0]["工资支付日"] = ""
        parameters = {"pay": ["[pay]", "day = 15", 'source = "样例"']}
        self.assertEqual(len(self.found(tables, "L06", parameters=parameters)), 1)

    def test_missing_columns(self):
        for header, column in (("工资标准", "rate"), ("支付方式", "pay_method")):
            self.missing(self.judged(without(whole(), "花名册", header)), "L06", "roster", column)
        tables = without(whole(), "花名册", "约定支付日")
        self.silent(tables, "L06")
        tables["项目"][0]["工资支付日"] = ""
        self.missing(self.judged(tables), "L06", "roster", "agreed_pay_day")


class AgreedDay(People):  # W03
    def test_after_the_next_month(self):
        tables = whole()
        tables["项目"][0]["支付月偏移"] = "2"
        found = self.one(tables, "W03", severity="orange", month=None, worker=None)
        self.assertEqual(found["evidence"][0]["value"], "2")

    def test_the_same_month_or_not_said(self):
        for offset in ("0", "1", ""):
            tables = whole()
            tables["项目"][0]["支付月偏移"] = offset
            self.silent(tables, "W03")
        self.silent(without(whole(), "项目", "支付月偏移"), "W03")

    def test_of_a_restaurant_too(self):
        tables = whole()
        tables["项目"][0].update(类别="用人单位", 支付月偏移="3")
        self.one(tables, "W03")


def partly_paid(*months):
    """A's earlier months: (month, net, paid, day of payment)."""
    tables = whole()
    for i, (month, net, paid, day) in enumerate(months):
        tables["工资表"].append({**line(A, "张三", net), "工资月份": month})
        if paid:
            tables["代发明细"].append({**payment(A, "张三", paid, 1), "工资月份": month,
                                       "日期": day, "流水号": f"T{i}"})
    return tables


class Pattern(People):  # W04
    SEVENTY = (("2026-08", "6000.00", "4200.00", "2026-09-15"),
               ("2026-09", "6500.00", "4550.00", "2026-10-15"))

    def test_two_months_of_the_same_share(self):
        found = self.one(partly_paid(*self.SEVENTY), "W04", severity="red", amount_fen=375000,
                         month="2026-09")
        self.assertIn("都只付了应发的 70%", found["because"])

    def test_another_share_or_a_month_between(self):
        other = ("2026-09", "6500.00", "4485.00", "2026-10-15")
        self.silent(partly_paid(self.SEVENTY[0], other), "W04")
        july = ("2026-07", "6000.00", "4200.00", "2026-08-14")
        self.silent(partly_paid(july, self.SEVENTY[1]), "W04")

    def test_round_amounts(self):
        months = (("2026-08", "6000.00", "2000.00", "2026-09-15"),
                  ("2026-09", "6500.00", "2500.00", "2026-10-15"))
        self.one(partly_paid(*months), "W04", amount_fen=800000)
        broken = (months[0], ("2026-09", "6500.00", "2499.99", "2026-10-15"))
        self.silent(partly_paid(*broken), "W04")

    def test_stands_beside_w02(self):
        run = self.judged(partly_paid(*self.SEVENTY))
        self.assertEqual([f["month"] for f in run.findings("W02")], ["2026-08", "2026-09"])
        self.assertEqual(run.report["totals"]["arrears_fen"], 375000)

    def test_looks_back_from_the_month_that_is_asked_for(self):
        tables = partly_paid(*self.SEVENTY)
        self.one(tables, "W04", "--month", "2026-09", month="2026-09")
        self.silent(tables, "W04", "--month", "2026-10")
        self.silent(tables, "W04", "--month", "2026-08")

    def test_a_rejected_payment_says_that_it_is_not_known(self):
        tables = partly_paid(*self.SEVENTY)
        tables["代发明细"].append({**payment(A, "张三", "伍佰", 1), "工资月份": "2026-09"})
        self.missing(self.judged(tables), "W04", "payments")

    def test_missing_tables(self):
        for name, table in (("工资表", "payroll"), ("代发明细", "payments")):
            tables = whole()
            del tables[name]
            self.missing(self.judged(tables), "W04", table)


class Leaving(People):  # W15
    def unpaid_leaver(self, left):
        tables = whole()
        person(tables, B)["退场日期"] = left
        tables["代发明细"].pop()
        return tables

    def test_everything_open_of_a_leaver(self):
        tables = self.unpaid_leaver("2026-10-31")
        tables["工资表"].append({**line(B, "李四", "700.00"), "工资月份": "2026-11",
                                 "编制日期": "2026-11-20"})
        found = self.one(tables, "W15", severity="red", amount_fen=570000, month=None,
                         since="2026-11-01", days=22)
        self.assertIn("2 个月", found["because"])
        # The month that is not due yet is no arrears.
        self.assertEqual(self.judged(tables).report["totals"]["arrears_fen"], 500000)

    def test_the_day_itself_and_somebody_who_came_back(self):
        self.silent(self.unpaid_leaver("2026-11-22"), "W15")
        self.assertEqual(self.one(self.unpaid_leaver("2026-11-21"), "W15")["days"], 1)
        tables = self.unpaid_leaver("2026-10-20")
        add(tables, B, "李四", 2, 进场日期="2026-11-01")
        self.silent(tables, "W15")

    def test_told_settled_is_not_paid(self):
        tables = self.unpaid_leaver("2026-10-31")
        person(tables, B)["结清确认日期"] = "2026-11-01"
        self.assertIn("2026-11-01 已确认结清", self.one(tables, "W15")["because"])

    def test_paid_off(self):
        tables = whole()
        person(tables, B)["退场日期"] = "2026-10-31"
        self.silent(tables, "W15")

    def test_missing(self):
        self.missing(self.judged(without(whole(), "花名册", "退场日期")), "W15", "roster", "left")
        tables = self.unpaid_leaver("2026-10-31")
        del tables["代发明细"]
        self.missing(self.judged(tables), "W15", "payments")

    def test_a_rejected_stay_may_be_the_one_he_is_on(self):
        tables = self.unpaid_leaver("2026-10-31")
        add(tables, B, "李四", 2, 进场日期="十一月")
        self.missing(self.judged(tables), "W15", "roster")


class Completion(People):  # W19
    def completed(self, day, status="完工"):
        tables = whole()
        tables["项目"][0].update(完工日期=day, 状态=status)
        tables["代发明细"].pop()
        return tables

    def test_all_that_is_open(self):
        self.one(self.completed("2026-10-31"), "W19", severity="red", amount_fen=500000,
                 month=None, worker=None, since=None, days=None)

    def test_on_the_day_and_before_it(self):
        self.one(self.completed("2026-11-22"), "W19")
        self.silent(self.completed("2026-11-23", "在建"), "W19")
        self.silent(self.completed("", "在建"), "W19")

    def test_cleared(self):
        tables = self.completed("2026-10-31")
        tables["代发明细"] = whole()["代发明细"]
        self.silent(tables, "W19")

    def test_finished_on_an_unknown_day(self):
        self.missing(self.judged(self.completed("")), "W19", "projects", "completed")

    def test_no_construction_no_completion(self):
        tables = self.completed("2026-10-31")
        tables["项目"][0]["类别"] = "用人单位"
        self.silent(tables, "W19")

    def test_a_rejected_payment_silences_it(self):
        tables = self.completed("2026-10-31")
        tables["代发明细"].append(payment(B, "李四", "伍仟", 2))
        self.missing(self.judged(tables), "W19", "payments")


class Suspicious(People):  # X04 of a person
    def crew(self, count):
        tables = whole()
        for i in range(count):
            number = identity(20 + i)
            add(tables, number, f"工人{i}", 20 + i, 手机号="10000009999")
        return tables

    def of_persons(self, tables, **more):
        return [f for f in self.found(tables, "X04", **more) if f["month"] is None]

    def test_one_phone_of_four(self):
        found = self.of_persons(self.crew(4))
        self.assertEqual(len(found), 4)
        self.assertEqual((found[0]["severity"], found[0]["amount_fen"]), ("orange", None))
        self.assertIn("登记给 4 名工人", found[0]["because"])
        self.assertNotIn("10000009999", str(found))
        self.assertEqual(self.of_persons(self.crew(3)), [])

    def test_over_all_projects_and_without_managers(self):
        tables = second_project(self.crew(3))
        add(tables, identity(40), "外来", 40, 手机号="1000 000-9999", 项目编号="P2")
        self.assertEqual(len(self.of_persons(tables)), 4)
        tables["花名册"][-1]["岗位"] = "管理人员"
        self.assertEqual(self.of_persons(tables), [])

    def test_one_worker_on_four_projects_is_one(self):
        tables = second_project(self.crew(1))
        for project_id in ("P3", "P4"):
            tables["项目"].append({**project(), "项目编号": project_id, "项目名称": project_id})
        for project_id in ("P2", "P3", "P4"):
            add(tables, identity(20), "工人0", 20, 手机号="10000009999", 项目编号=project_id)
        self.assertEqual(self.of_persons(tables), [])

    def test_gross_of_a_calendar_year(self):
        tables = whole()
        for month in range(1, 8):
            row = line(A, "张三", "6000.00")
            row.update(工资月份=f"2026-{month:02d}", 应发工资="42000.00", 扣款="36000.00")
            tables["工资表"].append(row)
        tables["工资表"][0]["应发工资"] = "6000.00"
        self.assertEqual(self.of_persons(tables), [])  # 300,000 in all
        tables["工资表"][-1]["应发工资"] = "42000.01"
        found = self.of_persons(tables)
        self.assertEqual(len(found), 1)
        self.assertIn("2026 年各月应发合计 300,000.01 元", found[0]["because"])
        tables["工资表"][-1]["工资月份"] = "2025-12"
        self.assertEqual(self.of_persons(tables), [])

    def test_missing(self):
        self.missing(self.judged(without(whole(), "花名册", "手机号")), "X04", "roster", "phone")
        tables = whole()
        person(tables, A)["手机号"] = ""
        self.missing(self.judged(tables), "X04", "roster", "phone")

    def test_not_of_a_restaurant(self):
        tables = self.crew(4)
        tables["项目"][0]["类别"] = "用人单位"
        self.silent(tables, "X04")


class Presence(People):  # X06
    def with_manager(self, days, role="项目经理", **cells):
        tables = whole()
        add(tables, MANAGER, "钱七", 9, 岗位=role, **cells)
        tables["考勤"] += [at_the_gate("P1", MANAGER, day) for day in days]
        return tables

    def test_under_sixty_percent(self):
        self.assertEqual(len(WORKED), 18)
        for role in ("项目经理", "总监"):
            found = self.one(self.with_manager(WORKED[:10], role), "X06", severity="yellow",
                             month="2026-10", amount_fen=None)
            self.assertIn(f"{role}当月考勤 10 天，项目有人考勤 18 天", found["because"])
            self.assertEqual(found["basis"], [])
        self.silent(self.with_manager(WORKED[:11]), "X06")
        self.silent(self.with_manager(WORKED[:3], "管理人员"), "X06")

    def test_never_there(self):
        self.one(self.with_manager([]), "X06")

    def test_only_the_days_of_his_stay_count(self):
        self.silent(self.with_manager(WORKED[13:], 进场日期=WORKED[13]), "X06")
        self.silent(self.with_manager([], 进场日期="2026-11-01"), "X06")

    def test_by_parameter(self):
        parameters = {"manager": ["[manager]", 'min_presence = "80%"', 'source = "样例"']}
        found = self.found(self.with_manager(WORKED[:14]), "X06", parameters=parameters)
        self.assertIn("到岗不足 80%", found[0]["because"])
        self.silent(self.with_manager(WORKED[:15]), "X06", parameters=parameters)

    def test_stopped_or_without_attendance(self):
        tables = self.with_manager([])
        tables["项目"][0]["状态"] = "停工"
        self.silent(tables, "X06")
        tables = self.with_manager([])
        del tables["考勤"]
        self.missing(self.judged(tables), "X06", "attendance")

    def test_a_rejected_day_silences_the_month(self):
        tables = self.with_manager([])
        tables["考勤"].append(at_the_gate("P1", MANAGER, "2026-10-32"))
        self.missing(self.judged(tables), "X06", "attendance")


if __name__ == "__main__":
    unittest.main()
