# SPDX-License-Identifier: Apache-2.0
"""What a folder may look like, what is refused, and with which words."""
import json
import pathlib
import random
import shutil
import subprocess
import tempfile
import unittest

from folder import A, B, DAYS, QINGXIN, Contract, Run, card, clean, identity, replace
from workbook import workbook


def as_bytes(lines, encoding="utf-8", newline="\n"):
    return (newline.join(lines) + newline).encode(encoding)


def same(one, other):
    """Equal but for the version of nothing: the findings and the chain."""
    keys = ("totals", "projects", "findings", "months", "reporting_month")
    return all(one.report[k] == other.report[k] for k in keys)


class Folders(Contract):
    def test_an_empty_folder(self):
        self.refused({}, "「项目」表", "qingxin template")

    def test_no_such_folder(self):
        done = subprocess.run([QINGXIN, "verify", "/nowhere/at/all"], capture_output=True,
                              check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("/nowhere/at/all", done.stderr.decode())

    def test_an_unknown_table_is_named_and_ignored(self):
        tables = clean()
        tables["会议纪要.csv"] = ["甲,乙", "1,2"]
        tables["旧表/"] = None
        run = self.verify(tables)
        self.assertEqual(run.status, 0)
        self.assertIn("会议纪要.csv", run.raw)
        self.assertIn("旧表/", run.raw)

    def test_several_files_of_one_table(self):
        tables = clean()
        head, first, second = tables.pop("工资表.csv")
        tables["工资表-01.csv"], tables["payroll_02.csv"] = [head, first], [head, second]
        self.assertEqual(self.verify(tables).status, 0)

    def test_the_longest_stem_wins(self):
        tables = clean()
        tables["专户流水（10月）.csv"] = tables.pop("专户流水.csv")
        self.assertEqual(self.verify(tables).status, 0)

    def test_an_old_format_of_a_known_stem(self):
        for suffix in (".xls", ".xlsb", ".ods"):
            tables = clean()
            tables["保证金" + suffix] = b"anything"
            self.refused(tables, "保证金" + suffix, ".xlsx")


class Headers(Contract):
    def test_missing_required_column(self):
        tables = replace(clean(), "代发明细.csv", "状态", "状况")
        self.refused(tables, "代发明细.csv", "状态", "列名.toml")

    def test_two_headers_for_one_field(self):
        tables = replace(clean(), "代发明细.csv", "收款人", "status")
        self.refused(tables, "代发明细.csv", "状态", "status")

    def test_english_headers_and_widths(self):
        tables = replace(clean(), "专户.csv", "项目编号,账号,户名,开户日期",
                         "ｐｒｏｊｅｃｔ＿ｉｄ, Account ,户 名,OPENED")
        self.assertEqual(self.verify(tables).status, 0)

    def test_titles_stand_above(self):
        tables = clean()
        tables["工资表.csv"] = ["平川县 2026 年 10 月工资表", ",单位：元", ""] + tables["工资表.csv"]
        self.assertEqual(self.verify(tables).status, 0)

    def test_header_map(self):
        tables = replace(clean(), "工资表.csv", "实发工资", "卡发金额")
        tables["列名.toml"] = ["[payroll]", '"卡发金额" = "net"']
        self.assertEqual(self.verify(tables).status, 0)

    def test_a_built_in_name_wins_over_a_mapped_one(self):
        tables = replace(clean(), "工资表.csv", "出勤天数", "卡发金额")
        tables["列名.toml"] = ["[payroll]", '"卡发金额" = "net"']
        run = self.verify(tables)
        self.assertEqual(run.rules(), [])
        payroll = next(i for i in run.report["inputs"] if i["table"] == "payroll")
        self.assertEqual(payroll["ignored_columns"], ["卡发金额"])

    def test_header_map_errors(self):
        for lines, word in ((['[wages]', '"a" = "net"'], "wages"),
                            (['[payroll]', '"a" = "nett"'], "nett"),
                            (['[payroll]', '"a" = "net"', '"b" = "net"'], "net"),
                            (['[payroll'], "列名.toml")):
            tables = clean()
            tables["列名.toml"] = lines
            self.refused(tables, "列名.toml", word)

    def test_one_mapped_header_twice(self):
        tables = replace(clean(), "工资表.csv", "应发工资,实发工资", "应发合计,实发工资")
        tables = replace(tables, "工资表.csv", "出勤天数", "应发合计")
        tables["列名.toml"] = ["[payroll]", '"应发合计" = "gross"']
        self.refused(tables, "工资表.csv", "应发工资", "应发合计")

    def test_unknown_columns_are_named(self):
        tables = clean()
        tables["专户.csv"] = [line + (",备注" if i == 0 else ",好")
                            for i, line in enumerate(tables["专户.csv"])]
        accounts = next(i for i in self.verify(tables).report["inputs"]
                        if i["table"] == "accounts")
        self.assertEqual(accounts["ignored_columns"], ["备注"])


class Encodings(Contract):
    def test_all_of_them_say_the_same(self):
        base = Run(clean())
        text = "\n".join(clean()["工资表.csv"]) + "\n"
        for content in (text.encode("utf-8-sig"), text.encode("gb18030"),
                        text.replace(",", "\t").encode("utf-8"),
                        text.replace("\n", "\r\n").encode("gb18030"),
                        text.rstrip("\n").encode(),
                        ('"' + text.rstrip("\n").replace(",", '","').replace("\n", '"\n"')
                         + '"\n').encode()):
            tables = clean()
            tables["工资表.csv"] = content
            self.assertTrue(same(self.verify(tables), base))

    def test_lines_that_end_with_a_return_alone(self):
        tables = clean()
        tables["花名册.csv"] = as_bytes(tables["花名册.csv"], newline="\r")
        self.assertEqual(self.verify(tables).status, 0)

    def test_rare_characters_of_names_in_gb18030(self):
        name = "䶮㐂𠮷"
        tables = {f: [line.replace("李四", name) for line in lines] for f, lines in clean().items()}
        tables["代发明细.csv"] = as_bytes(tables["代发明细.csv"], "gb18030")
        self.assertEqual(self.verify(tables).status, 0)

    def test_mixed_encodings(self):
        tables = clean()
        head, *rows = tables["工资表.csv"]
        tables["工资表.csv"] = as_bytes([head]) + as_bytes(rows, "gb18030")
        self.refused(tables, "工资表.csv", "第 1 行", "第 2 行", "UTF-8")

    def test_neither_nor(self):
        tables = clean()
        tables["工资表.csv"] = as_bytes(tables["工资表.csv"]) + b"\xff\xff\xff,\n"
        self.refused(tables, "工资表.csv")

    def test_utf_16(self):
        tables = clean()
        tables["工资表.csv"] = "\n".join(tables["工资表.csv"]).encode("utf-16")
        self.refused(tables, "工资表.csv", "UTF-16")

    def test_nul_bytes(self):
        tables = clean()
        tables["工资表.csv"] = as_bytes(tables["工资表.csv"]) + b"P1\x00\n"
        self.refused(tables, "工资表.csv", "NUL", "第 4 行")

    def test_cut_in_a_quote(self):
        tables = clean()
        tables["工资表.csv"].append('P1,"2026-10')
        self.refused(tables, "工资表.csv", "第 4 行", "引号")


class Rejections(Contract):
    def rejected(self, tables, table):
        run = self.verify(tables)
        entry = next(i for i in run.report["inputs"] if i["table"] == table)
        self.assertEqual(len(entry["rejected"]), entry["rows"] - entry["used"])
        return run, entry["rejected"]

    def test_a_payment_that_cannot_be_read_accuses_nobody(self):
        for value in ("5000.001", "-5000", "伍仟元", "￥5000", "５０００", "5,00", "1e3"):
            quoted = f'"{value}"'
            tables = replace(clean(), "代发明细.csv", ",5000.00,", f",{quoted},")
            run, rejected = self.rejected(tables, "payments")
            self.assertEqual([(r["row"], r["column"], r["value"]) for r in rejected],
                             [(3, "金额", value)])
            self.assertEqual(run.rules(), [], value)
            self.assertTrue({"W01", "W02", "W18"} <= set(run.rules("missing_fact")))
            self.assertEqual(run.status, 4)
            self.assertEqual(run.report["totals"]["arrears_fen"], 0)

    def test_dates_that_do_not_exist(self):
        for value in ("2026-02-31", "2026-13-01", "26-11-13", "2026-11", "昨天", "99999999"):
            tables = replace(clean(), "代发明细.csv", "5000.00,2026-11-13", f"5000.00,{value}")
            _, rejected = self.rejected(tables, "payments")
            self.assertEqual([(r["column"], r["value"]) for r in rejected], [("日期", value)])

    def test_dates_as_offices_write_them(self):
        for value in ("2026/11/13", "2026.11.13", "20261113", "2026年11月13日", "46339",
                      "2026-11-13 08:30:00", "2026/11/13 8:30", "2026-11-13T08:30:00"):
            tables = replace(clean(), "代发明细.csv", "5000.00,2026-11-13", f"5000.00,{value}")
            self.assertEqual(self.verify(tables).status, 0, value)

    def test_months_as_offices_write_them(self):
        for value in ("202610", "2026/10", "2026年10月", "2026-10"):
            tables = replace(clean(), "工资表.csv", "2026-10", value)
            self.assertEqual(self.verify(tables).status, 0, value)

    def test_payment_of_an_unknown_month(self):
        tables = replace(clean(), "代发明细.csv", f"2026-10,{B}", f"十月,{B}")
        run, rejected = self.rejected(tables, "payments")
        self.assertEqual((rejected[0]["column"], rejected[0]["value"]), ("工资月份", "十月"))
        self.assertEqual(run.rules(), [])
        self.assertIn("W01", run.rules("missing_fact"))

    def test_identity_number_that_lost_digits(self):
        tables = replace(clean(), "工资表.csv", B, "9.90123E+17")
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual(rejected[0]["column"], "身份证号")
        self.assertTrue(rejected[0]["value"].startswith("9*"))
        self.assertNotIn("9.90123", run.raw)
        self.assertEqual(run.rules(), [])

    def test_unknown_project(self):
        tables = clean()
        tables["工资表.csv"].append(f"P9,2026-10,平川建工,王五,{identity(9)},1,1.00,1.00,")
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual((rejected[0]["column"], rejected[0]["value"]), ("项目编号", "P9"))
        self.assertEqual(run.status, 0)

    def test_a_misspelt_project_accuses_nobody(self):
        tables = replace(clean(), "代发明细.csv", f"P1,2026-10,{B}", f"Pl,2026-10,{B}")
        run, _ = self.rejected(tables, "payments")
        self.assertEqual(run.rules(), [])
        self.assertIn("W01", run.rules("missing_fact"))
        tables = replace(clean(), "工资表.csv", f"P1,2026-10,平川建工,李四,{B}",
                         f"P01,2026-10,平川建工,李四,{B}")
        self.assertEqual(self.verify(tables).rules(), [])

    def test_a_project_that_cannot_be_read_is_not_fine(self):
        tables = replace(clean(), "项目.csv", "在建,15", "在建,32")
        run = self.verify(tables)
        self.assertEqual((run.status, run.report["totals"]["projects"]), (4, 0))

    def test_rows_dated_after_as_of_silence_nothing(self):
        tables = clean()
        tables["代发明细.csv"][2:] = [
            f"P1,2026-10,{B},李四,{card(2)},abc,2026-12-13,成功,9900001,专户代发,S2"]
        self.assertEqual(self.verify(tables).rules(), ["W01"])

    def test_a_stay_that_cannot_be_read_does_not_make_a_stranger(self):
        tables = replace(clean(), "花名册.csv", f"2026-10-01,{card(2)}", f"十月一日,{card(2)}")
        run, _ = self.rejected(tables, "roster")
        self.assertEqual(run.rules(), [])
        self.assertIn("L01", run.rules("missing_fact"))

    def test_all_rejected_rows_are_shown(self):
        tables = clean()
        tables["代发明细.csv"] += [
            f"P1,2026-10,{A},张三,{card(1)},{bad},2026-11-13,成功,9900001,专户代发," for bad in
            ("cc", "aa", "bb")]
        found = next(f for f in self.verify(tables).findings(verdict="missing_fact")
                     if f["rule"] == "W01")
        self.assertEqual([e["value"] for e in found["evidence"]], ["aa", "bb", "cc"])
        self.assertIn("3 行", found["because"])

    def test_numbers_in_the_wrong_column_are_hidden(self):
        tables = clean()
        tables["考勤.csv"].append(f"P1,2026-10-05,{B}")
        run = self.verify(tables)
        self.assertNotIn(B, run.raw)

    def test_notes_beside_the_table_are_no_rows(self):
        tables = clean()
        tables["工资表.csv"] = [line + ("备考" if i == 0 else ",")
                             for i, line in enumerate(tables["工资表.csv"])]
        tables["工资表.csv"][0] = tables["工资表.csv"][0].replace("备考", ",备考")
        tables["工资表.csv"].append(",,,,,,,,,见附件")
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual((rejected, run.status), ([], 0))

    def test_a_project_whose_name_begins_like_a_foot_is_a_project(self):
        tables = replace(clean(), "项目.csv", "项目编号,项目名称", "项目名称,项目编号")
        tables = replace(tables, "项目.csv", "P1,青石桥加固工程", "审核大楼工程,P1")
        self.assertEqual(self.verify(tables).report["totals"]["projects"], 1)

    def test_sums_that_cannot_be_true(self):
        tables = clean()
        tables["专户流水.csv"] += ["9900001,P1,2026-10-30,收入,999999999999.99,其他"] * 30000
        self.refused(tables, "专户流水", "金额")

    def test_an_exact_copy_hides_nothing(self):
        tables = clean()
        tables["工资表.csv"].append(tables["工资表.csv"][2])
        tables["代发明细.csv"].pop()
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual(len(rejected), 1)
        self.assertEqual(run.rules(), ["W01"])

    def test_the_same_worker_twice_is_not_known(self):
        tables = clean()
        tables["工资表.csv"].append(tables["工资表.csv"][2].replace("5000.00,5000.00", "1.00,1.00"))
        tables["代发明细.csv"].pop()
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual(len(rejected), 1)
        self.assertEqual(run.rules(), [])

    def test_a_line_prepared_after_as_of_contradicts_nothing_yet(self):
        for net in ("1.00", "9000.00"):
            with self.subTest(net=net):
                tables = clean()
                head, first, second = tables["工资表.csv"]
                later = second.replace("5000.00,5000.00", f"{net},{net}")
                tables["工资表.csv"] = [head + ",编制日期", later + ",2026-11-21",
                                     first + ",2026-11-05", second + ",2026-11-05"]
                tables["代发明细.csv"].pop()
                run = self.verify(tables, as_of="2026-11-20")
                self.assertEqual(run.rules("missing_fact"), [])
                self.assertEqual([(f["rule"], f["amount_fen"]) for f in run.findings()],
                                 [("W01", 500000)])
                run = self.verify(tables, as_of="2026-11-21")
                self.assertEqual(run.rules(), [])
                self.assertIn("W01", run.rules("missing_fact"))

    def test_a_payment_of_a_later_day_contradicts_nothing_yet(self):
        tables = clean()
        tables["代发明细.csv"].append(tables["代发明细.csv"][2].replace(
            "5000.00,2026-11-13", "1.00,2026-11-21"))
        self.assertEqual(self.verify(tables, as_of="2026-11-20").status, 0)
        self.assertIn("W01", self.verify(tables, as_of="2026-11-21").rules("missing_fact"))

    def test_an_unreadable_line_of_a_later_day_silences_nothing(self):
        tables = clean()
        head, first, second = tables["工资表.csv"]
        tables["工资表.csv"] = [head + ",编制日期", first + ",2026-11-05", second + ",2026-11-05",
                             second.replace("2026-10", "2026-12").replace("5000.00,", "五千,") + ","]
        self.assertEqual(self.verify(tables, "--rules", "W01,W02,W19").rules("missing_fact"), [])

    def test_a_serial_twice_with_one_status(self):
        tables = clean()
        tables["代发明细.csv"].append(tables["代发明细.csv"][2])
        _, rejected = self.rejected(tables, "payments")
        self.assertEqual(len(rejected), 1)

    def test_equal_rows_without_a_serial_are_both_used(self):
        tables = clean()
        half = tables["代发明细.csv"].pop().replace("5000.00", "2500.00").replace("S2", "")
        tables["代发明细.csv"] += [half, half]
        self.assertEqual(self.verify(tables).status, 0)

    def test_a_blank_required_cell(self):
        tables = replace(clean(), "代发明细.csv", "成功,9900001,专户代发,S2", ",9900001,专户代发,S2")
        _, rejected = self.rejected(tables, "payments")
        self.assertEqual(rejected[0]["column"], "状态")

    def test_a_blank_cell_that_no_judgement_needs(self):
        tables = replace(clean(), "工资表.csv", "5000.00,5000.00", ",5000.00")
        tables = replace(tables, "项目.csv", "青石桥加固工程,990123,平川建工", ",,平川建工")
        self.assertEqual(self.verify(tables).status, 0)
        tables["代发明细.csv"].pop()
        self.assertEqual(self.verify(tables).rules(), ["W01"])

    def test_a_foot_row_is_no_fact(self):
        tables = clean()
        tables["工资表.csv"] += ["合计,,,,,,11000.00,11000.00,", "制表人：王会计,,,,,,,,"]
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual((rejected, run.status), ([], 0))

    def test_a_day_cell_of_a_monthly_sheet(self):
        tables = clean()
        marks = ["√" if f"2026-10-{d:02d}" in DAYS else "休" for d in range(1, 32)]
        marks[4] = "迟到"
        tables["考勤.csv"] = ["项目编号,身份证号,月份," + ",".join(f"{d}日" for d in range(1, 32))] + [
            f"P1,{who},2026-10," + ",".join(marks) for who in (A, B)]
        run = self.verify(tables)
        entry = next(i for i in run.report["inputs"] if i["table"] == "attendance")
        self.assertEqual([(r["column"], r["value"]) for r in entry["rejected"]],
                         [("5日", "迟到"), ("5日", "迟到")])
        self.assertIn("W17", run.rules("missing_fact"))
        self.assertEqual(run.rules(), [])


class Workbooks(Contract):
    def with_payroll(self, rows, **options):
        tables = clean()
        del tables["工资表.csv"]
        tables["工资表.xlsx"] = workbook(rows, **options)
        return tables

    HEAD = ["项目编号", "工资月份", "用工单位", "姓名", "身份证号", "出勤天数", "应发工资", "实发工资"]

    def rows(self, **changes):
        line = {"month": "2026-10", "number": B, "net": 5000}
        line.update(changes)
        return [["十月工资表"], self.HEAD,
                ["P1", "2026-10", "平川建工", "张三", A, len(DAYS), 6000, 6000],
                ["P1", line["month"], "平川建工", "李四", line["number"], len(DAYS), 5000,
                 line["net"]]]

    def test_numbers_text_and_titles(self):
        self.assertEqual(self.verify(self.with_payroll(self.rows())).status, 0)

    def test_fifteen_significant_digits(self):
        tables = self.with_payroll(self.rows(net="<c><v>5000.0099999999998</v></c>"))
        self.only(self.verify(replace(tables, "专户流水.csv", "收入,11000", "收入,12000")), "W02",
                  amount_fen=1)

    def test_a_month_that_the_spreadsheet_took_for_a_date(self):
        tables = self.with_payroll(self.rows(month=46296))
        self.assertEqual(self.verify(tables).status, 0)

    def test_serials_of_a_1904_book(self):
        tables = self.with_payroll(self.rows(month=46296 - 1462), is_1904=True)
        self.assertEqual(self.verify(tables).status, 0)

    def test_an_identity_number_kept_as_a_number(self):
        tables = self.with_payroll(self.rows(number="<c><v>990123199001010027</v></c>"))
        run = self.verify(tables)
        entry = next(i for i in run.report["inputs"] if i["table"] == "payroll")
        self.assertEqual((entry["rejected"][0]["row"], entry["rejected"][0]["column"]),
                         (4, "身份证号"))
        self.assertIn("文本", entry["rejected"][0]["reason"])

    def test_a_formula_without_a_value(self):
        run = self.verify(self.with_payroll(self.rows(net="<c><f>A1+1</f></c>")))
        entry = next(i for i in run.report["inputs"] if i["table"] == "payroll")
        self.assertIn("公式", entry["rejected"][0]["reason"])

    def test_the_first_sheet_with_a_header(self):
        tables = clean()
        del tables["工资表.csv"]
        tables["工资表.xlsx"] = workbook([["说明"], ["本表一式两份"]], self.rows())
        self.assertEqual(self.verify(tables).status, 0)

    def test_true_is_no_amount(self):
        run = self.verify(self.with_payroll(self.rows(net='<c t="b"><v>1</v></c>')))
        entry = next(i for i in run.report["inputs"] if i["table"] == "payroll")
        self.assertEqual(entry["rejected"][0]["column"], "实发工资")

    def test_doctype_is_refused(self):
        bomb = ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
                '<worksheet><sheetData/></worksheet>')
        tables = clean()
        tables["保证金.xlsx"] = workbook(bomb)
        self.refused(tables, "保证金.xlsx", "DOCTYPE")

    def test_not_a_workbook(self):
        for content, word in ((b"PK\x03\x04broken", "另存"), (b"\xd0\xcf\x11\xe0rest", "密码"),
                              (b"", "另存")):
            tables = clean()
            tables["保证金.xlsx"] = content
            self.refused(tables, "保证金.xlsx", word)


