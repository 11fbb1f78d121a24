# SPDX-License-Identifier: Apache-2.0
"""Contracts, parties and the site: F01 to F04, F07, L07, L08, X01, X02, B01, and who pays (C08).
Each test changes one thing in the folder that is clean for all rules."""
import unittest

from folder import A
from whole import CONTRACTOR, GANG, OWNER, WORKED, Whole, credit_code, unit, whole, without


class Contracts(Whole):
    def project(self, **cells):
        """The run of a folder whose project differs in these cells."""
        tables = whole()
        tables["项目"][0].update(cells)
        return self.judged(tables)


class Terms(Contracts):
    def test_a_term_left_out_of_the_construction_contract(self):
        found = self.only(self.project(计量周期=""), "F01", severity="orange", employer=None,
                          month=None, worker=None, amount_fen=None, since=None, days=None)
        self.assertEqual(found["because"], "施工合同没有约定工程款计量周期")
        self.assertEqual(found["evidence"][0]["column"], "计量周期")

    def test_an_amount_or_a_share_is_enough(self):
        self.assertEqual(self.project(人工费金额="").rules(), [])
        self.assertEqual(self.project(人工费占比="").rules(), [])
        self.only(self.project(人工费金额="", 人工费占比=""), "F01")

    def test_a_term_left_out_of_a_subcontract_is_a_finding_of_its_own(self):
        tables = whole()
        tables["参建单位"][2]["结算办法"] = "无"
        tables["项目"][0]["结算办法"] = ""
        found = self.judged(tables).findings("F01")
        self.assertEqual(sorted(f["employer"] or "" for f in found), ["", GANG])
        self.assertEqual(len({f["id"] for f in found}), 2)

    def test_owner_and_general_contractor_have_no_subcontract(self):
        tables = whole()
        for row in tables["参建单位"][:2]:
            row.update(计量周期="", 结算办法="")
        self.assertEqual(self.judged(tables).rules(), [])

    def test_a_unit_that_comes_later_is_not_there_yet(self):
        tables = whole()
        tables["参建单位"].append({**unit("后到劳务", "劳务分包", 4), "计量周期": "",
                                   "进场日期": "2026-11-23"})
        self.assertEqual(self.judged(tables).rules(), [])
        tables["参建单位"][-1]["进场日期"] = "2026-11-22"
        self.only(self.judged(tables), "F01", employer="后到劳务")

    def test_without_the_column_or_the_units(self):
        self.missing(self.judged(without(whole(), "项目", "计量周期")), "F01", "projects",
                     "measure_cycle")
        tables = whole()
        del tables["参建单位"]
        self.missing(self.judged(tables), "F01", "units")


class Cycle(Contracts):
    def fees(self, *days):
        tables = whole()
        tables["人工费计划"] = [{"项目编号": "P1", "期次": str(i), "应拨日期": day,
                                 "应拨金额": "1.00"} for i, day in enumerate(days, 1)]
        return tables

    def test_more_than_a_month_by_the_contract(self):
        self.only(self.project(人工费拨付周期月数="1.5"), "F02", severity="orange", month=None)
        self.assertEqual(self.project(人工费拨付周期月数="1").rules(), [])

    def test_more_than_a_month_by_the_plan(self):
        self.assertEqual(self.judged(self.fees("2026-12-10", "2027-01-10")).rules(), [])
        found = self.only(self.judged(self.fees("2027-01-11", "2026-12-10")), "F02")
        self.assertIn("2026-12-10 之后的下一期是 2027-01-11", found["because"])

    def test_the_end_of_each_month_is_monthly(self):
        self.assertEqual(self.judged(self.fees("2027-01-31", "2027-02-28", "2027-03-31")).rules(),
                         [])

    def test_neither_a_cycle_nor_two_instalments(self):
        self.missing(self.judged(without(whole(), "项目", "人工费拨付周期月数"), "--rules", "F02"),
                     "F02", "projects", "labour_cycle_months")
        tables = whole()
        tables["项目"][0]["人工费拨付周期月数"] = ""
        self.missing(self.judged(tables, "--rules", "F02"), "F02", "projects",
                     "labour_cycle_months")

    def test_an_instalment_that_cannot_be_read_may_lie_between(self):
        tables = self.fees("2026-12-10", "下月", "2027-02-10")
        self.missing(self.judged(tables, "--rules", "F02"), "F02", "labour_fees")
        tables["项目"][0]["人工费拨付周期月数"] = "2"
        self.only(self.judged(tables, "--rules", "F02"), "F02")


