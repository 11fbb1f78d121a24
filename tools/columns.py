#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the lists of columns in the documents in step with src/book/schema.cc.

Without arguments it rewrites them: the tables of docs/facts-folder.md, whose last column is written
by hand and kept, and the list at the end of docs/glossary.md."""
import pathlib
import re
import sys
from typing import NamedTuple

SCHEMA = "src/book/schema.cc"
FOLDER_PAGE = "docs/facts-folder.md"
GLOSSARY = "docs/glossary.md"

KINDS = {
    "text": "文字", "code": "编码", "identity": "证件号码", "secret": "号码（显示时遮蔽）",
    "date": "日期", "month": "月份", "money": "金额（元）", "count": "整数",
    "decimal": "数", "yes_no": "是否", "choice": "选项",
}


class Column(NamedTuple):
    english: str
    chinese: str
    kind: str
    is_required: bool


class Table(NamedTuple):
    english: str
    stems: list
    columns: list


def tables_in(schema):
    """The tables of schema.cc, in their order."""
    arrays = {}
    for name, body in re.findall(r"constexpr Column (\w+)\[\] = \{\n(.*?)\n\};", schema, re.S):
        arrays[name] = [
            Column(english, chinese, kind, bool(required))
            for english, chinese, kind, required in re.findall(
                r'\{"(\w+)", "([^"]+)", (\w+)(, kRequired)?\}', body)]
    shapes = re.findall(
        r'\{Table::\w+, "(\w+)", \{([^}]*)\}, Heading::\w+, (\w+)\}', schema)
    return [Table(english, re.findall(r'"([^"]+)"', stems), arrays[name])
            for english, stems, name in shapes]


def shown_columns(table):
    """The columns without the 31 days of a monthly sheet, which need no line each."""
    return [column for column in table.columns if not column.english.isdigit()]


def folder_section(table, page):
    """One table of the facts folder. The notes that the page has now stay."""
    marks = begin, end = f"<!-- columns {table.english} -->", "<!-- end -->"
    now = page.split(begin)[1].split(end)[0] if begin in page else ""
    notes = dict(re.findall(r"^\|[^|]*\| `(\w+)` \|[^|]*\|(.*)\|$", now, re.MULTILINE))
    lines = ["| 列名 | 英文 | 写法 | 说明 |", "| --- | --- | --- | --- |"]
    for column in shown_columns(table):
        star = " \\*" if column.is_required else ""
        note = notes.get(column.english, "").strip()
        lines.append(f"| {column.chinese}{star} | `{column.english}` | {KINDS[column.kind]} |"
                     f" {note} |".replace("|  |", "| |"))
    return marks, "\n".join(lines)


def glossary_section(tables):
    lines = []
    for table in tables:
        names = " · ".join(f"{c.chinese} `{c.english}`" for c in shown_columns(table))
        lines.append(f"**{'、'.join(table.stems)}** `{table.english}`：{names}\n")
    return ("<!-- columns -->", "<!-- end -->"), "\n".join(lines).strip()


def replaced(page, marks, body):
    begin, end = marks
    if begin not in page:
        return page
    before, rest = page.split(begin, 1)
    return f"{before}{begin}\n{body}\n{end}{rest.split(end, 1)[1]}"


def pages_of(root):
    """{path: (as it is, as it should be)} of the pages that list columns."""
    tables = tables_in((root / SCHEMA).read_text())
    folder_page, glossary = ((root / path).read_text() for path in (FOLDER_PAGE, GLOSSARY))
    mended = folder_page
    for table in tables:
        mended = replaced(mended, *folder_section(table, folder_page))
    return {FOLDER_PAGE: (folder_page, mended),
            GLOSSARY: (glossary, replaced(glossary, *glossary_section(tables)))}


def faults_of(root):
    if not (root / SCHEMA).exists():
        return
    tables = tables_in((root / SCHEMA).read_text())
    for path in (FOLDER_PAGE, GLOSSARY):
        if not (root / path).exists():
            yield f"{path}: is missing"
            return
    for path, (now, mended) in pages_of(root).items():
        if now != mended:
            yield f"{path}:1: does not follow {SCHEMA}; run tools/columns.py"
    glossary = (root / GLOSSARY).read_text()
    for table in tables:
        for name in [table.english] + [column.english for column in shown_columns(table)]:
            if f"`{name}`" not in glossary:
                yield f"{GLOSSARY}:1: lacks `{name}` of {table.english}; run tools/columns.py"
        if f"<!-- columns {table.english} -->" not in (root / FOLDER_PAGE).read_text():
            yield f"{FOLDER_PAGE}:1: lacks the table {table.english}"


if __name__ == "__main__":
    for path, (now, mended) in pages_of(pathlib.Path(".")).items():
        if now != mended:
            pathlib.Path(path).write_text(mended)
            print(f"{path}: rewritten")
    sys.exit(0)
