# SPDX-License-Identifier: Apache-2.0
"""What each of the fifteen rules says of a folder, one change to a clean one at a time."""
import unittest

from folder import A, B, DAYS, Contract, card, clean, identity, replace


class CleanFolder(Contract):
    def test_has_nothing_to_say(self):
        run = self.verify(clean())
        self.assertEqual((run.status, run.report["findings"]), (0, []))
        self.assertEqual(run.report["reporting_month"], "2026-10")
        self.assertEqual(run.report["months"], ["2026-10"])
        self.assertEqual(run.report["projects"][0]["grade"], "green")
        self.assertEqual(run.report["projects"][0]["payer"], [])
        self.assertEqual(run.report["totals"]["arrears_fen"], 0)

    def test_chain(self):
        month = self.verify(clean()).report["projects"][0]["months"][0]
        self.assertEqual(month["roster"], {"people": 2})
        self.assertEqual(month["attendance"], {"people": 2, "days": 2 * len(DAYS)})
        self.assertEqual(month["payroll"], {"people": 2, "due_fen": 1100000})
        self.assertEqual(month["account"], {"in_fen": 1100000, "balance_fen": 1100000})
        self.assertEqual(month["receipt"], {"people": 2, "paid_fen": 1100000})


class UnpaidAndLate(Contract):  # W01 W02
    def test_nothing_paid_is_red(self):
        tables = clean()
        tables["代发明细.csv"] = tables["代发明细.csv"][:2]
        found = self.only(self.verify(tables), "W01", severity="red", amount_fen=500000,
                          since="2026-11-14", days=9, month="2026-10", worker=masked(B),
                          provisional=False, review="unreviewed", project_id="P1",
                          employer="平川建工", subject=None)
        self.assertEqual(found["basis"][0], {"instrument": "gwy-724", "article": 12, "mark": "T"})
        self.assertIn("2026-11-13（周五）", found["because"])
        self.assertEqual(found["evidence"][0], {"file": "工资表.csv", "row": 3, "column": "实发工资",
                                                "value": "5000.00"})

    def test_totals_and_payer(self):
        tables = replace(clean(), "工资表.csv", "平川建工,李四", "大山劳务,李四")
        tables["代发明细.csv"] = tables["代发明细.csv"][:2]
        run = self.verify(tables)
        self.assertEqual(run.report["totals"]["arrears_fen"], 500000)
        self.assertEqual(run.report["totals"]["arrears_workers"], 1)
        who = [(p["who"], p["basis"][0]["article"]) for p in run.report["projects"][0]["payer"]]
        self.assertEqual(who, [("大山劳务", 30), ("平川建工", 30)])
        self.assertEqual(run.report["projects"][0]["grade"], "red")

    def test_not_due_on_the_day_itself(self):
        tables = clean()
        del tables["代发明细.csv"][1:]
        self.assertEqual(self.verify(tables, as_of="2026-11-13").rules(), [])
        self.assertIn("W01", self.verify(tables, as_of="2026-11-14").rules())

    def test_paid_late_is_orange_with_what_came_late(self):
        tables = clean()
        tables["代发明细.csv"][2:] = [
            f"P1,2026-10,{B},李四,{card(2)},3000.00,2026-11-13,成功,9900001,专户代发,S2",
            f"P1,2026-10,{B},李四,{card(2)},2000.00,2026-11-16,成功,9900001,专户代发,S3"]
        self.only(self.verify(tables), "W01", severity="orange", amount_fen=200000, days=3,
                  since="2026-11-14")

    def test_part_paid_is_w02_alone(self):
        tables = replace(clean(), "代发明细.csv", "5000.00", "4999.99")
        self.only(self.verify(tables), "W02", severity="red", amount_fen=1)

    def test_payment_after_as_of_does_not_exist(self):
        tables = replace(clean(), "代发明细.csv", "5000.00,2026-11-13", "5000.00,2026-11-23")
        self.only(self.verify(tables), "W01", amount_fen=500000)

    def test_in_kind_is_never_payment(self):
        tables = replace(clean(), "代发明细.csv", "专户代发,S2", "实物,S2")
        self.assertIn("W01", self.verify(tables).rules())

    def test_lines_of_two_employers_add_up(self):
        tables = clean()
        tables["工资表.csv"].append(f"P1,2026-10,大山劳务,李四,{B},0,100.00,100.00,")
        tables["专户流水.csv"].append("9900001,P1,2026-10-31,收入,100.00,其他")
        self.only(self.verify(tables), "W02", amount_fen=10000)

    def test_back_pay_beside_an_ordinary_line_is_evidence_only(self):
        tables = clean()
        tables["工资表.csv"].append(f"P1,2026-10,平川建工,李四,{B},,100.00,100.00,是")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_excess_of_one_month_settles_no_other(self):
        tables = clean()
        tables["工资表.csv"].append(f"P1,2026-09,平川建工,李四,{B},,100.00,100.00,")
        tables["代发明细.csv"] = [line.replace("5000.00", "5100.00") for line in
                                  tables["代发明细.csv"]]
        self.assertIn(("W01", "2026-09"), [(f["rule"], f["month"])
                                           for f in self.verify(tables).findings()])

    def test_returned_row_with_the_serial_cancels(self):
        tables = clean()
        tables["代发明细.csv"].append(
            f"P1,2026-10,{B},李四,{card(2)},5000.00,2026-11-16,退回,9900001,专户代发,S2")
        self.assertEqual(self.verify(tables).rules(), ["W01"])

    def test_no_pay_day_is_missing(self):
        tables = replace(clean(), "项目.csv", "在建,15", "在建,")
        run = self.verify(tables)
        missing = {f["rule"]: f["missing"] for f in run.findings(verdict="missing_fact")}
        self.assertEqual(missing["W01"], {"table": "projects", "column": "pay_day"})
        self.assertEqual(run.status, 4)

    def test_pay_day_by_parameter(self):
        tables = replace(clean(), "项目.csv", "在建,15", "在建,")
        tables["参数.toml"] = ['[pay]', 'day = 15', 'source = "样例"']
        run = self.verify(tables)
        self.assertEqual(run.status, 0)
        self.assertIn({"name": "pay.day", "region": "", "value": "15", "source": "样例"},
                      [{**p, "region": p["region"] or ""} for p in run.report["parameters"]])

    def test_without_payments_table(self):
        tables = clean()
        del tables["代发明细.csv"]
        run = self.verify(tables)
        self.assertEqual(run.status, 4)
        self.assertEqual(run.findings(), [])
        self.assertTrue({"W01", "W02", "W07", "W18"} <= set(run.rules("missing_fact")))
        self.assertEqual(run.report["projects"][0]["grade"], "grey")
        self.assertIsNone(run.report["totals"]["arrears_fen"])


