# SPDX-License-Identifier: Apache-2.0
"""Wage account and wage deposit: A02–A07, D01–D04, one change to the whole folder at a time."""
import unittest

from folder import A, B, card, identity
from whole import GANG, PARAMETERS, Whole, line, without, whole

ALL = "--all-rules"


def changed(name, place=0, **cells):
    """The whole folder with some cells of one row changed."""
    tables = whole()
    tables[name][place] |= cells
    return tables


class Accounts(Whole):
    def silent(self, run, rule):
        self.assertEqual(run.findings(rule) + run.findings(rule, verdict="missing_fact"), [])

    def found(self, run, rule, **fields):
        """The rule's one finding."""
        found = run.findings(rule)
        self.assertEqual(len(found), 1, run.report["findings"])
        for name, value in fields.items():
            self.assertEqual(found[0][name], value, (name, found[0]))
        return found[0]


class Name(Accounts):  # A02
    def test_another_name(self):
        run = self.judged(changed("专户", 户名="平川建工青石桥加固工程"))
        found = self.only(run, "A02", severity="yellow", subject="9900001", project_id="P1",
                          month=None, amount_fen=None, since=None, days=None, worker=None)
        self.assertEqual(found["because"], "户名是“平川建工青石桥加固工程”，应是"
                                           "“平川建工青石桥加固工程农民工工资专用账户”")
        self.assertEqual(found["evidence"][0], {"file": "专户.csv", "row": 2, "column": "户名",
                                                "value": "平川建工青石桥加固工程"})

    def test_another_kind(self):
        run = self.judged(changed("专户", 账户性质="一般存款账户"))
        self.only(run, "A02", severity="yellow")

    def test_spaces_brackets_and_width_are_no_difference(self):
        tables = changed("专户", 户名="平川建工（青石桥加固工程） 农民工工资专用账户",
                         账户性质="专用存款账户 ")
        self.silent(self.judged(tables), "A02")

    def test_a_bank_elsewhere_is_compared_with_nothing(self):
        self.silent(self.judged(changed("专户", 开户行所在地="邻川市")), "A02")

    def test_missing(self):
        self.missing(self.judged(without(whole(), "专户", "户名")), "A02", "accounts",
                     "account_name")
        self.missing(self.judged(changed("专户", 账户性质="")), "A02", "accounts", "kind")
        tables = whole()
        del tables["专户"]
        for rule in ("A02", "A03", "A04", "A07"):
            self.missing(self.judged(tables, ALL), rule, "accounts")


class Agreement(Accounts):  # A03
    def test_is_off_by_default(self):
        run = self.judged(changed("专户", 三方协议日期=""))
        self.assertEqual(run.report["findings"], [])

    def test_no_agreement(self):
        run = self.judged(changed("专户", 三方协议日期=""), ALL)
        self.only(run, "A03", severity="orange", subject="9900001", since=None)

    def test_filed_late(self):
        # Opened on 2026-09-10: the thirtieth day is Saturday, 10 October, a make-up day.
        run = self.judged(changed("专户", 备案日期="2026-10-12"), ALL)
        self.only(run, "A03", severity="orange", since="2026-10-11", days=2)
        self.silent(self.judged(changed("专户", 备案日期="2026-10-10"), ALL), "A03")

    def test_what_is_filed_later_is_not_filed_yet(self):
        tables = changed("专户", 备案日期="2026-10-12")
        self.silent(self.judged(tables, ALL, as_of="2026-10-09"), "A03")
        self.found(self.judged(tables, ALL, as_of="2026-10-11"), "A03", days=1)

    def test_missing(self):
        self.missing(self.judged(without(whole(), "专户", "三方协议日期"), ALL), "A03",
                     "accounts", "agreement")
        self.missing(self.judged(without(whole(), "专户", "备案日期"), ALL), "A03", "accounts",
                     "filed")