class Parameters(Contract):
    def test_unknown_names_and_bad_values(self):
        for lines, word in ((["[pay]", "dya = 15", 'source = "x"'], "dya"),
                            (["[pays]", "day = 15", 'source = "x"'], "pays"),
                            (["[pay]", "day = 32", 'source = "x"'], "32"),
                            (["[pay"], "参数.toml")):
            tables = clean()
            tables["参数.toml"] = lines
            self.refused(tables, "参数.toml", word)


    def test_a_term_that_the_law_data_lacks_is_not_zero(self):
        tables = clean()
        tables["代发明细.csv"][2] = (
            f"P1,2026-10,{B},李四,{card(2)},5000.00,2026-11-13,失败,9900001,专户代发,S2")
        with tempfile.TemporaryDirectory() as folder:
            law = pathlib.Path(folder, "law")
            shutil.copytree("law", law)
            national = law / "parameters" / "national.toml"
            text = national.read_text()
            for line in ("resend_working_days = 5", "tolerance_days = 0"):
                self.assertIn(line, text)
                text = text.replace(line, line + '\nfrom = "2027-01-01"')
            national.write_text(text)
            run = self.verify(tables, "--law", folder)
        missing = {f["rule"]: f["missing"] for f in run.findings(verdict="missing_fact")}
        self.assertEqual(missing, {
            "W17": {"table": "parameter", "column": "attendance.tolerance_days"},
            "W18": {"table": "parameter", "column": "transfer.resend_working_days"}})
        self.assertEqual(run.rules(), ["W01"])