class WageAccountAndPayee(Contract):  # W06 W07
    def test_from_another_account(self):
        tables = replace(clean(), "代发明细.csv", "9900001,专户代发,S2", "8800001,银行转账,S2")
        self.only(self.verify(tables), "W06", severity="orange", amount_fen=500000)

    def test_cash_is_payment_but_not_through_the_account(self):
        tables = replace(clean(), "代发明细.csv", "9900001,专户代发,S2", ",现金,S2")
        self.only(self.verify(tables), "W06", amount_fen=500000)

    def test_without_an_account_it_does_not_apply(self):
        tables = clean()
        tables["专户.csv"] = tables["专户.csv"][:1]
        self.assertEqual(self.verify(tables).rules(), ["A01"])

    def test_paid_to_another_name_is_unpaid_too(self):
        tables = replace(clean(), "代发明细.csv", "李四", "王五")
        run = self.verify(tables)
        self.assertEqual(run.rules(), ["W01", "W07"])
        self.assertEqual(run.findings("W07")[0]["amount_fen"], 500000)

    def test_paid_to_a_card_of_another_worker(self):
        tables = replace(clean(), "代发明细.csv", card(2), card(1))
        self.assertEqual(self.verify(tables).rules(), ["W01", "W07"])

    def test_a_card_that_nobody_registered_may_be_his_new_one(self):
        tables = replace(clean(), "代发明细.csv", card(2), card(9))
        self.assertEqual(self.verify(tables).rules(), [])

    def test_middle_dots_and_brackets_do_not_make_another_person(self):
        tables = replace(clean(), "花名册.csv", "李四", "买买提·艾力")
        tables = replace(tables, "工资表.csv", "李四", "买买提·艾力")
        tables = replace(tables, "代发明细.csv", "李四", "买买提•艾力")
        self.assertEqual(self.verify(tables).rules(), [])