def shared():
    """P1's account belongs to P2 too."""
    tables = whole()
    tables["项目"].append(tables["项目"][0] | {"项目编号": "P2", "项目名称": "南河桥工程",
                                               "状态": "筹备", "开工日期": ""})
    tables["专户"].append(tables["专户"][0] | {"项目编号": "P2"})
    return tables


def moved(**cells):
    """Another movement of the account."""
    return {"账号": "9900001", "项目编号": "P1", "日期": "2026-11-03", "方向": "支出",
            "金额": "500.00", "类型": "提现", "对方户名": "", "对方账号": "", "摘要": "",
            "流水号": "M9"} | cells


class Split(Accounts):  # A04
    def test_each_movement_names_its_project(self):
        tables = shared()
        run = self.judged(tables, ALL)
        self.silent(run, "A04")
        self.silent(run, "A02")  # named after one of its projects
        tables["专户流水"].append(moved(项目编号="", 类型="利息", 方向="收入"))
        found = self.judged(tables, ALL).findings("A04")
        self.assertEqual([(f["project_id"], f["severity"], f["subject"]) for f in found],
                         [("P1", "orange", "9900001"), ("P2", "orange", "9900001")])
        self.assertNotEqual(found[0]["id"], found[1]["id"])

    def test_more_out_than_in(self):
        tables = shared()
        tables["专户流水"].append(moved(项目编号="P2", 类型="手续费", 金额="0.01"))
        self.found(self.judged(tables, ALL), "A04", project_id="P2", amount_fen=None)
        tables["专户流水"].append(moved(项目编号="P2", 类型="人工费", 方向="收入", 金额="0.01"))
        self.silent(self.judged(tables, ALL), "A04")

    def test_one_project_needs_no_split(self):
        tables = whole()
        tables["专户流水"].append(moved(项目编号="", 类型="手续费", 金额="90000.00"))
        self.silent(self.judged(tables, ALL), "A04")

    def test_missing(self):
        tables = shared()
        del tables["专户流水"]
        found = self.judged(tables, ALL).findings("A04", verdict="missing_fact")
        self.assertEqual([f["missing"]["table"] for f in found], ["movements", "movements"])

    def test_a_rejected_movement_silences(self):
        tables = shared()
        tables["专户流水"].append(moved(项目编号="P2", 类型="手续费"))
        tables["专户流水"].append(moved(项目编号="P2", 方向="收入", 金额="五百", 流水号="M8"))
        run = self.judged(tables, ALL)
        self.assertEqual(run.findings("A04"), [])
        self.assertEqual(len(run.findings("A04", verdict="missing_fact")), 1)