class Guarantee(Contracts):
    def guaranteed(self, *days):
        tables = whole()
        tables["工程款支付担保"] = [{"项目编号": "P1", "金额": "1.00", "起始日": first, "到期日": last}
                                    for first, last in days]
        return self.judged(tables)

    def test_no_guarantee(self):
        tables = whole()
        for row in tables["工程款支付担保"]:
            row["项目编号"] = "P2"
        tables["项目"].append({**tables["项目"][0], "项目编号": "P2"})
        found = self.judged(tables, "--rules", "F03").findings("F03")
        self.assertEqual([f["project_id"] for f in found], ["P1"])
        self.assertEqual(found[0]["severity"], "orange")

    def test_from_the_first_day_to_today(self):
        self.assertEqual(self.guaranteed(("2026-10-01", "2026-11-22")).rules(), [])
        self.only(self.guaranteed(("2026-10-02", "2026-12-31")), "F03")
        found = self.only(self.guaranteed(("2026-10-01", "2026-11-21")), "F03")
        self.assertIn("2026-11-22 没有工程款支付担保盖住", found["because"])

    def test_a_chain_without_a_gap(self):
        self.assertEqual(
            self.guaranteed(("2026-10-20", "2026-12-31"), ("2026-09-01", "2026-10-19")).rules(), [])
        self.only(self.guaranteed(("2026-10-20", "2026-12-31"), ("2026-09-01", "2026-10-18")),
                  "F03")

    def test_finished_before_the_plan(self):
        tables = whole()
        tables["项目"][0].update(状态="完工", 完工日期="2026-11-20")
        tables["工程款支付担保"][0]["到期日"] = "2026-11-20"
        self.assertEqual(self.judged(tables, "--rules", "F03").findings(), [])
        tables["工程款支付担保"][0]["到期日"] = "2026-11-19"
        self.only(self.judged(tables, "--rules", "F03"), "F03")

    def test_missing_facts(self):
        self.missing(self.judged(without(whole(), "工程款支付担保", "到期日")), "F03", "guarantees",
                     "to")
        tables = whole()
        del tables["工程款支付担保"]
        self.missing(self.judged(tables), "F03", "guarantees")

    def test_a_guarantee_that_cannot_be_read(self):
        self.missing(self.guaranteed(("2026-10-01", "2026-10-31"), ("十一月", "2026-12-31")), "F03",
                     "guarantees")


class Start(Contracts):
    def test_before_the_permit(self):
        found = self.only(self.project(施工许可日期="2026-10-02"), "F04", severity="red",
                          amount_fen=None, since=None)
        self.assertEqual(found["because"], "2026-10-01 开工，施工许可 2026-10-02 才取得")
        self.assertEqual(self.project(施工许可日期="2026-10-01").rules(), [])

    def test_no_permit(self):
        # Without a permit the deposit counts from another day, so D01 may speak too.
        for required, count in (("是", 1), ("", 1), ("否", 0)):
            run = self.project(施工许可日期="", 需要施工许可=required)
            self.assertEqual(len(run.findings("F04")), count, required)

    def test_money_that_is_not_there(self):
        self.only(self.project(资金落实="否"), "F04")
        self.only(self.project(资金性质="政府投资", 总包垫资="是"), "F04")
        self.assertEqual(self.project(总包垫资="是").rules(), [])

    def test_missing_facts(self):
        self.missing(self.project(资金落实=""), "F04", "projects", "funds_ready")
        self.missing(self.judged(without(whole(), "项目", "资金性质", "总包垫资")), "F04",
                     "projects", "funding")

    def test_a_restaurant_has_no_construction_duties(self):
        run = self.project(类别="用人单位", 资金落实="否", 劳资专管员="", 门禁="无", 计量周期="")
        self.assertEqual(run.rules(), [])


