# SPDX-License-Identifier: Apache-2.0
"""The days of law/calendar as a table for SQL: `calendar_days.py LAW_CALENDAR OUT.csv`."""
import csv
import datetime
import pathlib
import sys
import tomllib

ONE_DAY = datetime.timedelta(days=1)


def days_from(first, last):
    day, end = map(datetime.date.fromisoformat, (first, last))
    while day <= end:
        yield day
        day += ONE_DAY


def days_of_year(path):
    """(day, is working, is a published holiday, is statutory), by the newest notice."""
    year = tomllib.loads(path.read_text())
    notices = sorted(year.get("notice", []), key=lambda notice: notice["published"])
    newest = notices[-1] if notices else {"off": [], "make_up": []}
    make_up = set(map(datetime.date.fromisoformat, newest["make_up"]))
    off = {day for span in newest["off"] for day in days_from(*span)}
    statutory = {datetime.date.fromisoformat(day)
                 for days in year["statutory"].values() for day in days}
    off |= statutory
    for day in days_from(f"{year['year']}-01-01", f"{year['year']}-12-31"):
        is_working = day in make_up or (day not in off and day.isoweekday() <= 5)
        yield day, is_working, day in off, day in statutory


def write(folder, out):
    with open(out, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["day", "is_working", "is_holiday", "is_statutory"])
        for path in sorted(pathlib.Path(folder).glob("[0-9]*.toml")):
            rows.writerows(days_of_year(path))


if __name__ == "__main__":
    write(*sys.argv[1:])
