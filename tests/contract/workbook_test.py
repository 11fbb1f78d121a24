# SPDX-License-Identifier: Apache-2.0
"""The workbook of a county and the marked copies, read back with nothing of ours."""
import csv
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from xml.etree import ElementTree

from folder import A, AS_OF, B, QINGXIN, clean
from workbook import MAIN, workbook

SHEETS = ["总览", "五链", "疑点清单", "欠薪名册", "无法判定", "拒收明细"]
REASON = "清薪：拒收原因"


def column_of(reference):
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def value_of(cell):
    """A text, a Decimal's text for a number, or None."""
    inline = cell.find(f"{{{MAIN}}}is")
    if inline is not None:
        return "".join(inline.itertext())
    found = cell.find(f"{{{MAIN}}}v")
    return None if found is None else found.text


def sheets_of(file):
    """{name: [{column: value}]} and the number of formulas outside of SUBTOTAL."""
    with zipfile.ZipFile(file) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in book.iter(f"{{{MAIN}}}sheet")]
        sheets, foreign = {}, 0
        for number, name in enumerate(names, 1):
            root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            sheets[name] = [{column_of(cell.get("r")): value_of(cell) for cell in row}
                            for row in root.iter(f"{{{MAIN}}}row")]
            foreign += sum(not formula.text.startswith("SUBTOTAL(")
                           for formula in root.iter(f"{{{MAIN}}}f"))
    return sheets, foreign


def fen(text):
    return round(float(text) * 100)