class Spending(Accounts):  # A05
    def with_movement(self, **cells):
        tables = whole()
        tables["专户流水"].append(moved(**cells))
        return tables

    def test_withdrawn(self):
        run = self.judged(self.with_movement())
        found = self.only(run, "A05", severity="red", month="2026-11", amount_fen=50000,
                          subject="9900001", project_id="P1", worker=None)
        self.assertEqual(found["because"], "本月专户提现 500.00 元，最早一笔 2026-11-03")
        self.assertEqual(len(found["evidence"]), 1)

    def test_other_ends_and_months(self):
        tables = self.with_movement(类型="其他")
        tables["专户流水"] += [moved(类型="保证金", 金额="100.00", 流水号="M7"),
                               moved(日期="2026-10-20", 金额="0.01", 流水号="M6")]
        found = self.judged(tables).findings("A05")
        self.assertEqual([(f["month"], f["amount_fen"]) for f in found],
                         [("2026-10", 1), ("2026-11", 60000)])
        self.found(self.judged(tables, "--month", "2026-10"), "A05", month="2026-10")

    def test_charges_and_batches_are_fine(self):
        for kind in ("手续费", "工资", "冻结", "扣划"):
            with self.subTest(kind=kind):
                self.silent(self.judged(self.with_movement(类型=kind)), "A05")

    def test_wages_to_a_worker_of_the_project(self):
        tables = self.with_movement(类型="工资", 对方账号=card(2), 对方户名="李四")
        self.silent(self.judged(tables), "A05")

    def test_wages_to_somebody_else(self):
        tables = self.with_movement(类型="工资", 对方账号=card(7), 对方户名="王五")
        self.only(self.judged(tables), "A05", amount_fen=50000)

    def test_wages_to_a_worker_whose_card_is_not_written(self):
        tables = self.with_movement(类型="工资", 对方账号=card(7), 对方户名="李 四")
        tables["花名册"][1]["工资卡号"] = ""
        self.missing(self.judged(tables), "A05", "roster", "card")
        tables["专户流水"][-1]["对方户名"] = "王五"
        self.found(self.judged(tables), "A05")

    def test_a_rejected_stay_may_hold_the_card(self):
        tables = self.with_movement(类型="工资", 对方账号=card(7), 对方户名="王五")
        tables["花名册"].append(tables["花名册"][0] | {"身份证号": "", "工资卡号": card(7)})
        run = self.judged(tables)
        self.assertEqual(run.findings("A05"), [])
        self.assertEqual(len(run.findings("A05", verdict="missing_fact")), 1)
        tables["专户流水"].append(moved(金额="3.00", 流水号="M6"))
        self.found(self.judged(tables), "A05", amount_fen=300)

    def test_what_names_no_project_is_told_once(self):
        tables = shared()
        tables["专户流水"].append(moved(项目编号=""))
        self.found(self.judged(tables), "A05", project_id="P1", amount_fen=50000)

    def test_missing(self):
        tables = self.with_movement(类型="工资", 对方账号=card(7))
        self.missing(self.judged(without(tables, "花名册", "工资卡号")), "A05", "roster", "card")
        self.missing(self.judged(without(whole(), "专户流水", "对方账号")), "A05", "movements",
                     "counterparty_account")
        self.missing(self.judged(without(whole(), "专户流水", "类型")), "A05", "movements", "kind")
        self.missing(self.judged(self.with_movement(类型="")), "A05", "movements", "kind")
        tables = whole()
        del tables["专户流水"]
        self.missing(self.judged(tables), "A05", "movements")
        self.missing(self.judged(tables), "A06", "movements")


class Freeze(Accounts):  # A06
    def frozen(self, **cells):
        tables = whole()
        tables["专户流水"].append(moved(类型="冻结", **cells))
        return tables

    def test_for_other_than_wages(self):
        run = self.judged(self.frozen(摘要="货款纠纷"))
        self.only(run, "A06", severity="red", month="2026-11", amount_fen=50000,
                  subject="9900001")

    def test_no_reason_written(self):
        self.only(self.judged(self.frozen()), "A06", amount_fen=50000)

    def test_for_wages(self):
        self.silent(self.judged(self.frozen(摘要="保全：本项目农民工工资")), "A06")

    def test_a_release_is_no_freeze(self):
        self.silent(self.judged(self.frozen(方向="收入")), "A06")

    def test_missing(self):
        self.missing(self.judged(without(self.frozen(), "专户流水", "摘要")), "A06", "movements",
                     "memo")
        self.silent(self.judged(without(whole(), "专户流水", "摘要")), "A06")


