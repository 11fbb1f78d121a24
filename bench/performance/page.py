# SPDX-License-Identifier: Apache-2.0
"""docs/performance.md, from what was measured and page.md."""
import pathlib

import machine

LAYOUTS = {"wide": "宽表", "normalised": "规范化"}
CSV_HEAD = ("", "清薪，疑点清单", "清薪，全文 JSON", "DuckDB，疑点清单", "DuckDB 是清薪清单的")
UNMEASURED = "这一次没有测。"
NAMES = {"duckdb": "DuckDB", "clickhouse": "ClickHouse", "postgresql": "PostgreSQL",
         "sqlite": "SQLite"}
MEBI = 2**20


def times(theirs, ours):
    """How many times as long the other takes."""
    ratio = theirs / ours
    return f"{ratio:,.0f} 倍" if ratio >= 10 else f"{ratio:.1f} 倍"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def text_of(lines):
    return "\n".join(lines)


def sized(ten_checks, projects):
    """Our tiles, the fastest twin first, and each engine and layout at one size."""
    tiles = ten_checks[f"tiles-{projects}"]
    engines = [ten_checks[f"{name}-{projects}"] for name in NAMES
               if f"{name}-{projects}" in ten_checks]
    return tiles, engines


def ten_rows(ten_checks, projects):
    tiles, engines = sized(ten_checks, projects)
    best = tiles[0]["verify_ms"] / 1e3
    for twin in tiles:
        yield (f"清薪，{twin['twin']}", f"{twin['load']:.2f}", f"{twin['verify_ms']:.1f}", "", "",
               f"{twin['worker_months'] / twin['verify_ms'] / 1e3:,.0f}")
    for engine in engines:
        for layout, told in engine["verify"].items():
            yield (f"{NAMES[engine['engine']]}，{LAYOUTS[layout]}",
                   f"{engine['load'][layout]['wall']:.1f}", f"{told['wall'] * 1e3:,.0f}",
                   f"{told['cpu'] * 1e3:,.0f}", times(told["wall"], best),
                   f"{tiles[0]['worker_months'] / told['wall'] / 1e6:,.1f}")
    for name in NAMES:
        if projects == 3560 and f"{name}-{projects}" not in ten_checks:
            yield (f"{NAMES[name]}，规范化", "没有测完", "", "", "", "")


def ten_table(ten_checks, projects):
    head = ("", "装载，秒", "核查，毫秒", "处理器，毫秒", "是清薪的", "百万人月每秒")
    return text_of(table(head, ten_rows(ten_checks, projects)))


def fastest(ten_checks, projects, layout):
    _, engines = sized(ten_checks, projects)
    return min((engine["verify"][layout]["wall"], NAMES[engine["engine"]]) for engine in engines
               if layout in engine["verify"])


def bandwidth_share(ten_checks, projects, gigabytes):
    tiles, _ = sized(ten_checks, projects)
    return tiles[0]["hot_bytes"] / (tiles[0]["verify_ms"] / 1e3) / 1e9 / gigabytes


def csv_rows(measured):
    ours, full, theirs = measured["qingxin"], measured["full"], measured["duckdb"]
    for name, key, unit, places in (("历时，秒", "wall", 1, 1), ("处理器，秒", "cpu", 1, 1),
                                    ("内存峰值，MiB", "peak", MEBI, 0)):
        yield (name, *(f"{one[key] / unit:,.{places}f}" for one in (ours, full, theirs)),
               times(theirs[key], ours[key]))


def csv_part(measured):
    if measured is None:
        return UNMEASURED
    size = sum(one[2] for one in measured["tables"])
    rows = sum(one[1] for one in measured["tables"])
    stages = measured["duckdb_stages"]
    attendance = max(measured["tables"], key=lambda one: one[1])
    return f"""{measured["projects"]:,} 个项目、{measured["months"]} 个月，\
{measured["worker_months"]:,} 人月，{rows:,} 行
（其中 {attendance[0]} {attendance[1]:,} 行），{size / 1e9:.1f} GB。各跑 {measured["rounds"]} 遍，疑点
{sum(measured["findings"].values()):,} 条，逐条相同。

{text_of(table(CSV_HEAD, csv_rows(measured)))}

DuckDB 装载 {stages["load"]:.1f} 秒，核查 {stages["verify"]:.1f} 秒；其余是启动、写出和退出。"""


def growth_rows(sizes):
    for size in sizes.values():
        count = size["worker_months"]
        tiles, rules = size["tiles"], size["rules"]
        yield (f"{count:,}", f"{size['built']['wall']:.1f}",
               f"{size['built']['peak'] / MEBI:,.0f}", f"{size['bytes'] / count:.0f}",
               f"{tiles['load'] * 1e3:,.0f}", f"{tiles['verify_ms']:.2f}",
               f"{tiles['verify_ms'] * 1e6 / count:.2f}", f"{rules['verify'] * 1e3:,.0f}",
               f"{rules['verify'] * 1e9 / count:,.0f}", f"{size['brief']['wall']:.2f}",
               f"{size['brief']['peak'] / MEBI:,.0f}")