def verify(folder, *options):
    done = subprocess.run([QINGXIN, "verify", folder, "--as-of", AS_OF, *options],
                          capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class County(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.place.name, "平川县")
        cls.file = pathlib.Path(cls.place.name, "结果.xlsx")
        report = pathlib.Path(cls.place.name, "结果.json")
        subprocess.run([QINGXIN, "sample", cls.folder, "--projects", "12", "--months", "3"],
                       check=True, capture_output=True)
        status, _, said = verify(cls.folder, "--xlsx", cls.file, "--json", report)
        assert status == 1, said
        cls.report = json.loads(report.read_text())
        cls.sheets, cls.foreign_formulas = sheets_of(cls.file)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def rows(self, name):
        head, *rows = self.sheets[name]
        return [{head[at]: value for at, value in row.items()} for row in rows]

    def test_has_its_sheets_and_no_formula_but_sums(self):
        self.assertEqual(list(self.sheets), SHEETS)
        self.assertEqual(self.foreign_formulas, 0)

    def test_lists_every_finding_in_the_order_of_the_report(self):
        wanted = [f for f in self.report["findings"] if f["verdict"] == "violates"]
        wanted += self.report["notes"]
        rows = self.rows("疑点清单")
        self.assertEqual([row["疑点编号"] for row in rows], [f["id"] for f in wanted])
        colours = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
        for row, finding in zip(rows, wanted):
            self.assertEqual(row["级别"], colours[finding["severity"]])
            self.assertEqual(row["规则"].split()[0], finding["rule"])
            self.assertEqual(row["说明"].removesuffix("（暂定）"), finding["because"])
            self.assertEqual(row["下一步"], finding["next"])
            self.assertEqual(row["证件号码"] or None, finding["worker"])
            amount = row["金额（元）"]
            self.assertEqual(fen(amount) if amount else None, finding["amount_fen"])

    def test_the_register_adds_up(self):
        rows = self.rows("欠薪名册")
        total = rows.pop()
        self.assertEqual(total["项目"], "合计")
        parts = [row for row in rows if row["项目"].startswith("小计　")]
        lines = [row for row in rows if not row["项目"].startswith("小计　")]
        wanted = self.report["totals"]["arrears_fen"]
        for some in ([total], parts, lines):
            self.assertEqual(sum(fen(row["未付（元）"]) for row in some), wanted)
        self.assertEqual(total["用工单位"].split()[0],
                         str(self.report["totals"]["arrears_workers"]))

    def test_lists_what_cannot_be_judged_and_what_was_refused(self):
        missing = [f for f in self.report["findings"] if f["verdict"] == "missing_fact"]
        self.assertEqual([row["怎么办"] for row in self.rows("无法判定")],
                         [f["next"] for f in missing])
        rejected = [row for file in self.report["inputs"] for row in file["rejected"]]
        self.assertEqual([row["行"] for row in self.rows("拒收明细")],
                         [str(row["row"]) for row in rejected])
        self.assertTrue(all(row["怎么改"] for row in self.rows("拒收明细")))

    def test_shows_document_numbers_only_when_revealing(self):
        masked = {row["证件号码"] for row in self.rows("欠薪名册") if row["证件号码"]}
        self.assertTrue(all("***" in number for number in masked))
        file = pathlib.Path(self.place.name, "全.xlsx")
        verify(self.folder, "--xlsx", file, "--reveal")
        sheets, _ = sheets_of(file)
        numbers = [row.get(3) for row in sheets["欠薪名册"][1:]]
        self.assertTrue(all("*" not in number for number in numbers if number))

    def test_a_spreadsheet_opens_it(self):
        self.assertIsNotNone(shutil.which("soffice"), "tools/install.sh test")
        place = pathlib.Path(self.place.name, "csv")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.place.name}/office",
                        "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,"
                        "false,-1", "--outdir", place, self.file],
                       check=True, capture_output=True, timeout=300)
        with open(place / "结果-欠薪名册.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        amount = rows[0].index("未付（元）")
        self.assertEqual(rows[-1][0], "合计")
        self.assertEqual(fen(rows[-1][amount].replace(",", "")),
                         self.report["totals"]["arrears_fen"])


class MarkedCopies(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = pathlib.Path(self.place.name, "账套")
        self.marked = pathlib.Path(self.place.name, "标记")
        self.folder.mkdir()
        tables = clean()
        tables["工资表.csv"][2] = tables["工资表.csv"][2].replace("5000.00,5000.00", "5000.00,五千元")
        for name, lines in tables.items():
            pathlib.Path(self.folder, name).write_text("\n".join(lines) + "\n")

    def test_come_back_mended(self):
        status, said, _ = verify(self.folder, "--marked", self.marked)
        self.assertIn("1 份标记副本", said)
        copy = self.marked / "工资表.xlsx"
        sheets, formulas = sheets_of(copy)
        self.assertEqual(formulas, 0)
        head, first, second = sheets["工资表"]
        places = {name: at for at, name in head.items()}
        self.assertEqual([row[places["身份证号"]] for row in (first, second)], [A, B])
        self.assertNotIn(places[REASON], first)
        self.assertTrue(second[places[REASON]].startswith("「实发工资」：不是金额。应写成"))

        with zipfile.ZipFile(copy) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet] = parts[sheet].replace("五千元".encode(), b"5000.00")
        (self.folder / "工资表.csv").unlink()
        with zipfile.ZipFile(self.folder / "工资表.xlsx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        _, said, _ = verify(self.folder, "--json", "-")
        report = json.loads(said)
        self.assertEqual([file["rejected"] for file in report["inputs"] if file["rejected"]], [])
        payroll = [file for file in report["inputs"] if file["table"] == "payroll"]
        self.assertEqual(payroll[0]["ignored_columns"], [REASON])
        self.assertEqual(payroll[0]["used"], 2)

    def test_what_could_not_be_read_cannot_be_read_in_the_copy(self):
        (self.folder / "工资表.csv").unlink()
        head = "项目编号,工资月份,用工单位,姓名,身份证号,出勤天数,应发工资,实发工资".split(",")
        start = ["P1", "2026-10", "平川建工"]
        (self.folder / "工资表.xlsx").write_bytes(workbook([
            head,
            [*start, "张三", int(A[:17] + "0"), 22, 6000, 6000],
            [*start, "李四", B, 22, 5000, '<c t="b"><v>1</v></c>'],
            [*start, "王五", B, 22, 5000, "<c><f>H2+1</f></c>"],
            [*start, "赵六", A, 22, 5000.5, 5000.5]]))

        def rejected():
            _, said, _ = verify(self.folder, "--json", "-")
            return [(row["row"], row["column"]) for file in json.loads(said)["inputs"]
                    for row in file["rejected"]]
        before = rejected()
        self.assertEqual(before, [(2, "身份证号"), (3, "实发工资"), (4, "实发工资")])
        verify(self.folder, "--marked", self.marked)
        shutil.copy(self.marked / "工资表.xlsx", self.folder)
        self.assertEqual(rejected(), before)

    def test_never_replace_a_file(self):
        before = {file.name: file.read_bytes() for file in self.folder.iterdir()}
        for target in (self.folder, self.folder / "工资表.csv"):
            status, _, said = verify(self.folder, "--marked", target)
            self.assertEqual(status, 3)
            self.assertIn("请换一个新的", said)
        verify(self.folder, "--marked", self.marked)
        status, _, said = verify(self.folder, "--marked", self.marked)
        self.assertEqual(status, 3)
        self.assertIn("不覆盖", said)
        self.assertEqual({f.name: f.read_bytes() for f in self.folder.iterdir()}, before)


if __name__ == "__main__":
    unittest.main()