class Closing(Accounts):  # A07
    def closing(self, posted="2026-10-01", requested="2026-11-01", **cells):
        return changed("专户", 销户公示日期=posted, 销户申请日期=requested, **cells)

    def test_thirty_days_of_notice(self):
        self.silent(self.judged(self.closing()), "A07")
        self.only(self.judged(self.closing(requested="2026-10-31")), "A07", severity="orange",
                  subject="9900001", month=None)
        self.silent(self.judged(self.closing(requested="2026-10-31"), as_of="2026-10-30"), "A07")

    def test_arrears(self):
        tables = self.closing()
        tables["代发明细"][1]["金额"] = "4999.99"
        found = self.found(self.judged(tables), "A07")
        self.assertIn("项目还有到期未付工资 0.01 元", found["because"])

    def test_open_cases_and_suits(self):
        for header in ("未结案件", "仲裁诉讼"):
            with self.subTest(header=header):
                self.only(self.judged(self.closing(**{header: "1"})), "A07")
                self.silent(self.judged(self.closing(**{header: "无"})), "A07")
                run = self.judged(self.closing(**{header: ""}))
                self.assertEqual(len(run.findings("A07", verdict="missing_fact")), 1)

    def test_missing(self):
        self.missing(self.judged(self.closing(posted="")), "A07", "accounts", "notice_posted")
        tables = self.closing()
        del tables["工资表"]
        self.missing(self.judged(tables), "A07", "payroll")
        self.missing(self.judged(without(whole(), "专户", "销户申请日期")), "A07", "accounts",
                     "close_requested")
        tables = self.closing()
        tables["项目"][0]["工资支付日"] = ""
        self.missing(self.judged(tables), "A07", "projects", "pay_day")

    def test_a_rejected_payment_hides_the_arrears(self):
        tables = self.closing()
        tables["代发明细"][1]["金额"] = "五千"
        run = self.judged(tables)
        self.assertEqual(run.findings("A07"), [])
        self.assertEqual(len(run.findings("A07", verdict="missing_fact")), 1)

    def hidden(self, tables, *hides, **more):
        """What is said of rows that hide arrears, where all that can be read is paid."""
        run = self.judged(tables, **more)
        self.assertEqual(run.findings("A07"), [])
        found = run.findings("A07", verdict="missing_fact")
        self.assertEqual(len(found), 1)
        for words in hides:
            self.assertIn(words, found[0]["because"])

    def test_a_rejected_line_hides_the_arrears(self):
        for number, name in ((A, "张三"), (identity(3), "王五")):
            with self.subTest(name=name):
                tables = self.closing()
                tables["工资表"].append({**line(number, name, "100.00"), "用工单位": GANG,
                                       "实发工资": "一百元"})
                self.hidden(tables, "「工资表」有 1 行被拒收", "2026-10")

    def test_a_contradicted_line_hides_the_arrears(self):
        tables = self.closing()
        tables["工资表"].append({**tables["工资表"][1], "实发工资": "9000.00"})
        self.hidden(tables)

    def test_a_rejected_row_that_may_take_a_payment_back_hides_the_arrears(self):
        tables = self.closing()
        tables["代发明细"].append({**tables["代发明细"][1], "状态": "退汇"})
        self.hidden(tables, "「代发明细」有 1 行被拒收")

    def test_a_rejected_line_of_a_month_that_is_not_due_hides_nothing(self):
        tables = self.closing()
        tables["工资表"].append({**line(B, "李四", "100.00"), "工资月份": "2026-11",
                               "实发工资": "一百元", "编制日期": ""})
        self.silent(self.judged(tables), "A07")