class Disputes(Contracts):
    def disputed(self, opened, ended=""):
        """Nobody was paid for October; a dispute was open."""
        tables = whole()
        tables["代发明细"] = [{**row, "状态": "失败"} for row in tables["代发明细"]]
        tables["争议"] = [{"项目编号": "P1", "开始日期": opened, "结束日期": ended, "内容": "造价"}]
        return tables

    def test_wages_that_stopped_while_a_dispute_was_open(self):
        found = self.judged(self.disputed("2026-11-14")).findings("F07")
        self.assertEqual(len(found), 1)
        for name, value in {"severity": "red", "explains": [], "month": None, "worker": None,
                            "amount_fen": None}.items():
            self.assertEqual(found[0][name], value, name)
        self.assertEqual(found[0]["because"], "争议 2026-11-14 开始，尚未结束；争议期间 "
                                              "2 人月工资逾期，最早的自 2026-11-14 起")

    def test_the_first_and_the_last_day_belong_to_it(self):
        for opened, ended, count in (("2026-11-15", "", 0), ("2026-11-01", "2026-11-14", 1),
                                     ("2026-11-01", "2026-11-13", 0)):
            run = self.judged(self.disputed(opened, ended))
            self.assertEqual(len(run.findings("F07")), count, (opened, ended))

    def test_the_labour_fee_that_stopped(self):
        tables = whole()
        tables["专户流水"] = tables["专户流水"][1:]
        tables["争议"] = [{"项目编号": "P1", "开始日期": "2026-10-31", "结束日期": "2026-10-31",
                           "内容": "数量"}]
        found = self.judged(tables).findings("F07")
        self.assertIn("1 期人工费到期没有足额拨付", found[0]["because"])

    def test_it_depends_on_no_other_rule_and_no_month(self):
        alone = self.judged(self.disputed("2026-11-14"), "--rules", "F07").findings("F07")
        among = self.judged(self.disputed("2026-11-14")).findings("F07")
        other = self.judged(self.disputed("2026-11-14"), "--month", "2026-11").findings("F07")
        self.assertEqual(alone, among)
        self.assertEqual(alone, other)

    def test_without_a_table_it_does_not_apply(self):
        tables = self.disputed("2026-11-14")
        del tables["争议"]
        run = self.judged(tables)
        self.assertEqual(run.findings("F07") + run.findings("F07", "missing_fact"), [])

    def test_a_payment_that_cannot_be_read(self):
        tables = self.disputed("2026-11-14")
        tables["代发明细"][0]["金额"] = "一些"
        tables["代发明细"][1]["状态"] = "成功"
        self.missing(self.judged(tables), "F07", "payments")

    def test_a_dispute_that_cannot_be_read(self):
        tables = self.disputed("不详")
        self.missing(self.judged(tables), "F07", "disputes")
        tables["代发明细"] = whole()["代发明细"]
        self.assertEqual(self.judged(tables).findings("F07", "missing_fact"), [])

    def test_without_payments(self):
        tables = self.disputed("2026-11-14")
        del tables["代发明细"]
        self.missing(self.judged(tables), "F07", "payments")


class Site(Contracts):
    def test_no_labour_officer(self):
        tables = whole()
        tables["项目"][0]["劳资专管员"] = ""
        self.only(self.judged(tables), "L07", severity="orange", month=None, worker=None)
        tables["项目"][0].update(状态="筹备", 开工日期="2026-12-01")
        self.assertEqual(self.judged(tables, "--rules", "L07").findings(), [])
        tables["项目"][0].update(状态="完工", 开工日期="2026-10-01", 完工日期="2026-11-20")
        self.assertEqual(self.judged(tables, "--rules", "L07").findings(), [])
        self.missing(self.judged(without(whole(), "项目", "劳资专管员")), "L07", "projects",
                     "labour_officer")

    def test_no_gate(self):
        self.only(self.project(门禁="无"), "X01", severity="yellow", month=None)
        self.assertEqual(self.project(门禁="无", 状态="停工").findings("X01"), [])
        self.missing(self.project(门禁=""), "X01", "projects", "has_gate")

    def test_status_follows_from_the_days_where_none_is_written(self):
        self.only(self.project(门禁="无", 状态=""), "X01")
        self.assertEqual(self.project(门禁="无", 状态="", 开工日期="").findings("X01"), [])
        self.assertEqual(
            self.project(门禁="无", 状态="", 完工日期="2026-11-22").findings("X01"), [])