def growth_table(sizes):
    head = ("人月", "建册，秒", "建册内存，MiB", "账册，字节每人月", "打开，毫秒", "十项，毫秒",
            "十项，纳秒每人月", "全部规则，毫秒", "纳秒每人月", "verify --brief，秒", "其内存，MiB")
    return text_of(table(head, growth_rows(sizes)))


def event_rows(sizes, sqlite):
    sqlite = {one["projects"]: one for one in sqlite}
    for projects, size in sizes.items():
        tiles, rows = size["incremental"]
        other = sqlite.get(int(projects))
        yield (f"{size['worker_months']:,}", f"{tiles['median_us']:.2f}", f"{tiles['p99_us']:.2f}",
               f"{tiles['cold_us']:.2f}", f"{rows['first_us']:,.0f}",
               f"{rows['median_us']:,.0f}", f"{rows['p99_us']:,.0f}",
               f"{rows['cold_us']:,.0f}",
               f"{other['median_us']:,.0f}" if other else "未测",
               times(other["median_us"], tiles["median_us"]) if other else "")


def event_table(sizes, sqlite):
    head = ("人月", "合计里改一天，十项，中位", "第 99 百分位", "缓存冷",
            "改一行，全部规则，项目的头一行", "以后的行，中位", "第 99 百分位", "缓存冷",
            "SQLite，十项，中位", "是清薪的")
    return text_of(table(head, event_rows(sizes, sqlite)))


def section_bytes(size, name):
    return size["sections"].get(name, 0) / size["worker_months"]


def bytes_part(sizes):
    size = list(sizes.values())[-1]
    hot = section_bytes(size, "各人月的合计") + section_bytes(size, "合计是谁的")
    return (f"一千万人月的账册每人月 {size['bytes'] / size['worker_months']:.0f} 字节：核查要流过的"
            f"合计 {hot:.1f}，压好的行 {section_bytes(size, '各项目的行'):.1f}，\n"
            f"其余是名字、证件号和人与项目之间的编号。")


def nation_part(told):
    if told is None:
        return UNMEASURED
    return f"""一个进程，{told["threads"]} 个线程，{told["projects"]:,} 个项目、{told["workers"]:,} 人、\
{told["rows"]:,} 行、{told["worker_months"]:,} 人月，
直接造成账册，不经 CSV；埋了多少疑点，各条就要找出多少。

- 造 {told["make"]:.0f} 秒，合计 {told["fold"]:.1f} 秒。
- 十项检查 {told["verify_ms"]:,.0f} 毫秒，全部规则 {told["all_rules"]:.1f} 秒\
（疑点 {told["all_findings"]:,} 条）。
- 内存峰值 {told["peak_mb"] / 1e3:.1f} GB；每人月合计 {told["hot_bytes"]:.1f} 字节、\
行 {told["cold_bytes"]:.1f} 字节、文字 {told["text_bytes"]:.1f} 字节。"""


def kept(name):
    """A part that a step of its own has written into the page: it stays."""
    text = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "performance.md").read_text()
    part = text.partition(f"<!-- 由 ./dev bench {name} --write 写成 -->\n")[2]
    return part.partition(f"<!-- {name} 到此 -->")[0]


ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def import_rows(engines):
    for name, told in engines.items():
        yield (ENGINES[name], f"{told['rows']:,}", f"{told['bare_ms'] / 1e3:.1f}",
               f"{told['import_ms'] / 1e3:.1f}", f"{told['rows'] / told['import_ms']:,.0f}",
               f"{told['bare_ms'] / told['import_ms']:.2f}",
               f"{told['small']['peak'] / MEBI:,.0f}", f"{told['large']['peak'] / MEBI:,.0f}",
               f"{told['large']['peak'] / told['small']['peak']:.2f} 倍",
               f"{told['large']['seconds']:.0f}")


def import_part(told):
    head = ("", "行", "裸循环，秒", "存入，秒", "存入，千行每秒", f"是裸循环的（至少 {told['least']}）",
            "内存峰值，MiB", "十倍的行，MiB", f"倍数（至多 {told['growth_most']}）", "十倍的行，秒")
    return f"""{text_of(table(head, import_rows(told["engines"])))}

测于 {told["day"]}，清薪 {told["commit"]}，{told["rounds"]} 遍取中位；{machine.described()}；
别的程序（连同 PostgreSQL 服务端自己）占用机器至多 {told["others_at_most"]:.0%}。
"""


