# SPDX-License-Identifier: Apache-2.0
"""Files that are broken, foolish or meant to break us: each is an error with a name and a remedy,
or a rejected row, within bounds of time and memory. Never a crash, a hang or a guess."""
import io
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

from folder import (A, AS_OF, B, CHAIN, DAYS, QINGXIN, Contract, card, clean, identity, replace,
                    written)
from workbook import MAIN, sheet, workbook

MIB = 2 ** 20
HAS_SANITIZER = b"__asan_init" in pathlib.Path(QINGXIN).read_bytes()
MEASURED = pathlib.Path(__file__).resolve().parent.parent / "support" / "measured.py"
NOBODY = 65534

# What no output may hold: controls but the line feed, C1, marks that turn the order of reading.
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def limit_of_memory(mib):
    """A sanitizer keeps red zones and shadows of its own."""
    return mib * MIB * 3 + 256 * MIB if HAS_SANITIZER else mib * MIB


class Bounded:
    """One run of the program: killed when it has worked for `seconds`; its peak memory measured."""

    def __init__(self, arguments, seconds=60, before=None, program=QINGXIN):
        environment = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=16"}
        with tempfile.NamedTemporaryFile() as result:
            measured = [sys.executable, "-S", MEASURED, result.name, str(seconds)]
            done = subprocess.run([*measured, program, *arguments], capture_output=True,
                                  stdin=subprocess.DEVNULL, env=environment, preexec_fn=before,
                                  check=True, restore_signals=before is None)
            used = json.load(result)
        self.raw, self.said = done.stdout.decode(), done.stderr.decode()
        self.status, self.peak = used["status"], used["peak_bytes"]
        self.report = json.loads(self.raw) if self.raw.startswith("{") else None

    def findings(self, rule=None, verdict="violates"):
        return [f for f in self.report["findings"]
                if f["verdict"] == verdict and rule in (None, f["rule"])]

    def rules(self, verdict="violates"):
        return sorted({f["rule"] for f in self.findings(verdict=verdict)})


class Hostile(Contract):
    def bounded(self, tables, *options, mib=256, make=None, as_json=True, as_of=AS_OF, **more):
        """Verifies a folder of these tables; `make` adds to it what is no ordinary file."""
        with tempfile.TemporaryDirectory() as name:
            folder = written(pathlib.Path(name, "账套"), tables)
            if make:
                make(folder)
            shown = ["--json", "-"] if as_json else []
            if "--rules" not in options:  # those that the clean folder is clean for
                options = (*options, "--rules", CHAIN)
            run = Bounded(["verify", folder, "--as-of", as_of, *shown, *options], **more)
            run.said = run.said.replace(name, "DIR")
        self.assertGreaterEqual(run.status, 0, f"killed by signal {-run.status}: {run.said}")
        self.assertLess(run.peak, limit_of_memory(mib), f"{run.peak / MIB:.0f} MiB")
        return run

    def named(self, tables, *words, **more):
        """The whole run is refused; the message names these things."""
        run = self.bounded(tables, **more)
        self.assertEqual((run.status, run.raw), (3, ""), run.said)
        for word in words:
            self.assertIn(word, run.said)
        return run

    def judged(self, tables, *options, **more):
        run = self.bounded(tables, *options, **more)
        self.assertIn(run.status, (0, 1, 4), run.said)
        return run

    def rejected(self, tables, table, **more):
        run = self.judged(tables, **more)
        entries = [i for i in run.report["inputs"] if i["table"] == table]
        return run, [r for entry in entries for r in entry["rejected"]]

    def places(self, rejected):
        return [(r["row"], r["column"], r["value"]) for r in rejected]


def with_line(tables, file, line):
    tables[file] = tables[file] + [line]
    return tables


class Amounts(Hostile):
    def test_what_is_no_amount(self):
        for value in ("5000.001", "-5000.00", "叁仟元", "3千", "3000元", "1e308", "-0", "NaN", "inf",
                      "٣٠٠٠", "３０００", "0x10", "5000.", ".50", "5 000", "1,00,000", "(5000)",
                      "1000000000000", "9" * 40):
            tables = replace(clean(), "工资表.csv", "5000.00,5000.00", f'5000.00,"{value}"')
            run, rejected = self.rejected(tables, "payroll")
            self.assertEqual([(r["row"], r["column"]) for r in rejected], [(3, "实发工资")], value)
            self.assertIn("1,800.00", rejected[0]["reason"])
            if len(value) < 15:
                self.assertEqual(rejected[0]["value"], value)
            self.assertEqual(run.rules(), [], value)

    def test_numbers_that_are_no_counts(self):
        for value in ("-1", "NaN", "1e3", "21.55", "21.4", "٢١", "9999999"):
            tables = replace(clean(), "工资表.csv", f",{len(DAYS)},5000.00", f",{value},5000.00")
            _, rejected = self.rejected(tables, "payroll")
            self.assertEqual(self.places(rejected), [(3, "出勤天数", value)])

    def test_what_a_spreadsheet_shows_in_place_of_a_value(self):
        for value in ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "########"):
            tables = replace(clean(), "工资表.csv", "平川建工,李四", f"{value},李四")
            run, rejected = self.rejected(tables, "payroll")
            self.assertEqual(self.places(rejected), [(3, "用工单位", value)])
            self.assertIn("出错", rejected[0]["reason"])
            self.assertEqual(run.rules(), [])


