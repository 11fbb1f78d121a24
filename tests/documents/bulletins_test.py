# SPDX-License-Identifier: Apache-2.0
"""Bulletins of each kind, read back by programs that are not ours: LibreOffice draws the .docx and
reads the .xlsx, poppler reads the text of its PDF and of ours."""
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

BULLETINS = pathlib.Path(sys.argv.pop(1)).resolve()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MASTHEADS = {
    "weekly": "根治欠薪工作周报", "ten_days": "根治欠薪工作旬报",
    "monthly": "根治欠薪工作月通报", "agenda": "根治欠薪工作调度会议程",
    "minutes": "根治欠薪工作调度会纪要", "briefing": "根治欠薪工作专报",
    "assessment_material": "根治欠薪工作考核材料", "closing_summary": "根治欠薪专项行动总结",
}
# At most so many pages with its tables: text that spreads would have more.
PAGES = {"weekly": 5, "briefing": 3}


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


class Bulletins(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.out = pathlib.Path(folder.name)
        for name in ("first", "again"):
            (cls.out / name).mkdir()
            subprocess.run([BULLETINS, cls.out / name], check=True)
        cls.files = cls.out / "first"
        run("soffice", f"-env:UserInstallation=file://{cls.out}/profile", "--headless",
            "--convert-to", "pdf", "--outdir", cls.files, *sorted(cls.files.glob("*.docx")))
        run("soffice", f"-env:UserInstallation=file://{cls.out}/profile", "--headless",
            "--convert-to", 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,'
            'false,false,-1', "--outdir", cls.files, cls.files / "weekly.xlsx")

    def texts(self, kind):
        """Of LibreOffice's PDF and of ours."""
        return [run("pdftotext", "-layout", self.files / f"{kind}{end}", "-")
                for end in (".pdf", ".own.pdf")]

    def test_every_kind_is_there_in_every_form(self):
        for kind in MASTHEADS:
            for end in (".docx", ".xlsx", ".own.pdf", ".html"):
                self.assertTrue((self.files / f"{kind}{end}").stat().st_size > 1000, kind + end)

    def test_the_same_bulletin_is_the_same_bytes(self):
        for file in (self.out / "again").iterdir():
            self.assertEqual(file.read_bytes(), (self.files / file.name).read_bytes(), file.name)

    def test_both_pdfs_say_the_same(self):
        for kind, masthead in MASTHEADS.items():
            drawn, own = (re.sub(r"\s+", "", text) for text in self.texts(kind))
            for words in (masthead, "第4期", "2026年11月23日", "平川县治欠办", "云台乡没有报送，未计入",
                          "上期报9件，现为8件，减少1件", "附表1", "报送：市根治欠薪领导小组办公室。",
                          "抄送：县领导小组各成员单位。", "SM36b1f09c4", "<b>&"):
                self.assertIn(words, drawn, kind)
                self.assertIn(words, own, kind)

    def test_a_line_has_28_characters(self):
        for kind in MASTHEADS:
            for text in self.texts(kind):
                lines = re.findall("一{20,}", text)
                # Two characters of the first line stay free.
                self.assertEqual([len(line) for line in lines][:3], [26, 28, 28], kind)

    def test_pages_are_a4_and_few(self):
        for kind in MASTHEADS:
            for end in (".pdf", ".own.pdf"):
                told = run("pdfinfo", self.files / f"{kind}{end}")
                self.assertRegex(told, r"Page size: +595\.\d+ x 84[12]\.\d+ pts \(A4\)")
                pages = int(re.search(r"Pages: +(\d+)", told)[1])
                self.assertLessEqual(pages, PAGES.get(kind, 9), kind + end)

    def test_pages_are_numbered_outside(self):
        for text in self.texts("weekly"):
            pages = text.split("\f")[:-1]
            for number, page in enumerate(pages, 1):
                line = next(line for line in reversed(page.splitlines())
                            if re.search(rf"— ?{number} ?—", line))
                self.assertEqual(len(line) - len(line.lstrip()) > 20, number % 2 == 1, line)

    def test_our_pdf_has_its_letters_and_no_day_of_its_own(self):
        for kind in MASTHEADS:
            file = self.files / f"{kind}.own.pdf"
            fonts = run("pdffonts", file).splitlines()[2:]
            self.assertTrue(fonts)
            for font in fonts:
                self.assertRegex(font, r"NotoS\w+CJKsc.* yes yes yes ")
            told = run("pdfinfo", "-isodates", file)
            self.assertRegex(told, r"CreationDate: +2026-11-23T08:30:00\+08")
            self.assertNotIn("ModDate", told)

    def test_every_part_is_well_formed(self):
        for file in self.files.glob("*.docx"):
            with zipfile.ZipFile(file) as archive:
                self.assertIsNone(archive.testzip())
                for part in archive.namelist():
                    if part.endswith((".xml", ".rels")):
                        ElementTree.fromstring(archive.read(part))

    def test_the_form_is_that_of_the_standard(self):
        with zipfile.ZipFile(self.files / "weekly.docx") as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
            styles = archive.read("word/styles.xml").decode()
            settings = archive.read("word/settings.xml").decode()
        margins = next(body.iter(f"{W}pgMar"))
        # 37, 26, 35 and 28 mm.
        self.assertEqual([margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")],
                         ["2098", "1474", "1985", "1587"])
        self.assertEqual(next(body.iter(f"{W}docGrid")).get(f"{W}linePitch"), "579")
        for words in ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", 'w:color w:val="C8141C"',
                      'w:line="579"', 'w:spacing w:val="-5"'):
            self.assertIn(words, styles)
        self.assertIn("evenAndOddHeaders", settings)
        for table in body.iter(f"{W}tbl"):
            rows = list(table.iter(f"{W}tr"))
            self.assertEqual([row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows],
                             [True] + [False] * (len(rows) - 1))
            for row in rows:
                self.assertIsNotNone(row.find(f"{W}trPr/{W}cantSplit"))

    def test_the_workbook_says_every_figure_with_its_formula(self):
        name = next(self.files.glob("weekly-*指标*.csv"))
        rows = list(csv.reader(io.StringIO(name.read_text())))
        heads = rows[0]
        figures = [dict(zip(heads, row)) for row in rows[1:]]
        county = next(row for row in figures
                      if row["代码"] == "990123" and row["指标"] == "未清零案件")
        self.assertEqual((county["分子"], county["本期"], county["上期"], county["增减"]),
                         ("6", "6件", "8件", "减少2件"))
        self.assertTrue(all(row["口径"] for row in figures))
        ranking = list(csv.reader(io.StringIO(
            next(self.files.glob("weekly-*排名*.csv")).read_text())))
        self.assertIn(["按期办结率", "1", "990123002", "大河镇", "100.00%"], ranking)
        self.assertIn(["按期办结率", "不排名", "", "云台乡", "没有分母"], ranking)
        rows = list(csv.reader(io.StringIO(
            next(self.files.glob("weekly-*明细*.csv")).read_text())))
        self.assertEqual(len(rows) - 1, 12 * 5)

    def test_pages_run_nothing(self):
        for kind in MASTHEADS:
            page = (self.files / f"{kind}.html").read_text()
            self.assertNotIn("<script", page)
            self.assertNotIn("<b>", page)
            self.assertIn("&lt;b&gt;&amp;𠮷", page)


if __name__ == "__main__":
    unittest.main()