def with_import(text, told):
    mark = "<!-- 由 ./dev bench import --write 写成 -->\n"
    return text.replace(mark + kept("import"), mark + import_part(told), 1)


def verdicts(figures):
    """The figures that were promised, beside what was measured."""
    ten, sizes = figures["ten_checks"], figures["growth"]
    tiles, _ = sized(ten, 35600)
    ours = tiles[0]["verify_ms"] / 1e3
    wide, wide_name = fastest(ten, 35600, "wide")
    plain, plain_name = fastest(ten, 35600, "normalised")
    memory, large = figures["csv_1m"]["in_memory"], figures.get("csv_10m")
    share = bandwidth_share(ten, 35600, figures["bandwidth"][-1]["gigabytes_per_second"])
    largest = list(sizes.values())[-1]
    events = [size["incremental"][0]["median_us"] for size in sizes.values()]
    million = next(one for one in figures["change"] if one["projects"] == 3560)
    rows = [
        (f"十项，一千万，最快的对手最好的摆法（{wide_name}）", "20 倍", times(wide, ours)),
        (f"十项，一千万，规范化的表（{plain_name}）", "100 倍", times(plain, ours)),
        ("十项，一千万，占实测读带宽", "目标 60%", f"{share:.0%}"),
        ("全部规则，一百万，都已装好（DuckDB）", "20 倍",
         times(memory["duckdb"]["wall"], memory["qingxin"]["verify"])),
        ("从 CSV 到疑点，一百万（DuckDB）", "2 倍", times(
            figures["csv_1m"]["duckdb"]["wall"], figures["csv_1m"]["qingxin"]["wall"])),
        ("从 CSV 到疑点，一千万（DuckDB）", "2 倍", times(
            large["duckdb"]["wall"], large["qingxin"]["wall"]) if large else "没有测"),
        ("改一天以后再查，三种大小", "目标 5 微秒", " / ".join(f"{one:.2f}" for one in events)),
        ("改一天以后再查，一百万（SQLite）", "20 倍", times(
            million["median_us"], list(sizes.values())[1]["incremental"][0]["median_us"])),
        ("一千万人月核查账册，内存峰值", "1,024 MiB", f"{largest['brief']['peak'] / MEBI:,.0f} MiB"),
        ("打开一千万人月的账册", "1 秒", f"{largest['tiles']['load']:.2f} 秒"),
    ]
    return text_of(table(("", "要求", "测得"), rows))


def circumstances(steps):
    commits = {step["commit"] for step in steps.values()}
    if len(commits) > 1:
        raise SystemExit(f"各步不是同一个程序测的：{'、'.join(sorted(commits))}；请从头再测")
    took = "、".join(f"{name} {step['took']:.0f}（{step['others']:.0%}）"
                    for name, step in steps.items())
    return next(iter(commits)), min(step["day"] for step in steps.values()), took


def written(steps):
    figures = {name: step["measured"] for name, step in steps.items()}
    commit, day, took = circumstances(steps)
    ten, csv = figures["ten_checks"], figures["csv_1m"]
    ours, theirs = csv["in_memory"]["qingxin"], csv["in_memory"]["duckdb"]
    speeds = [one["gigabytes_per_second"] for one in figures["bandwidth"]]
    return (pathlib.Path(__file__).parent / "page.md").read_text().format(
        verdicts=verdicts(figures),
        ten_checks_1m=ten_table(ten, 3560),
        ten_checks_10m=ten_table(ten, 35600),
        one_thread=f"{speeds[0]:.1f}",
        threads=f"{speeds[-1]:.1f}",
        hot_megabytes=f"{sized(ten, 35600)[0][0]['hot_bytes'] / 1e6:,.0f}",
        csv_1m=csv_part(csv),
        ours_ms=f"{ours['verify'] * 1e3:,.0f}",
        ours_cpu_ms=f"{ours['cpu'] * 1e3:,.0f}",
        duckdb_ms=f"{theirs['wall'] * 1e3:,.0f}",
        duckdb_cpu_ms=f"{theirs['cpu'] * 1e3:,.0f}",
        in_memory_times=times(theirs["wall"], ours["verify"]),
        csv_10m=csv_part(figures.get("csv_10m")),
        growth=growth_table(figures["growth"]),
        bytes=bytes_part(figures["growth"]),
        events=event_table(figures["growth"], figures["change"]),
        nation=nation_part(figures.get("fifty_million")),
        http=kept("http"),
        imports=kept("import"),
        machine=machine.described(),
        commit=commit,
        duckdb_version=csv["duckdb_version"],
        node_version=machine.output_of("node", "--version"),
        day=day,
        took=took,
        quiet=f"{machine.QUIET:.0%}")
