# SPDX-License-Identifier: Apache-2.0
"""Three months of a leading-group office on a generated county, by commands alone: deliveries
month by month, a late correction, a district with a new name, a unit without users, a campaign
with returns, orders, a draw, next year's campaign. On both engines.

The days are simulated: `--as-of` is the end of that day."""
import collections
import csv
import io
import json
import re
import subprocess
import unittest
import zipfile

from folder import QINGXIN
from stored import OnEngine, Stored

COUNTY, TOWN, PORT = "990123", "990123101", "990123102"
LAST_DAYS = {"2026-08": "2026-08-31", "2026-09": "2026-09-30", "2026-10": "2026-10-31"}
ISSUED = {"2026-08": "2026-09-02", "2026-09": "2026-10-02", "2026-10": "2026-11-02"}
FORMS = ("docx", "xlsx", "pdf", "html")
PEOPLE = "real_name_update_people"
OF_MONTHS = (PEOPLE, "manager_presence", "supervisor_presence", "paid_in_full")
# By what a row of a table is delivered with.
DAY_COLUMNS = {"考勤": "日期", "代发明细": "日期", "专户流水": "日期", "人工费计划": "应拨日期",
               "工资表": "编制日期"}


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames), list(reader)


def written(path, head, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def month_after(month):
    months = sorted(LAST_DAYS)
    place = months.index(month) + 1
    return months[place] if place < len(months) else ""


class County:
    """A generated county in three districts, as it is delivered month by month."""

    def __init__(self, place):
        made = place / "县"
        subprocess.run([QINGXIN, "sample", made, "--seed", "7", "--projects", "6", "--months", "3",
                        "--plain"], check=True, capture_output=True)
        self.place = place
        self.parameters = (made / "参数.toml").read_text()
        self.tables = {path.stem: rows_of(path) for path in made.glob("*.csv")
                       if path.stem != "planted"}
        lies = {"PC00001": TOWN, "PC00002": TOWN, "PC00003": PORT, "PC00004": PORT}
        for project in self.tables["项目"][1]:
            project["行政区划代码"] = lies.get(project["项目编号"], COUNTY)

    def delivered(self, table, row):
        """The month in whose delivery the row comes; empty: after all of them."""
        if table not in DAY_COLUMNS:
            return min(LAST_DAYS)
        day = row[DAY_COLUMNS[table]]
        if day:
            return day[:7] if day[:7] in LAST_DAYS else ""
        return month_after(row["工资月份"]) if row.get("工资月份") else min(LAST_DAYS)

    def delivery(self, name, month, forgotten=frozenset()):
        """A folder; without the attendance of those who are forgotten, as (project, number)."""
        folder = self.place / name
        folder.mkdir()
        for table, (head, rows) in self.tables.items():
            rows = [row for row in rows if self.delivered(table, row) == month
                    and not (table == "考勤" and (row["项目编号"], row["身份证号"]) in forgotten)]
            if rows:
                written(folder / f"{table}-{month}.csv", head, rows)
        if month == min(LAST_DAYS):
            (folder / "参数.toml").write_text(self.parameters)
        return folder

    def correction(self, name, month):
        """The attendance of the month as it should have been."""
        head, rows = self.tables["考勤"]
        folder = self.place / name
        folder.mkdir()
        written(folder / f"考勤-{month}.csv", head,
                [row for row in rows if self.delivered("考勤", row) == month])
        return folder

    def attended(self, project, month):
        """Workers who are on the roster once, stood there in the month and were seen."""
        seen = {row["身份证号"] for row in self.tables["考勤"][1]
                if row["项目编号"] == project and row["日期"].startswith(month)}
        stays = [row for row in self.tables["花名册"][1] if row["项目编号"] == project]
        times = collections.Counter(row["身份证号"] for row in stays)
        return sorted(row["身份证号"] for row in stays
                      if row["身份证号"] in seen and times[row["身份证号"]] == 1
                      and row["岗位"] == "工人" and row["进场日期"] <= LAST_DAYS[month]
                      and (not row["退场日期"] or row["退场日期"] >= f"{month}-01"))


def first_day(month):
    return f"{month}-01"


def cells_of(table):
    """The parts of each cell by indicator and place."""
    return {(cell["indicator"], cell["place"]):
            tuple(cell["now"][part] for part in ("part", "whole", "unknown", "rows"))
            for cell in table["cells"] if cell["now"]}


class OnEachEngine(OnEngine):
    """The cases; once for each engine."""

    def unit(self, name, kind, *options, stored=None):
        said = (stored or self.stored).run("unit", "add", "--name", name, "--region", COUNTY,
                                           "--kind", kind, *options)
        return re.search(r"\d+", said)[0]

    def user(self, login, role, unit, *options, stored=None):
        (stored or self.stored).run("user", "add", "--login", login, "--name", login, "--role",
                                    role, "--district", COUNTY, "--unit", unit, *options)

    def office(self, stored=None):
        office = self.unit("平川县治欠办", "office", stored=stored)
        self.user("zhou", "office", office, stored=stored)
        self.user("zhang", "leader", office, stored=stored)
        return office

    def district(self, code, name):
        return self.stored.json(
            "district", "new", "--set", f"代码={code}", "--set", f"名称={name}", "--set",
            "起始日=2020-01-01", "--as", "zhou", "--as-of", LAST_DAYS["2026-08"], status=0)["id"]

    def districts(self):
        """The number of the record of the town."""
        self.district(COUNTY, "平川县")
        self.district(PORT, "临江镇")
        return self.district(TOWN, "城关镇")

    def deliver(self, stored, folder, day, *options):
        stored.json("import", folder, "--as-of", day, *options)

    def shown(self, month, *options, as_of, stored=None):
        return (stored or self.stored).json(
            "indicator", "show", "--from", first_day(month), "--until", LAST_DAYS[month],
            "--region", COUNTY, "--as", "zhou", "--as-of", as_of, *options)

    def of_months(self, month, as_of, stored=None):
        return cells_of(self.shown(month, "--only", ",".join(OF_MONTHS), as_of=as_of,
                                   stored=stored))

    def bulletin(self, month):
        """Frozen, sent up and signed; what it says in the end."""
        day = ISSUED[month]
        frozen = self.stored.json("bulletin", "freeze", "monthly", "--send-to", "市治欠办", "--as",
                                  "zhou", "--as-of", day, status=0)
        self.assertEqual((frozen["snapshot"]["from"], frozen["snapshot"]["until"]),
                         (first_day(month), LAST_DAYS[month]))
        self.stored.run("bulletin", "submit", frozen["id"], "--as", "zhou", "--as-of", day)
        return self.stored.json("bulletin", "sign", frozen["id"], "--as", "zhang", "--as-of", day,
                                status=0)

    def files(self, bulletin):
        files = {}
        for form in FORMS:
            path = self.place / f"取出.{form}"
            path.unlink(missing_ok=True)
            self.stored.run("bulletin", "file", bulletin["id"], "--out", path, "--as", "zhou")
            files[form] = path.read_bytes()
        return files

    def frozen_cells(self, bulletin, which="now"):
        return {(figure["indicator"], figure["code"]):
                tuple(figure[which][part] for part in ("part", "whole", "unknown", "rows"))
                for figure in bulletin["snapshot"]["figures"] if figure[which]}

    def names(self, places):
        return {place["code"]: place["name"] for place in places}

    # Months, and what is corrected later.

    def test_a_late_correction_is_a_difference_and_changes_no_bulletin(self):
        county = County(self.place)
        self.office()
        self.districts()
        forgotten = {("PC00003", number)
                     for number in county.attended("PC00003", "2026-08")[::2]}
        self.assertGreater(len(forgotten), 10)
        self.deliver(self.stored, county.delivery("八月", "2026-08", forgotten),
                     LAST_DAYS["2026-08"])
        then = self.of_months("2026-08", ISSUED["2026-08"])
        august = self.bulletin("2026-08")
        for key, cell in then.items():
            self.assertEqual(self.frozen_cells(august)[key], cell, key)
        files = self.files(august)

        self.deliver(self.stored, county.delivery("九月", "2026-09"), LAST_DAYS["2026-09"])
        self.deliver(self.stored, county.correction("更正", "2026-08"), LAST_DAYS["2026-09"],
                     "--replace")
        now = self.of_months("2026-08", ISSUED["2026-09"])
        for place in (COUNTY, PORT):
            part, *rest = then[(PEOPLE, place)]
            self.assertEqual(now[(PEOPLE, place)], (part + len(forgotten), *rest))
        self.assertEqual(now[(PEOPLE, TOWN)], then[(PEOPLE, TOWN)])
        # A county that was told right at once says the same.
        other = Stored(self.place / "另一个库", self.engine)
        self.office(other)
        self.deliver(other, county.delivery("全八月", "2026-08"), LAST_DAYS["2026-08"])
        self.deliver(other, self.place / "九月", LAST_DAYS["2026-09"])
        self.assertEqual(now, self.of_months("2026-08", ISSUED["2026-09"], other))

        # The next issue says what was said and what it is; the one that was signed stays.
        september = self.bulletin("2026-09")
        self.assertEqual(september["earlier_id"], august["id"])
        self.assertEqual(self.frozen_cells(september, "before")[(PEOPLE, PORT)],
                         now[(PEOPLE, PORT)])
        [told] = [words for words in september["snapshot"]["corrections"]
                  if "口径二" in words and words.startswith("临江镇")]
        self.assertIn("上期报", told)
        compared = self.stored.json("bulletin", "compare", september["id"], "--as", "zhou",
                                    status=0)
        self.assertEqual(compared["corrections"], september["snapshot"]["corrections"])
        again = self.stored.json("bulletin", "show", august["id"], "--as", "zhou", status=0)
        self.assertEqual(again["snapshot"], august["snapshot"])
        self.assertEqual(self.files(august), files)
        checked = self.stored.json("bulletin", "check", august["id"], "--as", "zhou", status=0)
        self.assertEqual([file["is_same"] for file in checked["files"]], [True] * len(FORMS))

    def test_each_district_is_the_sum_of_those_below_it_in_every_month(self):
        county = County(self.place)
        self.office()
        self.districts()
        for month, last_day in LAST_DAYS.items():
            self.deliver(self.stored, county.delivery(month, month), last_day)
            for by in ("district", "industry", "unit", "funding"):
                with self.subTest(month=month, by=by):
                    table = self.shown(month, "--by", by, as_of=ISSUED[month])
                    self.expect_sums(table["places"], cells_of(table))
                    if by == "district":
                        self.assertEqual([place["code"] for place in table["places"]],
                                         [COUNTY, TOWN, PORT, f"{COUNTY}?"])
        bulletin = self.bulletin("2026-10")
        self.expect_sums(bulletin["snapshot"]["places"], self.frozen_cells(bulletin))
        # Every cell opens its rows.
        for indicator in ("projects", "account_coverage", "arrears_people", *OF_MONTHS):
            cell = self.frozen_cells(bulletin)[(indicator, PORT)]
            opened = self.stored.json("indicator", "rows", indicator, "--place", PORT, "--from",
                                      "2026-10-01", "--until", "2026-10-31", "--region", COUNTY,
                                      "--as", "zhou", "--as-of", ISSUED["2026-10"], status=0)
            sums = tuple(sum(row[part] for row in opened["items"])
                         for part in ("part", "whole", "unknown"))
            self.assertEqual((*sums, len(opened["items"])), cell, indicator)
        self.assertEqual(self.frozen_cells(bulletin)[("projects", PORT)], (2, 0, 0, 2))

    def expect_sums(self, places, cells):
        root = places[0]["code"]
        parents = {place["code"]: place["parent"] or root for place in places[1:]}
        self.assertEqual(len(parents), len(places) - 1, "a place stands twice")
        for parent in set(parents.values()):
            children = [code for code, above in parents.items() if above == parent]
            for indicator in {indicator for indicator, _ in cells}:
                told = [cells.get((indicator, code), (0, 0, 0, 0)) for code in children]
                self.assertEqual(tuple(map(sum, zip(*told))),
                                 cells.get((indicator, parent), (0, 0, 0, 0)),
                                 (indicator, parent))

    def test_a_district_bears_its_old_name_in_what_was_before(self):
        county = County(self.place)
        self.office()
        self.deliver(self.stored, county.delivery("八月", "2026-08"), LAST_DAYS["2026-08"])
        town = self.districts()
        august = self.bulletin("2026-08")
        files = self.files(august)
        self.stored.run("district", "step", town, "修改", "--set", "名称=城关街道", "--set",
                        "起始日=2026-09-01", "--as", "zhou", "--as-of", "2026-09-15")
        self.deliver(self.stored, county.delivery("九月", "2026-09"), LAST_DAYS["2026-09"])
        september = self.bulletin("2026-09")
        self.assertEqual(self.names(august["snapshot"]["places"])[TOWN], "城关镇")
        self.assertEqual(self.names(september["snapshot"]["places"])[TOWN], "城关街道")
        self.assertEqual(self.files(august), files)
        for bulletin, name, other in ((august, "城关镇", "城关街道"),
                                      (september, "城关街道", "城关镇")):
            page = self.files(bulletin)["html"].decode()
            self.assertIn(name, page)
            self.assertNotIn(other, page)
        self.assertIsNone(zipfile.ZipFile(io.BytesIO(files["docx"])).testzip())
        for month, name in (("2026-08", "城关镇"), ("2026-09", "城关街道")):
            table = self.shown(month, "--only", "projects", as_of=ISSUED["2026-09"])
            self.assertEqual(self.names(table["places"])[TOWN], name)

    # A campaign.

    def bodies(self):
        """Units that take part; nobody of the street can sign in."""
        labour = self.unit("平川县人社局", "authority")
        housing = self.unit("平川县住建局", "authority", "--industry", "住建")
        street = self.unit("城关街道办事处", "authority")
        self.user("chen", "inspector", labour)
        self.user("lisi", "industry_authority", housing, "--industry", "住建")
        return labour, housing, street

    def campaign(self):
        """The winter campaign, with returns that are in time until the day is over."""
        with open("law/campaigns/winter.toml", encoding="utf-8") as file:
            plan = file.read()
        self.assertIn("due_hour = 16", plan)
        path = self.place / "冬季.toml"
        path.write_text(plan.replace("due_hour = 16", "due_hour = 24"))
        made = self.stored.json("campaign", "make", "--plan", path, "--year", "2026", "--as",
                                "zhou", "--as-of", "2026-11-19", status=0)
        campaign = made["records"][0]["id"]
        self.stored.run("campaign", "step", campaign, "开始", "--as", "zhou", "--as-of",
                        "2026-11-20")
        return campaign, made

    def opened(self, campaign, day):
        """The returns that were prepared, by unit."""
        records = self.stored.json("return", "open", campaign, "--as", "zhou", "--as-of", day,
                                   status=0)["records"]
        units = {}
        for record in records:
            shown = self.stored.json("return", "show", record["id"], "--as", "zhou", status=0)
            units[shown["face"]["addressee_id"]] = record["id"]
        self.assertEqual(len(units), len(records))
        return units

    def reported(self, campaign, labour, housing, street):
        """Two weeks: housing in time and then late, the street by the office, labour never."""
        first = self.opened(campaign, "2026-11-23")
        second = self.opened(campaign, "2026-11-30")
        self.assertEqual(set(first), {labour, housing, street})
        self.assertEqual(set(second), {labour, housing, street})
        for record, day in ((first[housing], "2026-11-23"), (second[housing], "2026-12-01")):
            self.stored.run("return", "fill", record, "--zero", "--as", "lisi", "--as-of", day)
        self.stored.run("return", "fill", second[street], "--zero", "--line", "走访企业数=2",
                        "--as", "zhou", "--as-of", "2026-11-30")

    def test_returns_come_in_time_late_or_not_and_the_board_says_who_has_no_users(self):
        self.office()
        labour, housing, street = self.bodies()
        campaign, _ = self.campaign()
        self.reported(campaign, labour, housing, street)
        asked = ("return", "board", campaign, "--as", "zhou", "--as-of", "2026-12-01")
        board = self.stored.json(*asked, status=0)
        self.assertEqual({name: board[name] for name in ("due", "on_time", "late", "missing",
                                                         "zero")},
                         {"due": 6, "on_time": 2, "late": 1, "missing": 3, "zero": 2})
        units = {unit["unit"]: unit for unit in board["units"]}
        self.assertEqual({unit: told["has_users"] for unit, told in units.items()},
                         {labour: True, housing: True, street: False})
        filings = {unit: [period["filing"] for period in told["periods"][:2]]
                   for unit, told in units.items()}
        self.assertEqual(filings, {labour: ["missing", "missing"],
                                   housing: ["filed", "filed_late"],
                                   street: ["missing", "filed"]})
        self.assertIn("城关街道办事处（没有人有账号，由主办单位代记）", self.stored.run(*asked))
        # The indicator says of the same periods what the board says.
        told = cells_of(self.stored.json(
            "indicator", "show", "--from", "2026-11-20", "--until", "2026-12-01", "--region",
            COUNTY, "--only", "returns_on_time", "--as", "zhou", "--as-of", "2026-12-01",
            status=0))
        self.assertEqual(told[("returns_on_time", COUNTY)][:2], (board["on_time"], board["due"]))

    def test_what_is_late_is_proposed_a_person_issues_and_silence_is_raised(self):
        self.office()
        labour, housing, street = self.bodies()
        campaign, _ = self.campaign()
        self.reported(campaign, labour, housing, street)
        asked = ("order", "propose", "--as", "zhou", "--as-of", "2026-12-01")
        made = self.stored.json(*asked, status=0)["made"]
        late = {(one["rule"], one["unit"]): one for one in made}
        # Three were to tell of publicity by 30 November.
        self.assertEqual(set(late), {("late_return", labour), ("late_return", street),
                                     ("late_task", labour), ("late_task", housing),
                                     ("late_task", street)})
        self.assertEqual(len(late[("late_return", labour)]["rows"]), 2)
        self.assertEqual(len(late[("late_return", street)]["rows"]), 1)
        again = self.stored.json(*asked, status=0)
        self.assertEqual((again["made"], again["known"]), ([], 5))

        answered, silent = (late[("late_task", unit)]["record"] for unit in (housing, labour))
        issue = ("发出", "--set", "截止日=2026-12-06", "--as-of", "2026-12-01")
        self.stored.run("order", "step", answered, *issue, "--as", "lisi", status=(2, 3))
        numbers = set()
        for order in (answered, silent):
            issued = self.stored.json("order", "step", order, *issue, "--as", "zhang", status=0)
            self.assertEqual(issued["state"], "issued")
            numbers.add(issued["number"])
        self.assertEqual(len(numbers - {None}), 2)
        self.assertEqual(self.orders_open("2026-12-02"), 2)
        self.stored.run("order", "step", answered, "答复", "--set", "结果=已经补报", "--as", "lisi",
                        "--as-of", "2026-12-03")
        self.stored.run("order", "step", answered, "解除", "--as", "zhou", "--as-of", "2026-12-04")
        self.assertEqual(self.orders_open("2026-12-04"), 1)
        raised = [one for one in self.stored.json("order", "propose", "--as", "zhou", "--as-of",
                                                  "2026-12-08", status=0)["made"]
                  if one["rule"] == "unanswered_order"]
        self.assertEqual([(one["earlier"], one["way"], one["unit"]) for one in raised],
                         [(silent, "interview", labour)])

    def orders_open(self, day):
        """By the indicator, and by the list."""
        told = cells_of(self.stored.json(
            "indicator", "show", "--from", "2026-12-01", "--until", day, "--region", COUNTY,
            "--only", "orders_open", "--as", "zhou", "--as-of", day, status=0))
        listed = [order for order in self.stored.json("order", "list", "--as", "zhou", "--as-of",
                                                      day, status=0)["items"]
                  if order["state"] in ("issued", "answered")]
        self.assertEqual(told[("orders_open", COUNTY)][0], len(listed))
        return len(listed)

    def test_a_draw_is_the_same_with_the_same_seed(self):
        county = County(self.place)
        self.office()
        labour, _, _ = self.bodies()
        for login in ("qian", "sun"):
            self.user(login, "inspector", labour)
        self.deliver(self.stored, county.delivery("八月", "2026-08"), LAST_DAYS["2026-08"])
        [declared] = [row["总包单位"] for row in county.tables["项目"][1]
                      if row["项目编号"] == "PC00001"]

        def drawn(seed):
            return self.stored.json(
                "inspection", "draw", "--seed", seed, "--projects", "3", "--officer", "chen",
                "--officer", "qian", "--officer", "sun", "--declared", f"chen={declared}",
                "--day", "2026-09-10", "--as", "zhou", "--as-of", "2026-09-03", status=0)

        draws = [drawn(f"2026-09-03 开奖号 {number}") for number in range(8)]
        self.assertEqual(drawn("2026-09-03 开奖号 0")["projects"], draws[0]["projects"])
        self.assertGreater(len({json.dumps(draw["projects"]) for draw in draws}), 1)
        officers = collections.defaultdict(set)
        for draw in draws:
            for project in draw["projects"]:
                officers[project["project"]].add(frozenset(project["officers"]))
        # Of three officers one declared the firm of PC00001: the other two go there, always.
        self.assertEqual([len(pair) for pair in officers["PC00001"]], [2])
        self.assertGreater(len(set().union(*officers.values())), 1)
        for draw in draws:
            self.assertEqual(len(draw["inspections"]), 3)
        checked = self.stored.json("draw", "check", draws[0]["draw"]["id"], "--as", "zhou",
                                   status=0)
        self.assertEqual((checked["is_sound"], checked["again"]), (True, draws[0]["projects"]))

    def test_next_year_begins_with_what_this_year_had(self):
        self.office()
        self.bodies()
        campaign, made = self.campaign()
        asked = ("campaign", "next", campaign, "--as", "zhou", "--as-of", "2026-12-20")
        following = self.stored.json(*asked, status=0)
        kinds = [collections.Counter(record["kind"] for record in one["records"])
                 for one in (made, following)]
        self.assertEqual(kinds[0], kinds[1])
        self.assertEqual(kinds[0]["stage"], 4)
        first = following["records"][0]
        shown = self.stored.json("campaign", "show", first["id"], "--as", "zhou", status=0)
        self.assertEqual(shown["state"], "draft")
        self.assertEqual((shown["values"]["year"], shown["values"]["from"],
                          shown["values"]["earlier"]), (2027, "2027-11-20", int(campaign)))
        self.assertIn(f"下一年的已经建了：{first['id']}", self.stored.run(*asked, status=3))


class OnSqlite(OnEachEngine, unittest.TestCase):
    engine = "sqlite"


class OnPostgres(OnEachEngine, unittest.TestCase):
    engine = "postgres"


if __name__ == "__main__":
    unittest.main()