class Stored(Accounts):  # D01
    def test_late(self):
        # The permit is of 20 September, a make-up day; the 20th working day after it is 23 October.
        run = self.judged(changed("工资保证金", 存储日期="2026-10-24"))
        self.only(run, "D01", severity="orange", since="2026-10-24", days=1, amount_fen=None,
                  subject=None)
        self.silent(self.judged(changed("工资保证金", 存储日期="2026-10-23")), "D01")

    def test_no_row_is_not_stored(self):
        tables = whole()
        tables["工资保证金"] = []
        run = self.judged(tables)
        self.found(run, "D01", since="2026-10-24", days=30)
        for rule in ("D01", "D02"):
            self.silent(self.judged(tables, as_of="2026-10-23"), rule)

    def test_without_a_permit_from_the_contract(self):
        tables = changed("项目", 需要施工许可="否", 施工许可日期="")
        # Of 1 September; the 20th working day after it is 29 September.
        tables["工资保证金"][0]["存储日期"] = "2026-09-30"
        self.found(self.judged(tables), "D01", since="2026-09-30", days=1)
        tables["工资保证金"][0]["存储日期"] = "2026-09-29"
        self.silent(self.judged(tables), "D01")

    def test_exempted(self):
        tables = changed("工资保证金", 方式="免存", 金额="", 存储日期="", 到期日="",
                         免存文号="平人社免〔2026〕1号")
        for rule in ("D01", "D02", "D03"):
            self.silent(self.judged(tables, ALL), rule)
        tables["工资保证金"][0]["免存文号"] = ""
        self.found(self.judged(tables), "D01", days=30)

    def test_missing(self):
        tables = whole()
        del tables["工资保证金"]
        run = self.judged(tables, ALL)
        for rule in ("D01", "D02", "D03", "D04"):
            self.missing(run, rule, "deposits")
        self.missing(self.judged(without(whole(), "工资保证金", "存储日期")), "D01", "deposits",
                     "stored")
        self.missing(self.judged(changed("项目", 施工许可日期="")), "D01", "projects",
                     "permit_date")

    def test_a_rejected_row_may_be_the_deposit(self):
        tables = changed("工资保证金", 金额="七万五")
        run = self.judged(tables, ALL)
        for rule in ("D01", "D02", "D03"):
            self.assertEqual(run.findings(rule), [])
            self.assertEqual(len(run.findings(rule, verdict="missing_fact")), 1)


class Amount(Accounts):  # D02
    def test_one_fen_short(self):
        run = self.judged(changed("工资保证金", 金额="74999.99"))
        found = self.only(run, "D02", severity="orange", amount_fen=1, month=None, since=None)
        self.assertEqual(found["because"], "合同额 5,000,000.00 元，存储比例 1.5%，应存 75,000.00 元"
                                           "；现金和有效保函合计 74,999.99 元，少 0.01 元")

    def test_several_deposits_add_up(self):
        tables = changed("工资保证金", 金额="70000.00")
        tables["工资保证金"].append(tables["工资保证金"][0] | {"方式": "现金", "金额": "5000.00",
                                                               "到期日": ""})
        self.silent(self.judged(tables), "D02")

    def test_an_expired_guarantee_does_not_count(self):
        self.found(self.judged(changed("工资保证金", 到期日="2026-11-21")), "D02",
                   amount_fen=7500000)
        self.silent(self.judged(changed("工资保证金", 到期日="2026-11-22")), "D02")

    def test_history(self):
        parameters = PARAMETERS | {"deposit": PARAMETERS["deposit"] + ['up = "50%"']}
        tables = changed("工资保证金", 前两年欠薪="是")
        found = self.found(self.judged(tables, parameters=parameters), "D02", amount_fen=3750000)
        self.assertIn("存储前两年内有欠薪，上调 50%，为 2.25%", found["because"])
        self.missing(self.judged(tables), "D02", "parameter", "deposit.up")

    def test_an_empty_history_matters_only_where_it_can_turn_the_answer(self):
        parameters = PARAMETERS | {"deposit": PARAMETERS["deposit"] + [
            'up = "50%"', 'up_listed = "100%"']}
        tables = changed("工资保证金", 失信名单="")
        self.missing(self.judged(tables, parameters=parameters), "D02", "deposits", "listed")
        tables["工资保证金"][0]["金额"] = "150000.00"
        self.silent(self.judged(tables, parameters=parameters), "D02")
        tables["工资保证金"][0]["金额"] = "70000.00"
        self.found(self.judged(tables, parameters=parameters), "D02", amount_fen=500000)

    def test_nothing_stored_is_short_of_the_least_that_may_be_asked(self):
        tables = whole()
        tables["工资保证金"] = []
        self.missing(self.judged(tables), "D02", "deposits", "clean_years")
        parameters = PARAMETERS | {"deposit": PARAMETERS["deposit"] + [
            'parallel_rate = "1%"', 'down_2y = "50%"', 'exempt_3y = false', 'up = "50%"',
            'up_listed = "100%"']}
        self.found(self.judged(tables, parameters=parameters), "D02", amount_fen=2500000)
        self.silent(self.judged(tables, parameters=parameters, as_of="2026-10-23"), "D02")

    def test_missing(self):
        parameters = {"minimum_wage": PARAMETERS["minimum_wage"]}
        self.missing(self.judged(whole(), parameters=parameters), "D02", "parameter",
                     "deposit.rate")
        self.missing(self.judged(changed("项目", 合同额="")), "D02", "projects",
                     "contract_amount")
        self.missing(self.judged(changed("工资保证金", 金额="")), "D02", "deposits", "amount")


