# SPDX-License-Identifier: Apache-2.0
"""The parameters of a county as a table for SQL: what its 参数.toml says, else law/parameters.
`parameters.py LAW_PARAMETERS COUNTY OUT.csv`. A generated county is one region, and its figures
stand for all the months; that is all that is answered here."""
import csv
import pathlib
import sys
import tomllib

ABOUT_THE_ROW = {"source", "checked_on", "region", "from", "to"}


def rows_of(text):
    for group, rows in tomllib.loads(text).items():
        for row in rows if isinstance(rows, list) else [rows]:
            for name, value in row.items():
                if name not in ABOUT_THE_ROW:
                    yield f"{group}.{name}", value


def write(law_parameters, county, out):
    values = dict(rows_of((pathlib.Path(law_parameters) / "national.toml").read_text()))
    local = pathlib.Path(county) / "参数.toml"
    local_rows = list(rows_of(local.read_text())) if local.exists() else []
    if len(local_rows) != len(dict(local_rows)):
        sys.exit(f"{local} 里有一个参数设了两次；SQL 只答一个地区、一套数")
    values.update(local_rows)
    with open(out, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "value"])
        for name, value in sorted(values.items()):
            table.writerow([name, str(value).rstrip("%").lower()])


if __name__ == "__main__":
    write(*sys.argv[1:])