class Parties(Contracts):
    def party(self, **cells):
        tables = whole()
        tables["参建单位"][2].update(cells)
        return self.judged(tables)

    def test_who_may_not_be_given_work(self):
        for cells, because in ((({"类型": "个人"}), "是个人"), ({"登记状态": "注销"}, "登记状态不是存续"),
                               ({"资质": ""}, "没有资质")):
            with self.subTest(cells):
                found = self.only(self.party(**cells), "L08", severity="red", employer=GANG,
                                  month=None, amount_fen=None)
                self.assertEqual(found["because"], f"参建单位 {GANG}：{because}")

    def test_a_wrong_code_is_yellow(self):
        code = credit_code(3)
        wrong = code[:17] + ("0" if code[17] != "0" else "1")
        self.only(self.party(信用代码=wrong), "L08", severity="yellow")
        self.only(self.party(信用代码=wrong, 资质=""), "L08", severity="red")
        self.assertEqual(self.party(信用代码=code.lower()).rules(), [])

    def test_one_finding_of_a_unit_in_two_rows(self):
        tables = whole()
        tables["参建单位"].append({**unit(f"{GANG} ", "专业分包", 3), "登记状态": "吊销"})
        self.only(self.judged(tables), "L08", severity="red", employer=GANG)

    def test_owner_and_supervisor_are_not_asked(self):
        tables = whole()
        tables["参建单位"][0].update(资质="", 登记状态="", 信用代码="")
        tables["参建单位"].append({**unit("平川监理", "监理", 5), "资质": "", "登记状态": ""})
        self.assertEqual(self.judged(tables).findings(), [])

    def test_missing_facts(self):
        self.missing(self.party(登记状态=""), "L08", "units", "licence_state")
        self.missing(self.judged(without(whole(), "参建单位", "资质")), "L08", "units",
                     "qualification")


class Agreements(Contracts):
    def staffed(self, employer=GANG, **cells):
        tables = whole()
        tables["花名册"][0]["用工单位"] = employer
        tables["工资表"][0]["用工单位"] = employer
        tables["参建单位"][2].update(cells)
        return tables

    def test_a_subcontractor_with_workers_and_no_agreement(self):
        self.assertEqual(self.judged(self.staffed()).rules(), [])
        found = self.only(self.judged(self.staffed(代发协议日期="")), "X02", severity="orange",
                          employer=GANG, month=None, worker=None)
        self.assertIn("有 1 名工人", found["because"])

    def test_without_workers_or_late_is_none_of_its_business(self):
        tables = whole()
        tables["参建单位"][2]["代发协议日期"] = ""
        self.assertEqual(self.judged(tables).rules(), [])
        self.assertEqual(self.judged(self.staffed(代发协议日期="2026-11-22")).rules(), [])
        self.only(self.judged(self.staffed(代发协议日期="2026-11-23")), "X02")

    def test_managers_are_no_workers(self):
        tables = self.staffed(代发协议日期="")
        tables["花名册"][0]["岗位"] = "管理人员"
        self.assertEqual(self.judged(tables, "--rules", "X02").findings(), [])

    def test_an_employer_that_is_not_listed(self):
        self.missing(self.judged(self.staffed("无名劳务")), "X02", "units")

    def test_missing_and_rejected(self):
        tables = self.staffed(代发协议日期="")
        self.missing(self.judged(without(tables, "参建单位", "代发协议日期")), "X02", "units",
                     "agency_agreement")
        tables = self.staffed(代发协议日期="")
        tables["参建单位"].append({**unit(GANG, "劳务分包", 3), "类型": "不详"})
        self.missing(self.judged(tables), "X02", "units")