class AttendanceAndPayroll(Contract):  # W17 X03
    def test_days_differ(self):
        tables = replace(clean(), "工资表.csv", f"{B},{len(DAYS)}", f"{B},{len(DAYS)}.5")
        self.only(self.verify(tables), "W17", severity="orange", worker=masked(B))

    def test_tolerance(self):
        tables = replace(clean(), "工资表.csv", f"{B},{len(DAYS)}", f"{B},{len(DAYS) + 1}")
        tables["参数.toml"] = ['[attendance]', 'tolerance_days = 1', 'source = "样例"']
        self.assertEqual(self.verify(tables).rules(), [])

    def test_on_site_without_a_line(self):
        tables = clean()
        tables["工资表.csv"].pop()
        tables["代发明细.csv"].pop()
        self.assertEqual(self.verify(tables).rules(), ["W17", "X03"])

    def test_exactly_a_tenth_complies_with_x03(self):
        tables = clean()
        for serial in range(10, 18):
            who = identity(serial)
            tables["花名册.csv"].append(f"P1,平川建工,工{serial},{who},2026-09-30,2026-09-30,"
                                        f"2026-10-01,{card(serial)},工{serial}")
            tables["考勤.csv"].append(f"P1,{who},2026-10-02")
            if serial == 17:
                continue
            tables["工资表.csv"].append(f"P1,2026-10,平川建工,工{serial},{who},1,300,300,")
            tables["代发明细.csv"].append(
                f"P1,2026-10,{who},工{serial},{card(serial)},300,2026-11-13,成功,9900001,专户代发,")
        tables["专户流水.csv"].append("9900001,P1,2026-10-31,收入,2100.00,其他")
        run = self.verify(tables)
        self.assertEqual(run.rules(), ["W17"])

    def test_attended_after_leaving(self):
        tables = replace(clean(), "花名册.csv", "进场日期,", "进场日期,退场日期,")
        tables["花名册.csv"] = [tables["花名册.csv"][0]] + [
            line.replace("2026-10-01,6", "2026-10-01,2026-10-20,6" if "李四" in line
                         else "2026-10-01,,6") for line in tables["花名册.csv"][1:]]
        found = self.only(self.verify(tables), "W17", worker=masked(B))
        self.assertIn("退场", found["because"])

    def test_monthly_sheet(self):
        tables = clean()
        marks = ",".join("√" if f"2026-10-{d:02d}" in DAYS else "" for d in range(1, 32))
        tables["考勤.csv"] = ["项目编号,身份证号,月份," + ",".join(map(str, range(1, 32)))] + [
            f"P1,{who},2026年10月,{marks}" for who in (A, B)]
        self.assertEqual(self.verify(tables).status, 0)

    def test_managers_are_in_no_link(self):
        tables = replace(clean(), "花名册.csv", "进场日期,", "进场日期,岗位,")
        tables["花名册.csv"] = [tables["花名册.csv"][0]] + [
            line.replace("2026-10-01,6", "2026-10-01,管理人员,6" if "李四" in line
                         else "2026-10-01,,6") for line in tables["花名册.csv"][1:]]
        tables["工资表.csv"].pop()
        tables["代发明细.csv"].pop()
        run = self.verify(tables)
        self.assertEqual(run.rules(), [])
        self.assertEqual(run.report["projects"][0]["months"][0]["attendance"]["people"], 1)


class FailedTransfers(Contract):  # W18
    def failed(self, day):
        tables = clean()
        tables["代发明细.csv"][2] = (
            f"P1,2026-10,{B},李四,{card(2)},5000.00,{day},失败,9900001,专户代发,S2")
        return tables

    def test_not_sent_again_after_five_working_days(self):
        run = self.verify(self.failed("2026-11-13"), as_of="2026-11-21")
        self.assertEqual(run.rules(), ["W01", "W18"])
        w18 = run.findings("W18")[0]
        self.assertEqual(w18["amount_fen"], 500000)
        self.assertEqual(w18["explains"], [run.findings("W01")[0]["id"]])

    def test_the_fifth_working_day_itself_is_in_time(self):
        self.assertEqual(self.verify(self.failed("2026-11-13"), as_of="2026-11-20").rules(),
                         ["W01"])

    def test_sent_again(self):
        tables = self.failed("2026-11-12")
        tables["代发明细.csv"].append(
            f"P1,2026-10,{B},李四,{card(2)},5000.00,2026-11-13,成功,9900001,专户代发,S3")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_the_failed_half_of_a_split_payment(self):
        tables = self.failed("2026-11-13")
        tables["代发明细.csv"][2] = tables["代发明细.csv"][2].replace("5000.00", "2000.00")
        tables["代发明细.csv"].append(
            f"P1,2026-10,{B},李四,{card(2)},3000.00,2026-11-13,成功,9900001,专户代发,S3")
        run = self.verify(tables, as_of="2026-11-25")
        self.assertEqual(run.rules(), ["W02", "W18"])
        self.assertEqual(run.findings("W18")[0]["amount_fen"], 200000)

    def test_a_promissory_note_is_no_second_transfer(self):
        tables = self.failed("2026-11-10")
        tables["代发明细.csv"].append(
            f"P1,2026-10,{B},李四,,5000.00,2026-11-13,成功,,白条,S3")
        self.assertEqual(self.verify(tables, as_of="2026-11-25").rules(), ["W01", "W18"])

    def test_sent_again_in_parts(self):
        tables = self.failed("2026-11-10")
        tables["代发明细.csv"][2] = tables["代发明细.csv"][2].replace("5000.00", "4000.00")
        tables["代发明细.csv"] += [
            f"P1,2026-10,{B},李四,{card(2)},{part},2026-11-13,成功,9900001,专户代发,"
            for part in ("1500.00", "2500.00")]
        self.assertEqual(self.verify(tables, as_of="2026-11-25").rules(), ["W02"])

    def test_what_was_sent_again_is_not_counted_when_something_else_is_unpaid(self):
        tables = self.failed("2026-11-12")
        tables["代发明细.csv"][2] = tables["代发明细.csv"][2].replace("5000.00", "4000.00")
        tables["代发明细.csv"].append(
            f"P1,2026-10,{B},李四,{card(2)},4000.00,2026-11-13,成功,9900001,专户代发,S3")
        self.assertEqual(self.verify(tables).rules(), ["W02"])