class CommandLine(Contract):
    def test_usage(self):
        for options, word in ((["--rules", "W99"], "W99"), (["--rules", "L10"], "L10"),
                              (["--month", "2026-10", "--months", "2026-09..2026-10"], "--month"),
                              (["--months", "2026-10..2026-09"], "2026-10"),
                              (["--month", "十月"], "十月"), (["--threads", "0"], "threads"),
                              (["--nonsense"], "nonsense")):
            self.refused(clean(), word, status=2, options=options)

    def test_rules(self):
        tables = clean()
        tables["代发明细.csv"] = [line.replace(card(2), card(1)) for line in tables["代发明细.csv"]]
        self.assertEqual(self.verify(tables, "--rules", "W07").rules(), ["W07"])
        self.assertEqual(self.verify(tables, "--rules", "W01,W07").rules(), ["W01", "W07"])

    def test_region(self):
        self.assertEqual(self.verify(clean(), "--region", "990100").report["totals"]["projects"], 1)
        self.assertEqual(self.verify(clean(), "--region", "990200").report["totals"]["projects"], 0)
        self.assertEqual(self.verify(clean(), "--region", "990000").report["totals"]["projects"], 1)

    def test_reveal(self):
        tables = clean()
        tables["代发明细.csv"].pop()
        self.assertNotIn(B, self.verify(tables).raw)
        self.assertEqual(self.verify(tables, "--reveal").findings("W01")[0]["worker"], B)

    def test_one_month_of_several(self):
        tables = clean()
        tables["工资表.csv"].append(f"P1,2026-09,平川建工,李四,{B},,100.00,100.00,")
        run = self.verify(tables, "--month", "2026-10")
        self.assertEqual(run.report["months"], ["2026-10"])
        self.assertNotIn("W01", run.rules())
        self.assertEqual(run.report["totals"]["arrears_fen"], 10000)


