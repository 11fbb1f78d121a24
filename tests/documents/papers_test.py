# SPDX-License-Identifier: Apache-2.0
"""Papers of each kind, read back by programs that are not ours: LibreOffice draws the .docx,
poppler reads its text, zbar the square code off the drawn page."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile
from html.parser import HTMLParser

PAPERS = pathlib.Path(sys.argv.pop(1)).resolve()
CODE = ("QINGXIN 1234567890123428 SM3 "
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")

# What must be seen on the drawn paper of each kind.
SEEN = {
    "rectification_order": ["责令改正书", "2026年12月1日（周二）", "送达回证"],
    "payment_order": ["责令支付书", "壹万贰仟贰佰肆拾元零伍分", "附表", "张三", "6,120.05",
                      "平安县人民政府", "六个月"],
    "refusal": ["不予受理告知书", "为什么", "下一步去哪里", "12348"],
    "hand_over": ["移交函", "回", "执", "退回，理由"],
    "police_referral": ["涉嫌犯罪案件移送书", "检验报告或鉴定结论", "没有：不需要鉴定"],
    "deposit_notice": ["农民工工资保证金支付通知书", "平安县农商银行营业部"],
    "penalty_notice": ["行政处罚告知书", "听证", "五个工作日"],
    "penalty_decision": ["行政处罚决定书", "十五日", "百分之三"],
    "public_answer": ["公开答复", "批准，只载已经查实的事项"],
    "filing_proof": ["登记证明", "1234 5678 9012 3428", "查询码"],
}


class Tags(HTMLParser):
    """The names of the tags, and the text outside of the style."""

    def __init__(self):
        super().__init__()
        self.names, self.text, self.within = set(), "", ""

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.within = tag

    def handle_data(self, data):
        if self.within != "style":
            self.text += data


class Papers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.folder.name)
        subprocess.run([PAPERS, cls.out], check=True)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{cls.out}/profile", "--headless",
                        "--convert-to", "pdf", "--outdir", cls.out,
                        *sorted(cls.out.glob("*.docx"))], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def drawn(self, name):
        done = subprocess.run(["pdftotext", "-layout", self.out / f"{name}.pdf", "-"], check=True,
                              capture_output=True, text=True)
        return re.sub(r"\s+", "", done.stdout)

    def test_every_kind_is_drawn_by_another_program(self):
        self.assertEqual({file.stem for file in self.out.glob("*.docx")}, set(SEEN))
        for name, words in SEEN.items():
            text = self.drawn(name)
            for word in [*words, "平安县人力资源和社会保障局", "2026年11月23日"]:
                self.assertIn(word.replace(" ", ""), text, name)

    def test_what_was_typed_stands_there_as_it_was_typed(self):
        text = self.drawn("payment_order")
        self.assertIn("<b>&", text)
        self.assertNotIn("&amp;", text)

    def test_every_part_is_well_formed(self):
        for file in self.out.glob("*.docx"):
            with zipfile.ZipFile(file) as archive:
                self.assertIsNone(archive.testzip())
                for part in archive.namelist():
                    if part.endswith((".xml", ".rels")):
                        ElementTree.fromstring(archive.read(part))
                text = "".join(ElementTree.fromstring(archive.read("word/document.xml")).itertext())
            if file.stem == "payment_order":
                self.assertIn("<b>&𠮷😀", text)

    def test_pages_are_a4(self):
        for name in SEEN:
            done = subprocess.run(["pdfinfo", self.out / f"{name}.pdf"], check=True,
                                  capture_output=True, text=True)
            self.assertRegex(done.stdout, r"Page size: +595\.\d+ x 84[12]\.\d+ pts \(A4\)")

    def test_the_code_is_read_off_the_paper(self):
        subprocess.run(["pdftoppm", "-png", "-r", "150", "-singlefile",
                        self.out / "filing_proof.pdf", self.out / "proof"], check=True)
        done = subprocess.run(["zbarimg", "--quiet", "--raw", self.out / "proof.png"], check=True,
                              capture_output=True, text=True)
        self.assertEqual(done.stdout.strip(), CODE)

    def test_pages_run_nothing_and_say_the_same(self):
        for name, words in SEEN.items():
            page = Tags()
            page.feed((self.out / f"{name}.html").read_text())
            allowed = {"html", "head", "meta", "title", "style", "body", "h1", "p", "table",
                       "thead", "tr", "th", "td", "div", "hr", "svg", "path"}
            self.assertLessEqual(page.names, allowed, name)
            for word in words:
                self.assertIn(word.replace(" ", ""), re.sub(r"\s+", "", page.text), name)


if __name__ == "__main__":
    unittest.main()