class Dates(Hostile):
    def test_days_that_do_not_exist(self):
        for value in ("2026-02-31", "2026-02-29", "2026/11/31", "2026年2月30日", "2026-00-10",
                      "2026-11-00", "11/13/2026", "二〇二六年十一月", "1899-12-31", "2200-01-01"):
            tables = replace(clean(), "代发明细.csv", "5000.00,2026-11-13", f"5000.00,{value}")
            run, rejected = self.rejected(tables, "payments")
            self.assertEqual(self.places(rejected), [(3, "日期", value)])
            self.assertIn("2026-10-05", rejected[0]["reason"])
            self.assertEqual(run.rules(), [])

    def test_a_month_before_the_calendar_is_provisional(self):
        line = f"P1,2018-10,平川建工,李四,{B},5,5000.00,5000.00,"
        run = self.judged(with_line(clean(), "工资表.csv", line), "--month", "2018-10")
        late = run.findings("W01")
        self.assertEqual([(f["month"], f["provisional"]) for f in late], [("2018-10", True)])
        self.assertIn("暂定", late[0]["because"])

    def test_a_month_behind_the_calendar_is_provisional(self):
        line = f"P1,2035-10,平川建工,李四,{B},5,5000.00,5000.00,"
        tables = with_line(clean(), "工资表.csv", line)
        self.assertNotIn("2035-10", self.judged(tables).report["months"])
        run = self.judged(tables, "--month", "2035-10", "--rules", "W01", as_of="2035-12-30")
        self.assertEqual([(f["month"], f["provisional"]) for f in run.findings("W01")],
                         [("2035-10", True)])


class People(Hostile):
    def test_numbers_as_written_are_the_workers_key(self):
        for number in (B[:-1] + ("0" if B[-1] != "0" else "1"), "990123900101002"):
            tables = {f: [line.replace(B, number) for line in lines]
                      for f, lines in clean().items()}
            run = self.judged(tables)
            self.assertEqual(run.rules(), ["L02"], number)
            self.assertTrue(all(not i["rejected"] for i in run.report["inputs"]))

    def test_numbers_that_lost_digits(self):
        for number in ("9.90123E+17", "9.90123199001E+17"):
            tables = replace(clean(), "工资表.csv", B, number)
            _, rejected = self.rejected(tables, "payroll")
            self.assertEqual([(r["row"], r["column"]) for r in rejected], [(3, "身份证号")])
            self.assertIn("文本", rejected[0]["reason"])

    def test_somebody_nobody_knows(self):
        stranger = identity(77)
        tables = with_line(clean(), "代发明细.csv", f"P1,2026-10,{stranger},王五,{card(7)},100.00,"
                                                "2026-11-13,成功,9900001,专户代发,S7")
        self.assertEqual(self.judged(tables).report["totals"]["arrears_fen"], 0)
        tables = with_line(clean(), "考勤.csv", f"P9,{stranger},2026-10-03")
        _, rejected = self.rejected(tables, "attendance")
        self.assertEqual([(r["column"], r["value"]) for r in rejected], [("项目编号", "P9")])


class Doubles(Hostile):
    def test_an_exact_copy_of_every_table(self):
        """A file handed in twice changes no judgement."""
        base = self.judged(clean())
        for file in clean():
            tables = clean()
            tables[file.replace(".csv", "-2.csv")] = tables[file]
            run = self.judged(tables)
            # Attendance days are a set, and movements without a serial may be two of a kind.
            expected = ["F05"] if file == "专户流水.csv" else []
            self.assertIn(run.rules(), ([], expected), file)
            self.assertEqual(run.report["totals"]["arrears_fen"],
                             base.report["totals"]["arrears_fen"])

    def test_the_same_key_with_other_content(self):
        for file, table, old, new in (
                ("工资表.csv", "payroll", "5000.00,5000.00", "1.00,1.00"),
                ("代发明细.csv", "payments", "5000.00,2026-11-13", "4000.00,2026-11-13"),
                ("花名册.csv", "roster", "李四,", "李西,"),
                ("项目.csv", "projects", "在建", "停工"),
                ("人工费计划.csv", "labour_fees", "11000.00", "12000.00")):
            tables = clean()
            tables = with_line(tables, file, tables[file][-1].replace(old, new))
            _, rejected = self.rejected(tables, table)
            self.assertEqual(len(rejected), 1, file)
            self.assertRegex(rejected[0]["reason"], "另一行是 .* 第 [0-9]+ 行")

    def test_a_hundred_thousand_copies(self):
        tables = clean()
        tables["工资表.csv"] += [tables["工资表.csv"][2]] * 100_000
        run, rejected = self.rejected(tables, "payroll", mib=512)
        self.assertEqual((len(rejected), run.rules()), (100_000, []))