class Entry(Contract):  # L01 L02 L09
    def test_contract_after_the_first_day(self):
        tables = replace(clean(), "花名册.csv", f"李四,{B},2026-09-30,", f"李四,{B},2026-10-02,")
        found = self.only(self.verify(tables), "L01", severity="red", since=DAYS[0], month=None)
        self.assertIn("2026-10-02", found["because"])

    def test_the_same_day_complies(self):
        tables = replace(clean(), "花名册.csv", f"李四,{B},2026-09-30,", f"李四,{B},{DAYS[0]},")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_no_contract_at_all(self):
        tables = replace(clean(), "花名册.csv", f"李四,{B},2026-09-30,", f"李四,{B},,")
        self.only(self.verify(tables), "L01")

    def test_not_on_the_roster(self):
        tables = clean()
        tables["花名册.csv"].pop()
        self.only(self.verify(tables), "L01", worker=masked(B))

    def test_wrong_check_digit(self):
        wrong = B[:-1] + ("1" if B[-1] != "1" else "2")
        tables = {file: [line.replace(B, wrong) for line in lines]
                  for file, lines in clean().items()}
        self.only(self.verify(tables), "L02", severity="yellow", worker=masked(wrong))

    def test_fifteen_digits_are_a_key_as_written(self):
        old = "990123900101001"
        tables = {file: [line.replace(B, old) for line in lines]
                  for file, lines in clean().items()}
        self.only(self.verify(tables), "L02")

    def test_a_passport_is_not_judged(self):
        tables = {file: [line.replace(B, "E12345678") for line in lines]
                  for file, lines in clean().items()}
        tables["花名册.csv"] = [
            line.replace("项目编号,", "证件类型,项目编号,") if line.startswith("项目") else
            ("护照," if "E1234" in line else "居民身份证,") + line
            for line in tables["花名册.csv"]]
        self.assertEqual(self.verify(tables).rules(), [])

    def test_card_of_another_holder(self):
        tables = replace(clean(), "花名册.csv", f"{card(2)},李四", f"{card(2)},王五")
        self.only(self.verify(tables), "L09", severity="red")

    def test_one_card_for_two(self):
        tables = replace(clean(), "花名册.csv", card(2), card(1))
        tables = replace(tables, "代发明细.csv", card(2), card(1))
        run = self.verify(tables)
        self.assertEqual(run.rules(), ["L09"])
        self.assertEqual(len(run.findings("L09")), 2)

    def test_luhn_is_yellow(self):
        wrong = card(2)[:-1] + str((int(card(2)[-1]) + 1) % 10)
        tables = replace(clean(), "花名册.csv", card(2), wrong)
        tables = replace(tables, "代发明细.csv", card(2), wrong)
        self.only(self.verify(tables), "L09", severity="yellow")


