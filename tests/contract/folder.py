# SPDX-License-Identifier: Apache-2.0
"""A facts folder written from a few lines, and what `qingxin verify` says about it."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

QINGXIN = sys.argv[1]
AS_OF = "2026-11-22"

# Synthetic persons: region code 990123 does not exist, check digits are right.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(serial, birthday="19900101"):
    body = "990123" + birthday + f"{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]


def card(serial):
    body = f"62220000000000{serial:04d}"
    digits = [int(d) for d in body + "0"]
    total = sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(digits)))
    return body + str(-total % 10)


A, B = identity(1), identity(2)

# The rules that this folder is clean for: from roster to receipt. whole.py is for all of them.
CHAIN = "A01,A08,F05,F06,L01,L02,L09,W01,W02,W06,W07,W17,W18,X03,X05"

# A clean project: two workers, October attended, listed, paid through the account on time.
DAYS = [f"2026-10-{day:02d}" for day in range(1, 32) if day % 3]


def clean():
    """Tables of a folder in which nothing is wrong."""
    return {
        "项目.csv": [
            "项目编号,项目名称,行政区划代码,总包单位,合同签订日期,开工日期,状态,工资支付日,建设单位",
            "P1,青石桥加固工程,990123,平川建工,2026-09-01,2026-10-01,在建,15,平川县交通局",
        ],
        "花名册.csv": [
            "项目编号,用工单位,姓名,身份证号,合同签订日期,实名登记日期,进场日期,工资卡号,持卡人",
            f"P1,平川建工,张三,{A},2026-09-30,2026-09-30,2026-10-01,{card(1)},张三",
            f"P1,平川建工,李四,{B},2026-09-30,2026-09-30,2026-10-01,{card(2)},李四",
        ],
        "考勤.csv": ["项目编号,身份证号,日期"]
        + [f"P1,{who},{day}" for day in DAYS for who in (A, B)],
        "工资表.csv": [
            "项目编号,工资月份,用工单位,姓名,身份证号,出勤天数,应发工资,实发工资,补发",
            f"P1,2026-10,平川建工,张三,{A},{len(DAYS)},6000.00,6000.00,",
            f"P1,2026-10,平川建工,李四,{B},{len(DAYS)},5000.00,5000.00,",
        ],
        "专户.csv": [
            "项目编号,账号,户名,开户日期",
            "P1,9900001,平川建工青石桥加固工程农民工工资专用账户,2026-09-10",
        ],
        "专户流水.csv": [
            "账号,项目编号,日期,方向,金额,类型",
            "9900001,P1,2026-10-30,收入,11000.00,人工费",
            "9900001,P1,2026-11-13,支出,11000.00,工资",
        ],
        "人工费计划.csv": ["项目编号,期次,应拨日期,应拨金额", "P1,2026-10,2026-10-30,11000.00"],
        "代发明细.csv": [
            "项目编号,工资月份,身份证号,收款人,收款账号,金额,日期,状态,付款账号,方式,流水号",
            f"P1,2026-10,{A},张三,{card(1)},6000.00,2026-11-13,成功,9900001,专户代发,S1",
            f"P1,2026-10,{B},李四,{card(2)},5000.00,2026-11-13,成功,9900001,专户代发,S2",
        ],
    }


def person(serial):
    """One of many."""
    return identity(serial % 1000, f"{1990 + serial // 1000}0101")


def of_project(code):
    """The clean folder, of another project with people, cards and an account of its own."""
    number = int(code[1:])
    if number == 1:
        return clean()
    own = {"P1": code, "9900001": f"99{number:0>5}", ",S1": f",S1{code}", ",S2": f",S2{code}",
           A: person(2 * number - 1), B: person(2 * number),
           card(1): card(2 * number - 1), card(2): card(2 * number)}

    def changed(line):
        for old, new in own.items():
            line = line.replace(old, new)
        return line

    return {name: [lines[0], *map(changed, lines[1:])] for name, lines in clean().items()}


def renamed(tables, ending):
    """The same in files of other names."""
    return {name.replace(".csv", f"-{ending}.csv"): lines for name, lines in tables.items()}


def put(folder, tables):
    """A table is its lines, or the bytes of its file."""
    for name, content in tables.items():
        if isinstance(content, list):
            content = ("\n".join(content) + "\n").encode()
        (folder / name).write_bytes(content)


def written(folder, tables):
    """A folder with these tables in it."""
    folder.mkdir()
    put(folder, tables)
    return folder


class OwnPlace:
    """A test case with a place of its own, which goes with it."""

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)


class Run:
    """One run: status, the JSON report where there is one, and what was said on stderr."""

    def __init__(self, tables, *options, as_of=AS_OF, rules=CHAIN):
        if rules and "--rules" not in options and "--all-rules" not in options:
            options = (*options, "--rules", rules)
        with tempfile.TemporaryDirectory() as name:
            for file in tables:
                if file.endswith("/"):
                    pathlib.Path(name, file).mkdir()
            put(pathlib.Path(name),
                {file: tables[file] for file in tables if not file.endswith("/")})
            command = [QINGXIN, "verify", name, "--as-of", as_of, "--json", "-", *options]
            done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        self.status = done.returncode
        self.raw = done.stdout.decode()
        self.said = done.stderr.decode().replace(name, "DIR")
        self.report = json.loads(self.raw) if self.raw.strip() else None

    def findings(self, rule=None, verdict="violates"):
        return [f for f in self.report["findings"]
                if f["verdict"] == verdict and rule in (None, f["rule"])]

    def rules(self, verdict="violates"):
        return sorted({f["rule"] for f in self.findings(verdict=verdict)})


class Contract(unittest.TestCase):
    """Helpers for tests that change one thing in a clean folder and look at what is said."""
    rules = CHAIN

    def verify(self, tables, *options, **more):
        run = Run(tables, *options, rules=self.rules, **more)
        self.assertIn(run.status, (0, 1, 4), run.said)
        return run

    def refused(self, tables, *words, status=3, options=()):
        run = Run(tables, *options)
        self.assertEqual(run.status, status, run.said)
        for word in words:
            self.assertIn(word, run.said)
        return run

    def only(self, run, rule, **fields):
        """The rule has exactly one violation, with these fields; no other rule has any."""
        self.assertEqual(run.rules(), [rule], run.findings())
        found = run.findings(rule)
        self.assertEqual(len(found), 1, found)
        for name, value in fields.items():
            self.assertEqual(found[0][name], value, (name, found[0]))
        return found[0]


def replace(tables, file, old, new):
    tables[file] = [line.replace(old, new) for line in tables[file]]
    return tables