class Texts(Hostile):
    def in_payroll(self, bytes_of_file):
        return {**clean(), "工资表.csv": bytes_of_file}

    def lines(self):
        return ("\n".join(clean()["工资表.csv"]) + "\n").encode()

    def test_a_quote_that_is_cut(self):
        self.named(with_line(clean(), "工资表.csv", 'P1,"2026-10,平川'), "工资表.csv", "第 4 行", "引号")

    def test_a_quote_that_swallows_lines_silences_and_says_so(self):
        tables = clean()
        tables["工资表.csv"][1] = tables["工资表.csv"][1].replace("平川建工", '"平川建工')
        tables["工资表.csv"][2] = tables["工资表.csv"][2].replace("平川建工", '"平川建工"')
        tables["代发明细.csv"].pop()
        run, rejected = self.rejected(tables, "payroll")
        self.assertEqual([r["row"] for r in rejected], [2])
        self.assertIn("第 3 行", rejected[0]["reason"])
        self.assertEqual(run.rules(), [])
        self.assertIn("W01", run.rules("missing_fact"))

    def test_bytes_that_are_no_text(self):
        for tail, words in ((b"P1\x00,\n", ("第 4 行", "NUL", "UTF-8")),
                            (b"\xc0\xaf\xed\xa0\x80,\n", ("第 4 行", "UTF-8")),
                            (b"\xf5\x80\x80\x80,\n", ("第 4 行", "UTF-8")),
                            ("P1,2026-10,平川".encode()[:-1] + b"\n", ("第 4 行",)),
                            ("P1,平川建工\n".encode("gb18030"), ("第 1 行", "第 4 行", "两种编码"))):
            self.named(self.in_payroll(self.lines() + tail), "工资表.csv", *words)

    def test_utf_16_with_and_without_its_mark(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            self.named(self.in_payroll(self.lines().decode().encode(encoding)), "工资表.csv",
                       "UTF-16", "另存为 UTF-8")

    def test_a_line_of_64_mib(self):
        long = b"P1,2026-10," + b"a" * (64 * MIB) + b"," + B.encode() + b",1,1.00,1.00,\n"
        _, rejected = self.rejected(self.in_payroll(self.lines() + long), "payroll")
        self.assertEqual([(r["row"], r["column"]) for r in rejected], [(4, "用工单位")])
        self.assertIn("32,767", rejected[0]["reason"])
        self.assertLess(len(rejected[0]["value"]), 100)

    def test_a_line_of_64_mib_in_place_of_the_table(self):
        for filling in (b"a", b",", b'"",', "项".encode()):
            self.named(self.in_payroll(filling * (64 * MIB // len(filling))), "工资表.csv")

    def test_a_row_of_very_many_cells(self):
        for cells in (10_000, 16_300, 16_400, 2_000_000):
            for filling in (",x", ',"x"'):
                tables = with_line(clean(), "工资表.csv",
                                   f"P1,2026-09,平川建工,李四,{B},1,1.00,1.00," + filling * cells)
                run, rejected = self.rejected(tables, "payroll")
                if cells < 16_384:
                    self.assertEqual((rejected, "2026-09" in run.report["months"]), ([], True))
                else:
                    self.assertEqual([r["row"] for r in rejected], [4])
                    self.assertIn("16384 列", rejected[0]["reason"])

    def test_a_header_of_very_many_columns(self):
        more = [f",备{i}" for i in range(16_384)]
        for count, is_read in ((16_000, True), (16_384, False)):
            tables = clean()
            tables["专户.csv"][0] += "".join(more[:count])
            if not is_read:
                self.named(tables, "专户.csv", "第 1 行", "16384 列")
                continue
            run = self.judged(tables)
            accounts = next(i for i in run.report["inputs"] if i["table"] == "accounts")
            self.assertLess(len(accounts["ignored_columns"]), 200)
            self.assertIn("15900", accounts["ignored_columns"][-1])

    def test_a_quoted_cell_of_many_lines_in_an_unknown_column(self):
        tables = clean()
        tables["工资表.csv"][0] += ",备注"
        tables["工资表.csv"][1] += ',"' + "甲,乙\n" * 100_000 + '"'
        tables["代发明细.csv"].pop()
        run = self.judged(tables)
        self.assertEqual([(f["rule"], f["evidence"][0]["row"]) for f in run.findings()],
                         [("W01", 100_003)])

    def test_very_many_projects(self):
        tables = clean()
        tables["项目.csv"] += [f"X{i},第{i}标段,990123,平川建工,2026-09-01,2026-10-01,在建,15,交通局"
                             for i in range(20_000)]
        run = self.judged(tables, "--rules", "W01", mib=512)
        self.assertEqual(run.report["totals"]["projects"], 20_001)


class Screens(Hostile):
    EVIL = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e\u2066\x7f李"

    def evil(self):
        tables = {f: [line.replace("李四", self.EVIL) for line in lines]
                  for f, lines in clean().items()}
        tables = replace(tables, "项目.csv", "青石桥", self.EVIL)
        tables["代发明细.csv"].pop()
        tables["工资表.csv"].append(f"{self.EVIL},2026-10,{self.EVIL},x,{self.EVIL},x,x,x,")
        tables["工资表.csv"].append(f"P1,2026-10,平川建工,x,{self.EVIL},1,1.00,1.00,{self.EVIL}")
        tables["专户.csv"][0] += "," + self.EVIL
        tables[f"会议{self.EVIL}.csv"] = ["a"]
        return tables

    def test_nothing_in_a_cell_steers_the_terminal(self):
        run = self.bounded(self.evil(), as_json=False)
        self.assertEqual(run.status, 4, run.said)
        self.assertIn("李", run.raw)
        self.assertIsNone(STEERS.search(run.raw + run.said))

    def test_nor_the_json(self):
        def texts(node):
            if isinstance(node, dict):
                node = list(node.values())
            if isinstance(node, list):
                return "".join(map(texts, node))
            return node if isinstance(node, str) else ""

        self.assertIsNone(STEERS.search(texts(self.judged(self.evil()).report)))

    def test_nor_a_message(self):
        run = self.named({**clean(), f"工资表-{self.EVIL}.csv": ["x"]}, "工资表")
        self.assertIsNone(STEERS.search(run.said))

    def test_a_file_name_that_is_no_text(self):
        def make(folder):
            pathlib.Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv")).write_bytes(b"x")
            pathlib.Path(os.fsdecode(os.fsencode(folder) + "/保证金-".encode() + b"\xff.xls")
                         ).write_bytes(b"x")

        self.named(clean(), "保证金", ".xlsx", make=make)
        run = self.judged(clean(), make=lambda folder: pathlib.Path(
            os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv")).write_bytes(b"x"))
        self.assertEqual(run.report["unrecognised"], ["\ufffd\ufffd.csv"])


class Files(Hostile):
    def without_payroll(self):
        tables = clean()
        del tables["工资表.csv"]
        return tables

    def special(self, make, *words):
        self.named(self.without_payroll(), "工资表.csv", *words, make=make)

    def test_a_folder(self):
        self.special(lambda folder: (folder / "工资表.csv").mkdir(), "文件夹")

    def test_a_pipe(self):
        self.special(lambda folder: os.mkfifo(folder / "工资表.csv"), "管道或设备")

    def test_a_device(self):
        self.special(lambda folder: (folder / "工资表.csv").symlink_to("/dev/zero"), "管道或设备")

    def test_a_link_to_itself(self):
        self.special(lambda folder: (folder / "工资表.csv").symlink_to("工资表.csv"), "符号链接")

    def test_a_link_to_nothing(self):
        self.special(lambda folder: (folder / "工资表.csv").symlink_to("没有.csv"), "不存在")

    def test_the_same_for_a_workbook(self):
        for make in (lambda place: place.mkdir(), os.mkfifo, lambda place: place.symlink_to(place)):
            self.named(self.without_payroll(), "工资表.xlsx",
                       make=lambda folder, make=make: make(folder / "工资表.xlsx"))

    def test_settings_that_are_there_and_cannot_be_read(self):
        for name in ("参数.toml", "列名.toml"):
            for make in (lambda place: place.mkdir(), os.mkfifo,
                         lambda place: place.symlink_to(place),
                         lambda place: place.write_bytes(b"# " * MIB)):
                self.named(clean(), name, make=lambda f, make=make, name=name: make(f / name))

    def as_nobody(self, tables, make):
        """Root may read everything, so the program runs as nobody."""
        with tempfile.TemporaryDirectory() as name:
            program = shutil.copy(QINGXIN, name)
            os.chmod(name, 0o755)
            folder = pathlib.Path(name, "账套")
            folder.mkdir(mode=0o755)
            for file, lines in tables.items():
                (folder / file).write_text("\n".join(lines) + "\n")
            make(folder)

            def become_nobody():
                if os.getuid() == 0:
                    os.setgid(NOBODY)
                    os.setuid(NOBODY)

            done = subprocess.run([program, "verify", folder, "--as-of", AS_OF], check=False,
                                  capture_output=True, timeout=60, preexec_fn=become_nobody)
            folder.chmod(0o755)
        self.assertEqual((done.returncode, done.stdout), (3, b""), done.stderr.decode())
        return done.stderr.decode()

    def test_an_unreadable_file(self):
        said = self.as_nobody(clean(), lambda folder: (folder / "工资表.csv").chmod(0))
        self.assertIn("工资表.csv", said)
        self.assertIn("权限", said)

    def test_an_unreadable_folder(self):
        said = self.as_nobody(clean(), lambda folder: folder.chmod(0))
        self.assertIn("账套", said)
        self.assertIn("权限", said)

    def test_formats_of_other_programs(self):
        for suffix in (".xls", ".xlsb", ".ods", ".et", ".xlsm"):
            self.named({**clean(), f"保证金{suffix}": b"anything"}, f"保证金{suffix}", ".xlsx")


def archive(*parts):
    """A zip of ready deflate streams: (name, raw stream, check sum, unpacked size)."""
    body, directory = bytearray(), bytearray()
    for name, stream, crc, size in parts:
        name = name.encode()
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(stream), size, len(name), 0)
        directory += (b"PK\x01\x02" + struct.pack("<H", 20) + fields
                      + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name)
        body += b"PK\x03\x04" + fields + name + stream
    return body + directory + b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)


def deflated(head, block, times, tail):
    """A raw deflate stream of head + block × times + tail, made without inflating it, with its
    check sum where that is cheap: who reads a bomb to its end has lost already."""
    one, stream = zlib.compressobj(9, zlib.DEFLATED, -15), b""
    stream += one.compress(head) + one.flush(zlib.Z_FULL_FLUSH)
    repeated = one.compress(block) + one.flush(zlib.Z_FULL_FLUSH)
    stream += repeated * times + one.compress(tail) + one.flush()
    crc = zlib.crc32(head + block * times + tail) if times < 2 else 0
    return stream, crc, len(head) + len(block) * times + len(tail)


def part(name, text):
    return (name, *deflated(text.encode(), b"", 0, b""))


def bomb(head, block, times, tail, name="xl/worksheets/sheet1.xml", sheet_text="<worksheet/>"):
    relations = ('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
                 "</Relationships>")
    parts = [part("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/>'
                                     "</sheets></workbook>"),
             part("xl/_rels/workbook.xml.rels", relations),
             (name, *deflated(head, block, times, tail))]
    if not name.startswith("xl/worksheets"):
        parts.append(part("xl/worksheets/sheet1.xml", sheet_text))
    return archive(*parts)


HEADER = ("<worksheet><sheetData><row>" + "".join(
    f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("项目编号", "方式"))
          + "</row>").encode()


class Bombs(Hostile):
    def boom(self, content, *words, **more):
        self.named({**clean(), "保证金.xlsx": content}, "保证金.xlsx", *words, **more)

    def test_a_sheet_that_inflates_to_gibibytes(self):
        rows = b"<row></row>" * (MIB // 11)
        self.boom(bomb(HEADER, rows, 4000, b"</sheetData></worksheet>"), "压缩比")
        blanks = bomb(b"<worksheet>", b" " * MIB, 4000, b"</worksheet>")
        self.boom(blanks, "压缩比")
        size = struct.pack("<I", 11 + 4000 * MIB + 12)
        self.assertEqual(blanks.count(size), 2)
        self.boom(blanks.replace(size, struct.pack("<I", 1000)))

    def test_one_that_inflates_a_little_less(self):
        """Under the bound of inflation, up to that of the rows of a sheet."""
        noise = os.urandom(4096).hex().encode()
        rows = b"<row><c><v>" + noise + b"</v></c></row>" + b'<row><c s="1"></c></row>' * 5_000
        self.boom(bomb(HEADER, rows, 300, b""), "行号 1048577")

    def test_shared_strings_without_end(self):
        noise = os.urandom(4096).hex().encode()
        for block in (b"<si><t>" + noise + b"a" * 120_000 + b"</t></si>",
                      b"<si/>" * 100_000 + b"<!--" + noise + b"-->"):
            times = 2 * 1024 * MIB // len(block)
            self.boom(bomb(b"<sst>", block, times, b"</sst>", "xl/sharedStrings.xml"), "256 MiB",
                      mib=640)

    def test_one_shared_string_without_end(self):
        noise = os.urandom(8192).hex().encode()
        self.boom(bomb(b"<sst><si><t>", noise + b"a" * MIB, 2500, b"</t></si></sst>",
                       "xl/sharedStrings.xml"), "1 MiB")

    def test_one_cell_without_end(self):
        noise = os.urandom(8192).hex().encode()
        self.boom(bomb(b"<worksheet><sheetData><row><c><v>", noise + b"a" * MIB, 2500, b""),
                  "第 1 行有一格超过 1 MiB")

    def test_one_tag_without_end(self):
        noise = os.urandom(8192).hex().encode()
        for head in (b'<worksheet a="', b"<!--", b"<?a ", b"<a"):
            self.boom(bomb(head, noise + b"a" * MIB, 1000, b""), "标记")

    def test_elements_without_bottom(self):
        noise = b"<!--" + os.urandom(2048).hex().encode() + b"-->"
        self.boom(bomb(b"", b"<a>" * 100_000 + noise, 1000, b""), "嵌套")

    def test_rows_whose_only_cell_is_the_last(self):
        lines = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (i, i)
                         for i in range(2, 50_000))
        run = self.judged({**clean(), "保证金.xlsx": bomb(
            HEADER, lines, 1, b"</sheetData></worksheet>")})
        self.assertEqual(run.report["inputs"][-1]["rows"], 0)

    def test_entities(self):
        laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
        for prolog in (f'<!DOCTYPE l [<!ENTITY l0 "lol">{laughs}]>',
                       '<!DOCTYPE l [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
                       '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x.dtd">'):
            sheets = (prolog + "<worksheet><sheetData><row><c><v>&l9;</v></c></row></sheetData>"
                      "</worksheet>")
            self.boom(workbook(sheets), "DOCTYPE")

    def test_very_many_parts(self):
        self.boom(archive(*[(f"a{i}", b"\x03\x00", 0, 0) for i in range(65_534)],
                          part("xl/workbook.xml", "<workbook/>")))

    def test_a_part_twice(self):
        whole = [part("xl/workbook.xml", "<workbook/>")] * 2
        self.boom(archive(*whole), "两个部件", "xl/workbook.xml")

    def test_very_many_sheets(self):
        names = "".join(f'<sheet name="s{i}" r:id="r1"/>' for i in range(100_000))
        self.boom(archive(part("xl/workbook.xml",
                               f'<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>'),
                          part("xl/_rels/workbook.xml.rels", "<Relationships/>")), "1024")


class Workbooks(Hostile):
    HEAD = ["项目编号", "工资月份", "用工单位", "姓名", "身份证号", "出勤天数", "应发工资", "实发工资"]

    def rows(self):
        return [["十月工资表"], self.HEAD,
                ["P1", "2026-10", "平川建工", "张三", A, len(DAYS), 6000, 6000],
                ["P1", "2026-10", "平川建工", "李四", B, len(DAYS), 5000, 5000]]

    def payroll(self, *sheets, **options):
        tables = clean()
        del tables["工资表.csv"]
        tables["工资表.xlsx"] = workbook(*sheets, **options)
        return tables

    def altered(self, old, new, count=1):
        """The payroll with something in its XML changed."""
        text = sheet(self.rows())
        self.assertIn(old, text)
        return self.payroll(text.replace(old, new, count))

    def merged(self, *ranges):
        cells = "".join(f'<mergeCell ref="{r}"/>' for r in ranges)
        return sheet(self.rows()).replace(
            "</worksheet>", f'<mergeCells count="{len(ranges)}">{cells}</mergeCells></worksheet>')

    def test_the_base(self):
        self.assertEqual(self.judged(self.payroll(self.rows())).status, 0)

    def test_a_protected_sheet_and_one_row_alone(self):
        """What an import of another system fell over: cells that are locked, a single record."""
        text = sheet(self.rows()[:3]).replace("</worksheet>", '<sheetProtection sheet="1" '
                                              'objects="1" password="CC1A"/></worksheet>')
        run, rejected = self.rejected(self.payroll(text), "payroll")
        payroll = next(i for i in run.report["inputs"] if i["table"] == "payroll")
        self.assertEqual((rejected, payroll["used"]), ([], 1))

    def test_a_password(self):
        container = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
                     + "EncryptedPackage".encode("utf-16-le"))
        self.named({**clean(), "保证金.xlsx": container}, "保证金.xlsx", "密码", ".xlsx")

    def test_no_workbook(self):
        for content in (b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"a,b\n1,2\n",
                        b"PK\x05\x06" + b"\0" * 18,
                        self.payroll(self.rows())["工资表.xlsx"][:-30],
                        self.payroll(self.rows())["工资表.xlsx"][:400]):
            self.named({**clean(), "保证金.xlsx": content}, "保证金.xlsx", "另存")

    def test_every_byte_that_is_flipped(self):
        """A damaged archive is refused or read; it never brings the program down."""
        whole = self.payroll(self.rows())["工资表.xlsx"]
        for at in range(0, len(whole), 29):
            broken = whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1:]
            run = self.bounded({**self.payroll(self.rows()), "工资表.xlsx": broken})
            self.assertIn(run.status, (0, 1, 3, 4), at)
            if run.status == 3:
                self.assertIn("工资表.xlsx", run.said)

    def test_merged_data_is_refused(self):
        for ranges, column in ((["A3:A4"], "项目编号"), (["C3:D4"], "用工单位"),
                               (["A1:H1", "G3:G4"], "应发工资")):
            rows = self.merged(*ranges)
            self.named(self.payroll(rows), "工资表.xlsx", "第 3 至 4 行", column, "取消合并单元格")

    def test_merged_titles_feet_and_strange_columns_are_fine(self):
        for ranges in (["A1:H1"], ["A1:A2"], ["J3:J4"], ["A5:H7"], ["A4:A7"], ["nonsense"],
                       ["A3:A99999999999"], ["A3:B3"]):
            self.assertEqual(self.judged(self.payroll(self.merged(*ranges))).status, 0, ranges)

    def test_formulas(self):
        broken = '<c t="e"><f>A0</f><v>#REF!</v></c>'
        unfilled = "<c><f>G4</f></c>"
        for cell, word in ((broken, "公式"), (unfilled, "公式"), ("<c><f>G4</f><v></v></c>", "公式"),
                           ('<c t="str"><f>"五"</f><v>五千</v></c>', "1,800.00")):
            rows = self.rows()
            rows[3][7] = cell
            run, rejected = self.rejected(self.payroll(rows), "payroll")
            self.assertEqual([(r["row"], r["column"]) for r in rejected], [(4, "实发工资")], cell)
            self.assertIn(word, rejected[0]["reason"])
            self.assertEqual(run.rules(), [])

    def test_an_error_in_a_text_column(self):
        rows = self.rows()
        rows[3][2] = '<c t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>'
        _, rejected = self.rejected(self.payroll(rows), "payroll")
        self.assertEqual(self.places(rejected), [(4, "用工单位", "#N/A")])

    def test_a_formula_that_gives_an_empty_text_is_blank(self):
        rows = self.rows()
        rows[3][3] = '<c t="str"><f>IF(1,"")</f><v></v></c>'
        self.assertEqual(self.judged(self.payroll(rows)).status, 0)

    def test_numbers_of_a_spreadsheet(self):
        for value, is_read in (("5E3", True), ("5000.0000000000001", True), ("1E308", False),
                               ("-5000", False), ("NaN", False), ("INF", False),
                               ("5000.005", False),
                               (".", False), ("E5", False), ("-", False), ("1" * 5000, False),
                               ("1E999999999999", False), ("0x1F", False)):
            rows = self.rows()
            rows[3][7] = f"<c><v>{value}</v></c>"
            run, rejected = self.rejected(self.payroll(rows), "payroll")
            self.assertEqual([] if is_read else [(4, "实发工资")],
                             [(r["row"], r["column"]) for r in rejected], value)
            self.assertEqual(run.rules(), [], value)

    def test_long_numbers_kept_as_numbers(self):
        for column, cell in ((4, "<c><v>990123199001010027</v></c>"),
                             (4, "<c><v>9.90123199001010E+17</v></c>")):
            rows = self.rows()
            rows[3][column] = cell
            _, rejected = self.rejected(self.payroll(rows), "payroll")
            self.assertEqual([(r["row"], r["column"]) for r in rejected], [(4, "身份证号")])
            self.assertIn("文本", rejected[0]["reason"])

    def test_shared_strings_that_are_not_there(self):
        strings = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>李四</t></si></sst>'}
        for index in ("1", "-1", "4294967296", "99999999999999999999", "x", "0.5"):
            rows = self.rows()
            rows[3][3] = f'<c t="s"><v>{index}</v></c>'
            self.named(self.payroll(rows, extra=strings), "工资表.xlsx", "第 4 行", "共享字符串")
        rows[3][3] = '<c t="s"><v>0</v></c>'
        self.assertEqual(self.judged(self.payroll(rows, extra=strings)).status, 0)

    def test_cells_in_impossible_places(self):
        for new in ('<c r="A3"', '<c r="C3"', '<c r="3"', '<c r="b4"', '<c r="XFE4"',
                    '<c r="AAAAAAAAAAAA4"', '<c r="B-4"', '<c r="B0"', '<c r="A4"'):
            self.named(self.altered('<c r="B4"', new), "工资表.xlsx", "第 4 行")

    def test_rows_in_impossible_places(self):
        for new in ("3", "0", "-1", "1048577", "99999999999", "x"):
            tables = self.altered('<row r="4">', f'<row r="{new}">')
            self.named(tables, "工资表.xlsx", "第 3 行之后")

    def test_what_may_be_left_out_or_is_not_believed(self):
        self.assertEqual(self.judged(self.payroll(
            re.sub(r' r="[A-Z]+\d+"', "", sheet(self.rows())))).status, 0)
        self.assertEqual(self.judged(self.payroll(
            re.sub(r' r="[A-Z]*\d+"', "", sheet(self.rows())))).status, 0)
        for ref in ("A1", "A1:XFD1048576", "B7:A1", "x"):
            tables = self.altered("<sheetData>", f'<dimension ref="{ref}"/><sheetData>')
            self.assertEqual(self.judged(tables).status, 0, ref)

    def test_cells_in_another_order(self):
        mixed = re.sub(r'(<c r="A4".*?</c>)(.*)(</row>)', r"\2\1\3", sheet(self.rows()))
        self.assertNotEqual(mixed, sheet(self.rows()))
        self.assertEqual(self.judged(self.payroll(mixed)).status, 0)

    def test_a_cell_longer_than_a_spreadsheet_holds(self):
        rows = self.rows()
        rows[3][2] = "平" * 200_000
        _, rejected = self.rejected(self.payroll(rows), "payroll")
        self.assertEqual([(r["row"], r["column"]) for r in rejected], [(4, "用工单位")])

    def test_a_header_without_rows_is_a_table_that_is_there(self):
        for tables in (self.payroll(self.rows()[:2]),
                       {**clean(), "工资表.csv": clean()["工资表.csv"][:1]}):
            run = self.judged(tables)
            missing = {(f["missing"] or {}).get("table") for f in run.findings(
                verdict="missing_fact")}
            self.assertNotIn("payroll", missing)
            payroll = next(i for i in run.report["inputs"] if i["table"] == "payroll")
            self.assertEqual((payroll["rows"], payroll["rejected"]), (0, []))

    def test_no_header(self):
        self.named(self.payroll([["说明"], ["见附件"]]), "工资表.xlsx", "表头", "qingxin template")
        self.named(self.payroll([]), "工资表.xlsx", "表头")

    def test_a_second_sheet_is_named_as_unread(self):
        november = [row[:] for row in self.rows()]
        november[2][1] = november[3][1] = "2026-09"
        run = self.judged(self.payroll(self.rows(), november, [["说明"]]))
        self.assertEqual(run.report["months"], ["2026-10"])
        self.assertEqual(run.report["unrecognised"], ["工资表.xlsx 的工作表「S2」"])

    def test_a_hidden_sheet_does_not_stand_for_the_visible_one(self):
        hidden = [row[:] for row in self.rows()]
        hidden[3][7] = 9999
        for state in ("hidden", "veryHidden"):
            tables = self.payroll(hidden, self.rows())
            tables["工资表.xlsx"] = self.with_part(
                tables["工资表.xlsx"], "xl/workbook.xml",
                lambda text, state=state: text.replace('name="S1"', f'name="S1" state="{state}"'))
            run = self.judged(tables)
            self.assertEqual(run.status, 0)
            self.assertEqual(run.report["unrecognised"], ["工资表.xlsx 的工作表「S1」"])

    def with_part(self, book, name, change):
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(changed, "w") as new:
            for entry in old.namelist():
                text = old.read(entry).decode()
                new.writestr(entry, change(text) if entry == name else text)
        return changed.getvalue()

    def test_links_out_of_the_archive_are_not_followed(self):
        for target in ("../../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x",
                       "/etc/passwd", ""):
            tables = self.payroll(self.rows())
            tables["工资表.xlsx"] = self.with_part(
                tables["工资表.xlsx"], "xl/_rels/workbook.xml.rels",
                lambda text, target=target: text.replace("worksheets/sheet1.xml", target))
            self.named(tables, "工资表.xlsx")


class Writing(Hostile):
    """A disk that fills up: an error, and nothing half-written under the wanted name."""

    @staticmethod
    def small_files(limit):
        def before():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return before

    def full(self, arguments, limit=2048):
        run = Bounded(arguments, before=self.small_files(limit))
        self.assertEqual(run.status, 3, run.said)
        return run

    def test_results(self):
        tables = clean()
        tables["代发明细.csv"].pop()
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name, "账套")
            folder.mkdir()
            for file, lines in tables.items():
                (folder / file).write_text("\n".join(lines) + "\n")
            for option, result in (("--json", "结果.json"), ("--xlsx", "结果.xlsx")):
                for before in (None, b"the last good one"):
                    wanted = pathlib.Path(name, result)
                    if before:
                        wanted.write_bytes(before)
                    run = self.full(["verify", folder, "--as-of", AS_OF, option, wanted])
                    self.assertIn(result, run.said)
                    left = {p.name: p.read_bytes() for p in pathlib.Path(name).iterdir()
                            if p != folder}
                    self.assertEqual(left, {result: before} if before else {})
                    wanted.unlink(missing_ok=True)

    def test_a_device_that_is_full(self):
        with tempfile.TemporaryDirectory() as name:
            for file, lines in clean().items():
                pathlib.Path(name, file).write_text("\n".join(lines) + "\n")
            run = Bounded(["verify", name, "--as-of", AS_OF, "--json", "/dev/full"])
        self.assertEqual(run.status, 3, run.said)
        self.assertIn("/dev/full", run.said)

    def test_a_template(self):
        self.nothing_is_left(["template"])

    def test_a_sample(self):
        for options in ([], ["--plain"]):
            self.nothing_is_left(["sample", "--projects", "5", "--months", "1", *options])

    def nothing_is_left(self, command):
        with tempfile.TemporaryDirectory() as name:
            for folder, stays in ((pathlib.Path(name, "新"), False), (pathlib.Path(name), True)):
                run = self.full([*command, folder])
                ours = run.said.splitlines()[-1]
                self.assertIn(str(folder), ours)
                self.assertNotIn(".part", ours)
                self.assertEqual(folder.exists(), stays)
                self.assertEqual(list(folder.iterdir()) if stays else [], [])


class Memory(Hostile):
    ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

    def test_a_payroll_of_100_000_rows(self):
        done = subprocess.run([sys.executable, self.ROOT / "bench/read_xlsx/run.py", QINGXIN],
                              capture_output=True, timeout=300, check=True,
                              env={**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1"})
        peak = re.search(r"100000 行 .* 峰值 ([0-9.]+) MiB", done.stdout.decode())
        self.assertIsNotNone(peak, done.stdout)
        # A sanitizer shadows the program, too, whatever it does.
        bare = Bounded(["--version"]).peak / MIB if HAS_SANITIZER else 0
        self.assertLess(float(peak[1]) - bare, 64)


if __name__ == "__main__":
    unittest.main()