class Account(Contract):  # A01 A08
    def test_opened_late(self):
        tables = replace(clean(), "专户.csv", "2026-09-10", "2026-10-10")
        self.only(self.verify(tables), "A01", severity="orange", since="2026-10-09", days=2,
                  month=None)

    def test_thirty_days_roll_over_the_holiday(self):
        tables = replace(clean(), "专户.csv", "2026-09-10", "2026-10-08")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_small_contracts_may_be_exempt(self):
        tables = replace(clean(), "项目.csv", "工资支付日,", "工资支付日,合同额,")
        tables = replace(tables, "项目.csv", "在建,15,", "在建,15,3999999.99,")
        tables = replace(tables, "专户.csv", "2026-09-10", "2026-11-10")
        tables["参数.toml"] = ['[account]', 'min_amount = "4000000.00"', 'source = "样例"']
        self.assertEqual(self.verify(tables).rules(), [])

    def test_an_account_that_pays_no_wages(self):
        tables = replace(clean(), "代发明细.csv", "9900001,专户代发", "8800001,银行转账")
        tables["专户流水.csv"].pop()
        run = self.verify(tables)
        self.assertEqual(run.rules(), ["A08", "W06"])
        self.assertEqual(run.findings("A08")[0]["month"], "2026-10")

    def test_wages_leaving_in_the_month_of_the_pay_day_suffice(self):
        tables = replace(clean(), "代发明细.csv", "9900001,专户代发", "8800001,银行转账")
        self.assertEqual(self.verify(tables).rules(), ["W06"])


class LabourFee(Contract):  # F05 F06
    def test_short_by_a_fen(self):
        tables = replace(clean(), "专户流水.csv", "收入,11000.00", "收入,10999.99")
        run = self.verify(tables)
        self.assertEqual(run.rules(), ["F05", "F06"])
        f05 = run.findings("F05")[0]
        self.assertEqual((f05["amount_fen"], f05["month"], f05["subject"], f05["since"]),
                         (1, "2026-10", "2026-10", "2026-10-31"))
        self.assertEqual(run.findings("F06")[0]["amount_fen"], 1)

    def test_late_stays_when_made_good(self):
        tables = replace(clean(), "专户流水.csv", "2026-10-30,收入", "2026-11-02,收入")
        found = self.only(self.verify(tables), "F05", amount_fen=1100000)
        self.assertIn("2026-11-02", found["because"])

    def test_a_due_day_on_a_saturday_is_the_next_monday(self):
        tables = replace(clean(), "人工费计划.csv", "2026-10-30", "2026-10-31")
        tables = replace(tables, "专户流水.csv", "2026-10-30,收入", "2026-11-02,收入")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_without_a_plan_it_is_missing_but_no_heading_of_the_inspection(self):
        tables = clean()
        del tables["人工费计划.csv"]
        run = self.verify(tables)
        self.assertEqual((run.status, run.rules("missing_fact")), (0, ["F05"]))


class DataGaps(Contract):  # X05
    def test_ten_days_of_silence(self):
        tables = clean()
        silent = {f"2026-10-{d:02d}" for d in range(12, 22)}
        tables["考勤.csv"] = [line for line in tables["考勤.csv"] if line[-10:] not in silent]
        days = len([d for d in DAYS if d not in silent])
        tables = replace(tables, "工资表.csv", f",{len(DAYS)},", f",{days},")
        self.only(self.verify(tables), "X05", severity="yellow", month="2026-10",
                  since="2026-10-12", days=10)

    def test_published_holidays_do_not_count(self):
        tables = clean()
        tables["考勤.csv"] = [line for line in tables["考勤.csv"]
                              if not "2026-10-01" <= line[-10:] <= "2026-10-16"
                              or not line.startswith("P1")]
        days = len([d for d in DAYS if d > "2026-10-16"])
        tables = replace(tables, "工资表.csv", f",{len(DAYS)},", f",{days},")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_no_payroll_at_all_is_no_data_and_silences_the_others(self):
        tables = clean()
        tables["工资表.csv"] = tables["工资表.csv"][:1]
        tables["代发明细.csv"] = tables["代发明细.csv"][:1]
        self.only(self.verify(tables), "X05", month="2026-10", days=None)


class OtherEmployers(Contract):
    def test_a_restaurant_has_no_construction_duties(self):
        tables = replace(clean(), "项目.csv", "行政区划代码,", "行政区划代码,类别,")
        tables = replace(tables, "项目.csv", "990123,", "990123,用人单位,")
        for file in ("专户.csv", "专户流水.csv", "人工费计划.csv"):
            del tables[file]
        tables["代发明细.csv"].pop()
        self.assertEqual(self.verify(tables).rules(), ["W01"])


def masked(number):
    return number[0] + "*" * (len(number) - 3) + number[-2:]


if __name__ == "__main__":
    unittest.main()
