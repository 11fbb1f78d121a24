#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of the machine one large payroll takes: a workbook of 100,000 rows, each of another
worker, written the way spreadsheets write it (shared strings, styles, references).

  run.py QINGXIN [ROWS]    prints "N 行 · C CPU 秒 · 峰值 M MiB"; the data is kept in build/bench
"""
import json
import pathlib
import subprocess
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build" / "bench" / "read_xlsx"
ROWS, PROJECTS = 100_000, 40
AS_OF = "2026-11-23"
VERSION = "1"  # of the workbook below; another one makes the file anew

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
HEADER = ("项目编号", "工资月份", "用工单位", "姓名", "身份证号", "出勤天数", "应发工资", "代扣",
          "扣款", "实发工资", "工资卡号", "本人确认日期")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚"


def identity(serial):
    """A synthetic person: the region 990123 does not exist, the check digit is right."""
    day, number = divmod(serial, 999)
    body = f"990123{1960 + day // 336}{day // 28 % 12 + 1:02d}{day % 28 + 1:02d}{number + 1:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]


def name(serial):
    rest, surname = divmod(serial, len(SURNAMES))
    return SURNAMES[surname] + GIVEN[rest % len(GIVEN)] + GIVEN[rest // len(GIVEN) % len(GIVEN)]


class SharedStrings:
    """Each text once, numbered as it comes."""

    def __init__(self):
        self.places = {}

    def cell(self, reference, text):
        place = self.places.setdefault(text, len(self.places))
        return f'<c r="{reference}" s="1" t="s"><v>{place}</v></c>'

    def write(self, part):
        part.write(f'<sst xmlns="{MAIN}" uniqueCount="{len(self.places)}">'.encode())
        for text in self.places:
            part.write(f"<si><t>{text}</t></si>".encode())
        part.write(b"</sst>")


def row(number, serial, strings):
    gross = 450000 + serial * 137 % 400000
    withheld = gross // 10
    texts = (f"P{serial % PROJECTS + 1}", "2026-10", f"平川建工第{serial % 7 + 1}分公司",
             name(serial), identity(serial))
    cells = [strings.cell(f"{'ABCDE'[i]}{number}", text) for i, text in enumerate(texts)]
    amounts = (gross, withheld, 0, gross - withheld)
    cells.append(f'<c r="F{number}"><v>{serial % 9 + 18}</v></c>')
    cells += [f'<c r="{"GHIJ"[i]}{number}" s="2"><v>{fen // 100}.{fen % 100:02d}</v></c>'
              for i, fen in enumerate(amounts)]
    cells.append(strings.cell(f"K{number}", f"6222{serial:015d}"))
    cells.append(f'<c r="L{number}" s="3"><v>46331</v></c>')
    return f'<row r="{number}" spans="1:12">{"".join(cells)}</row>'.encode()


def write_payroll(path, rows):
    strings = SharedStrings()
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
                           '<sheet name="工资表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            'Type="sheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="4"><xf numFmtId="0"/>'
                         '<xf numFmtId="49"/><xf numFmtId="4"/><xf numFmtId="14"/></cellXfs>'
                         "</styleSheet>"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><dimension ref="A1:L{rows + 1}"/><sheetData>'
                       .encode())
            head = "".join(strings.cell(f"{'ABCDEFGHIJKL'[i]}1", text)
                           for i, text in enumerate(HEADER))
            part.write(f'<row r="1">{head}</row>'.encode())
            for serial in range(rows):
                part.write(row(serial + 2, serial, strings))
            part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            strings.write(part)


def make_folder(rows):
    folder = BUILD / f"{rows}-rows-{VERSION}"
    payroll = folder / "工资表.xlsx"
    if payroll.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    projects = "".join(f"P{i},第{i}标段,990123,平川建工,在建,2026-10-01\n"
                       for i in range(1, PROJECTS + 1))
    (folder / "项目.csv").write_text("项目编号,项目名称,行政区划代码,总包单位,状态,开工日期\n"
                                     + projects)
    unfinished = payroll.with_suffix(".part")
    write_payroll(unfinished, rows)
    unfinished.rename(payroll)
    return folder


def measure(qingxin, folder):
    """CPU seconds and peak bytes of one run on one thread."""
    result = folder.parent / "measured.json"
    subprocess.run([sys.executable, ROOT / "tests/support/measured.py", result, "300", qingxin,
                    "verify", folder, "--as-of", AS_OF, "--threads", "1", "--json",
                    folder.parent / "report.json"], stdout=subprocess.DEVNULL, check=True)
    used = json.loads(result.read_text())
    if used["status"] not in (0, 1, 4):
        sys.exit(f"{qingxin} 的退出状态是 {used['status']}")
    return used["cpu_seconds"], used["peak_bytes"]


def main(qingxin, rows=ROWS):
    folder = make_folder(int(rows))
    cpu, peak = measure(qingxin, folder)
    print(f"{rows} 行 · {cpu:.2f} CPU 秒 · 峰值 {peak / 2**20:.1f} MiB")


if __name__ == "__main__":
    main(*sys.argv[1:])