class Boards(Contracts):
    def board(self, **cells):
        tables = whole()
        tables["维权告示牌"][0].update(cells)
        return self.judged(tables)

    def test_no_board(self):
        tables = whole()
        tables["维权告示牌"][0]["设置日期"] = "2026-11-23"
        self.only(self.judged(tables), "B01", severity="orange", month=None, since=None)
        tables["项目"][0]["状态"] = "停工"
        self.assertEqual(self.judged(tables).findings("B01"), [])
        del tables["维权告示牌"]
        tables["项目"][0]["状态"] = "在建"
        self.missing(self.judged(tables), "B01", "boards")

    def test_a_field_left_empty(self):
        found = self.only(self.board(法律援助渠道="", 工资支付日=""), "B01")
        self.assertEqual(found["because"], "告示牌没有写明工资支付日、法律援助渠道")
        self.assertEqual([e["column"] for e in found["evidence"]], ["工资支付日", "法律援助渠道"])
        self.assertEqual(self.board(位置="", 模板版本="").rules(), [])

    def test_what_differs_from_the_facts(self):
        for cells in ({"劳资专管员": "钱七"}, {"最低工资标准": "2080.00"}, {"工资支付日": "10"}):
            with self.subTest(cells):
                self.only(self.board(**cells), "B01")
        self.assertEqual(self.board(劳资专管员="赵六 0990-1234567", 最低工资标准="月２２００元",
                                    工资支付日="每月15日").rules(), [])

    def test_what_is_given_on_one_side_only_is_not_compared(self):
        tables = whole()
        tables["维权告示牌"][0]["最低工资标准"] = "2080.00"
        parameters = {"deposit": ['[deposit]', 'rate = "1.5%"', 'source = "样例"']}
        run = self.judged(tables, "--rules", "B01", parameters=parameters)
        self.assertEqual(run.report["findings"], [])

    def test_the_best_of_several_boards_counts(self):
        tables = whole()
        tables["维权告示牌"].insert(0, {**tables["维权告示牌"][0], "劳资专管员": "前任",
                                        "设置日期": "2026-10-20"})
        self.assertEqual(self.judged(tables).rules(), [])

    def test_a_site_without_subcontractors_names_none(self):
        tables = whole()
        tables["维权告示牌"][0]["分包"] = ""
        self.only(self.judged(tables), "B01")
        tables["参建单位"].pop()
        self.assertEqual(self.judged(tables).rules(), [])

    def test_missing_and_rejected(self):
        self.missing(self.judged(without(whole(), "维权告示牌", "监察举报电话")), "B01", "boards",
                     "inspection_phone")
        self.missing(self.board(设置日期="去年"), "B01", "boards")


class Payers(Contracts):
    def payers(self, tables, *options):
        tables["代发明细"] = [{**row, "状态": "失败"} for row in tables["代发明细"]]
        run = self.judged(tables, *options)
        return [(p["who"], [b["article"] for b in p["basis"]])
                for p in run.report["projects"][0]["payer"]]

    def gang(self, **cells):
        tables = whole()
        for row in (*tables["花名册"], *tables["工资表"]):
            row["用工单位"] = GANG
        tables["参建单位"][2].update(cells)
        return tables

    def test_a_clean_subcontractor(self):
        self.assertEqual(self.payers(self.gang()), [(GANG, [30, 16]), (CONTRACTOR, [30])])

    def test_an_unqualified_one_is_what_l08_says(self):
        for cells in ({"类型": "个人"}, {"登记状态": "其他"}, {"资质": "无"}):
            with self.subTest(cells):
                self.assertIn((CONTRACTOR, [36, 1]), self.payers(self.gang(**cells)))
        self.assertNotIn((CONTRACTOR, [36, 1]), self.payers(self.gang(信用代码="1")))

    def test_an_unqualified_general_contractor_is_the_owners(self):
        tables = whole()
        tables["参建单位"][1]["资质"] = ""
        self.assertIn((OWNER, [36, 1]), self.payers(tables))

    def test_work_begun_without_a_permit_is_the_owners(self):
        tables = whole()
        tables["项目"][0]["施工许可日期"] = ""
        self.assertIn((OWNER, [37]), self.payers(tables, "--rules", "W01"))
        self.assertNotIn((OWNER, [37]), self.payers(whole()))

    def test_labour_fee_that_did_not_come_is_the_owners(self):
        tables = whole()
        tables["专户流水"] = tables["专户流水"][1:]
        self.assertIn((OWNER, [29]), self.payers(tables, "--rules", "W01"))

    def test_firms_that_are_gone_and_sole_traders(self):
        self.assertIn((GANG, [22]), self.payers(self.gang(登记状态="吊销")))
        self.assertIn((f"{GANG} 的主要出资人", [22]), self.payers(self.gang(登记状态="注销")))


if __name__ == "__main__":
    unittest.main()