class SameAnswer(Contract):
    def test_any_number_of_threads(self):
        tables = clean()
        tables["代发明细.csv"].pop()
        one = self.verify(tables, "--threads", "1").raw
        self.assertEqual(self.verify(tables, "--threads", "5").raw, one)

    def test_shuffled_rows(self):
        tables = clean()
        tables["代发明细.csv"][2] = tables["代发明细.csv"][2].replace("5000.00", "4000.00")
        tables["工资表.csv"].append(f"P1,2026-09,平川建工,李四,{B},,100.00,100.00,")
        tables["工资表.csv"].append(f"P1,2026-09,大山劳务,李四,{B},,200.00,200.00,")
        tables["工资表.csv"].append(f"P1,2026-09,大山劳务,李四,{B},,300.00,300.00,")
        base = without_places(self.verify(tables).report)
        for seed in range(5):
            mixed = {}
            for file, (head, *rows) in tables.items():
                random.Random(seed).shuffle(rows)
                mixed[file] = [head] + rows
            self.assertEqual(without_places(self.verify(mixed).report), base, seed)

    def test_one_firm_written_in_two_ways(self):
        tables = replace(clean(), "工资表.csv", "平川建工,李四", "大山 劳务,李四")
        tables["工资表.csv"].append(f"P1,2026-09,大山劳务,李四,{B},,100.00,100.00,")
        tables["代发明细.csv"].pop()
        base = self.verify(tables).report["projects"][0]["payer"]
        tables["工资表.csv"][2:] = reversed(tables["工资表.csv"][2:])
        self.assertEqual(self.verify(tables).report["projects"][0]["payer"], base)

    def test_which_double_stays_does_not_depend_on_place(self):
        tables = clean()
        tables["项目.csv"].append(tables["项目.csv"][1].replace("在建", "停工"))
        base = without_places(self.verify(tables).report)
        tables["项目.csv"][1:] = reversed(tables["项目.csv"][1:])
        self.assertEqual(without_places(self.verify(tables).report), base)

    def test_ids_are_stable_when_other_things_change(self):
        tables = clean()
        tables["代发明细.csv"].pop()
        first = self.verify(tables).findings("W01")[0]["id"]
        tables["花名册.csv"][1] = tables["花名册.csv"][1].replace("2026-09-30,2026-09-30", ",")
        again = self.verify(tables, as_of="2026-11-25").findings("W01")[0]["id"]
        self.assertEqual(first, again)


def without_places(report):
    """The report without row numbers: all that the order of rows may change."""
    report = json.loads(json.dumps(report))
    del report["inputs"]
    for finding in report["findings"]:
        for evidence in finding["evidence"]:
            del evidence["row"]
    return report


if __name__ == "__main__":
    unittest.main()