class Guarantee(Accounts):  # D03
    def test_runs_out(self):
        # Completed in time for the first year and the planned end, but near.
        tables = changed("工资保证金", 存储日期="2025-10-10", 到期日="2026-12-22")
        tables["项目"][0]["计划完工日期"] = "2026-12-20"
        self.only(self.judged(tables, ALL), "D03", severity="orange", subject=None)
        self.silent(self.judged(tables, ALL, as_of="2026-11-21"), "D03")

    def test_shorter_than_the_works(self):
        self.only(self.judged(changed("项目", 计划完工日期="2028-01-01"), ALL), "D03")

    def test_only_the_last_one_counts(self):
        tables = whole()
        tables["工资保证金"].append(tables["工资保证金"][0] | {"到期日": "2026-10-31"})
        self.silent(self.judged(tables, ALL), "D03")

    def test_missing(self):
        self.missing(self.judged(changed("工资保证金", 到期日=""), ALL), "D03", "deposits",
                     "expires")
        self.missing(self.judged(changed("项目", 计划完工日期=""), ALL), "D03", "projects",
                     "planned_end")


class ToppedUp(Accounts):  # D04
    def test_late(self):
        # Ten working days after 9 November: the 23rd.
        tables = changed("工资保证金", 动用日期="2026-11-09", 动用金额="1000.00")
        self.silent(self.judged(tables, ALL, as_of="2026-11-23"), "D04")
        self.only(self.judged(tables, ALL, as_of="2026-11-24"), "D04", severity="orange",
                  amount_fen=100000, since="2026-11-24", days=1, subject="银行保函 2026-11-09")

    def test_each_use_is_one_finding(self):
        tables = changed("工资保证金", 动用日期="2026-10-12", 补足日期="2026-10-27")
        tables["工资保证金"].append(tables["工资保证金"][0] | {"补足日期": "2026-10-28",
                                                               "动用金额": "5.00"})
        found = self.judged(tables, ALL).findings("D04")
        self.assertEqual([(f["subject"], f["days"], f["amount_fen"]) for f in found],
                         [("银行保函 2026-10-12", 1, None), ("银行保函 2026-10-12（2）", 2, 500)])
        self.assertNotEqual(found[0]["id"], found[1]["id"])

    def test_missing(self):
        tables = changed("工资保证金", 动用日期="2026-10-12")
        self.missing(self.judged(without(tables, "工资保证金", "补足日期"), ALL), "D04", "deposits",
                     "topped_up")
        self.missing(self.judged(without(whole(), "工资保证金", "动用日期"), ALL), "D04",
                     "deposits", "used")


class Restaurant(Accounts):
    def test_has_no_construction_duties(self):
        tables = changed("项目", 类别="用人单位")
        for name in ("专户", "专户流水", "工资保证金"):
            del tables[name]
        run = self.judged(tables, ALL)
        for rule in ("A02", "A03", "A04", "A05", "A06", "A07", "D01", "D02", "D03", "D04"):
            self.silent(run, rule)


if __name__ == "__main__":
    unittest.main()
